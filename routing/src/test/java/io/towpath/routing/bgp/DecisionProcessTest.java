package io.towpath.routing.bgp;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.Prefix;
import io.towpath.network.BgpOrigin;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.RoutePolicy.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Each step of the decision process alone, and at its border. */
class DecisionProcessTest {
  private static final String PREFIX = "203.0.113.0/24";
  private static final long OWN = 100;

  /** A path that the router under test receives; what is not said is equal for all paths. */
  private record Path(
      long asn,
      int weight,
      long localPreference,
      int prepended,
      BgpOrigin origin,
      long med,
      long cost,
      String peer,
      String routerId) {

    static final Path PLAIN = new Path(200, 0, 100, 0, BgpOrigin.IGP, 0, 0, "10.9.0.5", "2.2.2.5");

    Path from(long other) {
      return new Path(other, weight, localPreference, prepended, origin, med, cost, peer, routerId);
    }

    Path weight(int value) {
      return new Path(asn, value, localPreference, prepended, origin, med, cost, peer, routerId);
    }

    Path localPreference(long value) {
      return new Path(asn, weight, value, prepended, origin, med, cost, peer, routerId);
    }

    Path prepended(int times) {
      return new Path(asn, weight, localPreference, times, origin, med, cost, peer, routerId);
    }

    Path origin(BgpOrigin value) {
      return new Path(asn, weight, localPreference, prepended, value, med, cost, peer, routerId);
    }

    Path med(long value) {
      return new Path(asn, weight, localPreference, prepended, origin, value, cost, peer, routerId);
    }

    Path cost(long value) {
      return new Path(asn, weight, localPreference, prepended, origin, med, value, peer, routerId);
    }

    Path peer(String address) {
      return new Path(
          asn, weight, localPreference, prepended, origin, med, cost, address, routerId);
    }

    Path routerId(String id) {
      return new Path(asn, weight, localPreference, prepended, origin, med, cost, peer, id);
    }
  }

  /** Paths, of which the first must win, and the step that decides. */
  private record Row(
      String claim,
      UnaryOperator<BgpSpeaker.Options> options,
      DecisionStep step,
      List<Path> paths) {
    static Row of(String claim, DecisionStep step, Path... paths) {
      return new Row(claim, options -> options, step, List.of(paths));
    }

    static Row of(
        String claim, UnaryOperator<BgpSpeaker.Options> options, DecisionStep step, Path... paths) {
      return new Row(claim, options, step, List.of(paths));
    }

    @Override
    public String toString() {
      return claim;
    }
  }

  private static final Path P = Path.PLAIN;
  private static final Path OTHER = P.peer("10.9.0.9").routerId("2.2.2.9");
  private static final Path LOW = P.peer("10.9.0.1").routerId("2.2.2.1");

  private static BgpSpeaker.Options compareRouterId(BgpSpeaker.Options o) {
    return options(o, false, true);
  }

  private static BgpSpeaker.Options alwaysCompareMed(BgpSpeaker.Options o) {
    return options(o, true, false);
  }

  private static BgpSpeaker.Options options(
      BgpSpeaker.Options o, boolean alwaysCompareMed, boolean compareRouterId) {
    return new BgpSpeaker.Options(
        o.maximumPathsExternal(),
        o.maximumPathsInternal(),
        o.multipathAsPath(),
        o.multipathSelf(),
        alwaysCompareMed,
        compareRouterId,
        o.defaultLocalPreference(),
        o.clusterId(),
        o.externalDistance(),
        o.internalDistance(),
        o.localDistance());
  }

