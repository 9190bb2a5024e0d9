package io.towpath.azure.compile;

import io.towpath.azure.Profile;
import io.towpath.azure.resource.LoadBalancer;
import io.towpath.azure.resource.Peering;
import io.towpath.azure.resource.ResourceId;
import io.towpath.net.AddressFamily;
import io.towpath.net.IpAddress;
import java.util.ArrayList;
import java.util.List;

/** Private front ends of load balancers, by who cannot reach them. */
final class InternalFrontEnds {
  private InternalFrontEnds() {}

  /** Addresses of IPv4 of those of basic load balancers in a VNet. */
  static List<IpAddress> ofBasic(AzureContext context, ResourceId vnet) {
    return addresses(context, vnet, true);
  }

  /**
   * R59, R72: addresses on the other side of a peering that it does not lead to: across regions
   * those of basic load balancers, and of all in the seed era.
   */
  static List<IpAddress> outOfReach(AzureContext context, Peering half) {
    return context.reach().isGlobal(half)
        ? addresses(context, half.remoteVirtualNetwork(), context.profile() != Profile.SEED_ERA)
        : List.of();
  }

  private static List<IpAddress> addresses(
      AzureContext context, ResourceId vnet, boolean basicOnly) {
    List<IpAddress> addresses = new ArrayList<>();
    for (LoadBalancer balancer : context.resources().loadBalancers().values()) {
      for (LoadBalancer.Frontend frontend : balancer.frontends()) {
        IpAddress address = frontend.privateIpAddress();
        if (!(basicOnly && balancer.isStandard())
            && address != null
            && address.family() == AddressFamily.IPV4
            && frontend.subnet().parent().equals(vnet)) {
          addresses.add(address);
        }
      }
    }
    return addresses.stream().distinct().toList();
  }
}
