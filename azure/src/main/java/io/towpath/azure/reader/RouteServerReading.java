package io.towpath.azure.reader;

import io.towpath.azure.resource.HubRoutingPreference;
import io.towpath.azure.resource.PublicIpAddress;
import io.towpath.azure.resource.RouteServer;
import io.towpath.net.Asn;
import io.towpath.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Route Servers (R169–R181), which ARM keeps as virtual hubs: one of {@code kind} RouteServer, or
 * one without a Virtual WAN.
 */
final class RouteServerReading {

  static final String IP_CONFIGURATION = "ipConfigurations";
  static final String BGP_CONNECTION = "bgpConnections";

  private RouteServerReading() {}

  /** True if the hub belongs to a Virtual WAN, which is another thing. */
  static boolean isVirtualWanHub(ArmMembers members) {
    return !members.optionalText("kind").orElse("").equalsIgnoreCase("RouteServer")
        && (members.object("virtualWan").isPresent()
            || members.optionalText("addressPrefix").isPresent());
  }

  static RouteServer routeServer(ArmMembers members) {
    List<RouteServer.IpConfiguration> configurations = new ArrayList<>(1);
    List<RouteServer.BgpConnection> connections = new ArrayList<>();
    // The server prints mere references to its children; templates may nest them whole.
    if (nests(members, IP_CONFIGURATION, "subnet")) {
      Children.read(members, IP_CONFIGURATION, child -> configurations.add(configuration(child)));
    }
    if (nests(members, BGP_CONNECTION, "peerIp")) {
      Children.read(
          members, BGP_CONNECTION, child -> connection(child).ifPresent(connections::add));
    }
    RouteServer server =
        new RouteServer(
            members.resource(),
            Children.location(members),
            members.parsedList("virtualRouterIps", IpAddress::parse),
            members.bool("allowBranchToBranchTraffic", false),
            members
                .choice("hubRoutingPreference", HubRoutingPreference.values(), "R181")
                .orElse(HubRoutingPreference.EXPRESS_ROUTE),
            configurations,
            connections,
            members.origin());
    if (members.optionalParsed("virtualRouterAsn", Asn::parse).orElse(RouteServer.ASN)
        != RouteServer.ASN) {
      throw members.invalid(
          "virtualRouterAsn",
          "the ASN of a Route Server is always " + RouteServer.ASN,
          "Leave virtualRouterAsn out.");
    }
    members.reportRest(MemberTable.ROUTE_SERVER);
    return server;
  }

  private static boolean nests(ArmMembers members, String children, String telling) {
    boolean[] whole = {false};
    members.forEach(
        children,
        child ->
            whole[0] |= ArmMembers.of(members.notes(), members.resource(), child).has(telling));
    return whole[0];
  }

  static RouteServer.IpConfiguration configuration(ArmMembers members) {
    RouteServer.IpConfiguration configuration =
        new RouteServer.IpConfiguration(
            members.resource(),
            members.requiredReference("subnet", NetworkInterfaceReading.SUBNET_TYPE),
            members.reference("publicIPAddress", PublicIpAddress.TYPE).orElse(null),
            members.origin());
    members.reportRest(MemberTable.ROUTE_SERVER_CONFIGURATION);
    return configuration;
  }

  /** A BGP peer; nothing if it belongs to a hub of a Virtual WAN, which is reported. */
  static Optional<RouteServer.BgpConnection> connection(ArmMembers members) {
    if (members.object("hubVirtualNetworkConnection").isPresent()) {
      members.reportUnsupported("hubVirtualNetworkConnection");
      return Optional.empty();
    }
    RouteServer.BgpConnection connection =
        new RouteServer.BgpConnection(
            members.resource(),
            members.address("peerIp"),
            members
                .optionalParsed("peerAsn", Asn::parse)
                .orElseThrow(
                    () ->
                        members.invalid(
                            "peerAsn", "the BGP connection names no ASN", "State peerAsn.")),
            members.origin());
    members.reportRest(MemberTable.ROUTE_SERVER_PEER);
    return Optional.of(connection);
  }
}
