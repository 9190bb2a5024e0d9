package io.towpath.estate.answers;

import io.towpath.azure.answers.BgpPeerStatus;
import io.towpath.azure.answers.CircuitArpEntry;
import io.towpath.azure.answers.CircuitNeighbor;
import io.towpath.azure.answers.CircuitRoute;
import io.towpath.azure.answers.CircuitTables;
import io.towpath.azure.answers.EffectiveRoute;
import io.towpath.azure.answers.EffectiveRoutes;
import io.towpath.azure.answers.GatewayRoute;
import io.towpath.azure.answers.GatewayTables;
import io.towpath.azure.compile.AzureNames;
import io.towpath.forwarding.solver.Solution;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Nearest;
import io.towpath.net.Origin;
import io.towpath.network.VrfRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Azure would print, as tables; the rows come from the Azure room. */
public final class AzureTables {
  private AzureTables() {}

  static Table routes(Solution solution, AzureNames names, AzureNames.NicName nic, Origin origin) {
    return routes(new EffectiveRoutes(solution, names).of(nic, origin));
  }

  static Table routes(Solution solution, AzureNames names, VrfRef subnet) {
    return routes(new EffectiveRoutes(solution, names).of(subnet));
  }

  private static Table routes(List<EffectiveRoute> routes) {
    Table.Builder table =
        new Table.Builder(
            "source", "state", "addressPrefix", "nextHopType", "nextHopIpAddress", "via", "why");
    for (EffectiveRoute route : routes) {
      table.row(
          "name", route.name(),
          "disableBgpRoutePropagation", route.disableBgpRoutePropagation(),
          "source", route.source(),
          "state", route.state(),
          "addressPrefix", route.addressPrefix(),
          "nextHopType", route.nextHopType(),
          "nextHopIpAddress", route.nextHopIpAddress(),
          "predicted", route.predicted(),
          "via", route.via(),
          "why", route.why());
    }
    return table.build();
  }

  static Table bgp(
      Solution solution,
      AzureNames names,
      AzureNames.GatewayName gateway,
      @Nullable Integer instance,
      String view,
      @Nullable String peer,
      Origin origin) {
    GatewayTables tables = new GatewayTables(solution, gateway);
    if (peer != null && !tables.isPeer(peer)) {
      throw new InvalidInputException(
          Finding.error(
              "TP1210",
              origin,
              "The gateway \"" + gateway.name() + "\" has no BGP peer \"" + peer + "\".",
              Nearest.question(peer, tables.peerNames())));
    }
    List<GatewayRoute> routes =
        switch (view) {
          case "advertised" -> tables.advertised(instance, peer);
          case "received" -> tables.received(instance, peer);
          default -> tables.learned(instance);
        };
    Table.Builder table =
        new Table.Builder(
            "localAddress",
            "network",
            "nextHop",
            "sourcePeer",
            "origin",
            "asPath",
            "weight",
            "why");
    for (GatewayRoute route : routes) {
      table.row(
          "localAddress", route.localAddress(),
          "network", route.network(),
          "nextHop", route.nextHop(),
          "sourcePeer", route.sourcePeer(),
          "origin", route.origin(),
          "asPath", route.asPath(),
          "weight", route.weight(),
          "instance", route.instance(),
          "why", route.why());
    }
    return table.build();
  }

  /** State of the sessions of a gateway, or of one instance. */
  static Table bgpPeers(
      Solution solution, AzureNames.GatewayName gateway, @Nullable Integer instance) {
    Table.Builder table =
        new Table.Builder("localAddress", "neighbor", "asn", "state", "routesReceived", "why");
    for (BgpPeerStatus peer : new GatewayTables(solution, gateway).peers()) {
      if (instance == null || peer.instance().equals(gateway.instances().get(instance).node())) {
        table.row(
            "localAddress", peer.localAddress(),
            "neighbor", peer.neighbor(),
            "asn", peer.asn(),
            "state", peer.state(),
            "connectedDuration", null,
            "routesReceived", (long) peer.routesReceived(),
            "messagesSent", null,
            "messagesReceived", null,
            "instance", peer.instance(),
            "why", String.join("; ", peer.why()));
      }
    }
    return table.build();
  }

  /** Route tables of links, as their private peering has them, or the only one that they have. */
  public static Table circuitRoutes(Solution solution, List<AzureNames.Link> links) {
    Table.Builder table =
        new Table.Builder("device", "network", "nextHop", "locPrf", "weight", "path", "why");
    for (AzureNames.Link link : links) {
      for (CircuitRoute route : peering(solution, link).routes()) {
        table.row(
            "network", route.network(),
            "nextHop", route.nextHop(),
            "locPrf", route.locPrf(),
            "weight", route.weight(),
            "path", route.path(),
            "device", route.device(),
            "best", route.best(),
            "why", route.why());
      }
    }
    return table.build();
  }

  private static CircuitTables peering(Solution solution, AzureNames.Link link) {
    return new CircuitTables(solution, link, link.mainPeering());
  }

  /** ARP table of a link. */
  public static Table circuitArp(Solution solution, AzureNames.Link link) {
    Table.Builder table = new Table.Builder("age", "interface", "ipAddress", "macAddress");
    for (CircuitArpEntry entry : peering(solution, link).arp()) {
      table.row(
          "age", null,
          "interface", entry.iface(),
          "ipAddress", entry.ipAddress(),
          "macAddress", entry.macAddress());
    }
    return table.build();
  }

  /** Summary of a link. */
  public static Table circuitSummary(Solution solution, AzureNames.Link link) {
    Table.Builder table = new Table.Builder("neighbor", "v", "as", "upDown", "statePfxRcd", "why");
    for (CircuitNeighbor neighbor : peering(solution, link).summary()) {
      table.row(
          "neighbor", neighbor.neighbor(),
          "v", (long) neighbor.v(),
          "as", neighbor.as(),
          "upDown", null,
          "statePfxRcd", neighbor.statePfxRcd(),
          "why", String.join("; ", neighbor.why()));
    }
    return table.build();
  }
}
