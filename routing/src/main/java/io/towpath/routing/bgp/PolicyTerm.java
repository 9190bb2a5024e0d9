package io.towpath.routing.bgp;

import io.towpath.network.RoutePolicy;
import java.util.List;

/**
 * A compiled term of a policy: all conditions must hold; a permit applies the changes.
 *
 * @param sequence number of the term as written, for explanations
 */
record PolicyTerm(
    int sequence,
    boolean permit,
    List<Condition> conditions,
    List<PolicyTerm.PolicyChange> changes) {

  /** Conditions that depend on the AS path or the next hop. */
  List<Condition> conditionsOnPathOrNextHop() {
    return conditions.stream().filter(Condition::readsPathOrNextHop).toList();
  }

  /** A change of a permitted route. */
  sealed interface PolicyChange {
    /** A change that needs no compilation. */
    record Plain(RoutePolicy.Change change) implements PolicyChange {}

    /** Removes every community that the filter permits on its own. */
    record RemoveCommunities(CommunityFilter filter) implements PolicyChange {}

    /** Keeps the route out of the decision, for the reason of this number. */
    record KeepOut(int reason) implements PolicyChange {}
  }
}
