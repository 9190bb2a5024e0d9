package io.towpath.lab.compare;

import io.towpath.lab.compare.Difference.Judgement;
import io.towpath.lab.plan.LabPlan;
import io.towpath.lab.plan.Space;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.routing.Topology;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Packets that take another way than predicted because a router on it has a kernel route that may
 * differ: what a packet does follows from the tables, and says nothing against the prediction where
 * its own table is known to be another.
 */
final class FollowingPackets {
  private final Topology topology;
  private final Map<String, List<String>> places = new HashMap<>();
  private final Map<String, Set<Prefix>> routes = new HashMap<>();
  private final Set<String> excused = new HashSet<>();

  FollowingPackets(Topology topology, LabPlan plan) {
    this.topology = topology;
    for (Space space : plan.spaces()) {
      places.computeIfAbsent(space.node(), _ -> new ArrayList<>()).add(space.label());
    }
  }

  /** Takes in a reading of the lab: its kernel routes and how they compare. */
  void add(
      Collection<TableRows> predicted, Collection<TableRows> observed, List<ComparedTable> all) {
    predicted.forEach(this::addRoutes);
    observed.forEach(this::addRoutes);
    for (ComparedTable table : all) {
      if (table.kind() == TableKind.FIB) {
        table.differences().stream()
            .filter(each -> each.judgement() != Judgement.DIFFERS)
            .forEach(each -> excused.add(table.place() + "|" + each.key()));
      }
    }
  }

  private void addRoutes(TableRows table) {
    if (table.kind() == TableKind.FIB) {
      Set<Prefix> own = routes.computeIfAbsent(table.place(), _ -> new HashSet<>());
      table.rows().keySet().forEach(key -> own.add(Prefix.parse(key)));
    }
  }

  /** The same tables, with what follows from kernel routes that may differ as allowed. */
  List<ComparedTable> judge(
      List<ComparedTable> packets,
      Collection<TableRows> predicted,
      Collection<TableRows> observed) {
    Map<String, TableRows> left = byName(predicted);
    Map<String, TableRows> right = byName(observed);
    List<ComparedTable> judged = new ArrayList<>();
    for (ComparedTable table : packets) {
      String name = table.kind() + " " + table.place();
      List<Difference> differences = new ArrayList<>();
      for (Difference each : table.differences()) {
        boolean follows =
            each.judgement() == Judgement.DIFFERS
                && follows(
                    table.place(), each.key(), row(left, name, each), row(right, name, each));
        differences.add(follows ? allowed(each) : each);
      }
      judged.add(
          new ComparedTable(
              table.kind(),
              table.place(),
              table.keys(),
              table.bases(),
              table.equalWays(),
              differences));
    }
    return judged;
  }

  private static Map<String, TableRows> byName(Collection<TableRows> tables) {
    Map<String, TableRows> all = new TreeMap<>();
    tables.forEach(table -> all.put(table.kind() + " " + table.place(), table));
    return all;
  }

  private static @Nullable Row row(Map<String, TableRows> tables, String name, Difference of) {
    TableRows table = tables.get(name);
    return table == null ? null : table.rows().get(of.key());
  }

  private static Difference allowed(Difference each) {
    return new Difference(
        each.key(),
        each.field(),
        each.predicted(),
        each.observed(),
        Judgement.ALLOWED,
        AllowedDifferences.FOLLOWS_A_ROUTE.id());
  }

  private boolean follows(String from, String to, @Nullable Row predicted, @Nullable Row observed) {
    int source = topology.hostId(from);
    int target = topology.hostId(to);
    if (source < 0 || target < 0 || predicted == null || observed == null) {
      return false;
    }
    IpAddress there = topology.host(target).address();
    IpAddress back = topology.host(source).address();
    return onTheWay(predicted, observed).stream()
        .flatMap(node -> places.getOrDefault(node, List.of()).stream())
        .anyMatch(place -> isExcused(place, there) || isExcused(place, back));
  }

  /** Nodes on the predicted ways, and those that answered. */
  private Set<String> onTheWay(Row predicted, Row observed) {
    String nodes = predicted.fact(Row.NODES);
    Set<String> all = new TreeSet<>(nodes == null ? List.of() : List.of(nodes.split(" ")));
    for (String hop : observed.value("hops").split(" ")) {
      if (hop.indexOf('.') > 0) {
        for (int iface : topology.interfacesWith(IpAddress.parse(hop))) {
          all.add(topology.node(topology.nodeOfInterface(iface)).name());
        }
      }
    }
    return all;
  }

  /** True if the route by which either side forwards to an address may differ. */
  private boolean isExcused(String place, IpAddress destination) {
    return routes.getOrDefault(place, Set.of()).stream()
        .filter(prefix -> prefix.contains(destination))
        .anyMatch(prefix -> excused.contains(place + "|" + prefix));
  }
}
