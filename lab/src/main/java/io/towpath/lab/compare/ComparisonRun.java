package io.towpath.lab.compare;

import io.towpath.lab.compare.Difference.Judgement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Comparisons of several estates.
 *
 * @param estates in the order in which they were asked for, whichever ended first
 */
public record ComparisonRun(List<Entry> estates) {
  public ComparisonRun {
    estates = List.copyOf(estates);
  }

  /**
   * What became of one estate.
   *
   * @param file its file, as it was given
   * @param took from loading it to the end of its lab
   */
  public record Entry(String file, Result result, Duration took) {}

  /** What became of one estate. */
  public sealed interface Result {
    /** A word for tables: {@code agrees}, {@code differs}, {@code skipped} or {@code failed}. */
    String word();
  }

  /** Its lab ran and was compared. */
  public record Compared(ComparisonReport report) implements Result {
    @Override
    public String word() {
      return report.agrees() ? "agrees" : "differs";
    }
  }

  /**
   * This machine cannot run its lab, which was known before anything was started.
   *
   * @param reason what is missing
   */
  public record Skipped(String reason) implements Result {
    @Override
    public String word() {
      return "skipped";
    }
  }

  /**
   * It could not be loaded, or its lab broke.
   *
   * @param reason in the words of whoever noticed
   */
  public record Failed(String reason) implements Result {
    @Override
    public String word() {
      return "failed";
    }
  }

  /** The reports of all that were compared. */
  public List<ComparisonReport> reports() {
    return estates.stream()
        .flatMap(
            entry ->
                switch (entry.result()) {
                  case Compared(ComparisonReport report) -> Stream.of(report);
                  case Skipped _, Failed _ -> Stream.<ComparisonReport>empty();
                })
        .toList();
  }

  /** How many estates came to a result of this word. */
  public long count(String word) {
    return estates.stream().filter(entry -> entry.result().word().equals(word)).count();
  }

  /** Differences of one judgement in all estates. */
  public long count(Judgement judgement) {
    return reports().stream().mapToLong(report -> report.count(judgement)).sum();
  }

  /** True if every estate that was compared agrees, none failed, and there was one to compare. */
  public boolean agrees() {
    return count("agrees") > 0 && count("differs") == 0 && count("failed") == 0;
  }
}
