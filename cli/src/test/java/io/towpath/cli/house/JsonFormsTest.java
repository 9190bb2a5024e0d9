package io.towpath.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The member names and shapes that programs rely on. */
class JsonFormsTest {
  private static final String INTEROP = Run.scenario("interop").toString();
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private static JsonNode json(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("-o");
    all.add("json");
    Run run = Run.towpath(all.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isZero();
    JsonNode node = MAPPER.readTree(run.out());
    assertThat(node.get("schema").intValue()).isEqualTo(1);
    return node;
  }

  private static List<String> names(JsonNode object) {
    return List.copyOf(object.propertyNames());
  }

  @Test
  void traceHasHopsPathsAndSteps() {
    JsonNode trace = json("trace", INTEROP, "hub-vm", "remote-vm");

    assertThat(names(trace))
        .contains("from", "to", "verdict", "answered", "hops", "paths", "steps");
    assertThat(trace.get("from").asString()).isEqualTo("hub-vm");
    assertThat(trace.get("to").asString()).isEqualTo("remote-vm");
    assertThat(trace.get("verdict").asString()).isEqualTo("delivered");
    assertThat(trace.get("answered").booleanValue()).isTrue();
    JsonNode hops = trace.get("hops");
    assertThat(names(hops.get(0))).contains("ttl", "address", "node", "rttMillis");
    assertThat(hops.get(1).get("address").isNull()).isTrue();
    assertThat(trace.get("paths").size()).isGreaterThan(1);
    assertThat(trace.get("steps").get(0).get("text").asString()).isNotEmpty();
  }

  @Test
  void aLostPacketKeepsTheVerdictOfItsWayThere() {
    JsonNode trace =
        json("trace", Run.scenario("interop-unfiltered").toString(), "branch-vm", "remote-vm");

    assertThat(trace.get("verdict").asString()).isEqualTo("delivered");
    assertThat(trace.get("answered").booleanValue()).isFalse();
  }

  @Test
  void effectiveRoutesHaveArmsNames() {
    JsonNode row = json("routes", INTEROP, "hub-vm").get("value").get(0);

    assertThat(names(row))
        .contains(
            "source", "state", "addressPrefix", "nextHopType", "nextHopIpAddress", "name", "why");
    assertThat(row.get("addressPrefix").isArray()).isTrue();
    assertThat(row.get("nextHopIpAddress").isArray()).isTrue();
  }

  @Test
  void expressRouteNextHopsArePredictedByCount() {
    for (JsonNode row : json("routes", INTEROP, "hub-vm").get("value")) {
      if (row.get("addressPrefix").get(0).asString().equals("10.17.30.0/26")) {
        assertThat(row.get("predicted").asString()).isEqualTo("count");
        assertThat(row.get("nextHopIpAddress").size()).isEqualTo(2);
        return;
      }
    }
    throw new AssertionError("no row for 10.17.30.0/26");
  }

  @Test
  void routersListProtocolsAndReasons() {
    JsonNode row = json("routes", INTEROP, "ce1-primary/30").get("value").get(0);

    assertThat(names(row))
        .contains(
            "protocol",
            "prefix",
            "nextHop",
            "interface",
            "distance",
            "metric",
            "vrf",
            "best",
            "why");
  }

  @Test
  void gatewaysListLearnedRoutesAsAzurePrintsThem() {
    JsonNode row = json("bgp", INTEROP, "hub-vpngw").get("value").get(0);

    assertThat(names(row))
        .contains("localAddress", "network", "nextHop", "sourcePeer", "origin", "asPath", "weight");
  }

  @Test
  void routersListBgpPathsWithReasons() {
    JsonNode row = json("bgp", INTEROP, "ce1-primary/30").get("value").get(0);

    assertThat(names(row))
        .contains(
            "network",
            "nextHop",
            "asPath",
            "localPreference",
            "med",
            "weight",
            "origin",
            "communities",
            "peer",
            "best",
            "why");
  }

  @Test
  void circuitsListTheirTableLinkByLink() {
    JsonNode circuit = json("circuit", INTEROP, "er1");

    assertThat(circuit.get("links").size()).isEqualTo(2);
    assertThat(names(circuit.get("links").get(0).get("value").get(0)))
        .contains("network", "nextHop", "locPrf", "weight", "path");
  }

  @Test
  void checkCountsTheNetwork() {
    JsonNode check = json("check", INTEROP);

    assertThat(names(check.get("network")))
        .containsExactly("nodes", "links", "bgpSessions", "routes", "azureRoutes");
    assertThat(names(check.get("findings").get(0)))
        .containsExactly("code", "severity", "message", "file", "line", "rule");
    assertThat(check.get("unsupported").isArray()).isTrue();
  }
}
