package io.towpath.routing.bgp;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.AddressFamily;
import io.towpath.net.Finding;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.BgpOrigin;
import io.towpath.network.BgpPeer.NextHopMode;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.BgpSpeaker.MultipathAsPath;
import io.towpath.network.RouteClass;
import io.towpath.network.RoutePolicy;
import io.towpath.network.RoutePolicy.Change;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What a speaker tells its peers. */
class AdvertisementTest {
  private static final String PREFIX = "203.0.113.0/24";
  private final Lab lab = new Lab();

  /**
   * A next hop as it is sent.
   *
   * @param learned ASN of the peer that the route came from (100 = iBGP), 0 = own route
   * @param peer ASN that it is sent to
   */
  private record Hop(
      String claim,
      long learned,
      long peer,
      NextHopMode mode,
      @Nullable Prefix shared,
      String hop) {
    @Override
    public String toString() {
      return claim;
    }
  }

  private static final String SELF = "10.0.1.1";
  private static final String FROM = "10.0.0.2";

  static final List<Hop> HOPS =
      List.of(
          new Hop("RFC 4271 5.1.3 2: eBGP, self", 200, 300, NextHopMode.DEFAULT, null, SELF),
          new Hop("RFC 4271 5.1.3 2: own route to eBGP", 0, 300, NextHopMode.DEFAULT, null, SELF),
          new Hop("RFC 4271 5.1.3 1: iBGP keeps", 200, 100, NextHopMode.DEFAULT, null, FROM),
          new Hop("RFC 4271 5.1.3 1: own route to iBGP", 0, 100, NextHopMode.DEFAULT, null, SELF),
          new Hop("next-hop-self to iBGP", 200, 100, NextHopMode.SELF, null, SELF),
          new Hop("iBGP route to eBGP, self", 100, 300, NextHopMode.DEFAULT, null, SELF),
          new Hop("next-hop-unchanged to eBGP", 200, 300, NextHopMode.UNCHANGED, null, FROM),
          new Hop("own route unchanged is self", 0, 300, NextHopMode.UNCHANGED, null, SELF),
          new Hop(
              "RFC 4271 5.1.3 2: third party on the shared subnet",
              200,
              300,
              NextHopMode.DEFAULT,
              Prefix.parse("10.0.0.0/16"),
              FROM),
          new Hop(
              "third party not on the shared subnet",
              200,
              300,
              NextHopMode.DEFAULT,
              Prefix.parse("10.0.1.0/24"),
              SELF),
          new Hop(
              "next-hop-self on the shared subnet",
              200,
              300,
              NextHopMode.SELF,
              Prefix.parse("10.0.0.0/16"),
              SELF));

  @ParameterizedTest
  @FieldSource("HOPS")
  void nextHop(Hop row) {
    int router = lab.speaker("router", 100);
    int source = lab.speaker("source", row.learned() == 0 ? 999 : row.learned());
    int peer = lab.speaker("peer", row.peer());
    lab.session(router, source);
    int out = lab.session(router, side -> side.nextHop(row.mode()), peer, side -> {}, row.shared());
    lab.announce(row.learned() == 0 ? router : source, PREFIX);

    assertThat(lab.solve().adjRibOut(2 * out))
        .singleElement()
        .extracting(BgpRoute::nextHop)
        .isEqualTo(Lab.address(row.hop()));
  }

  @Test
  void redistributedRoutesKeepTheirNextHopTowardsIBgp() {
    int router = lab.speaker("router", 100);
    int internal = lab.speaker("internal", 100);
    int out = lab.session(router, internal);
    lab.announce(
        router,
        new Origination(
            Prefix.parse(PREFIX),
            RouteClass.OSPF,
            20,
            0,
            BgpOrigin.INCOMPLETE,
            null,
            Lab.address("192.168.7.7"),
            null,
            Origin.NONE));

    assertThat(lab.solve().adjRibOut(2 * out))
        .singleElement()
        .satisfies(r -> assertThat(r.nextHop()).isEqualTo(Lab.address("192.168.7.7")))
        .satisfies(r -> assertThat(r.med()).isEqualTo(20));
  }

