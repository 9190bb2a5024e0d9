package io.towpath.routing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.Community;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import io.towpath.network.AsPathList;
import io.towpath.network.BgpOrigin;
import io.towpath.network.CommunityList;
import io.towpath.network.NextHop;
import io.towpath.network.PrefixList;
import io.towpath.network.RoutePolicy;
import io.towpath.network.RoutePolicy.Change;
import io.towpath.network.RoutePolicy.Match;
import io.towpath.network.RoutePolicy.Source;
import io.towpath.network.RoutePolicy.Term;
import io.towpath.routing.rib.RouteAttributes;
import io.towpath.routing.rib.RouteCandidate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class PolicyVerdictTest {
  private static final RouteCandidate ROUTE =
      new RouteCandidate(
          Prefix.parse("10.1.0.0/16"),
          "bgp",
          new NextHop.Via(IpAddress.parse("192.0.2.1"), "eth0", null),
          20,
          50,
          7,
          null,
          new RouteAttributes(
              "65001 65002",
              2,
              100,
              50,
              0,
              BgpOrigin.IGP,
              List.of(Community.parse("65001:1"), Community.parse("65001:2")),
              IpAddress.parse("192.0.2.1"),
              IpAddress.parse("192.0.2.1")),
          "BGP",
          Origin.NONE);

  /** A condition and whether it holds for the route. */
  record Case(Match match, boolean holds) {}

  private static PrefixList prefixes(boolean permit, String prefix, int min, int max) {
    return new PrefixList(
        "l",
        List.of(new PrefixList.Entry(5, permit, Prefix.parse(prefix), min, max, Origin.NONE)),
        Origin.NONE);
  }

  private static AsPathList path(boolean permit, String expression) {
    return new AsPathList(
        "l", List.of(new AsPathList.Entry(permit, expression, Origin.NONE)), Origin.NONE);
  }

  private static CommunityList communities(boolean permit, String... all) {
    return new CommunityList(
        "l",
        List.of(
            new CommunityList.Entry(
                permit, List.of(all).stream().map(Community::parse).toList(), null, Origin.NONE)),
        Origin.NONE);
  }

  static final List<Case> conditions =
      List.of(
          new Case(new Match.InPrefixList(List.of(prefixes(true, "10.0.0.0/8", 8, 16))), true),
          new Case(new Match.InPrefixList(List.of(prefixes(true, "10.0.0.0/8", 8, 15))), false),
          new Case(new Match.InPrefixList(List.of(prefixes(false, "10.0.0.0/8", 8, 16))), false),
          new Case(new Match.CoveredBy(List.of(Prefix.parse("10.1.0.0/16"))), true),
          new Case(new Match.CoveredBy(List.of(Prefix.parse("10.1.0.0/17"))), false),
          new Case(new Match.InAddressSet(List.of(new AddressSet.Any())), true),
          new Case(
              new Match.InAddressSet(
                  List.of(
                      new AddressSet.Wildcard(
                          IpAddress.parse("10.0.0.0"), IpAddress.parse("0.1.255.255")))),
              true),
          new Case(
              new Match.InAddressSet(
                  List.of(
                      new AddressSet.Wildcard(
                          IpAddress.parse("10.0.0.0"), IpAddress.parse("0.0.255.255")))),
              false),
          new Case(
              new Match.InAddressSet(List.of(new AddressSet.Except(new AddressSet.Any()))), false),
          new Case(new Match.InAsPathList(List.of(path(true, "^65001_"))), true),
          new Case(new Match.InAsPathList(List.of(path(true, "_65001$"))), false),
          new Case(new Match.InAsPathList(List.of(path(false, ".*"))), false),
          new Case(new Match.AsPathContains(65002), true),
          new Case(new Match.AsPathContains(6500), false),
          new Case(new Match.InCommunityList(List.of(communities(true, "65001:1")), false), true),
          new Case(new Match.InCommunityList(List.of(communities(true, "65001:1")), true), false),
          new Case(
              new Match.InCommunityList(List.of(communities(true, "65001:2", "65001:1")), true),
              true),
          new Case(new Match.InCommunityList(List.of(communities(true, "65001:3")), false), false),
          new Case(new Match.NextHopIn(List.of(prefixes(true, "192.0.2.0/24", 24, 32))), true),
          new Case(new Match.NextHopIn(List.of(prefixes(true, "192.0.3.0/24", 24, 32))), false),
          new Case(new Match.Tag(List.of(6L, 7L)), true),
          new Case(new Match.Tag(List.of(8L)), false),
          new Case(new Match.Metric(50), true),
          new Case(new Match.Metric(51), false),
          new Case(new Match.FromClass(List.of("static", "bgp")), true),
          new Case(new Match.FromClass(List.of("static")), false),
          new Case(new Match.LearnedBy(Source.EBGP), true),
          new Case(new Match.LearnedBy(Source.IBGP), false),
          new Case(new Match.OutInterface(List.of("eth0")), true),
          new Case(new Match.OutInterface(List.of("eth1")), false),
          new Case(new Match.Never(), false));

  private static RoutePolicy policy(Term... terms) {
    return new RoutePolicy("p", List.of(terms), Origin.NONE);
  }

  private static Term term(boolean permit, List<Match> matches, Change... changes) {
    return new Term(10, permit, matches, List.of(changes), Origin.NONE);
  }

  @ParameterizedTest
  @FieldSource("conditions")
  void aConditionHoldsOrNot(Case tried) {
    RoutePolicy policy = policy(term(true, List.of(tried.match())));
    assertThat(PolicyVerdict.of(policy, ROUTE, Source.EBGP).permitted()).isEqualTo(tried.holds());
  }

  @Test
  void noPolicyPermitsAndNoTermDenies() {
    assertThat(PolicyVerdict.of(null, ROUTE, Source.EBGP)).isEqualTo(PolicyVerdict.UNCHANGED);
    assertThat(PolicyVerdict.of(policy(), ROUTE, Source.EBGP).permitted()).isFalse();
  }

  @Test
  void theFirstTermThatMatchesDecides() {
    Term deny = term(false, List.of(new Match.Tag(List.of(7L))));
    assertThat(
            PolicyVerdict.of(policy(deny, term(true, List.of())), ROUTE, Source.EBGP).permitted())
        .isFalse();
    Term other = term(false, List.of(new Match.Tag(List.of(8L))));
    assertThat(
            PolicyVerdict.of(policy(other, term(true, List.of())), ROUTE, Source.EBGP).permitted())
        .isTrue();
  }

  @Test
  void allConditionsOfATermMustHold() {
    List<Match> both = List.of(new Match.Tag(List.of(7L)), new Match.Metric(1));
    assertThat(PolicyVerdict.of(policy(term(true, both)), ROUTE, Source.EBGP).permitted())
        .isFalse();
  }

  @Test
  void changesOfMetricTypeAndTagAreKept() {
    PolicyVerdict verdict =
        PolicyVerdict.of(
            policy(
                term(
                    true,
                    List.of(),
                    new Change.Med(5),
                    new Change.MedPlus(-2),
                    new Change.MetricType(1),
                    new Change.SetTag(9),
                    new Change.Weight(3))),
            ROUTE,
            Source.EBGP);

    assertThat(verdict).isEqualTo(new PolicyVerdict(true, 3L, 1, 9L));
  }

  @Test
  void aMetricIsChangedFromThatOfTheRoute() {
    PolicyVerdict verdict =
        PolicyVerdict.of(
            policy(term(true, List.of(), new Change.MedPlus(-60))), ROUTE, Source.EBGP);
    assertThat(verdict.metric()).isZero();
  }
}
