package io.towpath.network;

import io.towpath.net.Origin;
import org.jspecify.annotations.Nullable;

/**
 * Takes routes of another class of the same VRF into a protocol.
 *
 * @param fromClass class taken, see {@link RouteClass}
 * @param processId OSPF process, if several; null = all
 * @param metric metric or MED given; null = protocol default (OSPF 20; BGP routes into OSPF 1; BGP
 *     takes the IGP metric)
 * @param metricType OSPF external type 1 or 2
 * @param policy must permit, or null
 */
public record Redistribution(
    String fromClass,
    @Nullable String processId,
    @Nullable Long metric,
    int metricType,
    @Nullable RoutePolicy policy,
    Origin origin) {}
