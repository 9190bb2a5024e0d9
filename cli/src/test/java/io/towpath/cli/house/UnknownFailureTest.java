package io.towpath.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnknownFailureTest {
  @Test
  void failureThatNobodyKnowsNamesThoseOfTheEstate() {
    Run run = Run.towpath("whatif", Run.scenario("interop").toString(), "--fail", "nosuch");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("TP1207", "no failure \"nosuch\"", "The estate names ce1-msee;")
        .contains("KIND:VALUE");
  }
}
