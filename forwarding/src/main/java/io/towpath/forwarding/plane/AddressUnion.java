package io.towpath.forwarding.plane;

import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * A union of address sets as disjoint ranges of IPv4 addresses, so that a test is one binary
 * search. IPv6 prefixes hold no IPv4 address. Immutable.
 */
final class AddressUnion {
  private static final long END = 1L << 32;

  /** Every address. */
  static final AddressUnion ALL = new AddressUnion(List.of(new Range(0, END)), List.of());

  /** Addresses from {@code from} to before {@code to}, unsigned. */
  private record Range(long from, long to) {}

  /** A set that is no union of few ranges: bits that count, and the value that they must have. */
  private record Masked(int mask, int value, boolean negated) {
    boolean contains(int address) {
      return ((address & mask) == value) != negated;
    }
  }

  // The sign is flipped, so that unsigned order is the order of int; both ends included.
  private final int[] first;
  private final int[] last;
  private final Masked[] masked;

  private AddressUnion(List<Range> ranges, List<Masked> masked) {
    List<Range> merged = merge(ranges);
    first = merged.stream().mapToInt(r -> flip(r.from)).toArray();
    last = merged.stream().mapToInt(r -> flip(r.to - 1)).toArray();
    this.masked = masked.toArray(Masked[]::new);
  }

  private static int flip(long address) {
    return (int) address ^ Integer.MIN_VALUE;
  }

  /**
   * The union of sets; nothing if there are none.
   *
   * @param derived prefixes of sets that follow from routing
   */
  static AddressUnion of(
      List<AddressSet> sets, Function<AddressSet.Derived, List<Prefix>> derived) {
    List<Range> ranges = new ArrayList<>();
    List<Masked> masked = new ArrayList<>();
    for (AddressSet set : sets) {
      add(set, derived, ranges, masked);
    }
    return new AddressUnion(ranges, masked);
  }

  /** The union of prefixes. */
  static AddressUnion ofPrefixes(List<Prefix> prefixes) {
    return new AddressUnion(ranges(prefixes), List.of());
  }

  private static void add(
      AddressSet set,
      Function<AddressSet.Derived, List<Prefix>> derived,
      List<Range> ranges,
      List<Masked> masked) {
    switch (set) {
      case AddressSet.Any() -> ranges.add(new Range(0, END));
      case AddressSet.Prefixes(List<Prefix> prefixes) -> ranges.addAll(ranges(prefixes));
      case AddressSet.Wildcard wildcard -> addWildcard(wildcard, ranges, masked);
      case AddressSet.Derived sought -> ranges.addAll(ranges(derived.apply(sought)));
      case AddressSet.Except(AddressSet excluded) -> {
        List<Range> inner = new ArrayList<>();
        List<Masked> innerMasked = new ArrayList<>();
        add(excluded, derived, inner, innerMasked);
        if (innerMasked.isEmpty()) {
          ranges.addAll(complement(merge(inner)));
        } else {
          // A set is either ranges or one mask, so the complement is one mask too.
          innerMasked.forEach(m -> masked.add(new Masked(m.mask, m.value, !m.negated)));
        }
      }
    }
  }

  private static void addWildcard(
      AddressSet.Wildcard wildcard, List<Range> ranges, List<Masked> masked) {
    if (wildcard.address() instanceof Ipv4Address(int bits)
        && wildcard.wildcard() instanceof Ipv4Address(int free)) {
      boolean contiguous = (free & free + 1) == 0;
      if (contiguous) {
        long from = (bits & ~free) & 0xFFFF_FFFFL;
        ranges.add(new Range(from, from + (free & 0xFFFF_FFFFL) + 1));
      } else {
        masked.add(new Masked(~free, bits & ~free, false));
      }
    }
  }

  private static List<Range> ranges(List<Prefix> prefixes) {
    List<Range> ranges = new ArrayList<>(prefixes.size());
    for (Prefix prefix : prefixes) {
      if (prefix.network() instanceof Ipv4Address(int bits)) {
        long from = bits & 0xFFFF_FFFFL;
        ranges.add(new Range(from, from + (1L << 32 - prefix.length())));
      }
    }
    return ranges;
  }

  private static List<Range> merge(List<Range> ranges) {
    List<Range> sorted = new ArrayList<>(ranges);
    sorted.sort(Comparator.comparingLong(Range::from));
    List<Range> merged = new ArrayList<>();
    for (Range range : sorted) {
      Range before = merged.isEmpty() ? null : merged.getLast();
      if (before != null && range.from <= before.to) {
        merged.set(merged.size() - 1, new Range(before.from, Math.max(before.to, range.to)));
      } else {
        merged.add(range);
      }
    }
    return merged;
  }

  private static List<Range> complement(List<Range> merged) {
    List<Range> gaps = new ArrayList<>();
    long from = 0;
    for (Range range : merged) {
      if (range.from > from) {
        gaps.add(new Range(from, range.from));
      }
      from = range.to;
    }
    if (from < END) {
      gaps.add(new Range(from, END));
    }
    return gaps;
  }

  /**
   * The fewest prefixes that hold exactly its ranges, in order. Sets that are no ranges, as
   * wildcards with gaps make them, have no short form and are left out.
   */
  List<Prefix> prefixes() {
    List<Prefix> prefixes = new ArrayList<>();
    for (int i = 0; i < first.length; i++) {
      long from = (first[i] ^ Integer.MIN_VALUE) & 0xFFFF_FFFFL;
      long to = ((last[i] ^ Integer.MIN_VALUE) & 0xFFFF_FFFFL) + 1;
      while (from < to) {
        long size = from == 0 ? END : Long.lowestOneBit(from);
        while (size > to - from) {
          size >>= 1;
        }
        prefixes.add(
            new Prefix(new Ipv4Address((int) from), 32 - Long.numberOfTrailingZeros(size)));
        from += size;
      }
    }
    return prefixes;
  }

  /** True if one of the sets contains the address. */
  boolean contains(int address) {
    int key = address ^ Integer.MIN_VALUE;
    int low = 0;
    int left = first.length;
    while (left > 1) {
      int half = left >>> 1;
      low = first[low + half] <= key ? low + half : low;
      left -= half;
    }
    if (left > 0 && first[low] <= key && key <= last[low]) {
      return true;
    }
    for (Masked set : masked) {
      if (set.contains(address)) {
        return true;
      }
    }
    return false;
  }
}
