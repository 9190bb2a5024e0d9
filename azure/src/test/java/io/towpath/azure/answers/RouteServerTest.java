package io.towpath.azure.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.compile.TestResources;
import io.towpath.forwarding.Verdict;
import io.towpath.net.Community;
import io.towpath.network.Failure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Route Server between appliances, gateways and the tables of a VNet (R169–R184, R270–R272). */
class RouteServerTest {
  private static final String FIRST = "10.1.9.4";
  private static final String SECOND = "10.1.9.5";

  /** 65535:65282. */
  private static final Community NO_ADVERTISE = Community.NO_ADVERTISE;

  private static TestResources hub(String members, String... peers) {
    return TestResources.network()
        .vnet("hub", "eastus", "10.1.0.0/16")
        .subnet("hub", "apps", "10.1.0.0/24")
        .subnet("hub", "nvas", "10.1.1.0/24")
        .subnet("hub", "RouteServerSubnet", "10.1.9.0/27")
        .subnet("hub", "GatewaySubnet", "10.1.8.0/24")
        .host("vm", "hub", "apps", "10.1.0.4")
        .nic("nva1-nic", "hub", "nvas", "10.1.1.4", ", 'enableIPForwarding': true")
        .machine("nva1", "nva1-nic")
        .nic("nva2-nic", "hub", "nvas", "10.1.1.5", ", 'enableIPForwarding': true")
        .machine("nva2", "nva2-nic")
        .routeServer("rs", "hub", members, peers);
  }

  private static TestRouter nva(int number, long asn) {
    return TestRouter.named("nva" + number, asn)
        .behind("nva" + number + "-nic", "10.1.1." + (3 + number), "10.1.1.1")
        .routeServer(false, FIRST, SECOND);
  }

  private static SolvedAzure solve(TestResources resources, TestRouter... nvas) {
    return SolvedAzure.of(resources.compileWithGuests("nva1", "nva2"), List.of(), nvas);
  }

  private static SolvedAzure two(TestRouter first, TestRouter second) {
    return solve(hub("", "a 10.1.1.4 65001", "b 10.1.1.5 65002"), first, second);
  }

  private static String learned(String prefix, String... hops) {
    return "VirtualNetworkGateway Active " + prefix + " VirtualNetworkGateway " + List.of(hops);
  }

  @Test
  void programsEveryNicWithTheAppliancesAsNextHops() {
    SolvedAzure solved =
        two(
            nva(1, 65001).announces("192.168.0.0/24", List.of()),
            nva(2, 65002).announces("192.168.0.0/24", List.of()));

    // R170: the addresses of the instances are base + 4 and base + 5.
    assertThat(solved.peers("rs"))
        .containsExactly(
            "10.1.9.4 10.1.1.4 Connected 1",
            "10.1.9.4 10.1.1.5 Connected 1",
            "10.1.9.5 10.1.1.4 Connected 1",
            "10.1.9.5 10.1.1.5 Connected 1");
    // R182: equal paths share; R270: the appliance's own interface is programmed too.
    for (String machine : List.of("vm", "nva1")) {
      assertThat(solved.routes(machine))
          .contains(learned("192.168.0.0/24", "10.1.1.4", "10.1.1.5"));
    }
    // Failure and recovery: the table follows the sessions.
    SolvedAzure failed = solved.failing(new Failure.NodeDown("nva1"));
    assertThat(failed.routes("vm")).contains(learned("192.168.0.0/24", "10.1.1.5"));
    assertThat(failed.failing().routes("vm")).isEqualTo(solved.routes("vm"));
  }

  @Test
  void aLongerPathWaitsForTheShorterOneToFail() {
    SolvedAzure solved =
        two(
            nva(1, 65001).announces("192.168.0.0/24", List.of()),
            nva(2, 65002).announces("192.168.0.0/24", List.of(), 65002L));

    assertThat(solved.routes("vm")).contains(learned("192.168.0.0/24", "10.1.1.4"));
    assertThat(solved.failing(new Failure.NodeDown("nva1")).routes("vm"))
        .contains(learned("192.168.0.0/24", "10.1.1.5"));
  }

