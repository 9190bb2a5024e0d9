package io.towpath.routing.bgp;

import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import io.towpath.network.PrefixList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * A condition on the prefix of a route alone. Prefixes for which all conditions of a network have
 * the same truth are treated alike by every policy. Conditions of equal content are equal, whoever
 * wrote them.
 */
sealed interface PrefixCondition {

  /** Marks the prefixes for which the condition holds. */
  void mark(long[] sortedKeys, BitSet marks);

  /** True for one prefix. */
  default boolean holds(long key) {
    BitSet mark = new BitSet();
    mark(new long[] {key}, mark);
    return mark.get(0);
  }

  /** Entry of a prefix list without its name and place. */
  record Entry(boolean permit, long prefix, int minLength, int maxLength) {}

  /** Permitted by one of several prefix lists; in each the first matching entry decides. */
  record InLists(List<List<Entry>> lists) implements PrefixCondition {
    static InLists of(List<PrefixList> lists) {
      return new InLists(
          lists.stream()
              .map(
                  list ->
                      list.entries().stream()
                          .filter(e -> e.prefix().network() instanceof Ipv4Address)
                          .map(
                              e ->
                                  new Entry(
                                      e.permit(),
                                      PrefixKey.of(e.prefix()),
                                      e.minLength(),
                                      e.maxLength()))
                          .toList())
              .toList());
    }

    @Override
    public boolean holds(long key) {
      int length = PrefixKey.length(key);
      for (List<Entry> list : lists) {
        for (Entry entry : list) {
          if (length >= entry.minLength()
              && length <= entry.maxLength()
              && PrefixKey.covers(entry.prefix(), key)) {
            if (entry.permit()) {
              return true;
            }
            break;
          }
        }
      }
      return false;
    }

    @Override
    public void mark(long[] sortedKeys, BitSet marks) {
      for (List<Entry> list : lists) {
        BitSet permitted = new BitSet();
        // Backwards, so that earlier entries overwrite later ones.
        for (int i = list.size() - 1; i >= 0; i--) {
          Entry entry = list.get(i);
          int to = firstAbove(sortedKeys, PrefixKey.lastInside(entry.prefix()));
          for (int p = firstFrom(sortedKeys, entry.prefix()); p < to; p++) {
            int length = PrefixKey.length(sortedKeys[p]);
            if (length >= entry.minLength() && length <= entry.maxLength()) {
              permitted.set(p, entry.permit());
            }
          }
        }
        marks.or(permitted);
      }
    }
  }

  /** Equal to or inside one of several prefixes. */
  record Inside(List<Long> prefixes) implements PrefixCondition {
    static Inside of(List<Prefix> prefixes) {
      return new Inside(
          prefixes.stream()
              .filter(p -> p.network() instanceof Ipv4Address)
              .map(PrefixKey::of)
              .toList());
    }

    @Override
    public void mark(long[] sortedKeys, BitSet marks) {
      for (long prefix : prefixes) {
        int from = firstFrom(sortedKeys, prefix);
        marks.set(from, Math.max(from, firstAbove(sortedKeys, PrefixKey.lastInside(prefix))));
      }
    }
  }

  /** Longer than a prefix and inside it: contributes to its aggregate. */
  record MoreSpecific(long prefix) implements PrefixCondition {
    @Override
    public void mark(long[] sortedKeys, BitSet marks) {
      int from = firstAbove(sortedKeys, prefix);
      marks.set(from, Math.max(from, firstAbove(sortedKeys, PrefixKey.lastInside(prefix))));
    }
  }

  /** Equal to a prefix. */
  record Equal(long prefix) implements PrefixCondition {
    @Override
    public void mark(long[] sortedKeys, BitSet marks) {
      int at = Arrays.binarySearch(sortedKeys, prefix);
      if (at >= 0) {
        marks.set(at);
      }
    }
  }

  /** The network address is in one of several sets (IOS-XE access list as a route filter). */
  record NetworkIn(List<AddressSet> sets) implements PrefixCondition {
    @Override
    public void mark(long[] sortedKeys, BitSet marks) {
      for (AddressSet set : sets) {
        mark(set, sortedKeys, marks);
      }
    }

    private static void mark(AddressSet set, long[] sortedKeys, BitSet marks) {
      switch (set) {
        case AddressSet.Any() -> marks.set(0, sortedKeys.length);
        case AddressSet.Prefixes(List<Prefix> prefixes) -> {
          for (Prefix prefix : prefixes) {
            if (prefix.network() instanceof Ipv4Address(int bits)) {
              // By address, so a shorter prefix with the same network address counts too.
              int to = firstAbove(sortedKeys, PrefixKey.lastInside(PrefixKey.of(prefix)));
              int from = firstFrom(sortedKeys, PrefixKey.of(bits, 0));
              marks.set(from, Math.max(from, to));
            }
          }
        }
        case AddressSet.Wildcard(IpAddress address, IpAddress wildcard) -> {
          if (address instanceof Ipv4Address(int bits)
              && wildcard instanceof Ipv4Address(int free)) {
            for (int p = 0; p < sortedKeys.length; p++) {
              if (((PrefixKey.network(sortedKeys[p]) ^ bits) & ~free) == 0) {
                marks.set(p);
              }
            }
          }
        }
        // Contents follow from routing itself; reported as a finding where it is compiled.
        case AddressSet.Derived _ -> {}
        case AddressSet.Except(AddressSet excluded) -> {
          BitSet others = new BitSet();
          mark(excluded, sortedKeys, others);
          others.flip(0, sortedKeys.length);
          marks.or(others);
        }
      }
    }
  }

  private static int firstFrom(long[] sortedKeys, long key) {
    int at = Arrays.binarySearch(sortedKeys, key);
    return at >= 0 ? at : -at - 1;
  }

  private static int firstAbove(long[] sortedKeys, long key) {
    return firstFrom(sortedKeys, key + 1);
  }
}
