package io.towpath.routing.bgp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The decision process of RFC 4271 §9.1 with the steps that IOS-XE adds. It eliminates candidates
 * step by step, so the result does not depend on their order; MED is compared within one
 * neighbouring AS before anything that follows it ("deterministic MED"). For one thread.
 */
final class BestPathSelection {
  /** No candidate is eligible. */
  static final int NONE = -1;

  private final BgpTopology topology;
  private final Candidates candidates;
  private final PathTable paths;
  private final AttributeTable attributes;
  private final ArrayTable arrays;
  private final NextHopCosts costs;

  /** Candidates that are still in, of {@link #size}. */
  private int[] in = new int[16];

  private int size;

  /** Where to note who was eliminated at which step, or null. */
  private @Nullable Elimination elimination;

  /** Receives who is eliminated, and at which step. */
  @FunctionalInterface
  interface Elimination {
    void eliminated(int candidate, DecisionStep step);
  }

  BestPathSelection(
      BgpTopology topology, Candidates candidates, Interner interner, NextHopCosts costs) {
    this.topology = topology;
    this.candidates = candidates;
    this.costs = costs;
    paths = interner.paths;
    attributes = interner.attributes;
    arrays = interner.arrays;
  }

  /**
   * The best of a speaker's candidates, or {@link #NONE}.
   *
   * @param first first of the paths that it originates itself
   * @param last the one after the last of them
   */
  int best(int speaker, int first, int last) {
    gatherBestKeys(speaker, first, last);
    if (size <= 1) {
      return size == 0 ? NONE : in[0];
    }
    eliminateUpToCost(speaker);
    return size == 1 ? in[0] : bestOfTied(speaker);
  }

  /**
   * The best candidate and those used beside it, in order of preference.
   *
   * @param most how many may be used
   * @param result receives the candidates
   * @return their number
   */
  int multipath(int speaker, int first, int last, int most, int[] result) {
    gatherBestKeys(speaker, first, last);
    if (size == 0) {
      return 0;
    }
    eliminateUpToCost(speaker);
    int best = bestOfTied(speaker);
    result[0] = best;
    int count = 1;
    while (count < most) {
      int next = NONE;
      for (int i = 0; i < size; i++) {
        int candidate = in[i];
        if (mayAccompany(speaker, best, candidate, result, count)
            && (next == NONE || compareTied(speaker, candidate, next) < 0)) {
          next = candidate;
        }
      }
      if (next == NONE) {
        break;
      }
      result[count++] = next;
    }
    return count;
  }

  /** Finds the best candidate and tells who was eliminated where; the best one is returned. */
  int explain(int speaker, int first, int last, Elimination receiver) {
    elimination = receiver;
    try {
      long bestKey = gatherBestKeys(speaker, first, last);
      for (int end : topology.endsOf(speaker)) {
        explainKey(end, bestKey);
      }
      for (int c = first; c < last; c++) {
        explainKey(c, bestKey);
      }
      if (size == 0) {
        return NONE;
      }
      eliminateUpToCost(speaker);
      int best = bestOfTied(speaker);
      for (int i = 0; i < size; i++) {
        if (in[i] != best) {
          receiver.eliminated(in[i], firstTiedDifference(speaker, best, in[i]));
        }
      }
      return best;
    } finally {
      elimination = null;
    }
  }

  private void explainKey(int candidate, long bestKey) {
    long key = candidates.key[candidate];
    if (key != bestKey && key != DecisionKey.NONE && elimination != null) {
      elimination.eliminated(candidate, DecisionKey.firstDifference(bestKey, key));
    }
  }

  /**
   * Weight, local preference, locally originated, a) path length and b) origin: one number decides
   * all of them.
   */
  private long gatherBestKeys(int speaker, int first, int last) {
    int[] ends = topology.endsOf(speaker);
    if (ends.length + last - first > in.length) {
      in = new int[2 * (ends.length + last - first)];
    }
    long best = DecisionKey.NONE;
    int count = 0;
    long[] keys = candidates.key;
    for (int end : ends) {
      long key = keys[end];
      if (key >= best) {
        if (key > best) {
          best = key;
          count = 0;
        }
        in[count++] = end;
      }
    }
    for (int c = first; c < last; c++) {
      long key = keys[c];
      if (key >= best) {
        if (key > best) {
          best = key;
          count = 0;
        }
        in[count++] = c;
      }
    }
    size = best == DecisionKey.NONE ? 0 : count;
    return best;
  }

  private void eliminateUpToCost(int speaker) {
    // c) The lowest MED, compared only among routes from the same neighbouring AS.
    eliminateByMed(speaker);
    // d) eBGP before iBGP.
    eliminateInternal();
    // e) The lowest interior cost to the next hop.
    eliminateByCost(speaker);
  }

  private void eliminateByMed(int speaker) {
    boolean differ = false;
    long firstMed = attributes.med(candidates.attributes[in[0]]);
    for (int i = 1; i < size && !differ; i++) {
      differ = attributes.med(candidates.attributes[in[i]]) != firstMed;
    }
    if (!differ) {
      return;
    }
    boolean always = topology.options[speaker].alwaysCompareMed();
    int[] entered = Arrays.copyOf(in, size);
    int kept = 0;
    for (int candidate : entered) {
      long med = attributes.med(candidates.attributes[candidate]);
      int neighbourAs = paths.first(candidates.path[candidate]);
      boolean beaten = false;
      for (int rival : entered) {
        beaten |=
            (always || paths.first(candidates.path[rival]) == neighbourAs)
                && attributes.med(candidates.attributes[rival]) < med;
      }
      if (beaten) {
        eliminate(candidate, DecisionStep.MED);
      } else {
        in[kept++] = candidate;
      }
    }
    size = kept;
  }

