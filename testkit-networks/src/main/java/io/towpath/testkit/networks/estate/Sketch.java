package io.towpath.testkit.networks.estate;

import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** An estate while it is made. Not thread-safe. */
final class Sketch {
  private static final int LINKS = Ipv4Address.parse("10.254.0.0").bits();
  private static final int LINK_BLOCK = 8;

  final long seed;
  final RandomEstate.Options options;
  final List<AutonomousSystem> systems = new ArrayList<>();
  final List<RouterFile> routers = new ArrayList<>();
  final List<Link> links = new ArrayList<>();
  final List<Session> sessions = new ArrayList<>();
  final List<Switch> switches = new ArrayList<>();
  final List<Stub> stubs = new ArrayList<>();
  final List<Line> cables = new ArrayList<>();
  final List<Line> hosts = new ArrayList<>();
  final List<Line> failures = new ArrayList<>();
  private final SortedMap<String, Integer> features = new TreeMap<>();
  private int blocks;

  Sketch(long seed, RandomEstate.Options options) {
    this.seed = seed;
    this.options = options;
  }

  /** A router's end of a link or segment. */
  record End(RouterFile router, String port, Ipv4Address address) {
    String at() {
      return router.name() + ":" + port;
    }
  }

  /** A subnet that two routers share; on a segment there are several for each pair. */
  record Link(String element, End one, End other, boolean onSegment) {
    Set<String> needs() {
      return one.router().needs(other.router().element(), element);
    }
  }

  /** A switch and the routers that it joins. */
  record Switch(String name, List<End> ends) {}

  /** A LAN behind one router. */
  record Stub(End end, Prefix prefix, String element) {}

  /** A configured BGP session; {@code clean} if nothing in it is wrong on purpose. */
  record Session(
      String element,
      RouterFile one,
      Ipv4Address addressOfOne,
      RouterFile other,
      Ipv4Address addressOfOther,
      boolean external,
      boolean clean) {}

  Dice dice(String concern) {
    return new Dice(seed, concern);
  }

  /** Counts that something of this kind occurs. */
  void note(String feature) {
    features.merge(feature, 1, Integer::sum);
  }

  SortedMap<String, Integer> features() {
    return features;
  }

  AutonomousSystem systemOf(RouterFile router) {
    for (AutonomousSystem system : systems) {
      if (system.routers().contains(router)) {
        return system;
      }
    }
    throw new IllegalArgumentException(router.name() + " is in no system.");
  }

  /** The first address of the next block of eight for a link or segment. */
  int nextBlock() {
    return LINKS + LINK_BLOCK * blocks++;
  }

  /** Cables two routers. */
  Link connect(RouterFile one, RouterFile other, boolean even) {
    String element = "link " + one.name() + "-" + other.name() + "#" + links.size();
    Set<String> needs = one.needs(other.element(), element);
    int block = nextBlock();
    int first = even ? block : block + 1;
    int length = even ? 31 : 30;
    Link link =
        new Link(
            element,
            plug(one, new Ipv4Address(first), length, needs),
            plug(other, new Ipv4Address(first + 1), length, needs),
            false);
    links.add(link);
    note(even ? "link /31" : "link /30");
    cable(link.one().at(), link.other().at(), needs);
    return link;
  }

  void cable(String from, String to, Set<String> needs) {
    cables.add(new Line("{from: %s, to: %s}".formatted(from, to), needs));
  }

  End plug(RouterFile router, Ipv4Address address, int length, Set<String> needs) {
    return new End(router, router.addPort(address, length, null, needs), address);
  }
}
