package io.towpath.azure.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.Profile;
import io.towpath.azure.compile.TestResources;
import io.towpath.network.Failure;
import io.towpath.network.InterfaceRef;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * ExpressRoute and VPN side by side, in the shapes of two published deployments: a static VPN site
 * inside an on-premises range, and VPN as backup of ExpressRoute.
 */
class ExpressRouteTablesTest {
  private static final String BGP = ", 'enableBgp': true";
  private static final List<String> CABLES =
      List.of("ce:first circuit:er/primary", "ce:second circuit:er/secondary");

  private static TestResources hub() {
    return TestResources.network()
        .vnet("hub", "eastus", "10.10.12.0/24")
        .subnet("hub", "apps", "10.10.12.0/25")
        .subnet("hub", "GatewaySubnet", "10.10.12.128/25")
        .host("vm", "hub", "apps", "10.10.12.4")
        .expressRouteGateway("ergw", "hub", "eastus", "")
        .vpnGateway("vpngw", "hub", "eastus", 65515, "40.0.0.1", "40.0.0.2")
        .circuit("er", "", "")
        .toCircuit("er-hub", "ergw", "er", "");
  }

  private static TestRouter customer(String lan) {
    return TestRouter.named("ce", 65021)
        .lan(lan)
        .circuit("first", "192.168.30.17", 300, "192.168.30.18")
        .circuit("second", "192.168.30.21", 300, "192.168.30.22");
  }

  private static SolvedAzure withStaticSite() {
    return SolvedAzure.of(
        hub()
            .device("site", "60.0.0.9", "", "10.2.12.64/26")
            .toDevice("to-site", "vpngw", "site", "")
            .compile(),
        CABLES,
        customer("10.2.12.0/25"),
        TestRouter.named("site", 0)
            .loopback("10.99.0.1")
            .internet("60.0.0.9")
            .lan("10.2.12.64/26")
            .tunnel("t1", "40.0.0.1")
            .tunnel("t2", "40.0.0.2")
            .route("10.10.12.0/24", "t1"));
  }

  @Test
  void aLongerPrefixOverVpnStandsBesideAShorterOneOverExpressRoute() {
    SolvedAzure solved = withStaticSite();

    // R36: longest match first. R264: one entry for each live link.
    assertThat(solved.routesWithoutNone("vm"))
        .containsExactlyInAnyOrder(
            "Default Active 10.10.12.0/24 VnetLocal []",
            "Default Active 0.0.0.0/0 Internet []",
            "VirtualNetworkGateway Active 10.2.12.0/25 VirtualNetworkGateway"
                + " [10.10.12.132, 10.10.12.133]",
            "VirtualNetworkGateway Active 10.2.12.64/26 VirtualNetworkGateway"
                + " [10.10.12.142, 10.10.12.143]");
    assertThat(solved.trace("vm", "10.2.12.74").answeredBy()).isEqualTo("site-vm");
    assertThat(solved.trace("vm", "10.2.12.10").answeredBy()).isEqualTo("ce-vm");
  }

  @Test
  void theExpressRouteGatewayListsVpnRoutesAndKeepsThemFromTheCircuit() {
    SolvedAzure solved = withStaticSite();

    assertThat(solved.learned("ergw", 1))
        .containsExactlyInAnyOrder(
            "10.10.12.0/24 Network 10.10.12.141 [] 32768",
            "10.2.12.0/25 EBgp 10.10.12.132 [12076-65021] 32769 10.10.12.132",
            "10.2.12.0/25 EBgp 10.10.12.133 [12076-65021] 32769 10.10.12.133",
            "10.2.12.64/26 IBgp 10.10.12.142 [] 32768 10.10.12.142",
            "10.2.12.64/26 IBgp 10.10.12.143 [] 32768 10.10.12.143");
    assertThat(solved.circuitRoutes("er", 0))
        .containsExactlyInAnyOrder(
            "10.2.12.0/25 192.168.30.17 [65021]",
            "10.10.12.0/24 10.10.12.140 [65515]",
            "10.10.12.0/24 10.10.12.141 [65515]");
  }

