package io.towpath.azure.answers;

import io.towpath.azure.compile.AzureNames;
import io.towpath.net.IpAddress;
import io.towpath.network.Domain;
import io.towpath.network.Group;
import io.towpath.network.InterfaceRef;
import io.towpath.network.NextHop;
import io.towpath.routing.Topology;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which gateway, circuit, machine or front end stands behind a next hop of the fabric. */
final class NextHopOwners {
  private final Topology topology;
  private final AzureNames names;
  private final Map<String, String> ownerByNode = new LinkedHashMap<>();

  NextHopOwners(Topology topology, AzureNames names) {
    this.topology = topology;
    this.names = names;
    for (AzureNames.GatewayName gateway : names.gateways().values()) {
      gateway.instances().forEach(one -> ownerByNode.put(one.node(), gateway.name()));
    }
    for (AzureNames.CircuitName circuit : names.circuits().values()) {
      circuit.links().forEach(link -> ownerByNode.put(link.node(), circuit.name()));
    }
  }

  /** Name of the owner; empty for next hops that stand for no single one. */
  Optional<String> of(NextHop hop) {
    return Optional.ofNullable(
        switch (hop) {
          case NextHop.Via(IpAddress address, String iface, _) -> ofNeighbour(address, iface);
          case NextHop.Port(String domain, IpAddress address, _) -> ofPort(domain, address);
          case NextHop.ToGroup(String group, _) ->
              names.gateway(group).map(AzureNames.GatewayName::name).orElse(null);
          case NextHop.Attached _,
              NextHop.Deliver _,
              NextHop.IntoTunnel _,
              NextHop.OtherVrf _,
              NextHop.Internet _,
              NextHop.Discard _ ->
              null;
        });
  }

  /** The circuit whose edge router has the address on the segment of a fabric's interface. */
  private @Nullable String ofNeighbour(IpAddress address, @Nullable String iface) {
    if (iface == null) {
      return null;
    }
    int from = topology.interfaceId(new InterfaceRef(names.fabric(), iface));
    int segment = from < 0 ? -1 : topology.segmentOf(from);
    if (segment < 0) {
      return null;
    }
    for (int candidate : topology.interfacesWith(address)) {
      if (topology.segmentOf(candidate) == segment) {
        String node = topology.interfaceRef(candidate).node();
        return ownerByNode.getOrDefault(node, node);
      }
    }
    return null;
  }

  private @Nullable String ofPort(String domain, IpAddress address) {
    Domain ports = topology.network().domains().get(domain);
    String port = ports == null ? null : ports.ports().get(address);
    if (port == null) {
      return frontEnd(domain, address);
    }
    // Ports of gateways bear the names of their instances, others those of interfaces.
    return ownerByNode.getOrDefault(
        port, names.nic(port).map(AzureNames.NicName::machine).orElse(port));
  }

  /** The front end of a load balancer with a rule for all ports (R59). */
  private @Nullable String frontEnd(String domain, IpAddress address) {
    return topology.network().groups().values().stream()
        .filter(group -> group.ports().isEmpty() && domain.equals(group.domain()))
        .filter(group -> address.equals(group.address()))
        .map(Group::name)
        .findFirst()
        .orElse(null);
  }
}
