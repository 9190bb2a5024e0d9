package io.towpath.azure.resource;

import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import java.util.List;

/**
 * Rules of one kind with one action.
 *
 * @param priority lower is tried first, among the collections of its kind
 */
public record FirewallRuleCollection(
    String name,
    Kind kind,
    int priority,
    RuleAccess access,
    List<FirewallRule> rules,
    Origin origin) {

  public FirewallRuleCollection {
    rules = List.copyOf(rules);
  }

  /** In the order in which Azure Firewall tries them. */
  public enum Kind {
    NETWORK,
    APPLICATION
  }

  /**
   * One rule.
   *
   * @param protocols IP protocol numbers; empty = any
   * @param sources empty = any
   * @param destinations empty = any
   * @param ports destination ports
   */
  public record FirewallRule(
      String name,
      List<Integer> protocols,
      List<Prefix> sources,
      List<Prefix> destinations,
      List<PortRange> ports,
      Origin origin) {
    public FirewallRule {
      protocols = List.copyOf(protocols);
      sources = List.copyOf(sources);
      destinations = List.copyOf(destinations);
      ports = List.copyOf(ports);
    }

    FirewallRule unplaced() {
      return new FirewallRule(name, protocols, sources, destinations, ports, Origin.NONE);
    }
  }

  FirewallRuleCollection unplaced() {
    return new FirewallRuleCollection(
        name,
        kind,
        priority,
        access,
        rules.stream().map(FirewallRule::unplaced).toList(),
        Origin.NONE);
  }
}
