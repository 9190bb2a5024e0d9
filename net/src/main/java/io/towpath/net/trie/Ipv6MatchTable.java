package io.towpath.net.trie;

import io.towpath.net.IpAddress;
import io.towpath.net.Ipv6Address;
import io.towpath.net.Prefix;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;

/**
 * IPv6 longest prefix match, compiled once for many look-ups; values as in {@link
 * LongestMatchTable}. Immutable. A look-up is a binary search among the intervals into which the
 * prefixes cut the address space; 20 bytes for each of them, about two a prefix.
 */
public final class Ipv6MatchTable {
  private final long[] highs;
  private final long[] lows;
  private final int[] values;

  private Ipv6MatchTable(long[] highs, long[] lows, int[] values) {
    this.highs = highs;
    this.lows = lows;
    this.values = values;
  }

  /**
   * Compiles the IPv6 prefixes among the entries, which may come in any order.
   *
   * @throws IllegalArgumentException if a prefix stands there twice or a value is out of range
   */
  public static Ipv6MatchTable of(Collection<PrefixTrie.Entry<Integer>> entries) {
    var sorted =
        entries.stream()
            .filter(entry -> entry.prefix().network() instanceof Ipv6Address)
            .sorted(Comparator.comparing(PrefixTrie.Entry::prefix))
            .toList();
    Cutter cutter = new Cutter(2 * sorted.size() + 1);
    // Prefixes that contain the present address, the longest first.
    Deque<PrefixTrie.Entry<Integer>> open = new ArrayDeque<>();
    for (PrefixTrie.Entry<Integer> entry : sorted) {
      Prefix prefix = entry.prefix();
      if (entry.value() < 0 || entry.value() > LongestMatchTable.MAX_VALUE) {
        throw new IllegalArgumentException(prefix + " has the value " + entry.value());
      }
      while (!open.isEmpty() && !open.getFirst().prefix().covers(prefix)) {
        cutter.close(open);
      }
      if (!open.isEmpty() && open.getFirst().prefix().equals(prefix)) {
        throw new IllegalArgumentException(prefix + " is there twice");
      }
      cutter.cut(prefix.network(), entry.value());
      open.addFirst(entry);
    }
    while (!open.isEmpty()) {
      cutter.close(open);
    }
    return cutter.table();
  }

  /** The value of the longest prefix that contains the address, or −1. */
  public int lookup(Ipv6Address address) {
    return lookup(address.high(), address.low());
  }

  /** The value of the longest prefix that contains the address of these 128 bits, or −1. */
  public int lookup(long high, long low) {
    int first = 0;
    int left = highs.length;
    while (left > 1) {
      int half = left >>> 1;
      int middle = first + half;
      int order = Long.compareUnsigned(highs[middle], high);
      if (order < 0 || order == 0 && Long.compareUnsigned(lows[middle], low) <= 0) {
        first = middle;
      }
      left -= half;
    }
    return values[first];
  }

  private static final class Cutter {
    private final long[] highs;
    private final long[] lows;
    private final int[] values;
    private int count = 1;

    Cutter(int capacity) {
      highs = new long[capacity];
      lows = new long[capacity];
      values = new int[capacity];
      values[0] = LongestMatchTable.MISS;
    }

    /** Ends the longest open prefix: from there on the next shorter one holds. */
    void close(Deque<PrefixTrie.Entry<Integer>> open) {
      IpAddress after = open.removeFirst().prefix().last().plus(1);
      var outer = open.peekFirst();
      if (!after.equals(Prefix.DEFAULT_IPV6.network())) {
        cut(after, outer == null ? LongestMatchTable.MISS : outer.value());
      }
    }

    /** From the address on the value holds; cuts come in ascending order, the last one counts. */
    void cut(IpAddress start, int value) {
      if (!(start instanceof Ipv6Address(long high, long low))) {
        throw new IllegalArgumentException(start + " is no IPv6 address");
      }
      if (highs[count - 1] == high && lows[count - 1] == low) {
        count--;
      }
      if (count > 0 && values[count - 1] == value) {
        return;
      }
      highs[count] = high;
      lows[count] = low;
      values[count] = value;
      count++;
    }

    Ipv6MatchTable table() {
      return new Ipv6MatchTable(
          Arrays.copyOf(highs, count), Arrays.copyOf(lows, count), Arrays.copyOf(values, count));
    }
  }
}
