package io.towpath.lab.compare;

import io.towpath.forwarding.Verdict;
import io.towpath.forwarding.solver.Solution;
import io.towpath.forwarding.trace.Place;
import io.towpath.forwarding.trace.Trace;
import io.towpath.forwarding.trace.Tracer;
import io.towpath.forwarding.trace.Walk;
import io.towpath.forwarding.trace.Walker;
import io.towpath.net.IpAddress;
import io.towpath.net.PacketHeader;
import io.towpath.network.NodeKind;
import io.towpath.routing.Topology;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What pings and traceroutes between hosts should show: of every way that the model finds equal,
 * one value. Pins are not obeyed, because the lab hashes flows in its own way. Pure.
 */
final class PredictedPackets {
  /** Ways back that are looked at for each way there. */
  private static final int MOST_ANSWERS = 64;

  private final Topology topology;
  private final Walker walker;
  private final Tracer tracer;
  private final Map<String, List<Row>> pings = new TreeMap<>();
  private final Map<String, List<Row>> traces = new TreeMap<>();

  private PredictedPackets(Solution solution) {
    topology = solution.topology();
    walker = new Walker(solution);
    tracer = new Tracer(walker, List.of());
  }

  /** Tables of pings and traces: one of each for each source. */
  static List<TableRows> of(Solution solution, List<PacketPairs.Pair> pairs) {
    PredictedPackets packets = new PredictedPackets(solution);
    pairs.forEach(packets::add);
    List<TableRows> tables = new ArrayList<>();
    packets.pings.forEach((from, rows) -> tables.add(TableRows.of(TableKind.PINGS, from, rows)));
    packets.traces.forEach((from, rows) -> tables.add(TableRows.of(TableKind.TRACES, from, rows)));
    return tables;
  }

  private void add(PacketPairs.Pair pair) {
    int source = topology.hostId(pair.from());
    IpAddress target = topology.host(topology.hostId(pair.to())).address();
    Place place = new Place.AtHost(source);
    PacketHeader probe = PacketHeader.echo(topology.host(source).address(), target);
    Set<String> results = new LinkedHashSet<>();
    Set<String> hops = new LinkedHashSet<>();
    Set<String> there = new TreeSet<>();
    Set<String> back = new TreeSet<>();
    for (Trace trace : tracer.paths(place, probe, false)) {
      there.addAll(trace.forward().route());
      if (trace.back() != null) {
        back.addAll(trace.back().route());
      }
      results.add(trace.answered() ? "reached" : "lost");
      hops.addAll(
          PredictedHops.all(trace, tracer.hopOutcomes(place, trace.forward()), MOST_ANSWERS));
      if (trace.verdict() == Verdict.DELIVERED) {
        for (Walk other : otherAnswers(trace)) {
          back.addAll(other.route());
          results.add(isHome(place, trace, other) ? "reached" : "lost");
        }
      }
    }
    Set<String> nodes = new TreeSet<>(there);
    nodes.addAll(back);
    Basis basis = nodes.stream().anyMatch(this::isFabric) ? Basis.OWN : Basis.KERNEL;
    Map<String, String> facts =
        Map.of(
            Row.BASIS, basis.name(),
            Row.NODES, String.join(" ", nodes),
            Row.THERE, String.join(" ", there),
            Row.BACK, String.join(" ", back),
            Row.PREFIX, target + "/32");
    pings
        .computeIfAbsent(pair.from(), f -> new ArrayList<>())
        .add(row(pair, "result", results, facts));
    traces.computeIfAbsent(pair.from(), f -> new ArrayList<>()).add(row(pair, "hops", hops, facts));
  }

  private static Row row(
      PacketPairs.Pair pair, String field, Set<String> values, Map<String, String> facts) {
    Row.Builder row = Row.of(pair.to()).withAny(field, List.copyOf(values));
    facts.forEach(row::fact);
    return row.build();
  }

  private boolean isFabric(String name) {
    int node = topology.nodeId(name);
    return node >= 0 && topology.node(node).kind() == NodeKind.FABRIC;
  }

  /** All ways that the answer may take; a host that never answers has none. */
  private List<Walk> otherAnswers(Trace trace) {
    if (trace.back() == null) {
      return List.of();
    }
    Walk there = trace.forward();
    Place end =
        there.endHost() >= 0
            ? new Place.AtHost(there.endHost())
            : new Place.AtNode(there.endNode(), there.endVrf());
    return walker.paths(end, there.last().reversed(), there.flow(), MOST_ANSWERS, false);
  }

  private static boolean isHome(Place from, Trace trace, Walk back) {
    return back.verdict() == Verdict.DELIVERED
        && from.equals(new Place.AtHost(back.endHost()))
        && back.last().source().equals(trace.to());
  }
}
