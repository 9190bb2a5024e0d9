package io.towpath.azure.gotcha;

import io.towpath.azure.resource.Connection;
import io.towpath.azure.resource.LocalNetworkGateway;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.net.FindingKind;
import io.towpath.net.Prefix;
import java.util.List;
import java.util.Optional;

/** Connections of VPN gateways whose routes are not those that were meant. */
final class TunnelGotchas implements Gotcha {
  private static final FindingKind STATIC_BESIDE_BGP =
      FindingKind.info(
          "TP2965",
          "R105",
          "Static prefixes beside BGP",
          "The prefixes of a local network gateway stay routed while the connection is up, whatever"
              + " the device announces. A prefix that it withdraws is still sent into this tunnel,"
              + " and is announced to the other peers as if it were there.",
          "Empty the address space of the local network gateway and leave routing to BGP.");

  private static final FindingKind NOTHING_ROUTED =
      FindingKind.warning(
          "TP2966",
          "R96",
          "Tunnel without a route into it",
          "The connection has BGP switched off and its local network gateway lists no prefixes. The"
              + " tunnel comes up and nothing is ever sent through it.",
          "Switch on BGP on the connection, or list the networks behind the device.");

  private static final FindingKind WEIGHT =
      FindingKind.info(
          "TP2967",
          "R38",
          "Routing weight of VPN connections",
          "routingWeight decides between ExpressRoute connections only. Between tunnels the shorter"
              + " AS path wins, and equal ones share the load.",
          "Prepend the AS path at the device whose tunnel is to wait.");

  @Override
  public List<FindingKind> kinds() {
    return List.of(STATIC_BESIDE_BGP, NOTHING_ROUTED, WEIGHT);
  }

  @Override
  public void check(GotchaContext context) {
    for (VirtualNetworkGateway gateway : context.resources().virtualNetworkGateways().values()) {
      List<Connection.Tunnel> tunnels =
          context.resources().connectionsOf(gateway).stream()
              .filter(Connection.Tunnel.class::isInstance)
              .map(Connection.Tunnel.class::cast)
              .toList();
      for (Connection.Tunnel tunnel : tunnels) {
        if (tunnel instanceof Connection.Ipsec ipsec) {
          prefixes(context, ipsec);
        }
      }
      weights(context, gateway, tunnels);
    }
  }

  private static void prefixes(GotchaContext context, Connection.Ipsec tunnel) {
    Optional<LocalNetworkGateway> site =
        context.resources().localNetworkGateway(tunnel.localNetworkGateway());
    if (site.isEmpty()) {
      return;
    }
    boolean bgp = tunnel.settings().enableBgp();
    if (!bgp && site.get().addressPrefixes().isEmpty()) {
      context.report(
          NOTHING_ROUTED.at(
              tunnel.origin(),
              tunnel.id().label()
                  + ": it has no BGP, and \""
                  + site.get().name()
                  + "\" lists no prefixes."));
    }
    // The host route of the peer belongs there: older gateways asked for it (R89).
    LocalNetworkGateway.PeerBgp peer = site.get().bgp();
    List<Prefix> more =
        site.get().addressPrefixes().stream()
            .filter(prefix -> peer == null || !prefix.equals(Prefix.host(peer.peeringAddress())))
            .toList();
    if (bgp && !more.isEmpty()) {
      context.report(
          STATIC_BESIDE_BGP.at(
              site.get().origin(),
              site.get().id().label()
                  + ": "
                  + more
                  + " stay routed into \""
                  + tunnel.name()
                  + "\" even if BGP withdraws them."));
    }
  }

  private static void weights(
      GotchaContext context, VirtualNetworkGateway gateway, List<Connection.Tunnel> tunnels) {
    List<Integer> weights =
        tunnels.stream().map(tunnel -> tunnel.settings().routingWeight()).distinct().toList();
    if (weights.size() > 1) {
      context.report(
          WEIGHT.at(
              gateway.origin(),
              gateway.id().label()
                  + ": its connections have the routing weights "
                  + weights
                  + ", which no VPN gateway looks at."));
    }
  }
}
