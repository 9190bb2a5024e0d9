package io.towpath.lab.compare;

import io.towpath.lab.compare.Difference.Judgement;
import io.towpath.lab.plan.Remark;
import java.time.Duration;
import java.util.List;

/**
 * What a comparison found. Stages in the order in which they ran, tables by kind and place, rows by
 * key.
 *
 * @param estate name of the estate
 * @param file its file, as it was given
 * @param stages the network as it is, then each failure and its restoration
 * @param remarks what the lab builds otherwise or not at all
 */
public record ComparisonReport(
    String estate, String file, List<Stage> stages, List<Remark> remarks) {

  public ComparisonReport {
    stages = List.copyOf(stages);
    remarks = List.copyOf(remarks);
  }

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

  /** Differences of one judgement in all stages. */
  public long count(Judgement judgement) {
    return stages.stream()
        .flatMap(stage -> stage.tables().stream())
        .mapToLong(table -> table.differences(judgement).size())
        .sum();
  }

  /** True if nothing speaks against the prediction and everything came to rest. */
  public boolean agrees() {
    return count(Judgement.DIFFERS) == 0
        && stages.stream().allMatch(stage -> stage.moving().isEmpty());
  }
}
