package io.towpath.routing.fib;

import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import org.jspecify.annotations.Nullable;

/**
 * Forwarding table of one VRF, compiled for look-ups. Immutable and thread-safe; tables of equal
 * content are one object.
 */
public interface Fib {

  /** Result of {@link #lookup} when nothing matches. */
  int MISS = -1;

  /**
   * Longest prefix match.
   *
   * @param destination the 32 bits of an IPv4 address
   * @return index for {@link #entry}, or {@link #MISS}
   */
  int lookup(int destination);

  /** The entry behind an index that {@link #lookup} returned. */
  FibEntry entry(int index);

  /** Upper bound of indices, for callers that keep arrays beside the table. */
  int size();

  /** Longest prefix match of either family; null if nothing matches. */
  default @Nullable FibEntry match(IpAddress destination) {
    if (destination instanceof Ipv4Address(int bits)) {
      int index = lookup(bits);
      return index == MISS ? null : entry(index);
    }
    return null;
  }
}
