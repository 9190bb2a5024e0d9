package io.towpath.routing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.BgpOrigin;
import io.towpath.network.BgpSpeaker.Install;
import io.towpath.network.Failure;
import io.towpath.network.NextHop;
import io.towpath.network.Node;
import io.towpath.network.Precedence;
import io.towpath.network.Precedence.Condition;
import io.towpath.network.Precedence.Outcome;
import io.towpath.network.Precedence.Relation;
import io.towpath.network.Route;
import io.towpath.network.RouteClass;
import io.towpath.network.RouteExchange;
import io.towpath.network.RouteExchange.NextHopRule;
import io.towpath.network.RouteExchange.RankTerm;
import io.towpath.network.RouteExchange.ShownRule;
import io.towpath.network.RouteLayer;
import io.towpath.network.RoutePolicy;
import io.towpath.network.Vrf;
import io.towpath.network.VrfRef;
import io.towpath.routing.rib.RibRoute;
import io.towpath.routing.rib.RouteAttributes;
import io.towpath.routing.rib.RouteCandidate;
import io.towpath.testkit.networks.TopologyBuilder;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayersTest {
  private static final Precedence ROWS =
      new Precedence(
          false,
          List.of(
              new Precedence.Row(
                  List.of("user"),
                  Condition.ALWAYS,
                  Relation.SAME,
                  List.of("gateway", "system"),
                  Outcome.INVALID,
                  "R34")));

  private final TopologyBuilder net = new TopologyBuilder();

  private static Route route(String prefix, String routeClass, NextHop nextHop) {
    return Route.of(Prefix.parse(prefix), routeClass, nextHop, Origin.NONE);
  }

  /** Two gateways learn 10.9.0.0/24 of one customer each and fill the layer "learned". */
  private void gateways() {
    for (String name : List.of("g1", "g2")) {
      int n = name.charAt(1) - '0';
      net.connect(name, "ce" + n, "10.0." + n + ".0/31");
      net.router("ce" + n).iface("lan", "10.9.0." + n + "/24");
      net.router(name)
          .bgp(65515)
          .routerId("0.0.0." + n)
          .install(Install.NONE)
          .neighbour("10.0." + n + ".1", 65001);
      net.router("ce" + n)
          .bgp(65001)
          .routerId("0.0.1." + n)
          .neighbour("10.0." + n + ".0", 65515)
          .network("10.9.0.0/24");
    }
    net.layer(new RouteLayer("learned", List.of()));
    net.layer(
        new RouteLayer(
            "system",
            List.of(
                route("10.1.0.0/16", "system", new NextHop.Deliver("vnet", null, null)),
                route("10.0.0.0/8", "system", new NextHop.Discard(true, null)))));
    net.layer(
        new RouteLayer(
            "table",
            List.of(
                route(
                    "10.9.0.0/24",
                    "user",
                    new NextHop.Port("vnet", IpAddress.parse("10.1.0.4"), null)))));
    net.router("fabric").iface("edge").vrf("s1", ROWS, "system", "learned");
    net.router("fabric").vrf("s2", ROWS, "system", "table", "learned");
    net.router("fabric").vrf("s3", ROWS, "system", "learned");
  }

  private void exchange(String from, NextHopRule nextHop, RankTerm... rank) {
    net.exchange(
        new RouteExchange(
            from + " into learned",
            new VrfRef(from, "default"),
            List.of(RouteClass.BGP, RouteClass.STATIC),
            null,
            "learned",
            "gateway",
            List.of(rank),
            nextHop,
            new ShownRule("Gateway", null, false),
            Origin.NONE));
  }

  private static final NextHopRule EDGE = new NextHopRule.Unchanged("edge");

  private static RankTerm kind(int value) {
    return new RankTerm.Constant(value, "kind of gateway (R36)");
  }

  @Test
  void aLayerHoldsWhatItsSourcesLearned() {
    gateways();
    exchange("g1", EDGE, kind(0));

    Solved solved = Solved.of(net);
    assertThat(solved.active("fabric", "s1"))
        .containsExactly(
            "system 10.0.0.0/8 discard 0/0",
            "system 10.1.0.0/16 vnet 0/0",
            "gateway 10.9.0.0/24 10.0.1.1@edge 0/0");
    RouteCandidate learned = solved.state().layer("learned").routes().getFirst();
    assertThat(learned.attributes()).isNotNull();
    assertThat(learned.attributes().asPath()).isEqualTo("65001");
    assertThat(learned.nextHop().shown()).isNotNull();
    assertThat(learned.nextHop().shown().addresses()).containsExactly("10.0.1.1");
    assertThat(solved.forwards("fabric", "s1", "10.9.0.7")).containsExactly("10.0.1.1@edge");
    assertThat(solved.forwards("fabric", "s1", "10.1.0.7")).containsExactly("deliver vnet");
    assertThat(solved.forwards("fabric", "s1", "10.2.0.7")).containsExactly("drop silently");
  }

  @Test
  void aUserRouteOverridesByItsRow() {
    gateways();
    exchange("g1", EDGE, kind(0));

    assertThat(Solved.of(net).rows("fabric", "s2", "10.9.0.0/24"))
        .containsExactly(
            "gateway 10.9.0.0/24 10.0.1.1@edge 0/0 INVALID",
            "user 10.9.0.0/24 vnet:10.1.0.4 0/0 ACTIVE");
  }

  @Test
  void equalRanksShareTheLoad() {
    gateways();
    exchange("g1", EDGE, kind(0), new RankTerm.AsPathLength());
    exchange("g2", EDGE, kind(0), new RankTerm.AsPathLength());

    assertThat(Solved.of(net).active("fabric", "s1"))
        .contains("gateway 10.9.0.0/24 10.0.1.1@edge,10.0.2.1@edge 0/0");
  }

  @Test
  void aNextHopThatSeveralExchangesBringIsUsedOnce() {
    gateways();
    NextHopRule fixed =
        new NextHopRule.Fixed(new NextHop.Port("vnet", IpAddress.parse("10.1.0.9"), null));
    exchange("g1", fixed, kind(0));
    exchange("g2", fixed, kind(0));

    assertThat(Solved.of(net).active("fabric", "s1"))
        .contains("gateway 10.9.0.0/24 vnet:10.1.0.9 0/0");
  }

  @Test
  void theLowerRankWinsAndTheLoserSaysWhy() {
    gateways();
    exchange("g1", EDGE, kind(1));
    exchange("g2", EDGE, kind(0));

    Solved solved = Solved.of(net);
    assertThat(solved.active("fabric", "s1")).contains("gateway 10.9.0.0/24 10.0.2.1@edge 0/0");
    assertThat(solved.state().layer("learned").outranked())
        .extracting(r -> Solved.text(r) + ": " + r.why().text())
        .containsExactly(
            "gateway 10.9.0.0/24 10.0.1.1@edge 0/0: g2 into learned is preferred by kind of"
                + " gateway (R36)");
    assertThat(solved.state().rib(solved.vrf("fabric", "s1")).absent()).hasSize(1);
  }

  @Test
  void theFirstTermThatDiffersDecides() {
    gateways();
    exchange("g1", EDGE, kind(0), new RankTerm.AsPathLength(), kind(5));
    exchange("g2", EDGE, kind(0), new RankTerm.AsPathLength(), kind(4));

    assertThat(Solved.of(net).active("fabric", "s1"))
        .contains("gateway 10.9.0.0/24 10.0.2.1@edge 0/0");
  }

  @Test
  void aStoppedSourceOffersNothingAndTheOtherTakesOver() {
    gateways();
    exchange("g1", EDGE, kind(0));
    exchange("g2", EDGE, kind(1));
    Solved base = Solved.of(net);

    assertThat(base.active("fabric", "s1")).contains("gateway 10.9.0.0/24 10.0.1.1@edge 0/0");
    Solved stopped = base.then(new Failure.NodeDown("g1"));
    assertThat(stopped.active("fabric", "s1")).contains("gateway 10.9.0.0/24 10.0.2.1@edge 0/0");
    assertThat(stopped.then().active("fabric", "s1")).isEqualTo(base.active("fabric", "s1"));
  }

  @Test
  void staticRoutesOfTheSourceAreTakenAndItsOwnSubnetsAreNot() {
    gateways();
    net.router("g1").route("20.0.0.0/8", "10.0.1.1");
    exchange("g1", new NextHopRule.SourcePort("vnet", IpAddress.parse("10.1.0.9")), kind(0));

    assertThat(Solved.of(net).active("fabric", "s1"))
        .filteredOn(r -> r.startsWith("gateway"))
        .containsExactly(
            "gateway 10.9.0.0/24 vnet:10.1.0.9 0/0", "gateway 20.0.0.0/8 vnet:10.1.0.9 0/0");
  }

  @Test
  void theOwnerOfTheBgpNextHopIsTheNextHop() {
    gateways();
    exchange("g1", new NextHopRule.OwnerPort("vnet"), kind(0));

    assertThat(Solved.of(net).active("fabric", "s1"))
        .filteredOn(r -> r.startsWith("gateway"))
        .containsExactly("gateway 10.9.0.0/24 vnet:10.0.1.1 0/0");
  }

  @Test
  void whatASourceOriginatesItselfIsNotTaken() {
    gateways();
    net.router("g1").bgp(65515).originate("10.1.0.0/16");
    exchange("g1", EDGE, kind(0));

    assertThat(Solved.of(net).active("fabric", "s1"))
        .filteredOn(r -> r.startsWith("gateway"))
        .containsExactly("gateway 10.9.0.0/24 10.0.1.1@edge 0/0");
  }

  @Test
  void aRouteOverAnInterfaceThatIsDownIsAbsent() {
    gateways();
    exchange("g1", EDGE, kind(0));
    Solved down = Solved.of(net).then(Solved.down("fabric:edge"));

    assertThat(down.active("fabric", "s1")).noneMatch(r -> r.startsWith("gateway"));
    assertThat(down.state().rib(down.vrf("fabric", "s1")).absent())
        .extracting(r -> r.why().text())
        .containsExactly("edge is down");
  }

  @Test
  void vrfsWithTheSameLayersShareOneTable() {
    gateways();
    exchange("g1", EDGE, kind(0));
    Solved solved = Solved.of(net);

    assertThat(solved.state().rib(solved.vrf("fabric", "s3")))
        .isSameAs(solved.state().rib(solved.vrf("fabric", "s1")))
        .isNotSameAs(solved.state().rib(solved.vrf("fabric", "s2")));
  }

  @Test
  void tablesThatAFailureDoesNotTouchAreShared() {
    gateways();
    exchange("g1", EDGE, kind(0));
    Solved base = Solved.of(net);
    Solved elsewhere = base.then(Solved.down("ce2:lan"));

    for (String vrf : List.of("s1", "s2")) {
      assertThat(elsewhere.state().rib(elsewhere.vrf("fabric", vrf)))
          .isSameAs(base.state().rib(base.vrf("fabric", vrf)));
    }
    assertThat(elsewhere.state().sameTable(base.vrf("g1"), base.state())).isTrue();
    assertThat(elsewhere.state().sameTable(base.vrf("ce2"), base.state())).isFalse();
  }

  /** The row stays, and is shown as it was learned; only packets do not get there. */
  @Test
  void aPortOutOfReachTakesNoPackets() {
    gateways();
    exchange("g1", new NextHopRule.OwnerPort("elsewhere"), kind(0));
    net.router("fabric").node(LayersTest::reachingTheVnetOnly);
    Solved solved = Solved.of(net);

    assertThat(solved.forwards("fabric", "s1", "10.9.0.7")).containsExactly("drop silently");
    assertThat(solved.forwards("fabric", "s3", "10.9.0.7")).containsExactly("elsewhere:10.0.1.1");
    assertThat(solved.active("fabric", "s1"))
        .contains("gateway 10.9.0.0/24 elsewhere:10.0.1.1 0/0");
  }

  private static Node.Builder reachingTheVnetOnly(Node.Builder fabric) {
    List<Vrf> vrfs =
        fabric.build().vrfs().stream()
            .map(vrf -> vrf.name().equals("s1") ? vrf.reaching(List.of("vnet")) : vrf)
            .toList();
    return fabric.vrfs(vrfs);
  }

  @Test
  void anUnknownLayerIsEmpty() {
    gateways();
    assertThat(Solved.of(net).state().layer("nothing").routes()).isEmpty();
  }

  @Test
  void aPolicyFiltersWhatIsExchanged() {
    gateways();
    net.router("g1").route("20.0.0.0/8", "10.0.1.1");
    net.exchange(
        new RouteExchange(
            "filtered",
            new VrfRef("g1", "default"),
            List.of(RouteClass.BGP, RouteClass.STATIC),
            new io.towpath.network.RoutePolicy(
                "bgp only",
                List.of(
                    new io.towpath.network.RoutePolicy.Term(
                        10,
                        true,
                        List.of(
                            new io.towpath.network.RoutePolicy.Match.LearnedBy(
                                io.towpath.network.RoutePolicy.Source.EBGP)),
                        List.of(),
                        Origin.NONE)),
                Origin.NONE),
            "learned",
            "gateway",
            List.of(),
            EDGE,
            null,
            Origin.NONE));

    assertThat(Solved.of(net).state().layer("learned").routes())
        .extracting(RouteCandidate::prefix)
        .containsExactly(Prefix.parse("10.9.0.0/24"));
  }

  @Test
  void invalidRowsAreNotForwardedBy() {
    gateways();
    exchange("g1", EDGE, kind(0));
    Solved solved = Solved.of(net);

    assertThat(solved.forwards("fabric", "s2", "10.9.0.7")).containsExactly("vnet:10.1.0.4");
    RibRoute match =
        solved.state().rib(solved.vrf("fabric", "s2")).match(IpAddress.parse("10.9.0.7"));
    assertThat(match).isNotNull();
    assertThat(match.routeClass()).isEqualTo("user");
    assertThat(match.why().rule()).isEqualTo("R34");
  }

  @Test
  void routesOfDaemonsMakeTheTableThatTheEnginesOwnRoutesMake() {
    gateways();
    exchange("g1", EDGE, kind(0));
    exchange("g2", EDGE, kind(1));
    Solved solved = Solved.of(net);

    LayeredRoutes.Result result =
        LayeredRoutes.of(solved.engine().topology())
            .select(new BitSet(), exchange -> List.of(heard(exchange.from().node())));

    for (String vrf : List.of("s1", "s2", "s3")) {
      VrfRef ref = new VrfRef("fabric", vrf);
      var table = solved.state().rib(solved.vrf("fabric", vrf));
      assertThat(result.routes(ref)).isNotEmpty().isEqualTo(table.routes());
      assertThat(result.absent(ref)).isNotEmpty().isEqualTo(table.absent());
    }
  }

  /** What a gateway's daemon says about 10.9.0.0/24. */
  private static ExchangedRoute heard(String gateway) {
    int n = gateway.charAt(1) - '0';
    IpAddress customer = IpAddress.parse("10.0." + n + ".1");
    return ExchangedRoute.learned(
        Prefix.parse("10.9.0.0/24"),
        customer,
        0,
        new RouteAttributes("65001", 1, 100, 0, 0, BgpOrigin.IGP, List.of(), customer, customer),
        RoutePolicy.Source.EBGP);
  }
}
