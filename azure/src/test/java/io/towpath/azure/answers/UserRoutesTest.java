package io.towpath.azure.answers;

import static io.towpath.azure.compile.TestResources.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.towpath.azure.Profile;
import io.towpath.azure.ResourceTexts;
import io.towpath.azure.assignment.AssignedAddresses;
import io.towpath.azure.compile.AzureCompiler;
import io.towpath.azure.compile.AzureNames;
import io.towpath.azure.compile.TestResources;
import io.towpath.forwarding.Verdict;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Origin;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Peerings, route tables and appliances, in the shapes of published labs. */
class UserRoutesTest {
  private static final String FORWARDED = ", 'allowForwardedTraffic': true";

  /** A hub with an appliance and three spokes, one of them in another region. */
  private static TestResources labs(String hubForwards) {
    return TestResources.network()
        .vnet("hub", "eastus", "10.10.0.0/16")
        .subnet("hub", "nva", "10.10.0.0/24")
        .nic("nva-nic", "hub", "nva", "10.10.0.4", hubForwards)
        .machine("nva", "nva-nic")
        .vnet("spoke1", "eastus", "10.20.0.0/16")
        .vnet("spoke2", "eastus", "10.30.0.0/16")
        .subnet("spoke2", "apps", "10.30.0.0/24", table("rt2"))
        .host("vm2", "spoke2", "apps", "10.30.0.4")
        .vnet("spoke3", "westeurope", "10.40.0.0/16")
        .subnet("spoke3", "apps", "10.40.0.0/24")
        .host("vm3", "spoke3", "apps", "10.40.0.4")
        .routeTable("rt2", "", "back 10.20.0.0/16 VirtualAppliance 10.10.0.4")
        .peered("hub", "spoke1", FORWARDED, FORWARDED)
        .peered("hub", "spoke2", FORWARDED, FORWARDED)
        .peered("hub", "spoke3", FORWARDED, FORWARDED);
  }

  private static TestResources routed(String hubForwards) {
    return labs(hubForwards)
        .subnet("spoke1", "apps", "10.20.0.0/24", table("rt1"))
        .host("vm1", "spoke1", "apps", "10.20.0.4")
        .routeTable("rt1", "", "over 10.30.0.0/16 VirtualAppliance 10.10.0.4");
  }

  private static SolvedAzure solve(TestResources resources) {
    return SolvedAzure.of(resources.compile(), List.of());
  }

  @Test
  void peeringIsNotTransitive() {
    SolvedAzure solved =
        solve(
            labs("")
                .subnet("spoke1", "apps", "10.20.0.0/24")
                .host("vm1", "spoke1", "apps", "10.20.0.4"));

    // R65, R213: only the reserved row matches, and nobody says so.
    assertThat(solved.trace("vm1", "10.40.0.4").verdict()).isEqualTo(Verdict.DISCARDED);
    assertThat(solved.trace("vm1", "10.10.0.4").answered()).isTrue();
    assertThat(solved.routesWithoutNone("nva"))
        .containsExactlyInAnyOrder(
            "Default Active 10.10.0.0/16 VnetLocal []",
            "Default Active 10.20.0.0/16 VNetPeering []",
            "Default Active 10.30.0.0/16 VNetPeering []",
            "Default Active 10.40.0.0/16 VNetGlobalPeering []",
            "Default Active 0.0.0.0/0 Internet []");
  }

  @Test
  void anApplianceWithoutIpForwardingGetsNothingToForward() {
    SolvedAzure solved = solve(routed(""));

    assertThat(solved.routesWithoutNone("vm1"))
        .contains("User Active 10.30.0.0/16 VirtualAppliance [10.10.0.4]");
    // R53
    assertThat(solved.trace("vm1", "10.30.0.4").verdict())
        .isEqualTo(Verdict.DROPPED_BY_SOURCE_CHECK);
  }

