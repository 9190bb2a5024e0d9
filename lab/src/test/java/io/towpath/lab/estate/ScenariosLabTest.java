package io.towpath.lab.estate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.towpath.lab.compare.ComparisonReport;
import io.towpath.lab.compare.ComparisonRun;
import io.towpath.lab.compare.LabComparison;
import io.towpath.lab.compare.ReportText;
import io.towpath.lab.linux.Machine;
import io.towpath.lab.linux.Probe;
import io.towpath.net.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * A third of the scenarios with real daemons and real packets, and one failure of each; see {@link
 * RotatingScenarios}.
 */
@Tag("lab")
@Tag("slow")
class ScenariosLabTest {
  private static final int MOST_PAIRS = 1000;

  /** Most of the time a lab waits for hold timers. */
  private static final int AT_A_TIME = 5;

  @TestFactory
  Stream<DynamicTest> comparesCleanBeforeDuringAndAfterAFailure() {
    Assumptions.assumeTrue(
        "root".equals(System.getProperty("user.name")), "the labs of this test need root");
    Machine machine = Probe.probe();
    Assumptions.assumeTrue(
        machine.findings().stream().noneMatch(f -> f.severity() == Severity.ERROR),
        () -> "this machine cannot run labs: " + machine.findings());
    RotatingScenarios turn = RotatingScenarios.ofThisBuild();
    List<Path> files =
        turn.chosen().stream().map(name -> Path.of("../scenarios", name, "estate.yaml")).toList();
    ComparisonRun run =
        EstateComparisons.run(
            files,
            new EstateComparisons.Options(
                null,
                AT_A_TIME,
                _ -> Set.of(),
                estate ->
                    new LabComparison.Options(
                        turn.failure(List.copyOf(estate.file().failures().keySet())),
                        true,
                        MOST_PAIRS,
                        Duration.ofMinutes(5),
                        _ -> {}),
                _ -> {},
                _ -> {}));
    return run.estates().stream()
        .map(entry -> DynamicTest.dynamicTest(entry.file(), () -> agrees(entry.result())));
  }

  private static void agrees(ComparisonRun.Result result) {
    switch (result) {
      case ComparisonRun.Compared(ComparisonReport report) ->
          assertThat(report.agrees()).as(ReportText.of(report)).isTrue();
      case ComparisonRun.Skipped(String reason) -> Assumptions.abort(reason);
      case ComparisonRun.Failed(String reason) -> fail(reason);
    }
  }
}
