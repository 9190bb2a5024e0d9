package io.towpath.routing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.IpAddress;
import io.towpath.network.BgpPeer;
import io.towpath.network.NextHop;
import io.towpath.network.RouteClass;
import io.towpath.testkit.networks.TopologyBuilder;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RFC 4271 §9.1.2.1: a BGP route whose next hop its own prefix would resolve is not installed. */
class SelfResolvingRoutesTest {
  private static final List<String> BGP = List.of(RouteClass.BGP);
  private static final BgpPeer.Transport LOOPBACK = BgpPeer.Transport.multihop(255);

  private final TopologyBuilder net = new TopologyBuilder();

  /**
   * a (65001) reaches b's loopback 192.0.2.2 by its default route; b (65002) announces around it.
   */
  @BeforeEach
  void twoLoopbacks() {
    net.connect("a", "b", "10.0.1.0/31");
    net.router("a").iface("lo0", "198.51.100.1/32").route("0.0.0.0/0", "10.0.1.1");
    net.router("b").iface("lo0", "192.0.2.2/32").route("198.51.100.1/32", "10.0.1.0");
    net.router("a")
        .bgp(65001)
        .routerId("0.0.0.1")
        .neighbour("192.0.2.2", 65002, LOOPBACK.from(null, "lo0"));
    net.router("b")
        .discard("192.0.2.0/24")
        .bgp(65002)
        .routerId("0.0.0.2")
        .neighbour("198.51.100.1", 65001, LOOPBACK.from(null, "lo0"))
        .network("192.0.2.0/24");
  }

  @Test
  void aRouteThatWouldResolveItsOwnNextHopIsNotInstalled() {
    Solved solved = Solved.of(net);

    assertThat(solved.active("a", BGP)).isEmpty();
    assertThat(solved.absent("a"))
        .containsExactly(
            "bgp 192.0.2.0/24 192.0.2.2 20/0: next hop unusable: the longest route to the BGP next"
                + " hop would be this one");
    assertThat(solved.forwards("a", "192.0.2.9")).containsExactly("10.0.1.1@to-b");
    assertThat(solved.state().routeCount(solved.vrf("a"))).isEqualTo(4);
  }

  @Test
  void bgpGoesOnAnnouncingIt() {
    net.connect("a", "c", "10.0.3.0/31");
    net.router("a").bgp(65001).neighbour("10.0.3.1", 65003);
    net.router("c").bgp(65003).routerId("0.0.0.3").neighbour("10.0.3.0", 65001);

    assertThat(Solved.of(net).active("c", BGP)).containsExactly("bgp 192.0.2.0/24 10.0.3.0 20/0");
  }

  @Test
  void aStaticRouteDoesNotRestOnIt() {
    net.router("a").route("20.0.0.0/8", "192.0.2.9");

    // By the default route, which is longer than nothing and needs no route of BGP.
    assertThat(Solved.of(net).forwards("a", "20.1.1.1")).containsExactly("10.0.1.1@to-b");
  }

  @Test
  void aLongerRouteToTheNextHopLetsItIn() {
    net.router("a").route("192.0.2.0/25", "10.0.1.1");

    assertThat(Solved.of(net).active("a", BGP)).containsExactly("bgp 192.0.2.0/24 192.0.2.2 20/0");
  }

  @Test
  void aLongerRouteOfBgpLetsItInUnlessThatLeadsBackItself() {
    net.router("b").discard("192.0.2.0/28").bgp(65002).network("192.0.2.0/28");
    assertThat(Solved.of(net).active("a", BGP)).isEmpty();

    net.connect("a", "c", "10.0.3.0/31");
    net.router("a").bgp(65001).neighbour("10.0.3.1", 65003);
    net.router("c").discard("192.0.2.0/29");
    net.router("c")
        .bgp(65003)
        .routerId("0.0.0.3")
        .neighbour("10.0.3.0", 65001)
        .network("192.0.2.0/29");
    assertThat(Solved.of(net).active("a", BGP))
        .containsExactly(
            "bgp 192.0.2.0/24 192.0.2.2 20/0",
            "bgp 192.0.2.0/28 192.0.2.2 20/0",
            "bgp 192.0.2.0/29 10.0.3.1 20/0");
  }

  @Test
  void aHostRouteToTheNextHopIsInstalled() {
    net.router("b").bgp(65002).network("192.0.2.2/32");

    assertThat(Solved.of(net).active("a", BGP))
        .containsExactly("bgp 192.0.2.0/24 192.0.2.2 20/0", "bgp 192.0.2.2/32 192.0.2.2 20/0");
  }

  @Test
  void theOtherPathsOfAMultipathStay() {
    net.connect("a", "x", "b", "x", "10.0.2.0/31");
    net.router("a").bgp(65001).options(Solved.multipath(4)).neighbour("10.0.2.1", 65002);
    net.router("b").bgp(65002).neighbour("10.0.2.0", 65001);

    assertThat(Solved.of(net).active("a", BGP)).containsExactly("bgp 192.0.2.0/24 10.0.2.1 20/0");
  }

  @Test
  void aFloatingRouteOfTheSamePrefixIsUsedInstead() {
    net.router("a")
        .route("192.0.2.0/24", new NextHop.Via(IpAddress.parse("10.0.1.1"), null, null), 250);

    assertThat(Solved.of(net).rows("a", "default", "192.0.2.0/24"))
        .containsExactly("static 192.0.2.0/24 10.0.1.1 250/0 ACTIVE");
  }

  @Test
  void ospfIsNotToldOfIt() {
    net.connect("a", "c", "10.0.3.0/31");
    net.router("a").ospf("1").on("to-c", 10).redistribute(RouteClass.BGP, null, 2);
    net.router("c").ospf("1").routerId("0.0.0.3").on("to-a", 10);

    assertThat(Solved.of(net).active("c", List.of(RouteClass.OSPF))).isEmpty();
  }
}
