package io.towpath.lab.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.lab.compare.read.FrrBgp;
import io.towpath.lab.compare.read.ZebraRoutes;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.BgpSpeaker.Install;
import io.towpath.network.Interface;
import io.towpath.network.LinkKind;
import io.towpath.network.NextHop;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.network.Route;
import io.towpath.network.RouteClass;
import io.towpath.network.RouteExchange;
import io.towpath.network.Vrf;
import io.towpath.network.VrfRef;
import io.towpath.routing.engine.ExchangedRoute;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class DaemonOffersTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** A learned path with another beside it, one that lost, and one of the speaker's own. */
  private static final String LOC_RIB =
      """
      {"routes": {
        "10.2.0.0/16": [{"prefix": "10.2.0.0/16"},
          {"aspath": {"segments": [{"type": "as-sequence", "list": [65001]}]}, "origin": "IGP",
           "valid": true, "bestpath": {"overall": true}, "nexthops": [{"ip": "10.9.0.1"}],
           "peer": {"peerId": "10.9.0.1", "type": "external"}},
          {"aspath": {"segments": [{"type": "as-sequence", "list": [65002]}]}, "origin": "IGP",
           "valid": true, "multipath": true, "nexthops": [{"ip": "10.8.0.1"}],
           "peer": {"peerId": "10.8.0.1", "type": "external"}},
          {"aspath": {"segments": [{"type": "as-sequence", "list": [65003, 65004]}]},
           "origin": "IGP", "valid": true, "nexthops": [{"ip": "10.7.0.1"}],
           "peer": {"peerId": "10.7.0.1", "type": "external"}}],
        "10.3.0.0/16": [{"prefix": "10.3.0.0/16"},
          {"aspath": {"segments": []}, "origin": "IGP", "weight": 32768, "valid": true,
           "bestpath": {"overall": true}, "nexthops": [{"ip": "0.0.0.0"}],
           "peer": {"peerId": "0.0.0.0"}}]}}
      """;

  /** 10.9.0.1 is reached by the tunnel, 10.8.0.1 by the port. */
  private static final String TABLE =
      """
      {"10.9.0.1/32": [{"protocol": "static", "selected": true, "distance": 1,
          "nexthops": [{"interfaceName": "tun1"}]}],
       "10.8.0.1/32": [{"protocol": "static", "selected": true, "distance": 1,
          "nexthops": [{"ip": "10.0.0.1", "interfaceName": "port"}]}]}
      """;

  private static DaemonOffers offers(Install install, String table) {
    Node node =
        Node.named("gw", NodeKind.GATEWAY, Origin.NONE)
            .vrfs(
                List.of(
                    Vrf.router(
                        Vrf.DEFAULT,
                        List.of(
                            Route.of(
                                Prefix.parse("10.9.0.1/32"),
                                RouteClass.STATIC,
                                new NextHop.IntoTunnel("to branch", null),
                                Origin.NONE),
                            Route.of(
                                Prefix.parse("10.8.0.1/32"),
                                "port",
                                new NextHop.Via(IpAddress.parse("10.0.0.1"), "port", null),
                                Origin.NONE)),
                        Origin.NONE)))
            .interfaces(
                List.of(
                    Interface.named("to branch", Vrf.DEFAULT, Origin.NONE)
                        .link(LinkKind.TUNNEL)
                        .build(),
                    Interface.named("port", Vrf.DEFAULT, Origin.NONE)
                        .link(LinkKind.FABRIC_PORT)
                        .build()))
            .bgp(
                List.of(
                    new BgpSpeaker(
                        Vrf.DEFAULT,
                        65515,
                        null,
                        BgpSpeaker.Options.GATEWAY,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        install,
                        Origin.NONE)))
            .build();
    return new DaemonOffers(
        node,
        node.vrfs().getFirst(),
        Map.of("tun1", "to branch", "port", "port"),
        FrrBgp.locRib(JSON.readTree(LOC_RIB)),
        ZebraRoutes.of(JSON.readTree(table)));
  }

  private static List<String> taken(DaemonOffers offers, String... protocols) {
    RouteExchange exchange =
        new RouteExchange(
            "gw into layer",
            new VrfRef("gw", Vrf.DEFAULT),
            List.of(protocols),
            null,
            "layer",
            "gateway",
            List.of(),
            new RouteExchange.NextHopRule.Unchanged("edge"),
            null,
            Origin.NONE);
    return offers.to(exchange).stream().map(DaemonOffersTest::text).toList();
  }

  private static String text(ExchangedRoute route) {
    var attributes = route.attributes();
    return route.prefix()
        + " "
        + route.address()
        + (attributes == null ? "" : " path " + attributes.asPath());
  }

  @Test
  void theSelectedPathsAreOfferedAndNotWhatLostOrIsTheSpeakersOwn() {
    assertThat(taken(offers(Install.NONE, TABLE), RouteClass.BGP))
        .containsExactly("10.2.0.0/16 10.9.0.1 path 65001", "10.2.0.0/16 10.8.0.1 path 65002");
  }

  @Test
  void aGatewayThatForwardsIntoTunnelsOffersWhatLeadsIntoThem() {
    assertThat(taken(offers(Install.INTO_TUNNELS, TABLE), RouteClass.BGP))
        .containsExactly("10.2.0.0/16 10.9.0.1 path 65001");
  }

  @Test
  void aPathThatTheTableDoesNotUseIsNotOffered() {
    String beaten =
        """
        {"10.2.0.0/16": [{"protocol": "static", "selected": true, "distance": 1,
            "nexthops": [{"interfaceName": "tun1"}]}]}
        """;
    assertThat(taken(offers(Install.ALL, beaten), RouteClass.BGP)).isEmpty();
    assertThat(taken(offers(Install.NONE, beaten), RouteClass.BGP)).hasSize(2);
  }

  @Test
  void theClassOfAStaticRouteIsTheOneThatWasWritten() {
    DaemonOffers offers = offers(Install.NONE, TABLE);
    assertThat(taken(offers, RouteClass.STATIC)).containsExactly("10.9.0.1/32 null");
    assertThat(taken(offers, "port")).containsExactly("10.8.0.1/32 10.0.0.1");
  }

  @Test
  void aStaticRouteThatTheDaemonDoesNotSelectIsNotOffered() {
    assertThat(taken(offers(Install.NONE, "{}"), RouteClass.STATIC)).isEmpty();
  }
}
