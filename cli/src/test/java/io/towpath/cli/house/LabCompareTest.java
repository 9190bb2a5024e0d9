package io.towpath.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code lab compare} with several estates: what it refuses before anything is started. */
class LabCompareTest {
  private static final String SCENARIOS = Run.scenario("").toString();

  @ParameterizedTest
  @CsvSource({"--name=mine, --name", "--keep, --keep", "--fail=ce1, --fail"})
  void whatIsAboutOneEstateIsRefused(String option, String named) {
    Run run = Run.towpath("lab", "compare", SCENARIOS, option);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("TP7059", named + " is about one estate");
  }

  @Test
  void aSliceIsAPartOfAWhole() {
    Run run = Run.towpath("lab", "compare", SCENARIOS, "--slice", "4/3");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("TP7060", "\"4/3\" is no part of a whole", "such as 2/3");
  }

  @Test
  void aFolderWithoutEstatesIsRefused() {
    Run run = Run.towpath("lab", "compare", Run.scenario("first-steps/azure").toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("TP1101", "There is no estate.yaml below");
  }

  @Test
  void theHelpTeachesIt() {
    Run run = Run.towpath("lab", "compare", "--help");

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("ESTATE [ESTATE...]", "--slice=PART/PARTS", "--at-a-time=N", "--junit=FILE");
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
  }
}
