package io.towpath.azure.resource;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import org.jspecify.annotations.Nullable;

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
    @Nullable IpAddress nextHopIpAddress,
    Origin origin)
    implements TableRoute {

  @Override
  public ServiceTagRoute unplaced() {
    return new ServiceTagRoute(id, tag, nextHopType, nextHopIpAddress, Origin.NONE);
  }
}
