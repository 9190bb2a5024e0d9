package io.towpath.lab.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.towpath.lab.LabException;
import io.towpath.lab.linux.Command;
import io.towpath.lab.linux.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Labs as shell scripts: their text, their directory, and one that runs. */
class BashExportTest {
  @TempDir Path base;

  @ParameterizedTest
  @ValueSource(strings = {"first-steps", "interop"})
  void theSameNetworkGivesTheSameBytes(String scenario) {
    assertThat(BashExport.of(Scenario.lab(scenario)))
        .isEqualTo(BashExport.of(Scenario.lab(scenario)));
  }

  @Test
  void itsScriptsAreShell() {
    Assumptions.assumeTrue(
        Programs.find("bash").isPresent(), "bash is not installed on this machine");
    BashExport.of(Scenario.lab("first-steps")).write(base, false);
    List<Path> scripts = files(".sh");
    assertThat(scripts).hasSize(7);
    for (Path script : scripts) {
      Command.Result result = Command.of("bash", "-n", script.toString()).attempt();
      assertThat(result.ok()).as(script + ": " + result.complaint()).isTrue();
    }
  }

  @Test
  void whatItLacksIsSaid() {
    ExportedFiles files = BashExport.of(Scenario.lab("interop"));
    assertThat(files.texts().get("README.md"))
        .contains("tables of the fabric: They are as predicted", "hub-vpngw/1: It is a standby");
    assertThat(files.remarks())
        .allSatisfy(remark -> assertThat(files.texts().get("README.md")).contains(remark.text()));
  }

  @Test
  void leasesAreGivenAsAddressesAndThatIsSaid() {
    ExportedFiles files = BashExport.of(Scenario.lab("nested"));
    assertThat(files.texts().get("README.md"))
        .contains("hyperv1: No DHCP server runs: its clients are given their leases as addresses.");
    assertThat(files.texts().get("spaces/guest1/addresses.batch"))
        .contains("address add 10.0.2.2/24 dev eth0", "route replace default via 10.0.2.1");
    assertThat(files.texts().keySet()).noneMatch(name -> name.contains("dnsmasq"));
  }

  @Test
  void aDirectoryWithFilesIsLeftAloneUnlessForced() throws IOException {
    Files.writeString(base.resolve("mine"), "mine");
    ExportedFiles first = BashExport.of(Scenario.lab("interop"));
    assertThatThrownBy(() -> first.write(base, false))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("is not empty");
    first.write(base, true);
    ExportedFiles second = BashExport.of(Scenario.lab("first-steps"));
    second.write(base, true);
    assertThat(base.resolve("mine")).hasContent("mine");
    assertThat(files("ospfd.conf")).isEmpty();
    assertThat(files("")).hasSize(second.texts().size() + 2);
  }

  @Test
  @Tag("lab")
  void itRunsAndLeavesNothing() throws IOException {
    Assumptions.assumeTrue(
        "root".equals(System.getProperty("user.name")), "exported labs need root");
    for (String program :
        List.of("bash", "unshare", "nsenter", "ip", "nft", "zebra", "bgpd", "charon", "ping")) {
      Assumptions.assumeTrue(
          Programs.find(program).isPresent(), program + " is not installed on this machine");
    }
    Assumptions.assumeTrue(
        Command.of("unshare", "--net", "--mount", "true").attempt().ok(),
        "this machine does not let root make namespaces");
    Path lab = base.resolve("lab");
    BashExport.of(Scenario.lab("first-steps")).write(lab, false);
    String before = machine();
    try {
      run(lab, "up.sh").run();
      assertThat(machine()).isEqualTo(before);
      assertThat(run(lab, "up.sh").attempt().ok()).as("a second start").isFalse();
      Command.Result pings = run(lab, "ping-all.sh").attempt();
      for (int tries = 0; !pings.ok() && tries < 10; tries++) {
        pings = run(lab, "ping-all.sh").attempt();
      }
      assertThat(pings.ok()).as(pings.out()).isTrue();
      assertThat(run(lab, "exec.sh", "office-router", "vtysh", "-c", "show bgp summary").run())
          .extracting(Command.Result::out)
          .asString()
          .contains("65");
    } finally {
      run(lab, "down.sh").run();
    }
    assertThat(machine()).isEqualTo(before);
    assertThat(lab.resolve(".state")).doesNotExist();
    try (Stream<ProcessHandle> processes = ProcessHandle.allProcesses()) {
      assertThat(processes.map(p -> p.info().commandLine().orElse("")))
          .noneMatch(line -> line.contains(lab.toString()));
    }
  }

  private static Command run(Path lab, String script, String... arguments) {
    List<String> argv =
        Stream.concat(Stream.of(lab.resolve(script).toString()), Stream.of(arguments)).toList();
    return Command.of(argv.toArray(String[]::new)).within(Duration.ofSeconds(60));
  }

  private static String machine() {
    return Command.of("ip", "-br", "link").run().out()
        + Command.of("ip", "route", "show", "table", "all").run().out()
        + Command.of("ip", "netns").run().out();
  }

  private List<Path> files(String end) {
    try (Stream<Path> all = Files.walk(base)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(end))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