  static final List<Row> ROWS =
      List.of(
          Row.of("a single path needs no step", DecisionStep.ONLY_PATH, P),
          Row.of(
              "IOS-XE: the higher weight wins before anything else",
              DecisionStep.WEIGHT,
              P.weight(1).localPreference(1).prepended(3).origin(BgpOrigin.INCOMPLETE),
              LOW),
          Row.of(
              "IOS-XE: weight goes up to 65535",
              DecisionStep.WEIGHT,
              P.weight(65535),
              LOW.weight(65534)),
          Row.of(
              "RFC 4271 9.1.1: the higher LOCAL_PREF wins over a shorter path",
              DecisionStep.LOCAL_PREFERENCE,
              P.localPreference(101).prepended(5),
              LOW),
          Row.of(
              "RFC 4271 5.1.5: LOCAL_PREF is an unsigned number of 32 bits",
              DecisionStep.LOCAL_PREFERENCE,
              P.localPreference(4_294_967_295L),
              LOW.localPreference(2_147_483_647L)),
          Row.of(
              "RFC 4271 9.1.2.2 a: fewer ASNs win over a better ORIGIN",
              DecisionStep.AS_PATH_LENGTH,
              P.origin(BgpOrigin.INCOMPLETE),
              LOW.prepended(1)),
          Row.of(
              "RFC 4271 9.1.2.2 b: IGP is better than EGP",
              DecisionStep.ORIGIN,
              P.med(50),
              LOW.origin(BgpOrigin.EGP)),
          Row.of(
              "RFC 4271 9.1.2.2 b: EGP is better than INCOMPLETE",
              DecisionStep.ORIGIN,
              P.origin(BgpOrigin.EGP).med(50),
              LOW.origin(BgpOrigin.INCOMPLETE)),
          Row.of(
              "RFC 4271 9.1.2.2 c: the lower MED of one neighbouring AS wins",
              DecisionStep.MED,
              P.med(10),
              LOW.med(11)),
          Row.of(
              "RFC 4271 9.1.2.2 c: MED of different neighbouring ASs is not compared",
              DecisionStep.OLDEST,
              LOW.med(11),
              P.from(300).med(10)),
          Row.of(
              "IOS-XE always-compare-med: MED of different neighbouring ASs is compared",
              DecisionProcessTest::alwaysCompareMed,
              DecisionStep.MED,
              P.from(300).med(10),
              LOW.med(11)),
          Row.of(
              "RFC 4271 9.1.2.2 c: MED is an unsigned number of 32 bits",
              DecisionStep.MED,
              P.med(2_147_483_647L),
              LOW.med(4_294_967_295L)),
          Row.of(
              "deterministic MED: a path beaten by MED does not beat a third one",
              DecisionProcessTest::compareRouterId,
              DecisionStep.ROUTER_ID,
              P.from(300).routerId("2.2.2.3"),
              P.med(10).routerId("2.2.2.4").peer("10.9.0.6"),
              LOW.med(20)),
          Row.of(
              "RFC 4271 9.1.2.2 d: eBGP is preferred to iBGP of lower cost",
              DecisionStep.EXTERNAL_OVER_INTERNAL,
              P,
              LOW.from(OWN).prepended(1).cost(0)),
          Row.of(
              "RFC 4271 9.1.2.2 e: the nearer next hop wins",
              DecisionStep.IGP_METRIC,
              P.from(OWN).cost(10),
              LOW.from(OWN).cost(11)),
          Row.of(
              "IOS-XE: the oldest eBGP path wins before the BGP identifier is looked at",
              DecisionStep.OLDEST,
              P.peer("10.9.0.1").routerId("2.2.2.9"),
              P.peer("10.9.0.2").routerId("2.2.2.1")),
          Row.of(
              "IOS-XE: the age of iBGP paths does not matter",
              DecisionStep.ROUTER_ID,
              P.from(OWN).peer("10.9.0.2").routerId("2.2.2.1"),
              P.from(OWN).peer("10.9.0.1").routerId("2.2.2.9")),
          Row.of(
              "RFC 4271 9.1.2.2 f: the lower BGP identifier wins",
              DecisionProcessTest::compareRouterId,
              DecisionStep.ROUTER_ID,
              P.peer("10.9.0.2").routerId("2.2.2.1"),
              P.peer("10.9.0.1").routerId("2.2.2.9")),
          Row.of(
              "RFC 4271 9.1.2.2 f: identifiers are unsigned",
              DecisionProcessTest::compareRouterId,
              DecisionStep.ROUTER_ID,
              P.peer("10.9.0.2").routerId("127.0.0.1"),
              P.peer("10.9.0.1").routerId("128.0.0.1")),
          Row.of(
              "RFC 4271 9.1.2.2 g: of two sessions with one router the lower peer address wins",
              DecisionProcessTest::compareRouterId,
              DecisionStep.PEER_ADDRESS,
              P.peer("10.9.0.1"),
              P.peer("10.9.0.2")),
          Row.of(
              "RFC 4271 9.1.2.2 g: peer addresses are unsigned",
              DecisionProcessTest::compareRouterId,
              DecisionStep.PEER_ADDRESS,
              P.peer("9.9.0.1"),
              P.peer("192.0.2.1")),
          Row.of(
              "RFC 4271 9.1.2: an unreachable next hop is no candidate",
              DecisionStep.ONLY_PATH,
              P.from(OWN).cost(5),
              LOW.from(OWN).cost(-1).localPreference(500)));

  @ParameterizedTest
  @FieldSource("ROWS")
  void theFirstPathWinsAtTheNamedStep(Row row) {
    // In the order given and the other way round: the order of arrival has no meaning.
    for (List<Path> paths : List.of(row.paths(), row.paths().reversed())) {
      LocRibEntry entry = decide(row.options(), paths);

      assertThat(entry.best()).as("best of %s", entry).isNotNull();
      assertThat(entry.best().peer()).isEqualTo(Lab.address(row.paths().getFirst().peer()));
      assertThat(entry.step()).isEqualTo(row.step());
      assertThat(entry.paths()).hasSameSizeAs(paths);
    }
  }

