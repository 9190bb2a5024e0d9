package io.towpath.azure.compile;

import io.towpath.azure.resource.Connection;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.Group;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceRef;
import io.towpath.network.LinkKind;
import io.towpath.network.NatRule;
import io.towpath.network.NextHop;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.network.OpenEnd;
import io.towpath.network.Route;
import io.towpath.network.RouteClass;
import io.towpath.network.RouteExchange;
import io.towpath.network.Shown;
import io.towpath.network.Timers;
import io.towpath.network.TunnelEnd;
import io.towpath.network.Vrf;
import io.towpath.network.VrfRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A VPN gateway as two nodes, one for each instance (R83, R84).
 *
 * <p>An instance has two tables: the inner one with a port in GatewaySubnet, the tunnels and BGP,
 * and the underlay with the public address. Active-active instances both work; of active-standby
 * ones the second is dormant until the first fails, and then answers for the same BGP and public
 * address.
 */
final class VpnGatewayCompiler {
  private static final String BGP_INTERFACE = "bgp";
  private static final String PUBLIC_INTERFACE = "public";

  /** R83: an unplanned failover takes about a minute, at worst one and a half. */
  private static final Timers FAILOVER =
      new Timers(Duration.ofSeconds(90), Duration.ofSeconds(15), Duration.ofSeconds(15), null, 0);

  private final AzureContext context;
  private final FragmentParts parts;

  VpnGatewayCompiler(AzureContext context, FragmentParts parts) {
    this.context = context;
    this.parts = parts;
  }

  /** Where the fabric sends what a route hands to a VPN gateway (R54). */
  static List<NextHop> reachedFromFabric(AzureContext context, VirtualNetworkGateway gateway) {
    String domain = context.names().vnet(context.vnetOf(gateway));
    if (!gateway.activeActive()) {
      return List.of(
          new NextHop.ToGroup(
              context.names().gateway(gateway.id()), shown(shownAddress(context, gateway, 0))));
    }
    List<NextHop> hops = new ArrayList<>();
    List<IpAddress> instances = context.addresses().instances(gateway);
    for (int i = 0; i < instances.size(); i++) {
      hops.add(
          new NextHop.Port(domain, instances.get(i), shown(shownAddress(context, gateway, i))));
    }
    return hops;
  }

  private static Shown shown(String address) {
    return new Shown(
        "VirtualNetworkGateway", address.isEmpty() ? List.of() : List.of(address), false);
  }

  /** R267: the public address of a single gateway, the BGP address of an active-active instance. */
  private static String shownAddress(
      AzureContext context, VirtualNetworkGateway gateway, int instance) {
    IpAddress address =
        gateway.activeActive()
            ? context.addresses().bgp(gateway, instance)
            : context.addresses().publicOf(gateway, 0);
    return address == null ? "" : address.toString();
  }

  /** Writes both instances with everything around them. */
  void compile(VirtualNetworkGateway gateway) {
    List<VpnTunnels.Tunnel> tunnels = VpnTunnels.of(context, gateway);
    List<AzureNames.Instance> instances = new ArrayList<>();
    for (int i = 0; i < context.addresses().instances(gateway).size(); i++) {
      instances.add(instance(gateway, i, tunnels));
    }
    if (!gateway.activeActive()) {
      standby(gateway, instances);
    }
    parts.names.gateway(
        new AzureNames.GatewayName(
            context.names().gateway(gateway.id()),
            gateway.id(),
            new VrfRef(context.names().fabric(), context.names().subnet(context.subnetOf(gateway))),
            gateway.activeActive(),
            instances));
    nameConnections(gateway, tunnels, instances.size());
  }

