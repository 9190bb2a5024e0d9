package io.towpath.routing.ospf;

import io.towpath.routing.LiveSet;
import io.towpath.routing.Topology;
import io.towpath.routing.ospf.OspfTopology.Link;
import io.towpath.routing.ospf.OspfTopology.Port;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Result of OSPF on a topology: neighbours and routes of every process. Immutable. */
public final class OspfState {
  private static final Comparator<Neighbour> ORDER =
      Comparator.comparingInt(Neighbour::process)
          .thenComparingInt(Neighbour::iface)
          .thenComparingInt(Neighbour::neighbour);

  private final OspfTopology ospf;
  private final LiveSet live;
  private final List<OspfEngine.Solved> components;

  OspfState(OspfTopology ospf, LiveSet live, List<OspfEngine.Solved> components) {
    this.ospf = ospf;
    this.live = live;
    this.components = components;
  }

  /**
   * A possible adjacency of one OSPF interface.
   *
   * @param process id of the own process
   * @param iface id of the own interface
   * @param neighbour id of the neighbour's interface
   * @param full true if the adjacency is up
   * @param cause why it is not; empty if it is
   */
  public record Neighbour(int process, int iface, int neighbour, boolean full, String cause) {}

  /** Processes and interfaces that were computed. */
  public OspfTopology topology() {
    return ospf;
  }

  /** Possible adjacencies of all processes, each from both ends, by process. */
  public List<Neighbour> neighbours() {
    List<Neighbour> neighbours = new ArrayList<>();
    for (Link link : ospf.links()) {
      Port a = ospf.ports().get(link.a());
      Port b = ospf.ports().get(link.b());
      neighbours.add(neighbour(link, a, b));
      neighbours.add(neighbour(link, b, a));
    }
    neighbours.sort(ORDER);
    return neighbours;
  }

  /** Possible adjacencies of a VRF's processes, by interface, then neighbour. */
  public List<Neighbour> neighbours(int vrf) {
    List<Neighbour> neighbours = new ArrayList<>();
    for (Link link : ospf.links()) {
      addNeighbour(vrf, link, ospf.ports().get(link.a()), ospf.ports().get(link.b()), neighbours);
      addNeighbour(vrf, link, ospf.ports().get(link.b()), ospf.ports().get(link.a()), neighbours);
    }
    neighbours.sort(ORDER);
    return neighbours;
  }

  private void addNeighbour(int vrf, Link link, Port own, Port other, List<Neighbour> neighbours) {
    if (ospf.process(own.process()).vrf() == vrf) {
      neighbours.add(neighbour(link, own, other));
    }
  }

  private Neighbour neighbour(Link link, Port own, Port other) {
    String cause = link.cause().isEmpty() ? downCause(link, own, other) : link.cause();
    return new Neighbour(own.process(), own.iface(), other.iface(), cause.isEmpty(), cause);
  }

  private String downCause(Link link, Port own, Port other) {
    Topology topology = ospf.topology();
    for (Port port : List.of(own, other)) {
      if (!OspfEngine.isUp(topology, port, live)) {
        return topology.interfaceRef(port.iface()) + " is down";
      }
      if (live.interfacesSilent().get(port.iface())) {
        return topology.interfaceRef(port.iface()) + " passes nothing";
      }
    }
    return link.tunnel() >= 0 && !live.tunnelsUp().get(link.tunnel()) ? "tunnel is down" : "";
  }

  /** Routes that a process computed, by prefix. */
  public List<OspfRoute> routes(int process) {
    return components.get(ospf.componentOf(process)).routesOf(process);
  }

  /** True if a process computed the very same routes in another state. */
  public boolean sameRoutes(int process, OspfState other) {
    return routes(process).equals(other.routes(process));
  }

  List<OspfEngine.Solved> components() {
    return components;
  }
}
