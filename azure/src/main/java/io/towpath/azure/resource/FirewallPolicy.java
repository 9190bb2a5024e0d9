package io.towpath.azure.resource;

import io.towpath.net.Origin;
import org.jspecify.annotations.Nullable;

/**
 * A firewall policy; its rules stand in {@link FirewallRuleGroup}s.
 *
 * @param basePolicy policy whose rules come before its own, or null
 */
public record FirewallPolicy(
    ResourceId id, String location, @Nullable ResourceId basePolicy, Origin origin)
    implements AzureResource {

  /** {@code Microsoft.Network/firewallPolicies}. */
  public static final String TYPE = "Microsoft.Network/firewallPolicies";

  @Override
  public FirewallPolicy unplaced() {
    return new FirewallPolicy(id, location, basePolicy, Origin.NONE);
  }
}
