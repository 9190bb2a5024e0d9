package io.towpath.estate.expect;

import io.towpath.forwarding.solver.Solution;
import io.towpath.forwarding.trace.Place;
import io.towpath.network.Group;
import io.towpath.network.InterfaceRef;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.routing.Topology;
import io.towpath.routing.fib.Fib;
import io.towpath.routing.fib.Forward;
import io.towpath.routing.live.TunnelTable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * What packets from one place could come to, as plainly as it can be written: every route of every
 * table, once for each table, with nothing remembered about ways out and nothing shared.
 */
final class PairwiseReach {
  private final Solution solution;
  private final Topology topology;
  private final Set<String> met = new HashSet<>();
  private final Set<Integer> expanded = new HashSet<>();
  private final Deque<Integer> open = new ArrayDeque<>();

  private PairwiseReach(Solution solution) {
    this.solution = solution;
    this.topology = solution.topology();
  }

  /** Tables and hosts. */
  static Set<String> from(Solution solution, Place place) {
    PairwiseReach reach = new PairwiseReach(solution);
    switch (place) {
      case Place.AtHost(int host) -> {
        reach.met.add("host " + host);
        reach.arrive(reach.topology.interfaceOfHost(host));
        reach.send(reach.topology.interfaceOfHost(host));
      }
      case Place.AtNode(_, int vrf) -> reach.enter(vrf);
    }
    while (!reach.open.isEmpty()) {
      Fib fib = solution.routing().fib(reach.open.poll());
      for (int i = 0; i < fib.size(); i++) {
        fib.entry(i).forwards().forEach(reach::follow);
      }
    }
    return reach.met;
  }

  private void enter(int vrf) {
    met.add("table " + topology.vrfRef(vrf));
    if (expanded.add(vrf)) {
      open.add(vrf);
    }
  }

  private void follow(Forward forward) {
    switch (forward) {
      case Forward.Neighbour(int iface, _) -> send(iface);
      case Forward.Attached(int iface) -> send(iface);
      case Forward.ToPort(String domain, _) -> sendToDomain(domain);
      case Forward.Deliver(String domain, _) -> sendToDomain(domain);
      case Forward.ToGroup(String name) ->
          sendToMembers(Objects.requireNonNull(topology.network().groups().get(name)));
      case Forward.IntoTunnel(int iface) -> {
        TunnelTable tunnels = solution.routing().tunnels();
        for (int end : tunnels.endsAt(iface)) {
          int pair = solution.livePairOfTunnel(end);
          if (pair >= 0) {
            arrive(tunnels.end(tunnels.pair(pair).other(end)).iface());
          }
        }
      }
      case Forward.OtherVrf(int other) -> enter(other);
      case Forward.Internet _, Forward.Receive _, Forward.Discard _ -> {}
    }
  }

  private void sendToDomain(String name) {
    var domain = Objects.requireNonNull(topology.network().domains().get(name));
    domain
        .ports()
        .values()
        .forEach(port -> send(topology.interfaceId(new InterfaceRef(domain.node(), port))));
    topology.network().groups().values().stream()
        .filter(group -> name.equals(group.domain()))
        .forEach(this::sendToMembers);
  }

  private void sendToMembers(Group group) {
    group.members().forEach(member -> send(topology.interfaceId(member.at())));
  }

  private void send(int iface) {
    if (iface < 0) {
      return;
    }
    int segment = topology.segmentOf(iface);
    int[] members = segment < 0 ? new int[] {iface} : topology.members(segment);
    for (int member : members) {
      for (int host : topology.hostsAt(member)) {
        met.add("host " + host);
      }
      if (member != iface) {
        arrive(member);
      }
    }
  }

  private void arrive(int iface) {
    int vrf = iface < 0 ? -1 : topology.vrfOfInterface(iface);
    if (vrf < 0) {
      return;
    }
    Node node = topology.node(topology.nodeOfInterface(iface));
    if (node.kind() != NodeKind.INTERNET) {
      met.add("table " + topology.vrfRef(vrf));
      if (node.forwards()) {
        enter(vrf);
      }
    }
  }
}
