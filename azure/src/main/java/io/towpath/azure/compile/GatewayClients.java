package io.towpath.azure.compile;

import io.towpath.azure.client.PointToSiteClient;
import io.towpath.azure.resource.Connection;
import io.towpath.azure.resource.LocalNetworkGateway;
import io.towpath.azure.resource.PointToSite;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.net.Finding;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceRef;
import io.towpath.network.NextHop;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.network.Route;
import io.towpath.network.RouteClass;
import io.towpath.network.Segment;
import io.towpath.network.Vrf;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Point-to-site clients of one VPN gateway (R276). The pool is a route of the gateway, with two
 * instances one half of it at each; a client is a node behind the instance that has its address,
 * and has no other way than the prefixes that it was given.
 */
final class GatewayClients {
  /** Interface of an instance for addresses of the pool that no known client has. */
  private static final String POOL = "clients";

  private static final String TUNNEL = "vpn";
  private static final int MOST_BITS = 32;

  private final AzureContext context;
  private final VirtualNetworkGateway gateway;

  GatewayClients(AzureContext context, VirtualNetworkGateway gateway) {
    this.context = context;
    this.gateway = gateway;
  }

  /** A client at its instance. */
  private record Placed(PointToSiteClient client, int instance, IpAddress address) {}

  /** R276: what an instance's clients have their addresses from. */
  List<Prefix> pool(int instance) {
    PointToSite clients = gateway.pointToSite();
    if (clients == null) {
      return List.of();
    }
    return gateway.activeActive()
        ? clients.pool().stream().flatMap(prefix -> half(prefix, instance).stream()).toList()
        : clients.pool();
  }

  /** The pools as a whole and as the instances have them, each once. */
  List<Prefix> pools() {
    PointToSite clients = gateway.pointToSite();
    return clients == null
        ? List.of()
        : Stream.of(clients.pool(), pool(0), pool(1)).flatMap(List::stream).distinct().toList();
  }

  private static List<Prefix> half(Prefix prefix, int instance) {
    int length = prefix.length() + 1;
    if (length > 32) {
      return instance == 0 ? List.of(prefix) : List.of();
    }
    IpAddress first = prefix.network();
    return List.of(new Prefix(instance == 0 ? first : first.plus(1L << (32 - length)), length));
  }

  /** Routes of an instance to its pool and its clients. */
  List<Route> routes(int instance) {
    List<Route> routes = new ArrayList<>();
    for (Prefix prefix : pool(instance)) {
      routes.add(
          Route.of(
              prefix, AzureRouteClass.CLIENTS, new NextHop.Attached(POOL, null), gateway.origin()));
    }
    for (Placed placed : at(instance)) {
      routes.add(
          Route.of(
              Prefix.host(placed.address()),
              AzureRouteClass.PORT,
              new NextHop.Attached(toward(placed), null),
              placed.client().origin()));
    }
    return routes;
  }

  /** Interfaces of an instance to its clients. */
  List<Interface> interfaces(int instance) {
    List<Interface> interfaces = new ArrayList<>();
    if (!pool(instance).isEmpty()) {
      interfaces.add(tunnel(POOL, gateway.origin()).build());
    }
    for (Placed placed : at(instance)) {
      interfaces.add(tunnel(toward(placed), placed.client().origin()).answersAllArp(true).build());
    }
    return interfaces;
  }

  private static String toward(Placed placed) {
    return "client " + placed.client().name();
  }

  private static Interface.Builder tunnel(String name, Origin origin) {
    return Interface.named(name, Vrf.DEFAULT, origin)
        .unnumbered(GatewayPort.NAME)
        .mtu(1400) // R139
        .sendsUnreachables(false);
  }

  /** Writes the clients of an instance, and the lines to them. */
  void compile(FragmentParts parts, int instance, String node) {
    for (Placed placed : at(instance)) {
      PointToSiteClient client = placed.client();
      parts.fragment.nodes.add(
          Node.named(client.name(), NodeKind.SERVER, client.origin())
              .forwards(false)
              .windows(client.windows())
              .vrfs(List.of(Vrf.router(Vrf.DEFAULT, routesOf(client), client.origin())))
              .interfaces(
                  List.of(
                      Interface.named(TUNNEL, Vrf.DEFAULT, client.origin())
                          .address(placed.address(), 32)
                          .build()))
              .sites(List.of(client.name()))
              .build());
      parts.fragment.segments.add(
          new Segment(
              client.name() + " p2s",
              List.of(
                  new InterfaceRef(client.name(), TUNNEL), new InterfaceRef(node, toward(placed))),
              null,
              client.origin()));
    }
  }

