package io.towpath.azure.compile;

import io.towpath.azure.assignment.AddressAssignment;
import io.towpath.azure.assignment.Assigned;
import io.towpath.azure.resource.CircuitLink;
import io.towpath.azure.resource.Connection;
import io.towpath.azure.resource.IpConfiguration;
import io.towpath.azure.resource.NetworkInterface;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.RouteServer;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.net.IpAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Assigned addresses without their reasons, and those of active-standby gateways by instance. */
final class PlatformAddresses {
  private final AddressAssignment assignment;

  PlatformAddresses(AddressAssignment assignment) {
    this.assignment = assignment;
  }

  /** The private address of an ipConfiguration; empty if its subnet is full or missing. */
  Optional<IpAddress> of(NetworkInterface nic, IpConfiguration configuration) {
    return assignment.privateAddress(nic, configuration).map(Assigned::address);
  }

  /** The public address of an ipConfiguration, if it has one. */
  Optional<IpAddress> publicOf(IpConfiguration configuration) {
    return assignment.publicAddress(configuration).map(Assigned::address);
  }

  /** The address of a public IP resource. */
  Optional<IpAddress> publicOf(ResourceId publicIpAddress) {
    return assignment.publicAddress(publicIpAddress).map(Assigned::address);
  }

  /** Addresses of a gateway's instances in GatewaySubnet; empty if its subnet is missing. */
  List<IpAddress> instances(VirtualNetworkGateway gateway) {
    return assignment.instances(gateway).stream().map(Assigned::address).toList();
  }

  /** BGP addresses of a gateway: one that moves (active-standby), or one for each instance. */
  List<IpAddress> bgp(VirtualNetworkGateway gateway) {
    return assignment.bgpPeers(gateway).stream().map(Assigned::address).toList();
  }

  /** The BGP address of an instance. */
  IpAddress bgp(VirtualNetworkGateway gateway, int instance) {
    List<IpAddress> addresses = bgp(gateway);
    return addresses.get(Math.min(instance, addresses.size() - 1));
  }

  /** The public address of an instance; both of an active-standby gateway share one (R21). */
  @Nullable IpAddress publicOf(VirtualNetworkGateway gateway, int instance) {
    int configuration = gateway.activeActive() ? instance : 0;
    return configuration < gateway.ipConfigurations().size()
        ? assignment
            .publicAddress(gateway.ipConfigurations().get(configuration))
            .map(Assigned::address)
            .orElse(null)
        : null;
  }

  /** Addresses of the instances of a Route Server; empty if it stands nowhere (R170). */
  List<IpAddress> instances(RouteServer server) {
    return assignment.routeServer(server).stream().map(Assigned::address).toList();
  }

  /** The address of the Microsoft edge that a connection's VNet sees (R20). */
  Optional<IpAddress> edge(Connection.ExpressRoute connection, CircuitLink link) {
    return assignment.edgeEndpoint(connection, link).map(Assigned::address);
  }
}