  @Test
  void theBestPathIsNotSentBackOverItsSession() {
    int router = lab.speaker("router", 100);
    int peer = lab.speaker("peer", 200);
    int session = lab.session(router, peer);
    lab.announce(peer, PREFIX);
    BgpState state = lab.solve();

    assertThat(state.adjRibOut(2 * session)).isEmpty();
    assertThat(state.adjRibOut(2 * session + 1)).hasSize(1);
  }

  @Test
  void oneUpdateForSeveralPeersGoesBackWhereTheirAsnIsReplaced() {
    int router = lab.speaker("router", 100);
    int first = lab.speaker("first", 200);
    int second = lab.speaker("second", 200);
    int back = lab.session(router, Lab.Side::asOverride, first, side -> {});
    int on = lab.session(router, Lab.Side::asOverride, second, side -> {});
    lab.announce(first, PREFIX);
    BgpState state = lab.solve();

    assertThat(state.adjRibOut(2 * on)).hasSize(1);
    assertThat(state.adjRibOut(2 * back))
        .singleElement()
        .satisfies(route -> assertThat(route.asPath().toString()).isEqualTo("100 100"));
  }

  @Test
  void peersThatAreToldDifferentThingsDoNotShareAnUpdate() {
    int router = lab.speaker("router", 100);
    int first = lab.speaker("first", 200);
    int second = lab.speaker("second", 200);
    int back = lab.session(router, Lab.Side::asOverride, first, side -> {});
    lab.session(router, side -> side.asOverride().nextHop(NextHopMode.UNCHANGED), second, s -> {});
    lab.announce(first, PREFIX);

    assertThat(lab.solve().adjRibOut(2 * back)).isEmpty();
  }

  @Test
  void eachOfThreePeersThatShareAnUpdateIsSentItsOwnBack() {
    int router = lab.speaker("router", 100);
    int[] sessions = new int[3];
    for (int i = 0; i < sessions.length; i++) {
      int peer = lab.speaker("peer" + i, 200);
      sessions[i] = lab.session(router, Lab.Side::asOverride, peer, side -> {});
      lab.announce(peer, "198.51.10" + i + ".0/24");
    }
    BgpState state = lab.solve();

    for (int session : sessions) {
      assertThat(state.adjRibOut(2 * session)).hasSize(sessions.length);
    }
  }

  @Test
  void medOfOneNeighbourIsNotPassedToAnother() {
    int origin = lab.speaker("origin", 200);
    int edge = lab.speaker("edge", 100);
    int inside = lab.speaker("inside", 100);
    int other = lab.speaker("other", 300);
    lab.session(origin, side -> side.exports(Lab.permit("med", new Change.Med(70))), edge, s -> {});
    lab.session(edge, inside);
    int toOther = lab.session(edge, other);
    lab.announce(origin, PREFIX);
    lab.announce(edge, "198.51.100.0/24", new Change.Med(30));
    BgpState state = lab.solve();

    assertThat(Lab.best(state, inside, PREFIX)).isNotNull().matches(r -> r.med() == 70);
    assertThat(state.adjRibOut(2 * toOther))
        .extracting(r -> r.prefix() + " " + r.hasMed() + " " + r.med())
        .containsExactly("198.51.100.0/24 true 30", PREFIX + " false 0");
  }

  /** What IOS-XE and FRR do; RFC 4271 §5.1.4 leaves it open for routes of the own AS. */
  @Test
  void medOfARouteThatCameByIbgpIsNotSentToAnotherAs() {
    int inside = lab.speaker("inside", 100);
    int edge = lab.speaker("edge", 100);
    int other = lab.speaker("other", 300);
    lab.session(inside, edge);
    int out = lab.session(edge, other);
    lab.announce(inside, PREFIX, new Change.Med(30));

    assertThat(lab.solve().adjRibOut(2 * out)).singleElement().matches(r -> !r.hasMed());
  }

  /** A community on a route, and whether it reaches an iBGP and an eBGP peer. */
  private record WellKnown(String community, boolean internal, boolean external) {}

