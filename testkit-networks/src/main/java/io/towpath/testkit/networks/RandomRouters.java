package io.towpath.testkit.networks;

import io.towpath.net.Prefix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Random networks of 5 to 40 routers in up to 8 autonomous systems, connected as a whole and within
 * each system, for properties that must hold of any network.
 *
 * <p>Every system has OSPF or static host routes inside, iBGP between loopbacks (a full mesh or a
 * route reflector), and eBGP on the links to others (on the link or between loopbacks). Routers
 * announce subnets of their own and prefixes of a small set that overlap each other, and filter and
 * change what they exchange by random route maps. The same numbers from the source of randomness
 * build the same network; smaller numbers build a simpler one.
 */
public final class RandomRouters {
  /** What route maps and reflection may do. */
  public enum Policies {
    /** Nothing that makes paths better the longer they are: one stable outcome exists. */
    SAFE,
    /** Anything: there may be several stable outcomes, or none. */
    ANY
  }

  private static final int LEAST_ROUTERS = 5;
  private static final int MOST_ROUTERS = 40;
  private static final int MOST_SYSTEMS = 8;
  private static final long FIRST_ASN = 64_601;
  private static final long FIRST_LONG_ASN = 4_200_000_000L;
  private static final int MOST_OVERLAPPING = 4;

  /** Each prefix inside or around others of the list; the default route is the last. */
  static final List<Prefix> OVERLAPPING =
      List.of(
          Prefix.parse("10.200.0.0/16"),
          Prefix.parse("10.200.0.0/17"),
          Prefix.parse("10.200.1.0/24"),
          Prefix.parse("10.200.1.128/25"),
          Prefix.parse("10.200.1.130/32"),
          Prefix.parse("10.192.0.0/10"),
          Prefix.parse("10.0.0.0/8"),
          Prefix.parse("203.0.113.0/24"),
          Prefix.parse("203.0.112.0/23"),
          Prefix.parse("0.0.0.0/0"));

  private final RandomGenerator random;
  private final Policies policies;
  private final RouterTopology topology = new RouterTopology();
  private final List<AutonomousSystem> systems = new ArrayList<>();
  private final List<Member> members = new ArrayList<>();
  private final Map<AutonomousSystem, List<Member>> bySystem = new LinkedHashMap<>();
  private final List<Wire> wires = new ArrayList<>();
  private final Set<Set<Member>> peersByLoopback = new LinkedHashSet<>();

  private RandomRouters(RandomGenerator random, Policies policies) {
    this.random = random;
    this.policies = policies;
  }

  /** A network with {@link Policies#ANY any} policies. */
  public static Workload of(RandomGenerator random) {
    return of(random, Policies.ANY);
  }

  /** A network with the given kind of policies. */
  public static Workload of(RandomGenerator random, Policies policies) {
    return new RandomRouters(random, policies).build();
  }

  /** A system and how it routes inside. */
  private record AutonomousSystem(
      long asn, boolean staticInside, boolean reflected, boolean nextHopSelf) {
    /** Next hops of other systems are known inside: their subnets are in OSPF, or replaced. */
    boolean announcesBorders() {
      return !nextHopSelf && !staticInside;
    }
  }

  /** A router of a system. */
  private record Member(RouterConfiguration router, AutonomousSystem system) {}

  /** A link, {@code tree} if it belongs to the tree that connects its system. */
  private record Wire(Member one, Member other, RouterTopology.Ends ends, boolean tree) {
    boolean isInside() {
      return one.system.equals(other.system);
    }
  }

  private List<Member> membersOf(AutonomousSystem system) {
    return bySystem.computeIfAbsent(system, _ -> new ArrayList<>());
  }

  private Workload build() {
    addRouters();
    addLinks();
    for (Wire wire : wires) {
      if (wire.isInside()) {
        routeInside(wire);
      } else {
        peerOutside(wire);
      }
    }
    for (AutonomousSystem system : systems) {
      if (system.staticInside) {
        routeStatically(system);
      }
      peerInside(system);
    }
    members.forEach(this::announce);
    return topology.workload("%d random routers".formatted(members.size()));
  }