  /** R52, R65: the row is everywhere, the next hop only where a peering leads straight to it. */
  @Test
  void anApplianceInASpokeIsNoNextHopForTheOtherSpokes() {
    String forwarded = ", 'allowForwardedTraffic': true";
    TestResources resources =
        hub("", "a 10.2.1.4 65001")
            .vnet("near", "eastus", "10.2.0.0/16")
            .subnet("near", "a", "10.2.1.0/24")
            .vnet("far", "eastus", "10.3.0.0/16")
            .subnet("far", "a", "10.3.1.0/24")
            .vnet("beside", "eastus", "10.4.0.0/16")
            .subnet("beside", "a", "10.4.1.0/24")
            .host("far-vm", "far", "a", "10.3.1.4")
            .host("beside-vm", "beside", "a", "10.4.1.4")
            .nic("nva3-nic", "near", "a", "10.2.1.4", ", 'enableIPForwarding': true")
            .machine("nva3", "nva3-nic")
            .peered("beside", "near", forwarded, "");
    for (String spoke : List.of("near", "far", "beside")) {
      resources.peered(
          "hub", spoke, forwarded + ", 'allowGatewayTransit': true", ", 'useRemoteGateways': true");
    }
    SolvedAzure solved =
        SolvedAzure.of(
            resources.compileWithGuests("nva3"),
            List.of(),
            TestRouter.named("nva3", 65001)
                .behind("nva3-nic", "10.2.1.4", "10.2.1.1")
                .routeServer(false, FIRST, SECOND)
                .lan("192.168.0.0/24")
                .announces("192.168.0.0/24", List.of()));

    for (String machine : List.of("vm", "beside-vm", "far-vm")) {
      assertThat(solved.routes(machine)).contains(learned("192.168.0.0/24", "10.2.1.4"));
    }
    assertThat(solved.trace("vm", "192.168.0.1").answered()).isTrue();
    assertThat(solved.trace("beside-vm", "192.168.0.1").answered()).isTrue();
    assertThat(solved.trace("far-vm", "192.168.0.1").verdict()).isEqualTo(Verdict.DISCARDED);
  }

  @Test
  void whatTheVnetCoversIsLearnedAndNotProgrammed() {
    SolvedAzure solved =
        two(
            nva(1, 65001)
                .announces("10.1.0.0/16", List.of())
                .announces("10.1.0.0/24", List.of())
                .announces("10.0.0.0/8", List.of()),
            nva(2, 65002));

    assertThat(solved.learned("rs", 0))
        .contains("10.1.0.0/24 EBgp 10.1.1.4 [65001] 32768 10.1.1.4");
    assertThat(solved.routes("vm"))
        .contains(learned("10.0.0.0/8", "10.1.1.4"))
        .noneMatch(row -> row.contains(" 10.1.0.0/24 "))
        .filteredOn(row -> row.contains(" 10.1.0.0/16 "))
        .containsExactly("Default Active 10.1.0.0/16 VnetLocal []");
  }

  @Test
  void itsOwnRangesStayItsOwnWhateverIsPreferred() {
    SolvedAzure solved =
        solve(
            hub(", 'hubRoutingPreference': 'VpnGateway'", "a 10.1.1.4 65001", "b 10.1.1.5 65002"),
            nva(1, 65001).announces("10.1.0.0/16", List.of()),
            nva(2, 65002));

    assertThat(solved.advertised("rs", "b"))
        .containsExactly("10.1.0.0/16 10.1.9.4 [65515]", "10.1.0.0/16 10.1.9.5 [65515]");
  }

  /** R115, R269: the site of all traffic is programmed, and announced by no other gateway. */
  @ParameterizedTest
  @CsvSource({"65515", "65010"})
  void theDefaultOfAVpnGatewayIsProgrammedAndStaysInAzure(long asn) {
    TestResources resources =
        hub(", 'allowBranchToBranchTraffic': true", "a 10.1.1.4 65001")
            .vpnGateway("vpngw", "hub", "eastus", asn, "40.0.0.1", "40.0.0.2")
            .device("site", "60.0.0.3", "65100 10.3.0.10", "0.0.0.0/0")
            .toDevice("hub-site", "vpngw", "site", "")
            .expressRouteGateway("ergw", "hub", "eastus", "")
            .circuit("er", "", "")
            .toCircuit("hub-er", "ergw", "er", "");
    SolvedAzure solved =
        SolvedAzure.of(
            resources.compileWithGuests("nva1", "nva2"),
            List.of("ce:wan circuit:er/primary"),
            nva(1, 65001).announces("10.50.0.0/16", List.of()),
            TestRouter.named("ce", 65021)
                .lan("192.168.0.0/24")
                .circuit("wan", "192.168.30.17", 300, "192.168.30.18"),
            TestRouter.named("site", 65100)
                .loopback("10.3.0.10")
                .internet("60.0.0.3")
                .lan("10.3.1.0/24")
                .tunnel("t1", "40.0.0.1")
                .tunnel("t2", "40.0.0.2"));

    assertThat(solved.routes("vm"))
        .filteredOn(row -> row.contains(" 0.0.0.0/0 "))
        .singleElement()
        .matches(row -> row.startsWith("VirtualNetworkGateway Active"));
    assertThat(solved.circuitRoutes("er", 0))
        .noneMatch(row -> row.startsWith("0.0.0.0/0 "))
        .anyMatch(row -> row.startsWith("10.50.0.0/16 "));
  }

