package io.towpath.routing.bgp;

import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;

/**
 * An IPv4 prefix as one positive number: network address, then length in six bits. Numbers are in
 * the order of {@link Prefix#compareTo}.
 */
final class PrefixKey {
  private PrefixKey() {}

  /** Number of an IPv4 prefix. */
  static long of(Prefix prefix) {
    if (!(prefix.network() instanceof Ipv4Address(int bits))) {
      throw new IllegalArgumentException(prefix + " is not an IPv4 prefix");
    }
    return of(bits, prefix.length());
  }

  /** Number of a prefix without host bits. */
  static long of(int network, int length) {
    return (network & 0xFFFF_FFFFL) << 6 | length;
  }

  static int network(long key) {
    return (int) (key >>> 6);
  }

  static int length(long key) {
    return (int) key & 63;
  }

  static Prefix toPrefix(long key) {
    return new Prefix(new Ipv4Address(network(key)), length(key));
  }

  /** First number of a prefix inside a prefix: the prefix itself. */
  static long firstInside(long key) {
    return key;
  }

  /** Last number that a prefix inside a prefix could have. */
  static long lastInside(long key) {
    int last = network(key) | ~Ipv4Address.mask(length(key));
    return of(last, 63);
  }

  /** True if {@code inner} equals or lies inside {@code outer}. */
  static boolean covers(long outer, long inner) {
    return length(inner) >= length(outer)
        && (network(inner) & Ipv4Address.mask(length(outer))) == network(outer);
  }
}
