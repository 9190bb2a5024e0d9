package io.towpath.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.cli.BuildVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the program says about itself. */
class HelpTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list",
        "check",
        "test",
        "trace",
        "ping",
        "routes",
        "bgp",
        "circuit",
        "next-hop",
        "ip-flow",
        "effective-nsg",
        "connectivity",
        "counters",
        "topology",
        "whatif"
      })
  void everyCommandExplainsItselfWithAnExample(String command) {
    Run run = Run.towpath(command, "--help");

    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("Usage: towpath " + command + " ")
        .contains("--output", "towpath " + command + " scenarios");
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
    assertThat(Run.towpath("help", command).out()).isEqualTo(run.out());
  }

  @Test
  void theRootListsEveryCommandAndTheExitCodes() {
    Run run = Run.towpath("--help");

    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("Usage: towpath ")
        .contains(
            "\n  list ",
            "\n  check ",
            "\n  test ",
            "\n  trace ",
            "\n  ping ",
            "\n  routes ",
            "\n  bgp ",
            "\n  circuit ",
            "\n  whatif ",
            "\n  new ",
            "\n  generate-completion ",
            "Exit codes: 0 answered");
    assertThat(Run.towpath("help").out()).isEqualTo(run.out());
  }

  @Test
  void aCommandMustBeNamed() {
    Run run = Run.towpath();

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("Try: towpath --help");
  }

  @Test
  void generateCompletionPrintsAScript() {
    Run run = Run.towpath("generate-completion");

    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("#!/usr/bin/env bash").contains("complete ", "whatif");
  }

  @Test
  void theVersionHasReleaseCommitAndJdk() {
    assertThat(Run.towpath("--version").out()).isEqualToIgnoringNewLines("towpath test");
    assertThat(Run.towpath("trace", "--version").out()).isEqualToIgnoringNewLines("towpath test");
    assertThat(new BuildVersion("1.2.3", "0123456789ab").text())
        .isEqualTo("towpath 1.2.3 (commit 0123456789ab, JDK " + Runtime.version() + ")");
  }
}
