package io.towpath.routing.engine;

import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import io.towpath.routing.bgp.BgpState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The IPv4 prefixes of all BGP classes in the order of {@link Prefix}, shared by every VRF. States
 * with the same classes share it. 8 bytes a prefix.
 */
final class PrefixIndex {
  /*
   * One number holds network (32 bits, sign bit flipped so that numbers sort as addresses do),
   * length (6 bits) and class (26 bits).
   */
  private static final int LENGTH_SHIFT = 26;
  private static final int CLASS_MASK = (1 << LENGTH_SHIFT) - 1;

  private final List<List<Prefix>> classes;
  private final long[] entries;
  private final long lengths;

  private PrefixIndex(List<List<Prefix>> classes) {
    this.classes = classes;
    long[] packed = new long[classes.stream().mapToInt(List::size).sum()];
    long present = 0;
    int count = 0;
    for (int c = 0; c < classes.size(); c++) {
      for (Prefix prefix : classes.get(c)) {
        if (prefix.network() instanceof Ipv4Address(int bits)) {
          packed[count++] = key(bits, prefix.length()) | c;
          present |= 1L << prefix.length();
        }
      }
    }
    entries = count == packed.length ? packed : Arrays.copyOf(packed, count);
    Arrays.sort(entries);
    lengths = present;
  }

  /** The index of a state; that of another state if the classes are the same. */
  static PrefixIndex of(BgpState state, @Nullable PrefixIndex previous) {
    List<List<Prefix>> classes = new ArrayList<>(state.classCount());
    for (int c = 0; c < state.classCount(); c++) {
      classes.add(state.prefixesOf(c));
    }
    return previous != null && previous.classes.equals(classes)
        ? previous
        : new PrefixIndex(classes);
  }

  private static long key(int network, int length) {
    return (long) (network ^ Integer.MIN_VALUE) << 32 | (long) length << LENGTH_SHIFT;
  }

  int size() {
    return entries.length;
  }

  int network(int place) {
    return (int) (entries[place] >>> 32) ^ Integer.MIN_VALUE;
  }

  int length(int place) {
    return (int) (entries[place] >>> LENGTH_SHIFT) & 63;
  }

  int classAt(int place) {
    return (int) entries[place] & CLASS_MASK;
  }

  Prefix prefix(int place) {
    return new Prefix(new Ipv4Address(network(place)), length(place));
  }

  /** Prefixes of a class, sorted. */
  List<Prefix> members(int prefixClass) {
    return classes.get(prefixClass);
  }

  /** Place of a prefix, or −1. */
  int find(int network, int length) {
    long key = key(network, length);
    int at = Arrays.binarySearch(entries, key);
    int place = at >= 0 ? at : -at - 1;
    return place < entries.length && (entries[place] & ~(long) CLASS_MASK) == key ? place : -1;
  }

  /** Place of a prefix, or −1. */
  int find(Prefix prefix) {
    return prefix.network() instanceof Ipv4Address(int bits) ? find(bits, prefix.length()) : -1;
  }

  /** Places of the prefixes that contain an address, the longest first. */
  int[] covering(int address) {
    int[] places = new int[Long.bitCount(lengths)];
    int count = 0;
    for (int length = Integer.SIZE; length >= 0; length--) {
      int place =
          (lengths >>> length & 1) == 0 ? -1 : find(address & Ipv4Address.mask(length), length);
      if (place >= 0) {
        places[count++] = place;
      }
    }
    return Arrays.copyOf(places, count);
  }
}
