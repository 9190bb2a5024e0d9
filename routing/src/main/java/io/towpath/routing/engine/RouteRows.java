package io.towpath.routing.engine;

import io.towpath.network.NextHop;
import io.towpath.routing.Topology;
import io.towpath.routing.fib.Forward;
import io.towpath.routing.rib.Outcome;
import io.towpath.routing.rib.RibRoute;
import io.towpath.routing.rib.RibRoute.Hop;
import io.towpath.routing.rib.RouteCandidate;
import io.towpath.routing.rib.RouteReason;
import io.towpath.routing.rib.RouteSelection;
import io.towpath.routing.rib.RouteSelection.Decided;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns decided candidates into rows of a table: one for all next hops that share their fate. */
final class RouteRows {

  /** Order of rows: prefix, class, then active before invalid before absent. */
  static final Comparator<RibRoute> ORDER =
      Comparator.comparing(RibRoute::prefix)
          .thenComparing(RibRoute::routeClass)
          .thenComparing(RibRoute::outcome)
          .thenComparingInt(RibRoute::distance)
          .thenComparingLong(RibRoute::metric);

  private RouteRows() {}

  private record Key(
      Object prefix,
      String routeClass,
      int distance,
      long metric,
      long tag,
      Outcome outcome,
      @Nullable String name,
      @Nullable RouteReason why) {}

  /**
   * Groups candidates to rows.
   *
   * @param forwards where a candidate leads
   */
  static List<RibRoute> of(
      List<Decided> decided, Topology topology, Function<RouteCandidate, List<Forward>> forwards) {
    List<Decided> sorted = new ArrayList<>(decided);
    sorted.sort(Comparator.comparing(Decided::candidate, RouteSelection.ORDER));
    Map<Key, List<Decided>> groups = new LinkedHashMap<>();
    for (Decided row : sorted) {
      RouteCandidate c = row.candidate();
      Key key =
          new Key(
              c.prefix(),
              c.routeClass(),
              c.distance(),
              c.metric(),
              c.tag(),
              row.outcome(),
              c.name(),
              row.outcome() == Outcome.ACTIVE ? null : row.why());
      groups.computeIfAbsent(key, k -> new ArrayList<>(1)).add(row);
    }
    List<RibRoute> rows = new ArrayList<>(groups.size());
    groups.values().forEach(group -> rows.add(row(group, topology, forwards)));
    rows.sort(ORDER);
    return rows;
  }

  private static RibRoute row(
      List<Decided> group, Topology topology, Function<RouteCandidate, List<Forward>> forwards) {
    RouteCandidate first = group.getFirst().candidate();
    Map<NextHop, Hop> hops = new LinkedHashMap<>();
    for (Decided member : group) {
      RouteCandidate c = member.candidate();
      hops.computeIfAbsent(
          c.nextHop(),
          nextHop ->
              new Hop(nextHop, egress(topology, forwards.apply(c)), c.attributes(), c.source()));
    }
    RouteReason why =
        group.stream()
            .map(Decided::why)
            .filter(reason -> !(reason instanceof RouteReason.OnlyCandidate))
            .findFirst()
            .orElse(group.getFirst().why());
    return new RibRoute(
        first.prefix(),
        first.routeClass(),
        List.copyOf(hops.values()),
        first.distance(),
        first.metric(),
        first.tag(),
        group.getFirst().outcome(),
        why,
        first.name(),
        first.origin());
  }

  /** Name of the one interface that packets leave by, or null. */
  static @Nullable String egress(Topology topology, List<Forward> forwards) {
    int only = -1;
    for (Forward forward : forwards) {
      int iface =
          switch (forward) {
            case Forward.Neighbour(int i, _) -> i;
            case Forward.Attached(int i) -> i;
            case Forward.Receive(int i) -> i;
            case Forward.IntoTunnel(int i) -> i;
            case Forward.Internet(int i) -> i;
            case Forward.ToPort _,
                Forward.Deliver _,
                Forward.ToGroup _,
                Forward.OtherVrf _,
                Forward.Discard _ ->
                -1;
          };
      if (iface < 0 || only >= 0 && only != iface) {
        return null;
      }
      only = iface;
    }
    return only < 0 ? null : topology.iface(only).name();
  }
}
