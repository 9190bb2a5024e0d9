package io.towpath.analysis.isolation;

import io.towpath.forwarding.solver.Solution;
import io.towpath.forwarding.trace.Place;
import io.towpath.network.Domain;
import io.towpath.network.Group;
import io.towpath.network.InterfaceRef;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.routing.Topology;
import io.towpath.routing.fib.Fib;
import io.towpath.routing.fib.Forward;
import io.towpath.routing.live.TunnelTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Follows packets from places, one place after the other, breadth first over tables. An item is a
 * table (its VRF id) or a host (its id after those of the VRFs). Owned by one thread.
 */
final class Spread {
  /*
   * Every item belongs to the place that met it first. A place that comes to an item of another one
   * has a contact with it, and goes no further there: what lies behind has been followed already,
   * by the owner or by somebody who has a contact with the owner. So each table is expanded once,
   * however many places there are, and
   *
   * (1) a contact is true: both places could come to the item;
   * (2) nothing is missed: along any way from a place, each item's owner is joined to the place by
   *     a chain of contacts, since whoever expanded the item before was met there or met its owner.
   *
   * Ways out that many share (tables of equal content, segments, domains, groups) are followed once
   * too. Whoever comes to one later meets one item beyond it, which is contact enough; a segment is
   * different in that the first who sent there by one of its interfaces did not meet that one.
   *
   * The cost is linear in interfaces, hosts and the routes of distinct tables.
   */
  private static final int NOBODY = -1;
  private static final int NOTHING = -1;

  /** Hears of two places that could come to one item. */
  interface Contacts {
    /** A place came to an item that an earlier one owns. */
    void met(int owner, int place);
  }

  /** A way out that was followed: one item beyond it, or NOTHING if nobody can be met there. */
  private static final class Followed {
    private int beyond = NOTHING;
  }

  private final Solution solution;
  private final Topology topology;
  private final Contacts contacts;
  private final int[] owners;
  private final int[] before;
  private final BitSet expanded = new BitSet();
  private final Map<Fib, Followed> tables = new IdentityHashMap<>();
  private final Map<String, Followed> domains = new HashMap<>();
  private final Map<String, Followed> groups = new HashMap<>();
  private final Map<String, List<Group>> groupsIn = new HashMap<>();

  /** By link (a segment, or an interface without one): the interface by which it was sent to. */
  private final int[] sentBy;

  private final Deque<Integer> open = new ArrayDeque<>();
  private int place = NOBODY;
  private int lastMet = NOTHING;

  Spread(Solution solution, Contacts contacts) {
    this.solution = solution;
    this.topology = solution.topology();
    this.contacts = contacts;
    owners = new int[topology.vrfCount() + topology.hostCount()];
    before = new int[topology.vrfCount()];
    sentBy = new int[topology.segmentCount() + topology.interfaceCount()];
    Arrays.fill(owners, NOBODY);
    Arrays.fill(before, NOTHING);
    Arrays.fill(sentBy, NOTHING);
    for (Group group : topology.network().groups().values()) {
      if (group.domain() != null) {
        groupsIn.computeIfAbsent(group.domain(), _ -> new ArrayList<>(1)).add(group);
      }
    }
  }

  /** Tables that were met, by VRF id. */
  BitSet tables() {
    BitSet met = new BitSet();
    for (int vrf = 0; vrf < before.length; vrf++) {
      met.set(vrf, owners[vrf] != NOBODY);
    }
    return met;
  }

  /** Hosts that were met, by id. */
  BitSet hosts() {
    BitSet met = new BitSet();
    for (int host = 0; host < topology.hostCount(); host++) {
      met.set(host, owners[before.length + host] != NOBODY);
    }
    return met;
  }

  /** The table from which a table was first met, −1 for one where a place begins. */
  int before(int vrf) {
    return before[vrf];
  }

  /**
   * Follows everything from a place to its end.
   *
   * @param number number of the place, as contacts name it
   */
  void from(int number, Place start) {
    place = number;
    switch (start) {
      case Place.AtHost(int host) -> {
        meetHost(host);
        int iface = topology.interfaceOfHost(host);
        if (iface >= 0) {
          arriveAt(iface, NOTHING);
          send(iface, NOTHING);
        }
      }
      case Place.AtNode(_, int vrf) -> enter(vrf, NOTHING);
    }
    while (!open.isEmpty()) {
      expand(open.poll());
    }
  }

  private void meet(int item) {
    int owner = owners[item];
    if (owner == NOBODY) {
      owners[item] = place;
    } else if (owner != place) {
      contacts.met(owner, place);
    }
    lastMet = item;
  }

  private void meetHost(int host) {
    meet(before.length + host);
  }

  private void meetTable(int vrf, int from) {
    if (owners[vrf] == NOBODY) {
      before[vrf] = from;
    }
    meet(vrf);
  }

  /** Into a table that passes packets on: it is expanded unless it was already, by whomever. */
  private void enter(int vrf, int from) {
    if (vrf >= 0) {
      meetTable(vrf, from);
      if (!expanded.get(vrf)) {
        expanded.set(vrf);
        open.add(vrf);
      }
    }
  }

