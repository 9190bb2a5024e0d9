package io.towpath.azure.answers;

import static io.towpath.azure.compile.TestResources.group;
import static io.towpath.azure.compile.TestResources.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.compile.TestResources;
import io.towpath.forwarding.Verdict;
import io.towpath.network.Failure;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Route tables that keep peering routes out of their subnets (R296). */
class PeeringRoutesKeptOutTest {
  private static final String ALL = ", 'disablePeeringRoute': 'All'";
  private static final String FORWARDED = ", 'allowForwardedTraffic': true";
  private static final String SUMMARY = "all 10.0.0.0/8 VirtualAppliance 10.1.9.4";
  private static final String TO_SPOKE = "Default Active 10.2.0.0/16 VNetPeering []";

  /**
   * A hub with two subnets and an appliance, a spoke and one in another region; the table {@code
   * rt} is that of the hub's first subnet.
   */
  private static TestResources network(String members, String... routes) {
    return TestResources.network()
        .vnet("hub", "eastus", "10.1.0.0/16")
        .subnet("hub", "apps", "10.1.1.0/24", table("rt"))
        .host("vm", "hub", "apps", "10.1.1.4")
        .subnet("hub", "others", "10.1.2.0/24")
        .host("other", "hub", "others", "10.1.2.4")
        .subnet("hub", "nva", "10.1.9.0/24")
        .nic("nva-nic", "hub", "nva", "10.1.9.4", ", 'enableIPForwarding': true")
        .machine("nva", "nva-nic")
        .vnet("spoke", "eastus", "10.2.0.0/16")
        .subnet("spoke", "s", "10.2.1.0/24")
        .host("spoke-vm", "spoke", "s", "10.2.1.4")
        .vnet("far", "westeurope", "10.3.0.0/16")
        .subnet("far", "s", "10.3.1.0/24")
        .host("far-vm", "far", "s", "10.3.1.4")
        .peered("hub", "spoke", FORWARDED, FORWARDED)
        .peered("hub", "far", FORWARDED, FORWARDED)
        .routeTable("rt", members, routes);
  }

  private static SolvedAzure solve(TestResources resources) {
    return SolvedAzure.of(resources.compile(), List.of());
  }

  @Test
  void rowsToPeersAreGoneFromSubnetsOfTheTableAndNoOthers() {
    SolvedAzure solved = solve(network(ALL));

    assertThat(solved.routesWithoutNone("vm"))
        .containsExactlyInAnyOrder(
            "Default Active 10.1.0.0/16 VnetLocal []", "Default Active 0.0.0.0/0 Internet []");
    assertThat(solved.routesWithoutNone("other"))
        .contains(TO_SPOKE, "Default Active 10.3.0.0/16 VNetGlobalPeering []");
    assertThat(solved.routesWithoutNone("spoke-vm"))
        .contains("Default Active 10.1.0.0/16 VNetPeering []");
  }

  @Test
  void theWordNoneAndATableWithoutTheMemberKeepThem() {
    for (String members : List.of("", ", 'disablePeeringRoute': 'None'")) {
      SolvedAzure solved = solve(network(members));

      assertThat(solved.routesWithoutNone("vm"))
          .contains(TO_SPOKE, "Default Active 10.3.0.0/16 VNetGlobalPeering []");
      assertThat(solved.trace("vm", "10.2.1.4").answered()).isTrue();
    }
  }

  @Test
  void withoutAnotherRouteTheReservedRangeDropsWhatGoesToAPeerAndTheAnswersToIt() {
    SolvedAzure solved = solve(network(ALL));

    assertThat(solved.trace("vm", "10.2.1.4").verdict()).isEqualTo(Verdict.DISCARDED);
    assertThat(solved.trace("spoke-vm", "10.1.1.4").verdict()).isEqualTo(Verdict.DELIVERED);
    assertThat(solved.trace("spoke-vm", "10.1.1.4").answered()).isFalse();
    assertThat(solved.trace("vm", "10.1.2.4").answered()).isTrue();
    assertThat(solved.trace("other", "10.2.1.4").answered()).isTrue();
  }

