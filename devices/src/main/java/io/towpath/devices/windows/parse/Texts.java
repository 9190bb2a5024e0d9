package io.towpath.devices.windows.parse;

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

  static boolean isEnabled(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "enabled", "true", "yes", "1" -> true;
      case "disabled", "false", "no", "0" -> false;
      default -> throw new IllegalArgumentException("\"" + text + "\" is not Enabled or Disabled");
    };
  }

  /** Length of a mask in dots. */
  static int length(String mask) {
    Ipv4Address bits = Ipv4Address.parse(mask);
    int length = Integer.numberOfLeadingZeros(~bits.bits());
    if (bits.bits() != Ipv4Address.mask(length)) {
      throw new IllegalArgumentException("\"" + mask + "\" is no mask");
    }
    return length;
  }

  /** A prefix of IPv4, whose length must be written. */
  static Prefix prefix(String text) {
    Prefix prefix = Prefix.parse(text);
    if (text.indexOf('/') < 0 || !(prefix.network() instanceof Ipv4Address)) {
      throw new IllegalArgumentException("\"" + text + "\" is no IPv4 prefix");
    }
    return prefix;
  }

  /** Protocol number; 0 = any. */
  static int protocol(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "any", "all" -> 0;
      case "icmpv4" -> PacketHeader.ICMP;
      case "icmpv6" -> PacketHeader.ICMPV6;
      case "tcp" -> PacketHeader.TCP;
      case "udp" -> PacketHeader.UDP;
      default -> integer(text, 1, 255);
    };
  }

  /** Ports and ranges of ports; empty for any. */
  static List<PortRange> ports(List<String> texts) {
    List<PortRange> ranges = new ArrayList<>();
    for (String text : texts) {
      if (text.equalsIgnoreCase("any")) {
        return List.of();
      }
      int dash = text.indexOf('-');
      ranges.add(
          dash < 0
              ? new PortRange(port(text), port(text))
              : new PortRange(port(text.substring(0, dash)), port(text.substring(dash + 1))));
    }
    return ranges;
  }

  /** Addresses and prefixes of a firewall rule; empty for any. */
  static List<Prefix> addresses(List<String> texts) {
    List<Prefix> prefixes = new ArrayList<>();
    for (String text : texts) {
      if (text.equalsIgnoreCase("any")) {
        return List.of();
      }
      int slash = text.indexOf('/');
      prefixes.add(
          slash >= 0 && text.indexOf('.', slash) > 0
              ? new Prefix(
                  Ipv4Address.parse(text.substring(0, slash)), length(text.substring(slash + 1)))
              : Prefix.parse(slash < 0 ? text + "/32" : text));
    }
    return prefixes;
  }
}
