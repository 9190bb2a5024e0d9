package io.towpath.lab.plan;

import io.towpath.network.Interface;
import io.towpath.network.LinkKind;
import io.towpath.network.Node;
import io.towpath.network.Segment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much of the network's latency a cable of the lab can carry. Cables have their own; on a
 * broadcast domain the table decides for each pair, and what of it is the same for all partners of
 * an end belongs to the end's cable. What lies inside a fabric or the Internet is no cable's.
 */
final class WireLatency {
  /** What is less is lost in the time that a busy machine takes to answer. */
  private static final Duration LEAST = Duration.ofMillis(1);

  private final LabDraft draft;

  WireLatency(LabDraft draft) {
    this.draft = draft;
  }

  /** Latency of a cable with two ends. */
  Duration between(Segment segment, WireEnd a, WireEnd b) {
    Duration latency = pair(segment, a, b);
    return latency == null ? Duration.ZERO : built(latency);
  }

  /** Latencies of the cables from each end to the bridge that joins them. */
  List<Duration> star(Segment segment, List<WireEnd> ends) {
    List<Duration> latencies = new ArrayList<>();
    for (int i = 0; i < ends.size(); i++) {
      latencies.add(Duration.ZERO);
    }
    if (ends.size() == 2) {
      latencies.set(0, between(segment, ends.get(0), ends.get(1)));
      return latencies;
    }
    for (int i = 0; i < ends.size(); i++) {
      latencies.set(i, built(ownShare(segment, ends, i)));
    }
    checkPairs(segment, ends, latencies);
    return latencies;
  }

  /**
   * An end's share is half of what the way from one partner to it and on to another takes longer
   * than the way between these two: exact if the latencies are those of a star.
   */
  private Duration ownShare(Segment segment, List<WireEnd> ends, int end) {
    Duration shortest = null;
    for (int j = 0; j < ends.size(); j++) {
      Duration first = j == end ? null : pair(segment, ends.get(end), ends.get(j));
      if (first == null) {
        continue;
      }
      shortest = shortest == null || first.compareTo(shortest) < 0 ? first : shortest;
      for (int k = j + 1; k < ends.size(); k++) {
        Duration second = k == end ? null : pair(segment, ends.get(end), ends.get(k));
        Duration between = pair(segment, ends.get(j), ends.get(k));
        if (second != null && between != null) {
          long twice = first.plus(second).minus(between).toNanos();
          return Duration.ofNanos(Math.max(0, twice / 2));
        }
      }
    }
    return shortest == null ? Duration.ZERO : shortest.dividedBy(2);
  }

  private void checkPairs(Segment segment, List<WireEnd> ends, List<Duration> latencies) {
    for (int i = 0; i < ends.size(); i++) {
      for (int j = i + 1; j < ends.size(); j++) {
        Duration wanted = pair(segment, ends.get(i), ends.get(j));
        Duration built = latencies.get(i).plus(latencies.get(j));
        if (wanted != null && wanted.minus(built).abs().compareTo(LEAST.multipliedBy(2)) > 0) {
          draft.remark(
              Remark.Kind.VARIANT,
              segment.name(),
              "Between %s and %s a packet takes %s ms instead of %s ms, because each has one cable."
                  .formatted(ends.get(i), ends.get(j), millis(built), millis(wanted)));
        }
      }
    }
  }

  /** Latency between two ends, or null if nothing says it. */
  private @Nullable Duration pair(Segment segment, WireEnd a, WireEnd b) {
    Duration stated = draft.network().latencies().between(place(a), place(b));
    Duration cable = segment.latency();
    boolean host = a.host() != null || b.host() != null;
    // A LAN's cable counts for its routers; for a host the table comes first.
    return host ? first(stated, cable) : first(cable, isPort(a) || isPort(b) ? null : stated);
  }

  private boolean isPort(WireEnd end) {
    return end.at() != null && iface(end).link() == LinkKind.FABRIC_PORT;
  }

  private static @Nullable Duration first(@Nullable Duration a, @Nullable Duration b) {
    return a != null ? a : b;
  }

  /** Names of an end for the table, the most specific first. */
  private List<String> place(WireEnd end) {
    if (end.host() != null) {
      return named(end.host().name(), end.host().template().sites());
    }
    if (end.at() == null) {
      return List.of();
    }
    Node node = draft.topology().node(draft.topology().nodeId(end.at().node()));
    List<String> own = iface(end).sites().isEmpty() ? node.sites() : iface(end).sites();
    return WireLayout.isCrossed(node) ? own : named(node.name(), own);
  }

  private static List<String> named(String name, List<String> sites) {
    if (sites.contains(name)) {
      return sites;
    }
    List<String> names = new ArrayList<>(List.of(name));
    names.addAll(sites);
    return names;
  }

  private Interface iface(WireEnd end) {
    if (end.at() == null) {
      throw new IllegalArgumentException(end + " is no interface of a node");
    }
    return draft.topology().iface(draft.topology().interfaceId(end.at()));
  }

  private Duration built(Duration latency) {
    if (latency.isZero() || latency.compareTo(LEAST) >= 0) {
      return latency;
    }
    draft.remark(
        Remark.Kind.VARIANT,
        "latency",
        "Cables of less than "
            + millis(LEAST)
            + " ms have none: a busy machine takes longer than that to answer.");
    return Duration.ZERO;
  }

  private static String millis(Duration latency) {
    return String.valueOf(latency.toNanos() / 1_000_000.0);
  }
}
