package io.towpath.lab.estate;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.estate.load.Estate;
import io.towpath.estate.load.EstateLoader;
import io.towpath.lab.compare.ComparisonReport;
import io.towpath.lab.compare.LabComparison;
import io.towpath.lab.compare.ReportText;
import io.towpath.lab.linux.Machine;
import io.towpath.lab.linux.Probe;
import io.towpath.net.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;

/** Brings a scenario up and compares it, before, during and after failures. */
final class ComparedScenario {
  private ComparedScenario() {}

  /**
   * Passes if nothing differs; skips where the machine cannot run labs.
   *
   * @param lab name of the lab
   * @param scenario its folder below {@code scenarios}
   * @param failures names of the failures that are tried
   */
  static void agrees(String lab, String scenario, List<String> failures) throws IOException {
    Assumptions.assumeTrue(
        "root".equals(System.getProperty("user.name")), "the lab of this test needs root");
    Machine machine = Probe.probe();
    Assumptions.assumeTrue(
        machine.findings().stream().noneMatch(f -> f.severity() == Severity.ERROR),
        () -> "this machine cannot run labs: " + machine.findings());
    Path file = Path.of("../scenarios").resolve(scenario).toAbsolutePath().normalize();
    Estate estate = EstateLoader.load(file, null);
    EstateLab running = EstateLab.up(lab, file, estate, null, Set.of(), _ -> {});
    ComparisonReport report;
    try {
      report =
          LabComparison.run(
              estate,
              file,
              running,
              new LabComparison.Options(failures, true, 1000, Duration.ofMinutes(5), _ -> {}));
    } finally {
      running.client().down();
    }
    assertThat(report.stages()).hasSize(1 + 2 * failures.size());
    assertThat(report.agrees()).as(ReportText.of(report)).isTrue();
  }
}
