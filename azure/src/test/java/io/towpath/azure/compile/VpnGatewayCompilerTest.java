package io.towpath.azure.compile;

import static io.towpath.azure.compile.TestResources.network;
import static io.towpath.azure.compile.TestResources.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.Profile;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.Group;
import io.towpath.network.NextHop;
import io.towpath.network.Node;
import io.towpath.network.Route;
import io.towpath.network.RouteClass;
import io.towpath.network.RouteExchange;
import io.towpath.network.RoutePolicy;
import io.towpath.network.Secret;
import io.towpath.network.TunnelEnd;
import io.towpath.network.Vrf;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** VPN gateways as instances, tunnels and speakers. */
class VpnGatewayCompilerTest {
  private static final String BGP = ", 'enableBgp': true";

  /** Hub 10.0.0.0/16 with a gateway alone in a /27, and one device. */
  private static TestResources hub(long asn, String... publicIps) {
    return network()
        .vnet("hub", "eastus", "10.0.0.0/16")
        .subnet("hub", "GatewaySubnet", "10.0.255.0/27")
        .vpnGateway("gw", "hub", "eastus", asn, publicIps)
        .device("site", "66.1.1.1", "65021 10.9.0.1", "10.9.0.0/24");
  }

  private static IpAddress ip(String text) {
    return IpAddress.parse(text);
  }

  private static BgpSpeaker speaker(Parts parts, String node) {
    return parts.node(node).bgp().getFirst();
  }

  private static BgpPeer peer(BgpSpeaker speaker, String address) {
    return speaker.peers().stream()
        .filter(peer -> peer.address().equals(ip(address)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no peer " + address));
  }

  private static List<String> statics(Parts parts, String node) {
    return parts.vrf(node, Vrf.DEFAULT).routes().stream()
        .filter(route -> route.routeClass().equals(RouteClass.STATIC))
        .map(route -> route.prefix() + " " + ((NextHop.IntoTunnel) route.nextHop()).iface())
        .toList();
  }

  /** R16: that such a gateway stops working is said beside what the model predicts all the same. */
  @ParameterizedTest
  @CsvSource({
    "TP2226, ', ''disableBgpRoutePropagation'': true', 10.9.0.0/16",
    "TP2227, '', 10.0.255.0/24",
    "TP2229, '', 40.0.0.0/8"
  })
  void whatBreaksAGatewayIsSaidOfItsInstances(String code, String members, String prefix) {
    AzureFragment azure =
        network()
            .vnet("hub", "eastus", "10.0.0.0/16")
            .subnet("hub", "GatewaySubnet", "10.0.255.0/26", table("rt"))
            .routeTable("rt", members, "r " + prefix + " VirtualAppliance 10.0.1.4")
            .vpnGateway("gw", "hub", "eastus", 65515, "40.0.0.1", "40.0.0.2")
            .expressRouteGateway("ergw", "hub", "eastus", "")
            .compile();

    assertThat(azure.fragment().findings())
        .filteredOn(finding -> finding.code().equals(code))
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.affects())
                    .contains("(azure)/hub/GatewaySubnet", "gw/0", "gw/1", "ergw/0", "ergw/1"));
  }

  @Test
  void ofAnActiveStandbyGatewayTheSecondInstanceIsDormant() {
    AzureFragment azure = hub(65515, "20.0.0.9").compile();
    Parts parts = new Parts(azure);

    Group group = azure.fragment().groups().getFirst();
    assertThat(group.name()).isEqualTo("gw");
    assertThat(group.dormantStandby()).isTrue();
    assertThat(group.choice()).isEqualTo(Group.Choice.FIRST_HEALTHY);
    assertThat(group.members())
        .extracting(member -> member.at().toString())
        .containsExactly("gw/0:port", "gw/1:port");
    // R17: the BGP address is the last usable one; R19: the instance has its own.
    assertThat(group.address()).isEqualTo(ip("10.0.255.30"));
    for (String node : List.of("gw/0", "gw/1")) {
      assertThat(parts.iface(node, "bgp").primaryAddress()).isEqualTo(ip("10.0.255.30"));
      assertThat(parts.iface(node, "public").primaryAddress()).isEqualTo(ip("20.0.0.9"));
      assertThat(speaker(parts, node).asn()).isEqualTo(65515);
    }
    assertThat(parts.iface("gw/0", "port").primaryAddress()).isEqualTo(ip("10.0.255.4"));
    assertThat(azure.names().gateway("gw").orElseThrow().instances())
        .extracting(AzureNames.Instance::node)
        .containsExactly("gw/0", "gw/1");
  }

