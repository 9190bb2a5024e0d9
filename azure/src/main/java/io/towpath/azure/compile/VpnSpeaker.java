package io.towpath.azure.compile;

import io.towpath.azure.Profile;
import io.towpath.azure.resource.GatewayBgp;
import io.towpath.azure.resource.GatewayReach;
import io.towpath.azure.resource.GatewayType;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.RouteServer;
import io.towpath.azure.resource.TunnelSettings;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.Redistribution;
import io.towpath.network.RouteClass;
import io.towpath.network.RoutePolicy;
import io.towpath.network.Vrf;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** BGP of one instance of a VPN gateway (R87–R98, R263, R268, R269). */
final class VpnSpeaker {
  /** Prefixes accepted from a peer before the session is dropped (R93). */
  static final int PREFIX_LIMIT = 4000;

  private static final int MULTIHOP = 255;

  private final AzureContext context;
  private final VirtualNetworkGateway gateway;
  private final int instance;
  private final List<Prefix> announced;
  private final List<Prefix> advertised;
  private final GatewayTranslations translations;
  private final Origin origin;

  VpnSpeaker(AzureContext context, VirtualNetworkGateway gateway, int instance) {
    this.context = context;
    this.gateway = gateway;
    this.instance = instance;
    this.announced =
        context.reach().announced(context.vnetOf(gateway)).stream()
            .map(GatewayReach.Range::prefix)
            .distinct()
            .toList();
    this.advertised =
        context.reach().advertised(context.vnetOf(gateway)).stream()
            .map(GatewayReach.Range::prefix)
            .distinct()
            .toList();
    this.translations = new GatewayTranslations(gateway, instance);
    this.origin = gateway.origin();
  }

  /** The address from which the instance speaks to peers inside the VNet and over tunnels. */
  IpAddress address() {
    return context.addresses().bgp(gateway, instance);
  }

  BgpSpeaker speaker(List<VpnTunnels.Tunnel> tunnels) {
    List<BgpPeer> peers = new ArrayList<>();
    Set<IpAddress> called = new LinkedHashSet<>();
    Set<Prefix> mapped = new LinkedHashSet<>();
    tunnels.forEach(
        tunnel -> mapped.addAll(translations.announced(tunnel.connection(), advertised)));
    for (VpnTunnels.Tunnel tunnel : tunnels) {
      if (tunnel.peer() != null && called.add(tunnel.peer().address())) {
        peers.add(overTunnel(tunnel, tunnel.peer(), mapped));
      }
    }
    if (gateway.activeActive() && context.addresses().bgp(gateway).size() > 1) {
      peers.add(otherInstance(mapped));
    }
    Optional<RouteServer> exchange = context.reach().exchangeOf(context.vnetOf(gateway));
    if (exchange.isPresent()) {
      peers.addAll(routeServerInstances(exchange.get(), tunnels, mapped));
    } else {
      peers.addAll(expressRouteInstances(tunnels));
    }
    return new BgpSpeaker(
        Vrf.DEFAULT,
        gateway.bgp().asn(),
        address(),
        BgpSpeaker.Options.GATEWAY,
        // R75, R91: announced whatever the table holds.
        networks(exchange.isPresent(), tunnels, mapped),
        List.of(),
        gateway.pointToSite() == null
            ? List.of(redistribution(RouteClass.STATIC))
            : List.of(redistribution(RouteClass.STATIC), redistribution(AzureRouteClass.CLIENTS)),
        peers,
        BgpSpeaker.Install.INTO_TUNNELS,
        origin);
  }

  private Redistribution redistribution(String routeClass) {
    return new Redistribution(
        routeClass, null, null, 1, GatewayPolicies.vpnStatics(origin), origin);
  }

  private List<BgpSpeaker.NetworkStatement> networks(
      boolean besideRouteServer, List<VpnTunnels.Tunnel> tunnels, Set<Prefix> mapped) {
    Set<Prefix> prefixes = new LinkedHashSet<>(advertised);
    prefixes.addAll(mapped);
    List<BgpSpeaker.NetworkStatement> networks = new ArrayList<>();
    for (Prefix prefix : prefixes) {
      networks.add(new BgpSpeaker.NetworkStatement(prefix, null, false, origin));
    }
    if (besideRouteServer
        && tunnels.stream().anyMatch(one -> one.statics().contains(Prefix.DEFAULT_IPV4))) {
      networks.add(
          new BgpSpeaker.NetworkStatement(
              Prefix.DEFAULT_IPV4, GatewayPolicies.defaultOfSite(origin), true, origin));
    }
    return networks;
  }

