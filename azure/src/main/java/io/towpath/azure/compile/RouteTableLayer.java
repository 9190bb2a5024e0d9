package io.towpath.azure.compile;

import io.towpath.azure.resource.NextHopType;
import io.towpath.azure.resource.Peering;
import io.towpath.azure.resource.RouteTable;
import io.towpath.azure.resource.TableRoute;
import io.towpath.azure.resource.UserDefinedRoute;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.NextHop;
import io.towpath.network.Route;
import io.towpath.network.RouteLayer;
import io.towpath.network.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** User-defined routes as the subnets of one VNet see them (R40, R50–R58, R296). */
final class RouteTableLayer {
  private final AzureContext context;
  private final FragmentParts parts;

  RouteTableLayer(AzureContext context, FragmentParts parts) {
    this.context = context;
    this.parts = parts;
  }

  /** Writes the layer of a route table that is associated with subnets of a VNet. */
  void compile(RouteTable table, VirtualNetwork vnet) {
    List<Route> routes = new ArrayList<>();
    // R296. ASSUMPTION(A-046): where peering routes are kept out, an appliance in a peered VNet,
    // which the page rules out, is not reached.
    List<Peering> near = table.keepsPeeringRoutesOut() ? List.of() : vnet.peerings();
    for (UserDefinedRoute route : table.routes()) {
      add(route, List.of(route.addressPrefix()), vnet, near, routes);
    }
    TagRoutes.of(context, table, vnet)
        .forEach((route, prefixes) -> add(route, prefixes, vnet, near, routes));
    parts.fragment.layers.add(new RouteLayer(context.names().tableLayer(table.id(), vnet), routes));
  }

  private void add(
      TableRoute route,
      List<Prefix> prefixes,
      VirtualNetwork vnet,
      List<Peering> near,
      List<Route> routes) {
    List<NextHop> nextHops = nextHops(route, vnet, near);
    String routeClass = routeClass(route.nextHopType());
    for (Prefix prefix : prefixes) {
      for (NextHop nextHop : nextHops) {
        routes.add(
            new Route(prefix, routeClass, nextHop, 0, 0, 0, route.name(), null, route.origin()));
      }
    }
  }

  private static String routeClass(NextHopType type) {
    return switch (type) {
      case VIRTUAL_APPLIANCE, VIRTUAL_APPLIANCE_ECMP -> AzureRouteClass.USER_APPLIANCE;
      case VNET_LOCAL -> AzureRouteClass.USER_VNET;
      case INTERNET -> AzureRouteClass.USER_INTERNET;
      case NONE -> AzureRouteClass.USER_NONE;
      case VIRTUAL_NETWORK_GATEWAY -> AzureRouteClass.USER_GATEWAY;
    };
  }

  private List<NextHop> nextHops(TableRoute route, VirtualNetwork vnet, List<Peering> near) {
    return switch (route.nextHopType()) {
      case VIRTUAL_APPLIANCE, VIRTUAL_APPLIANCE_ECMP ->
          route.nextHopIpAddresses().stream()
              .map(address -> appliance(address, vnet, near))
              .toList();
      case VNET_LOCAL ->
          List.of(new NextHop.Deliver(context.names().vnet(vnet), null, Shown.type("VnetLocal")));
      case INTERNET ->
          List.of(new NextHop.Internet(context.names().internetPort(vnet), Shown.type("Internet")));
      case NONE -> List.of(new NextHop.Discard(true, Shown.type("None")));
      case VIRTUAL_NETWORK_GATEWAY -> gateway(vnet);
    };
  }

  /**
   * R52: the address of a NIC in the own VNet or a directly peered one; else packets are lost, as
   * they are to a front end that the peering does not lead to (R59). Several appliances are shown
   * as the type of one, and nobody asks whether they are alive (R295).
   */
  private NextHop appliance(IpAddress address, VirtualNetwork vnet, List<Peering> near) {
    Shown shown = new Shown("VirtualAppliance", List.of(address.toString()), false);
    // ASSUMPTION(A-045): of several addresses each is held to R52 alone, and keeps its share.
    String domain = domainOf(address, vnet, near);
    return domain == null
        ? new NextHop.Discard(true, shown)
        : new NextHop.Port(domain, address, shown);
  }

  private @Nullable String domainOf(IpAddress address, VirtualNetwork vnet, List<Peering> near) {
    if (holds(vnet, address)) {
      return context.names().vnet(vnet);
    }
    for (Peering half : near) {
      Optional<VirtualNetwork> remote = context.resources().vnet(half.remoteVirtualNetwork());
      if (context.resources().isConnected(half)
          && remote.isPresent()
          && holds(remote.get(), address)
          && !InternalFrontEnds.outOfReach(context, half).contains(address)) {
        return context.names().vnet(remote.get());
      }
    }
    return null;
  }

  private static boolean holds(VirtualNetwork vnet, IpAddress address) {
    return vnet.addressSpace().stream().anyMatch(range -> range.contains(address));
  }

  /** R54: the VPN gateway that serves the VNet; over all instances that serve. */
  private List<NextHop> gateway(VirtualNetwork vnet) {
    Optional<VirtualNetworkGateway> vpn =
        context.reach().gatewaysFor(vnet).stream()
            .filter(VirtualNetworkGateway::isVpn)
            .filter(context::hasPlace)
            .findFirst();
    if (vpn.isEmpty()) {
      return List.of(new NextHop.Discard(true, Shown.type("VirtualNetworkGateway")));
    }
    return VpnGatewayCompiler.reachedFromFabric(context, vpn.get());
  }
}
