package io.towpath.estate.expect;

import io.towpath.estate.answers.Table;
import io.towpath.estate.file.Expectation.Row;
import io.towpath.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares rows that were written with rows of a table: on the members that are named, lists
 * without order, AS paths with blanks or {@code -} between the numbers.
 */
final class RowMatching {
  private RowMatching() {}

  /** What of an expectation about a table does not hold. */
  static List<String> compare(
      Table table, List<Row> contains, @Nullable List<Row> exactly, List<Prefix> absent) {
    List<String> mismatches = new ArrayList<>();
    List<Row> wanted = new ArrayList<>(contains);
    if (exactly != null) {
      wanted.addAll(exactly);
    }
    for (Row row : wanted) {
      if (!isMatched(row, table)) {
        mismatches.add("no row matches " + row + nearest(row, table));
      }
    }
    if (exactly != null) {
      for (Map<String, @Nullable Object> row : table.rows()) {
        if (exactly.stream().noneMatch(candidate -> matches(candidate, row))) {
          mismatches.add("unexpected row " + describe(row));
        }
      }
    }
    for (Prefix prefix : absent) {
      for (Map<String, @Nullable Object> row : table.rows()) {
        if (prefixes(row).contains(prefix.toString())) {
          mismatches.add("unexpected row for " + prefix + ": " + describe(row));
        }
      }
    }
    return mismatches;
  }

  private static boolean isMatched(Row row, Table table) {
    for (Map<String, @Nullable Object> candidate : table.rows()) {
      if (matches(row, candidate)) {
        return true;
      }
    }
    return false;
  }

  private static String nearest(Row row, Table table) {
    List<String> key = row.cells().getOrDefault("prefix", row.cells().get("network"));
    if (key == null) {
      return "";
    }
    List<String> same = new ArrayList<>();
    for (Map<String, @Nullable Object> candidate : table.rows()) {
      if (prefixes(candidate).containsAll(key)) {
        same.add(describe(candidate));
      }
    }
    return same.isEmpty() ? "; no row has that prefix" : "; found " + String.join("; ", same);
  }

  private static String describe(Map<String, @Nullable Object> row) {
    StringBuilder text = new StringBuilder("{");
    row.forEach(
        (name, value) -> {
          String shown = Table.text(value);
          if (!shown.isEmpty() && !name.equals("why")) {
            text.append(text.length() == 1 ? "" : ", ").append(name).append(": ").append(shown);
          }
        });
    return text.append('}').toString();
  }

  private static List<String> prefixes(Map<String, @Nullable Object> row) {
    for (String name : List.of("prefix", "addressPrefix", "network")) {
      Object value = row.get(name);
      if (value != null) {
        return strings(value);
      }
    }
    return List.of();
  }

  private static boolean matches(Row wanted, Map<String, @Nullable Object> row) {
    for (Map.Entry<String, List<String>> cell : wanted.cells().entrySet()) {
      if (!cellMatches(cell.getKey(), cell.getValue(), row)) {
        return false;
      }
    }
    return true;
  }

  private static boolean cellMatches(
      String name, List<String> wanted, Map<String, @Nullable Object> row) {
    List<String> found =
        name.equals("prefix") || name.equals("network") ? prefixes(row) : strings(row.get(name));
    if (name.equals("via")) {
      // A gateway or circuit is met by itself or by one of its links or instances.
      return wanted.stream()
          .allMatch(via -> found.stream().anyMatch(f -> f.equals(via) || f.startsWith(via + "/")));
    }
    if (name.equals("asPath") || name.equals("path")) {
      return normal(wanted).equals(normal(found));
    }
    return new TreeSet<>(wanted).equals(new TreeSet<>(found));
  }

  private static String normal(List<String> path) {
    return String.join(" ", path).replace('-', ' ').trim();
  }

  private static List<String> strings(@Nullable Object value) {
    return switch (value) {
      case null -> List.of("");
      case List<?> list -> list.stream().map(String::valueOf).toList();
      default -> List.of(value.toString());
    };
  }
}
