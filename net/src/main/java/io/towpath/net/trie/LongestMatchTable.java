package io.towpath.net.trie;

import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import java.util.Collection;
import java.util.Comparator;

/**
 * IPv4 longest prefix match, compiled once for many look-ups. Immutable.
 *
 * <p>Values are numbers from 0 to {@link #MAX_VALUE}, usually indexes of something; an address that
 * no prefix contains answers {@link #MISS}. There are two forms behind this one type: a poptrie
 * (designed for 1,000 to 1,000,000 prefixes, a few nanoseconds, less than 8 bytes a prefix), and
 * sorted intervals for small tables.
 */
public abstract sealed class LongestMatchTable permits Poptrie, SortedIntervals {

  /** The answer when no prefix contains the address. */
  public static final int MISS = -1;

  /** Largest value, 2^31 − 2. */
  public static final int MAX_VALUE = Integer.MAX_VALUE - 1;

  /**
   * Below this many intervals (about half as many prefixes) a search costs little, a trie 16 KiB.
   */
  private static final int SMALL = 128;

  LongestMatchTable() {}

  /**
   * Compiles {@code count} prefixes given as network bits, length and value, in the order of {@link
   * Prefix}.
   *
   * @throws IllegalArgumentException if they are out of order or double, have host bits, or a value
   *     is out of range
   */
  public static LongestMatchTable of(int[] networks, int[] lengths, int[] values, int count) {
    Ipv4Intervals intervals = Ipv4Intervals.of(networks, lengths, values, count);
    return intervals.count() < SMALL ? new SortedIntervals(intervals) : new Poptrie(intervals);
  }

  /** Compiles the IPv4 prefixes among the entries, which may come in any order. */
  public static LongestMatchTable of(Collection<PrefixTrie.Entry<Integer>> entries) {
    var sorted =
        entries.stream()
            .filter(entry -> entry.prefix().network() instanceof Ipv4Address)
            .sorted(Comparator.comparing(PrefixTrie.Entry::prefix))
            .toList();
    int[] networks = new int[sorted.size()];
    int[] lengths = new int[sorted.size()];
    int[] values = new int[sorted.size()];
    int count = 0;
    for (var entry : sorted) {
      if (entry.prefix().network() instanceof Ipv4Address(int bits)) {
        networks[count] = bits;
        lengths[count] = entry.prefix().length();
        values[count] = entry.value();
        count++;
      }
    }
    return of(networks, lengths, values, count);
  }

  /** The value of the longest prefix that contains the address, or {@link #MISS}. */
  public abstract int lookup(int address);

  /** The value of the longest prefix that contains the address, or {@link #MISS}. */
  public final int lookup(Ipv4Address address) {
    return lookup(address.bits());
  }

  /** Bytes that the table holds in its arrays. */
  public abstract long bytes();
}