  @Test
  void aFailedLinkTakesOneNextHopAway() {
    SolvedAzure cut =
        withStaticSite()
            .failing(new Failure.InterfaceDown(new InterfaceRef("ce", "second"), false));

    assertThat(cut.routesWithoutNone("vm"))
        .contains("VirtualNetworkGateway Active 10.2.12.0/25 VirtualNetworkGateway [10.10.12.132]");
    // R158: both addresses of the /30 appear on a link that works.
    assertThat(cut.circuit("er", 0).arp())
        .extracting(CircuitArpEntry::iface)
        .containsExactly("On-Prem", "Microsoft");
    assertThat(cut.circuit("er", 1).arp())
        .extracting(CircuitArpEntry::iface)
        .containsExactly("Microsoft");
    assertThat(cut.circuit("er", 0).summary().getFirst())
        .isEqualTo(new CircuitNeighbor("192.168.30.17", 4, 65021, "1", List.of()));
    assertThat(cut.circuit("er", 1).summary().getFirst().statePfxRcd()).isEqualTo("Active");
  }

  private static SolvedAzure withBackup(String ofPeering, Profile profile) {
    return SolvedAzure.of(
        TestResources.network()
            .vnet("hub", "eastus", "10.17.11.0/25")
            .subnet("hub", "apps", "10.17.11.0/26")
            .subnet("hub", "GatewaySubnet", "10.17.11.64/27")
            .host("vm", "hub", "apps", "10.17.11.4")
            .vnet("spoke", "eastus", "10.17.11.128/26")
            .subnet("spoke", "apps", "10.17.11.128/26")
            .host("spoke-vm", "spoke", "apps", "10.17.11.132")
            .peered("hub", "spoke", ", 'allowGatewayTransit': true", ", 'useRemoteGateways': true")
            .expressRouteGateway("ergw", "hub", "eastus", "")
            .vpnGateway("vpngw", "hub", "eastus", 65515, "40.0.0.1", "40.0.0.2")
            .circuit("er", "", ofPeering)
            .toCircuit("er-hub", "ergw", "er", "")
            .device("site", "60.0.0.9", "65021 192.168.11.88")
            .toDevice("to-site", "vpngw", "site", BGP)
            .compile(profile),
        CABLES,
        TestRouter.named("ce", 65021)
            .loopback("192.168.11.88")
            .internet("60.0.0.9")
            .lan("10.1.11.0/25")
            .circuit(
                "first", "192.168.30.17", 300, "192.168.30.18", TestRouter.localPreference(150))
            .circuit(
                "second", "192.168.30.21", 300, "192.168.30.22", TestRouter.localPreference(150))
            .tunnel("t1", "40.0.0.1")
            .tunnel("t2", "40.0.0.2")
            .overTunnel("10.17.11.76", 65515, "t1")
            .overTunnel("10.17.11.77", 65515, "t2"));
  }

  @Test
  void inTheSeedsTimeTheVpnGatewayListedExpressRouteCopiesBesideItsOwn() {
    SolvedAzure solved = withBackup("", Profile.SEED_ERA);

    // R18, R92, R168
    assertThat(solved.learned("vpngw", 0, "10.1.11.0/25"))
        .hasSize(4)
        .contains(
            "10.1.11.0/25 EBgp 192.168.11.88 [65021] 32768 192.168.11.88",
            "10.1.11.0/25 IBgp 10.17.11.77 [65021] 32768 10.17.11.77")
        .filteredOn(row -> row.contains("[12076-65021] 32769"))
        .hasSize(2);
    assertThat(solved.advertised("vpngw", "192.168.11.88"))
        .containsExactlyInAnyOrder(
            "10.17.11.0/25 10.17.11.76 [65515]",
            "10.17.11.128/26 10.17.11.76 [65515]",
            "10.17.11.0/25 10.17.11.77 [65515]",
            "10.17.11.128/26 10.17.11.77 [65515]");
    // R36: interfaces use ExpressRoute.
    assertThat(solved.routesWithoutNone("spoke-vm"))
        .contains(
            "VirtualNetworkGateway Active 10.1.11.0/25 VirtualNetworkGateway"
                + " [10.17.11.68, 10.17.11.69]");
    assertThat(solved.hops("ce-vm", "10.17.11.132"))
        .hasSize(4)
        .startsWith("10.1.11.1")
        .contains("*")
        .endsWith("10.17.11.132");
  }

