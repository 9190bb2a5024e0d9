package io.towpath.azure.compile;

import io.towpath.azure.Profile;
import io.towpath.azure.compile.ExpressRouteGatewayCompiler.EdgeConnection;
import io.towpath.azure.resource.AdvertisedPrefixesState;
import io.towpath.azure.resource.CircuitLink;
import io.towpath.azure.resource.CircuitPeering;
import io.towpath.azure.resource.CircuitPeeringState;
import io.towpath.azure.resource.CircuitPeeringType;
import io.towpath.azure.resource.CircuitTier;
import io.towpath.azure.resource.Connection;
import io.towpath.azure.resource.ExpressRouteCircuit;
import io.towpath.azure.resource.GatewayBgp;
import io.towpath.azure.resource.GatewayReach;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceRef;
import io.towpath.network.LinkKind;
import io.towpath.network.NextHop;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.network.OpenEnd;
import io.towpath.network.Route;
import io.towpath.network.RoutePolicy;
import io.towpath.network.Secret;
import io.towpath.network.Timers;
import io.towpath.network.Vrf;
import io.towpath.network.VrfRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * An ExpressRoute circuit: for each of its two links an edge router of Microsoft (MSEE), with a
 * table for each peering (R119, R129). Towards the customer it has the /30 of the link, left open
 * as {@code circuit:NAME/primary}; towards each VNet one interface on that VNet's edge segment.
 */
final class CircuitCompiler {
  private static final int MULTIHOP = 255;

  /** R265: an edge router accepts paths in which its own ASN occurs, however often. */
  private static final int ANY_OWN_AS = 255;

  /** R136: prefixes towards on-premises for each connection. */
  private static final int LIMIT_FROM_GATEWAY = 1000;

  private static final int LIMIT_PRIVATE = 4000;
  private static final int LIMIT_PRIVATE_PREMIUM = 10_000;
  private static final int LIMIT_PUBLIC = 200;

  private final AzureContext context;
  private final FragmentParts parts;
  private final GlobalReachLinks globalReach;
  private final MicrosoftServices services;

  CircuitCompiler(AzureContext context, FragmentParts parts) {
    this.context = context;
    this.globalReach = new GlobalReachLinks(context);
    this.parts = parts;
    this.services = new MicrosoftServices(context, parts);
  }

  /** A connection to this circuit with its gateway. */
  private record Attached(EdgeConnection connection, VirtualNetworkGateway gateway) {}

  /** Writes both edge routers of a circuit; nothing if it has no peering. */
  void compile(ExpressRouteCircuit circuit) {
    if (circuit.peerings().isEmpty()) {
      return;
    }
    List<Attached> attached = attached(circuit);
    List<AzureNames.Link> links = new ArrayList<>();
    for (CircuitLink link : CircuitLink.values()) {
      links.add(edgeRouter(circuit, link, attached));
    }
    parts.names.circuit(
        new AzureNames.CircuitName(context.names().circuit(circuit.id()), circuit.id(), links));
    for (Attached one : attached) {
      nameConnection(circuit, one);
    }
  }

  private List<Attached> attached(ExpressRouteCircuit circuit) {
    List<Attached> attached = new ArrayList<>();
    for (Connection.ExpressRoute connection : context.resources().connectionsOf(circuit)) {
      context
          .resources()
          .gateway(connection.gateway())
          .ifPresent(
              gateway ->
                  ExpressRouteGatewayCompiler.connections(context, gateway).stream()
                      .filter(edge -> edge.connection().id().equals(connection.id()))
                      .forEach(edge -> attached.add(new Attached(edge, gateway))));
    }
    return attached;
  }

  private AzureNames.Link edgeRouter(
      ExpressRouteCircuit circuit, CircuitLink link, List<Attached> attached) {
    String name = context.names().edgeRouter(circuit, link);
    List<Vrf> vrfs = new ArrayList<>();
    List<Interface> interfaces = new ArrayList<>();
    List<BgpSpeaker> speakers = new ArrayList<>();
    List<AzureNames.RoutingDomain> domains = new ArrayList<>();
    for (CircuitPeering peering : circuit.peerings()) {
      String vrf = peering.type().azureName();
      List<Attached> vnets =
          peering.type() == CircuitPeeringType.AZURE_PRIVATE ? attached : List.of();
      List<Route> routes = new ArrayList<>();
      interfaces.add(wire(peering, link, vrf));
      interfaces.addAll(globalReach.interfaces(peering, link, vrf));
      interfaces.addAll(services.interfaces(peering, name, vrf));
      routes.addAll(services.routes(peering));
      parts.fragment.segments.addAll(globalReach.segments(circuit, peering, link));
      for (Attached one : vnets) {
        interfaces.add(edge(one, link, vrf, name));
        routes.addAll(instanceRoutes(one));
      }
      vrfs.add(Vrf.router(vrf, routes, peering.origin()));
      speakers.add(speaker(circuit, peering, link, vrf, vnets));
      domains.add(
          new AzureNames.RoutingDomain(
              peering.type(),
              new VrfRef(name, vrf),
              new InterfaceRef(name, vrf),
              peering.customerAddress(link),
              peering.microsoftAddress(link),
              peering.peerAsn(),
              idle(circuit, peering)));
      open(circuit, peering, link, name, vrf);
    }
    parts.fragment.nodes.add(
        Node.named(name, NodeKind.EDGE_ROUTER, circuit.origin())
            .vrfs(vrfs)
            .interfaces(interfaces)
            .bgp(speakers)
            .hops(AzureHopProfiles.EDGE_ROUTER)
            .sites(List.of(name, "circuit:" + context.names().circuit(circuit.id())))
            .build());
    parts.affected.add(circuit.id(), name);
    return new AzureNames.Link(link, name, domains);
  }

