package io.towpath.lab.compare;

import io.towpath.lab.compare.ComparisonRun.Entry;
import io.towpath.lab.compare.Difference.Judgement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Comparisons of several estates as text for people. */
public final class RunText {
  private static final List<String> COLUMNS =
      List.of("result", "sessions", "rows", "traces", "allowed", "differs", "seconds", "estate");

  private RunText() {}

  /**
   * One estate as soon as it has ended: a line, and its whole report if something differs.
   *
   * @param number of the estate, from 1
   * @param of how many there are
   */
  public static String of(Entry entry, int number, int of) {
    String line =
        String.format(
            Locale.ROOT,
            "[%d/%d] %s  %s, %d s",
            number,
            of,
            entry.file(),
            switch (entry.result()) {
              case ComparisonRun.Compared(ComparisonReport report) ->
                  entry.result().word() + ", " + report.rows() + " rows";
              case ComparisonRun.Skipped(String reason) -> "skipped: " + reason;
              case ComparisonRun.Failed(String reason) -> "FAILED: " + reason;
            },
            entry.took().toSeconds());
    return entry.result() instanceof ComparisonRun.Compared(ComparisonReport report)
            && !report.agrees()
        ? line + "\n\n" + ReportText.of(report) + "\n"
        : line + "\n";
  }

  /**
   * The sums: a line for each estate and one for all. Sessions are ends of sessions in the network
   * as it is.
   */
  public static String of(ComparisonRun run) {
    List<String> lines = new ArrayList<>();
    lines.add(aligned(COLUMNS));
    run.estates().forEach(entry -> lines.add(aligned(cells(entry))));
    List<ComparisonReport> reports = run.reports();
    lines.add(
        aligned(
            List.of(
                "",
                Long.toString(reports.stream().mapToLong(RunText::sessions).sum()),
                Long.toString(reports.stream().mapToLong(ComparisonReport::rows).sum()),
                Long.toString(reports.stream().mapToLong(r -> r.rows(TableKind.TRACES)).sum()),
                Long.toString(run.count(Judgement.ALLOWED)),
                Long.toString(run.count(Judgement.DIFFERS)),
                Long.toString(run.estates().stream().mapToLong(e -> e.took().toSeconds()).sum()),
                run.estates().size() + " estates")));
    for (ComparisonReport report : reports) {
      for (ComparisonReport.NotTried left : report.notTried()) {
        lines.add("not tried, " + report.file() + ", " + left.failure() + ": " + left.reason());
      }
    }
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "%d agree, %d differ, %d skipped, %d failed",
            run.count("agrees"),
            run.count("differs"),
            run.count("skipped"),
            run.count("failed")));
    return String.join("\n", lines) + "\n";
  }

  private static long sessions(ComparisonReport report) {
    return report.stages().stream()
        .limit(1)
        .flatMap(stage -> stage.tables().stream())
        .filter(table -> table.kind() == TableKind.SESSIONS)
        .mapToLong(ComparedTable::rows)
        .sum();
  }

  /** The sums of each estate as tab-separated lines without a header. */
  public static String tabSeparated(ComparisonRun run) {
    return run.estates().stream()
        .map(entry -> String.join("\t", cells(entry)) + "\n")
        .collect(Collectors.joining());
  }

  private static List<String> cells(Entry entry) {
    String seconds = Long.toString(entry.took().toSeconds());
    return switch (entry.result()) {
      case ComparisonRun.Compared(ComparisonReport report) ->
          List.of(
              entry.result().word(),
              Long.toString(sessions(report)),
              Long.toString(report.rows()),
              Long.toString(report.rows(TableKind.TRACES)),
              Long.toString(report.count(Judgement.ALLOWED)),
              Long.toString(report.count(Judgement.DIFFERS)),
              seconds,
              entry.file());
      case ComparisonRun.Skipped _, ComparisonRun.Failed _ ->
          List.of(entry.result().word(), "", "", "", "", "", seconds, entry.file());
    };
  }

  private static String aligned(List<String> cells) {
    return String.format(Locale.ROOT, "%-8s %9s %7s %7s %8s %8s %8s  %s", cells.toArray());
  }
}
