package io.towpath.lab.measure;

import java.time.Duration;
import java.util.List;

/**
 * What was measured.
 *
 * @param estate name of the estate
 * @param interval between probes as asked for; the kernel's timers may make it a little longer
 * @param resolution of the times of daemons' changes; those of kernels are exact
 * @param stages a failure and its restoration in turn
 */
public record MeasurementReport(
    String estate, Duration interval, Duration resolution, List<Stage> stages) {
  public MeasurementReport {
    stages = List.copyOf(stages);
  }

  /**
   * One failure, or its restoration.
   *
   * @param failure as it was named
   * @param run which repetition, from 1
   * @param restored false = it was brought about, true = it ended
   * @param applied when the lab said that it was done
   * @param asExpected the lab came to the rest that is predicted
   * @param moving what still changed when the time was up; empty if it came to rest
   * @param packets losses of each pair of hosts
   * @param changes all that changed, in order
   */
  public record Stage(
      String failure,
      int run,
      boolean restored,
      Duration applied,
      boolean asExpected,
      List<String> moving,
      List<PairLoss> packets,
      List<Change> changes) {
    public Stage {
      moving = List.copyOf(moving);
      packets = List.copyOf(packets);
      changes = List.copyOf(changes);
    }
  }

  /**
   * Losses of packets from one host to another and back.
   *
   * @param answeredBefore probes came home before the command
   */
  public record PairLoss(String from, String to, boolean answeredBefore, Loss loss) {}
}