  /** R130, R131: the /30 of the link; Microsoft has its second address, the C-tag is vlanId. */
  private static Interface wire(CircuitPeering peering, CircuitLink link, String vrf) {
    return Interface.named(vrf, vrf, peering.origin())
        .address(peering.microsoftAddress(link), peering.prefix(link).length())
        .tags(List.of(peering.vlanId()))
        .sendsUnreachables(false)
        .build();
  }

  /** The end of the private peering is the circuit's; others carry their type in the name. */
  private void open(
      ExpressRouteCircuit circuit,
      CircuitPeering peering,
      CircuitLink link,
      String node,
      String wire) {
    String end = "circuit:" + context.names().edgeRouter(circuit, link);
    parts.fragment.openEnds.add(
        new OpenEnd(
            peering.type() == CircuitPeeringType.AZURE_PRIVATE
                ? end
                : end + "/" + peering.type().azureName(),
            new InterfaceRef(node, wire),
            "R159",
            peering.origin()));
  }

  /** R20: the address in GatewaySubnet that the VNet sees as first hop. */
  private Interface edge(Attached one, CircuitLink link, String vrf, String node) {
    Connection.ExpressRoute connection = one.connection().connection();
    String name = context.names().connection(connection.id());
    parts.onEdge(context.names().edgeSegment(context.vnetOf(one.gateway())), node, name);
    parts.affected.add(connection.id(), node);
    return Interface.named(name, vrf, connection.origin())
        .link(LinkKind.EDGE)
        .address(one.connection().endpoint(link), 32)
        .sendsUnreachables(false)
        .build();
  }

  private List<Route> instanceRoutes(Attached one) {
    Connection.ExpressRoute connection = one.connection().connection();
    List<IpAddress> neighbours = new ArrayList<>(context.addresses().instances(one.gateway()));
    if (connection.gatewayBypass()) {
      neighbours.add(ExpressRouteGatewayCompiler.fastPathAddress(context, one.gateway()));
    }
    List<Route> routes = new ArrayList<>();
    for (IpAddress instance : neighbours) {
      routes.add(
          Route.of(
              Prefix.host(instance),
              AzureRouteClass.EDGE,
              new NextHop.Via(instance, context.names().connection(connection.id()), null),
              connection.origin()));
    }
    if (connection.gatewayBypass()) {
      for (IpAddress exempt : FastPathExceptions.of(context, context.vnetOf(one.gateway()))) {
        for (IpAddress instance : context.addresses().instances(one.gateway())) {
          routes.add(
              Route.of(
                  Prefix.host(exempt),
                  AzureRouteClass.EDGE,
                  new NextHop.Via(instance, context.names().connection(connection.id()), null),
                  connection.origin()));
        }
      }
    }
    return routes;
  }

  private BgpSpeaker speaker(
      ExpressRouteCircuit circuit,
      CircuitPeering peering,
      CircuitLink link,
      String vrf,
      List<Attached> vnets) {
    boolean shutdown = !idle(circuit, peering).isEmpty();
    List<BgpPeer> peers = new ArrayList<>();
    peers.add(customer(circuit, peering, link, shutdown));
    peers.addAll(globalReach.peers(peering, link, shutdown));
    for (Attached one : vnets) {
      List<IpAddress> instances = context.addresses().instances(one.gateway());
      for (int i = 0; i < instances.size(); i++) {
        peers.add(instance(one, i, instances.get(i), link, vnets, shutdown));
      }
    }
    return new BgpSpeaker(
        vrf,
        CircuitPeering.MICROSOFT_ASN,
        peering.microsoftAddress(link),
        BgpSpeaker.Options.GATEWAY,
        services.networks(peering),
        List.of(),
        List.of(),
        peers,
        BgpSpeaker.Install.ALL,
        peering.origin());
  }

  /** R127, R135, R161: nothing runs until both sides have done their part. */
  private static List<String> idle(ExpressRouteCircuit circuit, CircuitPeering peering) {
    List<String> causes = new ArrayList<>();
    if (!circuit.isProvisioned()) {
      causes.add("the circuit \"" + circuit.name() + "\" is not provisioned");
    }
    if (peering.state() == CircuitPeeringState.DISABLED) {
      causes.add("the peering " + peering.type().azureName() + " is disabled");
    }
    if (peering.publicPrefixesState() == AdvertisedPrefixesState.VALIDATION_NEEDED) {
      causes.add("the advertised public prefixes are not validated");
    }
    return causes;
  }

