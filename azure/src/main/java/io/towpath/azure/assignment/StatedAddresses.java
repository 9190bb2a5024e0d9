package io.towpath.azure.assignment;

import io.towpath.azure.resource.AzureResource;
import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.CircuitLink;
import io.towpath.azure.resource.Connection;
import io.towpath.azure.resource.ExpressRouteCircuit;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.Subnet;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.net.Finding;
import io.towpath.net.IpAddress;
import io.towpath.net.Nearest;
import io.towpath.net.Origin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the estate states, with names resolved to gateways and connections. */
final class StatedAddresses {

  /** An endpoint of the edge: the connection and the link. */
  record Endpoint(ResourceId connection, CircuitLink link) {}

  private final AzureResources resources;
  private final Map<ResourceId, List<IpAddress>> instances = new HashMap<>();
  private final Map<Endpoint, IpAddress> endpoints = new HashMap<>();
  private final Map<ResourceId, Map<IpAddress, Origin>> used = new HashMap<>();
  private final List<Finding> findings = new ArrayList<>();

  private StatedAddresses(AzureResources resources) {
    this.resources = resources;
  }

  static StatedAddresses of(AzureResources resources, AssignedAddresses assigned) {
    StatedAddresses stated = new StatedAddresses(resources);
    assigned.entries().forEach(stated::add);
    return stated;
  }

  /** Stated addresses of instances, from instance 0 on. */
  List<IpAddress> instances(ResourceId gateway) {
    return instances.getOrDefault(gateway, List.of());
  }

  Optional<IpAddress> endpoint(ResourceId connection, CircuitLink link) {
    return Optional.ofNullable(endpoints.get(new Endpoint(connection, link)));
  }

  List<Finding> findings() {
    return findings;
  }

  private void add(AssignedAddresses.Entry entry) {
    Optional<VirtualNetworkGateway> gateway =
        find(entry.gateway(), "gateway", resources.virtualNetworkGateways().values(), entry);
    if (gateway.isEmpty()) {
      return;
    }
    switch (entry) {
      case AssignedAddresses.Serving(String _, IpAddress address, Origin _) ->
          serving(gateway.get(), address, entry);
      case AssignedAddresses.Instances(String _, List<IpAddress> addresses, Origin _) ->
          instances(gateway.get(), addresses, entry);
      case AssignedAddresses.EdgeEndpoints endpoint -> endpoints(gateway.get(), endpoint);
    }
  }

  private void serving(
      VirtualNetworkGateway gateway, IpAddress address, AssignedAddresses.Entry entry) {
    if (!gateway.isVpn() || gateway.activeActive()) {
      refuse(
          entry,
          gateway.name() + " has no serving instance: every instance serves",
          "State \"instances\" instead.");
      return;
    }
    instances(gateway, List.of(address), entry);
  }

  private void instances(
      VirtualNetworkGateway gateway, List<IpAddress> addresses, AssignedAddresses.Entry entry) {
    if (addresses.isEmpty() || gateway.isVpn() && addresses.size() > 2) {
      refuse(
          entry,
          gateway.name() + " has two instances, but " + addresses.size() + " addresses are stated",
          "State one address for each instance.");
      return;
    }
    for (IpAddress address : addresses) {
      if (!usable(gateway, address, entry)) {
        return;
      }
    }
    if (instances.putIfAbsent(gateway.id(), List.copyOf(addresses)) != null) {
      refuse(
          entry, "the instances of " + gateway.name() + " were stated already", "Keep one entry.");
    }
  }

  private void endpoints(VirtualNetworkGateway gateway, AssignedAddresses.EdgeEndpoints entry) {
    Optional<ExpressRouteCircuit> circuit =
        find(entry.circuit(), "circuit", resources.expressRouteCircuits().values(), entry);
    if (circuit.isEmpty()
        || !usable(gateway, entry.primary(), entry)
        || !usable(gateway, entry.secondary(), entry)) {
      return;
    }
    Optional<Connection.ExpressRoute> connection =
        resources.expressRouteConnectionsOf(gateway).stream()
            .filter(found -> found.circuit().equals(circuit.get().id()))
            .findFirst();
    if (connection.isEmpty()) {
      refuse(
          entry,
          gateway.name() + " has no connection to the circuit " + circuit.get().name(),
          "Name a circuit that it is connected to.");
      return;
    }
    ResourceId id = connection.get().id();
    if (endpoints.putIfAbsent(new Endpoint(id, CircuitLink.PRIMARY), entry.primary()) != null) {
      refuse(
          entry,
          "the endpoints of " + circuit.get().name() + " were stated already",
          "Keep one entry.");
      return;
    }
    endpoints.put(new Endpoint(id, CircuitLink.SECONDARY), entry.secondary());
  }

  /** Stated addresses must lie in the GatewaySubnet, outside what is reserved, and be different. */
  private boolean usable(
      VirtualNetworkGateway gateway, IpAddress address, AssignedAddresses.Entry entry) {
    Optional<Subnet> subnet = resources.subnet(gateway.subnet());
    if (subnet.isEmpty()) {
      return false; // reported as a broken reference
    }
    boolean inside =
        subnet.get().addressPrefixes().stream()
            .anyMatch(prefix -> SubnetAddresses.isUsable(prefix, address));
    if (!inside) {
      refuse(
          entry,
          address + " is no usable address of " + subnet.get().id().path(),
          "State an address of that subnet from the fifth on.");
      return false;
    }
    Origin other =
        used.computeIfAbsent(gateway.subnet(), _ -> new HashMap<>())
            .putIfAbsent(address, entry.origin());
    if (other != null) {
      refuse(entry, address + " was stated already at " + other, "State each address once.");
      return false;
    }
    return true;
  }

  private <R extends AzureResource> Optional<R> find(
      String name, String what, Collection<R> all, AssignedAddresses.Entry entry) {
    List<R> found =
        all.stream()
            .filter(
                resource ->
                    resource.name().equalsIgnoreCase(name)
                        || resource.id().toString().equalsIgnoreCase(name))
            .toList();
    if (found.isEmpty()) {
      refuse(
          entry,
          "there is no " + what + " \"" + name + "\"",
          Nearest.question(name, all.stream().map(AzureResource::name).toList()));
    } else if (found.size() > 1) {
      refuse(
          entry,
          "\""
              + name
              + "\" is the name of several: "
              + found.stream().map(r -> r.id().toString()).collect(Collectors.joining(", ")),
          "Use the id.");
    }
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  private void refuse(AssignedAddresses.Entry entry, String problem, String fix) {
    findings.add(Finding.error("TP2210", entry.origin(), "assigned: " + problem + ".", fix));
  }
}
