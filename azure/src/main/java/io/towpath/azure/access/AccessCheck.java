package io.towpath.azure.access;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Answers whether somebody may do something (R239): an action is denied unless an assignment at the
 * scope or above it, to the principal or one of its groups, has a role that allows it. Deny
 * assignments, conditions and custom roles are not modelled.
 *
 * @param assignments in the order in which they are asked
 * @param directory principals that are known; empty if the estate states none
 */
public record AccessCheck(List<RoleAssignment> assignments, List<Principal> directory) {
  public AccessCheck {
    assignments = List.copyOf(assignments);
    directory = List.copyOf(directory);
  }

  /**
   * A decision.
   *
   * @param reason one sentence without a full stop: the assignment that allows, or what is missing
   */
  public record Decision(boolean allowed, String reason) {}

  /**
   * Asks.
   *
   * @param who name or object id
   * @param action such as {@code Microsoft.Network/expressRouteCircuits/write}
   * @param scope id of a resource, resource group or subscription
   */
  public Decision ask(String who, String action, String scope) {
    Optional<Principal> known = known(who);
    if (known.isEmpty() && !directory.isEmpty()) {
      // R232: an identity has to be in the directory before anybody can act with it.
      return new Decision(false, "\"" + who + "\" is in no directory of the estate");
    }
    List<String> held = new ArrayList<>();
    for (String holder : holders(who)) {
      for (RoleAssignment assignment : assignments) {
        if (isOf(assignment, holder) && assignment.covers(scope)) {
          String role =
              assignment.role().azureName()
                  + " on "
                  + assignment.scope()
                  + (holder.equalsIgnoreCase(who) ? "" : " as member of " + holder);
          if (assignment.role().allows(action)) {
            return new Decision(true, "\"" + who + "\" is " + role);
          }
          held.add(role);
        }
      }
    }
    return new Decision(
        false,
        held.isEmpty()
            ? "\"" + who + "\" has no role at " + scope + " or above it"
            : "\"" + who + "\" is only " + String.join(", ", held));
  }

  private Optional<Principal> known(String who) {
    return directory.stream().filter(principal -> principal.isCalled(who)).findFirst();
  }

  /** Somebody and every group that it is in, groups of groups included. */
  private Set<String> holders(String who) {
    Set<String> holders = new LinkedHashSet<>();
    List<String> open = new ArrayList<>(List.of(who));
    while (!open.isEmpty()) {
      String next = open.removeFirst();
      if (holders.add(next)) {
        known(next).ifPresent(principal -> open.addAll(principal.memberOf()));
      }
    }
    return holders;
  }

  private boolean isOf(RoleAssignment assignment, String holder) {
    return assignment.isOf(holder)
        || known(holder)
            .filter(
                principal ->
                    assignment.isOf(principal.name())
                        || !principal.id().isEmpty() && assignment.isOf(principal.id()))
            .isPresent();
  }

  /** Assignments whose holder is in no directory: they allow nobody anything. */
  public List<RoleAssignment> orphans() {
    return directory.isEmpty()
        ? List.of()
        : assignments.stream()
            .filter(
                assignment ->
                    directory.stream()
                        .noneMatch(
                            principal ->
                                principal.isCalled(assignment.principalId())
                                    || principal.isCalled(assignment.principalName())))
            .toList();
  }
}