  /** R273: the same route, which the longer peering routes beat without the switch. */
  @Test
  void aSummaryLeadsOverTheApplianceToAllPeers() {
    SolvedAzure without = solve(network("", SUMMARY));
    SolvedAzure with = solve(network(ALL, SUMMARY));

    for (String peer : List.of("10.2.1.4", "10.3.1.4")) {
      assertThat(without.hops("vm", peer)).doesNotContain("10.1.9.4");
      assertThat(with.hops("vm", peer)).startsWith("10.1.9.4");
      assertThat(with.trace("vm", peer).answered()).isTrue();
    }
    assertThat(with.routesWithoutNone("vm"))
        .containsExactlyInAnyOrder(
            "Default Active 10.1.0.0/16 VnetLocal []",
            "User Active 10.0.0.0/8 VirtualAppliance [10.1.9.4]",
            "Default Active 0.0.0.0/0 Internet []");
  }

  /** R34: without the switch the row is Invalid, with it there is none. */
  @Test
  void aRouteOfThePeersOwnRangeHasNoInvalidRowBeside() {
    String exact = "spoke 10.2.0.0/16 VirtualAppliance 10.1.9.4";

    assertThat(solve(network("", exact)).routes("vm"))
        .contains("Default Invalid 10.2.0.0/16 VNetPeering []");
    assertThat(solve(network(ALL, exact)).routes("vm"))
        .filteredOn(row -> row.contains("10.2.0.0/16"))
        .containsExactly("User Active 10.2.0.0/16 VirtualAppliance [10.1.9.4]");
  }

  private static List<String> rowsOfDualStack(String members) {
    return solve(
            TestResources.network()
                .vnet("a", "eastus", "10.1.0.0/16", "fd00:1::/48")
                .subnet("a", "s", "10.1.1.0/24", table("rt"))
                .host("vm", "a", "s", "10.1.1.4")
                .vnet("b", "eastus", "10.2.0.0/16", "fd00:2::/48")
                .peered("a", "b", "", "")
                .routeTable("rt", members))
        .routes("vm");
  }

  @Test
  void rowsOfIpv6AreGoneToo() {
    assertThat(rowsOfDualStack("")).anyMatch(row -> row.contains("fd00:2::/48 VNetPeering"));
    assertThat(rowsOfDualStack(ALL)).noneMatch(row -> row.contains("VNetPeering"));
  }

  /** Routes of gateways are not peering routes. ASSUMPTION(A-046): nothing else changes in them. */
  @Test
  void whatTheGatewaysOfAPeerKnowStays() {
    SolvedAzure solved =
        solve(
            TestResources.network()
                .vnet("hub", "eastus", "10.0.0.0/16")
                .subnet("hub", "GatewaySubnet", "10.0.255.0/27")
                .vpnGateway("gw", "hub", "eastus", 65504, "20.0.0.1")
                .vnet("site", "eastus", "10.9.0.0/16")
                .subnet("site", "GatewaySubnet", "10.9.255.0/27")
                .vpnGateway("site-gw", "site", "eastus", 65505, "20.0.0.2")
                .toGateway("there", "gw", "site-gw", ", 'enableBgp': true")
                .toGateway("back", "site-gw", "gw", ", 'enableBgp': true")
                .vnet("spoke", "eastus", "10.2.0.0/16")
                .subnet("spoke", "s", "10.2.1.0/24", table("rt"))
                .host("vm", "spoke", "s", "10.2.1.4")
                .peered(
                    "hub", "spoke", ", 'allowGatewayTransit': true", ", 'useRemoteGateways': true")
                .routeTable("rt", ALL));

    assertThat(solved.routesWithoutNone("vm"))
        .anyMatch(row -> row.startsWith("VirtualNetworkGateway Active 10.9.0.0/16"))
        .noneMatch(row -> row.contains("VNetPeering"));
  }

  @Test
  void whatComesFromOnPremisesFollowsTheTableOfGatewaySubnet() {
    TestResources resources =
        network("", "none 192.0.2.0/24 None")
            .subnet("hub", "GatewaySubnet", "10.1.255.0/27", table("gw-rt"))
            .vpnGateway("gw", "hub", "eastus", 65515, "20.0.0.1");
    String summary = "spokes 10.2.0.0/15 VirtualAppliance 10.1.9.4";

    SolvedAzure with = solve(resources.routeTable("gw-rt", ALL, summary));

    assertThat(
            new EffectiveRoutes(with.solution(), with.names())
                .of(with.names().gateway("gw").orElseThrow().subnet()))
        .anyMatch(row -> row.addressPrefix().contains("10.2.0.0/15"))
        .noneMatch(row -> row.nextHopType().contains("Peering"));
    assertThat(with.routes("vm")).contains(TO_SPOKE);
  }

