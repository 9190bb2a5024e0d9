package io.towpath.lab.compare;

import io.towpath.lab.compare.ComparisonReport.Stage;
import io.towpath.lab.compare.Difference.Judgement;
import io.towpath.lab.plan.Remark;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
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
    addCounts(json, report::count);
    json.put("stages", report.stages().stream().map(ReportJson::stage).toList());
    json.put("notTried", report.notTried().stream().map(ReportJson::notTried).toList());
    addRules(json);
    json.put("remarks", report.remarks().stream().map(ReportJson::remark).toList());
    return json;
  }

  /** The members for several estates: sums, then each estate with its report if it has one. */
  public static Map<String, @Nullable Object> of(ComparisonRun run) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("agrees", run.agrees());
    addCounts(json, run::count);
    json.put("skipped", run.count("skipped"));
    json.put("failed", run.count("failed"));
    json.put("estates", run.estates().stream().map(ReportJson::entry).toList());
    addRules(json);
    return json;
  }

  private static Map<String, @Nullable Object> entry(ComparisonRun.Entry entry) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("file", entry.file());
    json.put("result", entry.result().word());
    json.put("seconds", entry.took().toSeconds());
    switch (entry.result()) {
      case ComparisonRun.Compared(ComparisonReport report) -> {
        json.put("rows", report.rows());
        json.put("traces", report.rows(TableKind.TRACES));
        Map<String, @Nullable Object> members = of(report);
        members.remove("allowedRules"); // once for all, at the end
        json.putAll(members);
      }
      case ComparisonRun.Skipped(String reason) -> json.put("reason", reason);
      case ComparisonRun.Failed(String reason) -> json.put("reason", reason);
    }
    return json;
  }

  private static void addCounts(
      Map<String, @Nullable Object> json, ToLongFunction<Judgement> count) {
    for (Judgement judgement : Judgement.values()) {
      json.put(word(judgement), count.applyAsLong(judgement));
    }
  }

  private static void addRules(Map<String, @Nullable Object> json) {
    json.put("allowedRules", AllowedDifferences.rules().stream().map(ReportJson::rule).toList());
  }

  private static Map<String, @Nullable Object> notTried(ComparisonReport.NotTried left) {
    return ordered("failure", left.failure(), "reason", left.reason());
  }

  private static Map<String, @Nullable Object> remark(Remark remark) {
    return ordered(
        "kind",
        remark.kind().name().toLowerCase(Locale.ROOT),
        "element",
        remark.element(),
        "text",
        remark.text());
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
