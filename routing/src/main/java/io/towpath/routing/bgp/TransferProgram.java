package io.towpath.routing.bgp;

import io.towpath.network.RoutePolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How attributes change on sending or receiving, for one kind of end and one class of prefixes. The
 * result of each attribute set is remembered, so that the policy is run once for it. For one
 * thread; what a program of a forked interner remembers is read through.
 */
final class TransferProgram {
  /** How the sender came by the route, as a small number. */
  static final int ORIGINATED = 0;

  static final int EBGP = 1;
  static final int IBGP = 2;

  static final int SOURCES = 3;

  // Remembered results: 0 = none yet, DENIED, NOT_SENT, a plain result + FIRST, or the negated
  // index of an outcome − 1.
  private static final int DENIED = 1;
  private static final int NOT_SENT = 2;
  private static final int FIRST = 3;

  final TransferKind kind;
  final List<List<PolicyTerm>> chain;

  /** Conditions that depend on the AS path or the next hop. */
  final List<Condition> openConditions;

  /** The result depends on the attributes alone, not on path or next hop. */
  final boolean simple;

  private final @Nullable TransferProgram before;
  private final int known;
  private int[] memory = new int[0];
  private final List<Outcome> outcomes;

  /** A result that changes the path or the next hop too. */
  record Outcome(
      int attributes,
      List<RoutePolicy.Change> pathChanges,
      PolicyEvaluation.NextHopRule nextHopRule,
      int fixedNextHop) {
    Outcome {
      pathChanges = List.copyOf(pathChanges);
    }
  }

  TransferProgram(TransferKind kind, List<List<PolicyTerm>> chain) {
    this.kind = kind;
    this.chain = chain;
    openConditions =
        chain.stream()
            .flatMap(List::stream)
            .flatMap(term -> term.conditionsOnPathOrNextHop().stream())
            .distinct()
            .toList();
    simple = openConditions.isEmpty();
    before = null;
    known = 0;
    outcomes = new ArrayList<>();
  }

  /**
   * A copy for a forked interner.
   *
   * @param known number of attribute sets that the interner had when it was forked
   */
  TransferProgram(TransferProgram before, int known) {
    kind = before.kind;
    chain = before.chain;
    openConditions = before.openConditions;
    simple = before.simple;
    this.before = before;
    this.known = known;
    outcomes = new ArrayList<>(before.outcomes);
  }

  /** Remembered result for an attribute set and source, or 0. */
  int recall(int attributes, int source) {
    int index = attributes * SOURCES + source;
    int result = index < memory.length ? memory[index] : 0;
    if (result == 0 && before != null && attributes < known) {
      result = before.recall(attributes, source);
      if (result != 0) {
        remember(attributes, source, result);
      }
    }
    return result;
  }

  private void remember(int attributes, int source, int result) {
    int index = attributes * SOURCES + source;
    if (index >= memory.length) {
      memory = Arrays.copyOf(memory, Math.max(2 * memory.length, index + 8 * SOURCES));
    }
    memory[index] = result;
  }

  int rememberDenied(int attributes, int source) {
    remember(attributes, source, DENIED);
    return DENIED;
  }

  int rememberNotSent(int attributes, int source) {
    remember(attributes, source, NOT_SENT);
    return NOT_SENT;
  }

  int rememberPlain(int attributes, int source, int result) {
    remember(attributes, source, result + FIRST);
    return result + FIRST;
  }

  int rememberOutcome(int attributes, int source, Outcome outcome) {
    outcomes.add(outcome);
    int result = -outcomes.size();
    remember(attributes, source, result);
    return result;
  }

  static boolean isDenied(int result) {
    return result == DENIED;
  }

  static boolean isNotSent(int result) {
    return result == NOT_SENT;
  }

  static boolean isPlain(int result) {
    return result >= FIRST;
  }

  /** The attribute set of a plain result. */
  static int plain(int result) {
    return result - FIRST;
  }

  /** The outcome of a result that is not plain. */
  Outcome outcome(int result) {
    return outcomes.get(-result - 1);
  }
}
