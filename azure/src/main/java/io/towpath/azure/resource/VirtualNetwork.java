package io.towpath.azure.resource;

import io.towpath.net.Community;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A virtual network (VNet).
 *
 * @param addressSpace address ranges, in the order written
 * @param subnets in the order written; those on their own follow by name
 * @param peerings this VNet's halves of its peerings, likewise
 * @param gatewayPrefixes what gateways announce instead of its ranges (R277); empty for the ranges
 * @param customCommunity BGP community that its ranges carry over ExpressRoute; null if none
 * @param regionalCommunity the region's community (R146) as printed; null if not printed
 */
public record VirtualNetwork(
    ResourceId id,
    String location,
    List<Prefix> addressSpace,
    List<Subnet> subnets,
    List<Peering> peerings,
    List<Prefix> gatewayPrefixes,
    @Nullable Community customCommunity,
    @Nullable Community regionalCommunity,
    Origin origin)
    implements AzureResource {

  /** {@code Microsoft.Network/virtualNetworks}. */
  public static final String TYPE = "Microsoft.Network/virtualNetworks";

  public VirtualNetwork {
    addressSpace = List.copyOf(addressSpace);
    subnets = List.copyOf(subnets);
    peerings = List.copyOf(peerings);
    gatewayPrefixes = List.copyOf(gatewayPrefixes);
  }

  /** The subnets of these names, in the order of the names; unknown ones are passed over. */
  public List<Subnet> subnetsNamed(List<String> names) {
    return names.stream()
        .flatMap(name -> subnets.stream().filter(subnet -> subnet.name().equalsIgnoreCase(name)))
        .toList();
  }

  @Override
  public VirtualNetwork unplaced() {
    return new VirtualNetwork(
        id,
        location,
        addressSpace,
        subnets.stream().map(Subnet::unplaced).toList(),
        peerings.stream().map(Peering::unplaced).toList(),
        gatewayPrefixes,
        customCommunity,
        regionalCommunity,
        Origin.NONE);
  }

  /** The same with the halves of these ids disconnected. */
  VirtualNetwork withDisconnected(Set<ResourceId> halves) {
    return new VirtualNetwork(
        id,
        location,
        addressSpace,
        subnets,
        peerings.stream().map(p -> halves.contains(p.id()) ? p.disconnected() : p).toList(),
        gatewayPrefixes,
        customCommunity,
        regionalCommunity,
        origin);
  }
}
