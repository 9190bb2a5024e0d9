package io.towpath.devices.ios.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.BgpOrigin;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpPeer.LocalAsMode;
import io.towpath.network.BgpPeer.NextHopMode;
import io.towpath.network.BgpPeer.RemovePrivate;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.Redistribution;
import io.towpath.network.RoutePolicy;
import io.towpath.network.Secret;
import io.towpath.network.Timers;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class BgpConversionTest {

  /** A neighbor line, what it changes, and what that is without the line. */
  record Row(String line, Function<BgpPeer, Object> read, Object with, Object without) {
    @Override
    public String toString() {
      return line;
    }
  }

  private static Row family(
      String line, Function<BgpPeer.Family, Object> read, Object with, Object without) {
    return new Row(line, peer -> read.apply(peer.families().getFirst()), with, without);
  }

  private static Row transport(
      String line, Function<BgpPeer.Transport, Object> read, Object with, Object without) {
    return new Row(line, peer -> read.apply(peer.transport()), with, without);
  }

  static final List<Row> rows =
      List.of(
          transport("ebgp-multihop 5", BgpPeer.Transport::ttl, 5, 1),
          transport("ebgp-multihop", BgpPeer.Transport::ttl, 255, 1),
          transport("ebgp-multihop 5", BgpPeer.Transport::checkConnected, false, true),
          transport("ttl-security hops 3", BgpPeer.Transport::ttl, 3, 1),
          transport("disable-connected-check", BgpPeer.Transport::checkConnected, false, true),
          transport(
              "password s3cret",
              BgpPeer.Transport::key,
              new Secret.Known("s3cret"),
              new Secret.Absent()),
          // "cisco", as service password-encryption writes it.
          transport(
              "password 7 0822455D0A16",
              BgpPeer.Transport::key,
              new Secret.Known("cisco"),
              new Secret.Absent()),
          transport("transport connection-mode passive", BgpPeer.Transport::initiates, false, true),
          transport("shutdown", BgpPeer.Transport::shutdown, true, false),
          transport(
              "timers 5 15",
              t -> t.timers().hold(),
              Duration.ofSeconds(15),
              Duration.ofSeconds(180)),
          family("next-hop-self", BgpPeer.Family::nextHop, NextHopMode.SELF, NextHopMode.DEFAULT),
          family(
              "next-hop-self all",
              BgpPeer.Family::nextHop,
              NextHopMode.SELF_ALL,
              NextHopMode.DEFAULT),
          family(
              "next-hop-unchanged",
              BgpPeer.Family::nextHop,
              NextHopMode.UNCHANGED,
              NextHopMode.DEFAULT),
          family("route-reflector-client", BgpPeer.Family::reflectorClient, true, false),
          family("send-community", BgpPeer.Family::sendCommunity, true, false),
          family("send-community both", BgpPeer.Family::sendCommunity, true, false),
          family("send-community extended", BgpPeer.Family::sendCommunity, false, false),
          family("soft-reconfiguration inbound", BgpPeer.Family::keepsReceived, true, false),
          family(
              "remove-private-as",
              BgpPeer.Family::removePrivate,
              RemovePrivate.IF_ALL_PRIVATE,
              RemovePrivate.NO),
          family(
              "remove-private-as all",
              BgpPeer.Family::removePrivate,
              RemovePrivate.ALL,
              RemovePrivate.NO),
          family(
              "remove-private-as all replace-as",
              BgpPeer.Family::removePrivate,
              RemovePrivate.REPLACE_ALL,
              RemovePrivate.NO),
          family("allowas-in", BgpPeer.Family::allowOwnAs, 3, 0),
          family("allowas-in 1", BgpPeer.Family::allowOwnAs, 1, 0),
          family("as-override", BgpPeer.Family::asOverride, true, false),
          family("maximum-prefix 4000 80", BgpPeer.Family::prefixLimit, 4000, 0),
          family("maximum-prefix 4000 warning-only", BgpPeer.Family::limitWarnsOnly, true, false),
          family("maximum-prefix 4000 restart 5", BgpPeer.Family::prefixLimit, 4000, 0),
          family("weight 300", BgpPeer.Family::weight, 300, 0),
          family("default-originate", BgpPeer.Family::defaultOriginate, true, false),
          family(
              "default-originate route-map NOPE", BgpPeer.Family::defaultOriginate, false, false),
          new Row(
              "local-as 64999 no-prepend replace-as",
              p -> Objects.requireNonNullElse(p.localAsn(), 0L),
              64999L,
              0L),
          new Row("local-as 64999", BgpPeer::localAsMode, LocalAsMode.PREPEND, LocalAsMode.PREPEND),
          new Row(
              "local-as 64999 no-prepend",
              BgpPeer::localAsMode,
              LocalAsMode.NO_PREPEND,
              LocalAsMode.PREPEND),
          new Row(
              "local-as 64999 no-prepend replace-as",
              BgpPeer::localAsMode,
              LocalAsMode.REPLACE,
              LocalAsMode.PREPEND),
          new Row(
              "update-source Loopback0",
              p -> Objects.requireNonNullElse(p.transport().updateSource(), "none"),
              "Loopback0",
              "none"));

  @ParameterizedTest
  @FieldSource("rows")
  void neighborOptions(Row row) {
    assertThat(read(row, row.line)).isEqualTo(row.with);
    assertThat(read(row, "description plain")).isEqualTo(row.without);
  }

  private static Object read(Row row, String line) {
    BgpPeer peer =
        Converted.of(
                "interface Loopback0",
                "router bgp 65000",
                " neighbor 10.0.0.2 remote-as 65001",
                " neighbor 10.0.0.2 " + line)
            .peer("10.0.0.2");
    return row.read.apply(peer);
  }

  @Test
  void internalPeersAreAnyNumberOfHopsAway() {
    BgpPeer peer =
        Converted.of("router bgp 65000", " neighbor 10.0.0.2 remote-as 65000").peer("10.0.0.2");
    assertThat(peer.transport().ttl()).isEqualTo(255);
    assertThat(peer.transport().checkConnected()).isFalse();
  }

  @Test
  void speakerForEachVrfAndNoneForAnEmptyGlobalTable() {
    Converted r1 =
        Converted.of(
            "ip vrf Tenant 1",
            "ip vrf Tenant 2",
            "router bgp 65530",
            " bgp router-id 10.0.0.9",
            " address-family ipv4 vrf Tenant 1",
            "  neighbor 10.0.0.2 remote-as 4232570301",
            "  network 10.1.0.0 mask 255.255.0.0",
            "  maximum-paths 8",
            " exit-address-family",
            " address-family ipv4 vrf Tenant 2",
            "  neighbor 10.0.0.6 remote-as 12076",
            "  no neighbor 10.0.0.6 activate",
            " address-family ipv4 vrf NOPE",
            "  neighbor 10.0.0.7 remote-as 12076");
    assertThat(r1.node().bgp()).extracting(BgpSpeaker::vrf).containsExactly("Tenant 1", "Tenant 2");
    BgpSpeaker first = r1.speaker("Tenant 1");
    assertThat(first.asn()).isEqualTo(65530);
    assertThat(first.routerId()).isEqualTo(IpAddress.parse("10.0.0.9"));
    assertThat(first.options().maximumPathsExternal()).isEqualTo(8);
    assertThat(first.networks())
        .singleElement()
        .satisfies(
            n -> {
              assertThat(n.prefix()).isEqualTo(Prefix.parse("10.1.0.0/16"));
              assertThat(n.needsRoute()).isTrue();
            });
    // In a VRF a neighbor is active unless it says otherwise.
    assertThat(r1.family("10.0.0.2")).isNotNull();
    assertThat(r1.peer("10.0.0.6").families()).isEmpty();
    assertThat(r1.speaker("Tenant 2").options().maximumPathsExternal()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 0.0.0.0/0",
    "10.0.0.0, 10.0.0.0/8",
    "172.16.0.0, 172.16.0.0/16",
    "192.168.7.0, 192.168.7.0/24"
  })
  void aNetworkWithoutMaskIsClassfulAndZeroIsTheDefaultRoute(String address, String prefix) {
    Converted r1 = Converted.of("router bgp 65000", " network " + address);

    assertThat(r1.speaker("default").networks())
        .singleElement()
        .satisfies(n -> assertThat(n.prefix()).isEqualTo(Prefix.parse(prefix)));
  }

  @Test
  void globalNeighborsTakeTheirFamilySettingsFromTheFamily() {
    Converted r1 =
        Converted.of(
            "router bgp 65000",
            " no bgp default ipv4-unicast",
            " neighbor 10.0.0.2 remote-as 65001",
            " neighbor 10.0.0.2 description up",
            " neighbor 10.0.0.3 remote-as 65002",
            " address-family ipv4",
            "  neighbor 10.0.0.2 activate",
            "  neighbor 10.0.0.2 weight 5");
    assertThat(r1.node().bgp()).hasSize(1);
    assertThat(r1.family("10.0.0.2").weight()).isEqualTo(5);
    assertThat(r1.peer("10.0.0.3").families()).isEmpty();
  }

  @Test
  void peerGroupsAndTemplatesAreInheritedAndOverridden() {
    Converted r1 =
        Converted.of(
            "router bgp 65000",
            " template peer-policy BASE",
            "  weight 1",
            "  send-community",
            " template peer-policy MORE",
            "  inherit peer-policy BASE 10",
            "  weight 2",
            " template peer-session OUT",
            "  remote-as 65009",
            "  ebgp-multihop 7",
            " neighbor G peer-group",
            " neighbor G remote-as 65001",
            " neighbor G timers 5 15",
            " neighbor 10.0.0.2 peer-group G",
            " neighbor 10.0.0.3 inherit peer-session OUT",
            " neighbor 10.0.0.4 peer-group G",
            " neighbor 10.0.0.4 timers 1 3",
            " address-family ipv4",
            "  neighbor G next-hop-self",
            "  neighbor 10.0.0.3 inherit peer-policy MORE");
    assertThat(r1.peer("10.0.0.2").remoteAsn()).isEqualTo(65001);
    assertThat(r1.peer("10.0.0.2").transport().timers().hold()).isEqualTo(Duration.ofSeconds(15));
    assertThat(r1.family("10.0.0.2").nextHop()).isEqualTo(NextHopMode.SELF);
    assertThat(r1.peer("10.0.0.4").transport().timers().hold()).isEqualTo(Duration.ofSeconds(3));
    assertThat(r1.peer("10.0.0.3").transport().ttl()).isEqualTo(7);
    assertThat(r1.family("10.0.0.3").weight()).isEqualTo(2);
    assertThat(r1.family("10.0.0.3").sendCommunity()).isTrue();
    assertThat(r1.speaker("default").peers()).hasSize(3);
  }

  @Test
  void policiesStandInTheOrderOfTheRouter() {
    Converted r1 =
        Converted.of(
            "ip prefix-list P permit 10.0.0.0/8",
            "ip as-path access-list 1 permit ^$",
            "route-map R permit 10",
            "router bgp 65000",
            " neighbor 10.0.0.2 remote-as 65001",
            " neighbor 10.0.0.2 prefix-list P in",
            " neighbor 10.0.0.2 filter-list 1 in",
            " neighbor 10.0.0.2 route-map R in",
            " neighbor 10.0.0.2 route-map R out",
            " neighbor 10.0.0.2 filter-list 1 out",
            " neighbor 10.0.0.2 prefix-list P out");
    assertThat(r1.family("10.0.0.2").imports())
        .extracting(RoutePolicy::name)
        .containsExactly("R", "filter-list 1", "prefix-list P");
    assertThat(r1.family("10.0.0.2").exports())
        .extracting(RoutePolicy::name)
        .containsExactly("prefix-list P", "filter-list 1", "R");
    // One object for each name: policies are compiled once.
    assertThat(r1.family("10.0.0.2").imports().getFirst())
        .isSameAs(r1.family("10.0.0.2").exports().getLast());
  }

  @Test
  void undefinedRouteMapDeniesAndUndefinedListsPermit() {
    Converted r1 =
        Converted.of(
            "router bgp 65000",
            " neighbor 10.0.0.2 remote-as 65001",
            " neighbor 10.0.0.2 route-map NOPE in",
            " neighbor 10.0.0.2 prefix-list NOPE out",
            " neighbor 10.0.0.2 filter-list 99 out",
            " neighbor 10.0.0.3 remote-as 65001",
            " neighbor 10.0.0.3 distribute-list 99 out");
    assertThat(r1.family("10.0.0.2").imports())
        .singleElement()
        .satisfies(policy -> assertThat(policy.terms()).isEmpty());
    assertThat(r1.family("10.0.0.2").exports()).isEmpty();
    assertThat(r1.family("10.0.0.3").exports()).isEmpty();
  }

  @Test
  void decisionOptionsDistancesAndPaths() {
    BgpSpeaker speaker =
        Converted.of(
                "router bgp 65000",
                " bgp bestpath as-path multipath-relax",
                " bgp bestpath compare-routerid",
                " bgp always-compare-med",
                " bgp default local-preference 150",
                " bgp cluster-id 10.0.0.5",
                " address-family ipv4",
                "  maximum-paths 4",
                "  maximum-paths ibgp 2",
                "  distance bgp 21 180 190")
            .speaker("default");
    assertThat(speaker.options())
        .isEqualTo(
            new BgpSpeaker.Options(
                4,
                2,
                BgpSpeaker.MultipathAsPath.SAME_LENGTH,
                true,
                true,
                true,
                150,
                IpAddress.parse("10.0.0.5"),
                21,
                180,
                190));
    assertThat(Converted.of("router bgp 65000").speaker("default").options())
        .isEqualTo(BgpSpeaker.Options.IOS);
  }

  @Test
  void bfdTakesTheIntervalsOfTheInterface() {
    Timers timers =
        Converted.of(
                "interface GigabitEthernet1",
                " ip address 10.0.0.1 255.255.255.252",
                " bfd interval 300 min_rx 300 multiplier 3",
                "router bgp 65000",
                " timers bgp 10 30",
                " neighbor 10.0.0.2 remote-as 65001",
                " neighbor 10.0.0.2 fall-over bfd")
            .peer("10.0.0.2")
            .transport()
            .timers();
    assertThat(timers.bfdInterval()).isEqualTo(Duration.ofMillis(300));
    assertThat(timers.bfdDetectMultiplier()).isEqualTo(3);
    assertThat(timers.keepalive()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void classfulNetworkStatement() {
    assertThat(
            Converted.of(
                    "router bgp 1",
                    " network 10.0.0.0",
                    " network 172.16.0.0",
                    " network 192.0.2.0")
                .speaker("default")
                .networks())
        .extracting(n -> n.prefix().toString())
        .containsExactly("10.0.0.0/8", "172.16.0.0/16", "192.0.2.0/24");
  }

  @Test
  void redistributedDefaultNeedsItsOwnStatement() {
    BgpSpeaker without = Converted.of("router bgp 1", " redistribute static").speaker("default");
    assertThat(without.networks()).isEmpty();
    BgpSpeaker with =
        Converted.of("router bgp 1", " redistribute static", " default-information originate")
            .speaker("default");
    assertThat(with.networks())
        .singleElement()
        .satisfies(
            statement -> {
              assertThat(statement.prefix()).isEqualTo(Prefix.DEFAULT_IPV4);
              assertThat(statement.needsRoute()).isTrue();
              RoutePolicy.Term term = Objects.requireNonNull(statement.policy()).terms().getFirst();
              assertThat(term.matches())
                  .containsExactly(new RoutePolicy.Match.FromClass(List.of("static")));
              assertThat(term.changes())
                  .containsExactly(new RoutePolicy.Change.SetOrigin(BgpOrigin.INCOMPLETE));
            });
  }

  record Taken(String line, List<String> classes) {}

  static final List<Taken> taken =
      List.of(
          new Taken("redistribute connected", List.of("connected")),
          new Taken("redistribute static metric 5", List.of("static")),
          new Taken("redistribute ospf 7", List.of("ospf-internal")),
          new Taken(
              "redistribute ospf 7 match external", List.of("ospf-external-1", "ospf-external-2")),
          new Taken(
              "redistribute ospf 7 match internal external 2",
              List.of("ospf-internal", "ospf-external-2")));

  @ParameterizedTest
  @FieldSource("taken")
  void redistributionTakesClasses(Taken row) {
    List<Redistribution> redistributions =
        Converted.of("router bgp 1", " default-metric 9", " " + row.line)
            .speaker("default")
            .redistributions();
    assertThat(redistributions).extracting(Redistribution::fromClass).isEqualTo(row.classes);
    assertThat(redistributions).allSatisfy(r -> assertThat(r.policy()).isNull());
    assertThat(redistributions)
        .allSatisfy(r -> assertThat(r.metric()).isEqualTo(row.line.contains("metric") ? 5L : 9L));
    assertThat(redistributions.getFirst().processId())
        .isEqualTo(row.line.contains("ospf") ? "7" : null);
  }

  @Test
  void neighborWithoutRemoteAsIsRefused() {
    Converted r1 = Converted.of("router bgp 1", " neighbor 10.0.0.2 description x");
    assertThat(r1.speaker("default").peers()).isEmpty();
    assertThat(r1.codes()).containsExactly("TP3029");
  }

  @Test
  void ipv6NeighborIsUnsupported() {
    Converted r1 = Converted.of("router bgp 1", " neighbor 2001:db8::1 remote-as 2");
    assertThat(r1.unsupported()).containsExactly("2 neighbor 2001:db8::1");
  }

  @Test
  void type7RevealsOnlyItsOwnKind() {
    assertThat(Type7.reveal("0822455D0A16")).isEqualTo("cisco");
    assertThat(Type7.reveal("nonsense")).isNull();
    assertThat(Type7.reveal("08224")).isNull();
    assertThat(Type7.reveal("08")).isNull();
  }

  @Test
  void routerIdOfAnInterfaceIsItsPrimaryAddress() {
    Converted converted =
        Converted.of(
            "interface Loopback0",
            " ip address 10.9.9.9 255.255.255.255",
            "interface Loopback1",
            " ip address 10.200.0.1 255.255.255.255",
            "router bgp 65001",
            " bgp router-id interface Loopback0",
            " neighbor 10.0.0.2 remote-as 65002");

    assertThat(converted.fragment().unsupported()).isEmpty();
    assertThat(converted.speaker("default").routerId()).isEqualTo(IpAddress.parse("10.9.9.9"));
  }
}
