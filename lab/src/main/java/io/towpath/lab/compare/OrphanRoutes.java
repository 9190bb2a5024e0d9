package io.towpath.lab.compare;

import io.towpath.forwarding.solver.Solution;
import io.towpath.net.AddressFamily;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.BgpPeer;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
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
    List<LiveEnd> ends =
        IntStream.range(0, solution.routing().sessions().speakerCount())
            .mapToObj(speaker -> LiveEnd.of(solution, speaker))
            .flatMap(List::stream)
            .toList();
    if (ends.stream().noneMatch(OrphanRoutes::hidesLoops)) {
      return;
    }
    Map<String, String> neighbours = neighbours(ends, places);
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

  /** True if a session has a policy by which a loop may not be seen. */
  private static boolean hidesLoops(LiveEnd end) {
    BgpPeer.Family family = end.peer().family(AddressFamily.IPV4);
    return family != null
        && (family.asOverride()
            || family.allowOwnAs() > 0
            || family.removePrivate() != BgpPeer.RemovePrivate.NO);
  }

  private static Set<String> placesOf(Map<String, Set<String>> byPrefix, Row row) {
    return byPrefix.computeIfAbsent(String.valueOf(row.fact(Row.PREFIX)), _ -> new HashSet<>());
  }

  /** Who stands at the other end of a session, by place and address of the peer. */
  private static Map<String, String> neighbours(List<LiveEnd> ends, Places places) {
    Map<String, String> neighbours = new HashMap<>();
    for (LiveEnd end : ends) {
      neighbours.put(
          key(places.label(end.own().vrf()), end.peer().address()),
          places.label(end.other().vrf()));
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
