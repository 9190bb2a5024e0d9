package io.towpath.routing.bgp;

/**
 * Interior costs of next hops, each asked for once. For one thread; what was asked in the solve
 * before is read through if it still holds.
 */
final class NextHopCosts {
  private static final long UNKNOWN = Long.MIN_VALUE;

  private final NextHopMetrics metrics;
  private final LongMap old;
  private final LongMap asked = new LongMap();

  /**
   * Costs by the given metrics.
   *
   * @param old costs known to hold, not modified
   */
  NextHopCosts(NextHopMetrics metrics, LongMap old) {
    this.metrics = metrics;
    this.old = old;
  }

  /** Cost from a speaker to a next hop, or −1 if it is unreachable. */
  long of(int speaker, int nextHop) {
    long key = key(speaker, nextHop);
    long cost = old.get(key, UNKNOWN);
    if (cost == UNKNOWN) {
      cost = asked.get(key, UNKNOWN);
      if (cost == UNKNOWN) {
        cost = Math.max(-1, metrics.metric(speaker, nextHop));
        asked.put(key, cost);
      }
    }
    return cost;
  }

  /** Costs that were not known before. */
  LongMap asked() {
    return asked;
  }

  static long key(int speaker, int nextHop) {
    return (long) speaker << 32 | nextHop & 0xFFFF_FFFFL;
  }

  static int speakerOf(long key) {
    return (int) (key >>> 32);
  }

  static int nextHopOf(long key) {
    return (int) key;
  }
}