  private void addRouters() {
    int routers = random.nextInt(LEAST_ROUTERS, MOST_ROUTERS + 1);
    int systemCount = 1 + random.nextInt(Math.min(routers, MOST_SYSTEMS));
    for (int i = 0; i < systemCount; i++) {
      long asn = (random.nextInt(4) == 3 ? FIRST_LONG_ASN : FIRST_ASN) + i;
      boolean reflected = policies == Policies.ANY && random.nextInt(3) == 2;
      systems.add(
          new AutonomousSystem(asn, random.nextInt(4) == 3, reflected, !random.nextBoolean()));
    }
    for (int i = 0; i < routers; i++) {
      AutonomousSystem system = systems.get(i < systemCount ? i : random.nextInt(systemCount));
      Member member = new Member(topology.addRouter("r" + i, system.asn), system);
      membersOf(system).add(member);
      members.add(member);
      configure(member.router);
    }
  }

  private void configure(RouterConfiguration router) {
    router.addLoopback();
    router.bgp("bgp router-id " + router.routerId());
    if (random.nextBoolean()) {
      router.bgp("bgp bestpath as-path multipath-relax");
      router.bgpIpv4("maximum-paths " + (1 + random.nextInt(4)));
    }
    if (random.nextInt(4) == 3) {
      router.bgpIpv4("maximum-paths ibgp 2");
    }
  }

  /** A tree in every system, a tree of the systems, and some more links anywhere. */
  private void addLinks() {
    for (AutonomousSystem system : systems) {
      for (int i = 1; i < membersOf(system).size(); i++) {
        connect(membersOf(system).get(random.nextInt(i)), membersOf(system).get(i), true);
      }
    }
    for (int i = 1; i < systems.size(); i++) {
      connect(anyMember(systems.get(random.nextInt(i))), anyMember(systems.get(i)), false);
    }
    int more = random.nextInt(members.size() + 1);
    for (int i = 0; i < more; i++) {
      int one = random.nextInt(members.size());
      int other = random.nextInt(members.size());
      if (one != other) {
        connect(members.get(one), members.get(other), false);
      }
    }
  }

  private Member anyMember(AutonomousSystem system) {
    return membersOf(system).get(random.nextInt(membersOf(system).size()));
  }

  private void connect(Member one, Member other, boolean tree) {
    wires.add(new Wire(one, other, topology.connect(one.router, other.router), tree));
  }

  private void routeInside(Wire wire) {
    if (wire.one.system.staticInside) {
      return;
    }
    boolean pointToPoint = !random.nextBoolean();
    for (RouterTopology.End end : List.of(wire.ends.one(), wire.ends.other())) {
      end.router().onInterface(end.port(), "ip ospf 1 area 0");
      if (pointToPoint) {
        end.router().onInterface(end.port(), "ip ospf network point-to-point");
      }
      if (random.nextBoolean()) {
        end.router().onInterface(end.port(), "ip ospf cost " + (1 + random.nextInt(20)));
      }
    }
  }

  /** Host routes for all loopbacks along the tree of the system. */
  private void routeStatically(AutonomousSystem system) {
    for (Member target : membersOf(system)) {
      Set<Member> reached = new LinkedHashSet<>(List.of(target));
      for (boolean grown = true; grown; ) {
        grown = false;
        for (Wire wire : wires) {
          if (wire.tree && reached.contains(wire.one) != reached.contains(wire.other)) {
            boolean outward = reached.contains(wire.one);
            RouterTopology.End via = outward ? wire.ends.one() : wire.ends.other();
            Member next = outward ? wire.other : wire.one;
            next.router.staticRoute(
                Prefix.host(target.router.routerId()), via.address().toString());
            grown |= reached.add(next);
          }
        }
      }
    }
  }

  private void peerInside(AutonomousSystem system) {
    List<Member> all = membersOf(system);
    for (int i = 0; i < all.size(); i++) {
      for (int j = i + 1; j < all.size(); j++) {
        if (!system.reflected || i == 0) {
          addInternalNeighbor(all.get(i), all.get(j), system.reflected);
          addInternalNeighbor(all.get(j), all.get(i), false);
          topology.countSession();
        }
      }
    }
    for (Member member : all) {
      if (!system.staticInside && all.size() > 1) {
        member.router.onInterface("Loopback0", "ip ospf 1 area 0");
        member.router.ospf("router-id " + member.router.routerId());
      }
    }
  }

  private static void addInternalNeighbor(Member own, Member peer, boolean client) {
    String neighbor = "neighbor " + peer.router.routerId();
    own.router.bgp(
        neighbor + " remote-as " + peer.system.asn, neighbor + " update-source Loopback0");
    own.router.bgpIpv4(neighbor + " activate", neighbor + " send-community");
    if (!own.system.announcesBorders()) {
      own.router.bgpIpv4(neighbor + " next-hop-self");
    }
    if (client) {
      own.router.bgpIpv4(neighbor + " route-reflector-client");
    }
  }

