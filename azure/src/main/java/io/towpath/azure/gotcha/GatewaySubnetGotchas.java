package io.towpath.azure.gotcha;

import io.towpath.azure.gotcha.GotchaContext.ApplianceRoute;
import io.towpath.azure.resource.Connection;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.RouteTable;
import io.towpath.azure.resource.Subnet;
import io.towpath.azure.resource.UserDefinedRoute;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.net.FindingKind;
import io.towpath.net.Prefix;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the table of GatewaySubnet must say so that traffic from on-premises meets the appliance.
 */
final class GatewaySubnetGotchas implements Gotcha {
  private static final FindingKind ONE_WAY =
      FindingKind.warning(
          "TP2963",
          "R60",
          "Appliance between spoke and on-premises in one direction only",
          "The spoke's subnets send everything, also to on-premises, to an appliance in the hub."
              + " What comes from on-premises goes from the gateway straight to the spoke, because"
              + " GatewaySubnet has no route for the spoke's range that is at least as long as the"
              + " range. A stateful appliance sees one half of each connection and drops it.",
          "Give GatewaySubnet a route for each range of the spoke, of the same or a longer prefix,"
              + " to the appliance.");

  private static final FindingKind FAST_PATH =
      FindingKind.warning(
          "TP2968",
          "R154",
          "FastPath passes by the appliance of GatewaySubnet",
          "With FastPath what comes over the circuit skips the gateway, and with it the route table"
              + " of GatewaySubnet, except on ExpressRoute Direct. The appliance there does not see"
              + " it.",
          "Switch expressRouteGatewayBypass off, or use ExpressRoute Direct.");

  private static final FindingKind ROUTE_SERVER =
      FindingKind.warning(
          "TP2979",
          "R16",
          "GatewaySubnet leads the gateways' sessions with the Route Server away",
          "Gateways and Route Server speak BGP with each other. A route of GatewaySubnet that"
              + " covers RouteServerSubnet and leads to an appliance takes these packets too, and"
              + " the sessions may not come up.",
          "Add a route for the range of RouteServerSubnet with next hop VnetLocal.");

  @Override
  public List<FindingKind> kinds() {
    return List.of(ONE_WAY, FAST_PATH, ROUTE_SERVER);
  }

  @Override
  public void check(GotchaContext context) {
    Set<ResourceId> told = new HashSet<>();
    context.applianceRoutes().forEach(use -> oneWay(context, use, told));
    for (VirtualNetwork vnet : context.resources().virtualNetworks().values()) {
      GotchaContext.gatewaySubnetOf(vnet)
          .flatMap(context.resources()::routeTableOf)
          .ifPresent(
              table -> {
                fastPath(context, vnet, table);
                routeServer(context, vnet, table);
              });
    }
  }

  /** R58, R60: with propagation off a default route takes what goes on-premises as well. */
  private static void oneWay(GotchaContext context, ApplianceRoute use, Set<ResourceId> told) {
    VirtualNetwork hub = use.home();
    Optional<VirtualNetwork> supplier = context.reach().supplierOf(use.vnet());
    if (!use.table().disableBgpRoutePropagation()
        || !use.route().addressPrefix().equals(Prefix.DEFAULT_IPV4)
        || use.vnet().id().equals(hub.id())
        || supplier.filter(one -> one.id().equals(hub.id())).isEmpty()
        || context.resources().gatewaysOf(hub).stream()
            .allMatch(gateway -> context.resources().connectionsOf(gateway).isEmpty())) {
      return;
    }
    List<Prefix> back =
        GotchaContext.gatewaySubnetOf(hub)
            .flatMap(context.resources()::routeTableOf)
            .map(RouteTable::routes)
            .orElse(List.of())
            .stream()
            .filter(route -> route.nextHopType().isAppliance())
            .map(UserDefinedRoute::addressPrefix)
            .toList();
    for (Subnet subnet : use.subnets()) {
      for (Prefix range : use.vnet().addressSpace()) {
        // R273: the row of the peering has the range of the spoke, and a wider route loses to it.
        boolean returns = back.stream().anyMatch(prefix -> overlapsWithin(prefix, range, subnet));
        if (range.covers(subnet.addressPrefixes().getFirst())
            && !context.resources().nicsOf(subnet).isEmpty()
            && !returns
            && told.add(subnet.id())) {
          context.report(
              ONE_WAY.at(
                  subnet.origin(),
                  subnet.id().label()
                      + ": it reaches on-premises over "
                      + use.route().nextHops()
                      + " in \""
                      + hub.name()
                      + "\", but GatewaySubnet there has no route to an appliance for "
                      + range
                      + "."));
        }
      }
    }
  }

  private static boolean overlapsWithin(Prefix route, Prefix range, Subnet subnet) {
    return range.covers(route)
        && subnet.addressPrefixes().stream().anyMatch(prefix -> prefix.overlaps(route));
  }

  private static void fastPath(GotchaContext context, VirtualNetwork vnet, RouteTable table) {
    Optional<UserDefinedRoute> steered =
        table.routes().stream().filter(route -> route.nextHopType().isAppliance()).findFirst();
    if (steered.isEmpty()) {
      return;
    }
    context.resources().gatewaysOf(vnet).stream()
        .flatMap(gateway -> context.resources().expressRouteConnectionsOf(gateway).stream())
        .filter(Connection.ExpressRoute::gatewayBypass)
        .forEach(
            link ->
                context.report(
                    FAST_PATH.at(
                        link.origin(),
                        link.id().label()
                            + ": what it brings skips the route \""
                            + steered.get().name()
                            + "\" of GatewaySubnet to "
                            + steered.get().nextHops()
                            + ".")));
  }

  private static void routeServer(GotchaContext context, VirtualNetwork vnet, RouteTable table) {
    Optional<Subnet> place =
        context.resources().routeServerOf(vnet).flatMap(context.resources()::subnetOf);
    if (place.isEmpty()) {
      return;
    }
    Prefix range = place.get().addressPrefixes().getFirst();
    UserDefinedRoute longest = null;
    for (UserDefinedRoute route : table.routes()) {
      if (route.addressPrefix().covers(range)
          && (longest == null
              || route.addressPrefix().length() > longest.addressPrefix().length())) {
        longest = route;
      }
    }
    if (longest != null && longest.nextHopType().isAppliance()) {
      context.report(
          ROUTE_SERVER.at(
              longest.origin(),
              longest.id().label()
                  + ": it takes what the gateways send to \""
                  + place.get().id().path()
                  + "\" to "
                  + longest.nextHops()
                  + "."));
    }
  }
}
