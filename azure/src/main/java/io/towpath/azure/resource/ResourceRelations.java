package io.towpath.azure.resource;

import io.towpath.net.Prefix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the resources of an estate belong together, found once for {@link AzureResources}: children
 * by their parents, users by what they use, and what two halves of a peering make. Every list has
 * the order of ids. Not changed once it is made.
 */
final class ResourceRelations {
  private final AzureResources resources;

  final Map<ResourceId, Subnet> subnets = new LinkedHashMap<>();
  final Map<ResourceId, Peering> peerings = new LinkedHashMap<>();
  final Map<ResourceId, List<NetworkInterface>> interfacesBySubnet = new LinkedHashMap<>();
  final Map<ResourceId, PrivateEndpoint> endpointByInterface = new LinkedHashMap<>();
  final Map<ResourceId, List<NetworkInterface>> interfacesByEndpoint = new LinkedHashMap<>();
  final Map<ResourceId, List<PrivateEndpoint>> endpointsByVnet = new LinkedHashMap<>();
  final Map<ResourceId, List<PrivateEndpoint>> endpointsByGroup = new LinkedHashMap<>();
  final Map<ResourceId, List<AzureResources.Member>> membersByGroup = new LinkedHashMap<>();
  final Map<ResourceId, VirtualMachine> machineByInterface = new LinkedHashMap<>();
  final Map<ResourceId, List<VirtualNetworkGateway>> gatewaysByVnet = new LinkedHashMap<>();
  final Map<ResourceId, Subnet> subnetByRouteServer = new LinkedHashMap<>();
  final Map<ResourceId, RouteServer> routeServerByVnet = new LinkedHashMap<>();
  final Map<ResourceId, List<Connection>> connectionsByGateway = new LinkedHashMap<>();
  final Map<ResourceId, List<Connection.ExpressRoute>> connectionsByCircuit = new LinkedHashMap<>();

  ResourceRelations(AzureResources resources) {
    this.resources = resources;
    for (VirtualNetwork vnet : resources.virtualNetworks().values()) {
      vnet.subnets().forEach(subnet -> subnets.put(subnet.id(), subnet));
      vnet.peerings().forEach(peering -> peerings.put(peering.id(), peering));
    }
    for (NetworkInterface nic : resources.networkInterfaces().values()) {
      for (IpConfiguration configuration : nic.ipConfigurations()) {
        List<NetworkInterface> inSubnet =
            interfacesBySubnet.computeIfAbsent(configuration.subnet(), _ -> new ArrayList<>());
        if (inSubnet.isEmpty() || !inSubnet.getLast().id().equals(nic.id())) {
          inSubnet.add(nic);
        }
        for (ResourceId group : configuration.applicationSecurityGroups()) {
          membersByGroup
              .computeIfAbsent(group, _ -> new ArrayList<>())
              .add(new AzureResources.Member(nic, configuration));
        }
      }
    }
    for (VirtualMachine machine : resources.virtualMachines().values()) {
      machine.networkInterfaces().forEach(nic -> machineByInterface.putIfAbsent(nic, machine));
    }
    for (NetworkInterface nic : resources.networkInterfaces().values()) {
      VirtualMachine named =
          nic.virtualMachine() == null
              ? null
              : resources.virtualMachines().get(nic.virtualMachine());
      if (named != null) {
        machineByInterface.putIfAbsent(nic.id(), named);
      }
    }
    relateEndpoints();
    for (VirtualNetworkGateway gateway : resources.virtualNetworkGateways().values()) {
      gatewaysByVnet.computeIfAbsent(gateway.virtualNetwork(), _ -> new ArrayList<>()).add(gateway);
    }
    for (RouteServer server : resources.routeServers().values()) {
      server
          .placeAmong(subnets)
          .ifPresent(
              subnet -> {
                subnetByRouteServer.put(server.id(), subnet);
                routeServerByVnet.putIfAbsent(subnet.virtualNetwork(), server);
              });
    }
    for (Connection connection : resources.connections().values()) {
      connectionsByGateway
          .computeIfAbsent(connection.gateway(), _ -> new ArrayList<>())
          .add(connection);
      if (connection instanceof Connection.ExpressRoute link) {
        connectionsByCircuit.computeIfAbsent(link.circuit(), _ -> new ArrayList<>()).add(link);
      }
    }
  }

