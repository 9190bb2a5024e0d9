package io.towpath.routing.ospf;

import io.towpath.routing.LiveSet;
import io.towpath.routing.Topology;
import io.towpath.routing.ospf.OspfTopology.Link;
import io.towpath.routing.ospf.OspfTopology.Port;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * OSPFv2 (RFC 2328) for a given set of live interfaces: full adjacencies, shortest paths with all
 * equal costs, external routes. Areas other than the backbone are summarised by border routers
 * without ranges; stub areas and virtual links are not modelled.
 *
 * <p>Processes that cannot hear each other are computed apart, and only if something of theirs
 * changed. Stateless and thread-safe.
 */
public final class OspfEngine {

  private OspfEngine() {}

  /**
   * What one component was computed from, and its routes.
   *
   * @param members ids of its processes
   * @param portsUp ids of ports that are up
   * @param linksFull indexes of adjacencies that are full
   */
  record Solved(
      int[] members,
      BitSet portsUp,
      BitSet linksFull,
      List<List<OspfExternal>> externals,
      List<List<OspfRoute>> routes) {

    List<OspfRoute> routesOf(int process) {
      for (int i = 0; i < members.length; i++) {
        if (members[i] == process) {
          return routes.get(i);
        }
      }
      return List.of();
    }

    boolean cameFrom(BitSet ports, BitSet links, List<List<OspfExternal>> given) {
      return portsUp.equals(ports) && linksFull.equals(links) && externals.equals(given);
    }
  }

  /**
   * Computes all processes.
   *
   * @param externals external routes that each process originates, by process id
   * @param previous a state of the same topology; it changes the cost, never the result
   */
  public static OspfState solve(
      OspfTopology ospf,
      LiveSet live,
      List<List<OspfExternal>> externals,
      @Nullable OspfState previous) {
    int count = ospf.components().size();
    List<BitSet> portsUp = bitSets(count);
    List<BitSet> linksFull = bitSets(count);
    for (Port port : ospf.ports()) {
      if (isUp(ospf.topology(), port, live)) {
        portsUp.get(ospf.componentOf(port.process())).set(port.id());
      }
    }
    for (int i = 0; i < ospf.links().size(); i++) {
      Link link = ospf.links().get(i);
      if (isFull(ospf, link, live)) {
        int process = ospf.ports().get(link.a()).process();
        linksFull.get(ospf.componentOf(process)).set(i);
      }
    }
    List<Solved> solved = new ArrayList<>(count);
    for (int c = 0; c < count; c++) {
      int[] members = ospf.components().get(c);
      List<List<OspfExternal>> given = new ArrayList<>(members.length);
      for (int member : members) {
        given.add(externals.get(member));
      }
      Solved before = previous == null ? null : previous.components().get(c);
      boolean same = before != null && before.cameFrom(portsUp.get(c), linksFull.get(c), given);
      solved.add(
          same && before != null
              ? before
              : compute(ospf, members, portsUp.get(c), linksFull.get(c), given));
    }
    return new OspfState(ospf, live, solved);
  }

  private static List<BitSet> bitSets(int count) {
    List<BitSet> sets = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      sets.add(new BitSet());
    }
    return sets;
  }

  private static Solved compute(
      OspfTopology ospf,
      int[] members,
      BitSet portsUp,
      BitSet linksFull,
      List<List<OspfExternal>> externals) {
    List<Port> ports = portsUp.stream().mapToObj(ospf.ports()::get).toList();
    List<Link> links = linksFull.stream().mapToObj(ospf.links()::get).toList();
    List<List<OspfRoute>> routes =
        new OspfComponent(ospf, members, ports, links, externals).routes();
    return new Solved(members, portsUp, linksFull, externals, routes);
  }

  static boolean isUp(Topology topology, Port port, LiveSet live) {
    return !live.interfacesDown().get(port.iface())
        && !live.nodesDown().get(topology.nodeOfInterface(port.iface()));
  }

  private static boolean isFull(OspfTopology ospf, Link link, LiveSet live) {
    Port a = ospf.ports().get(link.a());
    Port b = ospf.ports().get(link.b());
    return link.cause().isEmpty()
        && isUp(ospf.topology(), a, live)
        && isUp(ospf.topology(), b, live)
        && !live.interfacesSilent().get(a.iface())
        && !live.interfacesSilent().get(b.iface())
        && (link.tunnel() < 0 || live.tunnelsUp().get(link.tunnel()));
  }
}
