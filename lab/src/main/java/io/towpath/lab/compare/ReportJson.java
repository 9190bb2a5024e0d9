package io.towpath.lab.compare;

import io.towpath.lab.compare.ComparisonReport.Stage;
import io.towpath.lab.compare.Difference.Judgement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A comparison as the members of a JSON object. */
public final class ReportJson {
  private ReportJson() {}

  /** The members, in order; the caller puts {@code schema} in front. */
  public static Map<String, @Nullable Object> of(ComparisonReport report) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("estate", report.estate());
    json.put("file", report.file());
    json.put("agrees", report.agrees());
    for (Judgement judgement : Judgement.values()) {
      json.put(word(judgement), report.count(judgement));
    }
    json.put("stages", report.stages().stream().map(ReportJson::stage).toList());
    json.put("allowedRules", AllowedDifferences.rules().stream().map(ReportJson::rule).toList());
    json.put(
        "remarks",
        report.remarks().stream()
            .map(
                remark ->
                    ordered(
                        "kind",
                        remark.kind().name().toLowerCase(Locale.ROOT),
                        "element",
                        remark.element(),
                        "text",
                        remark.text()))
            .toList());
    return json;
  }

  private static String word(Judgement judgement) {
    return switch (judgement) {
      case DIFFERS -> "differs";
      case ALLOWED -> "allowed";
      case NOT_COMPARED -> "notCompared";
      case SEVERAL_OUTCOMES -> "severalOutcomes";
    };
  }

  private static Map<String, @Nullable Object> ordered(@Nullable Object... keysAndValues) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      object.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
    }
    return object;
  }

  private static Map<String, @Nullable Object> rule(AllowedDifferences.Rule rule) {
    return ordered("id", rule.id(), "reason", rule.reason(), "source", rule.source());
  }

  private static Map<String, @Nullable Object> stage(Stage stage) {
    List<Object> tables = new ArrayList<>();
    stage.tables().forEach(table -> tables.add(table(table)));
    return ordered(
        "name",
        stage.name(),
        "lastChangeMillis",
        stage.converged().toMillis(),
        "notAtRest",
        stage.moving(),
        "tables",
        tables);
  }

  private static Map<String, @Nullable Object> table(ComparedTable table) {
    Map<String, Integer> bases = new LinkedHashMap<>();
    table.bases().forEach((basis, rows) -> bases.put(basis.word(), rows));
    return ordered(
        "kind",
        table.kind().word(),
        "place",
        table.place(),
        "rows",
        table.rows(),
        "basis",
        bases,
        "anotherEqualWay",
        table.equalWays(),
        "differences",
        table.differences().stream().map(ReportJson::difference).toList());
  }

  private static Map<String, @Nullable Object> difference(Difference difference) {
    return ordered(
        "row",
        difference.key(),
        "field",
        difference.field(),
        "predicted",
        difference.predicted(),
        "observed",
        difference.observed(),
        "judgement",
        word(difference.judgement()),
        "why",
        difference.why());
  }
}