  @Test
  void activeActiveInstancesBothWorkAndSpeakToEachOther() {
    AzureFragment azure = hub(65515, "20.0.0.8", "20.0.0.9").compile();
    Parts parts = new Parts(azure);

    assertThat(azure.fragment().groups()).isEmpty();
    assertThat(parts.iface("gw/0", "public").primaryAddress()).isEqualTo(ip("20.0.0.8"));
    assertThat(parts.iface("gw/1", "public").primaryAddress()).isEqualTo(ip("20.0.0.9"));
    // R18: instance addresses are the BGP addresses.
    assertThat(speaker(parts, "gw/0").routerId()).isEqualTo(ip("10.0.255.4"));
    BgpPeer other = peer(speaker(parts, "gw/0"), "10.0.255.5");
    assertThat(other.remoteAsn()).isEqualTo(65515);
    assertThat(other.families().getFirst().nextHop()).isEqualTo(BgpPeer.NextHopMode.SELF);
  }

  @Test
  void aSiteGetsHostRouteStaticPrefixesAndASession() {
    Parts parts =
        new Parts(
            hub(65515, "20.0.0.9")
                .toDevice("link", "gw", "site", BGP + ", 'sharedKey': 'abc'")
                .compile());

    // R89, R105: host route to the peer, and the prefixes beside BGP.
    assertThat(statics(parts, "gw/0")).containsExactly("10.9.0.1/32 link", "10.9.0.0/24 link");
    BgpPeer peer = peer(speaker(parts, "gw/0"), "10.9.0.1");
    assertThat(peer.remoteAsn()).isEqualTo(65021);
    assertThat(peer.transport().localAddress()).isEqualTo(ip("10.0.255.30"));
    assertThat(peer.families().getFirst().prefixLimit()).isEqualTo(4000); // R93
    assertThat(peer.transport().timers().hold()).isEqualTo(Duration.ofMinutes(3)); // R90
    assertThat(speaker(parts, "gw/0").install()).isEqualTo(BgpSpeaker.Install.INTO_TUNNELS);

    TunnelEnd end = parts.node("gw/0").tunnels().getFirst();
    assertThat(end.name()).isEqualTo("link");
    assertThat(end.local()).isEqualTo(ip("20.0.0.9"));
    assertThat(end.remote()).isEqualTo(ip("66.1.1.1"));
    assertThat(end.underlayVrf()).isEqualTo("underlay");
    assertThat(end.selectors()).isEmpty();
    assertThat(end.timers().hold()).isEqualTo(Duration.ofSeconds(45)); // R111
    TunnelEnd.Crypto crypto = cryptoOf(end);
    assertThat(crypto.key()).isEqualTo(new Secret.Known("abc"));
    assertThat(crypto.ikeVersion()).isEqualTo(2);
    // R107: what the router of the published test bed offers is among the defaults.
    assertThat(crypto.ike()).contains(new TunnelEnd.IkeProposal("aes-cbc-256", "sha1", 2));
    assertThat(crypto.ipsec()).contains(new TunnelEnd.IpsecProposal("aes-cbc-256", "sha1", 0));
  }

  private static TunnelEnd.Crypto cryptoOf(TunnelEnd end) {
    TunnelEnd.Crypto crypto = end.crypto();
    if (crypto == null) {
      throw new AssertionError("no crypto");
    }
    return crypto;
  }

  @Test
  void withoutBgpOnTheConnectionThereIsNoSession() {
    Parts parts = new Parts(hub(65515, "20.0.0.9").toDevice("link", "gw", "site", "").compile());

    assertThat(speaker(parts, "gw/0").peers()).isEmpty();
    assertThat(statics(parts, "gw/0")).containsExactly("10.9.0.0/24 link"); // R96
    assertThat(cryptoOf(parts.node("gw/0").tunnels().getFirst()).key())
        .isEqualTo(new Secret.NotPrinted());
  }

