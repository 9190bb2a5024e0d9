package io.towpath.routing.bgp;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.Community;
import io.towpath.net.Finding;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import io.towpath.network.BgpOrigin;
import io.towpath.network.CommunityList;
import io.towpath.network.RoutePolicy;
import io.towpath.network.RoutePolicy.Change;
import io.towpath.network.RoutePolicy.Match;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every match and every change of a policy. */
class PolicyTest {
  private static final String PREFIX = "10.1.2.0/24";

  /**
   * A route of AS 300, path "300 301", communities 1:1 and 1:2, MED 40, sent to AS 100 from
   * 10.0.0.2; and whether a match holds of it.
   */
  private record MatchRow(String claim, Match match, boolean holds) {
    @Override
    public String toString() {
      return claim;
    }
  }

  private static Match prefix(String... entries) {
    return new Match.InPrefixList(List.of(Lab.prefixList(entries)));
  }

  private static Match path(String... entries) {
    return new Match.InAsPathList(List.of(Lab.asPathList(entries)));
  }

  private static Match community(boolean exact, String... entries) {
    return new Match.InCommunityList(List.of(Lab.communityList(entries)), exact);
  }

  private static Match communityText(String expression) {
    return new Match.InCommunityList(
        List.of(
            new CommunityList(
                "expanded",
                List.of(new CommunityList.Entry(true, List.of(), expression, Origin.NONE)),
                Origin.NONE)),
        false);
  }

  private static Match addresses(AddressSet set) {
    return new Match.InAddressSet(List.of(set));
  }

  private static AddressSet wildcard(String address, String wildcard) {
    return new AddressSet.Wildcard(IpAddress.parse(address), IpAddress.parse(wildcard));
  }

  static final List<MatchRow> MATCHES =
      List.of(
          new MatchRow("prefix list: exactly the prefix", prefix("permit 10.1.2.0/24"), true),
          new MatchRow(
              "prefix list: not a longer one without le", prefix("permit 10.1.0.0/16"), false),
          new MatchRow("prefix list: le 24 holds at 24", prefix("permit 10.1.0.0/16 24"), true),
          new MatchRow("prefix list: le 23 does not", prefix("permit 10.1.0.0/16 23"), false),
          new MatchRow(
              "prefix list: the first entry that matches decides",
              prefix("deny 10.1.2.0/24", "permit 0.0.0.0/0 32"),
              false),
          new MatchRow(
              "prefix list: an earlier permit is not undone",
              prefix("permit 10.1.2.0/24", "deny 0.0.0.0/0 32"),
              true),
          new MatchRow("prefix list: no entry denies", prefix(), false),
          new MatchRow(
              "prefix lists in one match are alternatives",
              new Match.InPrefixList(
                  List.of(Lab.prefixList(), Lab.prefixList("permit 10.1.2.0/24"))),
              true),
          new MatchRow("address set: any", addresses(new AddressSet.Any()), true),
          new MatchRow(
              "address set: the network address is inside",
              addresses(new AddressSet.Prefixes(List.of(Prefix.parse("10.1.0.0/16")))),
              true),
          new MatchRow(
              "address set: the network address alone counts, not the length",
              addresses(new AddressSet.Prefixes(List.of(Prefix.parse("10.1.2.0/30")))),
              true),
          new MatchRow(
              "address set: outside",
              addresses(new AddressSet.Prefixes(List.of(Prefix.parse("10.2.0.0/16")))),
              false),
          new MatchRow(
              "address set: wildcard bits are free",
              addresses(wildcard("10.0.2.0", "0.255.0.0")),
              true),
          new MatchRow(
              "address set: other bits are not",
              addresses(wildcard("10.0.3.0", "0.255.0.0")),
              false),
          new MatchRow(
              "address set: except", addresses(new AddressSet.Except(new AddressSet.Any())), false),
          new MatchRow(
              "covered by: inside",
              new Match.CoveredBy(List.of(Prefix.parse("10.1.0.0/16"))),
              true),
          new MatchRow(
              "covered by: equal", new Match.CoveredBy(List.of(Prefix.parse("10.1.2.0/24"))), true),
          new MatchRow(
              "covered by: wider is not inside",
              new Match.CoveredBy(List.of(Prefix.parse("10.1.2.0/25"))),
              false),
          new MatchRow("AS path: border at the beginning", path("permit ^300_"), true),
          new MatchRow("AS path: border at the end", path("permit _301$"), true),
          new MatchRow("AS path: border between ASNs", path("permit ^300_301$"), true),
          new MatchRow("AS path: a border is no digit", path("permit _30_"), false),
          new MatchRow("AS path: classes and repetition", path("permit ^[0-9]+_3?01$"), true),
          new MatchRow("AS path: empty only", path("permit ^$"), false),
          new MatchRow("AS path: first entry decides", path("deny _300_", "permit .*"), false),
          new MatchRow("AS path contains", new Match.AsPathContains(301), true),
          new MatchRow("AS path does not contain", new Match.AsPathContains(30), false),
          new MatchRow("community: one of the route's", community(false, "permit 1:1"), true),
          new MatchRow("community: all of an entry", community(false, "permit 1:1 1:2"), true),
          new MatchRow(
              "community: one of an entry is missing", community(false, "permit 1:1 1:3"), false),
          new MatchRow(
              "community: exact and there are others", community(true, "permit 1:1"), false),
          new MatchRow("community: exact", community(true, "permit 1:1 1:2"), true),
          new MatchRow(
              "community: internet is in every route", community(false, "permit internet"), true),
          new MatchRow(
              "community: first entry decides", community(false, "deny 1:2", "permit 1:1"), false),
          new MatchRow("community: expression", communityText("_1:[2-3]_"), true),
          new MatchRow("community: expression over all of them", communityText("^1:1 1:2$"), true),
          new MatchRow("community: expression that fails", communityText("2:."), false),
          new MatchRow(
              "next hop: as a host prefix",
              new Match.NextHopIn(List.of(Lab.prefixList("permit 10.0.0.0/24 32"))),
              true),
          new MatchRow(
              "next hop: another",
              new Match.NextHopIn(List.of(Lab.prefixList("permit 10.0.1.0/24 32"))),
              false),
          new MatchRow("MED equals", new Match.Metric(40), true),
          new MatchRow("MED differs", new Match.Metric(0), false),
          new MatchRow("tags are not sent", new Match.Tag(List.of(7L)), false),
          new MatchRow("learned from eBGP", new Match.LearnedBy(RoutePolicy.Source.EBGP), true),
          new MatchRow(
              "not learned from iBGP", new Match.LearnedBy(RoutePolicy.Source.IBGP), false),
          new MatchRow("never", new Match.Never(), false));

