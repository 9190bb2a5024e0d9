package io.towpath.routing.bgp;

import io.towpath.network.BgpPeer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Shows, where it can, that a prefix class has exactly one stable state. */
final class ConvergenceProof {

  /*
   * Without a dispute wheel there is exactly one stable state and BGP finds it from any state in any
   * order (Griffin, Shepherd, Wilfong: "The stable paths problem and interdomain routing", 2002). A
   * wheel is a cycle of pivots u0, u1, …: each ui has a path Qi of its own, and prefers to it (or
   * likes as well) a path Ri Qi+1 that goes over ui+1 and uses its Qi+1.
   *
   * Paths are too many to look for wheels, so they are grouped: a node of the graph below is
   * (speaker, how it came by the route, attribute set). Edges are
   *   - transfers: what a session makes of an attribute set, all sessions taken to be up and every
   *     origin of the class's attributes taken to be anywhere, so that the result holds for every
   *     set of live sessions;
   *   - choices: from a node to those of the same speaker that are not preferred to it by weight,
   *     LOCAL_PREF and being originated here.
   * A wheel walks along transfers (Ri) and, at each pivot, along a choice from the preferred Ri Qi+1
   * to Qi. So it lies within one strongly connected component, and there is none if in every
   * component
   *   (1) no two nodes of one speaker differ in weight, LOCAL_PREF or being originated: then every
   *       pivot is tied so far, and a) demands |Ri Qi+1| ≤ |Qi|;
   *   (2) every transfer over eBGP makes the path longer: then |Qi+1| < |Qi| all around, which cannot
   *       be, if the wheel has any transfer over eBGP;
   *   (3) a transfer over iBGP is no reflection and keeps ORIGIN and MED: then a wheel of iBGP alone
   *       is made of single steps from a speaker with an own or eBGP path to one that has such a path
   *       too, and after b) and c) steps d) prefers the latter's own, which cannot be;
   *   (4) MED never tells two routes of a speaker apart that it could compare, unless it compares
   *       all: otherwise preferences are no order and the theorem does not apply.
   * Next hops are left out of it: a route whose sender puts itself there because it has several
   * (BgpTopology.multipathSelf) hangs on paths as long as that route, which by (1) and (2) nobody who
   * hears of it can send back.
   * (4) alone gives the total order. Gao-Rexford policies, plain eBGP fabrics and full iBGP meshes
   * pass; route reflection, removed private ASNs on a cycle, and local preferences that could
   * contradict each other do not, and are solved in several orders.
   */

  private static final int NODES_PER_ELEMENT = 8;
  private static final int NODES_MORE = 4096;

  private final BgpTopology topology;
  private final Interner interner;
  private final PossibleTransfers transfers;
  private final ClassSignature signature;

  // Nodes: speaker, source, empty path and attribute set.
  private final LongMap nodeIds = new LongMap();
  private long[] nodes = new long[64];
  private int nodeCount;
  private final int mostNodes;

  // Transfers.
  private int[] from = new int[64];
  private int[] to = new int[64];
  private int[] over = new int[64];
  private int edgeCount;

  private boolean tooMany;

  // What may arrive at each end: the MED, if always the same.
  private final long[] arrivingMed;
  private final boolean[] firstAsChanged;

  private static final long NOTHING = -1;
  private static final long SEVERAL = -2;

  private ConvergenceProof(
      BgpTopology topology, Interner interner, ClassSignature signature, RouteTransfer transfer) {
    this.topology = topology;
    this.interner = interner;
    this.signature = signature;
    transfers = new PossibleTransfers(topology, interner, signature, transfer);
    mostNodes = NODES_PER_ELEMENT * (topology.speakerCount() + topology.endCount()) + NODES_MORE;
    arrivingMed = new long[topology.endCount()];
    firstAsChanged = new boolean[topology.endCount()];
    Arrays.fill(arrivingMed, NOTHING);
  }