  private void peerOutside(Wire wire) {
    boolean byLoopback =
        random.nextInt(8) == 7
            && (policies == Policies.ANY || hidesNextHops(wire))
            && peersByLoopback.add(Set.of(wire.one, wire.other));
    addExternalNeighbor(wire.one, wire.ends.one(), wire.other, wire.ends.other(), byLoopback);
    addExternalNeighbor(wire.other, wire.ends.other(), wire.one, wire.ends.one(), byLoopback);
    topology.countSession();
  }

  /** Loopbacks of other systems are unknown inside, unless borders replace them as next hops. */
  private static boolean hidesNextHops(Wire wire) {
    return !wire.one.system.announcesBorders() && !wire.other.system.announcesBorders();
  }

  private void addExternalNeighbor(
      Member own,
      RouterTopology.End ownEnd,
      Member peer,
      RouterTopology.End peerEnd,
      boolean byLoopback) {
    RouterConfiguration router = own.router;
    String address = (byLoopback ? peer.router.routerId() : peerEnd.address()).toString();
    String neighbor = "neighbor " + address;
    router.bgp(neighbor + " remote-as " + peer.system.asn);
    if (byLoopback) {
      router.bgp(neighbor + " ebgp-multihop 2", neighbor + " update-source Loopback0");
      router.staticRoute(Prefix.host(peer.router.routerId()), peerEnd.address().toString());
    }
    router.bgpIpv4(neighbor + " activate");
    if (!random.nextBoolean()) {
      router.bgpIpv4(neighbor + " send-community");
    }
    if (own.system.announcesBorders() && membersOf(own.system).size() > 1) {
      router.onInterface(ownEnd.port(), "ip ospf 1 area 0");
      router.ospf("passive-interface " + ownEnd.port());
    }
    for (String direction : List.of("in", "out")) {
      if (random.nextBoolean()) {
        String routeMap = "%s-%s".formatted(address, direction).replace('.', '-');
        RandomRouteMap.write(router, routeMap, random, policies);
        router.bgpIpv4("%s route-map %s %s".formatted(neighbor, routeMap, direction));
      }
    }
  }

  private void announce(Member member) {
    RouterConfiguration router = member.router;
    topology.addSite(router, random.nextInt(3));
    Set<Prefix> own = new LinkedHashSet<>();
    int count = random.nextInt(MOST_OVERLAPPING);
    // A default route by BGP may cover the next hop that it depends on.
    int pool = OVERLAPPING.size() - (policies == Policies.SAFE ? 1 : 0);
    for (int i = 0; i < count; i++) {
      own.add(OVERLAPPING.get(random.nextInt(pool)));
    }
    for (Prefix prefix : own) {
      router.staticRoute(prefix, "Null0");
      if (!random.nextBoolean()) {
        topology.originate(router, prefix);
      }
    }
    redistributeIntoBgp(router);
    if (!member.system.staticInside && membersOf(member.system).size() > 1) {
      announceInside(member);
    }
  }

  /** Links and loopbacks by BGP may cover the next hops of the very routes that carry them. */
  private void redistributeIntoBgp(RouterConfiguration router) {
    boolean any = policies == Policies.ANY;
    if (any && random.nextInt(6) == 5) {
      router.bgpIpv4("redistribute connected");
    }
    if (random.nextInt(6) == 5) {
      router.bgpIpv4("redistribute static" + (any ? "" : " route-map OWN"));
      router.policies(
          "ip prefix-list OWN seq 5 permit 10.0.0.0/8 le 32",
          "ip prefix-list OWN seq 10 permit 203.0.112.0/23 le 32",
          "route-map OWN permit 10",
          " match ip address prefix-list OWN",
          "!");
    }
  }

  private void announceInside(Member member) {
    if (random.nextInt(4) == 3) {
      member.router.ospf("redistribute static subnets");
    }
    if (random.nextInt(12) == 11) {
      member.router.ospf("default-information originate always metric " + (1 + random.nextInt(3)));
    }
    if (policies == Policies.ANY && random.nextInt(12) == 11) {
      member.router.ospf("redistribute bgp " + member.system.asn + " subnets");
    }
  }
}
