package io.towpath.azure.resource;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import java.util.List;
import java.util.stream.Collectors;

/** An entry of a route table: a route for one prefix, or for all prefixes of a service tag. */
public sealed interface TableRoute permits UserDefinedRoute, ServiceTagRoute {

  ResourceId id();

  NextHopType nextHopType();

  /**
   * The appliances, in the order in which they are stated: one with {@link
   * NextHopType#VIRTUAL_APPLIANCE}, 2 to 64 with {@link NextHopType#VIRTUAL_APPLIANCE_ECMP}, else
   * none (R51).
   */
  List<IpAddress> nextHopIpAddresses();

  Origin origin();

  /** The appliances, for messages. */
  default String nextHops() {
    return nextHopIpAddresses().stream().map(IpAddress::toString).collect(Collectors.joining(", "));
  }

  /** The name as spelled. */
  default String name() {
    return id().name();
  }

  /** The same content without places. */
  TableRoute unplaced();
}