  private void eliminateInternal() {
    boolean anyExternal = false;
    boolean anyInternal = false;
    for (int i = 0; i < size; i++) {
      boolean internal = isInternal(in[i]);
      anyInternal |= internal;
      anyExternal |= !internal;
    }
    if (!anyExternal || !anyInternal) {
      return;
    }
    int kept = 0;
    for (int i = 0; i < size; i++) {
      int candidate = in[i];
      if (isInternal(candidate)) {
        eliminate(candidate, DecisionStep.EXTERNAL_OVER_INTERNAL);
      } else {
        in[kept++] = candidate;
      }
    }
    size = kept;
  }

  private void eliminateByCost(int speaker) {
    if (size == 1) {
      return;
    }
    long lowest = Long.MAX_VALUE;
    boolean differ = false;
    for (int i = 0; i < size; i++) {
      long cost = cost(speaker, in[i]);
      differ |= i > 0 && cost != lowest;
      lowest = Math.min(lowest, cost);
    }
    if (!differ) {
      return;
    }
    int kept = 0;
    for (int i = 0; i < size; i++) {
      int candidate = in[i];
      if (cost(speaker, candidate) > lowest) {
        eliminate(candidate, DecisionStep.IGP_METRIC);
      } else {
        in[kept++] = candidate;
      }
    }
    size = kept;
  }

  private void eliminate(int candidate, DecisionStep step) {
    if (elimination != null) {
      elimination.eliminated(candidate, step);
    }
  }

  private int bestOfTied(int speaker) {
    int best = in[0];
    for (int i = 1; i < size; i++) {
      if (compareTied(speaker, in[i], best) < 0) {
        best = in[i];
      }
    }
    return best;
  }

  /** Order of two candidates that are equal up to e); negative if the first is preferred. */
  private int compareTied(int speaker, int one, int other) {
    DecisionStep step = firstTiedDifference(speaker, one, other);
    int order =
        switch (step) {
          case OLDEST, PEER_ADDRESS ->
              Integer.compareUnsigned(topology.peerAddress[one], topology.peerAddress[other]);
          case ROUTER_ID -> Integer.compareUnsigned(routerId(one), routerId(other));
          case CLUSTER_LIST -> Integer.compare(clusterListLength(one), clusterListLength(other));
          default -> 0;
        };
    // Two sessions with one address, or two equal originations: the canonical order is total.
    return order != 0
        ? order
        : Integer.compare(canonicalRank(speaker, one), canonicalRank(speaker, other));
  }

  /** The step after e) at which two candidates first differ. */
  private DecisionStep firstTiedDifference(int speaker, int one, int other) {
    if (!candidates.isLearned(one) || !candidates.isLearned(other)) {
      return DecisionStep.LOCALLY_ORIGINATED;
    }
    // IOS-XE: the oldest eBGP path stays, unless compare-routerid is set. Towpath has no clock: the
    // oldest is the one with the lowest peer address, so that the result is always the same.
    if (topology.external[one]
        && !topology.options[speaker].compareRouterId()
        && topology.peerAddress[one] != topology.peerAddress[other]) {
      return DecisionStep.OLDEST;
    }
    // f) The lowest BGP identifier; RFC 4456 §9: ORIGINATOR_ID in its place.
    if (routerId(one) != routerId(other)) {
      return DecisionStep.ROUTER_ID;
    }
    // RFC 4456 §9: then the shorter CLUSTER_LIST.
    if (clusterListLength(one) != clusterListLength(other)) {
      return DecisionStep.CLUSTER_LIST;
    }
    // g) The lowest peer address.
    return DecisionStep.PEER_ADDRESS;
  }

  private int canonicalRank(int speaker, int candidate) {
    if (!candidates.isLearned(candidate)) {
      return candidate;
    }
    int[] ends = topology.endsOf(speaker);
    for (int i = 0; i < ends.length; i++) {
      if (ends[i] == candidate) {
        return i;
      }
    }
    throw new IllegalStateException("end " + candidate + " is not of speaker " + speaker);
  }

  /** Multipath: equal up to e), with as much of the AS path as is wanted, and another next hop. */
  private boolean mayAccompany(int speaker, int best, int candidate, int[] chosen, int count) {
    boolean sharesPath =
        switch (topology.options[speaker].multipathAsPath()) {
          case SAME -> candidates.path[candidate] == candidates.path[best];
          case SAME_NEIGHBOUR ->
              topology.external[best]
                  ? topology.peerAs[candidate] == topology.peerAs[best]
                  : candidates.path[candidate] == candidates.path[best];
          case SAME_LENGTH -> true;
        };
    if (!sharesPath) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      if (chosen[i] == candidate
          || candidates.nextHop[chosen[i]] == candidates.nextHop[candidate]) {
        return false;
      }
    }
    return true;
  }

  private boolean isInternal(int candidate) {
    return candidates.isLearned(candidate) && !topology.external[candidate];
  }

  private long cost(int speaker, int candidate) {
    if (!candidates.isLearned(candidate)) {
      return 0;
    }
    int nextHop = candidates.nextHop[candidate];
    return topology.connected[candidate] && nextHop == topology.peerAddress[candidate]
        ? 0
        : costs.of(speaker, nextHop);
  }

  private int routerId(int candidate) {
    return attributes.originatorOr(
        candidates.attributes[candidate], topology.routerId[topology.neighbour(candidate)]);
  }

  private int clusterListLength(int candidate) {
    return arrays.size(attributes.clusters(candidates.attributes[candidate]));
  }
}
