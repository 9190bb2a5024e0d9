package io.towpath.lab.compare;

import io.towpath.lab.compare.ComparisonReport.Stage;
import io.towpath.lab.compare.Difference.Judgement;
import io.towpath.lab.plan.Remark;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A comparison as text for people: counts, then what differs, then what was let pass and why. */
public final class ReportText {
  private static final int MOST = 200;
  private static final int MOST_KEYS = 20;

  private ReportText() {}

  /** The text; its last line says whether prediction and lab agree. */
  public static String of(ComparisonReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(report.estate());
    for (Stage stage : report.stages()) {
      lines.add("");
      stage(stage, lines);
    }
    if (!report.notTried().isEmpty()) {
      lines.add("");
    }
    report.notTried().forEach(n -> lines.add("not tried, " + n.failure() + ": " + n.reason()));
    lines.add("");
    basis(report, lines);
    letPass(report, lines);
    remarks(report, lines);
    long rows = report.rows();
    long differences = report.count(Judgement.DIFFERS);
    lines.add("");
    lines.add(
        rows + " rows compared, " + differences + (differences == 1 ? " differs" : " differ"));
    return String.join("\n", lines) + "\n";
  }

  private static void stage(Stage stage, List<String> lines) {
    lines.add(
        stage.name()
            + String.format(
                Locale.ROOT, " (last change after %.1f s)", stage.converged().toMillis() / 1000.0));
    stage.moving().stream()
        .limit(MOST)
        .forEach(what -> lines.add("  NOT AT REST  " + what.replace('\n', ' ')));
    Map<TableKind, int[]> counts = new EnumMap<>(TableKind.class);
    for (ComparedTable table : stage.tables()) {
      int[] count = counts.computeIfAbsent(table.kind(), k -> new int[4]);
      count[0]++;
      count[1] += table.rows();
      count[2] += table.differences(Judgement.DIFFERS).size();
      count[3] += table.equalWays();
    }
    counts.forEach(
        (kind, count) ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    "  %-15s %4d tables %6d rows %6s differ%s",
                    kind.word(),
                    count[0],
                    count[1],
                    count[2] == 0 ? "none" : String.valueOf(count[2]),
                    count[3] == 0 ? "" : ", " + count[3] + " took another equal way")));
    List<String> differences = new ArrayList<>();
    for (ComparedTable table : stage.tables()) {
      for (Difference difference : table.differences(Judgement.DIFFERS)) {
        differences.add(
            "  DIFFERS  "
                + table.kind().word()
                + " of "
                + table.place()
                + ": "
                + difference.text());
      }
    }
    lines.addAll(differences.subList(0, Math.min(MOST, differences.size())));
    if (differences.size() > MOST) {
      lines.add("  … and " + (differences.size() - MOST) + " more; -o json lists all");
    }
  }

  private static void basis(ComparisonReport report, List<String> lines) {
    Map<Basis, Integer> bases = new EnumMap<>(Basis.class);
    report.stages().stream()
        .flatMap(stage -> stage.tables().stream())
        .forEach(table -> table.bases().forEach((b, n) -> bases.merge(b, n, Integer::sum)));
    bases.forEach((basis, rows) -> lines.add(rows + " rows rest on " + basis.text() + "."));
  }

  private static void letPass(ComparisonReport report, List<String> lines) {
    Map<String, Integer> allowed = new TreeMap<>();
    Map<String, Integer> several = new TreeMap<>();
    Map<String, LeftOut> leftOut = new TreeMap<>();
    for (Stage stage : report.stages()) {
      for (ComparedTable table : stage.tables()) {
        for (Difference difference : table.differences()) {
          switch (difference.judgement()) {
            case ALLOWED -> allowed.merge(difference.why(), 1, Integer::sum);
            case SEVERAL_OUTCOMES -> several.merge(difference.why(), 1, Integer::sum);
            case NOT_COMPARED ->
                leftOut
                    .computeIfAbsent(difference.why(), _ -> new LeftOut())
                    .add(table, difference.key());
            case DIFFERS -> {
              // listed with its stage
            }
          }
        }
      }
    }
    for (AllowedDifferences.Rule rule : AllowedDifferences.rules()) {
      Integer count = allowed.get(rule.id());
      if (count != null) {
        lines.add(count + " allowed (" + rule.id() + "): " + rule.reason());
      }
    }
    several.forEach((why, count) -> lines.add(count + " accepted: " + why + "."));
    leftOut.forEach(
        (why, rows) -> {
          lines.add(rows.count + " not compared: " + why);
          rows.byTable.forEach((table, keys) -> lines.add("  " + table + ": " + few(keys)));
        });
  }

  /** Rows that differ and do not count. */
  private static final class LeftOut {
    private int count;
    private final Map<String, Set<String>> byTable = new TreeMap<>();

    void add(ComparedTable table, String key) {
      count++;
      byTable
          .computeIfAbsent(table.kind().word() + " of " + table.place(), _ -> new TreeSet<>())
          .add(key);
    }
  }

  private static String few(Set<String> keys) {
    String first = keys.stream().limit(MOST_KEYS).collect(Collectors.joining(", "));
    int more = keys.size() - MOST_KEYS;
    return more <= 0 ? first : first + " … and " + more + " more; -o json lists all";
  }

  private static void remarks(ComparisonReport report, List<String> lines) {
    for (Remark remark : report.remarks()) {
      if (remark.kind() != Remark.Kind.VARIANT) {
        lines.add(
            (remark.kind() == Remark.Kind.MISSING ? "not built, " : "not the same, ")
                + remark.element()
                + ": "
                + remark.text());
      }
    }
  }
}
