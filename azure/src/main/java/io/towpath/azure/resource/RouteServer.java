package io.towpath.azure.resource;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An Azure Route Server: in ARM a virtual hub that stands in a subnet instead of a Virtual WAN.
 *
 * @param addresses its {@code virtualRouterIps}; empty if not printed
 * @param branchToBranch routes pass between gateways and NVAs; off unless stated (R180)
 * @param preference ExpressRoute unless stated (R181)
 * @param ipConfigurations where it stands; Azure allows one
 * @param connections its BGP peers
 */
public record RouteServer(
    ResourceId id,
    String location,
    List<IpAddress> addresses,
    boolean branchToBranch,
    HubRoutingPreference preference,
    List<IpConfiguration> ipConfigurations,
    List<BgpConnection> connections,
    Origin origin)
    implements AzureResource {

  /** {@code Microsoft.Network/virtualHubs}. */
  public static final String TYPE = "Microsoft.Network/virtualHubs";

  /** The ASN of every Route Server (R170). */
  public static final long ASN = 65515;

  /** The name that its subnet must have (R169). */
  public static final String SUBNET = "RouteServerSubnet";

  public RouteServer {
    addresses = List.copyOf(addresses);
    ipConfigurations = List.copyOf(ipConfigurations);
    connections = List.copyOf(connections);
  }

  /**
   * The place of a Route Server.
   *
   * @param publicIpAddress for its management, or null
   */
  public record IpConfiguration(
      ResourceId id, ResourceId subnet, @Nullable ResourceId publicIpAddress, Origin origin) {

    /** The same content without places. */
    public IpConfiguration unplaced() {
      return new IpConfiguration(id, subnet, publicIpAddress, Origin.NONE);
    }
  }

  /** A BGP peer of a Route Server. */
  public record BgpConnection(ResourceId id, IpAddress peerAddress, long peerAsn, Origin origin) {

    /** The same content without places. */
    public BgpConnection unplaced() {
      return new BgpConnection(id, peerAddress, peerAsn, Origin.NONE);
    }
  }

  /** The subnet that its configuration names, or null if that was not printed. */
  public @Nullable ResourceId statedSubnet() {
    return ipConfigurations.isEmpty() ? null : ipConfigurations.getFirst().subnet();
  }

  /**
   * The subnet in which it stands: the one that it names, else the only RouteServerSubnet around
   * its addresses, since the command that lists Route Servers does not print their configuration.
   */
  Optional<Subnet> placeAmong(Map<ResourceId, Subnet> subnets) {
    ResourceId stated = statedSubnet();
    if (stated != null) {
      return Optional.ofNullable(subnets.get(stated));
    }
    List<Subnet> around =
        subnets.values().stream()
            .filter(Subnet::isRouteServerSubnet)
            .filter(subnet -> addresses.stream().anyMatch(subnet::contains))
            .toList();
    return around.size() == 1 ? Optional.of(around.getFirst()) : Optional.empty();
  }

  @Override
  public RouteServer unplaced() {
    return new RouteServer(
        id,
        location,
        addresses,
        branchToBranch,
        preference,
        ipConfigurations.stream().map(IpConfiguration::unplaced).toList(),
        connections.stream().map(BgpConnection::unplaced).toList(),
        Origin.NONE);
  }
}
