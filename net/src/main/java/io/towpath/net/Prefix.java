package io.towpath.net;

import java.util.ArrayList;
import java.util.List;

/**
 * An IP prefix: a network address and a length. Host bits are cleared on construction, so equal
 * prefixes are equal records.
 *
 * @param network lowest address of the prefix
 * @param length leading bits that count, 0…32 or 0…128
 */
public record Prefix(IpAddress network, int length) implements Comparable<Prefix> {

  /** 0.0.0.0/0, the IPv4 default route. */
  public static final Prefix DEFAULT_IPV4 = new Prefix(new Ipv4Address(0), 0);

  /** ::/0, the IPv6 default route. */
  public static final Prefix DEFAULT_IPV6 = new Prefix(new Ipv6Address(0, 0), 0);

  public Prefix {
    if (length < 0 || length > network.family().bits()) {
      throw new IllegalArgumentException(
          "prefix length /" + length + " is outside 0…" + network.family().bits());
    }
    network = network.masked(length);
  }

  /**
   * Reads {@code address/length}; an address alone is a host prefix. Host bits are cleared.
   *
   * @throws IllegalArgumentException if the text is no prefix; the message quotes it
   */
  public static Prefix parse(String text) {
    int slash = text.indexOf('/');
    IpAddress address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
    if (slash < 0) {
      return host(address);
    }
    String digits = text.substring(slash + 1);
    if (digits.isEmpty()
        || digits.length() > 3
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')
        || Integer.parseInt(digits) > address.family().bits()) {
      throw new IllegalArgumentException("\"" + text + "\" is not an IP prefix");
    }
    return new Prefix(address, Integer.parseInt(digits));
  }

  /**
   * As {@link #parse}, but refuses host bits, as Azure does.
   *
   * @throws IllegalArgumentException if the text is no prefix or has host bits; the message then
   *     names the network
   */
  public static Prefix parseNetwork(String text) {
    Prefix prefix = parse(text);
    int slash = text.indexOf('/');
    if (slash >= 0 && !IpAddress.parse(text.substring(0, slash)).equals(prefix.network)) {
      throw new IllegalArgumentException(
          "\"" + text + "\" has bits behind its length; the network is " + prefix);
    }
    return prefix;
  }

  /** The prefix that holds this one address. */
  public static Prefix host(IpAddress address) {
    return new Prefix(address, address.family().bits());
  }

  /**
   * The fewest prefixes that hold exactly the addresses from one to another, in order.
   *
   * @throws IllegalArgumentException if the last comes before the first
   */
  public static List<Prefix> range(Ipv4Address first, Ipv4Address last) {
    long at = Integer.toUnsignedLong(first.bits());
    long end = Integer.toUnsignedLong(last.bits());
    if (at > end) {
      throw new IllegalArgumentException(first + "-" + last + " is no range of addresses");
    }
    List<Prefix> prefixes = new ArrayList<>();
    while (at <= end) {
      int bits = at == 0 ? Integer.SIZE : Math.min(Integer.SIZE, Long.numberOfTrailingZeros(at));
      while (at + (1L << bits) - 1 > end) {
        bits--;
      }
      prefixes.add(new Prefix(new Ipv4Address((int) at), Integer.SIZE - bits));
      at += 1L << bits;
    }
    return prefixes;
  }

  /** The default route of a family. */
  public static Prefix defaultRoute(AddressFamily family) {
    return family == AddressFamily.IPV4 ? DEFAULT_IPV4 : DEFAULT_IPV6;
  }

  /** The family of its addresses. */
  public AddressFamily family() {
    return network.family();
  }

  /** Highest address: the broadcast address of an IPv4 subnet. */
  public IpAddress last() {
    return network.filled(length);
  }

  /** True if {@code address} lies in this prefix; never true across families. */
  public boolean contains(IpAddress address) {
    // Asked in the inner loops of walks and filters: no masked copy is made.
    return switch (network) {
      case Ipv4Address(int bits) ->
          address instanceof Ipv4Address(int other)
              && ((bits ^ other) & Ipv4Address.mask(length)) == 0;
      case Ipv6Address(long high, long low) ->
          address instanceof Ipv6Address(long otherHigh, long otherLow)
              && ((high ^ otherHigh) & Ipv6Address.highMask(length)) == 0
              && ((low ^ otherLow) & Ipv6Address.lowMask(length)) == 0;
    };
  }

  /** True if every address of {@code other} lies in this prefix; a prefix covers itself. */
  public boolean covers(Prefix other) {
    return other.length >= length && contains(other.network);
  }

  /** True if the two share an address. */
  public boolean overlaps(Prefix other) {
    return covers(other) || other.covers(this);
  }

  /** True for a prefix of one address. */
  public boolean isHost() {
    return length == family().bits();
  }

  /** By family, then network address (unsigned), then length: supernets before their subnets. */
  @Override
  public int compareTo(Prefix other) {
    int byNetwork = network.compareTo(other.network);
    return byNetwork != 0 ? byNetwork : Integer.compare(length, other.length);
  }

  @Override
  public String toString() {
    return network + "/" + length;
  }
}