  @Test
  void theVpnGatewayHearsOfTheRangesThatBothAnnounceAndKeepsItsHostRoutes() {
    SolvedAzure solved = withBackup("", Profile.CURRENT);

    // R92
    assertThat(solved.learned("vpngw", 0, "10.1.11.0/25"))
        .containsExactlyInAnyOrder(
            "10.1.11.0/25 EBgp 192.168.11.88 [65021] 32768 192.168.11.88",
            "10.1.11.0/25 IBgp 10.17.11.77 [65021] 32768 10.17.11.77");
    assertThat(solved.learned("vpngw", 0, "10.17.11.128/26"))
        .hasSize(3)
        .contains("10.17.11.128/26 Network 10.17.11.76 [] 32768")
        .filteredOn(row -> row.contains("IBgp") && row.contains("[] 32769"))
        .hasSize(2);
    // R268
    assertThat(solved.learned("vpngw", 0, "192.168.11.88/32")).isNotEmpty();
    assertThat(solved.learned("ergw", 0, "192.168.11.88/32")).isEmpty();
    assertThat(solved.routesWithoutNone("spoke-vm"))
        .noneMatch(row -> row.contains("192.168.11.88/32"));
  }

  @Test
  void withThePeeringDisabledVpnTakesOver() {
    SolvedAzure solved = withBackup(", 'state': 'Disabled'", Profile.CURRENT);

    // R161, R165
    assertThat(solved.routesWithoutNone("spoke-vm"))
        .contains(
            "VirtualNetworkGateway Active 10.1.11.0/25 VirtualNetworkGateway"
                + " [10.17.11.76, 10.17.11.77]");
    assertThat(solved.learned("ergw", 0, "10.1.11.0/25")).allMatch(row -> row.contains("IBgp"));
    assertThat(solved.trace("ce-vm", "10.17.11.132").answered()).isTrue();
    assertThat(solved.trace("spoke-vm", "10.1.11.10").answered()).isTrue();
    assertThat(solved.circuit("er", 0).summary())
        .extracting(CircuitNeighbor::statePfxRcd)
        .containsOnly("Idle");
    // R159: the cause is the peering, not a command on the edge router.
    assertThat(solved.circuit("er", 0).summary())
        .extracting(CircuitNeighbor::why)
        .containsOnly(List.of("the peering AzurePrivatePeering is disabled"));
    assertThat(solved.circuit("er", 0).arp())
        .extracting(CircuitArpEntry::iface)
        .containsExactly("Microsoft");
  }

  @Test
  void aCircuitThatIsNotProvisionedSaysSoAndNobodyAnswers() {
    SolvedAzure solved =
        SolvedAzure.of(
            TestResources.network()
                .vnet("hub", "eastus", "10.10.12.0/24")
                .subnet("hub", "GatewaySubnet", "10.10.12.128/25")
                .expressRouteGateway("ergw", "hub", "eastus", "")
                .circuit("er", ", 'serviceProviderProvisioningState': 'NotProvisioned'", "")
                .toCircuit("er-hub", "ergw", "er", "")
                .compile(),
            CABLES,
            customer("10.2.12.0/25"));

    // R127
    assertThat(solved.circuit("er", 1).summary())
        .extracting(CircuitNeighbor::why)
        .containsOnly(List.of("the circuit \"er\" is not provisioned"));
    assertThat(solved.circuit("er", 1).arp())
        .extracting(CircuitArpEntry::iface)
        .containsExactly("Microsoft");
  }

  private static SolvedAzure twoCircuits(int weightOfSecond) {
    TestResources resources =
        TestResources.network()
            .vnet("hub", "eastus", "10.10.12.0/24")
            .subnet("hub", "apps", "10.10.12.0/25")
            .subnet("hub", "GatewaySubnet", "10.10.12.128/25")
            .host("vm", "hub", "apps", "10.10.12.4")
            .expressRouteGateway("ergw", "hub", "eastus", "")
            .circuit("er", "", "")
            .add(
                "expressRouteCircuits",
                "other",
                "eastus",
                "'peerings': [{'name': 'AzurePrivatePeering', 'properties': {'peeringType':"
                    + " 'AzurePrivatePeering', 'peerASN': 65021, 'vlanId': 310,"
                    + " 'primaryPeerAddressPrefix': '192.168.31.16/30',"
                    + " 'secondaryPeerAddressPrefix': '192.168.31.20/30'}}]")
            .toCircuit("a", "ergw", "er", "")
            .toCircuit("b", "ergw", "other", ", 'routingWeight': " + weightOfSecond);
    return SolvedAzure.of(
        resources.compile(),
        List.of("ce:first circuit:er/primary", "ce:second circuit:other/primary"),
        TestRouter.named("ce", 65021)
            .lan("10.2.0.0/24")
            .circuit("first", "192.168.30.17", 300, "192.168.30.18")
            .circuit("second", "192.168.31.17", 310, "192.168.31.18"));
  }

