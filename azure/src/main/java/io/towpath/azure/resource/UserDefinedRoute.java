package io.towpath.azure.resource;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import java.util.List;

/** A route of a route table (UDR) for one prefix. */
public record UserDefinedRoute(
    ResourceId id,
    Prefix addressPrefix,
    NextHopType nextHopType,
    List<IpAddress> nextHopIpAddresses,
    Origin origin)
    implements TableRoute {
  public UserDefinedRoute {
    nextHopIpAddresses = List.copyOf(nextHopIpAddresses);
  }

  @Override
  public UserDefinedRoute unplaced() {
    return new UserDefinedRoute(id, addressPrefix, nextHopType, nextHopIpAddresses, Origin.NONE);
  }
}
