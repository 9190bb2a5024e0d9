package io.towpath.devices.ios.convert;

import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import org.jspecify.annotations.Nullable;

/** Reads {@code address A [MASK]} of {@code match identity remote}. */
final class IdentityAddresses {

  private IdentityAddresses() {}

  /** The addresses; null if the words are no address and mask. */
  static @Nullable Prefix parse(String[] words) {
    if (words.length < 2) {
      return null;
    }
    try {
      Ipv4Address address = Ipv4Address.parse(words[1]);
      int mask = words.length > 2 ? Ipv4Address.parse(words[2]).bits() : -1;
      return new Prefix(address, Integer.numberOfLeadingZeros(~mask));
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