  @Test
  void announcesRangesWhateverTheTableHoldsAndStaticsButNoDefault() {
    Parts parts =
        new Parts(
            hub(65515, "20.0.0.9")
                .vnet("spoke", "eastus", "10.1.0.0/16")
                .vnet("other", "eastus", "10.2.0.0/16")
                .peered(
                    "hub", "spoke", ", 'allowGatewayTransit': true", ", 'useRemoteGateways': true")
                .peered("hub", "other", "", "")
                .compile());
    BgpSpeaker speaker = speaker(parts, "gw/0");

    // R75: own ranges and those of spokes with transit, not of other peers.
    assertThat(speaker.networks())
        .extracting(network -> network.prefix().toString())
        .containsExactly("10.0.0.0/16", "10.1.0.0/16");
    assertThat(speaker.networks()).noneMatch(BgpSpeaker.NetworkStatement::needsRoute);
    assertThat(speaker.redistributions())
        .singleElement()
        .satisfies(
            taken -> {
              assertThat(taken.fromClass()).isEqualTo(RouteClass.STATIC);
              assertThat(taken.policy()).isNotNull(); // R269
            });
    // What comes out of a tunnel for the VNet goes to the port, whatever else is known; for a peer
    // what was learned of its range comes first.
    assertThat(parts.vrf("gw/0", Vrf.DEFAULT).routes())
        .filteredOn(route -> route.routeClass().equals(AzureRouteClass.PORT))
        .extracting(route -> route.prefix() + " " + route.distance())
        .containsExactlyInAnyOrder(
            "10.0.0.0/16 0", "10.1.0.0/16 253", "10.2.0.0/16 253", "0.0.0.0/0 254");
  }

  @Test
  void peersDoNotGetTheirOwnHostRouteTheirOwnAsOrADefault() {
    RoutePolicy policy =
        GatewayPolicies.vpnExport(ip("10.9.0.1"), 65021, List.of(), io.towpath.net.Origin.NONE);

    assertThat(policy.terms())
        .extracting(term -> (term.permit() ? "permit " : "deny ") + describe(term))
        .containsExactly(
            "deny 0.0.0.0/0 ::/0 exactly", // R269
            "deny 10.9.0.1/32 exactly", // R268
            "deny paths with 65021", // R268
            "permit all");
  }

  private static String describe(RoutePolicy.Term term) {
    if (term.matches().isEmpty()) {
      return "all";
    }
    return switch (term.matches().getFirst()) {
      case RoutePolicy.Match.InPrefixList(var lists) ->
          lists.getFirst().entries().stream()
                  .map(
                      entry ->
                          entry.minLength() == entry.prefix().length()
                                  && entry.maxLength() == entry.prefix().length()
                              ? entry.prefix().toString()
                              : "wrong lengths")
                  .collect(java.util.stream.Collectors.joining(" "))
              + " exactly";
      case RoutePolicy.Match.AsPathContains(long asn) -> "paths with " + asn;
      case RoutePolicy.Match.CoveredBy(var prefixes) -> "inside " + prefixes;
      case RoutePolicy.Match.LearnedBy(var source) -> source.toString();
      default -> "something else";
    };
  }

  @Test
  void importsNothingInsideTheOwnRanges() {
    RoutePolicy policy =
        GatewayPolicies.vpnImport(List.of(Prefix.parse("10.0.0.0/16")), io.towpath.net.Origin.NONE);

    assertThat(policy.terms())
        .extracting(term -> (term.permit() ? "permit " : "deny ") + describe(term))
        .containsExactly("deny inside [10.0.0.0/16]", "permit all"); // R93
    assertThat(policy.terms().getLast().changes())
        .containsExactly(new RoutePolicy.Change.Weight(32768)); // R263
  }

  @Test
  void twoActiveActiveGatewaysHaveFourTunnels() {
    AzureFragment azure =
        hub(65515, "20.0.0.8", "20.0.0.9")
            .vnet("far", "westus2", "10.5.0.0/16")
            .subnet("far", "GatewaySubnet", "10.5.255.0/27")
            .vpnGateway("fargw", "far", "westus2", 65516, "30.0.0.8", "30.0.0.9")
            .toGateway("there", "gw", "fargw", BGP)
            .toGateway("back", "fargw", "gw", BGP)
            .compile();
    Parts parts = new Parts(azure);

    // R86: one connection a side, one tunnel for each pair of instances.
    for (String node : List.of("gw/0", "gw/1")) {
      assertThat(parts.node(node).tunnels())
          .extracting(end -> end.name() + " " + end.remote())
          .containsExactly("there to fargw/0 30.0.0.8", "there to fargw/1 30.0.0.9");
      assertThat(parts.node(node).tunnels())
          .extracting(TunnelEnd::connection)
          .containsOnly("there");
    }
    assertThat(statics(parts, "gw/0"))
        .containsExactly("10.5.255.4/32 there to fargw/0", "10.5.255.5/32 there to fargw/1");
    assertThat(azure.names().connection("there").orElseThrow().tunnels()).hasSize(4);
  }

