package io.towpath.azure.resource;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rules of one kind with one action.
 *
 * @param priority lower is tried first, among the collections of its kind
 * @param access of rules for destinations that are translated always {@code ALLOW} (R301)
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

  /** In the order in which Azure Firewall tries them (R300). */
  public enum Kind {
    NAT,
    NETWORK,
    APPLICATION
  }

  /**
   * The addresses of one end: those of any of the lists.
   *
   * @param tags service tags whose addresses Microsoft's list has
   * @param ipGroups ids of IP groups (R303)
   */
  public record Addresses(List<Prefix> prefixes, List<String> tags, List<ResourceId> ipGroups) {
    /** Every address: nothing is named. */
    public static final Addresses ANY = new Addresses(List.of(), List.of(), List.of());

    public Addresses {
      prefixes = List.copyOf(prefixes);
      tags = List.copyOf(tags);
      ipGroups = List.copyOf(ipGroups);
    }

    /** True if they are not limited. */
    public boolean isAny() {
      return prefixes.isEmpty() && tags.isEmpty() && ipGroups.isEmpty();
    }
  }

  /** What a destination is translated to (R301). */
  public record Target(IpAddress address, int port) {}

  /**
   * One rule.
   *
   * @param protocols IP protocol numbers; empty = any
   * @param destinations of a NAT rule the addresses of the firewall that are called
   * @param ports destination ports
   * @param target of a NAT rule; null of others
   */
  public record FirewallRule(
      String name,
      List<Integer> protocols,
      Addresses sources,
      Addresses destinations,
      List<PortRange> ports,
      @Nullable Target target,
      Origin origin) {
    public FirewallRule {
      protocols = List.copyOf(protocols);
      ports = List.copyOf(ports);
    }

    /** The IP groups that it names, those of sources first. */
    public List<ResourceId> ipGroups() {
      return Stream.of(sources, destinations)
          .flatMap(end -> end.ipGroups().stream())
          .distinct()
          .toList();
    }

    FirewallRule unplaced() {
      return new FirewallRule(name, protocols, sources, destinations, ports, target, Origin.NONE);
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
