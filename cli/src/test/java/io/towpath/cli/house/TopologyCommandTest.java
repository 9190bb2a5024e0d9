package io.towpath.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Network Watcher's topology, and drawings of estates (R248). */
class TopologyCommandTest {
  private static final String INTEROP = Run.scenario("interop").toString();

  private static JsonNode resource(String name) {
    for (JsonNode one : NetworkWatcherCommandsTest.json("topology", INTEROP).get("resources")) {
      if (one.get("name").asString().equals(name)) {
        return one;
      }
    }
    throw new AssertionError("no resource " + name);
  }

  private static List<String> associations(String name) {
    return resource(name)
        .get("associations")
        .valueStream()
        .map(one -> one.get("associationType").asString() + " " + one.get("name").asString())
        .toList();
  }

  @Test
  void theTopologyHasAzuresMembersAndNoInventedTimes() {
    JsonNode topology = NetworkWatcherCommandsTest.json("topology", INTEROP);

    assertThat(List.copyOf(topology.propertyNames()))
        .contains("id", "createdDateTime", "lastModified", "resources");
    assertThat(topology.get("createdDateTime").isNull()).isTrue();
    JsonNode hub = resource("hub");
    assertThat(hub.get("id").asString()).endsWith("/virtualNetworks/hub");
    assertThat(hub.get("location").asString()).isEqualTo("eastus");
    assertThat(hub.get("associations").get(0).get("resourceId").asString())
        .endsWith("/virtualNetworks/hub/subnets/Tenant");
  }

  @Test
  void containersAndAssociatesAreToldApart() {
    assertThat(associations("hub"))
        .containsExactly("Contains Tenant", "Contains GatewaySubnet", "Contains hub-to-spoke");
    assertThat(associations("hub-vm")).containsExactly("Contains hub-vm-nic");
    assertThat(associations("hub-vm-nic")).contains("Associated hub-vm", "Associated Tenant");
    assertThat(associations("hub-to-spoke")).containsExactly("Associated spoke");
    assertThat(associations("er1-hub")).containsExactly("Associated hub-ergw", "Associated er1");
  }

  @Test
  void anUnknownResourceGroupIsAnError() {
    Run run = Run.towpath("topology", INTEROP, "--resource-group", "interrop");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("TP1229", "interop");
    assertThat(Run.towpath("topology", INTEROP, "--resource-group", "INTEROP").out())
        .isEqualTo(Run.towpath("topology", INTEROP).out());
  }

  @Test
  void aDrawingIsOfTheWholeEstate() {
    Run run = Run.towpath("topology", INTEROP, "--draw", "dot", "--resource-group", "interop");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("TP1228");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mermaid", "dot"})
  void aDrawingHoldsEveryPartAndOnlyLinesBetweenThem(String language) {
    String drawing = Run.towpath("topology", INTEROP, "--draw", language).out();

    assertThat(drawing)
        .contains(
            "hub-vm 10.10.30.4", "hub-ergw", "er1", "ce1-primary", "loc1-vm 10.2.30.10", "peering");
    assertThat(drawing.lines().filter(line -> line.contains("peering")))
        .as("both halves are one line")
        .hasSize(1);
    TreeSet<String> defined = new TreeSet<>();
    Matcher item = Pattern.compile("(?m)^ +(n\\d+) ?[(\\[{]").matcher(drawing);
    while (item.find()) {
      defined.add(item.group(1));
    }
    Matcher line = Pattern.compile("(?m)^  (n\\d+) -[-.]-?(?:\\|.*\\|)? (n\\d+)").matcher(drawing);
    int lines = 0;
    while (line.find()) {
      assertThat(defined).contains(line.group(1), line.group(2));
      lines++;
    }
    assertThat(lines).isEqualTo(16);
    assertThat(Run.towpath("topology", INTEROP, "--draw", language).out()).isEqualTo(drawing);
  }

  @Test
  void aDrawingShowsServicesTunnelsAndPeersOfRouteServers() {
    assertThat(
            Run.towpath("topology", Run.scenario("vnet-services").toString(), "--draw", "mermaid")
                .out())
        .contains("(private endpoint)");
    assertThat(Run.towpath("topology", Run.scenario("csp").toString(), "--draw", "dot").out())
        .contains("[label=\"tunnel\", style=dashed]");
    String dualHomed = Run.scenario("dual-homed/firewalls/active-active").toString();
    assertThat(Run.towpath("topology", dualHomed, "--draw", "mermaid").out())
        .containsPattern("-\\.-\\|\"BGP\"\\| n\\d+");
  }
}
