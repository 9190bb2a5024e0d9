package io.towpath.routing.live;

import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Ipv6Address;
import io.towpath.network.AddressSet;
import java.util.List;

/** Address arithmetic for translated tunnel ends. */
final class AddressMatch {
  private AddressMatch() {}

  static boolean any(List<AddressSet> sets, IpAddress address) {
    return sets.stream().anyMatch(set -> contains(set, address));
  }

  /** True if the set may hold the address; a derived set, known only after routing, always may. */
  private static boolean contains(AddressSet set, IpAddress address) {
    return switch (set) {
      case AddressSet.Any() -> true;
      case AddressSet.Prefixes(var prefixes) ->
          prefixes.stream().anyMatch(prefix -> prefix.contains(address));
      case AddressSet.Wildcard(IpAddress base, IpAddress wildcard) ->
          base instanceof Ipv4Address(int b)
              && wildcard instanceof Ipv4Address(int w)
              && address instanceof Ipv4Address(int a)
              && ((a ^ b) & ~w) == 0;
      case AddressSet.Derived(_, _, _) -> true;
      case AddressSet.Except(AddressSet excluded) ->
          excluded instanceof AddressSet.Derived || !contains(excluded, address);
    };
  }

  /** The address in {@code target}'s block of this length that has the host bits of another. */
  static IpAddress samePlace(IpAddress address, int length, IpAddress target) {
    if (address instanceof Ipv4Address(int host) && target instanceof Ipv4Address(int block)) {
      int mask = Ipv4Address.mask(length);
      return new Ipv4Address(block & mask | host & ~mask);
    }
    if (address instanceof Ipv6Address(long high, long low)
        && target instanceof Ipv6Address(long blockHigh, long blockLow)) {
      long maskHigh = length >= 64 ? -1 : length == 0 ? 0 : -1L << (64 - length);
      long maskLow = length <= 64 ? 0 : length == 128 ? -1 : -1L << (128 - length);
      return new Ipv6Address(
          blockHigh & maskHigh | high & ~maskHigh, blockLow & maskLow | low & ~maskLow);
    }
    return target;
  }
}
