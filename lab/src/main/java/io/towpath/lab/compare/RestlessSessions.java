package io.towpath.lab.compare;

import io.towpath.forwarding.solver.Solution;
import io.towpath.lab.plan.LabPlan;
import io.towpath.lab.plan.Space;
import io.towpath.net.Prefix;
import io.towpath.routing.Topology;
import io.towpath.routing.bgp.ReceivedRoute;
import io.towpath.routing.live.SessionTable;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Sessions that may be up or not, and what is known over them: those that the engine says go up and
 * down in turn for ever (TP6001), for which moment a lab is read in is chance, and {@link
 * HashedSessions}.
 */
final class RestlessSessions {
  static final String WHY =
      "a session that does not come to rest, or of whose equal ways some lose its packets";

  private final Set<String> ends = new HashSet<>();
  private final Set<Prefix> prefixes = new TreeSet<>();

  RestlessSessions(Solution solution, LabPlan plan, Collection<TableRows> observed) {
    Set<Integer> pairs = new TreeSet<>(solution.restlessSessions());
    pairs.addAll(HashedSessions.of(solution));
    if (pairs.isEmpty()) {
      return;
    }
    Map<Integer, String> places = places(solution.topology(), plan);
    SessionTable sessions = solution.routing().sessions();
    for (int pair : pairs) {
      for (int end : new int[] {sessions.pair(pair).a(), sessions.pair(pair).b()}) {
        ends.add(
            places.getOrDefault(sessions.end(end).vrf(), "")
                + " from "
                + sessions.end(end).peer().address());
        if (solution.isSessionUp(pair)) {
          solution.routing().bgp().adjRibIn(solution.routing().bgpEnd(pair, end)).stream()
              .map(ReceivedRoute::received)
              .forEach(route -> prefixes.add(route.prefix()));
        }
      }
    }
    for (TableRows table : observed) {
      if (table.kind() == TableKind.RECEIVED) {
        table.rows().values().stream()
            .filter(row -> has(table.place(), row.key().substring(row.key().indexOf(" from ") + 6)))
            .forEach(row -> prefixes.add(Prefix.parse(String.valueOf(row.fact(Row.PREFIX)))));
      }
    }
  }

  private static Map<Integer, String> places(Topology topology, LabPlan plan) {
    Map<Integer, String> places = new HashMap<>();
    for (Space space : plan.spaces()) {
      int node = topology.nodeId(space.node());
      if (node >= 0 && space.vrf() != null && topology.vrfId(node, space.vrf()) >= 0) {
        places.put(topology.vrfId(node, space.vrf()), space.label());
      }
    }
    return places;
  }

  /** True if the session of a place with a peer is one of them. */
  boolean has(String place, String peer) {
    return ends.contains(place + " from " + peer);
  }

  /** Prefixes that are announced over them, while they are up. */
  Set<Prefix> prefixes() {
    return prefixes;
  }
}
