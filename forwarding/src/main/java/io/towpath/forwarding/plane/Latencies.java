package io.towpath.forwarding.plane;

import io.towpath.network.Interface;
import io.towpath.network.LatencyTable;
import io.towpath.network.LinkKind;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.network.Segment;
import io.towpath.routing.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One-way latencies in nanoseconds, as arrays.
 *
 * <p>A cable has its own; an edge segment and the inside of a fabric take the latency table's value
 * for the places of the two interfaces. Only names that the table mentions, and regions, tell
 * places apart, so that 100,000 ports make a handful of places.
 */
final class Latencies {
  private final Topology topology;
  private final LatencyTable table;
  private final int[] place;
  private final List<List<String>> places = new ArrayList<>();
  private final long[] between;

  Latencies(Topology topology) {
    this.topology = topology;
    this.table = topology.network().latencies();
    Set<String> names = new HashSet<>();
    for (LatencyTable.Entry entry : table.entries()) {
      names.add(entry.a());
      names.add(entry.b());
    }
    Map<List<String>, Integer> ids = new HashMap<>();
    place = new int[topology.interfaceCount()];
    for (int i = 0; i < place.length; i++) {
      Interface iface = topology.iface(i);
      List<String> sites =
          iface.sites().isEmpty()
              ? topology.node(topology.nodeOfInterface(i)).sites()
              : iface.sites();
      List<String> telling =
          sites.stream().filter(n -> n.startsWith("region:") || names.contains(n)).toList();
      place[i] =
          ids.computeIfAbsent(
              telling,
              k -> {
                places.add(k);
                return places.size() - 1;
              });
    }
    between = new long[places.size() * places.size()];
    java.util.Arrays.fill(between, Long.MIN_VALUE);
  }

  /** Between the places of two interfaces; {@link Cursor#UNKNOWN} if nothing says. */
  private long betweenPlaces(int from, int to) {
    int index = place[from] * places.size() + place[to];
    long known = between[index];
    if (known == Long.MIN_VALUE) {
      // Written by several threads at worst with the same value.
      Duration latency = table.between(places.get(place[from]), places.get(place[to]));
      known = latency == null ? Cursor.UNKNOWN : latency.toNanos();
      between[index] = known;
    }
    return known;
  }

  /** Of crossing a node from one interface to another: only fabrics and the Internet take time. */
  long across(int in, int out) {
    Node node = topology.node(topology.nodeOfInterface(in));
    return node.kind() == NodeKind.FABRIC || node.kind() == NodeKind.INTERNET
        ? betweenPlaces(in, out)
        : 0;
  }

  /** Of the link between two interfaces. */
  long link(int from, int to) {
    int id = topology.segmentOf(from);
    Segment segment = id < 0 ? null : topology.segment(id);
    if (segment != null && segment.latency() != null) {
      return segment.latency().toNanos();
    }
    LinkKind kind = topology.iface(from).link();
    if (kind == LinkKind.FABRIC_PORT || topology.iface(to).link() == LinkKind.FABRIC_PORT) {
      return 0;
    }
    return betweenPlaces(from, to);
  }
}
