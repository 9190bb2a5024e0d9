package io.towpath.analysis.isolation;

import io.towpath.forwarding.solver.Solution;
import io.towpath.forwarding.trace.Place;
import io.towpath.routing.Topology;
import java.util.ArrayList;
import java.util.BitSet;
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
 * <p>The cost is linear in the network and the routes of the tables that are reached; whether many
 * places share anything is asked of {@link Isolation}. Immutable.
 */
public final class TableReach {
  private final Topology topology;
  private final BitSet vrfs;
  private final BitSet hosts;

  /** By VRF, but only of those that were reached and in their order. */
  private final int[] before;

  private TableReach(Topology topology, Spread spread) {
    this.topology = topology;
    vrfs = spread.tables();
    hosts = spread.hosts();
    before = vrfs.stream().map(spread::before).toArray();
  }

  /** What packets from a place could come to in a solution. */
  public static TableReach from(Solution solution, Place place) {
    Spread spread = new Spread(solution, (_, _) -> {});
    spread.from(0, place);
    return new TableReach(solution.topology(), spread);
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
    for (int at = vrf; at >= 0; at = before[vrfs.get(0, at).cardinality()]) {
      way.addFirst(topology.vrfRef(at).toString());
    }
    return List.copyOf(way);
  }
}
