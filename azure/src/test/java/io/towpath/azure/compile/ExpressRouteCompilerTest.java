package io.towpath.azure.compile;

import static io.towpath.azure.compile.TestResources.network;
import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.Profile;
import io.towpath.net.Community;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.Interface;
import io.towpath.network.LinkKind;
import io.towpath.network.OpenEnd;
import io.towpath.network.RouteExchange;
import io.towpath.network.RoutePolicy;
import io.towpath.network.Secret;
import io.towpath.network.Vrf;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** ExpressRoute gateways and circuits: instances, edge routers, and the segment between them. */
class ExpressRouteCompilerTest {
  private static final String PRIVATE = "AzurePrivatePeering";

  private static TestResources oneVnet(String ofCircuit, String ofPeering, String ofConnection) {
    return network()
        .vnet("hub", "eastus", "10.0.0.0/16")
        .subnet("hub", "GatewaySubnet", "10.0.255.0/25")
        .expressRouteGateway("ergw", "hub", "eastus", "")
        .circuit("er", ofCircuit, ofPeering)
        .toCircuit("er-hub", "ergw", "er", ofConnection);
  }

  private static TestResources twoVnets(String ofHub, String ofFar) {
    return network()
        .vnet("hub", "eastus", "10.0.0.0/16")
        .subnet("hub", "GatewaySubnet", "10.0.255.0/25")
        .expressRouteGateway("ergw", "hub", "eastus", ofHub)
        .vnet("far", "westus2", "10.5.0.0/16")
        .subnet("far", "GatewaySubnet", "10.5.255.0/25")
        .expressRouteGateway("fargw", "far", "westus2", ofFar)
        .circuit("er", "", "")
        .toCircuit("er-hub", "ergw", "er", "")
        .toCircuit("er-far", "fargw", "er", "");
  }

  private static IpAddress ip(String text) {
    return IpAddress.parse(text);
  }

