package io.towpath.testkit.networks.estate;

import io.towpath.net.Prefix;
import java.util.List;
import java.util.Set;

/** Where routes come from: LANs, static routes, network statements, aggregates, redistribution. */
final class Origins {
  private static final Prefix DEFAULT = Prefix.parse("0.0.0.0/0");

  private static final List<Integer> TAGS = List.of(0, 77);

  private final Sketch sketch;
  private final Dice dice;

  Origins(Sketch sketch) {
    this.sketch = sketch;
    this.dice = sketch.dice("origins");
  }

  void draw() {
    for (int i = 0; i < sketch.routers.size(); i++) {
      RouterFile router = sketch.routers.get(i);
      if (dice.percent(70)) {
        addLan(router, Prefixes.lan(i));
      }
      addStatics(router);
      if (dice.percent(10)) {
        sketch.note("network without a route");
        network(router, Prefixes.lan(200 + i), "");
      }
      if (dice.percent(20)) {
        addAggregate(router);
      }
      addPaths(router);
    }
    sketch.systems.forEach(this::exchangeWithOspf);
  }

  private void addLan(RouterFile router, Prefix lan) {
    String element = "lan " + router.name();
    Set<String> needs = router.needs(element);
    String port = router.addPort(Prefixes.inside(lan, 1), lan.length(), null, needs);
    sketch.stubs.add(
        new Sketch.Stub(new Sketch.End(router, port, Prefixes.inside(lan, 1)), lan, element));
    boolean ospf = !router.ospf.isEmpty() && dice.percent(50);
    if (ospf) {
      sketch.note("lan in ospf");
      router.runOspf(port, null, true, needs);
    }
    int kind = dice.below(10);
    if (kind < 6) {
      network(router, lan, kind == 0 ? originMap(router) : "");
    } else if (kind < 8) {
      redistributeConnected(router);
    }
  }

  private void network(RouterFile router, Prefix prefix, String map) {
    sketch.note(map.isEmpty() ? "network" : "network with route-map");
    String element = "network %s %s".formatted(router.name(), prefix);
    router.network("", prefix, map.isEmpty() ? null : map, router.needs(element));
  }

  private String originMap(RouterFile router) {
    router.policy(
        router.needs(),
        "route-map ORIGIN permit 10",
        dice.percent(50) ? "set metric 30" : "set community 65010:11",
        "set origin incomplete");
    return "ORIGIN";
  }

  private void redistributeConnected(RouterFile router) {
    sketch.note("redistribute connected into bgp");
    Set<String> needs = router.needs("redistribute %s connected".formatted(router.name()));
    router.policy(needs, "ip prefix-list LANS seq 5 permit 10.0.0.0/8 ge 24 le 24");
    router.policy(needs, "route-map LANS permit 10", "match ip address prefix-list LANS");
    router.intoBgp("", "connected", " route-map LANS", needs);
  }

  private void addStatics(RouterFile router) {
    int count = dice.percent(45) ? 1 : dice.percent(30) ? 2 : 0;
    boolean redistributes = dice.percent(40);
    List<Prefix> pool = dice.shuffled(Prefixes.OVERLAPPING);
    for (int i = 0; i < count; i++) {
      Prefix prefix = pool.get(i);
      Set<String> needs = router.needs("static %s %s".formatted(router.name(), prefix));
      int tag = redistributes && dice.percent(70) ? 77 : 0;
      int distance = !redistributes && dice.percent(30) ? 250 : 1;
      sketch.note(distance == 1 ? "discard static" : "floating discard static");
      router.staticRoute("", prefix, "", distance, tag, needs);
      // A floating route that is also announced keeps out what it waits for, if it comes first.
      if (!redistributes && distance == 1) {
        network(router, prefix, "");
      }
    }
    if (redistributes && count > 0) {
      redistributeStatics(router);
    }
    if (dice.percent(18)) {
      addRecursive(router, pool.get(3));
    }
    if (dice.percent(6)) {
      addDefault(router);
    }
  }

  private void redistributeStatics(RouterFile router) {
    sketch.note("redistribute static into bgp");
    Set<String> needs = router.needs("redistribute %s static".formatted(router.name()));
    if (dice.percent(60)) {
      sketch.note("match tag");
      router.policy(
          needs,
          "route-map STATICS permit 10",
          "match tag 77",
          "set metric " + 10 * dice.below(5),
          "set community 65010:10");
      router.intoBgp("", "static", " route-map STATICS", needs);
    } else {
      router.policy(needs, "route-map STATICS deny 5", "match ip address prefix-list HOSTS");
      router.policy(needs, "ip prefix-list HOSTS seq 5 permit 10.255.0.0/16 le 32");
      router.policy(needs, "route-map STATICS permit 10");
      router.intoBgp("", "static", " metric 15 route-map STATICS", needs);
    }
  }