  private AzureNames.Instance instance(
      VirtualNetworkGateway gateway, int index, List<VpnTunnels.Tunnel> tunnels) {
    String name = context.names().instance(gateway, index);
    IpAddress address = context.addresses().instances(gateway).get(index);
    IpAddress publicAddress = context.addresses().publicOf(gateway, index);
    VpnSpeaker bgp = new VpnSpeaker(context, gateway, index);
    List<IpAddress> owned = new ArrayList<>(List.of(address));
    if (!owned.contains(bgp.address())) {
      owned.add(bgp.address());
    }
    GatewayPlace place = context.placeOf(gateway);
    GatewayPort.attach(context, parts, place, name, owned);

    List<Route> inner = new ArrayList<>(GatewayPort.routes(context, place));
    List<TunnelEnd> ends = new ArrayList<>();
    GatewayTranslations translations = new GatewayTranslations(gateway, index);
    List<VpnTunnels.Tunnel> seen = tunnels.stream().map(translations::seen).toList();
    List<NatRule> nat = new ArrayList<>();
    GatewayClients clients = new GatewayClients(context, gateway);
    inner.addAll(clients.routes(index));
    clients.compile(parts, index, name);
    if (publicAddress == null) {
      noPublicAddress(gateway, name);
    } else {
      for (VpnTunnels.Tunnel tunnel : seen) {
        nat.addAll(translations.at(tunnel));
        inner.addAll(VpnTunnels.routes(tunnel));
        ends.add(VpnTunnels.end(context, gateway, tunnel, publicAddress));
      }
    }
    parts.fragment.nodes.add(
        Node.named(name, NodeKind.GATEWAY, gateway.origin())
            .vrfs(List.of(Vrf.router(Vrf.DEFAULT, inner, gateway.origin()), underlay(gateway)))
            .interfaces(
                Stream.concat(
                        interfaces(gateway, bgp, address, publicAddress, ends).stream(),
                        clients.interfaces(index).stream())
                    .toList())
            .bgp(List.of(bgp.speaker(seen)))
            .tunnels(ends)
            .nat(nat)
            .hops(AzureHopProfiles.vpnGateway(context.profile()))
            .sites(place.sitesOf(name))
            .build());
    if (publicAddress != null) {
      parts.publicEnds.add(
          new OpenEnd(
              context.names().publicDomain(),
              new InterfaceRef(name, PUBLIC_INTERFACE),
              "R104",
              gateway.origin()));
    }
    exchange(
        gateway,
        index,
        name,
        address,
        VpnSpeaker.hiddenFromExpressRoute(context, gateway, tunnels));
    parts.affected.add(gateway.id(), name);
    return new AzureNames.Instance(
        name, new VrfRef(name, Vrf.DEFAULT), address, bgp.address(), publicAddress);
  }

  private static Vrf underlay(VirtualNetworkGateway gateway) {
    return Vrf.router(
        VpnTunnels.UNDERLAY,
        List.of(
            Route.of(
                Prefix.DEFAULT_IPV4,
                RouteClass.STATIC,
                new NextHop.Internet(PUBLIC_INTERFACE, null),
                gateway.origin())),
        gateway.origin());
  }

  private static List<Interface> interfaces(
      VirtualNetworkGateway gateway,
      VpnSpeaker bgp,
      IpAddress address,
      @Nullable IpAddress publicAddress,
      List<TunnelEnd> ends) {
    List<Interface> interfaces = new ArrayList<>();
    interfaces.add(GatewayPort.instanceSide(gateway.origin()).address(address, 32).build());
    boolean separate = !bgp.address().equals(address);
    if (separate) {
      interfaces.add(loopback(gateway, BGP_INTERFACE, bgp.address()));
    }
    for (IpAddress custom : bgp.customAddresses()) {
      interfaces.add(loopback(gateway, BGP_INTERFACE + " " + custom, custom));
    }
    if (publicAddress != null) {
      interfaces.add(
          Interface.named(PUBLIC_INTERFACE, VpnTunnels.UNDERLAY, gateway.origin())
              .address(publicAddress, 32)
              .sendsUnreachables(false)
              .build());
    }
    for (TunnelEnd end : ends) {
      interfaces.add(
          Interface.named(end.iface(), Vrf.DEFAULT, end.origin())
              .link(LinkKind.TUNNEL)
              .unnumbered(separate ? BGP_INTERFACE : GatewayPort.NAME)
              .mtu(1400) // R139
              .sendsUnreachables(false)
              .build());
    }
    return interfaces;
  }

  private static Interface loopback(VirtualNetworkGateway gateway, String name, IpAddress address) {
    return Interface.named(name, Vrf.DEFAULT, gateway.origin())
        .address(address, 32)
        .sendsUnreachables(false)
        .build();
  }