  @Test
  void withIpForwardingTheApplianceIsOneHop() {
    SolvedAzure solved = solve(routed(", 'enableIPForwarding': true"));

    // R73, R278
    assertThat(solved.hops("vm1", "10.30.0.4")).containsExactly("10.10.0.4", "10.30.0.4");
  }

  @Test
  void forwardedTrafficNeedsTheFlagOfTheReceiver() {
    SolvedAzure solved =
        solve(
            TestResources.network()
                .vnet("hub", "eastus", "10.10.0.0/16")
                .subnet("hub", "nva", "10.10.0.0/24")
                .nic("nva-nic", "hub", "nva", "10.10.0.4", ", 'enableIPForwarding': true")
                .machine("nva", "nva-nic")
                .vnet("a", "eastus", "10.20.0.0/16")
                .subnet("a", "apps", "10.20.0.0/24", table("rt"))
                .host("vma", "a", "apps", "10.20.0.4")
                .vnet("b", "eastus", "10.30.0.0/16")
                .subnet("b", "apps", "10.30.0.0/24")
                .host("vmb", "b", "apps", "10.30.0.4")
                .routeTable("rt", "", "over 10.30.0.0/16 VirtualAppliance 10.10.0.4")
                .peered("hub", "a", FORWARDED, FORWARDED)
                .peered("hub", "b", FORWARDED, ""));

    // R68
    assertThat(solved.trace("vma", "10.30.0.4").verdict()).isEqualTo(Verdict.DROPPED_BY_PEERING);
    assertThat(solved.trace("nva", "10.30.0.4").answered()).isTrue();
  }

  @Test
  void defaultAndSummaryToAnApplianceDoNotOverrideThePeering() {
    SolvedAzure solved =
        solve(
            TestResources.network()
                .vnet("hub", "eastus", "10.0.0.0/24")
                .subnet("hub", "apps", "10.0.0.0/25")
                .vnet("spoke", "eastus", "10.0.1.0/24")
                .subnet("spoke", "apps", "10.0.1.0/25", table("rt"))
                .host("vm", "spoke", "apps", "10.0.1.4")
                .peered("hub", "spoke", FORWARDED, FORWARDED)
                .routeTable(
                    "rt",
                    ", 'disableBgpRoutePropagation': true",
                    "all 0.0.0.0/0 VirtualAppliance 10.0.0.16",
                    "private 10.0.0.0/16 VirtualAppliance 10.0.0.16"));

    // R273, R26: complete listing, no None rows.
    assertThat(solved.routes("vm"))
        .containsExactlyInAnyOrder(
            "Default Active 10.0.1.0/24 VnetLocal []",
            "Default Active 10.0.0.0/24 VNetPeering []",
            "Default Invalid 0.0.0.0/0 Internet []",
            "User Active 0.0.0.0/0 VirtualAppliance [10.0.0.16]",
            "User Active 10.0.0.0/16 VirtualAppliance [10.0.0.16]");
  }

  @Test
  void theVpnGatewayRoutesBetweenSpokesAsOneVisibleHop() {
    TestResources resources =
        TestResources.network()
            .vnet("hub", "eastus", "10.4.0.0/16")
            .subnet("hub", "GatewaySubnet", "10.4.0.0/24")
            .vpnGateway("gw", "hub", "eastus", 65504, "40.0.0.1")
            .vnet("a", "eastus", "10.1.0.0/16")
            .subnet("a", "apps", "10.1.1.0/24", table("ra"))
            .host("vma", "a", "apps", "10.1.1.5")
            .vnet("b", "eastus", "10.2.0.0/16")
            .subnet("b", "apps", "10.2.1.0/24", table("rb"))
            .host("vmb", "b", "apps", "10.2.1.4")
            .peered("hub", "a", "", FORWARDED)
            .peered("hub", "b", "", FORWARDED)
            .routeTable("ra", "", "all 10.0.0.0/8 VirtualAppliance 10.4.0.4")
            .routeTable("rb", "", "all 10.0.0.0/8 VirtualAppliance 10.4.0.4");

    // R278, as traced in a published lab.
    assertThat(solve(resources).hops("vma", "10.2.1.4")).containsExactly("10.4.0.4", "10.2.1.4");
  }

