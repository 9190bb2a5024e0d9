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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The interop test bed with real daemons and real packets: failure and restoration included. */
@Tag("lab")
@Tag("slow")
class InteropLabTest {
  @Test
  void interopComparesCleanBeforeDuringAndAfterTheFailure() throws IOException {
    Assumptions.assumeTrue(
        "root".equals(System.getProperty("user.name")), "the lab of this test needs root");
    Machine machine = Probe.probe();
    Assumptions.assumeTrue(
        machine.findings().stream().noneMatch(f -> f.severity() == Severity.ERROR),
        () -> "this machine cannot run labs: " + machine.findings());
    Path file = Path.of("../scenarios/interop").toAbsolutePath().normalize();
    Estate estate = EstateLoader.load(file, null);
    EstateLab lab = EstateLab.up("interop-test", file, estate, null, Set.of(), _ -> {});
    ComparisonReport report;
    try {
      report =
          LabComparison.run(
              estate,
              file,
              lab,
              new LabComparison.Options(
                  List.of("ce1-msee"), true, 1000, Duration.ofMinutes(5), _ -> {}));
    } finally {
      lab.client().down();
    }
    assertThat(report.stages()).hasSize(3);
    assertThat(report.agrees()).as(ReportText.of(report)).isTrue();
  }
}
