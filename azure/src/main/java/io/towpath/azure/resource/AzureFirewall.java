package io.towpath.azure.resource;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An Azure Firewall in a VNet.
 *
 * @param tier of its SKU: {@code Basic}, {@code Standard} or {@code Premium}
 * @param subnet its AzureFirewallSubnet
 * @param privateIpAddress address that routes lead to; null if it is not printed
 * @param publicIpAddresses what it translates to, in order; empty with forced tunnelling
 * @param policy its firewall policy, or null
 * @param collections rule collections of its own, which exist only without a policy
 */
public record AzureFirewall(
    ResourceId id,
    String location,
    String tier,
    ResourceId subnet,
    @Nullable IpAddress privateIpAddress,
    List<ResourceId> publicIpAddresses,
    @Nullable ResourceId policy,
    List<FirewallRuleCollection> collections,
    Origin origin)
    implements AzureResource {

  /** {@code Microsoft.Network/azureFirewalls}. */
  public static final String TYPE = "Microsoft.Network/azureFirewalls";

  public AzureFirewall {
    publicIpAddresses = List.copyOf(publicIpAddresses);
    collections = List.copyOf(collections);
  }

  /** R301: it translates what calls its public addresses only. */
  public boolean isBasic() {
    return tier.equalsIgnoreCase("Basic");
  }

  @Override
  public AzureFirewall unplaced() {
    return new AzureFirewall(
        id,
        location,
        tier,
        subnet,
        privateIpAddress,
        publicIpAddresses,
        policy,
        collections.stream().map(FirewallRuleCollection::unplaced).toList(),
        Origin.NONE);
  }
}
