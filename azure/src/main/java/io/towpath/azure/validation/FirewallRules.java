package io.towpath.azure.validation;

import io.towpath.azure.assignment.Assigned;
import io.towpath.azure.assignment.FirewallAddresses;
import io.towpath.azure.resource.AzureFirewall;
import io.towpath.azure.resource.FirewallPolicy;
import io.towpath.azure.resource.FirewallRuleCollection;
import io.towpath.azure.resource.FirewallRuleCollection.FirewallRule;
import io.towpath.azure.resource.FirewallRuleCollection.Kind;
import io.towpath.azure.resource.FirewallRuleGroup;
import io.towpath.azure.resource.PortRange;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.RouteTable;
import io.towpath.net.FindingKind;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import java.util.ArrayList;
import java.util.List;

/** Rules of Azure Firewalls that translate destinations (R300, R301). */
final class FirewallRules {
  private static final int LAST_PORT = 63999;

  private final RuleContext context;

  FirewallRules(RuleContext context) {
    this.context = context;
  }

  void check() {
    for (AzureFirewall firewall : context.resources().azureFirewalls().values()) {
      if (firewall.policy() == null) {
        check(firewall.id(), firewall.collections(), List.of(firewall));
      }
    }
    for (FirewallRuleGroup group : context.resources().firewallRuleGroups().values()) {
      ResourceId policy = group.id().parent();
      List<AzureFirewall> users =
          context.resources().azureFirewalls().values().stream()
              .filter(firewall -> policy.equals(firewall.policy()))
              .toList();
      if (!users.isEmpty()) {
        check(group.id(), group.collections(), users);
      } else if (hasHeirs(policy)) {
        for (FirewallRuleCollection collection : group.collections()) {
          if (collection.kind() == Kind.NAT) {
            context.report(
                ValidationKinds.NOT_INHERITED.at(
                    collection.origin(),
                    group.id().label()
                        + ": no firewall uses the policy \""
                        + policy.name()
                        + "\" itself, and those that inherit from it do not inherit the"
                        + " translations of \""
                        + collection.name()
                        + "\"."));
          }
        }
      }
    }
  }

  private boolean hasHeirs(ResourceId policy) {
    return context.resources().firewallPolicies().values().stream()
        .map(FirewallPolicy::basePolicy)
        .anyMatch(policy::equals);
  }

  /** Rules of one list of collections, which several firewalls may share. */
  private void check(
      ResourceId owner, List<FirewallRuleCollection> collections, List<AzureFirewall> users) {
    for (FirewallRuleCollection collection : collections) {
      if (collection.kind() == Kind.NAT) {
        for (FirewallRule rule : collection.rules()) {
          check(owner, collection, rule, users);
        }
      }
    }
  }

  private void check(
      ResourceId owner,
      FirewallRuleCollection collection,
      FirewallRule rule,
      List<AzureFirewall> users) {
    String name = owner.label() + ": the rule \"" + collection.name() + "/" + rule.name() + "\"";
    List<IpAddress> publics = users.stream().flatMap(user -> publics(user).stream()).toList();
    List<IpAddress> own =
        users.stream()
            .flatMap(user -> FirewallAddresses.of(context.resources(), user).stream())
            .toList();
    boolean anybody = rule.destinations().isAny();
    List<Prefix> called = rule.destinations().prefixes();
    List<Prefix> nobodys =
        called.stream()
            .filter(
                prefix ->
                    !prefix.isHost()
                        || !publics.contains(prefix.network()) && !own.contains(prefix.network()))
            .toList();
    if (anybody || called.isEmpty() || !nobodys.isEmpty()) {
      report(
          ValidationKinds.NAT_RULE_FOR_NOBODY,
          rule,
          name
              + " translates what calls "
              + (anybody
                  ? "any address"
                  : called.isEmpty() ? "an IP group or a tag" : text(nobodys.getFirst()))
              + ", which is no single address of "
              + users.getFirst().name()
              + ".");
    }
    if (rule.ports().stream().anyMatch(range -> range.last() > LAST_PORT)
        && !rule.ports().contains(PortRange.ANY)) {
      report(
          ValidationKinds.NAT_RULE_OF_HIGH_PORT,
          rule,
          name + " translates ports above " + LAST_PORT + ".");
    }
    for (AzureFirewall user : users) {
      List<IpAddress> ofUser = publics(user);
      if (called.stream().anyMatch(prefix -> ofUser.contains(prefix.network()))
          && leadsElsewhere(user)) {
        report(
            ValidationKinds.NAT_RULE_BESIDE_FORCED_TUNNELLING,
            rule,
            name + " cannot answer the Internet: " + user.name() + " sends it elsewhere.");
      }
      if (user.isBasic()
          && FirewallAddresses.of(context.resources(), user).stream()
              .anyMatch(address -> called.contains(Prefix.host(address)))) {
        report(
            ValidationKinds.NAT_RULE_OF_BASIC_FIREWALL,
            rule,
            name + " translates what calls the private address of " + user.name() + ".");
      }
    }
  }

  private static String text(Prefix prefix) {
    return prefix.isHost() ? prefix.network().toString() : prefix.toString();
  }

  private List<IpAddress> publics(AzureFirewall firewall) {
    List<IpAddress> publics = new ArrayList<>();
    for (ResourceId id : firewall.publicIpAddresses()) {
      context.addresses().publicAddress(id).map(Assigned::address).ifPresent(publics::add);
    }
    return publics;
  }

  private boolean leadsElsewhere(AzureFirewall firewall) {
    return context
        .resources()
        .subnet(firewall.subnet())
        .flatMap(subnet -> context.resources().routeTableOf(subnet))
        .filter(RouteTable::leadsDefaultAway)
        .isPresent();
  }

  private void report(FindingKind kind, FirewallRule rule, String problem) {
    context.report(kind.at(rule.origin(), problem));
  }
}
