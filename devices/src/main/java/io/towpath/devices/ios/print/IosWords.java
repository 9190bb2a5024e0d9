package io.towpath.devices.ios.print;

import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import io.towpath.network.Vrf;

/** Addresses as IOS-XE writes them. */
final class IosWords {
  private IosWords() {}

  /** {@code 10.0.0.0 255.255.0.0}. */
  static String masked(Prefix prefix) {
    return prefix.network() + " " + mask(prefix.length());
  }

  /** {@code 255.255.0.0}. */
  static Ipv4Address mask(int length) {
    return new Ipv4Address(Ipv4Address.mask(length));
  }

  /**
   * {@code any}, {@code host 10.0.0.1} or {@code 10.0.0.0 0.0.255.255}, as access lists have it.
   */
  static String wildcarded(Prefix prefix) {
    if (prefix.length() == 0) {
      return "any";
    }
    return prefix.isHost()
        ? "host " + prefix.network()
        : prefix.network() + " " + new Ipv4Address(~Ipv4Address.mask(prefix.length()));
  }

  /** A VRF in a line: nothing for the global table, else a blank, the word and the name. */
  static String inVrf(String word, String vrf) {
    return vrf.equals(Vrf.DEFAULT) ? "" : " " + word + " " + vrf;
  }
}
