package io.towpath.azure.answers;

import io.towpath.azure.answers.ConnectivityIssue.Side;
import io.towpath.azure.compile.AzureRouteClass;
import io.towpath.forwarding.Verdict;
import io.towpath.forwarding.trace.Trace;
import io.towpath.forwarding.trace.Walk;
import io.towpath.forwarding.trace.WalkStep;
import io.towpath.net.Origin;
import io.towpath.network.Filter;
import io.towpath.network.NodeKind;
import io.towpath.routing.Topology;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How walks end, in the words in which connection troubleshoot explains it (R247). */
final class ConnectivityIssues {
  private final Topology topology;

  ConnectivityIssues(Topology topology) {
    this.topology = topology;
  }

  /**
   * An issue, and the walk that it stops.
   *
   * @param onTheWayThere true if that is the packet's, false if it is its answer's
   */
  record Found(ConnectivityIssue issue, Walk walk, boolean onTheWayThere) {}

  /** What stops the packet, else what stops its answer; null if it is answered. */
  @Nullable Found of(Trace trace) {
    if (trace.answered()) {
      return null;
    }
    Walk back = trace.back();
    boolean there = trace.verdict() != Verdict.DELIVERED || back == null;
    Walk walk = there || back == null ? trace.forward() : back;
    ConnectivityIssue.Type type = type(walk);
    return new Found(
        new ConnectivityIssue(
            side(walk, type), severity(walk), type, context(walk, type), cause(walk), source(walk)),
        walk,
        there);
  }

  /** What nobody knows is no error. */
  private static String severity(Walk walk) {
    return walk.verdict() == Verdict.LEFT_THE_MODEL || walk.verdict() == Verdict.UNSUPPORTED
        ? "Warning"
        : "Error";
  }

  private ConnectivityIssue.Type type(Walk walk) {
    return switch (walk.verdict()) {
      case DROPPED_BY_FILTER ->
          isSecurityGroup(walk)
              ? ConnectivityIssue.Type.NETWORK_SECURITY_RULE
              : ConnectivityIssue.Type.UNKNOWN;
      case DROPPED_BY_GUEST_FIREWALL -> ConnectivityIssue.Type.GUEST_FIREWALL;
      // R247: no route and next hop type None are both told as a matter of routes.
      case NO_ROUTE, DISCARDED, LOOP ->
          isAtFabric(walk)
              ? ConnectivityIssue.Type.USER_DEFINED_ROUTE
              : ConnectivityIssue.Type.UNKNOWN;
      case DROPPED_BY_PEERING, DROPPED_BY_SOURCE_CHECK, NO_OWNER, TUNNEL_DOWN, NAT_REFUSED ->
          ConnectivityIssue.Type.PLATFORM;
      case NEXT_HOP_UNREACHABLE ->
          isAtFabric(walk) ? ConnectivityIssue.Type.PLATFORM : ConnectivityIssue.Type.UNKNOWN;
      case DELIVERED, DOES_NOT_FORWARD, NO_SESSION, NO_LISTENER, LEFT_THE_MODEL, UNSUPPORTED ->
          ConnectivityIssue.Type.UNKNOWN;
    };
  }

  private boolean isAtFabric(Walk walk) {
    return walk.endNode() >= 0 && topology.node(walk.endNode()).kind() == NodeKind.FABRIC;
  }

  private boolean isSecurityGroup(Walk walk) {
    WalkStep.Filtered refused = refusedBy(walk);
    Filter filter = refused == null ? null : topology.network().filters().get(refused.filter());
    return filter != null && filter.kind() == Filter.Kind.NETWORK_SECURITY_GROUP;
  }

  private static WalkStep.@Nullable Filtered refusedBy(Walk walk) {
    for (WalkStep step : walk.steps().reversed()) {
      if (step instanceof WalkStep.Filtered filtered && !filtered.permitted()) {
        return filtered;
      }
    }
    return null;
  }

  /** A rule of the port by which the packet came to the fabric is outbound for its guest. */
  private Side side(Walk walk, ConnectivityIssue.Type type) {
    return switch (type) {
      case NETWORK_SECURITY_RULE -> {
        WalkStep.Filtered refused = refusedBy(walk);
        boolean outbound =
            refused != null
                && walk.endIngress() >= 0
                && topology.iface(walk.endIngress()).filtersIn().contains(refused.filter());
        yield outbound ? Side.OUTBOUND : Side.INBOUND;
      }
      case USER_DEFINED_ROUTE -> Side.OUTBOUND;
      case GUEST_FIREWALL, PLATFORM, UNKNOWN -> Side.LOCAL;
    };
  }

  private static SortedMap<String, String> context(Walk walk, ConnectivityIssue.Type type) {
    SortedMap<String, String> context = new TreeMap<>();
    switch (type) {
      case NETWORK_SECURITY_RULE -> {
        WalkStep.Filtered refused = refusedBy(walk);
        if (refused != null) {
          context.put("RuleName", ruleName(refused.rule().replace("\"", "")));
        }
      }
      case USER_DEFINED_ROUTE -> {
        WalkStep.Routed routed = lastRoute(walk);
        boolean user = routed != null && AzureRouteClass.USER.contains(routed.routeClass());
        context.put("RouteType", user ? "User" : "System");
      }
      case GUEST_FIREWALL, PLATFORM, UNKNOWN -> {}
    }
    return context;
  }

  /** {@code UserRule_x} for a rule of the customer's, {@code DefaultRule_x} for one of Azure's. */
  private static String ruleName(String label) {
    String name = label.substring(label.indexOf('/') + 1);
    return (label.startsWith("default") ? "DefaultRule_" : "UserRule_") + name;
  }

  private static WalkStep.@Nullable Routed lastRoute(Walk walk) {
    for (WalkStep step : walk.steps().reversed()) {
      if (step instanceof WalkStep.Routed routed) {
        return routed.node().equals(walk.end()) ? routed : null;
      }
    }
    return null;
  }

  /** The verdict and the last thing that was decided where the walk ended. */
  private static String cause(Walk walk) {
    String verdict = walk.verdict().text() + " at " + walk.end();
    String ended = "";
    for (WalkStep step : walk.steps().reversed()) {
      switch (step) {
        case WalkStep.Ended(_, _, String text) -> ended = text;
        case WalkStep.Refused _, WalkStep.Filtered _, WalkStep.Routed _ -> {
          return verdict + ": " + step.text();
        }
        case WalkStep.TtlSpent _, WalkStep.Translated _ -> {}
        case WalkStep.Arrived _, WalkStep.Tunnelled _ -> {
          return ended.isEmpty() || ended.equals(walk.verdict().text())
              ? verdict
              : verdict + ": " + ended;
        }
      }
    }
    return verdict;
  }

  private static Origin source(Walk walk) {
    for (WalkStep step : walk.steps().reversed()) {
      if (!step.origin().equals(Origin.NONE)) {
        return step.origin();
      }
    }
    return Origin.NONE;
  }
}
