package io.towpath.azure.access;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Roles that every subscription has, with the actions that they allow and leave out (R239). */
public enum BuiltInRole {
  OWNER("Owner", "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", List.of("*"), List.of()),
  CONTRIBUTOR(
      "Contributor",
      "b24988ac-6180-42a0-ab88-20f7382dd24c",
      List.of("*"),
      List.of(
          "Microsoft.Authorization/*/Delete",
          "Microsoft.Authorization/*/Write",
          "Microsoft.Authorization/elevateAccess/Action",
          "Microsoft.Blueprint/blueprintAssignments/write",
          "Microsoft.Blueprint/blueprintAssignments/delete",
          "Microsoft.Compute/galleries/share/action")),
  READER("Reader", "acdd72a7-3385-48ef-bd42-f606fba81ae7", List.of("*/read"), List.of()),
  NETWORK_CONTRIBUTOR(
      "Network Contributor",
      "4d97b98b-1d4f-4787-a291-c67834d212e7",
      List.of(
          "Microsoft.Authorization/*/read",
          "Microsoft.Insights/alertRules/*",
          "Microsoft.Network/*",
          "Microsoft.ResourceHealth/availabilityStatuses/read",
          "Microsoft.Resources/deployments/*",
          "Microsoft.Resources/subscriptions/resourceGroups/read",
          "Microsoft.Support/*"),
      List.of());

  private final String azureName;
  private final String id;
  private final List<Pattern> actions;
  private final List<Pattern> notActions;

  BuiltInRole(String azureName, String id, List<String> actions, List<String> notActions) {
    this.azureName = azureName;
    this.id = id;
    this.actions = actions.stream().map(BuiltInRole::pattern).toList();
    this.notActions = notActions.stream().map(BuiltInRole::pattern).toList();
  }

  /** A star stands for any text, slashes included; case does not count. */
  private static Pattern pattern(String action) {
    StringBuilder expression = new StringBuilder();
    for (String part : action.toLowerCase(Locale.ROOT).split("\\*", -1)) {
      expression.append(expression.isEmpty() ? "" : ".*").append(Pattern.quote(part));
    }
    return Pattern.compile(expression.toString());
  }

  /** The name as Azure spells it. */
  public String azureName() {
    return azureName;
  }

  /** The role of a definition's id or name. */
  public static Optional<BuiltInRole> of(String definition) {
    String last = definition.substring(definition.lastIndexOf('/') + 1);
    for (BuiltInRole role : values()) {
      if (role.id.equalsIgnoreCase(last) || role.azureName.equalsIgnoreCase(last)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }

  /** True if it allows an action such as {@code Microsoft.Network/connections/write}. */
  public boolean allows(String action) {
    String lower = action.toLowerCase(Locale.ROOT);
    return matches(actions, lower) && !matches(notActions, lower);
  }

  private static boolean matches(List<Pattern> patterns, String action) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(action).matches());
  }
}
