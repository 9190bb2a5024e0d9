package io.towpath.azure.resource;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An Azure Firewall in a VNet.
 *
 * @param subnet its AzureFirewallSubnet
 * @param privateIpAddress address that routes lead to; null if it is not printed
 * @param publicIpAddresses what it translates to, in order; empty with forced tunnelling
 * @param policy its firewall policy, or null
 * @param collections rule collections of its own, which exist only without a policy
 */
public record AzureFirewall(
    ResourceId id,
    String location,
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

  @Override
  public AzureFirewall unplaced() {
    return new AzureFirewall(
        id,
        location,
        subnet,
        privateIpAddress,
        publicIpAddresses,
        policy,
        collections.stream().map(FirewallRuleCollection::unplaced).toList(),
        Origin.NONE);
  }
}
