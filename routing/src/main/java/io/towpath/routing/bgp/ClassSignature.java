package io.towpath.routing.bgp;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the policies of a network treat the prefixes for which the same conditions on the prefix
 * hold. For one thread; that of a forked group reads the old one through.
 */
final class ClassSignature {
  private final BgpTopology topology;
  private final BitSet conditions;
  private final @Nullable ClassSignature before;
  private final int knownAttributes;
  private final @Nullable TransferProgram[] programs;

  /** The prefix is the default route and some end originates one. */
  final boolean isDefault;

  /** Speakers with a summary-only aggregate over the prefixes, or null if there is none. */
  final @Nullable BitSet suppressedAt;

  /** Ends that take the prefixes as others, or others as these; null if there are none. */
  final @Nullable BitSet translatedAt;

  /** For the given conditions on the prefix. */
  ClassSignature(BgpTopology topology, BitSet conditions) {
    this.topology = topology;
    this.conditions = conditions;
    before = null;
    knownAttributes = 0;
    programs = new TransferProgram[topology.kinds.length];
    isDefault = topology.isDefault >= 0 && conditions.get(topology.isDefault);
    BitSet suppressed = new BitSet();
    for (BgpTopology.AggregateRule rule : topology.aggregates) {
      if (rule.config().summaryOnly() && conditions.get(rule.inside())) {
        suppressed.set(rule.speaker());
      }
    }
    suppressedAt = suppressed.isEmpty() ? null : suppressed;
    BitSet translated = new BitSet();
    for (BgpTopology.TranslationRule rule : topology.translations) {
      if (conditions.get(rule.isFrom()) || conditions.get(rule.isTo())) {
        translated.set(rule.end());
      }
    }
    translatedAt = translated.isEmpty() ? null : translated;
  }

  /** A copy for a forked interner that knows so many attribute sets. */
  ClassSignature(ClassSignature before, int knownAttributes) {
    topology = before.topology;
    conditions = before.conditions;
    this.before = before;
    this.knownAttributes = knownAttributes;
    programs = new TransferProgram[before.programs.length];
    isDefault = before.isDefault;
    suppressedAt = before.suppressedAt;
    translatedAt = before.translatedAt;
  }

  /** What ends of a kind do with the attributes. */
  TransferProgram program(int kind) {
    TransferProgram program = programs[kind];
    return program != null ? program : newProgram(kind);
  }

  private TransferProgram newProgram(int kind) {
    TransferProgram old = before == null ? null : before.existingProgram(kind);
    TransferProgram program;
    if (old != null) {
      program = new TransferProgram(old, knownAttributes);
    } else {
      List<List<PolicyTerm>> chain = new ArrayList<>();
      for (CompiledPolicy policy : topology.kinds[kind].policies()) {
        chain.add(policy.foldedFor(conditions::get));
      }
      program = new TransferProgram(topology.kinds[kind], List.copyOf(chain));
    }
    programs[kind] = program;
    return program;
  }

  private @Nullable TransferProgram existingProgram(int kind) {
    TransferProgram program = programs[kind];
    return program != null || before == null ? program : before.existingProgram(kind);
  }
}