  /**
   * The local address for a peer: for link-local peers a link-local one, that of the connection
   * before the first of the instance (R88).
   */
  private IpAddress localAddressFor(VpnTunnels.Tunnel tunnel, IpAddress peer) {
    ResourceId own =
        gateway.ipConfigurations().get(configuration(gateway.ipConfigurations().size())).id();
    Stream<IpAddress> ofConnection =
        tunnel.connection().settings().customBgpAddresses().stream()
            .filter(custom -> custom.ipConfiguration().equals(own))
            .map(TunnelSettings.CustomBgpAddress::address);
    return Stream.concat(ofConnection, customAddresses().stream())
        .filter(custom -> new Prefix(custom, 16).contains(peer))
        .findFirst()
        .orElse(address());
  }

  /** The position of this instance's ipConfiguration; both of active-standby share the first. */
  private int configuration(int count) {
    return gateway.activeActive() ? Math.min(instance, count - 1) : 0;
  }

  /** Link-local addresses of this instance (R88). */
  List<IpAddress> customAddresses() {
    List<GatewayBgp.InstanceAddresses> instances = gateway.bgp().instances();
    int index = gateway.activeActive() ? instance : 0;
    return index < instances.size() ? instances.get(index).customAddresses() : List.of();
  }

  private BgpPeer overTunnel(VpnTunnels.Tunnel tunnel, VpnTunnels.Peer peer, Set<Prefix> mapped) {
    IpAddress local = localAddressFor(tunnel, peer.address());
    // R88: with link-local addresses the other side opens.
    boolean opens = local.equals(address());
    return new BgpPeer(
        peer.address(),
        peer.asn(),
        null,
        BgpPeer.Transport.multihop(MULTIHOP).from(local, null).withInitiates(opens),
        List.of(
            BgpPeer.Family.ipv4(imports(tunnel), exports(tunnel, peer, local, mapped))
                .withPrefixLimit(PREFIX_LIMIT)
                .withTranslations(translations.learned(tunnel.connection()))),
        tunnel.name(),
        tunnel.connection().origin());
  }

  private List<RoutePolicy> imports(VpnTunnels.Tunnel tunnel) {
    List<RoutePolicy> imports = new ArrayList<>();
    imports.add(GatewayPolicies.vpnImport(announced, origin));
    if (translations.translatesSite(tunnel.connection())) {
      // ASSUMPTION(A-002): the next hop that a site writes is an address of its own; only the
      // translated one leads back to it.
      imports.add(GatewayPolicies.nextHopIsPeer(origin));
    }
    return imports;
  }

  private List<RoutePolicy> exports(
      VpnTunnels.Tunnel tunnel, VpnTunnels.Peer peer, IpAddress local, Set<Prefix> mapped) {
    List<RoutePolicy> exports = new ArrayList<>();
    Set<Prefix> withheld = new LinkedHashSet<>(mapped);
    translations.announced(tunnel.connection(), advertised).forEach(withheld::remove);
    withheld.addAll(translations.replaced(tunnel.connection(), advertised));
    exports.addAll(withholding(withheld));
    exports.add(GatewayPolicies.vpnExport(peer.address(), peer.asn(), tunnel.statics(), origin));
    IpAddress seen = translations.asSeenBySite(tunnel.connection(), local);
    if (!seen.equals(local)) {
      // ASSUMPTION(A-002): what the site cannot reach is no next hop for it.
      exports.add(GatewayPolicies.nextHop(seen, origin));
    }
    return exports;
  }

  /** R223: external mappings are for the connections of their rules alone. */
  private List<RoutePolicy> withholding(Set<Prefix> prefixes) {
    return prefixes.isEmpty()
        ? List.of()
        : List.of(GatewayPolicies.withholding(List.copyOf(prefixes), origin));
  }

