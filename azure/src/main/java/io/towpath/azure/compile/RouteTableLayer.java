package io.towpath.azure.compile;

import io.towpath.azure.resource.Peering;
import io.towpath.azure.resource.RouteTable;
import io.towpath.azure.resource.UserDefinedRoute;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.net.IpAddress;
import io.towpath.network.NextHop;
import io.towpath.network.Route;
import io.towpath.network.RouteLayer;
import io.towpath.network.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** User-defined routes as the subnets of one VNet see them (R50–R58). */
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
    for (UserDefinedRoute route : table.routes()) {
      switch (route.nextHopType()) {
        case VIRTUAL_APPLIANCE ->
            routes.add(route(route, AzureRouteClass.USER_APPLIANCE, appliance(route, vnet)));
        case VNET_LOCAL ->
            routes.add(
                route(
                    route,
                    AzureRouteClass.USER_VNET,
                    new NextHop.Deliver(
                        context.names().vnet(vnet), null, Shown.type("VnetLocal"))));
        case INTERNET ->
            routes.add(
                route(
                    route,
                    AzureRouteClass.USER_INTERNET,
                    new NextHop.Internet(
                        context.names().internetPort(vnet), Shown.type("Internet"))));
        case NONE ->
            routes.add(
                route(
                    route,
                    AzureRouteClass.USER_NONE,
                    new NextHop.Discard(true, Shown.type("None"))));
        case VIRTUAL_NETWORK_GATEWAY ->
            gateway(vnet)
                .forEach(hop -> routes.add(route(route, AzureRouteClass.USER_GATEWAY, hop)));
      }
    }
    parts.fragment.layers.add(new RouteLayer(context.names().tableLayer(table.id(), vnet), routes));
  }

  private static Route route(UserDefinedRoute route, String routeClass, NextHop nextHop) {
    return new Route(
        route.addressPrefix(), routeClass, nextHop, 0, 0, 0, route.name(), null, route.origin());
  }

  /** R52: the address of a NIC in the own VNet or a directly peered one; else packets are lost. */
  private NextHop appliance(UserDefinedRoute route, VirtualNetwork vnet) {
    IpAddress address = route.nextHopIpAddress();
    Shown shown =
        new Shown(
            "VirtualAppliance", address == null ? List.of() : List.of(address.toString()), false);
    String domain = address == null ? null : domainOf(address, vnet);
    if (address == null || domain == null) {
      return new NextHop.Discard(true, shown);
    }
    return new NextHop.Port(domain, address, shown);
  }

  private @Nullable String domainOf(IpAddress address, VirtualNetwork vnet) {
    if (holds(vnet, address)) {
      return context.names().vnet(vnet);
    }
    for (Peering half : vnet.peerings()) {
      Optional<VirtualNetwork> remote = context.resources().vnet(half.remoteVirtualNetwork());
      if (context.resources().isConnected(half)
          && remote.isPresent()
          && holds(remote.get(), address)) {
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
