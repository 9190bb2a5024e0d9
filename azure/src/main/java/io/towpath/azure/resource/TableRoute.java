package io.towpath.azure.resource;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import org.jspecify.annotations.Nullable;

/** An entry of a route table: a route for one prefix, or for all prefixes of a service tag. */
public sealed interface TableRoute permits UserDefinedRoute, ServiceTagRoute {

  ResourceId id();

  NextHopType nextHopType();

  /** Present with {@link NextHopType#VIRTUAL_APPLIANCE} and only then (R51). */
  @Nullable IpAddress nextHopIpAddress();

  Origin origin();

  /** The name as spelled. */
  default String name() {
    return id().name();
  }

  /** The same content without places. */
  TableRoute unplaced();
}
