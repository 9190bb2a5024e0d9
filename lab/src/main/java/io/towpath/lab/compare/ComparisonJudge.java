package io.towpath.lab.compare;

import io.towpath.forwarding.solver.Solution;
import io.towpath.lab.plan.LabPlan;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.NextHop;
import io.towpath.routing.bgp.BgpState;
import io.towpath.routing.bgp.OrderDependence;
import io.towpath.routing.bgp.Oscillation;
import io.towpath.routing.engine.Unrest;
import io.towpath.routing.rib.Rib;
import io.towpath.routing.rib.RibRoute;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the plan and the engine say beforehand about differences that are no errors: what the lab
 * cannot build, and prefixes for which BGP has several stable outcomes or none.
 */
final class ComparisonJudge implements TableComparison.Judge {
  private static final String OVER_SEVERAL =
      "a next hop that is reached by a route without one stable outcome";

  private final Map<Prefix, String> several = new TreeMap<>();
  private final KnownContext context;
  private final FrrDivergence divergence;
  private final OldestDifferences oldest;
  private final NotBuilt notBuilt;
  private final RestlessSessions restless;
  private final Set<Prefix> moving = new TreeSet<>();
  private final Solution solution;
  private final Places places;

  ComparisonJudge(
      Solution solution,
      LabPlan plan,
      Collection<TableRows> predicted,
      Collection<TableRows> observed) {
    this(solution, plan, predicted, observed, observed);
  }

  /**
   * A judge of one of several readings.
   *
   * @param everSeen tables of all of them: what is announced over a session that goes up and down
   *     may be seen in one alone, and its traces elsewhere in another
   */
  ComparisonJudge(
      Solution solution,
      LabPlan plan,
      Collection<TableRows> predicted,
      Collection<TableRows> observed,
      Collection<TableRows> everSeen) {
    this.solution = solution;
    places = new Places(solution.topology(), plan);
    context = new KnownContext(solution, plan, places, observed);
    divergence = new FrrDivergence(solution, plan, predicted, observed);
    BothSides sides = new BothSides(predicted, observed);
    notBuilt = new NotBuilt(solution, plan, places, sides);
    BgpState bgp = solution.routing().bgp();
    for (OrderDependence dependence : bgp.orderDependent()) {
      dependence.prefixes().forEach(p -> several.put(p, "several stable outcomes (RFC 4264)"));
    }
    for (Oscillation oscillation : bgp.oscillations()) {
      oscillation.prefixes().forEach(p -> several.put(p, "no stable outcome (RFC 3345)"));
    }
    restless = new RestlessSessions(solution, plan, everSeen);
    restless.prefixes().forEach(p -> several.put(p, RestlessSessions.WHY));
    for (Unrest unrest : solution.routing().unrests()) {
      String why = unrest.rests() ? "several stable outcomes" : "no stable outcome";
      unrest.prefixes().forEach(p -> several.put(p, why + " of BGP with other protocols"));
      unrest.prefixes().stream().filter(p -> p.length() > 0).forEach(moving::add);
    }
    new OrphanRoutes(solution, places, predicted, observed)
        .prefixes()
        .forEach(prefix -> several.put(prefix, OrphanRoutes.WHY));
    oldest =
        new OldestDifferences(solution, places, sides, new KernelHops(solution.topology(), plan));
  }

  @Override
  public AllowedDifferences.@Nullable Rule allowed(
      TableRows table, @Nullable Row predicted, @Nullable Row observed, String field) {
    return AllowedDifferences.judge(
        new AllowedDifferences.Case(
            table.kind(), table.place(), predicted, observed, field, context, divergence));
  }

  @Override
  public @Nullable String whyNotCompared(TableRows table, Row row) {
    return notBuilt.why(table, row);
  }

  @Override
  public @Nullable String whySeveral(
      TableRows table, @Nullable Row predicted, @Nullable Row observed, String field) {
    Row any = predicted == null ? observed : predicted;
    if (any != null
        && table.kind() == TableKind.SESSIONS
        && restless.has(table.place(), any.key())) {
      return RestlessSessions.WHY;
    }
    if (any != null && table.kind() == TableKind.LOC_RIB && isOverMoving(any.value("nextHop"))) {
      return OVER_SEVERAL;
    }
    String text = any == null ? null : any.fact(Row.PREFIX);
    if (text == null) {
      return null;
    }
    Prefix prefix = Prefix.parse(text);
    boolean packet = table.kind() == TableKind.PINGS || table.kind() == TableKind.TRACES;
    String why = packet ? covering(prefix.network()) : several.get(prefix);
    if (why != null) {
      return why;
    }
    boolean mayBeGone = table.kind() == TableKind.ROUTES && field.equals(Difference.ROW);
    if ((table.kind() == TableKind.FIB || mayBeGone)
        && resolvesThroughSeveral(table.place(), prefix)) {
      return OVER_SEVERAL;
    }
    return oldest.explain(table, predicted, observed, field) ? OldestDifferences.WHY : null;
  }

  /** True if no stable outcome is predicted for a prefix, or several. */
  boolean isOpen(Prefix prefix) {
    return several.containsKey(prefix);
  }

  /** True if a next hop of a route is looked up, at last, in a route without one outcome. */
  private boolean resolvesThroughSeveral(String place, Prefix prefix) {
    int vrf = places.vrf(place);
    if (vrf < 0 || several.isEmpty()) {
      return false;
    }
    Rib rib = solution.routing().rib(vrf);
    Set<Prefix> seen = new HashSet<>();
    Deque<Prefix> open = new ArrayDeque<>(List.of(prefix));
    while (!open.isEmpty()) {
      Prefix next = open.remove();
      for (RibRoute route : seen.add(next) ? rib.at(next) : List.<RibRoute>of()) {
        for (NextHop hop : route.nextHops()) {
          RibRoute by =
              hop instanceof NextHop.Via(IpAddress address, String iface, _) && iface == null
                  ? rib.match(address)
                  : null;
          if (by != null && several.containsKey(by.prefix())) {
            return true;
          }
          if (by != null) {
            open.add(by.prefix());
          }
        }
      }
    }
    return false;
  }

  private boolean isOverMoving(String nextHop) {
    return !moving.isEmpty()
        && nextHop.indexOf('.') > 0
        && moving.stream().anyMatch(prefix -> prefix.contains(IpAddress.parse(nextHop)));
  }

  private @Nullable String covering(IpAddress address) {
    for (Map.Entry<Prefix, String> entry : several.entrySet()) {
      // A default route says too little about one destination.
      if (entry.getKey().length() > 0 && entry.getKey().contains(address)) {
        return entry.getValue();
      }
    }
    return null;
  }
}