  private void relateEndpoints() {
    for (PrivateEndpoint endpoint : resources.privateEndpoints().values()) {
      endpointsByVnet
          .computeIfAbsent(endpoint.virtualNetwork(), _ -> new ArrayList<>())
          .add(endpoint);
      for (ResourceId group : endpoint.applicationSecurityGroups()) {
        endpointsByGroup.computeIfAbsent(group, _ -> new ArrayList<>()).add(endpoint);
      }
      endpoint.networkInterfaces().forEach(nic -> endpointByInterface.putIfAbsent(nic, endpoint));
    }
    for (NetworkInterface nic : resources.networkInterfaces().values()) {
      PrivateEndpoint named =
          nic.privateEndpoint() == null
              ? null
              : resources.privateEndpoints().get(nic.privateEndpoint());
      if (named != null) {
        endpointByInterface.putIfAbsent(nic.id(), named);
      }
      PrivateEndpoint owner = endpointByInterface.get(nic.id());
      if (owner != null) {
        interfacesByEndpoint.computeIfAbsent(owner.id(), _ -> new ArrayList<>()).add(nic);
      }
    }
  }

  /** The half of a peering that lives in the other VNet. */
  Optional<Peering> oppositeOf(Peering peering) {
    VirtualNetwork remote = resources.virtualNetworks().get(peering.remoteVirtualNetwork());
    if (remote != null) {
      // Hubs have hundreds of peerings, so the id is cut out once.
      ResourceId here = peering.virtualNetwork();
      for (Peering other : remote.peerings()) {
        if (other.remoteVirtualNetwork().equals(here)) {
          return Optional.of(other);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * The state of a half of a peering: what Azure printed, else Connected if the other half exists
   * and Initiated if not (R63).
   */
  PeeringState peeringState(Peering peering) {
    PeeringState stated = peering.statedState();
    if (stated != null) {
      return stated;
    }
    return oppositeOf(peering).isPresent() ? PeeringState.CONNECTED : PeeringState.INITIATED;
  }

  /** True if both halves exist and are Connected, so that traffic passes (R63). */
  boolean isConnected(Peering peering) {
    return peeringState(peering) == PeeringState.CONNECTED
        && oppositeOf(peering)
            .filter(other -> peeringState(other) == PeeringState.CONNECTED)
            .isPresent();
  }

  /**
   * The prefixes of the other side that a half of a peering brings: whole ranges or, if only
   * subnets are peered, theirs (R279). What Azure printed stands in for a VNet that is not there.
   */
  List<Prefix> remotePrefixes(Peering half) {
    Optional<VirtualNetwork> remote = resources.vnet(half.remoteVirtualNetwork());
    return remote.isEmpty() || (!half.peerCompleteVnets() && half.remoteSubnetNames().isEmpty())
        ? half.remoteAddressSpace()
        : peered(remote.get(), half, half.remoteSubnetNames());
  }

  /** The prefixes of its own side that a half of a peering opens to the other one. */
  List<Prefix> localPrefixes(Peering half) {
    return resources
        .vnet(half.virtualNetwork())
        .map(vnet -> peered(vnet, half, half.localSubnetNames()))
        .orElse(List.of());
  }

  private static List<Prefix> peered(VirtualNetwork vnet, Peering half, List<String> names) {
    return half.peerCompleteVnets()
        ? vnet.addressSpace()
        : vnet.subnetsNamed(names).stream()
            .flatMap(subnet -> subnet.addressPrefixes().stream())
            .distinct()
            .toList();
  }
}
