package io.towpath.azure.resource;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import java.util.List;

/**
 * A route of a route table whose prefix is a service tag: one route for each prefix of the tag
 * (R40).
 *
 * @param tag as written
 */
public record ServiceTagRoute(
    ResourceId id,
    String tag,
    NextHopType nextHopType,
    List<IpAddress> nextHopIpAddresses,
    Origin origin)
    implements TableRoute {
  public ServiceTagRoute {
    nextHopIpAddresses = List.copyOf(nextHopIpAddresses);
  }

  @Override
  public ServiceTagRoute unplaced() {
    return new ServiceTagRoute(id, tag, nextHopType, nextHopIpAddresses, Origin.NONE);
  }
}