  static final List<WellKnown> WELL_KNOWN =
      List.of(
          new WellKnown("no-export", true, false),
          new WellKnown("no-advertise", false, false),
          new WellKnown("local-as", true, false),
          new WellKnown("100:1", true, true));

  @ParameterizedTest
  @FieldSource("WELL_KNOWN")
  void wellKnownCommunitiesBind(WellKnown row) {
    int router = lab.speaker("router", 100);
    int internal = lab.speaker("internal", 100);
    int external = lab.speaker("external", 200);
    lab.session(router, internal);
    lab.session(router, external);
    lab.announce(router, PREFIX, new Change.Communities(Lab.communities(row.community()), false));
    BgpState state = lab.solve();

    assertThat(Lab.best(state, internal, PREFIX) != null).isEqualTo(row.internal());
    assertThat(Lab.best(state, external, PREFIX) != null).isEqualTo(row.external());
  }

  @Test
  void aCommunitySetOnTheWayOutBindsTheReceiverOnly() {
    int router = lab.speaker("router", 100);
    int peer = lab.speaker("peer", 200);
    int next = lab.speaker("next", 300);
    RoutePolicy mark =
        Lab.permit("mark", new Change.Communities(Lab.communities("no-export"), true));
    lab.session(router, side -> side.exports(mark), peer, side -> {});
    lab.session(peer, next);
    lab.announce(router, PREFIX);
    BgpState state = lab.solve();

    assertThat(Lab.path(state, peer, PREFIX)).isEqualTo("100");
    assertThat(Lab.path(state, next, PREFIX)).isEqualTo("none");
  }

  @Test
  void communitiesAreSentOnlyIfAskedFor() {
    int router = lab.speaker("router", 100);
    int with = lab.speaker("with", 200);
    int without = lab.speaker("without", 300);
    lab.session(router, with);
    lab.session(router, Lab.Side::withoutCommunities, without, side -> {});
    lab.announce(router, PREFIX, new Change.Communities(Lab.communities("1:1"), false));
    BgpState state = lab.solve();

    assertThat(Lab.best(state, with, PREFIX)).isNotNull().matches(r -> r.communities().size() == 1);
    assertThat(Lab.best(state, without, PREFIX))
        .isNotNull()
        .matches(r -> r.communities().isEmpty());
  }

  @Test
  void localPreferenceWeightAndTagStayWhereTheyBelong() {
    int edge = lab.speaker("edge", 100);
    int inside = lab.speaker("inside", 100);
    int outside = lab.speaker("outside", 200);
    int origin = lab.speaker("origin", 300);
    lab.session(
        edge,
        side ->
            side.weight(50)
                .imports(Lab.permit("in", new Change.LocalPreference(333), new Change.SetTag(9))),
        origin,
        side -> {});
    lab.session(edge, inside);
    lab.session(edge, outside);
    lab.announce(origin, PREFIX);
    BgpState state = lab.solve();

    assertThat(Lab.best(state, edge, PREFIX))
        .isNotNull()
        .matches(r -> r.weight() == 50 && r.localPreference() == 333 && r.tag() == 9);
    assertThat(Lab.best(state, inside, PREFIX))
        .isNotNull()
        .matches(r -> r.weight() == 0 && r.localPreference() == 333 && r.tag() == 0);
    assertThat(Lab.best(state, outside, PREFIX))
        .isNotNull()
        .matches(r -> r.weight() == 0 && r.localPreference() == 100);
  }

  @Test
  void defaultOriginateNeedsNoRouteAndPassesExportPolicies() {
    int router = lab.speaker("router", 100);
    int peer = lab.speaker("peer", 200);
    int other = lab.speaker("other", 300);
    int after = lab.speaker("after", 400);
    lab.session(
        router,
        side ->
            side.exports(Lab.policy("nothing"))
                .defaultOriginate(Lab.permit("med", new Change.Med(5))),
        peer,
        side -> {});
    lab.session(router, other);
    lab.session(peer, after);
    BgpState state = lab.solve();

    assertThat(Lab.best(state, peer, "0.0.0.0/0"))
        .isNotNull()
        .matches(r -> r.med() == 5 && r.asPath().toString().equals("100"));
    assertThat(Lab.path(state, after, "0.0.0.0/0")).isEqualTo("200 100");
    assertThat(Lab.path(state, other, "0.0.0.0/0")).isEqualTo("none");
    assertThat(Lab.path(state, router, "0.0.0.0/0")).isEqualTo("none");
  }

