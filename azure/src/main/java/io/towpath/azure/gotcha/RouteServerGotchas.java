package io.towpath.azure.gotcha;

import io.towpath.azure.resource.Connection;
import io.towpath.azure.resource.NetworkInterface;
import io.towpath.azure.resource.RouteServer;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.net.FindingKind;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Route Servers that change or lack what their surroundings count on. */
final class RouteServerGotchas implements Gotcha {
  private static final FindingKind ECMP_LOST =
      FindingKind.info(
          "TP2975",
          "R185",
          "Route Server ends load sharing over circuits",
          "With a Route Server in its VNet an ExpressRoute gateway's routes reach the subnets with"
              + " a single best path. Circuits of equal weight, which shared the load before, stand"
              + " by for each other.",
          "Size each circuit for all traffic, or weight them as they are to be used.");

  private static final FindingKind NO_EXCHANGE =
      FindingKind.info(
          "TP2976",
          "R180",
          "Appliances and gateways of one VNet do not exchange routes",
          "Without branch-to-branch a Route Server tells its appliances nothing of what gateways"
              + " learned, and the gateways nothing of the appliances. On-premises does not know"
              + " what stands behind the appliances.",
          "Set allowBranchToBranchTraffic to true if the two are to reach each other.");

  private static final FindingKind NOT_FORWARDING =
      FindingKind.warning(
          "TP2977",
          "R53",
          "Route Server leads to an interface that does not forward",
          "A Route Server programs its peer as next hop of what the peer announces. An interface"
              + " without IP forwarding drops every packet that is not for its own address, while"
              + " the session stays up.",
          "Set enableIPForwarding of the interface to true.");

  @Override
  public List<FindingKind> kinds() {
    return List.of(ECMP_LOST, NO_EXCHANGE, NOT_FORWARDING);
  }

  @Override
  public void check(GotchaContext context) {
    for (RouteServer server : context.resources().routeServers().values()) {
      context
          .resources()
          .subnetOf(server)
          .flatMap(subnet -> context.resources().vnetOf(subnet))
          .ifPresent(
              vnet -> {
                context
                    .resources()
                    .gatewaysOf(vnet)
                    .forEach(gateway -> loadSharing(context, server, gateway));
                exchange(context, server, vnet);
                peers(context, server, vnet);
              });
    }
  }

  private static void loadSharing(
      GotchaContext context, RouteServer server, VirtualNetworkGateway gateway) {
    List<Connection.ExpressRoute> links =
        context.resources().expressRouteConnectionsOf(gateway).stream()
            .sorted(Comparator.comparingInt(Connection.ExpressRoute::routingWeight).reversed())
            .toList();
    if (links.size() > 1 && links.get(0).routingWeight() == links.get(1).routingWeight()) {
      context.report(
          ECMP_LOST.at(
              server.origin(),
              server.id().label()
                  + ": \""
                  + links.get(0).name()
                  + "\" and \""
                  + links.get(1).name()
                  + "\" of \""
                  + gateway.name()
                  + "\" have equal weights and do not share the load."));
    }
  }

  private static void exchange(GotchaContext context, RouteServer server, VirtualNetwork vnet) {
    List<VirtualNetworkGateway> gateways = context.resources().gatewaysOf(vnet);
    if (!server.branchToBranch() && !server.connections().isEmpty() && !gateways.isEmpty()) {
      context.report(
          NO_EXCHANGE.at(
              server.origin(),
              server.id().label()
                  + ": branch-to-branch is off, so \""
                  + server.connections().getFirst().id().name()
                  + "\" and \""
                  + gateways.getFirst().name()
                  + "\" do not learn from each other."));
    }
  }

  private static void peers(GotchaContext context, RouteServer server, VirtualNetwork vnet) {
    for (RouteServer.BgpConnection peer : server.connections()) {
      Optional<NetworkInterface> nic =
          context
              .owners()
              .vnetNear(vnet, peer.peerAddress())
              .flatMap(home -> context.owners().nic(home, peer.peerAddress()));
      if (nic.isPresent() && !nic.get().enableIpForwarding()) {
        context.report(
            NOT_FORWARDING.at(
                peer.origin(),
                peer.id().label()
                    + ": its peer "
                    + peer.peerAddress()
                    + " is \""
                    + nic.get().name()
                    + "\", which takes only packets of its own."));
      }
    }
  }
}