  /**
   * R36, R38, R267: behind ExpressRoute, shortest AS path first, the instance as next hop. Beside a
   * Route Server that fills the tables this is for GatewaySubnet alone. An ExpressRoute gateway
   * with which it speaks iBGP fills them with what it was told, which is no host route to a BGP
   * peer.
   */
  private void exchange(
      VirtualNetworkGateway gateway,
      int index,
      String node,
      IpAddress address,
      List<Prefix> hidden) {
    VirtualNetwork vnet = context.vnetOf(gateway);
    boolean alone = context.reach().exchangeOf(vnet).isEmpty();
    String layer =
        alone ? context.names().gatewayLayer(vnet) : context.names().ownTunnelLayer(vnet);
    String shown = shownAddress(context, gateway, index);
    if (gateway.pointToSite() != null) {
      // R276: a pool is programmed by the gateway itself, Route Server or not.
      parts.fragment.exchanges.add(
          new RouteExchange(
              node + " clients into " + context.names().gatewayLayer(vnet),
              new VrfRef(node, Vrf.DEFAULT),
              List.of(AzureRouteClass.CLIENTS),
              null,
              context.names().gatewayLayer(vnet),
              AzureRouteClass.GATEWAY,
              LearnedRank.other(context, vnet),
              new RouteExchange.NextHopRule.SourcePort(context.names().vnet(vnet), address),
              new RouteExchange.ShownRule(
                  "VirtualNetworkGateway", shown.isEmpty() ? null : shown, false),
              gateway.origin()));
    }
    parts.fragment.exchanges.add(
        new RouteExchange(
            node + " into " + layer,
            new VrfRef(node, Vrf.DEFAULT),
            List.of(RouteClass.BGP, RouteClass.STATIC),
            hidden.isEmpty() ? null : GatewayPolicies.withoutHostRoutes(hidden, gateway.origin()),
            layer,
            alone ? AzureRouteClass.GATEWAY : AzureRouteClass.OWN_TUNNEL,
            LearnedRank.other(context, vnet),
            new RouteExchange.NextHopRule.SourcePort(context.names().vnet(vnet), address),
            new RouteExchange.ShownRule(
                "VirtualNetworkGateway", shown.isEmpty() ? null : shown, false),
            gateway.origin()));
  }

  /** R83: one serves; BGP and public address move to the other if it fails. */
  private void standby(VirtualNetworkGateway gateway, List<AzureNames.Instance> instances) {
    String name = context.names().gateway(gateway.id());
    String domain = context.names().vnet(context.vnetOf(gateway));
    AzureNames.Instance first = instances.getFirst();
    parts.fragment.groups.add(
        group(gateway, name, first.bgpAddress(), domain, GatewayPort.NAME, instances, true));
    if (first.publicAddress() != null) {
      parts.fragment.groups.add(
          group(
              gateway,
              name + " public",
              first.publicAddress(),
              context.names().publicDomain(),
              PUBLIC_INTERFACE,
              instances,
              false));
    }
  }

  private static Group group(
      VirtualNetworkGateway gateway,
      String name,
      IpAddress address,
      String domain,
      String member,
      List<AzureNames.Instance> instances,
      boolean dormant) {
    List<Group.Member> members = new ArrayList<>();
    int priority = 100;
    for (AzureNames.Instance instance : instances) {
      members.add(
          new Group.Member(
              new InterfaceRef(instance.node(), member),
              priority--,
              new Group.Health.InterfaceUp()));
    }
    return new Group(
        name,
        address,
        domain,
        members,
        Group.Choice.FIRST_HEALTHY,
        false,
        dormant,
        FAILOVER,
        gateway.origin());
  }

  private void noPublicAddress(VirtualNetworkGateway gateway, String node) {
    parts.fragment.findings.add(
        CompilationKinds.INSTANCE_WITHOUT_PUBLIC_ADDRESS
            .at(
                gateway.origin(),
                "The VPN gateway instance \""
                    + node
                    + "\" has no public address, so it has no tunnels.")
            .affecting(List.of(node)));
  }

  private void nameConnections(
      VirtualNetworkGateway gateway, List<VpnTunnels.Tunnel> tunnels, int instances) {
    for (Connection connection : context.resources().connectionsOf(gateway)) {
      List<AzureNames.TunnelName> ends = new ArrayList<>();
      for (int i = 0; i < instances; i++) {
        for (VpnTunnels.Tunnel tunnel : tunnels) {
          if (tunnel.connection().id().equals(connection.id())) {
            String node = context.names().instance(gateway, i);
            ends.add(new AzureNames.TunnelName(node, tunnel.name(), i));
            parts.affected.add(connection.id(), node);
          }
        }
      }
      parts.names.connection(
          new AzureNames.ConnectionName(
              context.names().connection(connection.id()),
              connection.id(),
              context.names().gateway(gateway.id()),
              ends,
              List.of()));
    }
  }
}
