package io.towpath.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --bird}: what it refuses, before anything is started, and how it explains itself. */
class LabBirdTest {

  @ParameterizedTest
  @ValueSource(strings = {"up", "compare", "measure"})
  void anUnknownNodeIsRefusedWithTheRoutersThatThereAre(String command) {
    Run run =
        Run.towpath(
            "lab", command, Run.scenario("first-steps").toString(), "--bird", "office-router,r9");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("TP7101", "there is no node \"r9\"", "Routers: hub-gw/0", "office-router");
  }

  @ParameterizedTest
  @ValueSource(strings = {"up", "compare", "measure"})
  void aNodeWithoutDaemonIsRefusedWithTheReason(String command) {
    Run run =
        Run.towpath("lab", command, Run.scenario("first-steps").toString(), "--bird", "(azure)");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("TP7102", "\"(azure)\" cannot run BIRD: No routing daemon runs there")
        .contains("Nodes that can: hub-gw/0, hub-gw/1, office-router.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"up", "compare", "measure"})
  void theHelpTeachesIt(String command) {
    Run run = Run.towpath("lab", command, "--help");

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("--bird=NODE[,NODE...]", "BIRD 2 instead of FRR", "all for", "--bird ");
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
  }
}
