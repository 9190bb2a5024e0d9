package io.towpath.lab.measure;

import io.towpath.lab.measure.Loss.Gap;
import io.towpath.lab.measure.MeasurementReport.PairLoss;
import io.towpath.lab.measure.MeasurementReport.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A measurement as rows of one table: for each stage, losses of each pair, then for each kind and
 * place when it first and last changed. Times are seconds since the command with three decimals.
 */
public final class MeasurementRows {
  /** Names of the columns; {@code lost} of {@code sent} and {@code gap} stand with packets only. */
  public static final List<String> COLUMNS =
      List.of(
          "failure", "change", "run", "kind", "subject", "first", "last", "changes", "sent", "lost",
          "gap", "state");

  private MeasurementRows() {}

  /** The rows, in order. */
  public static List<Map<String, @Nullable Object>> of(MeasurementReport report) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (Stage stage : report.stages()) {
      stage.packets().forEach(pair -> rows.add(packets(stage, pair)));
      for (ChangeKind kind : ChangeKind.values()) {
        byPlace(stage, kind)
            .forEach((place, changes) -> rows.add(changes(stage, kind, place, changes)));
      }
    }
    return rows;
  }

  private static SequencedMap<String, List<Change>> byPlace(Stage stage, ChangeKind kind) {
    SequencedMap<String, List<Change>> byPlace = new LinkedHashMap<>();
    for (Change change : stage.changes()) {
      if (change.kind() == kind) {
        byPlace.computeIfAbsent(change.place(), _ -> new ArrayList<>()).add(change);
      }
    }
    return byPlace;
  }

  private static Map<String, @Nullable Object> row(Stage stage, String kind, String subject) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("failure", stage.failure());
    row.put("change", stage.restored() ? "restore" : "fail");
    row.put("run", stage.run());
    row.put("kind", kind);
    row.put("subject", subject);
    return row;
  }

  private static Map<String, @Nullable Object> packets(Stage stage, PairLoss pair) {
    Map<String, @Nullable Object> row = row(stage, "packets", pair.from() + " -> " + pair.to());
    Gap gap = pair.loss().longest();
    row.put("first", gap == null ? null : seconds(gap.from()));
    row.put("last", gap == null ? null : seconds(gap.until()));
    row.put("changes", null);
    row.put("sent", pair.loss().sent());
    row.put("lost", pair.loss().lost());
    row.put("gap", gap == null ? "0.000" : seconds(gap.length()));
    row.put("state", state(pair, gap));
    return row;
  }

  private static String state(PairLoss pair, @Nullable Gap gap) {
    if (!pair.answeredBefore()) {
      return gap != null && gap.ended() ? "came" : "no answer before";
    }
    return gap == null || gap.ended() ? "answered" : "no answer after";
  }

  private static Map<String, @Nullable Object> changes(
      Stage stage, ChangeKind kind, String place, List<Change> changes) {
    Map<String, @Nullable Object> row = row(stage, kind.word(), place);
    row.put("first", seconds(changes.getFirst().after()));
    row.put("last", seconds(changes.getLast().after()));
    row.put("changes", changes.size());
    row.put("sent", null);
    row.put("lost", null);
    row.put("gap", null);
    row.put("state", changes.getLast().what());
    return row;
  }

  /** Seconds with three decimals; what is below a millisecond is cut off. */
  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.3f", time.toMillis() / 1e3);
  }
}
