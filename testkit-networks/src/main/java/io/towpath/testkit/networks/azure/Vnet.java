package io.towpath.testkit.networks.azure;

import io.towpath.testkit.networks.estate.Line;
import java.util.Set;

/**
 * A virtual network with the range 10.OCTET.0.0/16.
 *
 * @param octet second octet of its addresses
 * @param hub true if it may have gateways and appliances
 * @param routeServer it has one of its own
 * @param gateway what it has in its GatewaySubnet
 */
record Vnet(String name, int octet, boolean hub, boolean routeServer, Gateway gateway) {
  /** Gateways of a VNet. */
  enum Gateway {
    NONE,
    EXPRESS_ROUTE,
    VPN,
    BOTH;

    boolean hasExpressRoute() {
      return this == EXPRESS_ROUTE || this == BOTH;
    }

    boolean hasVpn() {
      return this == VPN || this == BOTH;
    }
  }

  String element() {
    return "vnet " + name;
  }

  Set<String> needs(String... more) {
    return Line.with(Set.of(element()), more);
  }

  /** An address of it by its last two octets. */
  String address(int third, int fourth) {
    return "10.%d.%d.%d".formatted(octet, third, fourth);
  }

  String range() {
    return address(0, 0) + "/16";
  }

  String id() {
    return Arm.id("virtualNetworks/" + name);
  }

  String subnet(Subnet subnet) {
    return id() + "/subnets/" + subnet.label;
  }

  String prefix(Subnet subnet) {
    return address(subnet.third, 0) + "/" + subnet.length;
  }

  /** The first address of a subnet, at which the fabric answers for everything. */
  String gatewayOf(Subnet subnet) {
    return address(subnet.third, 1);
  }

  /** Name of its Route Server. */
  String routeServerName() {
    return name + "-rs";
  }

  String routeServerAddress(int instance) {
    return address(Subnet.ROUTE_SERVER.third, 4 + instance);
  }

  String expressRouteGateway() {
    return name + "-ergw";
  }

  String vpnGateway() {
    return name + "-vpngw";
  }

  /** Subnets that a VNet may have. */
  enum Subnet {
    APPS("apps", 1, 24),
    APPLIANCES("appliances", 2, 24),
    ROUTE_SERVER("RouteServerSubnet", 3, 26),
    GATEWAY("GatewaySubnet", 4, 26);

    final String label;
    final int third;
    final int length;

    Subnet(String label, int third, int length) {
      this.label = label;
      this.third = third;
      this.length = length;
    }
  }
}
