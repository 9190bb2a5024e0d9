package io.towpath.azure.resource;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import org.jspecify.annotations.Nullable;

/**
 * One ipConfiguration of a gateway; the first belongs to instance 0, the second to instance 1.
 *
 * @param privateIpAddress stated address of the instance; Azure seldom prints it
 */
public record GatewayIpConfiguration(
    ResourceId id,
    ResourceId subnet,
    @Nullable ResourceId publicIpAddress,
    @Nullable IpAddress privateIpAddress,
    Origin origin) {

  /** The same content without places. */
  public GatewayIpConfiguration unplaced() {
    return new GatewayIpConfiguration(id, subnet, publicIpAddress, privateIpAddress, Origin.NONE);
  }
}
