package io.towpath.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Network Watcher's questions as commands: names of members, forms, and errors. */
class NetworkWatcherCommandsTest {
  private static final String INTEROP = Run.scenario("interop").toString();
  private static final String GUARDED =
      Run.scenario("observed/nsg-network-watcher/3-deny-http").toString();
  private static final String APPLIANCES =
      Run.scenario("observed/route-server-default-route").toString();

  static JsonNode json(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("-o", "json"));
    Run run = Run.towpath(all.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isZero();
    return JsonMapper.shared().readTree(run.out());
  }

  @Test
  void nextHopHasAzuresMembers() {
    JsonNode answer = json("next-hop", INTEROP, "hub-vm", "10.2.30.10");

    assertThat(answer.get("nextHopType").asString()).isEqualTo("VirtualNetworkGateway");
    assertThat(answer.get("nextHopIpAddress").asString()).isEqualTo("10.10.30.132");
    assertThat(answer.get("routeTableId").asString()).isEqualTo("System Route");
    assertThat(answer.get("why").asString()).contains("R36");
  }

  @Test
  void nothingIsSaidAboutIpv6() {
    Run run = Run.towpath("next-hop", INTEROP, "hub-vm", "2001:db8::1");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("TP1237", "IPv6 is not modelled yet");
  }

  @Test
  void theTunnelTakesOverWhenTheLinkFails() {
    JsonNode answer =
        json("next-hop", INTEROP, "hub-vm", "10.2.30.10", "--fail", "circuit:er1/primary");

    assertThat(answer.get("nextHopIpAddress").asString()).isEqualTo("52.168.162.84");
  }

  @Test
  void aForwardingMachineWithSeveralInterfacesNeedsOneNamed() {
    Run run = Run.towpath("next-hop", APPLIANCES, "nva1", "8.8.8.8");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("TP1217", "--nic", "R242");
    String first = run.err().replaceFirst("(?s).*Name one by --nic: ([^ ]+) .*", "$1");
    assertThat(
            json("next-hop", APPLIANCES, "nva1", "8.8.8.8", "--nic", first).get("nic").asString())
        .isEqualTo(first);
  }

  @Test
  void anInterfaceOfAnotherMachineIsRefused() {
    Run run = Run.towpath("next-hop", INTEROP, "hub-vm", "8.8.8.8", "--nic", "spoke-vm-nic");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("TP1218", "hub-vm-nic");
  }

  @Test
  void ipFlowNamesTheRuleAndTheGroupThatDecide() {
    JsonNode answer =
        json(
            "ip-flow",
            GUARDED,
            "vm2",
            "--direction",
            "in",
            "--protocol",
            "tcp",
            "--local",
            "10.140.2.4:80",
            "--remote",
            "10.140.1.4:50000");

    assertThat(answer.get("access").asString()).isEqualTo("Deny");
    assertThat(answer.get("ruleName").asString()).isEqualTo("securityRules/Deny-TCP-From-Subnet-A");
    assertThat(answer.get("networkSecurityGroup").asString()).startsWith("vm2-nsg ");
  }

  @Test
  void ipFlowWantsAnAddressWithAPort() {
    Run run =
        Run.towpath(
            "ip-flow",
            GUARDED,
            "vm2",
            "--direction",
            "in",
            "--protocol",
            "tcp",
            "--local",
            "10.140.2.4",
            "--remote",
            "10.140.1.4:1");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("TP1223", "10.0.0.4:443");
  }

  @Test
  void effectiveRulesHaveAzuresMembers() {
    JsonNode group = json("effective-nsg", GUARDED, "vm2").get("value").get(0);

    assertThat(group.get("networkSecurityGroup").get("id").asString()).endsWith("/vm2-nsg");
    assertThat(group.get("association").get("subnet").get("id").asString()).endsWith("/subnet-b");
    JsonNode rule = group.get("effectiveSecurityRules").get(1);
    assertThat(rule.get("name").asString()).isEqualTo("defaultSecurityRules/AllowVnetInBound");
    assertThat(rule.get("expandedSourceAddressPrefix").get(0).asString())
        .isEqualTo("10.140.0.0/16");
    assertThat(Run.towpath("effective-nsg", GUARDED, "vm2", "-o", "tsv").out())
        .contains("vm2-nsg\tsubnet\tInbound\t100\tsecurityRules/Deny-TCP-From-Subnet-A\tTcp");
  }

