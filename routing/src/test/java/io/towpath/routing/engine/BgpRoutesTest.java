package io.towpath.routing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.Finding;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.BgpSpeaker.Install;
import io.towpath.network.NextHop;
import io.towpath.network.Redistribution;
import io.towpath.network.RouteClass;
import io.towpath.network.RoutePolicy;
import io.towpath.routing.rib.RibRoute;
import io.towpath.routing.rib.RouteReason;
import io.towpath.testkit.networks.TopologyBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BgpRoutesTest {
  private static final List<String> BGP = List.of(RouteClass.BGP);
  private static final List<String> OSPF = List.of(RouteClass.OSPF);

  private final TopologyBuilder net = new TopologyBuilder();

  /** eBGP between a (65001) and b (65002), where b has a LAN. */
  private void twoAs() {
    net.connect("a", "b", "10.0.1.0/31");
    net.router("b").iface("lan", "10.9.0.1/24");
    net.router("a").bgp(65001).routerId("0.0.0.1").neighbour("10.0.1.1", 65002);
    net.router("b")
        .bgp(65002)
        .routerId("0.0.0.2")
        .neighbour("10.0.1.0", 65001)
        .network("10.9.0.0/24");
  }

  @Test
  void aLearnedRouteIsUsedWithItsAttributes() {
    twoAs();
    Solved solved = Solved.of(net);

    assertThat(solved.active("a", BGP)).containsExactly("bgp 10.9.0.0/24 10.0.1.1 20/0");
    assertThat(solved.forwards("a", "10.9.0.7")).containsExactly("10.0.1.1@to-b");
    RibRoute route = solved.state().rib(solved.vrf("a")).match(IpAddress.parse("10.9.0.7"));
    assertThat(route).isNotNull();
    assertThat(route.hops().getFirst().egress()).isEqualTo("to-b");
    assertThat(route.attributes()).isNotNull();
    assertThat(route.attributes().asPath()).isEqualTo("65002");
    assertThat(route.attributes().learnedFrom()).isEqualTo(IpAddress.parse("10.0.1.1"));
    assertThat(solved.state().routeCount(solved.vrf("a"))).isEqualTo(3);
    assertThat(solved.state().routeCount(solved.vrf("b"))).isEqualTo(4);
  }

  /** IOS-XE takes over the next hop of the static route behind the statement; FRR does not. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aStatementHasTheNextHopOfItsRouteOnlyIfItTakesThatOver(boolean takesOver) {
    net.connect("a", "b", "10.0.1.0/31");
    net.router("b").iface("lan", "10.0.9.1/24").route("10.9.0.0/16", "10.0.9.9");
    net.router("a").bgp(65001).neighbour("10.0.1.1", 65001);
    net.router("b")
        .bgp(65001)
        .neighbour("10.0.1.0", 65001)
        .network(
            new BgpSpeaker.NetworkStatement(
                Prefix.parse("10.9.0.0/16"), null, true, takesOver, Origin.NONE));
    assertThat(Solved.of(net).active("a", BGP))
        .isEqualTo(takesOver ? List.of() : List.of("bgp 10.9.0.0/16 10.0.1.1 200/0"));
  }

  /** RFC 4271 §5.1.3: the static route behind b's statement leads to the very router it tells. */
  @Test
  void aRouteThatNamesItsReceiverAsNextHopIsNotUsed() {
    net.connect("a", "b", "10.0.1.0/31");
    net.connect("b", "c", "10.0.2.0/31");
    net.router("b").route("10.9.0.0/24", "10.0.1.0");
    net.router("b")
        .bgp(65001)
        .routerId("0.0.0.2")
        .neighbour("10.0.1.0", 65001)
        .neighbour("10.0.2.1", 65001)
        .network("10.9.0.0/24")
        .network("10.0.1.0/31");
    net.router("a").bgp(65001).routerId("0.0.0.1").neighbour("10.0.1.1", 65001);
    net.router("c").bgp(65001).routerId("0.0.0.3").neighbour("10.0.2.0", 65001);
    Solved solved = Solved.of(net);

    assertThat(solved.active("a", BGP)).isEmpty();
    assertThat(solved.active("c", BGP)).anyMatch(route -> route.contains("10.9.0.0/24 10.0.1.0"));
  }

  /**
   * Between a (65001) and c (65003) stands b, really 65002, which presents itself to c as 64999.
   */
  private Solved presenting(BgpPeer.LocalAsMode mode) {
    net.connect("a", "b", "10.0.1.0/31");
    net.connect("b", "c", "10.0.2.0/31");
    net.router("a").iface("lan", "10.8.0.1/24");
    net.router("c").iface("lan", "10.9.0.1/24");
    net.router("a")
        .bgp(65001)
        .routerId("0.0.0.1")
        .neighbour("10.0.1.1", 65002)
        .network("10.8.0.0/24");
    net.router("b")
        .bgp(65002)
        .routerId("0.0.0.2")
        .neighbour("10.0.1.0", 65001)
        .peer(
            new BgpPeer(
                IpAddress.parse("10.0.2.1"),
                65003,
                64999L,
                mode,
                BgpPeer.Transport.CONNECTED,
                List.of(BgpPeer.Family.ipv4()),
                null,
                Origin.NONE));
    net.router("c")
        .bgp(65003)
        .routerId("0.0.0.3")
        .neighbour("10.0.2.0", 64999)
        .network("10.9.0.0/24");
    return Solved.of(net);
  }

  private static String asPath(Solved solved, String node, String address) {
    RibRoute route = solved.state().rib(solved.vrf(node)).match(IpAddress.parse(address));
    return route == null || route.attributes() == null ? "none" : route.attributes().asPath();
  }

  @ParameterizedTest
  @CsvSource({
    "PREPEND, 64999 65002 65001, 65002 64999 65003",
    "NO_PREPEND, 64999 65002 65001, 65002 65003",
    "REPLACE, 64999 65001, 65002 65003"
  })
  void aPresentedAsnStandsInPathsAsItsModeSays(
      BgpPeer.LocalAsMode mode, String sentToC, String learnedByA) {
    Solved solved = presenting(mode);

    assertThat(asPath(solved, "c", "10.8.0.7")).isEqualTo(sentToC);
    assertThat(asPath(solved, "a", "10.9.0.7")).isEqualTo(learnedByA);
  }

  @Test
  void aRouteGoesWithItsSession() {
    twoAs();
    Solved base = Solved.of(net);

    assertThat(base.then(Solved.down("b:to-a")).active("a")).isEmpty();
    assertThat(base.then(Solved.down("b:lan")).active("a", BGP)).isEmpty();
    Solved held = base.then(new io.towpath.network.Failure.SessionDown("b", "a"));
    assertThat(held.active("a", BGP)).isEmpty();
    assertThat(held.active("a")).hasSize(2);
  }

  @Test
  void aNetworkStatementNeedsExactlyItsPrefix() {
    twoAs();
    net.router("b").bgp(65002).network("10.9.0.0/16").originate("10.7.0.0/16");

    assertThat(Solved.of(net).active("a", BGP))
        .containsExactly("bgp 10.7.0.0/16 10.0.1.1 20/0", "bgp 10.9.0.0/24 10.0.1.1 20/0");
  }

  @Test
  void multipathMembersAreAllUsed() {
    twoAs();
    net.connect("a", "x", "b", "x", "10.0.2.0/31");
    net.router("a").bgp(65001).options(Solved.multipath(4)).neighbour("10.0.2.1", 65002);
    net.router("b").bgp(65002).neighbour("10.0.2.0", 65001);

    Solved solved = Solved.of(net);
    assertThat(solved.active("a", BGP)).containsExactly("bgp 10.9.0.0/24 10.0.1.1,10.0.2.1 20/0");
    assertThat(solved.forwards("a", "10.9.0.7"))
        .containsExactlyInAnyOrder("10.0.1.1@to-b", "10.0.2.1@x");
    assertThat(solved.state().routeCount(solved.vrf("a"))).isEqualTo(6);
  }

  @Test
  void aStaticRouteBeatsBgpAndBothAreShown() {
    twoAs();
    net.router("a").discard("10.9.0.0/24");
    Solved solved = Solved.of(net);

    assertThat(solved.rows("a", "default", "10.9.0.0/24"))
        .containsExactly(
            "bgp 10.9.0.0/24 10.0.1.1 20/0 INVALID", "static 10.9.0.0/24 discard 1/0 ACTIVE");
    assertThat(solved.forwards("a", "10.9.0.7")).containsExactly("drop");
    assertThat(solved.state().routeCount(solved.vrf("a"))).isEqualTo(3);
  }

  @Test
  void aFloatingStaticRouteWaitsBehindBgp() {
    twoAs();
    net.router("a").route("10.9.0.0/24", new NextHop.Discard(false, null), 250);
    Solved base = Solved.of(net);

    assertThat(base.forwards("a", "10.9.0.7")).containsExactly("10.0.1.1@to-b");
    assertThat(base.state().routeCount(base.vrf("a"))).isEqualTo(3);
    assertThat(base.why("a", "10.9.0.0/24")).isInstanceOf(RouteReason.LowestDistance.class);
    Solved down = base.then(Solved.down("b:lan"));
    assertThat(down.forwards("a", "10.9.0.7")).containsExactly("drop");
  }

  @Test
  void aNextHopOfIbgpIsReachedThroughOspf() {
    twoAs();
    net.connect("a", "c", "10.0.3.0/31");
    net.router("a").iface("lo0", "192.0.2.1/32");
    net.router("c").iface("lo0", "192.0.2.3/32");
    net.router("a").ospf("1").on("to-c", 10).passive("lo0", 1).passive("to-b", 1);
    net.router("c").ospf("1").on("to-a", 10).passive("lo0", 1);
    BgpPeer.Transport loopback = BgpPeer.Transport.multihop(255).from(null, "lo0");
    net.router("a").bgp(65001).neighbour("192.0.2.3", 65001, loopback);
    net.router("c").bgp(65001).routerId("0.0.0.3").neighbour("192.0.2.1", 65001, loopback);

    Solved solved = Solved.of(net);
    assertThat(solved.active("c", BGP)).containsExactly("bgp 10.9.0.0/24 10.0.1.1 200/0");
    assertThat(solved.forwards("c", "10.9.0.7")).containsExactly("10.0.3.0@to-a");
    Solved unreachable = solved.then(Solved.down("c:to-a"));
    assertThat(unreachable.active("c", BGP)).isEmpty();
  }

  @Test
  void theNearerExitIsPreferred() {
    // b offers the LAN to a and c; d is nearer to c.
    twoAs();
    net.connect("c", "b", "10.0.4.0/31").connect("a", "d", "10.0.5.0/31");
    net.connect("c", "d", "10.0.6.0/31");
    net.router("b").bgp(65002).neighbour("10.0.4.0", 65001);
    net.router("c").bgp(65001).routerId("0.0.0.3").neighbour("10.0.4.1", 65002);
    net.router("a").ospf("1").on("to-d", 100).passive("to-b", 1);
    net.router("c").ospf("1").on("to-d", 10).passive("to-b", 1);
    net.router("d").ospf("1").routerId("0.0.0.9").on("to-a", 100).on("to-c", 10);
    net.router("d")
        .bgp(65001)
        .routerId("0.0.0.4")
        .neighbour("10.0.5.0", 65001)
        .neighbour("10.0.6.0", 65001);
    net.router("a").bgp(65001).neighbour("10.0.5.1", 65001);
    net.router("c").bgp(65001).neighbour("10.0.6.1", 65001);

    Solved solved = Solved.of(net);
    assertThat(solved.active("d", BGP)).containsExactly("bgp 10.9.0.0/24 10.0.4.1 200/0");
    assertThat(solved.then(Solved.down("c:to-b")).active("d", BGP))
        .containsExactly("bgp 10.9.0.0/24 10.0.1.1 200/0");
  }

  @Test
  void aNextHopMayBeReachedByABgpRoute() {
    // a learns 192.0.2.0/24 from b, and from far away a route with next hop 192.0.2.9 in it.
    twoAs();
    net.router("b").discard("192.0.2.0/24").bgp(65002).network("192.0.2.0/24");
    net.router("a").route("20.0.0.0/8", "192.0.2.9");

    Solved solved = Solved.of(net);
    assertThat(solved.active("a", List.of(RouteClass.STATIC)))
        .containsExactly("static 20.0.0.0/8 192.0.2.9 1/0");
    assertThat(solved.forwards("a", "20.1.1.1")).containsExactly("10.0.1.1@to-b");
    assertThat(solved.then(Solved.down("b:to-a")).active("a", List.of(RouteClass.STATIC)))
        .isEmpty();
  }

  @Test
  void bgpRoutesAreRedistributedIntoOspf() {
    twoAs();
    net.connect("a", "c", "10.0.3.0/31");
    net.router("a")
        .ospf("1")
        .on("to-c", 10)
        .redistribute(RouteClass.BGP, null, 2)
        .redistribute(RouteClass.CONNECTED, null, 2);
    net.router("c").ospf("1").routerId("0.0.0.3").on("to-a", 10);

    Solved solved = Solved.of(net);
    assertThat(solved.active("c", OSPF))
        .containsExactly(
            "ospf 10.0.1.0/31 10.0.3.0@to-a 110/20", "ospf 10.9.0.0/24 10.0.3.0@to-a 110/1");
    assertThat(solved.state().rib(solved.vrf("c")).at(io.towpath.net.Prefix.parse("10.9.0.0/24")))
        .extracting(RibRoute::tag)
        .containsExactly(65002L);
    assertThat(solved.then(Solved.down("b:lan")).active("c", OSPF)).hasSize(1);
  }

  @Test
  void aPolicySetsMetricTypeAndTagOfWhatIsRedistributed() {
    twoAs();
    net.connect("a", "c", "10.0.3.0/31");
    RoutePolicy policy =
        new RoutePolicy(
            "p",
            List.of(
                new RoutePolicy.Term(
                    10,
                    true,
                    List.of(new RoutePolicy.Match.AsPathContains(65002)),
                    List.of(
                        new RoutePolicy.Change.Med(33),
                        new RoutePolicy.Change.MetricType(1),
                        new RoutePolicy.Change.SetTag(7)),
                    Origin.NONE)),
            Origin.NONE);
    net.router("a")
        .ospf("1")
        .on("to-c", 10)
        .redistribute(new Redistribution(RouteClass.BGP, null, 5L, 2, policy, Origin.NONE));
    net.router("c").ospf("1").routerId("0.0.0.3").on("to-a", 10);

    Solved solved = Solved.of(net);
    assertThat(solved.active("c", OSPF)).containsExactly("ospf 10.9.0.0/24 10.0.3.0@to-a 110/43");
    assertThat(solved.state().rib(solved.vrf("c")).routes())
        .filteredOn(r -> r.routeClass().equals(RouteClass.OSPF))
        .extracting(RibRoute::tag)
        .containsExactly(7L);
  }

  @Test
  void ospfRoutesAreRedistributedIntoBgpWithTheirCost() {
    twoAs();
    net.connect("b", "c", "10.0.3.0/31");
    net.router("c").iface("lan", "10.8.0.1/24");
    net.router("b").ospf("1").on("to-c", 10);
    net.router("c").ospf("1").routerId("0.0.0.3").on("to-b", 10).passive("lan", 5);
    net.router("b").bgp(65002).redistribute(RouteClass.OSPF);

    assertThat(Solved.of(net).active("a", BGP))
        .containsExactly("bgp 10.8.0.0/24 10.0.1.1 20/15", "bgp 10.9.0.0/24 10.0.1.1 20/0");
  }

  @Test
  void onlyTheKindOfOspfRouteThatIsNamedIsRedistributed() {
    twoAs();
    net.connect("b", "c", "10.0.3.0/31");
    net.router("c").iface("lan", "10.8.0.1/24").discard("20.0.0.0/8");
    net.router("b").ospf("1").on("to-c", 10);
    net.router("c")
        .ospf("1")
        .routerId("0.0.0.3")
        .on("to-b", 10)
        .passive("lan", 5)
        .redistribute(RouteClass.STATIC, null, 2);
    net.router("b").bgp(65002).redistribute(RouteClass.OSPF_EXTERNAL_2);

    assertThat(Solved.of(net).active("a", BGP))
        .containsExactly("bgp 10.9.0.0/24 10.0.1.1 20/0", "bgp 20.0.0.0/8 10.0.1.1 20/20");
  }

  @Test
  void whatBgpLearnedIsNotOriginatedFromAProtocolOfHigherDistance() {
    // a and c learn the LAN of b by eBGP; both tell OSPF, and both redistribute OSPF into BGP.
    twoAs();
    net.connect("c", "b", "10.0.4.0/31").connect("a", "c", "10.0.5.0/31");
    net.router("b").bgp(65002).neighbour("10.0.4.0", 65003);
    net.router("c").bgp(65003).routerId("0.0.0.3").neighbour("10.0.4.1", 65002);
    for (String name : List.of("a", "c")) {
      String other = name.equals("a") ? "c" : "a";
      net.router(name).ospf("1").on("to-" + other, 10).redistribute(RouteClass.BGP, null, 2);
    }
    net.router("a").bgp(65001).redistribute(RouteClass.OSPF);
    net.router("c").bgp(65003).redistribute(RouteClass.OSPF);

    Solved solved = Solved.of(net);
    assertThat(solved.rows("a", "default", "10.9.0.0/24"))
        .containsExactly(
            "bgp 10.9.0.0/24 10.0.1.1 20/0 ACTIVE", "ospf 10.9.0.0/24 10.0.5.1@to-c 110/1 INVALID");
    assertThat(solved.state().problems()).extracting(Finding::code).containsExactly("TP5202");
    // Without its session, c hears of the LAN by OSPF and would pass it on.
    Solved alone = solved.then(Solved.down("c:to-b"));
    assertThat(alone.active("c", OSPF)).contains("ospf 10.9.0.0/24 10.0.5.0@to-a 110/1");
    assertThat(alone.state().problems()).isEmpty();
  }

  @Test
  void aGatewayForwardsByBgpIntoTunnelsOnly() {
    twoAs();
    net.router("a").bgp(65001).install(Install.INTO_TUNNELS);
    Solved solved = Solved.of(net);

    assertThat(solved.active("a", BGP)).isEmpty();
    assertThat(solved.forwards("a", "10.9.0.7")).containsExactly("miss");
    assertThat(solved.absent("a"))
        .containsExactly(
            "bgp 10.9.0.0/24 10.0.1.1 20/0: next hop unusable: the BGP next hop is not behind a"
                + " tunnel");
    assertThat(solved.state().routeCount(solved.vrf("a"))).isEqualTo(2);
  }

  @Test
  void aRouteServerInstallsNothing() {
    twoAs();
    net.router("a").bgp(65001).install(Install.NONE);
    Solved solved = Solved.of(net);

    assertThat(solved.active("a", BGP)).isEmpty();
    assertThat(solved.absent("a")).hasSize(1);
  }

  @Test
  void anExceededPrefixLimitIsReportedWithItsSessionEnd() {
    twoAs();
    net.router("b").discard("20.0.0.0/8").bgp(65002).network("20.0.0.0/8");
    net.router("a").bgp(65001).family(family -> family.withPrefixLimit(1));

    Solved solved = Solved.of(net);
    assertThat(solved.state().exceededLimits())
        .containsExactly(new RoutingState.Exceeded(0, 0, 1, 2));
  }
}
