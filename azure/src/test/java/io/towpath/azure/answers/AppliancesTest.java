package io.towpath.azure.answers;

import static io.towpath.azure.compile.TestResources.id;
import static io.towpath.azure.compile.TestResources.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.Profile;
import io.towpath.azure.assignment.AssignedAddresses;
import io.towpath.azure.compile.AzureCompiler;
import io.towpath.azure.compile.TestResources;
import io.towpath.azure.guest.GuestSettings;
import io.towpath.forwarding.Verdict;
import io.towpath.net.Finding;
import io.towpath.net.Origin;
import io.towpath.net.PacketHeader;
import io.towpath.network.Failure;
import io.towpath.network.Group;
import io.towpath.network.InterfaceRef;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Appliances that forward, alone and behind an internal load balancer. */
class AppliancesTest {
  private static final String FORWARDING = ", 'enableIPForwarding': true";

  private static TestResources hub(String next) {
    return hub(next, "eastus");
  }

  private static TestResources hub(String next, String regionOfA) {
    return TestResources.network()
        .vnet("hub", "eastus", "10.10.0.0/16")
        .subnet("hub", "nva", "10.10.0.0/24")
        .nic("nva1-nic", "hub", "nva", "10.10.0.5", FORWARDING)
        .machine("nva1", "nva1-nic")
        .nic("nva2-nic", "hub", "nva", "10.10.0.6", FORWARDING)
        .machine("nva2", "nva2-nic")
        .vnet("a", regionOfA, "10.20.0.0/16")
        .subnet("a", "apps", "10.20.0.0/24", table("rt-a"))
        .add(
            "routeTables",
            "rt-a",
            regionOfA,
            "'routes': [{'name': 'over', 'properties': {'addressPrefix': '10.0.0.0/8',"
                + " 'nextHopType': 'VirtualAppliance', 'nextHopIpAddress': '"
                + next
                + "'}}]")
        .host("vma", "a", "apps", "10.20.0.4")
        .vnet("b", "eastus", "10.30.0.0/16")
        .subnet("b", "apps", "10.30.0.0/24", table("rt"))
        .host("vmb", "b", "apps", "10.30.0.4")
        .routeTable("rt", "", "over 10.0.0.0/8 VirtualAppliance " + next)
        .peered("hub", "a", ", 'allowForwardedTraffic': true", ", 'allowForwardedTraffic': true")
        .peered("hub", "b", ", 'allowForwardedTraffic': true", ", 'allowForwardedTraffic': true");
  }

  private static TestResources balanced(String rule) {
    return balanced(hub("10.10.0.100"), rule, "Standard", "nva1-nic", "nva2-nic");
  }

  private static TestResources balanced(
      TestResources hub, String rule, String sku, String... nics) {
    return hub.add(
        "loadBalancers",
        "lb",
        "eastus",
        "'frontendIPConfigurations': [{'name': 'in', 'properties': {'privateIPAddress':"
            + " '10.10.0.100', 'subnet': {'id': '"
            + id("virtualNetworks/hub/subnets/nva")
            + "'}}}], 'backendAddressPools': [{'name': 'nvas', 'properties':"
            + " {'backendIPConfigurations': ["
            + Arrays.stream(nics)
                .map(AppliancesTest::configuration)
                .collect(Collectors.joining(", "))
            + "]}}], 'loadBalancingRules': [{'name': 'all', 'properties':"
            + " {'frontendIPConfiguration': {'id': '"
            + id("loadBalancers/lb/frontendIPConfigurations/in")
            + "'}, 'backendAddressPool': {'id': '"
            + id("loadBalancers/lb/backendAddressPools/nvas")
            + "'}, "
            + rule
            + "}}]}, 'sku': {'name': '"
            + sku
            + "'");
  }

  private static String configuration(String nic) {
    return "{'id': '" + id("networkInterfaces/" + nic + "/ipConfigurations/ip") + "'}";
  }

  private static final String HA_PORTS = "'protocol': 'All', 'frontendPort': 0, 'backendPort': 0";