  private static BgpPeer peer(Parts parts, String node, String address) {
    return parts.node(node).bgp().getFirst().peers().stream()
        .filter(peer -> peer.address().equals(ip(address)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no peer " + address + " of " + node));
  }

  @Test
  void aCircuitIsTwoEdgeRoutersWithOpenEnds() {
    AzureFragment azure = oneVnet("", "", "").compile();
    Parts parts = new Parts(azure);

    assertThat(azure.fragment().openEnds())
        .filteredOn(end -> end.name().startsWith("circuit:"))
        .extracting(OpenEnd::name)
        .containsExactly("circuit:er/primary", "circuit:er/secondary");
    // R130: Microsoft has the second address; R131: the tag is vlanId.
    Interface wire = parts.iface("er/primary", PRIVATE);
    assertThat(wire.addresses().getFirst().toString()).isEqualTo("192.168.30.18/30");
    assertThat(wire.tags()).containsExactly(300);
    assertThat(wire.link()).isEqualTo(LinkKind.WIRE);
    assertThat(parts.iface("er/secondary", PRIVATE).primaryAddress())
        .isEqualTo(ip("192.168.30.22"));
    // R20
    assertThat(parts.iface("er/primary", "er-hub").primaryAddress()).isEqualTo(ip("10.0.255.4"));
    assertThat(parts.iface("er/secondary", "er-hub").primaryAddress()).isEqualTo(ip("10.0.255.5"));
    assertThat(azure.names().circuit("er").orElseThrow().links())
        .extracting(AzureNames.Link::node)
        .containsExactly("er/primary", "er/secondary");
  }

  @Test
  void allMeetOnTheEdgeSegmentOfTheVnet() {
    Parts parts = new Parts(oneVnet("", "", "").compile());

    assertThat(parts.segment("hub edge").members())
        .extracting(Object::toString)
        .containsExactly(
            "(azure):hub edge",
            "er/primary:er-hub",
            "er/secondary:er-hub",
            "ergw/0:edge",
            "ergw/1:edge");
    assertThat(parts.port("hub edge").link()).isEqualTo(LinkKind.EDGE);
  }

  @Test
  void theCustomerSessionFollowsThePeering() {
    BgpPeer peer =
        peer(
            new Parts(oneVnet("", ", 'sharedKey': 'k'", "").compile()),
            "er/primary",
            "192.168.30.17");
    BgpPeer.Family family = peer.families().getFirst();

    assertThat(peer.remoteAsn()).isEqualTo(65021);
    assertThat(peer.transport().key()).isEqualTo(new Secret.Known("k")); // R133
    assertThat(peer.transport().timers().hold()).isEqualTo(Duration.ofMinutes(3)); // R138
    assertThat(peer.transport().timers().bfdInterval()).isEqualTo(Duration.ofMillis(300));
    assertThat(peer.transport().shutdown()).isFalse();
    assertThat(family.prefixLimit()).isEqualTo(4000); // R136
    assertThat(family.removePrivate()).isEqualTo(BgpPeer.RemovePrivate.ALL); // R141, R266
    assertThat(family.allowOwnAs()).isPositive(); // R265
  }

  @Test
  void aKeyThatIsNotPrintedIsAssumedToAgree() {
    assertThat(
            peer(new Parts(oneVnet("", "", "").compile()), "er/primary", "192.168.30.17")
                .transport()
                .key())
        .isEqualTo(new Secret.NotPrinted());
  }

  @Test
  void premiumCircuitsAcceptMore() {
    BgpPeer peer =
        peer(
            new Parts(oneVnet(", 'sku': {'tier': 'Premium'}", "", "").compile()),
            "er/primary",
            "192.168.30.17");

    assertThat(peer.families().getFirst().prefixLimit()).isEqualTo(10_000); // R136
  }

  @Test
  void disabledOrUnprovisionedCircuitsAreShut() {
    for (TestResources resources :
        List.of(
            oneVnet("", ", 'state': 'Disabled'", ""),
            oneVnet(", 'serviceProviderProvisioningState': 'NotProvisioned'", "", ""))) {
      Parts parts = new Parts(resources.compile());
      assertThat(parts.node("er/primary").bgp().getFirst().peers()) // R127, R161
          .hasSize(3)
          .allMatch(peer -> peer.transport().shutdown());
    }
  }

  @Test
  void everyInstanceHasASessionWithBothEdgeRouters() {
    Parts parts = new Parts(oneVnet("", "", ", 'routingWeight': 50").compile());

    // R151
    assertThat(parts.node("ergw/0").bgp().getFirst().peers())
        .extracting(peer -> peer.address().toString())
        .containsExactly("10.0.255.4", "10.0.255.5");
    BgpSpeaker speaker = parts.node("ergw/1").bgp().getFirst();
    assertThat(speaker.asn()).isEqualTo(65515);
    assertThat(speaker.install()).isEqualTo(BgpSpeaker.Install.NONE);
    BgpPeer edge = peer(parts, "ergw/0", "10.0.255.4");
    assertThat(edge.remoteAsn()).isEqualTo(12076); // R132
    RoutePolicy imports = edge.families().getFirst().imports().getFirst();
    assertThat(imports.terms().getFirst().matches())
        .containsExactly(new RoutePolicy.Match.CoveredBy(List.of(Prefix.parse("10.0.0.0/16"))));
    assertThat(imports.terms().getLast().changes())
        .containsExactly(
            new RoutePolicy.Change.LocalPreference(150), // R37
            new RoutePolicy.Change.Weight(32769)); // R263
    // R144: only what the gateway originated goes to the edge.
    assertThat(edge.families().getFirst().exports().getFirst().terms())
        .singleElement()
        .satisfies(
            term ->
                assertThat(term.matches())
                    .containsExactly(
                        new RoutePolicy.Match.LearnedBy(RoutePolicy.Source.ORIGINATED)));
  }

  @Test
  void theEdgeOverridesTheCommonAsnOfGateways() {
    BgpPeer.Family family =
        peer(new Parts(oneVnet("", "", "").compile()), "er/primary", "10.0.255.12")
            .families()
            .getFirst();

    assertThat(family.asOverride()).isTrue(); // R265
    assertThat(family.prefixLimit()).isEqualTo(1000); // R136
  }

  @Test
  void rangesCarryTheCommunityOfTheirOwnRegion() {
    Parts parts =
        new Parts(
            network()
                .vnet("hub", "eastus", "10.0.0.0/16")
                .subnet("hub", "GatewaySubnet", "10.0.255.0/25")
                .vnet("spoke", "westeurope", "10.1.0.0/16")
                .peered(
                    "hub", "spoke", ", 'allowGatewayTransit': true", ", 'useRemoteGateways': true")
                .expressRouteGateway("ergw", "hub", "eastus", "")
                .compile());

    assertThat(parts.node("ergw/0").bgp().getFirst().networks())
        .extracting(network -> network.prefix() + " " + communityOf(network.policy()))
        .containsExactly("10.0.0.0/16 12076:51004", "10.1.0.0/16 12076:51002"); // R146
  }

  private static String communityOf(@org.jspecify.annotations.Nullable RoutePolicy policy) {
    return policy == null
        ? "none"
        : policy.terms().getFirst().changes().stream()
            .map(
                change ->
                    change instanceof RoutePolicy.Change.Communities(var values, boolean additive)
                            && !additive
                        ? values.stream().map(Community::toString).findFirst().orElse("")
                        : "?")
            .findFirst()
            .orElse("");
  }

  @Test
  void vnetsOnOneCircuitMeetOnlyIfBothAllowIt() {
    // R145: on by default in the seed era, off today; a stated flag counts.
    assertThat(refusedAtHub(twoVnets("", "").compile(Profile.SEED_ERA))).isFalse();
    assertThat(refusedAtHub(twoVnets("", "").compile(Profile.CURRENT))).isTrue();
    String on = ", 'allowRemoteVnetTraffic': true";
    String off = ", 'allowRemoteVnetTraffic': false";
    assertThat(refusedAtHub(twoVnets(on, on).compile(Profile.CURRENT))).isFalse();
    assertThat(refusedAtHub(twoVnets(on, "").compile(Profile.CURRENT))).isTrue();
    assertThat(refusedAtHub(twoVnets("", off).compile(Profile.SEED_ERA))).isTrue();
  }

  private static boolean refusedAtHub(AzureFragment azure) {
    RoutePolicy exports =
        peer(new Parts(azure), "er/primary", "10.0.255.12")
            .families()
            .getFirst()
            .exports()
            .getFirst();
    return exports.terms().stream()
        .anyMatch(
            term ->
                !term.permit()
                    && term.matches()
                        .equals(
                            List.of(
                                new RoutePolicy.Match.CoveredBy(
                                    List.of(Prefix.parse("10.5.0.0/16"))))));
  }

  @Test
  void theVnetLearnsTheEdgeRoutersAsNextHopBeforeVpn() {
    RouteExchange exchange =
        new Parts(oneVnet("", "", "").compile()).exchange("ergw/0 into hub gateways");

    assertThat(exchange.nextHop()).isEqualTo(new RouteExchange.NextHopRule.Unchanged("hub edge"));
    assertThat(exchange.rank().getFirst())
        .isEqualTo(
            new RouteExchange.RankTerm.Constant(
                0, "kind of gateway: ExpressRoute before VPN (R36)"));
    // R264: only the number of entries is predicted.
    assertThat(exchange.shown())
        .isEqualTo(new RouteExchange.ShownRule("VirtualNetworkGateway", null, true));
  }

  @Test
  void gatewaysSideBySideListEachOthersRoutesAndUseNone() {
    Parts parts =
        new Parts(
            oneVnet("", "", "").vpnGateway("vpn", "hub", "eastus", 65515, "20.0.9.9").compile());

    // R92
    BgpPeer atVpn = peer(parts, "vpn/0", "10.0.255.12");
    assertThat(atVpn.remoteAsn()).isEqualTo(65515);
    assertThat(atVpn.families().getFirst().imports().getFirst().terms().getLast().changes())
        .hasSize(2)
        .contains(new RoutePolicy.Change.Weight(32769))
        .anyMatch(RoutePolicy.Change.NotEligible.class::isInstance);
    // R163
    BgpPeer atExpressRoute = peer(parts, "ergw/0", "10.0.255.126");
    assertThat(
            atExpressRoute.families().getFirst().imports().getFirst().terms().getLast().changes())
        .anyMatch(RoutePolicy.Change.NotEligible.class::isInstance);
    assertThat(atExpressRoute.families().getFirst().exports().getFirst().terms())
        .singleElement()
        .satisfies(
            term ->
                assertThat(term.matches())
                    .containsExactly(
                        new RoutePolicy.Match.LearnedBy(RoutePolicy.Source.ORIGINATED)));
  }

  @Test
  void gatewaysOfDifferentAsnsDoNotSpeak() {
    Parts parts =
        new Parts(
            oneVnet("", "", "").vpnGateway("vpn", "hub", "eastus", 65010, "20.0.9.9").compile());

    assertThat(parts.node("vpn/0").bgp().getFirst().peers()).isEmpty(); // R163
    assertThat(parts.node("ergw/0").bgp().getFirst().peers()).hasSize(2);
  }

  @Test
  void onPublicPeeringsPrivatePrefixesAreRefusedAndNothingIsAnnounced() {
    assertThat(GatewayPolicies.edgeImportPublic(List.of(), Origin.NONE).terms())
        .extracting(RoutePolicy.Term::permit)
        .containsExactly(false, false, true); // R137
    AzureFragment azure =
        network()
            .add(
                "expressRouteCircuits",
                "er",
                "eastus",
                "'peerings': [{'name': 'MicrosoftPeering', 'properties': {'peeringType':"
                    + " 'MicrosoftPeering', 'peerASN': 65021, 'vlanId': 200,"
                    + " 'primaryPeerAddressPrefix': '20.5.0.0/30', 'secondaryPeerAddressPrefix':"
                    + " '20.5.0.4/30'}}]")
            .compile();
    BgpPeer peer = peer(new Parts(azure), "er/primary", "20.5.0.1");

    assertThat(peer.families().getFirst().exports().getFirst().terms()).isEmpty(); // R135
    assertThat(peer.families().getFirst().prefixLimit()).isEqualTo(200); // R136
    assertThat(azure.fragment().openEnds())
        .extracting(OpenEnd::name)
        .contains("circuit:er/primary/MicrosoftPeering");
  }

  @Test
  void instancesHandEverythingToTheirPort() {
    Parts parts = new Parts(oneVnet("", "", "").compile());

    assertThat(parts.vrf("ergw/0", Vrf.DEFAULT).routes())
        .extracting(route -> route.prefix() + " " + route.routeClass())
        .containsExactly(
            "10.0.0.0/16 port", "0.0.0.0/0 port", "10.0.255.4/32 edge", "10.0.255.5/32 edge");
    assertThat(parts.iface("ergw/0", "port").unnumbered()).isEqualTo("edge");
  }

  @Test
  void aConnectionWithoutPrivatePeeringIsRemarkedUpon() {
    AzureFragment azure =
        network()
            .vnet("hub", "eastus", "10.0.0.0/16")
            .subnet("hub", "GatewaySubnet", "10.0.255.0/25")
            .expressRouteGateway("ergw", "hub", "eastus", "")
            .add("expressRouteCircuits", "er", "eastus", "'peerings': []")
            .toCircuit("er-hub", "ergw", "er", "")
            .compile();

    assertThat(azure.fragment().findings())
        .filteredOn(finding -> finding.code().equals("TP2802"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.affects()).containsExactly("ergw/0", "ergw/1"));
  }
}
