package io.towpath.azure.compile;

import io.towpath.azure.resource.CircuitLink;
import io.towpath.azure.resource.CircuitPeering;
import io.towpath.azure.resource.CircuitPeeringType;
import io.towpath.azure.resource.ExpressRouteCircuit;
import io.towpath.azure.resource.GlobalReach;
import io.towpath.azure.resource.ResourceId;
import io.towpath.net.IpAddress;
import io.towpath.network.BgpPeer;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceRef;
import io.towpath.network.Segment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Global Reach between the private peerings of two circuits (R155): one line and one session
 * between their primary edge routers, and one between the secondary ones. Each tells the other what
 * its own customer announces and nothing else, so that neither VNets nor a third circuit are
 * reached this way.
 */
final class GlobalReachLinks {
  /** A connection as one of its two circuits sees it. */
  private record End(GlobalReach connection, ExpressRouteCircuit other, boolean isFirst) {}

  private final AzureContext context;
  private final Map<ResourceId, List<End>> byPeering = new HashMap<>();

  GlobalReachLinks(AzureContext context) {
    this.context = context;
    Map<ResourceId, ExpressRouteCircuit> circuitOf = new HashMap<>();
    for (ExpressRouteCircuit circuit : context.resources().expressRouteCircuits().values()) {
      privatePeerings(circuit).forEach(peering -> circuitOf.put(peering.id(), circuit));
    }
    for (ExpressRouteCircuit circuit : context.resources().expressRouteCircuits().values()) {
      for (CircuitPeering peering : privatePeerings(circuit)) {
        for (GlobalReach connection : peering.globalReach()) {
          ExpressRouteCircuit other = circuitOf.get(connection.peerPeering());
          if (other != null && !other.id().equals(circuit.id())) {
            add(peering.id(), new End(connection, other, true));
            add(connection.peerPeering(), new End(connection, circuit, false));
          }
        }
      }
    }
    // By the other circuit; what a circuit states itself comes first.
    byPeering
        .values()
        .forEach(
            ends ->
                ends.sort(
                    Comparator.comparing((End end) -> end.other().id())
                        .thenComparing(end -> !end.isFirst())));
  }

  private static List<CircuitPeering> privatePeerings(ExpressRouteCircuit circuit) {
    return circuit.peerings().stream()
        .filter(peering -> peering.type() == CircuitPeeringType.AZURE_PRIVATE)
        .toList();
  }

  private void add(ResourceId peering, End end) {
    byPeering.computeIfAbsent(peering, _ -> new ArrayList<>()).add(end);
  }

  private List<End> ends(CircuitPeering peering) {
    return byPeering.getOrDefault(peering.id(), List.of());
  }

  private static String name(End end) {
    return "global reach " + end.connection().id().name() + " " + end.other().name();
  }

  /** The circuit that states the connection has the first usable address of each link. */
  private static IpAddress address(End end, CircuitLink link, boolean own) {
    return end.connection().link(link).network().plus(end.isFirst() == own ? 1 : 2);
  }

  /** Interfaces of an edge router to those of other circuits. */
  List<Interface> interfaces(CircuitPeering peering, CircuitLink link, String vrf) {
    return ends(peering).stream()
        .map(
            end ->
                Interface.named(name(end), vrf, end.connection().origin())
                    .address(address(end, link, true), end.connection().link(link).length())
                    .sendsUnreachables(false)
                    .build())
        .toList();
  }

  /** The lines that a circuit states itself. */
  List<Segment> segments(ExpressRouteCircuit circuit, CircuitPeering peering, CircuitLink link) {
    List<Segment> segments = new ArrayList<>();
    for (End end : ends(peering)) {
      if (end.isFirst()) {
        End far = new End(end.connection(), circuit, false);
        segments.add(
            new Segment(
                name(end) + " " + link.word(),
                List.of(
                    new InterfaceRef(context.names().edgeRouter(circuit, link), name(end)),
                    new InterfaceRef(context.names().edgeRouter(end.other(), link), name(far))),
                null,
                end.connection().origin()));
      }
    }
    return segments;
  }

  /** Sessions with the edge routers of other circuits, within Microsoft's AS. */
  List<BgpPeer> peers(CircuitPeering peering, CircuitLink link, boolean shutdown) {
    List<BgpPeer> peers = new ArrayList<>();
    for (End end : ends(peering)) {
      peers.add(
          new BgpPeer(
              address(end, link, false),
              CircuitPeering.MICROSOFT_ASN,
              null,
              BgpPeer.Transport.multihop(255)
                  .from(address(end, link, true), null)
                  .withShutdown(shutdown),
              List.of(
                  BgpPeer.Family.ipv4(
                          List.of(),
                          List.of(GatewayPolicies.globalReach(end.connection().origin())))
                      .withNextHop(BgpPeer.NextHopMode.SELF)),
              name(end),
              end.connection().origin()));
    }
    return peers;
  }
}