  private static SolvedAzure solve(TestResources resources, GuestSettings guests) {
    return SolvedAzure.of(
        AzureCompiler.compile(
            resources.resources(), Profile.CURRENT, AssignedAddresses.NONE, guests, List.of()),
        List.of());
  }

  private static GuestSettings guest(String name, boolean forwards, int... refused) {
    return new GuestSettings(
        List.of(
            new GuestSettings.Guest(
                name, forwards, Arrays.stream(refused).boxed().toList(), null, Origin.NONE)));
  }

  @Test
  void aRouteToALoadBalancerReachesOneOfItsAppliances() {
    SolvedAzure solved = solve(balanced(HA_PORTS), GuestSettings.NONE);

    // R59: the packet passes an appliance and keeps its destination.
    assertThat(solved.trace("vma", "10.30.0.4").answered()).isTrue();
    assertThat(solved.hops("vma", "10.30.0.4").getFirst()).isIn("10.10.0.5", "10.10.0.6");
    assertThat(solved.hops("vma", "10.30.0.4").getLast()).isEqualTo("10.30.0.4");
    assertThat(solved.routesWithoutNone("vma"))
        .contains("User Active 10.0.0.0/8 VirtualAppliance [10.10.0.100]");
    assertThat(solved.via("vma", "10.0.0.0/8")).containsExactly("lb/in");
  }

  /** R59, R72: neither as a destination nor as a next hop; the machines behind it are reached. */
  @Test
  void aBasicFrontEndIsOutOfReachOfOtherRegions() {
    String web = "'protocol': 'Tcp', 'frontendPort': 80, 'backendPort': 80";
    for (String region : List.of("eastus", "westus")) {
      for (String sku : List.of("Basic", "Standard")) {
        SolvedAzure solved =
            solve(
                balanced(hub("10.10.0.100", region), web, sku, "nva1-nic", "nva2-nic"),
                GuestSettings.NONE);
        boolean reaches = region.equals("eastus") || sku.equals("Standard");

        assertThat(solved.tcp("vma", "10.10.0.100", 80).answered()).isEqualTo(reaches);
        assertThat(solved.tcp("vma", "10.10.0.5", 80).answered()).isTrue();
        assertThat(solved.tcp("vmb", "10.10.0.100", 80).answered()).isTrue();
        assertThat(solved.tcp("vma", "10.30.0.4", 80).verdict().equals(Verdict.DISCARDED))
            .isEqualTo(!reaches);
      }
    }
  }

  /** R72: in the seed era no internal load balancer was reached across regions. */
  @Test
  void inTheSeedEraNoFrontEndIsReachedFromOtherRegions() {
    TestResources resources =
        balanced(hub("10.10.0.100", "westus"), HA_PORTS, "Standard", "nva1-nic", "nva2-nic");
    SolvedAzure solved =
        SolvedAzure.of(
            AzureCompiler.compile(
                resources.resources(),
                Profile.SEED_ERA,
                AssignedAddresses.NONE,
                GuestSettings.NONE,
                List.of()),
            List.of());

    assertThat(solved.tcp("vma", "10.10.0.100", 80).verdict())
        .isEqualTo(Verdict.DROPPED_BY_PEERING);
    assertThat(solved.tcp("vmb", "10.10.0.100", 80).answered()).isTrue();
  }

  @Test
  void theOtherApplianceTakesOverAndWithNoneNothingPasses() {
    SolvedAzure solved = solve(balanced(HA_PORTS), GuestSettings.NONE);
    Failure first = new Failure.InterfaceDown(new InterfaceRef("(azure)", "nva1-nic"), false);
    Failure second = new Failure.InterfaceDown(new InterfaceRef("(azure)", "nva2-nic"), false);

    assertThat(solved.failing(first).hops("vma", "10.30.0.4"))
        .containsExactly("10.10.0.6", "10.30.0.4");
    assertThat(solved.failing(first, second).trace("vma", "10.30.0.4").verdict())
        .isEqualTo(Verdict.NEXT_HOP_UNREACHABLE);
  }

