package io.towpath.azure.compile;

import io.towpath.azure.compile.ExpressRouteGatewayCompiler.EdgeConnection;
import io.towpath.azure.resource.GatewayReach;
import io.towpath.azure.resource.GatewayType;
import io.towpath.azure.resource.RouteServer;
import io.towpath.azure.resource.Subnet;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.HopProfile;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.network.RouteClass;
import io.towpath.network.RouteExchange;
import io.towpath.network.RouteExchange.NextHopRule;
import io.towpath.network.RoutePolicy;
import io.towpath.network.Vrf;
import io.towpath.network.VrfRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A Route Server as two BGP speakers, one for each instance (R169–R184, R270–R272).
 *
 * <p>Each learns from the appliances and, with branch-to-branch, from the gateways; what it selects
 * fills the tables of its VNet and of the peers that use it, with the next hop that BGP carries, so
 * that packets never come to it (R174). One that does come goes back to the fabric without being
 * counted.
 *
 * <p>With branch-to-branch the gateways exchange routes with the Route Server instead of each
 * other, and it alone fills the tables: a gateway of its ASN as a client of a route reflector,
 * whose next hops stay; any other as an external neighbour (R272).
 */
final class RouteServerCompiler {
  /** Routes accepted from a peer before the session is dropped (R171). */
  static final int ROUTE_LIMIT = 1000;

  private static final int MULTIHOP = 255;

  private final AzureContext context;
  private final FragmentParts parts;

  RouteServerCompiler(AzureContext context, FragmentParts parts) {
    this.context = context;
    this.parts = parts;
  }

  /**
   * A gateway's ends of its sessions with the instances of a Route Server (R180).
   *
   * @param local address from which the gateway's instance speaks
   */
  static List<BgpPeer> sessionsOf(
      AzureContext context,
      RouteServer server,
      IpAddress local,
      BgpPeer.Family family,
      Origin gateway) {
    List<IpAddress> addresses = context.addresses().instances(server);
    List<BgpPeer> peers = new ArrayList<>();
    for (int i = 0; i < addresses.size(); i++) {
      peers.add(
          new BgpPeer(
              addresses.get(i),
              RouteServer.ASN,
              null,
              BgpPeer.Transport.multihop(MULTIHOP).from(local, null),
              List.of(family),
              context.names().instance(server, i),
              gateway));
    }
    return peers;
  }

  /** Writes both instances and what they fill; nothing if it stands in no VNet of the estate. */
  void compile(RouteServer server) {
    Optional<GatewayPlace> place = place(server);
    if (place.isEmpty()) {
      return;
    }
    List<IpAddress> addresses = context.addresses().instances(server);
    List<AzureNames.Instance> instances = new ArrayList<>();
    for (int i = 0; i < addresses.size(); i++) {
      instances.add(instance(server, place.get(), i, addresses.get(i)));
    }
    parts.names.gateway(
        new AzureNames.GatewayName(
            context.names().routeServer(server.id()),
            server.id(),
            new VrfRef(context.names().fabric(), context.names().subnet(place.get().subnet())),
            true,
            instances));
  }

  private Optional<GatewayPlace> place(RouteServer server) {
    Optional<Subnet> subnet = context.resources().subnetOf(server);
    Optional<VirtualNetwork> vnet = subnet.flatMap(context.resources()::vnetOf);
    return subnet.flatMap(
        in ->
            vnet.map(
                of ->
                    new GatewayPlace(
                        of,
                        in,
                        AzureContext.sites(
                            server.location().isEmpty() ? of.location() : server.location(),
                            "gateway:" + context.names().routeServer(server.id())),
                        server.origin())));
  }

  private AzureNames.Instance instance(
      RouteServer server, GatewayPlace place, int index, IpAddress address) {
    String name = context.names().instance(server, index);
    GatewayPort.attach(context, parts, place, name, List.of(address));
    parts.fragment.nodes.add(
        Node.named(name, NodeKind.GATEWAY, server.origin())
            .vrfs(
                List.of(
                    Vrf.router(Vrf.DEFAULT, GatewayPort.routes(context, place), server.origin())))
            .interfaces(
                List.of(GatewayPort.instanceSide(server.origin()).address(address, 32).build()))
            .bgp(List.of(speaker(server, place.vnet(), address)))
            .hops(HopProfile.INVISIBLE)
            .sites(place.sitesOf(name))
            .build());
    fill(server, place.vnet(), name);
    parts.affected.add(server.id(), name);
    server.connections().forEach(peer -> parts.affected.add(peer.id(), name));
    return new AzureNames.Instance(name, new VrfRef(name, Vrf.DEFAULT), address, address, null);
  }

  private BgpSpeaker speaker(RouteServer server, VirtualNetwork vnet, IpAddress address) {
    // R175, R178: ranges of the VNet and of the peers that use it.
    List<Prefix> announced =
        context.reach().announced(vnet).stream()
            .map(GatewayReach.Range::prefix)
            .distinct()
            .toList();
    List<BgpPeer> peers = new ArrayList<>();
    for (RouteServer.BgpConnection connection : server.connections()) {
      peers.add(appliance(server, connection, address, announced));
    }
    if (server.branchToBranch()) {
      for (VirtualNetworkGateway gateway : context.resources().gatewaysOf(vnet)) {
        peers.addAll(gateway(server, gateway, address, announced));
      }
    }
    return new BgpSpeaker(
        Vrf.DEFAULT,
        RouteServer.ASN,
        address,
        BgpSpeaker.Options.GATEWAY,
        announced.stream()
            .map(range -> new BgpSpeaker.NetworkStatement(range, null, false, server.origin()))
            .toList(),
        List.of(),
        List.of(),
        peers,
        BgpSpeaker.Install.NONE,
        server.origin());
  }

