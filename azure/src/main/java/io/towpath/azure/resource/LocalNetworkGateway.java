package io.towpath.azure.resource;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A local network gateway: what Azure is told about a VPN device elsewhere (R105).
 *
 * @param gatewayIpAddress public address of the device; null if it is known by name only
 * @param fqdn name of the device
 * @param addressPrefixes networks behind it, routed statically
 * @param bgp its speaker; null if it has none
 */
public record LocalNetworkGateway(
    ResourceId id,
    String location,
    @Nullable IpAddress gatewayIpAddress,
    @Nullable String fqdn,
    List<Prefix> addressPrefixes,
    @Nullable PeerBgp bgp,
    Origin origin)
    implements AzureResource {

  /** {@code Microsoft.Network/localNetworkGateways}. */
  public static final String TYPE = "Microsoft.Network/localNetworkGateways";

  public LocalNetworkGateway {
    addressPrefixes = List.copyOf(addressPrefixes);
  }

  /** A BGP speaker elsewhere. */
  public record PeerBgp(long asn, IpAddress peeringAddress) {}

  @Override
  public LocalNetworkGateway unplaced() {
    return new LocalNetworkGateway(
        id, location, gatewayIpAddress, fqdn, addressPrefixes, bgp, Origin.NONE);
  }
}
