package io.towpath.routing.live;

import io.towpath.network.TunnelEnd;
import io.towpath.routing.Topology;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All tunnel ends of a topology and the pairs of ends that could form a tunnel, with dense ids in
 * the order of nodes and tunnels. Immutable and thread-safe.
 */
public final class TunnelTable {

  /**
   * One end of a tunnel.
   *
   * @param iface id of the inner interface, −1 if it does not exist
   * @param underlayVrf id of the VRF in which its packets travel, −1 if it does not exist
   */
  public record End(int id, int node, int iface, int underlayVrf, TunnelEnd config) {}

  /**
   * Two ends that could form a tunnel: one calls an address of the other, or is translated to it.
   *
   * @param id dense id, the bit in {@code LiveSet.tunnelsUp}
   * @param a id of the lower end
   * @param b id of the higher end
   * @param translated at least one end is called by an address that it does not own: only a walk
   *     through the NAT in between can confirm the pair
   * @param aOpens {@code a} may open and {@code b} may answer
   * @param bOpens likewise
   * @param obstacles conditions of R104 in the configuration that fail; empty = the Solver decides
   */
  public record Pair(
      int id,
      int a,
      int b,
      boolean translated,
      boolean aOpens,
      boolean bOpens,
      List<TunnelCause> obstacles) {
    public Pair {
      obstacles = List.copyOf(obstacles);
    }

    /** The other end. */
    public int other(int end) {
      return end == a ? b : a;
    }
  }

  private static final int[] NONE = {};

  private final List<End> ends = new ArrayList<>();
  private final List<Pair> pairs;
  private final int[][] pairsOf;
  private final int[][] endsAt;
  private final List<List<TunnelCause>> unpaired = new ArrayList<>();

  private TunnelTable(Topology topology) {
    endsAt = new int[topology.interfaceCount()][];
    Arrays.fill(endsAt, NONE);
    for (int node = 0; node < topology.nodeCount(); node++) {
      for (TunnelEnd config : topology.node(node).tunnels()) {
        int iface = topology.interfaceId(node, config.iface());
        int underlay = topology.vrfId(node, config.underlayVrf());
        if (iface >= 0) {
          endsAt[iface] = append(endsAt[iface], ends.size());
        }
        ends.add(new End(ends.size(), node, iface, underlay, config));
      }
    }
    TunnelPairing pairing = new TunnelPairing(topology, ends);
    pairs = List.copyOf(pairing.pairs());
    pairsOf = new int[ends.size()][];
    Arrays.fill(pairsOf, NONE);
    for (Pair pair : pairs) {
      pairsOf[pair.a()] = append(pairsOf[pair.a()], pair.id());
      pairsOf[pair.b()] = append(pairsOf[pair.b()], pair.id());
    }
    for (End end : ends) {
      unpaired.add(pairsOf[end.id()].length > 0 ? List.of() : List.of(pairing.whyUnpaired(end)));
    }
  }

  /** Finds ends and pairs. */
  public static TunnelTable of(Topology topology) {
    return new TunnelTable(topology);
  }

  private static int[] append(int[] ids, int id) {
    int[] longer = Arrays.copyOf(ids, ids.length + 1);
    longer[ids.length] = id;
    return longer;
  }

  public int endCount() {
    return ends.size();
  }

  public End end(int end) {
    return ends.get(end);
  }

  public int pairCount() {
    return pairs.size();
  }

  public Pair pair(int pair) {
    return pairs.get(pair);
  }

  /** Candidate pairs of an end, in the order of ids; do not modify. */
  public int[] pairsOf(int end) {
    return pairsOf[end];
  }

  /** Tunnel ends whose inner interface this is, in the order of ids; do not modify. */
  public int[] endsAt(int iface) {
    return endsAt[iface];
  }

  /** Why an end has no pair; empty if it has one. */
  public List<TunnelCause> unpaired(int end) {
    return unpaired.get(end);
  }
}
