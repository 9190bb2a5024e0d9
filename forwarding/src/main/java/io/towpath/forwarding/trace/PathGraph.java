package io.towpath.forwarding.trace;

import io.towpath.forwarding.Verdict;
import io.towpath.forwarding.plane.Cursor;
import io.towpath.forwarding.plane.Dataplane;
import io.towpath.forwarding.plane.Recorder;
import io.towpath.net.PacketHeader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All ways that a packet may take, as a graph. A vertex is a state: where the packet is, how it
 * came there and its header. Alternatives are edges, so branches that meet share their tails, and a
 * network with ten times two equal paths has some thirty vertices, not 1,024 walks. Leaves carry
 * verdicts; a way back to a state that it has passed is a loop. Immutable.
 */
public final class PathGraph {

  /**
   * A state that the packet may come to.
   *
   * @param id place in {@link #vertices}; the first is where it begins
   * @param at name of the node or host
   * @param iface interface by which it came, or null where it begins
   * @param header header on arrival
   * @param verdict how it ends here whatever the alternative; null if it goes on
   * @param edges one for each alternative, in order; empty with a verdict
   */
  public record Vertex(
      int id,
      String at,
      @Nullable String iface,
      PacketHeader header,
      @Nullable Verdict verdict,
      List<Edge> edges) {
    public Vertex {
      edges = List.copyOf(edges);
    }
  }

  /**
   * An alternative.
   *
   * @param to vertex that it leads to, or −1 if the packet ends on the way out
   * @param verdict how it ends on the way out; null if it does not
   */
  public record Edge(int to, @Nullable Verdict verdict) {}

  private final List<Vertex> vertices;
  private final boolean[] meetsLoop;

  private PathGraph(List<Vertex> vertices) {
    this.vertices = List.copyOf(vertices);
    this.meetsLoop = findLoops(this.vertices);
  }

  /**
   * Explores from where the packet is.
   *
   * @param start placed on a host or node, with its header; it is not changed
   */
  static PathGraph of(Dataplane plane, Cursor start) {
    return new PathGraph(new Exploration(plane).from(start));
  }

  /** Breadth first, so that ids grow with the distance. Owned by one thread. */
  private static final class Exploration {
    private final Dataplane plane;
    private final Map<PathState, Integer> ids = new HashMap<>();
    private final List<Vertex> done = new ArrayList<>();
    private final Deque<Cursor> waiting = new ArrayDeque<>();

    Exploration(Dataplane plane) {
      this.plane = plane;
    }

    List<Vertex> from(Cursor start) {
      idOf(start.copy());
      while (!waiting.isEmpty()) {
        done.add(vertex(waiting.poll()));
      }
      return done;
    }

    private int idOf(Cursor c) {
      PathState state = PathState.of(c);
      Integer known = ids.putIfAbsent(state, ids.size());
      if (known != null) {
        return known;
      }
      waiting.add(c);
      return ids.size() - 1;
    }

    private Vertex vertex(Cursor c) {
      PacketHeader header = c.header();
      String at =
          c.host() >= 0
              ? plane.topology().host(c.host()).name()
              : plane.topology().node(c.node()).name();
      String iface = c.ingress() < 0 ? null : plane.topology().iface(c.ingress()).name();
      Verdict end = plane.arrive(c, Recorder.NOTHING);
      List<Edge> edges = new ArrayList<>();
      for (int i = 0; end == null && i < plane.alternatives(c); i++) {
        // The graph knows no TTL: what would live for ever is a loop.
        Cursor branch = c.copy().ttl(Integer.MAX_VALUE);
        Verdict stopped = plane.leave(branch, i, Recorder.NOTHING);
        edges.add(stopped == null ? new Edge(idOf(branch), null) : new Edge(-1, stopped));
      }
      return new Vertex(done.size(), at, iface, header, end, edges);
    }
  }

  /** Marks the vertices from which a cycle can be reached. */
  private static boolean[] findLoops(List<Vertex> vertices) {
    // Peel off vertices all of whose successors are peeled off: what remains leads into a cycle.
    int[] open = new int[vertices.size()];
    List<List<Integer>> before = new ArrayList<>();
    vertices.forEach(_ -> before.add(new ArrayList<>()));
    Deque<Integer> free = new ArrayDeque<>();
    for (Vertex vertex : vertices) {
      for (Edge edge : vertex.edges) {
        if (edge.to >= 0) {
          open[vertex.id]++;
          before.get(edge.to).add(vertex.id);
        }
      }
      if (open[vertex.id] == 0) {
        free.add(vertex.id);
      }
    }
    boolean[] meets = new boolean[vertices.size()];
    java.util.Arrays.fill(meets, true);
    while (!free.isEmpty()) {
      int id = free.poll();
      meets[id] = false;
      for (int earlier : before.get(id)) {
        if (--open[earlier] == 0) {
          free.add(earlier);
        }
      }
    }
    return meets;
  }

  /** All states, in the order of their distance from the first. */
  public List<Vertex> vertices() {
    return vertices;
  }

  /** Every way in which the packet can end; in the order of {@link Verdict}. */
  public Set<Verdict> verdicts() {
    EnumSet<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
    for (Vertex vertex : vertices) {
      if (vertex.verdict != null) {
        verdicts.add(vertex.verdict);
      }
      for (Edge edge : vertex.edges) {
        if (edge.verdict != null) {
          verdicts.add(edge.verdict);
        }
      }
    }
    if (meetsLoop[0]) {
      verdicts.add(Verdict.LOOP);
    }
    return Collections.unmodifiableSet(verdicts);
  }

  /** Names of the hosts and nodes at which a packet can be delivered; in the order of vertices. */
  public List<String> deliveredAt() {
    return vertices.stream()
        .filter(v -> v.verdict == Verdict.DELIVERED)
        .map(Vertex::at)
        .distinct()
        .toList();
  }

  /**
   * Number of ways from the first vertex to an end, a return to a state of the way being one. At
   * most {@code most} are counted.
   */
  public long countPaths(long most) {
    return new Count(most).from(0);
  }

  /** Counts with a memory where no cycle can be met, and step by step elsewhere. */
  private final class Count {
    private final long most;
    private final long[] known = new long[vertices.size()];
    private final boolean[] onPath = new boolean[vertices.size()];

    Count(long most) {
      this.most = most;
    }

    long from(int id) {
      Vertex vertex = vertices.get(id);
      if (vertex.edges.isEmpty()) {
        return 1;
      }
      if (!meetsLoop[id] && known[id] > 0) {
        return known[id];
      }
      onPath[id] = true;
      long count = 0;
      for (Edge edge : vertex.edges) {
        long more = edge.to < 0 || onPath[edge.to] ? 1 : from(edge.to);
        count = Math.min(most, count + more);
        if (count == most) {
          break;
        }
      }
      onPath[id] = false;
      known[id] = count;
      return count;
    }
  }
}