  @Test
  void theWeightOfAConnectionDecidesBetweenCircuits() {
    String row = "VirtualNetworkGateway Active 10.2.0.0/24 VirtualNetworkGateway ";

    // R37: equal weights share, the higher one wins alone.
    assertThat(twoCircuits(0).routesWithoutNone("vm"))
        .contains(row + "[10.10.12.132, 10.10.12.134]");
    assertThat(twoCircuits(10).routesWithoutNone("vm")).contains(row + "[10.10.12.134]");
  }

  @Test
  void vnetsOnOneCircuitLearnEachOtherThroughItIfAllowed() {
    assertThat(twoVnets(Profile.CURRENT).learned("ergw", 0, "10.5.0.0/16")).isEmpty();
    SolvedAzure then = twoVnets(Profile.SEED_ERA);
    // R265
    assertThat(then.learned("ergw", 0, "10.5.0.0/16"))
        .containsExactly(
            "10.5.0.0/16 EBgp 10.10.12.132 [12076-12076] 32769 10.10.12.132",
            "10.5.0.0/16 EBgp 10.10.12.133 [12076-12076] 32769 10.10.12.133");
    // R210: own endpoint, the remote gateway in silence, the machine.
    assertThat(then.hops("vm", "10.5.1.4"))
        .hasSize(3)
        .endsWith("*", "10.5.1.4")
        .first()
        .asString()
        .startsWith("10.10.12.13");
    // R141, R266: towards the customer private ASNs are gone.
    assertThat(then.circuitRoutes("er", 0)).contains("10.5.0.0/16 10.5.255.12 [65515]");
  }

  private static SolvedAzure twoVnets(Profile profile) {
    return SolvedAzure.of(
        hub()
            .vnet("far", "westus2", "10.5.0.0/16")
            .subnet("far", "apps", "10.5.1.0/24")
            .subnet("far", "GatewaySubnet", "10.5.255.0/27")
            .host("far-vm", "far", "apps", "10.5.1.4")
            .expressRouteGateway("fargw", "far", "westus2", "")
            .toCircuit("er-far", "fargw", "er", "")
            .compile(profile),
        CABLES,
        customer("10.2.12.0/25"));
  }

  @Test
  void fastPathSkipsTheGatewayTowardsTheVnetItself() {
    SolvedAzure solved =
        SolvedAzure.of(
            TestResources.network()
                .vnet("hub", "eastus", "10.10.12.0/24")
                .subnet("hub", "apps", "10.10.12.0/25")
                .subnet("hub", "GatewaySubnet", "10.10.12.128/25")
                .host("vm", "hub", "apps", "10.10.12.4")
                .privateEndpoint("store", "hub", "apps", "10.10.12.9", "")
                .vnet("spoke", "eastus", "10.11.0.0/24")
                .subnet("spoke", "apps", "10.11.0.0/25")
                .host("spoke-vm", "spoke", "apps", "10.11.0.4")
                .peered(
                    "hub", "spoke", ", 'allowGatewayTransit': true", ", 'useRemoteGateways': true")
                .expressRouteGateway("ergw", "hub", "eastus", "UltraPerformance", "")
                .circuit("er", "", "")
                .toCircuit("er-hub", "ergw", "er", ", 'expressRouteGatewayBypass': true")
                .compile(),
            CABLES,
            customer("10.2.12.0/25"));

    // R154: no silent hop of the gateway, except towards what lies behind a peering.
    assertThat(solved.hops("ce-vm", "10.10.12.4"))
        .hasSize(3)
        .doesNotContain("*")
        .endsWith("10.10.12.4");
    assertThat(solved.hops("ce-vm", "10.11.0.4")).hasSize(4).contains("*").endsWith("10.11.0.4");
    assertThat(solved.tcpHops("ce-vm", "10.10.12.9", 443))
        .hasSize(4)
        .contains("*")
        .endsWith("10.10.12.9");
    assertThat(solved.circuitRoutes("er", 0))
        .contains("10.10.12.0/24 10.10.12.140 [65515]", "10.11.0.0/24 10.10.12.140 [65515]");
  }
}