  @Test
  void gatewayTransitAndPropagationDecideWhatASpokeLearns() {
    assertThat(gatewayRows(spokeOfVpn(false, false))).isEmpty();
    assertThat(gatewayRows(spokeOfVpn(true, false)))
        .containsExactlyInAnyOrder(
            "VirtualNetworkGateway Active 10.5.0.0/16 VirtualNetworkGateway [40.0.0.1]",
            "VirtualNetworkGateway Active 10.5.0.254/32 VirtualNetworkGateway [40.0.0.1]");
    assertThat(gatewayRows(spokeOfVpn(true, true))).isEmpty(); // R58
    // R75: the spoke's range is announced only with transit.
    assertThat(spokeOfVpn(true, false).learned("fargw", 0, "10.1.0.0/16")).hasSize(1);
    assertThat(spokeOfVpn(false, false).learned("fargw", 0, "10.1.0.0/16")).isEmpty();
    assertThat(spokeOfVpn(true, false).trace("vm", "10.5.1.4").answered()).isTrue();
  }

  private static List<String> gatewayRows(SolvedAzure solved) {
    return solved.routes("vm").stream()
        .filter(row -> row.startsWith("VirtualNetworkGateway"))
        .toList();
  }

  private static SolvedAzure spokeOfVpn(boolean transit, boolean propagationOff) {
    return SolvedAzure.of(
        TestResources.network()
            .vnet("hub", "eastus", "10.4.0.0/16")
            .subnet("hub", "GatewaySubnet", "10.4.0.0/24")
            .vpnGateway("gw", "hub", "eastus", 65504, "40.0.0.1")
            .vnet("spoke", "eastus", "10.1.0.0/16")
            .subnet("spoke", "apps", "10.1.1.0/24", table("rt"))
            .host("vm", "spoke", "apps", "10.1.1.4")
            .routeTable("rt", ", 'disableBgpRoutePropagation': " + propagationOff)
            .peered(
                "hub",
                "spoke",
                ", 'allowGatewayTransit': true",
                transit ? ", 'useRemoteGateways': true" : "")
            .vnet("far", "eastus", "10.5.0.0/16")
            .subnet("far", "GatewaySubnet", "10.5.0.0/24")
            .subnet("far", "apps", "10.5.1.0/24")
            .host("far-vm", "far", "apps", "10.5.1.4")
            .vpnGateway("fargw", "far", "eastus", 65505, "40.0.0.2")
            .toGateway("there", "gw", "fargw", ", 'enableBgp': true")
            .toGateway("back", "fargw", "gw", ", 'enableBgp': true")
            .compile(Profile.CURRENT),
        List.of());
  }

  @Test
  void aLearnedDefaultReplacesTheWayToTheInternet() {
    SolvedAzure solved = forced();

    // R27, R274
    assertThat(solved.routes("vm"))
        .contains("VirtualNetworkGateway Active 0.0.0.0/0 VirtualNetworkGateway [40.0.0.1]")
        .noneMatch(row -> row.endsWith("Internet []") || row.endsWith("None []"));
    // R118, R269: it is used and never passed on.
    assertThat(solved.learned("fargw", 0, "0.0.0.0/0")).isEmpty();
    // What comes out of a tunnel for the VNet still reaches it.
    assertThat(solved.trace("far-vm", "10.4.1.4").answered()).isTrue();
  }

