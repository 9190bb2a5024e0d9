package io.towpath.devices.ios;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A {@code redistribute} line of OSPF or BGP.
 *
 * @param line line number
 * @param source where the routes come from
 * @param process OSPF process or BGP ASN of the source; 0 if the source has none
 * @param subnets {@code subnets} was written (OSPF: without it only classful networks pass)
 * @param metric metric or MED; null if not written
 * @param metricType OSPF external type 1 or 2
 * @param tag OSPF external tag; null if not written
 * @param routeMap route map to pass; null if none
 * @param matches kinds of OSPF routes taken; empty means internal ones when going into BGP
 */
public record Redistribution(
    int line,
    Source source,
    long process,
    boolean subnets,
    @Nullable Long metric,
    int metricType,
    @Nullable Long tag,
    @Nullable String routeMap,
    Set<OspfRouteKind> matches) {

  public Redistribution {
    Set<OspfRouteKind> kinds = EnumSet.noneOf(OspfRouteKind.class);
    kinds.addAll(matches);
    matches = Collections.unmodifiableSet(kinds);
  }

  /** Protocols that can be redistributed here. */
  public enum Source {
    CONNECTED,
    STATIC,
    OSPF,
    BGP
  }

  /** Kinds of OSPF routes that {@code match} names. */
  public enum OspfRouteKind {
    INTERNAL,
    EXTERNAL_1,
    EXTERNAL_2,
    NSSA_EXTERNAL_1,
    NSSA_EXTERNAL_2
  }
}