  private void expand(int vrf) {
    Fib fib = solution.routing().fib(vrf);
    if (!isFollowed(tables.get(fib))) {
      Followed followed = new Followed();
      tables.put(fib, followed);
      lastMet = NOTHING;
      for (int i = 0; i < fib.size(); i++) {
        for (Forward forward : fib.entry(i).forwards()) {
          follow(vrf, forward);
        }
      }
      followed.beyond = lastMet;
    }
  }

  /** True if a way out was followed before: then one item beyond it is met. */
  private boolean isFollowed(@Nullable Followed known) {
    if (known != null && known.beyond != NOTHING) {
      meet(known.beyond);
    }
    return known != null;
  }

  private void follow(int vrf, Forward forward) {
    switch (forward) {
      case Forward.Neighbour(int iface, _) -> send(iface, vrf);
      case Forward.Attached(int iface) -> send(iface, vrf);
      case Forward.ToPort(String domain, _) -> sendToDomain(domain, vrf);
      case Forward.Deliver(String domain, _) -> sendToDomain(domain, vrf);
      case Forward.ToGroup(String name) -> {
        Group group = topology.network().groups().get(name);
        if (group != null && !isFollowed(groups.get(name))) {
          followed(groups, name, () -> sendToMembers(group, vrf));
        }
      }
      case Forward.IntoTunnel(int iface) -> tunnel(iface, vrf);
      case Forward.OtherVrf(int other) -> enter(other, vrf);
      // Beyond the Internet everybody may meet: the search ends there.
      case Forward.Internet _, Forward.Receive _, Forward.Discard _ -> {}
    }
  }

  /** Follows a way out for the first time, and remembers an item beyond it. */
  private void followed(Map<String, Followed> ways, String name, Runnable following) {
    Followed followed = new Followed();
    ways.put(name, followed);
    int earlier = lastMet;
    lastMet = NOTHING;
    following.run();
    followed.beyond = lastMet;
    lastMet = lastMet == NOTHING ? earlier : lastMet;
  }

  /** To every port of a domain, and every member of a group whose address lives there. */
  private void sendToDomain(String name, int vrf) {
    if (isFollowed(domains.get(name))) {
      return;
    }
    followed(
        domains,
        name,
        () -> {
          Domain domain = topology.network().domains().get(name);
          if (domain != null) {
            SequencedSet<String> ports = new TreeSet<>(domain.ports().values());
            ports.forEach(port -> send(id(new InterfaceRef(domain.node(), port)), vrf));
          }
          groupsIn.getOrDefault(name, List.of()).forEach(group -> sendToMembers(group, vrf));
        });
  }

  private void sendToMembers(Group group, int vrf) {
    group.members().forEach(member -> send(id(member.at()), vrf));
  }

  private int id(InterfaceRef ref) {
    return topology.interfaceId(ref);
  }

  private void tunnel(int iface, int vrf) {
    TunnelTable tunnels = solution.routing().tunnels();
    for (int end : tunnels.endsAt(iface)) {
      int pair = solution.livePairOfTunnel(end);
      if (pair >= 0) {
        int far = tunnels.end(tunnels.pair(pair).other(end)).iface();
        if (far >= 0) {
          arriveAt(far, vrf);
        }
      }
    }
  }

  /** Out of an interface: to everybody else on its segment, and every host there. */
  private void send(int iface, int from) {
    if (iface < 0) {
      return;
    }
    int segment = topology.segmentOf(iface);
    int link = segment >= 0 ? segment : topology.segmentCount() + iface;
    int first = sentBy[link];
    if (first == NOTHING) {
      sentBy[link] = iface;
      sendFirst(iface, segment, from);
      return;
    }
    meetOneBeside(segment, iface, first, from);
    if (first != iface) {
      arriveAt(first, from);
    }
  }

  private void sendFirst(int iface, int segment, int from) {
    meetHosts(iface);
    if (segment >= 0) {
      for (int member : topology.members(segment)) {
        if (member != iface) {
          arriveAt(member, from);
          meetHosts(member);
        }
      }
    }
  }

  private void meetHosts(int iface) {
    for (int host : topology.hostsAt(iface)) {
      meetHost(host);
    }
  }

  /** Meets one of those, if any, that are met whichever of two interfaces is sent by. */
  private void meetOneBeside(int segment, int iface, int other, int from) {
    int[] members = segment >= 0 ? topology.members(segment) : new int[] {iface};
    for (int member : members) {
      int[] hosts = topology.hostsAt(member);
      if (hosts.length > 0) {
        meetHost(hosts[0]);
        return;
      }
      if (member != iface && member != other && arriveAt(member, from)) {
        return;
      }
    }
  }

  /** True if there was a table to come to. */
  private boolean arriveAt(int iface, int from) {
    Node node = topology.node(topology.nodeOfInterface(iface));
    int vrf = topology.vrfOfInterface(iface);
    if (vrf < 0 || node.kind() == NodeKind.INTERNET) {
      return false;
    }
    if (node.forwards()) {
      enter(vrf, from);
    } else {
      // It takes what is for itself and passes nothing on.
      meetTable(vrf, from);
    }
    return true;
  }
}