  @Test
  void announcesTheVnetAndTheBestPathButNothingBack() {
    SolvedAzure solved =
        two(
            nva(1, 65001)
                .announces("192.168.0.0/24", List.of())
                .announces("192.168.1.0/24", List.of())
                .withholding("192.168.1.0/24", NO_ADVERTISE),
            nva(2, 65002));

    // R271, R272: itself as next hop. R179: NO_ADVERTISE is for the tables alone.
    assertThat(solved.advertised("rs", "b"))
        .containsExactly(
            "10.1.0.0/16 10.1.9.4 [65515]",
            "192.168.0.0/24 10.1.9.4 [65515-65001]",
            "10.1.0.0/16 10.1.9.5 [65515]",
            "192.168.0.0/24 10.1.9.5 [65515-65001]");
    assertThat(solved.advertised("rs", "a"))
        .containsExactly("10.1.0.0/16 10.1.9.4 [65515]", "10.1.0.0/16 10.1.9.5 [65515]");
    assertThat(solved.routes("vm")).contains(learned("192.168.1.0/24", "10.1.1.4"));
  }

  @Test
  void aPathThatHoldsTheAsnOfRouteServersIsDropped() {
    SolvedAzure solved =
        two(
            nva(1, 65001).announces("192.168.0.0/24", List.of(), 65515L),
            nva(2, 65002).announces("192.168.1.0/24", List.of(), 65003L));

    assertThat(solved.routes("vm"))
        .contains(learned("192.168.1.0/24", "10.1.1.5"))
        .noneMatch(row -> row.contains(" 192.168.0.0/24 "));
  }

  /** R181: with 192.168.0.0/24 from a circuit (path of two) and from an appliance. */
  @ParameterizedTest
  @CsvSource({
    "ExpressRoute, false, 0, circuit",
    "ExpressRoute, true, 0, circuit",
    "VpnGateway, false, 3, appliance",
    "VpnGateway, true, 3, appliance",
    "ASPath, false, 0, appliance",
    "ASPath, true, 0, appliance",
    "ASPath, false, 2, circuit",
    "ASPath, true, 2, circuit"
  })
  void prefersWhatItIsToldTo(String preference, boolean branches, int prepended, String winner) {
    Long[] path = new Long[prepended];
    java.util.Arrays.fill(path, 65001L);
    TestResources resources =
        hub(
                ", 'hubRoutingPreference': '%s', 'allowBranchToBranchTraffic': %s"
                    .formatted(preference, branches),
                "a 10.1.1.4 65001")
            .expressRouteGateway("ergw", "hub", "eastus", "")
            .circuit("er", "", "")
            .toCircuit("hub-er", "ergw", "er", "");
    SolvedAzure solved =
        SolvedAzure.of(
            resources.compileWithGuests("nva1", "nva2"),
            List.of("ce:wan circuit:er/primary"),
            nva(1, 65001).announces("192.168.0.0/24", List.of(), path),
            TestRouter.named("ce", 65021)
                .lan("192.168.0.0/24")
                .circuit("wan", "192.168.30.17", 300, "192.168.30.18"));

    assertThat(solved.routes("vm"))
        .filteredOn(row -> row.contains(" 192.168.0.0/24 "))
        .containsExactly(
            learned("192.168.0.0/24", winner.equals("circuit") ? "10.1.8.4" : "10.1.1.4"));
  }

  @Test
  void withoutBranchToBranchGatewaysHearNothingOfAppliances() {
    for (boolean branches : List.of(false, true)) {
      TestResources resources =
          hub(", 'allowBranchToBranchTraffic': " + branches, "a 10.1.1.4 65001")
              .expressRouteGateway("ergw", "hub", "eastus", "")
              .circuit("er", "", "")
              .toCircuit("hub-er", "ergw", "er", "");
      SolvedAzure solved =
          SolvedAzure.of(
              resources.compileWithGuests("nva1", "nva2"),
              List.of("ce:wan circuit:er/primary"),
              nva(1, 65001).announces("10.50.0.0/16", List.of()),
              TestRouter.named("ce", 65021)
                  .lan("192.168.0.0/24")
                  .circuit("wan", "192.168.30.17", 300, "192.168.30.18"));

      List<String> table = solved.circuitRoutes("er", 0);
      if (branches) {
        // Both instances, and not what the one said back through the edge to the other.
        assertThat(table)
            .contains(
                "10.50.0.0/16 10.1.8.12 [65515 65001]", "10.50.0.0/16 10.1.8.13 [65515 65001]");
        assertThat(solved.advertised("rs", "a")).anyMatch(row -> row.startsWith("192.168.0.0/24 "));
      } else {
        assertThat(table).noneMatch(row -> row.startsWith("10.50.0.0/16 "));
        assertThat(solved.advertised("rs", "a")).noneMatch(row -> row.startsWith("192.168."));
      }
    }
  }
}
