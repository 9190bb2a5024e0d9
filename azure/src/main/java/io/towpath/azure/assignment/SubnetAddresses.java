package io.towpath.azure.assignment;

import io.towpath.net.AddressFamily;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The usable addresses of one prefix of a subnet, and which are taken.
 *
 * <p>R3: the first four addresses and the last one are Azure's.
 */
public final class SubnetAddresses {

  /** Offset of the first address that can be assigned (R4). */
  public static final int FIRST_OFFSET = 4;

  private final Prefix prefix;
  private final Set<IpAddress> taken = new HashSet<>();

  // Everything below was taken when last looked at; nothing is ever given back.
  private IpAddress lowest;

  SubnetAddresses(Prefix prefix) {
    this.prefix = prefix;
    this.lowest = at(FIRST_OFFSET);
  }

  /** True if Azure leaves this address of a subnet's prefix to its users (R3). */
  public static boolean isUsable(Prefix prefix, IpAddress address) {
    if (!prefix.contains(address)) {
      return false;
    }
    boolean beyondReserved =
        address.compareTo(prefix.network().plus(FIRST_OFFSET)) >= 0
            // In a tiny prefix the sum leaves it.
            && prefix.contains(prefix.network().plus(FIRST_OFFSET));
    return beyondReserved
        && (address.family() == AddressFamily.IPV6 || !address.equals(prefix.last()));
  }

  /** How many addresses users get (R3); as a bound for IPv6, the largest number. */
  public static long usableCount(Prefix prefix) {
    int hostBits = prefix.family().bits() - prefix.length();
    return hostBits >= 62 ? Long.MAX_VALUE : Math.max(0, (1L << hostBits) - 5);
  }

  IpAddress at(long offset) {
    return prefix.network().plus(offset);
  }

  /** The last usable address: broadcast − 1. */
  IpAddress last() {
    return prefix.last().plus(-1);
  }

  boolean take(IpAddress address) {
    return taken.add(address);
  }

  boolean isTaken(IpAddress address) {
    return taken.contains(address);
  }

  /** Takes the address at an offset, or the next free one after it, or the lowest free one. */
  Optional<IpAddress> takeFrom(long offset) {
    for (IpAddress address = at(offset); isUsable(prefix, address); address = address.plus(1)) {
      if (take(address)) {
        return Optional.of(address);
      }
    }
    return takeLowest();
  }

  /** Takes the lowest free address (R4). */
  Optional<IpAddress> takeLowest() {
    for (; isUsable(prefix, lowest); lowest = lowest.plus(1)) {
      if (take(lowest)) {
        return Optional.of(lowest);
      }
    }
    return Optional.empty();
  }
}
