package io.towpath.devices.frr.print;

import io.towpath.devices.frr.FrrDaemon;
import io.towpath.network.RoutePolicy.Source;
import org.jspecify.annotations.Nullable;

/**
 * Where a route map is used, which decides what its daemon can match.
 *
 * @param daemon who applies it
 * @param flow direction of the routes
 * @param routeClass class of all routes that it sees, or null if they differ or have none
 * @param ownAsn ASN of the speaker; 0 outside BGP
 */
record RouteMapUse(FrrDaemon daemon, Flow flow, @Nullable String routeClass, long ownAsn) {

  enum Flow {
    FROM_EXTERNAL,
    FROM_INTERNAL,
    OUT,
    ORIGINATION
  }

  static RouteMapUse received(boolean external, long ownAsn) {
    return new RouteMapUse(
        FrrDaemon.BGPD, external ? Flow.FROM_EXTERNAL : Flow.FROM_INTERNAL, null, ownAsn);
  }

  static RouteMapUse sent(long ownAsn) {
    return new RouteMapUse(FrrDaemon.BGPD, Flow.OUT, null, ownAsn);
  }

  static RouteMapUse originated(@Nullable String routeClass, long ownAsn) {
    return new RouteMapUse(FrrDaemon.BGPD, Flow.ORIGINATION, routeClass, ownAsn);
  }

  static RouteMapUse intoOspf(@Nullable String routeClass) {
    return new RouteMapUse(FrrDaemon.OSPFD, Flow.ORIGINATION, routeClass, 0);
  }

  boolean isBgp() {
    return daemon == FrrDaemon.BGPD;
  }

  /** How the routes came to the speaker; null if they differ. */
  @Nullable Source source() {
    return switch (flow) {
      case FROM_EXTERNAL -> Source.EBGP;
      case FROM_INTERNAL -> Source.IBGP;
      case ORIGINATION -> "bgp".equals(routeClass) ? Source.EBGP : Source.ORIGINATED;
      case OUT -> null;
    };
  }
}
