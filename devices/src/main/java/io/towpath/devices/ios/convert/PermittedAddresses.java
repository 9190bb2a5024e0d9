package io.towpath.devices.ios.convert;

import io.towpath.devices.ios.IosAccessList;
import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The set of source addresses that an access list permits, as alternatives: what an entry permits
 * less what the entries before it deny.
 */
final class PermittedAddresses {

  private PermittedAddresses() {}

  /** The set; null if a deny entry has a wildcard that is no prefix. */
  static @Nullable List<AddressSet> of(IosAccessList list) {
    List<AddressSet> permitted = new ArrayList<>();
    List<Prefix> denied = new ArrayList<>();
    for (IosAccessList.Entry entry : list.entries()) {
      IosAccessList.Addresses addresses = entry.source();
      Prefix prefix =
          addresses.isPrefix() ? new Prefix(addresses.address(), addresses.length()) : null;
      if (!entry.permit()) {
        if (prefix == null) {
          return null;
        }
        denied.add(prefix);
      } else if (denied.isEmpty()) {
        permitted.add(FilterConversion.addresses(addresses));
      } else if (prefix == null) {
        return null;
      } else {
        permitted.add(new AddressSet.Prefixes(without(prefix, denied)));
      }
    }
    return permitted;
  }

  /** The prefixes that together are {@code whole} without {@code denied}, in order. */
  static List<Prefix> without(Prefix whole, List<Prefix> denied) {
    List<Prefix> rest = new ArrayList<>();
    subtract(whole, denied, rest);
    return rest;
  }

  private static void subtract(Prefix whole, List<Prefix> denied, List<Prefix> rest) {
    List<Prefix> holes = new ArrayList<>();
    for (Prefix hole : denied) {
      if (hole.covers(whole)) {
        return;
      }
      if (whole.covers(hole)) {
        holes.add(hole);
      }
    }
    if (holes.isEmpty()) {
      rest.add(whole);
      return;
    }
    int half = whole.length() + 1;
    subtract(new Prefix(whole.network(), half), holes, rest);
    subtract(new Prefix(whole.last(), half), holes, rest);
  }
}
