package io.towpath.estate.answers;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table to print. Cells are strings, whole numbers, booleans, null or lists of strings; the order
 * of columns and rows is the order of output. Immutable.
 */
public final class Table {
  private final List<String> columns;
  private final List<Map<String, @Nullable Object>> rows;

  /**
   * A table.
   *
   * @param columns names of the columns of the plain form; rows may hold more for JSON
   * @param rows values by member name
   */
  public Table(List<String> columns, List<Map<String, @Nullable Object>> rows) {
    this.columns = List.copyOf(columns);
    List<Map<String, @Nullable Object>> copy = new ArrayList<>();
    for (Map<String, @Nullable Object> row : rows) {
      copy.add(Collections.unmodifiableMap(new LinkedHashMap<>(row)));
    }
    this.rows = Collections.unmodifiableList(copy);
  }

  /** Names of the columns of the plain form. */
  public List<String> columns() {
    return columns;
  }

  /** Values by member name, row by row. */
  public List<Map<String, @Nullable Object>> rows() {
    return rows;
  }

  /** Text of a cell: lists joined by a comma, null as an empty string. */
  public static String text(@Nullable Object cell) {
    return switch (cell) {
      case null -> "";
      case List<?> list -> String.join(", ", list.stream().map(String::valueOf).toList());
      default -> cell.toString();
    };
  }

  /** Collects rows; not thread-safe. */
  static final class Builder {
    private final List<String> columns;
    private final List<Map<String, @Nullable Object>> rows = new ArrayList<>();

    Builder(String... columns) {
      this.columns = List.of(columns);
    }

    /** Adds a row of names and values in turn. */
    Builder row(@Nullable Object... cells) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      for (int i = 0; i < cells.length; i += 2) {
        row.put(String.valueOf(cells[i]), cells[i + 1]);
      }
      rows.add(row);
      return this;
    }

    Table build() {
      return new Table(columns, rows);
    }
  }
}
