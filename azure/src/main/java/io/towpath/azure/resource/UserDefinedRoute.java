package io.towpath.azure.resource;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import org.jspecify.annotations.Nullable;

/** A route of a route table (UDR) for one prefix. */
public record UserDefinedRoute(
    ResourceId id,
    Prefix addressPrefix,
    NextHopType nextHopType,
    @Nullable IpAddress nextHopIpAddress,
    Origin origin)
    implements TableRoute {

  @Override
  public UserDefinedRoute unplaced() {
    return new UserDefinedRoute(id, addressPrefix, nextHopType, nextHopIpAddress, Origin.NONE);
  }
}
