package io.towpath.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The estates that lab notes measure. */
class LabNotesTest {
  private static final Path NOTES = Run.scenario("").resolve("../docs/lab-notes").normalize();

  static List<Path> estates() throws IOException {
    try (Stream<Path> files = Files.walk(NOTES)) {
      return files
          .filter(file -> file.endsWith("estate.yaml"))
          .map(file -> NOTES.relativize(file.resolveSibling("")))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("estates")
  void everyExpectationHoldsAndNothingIsUnmodelled(Path estate) {
    String folder = NOTES.resolve(estate).toString();
    assertThat(Run.towpath("test", folder).lastLine()).matches("[1-9][0-9]* passed, 0 failed");
    assertThat(Run.towpath("check", folder, "--strict").code()).isZero();
  }

  @Test
  void silentCutTakesTheSessionAndLeavesTheLine() {
    String folder = NOTES.resolve("failover/bfd-300x3").toString();
    String typed = "silent:ce1:eth1";
    Run cut = Run.towpath("routes", folder, "ce1", "--fail", typed);

    assertThat(cut.code()).isZero();
    assertThat(cut.out()).contains("10.0.5.0/31");
    assertThat(Run.towpath("routes", folder, "ce1", "--fail", "cut").out()).isEqualTo(cut.out());
    assertThat(Run.towpath("routes", folder, "ce1", "--fail", "down").out())
        .doesNotContain("10.0.5.0/31");
    assertThat(Run.towpath("trace", folder, "a", "b", "--fail", typed).out()).contains("10.0.6.1");
  }
}
