package io.towpath.routing.live;

import io.towpath.network.TunnelEnd;
import io.towpath.routing.Topology;
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

  private TunnelTable() {}

  /** Finds ends and pairs. */
  public static TunnelTable of(Topology topology) {
    throw new UnsupportedOperationException();
  }

  public int endCount() {
    throw new UnsupportedOperationException();
  }

  public End end(int end) {
    throw new UnsupportedOperationException();
  }

  public int pairCount() {
    throw new UnsupportedOperationException();
  }

  public Pair pair(int pair) {
    throw new UnsupportedOperationException();
  }

  /** Candidate pairs of an end, in the order of ids; do not modify. */
  public int[] pairsOf(int end) {
    throw new UnsupportedOperationException();
  }

  /** Tunnel ends whose inner interface this is, in the order of ids; do not modify. */
  public int[] endsAt(int iface) {
    throw new UnsupportedOperationException();
  }

  /** Why an end has no pair; empty if it has one. */
  public List<TunnelCause> unpaired(int end) {
    throw new UnsupportedOperationException();
  }
}
