package io.towpath.azure.compile;

import io.towpath.azure.compile.FrontEnds.FrontEnd;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
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
import io.towpath.network.Shown;
import io.towpath.network.Vrf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One node for each VNet that translates between the VNet and the Internet, in the order of {@link
 * OutboundRules} (R218, R220). A translation is that of an interface: what another interface passes
 * on with the same source does not come here (R57), not even as the answer of a flow. Packets from
 * the Internet enter the fabric in a table that holds the VNet's own ranges only, or in one of the
 * front ends of load balancers, whose addresses they keep until a rule gives them to a machine
 * ({@link LoadBalancers}).
 *
 * <p>The node itself has none of the addresses to which it translates: a machine that calls one of
 * its own VNet's goes out, with an address of its own outside, and comes in again (R218).
 */
final class InternetEdges {
  private static final String INSIDE = "inside";
  private static final String OUTSIDE = "outside";
  private static final String PLATFORM = "platform";

  /** Interface, and VRF, by which packets go on that came to a front end of a load balancer. */
  private static final String FRONT_ENDS = "front-ends";

  /** R220: nobody knows these addresses; they stand in from the block of RFC 2544. */
  private static final IpAddress DEFAULT_OUTBOUND = IpAddress.parse("198.18.0.0");

  /** What stands outside needs some address of its own; nobody calls it. */
  private static final IpAddress OWN = IpAddress.parse("198.19.0.0");

  private final AzureContext context;
  private final FragmentParts parts;
  private final OutboundRules outbound;
  private final FrontEnds frontEnds;
  private final Map<ResourceId, Integer> numbers = new LinkedHashMap<>();

  InternetEdges(AzureContext context, FragmentParts parts, FrontEnds frontEnds) {
    this.context = context;
    this.frontEnds = frontEnds;
    this.parts = parts;
    this.outbound = new OutboundRules(context);
    context.resources().virtualNetworks().keySet().forEach(id -> numbers.put(id, numbers.size()));
  }

  /** Writes the edge of a VNet and the fabric's port to it. */
  void compile(VirtualNetwork vnet) {
    String node = context.names().internetEdge(vnet);
    List<String> sites = AzureContext.sites(vnet.location(), node);
    port(
        vnet,
        context.names().internetPort(vnet),
        SystemRoutes.vnetLocal(context, vnet),
        INSIDE,
        sites);
    long number = 1L + context.vnetsBefore() + numbers.getOrDefault(vnet.id(), 0);
    IpAddress shared = DEFAULT_OUTBOUND.plus(number);
    List<NatRule> nat = new ArrayList<>(outbound.of(vnet, shared, OUTSIDE));
    List<Vrf> vrfs = new ArrayList<>();
    vrfs.add(Vrf.router(Vrf.DEFAULT, routes(vnet), vnet.origin()));
    List<Interface> interfaces = new ArrayList<>();
    interfaces.add(inside(INSIDE, Vrf.DEFAULT, vnet, sites));
    interfaces.add(
        Interface.named(PLATFORM, Vrf.DEFAULT, vnet.origin())
            .addresses(platformAddresses())
            .sites(sites)
            .build());
    interfaces.add(
        Interface.named(OUTSIDE, Vrf.DEFAULT, vnet.origin())
            .address(OWN.plus(number), 32)
            .natSide(NatSide.OUTSIDE)
            .sendsUnreachables(false)
            .sites(sites)
            .build());
    List<FrontEnd> balanced = frontEnds.publicOf(vnet.id());
    if (!balanced.isEmpty()) {
      vrfs.add(Vrf.router(FRONT_ENDS, towards(balanced), vnet.origin()));
      interfaces.add(inside(FRONT_ENDS, FRONT_ENDS, vnet, sites));
      nat.addAll(0, keeping(balanced));
      frontEndPort(vnet, balanced, sites);
    }
    parts.fragment.nodes.add(
        Node.named(node, NodeKind.INTERNET_EDGE, vnet.origin())
            .vrfs(vrfs)
            .interfaces(interfaces)
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

  private static Interface inside(
      String name, String vrf, VirtualNetwork vnet, List<String> sites) {
    return Interface.named(name, vrf, vnet.origin())
        .link(LinkKind.FABRIC_PORT)
        .natSide(NatSide.INSIDE)
        .sendsUnreachables(false)
        .sites(sites)
        .build();
  }

  private static List<Route> towards(List<FrontEnd> balanced) {
    return balanced.stream()
        .map(FrontEnd::address)
        .distinct()
        .map(
            address ->
                Route.of(
                    Prefix.host(address),
                    RouteClass.STATIC,
                    new NextHop.Attached(FRONT_ENDS, null),
                    Origin.NONE))
        .toList();
  }

  /**
   * What comes to a front end keeps its destination here. Its answer, which the fabric has given
   * the front end's address, passes as the answer of that flow; nothing else leaves by the address
   * unless a rule for the way out says so (R218).
   */
  private static List<NatRule> keeping(List<FrontEnd> balanced) {
    List<NatRule> rules = new ArrayList<>();
    for (FrontEnd frontEnd : balanced) {
      IpAddress address = frontEnd.address();
      rules.add(
          new NatRule.Static(
              FRONT_ENDS,
              address,
              address,
              address.family().bits(),
              0,
              0,
              0,
              0,
              frontEnd.origin()));
    }
    return rules;
  }

  /** The fabric's port for what comes to front ends, and the table that knows only these. */
  private void frontEndPort(VirtualNetwork vnet, List<FrontEnd> balanced, List<String> sites) {
    List<Route> routes = new ArrayList<>();
    for (FrontEnd frontEnd : balanced) {
      Route route =
          Route.of(
              Prefix.host(frontEnd.address()),
              AzureRouteClass.SYSTEM_VNET,
              new NextHop.Deliver(context.names().vnet(vnet), null, Shown.type("VnetLocal")),
              frontEnd.origin());
      if (routes.stream().noneMatch(known -> known.prefix().equals(route.prefix()))) {
        routes.add(route);
      }
    }
    // R291: by this a front end that answers pings itself does so.
    routes.add(SystemRoutes.internet(context, vnet, Prefix.DEFAULT_IPV4));
    port(vnet, context.names().frontEndPort(vnet), routes, FRONT_ENDS, sites);
  }

  /** A port of the fabric to an interface of the edge, and the table of what comes in by it. */
  private void port(
      VirtualNetwork vnet, String port, List<Route> routes, String atEdge, List<String> sites) {
    parts.fabricVrfs.add(new Vrf(port, routes, List.of(), SubnetPrecedence.TABLE, vnet.origin()));
    parts.fabricPorts.add(
        Interface.named(port, port, vnet.origin())
            .link(LinkKind.FABRIC_PORT)
            .answersAllArp(true)
            // R57: the edge serves the addresses of interfaces, whoever's packet an interface
            // sends.
            .ownSourcesOnly(true)
            .sendsUnreachables(false)
            .sites(sites)
            .build());
    parts.fragment.segments.add(
        new Segment(
            port,
            List.of(
                new InterfaceRef(context.names().fabric(), port),
                new InterfaceRef(context.names().internetEdge(vnet), atEdge)),
            null,
            vnet.origin()));
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
}
