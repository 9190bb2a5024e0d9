package io.towpath.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LabStatusCommandTest {
  private static JsonNode space(boolean running, boolean asleep) {
    return JsonMapper.builder()
        .build()
        .readTree(
            """
            {"spaces": [{"name": "gw.1", "label": "gw/1", "running": %s, "asleep": %s,
              "daemons": [{"name": "bgpd", "alive": false, "said": "out of memory"}]}]}
            """
                .formatted(running, asleep));
  }

  private static String row(boolean running, boolean asleep, String column) {
    return String.valueOf(
        LabStatusCommand.spaces(space(running, asleep)).rows().getFirst().get(column));
  }

  @Test
  void daemonIsDeadOnlyWhereItShouldRun() {
    assertThat(row(true, false, "daemons")).isEqualTo("bgpd DEAD: out of memory");
    assertThat(row(false, true, "daemons")).isEqualTo("bgpd");
    assertThat(row(false, false, "daemons")).isEqualTo("bgpd");
  }

  @Test
  void standbyThatWaitsIsAsleepAndWhatFailedIsStopped() {
    assertThat(row(true, false, "state")).isEqualTo("runs");
    assertThat(row(false, true, "state")).isEqualTo("asleep");
    assertThat(row(false, false, "state")).isEqualTo("stopped");
  }
}
