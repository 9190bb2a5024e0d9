package io.towpath.lab.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.lab.linux.Machine.Feature;
import io.towpath.lab.linux.Machine.Mode;
import io.towpath.lab.linux.Machine.Need;
import io.towpath.lab.linux.Machine.Program;
import io.towpath.net.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
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
            "TP7002 ERROR \"bgpd\", \"zebra\" are not installed.",
            "TP7002 WARNING \"swanctl\" is not installed.");
    assertThat(machine.findings().getFirst().fix())
        .isEqualTo("Run: apt-get install -y --no-install-recommends frr");
    assertThat(machine.hindrances(EnumSet.noneOf(Need.class))).hasSize(1);
    assertThat(machine.hindrances(EnumSet.of(Need.TUNNELS)))
        .extracting(f -> f.severity() + " " + f.fix())
        .containsExactly(
            "ERROR Run: apt-get install -y --no-install-recommends frr",
            "ERROR Run: apt-get install -y --no-install-recommends strongswan-swanctl");
  }

  @Test
  void latencyNeedsTapDevicesOnlyWithoutNetem() {
    var tap = new Feature("tap", false, "EPERM", "make it usable", Need.LATENCY);
    var netem = new Feature("netem", true, "", "delays", Need.OPTIONAL);
    var without = new Machine(Mode.ROOTLESS, List.of(tap), List.of(), new TreeMap<>());
    var with = new Machine(Mode.ROOTLESS, List.of(netem, tap), List.of(), new TreeMap<>());
    assertThat(without.hindrances(EnumSet.of(Need.LATENCY)))
        .singleElement()
        .satisfies(f -> assertThat(f.message()).isEqualTo("tap does not work here: EPERM."));
    assertThat(without.hindrances(EnumSet.of(Need.TUNNELS))).isEmpty();
    assertThat(with.hindrances(EnumSet.of(Need.LATENCY))).isEmpty();
    assertThat(with.findings()).isEmpty();
  }

  @Test
  void limitsOfTheKernelAreReadWhole() throws IOException {
    Path file = Path.of("/proc/sys/kernel/pid_max");
    Assumptions.assumeTrue(Files.exists(file), "this kernel tells no limit of processes");
    // Linux has had no lower limit than this.
    assertThat(Probe.probe().limits().get("kernel.pid_max")).isGreaterThan(300);
  }

  @Test
  void machineWithoutNamespacesSaysWhyAndWhatToDo() {
    var refused = new Feature("namespaces", false, "unshare failed: EPERM", "x", Need.ALWAYS);
    var machine = new Machine(Mode.NONE, List.of(refused), List.of(), new TreeMap<>());
    assertThat(machine.findings())
        .singleElement()
        .satisfies(f -> assertThat(f.message()).contains("EPERM"))
        .satisfies(f -> assertThat(f.fix()).contains("root", "CAP_NET_ADMIN", "sysctl"));
    var unshare = new Program("unshare", "", "", "util-linux", Need.ALWAYS);
    assertThat(
            new Machine(Mode.NONE, List.of(refused), List.of(unshare), new TreeMap<>()).findings())
        .extracting(Finding::code)
        .as("without unshare nothing could be tried")
        .containsExactly("TP7002");
  }
}
