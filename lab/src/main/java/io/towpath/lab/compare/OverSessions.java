package io.towpath.lab.compare;

import io.towpath.forwarding.solver.Solution;
import io.towpath.net.Prefix;
import io.towpath.routing.bgp.ReceivedRoute;
import io.towpath.routing.live.SessionTable;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** Ends of some sessions, and what is announced over them in the prediction or in the lab. */
final class OverSessions {
  private static final String FROM = " from ";

  private final Set<String> ends = new HashSet<>();
  private final Set<Prefix> prefixes = new TreeSet<>();

  OverSessions(
      Solution solution, Places places, Set<Integer> pairs, Collection<TableRows> observed) {
    if (pairs.isEmpty()) {
      return;
    }
    SessionTable sessions = solution.routing().sessions();
    for (int pair : pairs) {
      for (int end : new int[] {sessions.pair(pair).a(), sessions.pair(pair).b()}) {
        SessionTable.End at = sessions.end(end);
        ends.add(places.label(at.vrf()) + FROM + at.peer().address());
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
            .filter(row -> has(table.place(), String.valueOf(RouteFields.peer(row))))
            .forEach(row -> prefixes.add(Prefix.parse(String.valueOf(row.fact(Row.PREFIX)))));
      }
    }
  }

  /** True if the session of a place with a peer is one of them. */
  boolean has(String place, String peer) {
    return ends.contains(place + FROM + peer);
  }

  /** Prefixes that are announced over them, while they are up. */
  Set<Prefix> prefixes() {
    return prefixes;
  }
}