  @ParameterizedTest
  @FieldSource("MATCHES")
  void match(MatchRow row) {
    RoutePolicy policy =
        Lab.policy("p", Lab.term(10, true, List.of(row.match()), new Change.LocalPreference(777)));
    BgpRoute route = Lab.best(imported(policy), 0, PREFIX);

    assertThat(route != null).isEqualTo(row.holds());
    if (route != null) {
      assertThat(route.localPreference()).isEqualTo(777);
    }
  }

  private static BgpState imported(RoutePolicy... policies) {
    Lab lab = new Lab();
    int router = lab.speaker("router", 100);
    int peer = lab.speaker("peer", 300);
    lab.session(
        router,
        side -> List.of(policies).forEach(side::imports),
        peer,
        side -> side.exports(Lab.permit("out", new Change.Med(40))));
    lab.announce(
        peer,
        PREFIX,
        new Change.Prepend(List.of(301L)),
        new Change.SetTag(7),
        new Change.Communities(Lab.communities("1:2", "1:1"), false));
    return lab.solve();
  }

  /** A change on import of the same route, and what the route is then. */
  private record ChangeRow(String claim, List<Change> changes, Predicate<BgpRoute> then) {
    static ChangeRow of(String claim, Change change, Predicate<BgpRoute> then) {
      return new ChangeRow(claim, List.of(change), then);
    }

    @Override
    public String toString() {
      return claim;
    }
  }