  /**
   * What the profile of a client routes into the tunnel: the VNet, the peers that use its gateways,
   * custom routes; other systems than Windows are given the sites of the gateway too.
   */
  private List<Route> routesOf(PointToSiteClient client) {
    VirtualNetwork vnet = context.vnetOf(gateway);
    Set<Prefix> prefixes = new LinkedHashSet<>(vnet.addressSpace());
    context.reach().spokesOf(vnet).forEach(spoke -> prefixes.addAll(spoke.addressSpace()));
    PointToSite settings = gateway.pointToSite();
    if (settings != null) {
      prefixes.addAll(settings.pool());
      prefixes.addAll(settings.customRoutes());
    }
    if (!client.windows()) {
      context.resources().connectionsOf(gateway).forEach(c -> prefixes.addAll(behind(c)));
    }
    prefixes.addAll(client.routes());
    return prefixes.stream()
        .map(
            prefix ->
                Route.of(
                    prefix, RouteClass.STATIC, new NextHop.Attached(TUNNEL, null), client.origin()))
        .toList();
  }

  private List<Prefix> behind(Connection connection) {
    return switch (connection) {
      case Connection.Ipsec site ->
          context
              .resources()
              .localNetworkGateway(site.localNetworkGateway())
              .map(LocalNetworkGateway::addressPrefixes)
              .orElse(List.of());
      case Connection.VnetToVnet link ->
          context
              .resources()
              .gateway(link.remoteGateway())
              .flatMap(context.resources()::vnetOf)
              .map(VirtualNetwork::addressSpace)
              .orElse(List.of());
      // R180: no transit between clients and ExpressRoute.
      case Connection.ExpressRoute _ -> List.of();
    };
  }

  private List<Placed> at(int instance) {
    return placed().stream().filter(placed -> placed.instance() == instance).toList();
  }

  private List<PointToSiteClient> clients() {
    String name = context.names().gateway(gateway.id());
    return context.clients().stream()
        .filter(client -> client.gateway().equalsIgnoreCase(name))
        .toList();
  }

  /**
   * ASSUMPTION(A-004): a client whose address nobody states has the first free one after the first
   * two of the pool, at the first instance. With an active-standby gateway clients end at the first
   * instance; that they call again after a failover is not shown.
   */
  private List<Placed> placed() {
    List<Placed> placed = new ArrayList<>();
    Set<IpAddress> taken = new HashSet<>();
    clients().forEach(client -> add(taken, client.address()));
    Iterator<IpAddress> free = free();
    for (PointToSiteClient client : clients()) {
      IpAddress stated = client.address();
      if (stated != null) {
        boolean second =
            gateway.activeActive() && pool(1).stream().anyMatch(prefix -> prefix.contains(stated));
        int instance = second ? 1 : 0;
        placed.add(new Placed(client, instance, stated));
      } else {
        while (free.hasNext()) {
          IpAddress address = free.next();
          if (taken.add(address)) {
            placed.add(new Placed(client, 0, address));
            break;
          }
        }
      }
    }
    return placed;
  }

  /** The addresses of the first instance's pools, without the first two of each. */
  private Iterator<IpAddress> free() {
    return pool(0).stream()
        .filter(prefix -> prefix.length() <= MOST_BITS)
        .flatMap(
            prefix ->
                LongStream.range(2, 1L << (MOST_BITS - prefix.length()))
                    .mapToObj(n -> prefix.network().plus(n)))
        .iterator();
  }

  private static void add(Set<IpAddress> taken, @Nullable IpAddress address) {
    if (address != null) {
      taken.add(address);
    }
  }

  /** Clients of gateways that are not there, addresses outside their pool, and full pools. */
  static void check(AzureContext context, FragmentParts parts) {
    Map<String, VirtualNetworkGateway> gateways = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (VirtualNetworkGateway gateway : context.resources().virtualNetworkGateways().values()) {
      gateways.putIfAbsent(context.names().gateway(gateway.id()), gateway);
    }
    Map<String, VirtualNetworkGateway> used = new TreeMap<>();
    for (PointToSiteClient client : context.clients()) {
      VirtualNetworkGateway gateway = gateways.get(client.gateway());
      PointToSite settings = gateway == null ? null : gateway.pointToSite();
      IpAddress address = client.address();
      if (gateway == null || settings == null) {
        refuse(
            parts,
            client,
            gateway == null
                ? "there is no gateway \"" + client.gateway() + "\""
                : "the gateway \"" + client.gateway() + "\" has no vpnClientAddressPool");
      } else if (address != null
          && settings.pool().stream().noneMatch(prefix -> prefix.contains(address))) {
        refuse(parts, client, address + " is not in its gateway's pool " + settings.pool());
      } else {
        used.putIfAbsent(context.names().gateway(gateway.id()), gateway);
      }
    }
    used.values().forEach(gateway -> new GatewayClients(context, gateway).checkRoom(parts));
  }

  private void checkRoom(FragmentParts parts) {
    Set<String> places = new HashSet<>();
    placed().forEach(placed -> places.add(placed.client().name()));
    for (PointToSiteClient client : clients()) {
      if (!places.contains(client.name())) {
        refuse(parts, client, "its gateway's pool " + pool(0) + " has no free address");
      }
    }
  }

  private static void refuse(FragmentParts parts, PointToSiteClient client, String problem) {
    parts.fragment.findings.add(
        Finding.error(
                "TP2810",
                client.origin(),
                "The client \"" + client.name() + "\" cannot connect: " + problem + ".",
                "Name a VPN gateway with point-to-site, and an address of its pool or none.")
            .byRule("R276"));
  }
}
