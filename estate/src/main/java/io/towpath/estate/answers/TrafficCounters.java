package io.towpath.estate.answers;

import io.towpath.analysis.ledger.TrafficLedger;
import io.towpath.azure.compile.AzureNames;
import io.towpath.azure.resource.CircuitLink;
import io.towpath.forwarding.solver.Solution;
import io.towpath.network.InterfaceRef;
import io.towpath.routing.Topology;
import io.towpath.routing.live.TunnelTable;
import java.util.HashMap;
import java.util.Map;

/**
 * Byte counters of connections and circuits, as Azure names them, read from a ledger. Into Azure is
 * ingress and <em>in</em>, out of it egress and <em>out</em>.
 */
public final class TrafficCounters {
  private final Topology topology;
  private final AzureNames names;
  private final TrafficLedger ledger;
  private final Map<TunnelAt, Integer> innerInterfaces = new HashMap<>();

  /** A tunnel of a node. */
  private record TunnelAt(int node, String tunnel) {}

  /** Counters of a solved network. */
  public TrafficCounters(Solution solution, AzureNames names, TrafficLedger ledger) {
    this.topology = solution.topology();
    this.names = names;
    this.ledger = ledger;
    TunnelTable tunnels = solution.routing().tunnels();
    for (int end = 0; end < tunnels.endCount(); end++) {
      TunnelTable.End one = tunnels.end(end);
      innerInterfaces.putIfAbsent(new TunnelAt(one.node(), one.config().name()), one.iface());
    }
  }

  /** Every connection, by name: payload inside its tunnels, or over its edge endpoints (R102). */
  public Table connections() {
    Table.Builder table =
        new Table.Builder(
            "connection", "gateway", "ingressBytesTransferred", "egressBytesTransferred");
    for (AzureNames.ConnectionName connection : names.connections().values()) {
      long ingress = 0;
      long egress = 0;
      for (AzureNames.TunnelName tunnel : connection.tunnels()) {
        int inner = innerInterface(tunnel);
        ingress += ledger.bytesIn(inner);
        egress += ledger.bytesOut(inner);
      }
      for (AzureNames.EdgeName edge : connection.edges()) {
        // The interface belongs to Microsoft's router: what it sends to the VNet goes into Azure.
        int iface = topology.interfaceId(edge.iface());
        ingress += ledger.bytesOut(iface);
        egress += ledger.bytesIn(iface);
      }
      table.row(
          "connection", connection.name(),
          "id", connection.id().toString(),
          "gateway", connection.gateway(),
          "ingressBytesTransferred", ingress,
          "egressBytesTransferred", egress);
    }
    return table.build();
  }

  private int innerInterface(AzureNames.TunnelName name) {
    TunnelAt at = new TunnelAt(topology.nodeId(name.node()), name.tunnel());
    return innerInterfaces.getOrDefault(at, -1);
  }

  /** Every circuit, by name: what crossed the wires to the customer, all peerings (R158). */
  public Table circuits() {
    Table.Builder table =
        new Table.Builder(
            "circuit",
            "primaryBytesIn",
            "primaryBytesOut",
            "secondaryBytesIn",
            "secondaryBytesOut");
    for (AzureNames.CircuitName circuit : names.circuits().values()) {
      long[] in = new long[CircuitLink.values().length];
      long[] out = new long[in.length];
      for (AzureNames.Link link : circuit.links()) {
        for (AzureNames.RoutingDomain domain : link.domains()) {
          InterfaceRef wire = domain.wire();
          in[link.link().index()] += ledger.bytesIn(topology.interfaceId(wire));
          out[link.link().index()] += ledger.bytesOut(topology.interfaceId(wire));
        }
      }
      table.row(
          "circuit", circuit.name(),
          "primaryBytesIn", in[CircuitLink.PRIMARY.index()],
          "primaryBytesOut", out[CircuitLink.PRIMARY.index()],
          "secondaryBytesIn", in[CircuitLink.SECONDARY.index()],
          "secondaryBytesOut", out[CircuitLink.SECONDARY.index()]);
    }
    return table.build();
  }
}
