package io.towpath.lab.compare.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.towpath.net.Community;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.BgpOrigin;
import io.towpath.network.RoutePolicy;
import io.towpath.routing.bgp.BgpRoute;
import io.towpath.routing.bgp.LocRibEntry.Standing;
import io.towpath.routing.ospf.OspfRoute;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What BIRD 2.0.12 prints, written for these tests in its form. */
class BirdTablesTest {
  private static final String PROTOCOLS =
      """
      Name       Proto      Table      State  Since         Info
      device1    Device     ---        up     08:00:00.001 \s

      bgp_pipe   Pipe       ---        up     08:00:00.001  bgp4 <=> master4
        Channel main
          Table:          bgp4
      ospf_one   OSPF       master4    up     08:00:00.001  Running
      ext_192_0_2_1 BGP        ---        up     2026-11-28    Established  \s
        BGP state:          Established
          Neighbor address: 192.0.2.1
          Neighbor AS:      64501
          Local AS:         64500
      int_192_0_2_5 BGP        ---        start  2026-11-28 23:59:59.999  Active        Socket: No route to host
        BGP state:          Active
          Neighbor address: 192.0.2.5
          Neighbor AS:      64500
          Local AS:         64500
      ext_192_0_2_9 BGP        ---        down   08:00:00.001 \s
        BGP state:          Down
          Neighbor address: 192.0.2.9
          Neighbor AS:      64509
          Local AS:         64500
      """;

  private static final String BGP =
      """
      Table bgp4:
      198.51.100.0/24      unicast [ext_192_0_2_1 08:00:01.000] * (8) [AS64503e]
      \tvia 192.0.2.1 on eth0
      \tType: BGP univ
      \tBGP.origin: EGP
      \tBGP.as_path: 64501 {64502 64504} 64503
      \tBGP.next_hop: 192.0.2.1
      \tBGP.med: 30
      \tBGP.local_pref: 150
      \tBGP.community: (64501,7)
      \t\t(65535,65281)
                           unicast [int_192_0_2_5 08:00:02.000 from 192.0.2.5] (1-/20) [AS64503i]
      \tvia 192.0.2.2 on eth1
      \tType: BGP univ
      \tBGP.origin: IGP
      \tBGP.as_path: 64503
      \tBGP.next_hop: 203.0.113.7
      \tBGP.local_pref: 100
      \tBGP.originator_id: 10.0.0.7
      \tBGP.cluster_list: 10.0.0.1 10.0.0.2
                           unreachable [ext_192_0_2_9 08:00:02.000] (1/-) [AS64509i]
      \tType: BGP univ
      \tBGP.origin: IGP
      \tBGP.as_path: 64509
      \tBGP.next_hop: 203.0.113.99
      \tBGP.local_pref: 100
      10.8.0.0/16          unicast [static_1 08:00:00.002] * (33023)
      \tvia 192.0.2.2 on eth1
      \tType: static univ
      \tBGP.origin: IGP
      \tBGP.med: 0
                           blackhole [own_networks 08:00:00.002] (32769)
      \tType: static univ
      0.0.0.0/0            blackhole [default_originate 08:00:00.002] * (0)
      \tType: static univ
      """;

  private static final List<BirdProtocols.Protocol> READ = BirdProtocols.of(PROTOCOLS);

  private static List<FrrBgp.Path> paths(String table, String merged) {
    return BirdBgp.locRib(BirdRoutes.of(table), BirdRoutes.of(merged), READ, Map.of());
  }

  @Test
  void sessionsHaveAStateAndAPeerWhateverTheFormOfTheirTime() {
    assertThat(READ)
        .extracting(BirdProtocols.Protocol::name)
        .containsExactly(
            "device1", "bgp_pipe", "ospf_one", "ext_192_0_2_1", "int_192_0_2_5", "ext_192_0_2_9");
    assertThat(BirdReader.sessions(READ))
        .isEqualTo(
            Map.of(
                IpAddress.parse("192.0.2.1"), true,
                IpAddress.parse("192.0.2.5"), false,
                IpAddress.parse("192.0.2.9"), false));
    assertThat(READ.get(3).info()).isEqualTo("Established");
    assertThat(READ.get(4).peer())
        .isEqualTo(new BirdProtocols.Peer(IpAddress.parse("192.0.2.5"), 64500, 64500));
  }

