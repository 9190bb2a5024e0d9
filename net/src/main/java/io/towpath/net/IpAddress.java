package io.towpath.net;

/**
 * An IPv4 or IPv6 address.
 *
 * <p>Text form is dotted decimal, or RFC 5952 for IPv6. The order puts IPv4 before IPv6 and is
 * unsigned within a family.
 */
public sealed interface IpAddress extends Comparable<IpAddress> permits Ipv4Address, Ipv6Address {

  /**
   * Reads an address of either family.
   *
   * @throws IllegalArgumentException if the text is no address; the message quotes it
   */
  static IpAddress parse(String text) {
    return text.indexOf(':') >= 0 ? Ipv6Address.parse(text) : Ipv4Address.parse(text);
  }

  /** The family, which also gives the length in bits. */
  AddressFamily family();

  /** The bit at {@code index}, 0 being the most significant. */
  boolean bit(int index);

  /** This address with every bit from {@code length} on cleared. */
  IpAddress masked(int length);

  /** This address with every bit from {@code length} on set. */
  IpAddress filled(int length);

  /** The address {@code offset} further on (or back, if negative), wrapping at the family's end. */
  IpAddress plus(long offset);

  @Override
  default int compareTo(IpAddress other) {
    return switch (this) {
      case Ipv4Address(int a) ->
          other instanceof Ipv4Address(int b) ? Integer.compareUnsigned(a, b) : -1;
      case Ipv6Address(long high, long low) -> {
        if (!(other instanceof Ipv6Address(long otherHigh, long otherLow))) {
          yield 1;
        }
        int byHigh = Long.compareUnsigned(high, otherHigh);
        yield byHigh != 0 ? byHigh : Long.compareUnsigned(low, otherLow);
      }
    };
  }
}
