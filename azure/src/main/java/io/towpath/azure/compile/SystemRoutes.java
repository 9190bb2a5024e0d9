package io.towpath.azure.compile;

import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.net.AddressFamily;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.NextHop;
import io.towpath.network.Route;
import io.towpath.network.RouteLayer;
import io.towpath.network.Shown;
import java.util.ArrayList;
import java.util.List;

/** The routes with which every subnet of a VNet starts (R23–R25). */
final class SystemRoutes {
  /** Private ranges that are dropped unless something else covers them (R23). */
  static final List<Prefix> RESERVED =
      List.of(
          Prefix.parse("10.0.0.0/8"),
          Prefix.parse("172.16.0.0/12"),
          Prefix.parse("192.168.0.0/16"),
          Prefix.parse("100.64.0.0/10"));

  /** DNS, DHCP and probes; instance metadata (R6). */
  static final List<Prefix> PLATFORM =
      List.of(Prefix.parse("168.63.129.16/32"), Prefix.parse("169.254.169.254/32"));

  private SystemRoutes() {}

  /** The layer that all subnets of a VNet share. */
  static RouteLayer layer(AzureContext context, VirtualNetwork vnet) {
    List<Route> routes = new ArrayList<>(vnetLocal(context, vnet));
    for (Prefix reserved : RESERVED) {
      // R25: a range equal to a reserved one takes its place; inside one, both stay.
      if (!vnet.addressSpace().contains(reserved)) {
        routes.add(
            Route.of(
                reserved,
                AzureRouteClass.SYSTEM_NONE,
                new NextHop.Discard(true, Shown.type("None")),
                Origin.NONE));
      }
    }
    for (Prefix platform : PLATFORM) {
      // The node that leads to the Internet answers for the hosts. ASSUMPTION(A-006): Azure prints
      // no route for these addresses; its next hop tool is taken to name the system route that
      // holds them, whatever the customer's routes say.
      routes.add(
          Route.of(
              platform,
              AzureRouteClass.PLATFORM,
              new NextHop.Internet(context.names().internetPort(vnet), Shown.type("Internet")),
              Origin.NONE));
    }
    routes.add(internet(context, vnet, Prefix.DEFAULT_IPV4));
    if (vnet.addressSpace().stream().anyMatch(p -> p.family() == AddressFamily.IPV6)) {
      routes.add(internet(context, vnet, Prefix.DEFAULT_IPV6));
    }
    return new RouteLayer(context.names().systemLayer(vnet), routes);
  }

  /** One route for each address range, none for subnets. */
  static List<Route> vnetLocal(AzureContext context, VirtualNetwork vnet) {
    List<Route> routes = new ArrayList<>();
    for (Prefix range : vnet.addressSpace()) {
      routes.add(
          Route.of(
              range,
              AzureRouteClass.SYSTEM_VNET,
              new NextHop.Deliver(context.names().vnet(vnet), null, Shown.type("VnetLocal")),
              vnet.origin()));
    }
    return routes;
  }

  /** The platform's route to the Internet. */
  static Route internet(AzureContext context, VirtualNetwork vnet, Prefix all) {
    return Route.of(
        all,
        AzureRouteClass.SYSTEM_INTERNET,
        new NextHop.Internet(context.names().internetPort(vnet), Shown.type("Internet")),
        Origin.NONE);
  }
}