  static final List<ChangeRow> CHANGES =
      List.of(
          ChangeRow.of(
              "local preference", new Change.LocalPreference(5), r -> r.localPreference() == 5),
          ChangeRow.of("weight", new Change.Weight(9), r -> r.weight() == 9),
          ChangeRow.of("MED", new Change.Med(0), r -> r.hasMed() && r.med() == 0),
          ChangeRow.of("MED plus", new Change.MedPlus(2), r -> r.med() == 42),
          ChangeRow.of("MED minus", new Change.MedPlus(-2), r -> r.med() == 38),
          ChangeRow.of("MED stops at 0", new Change.MedPlus(-50), r -> r.med() == 0),
          ChangeRow.of(
              "MED stops at 2^32 - 1",
              new Change.MedPlus(4_294_967_295L),
              r -> r.med() == 4_294_967_295L),
          ChangeRow.of(
              "prepend",
              new Change.Prepend(List.of(5L, 6L)),
              r -> r.asPath().toString().equals("5 6 300 301")),
          ChangeRow.of(
              "prepend last",
              new Change.PrependLast(2),
              r -> r.asPath().toString().equals("300 300 300 301")),
          ChangeRow.of(
              "replace ASN",
              new Change.ReplaceAsn(301, 9),
              r -> r.asPath().toString().equals("300 9")),
          ChangeRow.of(
              "set communities",
              new Change.Communities(Lab.communities("3:3"), false),
              r -> r.communities().equals(Lab.communities("3:3"))),
          ChangeRow.of(
              "add communities, sorted, each once",
              new Change.Communities(Lab.communities("0:9", "1:2"), true),
              r -> r.communities().equals(Lab.communities("0:9", "1:1", "1:2"))),
          ChangeRow.of(
              "remove communities of a list",
              new Change.RemoveCommunities(Lab.communityList("permit 1:1")),
              r -> r.communities().equals(Lab.communities("1:2"))),
          ChangeRow.of(
              "a list entry of two communities removes neither (IOS-XE)",
              new Change.RemoveCommunities(Lab.communityList("permit 1:1 1:2")),
              r -> r.communities().size() == 2),
          ChangeRow.of(
              "remove all communities",
              new Change.RemoveCommunities(null),
              r -> r.communities().isEmpty()),
          ChangeRow.of(
              "next hop",
              new Change.SetNextHop(Lab.address("10.0.0.77")),
              r -> r.nextHop().equals(Lab.address("10.0.0.77"))),
          new ChangeRow(
              "next hop peer, after another",
              List.of(
                  new Change.SetNextHop(Lab.address("10.0.0.77")), new Change.NextHopPeerOrSelf()),
              r -> r.nextHop().equals(Lab.address("10.0.0.2"))),
          ChangeRow.of(
              "origin", new Change.SetOrigin(BgpOrigin.EGP), r -> r.origin() == BgpOrigin.EGP),
          ChangeRow.of("tag", new Change.SetTag(4_000_000_000L), r -> r.tag() == 4_000_000_000L),
          ChangeRow.of(
              "OSPF metric type means nothing here", new Change.MetricType(1), r -> r.med() == 40));

  @ParameterizedTest
  @FieldSource("CHANGES")
  void change(ChangeRow row) {
    BgpState state = imported(new RoutePolicy("p", List.of(term(row.changes())), Origin.NONE));

    assertThat(Lab.best(state, 0, PREFIX)).isNotNull().matches(row.then());
  }

  private static RoutePolicy.Term term(List<Change> changes) {
    return new RoutePolicy.Term(10, true, List.of(), changes, Origin.NONE);
  }

  @Test
  void noTermDenies() {
    BgpState state = imported(Lab.policy("empty"));
    assertThat(state.adjRibIn(0))
        .singleElement()
        .satisfies(row -> assertThat(row.keptOut()).isEqualTo(DecisionStep.POLICY_DENIED))
        .satisfies(row -> assertThat(row.detail()).isEqualTo("empty, no term matches"))
        .satisfies(row -> assertThat(row.accepted()).isNull())
        .satisfies(row -> assertThat(row.received().med()).isEqualTo(40));
  }

  @Test
  void theFirstTermThatMatchesDecides() {
    RoutePolicy policy =
        Lab.policy(
            "p",
            Lab.term(10, true, List.of(new Match.Metric(1)), new Change.LocalPreference(1)),
            Lab.term(20, true, List.of(), new Change.LocalPreference(2)),
            Lab.term(30, false, List.of()));
    assertThat(Lab.best(imported(policy), 0, PREFIX))
        .isNotNull()
        .extracting(BgpRoute::localPreference)
        .isEqualTo(2L);
  }

  @Test
  void aDenyingTermIsNamed() {
    RoutePolicy first = Lab.permit("first", new Change.Med(7));
    RoutePolicy second =
        Lab.policy(
            "second",
            Lab.term(10, false, List.of(new Match.Metric(7), path("permit _301_"))),
            Lab.term(20, true, List.of()));
    assertThat(imported(first, second).adjRibIn(0))
        .singleElement()
        .extracting(ReceivedRoute::detail)
        .isEqualTo("second term 10");
  }

