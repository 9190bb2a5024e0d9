package io.towpath.routing.bgp;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one group of prefix classes shares: interned attributes, remembered results of policies and
 * proofs of convergence. Used by one thread at a time; once forked it is read only.
 */
final class GroupMemory {
  private static final int DEEPEST = 8;

  final Interner interner;
  private final @Nullable GroupMemory before;
  private final int knownAttributes;
  private final int depth;
  private final Map<Integer, ClassSignature> signatures = new HashMap<>();
  private final Map<ProofKey, Verdict> verdicts = new HashMap<>();

  /** What a proof depends on: the conditions on the prefix and the attributes originated. */
  private record ProofKey(int signature, int attributes) {}

  GroupMemory() {
    interner = new Interner();
    before = null;
    knownAttributes = 0;
    depth = 0;
  }

  private GroupMemory(GroupMemory from) {
    // A long chain of forks forgets what can be worked out again, or it would keep them all alive.
    boolean forget = from.depth == DEEPEST;
    before = forget ? null : from;
    depth = forget ? 0 : from.depth + 1;
    knownAttributes = from.interner.attributes.end();
    interner = from.interner.fork();
  }

  /** One that knows what this one knows and may learn more; this one no longer. */
  GroupMemory fork() {
    return new GroupMemory(this);
  }

  /**
   * Treatment of prefixes by policies.
   *
   * @param id id of the array of conditions that hold, in the interner of the originations
   */
  ClassSignature signature(BgpTopology topology, int id, Interner origins) {
    ClassSignature known = signatures.get(id);
    if (known == null) {
      ClassSignature old = before == null ? null : before.existingSignature(id);
      known =
          old == null
              ? new ClassSignature(topology, origins.arrays.toBitSet(id))
              : new ClassSignature(old, knownAttributes);
      signatures.put(id, known);
    }
    return known;
  }

  private @Nullable ClassSignature existingSignature(int id) {
    ClassSignature known = signatures.get(id);
    return known != null || before == null ? known : before.existingSignature(id);
  }

  /** What can be shown of a class. */
  Verdict verdict(
      BgpTopology topology, int signatureId, ClassSignature signature, LocalRoutes locals) {
    int[] originated = new int[locals.count()];
    int count = 0;
    for (int i = 0; i < locals.count(); i++) {
      if (locals.attributes(i) >= 0) {
        originated[count++] =
            locals.attributes(i) << 1 | (locals.path(i) == PathTable.EMPTY ? 1 : 0);
      }
    }
    int[] distinct = Arrays.stream(originated, 0, count).sorted().distinct().toArray();
    ProofKey key = new ProofKey(signatureId, interner.arrays.intern(distinct, distinct.length));
    Verdict known = existingVerdict(key);
    if (known == null) {
      RouteTransfer transfer = new RouteTransfer(topology, interner, signature);
      known = ConvergenceProof.of(topology, interner, signature, transfer, locals);
      verdicts.put(key, known);
    }
    return known;
  }

  private @Nullable Verdict existingVerdict(ProofKey key) {
    Verdict known = verdicts.get(key);
    return known != null || before == null ? known : before.existingVerdict(key);
  }
}
