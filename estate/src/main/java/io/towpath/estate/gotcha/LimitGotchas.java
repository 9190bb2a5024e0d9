package io.towpath.estate.gotcha;

import io.towpath.azure.compile.AzureNames;
import io.towpath.azure.compile.AzureRouteClass;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.azure.validation.ExpressRouteGatewaySku;
import io.towpath.net.FindingKind;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.BgpPeer;
import io.towpath.routing.live.SessionTable;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Prefix limits of which {@value #NEAR_PERCENT} percent are used. What exceeds a limit of a session
 * ends that session, which is told as such.
 */
final class LimitGotchas implements NetworkGotcha {
  private static final int NEAR_PERCENT = 80;

  private static final FindingKind CIRCUIT =
      FindingKind.warning(
          "TP6110",
          "R136",
          "On-premises announces nearly as many prefixes as a circuit takes",
          "Private peering takes 4,000 IPv4 prefixes, with the Premium tier 10,000. One more, and"
              + " the session is dropped until they are fewer.",
          "Summarise what on-premises announces, or use a Premium circuit.");

  private static final FindingKind ROUTE_SERVER =
      FindingKind.warning(
          "TP6111",
          "R171",
          "Appliance announces nearly as many routes as a Route Server takes",
          "A Route Server takes 1,000 routes of a peer. One more, and the session is dropped.",
          "Summarise what the appliance announces.");

  private static final FindingKind VPN =
      FindingKind.warning(
          "TP6112",
          "R93",
          "Nearly as many prefixes as a VPN gateway takes",
          "A VPN gateway takes 4,000 prefixes. One more, and the session that brings it is"
              + " dropped.",
          "Summarise what the peers announce.");

  private static final FindingKind GATEWAY =
      FindingKind.warning(
          "TP6113",
          "R150",
          "Nearly as many routes as the SKU of an ExpressRoute gateway learns",
          "Each SKU learns a published number of routes over all its circuits. Routes beyond it may"
              + " be lost.",
          "Use a larger SKU, or summarise what on-premises announces.");

  @Override
  public List<FindingKind> kinds() {
    return List.of(CIRCUIT, ROUTE_SERVER, VPN, GATEWAY);
  }

  @Override
  public void check(NetworkContext context) {
    for (AzureNames.CircuitName circuit : context.names().circuits().values()) {
      for (AzureNames.Link link : circuit.links()) {
        link.domains().stream()
            .flatMap(domain -> context.endsOf(domain.vrf()).stream())
            .filter(end -> !isToGateway(context, end))
            .forEach(end -> session(context, end, CIRCUIT, origin(context, circuit)));
      }
    }
    for (AzureNames.GatewayName name : context.names().gateways().values()) {
      Optional<VirtualNetworkGateway> gateway = context.gateway(name);
      boolean expressRoute = gateway.isPresent() && !gateway.get().isVpn();
      if (expressRoute) {
        learned(context, name, gateway.get());
        continue;
      }
      Origin origin =
          gateway
              .map(VirtualNetworkGateway::origin)
              .or(
                  () ->
                      Optional.ofNullable(context.resources().routeServers().get(name.id()))
                          .map(server -> server.origin()))
              .orElse(Origin.NONE);
      name.instances().stream()
          .flatMap(one -> context.endsOf(one.bgp()).stream())
          .forEach(end -> session(context, end, gateway.isPresent() ? VPN : ROUTE_SERVER, origin));
    }
  }

  private static boolean isToGateway(NetworkContext context, SessionTable.End end) {
    return context
        .peerOf(end)
        .filter(peer -> context.gatewayAt(context.nodeOf(peer)) != null)
        .isPresent();
  }

  private static Origin origin(NetworkContext context, AzureNames.CircuitName circuit) {
    return context.resources().circuit(circuit.id()).map(one -> one.origin()).orElse(Origin.NONE);
  }

  private static void session(
      NetworkContext context, SessionTable.End end, FindingKind kind, Origin origin) {
    int limit =
        end.peer().families().stream().mapToInt(BgpPeer.Family::prefixLimit).max().orElse(0);
    if (limit == 0 || !context.isUp(end)) {
      return;
    }
    long count = context.received(end).stream().filter(one -> one.accepted() != null).count();
    if (count * 100 >= (long) limit * NEAR_PERCENT) {
      context.report(
          kind.at(
              origin,
              "\""
                  + context.nodeOf(end)
                  + "\" accepts "
                  + count
                  + " prefixes of "
                  + end.peer().address()
                  + ", and takes "
                  + limit
                  + "."));
    }
  }

  private static void learned(
      NetworkContext context, AzureNames.GatewayName name, VirtualNetworkGateway gateway) {
    Optional<ExpressRouteGatewaySku> sku = ExpressRouteGatewaySku.named(gateway.sku());
    if (sku.isEmpty()) {
      return;
    }
    Set<Prefix> prefixes = new HashSet<>();
    context.routes(name.subnet()).stream()
        .filter(route -> route.routeClass().equals(AzureRouteClass.GATEWAY))
        .filter(BackupGotchas::isOverCircuit)
        .forEach(route -> prefixes.add(route.prefix()));
    if (prefixes.size() * 100L >= (long) sku.get().learnedRoutes() * NEAR_PERCENT) {
      context.report(
          GATEWAY.at(
              gateway.origin(),
              gateway.id().label()
                  + ": it learns "
                  + prefixes.size()
                  + " prefixes; "
                  + gateway.sku()
                  + " learns "
                  + sku.get().learnedRoutes()
                  + "."));
    }
  }
}
