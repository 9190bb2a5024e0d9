package io.towpath.routing.live;

import io.towpath.net.IpAddress;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpSpeaker;
import io.towpath.routing.Topology;
import java.util.List;

/**
 * All BGP speakers and session ends of a topology, and the pairs of ends that could form a session.
 *
 * <p>Speakers, ends and pairs have dense ids in the order of nodes, speakers and peers. Two ends
 * are a pair if each owns the address that the other one calls. Address spaces overlap between
 * tenants, so an end may have several candidate pairs; the Solver raises the one that a walk
 * reaches. Immutable and thread-safe.
 */
public final class SessionTable {

  /**
   * A BGP speaker.
   *
   * @param id dense id, also in {@code BgpTopology}
   * @param vrf id of its VRF
   * @param routerId configured, else the highest loopback address, else the highest address
   */
  public record Speaker(int id, int node, int vrf, BgpSpeaker config, IpAddress routerId) {}

  /** One end of a session as its owner configured it. */
  public record End(int id, int speaker, int node, int vrf, BgpPeer peer) {}

  /**
   * Two ends that name each other.
   *
   * @param id dense id, the bit in {@code LiveSet.sessionsUp}
   * @param a id of the lower end
   * @param b id of the higher end
   * @param addressA address that {@code a} speaks from, which {@code b} calls
   * @param addressB address that {@code b} speaks from, which {@code a} calls
   * @param direct both addresses lie in one subnet of one broadcast domain, so that no walk is
   *     needed: the session lives with the two interfaces
   * @param ifaceA interface that owns {@code addressA}
   * @param ifaceB interface that owns {@code addressB}
   * @param aOpens {@code a} may open: it initiates and its source is certain or the egress
   * @param bOpens likewise
   * @param sourceFixedA {@code a} always speaks from {@code addressA}; otherwise only if the egress
   *     interface towards {@code addressB} owns it
   * @param sourceFixedB likewise
   * @param obstacles causes in the configuration that keep it down; empty = the Solver decides
   */
  public record Pair(
      int id,
      int a,
      int b,
      IpAddress addressA,
      IpAddress addressB,
      boolean direct,
      int ifaceA,
      int ifaceB,
      boolean aOpens,
      boolean bOpens,
      boolean sourceFixedA,
      boolean sourceFixedB,
      List<SessionCause> obstacles) {
    public Pair {
      obstacles = List.copyOf(obstacles);
    }

    /** The other end. */
    public int other(int end) {
      return end == a ? b : a;
    }
  }

  private SessionTable() {}

  /** Finds speakers, ends and pairs. */
  public static SessionTable of(Topology topology) {
    throw new UnsupportedOperationException();
  }

  public int speakerCount() {
    throw new UnsupportedOperationException();
  }

  public Speaker speaker(int speaker) {
    throw new UnsupportedOperationException();
  }

  /** Speaker of a VRF, or −1. */
  public int speakerOf(int vrf) {
    throw new UnsupportedOperationException();
  }

  public int endCount() {
    throw new UnsupportedOperationException();
  }

  public End end(int end) {
    throw new UnsupportedOperationException();
  }

  /** Ends of a speaker, in the order of the configuration: the ids {@code first…last − 1}. */
  public int firstEndOf(int speaker) {
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

  /** Why an end has no pair; empty if it has one. */
  public List<SessionCause> unpaired(int end) {
    throw new UnsupportedOperationException();
  }
}
