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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Route Servers, gateways and appliances with real daemons and real packets. */
@Tag("lab")
@Tag("slow")
class RouteServerLabTest {
  @ParameterizedTest
  @CsvSource({
    "dual-homed/expressroute/routes-back, hub1",
    "dual-homed/firewalls/active-passive, hub1",
    "observed/route-server-microhack/branch-to-branch, "
  })
  void comparesCleanBeforeDuringAndAfterTheFailure(String scenario, String failure)
      throws IOException {
    Assumptions.assumeTrue(
        "root".equals(System.getProperty("user.name")), "the lab of this test needs root");
    Machine machine = Probe.probe();
    Assumptions.assumeTrue(
        machine.findings().stream().noneMatch(f -> f.severity() == Severity.ERROR),
        () -> "this machine cannot run labs: " + machine.findings());
    Path file = Path.of("../scenarios").resolve(scenario).toAbsolutePath().normalize();
    Estate estate = EstateLoader.load(file, null);
    List<String> failures = failure == null ? List.of() : List.of(failure);
    EstateLab lab = EstateLab.up("route-server-test", file, estate, null, Set.of(), _ -> {});
    ComparisonReport report;
    try {
      report =
          LabComparison.run(
              estate,
              file,
              lab,
              new LabComparison.Options(failures, true, 1000, Duration.ofMinutes(5), _ -> {}));
    } finally {
      lab.client().down();
    }
    assertThat(report.stages()).hasSize(1 + 2 * failures.size());
    assertThat(report.agrees()).as(ReportText.of(report)).isTrue();
  }
}
