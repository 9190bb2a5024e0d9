package io.towpath.network;

import io.towpath.net.Origin;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One-way latencies between named places. A place is a list of names, the most specific first; the
 * pair with the most specific names (the smaller sum of positions, then the smaller first position)
 * decides. Two places that share a region name and have no entry are {@link #SAME_REGION} apart.
 *
 * @param entries as written
 */
public record LatencyTable(List<Entry> entries) {

  /** No entries. */
  public static final LatencyTable EMPTY = new LatencyTable(List.of());

  /** Default inside one region: 0.3 ms. */
  public static final Duration SAME_REGION = Duration.ofNanos(300_000);

  public LatencyTable {
    entries = List.copyOf(entries);
  }

  /** Latency between two names; symmetric. */
  public record Entry(String a, String b, Duration oneWay, Origin origin) {}

  /** The latency between two places, or null if unknown. */
  public @Nullable Duration between(List<String> from, List<String> to) {
    Duration best = null;
    int bestRank = Integer.MAX_VALUE;
    for (Entry entry : entries) {
      int rank =
          Math.min(
              rank(from.indexOf(entry.a()), to.indexOf(entry.b())),
              rank(from.indexOf(entry.b()), to.indexOf(entry.a())));
      if (rank < bestRank) {
        bestRank = rank;
        best = entry.oneWay();
      }
    }
    if (best == null) {
      for (String name : from) {
        if (name.startsWith("region:") && to.contains(name)) {
          return SAME_REGION;
        }
      }
    }
    return best;
  }

  private static int rank(int first, int second) {
    return first < 0 || second < 0
        ? Integer.MAX_VALUE
        : (first + second) * 64 + Math.min(first, second);
  }
}
