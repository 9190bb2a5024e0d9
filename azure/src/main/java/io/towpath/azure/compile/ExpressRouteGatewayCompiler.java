package io.towpath.azure.compile;

import io.towpath.azure.resource.CircuitLink;
import io.towpath.azure.resource.CircuitPeering;
import io.towpath.azure.resource.CircuitPeeringType;
import io.towpath.azure.resource.Connection;
import io.towpath.azure.resource.ExpressRouteCircuit;
import io.towpath.azure.resource.GatewayBgp;
import io.towpath.azure.resource.GatewayReach;
import io.towpath.azure.resource.GatewayType;
import io.towpath.azure.resource.RouteServer;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.net.Community;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.Interface;
import io.towpath.network.LinkKind;
import io.towpath.network.NextHop;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.network.Route;
import io.towpath.network.RouteClass;
import io.towpath.network.RouteExchange;
import io.towpath.network.RoutePolicy;
import io.towpath.network.Vrf;
import io.towpath.network.VrfRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An ExpressRoute gateway as two nodes, one for each instance, on the edge segment of its VNet.
 *
 * <p>What its instances learn is programmed into the VNet with the edge router as next hop, so
 * packets to on-premises leave the fabric there and never see an instance (R208). Packets from the
 * edge come through an instance, which hands everything to its port (R209).
 */
final class ExpressRouteGatewayCompiler {
  /** The instance's interface on the edge segment. */
  static final String EDGE_INTERFACE = "edge";

  private static final int MULTIHOP = 255;

  private final AzureContext context;
  private final FragmentParts parts;

  ExpressRouteGatewayCompiler(AzureContext context, FragmentParts parts) {
    this.context = context;
    this.parts = parts;
  }

  /**
   * A connection with the circuit to which it leads.
   *
   * @param primary endpoint of the primary edge router in GatewaySubnet (R20)
   * @param secondary that of the secondary one
   */
  record EdgeConnection(
      Connection.ExpressRoute connection,
      ExpressRouteCircuit circuit,
      IpAddress primary,
      IpAddress secondary) {
    IpAddress endpoint(CircuitLink link) {
      return switch (link) {
        case PRIMARY -> primary;
        case SECONDARY -> secondary;
      };
    }
  }

  /** The connections of a gateway that lead to a circuit with a private peering, in order. */
  static List<EdgeConnection> connections(AzureContext context, VirtualNetworkGateway gateway) {
    List<EdgeConnection> connections = new ArrayList<>();
    for (Connection.ExpressRoute connection :
        context.resources().expressRouteConnectionsOf(gateway)) {
      Optional<ExpressRouteCircuit> circuit = context.resources().circuit(connection.circuit());
      Optional<IpAddress> primary = context.addresses().edge(connection, CircuitLink.PRIMARY);
      Optional<IpAddress> secondary = context.addresses().edge(connection, CircuitLink.SECONDARY);
      if (circuit.isPresent()
          && circuit.get().peering(CircuitPeeringType.AZURE_PRIVATE).isPresent()
          && primary.isPresent()
          && secondary.isPresent()) {
        connections.add(
            new EdgeConnection(connection, circuit.get(), primary.get(), secondary.get()));
      }
    }
    return connections;
  }

  /** Writes both instances, the fabric's port to the edge, and what the VNet learns. */
  void compile(VirtualNetworkGateway gateway) {
    VirtualNetwork vnet = context.vnetOf(gateway);
    List<EdgeConnection> connections = connections(context, gateway);
    String edgePort = context.names().edgePort(vnet);
    parts.fabricPorts.add(
        Interface.named(
                edgePort, context.names().subnet(context.subnetOf(gateway)), gateway.origin())
            .link(LinkKind.EDGE)
            .sendsUnreachables(false)
            .sites(context.placeOf(gateway).sitesOf(context.names().gateway(gateway.id())))
            .build());
    parts.onEdge(context.names().edgeSegment(vnet), context.names().fabric(), edgePort);

    if (connections.stream().anyMatch(one -> one.connection().gatewayBypass())) {
      fastPath(gateway, vnet);
    }
    List<IpAddress> addresses = context.addresses().instances(gateway);
    List<AzureNames.Instance> instances = new ArrayList<>();
    for (int i = 0; i < addresses.size(); i++) {
      instances.add(instance(gateway, i, addresses.get(i), connections));
    }
    parts.names.gateway(
        new AzureNames.GatewayName(
            context.names().gateway(gateway.id()),
            gateway.id(),
            new VrfRef(context.names().fabric(), context.names().subnet(context.subnetOf(gateway))),
            true,
            instances));
    remark(gateway, connections, instances);
  }

