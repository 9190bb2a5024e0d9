package io.towpath.testkit.networks.estate;

import io.towpath.net.Ipv4Address;
import io.towpath.testkit.networks.estate.AutonomousSystem.Relation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Systems, routers, and what is cabled to what: a tree that connects all, and more links. */
final class Wiring {
  private static final int MOST_SYSTEMS = 10;
  private static final int LOOPBACKS = Ipv4Address.parse("10.255.0.1").bits();
  private static final int SEGMENT_LENGTH = 29;

  private final Sketch sketch;
  private final Dice dice;

  Wiring(Sketch sketch) {
    this.sketch = sketch;
    this.dice = sketch.dice("wiring");
  }

  void draw() {
    addSystems();
    addRouters();
    sketch.systems.forEach(this::connectInside);
    connectSystems();
    addMoreLinks();
    addSegments();
  }

  private void addSystems() {
    int routers = sketch.options.routers();
    int count = Math.min(MOST_SYSTEMS, dice.between(Math.max(2, routers / 5), routers / 2 + 1));
    for (int i = 0; i < count; i++) {
      sketch.systems.add(
          new AutonomousSystem(i, asn(i), dice.percent(20), dice.percent(55), dice.percent(50)));
    }
  }

  /** Public and private numbers of two and of four octets (RFC 6996). */
  private long asn(int index) {
    int kind = dice.below(10);
    sketch.note(kind < 4 ? "asn private" : kind < 7 ? "asn public" : "asn of four octets");
    return (kind < 4 ? 64_601L : kind < 7 ? 3_001L : kind < 9 ? 200_001L : 4_200_000_001L) + index;
  }

  private void addRouters() {
    int systems = sketch.systems.size();
    for (int i = 0; i < sketch.options.routers(); i++) {
      AutonomousSystem system = sketch.systems.get(i < systems ? i : dice.below(systems));
      Ipv4Address id = new Ipv4Address(LOOPBACKS + i);
      RouterFile router = RouterFile.of("r" + (i + 1), system.asn(), id, dialect());
      router.startBgp("", id, router.needs());
      system.routers().add(router);
      sketch.routers.add(router);
      sketch.note("dialect " + router.dialect().word());
    }
  }

  private Dialect dialect() {
    List<Dialect> allowed = sketch.options.dialects();
    return dice.oneOf(allowed);
  }

  private void connectInside(AutonomousSystem system) {
    for (int i = 1; i < system.routers().size(); i++) {
      connect(system.routers().get(dice.below(i)), system.routers().get(i));
    }
  }

  private void connectSystems() {
    for (int i = 1; i < sketch.systems.size(); i++) {
      // The lower of two draws: systems near the top have more customers.
      int other = Math.min(dice.below(i), dice.below(i));
      AutonomousSystem provider = sketch.systems.get(other);
      AutonomousSystem customer = sketch.systems.get(i);
      relate(provider, customer, false);
      Sketch.Link link = connect(dice.oneOf(provider.routers()), dice.oneOf(customer.routers()));
      if (dice.percent(15)) {
        sketch.note("parallel links");
        connect(link.one().router(), link.other().router());
      }
    }
  }

  private void addMoreLinks() {
    int more = dice.below(sketch.routers.size() / 2 + 2);
    for (int i = 0; i < more; i++) {
      RouterFile one = dice.oneOf(sketch.routers);
      RouterFile other = dice.oneOf(sketch.routers);
      if (one == other) {
        continue;
      }
      AutonomousSystem a = sketch.systemOf(one);
      AutonomousSystem b = sketch.systemOf(other);
      if (a == b) {
        connect(one, other);
      } else {
        boolean swap = a.index() > b.index();
        relate(swap ? b : a, swap ? a : b, dice.percent(35));
        connect(swap ? other : one, swap ? one : other);
      }
    }
  }

  /** Relations go by the order of systems, so that no system is its own provider's provider. */
  private static void relate(AutonomousSystem upper, AutonomousSystem lower, boolean peers) {
    Relation relation = upper.relate(lower, peers ? Relation.PEER : Relation.CUSTOMER);
    lower.relate(upper, relation == Relation.PEER ? Relation.PEER : Relation.PROVIDER);
  }

  private Sketch.Link connect(RouterFile one, RouterFile other) {
    return sketch.connect(one, other, dice.percent(60));
  }

  /** Switches with three or four routers, inside a system or of several. */
  private void addSegments() {
    int count = dice.percent(45) ? 1 : dice.percent(25) ? 2 : 0;
    for (int i = 0; i < count; i++) {
      List<RouterFile> pool =
          dice.percent(40) ? dice.oneOf(sketch.systems).routers() : sketch.routers;
      Set<RouterFile> chosen = new LinkedHashSet<>(dice.shuffled(pool));
      List<RouterFile> some = chosen.stream().limit(dice.between(3, 4)).toList();
      if (some.size() >= 3) {
        addSegment(some);
      }
    }
  }

  private void addSegment(List<RouterFile> routers) {
    String name = "sw" + (sketch.switches.size() + 1);
    String element = "segment " + name;
    int block = sketch.nextBlock();
    List<Sketch.End> ends = new ArrayList<>();
    for (RouterFile router : routers) {
      Set<String> needs = router.needs(element);
      Ipv4Address address = new Ipv4Address(block + 1 + ends.size());
      Sketch.End end = sketch.plug(router, address, SEGMENT_LENGTH, needs);
      ends.add(end);
      sketch.cable(end.at(), name + ":GigabitEthernet1/0/" + ends.size(), needs);
    }
    sketch.switches.add(new Sketch.Switch(name, ends));
    sketch.note("segment of %d routers".formatted(ends.size()));
    for (int i = 0; i < ends.size(); i++) {
      for (int j = i + 1; j < ends.size(); j++) {
        pair(element, ends.get(i), ends.get(j));
      }
    }
  }

  private void pair(String element, Sketch.End one, Sketch.End other) {
    AutonomousSystem a = sketch.systemOf(one.router());
    AutonomousSystem b = sketch.systemOf(other.router());
    if (a != b) {
      boolean swap = a.index() > b.index();
      relate(swap ? b : a, swap ? a : b, true);
    }
    sketch.links.add(new Sketch.Link(element, one, other, true));
  }
}