  @Test
  void onlyAppliancesWithOneInterfaceSeeBothDirectionsOfAFlow() {
    TestResources withTwo =
        balanced(
            hub("10.10.0.100")
                .nic("nva3-a", "hub", "nva", "10.10.0.7", FORWARDING)
                .nic("nva3-b", "hub", "nva", "10.10.0.8", FORWARDING)
                .machine("nva3", "nva3-a", "nva3-b"),
            HA_PORTS,
            "Standard",
            "nva1-nic",
            "nva3-b");

    assertThat(choice(balanced(HA_PORTS))).isEqualTo(Group.Choice.SYMMETRIC_FLOW_HASH);
    assertThat(choice(withTwo)).isEqualTo(Group.Choice.FLOW_HASH);
    assertThat(choice(balanced("'protocol': 'Tcp', 'frontendPort': 80, 'backendPort': 80")))
        .isEqualTo(Group.Choice.FLOW_HASH);
  }

  private static Group.Choice choice(TestResources resources) {
    return AzureCompiler.compile(
            resources.resources(),
            Profile.CURRENT,
            AssignedAddresses.NONE,
            GuestSettings.NONE,
            List.of())
        .fragment()
        .groups()
        .getFirst()
        .choice();
  }

  @Test
  void whatCallsTheFrontEndIsAnsweredByAnAppliance() {
    SolvedAzure solved = solve(balanced(HA_PORTS), GuestSettings.NONE);

    assertThat(solved.trace("vma", "10.10.0.100").answered()).isTrue();
  }

  @Test
  void noRouteLeadsToAFrontEndWithRulesOfSinglePorts() {
    TestResources resources = balanced("'protocol': 'Tcp', 'frontendPort': 80, 'backendPort': 80");

    assertThat(solve(resources, GuestSettings.NONE).trace("vma", "10.30.0.4").verdict())
        .isEqualTo(Verdict.NO_OWNER);
  }

  @Test
  void aGuestThatDoesNotForwardDropsWhatItsInterfaceLetsIn() {
    SolvedAzure solved = solve(hub("10.10.0.5"), guest("NVA1", false));

    assertThat(solved.trace("vma", "10.30.0.4").verdict()).isEqualTo(Verdict.DOES_NOT_FORWARD);
    assertThat(solved.trace("vma", "10.10.0.5").answered()).isTrue();
  }

  @Test
  void aForwardingGuestBehindAnInterfaceThatDoesNotGetsNothing() {
    TestResources resources =
        TestResources.network()
            .vnet("hub", "eastus", "10.10.0.0/16")
            .subnet("hub", "nva", "10.10.0.0/24")
            .nic("nva1-nic", "hub", "nva", "10.10.0.5", "")
            .machine("nva1", "nva1-nic")
            .subnet("hub", "apps", "10.10.1.0/24", table("rt"))
            .host("vma", "hub", "apps", "10.10.1.4")
            .routeTable("rt", "", "over 10.30.0.0/16 VirtualAppliance 10.10.0.5");

    assertThat(solve(resources, guest("nva1", true)).trace("vma", "10.30.0.4").verdict())
        .isEqualTo(Verdict.DROPPED_BY_SOURCE_CHECK);
  }

  @Test
  void refusedProtocolsArePassedOnToNobodyButTheGuestItself() {
    SolvedAzure solved = solve(hub("10.10.0.5"), guest("nva1", true, PacketHeader.ICMP));

    assertThat(solved.trace("vma", "10.30.0.4").verdict())
        .isEqualTo(Verdict.DROPPED_BY_GUEST_FIREWALL);
    assertThat(solved.trace("vma", "10.10.0.5").answered()).isTrue();
  }

  @Test
  void onlyGuestsOfWhomNothingIsStatedAreAssumedToForward() {
    List<Finding> assumed =
        AzureCompiler.compile(
                hub("10.10.0.5").resources(),
                Profile.CURRENT,
                AssignedAddresses.NONE,
                guest("nva1", true),
                List.of())
            .fragment()
            .findings();

    assertThat(assumed)
        .filteredOn(finding -> finding.code().equals("TP2803"))
        .extracting(Finding::message)
        .singleElement()
        .asString()
        .contains("nva2");
  }
}
