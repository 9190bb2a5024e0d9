package io.towpath.estate.expect;

import io.towpath.estate.answers.Table;
import io.towpath.estate.file.Expectation.Row;
import io.towpath.estate.file.Expectation.TableExpectation;
import io.towpath.net.Prefix;
import java.util.ArrayList;
import java.util.Arrays;
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
  static List<String> compare(Table table, TableExpectation expectation) {
    List<Map<String, @Nullable Object>> rows = compared(table, expectation);
    List<String> mismatches = new ArrayList<>();
    List<Row> wanted = new ArrayList<>(expectation.contains());
    List<Row> exactly = expectation.exactly();
    if (exactly != null) {
      wanted.addAll(exactly);
    }
    for (Row row : wanted) {
      if (!isMatched(row, rows)) {
        mismatches.add("no row matches " + row + nearest(row, rows));
      }
    }
    if (exactly != null) {
      for (Map<String, @Nullable Object> row : rows) {
        if (exactly.stream().noneMatch(candidate -> matches(candidate, row))) {
          mismatches.add("unexpected row " + describe(row));
        }
      }
    }
    if (expectation.each() != null) {
      oneToOne(expectation.each(), rows, mismatches);
    }
    for (Prefix prefix : expectation.absent()) {
      for (Map<String, @Nullable Object> row : rows) {
        if (prefixes(row).contains(prefix.toString())) {
          mismatches.add("unexpected row for " + prefix + ": " + describe(row));
        }
      }
    }
    return mismatches;
  }

  private static boolean isMatched(Row row, List<Map<String, @Nullable Object>> rows) {
    for (Map<String, @Nullable Object> candidate : rows) {
      if (matches(row, candidate)) {
        return true;
      }
    }
    return false;
  }

  /** The rows that are compared at all. */
  private static List<Map<String, @Nullable Object>> compared(
      Table table, TableExpectation expectation) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (Map<String, @Nullable Object> row : table.rows()) {
      boolean asked =
          expectation.only().isEmpty()
              || expectation.only().stream()
                  .anyMatch(prefix -> prefixes(row).contains(prefix.toString()));
      if (asked && expectation.ignoring().stream().noneMatch(pattern -> matches(pattern, row))) {
        rows.add(row);
      }
    }
    return rows;
  }

  /**
   * Pairs written rows with rows of the table, as many as possible: a written row that names few
   * members may match several, so each new one may move those that were paired before it.
   */
  private static void oneToOne(
      List<Row> wanted, List<Map<String, @Nullable Object>> rows, List<String> mismatches) {
    int[] pairedWith = new int[rows.size()];
    Arrays.fill(pairedWith, -1);
    for (int i = 0; i < wanted.size(); i++) {
      if (!pair(i, wanted, rows, pairedWith, new boolean[rows.size()])) {
        mismatches.add("no further row matches " + wanted.get(i) + nearest(wanted.get(i), rows));
      }
    }
    for (int i = 0; i < pairedWith.length; i++) {
      if (pairedWith[i] < 0) {
        mismatches.add("unexpected row " + describe(rows.get(i)));
      }
    }
  }

  private static boolean pair(
      int row,
      List<Row> wanted,
      List<Map<String, @Nullable Object>> rows,
      int[] pairedWith,
      boolean[] tried) {
    for (int i = 0; i < rows.size(); i++) {
      if (!tried[i] && matches(wanted.get(row), rows.get(i))) {
        tried[i] = true;
        if (pairedWith[i] < 0 || pair(pairedWith[i], wanted, rows, pairedWith, tried)) {
          pairedWith[i] = row;
          return true;
        }
      }
    }
    return false;
  }

  private static String nearest(Row row, List<Map<String, @Nullable Object>> rows) {
    List<String> key = row.cells().getOrDefault("prefix", row.cells().get("network"));
    if (key == null) {
      return "";
    }
    List<String> same = new ArrayList<>();
    for (Map<String, @Nullable Object> candidate : rows) {
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

  /** True if a row has what is wanted on the members that are named. */
  static boolean matches(Row wanted, Map<String, @Nullable Object> row) {
    for (Map.Entry<String, List<String>> cell : wanted.cells().entrySet()) {
      if (!cellMatches(cell.getKey(), cell.getValue(), row)) {
        return false;
      }
    }
    return true;
  }

  private static boolean cellMatches(
      String name, List<String> wanted, Map<String, @Nullable Object> row) {
    if (name.equals("nextHops")) {
      // How many addresses there are, for those that nobody can predict.
      long count = strings(row.get("nextHopIpAddress")).stream().filter(s -> !s.isEmpty()).count();
      return wanted.equals(List.of(Long.toString(count)));
    }
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
