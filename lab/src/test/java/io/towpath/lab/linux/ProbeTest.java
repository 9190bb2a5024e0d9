package io.towpath.lab.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.lab.linux.Machine.Feature;
import io.towpath.lab.linux.Machine.Mode;
import io.towpath.lab.linux.Machine.Need;
import io.towpath.lab.linux.Machine.Program;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class ProbeTest {

  @Test
  void everyFeatureIsPresentOrHasTheMachinesReason() {
    Machine machine = Probe.probe();
    assertThat(machine.features())
        .isNotEmpty()
        .allSatisfy(f -> assertThat(f.reason().isEmpty()).as(f.name()).isEqualTo(f.present()))
        .allSatisfy(f -> assertThat(f.variant()).as(f.name()).isNotEmpty());
  }

  @Test
  void rootCanMakeWhatEveryLabNeeds() {
    Machine machine = Probe.probe();
    Assumptions.assumeTrue(
        machine.mode() == Mode.ROOT, "needs root with CAP_SYS_ADMIN, this process has not");
    assertThat(machine.features())
        .filteredOn(f -> f.need() == Need.ALWAYS)
        .allMatch(Feature::present);
  }

  @Test
  void missingProgramsAreAskedForByNameAndCommand() {
    var machine =
        new Machine(
            Mode.ROOT,
            List.of(),
            List.of(
                new Program("bgpd", "", "", "frr", Need.ALWAYS),
                new Program("zebra", "", "", "frr", Need.ALWAYS),
                new Program("swanctl", "", "", "strongswan-swanctl", Need.TUNNELS),
                new Program("bird", "", "", "bird2", Need.OPTIONAL)),
            new TreeMap<>());
    assertThat(machine.install())
        .isEqualTo("apt-get install -y --no-install-recommends frr strongswan-swanctl");
    assertThat(machine.findings())
        .extracting(f -> f.code() + " " + f.severity() + " " + f.message())
        .containsExactly(
            "TP7002 ERROR \"bgpd\" is not installed",
            "TP7002 ERROR \"zebra\" is not installed",
            "TP7002 WARNING \"swanctl\" is not installed");
  }

  @Test
  void machineWithoutNamespacesSaysWhyAndWhatToDo() {
    var refused = new Feature("namespaces", false, "unshare failed: EPERM", "x", Need.ALWAYS);
    var machine = new Machine(Mode.NONE, List.of(refused), List.of(), new TreeMap<>());
    assertThat(machine.findings())
        .singleElement()
        .satisfies(f -> assertThat(f.message()).contains("EPERM"))
        .satisfies(f -> assertThat(f.fix()).contains("root"));
  }
}
