package io.towpath.lab.measure;

import static io.towpath.lab.measure.MeasurementRows.seconds;

import io.towpath.lab.measure.Loss.Gap;
import io.towpath.lab.measure.MeasurementReport.PairLoss;
import io.towpath.lab.measure.MeasurementReport.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/** A measurement as text for people: losses and how the lab came to know, stage by stage. */
public final class MeasurementText {
  private MeasurementText() {}

  /** The text. */
  public static String of(MeasurementReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(report.estate());
    for (Stage stage : report.stages()) {
      lines.add("");
      stage(stage, lines);
    }
    spread(report, lines);
    lines.add("");
    lines.add(
        "A gap lies between the sendings of two probes that were answered: it is up to two"
            + " intervals ("
            + report.interval().toMillis()
            + " ms each) longer than the outage.");
    lines.add(
        "Daemons were asked every "
            + report.resolution().toMillis()
            + " ms; links and kernel tables tell by themselves.");
    return String.join("\n", lines) + "\n";
  }

  private static void stage(Stage stage, List<String> lines) {
    lines.add(
        (stage.restored() ? "restore " : "fail ")
            + stage.failure()
            + ", run "
            + stage.run()
            + " (in force after "
            + seconds(stage.applied())
            + " s)");
    stage.packets().forEach(pair -> lines.add("  " + packets(pair)));
    if (!stage.asExpected()) {
      lines.add("  NOT AS PREDICTED when it came to rest; towpath lab compare says in what");
    }
    stage.moving().forEach(what -> lines.add("  NOT AT REST  " + what));
    Map<ChangeKind, List<Change>> byKind = new EnumMap<>(ChangeKind.class);
    for (Change change : stage.changes()) {
      byKind.computeIfAbsent(change.kind(), _ -> new ArrayList<>()).add(change);
    }
    byKind.forEach((kind, changes) -> lines.add("  " + line(kind, changes)));
  }

  private static String packets(PairLoss pair) {
    Gap gap = pair.loss().longest();
    String head =
        pair.from() + " -> " + pair.to() + ": " + pair.loss().lost() + " of " + pair.loss().sent();
    if (gap == null) {
      return head + " lost";
    }
    return head
        + " lost, longest gap "
        + seconds(gap.length())
        + " s, from "
        + seconds(gap.from())
        + " to "
        + seconds(gap.until())
        + " s"
        + (gap.ended() ? "" : ", not ended")
        + (pair.answeredBefore() ? "" : ", no answer before");
  }

  private static String line(ChangeKind kind, List<Change> changes) {
    Change first = changes.getFirst();
    Change last = changes.getLast();
    return String.format(
        Locale.ROOT,
        "%-14s first %8s s at %s (%s), last %8s s at %s",
        kind.word(),
        seconds(first.after()),
        first.place(),
        first.what(),
        seconds(last.after()),
        last.place());
  }

  /** Least, middle and greatest gap of what was repeated. */
  private static void spread(MeasurementReport report, List<String> lines) {
    SequencedMap<String, List<Duration>> gaps = new LinkedHashMap<>();
    for (Stage stage : report.stages()) {
      for (PairLoss pair : stage.packets()) {
        Gap gap = pair.loss().longest();
        String key =
            (stage.restored() ? "restore " : "fail ")
                + stage.failure()
                + ", "
                + pair.from()
                + " -> "
                + pair.to();
        gaps.computeIfAbsent(key, _ -> new ArrayList<>())
            .add(gap == null ? Duration.ZERO : gap.length());
      }
    }
    if (gaps.values().stream().noneMatch(all -> all.size() > 1)) {
      return;
    }
    lines.add("");
    gaps.forEach(
        (key, all) -> {
          List<Duration> sorted = all.stream().sorted().toList();
          lines.add(
              key
                  + ": gap "
                  + seconds(sorted.getFirst())
                  + " / "
                  + seconds(sorted.get((sorted.size() - 1) / 2))
                  + " / "
                  + seconds(sorted.getLast())
                  + " s (least, middle, greatest of "
                  + sorted.size()
                  + ")");
        });
  }
}