  /** A static route by way of another router's loopback. */
  private void addRecursive(RouterFile router, Prefix prefix) {
    List<RouterFile> others =
        sketch.systemOf(router).routers().stream().filter(r -> r != router).toList();
    if (!others.isEmpty()) {
      RouterFile other = dice.oneOf(others);
      sketch.note("recursive static");
      String element = "static %s %s recursive".formatted(router.name(), prefix);
      Set<String> needs = router.needs(other.element(), element);
      // Not announced by a network statement: the next hop of such a route is told differently.
      router.staticRoute("", prefix, other.routerId().toString(), 1, dice.oneOf(TAGS), needs);
    }
  }

  private void addDefault(RouterFile router) {
    List<Sketch.Link> links =
        sketch.links.stream().filter(l -> l.one().router() == router).toList();
    if (!links.isEmpty()) {
      Sketch.Link link = dice.oneOf(links);
      sketch.note("static default");
      Set<String> needs = Line.with(link.needs(), "static %s default".formatted(router.name()));
      router.staticRoute("", DEFAULT, link.other().address().toString(), 1, 0, needs);
    }
  }

  private void addAggregate(RouterFile router) {
    Prefix prefix = dice.oneOf(Prefixes.AGGREGATES);
    boolean summaryOnly = dice.percent(40);
    boolean asSet = dice.percent(40);
    sketch.note("aggregate" + (asSet ? " as-set" : "") + (summaryOnly ? " summary-only" : ""));
    String element = "aggregate %s %s".formatted(router.name(), prefix);
    router.aggregate(prefix, summaryOnly, asSet, router.needs(element));
  }

  private void addPaths(RouterFile router) {
    if (dice.percent(40)) {
      sketch.note("maximum-paths");
      Set<String> needs = router.needs("maximum-paths " + router.name());
      router.family("", needs, "maximum-paths " + dice.between(2, 4));
      if (dice.percent(50)) {
        sketch.note("multipath-relax");
        router.process("", needs, "bgp bestpath as-path multipath-relax");
      }
    }
    if (dice.percent(25)) {
      sketch.note("maximum-paths ibgp");
      Set<String> needs = router.needs("maximum-paths ibgp " + router.name());
      router.family("", needs, "maximum-paths ibgp " + dice.between(2, 4));
    }
    if (dice.percent(20)) {
      sketch.note("always-compare-med");
      router.process(
          "", router.needs("always-compare-med " + router.name()), "bgp always-compare-med");
    }
  }

  /** Both ways, at different routers and of different routes, so that nothing comes back. */
  private void exchangeWithOspf(AutonomousSystem system) {
    List<RouterFile> running =
        system.routers().stream().filter(router -> !router.ospf.isEmpty()).toList();
    if (running.isEmpty()) {
      return;
    }
    if (dice.percent(30)) {
      RouterFile router = dice.oneOf(running);
      sketch.note("redistribute ospf into bgp");
      Set<String> needs = router.needs("redistribute %s ospf".formatted(router.name()));
      router.policy(needs, "ip prefix-list INSIDE seq 5 permit 10.0.0.0/8 ge 24 le 24");
      router.policy(needs, "route-map INSIDE permit 10", "match ip address prefix-list INSIDE");
      router.intoBgp(
          "", "ospf", (dice.percent(50) ? " metric 7" : "") + " route-map INSIDE", needs);
    } else if (dice.percent(35)) {
      exchangeBgpWithOspf(running);
    }
    if (dice.percent(25)) {
      RouterFile router = dice.oneOf(running);
      sketch.note("redistribute static into ospf");
      Set<String> needs = router.needs("redistribute %s static ospf".formatted(router.name()));
      router.intoOspf("static", "", needs);
    }
    if (dice.percent(15)) {
      RouterFile router = dice.oneOf(running);
      sketch.note("redistribute connected into ospf");
      Set<String> needs = router.needs("redistribute %s connected ospf".formatted(router.name()));
      router.intoOspf("connected", " metric-type 1", needs);
    }
    if (dice.percent(12)) {
      RouterFile router = dice.oneOf(running);
      sketch.note("default into ospf");
      Set<String> needs = router.needs("default-information " + router.name());
      router.ospf(needs, "default-information originate" + (dice.percent(50) ? " always" : ""));
    }
  }

  /** On IOS-XE only, which takes no iBGP routes; FRR takes all and knows no way to tell. */
  private void exchangeBgpWithOspf(List<RouterFile> running) {
    RouterFile router = dice.oneOf(running);
    String type = dice.percent(50) ? " metric-type 1" : "";
    String metric = " metric " + dice.between(5, 50);
    if (router.dialect() == Dialect.IOS_XE) {
      sketch.note("redistribute bgp into ospf");
      Set<String> needs = router.needs("redistribute %s bgp".formatted(router.name()));
      router.intoOspf("bgp", metric + type, needs);
    }
  }
}
