package io.towpath.azure.resource;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A subnet of a virtual network.
 *
 * @param addressPrefixes at least one
 * @param routeTable the one table associated with it (R50)
 * @param networkSecurityGroup the one group associated with it (R202)
 * @param natGateway NAT gateway that translates what leaves for the Internet (R219)
 * @param defaultOutbound without another way its machines reach the Internet from an address of
 *     Azure's (R220); false for a private subnet
 * @param serviceEndpoints services that its packets reach directly (R29)
 * @param endpointPolicies what has a say about private endpoints in it (R275)
 */
public record Subnet(
    ResourceId id,
    List<Prefix> addressPrefixes,
    @Nullable ResourceId routeTable,
    @Nullable ResourceId networkSecurityGroup,
    @Nullable ResourceId natGateway,
    boolean defaultOutbound,
    List<ServiceEndpoint> serviceEndpoints,
    EndpointPolicies endpointPolicies,
    Origin origin) {

  /** The name that a subnet for gateways must have (R13). */
  public static final String GATEWAY_SUBNET = "GatewaySubnet";

  public Subnet {
    addressPrefixes = List.copyOf(addressPrefixes);
    serviceEndpoints = List.copyOf(serviceEndpoints);
  }

  /** The name as spelled. */
  public String name() {
    return id.name();
  }

  /** The id of its VNet. */
  public ResourceId virtualNetwork() {
    return id.parent();
  }

  /** True for the subnet of the gateways; Azure compares the name without case. */
  public boolean isGatewaySubnet() {
    return name().equalsIgnoreCase(GATEWAY_SUBNET);
  }

  /** True for the subnet of a Route Server. */
  public boolean isRouteServerSubnet() {
    return name().equalsIgnoreCase(RouteServer.SUBNET);
  }

  /** True if one of its prefixes holds the address. */
  public boolean contains(IpAddress address) {
    return addressPrefixes.stream().anyMatch(prefix -> prefix.contains(address));
  }

  /** The same content without places. */
  public Subnet unplaced() {
    return new Subnet(
        id,
        addressPrefixes,
        routeTable,
        networkSecurityGroup,
        natGateway,
        defaultOutbound,
        serviceEndpoints.stream().map(ServiceEndpoint::unplaced).toList(),
        endpointPolicies,
        Origin.NONE);
  }
}