  @Test
  void withoutBgpAVnetToVnetConnectionRoutesTheOtherVnet() {
    Parts parts =
        new Parts(
            hub(65515, "20.0.0.9")
                .vnet("far", "westus2", "10.5.0.0/16")
                .subnet("far", "GatewaySubnet", "10.5.255.0/27")
                .vpnGateway("fargw", "far", "westus2", 65515, "30.0.0.8")
                .toGateway("there", "gw", "fargw", "")
                .toGateway("back", "fargw", "gw", "")
                .compile());

    assertThat(statics(parts, "gw/0")).containsExactly("10.5.0.0/16 there");
  }

  @Test
  void aDefaultSiteTakesTheRest() {
    TestResources resources =
        network()
            .vnet("hub", "eastus", "10.0.0.0/16")
            .subnet("hub", "GatewaySubnet", "10.0.255.0/27")
            .publicIp("pip", "20.0.0.9")
            .device("site", "66.1.1.1", "", "10.9.0.0/24")
            .add(
                "virtualNetworkGateways",
                "gw",
                "eastus",
                "'gatewayType': 'Vpn', 'vpnType': 'RouteBased', 'gatewayDefaultSite': {'id': '"
                    + TestResources.id("localNetworkGateways/site")
                    + "'}, 'sku': {'name': 'VpnGw1'}, 'ipConfigurations': [{'name': 'c',"
                    + " 'properties': {'subnet': {'id': '"
                    + TestResources.id("virtualNetworks/hub/subnets/GatewaySubnet")
                    + "'}, 'publicIPAddress': {'id': '"
                    + TestResources.id("publicIPAddresses/pip")
                    + "'}}}]")
            .toDevice("link", "gw", "site", "");

    // R115 b
    assertThat(statics(new Parts(resources.compile()), "gw/0"))
        .containsExactly("10.9.0.0/24 link", "0.0.0.0/0 link");
  }

  @Test
  void modesAndCustomPoliciesReachTheTunnel() {
    Parts parts =
        new Parts(
            hub(65515, "20.0.0.9")
                .toDevice(
                    "link",
                    "gw",
                    "site",
                    ", 'connectionMode': 'ResponderOnly', 'connectionProtocol': 'IKEv2',"
                        + " 'usePolicyBasedTrafficSelectors': true, 'dpdTimeoutSeconds': 20,"
                        + " 'ipsecPolicies': [{'saLifeTimeSeconds': 27000, 'saDataSizeKilobytes':"
                        + " 102400000, 'ipsecEncryption': 'GCMAES256', 'ipsecIntegrity':"
                        + " 'GCMAES256', 'ikeEncryption': 'AES256', 'ikeIntegrity': 'SHA384',"
                        + " 'dhGroup': 'ECP384', 'pfsGroup': 'PFSMM'}]")
                .compile());
    TunnelEnd end = parts.node("gw/0").tunnels().getFirst();

    assertThat(end.initiates()).isFalse(); // R100
    assertThat(end.responds()).isTrue();
    assertThat(end.timers().hold()).isEqualTo(Duration.ofSeconds(20));
    // R110: one policy, both roles.
    assertThat(cryptoOf(end).ike())
        .containsExactly(new TunnelEnd.IkeProposal("aes-cbc-256", "sha384", 20));
    assertThat(cryptoOf(end).ipsec())
        .containsExactly(new TunnelEnd.IpsecProposal("aes-gcm-256", "aes-gcm-256", 20));
    // R112
    assertThat(end.selectors())
        .containsExactly(
            new TunnelEnd.Selector(Prefix.parse("10.0.0.0/16"), Prefix.parse("10.9.0.0/24")));
  }

  @Test
  void theRespondersListHasTwentySixOffersAndTheInitiatorsSix() {
    assertThat(IpsecProposals.defaultIpsec(false)).hasSize(26).doesNotHaveDuplicates(); // R109
    assertThat(IpsecProposals.defaultIpsec(true))
        .hasSize(6)
        .isEqualTo(IpsecProposals.defaultIpsec(false).subList(0, 6));
  }

