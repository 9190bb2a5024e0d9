package io.towpath.azure.gotcha;

import io.towpath.azure.assignment.AddressAssignment;
import io.towpath.azure.assignment.AddressOwners;
import io.towpath.azure.guest.GuestSettings;
import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.GatewayReach;
import io.towpath.azure.resource.PoolMembers;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.RouteTable;
import io.towpath.azure.resource.Subnet;
import io.towpath.azure.resource.UserDefinedRoute;
import io.towpath.azure.resource.VirtualMachine;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.net.Finding;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What gotchas look at, and where they put what they find. Lives for one check. */
final class GotchaContext {
  private final AzureResources resources;
  private final AddressOwners owners;
  private final PoolMembers poolMembers;
  private final Map<String, GuestSettings.Guest> guests;
  private final Map<ResourceId, String> machineNames;
  private final GatewayReach reach;
  private final List<ApplianceRoute> applianceRoutes;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * A user-defined route to an appliance that can be reached, as it works in one VNet; one for each
   * appliance of a route to several.
   *
   * @param vnet whose subnets have the table
   * @param subnets those of them that have it, at least one
   * @param address its next hop, or one of them
   * @param home the VNet in which the next hop stands: {@code vnet} or a peered one
   */
  record ApplianceRoute(
      VirtualNetwork vnet,
      RouteTable table,
      List<Subnet> subnets,
      UserDefinedRoute route,
      IpAddress address,
      VirtualNetwork home) {
    ApplianceRoute {
      subnets = List.copyOf(subnets);
    }
  }

  /**
   * What is to be looked at.
   *
   * @param machineNames by which {@code guests} speaks of machines; one without goes by its own
   */
  GotchaContext(
      AzureResources resources,
      AddressAssignment addresses,
      GuestSettings guests,
      Map<ResourceId, String> machineNames) {
    this.resources = resources;
    this.owners = new AddressOwners(resources, addresses);
    this.poolMembers = new PoolMembers(resources);
    this.guests = guests.byMachine();
    this.machineNames = machineNames;
    this.reach = new GatewayReach(resources);
    this.applianceRoutes = List.copyOf(findApplianceRoutes());
  }

  AzureResources resources() {
    return resources;
  }

  AddressOwners owners() {
    return owners;
  }

  /** Which interfaces are behind which rules of load balancers. */
  PoolMembers poolMembers() {
    return poolMembers;
  }

  /** Who supplies VNets with learned routes, and for whom gateways speak. */
  GatewayReach reach() {
    return reach;
  }

  /** What the estate says about the guest of a machine. */
  Optional<GuestSettings.Guest> guest(VirtualMachine machine) {
    String name = machineNames.getOrDefault(machine.id(), machine.name());
    return Optional.ofNullable(guests.get(name));
  }

  void report(Finding finding) {
    findings.add(finding);
  }

  List<Finding> findings() {
    return findings.stream().sorted().toList();
  }

  /** The subnets of a VNet by their route table, in the order of subnets. */
  Map<RouteTable, List<Subnet>> tablesOf(VirtualNetwork vnet) {
    Map<RouteTable, List<Subnet>> tables = new LinkedHashMap<>();
    for (Subnet subnet : vnet.subnets()) {
      resources
          .routeTableOf(subnet)
          .ifPresent(t -> tables.computeIfAbsent(t, _ -> new ArrayList<>()).add(subnet));
    }
    return tables;
  }

  /** Every route to an appliance that stands near, by VNet, table and route. */
  List<ApplianceRoute> applianceRoutes() {
    return applianceRoutes;
  }

  private List<ApplianceRoute> findApplianceRoutes() {
    List<ApplianceRoute> found = new ArrayList<>();
    for (VirtualNetwork vnet : resources.virtualNetworks().values()) {
      tablesOf(vnet)
          .forEach(
              (table, subnets) -> {
                for (UserDefinedRoute route : table.routes()) {
                  for (IpAddress address : route.nextHopIpAddresses()) {
                    owners
                        .vnetNear(vnet, address)
                        .filter(h -> h.id().equals(vnet.id()) || !table.keepsPeeringRoutesOut())
                        .map(h -> new ApplianceRoute(vnet, table, subnets, route, address, h))
                        .ifPresent(found::add);
                  }
                }
              });
    }
    return found;
  }

  /** The default route of a table, if it has one of its own. */
  static Optional<UserDefinedRoute> defaultRoute(RouteTable table) {
    return table.routes().stream()
        .filter(route -> route.addressPrefix().equals(Prefix.DEFAULT_IPV4))
        .findFirst();
  }

  /** The subnet of a VNet's gateways. */
  static Optional<Subnet> gatewaySubnetOf(VirtualNetwork vnet) {
    return vnet.subnets().stream().filter(Subnet::isGatewaySubnet).findFirst();
  }
}