  @Test
  void connectivityOfAnAnsweredConnection() {
    JsonNode answer = json("connectivity", INTEROP, "hub-vm", "loc1-vm");

    assertThat(answer.get("connectionStatus").asString()).isEqualTo("Reachable");
    assertThat(answer.get("restConnectionStatus").asString()).isEqualTo("Connected");
    assertThat(answer.get("avgLatencyInMs").decimalValue()).isEqualByComparingTo("2.4");
    assertThat(answer.get("probesFailed").intValue()).isZero();
    JsonNode hops = answer.get("hops");
    assertThat(hops.size()).isEqualTo(5);
    assertThat(hops.get(0).get("type").asString()).isEqualTo("Source");
    assertThat(hops.get(0).get("resourceId").asString()).contains("/ipConfigurations/");
    assertThat(hops.get(0).get("nextHopIds").get(0)).isEqualTo(hops.get(1).get("id"));
    assertThat(hops.get(1).get("previousHopIds").get(0)).isEqualTo(hops.get(0).get("id"));
    assertThat(hops.get(1).get("address").asString()).isEqualTo("10.10.30.132");
  }

  @Test
  void connectivityNamesTheRuleAtTheHopThatItGuards() {
    JsonNode hops = json("connectivity", GUARDED, "vm1", "vm2", "--port", "80").get("hops");
    JsonNode issue = hops.get(1).get("issues").get(0);

    assertThat(hops.get(0).get("issues").size()).isZero();
    assertThat(issue.get("origin").asString()).isEqualTo("Inbound");
    assertThat(issue.get("type").asString()).isEqualTo("NetworkSecurityRule");
    assertThat(issue.get("context").get(0).get("key").asString()).isEqualTo("RuleName");
    assertThat(issue.get("context").get(0).get("value").asString())
        .isEqualTo("UserRule_Deny-TCP-From-Subnet-A");
    assertThat(issue.get("source").asString()).contains("nsg.json:");
  }

  @Test
  void connectivityFindsWhatStopsTheAnswer() {
    Run run =
        Run.towpath(
            "connectivity",
            Run.scenario("interop-unfiltered").toString(),
            "branch-vm",
            "remote-vm",
            "--graph");

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .startsWith("Unreachable, 100 of 100 probes failed")
        .contains("(x) remote-vm 10.17.30.4  VnetLocal\n   !  Outbound UserDefinedRoute");
  }

  @Test
  void connectivityOfWhatLeavesTheModelIsUnknown() {
    JsonNode answer = json("connectivity", INTEROP, "hub-vm", "8.8.8.8", "--port", "443");

    assertThat(answer.get("connectionStatus").asString()).isEqualTo("Unknown");
    assertThat(answer.get("probesFailed").intValue()).isZero();
    assertThat(Run.towpath("connectivity", INTEROP, "hub-vm", "8.8.8.8", "--port", "443").out())
        .startsWith("Unknown: packets leave what is modelled")
        .contains("unknown");
  }

  @Test
  void connectivityByTcpNeedsAPort() {
    Run run = Run.towpath("connectivity", INTEROP, "hub-vm", "loc1-vm", "--protocol", "tcp");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("TP1224");
  }

  private static JsonNode named(JsonNode rows, String member, String name) {
    for (JsonNode row : rows) {
      if (row.get(member).asString().equals(name)) {
        return row;
      }
    }
    throw new AssertionError("no row of " + name);
  }

  @Test
  void aCircuitCountsWhatCrossesItInATunnel() {
    JsonNode after =
        json(
            "counters", Run.scenario("csp").toString(), "--ping", "c-safe:c-vault", "--count", "2");

    for (JsonNode circuit : after.get("circuits")) {
      int carried = circuit.get("circuit").asString().equals("er-c") ? 2 * 60 : 0;
      assertThat(circuit.get("primaryBytesIn").asInt()).isEqualTo(carried);
      assertThat(circuit.get("primaryBytesOut").asInt()).isEqualTo(carried);
    }
  }

