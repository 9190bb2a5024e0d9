package io.towpath.azure.compile;

import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceAddress;
import io.towpath.network.InterfaceRef;
import io.towpath.network.LinkKind;
import io.towpath.network.NatRule;
import io.towpath.network.NatSide;
import io.towpath.network.NextHop;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.network.OpenEnd;
import io.towpath.network.Route;
import io.towpath.network.RouteClass;
import io.towpath.network.Segment;
import io.towpath.network.Vrf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One node for each VNet that translates between the VNet and the Internet, in the order of {@link
 * OutboundRules} (R218, R220). Packets from the Internet enter the fabric in a table that holds the
 * VNet's own ranges only.
 */
final class InternetEdges {
  private static final String INSIDE = "inside";
  private static final String OUTSIDE = "outside";
  private static final String PLATFORM = "platform";

  /** R220: nobody knows these addresses; they stand in from the block of RFC 2544. */
  private static final IpAddress DEFAULT_OUTBOUND = IpAddress.parse("198.18.0.0");

  private final AzureContext context;
  private final FragmentParts parts;
  private final OutboundRules outbound;
  private final Map<ResourceId, Integer> numbers = new LinkedHashMap<>();

  InternetEdges(AzureContext context, FragmentParts parts) {
    this.context = context;
    this.parts = parts;
    this.outbound = new OutboundRules(context);
    context.resources().virtualNetworks().keySet().forEach(id -> numbers.put(id, numbers.size()));
  }

  /** Writes the edge of a VNet and the fabric's port to it. */
  void compile(VirtualNetwork vnet) {
    String node = context.names().internetEdge(vnet);
    String port = context.names().internetPort(vnet);
    List<String> sites = AzureContext.sites(vnet.location(), node);
    parts.fabricVrfs.add(
        new Vrf(
            port,
            SystemRoutes.vnetLocal(context, vnet),
            List.of(),
            SubnetPrecedence.TABLE,
            vnet.origin()));
    parts.fabricPorts.add(
        Interface.named(port, port, vnet.origin())
            .link(LinkKind.FABRIC_PORT)
            .answersAllArp(true)
            .sendsUnreachables(false)
            .sites(sites)
            .build());
    parts.fragment.segments.add(
        new Segment(
            port,
            List.of(
                new InterfaceRef(context.names().fabric(), port), new InterfaceRef(node, INSIDE)),
            null,
            vnet.origin()));
    IpAddress shared = DEFAULT_OUTBOUND.plus(1 + numbers.getOrDefault(vnet.id(), 0));
    List<NatRule> nat = outbound.of(vnet, shared, OUTSIDE);
    parts.fragment.nodes.add(
        Node.named(node, NodeKind.INTERNET_EDGE, vnet.origin())
            .vrfs(List.of(Vrf.router(Vrf.DEFAULT, routes(vnet), vnet.origin())))
            .interfaces(
                List.of(
                    Interface.named(INSIDE, Vrf.DEFAULT, vnet.origin())
                        .link(LinkKind.FABRIC_PORT)
                        .natSide(NatSide.INSIDE)
                        .sendsUnreachables(false)
                        .sites(sites)
                        .build(),
                    Interface.named(PLATFORM, Vrf.DEFAULT, vnet.origin())
                        .addresses(platformAddresses())
                        .sites(sites)
                        .build(),
                    Interface.named(OUTSIDE, Vrf.DEFAULT, vnet.origin())
                        .addresses(outsideAddresses(nat, shared))
                        .natSide(NatSide.OUTSIDE)
                        .sendsUnreachables(false)
                        .sites(sites)
                        .build()))
            .nat(nat)
            .hops(AzureHopProfiles.FABRIC)
            .sites(sites)
            .build());
    parts.publicEnds.add(
        new OpenEnd(
            context.names().publicDomain(),
            new InterfaceRef(node, OUTSIDE),
            "R218",
            vnet.origin()));
    parts.affected.add(vnet.id(), node);
  }

  /** R6: stands in for the hosts of the VNet's guests. */
  private static List<InterfaceAddress> platformAddresses() {
    return SystemRoutes.PLATFORM.stream()
        .map(prefix -> InterfaceAddress.of(prefix.network(), prefix.length()))
        .toList();
  }

  private static List<Route> routes(VirtualNetwork vnet) {
    List<Route> routes = new ArrayList<>();
    for (Prefix range : vnet.addressSpace()) {
      routes.add(
          Route.of(range, RouteClass.STATIC, new NextHop.Attached(INSIDE, null), vnet.origin()));
    }
    routes.add(
        Route.of(
            Prefix.DEFAULT_IPV4,
            RouteClass.STATIC,
            new NextHop.Internet(OUTSIDE, null),
            vnet.origin()));
    return routes;
  }

  private static List<InterfaceAddress> outsideAddresses(List<NatRule> nat, IpAddress shared) {
    List<InterfaceAddress> addresses = new ArrayList<>();
    addresses.add(InterfaceAddress.of(shared, 32));
    for (NatRule rule : nat) {
      if (rule instanceof NatRule.Static fixed && fixed.outside() instanceof Ipv4Address) {
        addresses.add(new InterfaceAddress(fixed.outside(), 32, true));
      }
    }
    return addresses;
  }
}
