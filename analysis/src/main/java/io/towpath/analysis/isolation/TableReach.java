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
import io.towpath.routing.fib.FibEntry;
import io.towpath.routing.fib.Forward;
import io.towpath.routing.live.TunnelTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Everything that packets from one place could come to, whatever their header: tables (VRFs) and
 * hosts.
 *
 * <p>From each table every route is followed, to every neighbour on the segment of its interface,
 * every port of its domain, every member of its group, and through every tunnel that is up; filters
 * and NAT are taken to let everything pass and to change nothing. So it is an upper bound: what is
 * not in it cannot be reached by any packet in this state of the network. It ends at the Internet,
 * which joins all who have it; whoever is reached from there is not looked at, and what leaves a
 * guest by other ways than its routes is not known.
 *
 * <p>The cost is linear in the routes of the tables that are reached. Immutable.
 */
public final class TableReach {
  private final Topology topology;
  private final BitSet vrfs;
  private final BitSet hosts;
  private final int[] before;

  private TableReach(Search search) {
    this.topology = search.topology;
    this.vrfs = search.vrfs;
    this.hosts = search.hosts;
    this.before = search.before;
  }

  /** What packets from a place could come to in a solution. */
  public static TableReach from(Solution solution, Place place) {
    return new TableReach(new Search(solution).run(place));
  }

  /**
   * The first table, in the order of ids, that packets of both places could come to.
   *
   * @return the tables on the way to it from this place, itself last, by name; nothing if none is
   *     shared
   */
  public Optional<List<String>> sharedWith(TableReach other) {
    BitSet shared = (BitSet) vrfs.clone();
    shared.and(other.vrfs);
    return shared.isEmpty() ? Optional.empty() : Optional.of(wayTo(shared.nextSetBit(0)));
  }

  /** True if a host that the other place could come to is one that this place could come to. */
  public boolean sharesHostWith(TableReach other) {
    return hosts.intersects(other.hosts);
  }

  private List<String> wayTo(int vrf) {
    List<String> way = new ArrayList<>();
    for (int at = vrf; at >= 0; at = before[at]) {
      way.addFirst(topology.vrfRef(at).toString());
    }
    return List.copyOf(way);
  }

  /** Breadth first over tables. Owned by one thread. */
  private static final class Search {
    private final Solution solution;
    private final Topology topology;
    private final BitSet vrfs = new BitSet();
    private final BitSet hosts = new BitSet();
    private final BitSet sent = new BitSet();
    private final int[] before;
    private final Deque<Integer> open = new ArrayDeque<>();

    Search(Solution solution) {
      this.solution = solution;
      this.topology = solution.topology();
      this.before = new int[topology.vrfCount()];
      Arrays.fill(before, -1);
    }

    Search run(Place place) {
      switch (place) {
        case Place.AtHost(int host) -> {
          hosts.set(host);
          int iface = topology.interfaceOfHost(host);
          if (iface >= 0) {
            arriveAt(iface, -1);
            send(iface, -1);
          }
        }
        case Place.AtNode(_, int vrf) -> enter(vrf, -1);
      }
      while (!open.isEmpty()) {
        expand(open.poll());
      }
      return this;
    }

    private void enter(int vrf, int from) {
      if (vrf >= 0 && !vrfs.get(vrf)) {
        vrfs.set(vrf);
        before[vrf] = from;
        open.add(vrf);
      }
    }

    private void expand(int vrf) {
      Fib fib = solution.routing().fib(vrf);
      for (int i = 0; i < fib.size(); i++) {
        FibEntry entry = fib.entry(i);
        for (Forward forward : entry.forwards()) {
          follow(vrf, forward);
        }
      }
    }

    private void follow(int vrf, Forward forward) {
      switch (forward) {
        case Forward.Neighbour(int iface, _) -> send(iface, vrf);
        case Forward.Attached(int iface) -> send(iface, vrf);
        case Forward.ToPort(String domain, _) -> sendTo(domain, vrf);
        case Forward.Deliver(String domain, _) -> sendTo(domain, vrf);
        case Forward.ToGroup(String name) -> {
          Group group = topology.network().groups().get(name);
          if (group != null) {
            group.members().forEach(member -> send(id(member.at()), vrf));
          }
        }
        case Forward.IntoTunnel(int iface) -> tunnel(iface, vrf);
        case Forward.OtherVrf(int other) -> enter(other, vrf);
        // Beyond the Internet everybody may meet: the search ends there.
        case Forward.Internet _, Forward.Receive _, Forward.Discard _ -> {}
      }
    }

    private int id(InterfaceRef ref) {
      return topology.interfaceId(ref);
    }

    private void sendTo(String name, int vrf) {
      Domain domain = topology.network().domains().get(name);
      if (domain != null) {
        domain.ports().values().stream()
            .distinct()
            .forEach(port -> send(id(new InterfaceRef(domain.node(), port)), vrf));
      }
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

    /** Out of an interface: to everybody on its segment, and every host there. */
    private void send(int iface, int from) {
      if (iface < 0 || sent.get(iface)) {
        return;
      }
      sent.set(iface);
      meetHosts(iface);
      int segment = topology.segmentOf(iface);
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
        hosts.set(host);
      }
    }

    private void arriveAt(int iface, int from) {
      Node node = topology.node(topology.nodeOfInterface(iface));
      int vrf = topology.vrfOfInterface(iface);
      if (node.kind() == NodeKind.INTERNET) {
        return;
      }
      if (node.forwards()) {
        enter(vrf, from);
      } else if (vrf >= 0 && !vrfs.get(vrf)) {
        // It takes what is for itself and passes nothing on.
        vrfs.set(vrf);
        before[vrf] = from;
      }
    }
  }
}
