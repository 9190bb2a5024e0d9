package io.towpath.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.lab.compare.Difference.Judgement;
import java.util.ArrayList;
import java.util.List;

/** Tables of a lab that shows something else than predicted, and what a comparison says of it. */
final class TableChanges {
  private TableChanges() {}

  /** Tables of which one row has another value in one field, or is gone. */
  static List<TableRows> with(
      List<TableRows> tables,
      TableKind kind,
      String place,
      String key,
      String field,
      String value) {
    List<TableRows> changed = new ArrayList<>();
    for (TableRows table : tables) {
      if (table.kind() == kind && table.place().equals(place)) {
        assertThat(table.rows()).as(kind + " of " + place).containsKey(key);
        List<Row> rows = new ArrayList<>();
        for (Row row : table.rows().values()) {
          if (!row.key().equals(key)) {
            rows.add(row);
          } else if (!field.equals(Difference.ROW)) {
            rows.add(with(row, field, value));
          }
        }
        changed.add(TableRows.of(kind, place, rows));
      } else {
        changed.add(table);
      }
    }
    return changed;
  }

  private static Row with(Row row, String field, String value) {
    Row.Builder builder = Row.of(row.key());
    row.fields().forEach(builder::withAny);
    row.facts().forEach(builder::fact);
    return builder.with(field, value).build();
  }

  /** Differences of one judgement, as {@code KIND place key: field}. */
  static List<String> found(List<ComparedTable> tables, Judgement judgement) {
    return tables.stream()
        .flatMap(
            table ->
                table.differences(judgement).stream()
                    .map(
                        each ->
                            "%s %s %s: %s"
                                .formatted(table.kind(), table.place(), each.key(), each.field())))
        .toList();
  }
}
