package io.towpath.routing.ospf;

import io.towpath.routing.ospf.OspfRoute.Hop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Dijkstra's algorithm over one area with all equal-cost paths (RFC 2328 §16.1).
 *
 * <p>Routers of a broadcast network are joined pairwise: the way over the network's vertex costs
 * nothing from there on, so distances and next hops are the same.
 */
final class ShortestPaths {

  /** A way from one router to a neighbour: cost of the own interface, and the next hop. */
  record Edge(int to, long cost, Hop hop) {}

  private static final long UNREACHABLE = Long.MAX_VALUE;

  private final long[] distance;
  private final @Nullable TreeSet<Hop>[] hops;

  /**
   * Finds the shortest paths of one router.
   *
   * @param edges edges by router
   */
  @SuppressWarnings("unchecked") // an array of a generic type has no other constructor
  ShortestPaths(List<List<Edge>> edges, int root) {
    int count = edges.size();
    distance = new long[count];
    hops = (TreeSet<Hop>[]) new TreeSet<?>[count];
    Arrays.fill(distance, UNREACHABLE);
    distance[root] = 0;
    boolean[] done = new boolean[count];
    record Reached(int router, long distance) {}
    PriorityQueue<Reached> queue =
        new PriorityQueue<>(
            (x, y) ->
                x.distance() != y.distance()
                    ? Long.compare(x.distance(), y.distance())
                    : Integer.compare(x.router(), y.router()));
    queue.add(new Reached(root, 0));
    while (!queue.isEmpty()) {
      int u = queue.poll().router();
      if (done[u]) {
        continue;
      }
      done[u] = true;
      for (Edge edge : edges.get(u)) {
        long reached = distance[u] + edge.cost();
        if (reached > distance[edge.to()] || edge.to() == root) {
          continue;
        }
        TreeSet<Hop> known = hops[edge.to()];
        if (reached < distance[edge.to()] || known == null) {
          distance[edge.to()] = reached;
          known = new TreeSet<>();
          hops[edge.to()] = known;
          queue.add(new Reached(edge.to(), reached));
        }
        TreeSet<Hop> before = hops[u];
        if (u == root || before == null) {
          known.add(edge.hop());
        } else {
          known.addAll(before);
        }
      }
    }
  }

  boolean reaches(int router) {
    return distance[router] != UNREACHABLE;
  }

  long distance(int router) {
    return distance[router];
  }

  /** First hops towards a router, by address; empty for the root itself. */
  List<Hop> hops(int router) {
    TreeSet<Hop> known = hops[router];
    return known == null ? List.of() : new ArrayList<>(known);
  }
}
