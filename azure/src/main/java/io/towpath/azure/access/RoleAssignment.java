package io.towpath.azure.access;

import io.towpath.net.Origin;
import java.util.Locale;

/**
 * A role that a user, group or application has on a scope and all below it (R239).
 *
 * @param name name of the assignment
 * @param principalId object id of who has it
 * @param principalName its name if one was printed, or empty
 * @param scope {@code /subscriptions/S}, with a resource group or a resource behind it
 */
public record RoleAssignment(
    String name,
    String principalId,
    String principalName,
    BuiltInRole role,
    String scope,
    Origin origin) {

  /** True if it holds at a scope: at it, or at one above. */
  public boolean covers(String target) {
    String own = canonical(scope);
    String asked = canonical(target);
    return own.isEmpty() || asked.equals(own) || asked.startsWith(own + "/");
  }

  private static String canonical(String scope) {
    String lower = scope.toLowerCase(Locale.ROOT);
    return lower.endsWith("/") ? lower.substring(0, lower.length() - 1) : lower;
  }

  /** True if it is the assignment of somebody of that id or name. */
  public boolean isOf(String idOrName) {
    return principalId.equalsIgnoreCase(idOrName)
        || !principalName.isEmpty() && principalName.equalsIgnoreCase(idOrName);
  }
}
