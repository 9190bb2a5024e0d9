package io.towpath.lab.compare;

import io.towpath.forwarding.solver.Solution;
import io.towpath.net.AddressFamily;
import io.towpath.net.Prefix;
import io.towpath.network.BgpPeer;
import io.towpath.routing.live.SessionTable;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * Prefixes that no router originates any more and that the lab's routers go on having from each
 * other. BGP ends that by the loop in the AS path; where a policy takes ASNs out, overrides them or
 * admits the own one, both to have the route and not to have it is stable (RFC 4264 §3), and which
 * of the two it is depends on what was before. The prediction knows no before.
 */
final class OrphanRoutes {
  static final String WHY =
      "a route that lives on without its origin, because a policy hides the loop (RFC 4264)";

  private final Set<Prefix> prefixes = new TreeSet<>();

  OrphanRoutes(Solution solution, Collection<TableRows> predicted, Collection<TableRows> observed) {
    if (hidesLoops(solution)) {
      prefixes.addAll(prefixes(observed, false));
      prefixes.removeAll(prefixes(observed, true));
      prefixes.removeAll(prefixes(predicted, false));
      // A default route that is originated to one peer stands in no table of its originator.
      prefixes.removeIf(prefix -> prefix.length() == 0);
    }
  }

  /** True if a session that is up has a policy by which a loop may not be seen. */
  private static boolean hidesLoops(Solution solution) {
    SessionTable sessions = solution.routing().sessions();
    for (int end = 0; end < sessions.endCount(); end++) {
      BgpPeer.Family family = sessions.end(end).peer().family(AddressFamily.IPV4);
      if (solution.livePairOfSession(end) >= 0
          && family != null
          && (family.asOverride()
              || family.allowOwnAs() > 0
              || family.removePrivate() != BgpPeer.RemovePrivate.NO)) {
        return true;
      }
    }
    return false;
  }

  /** Prefixes in Loc-RIBs. */
  private static Set<Prefix> prefixes(Collection<TableRows> tables, boolean onlyOwn) {
    Set<Prefix> found = new TreeSet<>();
    for (TableRows table : tables) {
      if (table.kind() == TableKind.LOC_RIB) {
        table.rows().values().stream()
            .filter(row -> !onlyOwn || RouteFields.peer(row) == null)
            .forEach(row -> found.add(Prefix.parse(String.valueOf(row.fact(Row.PREFIX)))));
      }
    }
    return found;
  }

  /** In the order of prefixes. */
  Set<Prefix> prefixes() {
    return prefixes;
  }
}
