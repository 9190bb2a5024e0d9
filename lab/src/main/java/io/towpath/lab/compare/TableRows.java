package io.towpath.lab.compare;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One side of a table.
 *
 * @param place whose table it is, as users name it: {@code ce1-primary/30}, {@code spoke/vm}
 * @param rows by key
 */
public record TableRows(TableKind kind, String place, SortedMap<String, Row> rows)
    implements Comparable<TableRows> {
  public TableRows {
    rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
  }

  /** A table of rows; of two with one key the first counts. */
  public static TableRows of(TableKind kind, String place, Collection<Row> rows) {
    SortedMap<String, Row> byKey = new TreeMap<>();
    rows.forEach(row -> byKey.putIfAbsent(row.key(), row));
    return new TableRows(kind, place, byKey);
  }

  /** An empty table. */
  public static TableRows empty(TableKind kind, String place) {
    return new TableRows(kind, place, new TreeMap<>());
  }

  @Override
  public int compareTo(TableRows other) {
    int byKind = kind.compareTo(other.kind);
    return byKind != 0 ? byKind : place.compareTo(other.place);
  }
}
