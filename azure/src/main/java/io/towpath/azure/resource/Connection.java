package io.towpath.azure.resource;

import io.towpath.net.Origin;
import org.jspecify.annotations.Nullable;

/** A connection of a virtual network gateway (R99). */
public sealed interface Connection extends AzureResource {

  /** {@code Microsoft.Network/connections}. */
  String TYPE = "Microsoft.Network/connections";

  /** The gateway that it belongs to: {@code virtualNetworkGateway1}. */
  ResourceId gateway();

  @Override
  Connection unplaced();

  /** A connection that is an IPsec tunnel. */
  sealed interface Tunnel extends Connection permits Ipsec, VnetToVnet {
    TunnelSettings settings();
  }

  /**
   * Site to site: to a device described by a local network gateway.
   *
   * @param localNetworkGateway the device's description
   */
  record Ipsec(
      ResourceId id,
      String location,
      ResourceId gateway,
      ResourceId localNetworkGateway,
      TunnelSettings settings,
      Origin origin)
      implements Tunnel {

    @Override
    public Ipsec unplaced() {
      return new Ipsec(id, location, gateway, localNetworkGateway, settings, Origin.NONE);
    }
  }

  /**
   * One direction of a connection between two VPN gateways (R86); the other is its own resource.
   *
   * @param remoteGateway the gateway at the other end
   */
  record VnetToVnet(
      ResourceId id,
      String location,
      ResourceId gateway,
      ResourceId remoteGateway,
      TunnelSettings settings,
      Origin origin)
      implements Tunnel {

    @Override
    public VnetToVnet unplaced() {
      return new VnetToVnet(id, location, gateway, remoteGateway, settings, Origin.NONE);
    }
  }

  /**
   * To an ExpressRoute circuit (R153).
   *
   * @param circuit the circuit at the other end
   * @param routingWeight 0…32000, highest wins (R37)
   * @param authorizationKey needed across subscriptions (R128)
   * @param gatewayBypass FastPath (R154)
   */
  record ExpressRoute(
      ResourceId id,
      String location,
      ResourceId gateway,
      ResourceId circuit,
      int routingWeight,
      @Nullable String authorizationKey,
      boolean gatewayBypass,
      Origin origin)
      implements Connection {

    @Override
    public ExpressRoute unplaced() {
      return new ExpressRoute(
          id,
          location,
          gateway,
          circuit,
          routingWeight,
          authorizationKey,
          gatewayBypass,
          Origin.NONE);
    }
  }
}
