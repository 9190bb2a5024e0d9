package io.towpath.azure.compile;

import io.towpath.azure.resource.Peering;
import io.towpath.azure.resource.Subnet;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.net.IpAddress;
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
 * Where an instance of a gateway meets the fabric: a port in the table of GatewaySubnet. What the
 * instance does not send into a tunnel goes to that port, whatever BGP says.
 */
final class GatewayPort {
  /** The instance's interface towards the fabric. */
  static final String NAME = "port";

  /** Distance of the instance's default route: a learned default comes first (R115). */
  private static final int LAST_RESORT = 254;

  private GatewayPort() {}

  /** Writes the fabric's side and the cable between the two. */
  static void attach(
      AzureContext context,
      FragmentParts parts,
      VirtualNetworkGateway gateway,
      String node,
      List<IpAddress> owned) {
    VirtualNetwork vnet = context.vnetOf(gateway);
    Subnet subnet = context.subnetOf(gateway);
    String domain = context.names().vnet(vnet);
    parts.fabricPorts.add(
        Interface.named(node, context.names().subnet(subnet), gateway.origin())
            .link(LinkKind.FABRIC_PORT)
            .owned(owned)
            .answersAllArp(true)
            .domain(domain)
            .sendsUnreachables(false)
            .sites(sites(context, gateway, node))
            .build());
    owned.forEach(address -> parts.own(domain, address, node));
    parts.fragment.segments.add(
        new Segment(
            node + " port",
            List.of(new InterfaceRef(ElementNames.FABRIC, node), new InterfaceRef(node, NAME)),
            null,
            gateway.origin()));
  }

  /** The instance's side, still without an address. */
  static Interface.Builder instanceSide(VirtualNetworkGateway gateway) {
    return Interface.named(NAME, Vrf.DEFAULT, gateway.origin())
        .link(LinkKind.FABRIC_PORT)
        .sendsUnreachables(false);
  }

  /** Names for latency: instance, gateway, then region. */
  static List<String> sites(AzureContext context, VirtualNetworkGateway gateway, String node) {
    return AzureContext.sites(
        gateway.location().isEmpty() ? context.vnetOf(gateway).location() : gateway.location(),
        node,
        "gateway:" + context.names().gateway(gateway.id()));
  }

  /** Routes of the instance to its port: ranges of the VNet and of its peers, and the rest. */
  static List<Route> routes(AzureContext context, VirtualNetworkGateway gateway) {
    VirtualNetwork vnet = context.vnetOf(gateway);
    Set<Prefix> ranges = new LinkedHashSet<>(vnet.addressSpace());
    for (Peering half : vnet.peerings()) {
      if (context.resources().isConnected(half)) {
        context
            .resources()
            .vnet(half.remoteVirtualNetwork())
            .ifPresent(remote -> ranges.addAll(remote.addressSpace()));
      }
    }
    List<Route> routes = new ArrayList<>();
    for (Prefix range : ranges) {
      routes.add(route(context, gateway, range, 0));
    }
    routes.add(route(context, gateway, Prefix.DEFAULT_IPV4, LAST_RESORT));
    return routes;
  }

  private static Route route(
      AzureContext context, VirtualNetworkGateway gateway, Prefix prefix, int distance) {
    IpAddress fabric =
        AzureContext.guestGateway(context.subnetOf(gateway).addressPrefixes().getFirst());
    return new Route(
        prefix,
        AzureRouteClass.PORT,
        new NextHop.Via(fabric, NAME, null),
        distance,
        0,
        0,
        null,
        null,
        gateway.origin());
  }
}
