package io.towpath.azure.validation;

import io.towpath.azure.assignment.Assigned;
import io.towpath.azure.resource.Connection;
import io.towpath.azure.resource.GatewayIpConfiguration;
import io.towpath.azure.resource.GatewayType;
import io.towpath.azure.resource.NetworkInterface;
import io.towpath.azure.resource.NextHopType;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.RouteTable;
import io.towpath.azure.resource.Subnet;
import io.towpath.azure.resource.UserDefinedRoute;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.net.AddressFamily;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The subnet of the gateways (R13–R16, R22, R162). */
final class GatewaySubnetRules {

  private static final int COEXISTENCE_LENGTH = 27;
  private static final int MANY_CIRCUITS = 16;
  private static final int MANY_CIRCUITS_LENGTH = 26;

  private final RuleContext context;

  GatewaySubnetRules(RuleContext context) {
    this.context = context;
  }

  void check() {
    context.resources().virtualNetworkGateways().values().forEach(this::standsInGatewaySubnet);
    for (VirtualNetwork vnet : context.resources().virtualNetworks().values()) {
      oneGatewayOfEachType(vnet);
      for (Subnet subnet : vnet.subnets()) {
        if (subnet.isGatewaySubnet()) {
          onlyGateways(subnet);
          size(subnet, vnet);
          noFilter(subnet);
          routeTable(subnet);
        }
      }
    }
  }

  /** R13: gateways stand in the subnet of that name, all addresses of one in the same. */
  private void standsInGatewaySubnet(VirtualNetworkGateway gateway) {
    for (GatewayIpConfiguration configuration : gateway.ipConfigurations()) {
      ResourceId subnet = configuration.subnet();
      if (!subnet.name().equalsIgnoreCase(Subnet.GATEWAY_SUBNET)) {
        context.refuse(
            "TP2220",
            "R13",
            configuration.origin(),
            gateway.id().label()
                + ": a gateway stands in a subnet called GatewaySubnet, not in \""
                + subnet.path()
                + "\".",
            "Create GatewaySubnet and refer to it.");
      } else if (!subnet.equals(gateway.subnet())) {
        context.refuse(
            "TP2220",
            "R13",
            configuration.origin(),
            gateway.id().label() + ": its ipConfigurations name different subnets.",
            "Put all of them into one GatewaySubnet.");
      }
    }
  }

  /** R22: one VPN gateway and one ExpressRoute gateway per VNet. */
  private void oneGatewayOfEachType(VirtualNetwork vnet) {
    Map<GatewayType, VirtualNetworkGateway> first = new EnumMap<>(GatewayType.class);
    for (VirtualNetworkGateway gateway : context.resources().gatewaysOf(vnet)) {
      VirtualNetworkGateway other = first.putIfAbsent(gateway.gatewayType(), gateway);
      if (other != null) {
        context.refuse(
            "TP2228",
            "R22",
            gateway.origin(),
            gateway.id().label()
                + ": the VNet \""
                + vnet.name()
                + "\" has a gateway of type "
                + gateway.gatewayType().azureName()
                + " already, \""
                + other.name()
                + "\".",
            "Keep one of the two.");
      }
    }
  }

  /** R13: no interface and no NAT gateway in it. */
  private void onlyGateways(Subnet subnet) {
    for (NetworkInterface nic : context.resources().nicsOf(subnet)) {
      context.refuse(
          "TP2221",
          "R13",
          nic.origin(),
          nic.id().label() + ": only gateways may stand in " + subnet.id().path() + ".",
          "Move the interface to another subnet.");
    }
    if (subnet.natGateway() != null) {
      context.refuse(
          "TP2222",
          "R13",
          subnet.origin(),
          subnet.id().label() + ": it may not have a NAT gateway.",
          "Remove natGateway.");
    }
  }