  /** Tries to prove it for a class whose speakers originate the given routes. */
  static Verdict of(
      BgpTopology topology,
      Interner interner,
      ClassSignature signature,
      RouteTransfer transfer,
      LocalRoutes locals) {
    return new ConvergenceProof(topology, interner, signature, transfer).verdict(locals);
  }

  private Verdict verdict(LocalRoutes locals) {
    if (!explore(locals)) {
      return Verdict.UNKNOWN;
    }
    boolean totalOrder = medIsHarmless();
    return new Verdict(totalOrder && noWheel(), totalOrder);
  }

  private boolean explore(LocalRoutes locals) {
    // Tenants with equal addresses originate the same by the thousand: each attribute set once.
    int[] originated =
        IntStream.range(0, locals.count())
            .map(locals::attributes)
            .filter(attributes -> attributes >= 0)
            .distinct()
            .toArray();
    for (int attributes : originated) {
      for (int speaker = 0; speaker < topology.speakerCount(); speaker++) {
        node(speaker, TransferProgram.ORIGINATED, attributes);
      }
      if (nodeCount > mostNodes) {
        return false;
      }
    }
    if (signature.isDefault) {
      for (int end = 0; end < topology.endCount(); end++) {
        int sender = end;
        if (topology.usable[end]
            && topology.defaultKind[end] >= 0
            && !transfers.sentDefault(end, (sent, _) -> arrive(-1, sender ^ 1, sent))) {
          return false;
        }
      }
    }
    for (int next = 0; next < nodeCount; next++) {
      if (nodeCount > mostNodes || !extend(next)) {
        return false;
      }
    }
    return true;
  }

  private boolean extend(int node) {
    long key = nodes[node];
    int speaker = speakerOf(key);
    int source = sourceOf(key);
    for (int end : topology.endsOf(speaker)) {
      if (signature.isDefault && topology.defaultKind[end] >= 0
          || !topology.external[end] && source == TransferProgram.IBGP && !reflects(speaker, end)) {
        continue;
      }
      boolean possible =
          transfers.sent(end, source, (int) key, (sent, _) -> arrive(node, end ^ 1, sent));
      if (!possible || tooMany) {
        return false;
      }
    }
    return true;
  }

  private boolean reflects(int speaker, int end) {
    if (topology.client[end]) {
      return true;
    }
    for (int other : topology.endsOf(speaker)) {
      if (topology.client[other] && !topology.external[other]) {
        return true;
      }
    }
    return false;
  }

  private void arrive(int sender, int end, int sent) {
    boolean possible =
        transfers.received(
            end,
            sent,
            (received, changed) -> {
              if (interner.attributes.key(received) == DecisionKey.NONE) {
                return;
              }
              long med = interner.attributes.med(received);
              arrivingMed[end] =
                  arrivingMed[end] == NOTHING || arrivingMed[end] == med ? med : SEVERAL;
              firstAsChanged[end] |= changed;
              boolean external = topology.external[end];
              int receiver =
                  node(
                      topology.owner[end],
                      external ? TransferProgram.EBGP : TransferProgram.IBGP,
                      received);
              if (sender >= 0) {
                edge(sender, receiver, end);
              }
            });
    tooMany |= !possible;
  }

  private int node(int speaker, int source, int attributes) {
    long key = ((long) speaker << 2 | source) << 32 | attributes;
    int known = (int) nodeIds.get(key, -1);
    if (known >= 0) {
      return known;
    }
    nodes = InternTable.roomFor(nodes, nodeCount + 1);
    nodes[nodeCount] = key;
    nodeIds.put(key, nodeCount);
    return nodeCount++;
  }

  private static int speakerOf(long key) {
    return (int) (key >>> 34);
  }

  private static int sourceOf(long key) {
    return (int) (key >>> 32) & 3;
  }

  private void edge(int sender, int receiver, int end) {
    from = InternTable.roomFor(from, edgeCount + 1);
    to = InternTable.roomFor(to, edgeCount + 1);
    over = InternTable.roomFor(over, edgeCount + 1);
    from[edgeCount] = sender;
    to[edgeCount] = receiver;
    over[edgeCount++] = end;
  }

