package io.towpath.azure.resource;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import org.jspecify.annotations.Nullable;

/**
 * A route of a route table (UDR).
 *
 * @param nextHopIpAddress present with {@link NextHopType#VIRTUAL_APPLIANCE} and only then (R51)
 */
public record UserDefinedRoute(
    ResourceId id,
    Prefix addressPrefix,
    NextHopType nextHopType,
    @Nullable IpAddress nextHopIpAddress,
    Origin origin) {

  /** The name as spelled. */
  public String name() {
    return id.name();
  }

  /** The same content without places. */
  public UserDefinedRoute unplaced() {
    return new UserDefinedRoute(id, addressPrefix, nextHopType, nextHopIpAddress, Origin.NONE);
  }
}
