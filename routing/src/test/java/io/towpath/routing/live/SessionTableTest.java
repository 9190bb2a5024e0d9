package io.towpath.routing.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.AddressFamily;
import io.towpath.net.FindingKind;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpPeer.Transport;
import io.towpath.network.Filter;
import io.towpath.network.NextHop;
import io.towpath.network.Secret;
import io.towpath.network.Timers;
import io.towpath.routing.Topology;
import io.towpath.testkit.networks.TopologyBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionTableTest {
  private static final Transport MULTIHOP = Transport.multihop(5);
  private static final IpAddress A = IpAddress.parse("192.0.2.1");
  private static final IpAddress B = IpAddress.parse("192.0.2.2");

  private final TopologyBuilder net = new TopologyBuilder();

  private SessionTable table() {
    return SessionTable.of(Topology.of(net.build()));
  }

  private void joined() {
    net.connect("a", "b", "10.0.0.0/31");
    net.router("a").iface("lo0", "192.0.2.1/32");
    net.router("b").iface("lo0", "192.0.2.2/32");
  }

  private void sessions(Transport a, Transport b) {
    joined();
    net.router("a").bgp(65001).neighbour("10.0.0.1", 65002, a);
    net.router("b").bgp(65002).neighbour("10.0.0.0", 65001, b);
  }

  private static Transport transport(Secret key, boolean initiates, boolean shutdown) {
    return new Transport(null, null, 1, true, key, initiates, shutdown, Timers.BGP);
  }

  /** The one pair's obstacles, or the one cause of the first end. */
  private List<String> causes() {
    SessionTable table = table();
    List<SessionCause> causes =
        table.pairCount() == 0 ? table.unpaired(0) : table.pair(0).obstacles();
    return causes.stream().map(SessionCause::text).toList();
  }

  @Test
  void neighboursOnAWireAreADirectPair() {
    sessions(Transport.CONNECTED, Transport.CONNECTED);
    SessionTable table = table();

    assertThat(table.pairCount()).isEqualTo(1);
    SessionTable.Pair pair = table.pair(0);
    assertThat(pair.direct()).isTrue();
    assertThat(pair.obstacles()).isEmpty();
    assertThat(pair.aOpens() && pair.bOpens()).isTrue();
    assertThat(pair.addressA()).isEqualTo(IpAddress.parse("10.0.0.0"));
    assertThat(pair.addressB()).isEqualTo(IpAddress.parse("10.0.0.1"));
    assertThat(table.pairsOf(0)).containsExactly(0);
    assertThat(table.unpaired(0)).isEmpty();
  }

  @Test
  void anAddressThatNobodyOwnsIsUnreachable() {
    joined();
    net.router("a").bgp(65001).neighbour("10.0.0.9", 65002);
    assertThat(causes()).containsExactly("address unreachable: nobody owns 10.0.0.9");
  }

  @Test
  void anOwnerWithoutBgpIsNamed() {
    joined();
    net.router("a").bgp(65001).neighbour("10.0.0.1", 65002);
    assertThat(causes()).containsExactly("b owns 10.0.0.1 but runs no BGP there");
  }

  @Test
  void aPeerThatDoesNotCallBackIsNamed() {
    joined();
    net.router("a").bgp(65001).neighbour("10.0.0.1", 65002);
    net.router("b").bgp(65002);
    assertThat(causes()).containsExactly("b has no neighbour with an address of ours");
  }

  @Test
  void theSpeakerMustBeInTheVrfThatOwnsTheAddress() {
    joined();
    net.router("a").bgp(65001).neighbour("10.0.0.1", 65002);
    net.router("b").vrf("red").bgp("red", 65002).neighbour("10.0.0.0", 65001);
    assertThat(causes()).containsExactly("b owns 10.0.0.1 but runs no BGP there");
  }

  @Test
  void asnsMustMatch() {
    joined();
    net.router("a").bgp(65001).neighbour("10.0.0.1", 65009);
    net.router("b").bgp(65002).neighbour("10.0.0.0", 65001);
    assertThat(causes()).containsExactly("ASN mismatch: a expects AS 65009, the peer is AS 65002");
  }

  @Test
  void anEndMayPresentAnotherAsn() {
    joined();
    net.router("a").bgp(65001).neighbour("10.0.0.1", 65009);
    net.router("b")
        .bgp(65002)
        .peer(
            new BgpPeer(
                IpAddress.parse("10.0.0.0"),
                65001,
                65009L,
                Transport.CONNECTED,
                List.of(BgpPeer.Family.ipv4()),
                null,
                Origin.NONE));
    assertThat(causes()).isEmpty();
  }

  @Test
  void keysMustAgree() {
    sessions(
        transport(new Secret.Known("x"), true, false),
        transport(new Secret.Known("y"), true, false));
    assertThat(causes()).containsExactly("MD5 mismatch: the keys of the two ends differ");
  }

  @Test
  void aKeyThatIsNotPrintedIsTakenToAgree() {
    sessions(
        transport(new Secret.Known("x"), true, false),
        transport(new Secret.NotPrinted(), true, false));
    assertThat(causes()).isEmpty();
  }

  @Test
  void aKeyAtOneEndOnlyDoesNotAgree() {
    sessions(
        transport(new Secret.Known("x"), true, false), transport(new Secret.Absent(), true, false));
    assertThat(causes()).hasSize(1);
  }

  @Test
  void aShutDownEndIsNamed() {
    sessions(Transport.CONNECTED, transport(new Secret.Absent(), true, true));
    assertThat(causes()).containsExactly("shut down at b");
  }

  @Test
  void somebodyMustOpen() {
    Transport passive = transport(new Secret.Absent(), false, false);
    sessions(passive, passive);
    assertThat(causes()).containsExactly("both ends wait for the other to open the connection");
  }

  @Test
  void onePassiveEndIsNoObstacle() {
    sessions(transport(new Secret.Absent(), false, false), Transport.CONNECTED);
    assertThat(causes()).isEmpty();
    assertThat(table().pair(0).aOpens()).isFalse();
    assertThat(table().pair(0).bOpens()).isTrue();
  }

  @Test
  void aCommonFamilyIsNeeded() {
    joined();
    net.router("a").bgp(65001).neighbour("10.0.0.1", 65002);
    BgpPeer.Family v4 = BgpPeer.Family.ipv4();
    net.router("b")
        .bgp(65002)
        .neighbour("10.0.0.0", 65001)
        .family(
            f ->
                new BgpPeer.Family(
                    AddressFamily.IPV6,
                    List.of(),
                    List.of(),
                    0,
                    false,
                    v4.nextHop(),
                    false,
                    v4.removePrivate(),
                    0,
                    false,
                    0,
                    true,
                    false,
                    null,
                    true));
    assertThat(causes()).containsExactly("no address family is active at both ends");
  }

  @Test
  void ibgpPeersNeedDifferentIdentifiers() {
    joined();
    net.router("a").bgp(65001).routerId("1.1.1.1").neighbour("10.0.0.1", 65001);
    net.router("b").bgp(65001).routerId("1.1.1.1").neighbour("10.0.0.0", 65001);
    assertThat(causes()).containsExactly("both ends have the BGP identifier 1.1.1.1");
  }

  @Test
  void ebgpPeersMayShareAnIdentifier() {
    joined();
    net.router("a").bgp(65001).routerId("1.1.1.1").neighbour("10.0.0.1", 65002);
    net.router("b").bgp(65002).routerId("1.1.1.1").neighbour("10.0.0.0", 65001);
    assertThat(causes()).isEmpty();
  }

  @Test
  void withoutConfigurationTheHighestLoopbackIsTheIdentifier() {
    joined();
    net.router("a").iface("lo1", "192.0.2.77/32").bgp(65001);
    assertThat(table().speaker(0).routerId()).isEqualTo(IpAddress.parse("192.0.2.77"));
  }

  @Test
  void aConnectedEbgpPeerMustBeOnASubnet() {
    joined();
    Transport fromLoopback = Transport.CONNECTED.from(null, "lo0");
    net.router("a").bgp(65001).neighbour("192.0.2.2", 65002, fromLoopback);
    net.router("b").bgp(65002).neighbour("192.0.2.1", 65001, fromLoopback);
    assertThat(causes())
        .containsExactly(
            "192.0.2.2 is not on a connected subnet of a and multihop is not allowed",
            "192.0.2.1 is not on a connected subnet of b and multihop is not allowed");
  }

  @Test
  void loopbacksPairOverAnyDistance() {
    joined();
    Transport fromLoopback = MULTIHOP.from(null, "lo0");
    net.router("a").bgp(65001).neighbour("192.0.2.2", 65002, fromLoopback);
    net.router("b").bgp(65002).neighbour("192.0.2.1", 65001, fromLoopback);
    assertThat(causes()).isEmpty();
    assertThat(table().pair(0).direct()).isFalse();
    assertThat(table().pair(0).sourceFixedA()).isTrue();
  }

  @Test
  void oneSideWithTheRightSourceIsEnough() {
    // b answers a's call to its loopback, but its own call would come from the wrong address.
    joined();
    net.router("a").bgp(65001).neighbour("192.0.2.2", 65002, MULTIHOP.from(null, "lo0"));
    net.router("b").bgp(65002).neighbour("192.0.2.1", 65001, MULTIHOP);
    assertThat(causes()).isEmpty();
    assertThat(table().pair(0).sourceFixedB()).isFalse();
  }

  @Test
  void aWrongSourceIsNamed() {
    joined();
    net.router("a").bgp(65001).neighbour("10.0.0.1", 65002, MULTIHOP.from(null, "lo0"));
    net.router("b").bgp(65002).neighbour("10.0.0.0", 65001);
    assertThat(causes()).containsExactly("a speaks from 192.0.2.1, the peer expects 10.0.0.0");
  }

  @Test
  void parallelLinksPairOneByOne() {
    sessions(Transport.CONNECTED, Transport.CONNECTED);
    net.connect("a", "x", "b", "x", "10.0.1.0/31");
    net.router("a").bgp(65001).neighbour("10.0.1.1", 65002);
    net.router("b").bgp(65002).neighbour("10.0.1.0", 65001);
    SessionTable table = table();

    assertThat(table.pairCount()).isEqualTo(2);
    assertThat(table.pair(0).a()).isEqualTo(0);
    assertThat(table.pair(0).b()).isEqualTo(2);
    assertThat(table.pair(1).a()).isEqualTo(1);
    assertThat(table.pair(1).b()).isEqualTo(3);
  }

  @Test
  void tenantsWithEqualAddressesMeetOnlyTheirOwn() {
    for (String tenant : List.of("1", "2", "3")) {
      net.connect("a" + tenant, "b" + tenant, "10.0.0.0/31");
      net.router("a" + tenant).bgp(65001).neighbour("10.0.0.1", 65002);
      net.router("b" + tenant).bgp(65002).neighbour("10.0.0.0", 65001);
    }
    SessionTable table = table();

    assertThat(table.pairCount()).isEqualTo(3);
    for (int p = 0; p < 3; p++) {
      assertThat(table.pair(p).obstacles()).isEmpty();
      assertThat(table.end(table.pair(p).b()).node() - table.end(table.pair(p).a()).node())
          .isEqualTo(3);
    }
  }

  @Test
  void aNeighbourOfAWrittenHostRouteIsOnTheOwnSegment() {
    for (String tenant : List.of("1", "2", "3")) {
      String a = "a" + tenant;
      String b = "b" + tenant;
      net.router(a).iface("e", "192.0.2.1/32");
      net.router(b).iface("e", "192.0.2.2/32");
      net.segment("s" + tenant, a + ":e", b + ":e");
      net.router(a).route("192.0.2.2/32", new NextHop.Via(B, "e", null));
      net.router(b).route("192.0.2.1/32", new NextHop.Via(A, "e", null));
      net.router(a).bgp(65001).neighbour("192.0.2.2", 65002, MULTIHOP);
      net.router(b).bgp(65002).neighbour("192.0.2.1", 65001, MULTIHOP);
    }
    SessionTable table = table();

    assertThat(table.pairCount()).isEqualTo(3);
    for (int p = 0; p < 3; p++) {
      assertThat(table.end(table.pair(p).b()).node() - table.end(table.pair(p).a()).node())
          .isEqualTo(3);
    }
  }

  @Test
  void farAwayTenantsWithEqualAddressesAreAllCandidates() {
    for (String tenant : List.of("1", "2")) {
      net.router("a" + tenant).iface("lo0", "192.0.2.1/32").bgp(65001);
      net.router("b" + tenant).iface("lo0", "192.0.2.2/32").bgp(65002);
      net.router("a" + tenant).bgp(65001).neighbour("192.0.2.2", 65002, MULTIHOP.from(null, "lo0"));
      net.router("b" + tenant).bgp(65002).neighbour("192.0.2.1", 65001, MULTIHOP.from(null, "lo0"));
    }
    SessionTable table = table();

    assertThat(table.pairCount()).isEqualTo(4);
    assertThat(table.pairsOf(0)).hasSize(2);
  }

  @Test
  void aSubnetThatIsNotJoinedIsNamedWithItsFinding() {
    net.router("a").iface("e", "10.0.0.0/31").bgp(65001).neighbour("10.0.0.1", 65002);
    net.router("b").iface("e", "10.0.0.1/31").bgp(65002).neighbour("10.0.0.0", 65001);
    assertThat(causes()).containsExactly("a:e is not joined to the peer");

    net.fragment()
        .findings
        .add(
            FindingKind.warning("TP4007", "t", "e", "f")
                .at(Origin.NONE, "The tags differ.")
                .affecting(List.of("b:e")));
    assertThat(causes()).containsExactly("a:e is not joined to the peer: The tags differ.");
  }

  @Test
  void aFilterOnTheWireNeedsAWalk() {
    sessions(Transport.CONNECTED, Transport.CONNECTED);
    net.fragment()
        .filters
        .add(new Filter("acl", Filter.Kind.ACL, false, List.of(), false, Origin.NONE));
    net.router("a").change("to-b", i -> i.filtersIn(List.of("acl")));
    assertThat(table().pair(0).direct()).isFalse();
    assertThat(table().pair(0).obstacles()).isEmpty();
  }
}
