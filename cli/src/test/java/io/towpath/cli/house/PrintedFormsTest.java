package io.towpath.cli.house;

import io.towpath.testkit.GoldenFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Output that an engineer lays beside the published one. */
class PrintedFormsTest {

  @ParameterizedTest
  @CsvSource({
    "d3-hub-loc1, trace interop hub-vm loc1-vm",
    "d13-branch-loc1, trace interop branch-vm loc1-vm",
    "d14-branch-loc2, ping interop branch-vm loc2-vm",
    "d16-loc1-hub, trace interop loc1-vm hub-vm",
    "d17-loc1-hub-failed, trace interop loc1-vm hub-vm --fail ce1-msee",
    "explained, trace interop loc1-vm branch-vm --explain",
    "routes-hub-vm, routes interop hub-vm",
    "bgp-ce1, bgp interop ce1-primary/30",
    "circuit-er1, circuit interop er1/primary",
    "whatif-ce1-msee, whatif interop --fail ce1-msee"
  })
  void printsExactly(String golden, String command) {
    String[] words = command.split(" ");
    words[1] = Run.scenario(words[1]).toString();
    Run run = Run.towpath(words);

    GoldenFile.of(getClass(), golden + ".txt").mustEqual(run.out());
  }
}
