package io.towpath.network;

import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;

/**
 * An address on an interface with the length of its subnet.
 *
 * @param length prefix length of the subnet; 31-bit and host prefixes are ordinary subnets
 * @param secondary true for a secondary address, which never is a source of its own
 */
public record InterfaceAddress(IpAddress address, int length, boolean secondary) {

  /** A primary address. */
  public static InterfaceAddress of(IpAddress address, int length) {
    return new InterfaceAddress(address, length, false);
  }

  /** The connected prefix. */
  public Prefix subnet() {
    return new Prefix(address, length);
  }

  @Override
  public String toString() {
    return address + "/" + length;
  }
}