  @Test
  void everyLoserNamesTheStepAtWhichItLost() {
    LocRibEntry entry =
        decide(
            DecisionProcessTest::compareRouterId,
            List.of(
                P.routerId("2.2.2.1").peer("10.9.0.1"),
                P.routerId("2.2.2.2").peer("10.9.0.2"),
                P.med(1).peer("10.9.0.3"),
                P.origin(BgpOrigin.EGP).peer("10.9.0.4"),
                P.prepended(1).peer("10.9.0.5"),
                P.localPreference(99).peer("10.9.0.6"),
                LOW.from(OWN).prepended(1).peer("10.9.0.7")));

    assertThat(entry.paths())
        .extracting(LocRibEntry.Path::step)
        .containsExactly(
            DecisionStep.ROUTER_ID,
            DecisionStep.ROUTER_ID,
            DecisionStep.EXTERNAL_OVER_INTERNAL,
            DecisionStep.MED,
            DecisionStep.ORIGIN,
            DecisionStep.AS_PATH_LENGTH,
            DecisionStep.LOCAL_PREFERENCE);
    assertThat(entry.step()).isEqualTo(DecisionStep.ROUTER_ID);
  }

  @Test
  void lettersAreThoseOfTheStandard() {
    assertThat(
            List.of(
                DecisionStep.AS_PATH_LENGTH,
                DecisionStep.ORIGIN,
                DecisionStep.MED,
                DecisionStep.EXTERNAL_OVER_INTERNAL,
                DecisionStep.IGP_METRIC,
                DecisionStep.ROUTER_ID,
                DecisionStep.PEER_ADDRESS))
        .extracting(DecisionStep::letter)
        .containsExactly("a", "b", "c", "d", "e", "f", "g");
  }

  @Test
  void ownRouteWinsByItsWeight() {
    LocRibEntry entry = decideWithOwn(List.of(P.localPreference(500)));

    assertThat(entry.best().peer()).isNull();
    assertThat(entry.step()).isEqualTo(DecisionStep.WEIGHT);
  }

  @Test
  void ownRouteWinsOverALearnedOneOfItsWeightAndLocalPreference() {
    LocRibEntry entry = decideWithOwn(List.of(P.weight(32768)));

    assertThat(entry.best().peer()).isNull();
    assertThat(entry.step()).isEqualTo(DecisionStep.LOCALLY_ORIGINATED);
  }

  private static LocRibEntry decideWithOwn(List<Path> paths) {
    Lab lab = new Lab();
    int router = build(lab, options -> options, paths);
    lab.announce(router, PREFIX);
    return entry(lab.solve(), router);
  }

  private static LocRibEntry decide(UnaryOperator<BgpSpeaker.Options> options, List<Path> paths) {
    Lab lab = new Lab();
    return entry(solve(lab, build(lab, options, paths), paths), 0);
  }

  private static BgpState solve(Lab lab, int router, List<Path> paths) {
    lab.metrics(
        (speaker, nextHop) ->
            paths.stream()
                .filter(p -> speaker == router && Lab.address(p.peer()).bits() == nextHop)
                .mapToLong(Path::cost)
                .findFirst()
                .orElse(0));
    return lab.solve();
  }

  private static LocRibEntry entry(BgpState state, int router) {
    LocRibEntry entry = state.locRib(router, Prefix.parse(PREFIX));
    if (entry == null) {
      throw new AssertionError("the router knows nothing of " + PREFIX);
    }
    return entry;
  }

  /** The router under test is speaker 0; each path comes from a speaker of its own. */
  private static int build(Lab lab, UnaryOperator<BgpSpeaker.Options> options, List<Path> paths) {
    int router = lab.speaker("router", OWN, options);
    for (int i = 0; i < paths.size(); i++) {
      Path path = paths.get(i);
      int neighbour = lab.speaker("neighbour" + i, path.asn());
      lab.routerId(neighbour, path.routerId());
      List<Long> prepended = new ArrayList<>();
      for (int p = 0; p < path.prepended(); p++) {
        prepended.add(path.asn() == OWN ? 200L : path.asn());
      }
      lab.announce(
          neighbour, PREFIX, new Change.Prepend(prepended), new Change.SetOrigin(path.origin()));
      lab.session(
          router,
          side ->
              side.imports(
                  Lab.permit(
                      "in",
                      new Change.Weight(path.weight()),
                      new Change.LocalPreference(path.localPreference()))),
          neighbour,
          side -> side.address(path.peer()).exports(Lab.permit("out", new Change.Med(path.med()))));
    }
    return router;
  }
}