  /** Condition (4). */
  private boolean medIsHarmless() {
    for (int speaker = 0; speaker < topology.speakerCount(); speaker++) {
      if (topology.options[speaker].alwaysCompareMed()) {
        continue;
      }
      int[] ends = topology.endsOf(speaker);
      for (int i = 0; i < ends.length; i++) {
        for (int k = i + 1; k < ends.length; k++) {
          long one = arrivingMed[ends[i]];
          long other = arrivingMed[ends[k]];
          if (one != NOTHING
              && other != NOTHING
              && (one != other || one == SEVERAL)
              && mayShareNeighbourAs(ends[i], ends[k])) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private boolean mayShareNeighbourAs(int one, int other) {
    return !hasKnownNeighbourAs(one)
        || !hasKnownNeighbourAs(other)
        || topology.peerAs[one] == topology.peerAs[other];
  }

  private boolean hasKnownNeighbourAs(int end) {
    return topology.external[end] && topology.localAs[end] == 0 && !firstAsChanged[end];
  }

  private boolean noWheel() {
    addChoices();
    int[] component = StrongComponents.of(nodeCount, edgeCount, from, to);
    long[] keyOfComponent = new long[nodeCount];
    int[] speakerOfComponent = new int[nodeCount];
    Arrays.fill(speakerOfComponent, -1);
    // Condition (1); nodes are visited speaker by speaker.
    for (List<Integer> ofSpeaker : nodesBySpeaker()) {
      for (int node : ofSpeaker) {
        int c = component[node];
        int speaker = speakerOf(nodes[node]);
        if (speakerOfComponent[c] == speaker && keyOfComponent[c] != preference(node)) {
          return false;
        }
        speakerOfComponent[c] = speaker;
        keyOfComponent[c] = preference(node);
      }
    }
    for (int e = 0; e < edgeCount; e++) {
      if (over[e] >= 0 && component[from[e]] == component[to[e]] && !isHarmless(e)) {
        return false;
      }
    }
    return true;
  }

  /** Conditions (2) and (3) for a transfer within a component. */
  private boolean isHarmless(int edge) {
    int end = over[edge];
    if (topology.external[end]) {
      BgpPeer.RemovePrivate removed = topology.removePrivate[end ^ 1];
      return removed == BgpPeer.RemovePrivate.NO || removed == BgpPeer.RemovePrivate.REPLACE_ALL;
    }
    int before = (int) nodes[from[edge]];
    int after = (int) nodes[to[edge]];
    return sourceOf(nodes[from[edge]]) != TransferProgram.IBGP
        && interner.attributes.origin(before) == interner.attributes.origin(after)
        && interner.attributes.med(before) == interner.attributes.med(after);
  }

  /** Edges between the nodes of a speaker: both ways among equals, and down to the next group. */
  private void addChoices() {
    for (List<Integer> ofSpeaker : nodesBySpeaker()) {
      List<Integer> sorted = new ArrayList<>(ofSpeaker);
      sorted.sort(Comparator.comparingLong(this::preference).reversed());
      int group = 0;
      for (int i = 1; i < sorted.size(); i++) {
        choice(sorted.get(i - 1), sorted.get(i));
        if (preference(sorted.get(i)) != preference(sorted.get(i - 1))) {
          group = i;
        } else {
          choice(sorted.get(i), sorted.get(group));
        }
      }
    }
  }

  private void choice(int preferred, int other) {
    edge(preferred, other, -1);
  }

  private long preference(int node) {
    return DecisionKey.beforePath(interner.attributes.key((int) nodes[node]));
  }

  private List<List<Integer>> nodesBySpeaker() {
    List<List<Integer>> lists = new ArrayList<>();
    for (int speaker = 0; speaker < topology.speakerCount(); speaker++) {
      lists.add(new ArrayList<>(4));
    }
    for (int node = 0; node < nodeCount; node++) {
      lists.get(speakerOf(nodes[node])).add(node);
    }
    return lists;
  }
}
