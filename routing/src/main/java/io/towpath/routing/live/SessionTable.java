package io.towpath.routing.live;

import io.towpath.net.IpAddress;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpSpeaker;
import io.towpath.routing.Topology;
import java.util.ArrayList;
import java.util.Arrays;
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
   * @param addressA address that {@code a} speaks from; {@code b} calls it, or what it is
   *     translated to
   * @param addressB address that {@code b} speaks from; likewise
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

  private static final int[] NONE = {};

  private final List<Speaker> speakers = new ArrayList<>();
  private final int[] speakerOfVrf;
  private final List<End> ends = new ArrayList<>();
  private final List<Integer> firstEnd = new ArrayList<>();
  private final List<Pair> pairs;
  private final int[][] pairsOf;
  private final List<List<SessionCause>> unpaired = new ArrayList<>();

  private SessionTable(Topology topology) {
    speakerOfVrf = new int[topology.vrfCount()];
    Arrays.fill(speakerOfVrf, -1);
    for (int node = 0; node < topology.nodeCount(); node++) {
      for (BgpSpeaker config : topology.node(node).bgp()) {
        addSpeaker(topology, node, config);
      }
    }
    firstEnd.add(ends.size());
    SessionPairing pairing = new SessionPairing(topology, speakers, speakerOfVrf, ends);
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

  /** Finds speakers, ends and pairs. */
  public static SessionTable of(Topology topology) {
    return new SessionTable(topology);
  }

  private void addSpeaker(Topology topology, int node, BgpSpeaker config) {
    int vrf = topology.vrfId(node, config.vrf());
    if (vrf < 0 || speakerOfVrf[vrf] >= 0) {
      return;
    }
    int id = speakers.size();
    IpAddress routerId = RouterIds.choose(config.routerId(), topology.node(node), config.vrf());
    speakers.add(new Speaker(id, node, vrf, config, routerId));
    speakerOfVrf[vrf] = id;
    firstEnd.add(ends.size());
    for (BgpPeer peer : config.peers()) {
      ends.add(new End(ends.size(), id, node, vrf, peer));
    }
  }

  private static int[] append(int[] ids, int id) {
    int[] longer = Arrays.copyOf(ids, ids.length + 1);
    longer[ids.length] = id;
    return longer;
  }

  public int speakerCount() {
    return speakers.size();
  }

  public Speaker speaker(int speaker) {
    return speakers.get(speaker);
  }

  /** Speaker of a VRF, or −1. */
  public int speakerOf(int vrf) {
    return speakerOfVrf[vrf];
  }

  public int endCount() {
    return ends.size();
  }

  public End end(int end) {
    return ends.get(end);
  }

  /**
   * First end of a speaker: its ends are consecutive, in the order of the configuration, and those
   * of the next speaker follow. Also defined for {@code speakerCount()}.
   */
  public int firstEndOf(int speaker) {
    return firstEnd.get(speaker);
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

  /** Why an end has no pair; empty if it has one. */
  public List<SessionCause> unpaired(int end) {
    return unpaired.get(end);
  }
}