  private BgpPeer otherInstance(Set<Prefix> mapped) {
    int other = 1 - instance;
    return internal(
        context.addresses().bgp(gateway, other),
        BgpPeer.Family.ipv4(
                List.of(GatewayPolicies.vpnImport(announced, origin)), withholding(mapped))
            .withNextHop(BgpPeer.NextHopMode.SELF),
        context.names().instance(gateway, other));
  }

  /** R180, R272: a Route Server that passes routes between branches, by iBGP or eBGP. */
  private List<BgpPeer> routeServerInstances(
      RouteServer server, List<VpnTunnels.Tunnel> tunnels, Set<Prefix> mapped) {
    List<RoutePolicy> exports = new ArrayList<>(withholding(mapped));
    // R180: no transit between clients and ExpressRoute, of whichever instance they are.
    List<Prefix> pools = new GatewayClients(context, gateway).pools();
    if (!pools.isEmpty()) {
      exports.add(GatewayPolicies.withoutClients(pools, origin));
    }
    exports.add(GatewayPolicies.withoutHostRoutes(hostRoutes(tunnels), origin));
    return RouteServerCompiler.sessionsOf(
        context,
        server,
        address(),
        BgpPeer.Family.ipv4(List.of(RouteServerPolicies.gatewayImport(announced, origin)), exports)
            .withNextHop(BgpPeer.NextHopMode.SELF),
        origin);
  }

  /**
   * R268: host routes that stay with the VPN gateway because an ExpressRoute gateway fills the
   * tables with what it was told; none without one, and none in the seed's time.
   */
  static List<Prefix> hiddenFromExpressRoute(
      AzureContext context, VirtualNetworkGateway gateway, List<VpnTunnels.Tunnel> tunnels) {
    return context.profile() == Profile.SEED_ERA || expressRouteBeside(context, gateway).isEmpty()
        ? List.of()
        : hostRoutes(tunnels);
  }

  /** R89, R268: host routes to the BGP peers of some tunnels. */
  private static List<Prefix> hostRoutes(List<VpnTunnels.Tunnel> tunnels) {
    return tunnels.stream()
        .flatMap(tunnel -> Stream.ofNullable(tunnel.peer()))
        .map(peer -> Prefix.host(peer.address()))
        .distinct()
        .toList();
  }

  /** R162: the ExpressRoute gateway that speaks iBGP with a VPN gateway, if the ASNs are equal. */
  private static Optional<VirtualNetworkGateway> expressRouteBeside(
      AzureContext context, VirtualNetworkGateway gateway) {
    return gateway.bgp().asn() == GatewayBgp.DEFAULT_ASN
        ? context.resources().gatewayOf(context.vnetOf(gateway), GatewayType.EXPRESS_ROUTE)
        : Optional.empty();
  }

  /**
   * R92, R163, R268: everything but the host routes to BGP peers, which the seed's time knew; what
   * comes is only listed.
   */
  private List<BgpPeer> expressRouteInstances(List<VpnTunnels.Tunnel> tunnels) {
    Optional<VirtualNetworkGateway> beside = expressRouteBeside(context, gateway);
    if (beside.isEmpty()) {
      return List.of();
    }
    List<Prefix> hidden = hiddenFromExpressRoute(context, gateway, tunnels);
    List<IpAddress> addresses = context.addresses().instances(beside.get());
    List<BgpPeer> peers = new ArrayList<>();
    for (int i = 0; i < addresses.size(); i++) {
      peers.add(
          internal(
              addresses.get(i),
              BgpPeer.Family.ipv4(
                      List.of(
                          GatewayPolicies.vpnImportFromExpressRoute(
                              announced, context.profile(), origin)),
                      hidden.isEmpty()
                          ? List.of()
                          : List.of(GatewayPolicies.withoutHostRoutes(hidden, origin)))
                  .withNextHop(BgpPeer.NextHopMode.SELF),
              context.names().instance(beside.get(), i)));
    }
    return peers;
  }

  private BgpPeer internal(IpAddress peer, BgpPeer.Family family, String label) {
    return new BgpPeer(
        peer,
        gateway.bgp().asn(),
        null,
        BgpPeer.Transport.multihop(MULTIHOP).from(address(), null),
        List.of(family),
        label,
        origin);
  }
}
