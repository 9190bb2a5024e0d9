package io.towpath.azure.compile;

import io.towpath.azure.Cloud;
import io.towpath.azure.resource.Connection;
import io.towpath.azure.resource.ConnectionMode;
import io.towpath.azure.resource.ConnectionProtocol;
import io.towpath.azure.resource.LocalNetworkGateway;
import io.towpath.azure.resource.TunnelSettings;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.azure.resource.VpnType;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.NextHop;
import io.towpath.network.Route;
import io.towpath.network.RouteClass;
import io.towpath.network.Secret;
import io.towpath.network.Timers;
import io.towpath.network.TunnelEnd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tunnels of one instance of a VPN gateway, and the static routes into them. */
final class VpnTunnels {
  /** VRF in which the packets of the tunnels themselves travel. */
  static final String UNDERLAY = "underlay";

  private static final Duration DPD_INTERVAL = Duration.ofSeconds(15);
  private static final Duration DPD_RETRY = Duration.ofSeconds(5);

  /** Distance of static routes: before BGP. */
  private static final int STATIC_DISTANCE = 1;

  private VpnTunnels() {}

  /**
   * One tunnel of an instance.
   *
   * @param name unique on the instance: the connection, and the remote instance if there are two
   * @param remote public address of the other end; null if only its name is known
   * @param statics prefixes routed into it, without the host route of the BGP peer
   * @param peer BGP speaker at the other end, or null
   */
  record Tunnel(
      String name,
      Connection.Tunnel connection,
      @Nullable IpAddress remote,
      List<Prefix> statics,
      @Nullable Peer peer) {}

  /** A BGP speaker at the other end of a tunnel. */
  record Peer(IpAddress address, long asn) {}

  /** The tunnels of every instance of a gateway, in the order of its connections. */
  static List<Tunnel> of(AzureContext context, VirtualNetworkGateway gateway) {
    List<Tunnel> tunnels = new ArrayList<>();
    for (Connection connection : context.resources().connectionsOf(gateway)) {
      switch (connection) {
        case Connection.Ipsec site ->
            context
                .resources()
                .localNetworkGateway(site.localNetworkGateway())
                .ifPresent(device -> tunnels.add(toSite(context, gateway, site, device)));
        case Connection.VnetToVnet link -> tunnels.addAll(toGateway(context, link));
        case Connection.ExpressRoute _ -> {
          // not a tunnel
        }
      }
    }
    return tunnels;
  }

  private static Tunnel toSite(
      AzureContext context,
      VirtualNetworkGateway gateway,
      Connection.Ipsec connection,
      LocalNetworkGateway device) {
    Set<Prefix> statics = new LinkedHashSet<>(device.addressPrefixes());
    if (device.id().equals(gateway.defaultSite())) {
      // R115 b: everything else goes to the default site.
      statics.add(Prefix.DEFAULT_IPV4);
    }
    LocalNetworkGateway.PeerBgp bgp = connection.settings().enableBgp() ? device.bgp() : null;
    return new Tunnel(
        context.names().connection(connection.id()),
        connection,
        device.gatewayIpAddress(),
        List.copyOf(statics),
        bgp == null ? null : new Peer(bgp.peeringAddress(), bgp.asn()));
  }

  /** R86: one tunnel to each serving instance of the other gateway. */
  private static List<Tunnel> toGateway(AzureContext context, Connection.VnetToVnet connection) {
    Optional<VirtualNetworkGateway> other = context.resources().gateway(connection.remoteGateway());
    if (other.isEmpty()) {
      return List.of();
    }
    VirtualNetworkGateway remote = other.get();
    boolean bgp = connection.settings().enableBgp();
    // R86: BGP is only needed for transit; without it the platform routes the other VNet's ranges.
    List<Prefix> statics =
        bgp
            ? List.of()
            : context
                .resources()
                .vnetOf(remote)
                .map(VirtualNetwork::addressSpace)
                .orElse(List.of());
    String name = context.names().connection(connection.id());
    int instances = context.addresses().instances(remote).size();
    List<Tunnel> tunnels = new ArrayList<>();
    for (int i = 0; i < (remote.activeActive() ? instances : Math.min(instances, 1)); i++) {
      tunnels.add(
          new Tunnel(
              remote.activeActive() ? name + " to " + context.names().instance(remote, i) : name,
              connection,
              context.addresses().publicOf(remote, i),
              statics,
              bgp ? new Peer(context.addresses().bgp(remote, i), remote.bgp().asn()) : null));
    }
    return tunnels;
  }

