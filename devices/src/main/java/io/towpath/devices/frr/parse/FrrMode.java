package io.towpath.devices.frr.parse;

import io.towpath.devices.frr.FrrLine;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Modes of a configuration and the first words of the lines that belong to each. */
enum FrrMode {
  INTERFACE(
      Set.of(
          "description",
          "shutdown",
          "bandwidth",
          "link-detect",
          "link-params",
          "multicast",
          "mpls",
          "evpn",
          "ospf",
          "vrrp",
          "isis",
          "bfd",
          "tunnel")),
  VRF(Set.of("vni")),
  BGP(
      Set.of(
          "neighbor",
          "network",
          "address-family",
          "timers",
          "redistribute",
          "aggregate-address",
          "maximum-paths",
          "distance",
          "auto-summary",
          "synchronization",
          "read-quanta",
          "write-quanta",
          "update-delay",
          "coalesce-time",
          "table-map",
          "segment-routing",
          "sid")),
  BGP_FAMILY(
      Set.of(
          "neighbor",
          "network",
          "redistribute",
          "aggregate-address",
          "maximum-paths",
          "distance",
          "table-map",
          "import",
          "export",
          "label",
          "rd",
          "rt",
          "route-target",
          "nexthop",
          "vni",
          "advertise",
          "advertise-all-vni",
          "advertise-default-gw",
          "dampening")),
  OSPF(
      Set.of(
          "ospf",
          "network",
          "passive-interface",
          "redistribute",
          "default-information",
          "default-metric",
          "distance",
          "auto-cost",
          "maximum-paths",
          "area",
          "neighbor",
          "timers",
          "log-adjacency-changes",
          "capability",
          "max-metric",
          "refresh",
          "compatible",
          "distribute-list",
          "summary-address",
          "aggregation",
          "mpls-te",
          "router-info",
          "write-multiplier",
          "proactive-arp",
          "graceful-restart",
          "segment-routing",
          "flood-reduction")),
  ROUTE_MAP(Set.of("match", "set", "call", "on-match", "continue", "description")),
  /** A protocol that is not modelled. */
  FOREIGN(Set.of());

  private final Set<String> words;

  FrrMode(Set<String> words) {
    this.words = words;
  }

  /** True if the line belongs to this mode. */
  boolean knows(FrrLine line) {
    String first = line.word(0);
    String second = line.word(1);
    return switch (this) {
      case INTERFACE ->
          words.contains(first)
              || Set.of("ip", "ipv6").contains(first)
                  && !Set.of(
                          "prefix-list",
                          "route",
                          "mroute",
                          "protocol",
                          "nht",
                          "forwarding",
                          "access-list",
                          "as-path",
                          "community-list",
                          "router-id",
                          "import-table",
                          "multicast-routing")
                      .contains(second);
      case VRF ->
          words.contains(first)
              || first.equals("ip")
                  && Set.of("route", "protocol", "nht", "router-id").contains(second)
              || first.equals("ipv6") && Set.of("route", "protocol", "nht").contains(second);
      case BGP, BGP_FAMILY ->
          words.contains(first)
              || this == BGP && first.equals("bgp") && !isBgpList(second)
              || first.equals("bgp") && second.equals("dampening");
      case OSPF, ROUTE_MAP -> words.contains(first);
      case FOREIGN -> false;
    };
  }

  private static boolean isBgpList(String second) {
    return Set.of(
            "as-path",
            "community-list",
            "extcommunity-list",
            "large-community-list",
            "community",
            "send-extra-data")
        .contains(second);
  }

  /** The mode that a line at the top opens; null if it opens none. */
  static @Nullable FrrMode openedBy(FrrLine line) {
    if (line.negated()) {
      return null;
    }
    return switch (line.word(0)) {
      case "interface" -> INTERFACE;
      case "vrf" -> VRF;
      case "route-map" -> Set.of("permit", "deny").contains(line.word(2)) ? ROUTE_MAP : null;
      case "router" ->
          switch (line.word(1)) {
            case "bgp" -> BGP;
            case "ospf" -> OSPF;
            // The router's own id, which has no block.
            case "id" -> null;
            default -> FOREIGN;
          };
      case "line",
          "bfd",
          "key",
          "pbr-map",
          "rpki",
          "l2vpn",
          "mpls",
          "segment-routing",
          "nexthop-group",
          "pseudowire",
          "vnc" ->
          FOREIGN;
      default -> null;
    };
  }

  /** True if a foreign block changes no route: terminals, and BFD, whose sessions only detect. */
  static boolean isHarmless(FrrLine header) {
    return header.starts("line") || header.starts("bfd");
  }
}
