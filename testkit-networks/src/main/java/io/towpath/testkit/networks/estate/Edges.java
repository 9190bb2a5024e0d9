package io.towpath.testkit.networks.estate;

import io.towpath.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Hosts on LANs, access lists in front of them, and what may fail. */
final class Edges {
  private static final int FAILURES = 3;

  private final Sketch sketch;
  private final Dice dice;

  Edges(Sketch sketch) {
    this.sketch = sketch;
    this.dice = sketch.dice("edges");
  }

  void draw() {
    for (Sketch.Stub stub : sketch.stubs) {
      addHost(stub);
      RouterFile router = stub.end().router();
      // A sequence of its own: routers of another dialect change nothing else of the estate.
      Dice own = sketch.dice("access list of " + router.name());
      if (own.percent(25) && router.dialect() == Dialect.IOS_XE) {
        addAccessList(stub, own);
      }
    }
    addFailures();
  }

  private void addHost(Sketch.Stub stub) {
    RouterFile router = stub.end().router();
    Prefix lan = stub.prefix();
    String os = dice.percent(50) ? "linux" : "windows";
    sketch.note("host");
    sketch.hosts.add(
        new Line(
            "{name: h-%s, address: %s/%d, gateway: %s, on: %s, os: %s}"
                .formatted(
                    router.name(),
                    Prefixes.inside(lan, 10),
                    lan.length(),
                    stub.end().address(),
                    stub.end().at(),
                    os),
            router.needs(stub.element())));
  }

  private void addAccessList(Sketch.Stub stub, Dice own) {
    RouterFile router = stub.end().router();
    String element = "access-list " + router.name();
    Set<String> needs = router.needs(stub.element(), element);
    Prefix foreign = own.oneOf(sketch.stubs).prefix();
    if (own.percent(40)) {
      sketch.note("standard access list");
      router.onInterface(stub.end().port(), needs, "ip access-group SOURCES out");
      router.policy(
          needs,
          "ip access-list standard SOURCES",
          "deny %s 0.0.0.255".formatted(foreign.network()),
          "permit any");
    } else {
      sketch.note("extended access list");
      boolean in = own.percent(50);
      List<String> lines = new ArrayList<>();
      String lan = stub.prefix().network() + " 0.0.0.255";
      String other = foreign.network() + " 0.0.0.255";
      lines.add(
          in
              ? "deny icmp %s %s echo".formatted(lan, other)
              : "deny icmp %s %s echo".formatted(other, lan));
      lines.add("permit tcp any any established");
      lines.add("permit ip any any");
      router.onInterface(
          stub.end().port(), needs, "ip access-group PACKETS " + (in ? "in" : "out"));
      router.policy(needs, "ip access-list extended PACKETS", lines.toArray(String[]::new));
    }
  }

  private void addFailures() {
    List<Sketch.Link> cables =
        dice.shuffled(sketch.links.stream().filter(link -> !link.onSegment()).toList());
    List<Sketch.Session> sessions =
        dice.shuffled(sketch.sessions.stream().filter(Sketch.Session::clean).toList());
    for (int i = 0; i < FAILURES; i++) {
      String name = "f" + (i + 1);
      switch (dice.below(4)) {
        case 0 -> {
          if (i < cables.size()) {
            Sketch.Link link = cables.get(i);
            add(name, "interface", link.one().at(), link.needs());
          }
        }
        case 1 -> {
          if (i < cables.size()) {
            Sketch.Link link = cables.get(i);
            String ends = "[%s, %s]".formatted(link.one().at(), link.other().at());
            add(name, "cable", ends, link.needs());
          }
        }
        case 2 -> {
          RouterFile router = dice.oneOf(sketch.routers);
          add(name, "node", router.name(), router.needs());
        }
        default -> {
          if (i < sessions.size()) {
            Sketch.Session session = sessions.get(i);
            String ends = "[%s, %s]".formatted(session.one().name(), session.other().name());
            Set<String> needs = session.one().needs(session.other().element(), session.element());
            add(name, "session", ends, needs);
          }
        }
      }
    }
  }

  private void add(String name, String kind, String what, Set<String> needs) {
    sketch.note("failure of " + kind.toLowerCase(Locale.ROOT));
    sketch.failures.add(
        new Line("%s: {%s: %s}".formatted(name, kind, what), Line.with(needs, "failure " + name)));
  }
}