  @Test
  void aDefaultPolicyThatDeniesSendsNoDefault() {
    int router = lab.speaker("router", 100);
    int peer = lab.speaker("peer", 200);
    lab.session(router, side -> side.defaultOriginate(Lab.policy("no")), peer, side -> {});

    assertThat(Lab.path(lab.solve(), peer, "0.0.0.0/0")).isEqualTo("none");
  }

  @Test
  void aggregatesFollowTheirContributors() {
    int left = lab.speaker("left", 200);
    int router = lab.speaker("router", 100);
    int right = lab.speaker("right", 300);
    int link = lab.session(left, router);
    lab.session(router, right);
    lab.announce(left, "10.1.1.0/24");
    lab.aggregate(router, "10.1.0.0/16", false, false);
    lab.aggregate(router, "10.0.0.0/8", false, false);
    lab.aggregate(router, "10.2.0.0/16", false, false);
    BgpTopology topology = lab.topology();
    BgpState up = BgpEngine.solve(topology, lab.inputs(), null, SolveOptions.DEFAULT);
    BgpState down = BgpEngine.solve(topology, lab.down(link).inputs(), up, SolveOptions.DEFAULT);

    assertThat(prefixes(up, right)).containsExactly("10.0.0.0/8", "10.1.0.0/16", "10.1.1.0/24");
    assertThat(Lab.best(up, right, "10.1.0.0/16"))
        .isNotNull()
        .matches(r -> r.asPath().toString().equals("100"));
    assertThat(Lab.best(up, router, "10.1.0.0/16"))
        .isNotNull()
        .matches(r -> r.aggregate() && r.weight() == 32768);
    assertThat(prefixes(down, right)).isEmpty();
  }

  @Test
  void aggregateThatIsEqualToARouteDoesNotContributeToItself() {
    int left = lab.speaker("left", 200);
    int router = lab.speaker("router", 100);
    lab.session(left, router);
    lab.announce(left, "10.1.0.0/16");
    lab.aggregate(router, "10.1.0.0/16", false, false);

    assertThat(Lab.best(lab.solve(), router, "10.1.0.0/16"))
        .isNotNull()
        .matches(r -> !r.aggregate());
  }

  @Test
  void summaryOnlyHidesContributorsFromAllPeersButKeepsThem() {
    int left = lab.speaker("left", 200);
    int router = lab.speaker("router", 100);
    int right = lab.speaker("right", 300);
    lab.session(left, router);
    lab.session(router, right);
    lab.announce(left, "10.1.1.0/24");
    lab.announce(left, "10.2.1.0/24");
    lab.aggregate(router, "10.1.0.0/16", true, false);
    BgpState state = lab.solve();

    assertThat(prefixes(state, right)).containsExactly("10.1.0.0/16", "10.2.1.0/24");
    assertThat(prefixes(state, router))
        .containsExactly("10.1.0.0/16", "10.1.1.0/24", "10.2.1.0/24");
  }

  @Test
  void asSetCombinesPathsCommunitiesAndOrigin() {
    int router = lab.speaker("router", 100);
    int right = lab.speaker("right", 900);
    int transit = lab.speaker("transit", 200);
    lab.session(transit, router);
    lab.session(router, right);
    for (int i = 0; i < 2; i++) {
      int origin = lab.speaker("origin" + i, 301 + i);
      lab.session(origin, transit);
      lab.announce(
          origin,
          "10.1." + i + ".0/24",
          new Change.Communities(Lab.communities("1:" + i), false),
          new Change.SetOrigin(i == 0 ? BgpOrigin.IGP : BgpOrigin.INCOMPLETE));
    }
    lab.aggregate(router, "10.1.0.0/16", true, true);

    assertThat(Lab.best(lab.solve(), right, "10.1.0.0/16"))
        .isNotNull()
        .satisfies(r -> assertThat(r.asPath()).hasToString("100 200 {301,302}"))
        .satisfies(r -> assertThat(r.communities()).isEqualTo(Lab.communities("1:0", "1:1")))
        .satisfies(r -> assertThat(r.origin()).isEqualTo(BgpOrigin.INCOMPLETE));
  }

