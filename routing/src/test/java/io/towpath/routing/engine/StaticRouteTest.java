package io.towpath.routing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.NextHop;
import io.towpath.network.Route;
import io.towpath.network.RouteClass;
import io.towpath.testkit.networks.RouterBuilder;
import io.towpath.testkit.networks.TopologyBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class StaticRouteTest {
  private static final List<String> STATIC = List.of(RouteClass.STATIC);

  private final TopologyBuilder net = new TopologyBuilder();
  private final RouterBuilder router =
      net.router("r").iface("eth0", "10.0.0.1/24").iface("eth1", "10.0.1.1/31");

  private Solved solved() {
    return Solved.of(net);
  }

  @Test
  void everyAddressGivesAConnectedAndALocalRoute() {
    router.iface("lo0", "192.0.2.1/32");

    assertThat(solved().active("r"))
        .containsExactly(
            "connected 10.0.0.0/24 eth0 0/0",
            "local 10.0.0.1/32 eth0 0/0",
            "connected 10.0.1.0/31 eth1 0/0",
            "local 10.0.1.1/32 eth1 0/0",
            "connected 192.0.2.1/32 lo0 0/0");
    assertThat(solved().state().routeCount(solved().vrf("r"))).isEqualTo(5);
  }

  @Test
  void ownAddressesAreReceivedAndSubnetsAttached() {
    router.iface("lo0", "192.0.2.1/32");

    assertThat(solved().forwards("r", "10.0.0.1")).containsExactly("own eth0");
    assertThat(solved().forwards("r", "192.0.2.1")).containsExactly("own lo0");
    assertThat(solved().forwards("r", "10.0.0.7")).containsExactly("on eth0");
    assertThat(solved().forwards("r", "10.9.9.9")).containsExactly("miss");
  }

  @Test
  void aNextHopOnASubnetIsANeighbour() {
    router.route("10.9.0.0/16", "10.0.0.9");

    assertThat(solved().active("r", STATIC)).containsExactly("static 10.9.0.0/16 10.0.0.9 1/0");
    assertThat(solved().forwards("r", "10.9.1.1")).containsExactly("10.0.0.9@eth0");
  }

  @Test
  void aNextHopBehindAnotherStaticRouteIsResolvedThroughIt() {
    router.route("10.9.0.0/16", "172.16.0.1").route("172.16.0.0/24", "10.0.0.9");

    assertThat(solved().forwards("r", "10.9.1.1")).containsExactly("10.0.0.9@eth0");
  }

  @Test
  void aNextHopMayBeReachedByTheDefaultRoute() {
    router.route("0.0.0.0/0", "10.0.0.9").route("10.9.0.0/16", "172.16.0.1");

    assertThat(solved().forwards("r", "10.9.1.1")).containsExactly("10.0.0.9@eth0");
  }

  @Test
  void aDefaultRouteDoesNotReachItsOwnNextHop() {
    router.route("0.0.0.0/0", "172.16.0.1");

    assertThat(solved().active("r", STATIC)).isEmpty();
    assertThat(solved().absent("r"))
        .containsExactly(
            "static 0.0.0.0/0 172.16.0.1 1/0: next hop unusable: no other route leads to"
                + " 172.16.0.1");
  }

  @Test
  void aRouteThatWouldHideTheWayToItsNextHopIsNotUsed() {
    router.route("10.0.0.0/8", "10.0.0.9").route("172.16.0.0/12", "10.0.0.9");
    router.route("172.16.5.0/24", "172.16.5.1");

    assertThat(solved().active("r", STATIC))
        .containsExactly("static 10.0.0.0/8 10.0.0.9 1/0", "static 172.16.0.0/12 10.0.0.9 1/0");
  }

  @Test
  void routesThatRestOnEachOtherAreLeftOut() {
    router
        .route("0.0.0.0/0", "10.0.0.9")
        .route("20.0.0.0/8", "30.1.1.1")
        .route("30.0.0.0/8", "20.1.1.1");

    assertThat(solved().active("r", STATIC)).containsExactly("static 0.0.0.0/0 10.0.0.9 1/0");
    assertThat(solved().absent("r")).hasSize(2).allMatch(row -> row.contains("leads back"));
  }

  @Test
  void anOwnAddressIsNoNextHop() {
    router.route("10.9.0.0/16", "10.0.0.1");

    assertThat(solved().absent("r")).hasSize(1);
    assertThat(solved().absent("r").getFirst()).contains("is an address of this router");
  }

  @Test
  void aRouteOverAnInterfaceGoesWithIt() {
    router.route("10.9.0.0/16", new NextHop.Via(IpAddress.parse("10.0.1.0"), "eth1", null));

    assertThat(solved().active("r", STATIC))
        .containsExactly("static 10.9.0.0/16 10.0.1.0@eth1 1/0");
    assertThat(solved().then(Solved.down("r:eth1")).active("r"))
        .containsExactly("connected 10.0.0.0/24 eth0 0/0", "local 10.0.0.1/32 eth0 0/0");
  }

  @Test
  void aTrackedRouteNeedsItsInterface() {
    Route route =
        new Route(
            Prefix.parse("10.9.0.0/16"),
            RouteClass.STATIC,
            new NextHop.Via(IpAddress.parse("10.0.0.9"), null, null),
            1,
            0,
            0,
            null,
            "eth1",
            Origin.NONE);
    router.route("default", route);

    Solved base = solved();
    assertThat(base.active("r", STATIC)).hasSize(1);
    assertThat(base.then(Solved.down("r:eth1")).active("r", STATIC)).isEmpty();
    assertThat(base.then(Solved.down("r:eth1")).absent("r"))
        .containsExactly("static 10.9.0.0/16 10.0.0.9 1/0: eth1 is down");
  }

  @Test
  void aFloatingRouteTakesOver() {
    router
        .route("10.9.0.0/16", new NextHop.Attached("eth1", null), 1)
        .route("10.9.0.0/16", new NextHop.Via(IpAddress.parse("10.0.0.9"), null, null), 250);

    Solved base = solved();
    assertThat(base.rows("r", "default", "10.9.0.0/16"))
        .containsExactly(
            "static 10.9.0.0/16 eth1 1/0 ACTIVE", "static 10.9.0.0/16 10.0.0.9 250/0 INVALID");
    assertThat(base.then(Solved.down("r:eth1")).active("r", STATIC))
        .containsExactly("static 10.9.0.0/16 10.0.0.9 250/0");
  }

  @Test
  void equalRoutesShareTheLoadAndCountTwice() {
    router.route("10.9.0.0/16", "10.0.0.9").route("10.9.0.0/16", "10.0.1.0");

    Solved base = solved();
    assertThat(base.active("r", STATIC))
        .containsExactly("static 10.9.0.0/16 10.0.0.9,10.0.1.0 1/0");
    assertThat(base.forwards("r", "10.9.1.1")).containsExactly("10.0.0.9@eth0", "10.0.1.0@eth1");
    assertThat(base.state().routeCount(base.vrf("r"))).isEqualTo(6);
  }

  @Test
  void aRouteMayLeadIntoAnotherVrf() {
    router.vrf("red").ifaceIn("red", "eth2", "10.5.0.1/24");
    router.route("10.5.0.0/16", new NextHop.OtherVrf("red", null));

    assertThat(solved().forwards("r", "10.5.0.7")).containsExactly("vrf red");
    assertThat(solved().forwards("r", "red", "10.5.0.7")).containsExactly("on eth2");
  }

  @Test
  void aStoppedNodeHasNoRoutes() {
    assertThat(solved().then(new io.towpath.network.Failure.NodeDown("r")).active("r")).isEmpty();
  }
}