  @Test
  void policiesOfAnEndAllApplyEachSeeingWhatTheOneBeforeDid() {
    RoutePolicy prepend = Lab.permit("prepend", new Change.Prepend(List.of(99L)));
    RoutePolicy ifPrepended =
        Lab.policy(
            "if", Lab.term(10, true, List.of(path("permit ^99_")), new Change.LocalPreference(3)));
    assertThat(Lab.best(imported(prepend, ifPrepended), 0, PREFIX))
        .isNotNull()
        .extracting(BgpRoute::localPreference)
        .isEqualTo(3L);
  }

  @Test
  void whatIsNotEligibleIsListedButNotUsed() {
    // R92: copies from another gateway are shown and take no part.
    BgpState state = imported(Lab.permit("copy", new Change.NotEligible("copy for the list")));

    assertThat(state.adjRibIn(0))
        .singleElement()
        .satisfies(row -> assertThat(row.accepted()).isNotNull())
        .satisfies(row -> assertThat(row.keptOut()).isEqualTo(DecisionStep.NOT_ELIGIBLE))
        .satisfies(row -> assertThat(row.detail()).isEqualTo("copy for the list"));
    LocRibEntry entry = state.locRib(0, Prefix.parse(PREFIX));
    assertThat(entry).isNotNull();
    assertThat(entry.best()).isNull();
    assertThat(entry.step()).isEqualTo(DecisionStep.NOT_ELIGIBLE);
    assertThat(state.bestOf(state.classOf(Prefix.parse(PREFIX)), 0)).isNull();
  }

  @Test
  void originationsAreTestedByClassTagAndInterface() {
    Lab lab = new Lab();
    int router = lab.speaker("router", 100);
    RoutePolicy policy =
        Lab.policy(
            "redistributed",
            Lab.term(
                10,
                true,
                List.of(
                    new Match.FromClass(List.of("ospf")),
                    new Match.Tag(List.of(7L)),
                    new Match.OutInterface(List.of("Gi1", "Gi2"))),
                new Change.Communities(List.of(new Community(5)), false)));
    for (String source : List.of("ospf", "static")) {
      for (int tag = 7; tag <= 8; tag++) {
        for (String iface : List.of("Gi2", "Gi3")) {
          lab.announce(
              router,
              new Origination(
                  Prefix.parse("10.%d.%s.0/24".formatted(tag, source.length() + iface.charAt(2))),
                  source,
                  20,
                  tag,
                  BgpOrigin.INCOMPLETE,
                  policy,
                  null,
                  iface,
                  Origin.NONE));
        }
      }
    }
    BgpState state = lab.solve();

    assertThat(state.locRib(router))
        .singleElement()
        .extracting(LocRibEntry::prefix)
        .isEqualTo(Prefix.parse("10.7.54.0/24"));
  }

  @Test
  void exportsMayAskForTheClassOfOwnRoutes() {
    Lab lab = new Lab();
    int router = lab.speaker("router", 100);
    int peer = lab.speaker("peer", 200);
    lab.session(
        router,
        side ->
            side.exports(
                Lab.policy(
                    "connected",
                    Lab.term(10, true, List.of(new Match.FromClass(List.of("connected")))))),
        peer,
        side -> {});
    lab.announce(
        router, Origination.network(Prefix.parse("10.1.0.0/16"), "connected", Origin.NONE));
    lab.announce(router, Origination.network(Prefix.parse("10.2.0.0/16"), "static", Origin.NONE));
    BgpState state = lab.solve();

    assertThat(Lab.path(state, peer, "10.1.0.0/16")).isEqualTo("100");
    assertThat(Lab.path(state, peer, "10.2.0.0/16")).isEqualTo("none");
  }

  @Test
  void whatCannotBeComputedIsReported() {
    Lab lab = new Lab();
    int router = lab.speaker("router", 100);
    int peer = lab.speaker("peer", 200);
    lab.session(
        router,
        side ->
            side.imports(
                Lab.policy(
                    "p",
                    Lab.term(
                        10,
                        true,
                        List.of(path("permit (unclosed")),
                        new Change.TranslatePrefix(
                            Prefix.parse("10.1.0.0/16"), Prefix.parse("10.2.0.0/16"))),
                    Lab.term(20, true, List.of(new Match.OutInterface(List.of("Gi1")))))),
        peer,
        side -> {});
    assertThat(lab.topology().findings())
        .extracting(Finding::code)
        .containsExactly("TP5101", "TP5102", "TP5103");
    assertThat(lab.topology().findings())
        .allSatisfy(
            finding -> {
              assertThat(finding.message()).matches("[A-Z].*\\.");
              assertThat(finding.fix()).matches("[A-Z].*\\.");
            });
  }
}