  private static BgpPeer appliance(
      RouteServer server,
      RouteServer.BgpConnection connection,
      IpAddress address,
      List<Prefix> announced) {
    return new BgpPeer(
        connection.peerAddress(),
        connection.peerAsn(),
        null,
        BgpPeer.Transport.multihop(MULTIHOP).from(address, null),
        List.of(
            BgpPeer.Family.ipv4(
                    List.of(RouteServerPolicies.fromAppliance(server, announced)), List.of())
                .withPrefixLimit(ROUTE_LIMIT)
                .withNextHop(BgpPeer.NextHopMode.SELF)),
        connection.id().name(),
        connection.origin());
  }

  private List<BgpPeer> gateway(
      RouteServer server,
      VirtualNetworkGateway gateway,
      IpAddress address,
      List<Prefix> announced) {
    List<BgpPeer> peers = new ArrayList<>();
    boolean internal = gateway.bgp().asn() == RouteServer.ASN || !gateway.isVpn();
    RoutePolicy imports =
        gateway.isVpn()
            ? RouteServerPolicies.fromVpn(server, announced)
            : RouteServerPolicies.fromExpressRoute(server, announced);
    RoutePolicy exports =
        gateway.isVpn()
            ? RouteServerPolicies.toGateway(server.origin())
            : RouteServerPolicies.toExpressRoute(vpnAsn(context.vnetOf(gateway)), server.origin());
    BgpPeer.Family family =
        internal
            ? BgpPeer.Family.ipv4(List.of(imports), List.of(exports)).asReflectorClient()
            : BgpPeer.Family.ipv4(List.of(imports), List.of())
                .withNextHop(BgpPeer.NextHopMode.SELF);
    List<IpAddress> addresses = context.addresses().bgp(gateway);
    for (int i = 0; i < addresses.size(); i++) {
      peers.add(
          new BgpPeer(
              addresses.get(i),
              internal ? RouteServer.ASN : gateway.bgp().asn(),
              null,
              BgpPeer.Transport.multihop(MULTIHOP).from(address, null),
              List.of(family),
              addresses.size() == 1
                  ? context.names().gateway(gateway.id())
                  : context.names().instance(gateway, i),
              server.origin()));
    }
    return peers;
  }

  private long vpnAsn(VirtualNetwork vnet) {
    return context
        .resources()
        .gatewayOf(vnet, GatewayType.VPN)
        .map(gateway -> gateway.bgp().asn())
        .orElse(RouteServer.ASN);
  }

  /**
   * R176, R183, R270: every prefix goes into the tables with the next hop of BGP, which is an
   * address of the VNet, of a VNet peered with it, or a router at the Microsoft edge. A next hop
   * elsewhere cannot be reached directly and is not programmed.
   */
  private void fill(RouteServer server, VirtualNetwork vnet, String node) {
    Origin origin = server.origin();
    List<IpAddress> edges = edgeEndpoints(vnet);
    fill(
        server,
        vnet,
        node,
        context.names().vnet(vnet),
        RouteServerPolicies.nextHopIn("next hop in the VNet", vnet.addressSpace(), edges, origin));
    for (VirtualNetwork peer : context.connectedPeers(vnet)) {
      fill(
          server,
          vnet,
          node,
          context.names().vnet(peer),
          RouteServerPolicies.nextHopIn(
              "next hop in a peered VNet", peer.addressSpace(), List.of(), origin));
    }
    if (server.branchToBranch() && !edges.isEmpty()) {
      exchange(
          server,
          vnet,
          node + " into " + context.names().gatewayLayer(vnet) + " by the edge",
          node,
          RouteServerPolicies.nextHopIn(
              "next hop at the Microsoft edge",
              edges.stream().map(Prefix::host).toList(),
              List.of(),
              origin),
          new NextHopRule.Unchanged(context.names().edgePort(vnet)),
          true);
    }
  }

  private void fill(
      RouteServer server, VirtualNetwork vnet, String node, String domain, RoutePolicy policy) {
    String name = node + " into " + context.names().gatewayLayer(vnet) + " by " + domain;
    exchange(server, vnet, name, node, policy, new NextHopRule.OwnerPort(domain), false);
  }

  private void exchange(
      RouteServer server,
      VirtualNetwork vnet,
      String name,
      String node,
      RoutePolicy policy,
      NextHopRule nextHop,
      boolean countOnly) {
    parts.fragment.exchanges.add(
        new RouteExchange(
            name,
            new VrfRef(node, Vrf.DEFAULT),
            List.of(RouteClass.BGP),
            policy,
            context.names().gatewayLayer(vnet),
            AzureRouteClass.GATEWAY,
            server.branchToBranch()
                ? List.of(
                    new RouteExchange.RankTerm.LocalPreference(),
                    new RouteExchange.RankTerm.AsPathLength())
                : LearnedRank.other(context, vnet),
            nextHop,
            new RouteExchange.ShownRule("VirtualNetworkGateway", null, countOnly),
            server.origin()));
  }

  private List<IpAddress> edgeEndpoints(VirtualNetwork vnet) {
    List<IpAddress> endpoints = new ArrayList<>();
    context
        .resources()
        .gatewayOf(vnet, GatewayType.EXPRESS_ROUTE)
        .ifPresent(
            gateway -> {
              for (EdgeConnection edge :
                  ExpressRouteGatewayCompiler.connections(context, gateway)) {
                endpoints.add(edge.primary());
                endpoints.add(edge.secondary());
              }
            });
    return endpoints;
  }
}