  @Test
  void everyAttributeOfAReceivedPathIsRead() {
    BgpRoute best = paths(BGP, "").get(0).route();
    assertThat(best.prefix()).hasToString("198.51.100.0/24");
    assertThat(best.asPath()).hasToString("64501 {64502,64504} 64503");
    assertThat(best.nextHop()).isEqualTo(IpAddress.parse("192.0.2.1"));
    assertThat(best.med()).isEqualTo(30);
    assertThat(best.localPreference()).isEqualTo(150);
    assertThat(best.weight()).isEqualTo(7);
    assertThat(best.origin()).isEqualTo(BgpOrigin.EGP);
    assertThat(best.communities()).containsExactly(Community.parse("64501:7"), Community.NO_EXPORT);
    assertThat(best.peer()).isEqualTo(IpAddress.parse("192.0.2.1"));
    assertThat(best.source()).isEqualTo(RoutePolicy.Source.EBGP);

    BgpRoute internal = paths(BGP, "").get(1).route();
    assertThat(internal.hasMed()).isFalse();
    assertThat(internal.weight()).isZero();
    assertThat(internal.source()).isEqualTo(RoutePolicy.Source.IBGP);
    assertThat(internal.nextHop()).isEqualTo(IpAddress.parse("203.0.113.7"));
    assertThat(internal.originatorId()).isEqualTo(IpAddress.parse("10.0.0.7"));
    assertThat(internal.clusterList())
        .containsExactly(IpAddress.parse("10.0.0.1"), IpAddress.parse("10.0.0.2"));
  }

  @Test
  void standingsAreThoseOfTheTable() {
    assertThat(paths(BGP, ""))
        .extracting(FrrBgp.Path::standing)
        .containsExactly(Standing.BEST, Standing.LOST, Standing.NOT_ELIGIBLE, Standing.BEST);
  }

  @Test
  void ownRoutesHaveAWeightAndNoPeerAndIdleOnesAreNoRoutes() {
    BgpRoute own = paths(BGP, "").get(3).route();
    assertThat(own.prefix()).hasToString("10.8.0.0/16");
    assertThat(own.peer()).isNull();
    assertThat(own.weight()).isEqualTo(32_768);
    assertThat(own.nextHop()).isEqualTo(IpAddress.parse("192.0.2.2"));
  }

  /** Gateways alone do not tell: a longer path may have the gateway of a shorter one. */
  @Test
  void pathsShareTheLoadIfTheirGatewaysAreMergedAndTheirAttributesEqual() {
    String path =
        """
        %s unicast [ext_%s 08:00:01.000] %s(1) [AS64501i]
        \tvia %s on eth0
        \tType: BGP univ
        \tBGP.origin: IGP
        \tBGP.as_path: %s
        \tBGP.next_hop: %s
        \tBGP.local_pref: 100
        """;
    String table =
        path.formatted("10.9.0.0/16", "a", "* ", "192.0.2.1", "64501", "192.0.2.1")
            + path.formatted("          ", "b", "", "192.0.2.2", "64502", "192.0.2.2")
            + path.formatted("          ", "c", "", "192.0.2.2", "64502 64501", "192.0.2.3");
    String merged =
        """
        Table bgp4:
        10.9.0.0/16          unicast [ext_a 08:00:01.000] * (1) [AS64501i]
        \tvia 192.0.2.1 on eth0 weight 1
        \tvia 192.0.2.2 on eth0 weight 1
        """;
    List<BirdProtocols.Protocol> peers =
        Stream.of("ext_a", "ext_b", "ext_c")
            .map(
                name ->
                    new BirdProtocols.Protocol(
                        name,
                        "BGP",
                        true,
                        "Established",
                        0,
                        new BirdProtocols.Peer(IpAddress.parse("192.0.2.1"), 64501, 64500)))
            .toList();
    assertThat(BirdBgp.locRib(BirdRoutes.of(table), BirdRoutes.of(merged), peers, Map.of()))
        .extracting(FrrBgp.Path::standing)
        .containsExactly(Standing.BEST, Standing.MULTIPATH, Standing.LOST);
    assertThat(BirdBgp.locRib(BirdRoutes.of(table), List.of(), peers, Map.of()))
        .extracting(FrrBgp.Path::standing)
        .containsExactly(Standing.BEST, Standing.LOST, Standing.LOST);
  }

