package io.towpath.routing.bgp;

/**
 * The first steps of the decision, up to and including RFC 4271 §9.1.2.2 b), as one number: the
 * route with the greater key is preferred.
 *
 * <pre>
 * weight 16 | LOCAL_PREF 32 | originated 2 | a) 4095 − path length 12 | b) 3 − ORIGIN 2
 * </pre>
 *
 * <p>The highest bit is flipped, so that keys compare as signed numbers and {@link #NONE} is lower
 * than every route's. Paths longer than 4,095 count as 4,095: no BGP message of 4,096 octets can
 * carry one.
 */
final class DecisionKey {
  /** Key of what is no candidate. */
  static final long NONE = Long.MIN_VALUE;

  private static final int LONGEST_PATH = 4095;

  private DecisionKey() {}

  /** The part of the key that does not depend on the path; {@link #NONE} if it is kept out. */
  static long ofAttributes(AttributeDraft draft) {
    if (draft.keptOut != 0) {
      return NONE;
    }
    return ((long) draft.weight << 48
            | (draft.localPreference & 0xFFFF_FFFFL) << 16
            | (long) draft.rank << 14
            | (3 - draft.origin.ordinal()))
        ^ Long.MIN_VALUE;
  }

  /** The whole key. */
  static long of(long attributes, int pathLength) {
    if (attributes == NONE) {
      return NONE;
    }
    return attributes + ((long) (LONGEST_PATH - Math.min(pathLength, LONGEST_PATH)) << 2);
  }

  /** Weight, LOCAL_PREF and originated alone: what comes before the length of the path. */
  static long beforePath(long key) {
    return key >> 14;
  }

  /** The first step at which two different keys differ. */
  static DecisionStep firstDifference(long one, long other) {
    long different = one ^ other;
    if (different >>> 48 != 0) {
      return DecisionStep.WEIGHT;
    }
    if (different >>> 16 != 0) {
      return DecisionStep.LOCAL_PREFERENCE;
    }
    if (different >>> 14 != 0) {
      return DecisionStep.LOCALLY_ORIGINATED;
    }
    return different >>> 2 != 0 ? DecisionStep.AS_PATH_LENGTH : DecisionStep.ORIGIN;
  }
}
