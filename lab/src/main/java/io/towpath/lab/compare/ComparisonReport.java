package io.towpath.lab.compare;

import io.towpath.lab.compare.Difference.Judgement;
import io.towpath.lab.plan.Remark;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a comparison found. Stages in the order in which they ran, tables by kind and place, rows by
 * key.
 *
 * @param estate name of the estate
 * @param file its file, as it was given
 * @param stages the network as it is, then each failure and its restoration
 * @param notTried failures that a running lab cannot bring about, in the order of the estate
 * @param remarks what the lab builds otherwise or not at all
 */
public record ComparisonReport(
    String estate, String file, List<Stage> stages, List<NotTried> notTried, List<Remark> remarks) {

  public ComparisonReport {
    stages = List.copyOf(stages);
    notTried = List.copyOf(notTried);
    remarks = List.copyOf(remarks);
  }

  /**
   * A failure that was left out.
   *
   * @param failure its name
   * @param reason one sentence
   */
  public record NotTried(String failure, String reason) {}

  /**
   * One state of the network.
   *
   * @param name {@code base}, {@code fail NAME} or {@code restore NAME}
   * @param converged time until the last change that was seen
   * @param moving what still changed when the time for waiting was over; empty if all was at rest,
   *     or if all that moved is known to differ
   */
  public record Stage(
      String name, Duration converged, List<String> moving, List<ComparedTable> tables) {
    public Stage {
      moving = List.copyOf(moving);
      tables = List.copyOf(tables);
    }
  }

  /** Rows that were compared, of all tables and stages. */
  public long rows() {
    return tables().mapToLong(ComparedTable::rows).sum();
  }

  /** Rows that were compared, of the tables of one kind in all stages. */
  public long rows(TableKind kind) {
    return tables().filter(table -> table.kind() == kind).mapToLong(ComparedTable::rows).sum();
  }

  /** Differences of one judgement in all stages. */
  public long count(Judgement judgement) {
    return tables().mapToLong(table -> table.differences(judgement).size()).sum();
  }

  private Stream<ComparedTable> tables() {
    return stages.stream().flatMap(stage -> stage.tables().stream());
  }

  /** True if nothing speaks against the prediction and everything came to rest. */
  public boolean agrees() {
    return count(Judgement.DIFFERS) == 0
        && stages.stream().allMatch(stage -> stage.moving().isEmpty());
  }
}