  /** RFC 4271 §9.2.2.2: INCOMPLETE before EGP before IGP, with and without an AS set. */
  @Test
  void anAggregateHasTheWorstOriginOfItsContributors() {
    int router = lab.speaker("router", 100);
    int right = lab.speaker("right", 900);
    lab.session(router, right);
    lab.announce(router, "10.1.0.0/24", new Change.SetOrigin(BgpOrigin.IGP));
    lab.announce(router, "10.1.1.0/24", new Change.SetOrigin(BgpOrigin.EGP));
    lab.announce(router, "10.2.0.0/24", new Change.SetOrigin(BgpOrigin.INCOMPLETE));
    lab.announce(router, "10.3.0.0/24", new Change.SetOrigin(BgpOrigin.IGP));
    lab.aggregate(router, "10.0.0.0/15", false, false);
    lab.aggregate(router, "10.0.0.0/14", false, false);
    lab.aggregate(router, "10.3.0.0/16", false, false);
    BgpState state = lab.solve();

    assertThat(origin(state, right, "10.0.0.0/15")).isEqualTo(BgpOrigin.EGP);
    assertThat(origin(state, right, "10.0.0.0/14")).isEqualTo(BgpOrigin.INCOMPLETE);
    assertThat(origin(state, right, "10.3.0.0/16")).isEqualTo(BgpOrigin.IGP);
  }

  private static @Nullable BgpOrigin origin(BgpState state, int speaker, String prefix) {
    BgpRoute best = Lab.best(state, speaker, prefix);
    return best == null ? null : best.origin();
  }

  /** RFC 4271 §5.1.4: it is not sent on, but policies match what stands in the table. */
  @Test
  void aPolicyTowardsAnotherAsSeesTheMedThatIsNotSent() {
    RoutePolicy policy =
        Lab.policy(
            "by MED",
            Lab.term(
                10,
                true,
                List.of(new RoutePolicy.Match.Metric(30)),
                new Change.SetOrigin(BgpOrigin.EGP)),
            Lab.term(20, true, List.of()));
    int inside = lab.speaker("inside", 100);
    int router = lab.speaker("router", 100);
    int outside = lab.speaker("outside", 200);
    lab.session(inside, router);
    lab.session(router, side -> side.exports(policy), outside, side -> {});
    lab.announce(inside, "10.1.0.0/24", new Change.Med(30));
    lab.announce(inside, "10.2.0.0/24", new Change.Med(31));
    BgpState state = lab.solve();

    assertThat(origin(state, outside, "10.1.0.0/24")).isEqualTo(BgpOrigin.EGP);
    assertThat(origin(state, outside, "10.2.0.0/24")).isEqualTo(BgpOrigin.IGP);
    assertThat(Lab.best(state, outside, "10.1.0.0/24")).isNotNull().matches(r -> !r.hasMed());
  }

  @Test
  void prefixLimitCountsWhatIsAcceptedAfterPolicy() {
    int router = lab.speaker("router", 100);
    int peer = lab.speaker("peer", 200);
    RoutePolicy some =
        Lab.policy(
            "some",
            Lab.term(
                10,
                true,
                List.of(new RoutePolicy.Match.CoveredBy(List.of(Prefix.parse("10.0.0.0/8"))))));
    lab.session(router, side -> side.imports(some).limit(2, false), peer, s -> s.limit(9, true));
    for (String prefix : List.of("10.1.0.0/16", "10.2.0.0/16", "192.0.2.0/24")) {
      lab.announce(peer, prefix);
    }
    assertThat(lab.solve().exceededLimits()).isEmpty();

    lab.announce(peer, "10.3.0.0/16");
    assertThat(lab.solve().exceededLimits()).containsExactly(new ExceededLimit(0, 2, 3, false));
  }

