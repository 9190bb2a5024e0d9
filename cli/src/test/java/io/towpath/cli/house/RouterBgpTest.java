package io.towpath.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** BGP tables of a router with an internal peer, an external one and an aggregate. */
class RouterBgpTest {
  private static final String EDGE =
      """
      hostname edge
      interface GigabitEthernet1
       ip address 10.0.1.1 255.255.255.0
      interface GigabitEthernet2
       ip address 10.0.2.1 255.255.255.0
      interface Loopback1
       ip address 10.9.1.1 255.255.255.0
      router bgp 65001
       network 10.9.1.0 mask 255.255.255.0
       aggregate-address 10.9.0.0 255.255.0.0 summary-only
       neighbor 10.0.1.2 remote-as 65001
       neighbor 10.0.2.2 remote-as 65003
      """;
  private static final String PEER =
      """
      hostname %s
      interface GigabitEthernet1
       ip address %s 255.255.255.0
      router bgp %d
       neighbor %s remote-as 65001
      """;
  private static final String ESTATE =
      """
      towpath: 1
      devices:
        - {name: edge, config: edge.cfg, dialect: ios-xe}
        - {name: inside, config: inside.cfg, dialect: ios-xe}
        - {name: outside, config: outside.cfg, dialect: ios-xe}
      cables:
        - {from: edge:GigabitEthernet1, to: inside:GigabitEthernet1}
        - {from: edge:GigabitEthernet2, to: outside:GigabitEthernet1}
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  Path folder;

  private JsonNode rows(String... options) throws IOException {
    write("edge.cfg", EDGE);
    write("inside.cfg", PEER.formatted("inside", "10.0.1.2", 65001, "10.0.1.1"));
    write("outside.cfg", PEER.formatted("outside", "10.0.2.2", 65003, "10.0.2.1"));
    write("estate.yaml", ESTATE);
    List<String> words = new ArrayList<>(List.of("bgp", folder.toString(), "edge", "-o", "json"));
    words.addAll(List.of(options));
    Run run = Run.towpath(words.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isZero();
    return JsonMapper.shared().readTree(run.out()).get("value");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
  }

  @Test
  void localPreferenceIsSentToInternalPeersOnly() throws IOException {
    JsonNode inside = rows("--peer", "10.0.1.2", "--advertised");
    assertThat(inside.size()).isEqualTo(1);
    assertThat(inside.get(0).get("network").asString()).isEqualTo("10.9.0.0/16");
    assertThat(inside.get(0).get("localPreference").intValue()).isEqualTo(100);

    JsonNode outside = rows("--peer", "10.0.2.2", "--advertised");
    assertThat(outside.size()).isEqualTo(1);
    assertThat(outside.get(0).get("localPreference").isNull()).isTrue();
  }

  @Test
  void aSuppressedPrefixSaysSoAndTheAggregateDoesNot() throws IOException {
    JsonNode rows = rows();

    assertThat(rows.size()).isEqualTo(2);
    assertThat(rows.get(0).get("network").asString()).isEqualTo("10.9.0.0/16");
    assertThat(rows.get(0).get("why").asString()).doesNotContain("suppressed");
    assertThat(rows.get(1).get("network").asString()).isEqualTo("10.9.1.0/24");
    assertThat(rows.get(1).get("why").asString()).endsWith("suppressed by the aggregate");
  }
}
