package io.towpath.devices.windows.parse;

import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.net.PacketHeader;
import io.towpath.net.Prefix;
import io.towpath.network.Filter.PortRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Values as Windows writes them. What is none is an {@link IllegalArgumentException}. */
final class Texts {
  private static final int MOST_PORT = 65535;
  private static final int FIRST_MULTICAST = 224;

  /** Words that stand for the ports of a service of Windows. */
  private static final List<String> PORT_WORDS =
      List.of(
          "rpc",
          "rpc-epmap",
          "rpcepmap",
          "iphttps",
          "iphttpsin",
          "iphttpsout",
          "teredo",
          "ply2disc",
          "playtodiscovery",
          "mdns");

  /** Words that stand for addresses that only the running machine knows. */
  private static final List<String> ADDRESS_WORDS =
      List.of(
          "localsubnet",
          "localsubnet4",
          "localsubnet6",
          "dns",
          "dhcp",
          "wins",
          "defaultgateway",
          "internet",
          "intranet",
          "intranetremoteaccess",
          "captiveportal",
          "rmtintranet",
          "ply2renders",
          "playtodevice");

  private Texts() {}

  static int integer(String text, int low, int high) {
    boolean digits =
        !text.isEmpty() && text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    int value = digits ? Integer.parseInt(text) : -1;
    if (!digits || value < low || value > high) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no number from " + low + " to " + high);
    }
    return value;
  }

  static int port(String text) {
    return integer(text, 0, MOST_PORT);
  }

  /** One of some words, in lower case. */
  static String oneOf(String text, String... words) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (!List.of(words).contains(lower)) {
      throw new IllegalArgumentException("\"" + text + "\" is none of " + String.join(", ", words));
    }
    return lower;
  }

  /**
   * An address of IPv4.
   *
   * @throws NotModelledException if it is one of IPv6
   */
  static Ipv4Address address(String text) {
    if (IpAddress.parse(text) instanceof Ipv4Address address) {
      return address;
    }
    throw new NotModelledException("IPv6");
  }

  static boolean isEnabled(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "enabled", "true", "yes", "1" -> true;
      case "disabled", "false", "no", "0" -> false;
      default -> throw new IllegalArgumentException("\"" + text + "\" is not Enabled or Disabled");
    };
  }

  /** Length of a mask in dots. */
  static int length(String mask) {
    Ipv4Address bits = address(mask);
    int length = Integer.numberOfLeadingZeros(~bits.bits());
    if (bits.bits() != Ipv4Address.mask(length)) {
      throw new IllegalArgumentException("\"" + mask + "\" is no mask");
    }
    return length;
  }

  /** An address that a machine may have. */
  static Ipv4Address host(String text) {
    Ipv4Address address = address(text);
    int first = address.bits() >>> 24;
    if (first == 0 || first >= FIRST_MULTICAST) {
      throw new IllegalArgumentException("\"" + text + "\" is no address of one machine");
    }
    return address;
  }

  /**
   * A prefix of IPv4, whose length must be written and which has no bits behind it.
   *
   * @throws NotModelledException if it is one of IPv6
   */
  static Prefix prefix(String text) {
    if (text.indexOf('/') < 0) {
      throw new IllegalArgumentException("\"" + text + "\" has no prefix length");
    }
    Prefix prefix = Prefix.parseNetwork(text);
    address(prefix.network().toString());
    return prefix;
  }

  /** A network by its address and mask, which has no bits behind it. */
  static Prefix prefix(String network, String mask) {
    return prefix(network + "/" + length(mask));
  }

  /** Protocol number; 0 = any. */
  static int protocol(String text) {
    if (text.equals("0")) {
      throw new NotModelledException("protocol 0");
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "any", "all" -> 0;
      case "icmpv4" -> PacketHeader.ICMP;
      case "icmpv6" -> PacketHeader.ICMPV6;
      case "tcp" -> PacketHeader.TCP;
      case "udp" -> PacketHeader.UDP;
      default -> integer(text, 1, 255);
    };
  }

  /**
   * Ports and ranges of ports; empty for any.
   *
   * @throws NotModelledException if a word stands for ports that a service has
   */
  static List<PortRange> ports(List<String> texts) {
    List<PortRange> ranges = new ArrayList<>();
    for (String text : texts) {
      String lower = text.toLowerCase(Locale.ROOT);
      if (lower.equals("any")) {
        return List.of();
      }
      if (PORT_WORDS.contains(lower)) {
        throw new NotModelledException("the ports of " + text);
      }
      int dash = text.indexOf('-');
      int first = port(dash < 0 ? text : text.substring(0, dash));
      int last = dash < 0 ? first : port(text.substring(dash + 1));
      if (first > last) {
        throw new IllegalArgumentException("\"" + text + "\" is no range of ports");
      }
      ranges.add(new PortRange(first, last));
    }
    return ranges;
  }

  /**
   * Addresses, ranges and prefixes of a firewall rule; empty for any.
   *
   * @throws NotModelledException if one is of IPv6, or a word stands for a network
   */
  static List<Prefix> addresses(List<String> texts) {
    List<Prefix> prefixes = new ArrayList<>();
    for (String text : texts) {
      String lower = text.toLowerCase(Locale.ROOT);
      if (lower.equals("any")) {
        return List.of();
      }
      if (ADDRESS_WORDS.contains(lower)) {
        throw new NotModelledException("the addresses of " + text);
      }
      int slash = text.indexOf('/');
      int dash = text.indexOf('-');
      if (dash > 0) {
        prefixes.addAll(
            Prefix.range(address(text.substring(0, dash)), address(text.substring(dash + 1))));
      } else if (slash >= 0 && text.indexOf('.', slash) > 0) {
        prefixes.add(
            new Prefix(address(text.substring(0, slash)), length(text.substring(slash + 1))));
      } else {
        Prefix prefix = Prefix.parse(text);
        address(prefix.network().toString());
        prefixes.add(prefix);
      }
    }
    return prefixes;
  }
}