  /** R14, R162: room for both kinds of gateway, or for very many circuits. */
  private void size(Subnet subnet, VirtualNetwork vnet) {
    Optional<Prefix> range =
        subnet.addressPrefixes().stream()
            .filter(prefix -> prefix.family() == AddressFamily.IPV4)
            .findFirst();
    if (range.isEmpty()) {
      return;
    }
    boolean both =
        context.resources().gatewayOf(vnet, GatewayType.VPN).isPresent()
            && context.resources().gatewayOf(vnet, GatewayType.EXPRESS_ROUTE).isPresent();
    if (both && range.get().length() > COEXISTENCE_LENGTH) {
      context.refuse(
          "TP2223",
          "R14",
          subnet.origin(),
          subnet.id().label()
              + ": "
              + range.get()
              + " is too small for a VPN and an ExpressRoute gateway side by side.",
          "Make it /27 or larger.");
    }
    long circuits =
        context.resources().gatewaysOf(vnet).stream()
            .flatMap(gateway -> context.resources().connectionsOf(gateway).stream())
            .filter(Connection.ExpressRoute.class::isInstance)
            .count();
    if (circuits >= MANY_CIRCUITS && range.get().length() > MANY_CIRCUITS_LENGTH) {
      context.refuse(
          "TP2223",
          "R14",
          subnet.origin(),
          subnet.id().label() + ": " + range.get() + " is too small for " + circuits + " circuits.",
          "Make it /26 or larger.");
    }
  }

  /** R15, R202: no network security group. */
  private void noFilter(Subnet subnet) {
    if (subnet.networkSecurityGroup() != null) {
      context.refuse(
          "TP2224",
          "R15",
          subnet.origin(),
          subnet.id().label() + ": a network security group would cut off the gateways.",
          "Remove networkSecurityGroup.");
    }
  }

  /** R16: a route table is allowed, within limits. */
  private void routeTable(Subnet subnet) {
    Optional<RouteTable> table = context.resources().routeTableOf(subnet);
    if (table.isEmpty()) {
      return;
    }
    if (table.get().disableBgpRoutePropagation()) {
      context.report(
          ValidationKinds.GATEWAY_SUBNET_WITHOUT_PROPAGATION.at(
              subnet.origin(),
              subnet.id().label()
                  + ": its route table \""
                  + table.get().name()
                  + "\" keeps gateway routes out, and the gateways stop working."));
    }
    for (UserDefinedRoute route : table.get().routes()) {
      if (route.addressPrefix().length() == 0) {
        context.refuse(
            "TP2225",
            "R16",
            route.origin(),
            route.id().label()
                + ": a default route on "
                + subnet.id().path()
                + " would lead the gateways' own traffic away.",
            "Remove the route, or use another table there.");
      } else if (coversAny(route.addressPrefix(), subnet.addressPrefixes())) {
        context.report(
            ValidationKinds.ROUTE_OVER_GATEWAY_SUBNET.at(
                route.origin(),
                route.id().label()
                    + ": it covers "
                    + subnet.id().path()
                    + " itself, so the gateways lose each other and their management."));
      } else if (route.nextHopType() != NextHopType.INTERNET) {
        publicAddress(subnet, route);
      }
    }
  }

  /** R16: what the gateways say from their public addresses must go out to the Internet. */
  private void publicAddress(Subnet subnet, UserDefinedRoute route) {
    Optional<VirtualNetwork> vnet = context.resources().vnetOf(subnet);
    for (VirtualNetworkGateway gateway :
        vnet.map(context.resources()::gatewaysOf).orElse(List.of())) {
      for (GatewayIpConfiguration configuration : gateway.ipConfigurations()) {
        Optional<IpAddress> address =
            context.addresses().publicAddress(configuration).map(Assigned::address);
        if (address.isPresent() && route.addressPrefix().contains(address.get())) {
          context.report(
              ValidationKinds.ROUTE_OVER_PUBLIC_ADDRESS.at(
                  route.origin(),
                  route.id().label()
                      + ": it covers "
                      + address.get()
                      + ", the public address of \""
                      + gateway.name()
                      + "\", and leads away what the gateway needs for its work."));
          return;
        }
      }
    }
  }

  private static boolean coversAny(Prefix route, List<Prefix> ranges) {
    return ranges.stream().anyMatch(route::covers);
  }
}