  /** The session with the customer (R132, R133, R136–R141). */
  private BgpPeer customer(
      ExpressRouteCircuit circuit, CircuitPeering peering, CircuitLink link, boolean shutdown) {
    boolean isPrivate = peering.type() == CircuitPeeringType.AZURE_PRIVATE;
    Origin origin = peering.origin();
    String key = peering.sharedKey();
    int limit =
        !isPrivate
            ? LIMIT_PUBLIC
            : circuit.tier() == CircuitTier.PREMIUM ? LIMIT_PRIVATE_PREMIUM : LIMIT_PRIVATE;
    RoutePolicy imports =
        isPrivate
            ? GatewayPolicies.edgeImportFromCustomer(origin)
            : GatewayPolicies.edgeImportPublic(peering.publicPrefixes(), origin);
    RoutePolicy exports =
        isPrivate ? RoutePolicy.permitAll("to the customer", origin) : services.exports(peering);
    return new BgpPeer(
        peering.customerAddress(link),
        peering.peerAsn(),
        null,
        new BgpPeer.Transport(
            peering.microsoftAddress(link),
            null,
            1,
            true,
            key == null ? new Secret.NotPrinted() : new Secret.Known(key),
            true,
            shutdown,
            Timers.BGP.withBfd(Duration.ofMillis(300), 3)),
        List.of(
            BgpPeer.Family.ipv4(List.of(imports), List.of(exports))
                .withPrefixLimit(limit)
                // R141, R266: private ASNs are removed. ASSUMPTION(A-043): the customer's own stays
                // in a path, so that the route is dropped there; every published path has others,
                // and routers whose documents speak of the case keep the neighbour's.
                .withAsPath(BgpPeer.RemovePrivate.ALL, ANY_OWN_AS, false)),
        null,
        origin);
  }

  /** A session with an instance of a gateway (R142, R145, R265). */
  private BgpPeer instance(
      Attached one,
      int index,
      IpAddress address,
      CircuitLink link,
      List<Attached> all,
      boolean shutdown) {
    Connection.ExpressRoute connection = one.connection().connection();
    Origin origin = connection.origin();
    return new BgpPeer(
        address,
        GatewayBgp.DEFAULT_ASN,
        null,
        BgpPeer.Transport.multihop(MULTIHOP)
            .from(one.connection().endpoint(link), null)
            .withShutdown(shutdown),
        List.of(
            BgpPeer.Family.ipv4(
                    List.of(imports(one)),
                    List.of(
                        GatewayPolicies.edgeExportToGateway(
                            refused(one, all),
                            context.addresses().instances(one.gateway()),
                            origin),
                        GatewayPolicies.withoutGlobalReach(origin)))
                .withPrefixLimit(LIMIT_FROM_GATEWAY)
                // R265: the gateways' common ASN becomes 12076, so that they accept the path.
                .withAsPath(BgpPeer.RemovePrivate.NO, ANY_OWN_AS, true)),
        context.names().instance(one.gateway(), index),
        origin);
  }

  private RoutePolicy imports(Attached one) {
    Connection.ExpressRoute connection = one.connection().connection();
    return connection.gatewayBypass()
        ? GatewayPolicies.edgeImportWithFastPath(
            context.vnetOf(one.gateway()).addressSpace(),
            ExpressRouteGatewayCompiler.fastPathAddress(context, one.gateway()),
            connection.origin())
        : RoutePolicy.permitAll("from the gateway", connection.origin());
  }

  /** R145: ranges of the other VNets on this circuit that a gateway must not learn. */
  private List<Prefix> refused(Attached one, List<Attached> all) {
    List<Prefix> refused = new ArrayList<>();
    for (Attached other : all) {
      boolean isOther = !other.gateway().id().equals(one.gateway().id());
      if (isOther && !(allowsRemote(one.gateway()) && allowsRemote(other.gateway()))) {
        context.reach().advertised(context.vnetOf(other.gateway())).stream()
            .map(GatewayReach.Range::prefix)
            .forEach(refused::add);
      }
    }
    return refused.stream().distinct().toList();
  }

  /** R145: a stated flag counts; otherwise on in the seed era and off today. */
  private boolean allowsRemote(VirtualNetworkGateway gateway) {
    Boolean stated = gateway.allowRemoteVnetTraffic();
    return stated != null ? stated : context.profile() == Profile.SEED_ERA;
  }

  private void nameConnection(ExpressRouteCircuit circuit, Attached one) {
    Connection.ExpressRoute connection = one.connection().connection();
    String name = context.names().connection(connection.id());
    List<AzureNames.EdgeName> edges = new ArrayList<>();
    for (CircuitLink link : CircuitLink.values()) {
      edges.add(
          new AzureNames.EdgeName(
              context.names().circuit(circuit.id()),
              link,
              new InterfaceRef(context.names().edgeRouter(circuit, link), name),
              one.connection().endpoint(link)));
    }
    parts.names.connection(
        new AzureNames.ConnectionName(
            name, connection.id(), context.names().gateway(one.gateway().id()), List.of(), edges));
  }
}
