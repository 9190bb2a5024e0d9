package io.towpath.routing.bgp;

import java.util.List;
import java.util.stream.Collectors;

/** An AS_PATH attribute (RFC 4271 §4.3), the latest AS first. */
public record AsPath(List<Segment> segments) {

  /** The path of a route that the own AS originated. */
  public static final AsPath EMPTY = new AsPath(List.of());

  public AsPath {
    segments = List.copyOf(segments);
  }

  /** A part of a path: ASNs in order, or a set without order that counts as one AS. */
  public sealed interface Segment {
    List<Long> asns();
  }

  /** AS_SEQUENCE. */
  public record Sequence(List<Long> asns) implements Segment {
    public Sequence {
      asns = List.copyOf(asns);
    }
  }

  /** AS_SET, sorted. */
  public record Set(List<Long> asns) implements Segment {
    public Set {
      asns = asns.stream().distinct().sorted().toList();
    }
  }

  /** Length for the decision: a set counts as 1 (RFC 4271 §9.1.2.2 a). */
  public int length() {
    int length = 0;
    for (Segment segment : segments) {
      length +=
          switch (segment) {
            case Sequence(List<Long> asns) -> asns.size();
            case Set _ -> 1;
          };
    }
    return length;
  }

  /** As routers print it: ASNs separated by blanks, sets in braces; empty for {@link #EMPTY}. */
  @Override
  public String toString() {
    return segments.stream().map(AsPath::text).collect(Collectors.joining(" "));
  }

  private static String text(Segment segment) {
    return switch (segment) {
      case Sequence(List<Long> asns) ->
          asns.stream().map(String::valueOf).collect(Collectors.joining(" "));
      case Set(List<Long> asns) ->
          asns.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    };
  }
}