  /**
   * R154: where packets that skip the gateway enter the fabric. The table holds the VNet's own
   * ranges: what lies behind peerings keeps going through the gateway.
   */
  private void fastPath(VirtualNetworkGateway gateway, VirtualNetwork vnet) {
    String name = context.names().fastPath(vnet);
    parts.fabricVrfs.add(
        new Vrf(
            name,
            SystemRoutes.vnetLocal(context, vnet),
            List.of(),
            SubnetPrecedence.TABLE,
            gateway.origin()));
    parts.fabricPorts.add(
        Interface.named(name, name, gateway.origin())
            .link(LinkKind.EDGE)
            .address(fastPathAddress(context, gateway), 32)
            .sendsUnreachables(false)
            .sites(context.placeOf(gateway).sitesOf(context.names().gateway(gateway.id())))
            .build());
    parts.onEdge(context.names().edgeSegment(vnet), context.names().fabric(), name);
  }

  /** The fabric's own address in GatewaySubnet (R5). */
  static IpAddress fastPathAddress(AzureContext context, VirtualNetworkGateway gateway) {
    return AzureContext.guestGateway(context.subnetOf(gateway).addressPrefixes().getFirst());
  }

  private AzureNames.Instance instance(
      VirtualNetworkGateway gateway,
      int index,
      IpAddress address,
      List<EdgeConnection> connections) {
    String name = context.names().instance(gateway, index);
    VirtualNetwork vnet = context.vnetOf(gateway);
    GatewayPlace place = context.placeOf(gateway);
    GatewayPort.attach(context, parts, place, name, List.of(address));
    List<Route> routes = new ArrayList<>(GatewayPort.routes(context, place));
    for (EdgeConnection connection : connections) {
      for (CircuitLink link : CircuitLink.values()) {
        IpAddress edge = connection.endpoint(link);
        routes.add(
            Route.of(
                Prefix.host(edge),
                AzureRouteClass.EDGE,
                new NextHop.Via(edge, EDGE_INTERFACE, null),
                connection.connection().origin()));
      }
    }
    parts.fragment.nodes.add(
        Node.named(name, NodeKind.GATEWAY, gateway.origin())
            .vrfs(List.of(Vrf.router(Vrf.DEFAULT, routes, gateway.origin())))
            .interfaces(
                List.of(
                    GatewayPort.instanceSide(gateway.origin()).unnumbered(EDGE_INTERFACE).build(),
                    Interface.named(EDGE_INTERFACE, Vrf.DEFAULT, gateway.origin())
                        .link(LinkKind.EDGE)
                        .address(address, 32)
                        .sendsUnreachables(false)
                        .build()))
            .bgp(List.of(speaker(gateway, address, connections)))
            .hops(AzureHopProfiles.EXPRESS_ROUTE_GATEWAY)
            .sites(place.sitesOf(name))
            .build());
    parts.onEdge(context.names().edgeSegment(vnet), name, EDGE_INTERFACE);
    exchange(gateway, name);
    parts.affected.add(gateway.id(), name);
    connections.forEach(c -> parts.affected.add(c.connection().id(), name));
    return new AzureNames.Instance(name, new VrfRef(name, Vrf.DEFAULT), address, address, null);
  }

  private BgpSpeaker speaker(
      VirtualNetworkGateway gateway, IpAddress address, List<EdgeConnection> connections) {
    Origin origin = gateway.origin();
    List<GatewayReach.Range> announced = context.reach().announced(context.vnetOf(gateway));
    List<Prefix> ranges = announced.stream().map(GatewayReach.Range::prefix).distinct().toList();
    List<BgpPeer> peers = new ArrayList<>();
    for (EdgeConnection connection : connections) {
      for (CircuitLink link : CircuitLink.values()) {
        peers.add(toEdge(connection, link, address, ranges));
      }
    }
    Optional<RouteServer> exchange = context.reach().exchangeOf(context.vnetOf(gateway));
    if (exchange.isPresent()) {
      // R180: by iBGP.
      peers.addAll(
          RouteServerCompiler.sessionsOf(
              context,
              exchange.get(),
              address,
              BgpPeer.Family.ipv4(
                  List.of(RouteServerPolicies.gatewayImport(ranges, origin)),
                  List.of(GatewayPolicies.expressRouteExportToRouteServer(origin))),
              origin));
    } else {
      peers.addAll(toVpnGateway(gateway, address, ranges));
    }
    return new BgpSpeaker(
        Vrf.DEFAULT,
        GatewayBgp.DEFAULT_ASN, // R151: fixed
        address,
        BgpSpeaker.Options.GATEWAY,
        context.reach().advertised(context.vnetOf(gateway)).stream()
            .map(range -> statement(range, origin))
            .distinct()
            .toList(),
        List.of(),
        List.of(),
        peers,
        BgpSpeaker.Install.NONE,
        origin);
  }