  @Test
  void prefixLimitIsForgottenWhileTheSessionIsDown() {
    int router = lab.speaker("router", 100);
    int peer = lab.speaker("peer", 200);
    int session = lab.session(router, side -> side.limit(1, true), peer, side -> {});
    lab.announce(peer, "10.1.0.0/16");
    lab.announce(peer, "10.2.0.0/16");
    BgpTopology topology = lab.topology();
    BgpInputs inputs = lab.inputs();
    BgpState up = BgpEngine.solve(topology, inputs, null, SolveOptions.DEFAULT);
    BgpState down = BgpEngine.solve(topology, lab.down(session).inputs(), up, SolveOptions.DEFAULT);
    BgpState again = BgpEngine.solve(topology, inputs, down, SolveOptions.DEFAULT);

    assertThat(up.exceededLimits()).containsExactly(new ExceededLimit(0, 1, 2, true));
    assertThat(down.exceededLimits()).isEmpty();
    assertThat(again.exceededLimits()).isEqualTo(up.exceededLimits());
  }

  @Test
  void multipathTakesPathsThatAreEqualUpToTheCost() {
    int router = lab.speaker("router", 100, o -> multipath(2, 1, MultipathAsPath.SAME_LENGTH));
    int[] peers = {
      lab.speaker("p0", 200), lab.speaker("p1", 300), lab.speaker("p2", 400), lab.speaker("p3", 500)
    };
    int origin = lab.speaker("origin", 900);
    for (int peer : peers) {
      lab.session(router, peer);
      lab.session(peer, origin);
    }
    lab.announce(origin, PREFIX);
    BgpState state = lab.solve();
    SelectedPaths paths = state.bestOf(state.classOf(Prefix.parse(PREFIX)), router);

    assertThat(paths).isNotNull();
    assertThat(paths.size()).isEqualTo(2);
    assertThat(List.of(paths.nextHop(0), paths.nextHop(1)))
        .extracting(Ipv4Address::new)
        .containsExactly(Lab.address("10.0.0.2"), Lab.address("10.0.2.2"));
    assertThat(state.pathsOf(router, Prefix.parse(PREFIX)))
        .extracting(r -> r.asPath().toString())
        .containsExactly("200 900", "300 900");
    LocRibEntry entry = state.locRib(router, Prefix.parse(PREFIX));
    assertThat(entry).isNotNull();
    assertThat(entry.paths())
        .extracting(LocRibEntry.Path::step)
        .containsExactly(
            DecisionStep.OLDEST, DecisionStep.MULTIPATH, DecisionStep.OLDEST, DecisionStep.OLDEST);
  }

  @Test
  void multipathWithoutRelaxNeedsTheSamePath() {
    int router = lab.speaker("router", 100, o -> multipath(4, 1, MultipathAsPath.SAME));
    int one = lab.speaker("one", 200);
    int same = lab.speaker("same", 200);
    int other = lab.speaker("other", 300);
    int origin = lab.speaker("origin", 900);
    for (int peer : new int[] {one, same, other}) {
      lab.session(router, peer);
      lab.session(peer, origin);
    }
    lab.announce(origin, PREFIX);

    assertThat(lab.solve().pathsOf(router, Prefix.parse(PREFIX)))
        .extracting(r -> r.asPath().toString())
        .containsExactly("200 900", "200 900");
  }

  /** FRR compares the neighbour's ASN where IOS-XE compares the path. */
  @Test
  void multipathOfFrrNeedsTheSameNeighbouringAs() {
    for (MultipathAsPath paths : MultipathAsPath.values()) {
      Lab net = new Lab();
      int router = net.speaker("router", 100, o -> multipath(4, 1, paths));
      for (int i = 0; i < 3; i++) {
        int peer = net.speaker("peer" + i, i < 2 ? 200 : 300);
        int origin = net.speaker("origin" + i, 900 + i);
        net.session(router, peer);
        net.session(peer, origin);
        net.announce(origin, PREFIX);
      }
      assertThat(net.solve().pathsOf(router, Prefix.parse(PREFIX)))
          .extracting(r -> r.asPath().toString())
          .isEqualTo(expected(paths));
    }
  }

