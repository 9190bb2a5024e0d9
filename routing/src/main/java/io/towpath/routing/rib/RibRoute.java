package io.towpath.routing.rib;

import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.NextHop;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A route of a routing table: all next hops of one prefix and class that share their fate.
 *
 * @param hops next hops without doubles, in a stable order; never empty
 * @param tag tag for policies, 0 if none
 * @param why what decided
 * @param origin where the first of its members was written
 */
public record RibRoute(
    Prefix prefix,
    String routeClass,
    List<Hop> hops,
    int distance,
    long metric,
    long tag,
    Outcome outcome,
    RouteReason why,
    @Nullable String name,
    Origin origin) {

  public RibRoute {
    hops = List.copyOf(hops);
  }

  /**
   * One next hop with what its source says about it.
   *
   * @param egress interface that packets leave by once recursion is resolved; null if there is none
   *     or several
   * @param attributes BGP attributes, or null
   * @param source what brought it, for explanations
   */
  public record Hop(
      NextHop nextHop,
      @Nullable String egress,
      @Nullable RouteAttributes attributes,
      String source) {}

  /** Where it leads, in order. */
  public List<NextHop> nextHops() {
    return hops.stream().map(Hop::nextHop).toList();
  }

  /** BGP attributes of the first next hop, or null. */
  public @Nullable RouteAttributes attributes() {
    return hops.getFirst().attributes();
  }

  /** True if packets may follow it. */
  public boolean isActive() {
    return outcome == Outcome.ACTIVE;
  }
}
