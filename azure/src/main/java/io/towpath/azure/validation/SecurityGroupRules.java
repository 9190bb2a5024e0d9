package io.towpath.azure.validation;

import io.towpath.azure.resource.ApplicationSecurityGroup;
import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.NetworkSecurityGroup;
import io.towpath.azure.resource.PrivateEndpoint;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.RuleDirection;
import io.towpath.azure.resource.SecurityRule;
import io.towpath.azure.resource.Subnet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Network security groups (R194, R201, R202). */
final class SecurityGroupRules {

  private static final int LOWEST_PRIORITY = 100;
  private static final int HIGHEST_PRIORITY = 4096;

  private final RuleContext context;
  private final Map<ResourceId, Set<ResourceId>> vnetsByGroup = new HashMap<>(); // look-ups only

  SecurityGroupRules(RuleContext context) {
    this.context = context;
  }

  void check() {
    for (NetworkSecurityGroup group : context.resources().networkSecurityGroups().values()) {
      for (SecurityRule rule : group.securityRules()) {
        priority(rule);
      }
      priorityTwice(group);
      for (SecurityRule rule : group.securityRules()) {
        groupsOfOneVnet(rule);
      }
    }
    context.resources().applicationSecurityGroups().values().forEach(this::membersOfOneVnet);
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

  /** R201: the VNet of the first member binds the others. */
  private void membersOfOneVnet(ApplicationSecurityGroup group) {
    Set<ResourceId> vnets = vnetsOf(group.id());
    if (vnets.size() > 1) {
      context.refuse(
          "TP2604",
          "R201",
          group.origin(),
          group.id().label() + ": its members are in several VNets, " + named(vnets) + ".",
          "Make a group for each VNet.");
    }
  }

  /** R201: sources and destinations of one rule are groups of one VNet. */
  private void groupsOfOneVnet(SecurityRule rule) {
    Set<ResourceId> vnets = new TreeSet<>();
    for (ResourceId group : rule.applicationSecurityGroups()) {
      Set<ResourceId> of = vnetsOf(group);
      if (of.size() > 1) {
        return; // refused already
      }
      vnets.addAll(of);
    }
    if (vnets.size() > 1) {
      context.refuse(
          "TP2605",
          "R201",
          rule.origin(),
          rule.id().label()
              + ": it names application security groups of several VNets, "
              + named(vnets)
              + ".",
          "Name groups of one VNet, or state prefixes for the others.");
    }
  }

  private Set<ResourceId> vnetsOf(ResourceId group) {
    return vnetsByGroup.computeIfAbsent(
        group,
        id -> {
          Set<ResourceId> vnets = new TreeSet<>();
          for (AzureResources.Member member : context.resources().membersOf(id)) {
            vnets.add(member.configuration().subnet().parent());
          }
          for (PrivateEndpoint endpoint : context.resources().endpointsIn(id)) {
            vnets.add(endpoint.virtualNetwork());
          }
          return vnets;
        });
  }

  private static String named(Set<ResourceId> vnets) {
    return vnets.stream()
        .map(vnet -> "\"" + vnet.name() + "\"")
        .collect(Collectors.joining(" and "));
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
