package io.towpath.testkit.networks.estate;

import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import java.util.List;
import java.util.Set;

/** Two VRFs on two neighbouring routers, with equal addresses in both. */
final class Tenants {
  private static final List<String> NAMES = List.of("RED", "BLUE");
  private static final Ipv4Address ONE = Ipv4Address.parse("172.30.0.0");
  private static final Ipv4Address OTHER = Ipv4Address.parse("172.30.0.1");

  private final Sketch sketch;
  private final Dice dice;

  Tenants(Sketch sketch) {
    this.sketch = sketch;
    this.dice = sketch.dice("tenants");
  }

  void draw() {
    if (!sketch.options.tenants() || !dice.percent(30)) {
      return;
    }
    List<RouterFile> two = dice.shuffled(sketch.routers).subList(0, 2);
    sketch.note("vrfs with equal prefixes");
    for (String vrf : NAMES) {
      Set<String> needs = two.get(0).needs(two.get(1).element(), "vrf " + vrf);
      two.forEach(router -> router.vrf(vrf));
      String one = two.get(0).addPort(ONE, 31, vrf, needs);
      String other = two.get(1).addPort(OTHER, 31, vrf, needs);
      sketch.cable(two.get(0).name() + ":" + one, two.get(1).name() + ":" + other, needs);
      addSide(two.get(0), vrf, 1, OTHER, two.get(1), needs);
      addSide(two.get(1), vrf, 2, ONE, two.get(0), needs);
    }
  }

  private void addSide(
      RouterFile router,
      String vrf,
      int site,
      Ipv4Address neighbor,
      RouterFile peer,
      Set<String> needs) {
    Prefix lan = Prefix.parse("172.31.%d.0/24".formatted(site));
    String port = router.addPort(Prefixes.inside(lan, 1), lan.length(), vrf, needs);
    String host = "%s-%d".formatted(vrf.toLowerCase(java.util.Locale.ROOT), site);
    sketch.hosts.add(
        new Line(
            "{name: %s, address: %s/24, gateway: %s, on: %s:%s, os: linux}"
                .formatted(
                    host, Prefixes.inside(lan, 10), Prefixes.inside(lan, 1), router.name(), port),
            needs));
    router.startBgp(vrf, router.routerId(), needs);
    String line = "neighbor " + neighbor + " ";
    router.process(vrf, needs, line + "remote-as " + peer.asn());
    router.family(vrf, needs, line + "activate");
    if (dice.percent(50)) {
      router.network(vrf, lan, null, needs);
    } else {
      sketch.note("redistribute connected in a vrf");
      router.intoBgp(vrf, "connected", "", needs);
    }
    if (dice.percent(50)) {
      sketch.note("static in a vrf");
      Prefix prefix = dice.oneOf(Prefixes.OVERLAPPING);
      router.staticRoute(vrf, prefix, "", 1, 0, needs);
      router.network(vrf, prefix, null, needs);
    }
  }
}
