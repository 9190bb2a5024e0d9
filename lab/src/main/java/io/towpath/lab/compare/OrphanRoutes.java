package io.towpath.lab.compare;

import io.towpath.forwarding.solver.Solution;
import io.towpath.net.AddressFamily;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.BgpPeer;
import io.towpath.routing.live.SessionTable;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Prefixes that some of the lab's routers have from each other in a circle, without anyone among
 * them who originates the route. BGP ends that by the loop in the AS path; where a policy takes
 * ASNs out, overrides them or admits the own one, both to have the route and not to have it is
 * stable (RFC 4264 §3), and which of the two it is depends on what was before. The prediction knows
 * no before.
 */
final class OrphanRoutes {
  static final String WHY =
      "a route that lives on without its origin, because a policy hides the loop (RFC 4264)";

  private final Set<Prefix> prefixes = new TreeSet<>();

  OrphanRoutes(
      Solution solution,
      Places places,
      Collection<TableRows> predicted,
      Collection<TableRows> observed) {
    if (!hidesLoops(solution)) {
      return;
    }
    Map<String, String> neighbours = neighbours(solution, places);
    Map<String, Set<String>> expected = new HashMap<>();
    for (TableRows table : predicted) {
      if (table.kind() == TableKind.LOC_RIB) {
        table.rows().values().forEach(row -> placesOf(expected, row).add(table.place()));
      }
    }
    sources(observed, neighbours)
        .forEach(
            (prefix, sources) -> {
              Set<String> unexpected = new TreeSet<>(sources.keySet());
              unexpected.removeAll(expected.getOrDefault(prefix, Set.of()));
              if (unexpected.stream().anyMatch(place -> goesRound(place, sources))) {
                prefixes.add(Prefix.parse(prefix));
              }
            });
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

  private static Set<String> placesOf(Map<String, Set<String>> byPrefix, Row row) {
    return byPrefix.computeIfAbsent(String.valueOf(row.fact(Row.PREFIX)), _ -> new HashSet<>());
  }

  /** Who stands at the other end of a session, by place and address of the peer. */
  private static Map<String, String> neighbours(Solution solution, Places places) {
    SessionTable sessions = solution.routing().sessions();
    Map<String, String> neighbours = new HashMap<>();
    for (int end = 0; end < sessions.endCount(); end++) {
      int pair = solution.livePairOfSession(end);
      if (pair >= 0) {
        SessionTable.End one = sessions.end(end);
        int other = sessions.pair(pair).other(end);
        neighbours.put(
            key(places.label(one.vrf()), one.peer().address()),
            places.label(sessions.end(other).vrf()));
      }
    }
    return neighbours;
  }

  private static String key(String place, @Nullable IpAddress peer) {
    return place + " from " + peer;
  }

  /**
   * From which other place each place has its best path, by prefix; a place that originates the
   * route is its own source.
   */
  private static Map<String, Map<String, String>> sources(
      Collection<TableRows> observed, Map<String, String> neighbours) {
    Map<String, Map<String, String>> sources = new TreeMap<>();
    for (TableRows table : observed) {
      if (table.kind() == TableKind.LOC_RIB) {
        for (Row row : table.rows().values()) {
          IpAddress peer = RouteFields.peer(row);
          String source = peer == null ? table.place() : neighbours.get(key(table.place(), peer));
          if (source != null && row.value("standing").equals("best")) {
            sources
                .computeIfAbsent(String.valueOf(row.fact(Row.PREFIX)), _ -> new TreeMap<>())
                .put(table.place(), source);
          }
        }
      }
    }
    return sources;
  }

  /** True if the way to the origin never ends. */
  private static boolean goesRound(String place, Map<String, String> sources) {
    Set<String> seen = new HashSet<>();
    String at = place;
    while (seen.add(at)) {
      String source = sources.get(at);
      if (source == null || source.equals(at)) {
        return false;
      }
      at = source;
    }
    return true;
  }

  /** In the order of prefixes. */
  Set<Prefix> prefixes() {
    return prefixes;
  }
}
