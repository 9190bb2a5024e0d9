package io.towpath.routing.engine;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.BgpPeer;
import io.towpath.network.Failure;
import io.towpath.network.NextHop;
import io.towpath.network.Precedence;
import io.towpath.network.Precedence.Condition;
import io.towpath.network.Precedence.Outcome;
import io.towpath.network.Precedence.Relation;
import io.towpath.network.Route;
import io.towpath.network.RouteClass;
import io.towpath.network.RouteExchange;
import io.towpath.network.RouteExchange.NextHopRule;
import io.towpath.network.RouteExchange.RankTerm;
import io.towpath.network.RouteLayer;
import io.towpath.network.VrfRef;
import io.towpath.testkit.Choices;
import io.towpath.testkit.Generator;
import io.towpath.testkit.networks.BgpBuilder;
import io.towpath.testkit.networks.OspfBuilder;
import io.towpath.testkit.networks.TopologyBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * Small networks of routers with LANs, statics, OSPF, eBGP, iBGP and redistribution, and a fabric
 * whose subnets learn from some of them.
 *
 * @param net the network
 * @param links names of its cables
 * @param routers names of its routers
 */
record RandomNetworks(TopologyBuilder net, List<String> links, List<String> routers) {

  private static final BgpPeer.Transport LOOPBACK = BgpPeer.Transport.multihop(255);

  @Override
  public String toString() {
    return net.build().nodes().values().toString();
  }

  /** Generates one. */
  static Generator<RandomNetworks> generator() {
    return RandomNetworks::of;
  }

  private static RandomNetworks of(Choices choices) {
    TopologyBuilder net = new TopologyBuilder();
    int count = choices.between(2, 6);
    List<String> routers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      routers.add("r" + i);
      net.router("r" + i)
          .iface("lan", "10.9." + i + ".1/24")
          .iface("lo0", "192.0.2." + (i + 1) + "/32");
    }
    List<String> links = new ArrayList<>();
    for (int i = 1; i < count; i++) {
      link(choices, net, choices.between(0, i - 1), i, links);
    }
    int more = choices.between(0, count);
    for (int i = 0; i < more; i++) {
      int a = choices.between(0, count - 1);
      int b = choices.between(0, count - 1);
      if (a != b) {
        link(choices, net, a, b, links);
      }
    }
    for (int i = 0; i < count; i++) {
      configure(choices, net, i, count);
    }
    fabric(choices, net, count);
    return new RandomNetworks(net, links, routers);
  }

  private static long asn(int router) {
    return 65000 + router / 2;
  }

  private static void link(Choices choices, TopologyBuilder net, int a, int b, List<String> links) {
    int n = links.size();
    String portA = "e" + n;
    String portB = "f" + n;
    net.connect("r" + a, portA, "r" + b, portB, "10.0." + n + ".0/31");
    links.add("r" + a + ":" + portA + " – r" + b + ":" + portB);
    int cost = choices.between(1, 3) * 10;
    if (choices.between(0, 2) > 0) {
      ospf(net, a).on(portA, cost);
      ospf(net, b).on(portB, cost);
    }
    if (choices.between(0, 2) > 0) {
      bgp(net, a).neighbour("10.0." + n + ".1", asn(b));
      bgp(net, b).neighbour("10.0." + n + ".0", asn(a));
    }
  }

  private static OspfBuilder ospf(TopologyBuilder net, int router) {
    return net.router("r" + router).ospf("1").routerId("0.0.0." + (router + 1));
  }

  private static BgpBuilder bgp(TopologyBuilder net, int router) {
    return net.router("r" + router)
        .bgp(asn(router))
        .routerId("0.0.0." + (router + 1))
        .options(Solved.multipath(4));
  }

  private static void configure(Choices choices, TopologyBuilder net, int i, int count) {
    String name = "r" + i;
    if (choices.between(0, 1) == 1) {
      ospf(net, i).passive("lan", 1).passive("lo0", 1);
    }
    if (choices.between(0, 1) == 1) {
      bgp(net, i).network("10.9." + i + ".0/24");
    }
    int partner = i ^ 1;
    if (partner < count && i < partner && choices.between(0, 1) == 1) {
      bgp(net, i).neighbour("192.0.2." + (partner + 1), asn(i), LOOPBACK.from(null, "lo0"));
      bgp(net, partner).neighbour("192.0.2." + (i + 1), asn(i), LOOPBACK.from(null, "lo0"));
    }
    int statics = choices.between(0, 2);
    for (int s = 0; s < statics; s++) {
      String prefix = "20." + choices.between(0, 1) + ".0.0/" + choices.between(15, 17);
      switch (choices.between(0, 3)) {
        case 0 -> net.router(name).discard(prefix);
        case 1 -> net.router(name).route(prefix, "10.9." + choices.between(0, count - 1) + ".7");
        case 2 -> net.router(name).route(prefix, "192.0.2." + (choices.between(0, count) + 1));
        default -> net.router(name).route(prefix, new NextHop.Discard(false, null), 230);
      }
    }
    switch (choices.between(0, 7)) {
      case 1 -> ospf(net, i).redistribute(RouteClass.STATIC, null, 2);
      case 2 -> ospf(net, i).redistribute(RouteClass.BGP, null, choices.between(1, 2));
      case 3 -> bgp(net, i).redistribute(RouteClass.STATIC);
      case 4 -> bgp(net, i).redistribute(RouteClass.OSPF);
      case 5 -> ospf(net, i).defaultOriginate(choices.between(0, 1) == 1, 10, 2);
      case 6 -> bgp(net, i).redistribute(RouteClass.CONNECTED);
      default -> {}
    }
  }

  private static void fabric(Choices choices, TopologyBuilder net, int count) {
    Precedence rows =
        new Precedence(
            false,
            List.of(
                new Precedence.Row(
                    List.of("user"),
                    Condition.ALWAYS,
                    Relation.SAME,
                    List.of("learned"),
                    Outcome.INVALID,
                    "R34")));
    net.layer(
        new RouteLayer(
            "users",
            List.of(
                Route.of(
                    Prefix.parse("10.9.0.0/24"),
                    "user",
                    new NextHop.Port("d", IpAddress.parse("10.1.0.4"), null),
                    Origin.NONE))));
    net.layer(new RouteLayer("learned", List.of()));
    net.router("fabric")
        .iface("edge")
        .vrf("s1", rows, "learned")
        .vrf("s2", rows, "users", "learned");
    int sources = choices.between(0, 2);
    for (int s = 0; s < sources; s++) {
      int from = choices.between(0, count - 1);
      net.exchange(
          new RouteExchange(
              "x" + s,
              new VrfRef("r" + from, "default"),
              List.of(RouteClass.BGP, RouteClass.OSPF),
              null,
              "learned",
              "learned",
              List.of(
                  new RankTerm.Constant(choices.between(0, 1), "kind"),
                  new RankTerm.AsPathLength()),
              new NextHopRule.SourcePort("d", IpAddress.parse("10.1.1." + (from + 1))),
              null,
              Origin.NONE));
    }
  }

  /** Something that fails in it. */
  Failure failure(Choices choices) {
    return switch (choices.between(0, 2)) {
      case 0 -> new Failure.NodeDown(choices.oneOf(routers));
      case 1 ->
          new Failure.InterfaceDown(TopologyBuilder.place(choices.oneOf(routers) + ":lan"), false);
      default ->
          links.isEmpty()
              ? new Failure.NodeDown(choices.oneOf(routers))
              : new Failure.SegmentDown(choices.oneOf(links));
    };
  }
}