  @Test
  void theVnetLearnsBehindExpressRouteWithTheInstanceAsNextHop() {
    RouteExchange exchange =
        new Parts(hub(65515, "20.0.0.9").compile()).exchange("gw/0 into hub gateways");

    assertThat(exchange.protocols()).containsExactly(RouteClass.BGP, RouteClass.STATIC);
    assertThat(exchange.rank().getFirst())
        .isEqualTo(
            new RouteExchange.RankTerm.Constant(
                1, "kind of gateway: ExpressRoute before VPN (R36)"));
    assertThat(exchange.nextHop())
        .isEqualTo(new RouteExchange.NextHopRule.SourcePort("hub", ip("10.0.255.4")));
    // R267: a single instance shows its public address, active-active ones the private BGP one.
    assertThat(shownBy(exchange)).isEqualTo("20.0.0.9");
    RouteExchange active =
        new Parts(hub(65515, "20.0.0.8", "20.0.0.9").compile()).exchange("gw/1 into hub gateways");
    assertThat(shownBy(active)).isEqualTo("10.0.255.5");
  }

  private static String shownBy(RouteExchange exchange) {
    RouteExchange.ShownRule shown = exchange.shown();
    return shown == null ? "nothing" : String.valueOf(shown.address());
  }

  @Test
  void linkLocalPeersAreCalledFromALinkLocalAddressAndOpenThemselves() {
    TestResources resources =
        network()
            .vnet("hub", "eastus", "10.0.0.0/16")
            .subnet("hub", "GatewaySubnet", "10.0.255.0/27")
            .publicIp("pip", "20.0.0.9")
            .device("site", "66.1.1.1", "65021 169.254.21.2")
            .add(
                "virtualNetworkGateways",
                "gw",
                "eastus",
                "'gatewayType': 'Vpn', 'vpnType': 'RouteBased', 'enableBgp': true, 'sku': {'name':"
                    + " 'VpnGw1'}, 'ipConfigurations': [{'name': 'c', 'id': '"
                    + TestResources.id("virtualNetworkGateways/gw/ipConfigurations/c")
                    + "', 'properties': {'subnet': {'id': '"
                    + TestResources.id("virtualNetworks/hub/subnets/GatewaySubnet")
                    + "'}, 'publicIPAddress': {'id': '"
                    + TestResources.id("publicIPAddresses/pip")
                    + "'}}}], 'bgpSettings': {'asn': 65515, 'bgpPeeringAddresses':"
                    + " [{'ipconfigurationId': '"
                    + TestResources.id("virtualNetworkGateways/gw/ipConfigurations/c")
                    + "', 'defaultBgpIpAddresses': ['10.0.255.30'], 'customBgpIpAddresses':"
                    + " ['169.254.21.1'], 'tunnelIpAddresses': ['20.0.0.9']}]}")
            .toDevice("link", "gw", "site", BGP);
    Parts parts = new Parts(resources.compile());
    BgpPeer peer = peer(speaker(parts, "gw/0"), "169.254.21.2");

    // R88
    assertThat(peer.transport().localAddress()).isEqualTo(ip("169.254.21.1"));
    assertThat(peer.transport().initiates()).isFalse();
    assertThat(parts.iface("gw/0", "bgp 169.254.21.1").primaryAddress())
        .isEqualTo(ip("169.254.21.1"));
  }

  @Test
  void hopsAreSpentByProfile() {
    Node then = new Parts(hub(65515, "20.0.0.9").compile(Profile.SEED_ERA)).node("gw/0");
    Node now = new Parts(hub(65515, "20.0.0.9").compile(Profile.CURRENT)).node("gw/0");

    assertThat(then.hops()).isEqualTo(AzureHopProfiles.vpnGateway(Profile.SEED_ERA));
    assertThat(now.hops()).isEqualTo(AzureHopProfiles.vpnGateway(Profile.CURRENT));
  }

  @Test
  void aUserRouteToTheGatewayReachesEveryServingInstance() {
    List<Route> routes =
        new Parts(
                hub(65515, "20.0.0.8", "20.0.0.9")
                    .subnet("hub", "apps", "10.0.1.0/24", TestResources.table("rt"))
                    .routeTable("rt", "", "all 0.0.0.0/0 VirtualNetworkGateway")
                    .compile())
            .layer("rt in hub")
            .routes();

    assertThat(routes)
        .extracting(route -> ((NextHop.Port) route.nextHop()).address())
        .containsExactly(ip("10.0.255.4"), ip("10.0.255.5"));
  }
}
