package io.towpath.routing.bgp;

import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * What sessions may make of attribute sets, whatever the path and the next hop: for proofs about
 * all routes of a class. For one thread.
 */
final class PossibleTransfers {
  /** Conditions on path and next hop of which all combinations are tried. */
  private static final int MOST_ASSUMPTIONS = 6;

  private final BgpTopology topology;
  private final Interner interner;
  private final ClassSignature signature;
  private final RouteTransfer transfer;

  /** Receives the attribute sets that a transfer may yield. */
  @FunctionalInterface
  interface PossibleAttributes {
    void attributes(int id, boolean pathChanged);
  }

  /**
   * Possibilities of a class.
   *
   * @param transfer turned to that class
   */
  PossibleTransfers(
      BgpTopology topology, Interner interner, ClassSignature signature, RouteTransfer transfer) {
    this.topology = topology;
    this.interner = interner;
    this.signature = signature;
    this.transfer = transfer;
  }

  /**
   * What {@link RouteTransfer#send} makes of an attribute set, whatever the path and the next hop.
   * ORIGINATOR_ID and CLUSTER_LIST of reflected routes are left out.
   *
   * @return false if there are too many possibilities
   */
  boolean sent(int end, int source, int from, PossibleAttributes result) {
    TransferProgram program = signature.program(topology.exportKind[end]);
    return possible(program, result, () -> transfer.exportDraft(program, from, source));
  }

  /** As {@link #sent} for the default route that an end sends whatever the table holds. */
  boolean sentDefault(int end, PossibleAttributes result) {
    if (!transfer.sendDefault(end)) {
      return true;
    }
    result.attributes(transfer.attributes, false);
    return true;
  }

  /**
   * What {@link RouteTransfer#receive} makes of an attribute set, whatever the path and the next
   * hop.
   */
  boolean received(int end, int from, PossibleAttributes result) {
    TransferProgram program = signature.program(topology.importKind[end]);
    return possible(program, result, () -> transfer.importDraft(program, from));
  }

  private boolean possible(
      TransferProgram program, PossibleAttributes result, BooleanSupplier application) {
    int open = program.openConditions.size();
    if (open > MOST_ASSUMPTIONS) {
      return false;
    }
    try {
      for (int mask = 0; mask < 1 << open; mask++) {
        Set<Condition> assumed = new HashSet<>();
        for (int i = 0; i < open; i++) {
          if ((mask >> i & 1) != 0) {
            assumed.add(program.openConditions.get(i));
          }
        }
        transfer.evaluation().assumed = assumed;
        transfer.evaluation().path = PolicyEvaluation.ANY_PATH;
        if (application.getAsBoolean()) {
          result.attributes(
              interner.attributes.intern(transfer.evaluation().draft),
              !transfer.evaluation().pathChanges.isEmpty());
        }
      }
      return true;
    } finally {
      transfer.evaluation().assumed = null;
    }
  }
}
