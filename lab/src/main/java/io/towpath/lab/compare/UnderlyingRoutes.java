package io.towpath.lab.compare;

import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which routes of a router the next hops of its other routes are looked up in, where the two sides
 * do not have the same ones: a static route is there with the route to its next hop.
 */
final class UnderlyingRoutes {
  private static final String VIA = "via ";

  private final List<Map<String, TableRows>> sides;

  UnderlyingRoutes(Collection<TableRows> predicted, Collection<TableRows> observed) {
    sides = List.of(tables(predicted), tables(observed));
  }

  private static Map<String, TableRows> tables(Collection<TableRows> side) {
    Map<String, TableRows> tables = new HashMap<>();
    side.stream()
        .filter(table -> table.kind() == TableKind.ROUTES)
        .forEach(table -> tables.put(table.place(), table));
    return tables;
  }

  /**
   * Prefixes of routes that lead to a next hop of a route on one side, at first or at last, and
   * that are not the same on the other side.
   */
  Set<Prefix> unlike(String place, Prefix prefix) {
    Set<Prefix> found = new HashSet<>();
    for (Map<String, TableRows> side : sides) {
      TableRows table = side.get(place);
      Set<Prefix> seen = new HashSet<>();
      Deque<Prefix> open = new ArrayDeque<>(List.of(prefix));
      while (table != null && !open.isEmpty()) {
        Prefix next = open.remove();
        if (seen.add(next)) {
          List<Prefix> under = under(table, next);
          open.addAll(under);
          under.stream().filter(each -> differ(place, each)).forEach(found::add);
        }
      }
    }
    found.remove(prefix);
    return found;
  }

  private static List<Prefix> under(TableRows table, Prefix prefix) {
    List<Prefix> under = new ArrayList<>();
    Row row = table.rows().get(prefix.toString());
    for (String hop : row == null ? Set.<String>of() : row.hops()) {
      Prefix longest =
          hop.startsWith(VIA) ? longest(table, IpAddress.parse(hop.substring(VIA.length()))) : null;
      if (longest != null) {
        under.add(longest);
      }
    }
    return under;
  }

  private static @Nullable Prefix longest(TableRows table, IpAddress address) {
    Prefix longest = null;
    for (String key : table.rows().keySet()) {
      Prefix each = Prefix.parse(key);
      if (each.contains(address) && (longest == null || each.length() > longest.length())) {
        longest = each;
      }
    }
    return longest;
  }

  private boolean differ(String place, Prefix prefix) {
    List<Row> rows = new ArrayList<>();
    for (Map<String, TableRows> side : sides) {
      TableRows table = side.get(place);
      Row row = table == null ? null : table.rows().get(prefix.toString());
      if (row != null) {
        rows.add(row);
      }
    }
    return rows.size() < 2 || !rows.getFirst().attributesUnlike(rows.getLast()).isEmpty();
  }
}
