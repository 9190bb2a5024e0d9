package io.towpath.cli.output;

import io.towpath.estate.answers.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A table as aligned columns under headings, or as tab-separated lines. */
public final class TableText {
  private static final String GAP = "  ";

  private TableText() {}

  /** Aligned columns; headings begin with a capital, as {@code az -o table} prints them. */
  public static String aligned(Table table) {
    List<String> columns = table.columns();
    int[] widths = new int[columns.size()];
    List<List<String>> lines = new ArrayList<>();
    List<String> headings = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      String name = columns.get(i);
      headings.add(Character.toUpperCase(name.charAt(0)) + name.substring(1));
      widths[i] = name.length();
    }
    for (Map<String, @Nullable Object> row : table.rows()) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        String cell = Table.text(row.get(columns.get(i)));
        cells.add(cell);
        widths[i] = Math.max(widths[i], cell.length());
      }
      lines.add(cells);
    }
    StringBuilder out = new StringBuilder();
    line(out, headings, widths);
    List<String> rules = new ArrayList<>();
    for (int width : widths) {
      rules.add("-".repeat(width));
    }
    line(out, rules, widths);
    lines.forEach(cells -> line(out, cells, widths));
    return out.toString();
  }

  private static void line(StringBuilder out, List<String> cells, int[] widths) {
    int start = out.length();
    for (int i = 0; i < cells.size(); i++) {
      out.append(i == 0 ? "" : GAP)
          .append(cells.get(i))
          .append(" ".repeat(widths[i] - cells.get(i).length()));
    }
    int end = out.length();
    while (end > start && out.charAt(end - 1) == ' ') {
      end--;
    }
    out.setLength(end);
    out.append('\n');
  }

  /** Tab-separated lines without a header. */
  public static String tabSeparated(Table table) {
    StringBuilder out = new StringBuilder();
    for (Map<String, @Nullable Object> row : table.rows()) {
      for (int i = 0; i < table.columns().size(); i++) {
        out.append(i == 0 ? "" : "\t").append(Table.text(row.get(table.columns().get(i))));
      }
      out.append('\n');
    }
    return out.toString();
  }
}
