package io.towpath.lab.compare;

import io.towpath.forwarding.trace.Trace;
import io.towpath.lab.compare.read.PacketTools;
import io.towpath.net.PacketHeader;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The hops of a predicted traceroute as {@link PacketTools#hopsOf} reads those of a real one. */
public final class PredictedHops {
  private PredictedHops() {}

  /** Addresses on one line, without silent hops at the end; {@code none} if there are none. */
  public static String of(Trace trace) {
    return line(trace.hops(), trace);
  }

  /**
   * Every line that a trace may give where answers of its hops or its destination have equal ways,
   * one of which leads home and another not.
   *
   * @param outcomes of each hop, see {@link io.towpath.forwarding.trace.Tracer#hopOutcomes}
   * @param most lines at most
   */
  static Set<String> all(Trace trace, List<List<Trace.Hop>> outcomes, int most) {
    List<List<Trace.Hop>> lines = new ArrayList<>();
    lines.add(List.of());
    for (List<Trace.Hop> hop : outcomes) {
      List<List<Trace.Hop>> longer = new ArrayList<>();
      for (List<Trace.Hop> line : lines) {
        hop.stream()
            .limit(Math.max(1, most / lines.size()))
            .forEach(h -> longer.add(plus(line, h)));
      }
      lines = longer;
    }
    Set<String> texts = new LinkedHashSet<>();
    texts.add(of(trace));
    for (List<Trace.Hop> line : lines) {
      int known = Math.min(line.size(), trace.hops().size());
      List<Trace.Hop> all = new ArrayList<>(line);
      all.addAll(trace.hops().subList(known, trace.hops().size()));
      texts.add(line(all, trace));
    }
    return texts;
  }

  private static List<Trace.Hop> plus(List<Trace.Hop> line, Trace.Hop hop) {
    List<Trace.Hop> longer = new ArrayList<>(line);
    longer.add(hop);
    return longer;
  }

  private static String line(List<Trace.Hop> shown, Trace trace) {
    List<String> hops = new ArrayList<>();
    for (Trace.Hop hop : shown) {
      hops.add(hop.address() == null ? PacketTools.SILENT : hop.address().toString());
    }
    Trace.IcmpError error = trace.error();
    // A node's own refusal is an error of its socket: no packet leaves, and no hop is printed.
    if (error != null && error.type() == PacketHeader.UNREACHABLE && !error.own()) {
      hops.add(error.from() + mark(error.code()));
    }
    while (!hops.isEmpty() && hops.getLast().equals(PacketTools.SILENT)) {
      hops.removeLast();
    }
    return text(hops);
  }

  /** Hops on one line. */
  public static String text(List<String> hops) {
    return hops.isEmpty() ? "none" : String.join(" ", hops);
  }

  /** What {@code traceroute} prints behind the address for an unreachable message. */
  private static String mark(int code) {
    return switch (code) {
      case 0 -> " !N";
      case 1 -> " !H";
      case 2 -> " !P";
      case 9, 10, 13 -> " !X";
      default -> " !" + code;
    };
  }
}
