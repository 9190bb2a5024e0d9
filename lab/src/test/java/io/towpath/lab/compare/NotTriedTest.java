package io.towpath.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.estate.load.Estate;
import io.towpath.estate.load.EstateLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Failures that a running lab cannot bring about. */
class NotTriedTest {
  private final Estate estate =
      EstateLoader.load(Path.of("../scenarios/dual-homed/firewalls/active-active"), null);

  @Test
  void aPeeringIsLeftOutAndEverythingElseTried() {
    assertThat(LabComparison.whyNotTried(estate, "peering:spoke/to-hub1"))
        .isEqualTo("A peering cannot be disconnected while the lab runs.");
    assertThat(estate.file().failures()).isNotEmpty();
    for (String failure : estate.file().failures().keySet()) {
      assertThat(LabComparison.whyNotTried(estate, failure)).isNull();
    }
  }

  @Test
  void theReportNamesItAndItIsNoDifference() {
    ComparisonReport report =
        new ComparisonReport(
            "two hubs",
            "two/estate.yaml",
            List.of(
                new ComparisonReport.Stage("base", Duration.ofMillis(100), List.of(), List.of())),
            List.of(new ComparisonReport.NotTried("cut", "It cannot be cut.")),
            List.of());

    assertThat(report.agrees()).isTrue();
    assertThat(ReportText.of(report)).contains("\nnot tried, cut: It cannot be cut.\n");
    assertThat(ReportJUnit.of(report)).contains("two hubs, fail cut", "skipped=\"1\"");
    assertThat(ReportJson.of(report).get("notTried")).asString().contains("failure=cut");
  }
}
