package io.towpath.lab.estate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.towpath.estate.load.Estate;
import io.towpath.estate.load.EstateLoader;
import io.towpath.lab.LabException;
import io.towpath.lab.compare.ComparisonReport;
import io.towpath.lab.compare.LabComparison;
import io.towpath.lab.compare.ReportText;
import io.towpath.lab.linux.Machine;
import io.towpath.lab.linux.Probe;
import io.towpath.lab.linux.Programs;
import io.towpath.lab.plan.BirdNodes;
import io.towpath.lab.plan.Daemon;
import io.towpath.net.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A ring of routers that all run BIRD, with real sessions, BFD and packets. */
@Tag("lab")
@Tag("slow")
class BirdLabTest {
  private static final Path RING =
      Path.of("../docs/lab-notes/failover/bfd-300x3").toAbsolutePath().normalize();

  @BeforeEach
  void needsRootAndBird() {
    Assumptions.assumeTrue(
        "root".equals(System.getProperty("user.name")), "the lab of this test needs root");
    Assumptions.assumeTrue(
        Programs.find("bird").isPresent(), "BIRD is not installed (Debian: bird2).");
    Machine machine = Probe.probe();
    Assumptions.assumeTrue(
        machine.findings().stream().noneMatch(f -> f.severity() == Severity.ERROR),
        () -> "this machine cannot run labs: " + machine.findings());
  }

  @Test
  void aRingOfBirdsComparesCleanBeforeDuringAndAfterFailuresOfALinkAndARouter() throws IOException {
    Estate estate = EstateLoader.load(RING, null);
    String name = "bird-" + ProcessHandle.current().pid();
    Set<String> all = BirdNodes.of(estate.base().network(), List.of(BirdNodes.ALL)).nodes();
    assertThat(all).containsExactly("ce1", "ce2", "core", "pe1", "pe2", "site");
    EstateLab lab = EstateLab.up(name, RING, estate, null, all, _ -> {});
    ComparisonReport report;
    try {
      assertThat(lab.plan().daemons()).extracting(Daemon::kind).containsOnly(Daemon.Kind.BIRD);
      // Who comes later learns from the lab who runs BIRD.
      assertThat(EstateLab.of(name, RING, estate, Set.of()).plan().daemons())
          .isEqualTo(lab.plan().daemons());
      assertThatThrownBy(() -> EstateLab.of(name, RING, estate, Set.of("ce1")))
          .isInstanceOf(LabException.class)
          .hasMessageContaining("runs already, with BIRD on ce1, ce2, core, pe1, pe2, site");
      report =
          LabComparison.run(
              estate,
              RING,
              lab,
              new LabComparison.Options(
                  List.of("cut", "ce1"), true, 1000, Duration.ofMinutes(2), _ -> {}));
    } finally {
      lab.client().down();
    }
    assertThat(report.stages()).hasSize(5);
    assertThat(report.agrees()).as(ReportText.of(report)).isTrue();
  }
}
