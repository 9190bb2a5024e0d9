package io.towpath.azure.resource;

import io.towpath.net.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A virtual network gateway: VPN (one serving instance, or two if active-active) or ExpressRoute.
 *
 * @param vpnType RouteBased unless stated; without meaning for ExpressRoute
 * @param sku name of the SKU as written, {@code VpnGw1AZ}; empty if not stated
 * @param generation {@code Generation1}, {@code Generation2}, {@code None}; empty if not stated
 * @param activeActive both instances serve (R84)
 * @param enableBgp BGP is on; without meaning for ExpressRoute, where it always is
 * @param bgp ASN and peer addresses; ASN 65515 unless stated (R87)
 * @param ipConfigurations at least one, in the order written
 * @param defaultSite local network gateway that takes all traffic (R115 b)
 * @param allowRemoteVnetTraffic R145; null if not stated
 * @param allowVirtualWanTraffic R145; null if not stated
 * @param translatesBgpRoutes routes are translated by the NAT rules of their connection too (R223)
 * @param natRules in the order written; those on their own follow by name
 * @param pointToSite its clients; null if it has none
 */
public record VirtualNetworkGateway(
    ResourceId id,
    String location,
    GatewayType gatewayType,
    VpnType vpnType,
    String sku,
    String generation,
    boolean activeActive,
    boolean enableBgp,
    GatewayBgp bgp,
    List<GatewayIpConfiguration> ipConfigurations,
    @Nullable ResourceId defaultSite,
    @Nullable Boolean allowRemoteVnetTraffic,
    @Nullable Boolean allowVirtualWanTraffic,
    boolean translatesBgpRoutes,
    List<GatewayNatRule> natRules,
    @Nullable PointToSite pointToSite,
    Origin origin)
    implements AzureResource {

  /** {@code Microsoft.Network/virtualNetworkGateways}. */
  public static final String TYPE = "Microsoft.Network/virtualNetworkGateways";

  public VirtualNetworkGateway {
    ipConfigurations = List.copyOf(ipConfigurations);
    natRules = List.copyOf(natRules);
    if (ipConfigurations.isEmpty()) {
      throw new IllegalArgumentException("a gateway has at least one ipConfiguration");
    }
  }

  /** The subnet in which it stands: that of its first configuration. */
  public ResourceId subnet() {
    return ipConfigurations.getFirst().subnet();
  }

  /** The VNet in which it stands. */
  public ResourceId virtualNetwork() {
    return subnet().parent();
  }

  public boolean isVpn() {
    return gatewayType == GatewayType.VPN;
  }

  /** The same with other NAT rules. */
  public VirtualNetworkGateway withNatRules(List<GatewayNatRule> rules) {
    return new VirtualNetworkGateway(
        id,
        location,
        gatewayType,
        vpnType,
        sku,
        generation,
        activeActive,
        enableBgp,
        bgp,
        ipConfigurations,
        defaultSite,
        allowRemoteVnetTraffic,
        allowVirtualWanTraffic,
        translatesBgpRoutes,
        rules,
        pointToSite,
        origin);
  }

  @Override
  public VirtualNetworkGateway unplaced() {
    return new VirtualNetworkGateway(
        id,
        location,
        gatewayType,
        vpnType,
        sku,
        generation,
        activeActive,
        enableBgp,
        bgp,
        ipConfigurations.stream().map(GatewayIpConfiguration::unplaced).toList(),
        defaultSite,
        allowRemoteVnetTraffic,
        allowVirtualWanTraffic,
        translatesBgpRoutes,
        natRules.stream().map(GatewayNatRule::unplaced).toList(),
        pointToSite,
        Origin.NONE);
  }
}
