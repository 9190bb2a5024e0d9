package io.towpath.net;

/**
 * The header fields of a packet that any element looks at.
 *
 * @param source source address
 * @param destination destination address, of the same family
 * @param protocol IP protocol number: 1 ICMP, 6 TCP, 17 UDP, 50 ESP, 51 AH, 47 GRE, 58 ICMPv6
 * @param sourcePort TCP or UDP source port, or the ICMP type; 0 otherwise
 * @param destinationPort TCP or UDP destination port, or the ICMP code; 0 otherwise
 */
public record PacketHeader(
    IpAddress source, IpAddress destination, int protocol, int sourcePort, int destinationPort) {

  public static final int ICMP = 1;
  public static final int TCP = 6;
  public static final int UDP = 17;
  public static final int GRE = 47;
  public static final int ESP = 50;
  public static final int AH = 51;
  public static final int ICMPV6 = 58;

  /** ICMP type of an echo request. */
  public static final int ECHO_REQUEST = 8;

  /** ICMP type of an echo reply. */
  public static final int ECHO_REPLY = 0;

  /** ICMP type of destination unreachable. */
  public static final int UNREACHABLE = 3;

  /** ICMP type of time exceeded. */
  public static final int TIME_EXCEEDED = 11;

  /** ICMPv6 type of an echo request (RFC 4443). */
  public static final int ECHO_REQUEST_V6 = 128;

  /** ICMPv6 type of an echo reply; types below 128 are errors. */
  public static final int ECHO_REPLY_V6 = 129;

  public PacketHeader {
    if (source.family() != destination.family()) {
      throw new IllegalArgumentException(
          "a packet from " + source + " cannot go to " + destination + ", another family");
    }
  }

  /** An ICMP or ICMPv6 echo request. */
  public static PacketHeader echo(IpAddress source, IpAddress destination) {
    return source.family() == AddressFamily.IPV4
        ? new PacketHeader(source, destination, ICMP, ECHO_REQUEST, 0)
        : new PacketHeader(source, destination, ICMPV6, ECHO_REQUEST_V6, 0);
  }

  /** The header of the answer: addresses and ports exchanged; an echo request gets a reply. */
  public PacketHeader reversed() {
    return switch (protocol) {
      case ICMP -> new PacketHeader(destination, source, ICMP, ECHO_REPLY, 0);
      case ICMPV6 -> new PacketHeader(destination, source, ICMPV6, ECHO_REPLY_V6, 0);
      default -> new PacketHeader(destination, source, protocol, destinationPort, sourcePort);
    };
  }

  /** True for ICMP errors (unreachable, time exceeded …), which relate to an earlier packet. */
  public boolean isIcmpError() {
    return protocol == ICMP && (sourcePort == UNREACHABLE || sourcePort == TIME_EXCEEDED)
        || protocol == ICMPV6 && sourcePort < ECHO_REQUEST_V6;
  }
}
