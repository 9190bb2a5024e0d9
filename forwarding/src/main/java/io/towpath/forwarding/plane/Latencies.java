package io.towpath.forwarding.plane;

import io.towpath.network.Interface;
import io.towpath.network.LatencyTable;
import io.towpath.network.LinkKind;
import io.towpath.network.NodeKind;
import io.towpath.network.Segment;
import io.towpath.routing.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * One-way latencies in nanoseconds, as arrays.
 *
 * <p>A cable has its own; everything else takes the latency table's value for the places of the two
 * ends: an edge segment, a LAN, a host and its neighbour on a LAN, and the inside of a fabric or
 * the Internet from port to port. A place is the name of the node or host, then its names for
 * latency; that of a port of a fabric is the place behind it. Only names that the table mentions,
 * and regions, tell places apart, so that 100,000 ports make a handful of places.
 */
final class Latencies {
  /** Beyond so many places, pairs are not kept. */
  private static final int KEPT = 1024;

  private static final long NOT_KNOWN_YET = Long.MIN_VALUE;

  private final Topology topology;
  private final LatencyTable table;
  private final Set<String> mentioned = new HashSet<>();
  private final int[] place;
  private final int[] hostPlace;
  private final List<List<String>> places = new ArrayList<>();
  private final Map<List<String>, Integer> placeIds = new HashMap<>();
  private final @Nullable AtomicLongArray between;

  Latencies(Topology topology, Links links) {
    this.topology = topology;
    this.table = topology.network().latencies();
    for (LatencyTable.Entry entry : table.entries()) {
      mentioned.add(entry.a());
      mentioned.add(entry.b());
    }
    hostPlace = new int[topology.hostCount()];
    for (int h = 0; h < hostPlace.length; h++) {
      hostPlace[h] = place(namesOfHost(h));
    }
    place = new int[topology.interfaceCount()];
    for (int i = 0; i < place.length; i++) {
      place[i] = place(namesOf(i, links));
    }
    between = places.size() <= KEPT ? unknownPairs(places.size()) : null;
  }

  private static AtomicLongArray unknownPairs(int count) {
    long[] pairs = new long[count * count];
    Arrays.fill(pairs, NOT_KNOWN_YET);
    return new AtomicLongArray(pairs);
  }

  private List<String> namesOfHost(int host) {
    return named(topology.host(host).name(), topology.host(host).template().sites());
  }

  private List<String> namesOf(int iface, Links links) {
    int node = topology.nodeOfInterface(iface);
    List<String> own = sites(iface);
    if (!isCrossed(node)) {
      return named(topology.node(node).name(), own);
    }
    int behind = links.sole(iface);
    if (behind == Links.NOBODY) {
      return own;
    }
    List<String> names =
        Links.isHost(behind)
            ? namesOfHost(Links.host(behind))
            : named(topology.node(topology.nodeOfInterface(behind)).name(), sites(behind));
    return own.isEmpty() ? names : named(names.getFirst(), own);
  }

  private List<String> sites(int iface) {
    Interface it = topology.iface(iface);
    return it.sites().isEmpty()
        ? topology.node(topology.nodeOfInterface(iface)).sites()
        : it.sites();
  }

  /** A node's own name is its most specific place. */
  private static List<String> named(String name, List<String> sites) {
    if (sites.contains(name)) {
      return sites;
    }
    List<String> names = new ArrayList<>();
    names.add(name);
    names.addAll(sites);
    return names;
  }

  private int place(List<String> names) {
    // The others keep their rank, because the rank of a name is what makes it specific.
    List<String> telling =
        names.stream()
            .map(name -> mentioned.contains(name) || name.startsWith("region:") ? name : "")
            .toList();
    return placeIds.computeIfAbsent(
        telling,
        key -> {
          places.add(key);
          return places.size() - 1;
        });
  }

  /** True for nodes that packets take time to cross: a fabric, the Internet. */
  private boolean isCrossed(int node) {
    NodeKind kind = topology.node(node).kind();
    return kind == NodeKind.FABRIC || kind == NodeKind.INTERNET;
  }

  private long betweenPlaces(int from, int to) {
    if (between == null) {
      return ask(from, to);
    }
    int pair = from * places.size() + to;
    long known = between.getOpaque(pair);
    if (known == NOT_KNOWN_YET) {
      known = ask(from, to);
      between.setOpaque(pair, known);
    }
    return known;
  }

  private long ask(int from, int to) {
    Duration latency = table.between(places.get(from), places.get(to));
    return latency == null ? Cursor.UNKNOWN : latency.toNanos();
  }

  /** Of crossing a fabric or the Internet from one port to another. */
  long across(int in, int out) {
    return betweenPlaces(place[in], place[out]);
  }

  /** Of the link between two interfaces. */
  long link(int from, int to) {
    int id = topology.segmentOf(from);
    Segment segment = id < 0 ? null : topology.segment(id);
    if (segment != null && segment.latency() != null) {
      return segment.latency().toNanos();
    }
    return isPort(from) || isPort(to) ? 0 : betweenPlaces(place[from], place[to]);
  }

  private boolean isPort(int iface) {
    return topology.iface(iface).link() == LinkKind.FABRIC_PORT;
  }

  /**
   * Between a host and its neighbour. On a port of a fabric it is nothing, because crossing the
   * fabric counts. On a LAN the table decides, else a cable of the LAN.
   *
   * @param neighbour see {@link Links}
   */
  long host(int host, int neighbour) {
    int at = topology.interfaceOfHost(host);
    if (isPort(at)) {
      return 0;
    }
    int other = Links.isHost(neighbour) ? hostPlace[Links.host(neighbour)] : place[neighbour];
    long stated = betweenPlaces(hostPlace[host], other);
    if (stated != Cursor.UNKNOWN) {
      return stated;
    }
    int segment = topology.segmentOf(at);
    Duration cable = segment < 0 ? null : topology.segment(segment).latency();
    return cable == null ? Cursor.UNKNOWN : cable.toNanos();
  }
}