  private static SolvedAzure forced() {
    return SolvedAzure.of(
        TestResources.network()
            .vnet("hub", "eastus", "10.4.0.0/16")
            .subnet("hub", "GatewaySubnet", "10.4.0.0/24")
            .subnet("hub", "apps", "10.4.1.0/24")
            .host("vm", "hub", "apps", "10.4.1.4")
            .vpnGateway("gw", "hub", "eastus", 65504, "40.0.0.1")
            .vnet("far", "eastus", "10.5.0.0/16")
            .subnet("far", "GatewaySubnet", "10.5.0.0/24")
            .subnet("far", "apps", "10.5.1.0/24")
            .host("far-vm", "far", "apps", "10.5.1.4")
            .vpnGateway("fargw", "far", "eastus", 65505, "40.0.0.2")
            .toGateway("there", "gw", "fargw", ", 'enableBgp': true")
            .toGateway("back", "fargw", "gw", ", 'enableBgp': true")
            .device("site", "60.0.0.9", "65021 10.9.0.1")
            .toDevice("to-site", "gw", "site", ", 'enableBgp': true")
            .compile(Profile.CURRENT),
        List.of(),
        TestRouter.named("site", 65021)
            .loopback("10.9.0.1")
            .internet("60.0.0.9")
            .lan("10.9.1.0/24")
            .announcesDefault()
            .tunnel("t", "40.0.0.1")
            .overTunnel("10.4.0.254", 65504, "t"));
  }

  @Test
  void theHostAnswersForPlatformAddressesWhateverRoutesAndRulesSay() {
    SolvedAzure solved =
        solve(
            TestResources.network()
                .vnet("v", "eastus", "10.0.0.0/16")
                .subnet("v", "apps", "10.0.1.0/24", table("rt") + TestResources.group("shut"))
                .host("vm", "v", "apps", "10.0.1.4")
                .routeTable("rt", "", "all 0.0.0.0/0 None", "dns 168.63.129.16/32 None")
                .securityGroup("shut", "none 100 Outbound Deny * * * *"));

    // R6
    assertThat(solved.trace("vm", "168.63.129.16").answered()).isTrue();
    assertThat(solved.trace("vm", "169.254.169.254").answered()).isTrue();
    assertThat(solved.trace("vm", "168.63.129.17").verdict()).isEqualTo(Verdict.DROPPED_BY_FILTER);
    assertThat(solved.routes("vm")).noneMatch(row -> row.contains("169.254.169.254"));
  }

  @Test
  void aTableOnGatewaySubnetSteersWhatComesFromGateways() {
    SolvedAzure solved =
        SolvedAzure.of(
            TestResources.network()
                .vnet("hub", "eastus", "10.4.0.0/16")
                .subnet("hub", "GatewaySubnet", "10.4.0.0/24", table("in"))
                .subnet("hub", "nva", "10.4.2.0/24")
                .nic("nva-nic", "hub", "nva", "10.4.2.4", ", 'enableIPForwarding': true")
                .machine("nva", "nva-nic")
                .vpnGateway("gw", "hub", "eastus", 65504, "40.0.0.1")
                .vnet("spoke", "eastus", "10.1.0.0/16")
                .subnet("spoke", "apps", "10.1.1.0/24")
                .host("vm", "spoke", "apps", "10.1.1.4")
                .peered(
                    "hub",
                    "spoke",
                    ", 'allowGatewayTransit': true",
                    ", 'useRemoteGateways': true" + FORWARDED)
                .routeTable("in", "", "spoke 10.1.0.0/16 VirtualAppliance 10.4.2.4")
                .device("site", "60.0.0.9", "65021 10.9.0.1")
                .toDevice("to-site", "gw", "site", ", 'enableBgp': true")
                .compile(Profile.CURRENT),
            List.of(),
            TestRouter.named("site", 65021)
                .loopback("10.9.0.1")
                .internet("60.0.0.9")
                .lan("10.9.1.0/24")
                .tunnel("t", "40.0.0.1")
                .overTunnel("10.4.0.254", 65504, "t"));

    // R60: a route equal to the peering's range overrides it in GatewaySubnet only.
    assertThat(solved.hops("site-vm", "10.1.1.4"))
        .containsExactly("10.9.1.1", "10.4.2.4", "10.1.1.4");
    assertThat(solved.hops("vm", "10.9.1.10")).doesNotContain("10.4.2.4");
  }

