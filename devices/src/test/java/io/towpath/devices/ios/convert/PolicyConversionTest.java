package io.towpath.devices.ios.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.Community;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import io.towpath.network.BgpOrigin;
import io.towpath.network.RoutePolicy;
import io.towpath.network.RoutePolicy.Change;
import io.towpath.network.RoutePolicy.Match;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class PolicyConversionTest {

  record SetRow(String line, Change change) {
    @Override
    public String toString() {
      return line;
    }
  }

  static final List<SetRow> sets =
      List.of(
          new SetRow("local-preference 200", new Change.LocalPreference(200)),
          new SetRow("metric 50", new Change.Med(50)),
          new SetRow("metric +5", new Change.MedPlus(5)),
          new SetRow("metric -5", new Change.MedPlus(-5)),
          new SetRow("weight 10", new Change.Weight(10)),
          new SetRow(
              "as-path prepend 65000 65000 1.1",
              new Change.Prepend(List.of(65000L, 65000L, 65537L))),
          new SetRow("as-path prepend last-as 2", new Change.PrependLast(2)),
          new SetRow(
              "community 65000:1 no-export additive",
              new Change.Communities(
                  List.of(Community.parse("65000:1"), Community.NO_EXPORT), true)),
          new SetRow(
              "community 65000:1",
              new Change.Communities(List.of(Community.parse("65000:1")), false)),
          new SetRow("community none", new Change.RemoveCommunities(null)),
          new SetRow("ip next-hop 10.0.0.1", new Change.SetNextHop(IpAddress.parse("10.0.0.1"))),
          new SetRow("ip next-hop peer-address", new Change.NextHopPeerOrSelf()),
          new SetRow("ip next-hop self", new Change.NextHopPeerOrSelf()),
          new SetRow("origin incomplete", new Change.SetOrigin(BgpOrigin.INCOMPLETE)),
          new SetRow("tag 7", new Change.SetTag(7)),
          new SetRow("metric-type type-1", new Change.MetricType(1)));

  @ParameterizedTest
  @FieldSource("sets")
  void setStatements(SetRow row) {
    assertThat(map("route-map M permit 10", " set " + row.line).terms().getFirst().changes())
        .containsExactly(row.change);
  }

  record MatchRow(String line, List<Match> matches) {
    @Override
    public String toString() {
      return line;
    }
  }

  static final List<MatchRow> matches =
      List.of(
          new MatchRow("tag 7 8", List.of(new Match.Tag(List.of(7L, 8L)))),
          new MatchRow("metric 5", List.of(new Match.Metric(5))),
          new MatchRow(
              "interface Gi1 Loopback 0",
              List.of(new Match.OutInterface(List.of("GigabitEthernet1", "Loopback0")))),
          new MatchRow(
              "source-protocol static connected",
              List.of(new Match.FromClass(List.of("static", "connected", "local")))),
          new MatchRow("ip address prefix-list NOPE", List.of()),
          new MatchRow("ip address NOPE", List.of()),
          new MatchRow("ip address 1 NOPE", List.of()),
          new MatchRow("as-path 77", List.of(new Match.Never())),
          new MatchRow("community NOPE", List.of(new Match.Never())),
          new MatchRow(
              "ip address 1",
              List.of(
                  new Match.InAddressSet(
                      List.of(new AddressSet.Prefixes(List.of(Prefix.parse("10.0.0.0/8"))))))));

  @ParameterizedTest
  @FieldSource("matches")
  void matchStatements(MatchRow row) {
    RoutePolicy policy =
        map(
            "access-list 1 permit 10.0.0.0 0.255.255.255",
            "route-map M permit 10",
            " match " + row.line);
    assertThat(policy.terms().getFirst().matches()).isEqualTo(row.matches);
  }

  @Test
  void clausesStandBySequenceWithTheirLines() {
    RoutePolicy policy =
        map(
            "route-map M deny 20",
            "route-map M permit 10",
            " set weight 1",
            "route-map M permit 30");
    assertThat(policy.terms()).extracting(RoutePolicy.Term::sequence).containsExactly(10, 20, 30);
    assertThat(policy.terms())
        .extracting(RoutePolicy.Term::permit)
        .containsExactly(true, false, true);
    assertThat(policy.terms()).extracting(t -> t.origin().line()).containsExactly(2, 1, 4);
  }

  @Test
  void prefixListEntriesKeepTheirLengths() {
    RoutePolicy policy =
        map(
            "ip prefix-list P seq 20 permit 10.0.0.0/8 ge 16",
            "ip prefix-list P seq 10 deny 10.1.0.0/16 le 24",
            "ip prefix-list P permit 0.0.0.0/0",
            "route-map M permit 10",
            " match ip address prefix-list P");
    Match match = policy.terms().getFirst().matches().getFirst();
    assertThat(match)
        .isInstanceOfSatisfying(
            Match.InPrefixList.class,
            in -> {
              var list = in.lists().getFirst();
              assertThat(list.entries()).extracting(e -> e.sequence()).containsExactly(10, 20, 25);
              assertThat(list.permits(Prefix.parse("10.1.0.0/24"))).isFalse();
              assertThat(list.permits(Prefix.parse("10.1.0.0/25"))).isTrue();
              assertThat(list.permits(Prefix.parse("10.0.0.0/15"))).isFalse();
              assertThat(list.permits(Prefix.parse("0.0.0.0/0"))).isTrue();
            });
  }

  @Test
  void denyEntriesOfAStandardListAreCutOut() {
    RoutePolicy policy =
        map(
            "access-list 1 deny 10.0.128.0 0.0.127.255",
            "access-list 1 permit 10.0.0.0 0.0.255.255",
            "route-map M permit 10",
            " match ip address 1");
    assertThat(policy.terms().getFirst().matches())
        .containsExactly(
            new Match.InAddressSet(
                List.of(new AddressSet.Prefixes(List.of(Prefix.parse("10.0.0.0/17"))))));
  }

  @Test
  void extendedListMatchesNetworkAndMask() {
    RoutePolicy policy =
        map(
            "access-list 101 permit ip host 10.0.0.0 host 255.255.0.0",
            "access-list 101 permit ip 10.9.0.0 0.0.255.255 any",
            "route-map M permit 10",
            " match ip address 101");
    assertThat(policy.terms().getFirst().matches().getFirst())
        .isInstanceOfSatisfying(
            Match.InPrefixList.class,
            in -> {
              var list = in.lists().getFirst();
              assertThat(list.permits(Prefix.parse("10.0.0.0/16"))).isTrue();
              assertThat(list.permits(Prefix.parse("10.0.0.0/17"))).isFalse();
              assertThat(list.permits(Prefix.parse("10.1.0.0/16"))).isFalse();
              assertThat(list.permits(Prefix.parse("10.9.1.0/24"))).isTrue();
            });
  }

  @Test
  void wildcardsThatAreNoPrefixesAreToldWhenTheyCannotBeExpressed() {
    Converted r1 =
        Converted.of(
            "access-list 1 deny 10.0.0.0 0.255.0.255",
            "access-list 1 permit any",
            "route-map M permit 10",
            " match ip address 1",
            "router bgp 1",
            " neighbor 10.0.0.2 remote-as 2",
            " neighbor 10.0.0.2 route-map M in");
    assertThat(r1.unsupported()).singleElement().asString().startsWith("4 ").contains("list 1");
  }

  private static RoutePolicy map(String... lines) {
    String[] all = new String[lines.length + 3];
    System.arraycopy(lines, 0, all, 0, lines.length);
    all[lines.length] = "router bgp 1";
    all[lines.length + 1] = " neighbor 10.0.0.2 remote-as 2";
    all[lines.length + 2] = " neighbor 10.0.0.2 route-map M in";
    return Converted.of(all).family("10.0.0.2").imports().getFirst();
  }
}
