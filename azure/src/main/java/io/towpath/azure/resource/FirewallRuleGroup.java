package io.towpath.azure.resource;

import io.towpath.net.Origin;
import java.util.List;

/** A rule collection group of a firewall policy, the parent of its id. */
public record FirewallRuleGroup(
    ResourceId id, int priority, List<FirewallRuleCollection> collections, Origin origin)
    implements AzureResource {

  /** {@code Microsoft.Network/firewallPolicies/ruleCollectionGroups}. */
  public static final String TYPE = FirewallPolicy.TYPE + "/ruleCollectionGroups";

  public FirewallRuleGroup {
    collections = List.copyOf(collections);
  }

  /** It has no region of its own. */
  @Override
  public String location() {
    return "";
  }

  @Override
  public FirewallRuleGroup unplaced() {
    return new FirewallRuleGroup(
        id,
        priority,
        collections.stream().map(FirewallRuleCollection::unplaced).toList(),
        Origin.NONE);
  }
}
