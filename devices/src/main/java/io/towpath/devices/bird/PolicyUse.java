package io.towpath.devices.bird;

import io.towpath.network.RoutePolicy.Source;
import org.jspecify.annotations.Nullable;

/**
 * Where a policy is applied, which decides what its function can see.
 *
 * @param flow direction of the routes
 * @param routeClass class of all routes that it sees, or null if they differ
 * @param externalType type of OSPF external routes that it makes, 1 or 2; 0 outside OSPF
 */
record PolicyUse(Flow flow, @Nullable String routeClass, int externalType) {

  enum Flow {
    FROM_EXTERNAL,
    FROM_INTERNAL,
    OUT,
    ORIGINATION,
    INTO_OSPF
  }

  static PolicyUse received(boolean external) {
    return new PolicyUse(external ? Flow.FROM_EXTERNAL : Flow.FROM_INTERNAL, null, 0);
  }

  static PolicyUse sent() {
    return new PolicyUse(Flow.OUT, null, 0);
  }

  static PolicyUse originated(@Nullable String routeClass) {
    return new PolicyUse(Flow.ORIGINATION, routeClass, 0);
  }

  static PolicyUse intoOspf(@Nullable String routeClass, int externalType) {
    return new PolicyUse(Flow.INTO_OSPF, routeClass, externalType);
  }

  boolean isReceived() {
    return flow == Flow.FROM_EXTERNAL || flow == Flow.FROM_INTERNAL;
  }

  boolean isOspf() {
    return flow == Flow.INTO_OSPF;
  }

  /** Attribute that holds the metric. */
  String metric() {
    return isOspf() ? "ospf_metric" + externalType : "bgp_med";
  }

  /** How the routes came to the speaker; null if they differ. */
  @Nullable Source source() {
    return switch (flow) {
      case FROM_EXTERNAL -> Source.EBGP;
      case FROM_INTERNAL -> Source.IBGP;
      case ORIGINATION -> Source.ORIGINATED;
      case INTO_OSPF, OUT -> null;
    };
  }

  /** Parameters of its function. */
  String parameters() {
    return flow == Flow.OUT ? "ip own" : "";
  }
}
