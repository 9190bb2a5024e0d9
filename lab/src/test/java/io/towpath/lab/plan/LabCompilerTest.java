package io.towpath.lab.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.PacketHeader;
import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import io.towpath.network.BgpPeer;
import io.towpath.network.Domain;
import io.towpath.network.Filter;
import io.towpath.network.Group;
import io.towpath.network.HopProfile;
import io.towpath.network.Interface;
import io.towpath.network.LinkKind;
import io.towpath.network.LinkState;
import io.towpath.network.NatRule;
import io.towpath.network.NatSide;
import io.towpath.network.NextHop;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.network.Route;
import io.towpath.network.RouteClass;
import io.towpath.network.Secret;
import io.towpath.network.Segment;
import io.towpath.network.Timers;
import io.towpath.network.Vrf;
import io.towpath.testkit.GoldenFile;
import io.towpath.testkit.networks.TopologyBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LabCompilerTest {
  @Test
  void twoRoutersAndAHost() {
    golden("pair.txt", SmallNetworks.pair());
  }

  @Test
  void aLanWithAVirtualAddressAndSubInterfaces() {
    TopologyBuilder net = new TopologyBuilder();
    for (String router : List.of("left", "right")) {
      net.router(router).iface("Vlan10", "10.0.0." + (router.equals("left") ? 2 : 3) + "/24");
      net.router(router)
          .iface("Te0/0/0.7", router.equals("left") ? "10.9.0.0/31" : "10.9.0.1/31")
          .change("Te0/0/0.7", iface -> iface.tags(List.of(7)));
    }
    net.segment("lan", "left:Vlan10", "right:Vlan10");
    net.link("left:Te0/0/0.7", "right:Te0/0/0.7");
    SmallNetworks.virtual(net, "10.0.0.1", "left:Vlan10", "right:Vlan10");
    SmallNetworks.host(net, "pc", "10.0.0.10", 24, "10.0.0.1", "left:Vlan10");
    golden("lan.txt", net);
  }

  @Test
  void tenantsWithEqualPrefixesHaveSpacesOfTheirOwn() {
    TopologyBuilder net = new TopologyBuilder();
    for (String vrf : List.of("red", "blue")) {
      net.router("pe").ifaceIn(vrf, "Gi0/0/" + vrf, "10.0.0.1/30");
      net.router(vrf).iface("up", "10.0.0.2/30");
      net.link("pe:Gi0/0/" + vrf, vrf + ":up");
    }
    net.router("pe")
        .route("red", route("192.0.2.0/24", new NextHop.OtherVrf("blue", null)))
        .route("blue", route("192.0.2.0/24", new NextHop.Discard(true, null)));
    golden("tenants.txt", net);
  }

  @Test
  void subInterfacesAreJoinedByABridgeBecauseTheFarOneKeepsItsLine() {
    TopologyBuilder net = new TopologyBuilder();
    net.connect("a", "b", "10.0.0.0/30");
    assertThat(SmallNetworks.plan(net).wires()).hasSize(1);

    net.router("a").change("to-b", iface -> iface.tags(List.of(5)));
    LabPlan plan = SmallNetworks.plan(net);

    assertThat(plan.wires()).hasSize(2).allMatch(wire -> "br1".equals(wire.b().bridge()));
    assertThat(plan.space(LabNames.LAN).bridges()).containsExactly("br1");
  }

  @Test
  void portsOfAFabricShareOneHardwareAddressAndNeverAsk() {
    TopologyBuilder net = new TopologyBuilder();
    net.fragment()
        .nodes
        .add(
            Node.named("cloud", NodeKind.FABRIC, Origin.NONE)
                .vrfs(List.of(Vrf.router("subnet", List.of(), Origin.NONE)))
                .interfaces(
                    List.of(
                        Interface.named("port", "subnet", Origin.NONE)
                            .link(LinkKind.FABRIC_PORT)
                            .answersAllArp(true)
                            .build()))
                .hops(HopProfile.INVISIBLE)
                .build());
    SmallNetworks.host(net, "vm", "10.0.0.4", 24, "10.0.0.1", "cloud:port");

    LabPlan plan = SmallNetworks.plan(net);

    Wire wire = plan.wires().getFirst();
    assertThat(wire.a().mac()).isEqualTo(wire.b().mac());
    assertThat(wire.a().arp()).isFalse();
    assertThat(wire.b().arp()).isFalse();
    assertThat(plan.space("cloud").sysctls()).containsEntry("net.ipv4.ip_forward", "1");
    assertThat(plan.space("vm").ip()).contains("route replace default dev eth0");
  }

  @Test
  void whoTranslatesByPortTakesFromAForwardingGuestItsOwnAddressesOnly() {
    TopologyBuilder net = new TopologyBuilder();
    net.fragment()
        .nodes
        .add(
            Node.named("cloud", NodeKind.FABRIC, Origin.NONE)
                .vrfs(List.of(Vrf.router("subnet", List.of(), Origin.NONE)))
                .interfaces(
                    List.of(
                        guestPort("appliance", "10.0.0.5", false),
                        guestPort("vm", "10.0.0.4", true),
                        Interface.named("out", "subnet", Origin.NONE)
                            .link(LinkKind.FABRIC_PORT)
                            .answersAllArp(true)
                            .ownSourcesOnly(true)
                            .build()))
                .hops(HopProfile.INVISIBLE)
                .build());
    SmallNetworks.host(net, "nva", "10.0.0.5", 24, "10.0.0.1", "cloud:appliance");
    SmallNetworks.host(net, "pc", "10.0.0.4", 24, "10.0.0.1", "cloud:vm");
    SmallNetworks.host(net, "web", "10.9.0.4", 24, "10.9.0.1", "cloud:out");

    assertThat(SmallNetworks.plan(net).space("cloud").rulesets())
        .extracting(Space.Ruleset::text)
        .anySatisfy(
            text ->
                assertThat(text)
                    .containsPattern(
                        "iifname \"appliance\" oifname \"?.*out.*ip saddr != .*10.0.0.5.*drop.*R57")
                    .doesNotContainPattern("iifname \"vm\" .*R57"));
  }

  private static Interface guestPort(String name, String address, boolean checked) {
    return Interface.named(name, "subnet", Origin.NONE)
        .link(LinkKind.FABRIC_PORT)
        .owned(List.of(IpAddress.parse(address)))
        .checkSourceIn(checked)
        .answersAllArp(true)
        .build();
  }

  @Test
  void whatIsSentOnInTheNameOfTheNodeFollowsItsConnectionBack() {
    TopologyBuilder net = new TopologyBuilder();
    net.router("fw")
        .iface("in", "10.0.0.4/24")
        .iface("out", "20.0.0.9/24")
        .change("in", iface -> iface.natSide(NatSide.INSIDE))
        .change("out", iface -> iface.natSide(NatSide.OUTSIDE))
        .nat(
            new NatRule.Redirect(
                "default",
                List.of(new AddressSet.Prefixes(List.of(Prefix.parse("20.1.0.0/16")))),
                IpAddress.parse("20.0.0.9"),
                PacketHeader.TCP,
                List.of(new Filter.PortRange(443, 443), new Filter.PortRange(80, 90)),
                IpAddress.parse("10.0.0.10"),
                8443,
                List.of(IpAddress.parse("10.0.0.4")),
                Origin.NONE))
        .nat(
            new NatRule.Dynamic(
                "default",
                List.of(new AddressSet.Any()),
                null,
                List.of(IpAddress.parse("20.0.0.9")),
                "out",
                List.of(),
                Origin.NONE));

    assertThat(SmallNetworks.plan(net).space("fw").rulesets())
        .filteredOn(ruleset -> ruleset.name().equals("nat"))
        .extracting(Space.Ruleset::text)
        .containsExactly(
            """
            table ip towpath-nat {
              chain before {
                type nat hook prerouting priority dstnat; policy accept;
                iifname { "in", "out" } meta l4proto 6 ip saddr { 20.1.0.0/16 } ip daddr 20.0.0.9 th dport { 443, 80-90 } counter dnat to 10.0.0.10:8443
              }
              chain after {
                type nat hook postrouting priority srcnat; policy accept;
                ct status dnat ct original ip daddr 20.0.0.9 ip daddr 10.0.0.10 counter snat to 10.0.0.4
                iifname { "in" } oifname { "out" } counter snat to 20.0.0.9
              }
              chain closed {
                type filter hook prerouting priority -90; policy accept;
                iifname { "out" } ip daddr { 20.0.0.9 } counter drop comment "no session at a translated address"
              }
            }
            """);
  }

  @Test
  void aStaticRouteOfASubnetThatIsConnectedIsZebrasToRefuse() {
    TopologyBuilder net = new TopologyBuilder();
    net.connect("a", "b", "10.0.0.0/30");
    net.router("a").route("10.0.0.0/30", "10.0.0.2").route("10.5.0.0/16", "10.0.0.2");

    LabPlan plan = SmallNetworks.plan(net);

    assertThat(plan.space("a").ip()).containsExactly("address add 10.0.0.1/30 dev to-b");
    assertThat(plan.runs("a", Daemon.Kind.ZEBRA)).isTrue();
  }

  @Test
  void anInterfaceWithoutAddressIsBuiltIfARouteLeadsOutOfIt() {
    TopologyBuilder net = new TopologyBuilder();
    net.router("a").iface("up", "10.0.0.1/30").iface("services");
    assertThat(SmallNetworks.plan(net).space("a").interfaces()).doesNotContainKey("services");

    net.router("a").route("default", route("192.0.2.0/24", new NextHop.Attached("services", null)));

    assertThat(SmallNetworks.plan(net).space("a").interfaces()).containsKey("services");
  }

  @Test
  void whatIsShutIsSetDownAfterItsRoutes() {
    TopologyBuilder net = new TopologyBuilder();
    net.connect("a", "b", "10.0.0.0/30");
    net.router("a")
        .change("to-b", iface -> iface.state(LinkState.ADMIN_DOWN))
        .route("10.5.0.0/16", "10.0.0.2");

    assertThat(SmallNetworks.plan(net).space("a").ip())
        .containsExactly(
            "address add 10.0.0.1/30 dev to-b",
            "route replace 10.5.0.0/16 via 10.0.0.2 dev to-b",
            "link set dev to-b down");
  }

  @Test
  void aSilentInterfaceKeepsItsCarrier() {
    TopologyBuilder net = new TopologyBuilder();
    net.connect("a", "b", "10.0.0.0/30");
    net.router("a").change("to-b", iface -> iface.state(LinkState.SILENT));

    Space a = SmallNetworks.plan(net).space("a");

    assertThat(a.ip()).noneMatch(line -> line.contains("down"));
    assertThat(a.rulesets())
        .anyMatch(ruleset -> ruleset.text().contains("hook egress device \"to-b\""));
  }

  @Test
  void latencyStandsOnceOnTheWayBetweenTwoMembers() {
    TopologyBuilder net = new TopologyBuilder();
    for (int i = 1; i <= 3; i++) {
      net.router("r" + i).iface("lan", "10.0.0." + i + "/24");
    }
    net.fragment()
        .segments
        .add(
            new Segment(
                "lan",
                List.of(
                    TopologyBuilder.place("r1:lan"),
                    TopologyBuilder.place("r2:lan"),
                    TopologyBuilder.place("r3:lan")),
                Duration.ofMillis(10),
                Origin.NONE));

    assertThat(SmallNetworks.plan(net).wires())
        .hasSize(3)
        .allMatch(wire -> wire.latency().equals(Duration.ofMillis(5)));
  }

  @Test
  void oneRouteForEachPrefixToANeighbourNeedsNoDaemon() {
    TopologyBuilder net = new TopologyBuilder();
    net.connect("a", "b", "10.0.0.0/30");
    net.router("a").route("10.5.0.0/16", "10.0.0.2").discard("10.6.0.0/16");
    assertThat(SmallNetworks.plan(net).daemons()).isEmpty();
    assertThat(SmallNetworks.plan(net).space("a").ip())
        .contains(
            "route replace 10.5.0.0/16 via 10.0.0.2 dev to-b",
            "route replace unreachable 10.6.0.0/16");
  }

  @Test
  void aNextHopThatIsLookedUpNeedsZebra() {
    TopologyBuilder net = new TopologyBuilder();
    net.connect("a", "b", "10.0.0.0/30");
    net.router("a").route("10.5.0.0/16", "10.0.0.2").route("10.6.0.0/16", "10.5.0.1");
    assertThat(SmallNetworks.plan(net).daemons())
        .extracting(Daemon::kind)
        .containsExactly(Daemon.Kind.ZEBRA, Daemon.Kind.STATICD);
  }

  @Test
  void keysThatNobodyPrintsAreThePeers() {
    TopologyBuilder net = new TopologyBuilder();
    net.connect("a", "b", "10.0.0.0/30");
    net.router("a")
        .bgp(65001)
        .neighbour("10.0.0.2", 65002, BgpPeer.Transport.CONNECTED.withKey(new Secret.NotPrinted()));
    net.router("b")
        .bgp(65002)
        .neighbour(
            "10.0.0.1",
            65001,
            BgpPeer.Transport.CONNECTED.withKey(new Secret.Known("open sesame")));

    assertThat(configuration(SmallNetworks.plan(net), "a", Daemon.Kind.BGPD))
        .contains("neighbor 10.0.0.2 password open sesame");
  }

  @Test
  void configurationsUseLinuxNames() {
    TopologyBuilder net = SmallNetworks.pair();
    net.router("b").ospf("1").on("GigabitEthernet0/0/0", 10);

    assertThat(configuration(SmallNetworks.plan(net), "b", Daemon.Kind.OSPFD))
        .contains("interface Gi0-0-0")
        .doesNotContain("GigabitEthernet");
  }

  @Test
  void packetsToAnOutsideNeighbourEndThere() {
    TopologyBuilder net = new TopologyBuilder();
    net.connect("a", "b", "10.0.0.0/30");
    net.router("b").bgp(65002).neighbour("10.0.0.1", 65001);
    Network network = new Network(net, "b");

    assertThat(network.plan().space("b").ip()).contains("route replace blackhole default");
  }

  /** A network in which one router is an outside neighbour. */
  private record Network(TopologyBuilder net, String outside) {
    LabPlan plan() {
      io.towpath.network.Network built = net.build();
      var nodes = new TreeMap<>(built.nodes());
      nodes.computeIfPresent(
          outside,
          (name, node) ->
              Node.named(name, NodeKind.OUTSIDE, Origin.NONE)
                  .vrfs(node.vrfs())
                  .interfaces(node.interfaces())
                  .bgp(node.bgp())
                  .build());
      return LabCompiler.compile(
          new io.towpath.network.Network(
              nodes,
              built.hosts(),
              built.segments(),
              built.domains(),
              built.layers(),
              built.exchanges(),
              built.filters(),
              built.groups(),
              built.latencies(),
              built.findings(),
              built.unsupported()),
          Features.LEAST);
    }
  }

  @Test
  void theInternetKnowsTheOwnersOfPublicAddressesAndNothingElse() {
    TopologyBuilder net = new TopologyBuilder();
    net.router("ce").iface("wan", "198.51.100.1/30");
    Node internet =
        Node.named("internet", NodeKind.INTERNET, Origin.NONE)
            .vrfs(
                List.of(
                    Vrf.router(
                        Vrf.DEFAULT,
                        List.of(
                            route("10.0.0.0/8", new NextHop.Discard(true, null)),
                            route("0.0.0.0/0", new NextHop.Deliver("internet", null, null))),
                        Origin.NONE)))
            .interfaces(
                List.of(
                    Interface.named("ce:wan", Vrf.DEFAULT, Origin.NONE)
                        .link(LinkKind.FABRIC_PORT)
                        .answersAllArp(true)
                        .build()))
            .hops(HopProfile.INVISIBLE)
            .build();
    net.fragment().nodes.add(internet);
    net.fragment()
        .domains
        .add(new Domain("internet", "internet", Map.of(IpAddress.parse("198.51.100.1"), "ce:wan")));
    net.link("ce:wan", "internet:ce:wan");

    assertThat(SmallNetworks.plan(net).space("internet").ip())
        .containsExactly(
            "route replace blackhole 10.0.0.0/8",
            "route replace 198.51.100.1/32 dev ce-wan",
            "route replace blackhole 0.0.0.0/0");
  }

  @Test
  void theSamePlanTwice() {
    assertThat(PlanText.of(SmallNetworks.plan(SmallNetworks.pair())))
        .isEqualTo(PlanText.of(SmallNetworks.plan(SmallNetworks.pair())));
  }

  private static Route route(String prefix, NextHop nextHop) {
    return new Route(
        Prefix.parse(prefix), RouteClass.STATIC, nextHop, 1, 0, 0, null, null, Origin.NONE);
  }

  @Test
  void portsOfALoadBalancerAreRemarkedAndNotBuilt() {
    TopologyBuilder net = SmallNetworks.pair();
    net.fragment()
        .groups
        .add(
            new Group(
                "lb/front/https",
                IpAddress.parse("203.0.113.10"),
                "vnet",
                List.of(),
                Group.Choice.FLOW_HASH,
                true,
                List.of(new Group.Port(6, 443, 8443)),
                true,
                false,
                Timers.BGP,
                Origin.NONE));

    LabPlan plan = SmallNetworks.plan(net);
    assertThat(plan.remarks())
        .anyMatch(remark -> remark.text().contains("203.0.113.10 is not built"));
    assertThat(plan.spaces()).hasSameSizeAs(SmallNetworks.plan(SmallNetworks.pair()).spaces());
  }

  private static String configuration(LabPlan plan, String space, Daemon.Kind kind) {
    return plan.daemons().stream()
        .filter(daemon -> daemon.space().equals(space) && daemon.kind() == kind)
        .flatMap(daemon -> daemon.files().values().stream())
        .findFirst()
        .orElse("");
  }

  private static void golden(String name, TopologyBuilder net) {
    GoldenFile.of(LabCompilerTest.class, name).mustEqual(PlanText.of(SmallNetworks.plan(net)));
  }
}
