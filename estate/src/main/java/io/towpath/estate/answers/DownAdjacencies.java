package io.towpath.estate.answers;

import io.towpath.forwarding.solver.Solution;
import io.towpath.net.Finding;
import io.towpath.network.OspfProcess.OspfInterface;
import io.towpath.routing.Topology;
import io.towpath.routing.ospf.OspfState;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** OSPF interfaces that hear each other and do not become neighbours, each pair once. */
final class DownAdjacencies {
  private final Solution solution;
  private final Topology topology;
  private final Intended intended;
  private final BitSet withNeighbour = new BitSet();

  /** Both views of an adjacency by (own interface, neighbour's interface). */
  private final Map<Long, OspfState.Neighbour> seen = new LinkedHashMap<>();

  DownAdjacencies(Solution solution, Intended intended) {
    this.solution = solution;
    this.topology = solution.topology();
    this.intended = intended;
    OspfState ospf = solution.routing().ospf();
    ospf.neighbours()
        .forEach(
            neighbour -> {
              seen.put(key(neighbour.iface(), neighbour.neighbour()), neighbour);
              if (neighbour.full()) {
                withNeighbour.set(neighbour.iface());
              }
            });
  }

  private static long key(int from, int towards) {
    return ((long) from << 32) | towards;
  }

  /** One finding for each pair of interfaces, in the order of processes. */
  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    for (OspfState.Neighbour one : seen.values()) {
      OspfState.Neighbour other = seen.get(key(one.neighbour(), one.iface()));
      if (one.full() || other == null || one.iface() > other.iface()) {
        continue;
      }
      OspfInterface a = config(one);
      OspfInterface b = config(other);
      // Two ends that both announce their subnet only were never meant to be neighbours.
      if (!(a.passive() && b.passive()) && !areBothOthers(one, other, a, b)) {
        findings.add(finding(one, a, b));
      }
    }
    return findings;
  }

  /** RFC 2328 §10.4: two routers that are not designated stay in 2-Way beside one that is. */
  private boolean areBothOthers(
      OspfState.Neighbour one, OspfState.Neighbour other, OspfInterface a, OspfInterface b) {
    return a.priority() == 0
        && b.priority() == 0
        && !a.pointToPoint()
        && withNeighbour.get(one.iface())
        && withNeighbour.get(other.iface());
  }

  private OspfInterface config(OspfState.Neighbour end) {
    String name = topology.iface(end.iface()).name();
    return solution
        .routing()
        .ospf()
        .topology()
        .process(end.process())
        .config()
        .interfaces()
        .stream()
        .filter(iface -> iface.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private Finding finding(OspfState.Neighbour one, OspfInterface a, OspfInterface b) {
    String left = topology.interfaceRef(one.iface()).toString();
    String right = topology.interfaceRef(one.neighbour()).toString();
    return DownFindings.finding(
        DownFindings.ADJACENCY,
        intended.isShut(one.iface()) || intended.isShut(one.neighbour()),
        "OSPF adjacency " + left + " – " + right + " is down",
        List.of(one.cause()),
        List.of(a.origin(), b.origin()),
        List.of(
            topology.node(topology.nodeOfInterface(one.iface())).name(),
            left,
            topology.node(topology.nodeOfInterface(one.neighbour())).name(),
            right));
  }
}
