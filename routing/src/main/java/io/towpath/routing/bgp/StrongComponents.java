package io.towpath.routing.bgp;

import java.util.Arrays;

/** Strongly connected components of a directed graph, by Tarjan's algorithm without recursion. */
final class StrongComponents {
  private final int[] first;
  private final int[] targets;
  private final int[] index;
  private final int[] low;
  private final int[] component;
  private final int[] stack;
  private int stackSize;
  private int nextIndex;
  private int components;

  private StrongComponents(int nodes, int edges, int[] from, int[] to) {
    first = new int[nodes + 1];
    targets = new int[edges];
    for (int e = 0; e < edges; e++) {
      first[from[e] + 1]++;
    }
    for (int n = 0; n < nodes; n++) {
      first[n + 1] += first[n];
    }
    int[] next = Arrays.copyOf(first, nodes);
    for (int e = 0; e < edges; e++) {
      targets[next[from[e]]++] = to[e];
    }
    index = new int[nodes];
    low = new int[nodes];
    component = new int[nodes];
    Arrays.fill(component, -1);
    stack = new int[nodes];
  }

  /** Number of the component of each node, given the ends of the edges. */
  static int[] of(int nodes, int edges, int[] from, int[] to) {
    StrongComponents search = new StrongComponents(nodes, edges, from, to);
    int[] path = new int[nodes];
    int[] position = new int[nodes];
    for (int root = 0; root < nodes; root++) {
      if (search.index[root] == 0) {
        search.visit(root, path, position);
      }
    }
    return search.component;
  }

  private void visit(int root, int[] path, int[] position) {
    int depth = 0;
    path[0] = root;
    open(root, position);
    while (depth >= 0) {
      int node = path[depth];
      if (position[node] < first[node + 1]) {
        int target = targets[position[node]++];
        if (index[target] == 0) {
          path[++depth] = target;
          open(target, position);
        } else if (component[target] < 0) {
          low[node] = Math.min(low[node], index[target]);
        }
        continue;
      }
      if (low[node] == index[node]) {
        close(node);
      }
      depth--;
      if (depth >= 0) {
        low[path[depth]] = Math.min(low[path[depth]], low[node]);
      }
    }
  }

  private void open(int node, int[] position) {
    index[node] = ++nextIndex;
    low[node] = nextIndex;
    position[node] = first[node];
    stack[stackSize++] = node;
  }

  private void close(int node) {
    int member;
    do {
      member = stack[--stackSize];
      component[member] = components;
    } while (member != node);
    components++;
  }
}
