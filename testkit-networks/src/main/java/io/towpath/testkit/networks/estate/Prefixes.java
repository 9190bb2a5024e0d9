package io.towpath.testkit.networks.estate;

import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import java.util.List;
import java.util.stream.Stream;

/** The prefixes that an estate announces, overlaps and matches. */
final class Prefixes {
  private static final int LANS = Ipv4Address.parse("10.1.0.0").bits();
  private static final int LAN_LENGTH = 24;

  /** Each inside or around others of the list. */
  static final List<Prefix> OVERLAPPING =
      Stream.of(
              "10.200.0.0/16",
              "10.200.0.0/17",
              "10.200.1.0/24",
              "10.200.1.128/25",
              "10.200.1.130/32",
              "10.192.0.0/10",
              "203.0.113.0/24",
              "203.0.112.0/23",
              "198.51.100.0/25",
              "198.51.100.128/25",
              "172.16.0.0/12",
              "172.20.4.0/22")
          .map(Prefix::parse)
          .toList();

  /** Around several of {@link #OVERLAPPING} or of the LANs. */
  static final List<Prefix> AGGREGATES =
      Stream.of("10.200.0.0/15", "10.200.0.0/16", "198.51.100.0/24", "172.16.0.0/11", "10.0.0.0/11")
          .map(Prefix::parse)
          .toList();

  private Prefixes() {}

  /** The LAN of the router with this index. */
  static Prefix lan(int index) {
    return new Prefix(new Ipv4Address(LANS + (index << 16) + (1 << 8)), LAN_LENGTH);
  }

  /** An address in a prefix. */
  static Ipv4Address inside(Prefix prefix, int offset) {
    return new Ipv4Address(((Ipv4Address) prefix.network()).bits() + offset);
  }
}