  /** R89, R96: host route to the BGP peer and the prefixes of the other side. */
  static List<Route> routes(Tunnel tunnel) {
    Set<Prefix> prefixes = new LinkedHashSet<>();
    if (tunnel.peer() != null) {
      prefixes.add(Prefix.host(tunnel.peer().address()));
    }
    prefixes.addAll(tunnel.statics());
    List<Route> routes = new ArrayList<>();
    for (Prefix prefix : prefixes) {
      routes.add(
          new Route(
              prefix,
              RouteClass.STATIC,
              new NextHop.IntoTunnel(tunnel.name(), null),
              STATIC_DISTANCE,
              0,
              0,
              null,
              null,
              tunnel.connection().origin()));
    }
    return routes;
  }

  /** The end of a tunnel at an instance. */
  static TunnelEnd end(
      AzureContext context, VirtualNetworkGateway gateway, Tunnel tunnel, IpAddress local) {
    TunnelSettings settings = tunnel.connection().settings();
    ConnectionMode mode = settings.mode();
    return new TunnelEnd(
        tunnel.name(),
        context.names().connection(tunnel.connection().id()),
        TunnelEnd.Kind.IPSEC,
        tunnel.name(),
        UNDERLAY,
        local,
        tunnel.remote(),
        crypto(context, gateway, settings),
        selectors(context, gateway, tunnel),
        mode != ConnectionMode.RESPONDER_ONLY && tunnel.remote() != null,
        mode != ConnectionMode.INITIATOR_ONLY,
        true,
        new Timers(settings.dpdTimeout(), DPD_INTERVAL, DPD_RETRY, null, 0),
        tunnel.connection().origin());
  }

  private static TunnelEnd.Crypto crypto(
      AzureContext context, VirtualNetworkGateway gateway, TunnelSettings settings) {
    String key = settings.sharedKey();
    Secret secret = key == null ? new Secret.NotPrinted() : new Secret.Known(key);
    return new TunnelEnd.Crypto(
        settings.protocol() == ConnectionProtocol.IKE_V1 ? 1 : 2,
        secret,
        secret,
        settings.ipsecPolicy() != null
            ? List.of(IpsecProposals.ike(settings.ipsecPolicy()))
            : defaultIke(context, gateway),
        settings.ipsecPolicy() != null
            ? List.of(IpsecProposals.ipsec(settings.ipsecPolicy()))
            : defaultIpsec(context, settings),
        null,
        null);
  }

  private static List<TunnelEnd.IkeProposal> defaultIke(
      AzureContext context, VirtualNetworkGateway gateway) {
    return switch (context.cloud()) {
      case Cloud.Azure _ -> IpsecProposals.defaultIke(gateway.vpnType());
      case Cloud.Stamp _ -> IpsecProposals.stampIke(context.profile());
    };
  }

  private static List<TunnelEnd.IpsecProposal> defaultIpsec(
      AzureContext context, TunnelSettings settings) {
    return switch (context.cloud()) {
      case Cloud.Azure _ ->
          IpsecProposals.defaultIpsec(settings.mode() == ConnectionMode.INITIATOR_ONLY);
      case Cloud.Stamp _ -> IpsecProposals.stampIpsec(context.profile());
    };
  }

  /**
   * R112: any to any for route-based gateways; every pair of a VNet range and a remote prefix for
   * policy-based ones and where that is asked for. Custom selectors are proposed only if Azure
   * opens, and any proposal of the peer is accepted, so they restrict an end that only opens.
   */
  private static List<TunnelEnd.Selector> selectors(
      AzureContext context, VirtualNetworkGateway gateway, Tunnel tunnel) {
    TunnelSettings settings = tunnel.connection().settings();
    List<TunnelEnd.Selector> selectors = new ArrayList<>();
    if (!settings.selectors().isEmpty() && settings.mode() == ConnectionMode.INITIATOR_ONLY) {
      for (TunnelSettings.Selector selector : settings.selectors()) {
        addPairs(selectors, selector.local(), selector.remote());
      }
    } else if (settings.policyBasedSelectors() || gateway.vpnType() == VpnType.POLICY_BASED) {
      addPairs(selectors, context.vnetOf(gateway).addressSpace(), tunnel.statics());
    }
    return selectors;
  }

  private static void addPairs(
      List<TunnelEnd.Selector> selectors, List<Prefix> local, List<Prefix> remote) {
    for (Prefix mine : local) {
      for (Prefix theirs : remote) {
        selectors.add(new TunnelEnd.Selector(mine, theirs));
      }
    }
  }
}
