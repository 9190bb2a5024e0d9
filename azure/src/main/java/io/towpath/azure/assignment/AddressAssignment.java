package io.towpath.azure.assignment;

import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.CircuitLink;
import io.towpath.azure.resource.Connection;
import io.towpath.azure.resource.GatewayIpConfiguration;
import io.towpath.azure.resource.IpConfiguration;
import io.towpath.azure.resource.NetworkInterface;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.RouteServer;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.net.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The addresses that Azure chooses: of gateway instances, BGP peers, edge endpoints, interfaces and
 * public addresses, each with the reason.
 *
 * <p>What the estate states comes before a property of the resource, and that before the rule (R3,
 * R4, R17–R20). A pure function of its input; the order of resources is that of their ids.
 * Immutable.
 */
public final class AddressAssignment {
  private final AzureResources resources;
  private final GatewayAddresses gateways;
  private final PrivateAddresses interfaces;
  private final PublicAddresses publics;
  private final List<Finding> findings;

  private AddressAssignment(AzureResources resources, AssignedAddresses assigned) {
    this.resources = resources;
    StatedAddresses stated = StatedAddresses.of(resources, assigned);
    gateways = GatewayAddresses.of(resources, stated);
    interfaces = PrivateAddresses.of(resources);
    publics = PublicAddresses.of(resources);
    List<Finding> all = new ArrayList<>(stated.findings());
    all.addAll(gateways.findings());
    all.addAll(interfaces.findings());
    all.addAll(publics.findings());
    findings = all.stream().sorted().toList();
  }

  /** Assigns every address of an estate. */
  public static AddressAssignment of(AzureResources resources, AssignedAddresses assigned) {
    return new AddressAssignment(resources, assigned);
  }

  /**
   * Addresses of the instances of a gateway in its GatewaySubnet, instance 0 first.
   *
   * <p>Two, of which instance 0 serves if the gateway is not active-active (R18, R19); fewer if the
   * subnet is too small, which is a finding; as many as stated for ExpressRoute.
   */
  public List<Assigned> instances(VirtualNetworkGateway gateway) {
    return gateways.instances(gateway.id());
  }

  /**
   * BGP peer addresses of a gateway: of an active-standby VPN gateway one, which moves with the
   * serving instance (R17); otherwise those of the instances, in their order (R18).
   */
  public List<Assigned> bgpPeers(VirtualNetworkGateway gateway) {
    return gateways.bgpPeers(gateway.id());
  }

  /**
   * The address of a Microsoft edge router in the GatewaySubnet of a connection's gateway (R20).
   * Nothing if the gateway or its subnet is missing.
   */
  public Optional<Assigned> edgeEndpoint(Connection.ExpressRoute connection, CircuitLink link) {
    return gateways.edgeEndpoint(connection.id(), link);
  }

  /** Addresses of the instances of a Route Server (R170); none if it stands nowhere. */
  public List<Assigned> routeServer(RouteServer server) {
    return RouteServerAddresses.of(resources, server);
  }

  /**
   * The private address of an interface's configuration (R3, R4); nothing if its subnet is full.
   */
  public Optional<Assigned> privateAddress(NetworkInterface nic, IpConfiguration configuration) {
    return interfaces.address(nic, configuration);
  }

  /** The public address of an interface's configuration, if it has one. */
  public Optional<Assigned> publicAddress(IpConfiguration configuration) {
    ResourceId id = configuration.publicIpAddress();
    return id == null ? Optional.empty() : publicAddress(id);
  }

  /** The public address of a gateway's configuration (R21). */
  public Optional<Assigned> publicAddress(GatewayIpConfiguration configuration) {
    ResourceId id = configuration.publicIpAddress();
    return publicAddress(id == null ? configuration.id() : id);
  }

  /** The address of a public IP resource, also of one that is named but not in the estate. */
  public Optional<Assigned> publicAddress(ResourceId publicIpAddress) {
    return publics.address(publicIpAddress);
  }

  /** Statements that cannot be, full subnets, and public addresses that stand in; sorted. */
  public List<Finding> findings() {
    return findings;
  }
}
