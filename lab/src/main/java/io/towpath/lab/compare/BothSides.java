package io.towpath.lab.compare;

import io.towpath.net.IpAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The BGP tables of a comparison, predicted and observed, for judging one row by others. */
final class BothSides {
  private static final List<String> USED = List.of("best", "multipath");

  private final Map<String, TableRows> predicted;
  private final Map<String, TableRows> observed;

  BothSides(Collection<TableRows> predicted, Collection<TableRows> observed) {
    this.predicted = index(predicted);
    this.observed = index(observed);
  }

  private static Map<String, TableRows> index(Collection<TableRows> tables) {
    Map<String, TableRows> index = new HashMap<>();
    tables.forEach(table -> index.put(name(table.kind(), table.place()), table));
    return index;
  }

  private static String name(TableKind kind, String place) {
    return kind + " " + place;
  }

  @Nullable Row predicted(TableKind kind, String place, String key) {
    return row(predicted, kind, place, key);
  }

  @Nullable Row observed(TableKind kind, String place, String key) {
    return row(observed, kind, place, key);
  }

  private static @Nullable Row row(
      Map<String, TableRows> side, TableKind kind, String place, String key) {
    TableRows table = side.get(name(kind, place));
    return table == null ? null : table.rows().get(key);
  }

  /** Rows of a Loc-RIB's paths to a prefix that the lab uses, whether alone or with others. */
  List<Row> used(String place, String prefix) {
    return used(observed, place, prefix);
  }

  private static List<Row> used(Map<String, TableRows> side, String place, String prefix) {
    TableRows table = side.get(name(TableKind.LOC_RIB, place));
    return table == null
        ? List.of()
        : table.rows().values().stream()
            .filter(row -> prefix.equals(row.fact(Row.PREFIX)) && isUsed(row))
            .toList();
  }

  /** Rows of what a place has received from a peer, or has of it in its Loc-RIB, on either side. */
  List<Row> from(String place, IpAddress peer) {
    List<Row> rows = new ArrayList<>();
    for (Map<String, TableRows> side : List.of(predicted, observed)) {
      for (TableKind kind : List.of(TableKind.RECEIVED, TableKind.LOC_RIB)) {
        TableRows table = side.get(name(kind, place));
        if (table != null) {
          table.rows().values().stream()
              .filter(row -> peer.equals(RouteFields.peer(row)))
              .forEach(rows::add);
        }
      }
    }
    return rows;
  }

  private static boolean isUsed(@Nullable Row row) {
    return row != null && USED.contains(row.value("standing"));
  }

  /** The best path to a prefix as predicted, or null. */
  @Nullable Row predictedBest(String place, String prefix) {
    return best(used(predicted, place, prefix));
  }

  /** The best path to a prefix in the lab, or null. */
  @Nullable Row observedBest(String place, String prefix) {
    return best(used(observed, place, prefix));
  }

  private static @Nullable Row best(List<Row> used) {
    return used.stream()
        .filter(row -> row.value("standing").equals("best"))
        .findFirst()
        .orElse(null);
  }

  /** True if either side uses a path. */
  boolean isUsedAnywhere(String place, String key) {
    return isUsed(predicted(TableKind.LOC_RIB, place, key))
        || isUsed(observed(TableKind.LOC_RIB, place, key));
  }

  /** True if a path came, or was taken, in another form than predicted, or on one side only. */
  boolean cameOtherwise(String place, String key) {
    return differ(TableKind.RECEIVED, place, key) || differ(TableKind.LOC_RIB, place, key);
  }

  private boolean differ(TableKind kind, String place, String key) {
    Row left = predicted(kind, place, key);
    Row right = observed(kind, place, key);
    return left == null || right == null
        ? left != null || right != null
        : !left.attributesUnlike(right).isEmpty();
  }
}
