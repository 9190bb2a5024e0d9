package io.towpath.azure.gotcha;

import io.towpath.azure.resource.NextHopType;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.RouteTable;
import io.towpath.azure.resource.ServiceEndpoint;
import io.towpath.azure.resource.Subnet;
import io.towpath.azure.resource.UserDefinedRoute;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.net.FindingKind;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Route tables that do nothing, hide what they should not, or beat what was paid for. */
final class RouteTableGotchas implements Gotcha {
  private static final FindingKind UNASSOCIATED =
      FindingKind.info(
          "TP2951",
          "R50",
          "Route table that no subnet uses",
          "A route table works only through the subnets that it is associated with. This one has"
              + " routes and no subnet, so none of them is in force.",
          "Associate it with the subnets that it is meant for, or remove it.");

  private static final FindingKind NO_WAY_HOME =
      FindingKind.warning(
          "TP2952",
          "R58",
          "Propagation is off and nothing takes its place",
          "A table with disableBgpRoutePropagation keeps every route of gateways and Route Servers"
              + " out of its subnets, also those of local network gateways. Without a route of its"
              + " own to an appliance or a VPN gateway the machines there reach nothing"
              + " on-premises, while packets from there still arrive.",
          "Set disableBgpRoutePropagation to false, or add a route to the appliance that is to"
              + " carry the traffic.");

  private static final FindingKind WITHOUT_EFFECT =
      FindingKind.info(
          "TP2953",
          "R34",
          "Route that says what the system route says already",
          "A VnetLocal route inside the VNet's own range, which no wider route of the table covers,"
              + " leads where the system route leads.",
          "Remove it, unless it prepares for a wider route that is still to come.");

  private static final FindingKind NAT_GATEWAY =
      FindingKind.warning(
          "TP2959",
          "R218",
          "NAT gateway behind a default route that leads elsewhere",
          "A NAT gateway translates what leaves the subnet straight for the Internet. A default"
              + " route to an appliance, a gateway or nowhere comes first, so the NAT gateway sees"
              + " no packet, and its addresses are not those that the other side sees.",
          "Remove the default route, or the NAT gateway from the subnet.");

  private static final FindingKind ENDPOINTS =
      FindingKind.info(
          "TP2960",
          "R42",
          "Service endpoints pass by the appliance of the default route",
          "A service endpoint puts the service's own prefixes into the subnet, which are longer"
              + " than the default route. Traffic to that service therefore never comes to the"
              + " appliance, which neither filters nor logs it.",
          "Use a private endpoint behind the appliance, or put the service endpoint on the"
              + " appliance's subnet instead.");

  @Override
  public List<FindingKind> kinds() {
    return List.of(UNASSOCIATED, NO_WAY_HOME, WITHOUT_EFFECT, NAT_GATEWAY, ENDPOINTS);
  }

  @Override
  public void check(GotchaContext context) {
    Set<ResourceId> used = new HashSet<>();
    for (VirtualNetwork vnet : context.resources().virtualNetworks().values()) {
      context
          .tablesOf(vnet)
          .forEach(
              (table, subnets) -> {
                used.add(table.id());
                withoutEffect(context, vnet, table);
                subnets.forEach(subnet -> subnet(context, vnet, subnet, table));
              });
    }
    for (RouteTable table : context.resources().routeTables().values()) {
      if (!used.contains(table.id()) && !table.entries().isEmpty()) {
        context.report(
            UNASSOCIATED.at(
                table.origin(), table.id().label() + ": no subnet in the estate uses it."));
      }
    }
  }

  private static void subnet(
      GotchaContext context, VirtualNetwork vnet, Subnet subnet, RouteTable table) {
    if (table.disableBgpRoutePropagation()
        && !subnet.isGatewaySubnet()
        && context.reach().supplierOf(vnet).isPresent()
        && hasWorkload(context, subnet)
        && table.routes().stream().noneMatch(RouteTableGotchas::leadsAway)) {
      context.report(
          NO_WAY_HOME.at(
              subnet.origin(),
              subnet.id().label()
                  + ": its route table \""
                  + table.name()
                  + "\" keeps gateway routes out and has no route to an appliance or gateway."));
    }
    Optional<UserDefinedRoute> defaultRoute = GotchaContext.defaultRoute(table);
    if (defaultRoute.isEmpty() || defaultRoute.get().nextHopType() == NextHopType.INTERNET) {
      return;
    }
    if (subnet.natGateway() != null) {
      context.report(
          NAT_GATEWAY.at(
              subnet.origin(),
              subnet.id().label()
                  + ": its NAT gateway \""
                  + subnet.natGateway().name()
                  + "\" is never reached, because the route \""
                  + defaultRoute.get().name()
                  + "\" takes 0.0.0.0/0."));
    }
    if (!subnet.serviceEndpoints().isEmpty() && defaultRoute.get().nextHopType().isAppliance()) {
      context.report(
          ENDPOINTS.at(
              subnet.origin(),
              subnet.id().label()
                  + ": traffic to "
                  + subnet.serviceEndpoints().stream()
                      .map(ServiceEndpoint::service)
                      .collect(Collectors.joining(", "))
                  + " passes by "
                  + defaultRoute.get().nextHops()
                  + ", the next hop of \""
                  + defaultRoute.get().name()
                  + "\"."));
    }
  }

  /** A subnet of appliances alone is often cut off from learned routes on purpose (R191). */
  private static boolean hasWorkload(GotchaContext context, Subnet subnet) {
    return context.resources().nicsOf(subnet).stream().anyMatch(nic -> !nic.enableIpForwarding());
  }

  private static boolean leadsAway(UserDefinedRoute route) {
    return route.nextHopType().isAppliance()
        || route.nextHopType() == NextHopType.VIRTUAL_NETWORK_GATEWAY;
  }

  /** R34, R35: what the VNet's own range says is overridden by user-defined routes only. */
  private static void withoutEffect(GotchaContext context, VirtualNetwork vnet, RouteTable table) {
    for (UserDefinedRoute route : table.routes()) {
      boolean inside =
          vnet.addressSpace().stream().anyMatch(range -> range.covers(route.addressPrefix()));
      boolean covered =
          table.routes().stream()
              .anyMatch(
                  other ->
                      !other.equals(route) && other.addressPrefix().covers(route.addressPrefix()));
      if (route.nextHopType() == NextHopType.VNET_LOCAL && inside && !covered) {
        context.report(
            WITHOUT_EFFECT.at(
                route.origin(),
                route.id().label()
                    + ": "
                    + route.addressPrefix()
                    + " stays in the VNet \""
                    + vnet.name()
                    + "\" without it too."));
      }
    }
  }
}
