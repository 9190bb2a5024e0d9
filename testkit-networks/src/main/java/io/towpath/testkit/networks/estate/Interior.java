package io.towpath.testkit.networks.estate;

import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Routing inside each system: OSPF or static host routes, and iBGP between loopbacks. */
final class Interior {
  private final Sketch sketch;
  private final Dice dice;
  private final Set<String> inOspf = new LinkedHashSet<>();

  Interior(Sketch sketch) {
    this.sketch = sketch;
    this.dice = sketch.dice("interior");
  }

  void draw() {
    for (AutonomousSystem system : sketch.systems) {
      boolean alone = system.routers().size() == 1;
      if (system.isStaticInside() && !alone) {
        routeStatically(system);
      } else if (!alone || dice.percent(20)) {
        runOspf(system);
      }
      if (!alone) {
        peer(system);
      }
    }
  }

  private void runOspf(AutonomousSystem system) {
    sketch.note("interior ospf");
    boolean broadcast = dice.percent(25);
    for (RouterFile router : system.routers()) {
      router.ospf(router.needs(), routerId(router));
      router.runOspf(router.loopback(), null, false, router.needs());
    }
    for (Sketch.Link link : sketch.links) {
      boolean inside =
          system.routers().contains(link.one().router())
              && system.routers().contains(link.other().router());
      for (Sketch.End end : List.of(link.one(), link.other())) {
        if (system.routers().contains(end.router())) {
          if (inside) {
            runOspf(link, end, broadcast || link.onSegment());
          } else if (!system.usesNextHopSelf() && inOspf.add(end.at())) {
            sketch.note("border subnet in ospf");
            end.router().runOspf(end.port(), null, true, link.needs());
          }
        }
      }
    }
  }

  private static String routerId(RouterFile router) {
    return switch (router.dialect()) {
      case IOS_XE -> "router-id " + router.routerId();
      case FRR -> "ospf router-id " + router.routerId();
    };
  }

  private void runOspf(Sketch.Link link, Sketch.End end, boolean broadcast) {
    if (!inOspf.add(end.at())) {
      return;
    }
    Set<String> needs = link.onSegment() ? end.router().needs(link.element()) : link.needs();
    Integer cost = dice.percent(50) ? Integer.valueOf(dice.between(1, 20)) : null;
    end.router().runOspf(end.port(), cost, false, needs);
    if (broadcast) {
      sketch.note("ospf broadcast");
      // An election waits for the dead interval.
      end.router().onInterface(end.port(), needs, "ip ospf hello-interval 1");
      end.router().onInterface(end.port(), needs, "ip ospf dead-interval 4");
    } else {
      end.router().onInterface(end.port(), needs, "ip ospf network point-to-point");
    }
  }

  /** Host routes to every loopback along the shortest way, and some floating ones beside them. */
  private void routeStatically(AutonomousSystem system) {
    sketch.note("interior static");
    for (RouterFile target : system.routers()) {
      Map<RouterFile, Sketch.Link> towards = tree(system, target);
      towards.forEach(
          (router, link) -> {
            Ipv4Address via = farEnd(link, router).address();
            Prefix host = new Prefix(target.routerId(), RouterFile.HOST);
            router.staticRoute("", host, via.toString(), 1, 0, withTarget(link, target));
          });
      for (Sketch.Link link : linksInside(system)) {
        RouterFile router = link.one().router();
        Sketch.Link first = towards.get(router);
        if (first != null && !first.equals(link) && link.other().router() == target) {
          sketch.note("floating static");
          Prefix host = new Prefix(target.routerId(), RouterFile.HOST);
          String via = link.other().address().toString();
          router.staticRoute("", host, via, 200, 0, withTarget(link, target));
        }
      }
    }
  }

  private static Set<String> withTarget(Sketch.Link link, RouterFile target) {
    return Line.with(link.needs(), target.element());
  }

  private List<Sketch.Link> linksInside(AutonomousSystem system) {
    return sketch.links.stream()
        .filter(link -> system.routers().contains(link.one().router()))
        .filter(link -> system.routers().contains(link.other().router()))
        .toList();
  }

  static Sketch.End farEnd(Sketch.Link link, RouterFile near) {
    return link.one().router() == near ? link.other() : link.one();
  }

  /** For each router but the root, its link towards it. */
  private Map<RouterFile, Sketch.Link> tree(AutonomousSystem system, RouterFile root) {
    Map<RouterFile, Sketch.Link> towards = new LinkedHashMap<>();
    Deque<RouterFile> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      RouterFile near = open.removeFirst();
      for (Sketch.Link link : linksInside(system)) {
        RouterFile far = link.one().router() == near ? link.other().router() : null;
        far = link.other().router() == near ? link.one().router() : far;
        if (far != null && far != root && !towards.containsKey(far)) {
          towards.put(far, link);
          open.add(far);
        }
      }
    }
    return towards;
  }

  private void peer(AutonomousSystem system) {
    List<RouterFile> routers = system.routers();
    List<RouterFile> reflectors = new ArrayList<>();
    if (system.isReflected()) {
      reflectors.add(routers.getFirst());
      if (routers.size() > 3 && dice.percent(50)) {
        reflectors.add(routers.get(1));
        sketch.note("two route reflectors");
        if (dice.percent(50)) {
          sketch.note("cluster id");
          for (RouterFile reflector : reflectors) {
            reflector.process("", reflector.needs(), "bgp cluster-id " + routers.get(0).routerId());
          }
        }
      }
      sketch.note("route reflector");
    }
    boolean key = dice.percent(15);
    for (int i = 0; i < routers.size(); i++) {
      for (int j = i + 1; j < routers.size(); j++) {
        RouterFile one = routers.get(i);
        RouterFile other = routers.get(j);
        if (reflectors.isEmpty() || reflectors.contains(one)) {
          boolean client = !reflectors.isEmpty() && !reflectors.contains(other);
          addSession(system, one, other, client, key);
        }
      }
    }
  }

  private void addSession(
      AutonomousSystem system, RouterFile one, RouterFile other, boolean client, boolean key) {
    String element = "session %s-%s".formatted(one.name(), other.name());
    sketch.note("ibgp session");
    sketch.sessions.add(
        new Sketch.Session(element, one, one.routerId(), other, other.routerId(), false, true));
    addNeighbor(system, one, other, element, key);
    addNeighbor(system, other, one, element, key);
    if (client) {
      one.family(
          "",
          one.needs(other.element(), element),
          "neighbor " + other.routerId() + " route-reflector-client");
    }
  }

  private void addNeighbor(
      AutonomousSystem system, RouterFile router, RouterFile peer, String element, boolean key) {
    Set<String> needs = router.needs(peer.element(), element);
    String neighbor = "neighbor " + peer.routerId() + " ";
    router.process("", needs, neighbor + "remote-as " + peer.asn());
    router.process("", needs, neighbor + "update-source " + router.loopback());
    if (key) {
      sketch.note("md5");
      router.process("", needs, neighbor + "password inside-" + system.index());
    }
    router.family("", needs, neighbor + "activate");
    router.family("", needs, neighbor + "send-community");
    if (system.usesNextHopSelf()) {
      boolean all = system.isReflected() && dice.percent(15);
      sketch.note(all ? "next-hop-self all" : "next-hop-self");
      router.family("", needs, neighbor + (all ? router.nextHopSelfAll() : "next-hop-self"));
    }
  }
}
