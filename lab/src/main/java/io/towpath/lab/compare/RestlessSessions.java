package io.towpath.lab.compare;

import io.towpath.forwarding.solver.Solution;
import io.towpath.lab.plan.LabPlan;
import io.towpath.net.Prefix;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * Sessions that may be up or not, and what is known over them: those that the engine says go up and
 * down in turn for ever (TP6001), for which moment a lab is read in is chance, and {@link
 * HashedSessions}.
 */
final class RestlessSessions {
  static final String WHY =
      "a session that does not come to rest, or of whose equal ways some lose its packets";

  private final OverSessions over;

  RestlessSessions(Solution solution, LabPlan plan, Collection<TableRows> observed) {
    Set<Integer> pairs = new TreeSet<>(solution.restlessSessions());
    pairs.addAll(HashedSessions.of(solution));
    over = new OverSessions(solution, new Places(solution.topology(), plan), pairs, observed);
  }

  /** True if the session of a place with a peer is one of them. */
  boolean has(String place, String peer) {
    return over.has(place, peer);
  }

  /** Prefixes that are announced over them, while they are up. */
  Set<Prefix> prefixes() {
    return over.prefixes();
  }
}