  @Test
  void countersAreZeroBeforeAPingAndCountBothWaysAfterIt() {
    JsonNode before = json("counters", INTEROP);
    for (JsonNode row : before.get("connections")) {
      assertThat(row.get("ingressBytesTransferred").longValue()).isZero();
      assertThat(row.get("egressBytesTransferred").longValue()).isZero();
    }

    JsonNode after =
        json("counters", INTEROP, "--ping", "hub-vm:loc1-vm", "--ping", "hub-vm:branch-vm");

    JsonNode tunnel = named(after.get("connections"), "connection", "hub-branch");
    assertThat(tunnel.get("ingressBytesTransferred").longValue()).isEqualTo(4 * 60);
    assertThat(tunnel.get("egressBytesTransferred").longValue()).isEqualTo(4 * 60);
    JsonNode other = named(after.get("connections"), "connection", "branch-hub");
    assertThat(other.get("ingressBytesTransferred").longValue()).isEqualTo(4 * 60);
    JsonNode line = named(after.get("connections"), "connection", "er1-hub");
    assertThat(line.get("ingressBytesTransferred").longValue()).isEqualTo(4 * 60);
    assertThat(line.get("egressBytesTransferred").longValue()).isEqualTo(4 * 60);
    JsonNode circuit = named(after.get("circuits"), "circuit", "er1");
    assertThat(circuit.get("primaryBytesIn").longValue()).isEqualTo(4 * 60);
    assertThat(circuit.get("primaryBytesOut").longValue()).isEqualTo(4 * 60);
    assertThat(circuit.get("secondaryBytesOut").longValue()).isZero();
  }

  @Test
  void tabSeparatedCountersAreOneTable() {
    Run run = Run.towpath("counters", INTEROP, "--ping", "hub-vm:loc1-vm", "-o", "tsv");

    assertThat(run.out().lines())
        .allMatch(line -> line.split("\t", -1).length == 5)
        .contains(
            "circuit\ter1\tprimary\t240\t240",
            "circuit\ter1\tsecondary\t0\t0",
            "connection\ter1-hub\thub-ergw\t240\t240");
  }

  @Test
  void aPacketWithoutAnswerCountsOneWay() {
    JsonNode counted =
        json(
            "counters",
            Run.scenario("interop-unfiltered").toString(),
            "--ping",
            "branch-vm:remote-vm",
            "--count",
            "1",
            "--size",
            "72");

    assertThat(counted.get("pings").get(0).get("received").intValue()).isZero();
    JsonNode line = named(counted.get("connections"), "connection", "er1-remote");
    assertThat(line.get("ingressBytesTransferred").longValue()).isEqualTo(100);
    assertThat(line.get("egressBytesTransferred").longValue()).isZero();
  }

  @Test
  void aPingOfCountersNamesTwoEnds() {
    assertThat(Run.towpath("counters", INTEROP, "--ping", "hub-vm").err()).contains("TP1227");
    assertThat(Run.towpath("counters", INTEROP, "--ping", "a:b", "--count", "0").err())
        .contains("TP1226");
  }

  @Test
  void peersOfAGatewayHaveAzuresMembers() {
    JsonNode row = json("bgp", INTEROP, "hub-vpngw", "--peers").get("value").get(0);

    assertThat(List.copyOf(row.propertyNames()))
        .startsWith(
            "localAddress",
            "neighbor",
            "asn",
            "state",
            "connectedDuration",
            "routesReceived",
            "messagesSent",
            "messagesReceived");
    assertThat(row.get("state").asString()).isEqualTo("Connected");
    assertThat(row.get("connectedDuration").isNull()).isTrue();
    assertThat(Run.towpath("bgp", INTEROP, "hub-vpngw", "--peers", "--peer", "x").err())
        .contains("TP1225");
  }

  @Test
  void aRouteServerTellsOfItsPeeringsAndListsRoutesByInstance() {
    String estate = Run.scenario("observed/route-server-anycast/without-circuit").toString();

    JsonNode peers = json("bgp", estate, "RouteServer", "--peers").get("value");
    JsonNode learned = json("bgp", estate, "RouteServer", "--peer", "infoblox-nva1", "--received");

    assertThat(peers.get(0).get("connectionState").asString()).isEqualTo("Connected");
    for (String role : List.of("RouteServiceRole_IN_0", "RouteServiceRole_IN_1")) {
      assertThat(learned.get(role).get(0).get("network").asString()).isEqualTo("1.1.1.1/32");
    }
    assertThat(learned.get("RouteServiceRole_IN_0").get(0).get("localAddress"))
        .isNotEqualTo(learned.get("RouteServiceRole_IN_1").get(0).get("localAddress"));
    assertThat(
            json("bgp", INTEROP, "hub-vpngw", "--peers").get("value").get(0).has("connectionState"))
        .isFalse();
  }
}
