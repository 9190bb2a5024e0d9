package io.towpath.azure.gotcha;

import io.towpath.azure.resource.AddressMatch;
import io.towpath.azure.resource.LoadBalancer;
import io.towpath.azure.resource.NetworkInterface;
import io.towpath.azure.resource.NetworkSecurityGroup;
import io.towpath.azure.resource.PortRange;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.RuleAccess;
import io.towpath.azure.resource.RuleDirection;
import io.towpath.azure.resource.RuleProtocol;
import io.towpath.azure.resource.SecurityRule;
import io.towpath.net.FindingKind;
import io.towpath.net.IpAddress;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Security rules that never decide, or decide what nobody meant. A group of 1,000 rules costs half
 * a million comparisons of two rules; pairs of groups are compared once, however many interfaces
 * have them.
 */
final class SecurityRuleGotchas implements Gotcha {
  private static final IpAddress PLATFORM = IpAddress.parse("168.63.129.16");

  private static final FindingKind OVERRULED =
      FindingKind.warning(
          "TP2981",
          "R194",
          "Security rule that an earlier one contradicts",
          "Rules are tried by priority and the first that matches decides. An earlier rule matches"
              + " all that this one does and decides the opposite, so this one never has a say.",
          "Give it a lower priority number, or narrow the earlier rule.");

  private static final FindingKind REDUNDANT =
      FindingKind.info(
          "TP2982",
          "R194",
          "Security rule that an earlier one makes needless",
          "An earlier rule matches all that this one does and decides the same. Whoever removes or"
              + " tightens the earlier one later may be surprised by what this one still does.",
          "Remove one of the two.");

  private static final FindingKind UNASSOCIATED =
      FindingKind.info(
          "TP2983",
          "R202",
          "Security group that filters nothing",
          "A security group works through the subnets and interfaces that it is associated with."
              + " This one has rules and neither.",
          "Associate it, or remove it.");

  private static final FindingKind PROBES =
      FindingKind.warning(
          "TP2984",
          "R200",
          "Security rule that drops the load balancer's probes",
          "Health probes come from 168.63.129.16, the tag AzureLoadBalancer, which the default"
              + " rules admit. A custom rule that denies them first marks every backend as dead,"
              + " and the route to the front end leads nowhere.",
          "Allow the source AzureLoadBalancer before that rule.");

  private static final FindingKind CONTRADICTION =
      FindingKind.warning(
          "TP2985",
          "R193",
          "Allowed by one security group, denied by the other",
          "What comes to an interface, or leaves it, must be allowed by the group of its subnet and"
              + " by its own. A custom rule of one allows what the other denies altogether, so the"
              + " rule has no effect there.",
          "Allow it in both groups, or remove the rule.");

  @Override
  public List<FindingKind> kinds() {
    return List.of(OVERRULED, REDUNDANT, UNASSOCIATED, PROBES, CONTRADICTION);
  }

  @Override
  public void check(GotchaContext context) {
    Set<ResourceId> used = new HashSet<>();
    context.resources().subnets().values().stream()
        .flatMap(subnet -> context.resources().nsgOf(subnet).stream())
        .forEach(group -> used.add(group.id()));
    Set<List<ResourceId>> compared = new HashSet<>();
    for (NetworkInterface nic : context.resources().networkInterfaces().values()) {
      Optional<NetworkSecurityGroup> own = context.resources().nsgOf(nic);
      Optional<NetworkSecurityGroup> ofSubnet = ofSubnet(context, nic);
      own.ifPresent(group -> used.add(group.id()));
      if (own.isPresent()
          && ofSubnet.isPresent()
          && compared.add(List.of(own.get().id(), ofSubnet.get().id()))) {
        contradictions(context, ofSubnet.get(), own.get());
        contradictions(context, own.get(), ofSubnet.get());
      }
    }
    for (NetworkSecurityGroup group : context.resources().networkSecurityGroups().values()) {
      shadowed(context, group);
      if (!used.contains(group.id()) && !group.securityRules().isEmpty()) {
        context.report(
            UNASSOCIATED.at(
                group.origin(),
                group.id().label() + ": no subnet and no interface in the estate uses it."));
      }
    }
    probes(context);
  }

