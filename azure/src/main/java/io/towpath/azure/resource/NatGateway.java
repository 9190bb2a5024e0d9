package io.towpath.azure.resource;

import io.towpath.net.Origin;
import java.util.List;

/**
 * A NAT gateway (R219); subnets name it.
 *
 * @param publicIpAddresses its addresses
 * @param publicIpPrefixes ranges of further addresses
 */
public record NatGateway(
    ResourceId id,
    String location,
    List<ResourceId> publicIpAddresses,
    List<ResourceId> publicIpPrefixes,
    Origin origin)
    implements AzureResource {

  /** {@code Microsoft.Network/natGateways}. */
  public static final String TYPE = "Microsoft.Network/natGateways";

  public NatGateway {
    publicIpAddresses = List.copyOf(publicIpAddresses);
    publicIpPrefixes = List.copyOf(publicIpPrefixes);
  }

  @Override
  public NatGateway unplaced() {
    return new NatGateway(id, location, publicIpAddresses, publicIpPrefixes, Origin.NONE);
  }
}
