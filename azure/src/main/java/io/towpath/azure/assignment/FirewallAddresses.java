package io.towpath.azure.assignment;

import io.towpath.azure.resource.AzureFirewall;
import io.towpath.azure.resource.AzureResources;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import java.util.Optional;

/** The private address of an Azure Firewall. */
public final class FirewallAddresses {
  private FirewallAddresses() {}

  /**
   * What its resource prints, else the first free address of its subnet (R4): published route
   * tables count on it. Nothing if the subnet is not in the estate.
   */
  public static Optional<IpAddress> of(AzureResources resources, AzureFirewall firewall) {
    return Optional.ofNullable(firewall.privateIpAddress())
        .or(
            () ->
                resources
                    .subnet(firewall.subnet())
                    .map(subnet -> first(subnet.addressPrefixes().getFirst())));
  }

  private static IpAddress first(Prefix subnet) {
    return subnet.network().plus(SubnetAddresses.FIRST_OFFSET);
  }
}
