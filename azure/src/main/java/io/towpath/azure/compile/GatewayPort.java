package io.towpath.azure.compile;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceRef;
import io.towpath.network.LinkKind;
import io.towpath.network.NextHop;
import io.towpath.network.Route;
import io.towpath.network.Segment;
import io.towpath.network.Vrf;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where an instance of a gateway or Route Server meets the fabric: a port in the table of its
 * subnet. What the instance does not send into a tunnel goes to that port, whatever BGP says.
 */
final class GatewayPort {
  /** The instance's interface towards the fabric. */
  static final String NAME = "port";

  /** Distance of the instance's default route: a learned default comes first (R115). */
  private static final int LAST_RESORT = 254;

  /** Distance of the ranges of peered VNets: behind every learned route. */
  private static final int BEHIND_LEARNED = 253;

  private GatewayPort() {}

  /** Writes the fabric's side and the cable between the two. */
  static void attach(
      AzureContext context,
      FragmentParts parts,
      GatewayPlace place,
      String node,
      List<IpAddress> owned) {
    String domain = context.names().vnet(place.vnet());
    parts.fabricPorts.add(
        Interface.named(node, context.names().subnet(place.subnet()), place.origin())
            .link(LinkKind.FABRIC_PORT)
            .owned(owned)
            .answersAllArp(true)
            .domain(domain)
            .sendsUnreachables(false)
            .sites(place.sitesOf(node))
            .build());
    owned.forEach(address -> parts.own(domain, address, node));
    parts.fragment.segments.add(
        new Segment(
            node + " port",
            List.of(new InterfaceRef(context.names().fabric(), node), new InterfaceRef(node, NAME)),
            null,
            place.origin()));
    // What Azure says against its subnet or the table there concerns the instance itself: that the
    // gateways stop working is not applied, so the remark stands beside every answer about one.
    parts.affected.add(place.subnet().id(), node);
    if (place.subnet().routeTable() != null) {
      parts.affected.add(place.subnet().routeTable(), node);
    }
  }

  /** The instance's side, still without an address. */
  static Interface.Builder instanceSide(Origin origin) {
    return Interface.named(NAME, Vrf.DEFAULT, origin)
        .link(LinkKind.FABRIC_PORT)
        .sendsUnreachables(false);
  }

  /**
   * Routes of the instance to its port: ranges of the VNet and of its peers, and the rest. What it
   * learned of a peer's range comes before that range (ASSUMPTION(A-047)): it programs the route
   * into the tables of VNets that use the gateway and are no peers of that VNet.
   */
  static List<Route> routes(AzureContext context, GatewayPlace place) {
    Set<Prefix> own = new LinkedHashSet<>(place.vnet().addressSpace());
    Set<Prefix> peers = new LinkedHashSet<>();
    context.connectedPeers(place.vnet()).forEach(peer -> peers.addAll(peer.addressSpace()));
    List<Route> routes = new ArrayList<>();
    own.forEach(range -> routes.add(route(place, range, 0)));
    peers.removeAll(own);
    peers.forEach(range -> routes.add(route(place, range, BEHIND_LEARNED)));
    routes.add(route(place, Prefix.DEFAULT_IPV4, LAST_RESORT));
    return routes;
  }

  private static Route route(GatewayPlace place, Prefix prefix, int distance) {
    IpAddress fabric = AzureContext.guestGateway(place.subnet().addressPrefixes().getFirst());
    return new Route(
        prefix,
        AzureRouteClass.PORT,
        new NextHop.Via(fabric, NAME, null),
        distance,
        0,
        0,
        null,
        null,
        place.origin());
  }
}
