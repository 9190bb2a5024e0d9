package io.towpath.routing.bgp;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A policy with its lists resolved; policies of equal content are one.
 *
 * @param id dense number
 */
record CompiledPolicy(int id, List<PolicyTerm> terms) {

  // The table makes one object per content, so the number identifies it.
  @Override
  public boolean equals(Object other) {
    return other instanceof CompiledPolicy policy && id == policy.id;
  }

  @Override
  public int hashCode() {
    return id;
  }

  /**
   * The policy as one class of prefixes meets it: conditions on the prefix are decided, terms that
   * cannot match are gone, and so is what stands behind a term that always matches.
   *
   * @param prefixHolds truth of each condition on the prefix, by number
   */
  List<PolicyTerm> foldedFor(IntPredicate prefixHolds) {
    List<PolicyTerm> folded = new ArrayList<>();
    for (PolicyTerm term : terms) {
      List<Condition> open = new ArrayList<>();
      boolean possible = true;
      for (Condition condition : term.conditions()) {
        switch (condition) {
          case Condition.OnPrefix(int id) -> possible &= prefixHolds.test(id);
          case Condition.Never() -> possible = false;
          case Condition.OnPath _,
              Condition.OnNextHop _,
              Condition.OnCommunities _,
              Condition.OnTag _,
              Condition.OnMed _,
              Condition.OnClass _,
              Condition.OnSource _,
              Condition.OnInterface _ ->
              open.add(condition);
        }
      }
      if (!possible) {
        continue;
      }
      folded.add(new PolicyTerm(term.sequence(), term.permit(), open, term.changes()));
      if (open.isEmpty()) {
        break;
      }
    }
    return folded;
  }
}
