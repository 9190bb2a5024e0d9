package io.towpath.azure.validation;

import io.towpath.azure.assignment.AddressOwners;
import io.towpath.azure.resource.NetworkInterface;
import io.towpath.azure.resource.NextHopType;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.RouteTable;
import io.towpath.azure.resource.ServiceTagRoute;
import io.towpath.azure.resource.Subnet;
import io.towpath.azure.resource.TableRoute;
import io.towpath.azure.resource.UserDefinedRoute;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.azure.resource.VpnType;
import io.towpath.net.FindingKind;
import io.towpath.net.IpAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Route tables and user-defined routes (R41, R50, R52–R54, R296). */
final class RouteTableRules {

  private final RuleContext context;
  private final AddressOwners owners;

  RouteTableRules(RuleContext context) {
    this.context = context;
    this.owners = new AddressOwners(context.resources(), context.addresses());
  }

  void check() {
    context.resources().routeTables().values().forEach(this::samePrefixTwice);
    for (VirtualNetwork vnet : context.resources().virtualNetworks().values()) {
      Set<ResourceId> checked = new HashSet<>();
      for (Subnet subnet : vnet.subnets()) {
        Optional<RouteTable> table = context.resources().routeTableOf(subnet);
        if (table.isPresent()) {
          sameRegionAndSubscription(table.get(), subnet, vnet);
          if (checked.add(table.get().id())) {
            routes(table.get(), vnet);
          }
        }
      }
    }
  }

  private void routes(RouteTable table, VirtualNetwork vnet) {
    for (TableRoute route : table.entries()) {
      switch (route.nextHopType()) {
        case VIRTUAL_APPLIANCE, VIRTUAL_APPLIANCE_ECMP ->
            route.nextHopIpAddresses().forEach(one -> appliance(table, route, one, vnet));
        case VIRTUAL_NETWORK_GATEWAY -> gateway(route, vnet);
        case NONE, VNET_LOCAL, INTERNET -> {}
      }
    }
  }

  /** R41: one route for each prefix, and for each service tag. */
  private void samePrefixTwice(RouteTable table) {
    Map<String, TableRoute> first = new HashMap<>(); // look-ups only
    for (TableRoute route : table.entries()) {
      String destination =
          switch (route) {
            case UserDefinedRoute stated -> stated.addressPrefix().toString();
            case ServiceTagRoute tagged -> tagged.tag().toLowerCase(Locale.ROOT);
          };
      TableRoute other = first.putIfAbsent(destination, route);
      if (other != null) {
        context.refuse(
            "TP2701",
            "R41",
            route.origin(),
            route.id().label()
                + ": the table has a route for "
                + destination
                + " already, \""
                + other.name()
                + "\".",
            "Keep one of the two.");
      }
    }
  }

  /** R50: a table serves subnets of its own region and subscription. */
  private void sameRegionAndSubscription(RouteTable table, Subnet subnet, VirtualNetwork vnet) {
    boolean otherRegion =
        !table.location().isEmpty()
            && !vnet.location().isEmpty()
            && !table.location().equals(vnet.location());
    boolean otherSubscription =
        !table.id().subscription().equalsIgnoreCase(vnet.id().subscription());
    if (otherRegion || otherSubscription) {
      context.refuse(
          "TP2702",
          "R50",
          subnet.origin(),
          subnet.id().label()
              + ": its route table \""
              + table.name()
              + "\" belongs to another "
              + (otherRegion ? "region, " + table.location() : "subscription")
              + ".",
          "Use a table of the VNet's own region and subscription.");
    }
  }

  /** R52, R53: an appliance is an interface nearby that forwards. */
  private void appliance(
      RouteTable table, TableRoute route, IpAddress address, VirtualNetwork vnet) {
    Optional<VirtualNetwork> owner = owners.vnetNear(vnet, address);
    if (owner.isEmpty()) {
      warn(
          ValidationKinds.DISTANT_NEXT_HOP,
          route,
          "its next hop "
              + address
              + " is neither in the VNet \""
              + vnet.name()
              + "\" nor in one peered with it, so "
              + (route.nextHopIpAddresses().size() == 1 ? "the route leads" : "its flows lead")
              + " nowhere");
      return;
    }
    if (table.keepsPeeringRoutesOut() && !owner.get().id().equals(vnet.id())) {
      warn(
          ValidationKinds.NEXT_HOP_BEHIND_A_PEERING,
          route,
          "its next hop "
              + address
              + " is in \""
              + owner.get().name()
              + "\", a peer of \""
              + vnet.name()
              + "\", whose routes the table keeps out");
      return;
    }
    Optional<NetworkInterface> nic = owners.nic(owner.get(), address);
    if (nic.isEmpty() && owners.isGatewayInstance(owner.get(), address)) {
      return; // a VPN gateway used as a router, as seen in published traces
    }
    if (nic.isEmpty()
        && (owners.loadBalancer(owner.get(), address).isPresent()
            || owners.isFirewall(owner.get(), address))) {
      return; // R59
    }
    if (nic.isEmpty()) {
      warn(
          ValidationKinds.NEXT_HOP_OF_NOBODY,
          route,
          "no interface in the estate has its next hop " + address);
    } else if (!nic.get().enableIpForwarding()) {
      warn(
          ValidationKinds.NEXT_HOP_WITHOUT_FORWARDING,
          route,
          "its next hop "
              + address
              + " is \""
              + nic.get().name()
              + "\", which takes only packets of its own");
    }
  }

  /** R54: the gateway of a route is a VPN gateway, alone in its VNet. */
  private void gateway(TableRoute route, VirtualNetwork vnet) {
    List<VirtualNetworkGateway> serving = context.gatewaysServing(vnet);
    boolean expressRoute = serving.stream().anyMatch(gateway -> !gateway.isVpn());
    Optional<VirtualNetworkGateway> vpn =
        serving.stream().filter(VirtualNetworkGateway::isVpn).findFirst();
    if (serving.isEmpty()) {
      warn(
          ValidationKinds.ROUTE_TO_A_MISSING_GATEWAY,
          route,
          "no gateway serves the VNet \"" + vnet.name() + "\", so the route leads nowhere");
    } else if (expressRoute) {
      context.refuse(
          "TP2706",
          "R54",
          route.origin(),
          route.id().label()
              + ": "
              + NextHopType.VIRTUAL_NETWORK_GATEWAY.azureName()
              + " means a VPN gateway that is alone; "
              + (vpn.isPresent()
                  ? "beside \"" + vpn.get().name() + "\" stands an ExpressRoute gateway."
                  : "the VNet \"" + vnet.name() + "\" has an ExpressRoute gateway."),
          "Announce the prefix by BGP instead.");
    } else if (route instanceof UserDefinedRoute stated
        && stated.addressPrefix().length() == 0
        && vpn.isPresent()
        && vpn.get().vpnType() == VpnType.POLICY_BASED) {
      context.refuse(
          "TP2708",
          "R54",
          route.origin(),
          route.id().label()
              + ": a default route needs a route-based gateway, \""
              + vpn.get().name()
              + "\" is policy-based.",
          "Use a route-based gateway.");
    }
  }

  private void warn(FindingKind kind, TableRoute route, String problem) {
    context.report(kind.at(route.origin(), route.id().label() + ": " + problem + "."));
  }
}