  @Test
  void theTableHasDistancesAndTheNextHopsOfProtocols() {
    String table =
        """
        Table master4:
        198.51.100.0/24      unicast [ext_192_0_2_1 08:00:01.000] * (60161) [AS64503e]
        \tvia 10.0.0.9 on eth7
        \tType: BGP univ
        10.8.0.0/16          unicast [static_1 08:00:00.002] * (65024)
        \tvia 10.0.0.9 on eth7
        \tType: static univ
        10.7.0.0/16          blackhole [static_250 08:00:00.002] ! (1280)
        \tType: static univ
        192.0.2.0/30         unicast [direct1 08:00:00.002] * (65280)
        \tdev eth0
        \tType: device univ
        0.0.0.0/0            unreachable [ospf_default 08:00:00.002] * (0)
        \tType: static univ
        """;
    List<ZebraRoutes.Route> routes =
        BirdTable.of(
            BirdRoutes.of(table),
            BirdTable.recursive("10.8.0.0/16\trecursive 203.0.113.7\n10.7.0.0/16\tblackhole\n"),
            paths(BGP, ""));
    assertThat(routes)
        .extracting(
            route -> route.prefix() + " " + route.protocol() + " " + route.distance(),
            route -> route.hops().getFirst())
        .containsExactly(
            tuple(
                "198.51.100.0/24 bgp 20",
                new ZebraRoutes.Hop(IpAddress.parse("192.0.2.1"), null, false)),
            tuple(
                "10.8.0.0/16 static 1",
                new ZebraRoutes.Hop(IpAddress.parse("203.0.113.7"), null, false)),
            tuple("10.7.0.0/16 static 250", new ZebraRoutes.Hop(null, null, true)),
            tuple("192.0.2.0/30 connected 0", new ZebraRoutes.Hop(null, "eth0", false)));
  }

  @Test
  void ospfRoutesHaveTheMetricOfTheirKind() {
    String table =
        """
        Table master4:
        10.1.0.0/16          unicast [ospf_one 08:00:09.000] * IA (37120/30) [10.0.0.1]
        \tvia 192.0.2.1 on eth0 weight 1
        \tvia 192.0.2.5 on eth1 weight 1
        \tType: OSPF-IA univ
        \tOSPF.metric1: 30
        \tOSPF.router_id: 10.0.0.1
        10.2.0.0/16          unicast [ospf_one 08:00:09.000] E2 (37120/5/20) [10.0.0.1]
        \tvia 192.0.2.1 on eth0
        \tType: OSPF-E2 univ
        \tOSPF.metric1: 5
        \tOSPF.metric2: 20
        \tOSPF.tag: 0x00000000
        """;
    List<FrrOspf.Route> routes = BirdOspf.routes(BirdRoutes.of(table));
    assertThat(routes)
        .extracting(FrrOspf.Route::prefix, FrrOspf.Route::kind, FrrOspf.Route::metric)
        .containsExactly(
            tuple(Prefix.parse("10.1.0.0/16"), OspfRoute.Kind.INTER_AREA, 30L),
            tuple(Prefix.parse("10.2.0.0/16"), OspfRoute.Kind.EXTERNAL_2, 20L));
    assertThat(routes.getFirst().hops()).hasSize(2);
  }

  @Test
  void ospfNeighboursAreSettledWhenFullOrTwoWay() {
    String text =
        """
        ospf_one:
        Router ID   \tPri\t     State     \tDTime\tInterface  Router IP
        10.0.0.1    \t  1\tFull/PtP  \t30.412\teth0       192.0.2.1
        10.0.0.2    \t  1\t2-Way/Other\t31.000\teth1       192.0.2.5
        10.0.0.3    \t  1\tExStart/DR\t39.000\teth1       192.0.2.6
        """;
    assertThat(BirdOspf.neighbours(text))
        .extracting(
            FrrOspf.Neighbour::iface, n -> n.address().toString(), FrrOspf.Neighbour::isSettled)
        .containsExactly(
            tuple("eth0", "192.0.2.1", true),
            tuple("eth1", "192.0.2.5", true),
            tuple("eth1", "192.0.2.6", false));
  }
}
