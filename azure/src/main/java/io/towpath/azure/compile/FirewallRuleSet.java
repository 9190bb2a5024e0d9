package io.towpath.azure.compile;

import io.towpath.azure.resource.AzureFirewall;
import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.FirewallPolicy;
import io.towpath.azure.resource.FirewallRuleCollection;
import io.towpath.azure.resource.FirewallRuleCollection.Addresses;
import io.towpath.azure.resource.FirewallRuleCollection.FirewallRule;
import io.towpath.azure.resource.FirewallRuleCollection.Kind;
import io.towpath.azure.resource.FirewallRuleCollection.Target;
import io.towpath.azure.resource.FirewallRuleGroup;
import io.towpath.azure.resource.IpGroup;
import io.towpath.azure.resource.PortRange;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.RuleAccess;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import io.towpath.network.Filter;
import io.towpath.network.NatRule;
import io.towpath.network.Vrf;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The rules of an Azure Firewall in the order in which it tries them (R300): those that translate
 * destinations, then network rules, then application rules, whatever their priorities; in each kind
 * the groups of the base policy, then groups, then collections by priority. The first match decides
 * and nothing else passes.
 */
final class FirewallRuleSet {
  private final AzureResources resources;
  private final AzureFirewall firewall;

  FirewallRuleSet(AzureResources resources, AzureFirewall firewall) {
    this.resources = resources;
    this.firewall = firewall;
  }

  /** The policy's ancestors and the policy itself, in the order in which their rules come. */
  List<ResourceId> policies() {
    List<ResourceId> chain = new ArrayList<>();
    Set<ResourceId> seen = new HashSet<>();
    ResourceId next = firewall.policy();
    while (next != null && seen.add(next)) {
      chain.addFirst(next);
      FirewallPolicy policy = resources.firewallPolicies().get(next);
      next = policy == null ? null : policy.basePolicy();
    }
    return chain;
  }

  /** The IP groups that its rules name. */
  Set<ResourceId> ipGroups() {
    Set<ResourceId> groups = new LinkedHashSet<>();
    for (Kind kind : Kind.values()) {
      for (FirewallRuleCollection collection : inOrder(kind)) {
        collection.rules().forEach(rule -> groups.addAll(rule.ipGroups()));
      }
    }
    return groups;
  }

  /** The collections of a kind: of the policies, or the firewall's own if it has no policy. */
  private List<FirewallRuleCollection> inOrder(Kind kind) {
    Comparator<FirewallRuleCollection> byPriority =
        Comparator.comparingInt(FirewallRuleCollection::priority);
    if (firewall.policy() == null) {
      return firewall.collections().stream()
          .filter(collection -> collection.kind() == kind)
          .sorted(byPriority)
          .toList();
    }
    // R300: translations are not inherited.
    List<ResourceId> policies = kind == Kind.NAT ? List.of(firewall.policy()) : policies();
    List<FirewallRuleCollection> ordered = new ArrayList<>();
    for (ResourceId policy : policies) {
      resources.firewallRuleGroups().values().stream()
          .filter(group -> group.id().parent().equals(policy))
          .sorted(Comparator.comparingInt(FirewallRuleGroup::priority))
          .forEach(
              group ->
                  group.collections().stream()
                      .filter(collection -> collection.kind() == kind)
                      .sorted(byPriority)
                      .forEach(ordered::add));
    }
    return ordered;
  }

  /**
   * What passes the firewall.
   *
   * @param redirected what is translated, which no other rule is asked about (R301)
   */
  Filter filter(List<NatRule.Redirect> redirected) {
    List<Filter.Rule> rules = new ArrayList<>();
    for (NatRule.Redirect one : redirected) {
      rules.add(
          new Filter.Rule(
              one.target() + " port " + one.targetPort(),
              true,
              List.of(one.protocol()),
              one.sources(),
              List.of(new AddressSet.Prefixes(List.of(Prefix.host(one.called())))),
              List.of(),
              one.ports(),
              null,
              null,
              false,
              one.origin()));
    }
    for (Kind kind : List.of(Kind.NETWORK, Kind.APPLICATION)) {
      for (FirewallRuleCollection collection : inOrder(kind)) {
        for (FirewallRule rule : collection.rules()) {
          List<AddressSet> sources = addresses(rule.sources());
          List<AddressSet> destinations = addresses(rule.destinations());
          if (!sources.isEmpty() && !destinations.isEmpty()) {
            rules.add(rule(collection, rule, sources, destinations));
          }
        }
      }
    }
    return new Filter(
        firewall.name() + " rules", Filter.Kind.ACL, true, rules, false, firewall.origin());
  }

  private static Filter.Rule rule(
      FirewallRuleCollection collection,
      FirewallRule rule,
      List<AddressSet> sources,
      List<AddressSet> destinations) {
    return new Filter.Rule(
        collection.name() + "/" + rule.name(),
        collection.access() == RuleAccess.ALLOW,
        rule.protocols(),
        sources,
        destinations,
        List.of(),
        ports(rule.ports()),
        null,
        null,
        false,
        rule.origin());
  }

  /**
   * R301, R302: what calls an address of the firewall and goes on to another one.
   *
   * @param own private address of the firewall
   * @param publics its public addresses
   * @param inside ranges whose addresses know it by its private address
   */
  List<NatRule.Redirect> redirects(
      IpAddress own, List<IpAddress> publics, Collection<Prefix> inside) {
    List<NatRule.Redirect> redirects = new ArrayList<>();
    for (FirewallRuleCollection collection : inOrder(Kind.NAT)) {
      for (FirewallRule rule : collection.rules()) {
        Target target = rule.target();
        List<AddressSet> sources = addresses(rule.sources());
        if (target == null || sources.isEmpty()) {
          continue;
        }
        boolean isInside = inside.stream().anyMatch(range -> range.contains(target.address()));
        for (IpAddress called : called(rule, own, publics)) {
          for (int protocol : rule.protocols()) {
            redirects.add(
                new NatRule.Redirect(
                    Vrf.DEFAULT,
                    sources,
                    called,
                    protocol,
                    ports(rule.ports()),
                    target.address(),
                    target.port(),
                    isInside || publics.isEmpty() ? List.of(own) : publics,
                    rule.origin()));
          }
        }
      }
    }
    return redirects;
  }

  /** R301: addresses of the firewall that a rule names one by one. */
  private List<IpAddress> called(FirewallRule rule, IpAddress own, List<IpAddress> publics) {
    return rule.destinations().prefixes().stream()
        .filter(Prefix::isHost)
        .map(Prefix::network)
        .filter(called -> publics.contains(called) || called.equals(own) && !firewall.isBasic())
        .toList();
  }

  /** Nothing if nobody is meant, or if it is not known who. */
  private List<AddressSet> addresses(Addresses end) {
    if (end.isAny()) {
      return List.of(new AddressSet.Any());
    }
    List<Prefix> prefixes = new ArrayList<>(end.prefixes());
    for (String tag : end.tags()) {
      resources.serviceTags().find(tag).ifPresent(found -> prefixes.addAll(found.prefixes()));
    }
    for (ResourceId id : end.ipGroups()) {
      IpGroup group = resources.ipGroups().get(id);
      if (group != null) {
        prefixes.addAll(group.addresses());
      }
    }
    return prefixes.isEmpty() ? List.of() : List.of(new AddressSet.Prefixes(prefixes));
  }

  private static List<Filter.PortRange> ports(List<PortRange> ranges) {
    return ranges.contains(PortRange.ANY)
        ? List.of()
        : ranges.stream().map(r -> new Filter.PortRange(r.first(), r.last())).toList();
  }
}
