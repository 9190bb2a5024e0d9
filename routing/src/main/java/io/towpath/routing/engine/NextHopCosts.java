package io.towpath.routing.engine;

import io.towpath.net.Ipv4Address;
import io.towpath.routing.bgp.NextHopMetrics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/**
 * Answers BGP what next hops cost, by tables that stay the same during a solve, and remembers what
 * was asked. Thread-safe.
 */
final class NextHopCosts implements NextHopMetrics {
  private final IntFunction<NextHops> tables;
  private final Map<Integer, NextHops> opened = new ConcurrentHashMap<>();
  private final Map<Long, Long> asked = new ConcurrentHashMap<>();

  /**
   * Costs by tables.
   *
   * @param tables table of a speaker's VRF
   */
  NextHopCosts(IntFunction<NextHops> tables) {
    this.tables = tables;
  }

  @Override
  public long metric(int speaker, int nextHop) {
    long key = (long) speaker << 32 | nextHop & 0xFFFF_FFFFL;
    Long known = asked.get(key);
    if (known != null) {
      return known;
    }
    NextHops table = opened.computeIfAbsent(speaker, tables::apply);
    long cost;
    synchronized (table) {
      cost = table.metric(new Ipv4Address(nextHop));
    }
    asked.put(key, cost);
    return cost;
  }

  /** True if another set of tables gives the same answers to what was asked. */
  boolean agreesWith(NextHopCosts other) {
    return asked.entrySet().stream()
        .allMatch(
            e -> other.metric((int) (e.getKey() >>> 32), (int) (long) e.getKey()) == e.getValue());
  }
}
