package io.towpath.network;

import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import java.util.List;

/** A set of addresses in a filter or NAT rule. */
public sealed interface AddressSet {

  /** Every address. */
  record Any() implements AddressSet {}

  /** The union of prefixes. */
  record Prefixes(List<Prefix> prefixes) implements AddressSet {
    public Prefixes {
      prefixes = List.copyOf(prefixes);
    }
  }

  /** Addresses that equal {@code address} in every bit that {@code wildcard} leaves 0 (IOS ACL). */
  record Wildcard(IpAddress address, IpAddress wildcard) implements AddressSet {}

  /**
   * What a VRF covers by active routes of some classes, resolved after routing (R199).
   *
   * @param vrf whose table decides
   * @param classes route classes that count
   * @param extra prefixes that always belong to it
   */
  record Derived(VrfRef vrf, List<String> classes, List<Prefix> extra) implements AddressSet {
    public Derived {
      classes = List.copyOf(classes);
      extra = List.copyOf(extra);
    }
  }

  /** Every address that is not in {@code excluded}. */
  record Except(AddressSet excluded) implements AddressSet {}
}
