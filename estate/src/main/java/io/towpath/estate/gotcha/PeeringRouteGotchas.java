package io.towpath.estate.gotcha;

import io.towpath.azure.compile.AzureNames;
import io.towpath.azure.compile.AzureRouteClass;
import io.towpath.azure.resource.Peering;
import io.towpath.azure.resource.RouteTable;
import io.towpath.azure.resource.Subnet;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.net.AddressFamily;
import io.towpath.net.FindingKind;
import io.towpath.net.Prefix;
import io.towpath.routing.rib.RibRoute;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Peers that a subnet has no route to, because its route table keeps those of peerings out. */
final class PeeringRouteGotchas implements NetworkGotcha {
  private static final FindingKind NO_WAY_TO_PEER =
      FindingKind.warning(
          "TP6134",
          "R296",
          "Peering routes are kept out and nothing takes their place",
          "A table with disablePeeringRoute set to All leaves its subnets without the routes to the"
              + " peers of their VNet. Without a route of its own that leads there, packets to a"
              + " peer meet the reserved ranges, which drop them, or leave for the Internet, while"
              + " packets from the peer still arrive.",
          "Add a route over an appliance in the VNet that covers the peer's range, or set"
              + " disablePeeringRoute to None.");

  @Override
  public List<FindingKind> kinds() {
    return List.of(NO_WAY_TO_PEER);
  }

  @Override
  public void check(NetworkContext context) {
    for (AzureNames.SubnetName name : context.names().subnets().values()) {
      Optional<Subnet> subnet = context.resources().subnet(name.id());
      Optional<VirtualNetwork> vnet = subnet.flatMap(context.resources()::vnetOf);
      Optional<RouteTable> table =
          subnet
              .flatMap(context.resources()::routeTableOf)
              .filter(RouteTable::keepsPeeringRoutesOut);
      if (vnet.isPresent() && table.isPresent() && sends(context, vnet.get(), subnet.get())) {
        check(context, name, vnet.get(), table.get());
      }
    }
  }

  private static boolean sends(NetworkContext context, VirtualNetwork vnet, Subnet subnet) {
    return subnet.isGatewaySubnet()
        ? !context.resources().gatewaysOf(vnet).isEmpty()
        : !context.resources().nicsOf(subnet).isEmpty();
  }

  private static void check(
      NetworkContext context, AzureNames.SubnetName name, VirtualNetwork vnet, RouteTable table) {
    List<RibRoute> active = context.routes(name.vrf()).stream().filter(RibRoute::isActive).toList();
    List<String> lost = new ArrayList<>();
    for (Peering half : vnet.peerings()) {
      if (!context.resources().isConnected(half)) {
        continue;
      }
      for (Prefix range : context.resources().remotePrefixes(half)) {
        if (range.family() == AddressFamily.IPV4 && !isLed(active, range)) {
          lost.add(range + " of \"" + half.remoteVirtualNetwork().name() + "\"");
        }
      }
    }
    if (!lost.isEmpty()) {
      context.report(
          NO_WAY_TO_PEER.at(
              table.origin(),
              "\""
                  + name.name()
                  + "\" has no route to "
                  + lost.getFirst()
                  + NetworkContext.andMore(lost.size() - 1, "range", "ranges")
                  + ": its route table \""
                  + table.name()
                  + "\" keeps peering routes out."));
    }
  }

  /** True if something leads to a part of the range, or a route of the customer's own drops it. */
  private static boolean isLed(List<RibRoute> active, Prefix range) {
    return active.stream().anyMatch(route -> range.covers(route.prefix()) && leads(route))
        || active.stream()
            .filter(route -> route.prefix().covers(range))
            .max(Comparator.comparingInt(route -> route.prefix().length()))
            .filter(PeeringRouteGotchas::leads)
            .isPresent();
  }

  private static boolean leads(RibRoute route) {
    return switch (route.routeClass()) {
      case AzureRouteClass.SYSTEM_NONE, AzureRouteClass.SYSTEM_INTERNET -> false;
      // Private endpoints of the peer are no way to the rest of it.
      case AzureRouteClass.ENDPOINT, AzureRouteClass.ENDPOINT_UNDER_POLICIES -> false;
      case AzureRouteClass.USER_INTERNET -> route.prefix().length() > 0;
      default -> true;
    };
  }
}