  @Test
  void anApplianceAmongItsClientsLoops() {
    SolvedAzure solved =
        solve(
            TestResources.network()
                .vnet("v", "eastus", "10.0.0.0/16")
                .subnet("v", "apps", "10.0.1.0/24", table("rt"))
                .subnet("v", "other", "10.0.2.0/24")
                .host("vm", "v", "apps", "10.0.1.4")
                .host("target", "v", "other", "10.0.2.4")
                .nic("nva-nic", "v", "apps", "10.0.1.9", ", 'enableIPForwarding': true")
                .machine("nva", "nva-nic")
                .routeTable("rt", "", "over 10.0.2.0/24 VirtualAppliance 10.0.1.9"));

    // R56
    assertThat(solved.trace("vm", "10.0.2.4").verdict()).isEqualTo(Verdict.LOOP);
  }

  @Test
  void aSubnetIsExemptFromForcedTunnellingByItsOwnDefault() {
    SolvedAzure solved =
        SolvedAzure.of(
            TestResources.network()
                .vnet("hub", "eastus", "10.4.0.0/16")
                .subnet("hub", "GatewaySubnet", "10.4.0.0/24")
                .subnet("hub", "apps", "10.4.1.0/24", table("rt"))
                .host("vm", "hub", "apps", "10.4.1.4")
                .vpnGateway("gw", "hub", "eastus", 65504, "40.0.0.1")
                .routeTable("rt", "", "out 0.0.0.0/0 Internet")
                .device("site", "60.0.0.9", "65021 10.9.0.1")
                .toDevice("to-site", "gw", "site", ", 'enableBgp': true")
                .compile(Profile.CURRENT),
            List.of(),
            TestRouter.named("site", 65021)
                .loopback("10.9.0.1")
                .internet("60.0.0.9")
                .announcesDefault()
                .tunnel("t", "40.0.0.1")
                .overTunnel("10.4.0.254", 65504, "t"));

    // R116, and the complete listing observed on an appliance: R274.
    assertThat(solved.routes("vm"))
        .containsExactlyInAnyOrder(
            "Default Active 10.4.0.0/16 VnetLocal []",
            "VirtualNetworkGateway Active 10.9.0.1/32 VirtualNetworkGateway [40.0.0.1]",
            "VirtualNetworkGateway Invalid 0.0.0.0/0 VirtualNetworkGateway [40.0.0.1]",
            "User Active 0.0.0.0/0 Internet []");
    assertThat(solved.connects("vm", "60.0.0.9", 443)).isTrue();
  }

  @Test
  void aStoppedMachineHasNoEffectiveRoutes() {
    TestResources resources =
        TestResources.network()
            .vnet("v", "eastus", "10.0.0.0/16")
            .subnet("v", "apps", "10.0.1.0/24")
            .nic("n", "v", "apps", "10.0.1.4", "");
    SolvedAzure solved =
        SolvedAzure.of(
            AzureCompiler.compile(
                ResourceTexts.readWhole(
                    resources.texts(
                        """
                        {"type": "Microsoft.Compute/virtualMachines", "name": "vm", "powerState":
                          "VM deallocated", "networkProfile": {"networkInterfaces": [{"id": "%s"}]}}
                        """
                            .formatted(TestResources.id("networkInterfaces/n")))),
                Profile.CURRENT,
                AssignedAddresses.NONE),
            List.of());
    EffectiveRoutes routes = new EffectiveRoutes(solved.solution(), solved.names());
    AzureNames.NicName nic = solved.names().nic("n").orElseThrow();

    assertThatThrownBy(() -> routes.of(nic, Origin.NONE)) // R47
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("\"vm\"");
    assertThat(routes.of(nic.vrf())).isNotEmpty();
  }
}