  private static Optional<NetworkSecurityGroup> ofSubnet(
      GotchaContext context, NetworkInterface nic) {
    return context
        .resources()
        .subnet(nic.primaryConfiguration().subnet())
        .flatMap(subnet -> context.resources().nsgOf(subnet));
  }

  private static void shadowed(GotchaContext context, NetworkSecurityGroup group) {
    for (RuleDirection direction : RuleDirection.values()) {
      List<SecurityRule> rules =
          group.securityRules().stream()
              .filter(rule -> rule.direction() == direction)
              .sorted(Comparator.comparingInt(SecurityRule::priority))
              .toList();
      for (int i = 1; i < rules.size(); i++) {
        SecurityRule rule = rules.get(i);
        Optional<SecurityRule> earlier =
            rules.subList(0, i).stream().filter(one -> RuleCover.covers(one, rule)).findFirst();
        if (earlier.isPresent()) {
          FindingKind kind = earlier.get().access() == rule.access() ? REDUNDANT : OVERRULED;
          context.report(
              kind.at(
                  rule.origin(),
                  rule.id().label()
                      + ": \""
                      + earlier.get().name()
                      + "\" with priority "
                      + earlier.get().priority()
                      + " matches all of it before."));
        }
      }
    }
  }

  /** R193: what custom rules of one group allow, and the other denies whole. */
  private static void contradictions(
      GotchaContext context, NetworkSecurityGroup one, NetworkSecurityGroup other) {
    if (one.id().equals(other.id())) {
      return;
    }
    for (SecurityRule rule : one.securityRules()) {
      if (rule.access() != RuleAccess.ALLOW) {
        continue;
      }
      for (SecurityRule judge : other.rulesInOrder(rule.direction())) {
        if (RuleCover.apart(judge, rule)) {
          continue;
        }
        if (judge.access() == RuleAccess.DENY && RuleCover.covers(judge, rule)) {
          context.report(
              CONTRADICTION.at(
                  rule.origin(),
                  rule.id().label()
                      + ": it allows what \""
                      + judge.name()
                      + "\" of \""
                      + other.name()
                      + "\" denies on an interface that has both."));
        }
        break; // decided, or decided in part
      }
    }
  }

  private static void probes(GotchaContext context) {
    Set<ResourceId> told = new HashSet<>();
    for (LoadBalancer balancer : context.resources().loadBalancers().values()) {
      for (LoadBalancer.Rule rule : balancer.rules()) {
        if (rule.probe() == null || rule.pool() == null) {
          continue;
        }
        for (NetworkInterface nic : context.poolMembers().interfaces(rule.pool())) {
          for (Optional<NetworkSecurityGroup> group :
              List.of(ofSubnet(context, nic), context.resources().nsgOf(nic))) {
            Optional<SecurityRule> denial = group.flatMap(SecurityRuleGotchas::probeDenial);
            if (denial.isPresent() && told.add(denial.get().id())) {
              context.report(
                  PROBES.at(
                      denial.get().origin(),
                      denial.get().id().label()
                          + ": it drops the probes of \""
                          + balancer.name()
                          + "\" to \""
                          + nic.name()
                          + "\"."));
            }
          }
        }
      }
    }
  }

  /** The rule that drops probes whatever their port is; none if some rule may admit them before. */
  private static Optional<SecurityRule> probeDenial(NetworkSecurityGroup group) {
    for (SecurityRule rule : group.rulesInOrder(RuleDirection.INBOUND)) {
      boolean tcp = rule.protocol() == RuleProtocol.ANY || rule.protocol() == RuleProtocol.TCP;
      if (!tcp || rule.sources().stream().noneMatch(SecurityRuleGotchas::matchesProbes)) {
        continue;
      }
      if (rule.access() == RuleAccess.ALLOW) {
        return Optional.empty();
      }
      boolean whole =
          rule.destinationPorts().contains(PortRange.ANY)
              && rule.sourcePorts().contains(PortRange.ANY)
              && rule.destinations().contains(new AddressMatch.Any());
      if (whole) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }

  private static boolean matchesProbes(AddressMatch source) {
    return switch (source) {
      case AddressMatch.Any _ -> true;
      case AddressMatch.Range(var prefix) -> prefix.contains(PLATFORM);
      case AddressMatch.Tag(String name) -> name.equals(AddressMatch.Tag.AZURE_LOAD_BALANCER);
      case AddressMatch.ApplicationGroup _ -> false;
    };
  }
}