  /** R296 asks for an appliance in the VNet itself. ASSUMPTION(A-046): others are not reached. */
  @Test
  void anApplianceInAPeerIsNotReached() {
    TestResources resources =
        TestResources.network()
            .vnet("hub", "eastus", "10.1.0.0/16")
            .subnet("hub", "nva", "10.1.9.0/24")
            .nic("nva-nic", "hub", "nva", "10.1.9.4", ", 'enableIPForwarding': true")
            .machine("nva", "nva-nic")
            .vnet("spoke", "eastus", "10.2.0.0/16")
            .subnet("spoke", "s", "10.2.1.0/24", table("rt"))
            .host("vm", "spoke", "s", "10.2.1.4")
            .peered("hub", "spoke", FORWARDED, FORWARDED);

    SolvedAzure with = solve(resources.routeTable("rt", ALL, SUMMARY));

    assertThat(with.routes("vm")).contains("User Active 10.0.0.0/8 VirtualAppliance [10.1.9.4]");
    assertThat(with.trace("vm", "10.1.9.4").verdict()).isEqualTo(Verdict.DISCARDED);
  }

  private static TestResources withEndpoint(String policies, String... routes) {
    return network(ALL, routes)
        .subnet(
            "spoke",
            "endpoints",
            "10.2.2.0/24",
            ", 'privateEndpointNetworkPolicies': '" + policies + "'")
        .privateEndpoint("data", "spoke", "endpoints", "10.2.2.4", "");
  }

  /** R29, R275. ASSUMPTION(A-046): they are no peering routes, and yield as they always do. */
  @Test
  void hostRoutesToPrivateEndpointsOfPeersStay() {
    SolvedAzure solved = solve(withEndpoint("Disabled", SUMMARY));
    SolvedAzure wide = solve(withEndpoint("Enabled", SUMMARY));
    SolvedAzure narrow = solve(withEndpoint("Enabled", "in 10.2.2.0/24 VirtualAppliance 10.1.9.4"));

    String row = "Default %s 10.2.2.4/32 InterfaceEndpoint []";
    assertThat(solved.routes("vm")).contains(row.formatted("Active"));
    assertThat(solved.tcp("vm", "10.2.2.4", 443).answered()).isTrue();
    assertThat(wide.routes("vm")).contains(row.formatted("Active"));
    assertThat(narrow.routes("vm")).contains(row.formatted("Invalid"));
  }

  @Test
  void aPeeringThatFailsTakesThemAlong() {
    SolvedAzure solved = solve(withEndpoint("Disabled", SUMMARY));
    Failure[] cut =
        solved.names().peerings().values().stream()
            .filter(peering -> peering.name().contains("spoke"))
            .flatMap(peering -> peering.failures().stream())
            .toArray(Failure[]::new);

    assertThat(cut).isNotEmpty();
    assertThat(solved.failing(cut).tcp("vm", "10.2.2.4", 443).answered()).isFalse();
  }

  /** R199. ASSUMPTION(A-046): the tag is about peerings, not about rows. */
  @Test
  void peersStayInTheTagVirtualNetwork() {
    SolvedAzure solved =
        solve(
            TestResources.network()
                .vnet("hub", "eastus", "10.1.0.0/16")
                .subnet("hub", "apps", "10.1.1.0/24", table("rt") + group("nsg"))
                .host("vm", "hub", "apps", "10.1.1.4")
                .vnet("spoke", "eastus", "10.2.0.0/16")
                .subnet("spoke", "s", "10.2.1.0/24")
                .host("spoke-vm", "spoke", "s", "10.2.1.4")
                .peered("hub", "spoke", "", "")
                .securityGroup("nsg", "in 100 Inbound Deny * 192.0.2.0/24 * *")
                .routeTable("rt", ALL));

    assertThat(solved.trace("spoke-vm", "10.1.1.4").verdict()).isEqualTo(Verdict.DELIVERED);
  }
}
