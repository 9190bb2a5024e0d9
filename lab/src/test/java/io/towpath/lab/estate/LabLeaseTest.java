package io.towpath.lab.estate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.towpath.estate.load.Estate;
import io.towpath.estate.load.EstateLoader;
import io.towpath.lab.linux.Machine;
import io.towpath.lab.linux.Probe;
import io.towpath.lab.run.LabClient;
import io.towpath.lab.run.Labs;
import io.towpath.net.Severity;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a command leaves of a lab that it has used. */
@Tag("lab")
class LabLeaseTest {
  private static final Path RING = Path.of("../docs/lab-notes/failover/bfd-300x3");

  @Test
  void labThatRanBeforeGetsItsFailuresRestoredAndOneThatDidNotEnds() {
    Assumptions.assumeTrue(
        "root".equals(System.getProperty("user.name")), "the lab of this test needs root");
    Machine machine = Probe.probe();
    Assumptions.assumeTrue(
        machine.findings().stream().noneMatch(f -> f.severity() == Severity.ERROR),
        () -> "this machine cannot run labs: " + machine.findings());
    Estate estate = EstateLoader.load(RING, null);
    String name = "lease-" + ProcessHandle.current().pid();
    try (LabLease started = LabLease.of(name, RING, estate, null, Set.of(), false, _ -> {})) {
      LabClient client = started.lab().client();
      try (LabLease borrowed = LabLease.of(name, RING, estate, null, Set.of(), false, _ -> {})) {
        borrowed.lab().client().fail("cut", _ -> {});
        assertThat(client.status().path("failures")).hasSize(1);
      }
      assertThat(client.isRunning()).isTrue();
      assertThat(client.status().path("failures")).isEmpty();

      client.fail("unused", _ -> {});
      assertThatThrownBy(() -> LabLease.of(name, RING, estate, null, Set.of(), false, _ -> {}))
          .hasMessageContaining("something has failed: unused");
      Path other = Path.of("../docs/lab-notes/failover/hold-3x9");
      assertThatThrownBy(() -> LabLease.of(name, other, estate, null, Set.of(), false, _ -> {}))
          .hasMessageContaining("runs another estate");
    }
    assertThat(Labs.running()).extracting(LabClient::name).doesNotContain(name);
  }
}
