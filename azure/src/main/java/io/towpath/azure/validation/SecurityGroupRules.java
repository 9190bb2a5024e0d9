package io.towpath.azure.validation;

import io.towpath.azure.resource.NetworkSecurityGroup;
import io.towpath.azure.resource.RuleDirection;
import io.towpath.azure.resource.SecurityRule;
import io.towpath.azure.resource.Subnet;
import java.util.HashMap;
import java.util.Map;

/** Network security groups (R194, R202). */
final class SecurityGroupRules {

  private static final int LOWEST_PRIORITY = 100;
  private static final int HIGHEST_PRIORITY = 4096;

  private final RuleContext context;

  SecurityGroupRules(RuleContext context) {
    this.context = context;
  }

  void check() {
    for (NetworkSecurityGroup group : context.resources().networkSecurityGroups().values()) {
      for (SecurityRule rule : group.securityRules()) {
        priority(rule);
      }
      priorityTwice(group);
    }
    context.resources().subnets().values().forEach(this::notOnRouteServer);
  }

  /** R194: 100 to 4096. */
  private void priority(SecurityRule rule) {
    if (rule.priority() < LOWEST_PRIORITY || rule.priority() > HIGHEST_PRIORITY) {
      context.refuse(
          "TP2601",
          "R194",
          rule.origin(),
          rule.id().label() + ": its priority is " + rule.priority() + ".",
          "State " + LOWEST_PRIORITY + " to " + HIGHEST_PRIORITY + ".");
    }
  }

  /** R194: the first match decides, so two rules of a direction cannot stand at one place. */
  private void priorityTwice(NetworkSecurityGroup group) {
    record Place(RuleDirection direction, int priority) {}
    Map<Place, SecurityRule> first = new HashMap<>(); // look-ups only
    for (SecurityRule rule : group.securityRules()) {
      SecurityRule other = first.putIfAbsent(new Place(rule.direction(), rule.priority()), rule);
      if (other != null) {
        context.refuse(
            "TP2602",
            "R194",
            rule.origin(),
            rule.id().label()
                + ": the "
                + rule.direction().azureName()
                + " priority "
                + rule.priority()
                + " belongs to \""
                + other.name()
                + "\" already.",
            "Give one of the two another priority.");
      }
    }
  }

  /** R202: not on the subnet of a Route Server; for GatewaySubnet see R15. */
  private void notOnRouteServer(Subnet subnet) {
    if (subnet.networkSecurityGroup() != null
        && subnet.name().equalsIgnoreCase("RouteServerSubnet")) {
      context.refuse(
          "TP2603",
          "R202",
          subnet.origin(),
          subnet.id().label() + ": it may not have a network security group.",
          "Remove networkSecurityGroup.");
    }
  }
}