  /** R146: every range carries the communities of its own VNet. */
  private static BgpSpeaker.NetworkStatement statement(GatewayReach.Range range, Origin origin) {
    List<Community> communities = RegionalCommunities.of(range.vnet());
    RoutePolicy policy =
        communities.isEmpty() ? null : GatewayPolicies.communities(communities, origin);
    return new BgpSpeaker.NetworkStatement(range.prefix(), policy, false, origin);
  }

  /** R151: every instance has a session with both edge routers. */
  private BgpPeer toEdge(
      EdgeConnection connection, CircuitLink link, IpAddress address, List<Prefix> ranges) {
    Origin origin = connection.connection().origin();
    Optional<RouteServer> beside =
        context.resources().gateway(connection.connection().gateway()).stream()
            .flatMap(gateway -> context.reach().exchangeOf(context.vnetOf(gateway)).stream())
            .findFirst();
    return new BgpPeer(
        connection.endpoint(link),
        CircuitPeering.MICROSOFT_ASN,
        null,
        BgpPeer.Transport.multihop(MULTIHOP).from(address, null),
        List.of(
            BgpPeer.Family.ipv4(
                List.of(
                    GatewayPolicies.expressRouteImport(
                        ranges, connection.connection().routingWeight(), origin)),
                List.of(
                    beside.isPresent()
                        ? RouteServerPolicies.expressRouteExport(origin)
                        : GatewayPolicies.expressRouteExport(origin)))),
        context.names().edgeRouter(connection.circuit(), link),
        origin);
  }

  /** R92, R163: iBGP with the instances of a VPN gateway beside it, if the ASNs are equal. */
  private List<BgpPeer> toVpnGateway(
      VirtualNetworkGateway gateway, IpAddress address, List<Prefix> ranges) {
    Optional<VirtualNetworkGateway> beside =
        context.resources().gatewayOf(context.vnetOf(gateway), GatewayType.VPN);
    if (beside.isEmpty() || beside.get().bgp().asn() != GatewayBgp.DEFAULT_ASN) {
      return List.of();
    }
    Origin origin = gateway.origin();
    List<IpAddress> addresses = context.addresses().bgp(beside.get());
    List<BgpPeer> peers = new ArrayList<>();
    for (int i = 0; i < addresses.size(); i++) {
      peers.add(
          new BgpPeer(
              addresses.get(i),
              GatewayBgp.DEFAULT_ASN,
              null,
              BgpPeer.Transport.multihop(MULTIHOP).from(address, null),
              List.of(
                  BgpPeer.Family.ipv4(
                      List.of(GatewayPolicies.expressRouteImportFromVpn(ranges, origin)),
                      List.of(GatewayPolicies.expressRouteExportToVpn(context.profile(), origin)))),
              addresses.size() == 1
                  ? context.names().gateway(beside.get().id())
                  : context.names().instance(beside.get(), i),
              origin));
    }
    return peers;
  }

  /** R36, R37, R264: before VPN; weight, AS path, then shared; the edge router as next hop. */
  private void exchange(VirtualNetworkGateway gateway, String node) {
    VirtualNetwork vnet = context.vnetOf(gateway);
    if (context.reach().exchangeOf(vnet).isPresent()) {
      return; // the Route Server fills the tables
    }
    String layer = context.names().gatewayLayer(vnet);
    parts.fragment.exchanges.add(
        new RouteExchange(
            node + " into " + layer,
            new VrfRef(node, Vrf.DEFAULT),
            List.of(RouteClass.BGP),
            null,
            layer,
            AzureRouteClass.GATEWAY,
            LearnedRank.expressRoute(context, vnet),
            new RouteExchange.NextHopRule.Unchanged(context.names().edgePort(vnet)),
            new RouteExchange.ShownRule("VirtualNetworkGateway", null, true),
            gateway.origin()));
  }

  private void remark(
      VirtualNetworkGateway gateway,
      List<EdgeConnection> usable,
      List<AzureNames.Instance> instances) {
    List<String> nodes = instances.stream().map(AzureNames.Instance::node).toList();
    for (Connection.ExpressRoute connection :
        context.resources().expressRouteConnectionsOf(gateway)) {
      if (usable.stream().noneMatch(c -> c.connection().id().equals(connection.id()))) {
        parts.fragment.findings.add(
            CompilationKinds.MISSING_CIRCUIT
                .at(
                    connection.origin(),
                    "The connection \""
                        + connection.name()
                        + "\" leads to a circuit that is not part of the estate or has no private"
                        + " peering, so it carries nothing.")
                .affecting(nodes));
      }
    }
  }
}
