package io.towpath.routing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.Finding;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.NextHop;
import io.towpath.network.OspfProcess.ForwardingAddress;
import io.towpath.network.OspfProcess.OspfInterface;
import io.towpath.network.Redistribution;
import io.towpath.network.RouteClass;
import io.towpath.network.RoutePolicy;
import io.towpath.network.Timers;
import io.towpath.routing.ospf.OspfState.Neighbour;
import io.towpath.testkit.networks.OspfBuilder;
import io.towpath.testkit.networks.TopologyBuilder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OspfRoutesTest {
  private static final List<String> OSPF = List.of(RouteClass.OSPF);

  private final TopologyBuilder net = new TopologyBuilder();

  private OspfBuilder ospf(String router) {
    return net.router(router).ospf("1");
  }

  /** a – b – d and a – c – d, all costs 10, with a stub subnet at d. */
  private Solved diamond() {
    net.connect("a", "b", "10.0.1.0/31")
        .connect("a", "c", "10.0.2.0/31")
        .connect("b", "d", "10.0.3.0/31")
        .connect("c", "d", "10.0.4.0/31");
    net.router("d").iface("lan", "10.9.0.1/24");
    ospf("a").routerId("0.0.0.1").on("to-b", 10).on("to-c", 10);
    ospf("b").routerId("0.0.0.2").on("to-a", 10).on("to-d", 10);
    ospf("c").routerId("0.0.0.3").on("to-a", 10).on("to-d", 10);
    ospf("d").routerId("0.0.0.4").on("to-b", 10).on("to-c", 10).passive("lan", 1);
    return Solved.of(net);
  }

  @Test
  void equalPathsShareTheLoad() {
    assertThat(diamond().active("a", OSPF))
        .containsExactly(
            "ospf 10.0.3.0/31 10.0.1.1@to-b 110/20",
            "ospf 10.0.4.0/31 10.0.2.1@to-c 110/20",
            "ospf 10.9.0.0/24 10.0.1.1@to-b,10.0.2.1@to-c 110/21");
  }

  @Test
  void aCutLinkMovesTheRoutes() {
    Solved cut = diamond().then(Solved.down("b:to-d"));

    assertThat(cut.active("a", OSPF))
        .containsExactly(
            "ospf 10.0.4.0/31 10.0.2.1@to-c 110/20", "ospf 10.9.0.0/24 10.0.2.1@to-c 110/21");
    assertThat(cut.active("b", OSPF))
        .containsExactly(
            "ospf 10.0.2.0/31 10.0.1.0@to-a 110/20",
            "ospf 10.0.4.0/31 10.0.1.0@to-a 110/30",
            "ospf 10.9.0.0/24 10.0.1.0@to-a 110/31");
  }

  @Test
  void maximumPathsLimitsTheNextHops() {
    diamond();
    ospf("a").maximumPaths(1);

    assertThat(Solved.of(net).active("a", OSPF)).contains("ospf 10.9.0.0/24 10.0.1.1@to-b 110/21");
  }

  @Test
  void theLowerCostWins() {
    diamond();
    net.router("e");
    net.connect("a", "e", "10.0.5.0/31").connect("e", "d", "10.0.6.0/31");
    ospf("a").on("to-e", 5);
    ospf("d").on("to-e", 5);
    ospf("e").routerId("0.0.0.5").on("to-a", 5).on("to-d", 5);

    assertThat(Solved.of(net).active("a", OSPF)).contains("ospf 10.9.0.0/24 10.0.5.1@to-e 110/11");
  }

  @Test
  void costFollowsFromReferenceAndInterfaceBandwidth() {
    net.connect("a", "b", "10.0.1.0/31");
    net.router("a").change("to-b", i -> i.bandwidthKbps(10_000));
    net.router("b").iface("lan", "10.9.0.1/24");
    ospf("a").routerId("0.0.0.1").on("to-b", 0);
    ospf("b").routerId("0.0.0.2").on("to-a", 0).passive("lan", 0);

    // 100 Mbit/s by 10 Mbit/s, and 1 for a gigabit port.
    assertThat(Solved.of(net).active("a", OSPF))
        .containsExactly("ospf 10.9.0.0/24 10.0.1.1@to-b 110/11");
  }

  @Test
  void routersOnABroadcastNetworkAreNeighboursOfEachOther() {
    net.segment("lan", "a:eth0", "b:eth0", "c:eth0");
    for (String name : List.of("a", "b", "c")) {
      int n = name.charAt(0) - 'a' + 1;
      net.router(name).iface("eth0", "10.0.0." + n + "/24").iface("lo0", "192.0.2." + n + "/32");
      ospf(name).broadcast("eth0", 10, 1).passive("lo0", 1);
    }

    assertThat(Solved.of(net).active("a", OSPF))
        .containsExactly(
            "ospf 192.0.2.2/32 10.0.0.2@eth0 110/11", "ospf 192.0.2.3/32 10.0.0.3@eth0 110/11");
  }

  @Test
  void aLoopbackIsAHostRouteUnlessItIsPointToPoint() {
    net.connect("a", "b", "10.0.1.0/31");
    net.router("b").iface("lo0", "192.0.2.1/24").iface("lo1", "198.51.100.1/24");
    ospf("a").routerId("0.0.0.1").on("to-b", 10);
    ospf("b").routerId("0.0.0.2").on("to-a", 10).broadcast("lo0", 1, 1).on("lo1", 1);

    assertThat(Solved.of(net).active("a", OSPF))
        .containsExactly(
            "ospf 192.0.2.1/32 10.0.1.1@to-b 110/11", "ospf 198.51.100.0/24 10.0.1.1@to-b 110/11");
  }

  private List<String> causes(Solved solved) {
    return solved.state().ospf().neighbours(solved.vrf("a")).stream()
        .map(Neighbour::cause)
        .toList();
  }

  private void pair(OspfInterface a, OspfInterface b, String addressA, String addressB) {
    net.router("a").iface("e", addressA);
    net.router("b").iface("e", addressB);
    net.link("a:e", "b:e");
    ospf("a").routerId("0.0.0.1").on(a);
    ospf("b").routerId("0.0.0.2").on(b);
  }

  private static OspfInterface port(
      long area, boolean pointToPoint, boolean passive, int priority, Timers timers) {
    return new OspfInterface("e", area, 10, pointToPoint, passive, priority, timers, Origin.NONE);
  }

  private static final OspfInterface PLAIN = port(0, true, false, 1, Timers.OSPF);

  @Test
  void neighboursMustAgreeOnTheArea() {
    pair(PLAIN, port(1, true, false, 1, Timers.OSPF), "10.0.0.1/30", "10.0.0.2/30");
    assertThat(causes(Solved.of(net))).containsExactly("area mismatch: 0 and 1");
  }

  @Test
  void neighboursMustAgreeOnTheHelloInterval() {
    Timers slow =
        new Timers(Duration.ofSeconds(40), Duration.ofSeconds(30), Duration.ZERO, null, 0);
    pair(PLAIN, port(0, true, false, 1, slow), "10.0.0.1/30", "10.0.0.2/30");
    assertThat(causes(Solved.of(net))).containsExactly("hello interval mismatch: 10 s and 30 s");
  }

  @Test
  void neighboursMustAgreeOnTheDeadInterval() {
    Timers slow =
        new Timers(Duration.ofSeconds(120), Duration.ofSeconds(10), Duration.ZERO, null, 0);
    pair(PLAIN, port(0, true, false, 1, slow), "10.0.0.1/30", "10.0.0.2/30");
    assertThat(causes(Solved.of(net))).containsExactly("dead interval mismatch: 40 s and 120 s");
  }

  @Test
  void neighboursMustAgreeOnTheNetworkType() {
    pair(PLAIN, port(0, false, false, 1, Timers.OSPF), "10.0.0.1/30", "10.0.0.2/30");
    assertThat(causes(Solved.of(net)).getFirst()).startsWith("network type mismatch");
  }

  @Test
  void neighboursMustShareTheSubnet() {
    pair(PLAIN, PLAIN, "10.0.0.1/30", "10.0.0.6/30");
    assertThat(causes(Solved.of(net)))
        .containsExactly("subnet mismatch: 10.0.0.1/30 and 10.0.0.6/30");
  }

  @Test
  void neighboursMustAgreeOnTheMtu() {
    pair(PLAIN, PLAIN, "10.0.0.1/30", "10.0.0.2/30");
    net.router("b").change("e", i -> i.mtu(9000));
    assertThat(causes(Solved.of(net))).containsExactly("MTU mismatch: 1500 and 9000");
  }

  @Test
  void aPassiveInterfaceHasNoNeighbours() {
    pair(PLAIN, port(0, true, true, 1, Timers.OSPF), "10.0.0.1/30", "10.0.0.2/30");
    assertThat(causes(Solved.of(net))).containsExactly("passive at b:e");
  }

  @Test
  void somebodyMustBeWillingToBeDesignatedRouter() {
    OspfInterface unwilling = port(0, false, false, 0, Timers.OSPF);
    pair(unwilling, unwilling, "10.0.0.1/24", "10.0.0.2/24");
    assertThat(causes(Solved.of(net)).getFirst()).startsWith("no designated router");
  }

  @Test
  void routerIdsMustDiffer() {
    pair(PLAIN, PLAIN, "10.0.0.1/30", "10.0.0.2/30");
    ospf("b").routerId("0.0.0.1");
    assertThat(causes(Solved.of(net))).containsExactly("both ends have the router id 0.0.0.1");
  }

  @Test
  void equalRouterIdsElsewhereInTheDomainAreReported() {
    diamond();
    ospf("d").routerId("0.0.0.1");
    assertThat(Solved.of(net).state().problems()).extracting(Finding::code).contains("TP5301");
  }

  @Test
  void aNeighbourWhoseInterfaceIsDownIsNamed() {
    pair(PLAIN, PLAIN, "10.0.0.1/30", "10.0.0.2/30");
    Solved base = Solved.of(net);
    assertThat(causes(base)).containsExactly("");
    assertThat(causes(base.then(Solved.down("b:e")))).containsExactly("a:e is down");
    assertThat(
            causes(
                base.then(
                    new io.towpath.network.Failure.InterfaceDown(
                        TopologyBuilder.place("b:e"), true))))
        .containsExactly("b:e passes nothing");
  }

  @Test
  void externalRoutesOfType2KeepTheirMetric() {
    diamond();
    net.router("d").discard("20.0.0.0/8");
    ospf("d").redistribute(RouteClass.STATIC, null, 2);

    assertThat(Solved.of(net).active("a", OSPF))
        .contains("ospf 20.0.0.0/8 10.0.1.1@to-b,10.0.2.1@to-c 110/20");
  }

  @Test
  void externalRoutesOfType1AddTheWay() {
    diamond();
    net.router("d").discard("20.0.0.0/8");
    ospf("d").redistribute(RouteClass.STATIC, 5L, 1);

    assertThat(Solved.of(net).active("a", OSPF))
        .contains("ospf 20.0.0.0/8 10.0.1.1@to-b,10.0.2.1@to-c 110/25");
  }

  @Test
  void ofEqualType2MetricsTheNearerOriginatorWins() {
    diamond();
    net.router("d").discard("20.0.0.0/8");
    net.router("b").discard("20.0.0.0/8");
    ospf("d").redistribute(RouteClass.STATIC, null, 2);
    ospf("b").redistribute(RouteClass.STATIC, null, 2);

    assertThat(Solved.of(net).active("a", OSPF)).contains("ospf 20.0.0.0/8 10.0.1.1@to-b 110/20");
  }

  /**
   * Routers a and b with an OSPF link and a LAN in OSPF, on which x does not speak it; b has a
   * static route over x.
   */
  private OspfBuilder besideALan(int ownCost, int costOfLink, int costOfB) {
    net.router("a").iface("lan", "10.1.0.1/24");
    net.router("b").iface("lan", "10.1.0.2/24");
    net.router("x").iface("lan", "10.1.0.3/24");
    net.segment("LAN", "a:lan", "b:lan", "x:lan");
    net.connect("a", "b", "10.0.1.0/31");
    ospf("a").routerId("0.0.0.1").broadcast("lan", ownCost, 1).on("to-b", costOfLink);
    net.router("b").route("10.7.0.0/16", "10.1.0.3");
    return ospf("b")
        .routerId("0.0.0.2")
        .broadcast("lan", costOfB, 1)
        .on("to-a", 1)
        .redistribute(RouteClass.STATIC, null, 1);
  }

  @Test
  void aForwardingAddressOnASharedLanIsReachedWithoutDetour() {
    besideALan(3, 1, 9);

    // RFC 2328 §16.4 (3): the way to 10.1.0.3 counts, 3, not that to router b, 1.
    assertThat(Solved.of(net).active("a", OSPF)).contains("ospf 10.7.0.0/16 10.1.0.3@lan 110/23");
  }

  @Test
  void waysToTheForwardingAddressThatAreEqualShareTheLoad() {
    besideALan(3, 1, 2);

    assertThat(Solved.of(net).active("a", OSPF))
        .contains("ospf 10.7.0.0/16 10.0.1.1@to-b,10.1.0.3@lan 110/23");
  }

  @Test
  void onAPassiveOrPointToPointInterfaceIosNamesNoForwardingAddress() {
    net.connect("a", "b", "10.0.1.0/31").connect("b", "x", "10.0.2.0/31");
    net.connect("b", "y", "10.0.3.0/31");
    ospf("a").routerId("0.0.0.1").on("to-b", 10);
    net.router("b").route("10.7.0.0/16", "10.0.2.1").route("10.8.0.0/16", "10.0.3.1");
    OspfBuilder b =
        ospf("b")
            .routerId("0.0.0.2")
            .on("to-a", 10)
            .passive("to-x", 7)
            .on("to-y", 9)
            .redistribute(RouteClass.STATIC, null, 1);

    assertThat(Solved.of(net).active("a", OSPF))
        .contains("ospf 10.7.0.0/16 10.0.1.1@to-b 110/30", "ospf 10.8.0.0/16 10.0.1.1@to-b 110/30");

    b.forwardingAddress(ForwardingAddress.ON_ANY_SUBNET);
    assertThat(Solved.of(net).active("a", OSPF))
        .contains("ospf 10.7.0.0/16 10.0.1.1@to-b 110/37", "ospf 10.8.0.0/16 10.0.1.1@to-b 110/39");
  }

  @Test
  void whoOwnsTheForwardingAddressDoesNotUseTheRoute() {
    besideALan(3, 1, 9);
    ospf("x").routerId("0.0.0.3").broadcast("lan", 1, 1);

    assertThat(Solved.of(net).active("x", OSPF)).noneMatch(row -> row.contains("10.7.0.0/16"));
  }

  @Test
  void aDefaultRouteHasAForwardingAddressToo() {
    besideALan(3, 1, 9).defaultOriginate(false, 1, 1);
    net.router("b").route("0.0.0.0/0", "10.1.0.3");

    assertThat(Solved.of(net).active("a", OSPF)).contains("ospf 0.0.0.0/0 10.1.0.3@lan 110/4");
  }

  @Test
  void type1IsPreferredToType2WhateverTheMetric() {
    diamond();
    net.router("b").discard("20.0.0.0/8");
    net.router("c").discard("20.0.0.0/8");
    ospf("b").redistribute(RouteClass.STATIC, 1L, 2);
    ospf("c").redistribute(RouteClass.STATIC, 500L, 1);

    assertThat(Solved.of(net).active("a", OSPF)).contains("ospf 20.0.0.0/8 10.0.2.1@to-c 110/510");
  }

  @Test
  void redistributedConnectedSubnetsLeaveOutThoseOfTheProcess() {
    diamond();
    net.router("d").iface("extra", "10.8.0.1/24");
    ospf("d").redistribute(RouteClass.CONNECTED, null, 2);

    assertThat(Solved.of(net).active("a", OSPF))
        .contains("ospf 10.8.0.0/24 10.0.1.1@to-b,10.0.2.1@to-c 110/20")
        .contains("ospf 10.9.0.0/24 10.0.1.1@to-b,10.0.2.1@to-c 110/21");
  }

  @Test
  void defaultRoutesAreNotRedistributed() {
    diamond();
    net.router("d").discard("0.0.0.0/0");
    ospf("d").redistribute(RouteClass.STATIC, null, 2);

    assertThat(Solved.of(net).active("a", OSPF)).noneMatch(r -> r.contains("0.0.0.0/0"));
  }

  @Test
  void aDefaultRouteIsOriginatedWhileThereIsOne() {
    diamond();
    ospf("d").defaultOriginate(false, 1, 2);
    assertThat(Solved.of(net).active("a", OSPF)).noneMatch(r -> r.contains("0.0.0.0/0"));

    net.router("d").discard("0.0.0.0/0");
    assertThat(Solved.of(net).active("a", OSPF))
        .contains("ospf 0.0.0.0/0 10.0.1.1@to-b,10.0.2.1@to-c 110/1");
  }

  @Test
  void whoAlwaysOriginatesADefaultInstallsNoOther() {
    diamond();
    ospf("d").defaultOriginate(true, 10, 2);
    ospf("a").defaultOriginate(true, 10, 2);

    Solved solved = Solved.of(net);
    assertThat(solved.active("a", OSPF)).noneMatch(r -> r.contains("0.0.0.0/0"));
    assertThat(solved.active("b", OSPF))
        .contains("ospf 0.0.0.0/0 10.0.1.0@to-a,10.0.3.1@to-d 110/10");
  }

  @Test
  void areasMeetAtBorderRouters() {
    net.connect("a", "b", "10.0.1.0/31")
        .connect("b", "c", "10.0.2.0/31")
        .connect("c", "d", "10.0.3.0/31");
    net.router("a").iface("lan", "10.1.0.1/24");
    net.router("d").iface("lan", "10.9.0.1/24").discard("20.0.0.0/8");
    ospf("a").routerId("0.0.0.1").on("to-b", 10, 1).on("lan", 1, 1);
    ospf("b").routerId("0.0.0.2").on("to-a", 10, 1).on("to-c", 10);
    ospf("c").routerId("0.0.0.3").on("to-b", 10).on("to-d", 10, 2);
    ospf("d").routerId("0.0.0.4").on("to-c", 10, 2).on("lan", 1, 2);
    ospf("d").redistribute(RouteClass.STATIC, null, 1);

    Solved solved = Solved.of(net);
    assertThat(solved.active("a", OSPF))
        .containsExactly(
            "ospf 10.0.2.0/31 10.0.1.1@to-b 110/20",
            "ospf 10.0.3.0/31 10.0.1.1@to-b 110/30",
            "ospf 10.9.0.0/24 10.0.1.1@to-b 110/31",
            "ospf 20.0.0.0/8 10.0.1.1@to-b 110/50");
    assertThat(solved.active("d", OSPF)).contains("ospf 10.1.0.0/24 10.0.3.0@to-c 110/31");
  }

  @Test
  void aPathWithinTheAreaIsPreferredToACheaperOneBetweenAreas() {
    net.connect("a", "b", "10.0.1.0/31").connect("a", "c", "10.0.2.0/31");
    net.connect("b", "c", "10.0.3.0/31");
    net.router("c").iface("lan", "10.9.0.1/24");
    ospf("a").routerId("0.0.0.1").on("to-b", 100).on("to-c", 1, 1);
    ospf("b").routerId("0.0.0.2").on("to-a", 100).on("to-c", 100);
    ospf("c").routerId("0.0.0.3").on("to-b", 100).on("to-a", 1, 1).on("lan", 1);

    assertThat(Solved.of(net).active("a", OSPF)).contains("ospf 10.9.0.0/24 10.0.1.1@to-b 110/201");
  }

  @Test
  void processesOfOneVrfExchangeByRedistribution() {
    net.connect("a", "b", "10.0.1.0/31").connect("b", "c", "10.0.2.0/31");
    net.router("a").iface("lan", "10.1.0.1/24");
    ospf("a").routerId("0.0.0.1").on("to-b", 10).passive("lan", 1);
    ospf("b").routerId("0.0.0.2").on("to-a", 10);
    net.router("b")
        .ospf("2")
        .routerId("0.0.0.3")
        .on("to-c", 10)
        .redistribute(new Redistribution(RouteClass.OSPF, "1", 7L, 2, null, Origin.NONE));
    ospf("c").routerId("0.0.0.4").on("to-b", 10);

    // Subnets on which the other process runs are connected at b, not OSPF's.
    assertThat(Solved.of(net).active("c", OSPF))
        .containsExactly("ospf 10.1.0.0/24 10.0.2.0@to-b 110/7");
  }

  @Test
  void aStaticRouteMayRestOnOspfAndBeRedistributedInTurn() {
    diamond();
    net.router("b").route("20.0.0.0/8", "10.9.0.1");
    ospf("b").redistribute(RouteClass.STATIC, null, 2);

    assertThat(Solved.of(net).active("b", List.of(RouteClass.STATIC)))
        .containsExactly("static 20.0.0.0/8 10.9.0.1 1/0");
    assertThat(Solved.of(net).active("a", OSPF)).contains("ospf 20.0.0.0/8 10.0.1.1@to-b 110/20");
    assertThat(Solved.of(net).forwards("b", "20.1.1.1")).containsExactly("10.0.3.1@to-d");
  }

  @Test
  void aStaticRouteBeatsOspf() {
    diamond();
    net.router("a")
        .route("10.9.0.0/24", new NextHop.Via(IpAddress.parse("10.0.2.1"), "to-c", null));

    assertThat(Solved.of(net).rows("a", "default", "10.9.0.0/24"))
        .containsExactly(
            "ospf 10.9.0.0/24 10.0.1.1@to-b,10.0.2.1@to-c 110/21 INVALID",
            "static 10.9.0.0/24 10.0.2.1@to-c 1/0 ACTIVE");
  }

  @Test
  void aPolicyOnTheDefaultNeedsARouteThatItPermits() {
    diamond();
    RoutePolicy policy =
        new RoutePolicy(
            "p",
            List.of(
                new RoutePolicy.Term(
                    10,
                    true,
                    List.of(new RoutePolicy.Match.CoveredBy(List.of(Prefix.parse("20.0.0.0/8")))),
                    List.of(new RoutePolicy.Change.Med(77)),
                    Origin.NONE)),
            Origin.NONE);
    ospf("d").defaultOriginate(true, 10, 2, policy);
    assertThat(Solved.of(net).active("a", OSPF)).noneMatch(r -> r.contains("0.0.0.0/0"));

    net.router("d").discard("20.1.0.0/16");
    assertThat(Solved.of(net).active("a", OSPF))
        .contains("ospf 0.0.0.0/0 10.0.1.1@to-b,10.0.2.1@to-c 110/77");
  }

  @Test
  void anAreaWithoutWayToTheBackboneIsReported() {
    net.connect("a", "b", "10.0.1.0/31").connect("b", "c", "10.0.2.0/31");
    ospf("a").routerId("0.0.0.1").on("to-b", 10, 1);
    ospf("b").routerId("0.0.0.2").on("to-a", 10, 1).on("to-c", 10, 2);
    ospf("c").routerId("0.0.0.3").on("to-b", 10, 2);

    Solved solved = Solved.of(net);
    assertThat(solved.active("a", OSPF)).isEmpty();
    assertThat(solved.state().problems()).extracting(Finding::code).containsExactly("TP5303");
  }
}