  private static List<String> expected(MultipathAsPath paths) {
    return switch (paths) {
      case SAME -> List.of("200 900");
      case SAME_NEIGHBOUR -> List.of("200 900", "200 901");
      case SAME_LENGTH -> List.of("200 900", "200 901", "300 902");
    };
  }

  @Test
  void multipathOfIBgpHasItsOwnLimit() {
    int router = lab.speaker("router", 100, o -> multipath(1, 2, MultipathAsPath.SAME_LENGTH));
    for (int i = 0; i < 3; i++) {
      lab.announce(lab.speaker("inside" + i, 100), PREFIX);
      lab.session(router, i + 1);
    }
    assertThat(lab.solve().pathsOf(router, Prefix.parse(PREFIX))).hasSize(2);
  }

  @Test
  void onlyTheBestPathIsSent() {
    int router = lab.speaker("router", 100, o -> multipath(4, 1, MultipathAsPath.SAME_LENGTH));
    int origin = lab.speaker("origin", 900);
    int after = lab.speaker("after", 800);
    for (int i = 0; i < 3; i++) {
      int peer = lab.speaker("peer" + i, 200 + i);
      lab.session(router, peer);
      lab.session(peer, origin);
    }
    int out = lab.session(router, after);
    lab.announce(origin, PREFIX);

    assertThat(lab.solve().adjRibOut(2 * out)).hasSize(1);
  }

  @Test
  void multihopNextHopsAreAskedForAndConnectedOnesAreNot() {
    int router = lab.speaker("router", 100);
    int near = lab.speaker("near", 200);
    int far = lab.speaker("far", 300);
    lab.session(router, near);
    lab.session(router, Lab.Side::multihop, far, Lab.Side::multihop);
    lab.announce(near, "10.1.0.0/16");
    lab.announce(far, "10.2.0.0/16");
    lab.metrics((speaker, nextHop) -> -1);
    BgpState state = lab.solve();

    assertThat(Lab.path(state, router, "10.1.0.0/16")).isEqualTo("200");
    LocRibEntry entry = state.locRib(router, Prefix.parse("10.2.0.0/16"));
    assertThat(entry).isNotNull();
    assertThat(entry.step()).isEqualTo(DecisionStep.NEXT_HOP_UNREACHABLE);
    assertThat(entry.best()).isNull();
  }

  @Test
  void ownAddressAsNextHopIsNotUsed() {
    int router = lab.speaker("router", 100);
    int peer = lab.speaker("peer", 200);
    lab.session(
        router,
        side -> {},
        peer,
        side -> side.exports(Lab.permit("hop", new Change.SetNextHop(Lab.address("10.0.0.1")))));
    lab.announce(peer, PREFIX);

    assertThat(Lab.path(lab.solve(), router, PREFIX)).isEqualTo("none");
  }

  @Test
  void sessionsOverIpv6CarryNothingAndAreReported() {
    int router = lab.speaker("router", 100);
    int peer = lab.speaker("peer", 200);
    int other = lab.speaker("other", 300);
    lab.session(router, s -> s.address("2001:db8::1"), peer, s -> s.address("2001:db8::2"));
    lab.session(router, s -> s.family(AddressFamily.IPV6), other, s -> {});
    lab.announce(router, PREFIX);
    BgpState state = lab.solve();

    assertThat(Lab.path(state, peer, PREFIX)).isEqualTo("none");
    assertThat(Lab.path(state, other, PREFIX)).isEqualTo("none");
    assertThat(state.topology().findings()).extracting(Finding::code).containsExactly("TP5105");
  }

  private static List<String> prefixes(BgpState state, int speaker) {
    return state.locRib(speaker).stream().map(entry -> entry.prefix().toString()).toList();
  }

  private static BgpSpeaker.Options multipath(int external, int internal, MultipathAsPath paths) {
    return new BgpSpeaker.Options(
        external, internal, paths, true, false, false, 100, null, 20, 200, 200);
  }
}
