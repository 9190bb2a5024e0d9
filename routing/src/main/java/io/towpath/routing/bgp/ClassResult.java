package io.towpath.routing.bgp;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * What a solve found for one prefix class. Immutable; ids are those of the group's interner.
 *
 * @param group index of the group of classes
 * @param locals what speakers originate
 * @param touched speakers that were looked at; null if the class is known to have one stable state
 * @param oscillating speakers without a stable choice, or null
 * @param proven true if a repetition was seen
 * @param orderDependent speakers that choose differently in another order, or null
 * @param accepted limited ends (by place in the topology's list) that accept the prefixes
 */
record ClassResult(
    int group,
    ClassRoutes routes,
    LocalRoutes locals,
    Verdict verdict,
    @Nullable BitSet touched,
    int @Nullable [] oscillating,
    boolean proven,
    int @Nullable [] orderDependent,
    BitSet accepted) {

  static final BitSet NONE_ACCEPTED = new BitSet();

  ClassResult withAccepted(BitSet ends) {
    return ends.equals(accepted)
        ? this
        : new ClassResult(
            group, routes, locals, verdict, touched, oscillating, proven, orderDependent, ends);
  }
}
