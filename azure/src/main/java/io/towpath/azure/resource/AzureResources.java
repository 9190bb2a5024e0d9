package io.towpath.azure.resource;

import io.towpath.net.Finding;
import io.towpath.net.Prefix;
import io.towpath.net.Unsupported;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All Azure resources of an estate, with their relations resolved.
 *
 * <p>Every map and list is ordered by resource id without case unless said otherwise, whatever the
 * order of the files. Look-ups cost one hash; 100,000 interfaces are normal. Immutable.
 */
public final class AzureResources {

  private final Map<ResourceId, VirtualNetwork> virtualNetworks;
  private final Map<ResourceId, NetworkInterface> networkInterfaces;
  private final Map<ResourceId, VirtualMachine> virtualMachines;
  private final Map<ResourceId, PublicIpAddress> publicIpAddresses;
  private final Map<ResourceId, RouteTable> routeTables;
  private final Map<ResourceId, NetworkSecurityGroup> networkSecurityGroups;
  private final Map<ResourceId, ApplicationSecurityGroup> applicationSecurityGroups;
  private final Map<ResourceId, VirtualNetworkGateway> virtualNetworkGateways;
  private final Map<ResourceId, LocalNetworkGateway> localNetworkGateways;
  private final Map<ResourceId, Connection> connections;
  private final Map<ResourceId, ExpressRouteCircuit> expressRouteCircuits;
  private final Map<ResourceId, RouteServer> routeServers;
  private final Map<ResourceId, LoadBalancer> loadBalancers;
  private final Map<ResourceId, PrivateEndpoint> privateEndpoints;
  private final Map<ResourceId, NatGateway> natGateways;
  private final Map<ResourceId, PublicIpPrefix> publicIpPrefixes;
  private final Map<ResourceId, AzureFirewall> azureFirewalls;
  private final Map<ResourceId, FirewallPolicy> firewallPolicies;
  private final Map<ResourceId, FirewallRuleGroup> firewallRuleGroups;
  private final Map<ResourceId, IpGroup> ipGroups;
  private final Map<ResourceId, RouteFilter> routeFilters;
  private final Map<ResourceId, ServiceCommunities> serviceCommunities;

  private final ResourceRelations relations;
  private final ServiceTags serviceTags;
  private final List<Finding> findings;
  private final List<Unsupported> unsupported;

  private AzureResources(
      Collection<? extends AzureResource> all,
      ServiceTags serviceTags,
      Collection<Finding> findings,
      Collection<Unsupported> unsupported) {
    List<AzureResource> sorted = new ArrayList<>(all);
    sorted.sort(Comparator.comparing(AzureResource::id));
    virtualNetworks = byId(sorted, VirtualNetwork.class);
    networkInterfaces = byId(sorted, NetworkInterface.class);
    virtualMachines = byId(sorted, VirtualMachine.class);
    publicIpAddresses = byId(sorted, PublicIpAddress.class);
    routeTables = byId(sorted, RouteTable.class);
    networkSecurityGroups = byId(sorted, NetworkSecurityGroup.class);
    applicationSecurityGroups = byId(sorted, ApplicationSecurityGroup.class);
    virtualNetworkGateways = byId(sorted, VirtualNetworkGateway.class);
    localNetworkGateways = byId(sorted, LocalNetworkGateway.class);
    connections = byId(sorted, Connection.class);
    expressRouteCircuits = byId(sorted, ExpressRouteCircuit.class);
    routeServers = byId(sorted, RouteServer.class);
    loadBalancers = byId(sorted, LoadBalancer.class);
    privateEndpoints = byId(sorted, PrivateEndpoint.class);
    natGateways = byId(sorted, NatGateway.class);
    publicIpPrefixes = byId(sorted, PublicIpPrefix.class);
    azureFirewalls = byId(sorted, AzureFirewall.class);
    firewallPolicies = byId(sorted, FirewallPolicy.class);
    firewallRuleGroups = byId(sorted, FirewallRuleGroup.class);
    ipGroups = byId(sorted, IpGroup.class);
    routeFilters = byId(sorted, RouteFilter.class);
    serviceCommunities = byId(sorted, ServiceCommunities.class);
    this.serviceTags = serviceTags;
    this.findings = findings.stream().sorted().toList();
    this.unsupported = unsupported.stream().sorted().toList();
    relations = new ResourceRelations(this);
  }

  /**
   * Puts resources together.
   *
   * @param resources in any order, at most one of each id
   * @throws IllegalArgumentException if two have the same id
   */
  public static AzureResources of(
      Collection<? extends AzureResource> resources,
      Collection<Finding> findings,
      Collection<Unsupported> unsupported) {
    return of(resources, ServiceTags.NONE, findings, unsupported);
  }

  /** As {@link #of(Collection, Collection, Collection)}, with what is known about service tags. */
  public static AzureResources of(
      Collection<? extends AzureResource> resources,
      ServiceTags serviceTags,
      Collection<Finding> findings,
      Collection<Unsupported> unsupported) {
    return new AzureResources(resources, serviceTags, findings, unsupported);
  }

  private static <R extends AzureResource> Map<ResourceId, R> byId(
      List<AzureResource> sorted, Class<R> type) {
    Map<ResourceId, R> map = new LinkedHashMap<>();
    for (AzureResource resource : sorted) {
      if (type.isInstance(resource) && map.put(resource.id(), type.cast(resource)) != null) {
        throw new IllegalArgumentException("two resources have the id " + resource.id());
      }
    }
    return Collections.unmodifiableMap(map);
  }

  public Map<ResourceId, VirtualNetwork> virtualNetworks() {
    return virtualNetworks;
  }

  public Map<ResourceId, NetworkInterface> networkInterfaces() {
    return networkInterfaces;
  }

  public Map<ResourceId, VirtualMachine> virtualMachines() {
    return virtualMachines;
  }

  public Map<ResourceId, PublicIpAddress> publicIpAddresses() {
    return publicIpAddresses;
  }

  public Map<ResourceId, RouteTable> routeTables() {
    return routeTables;
  }

  public Map<ResourceId, NetworkSecurityGroup> networkSecurityGroups() {
    return networkSecurityGroups;
  }

  public Map<ResourceId, ApplicationSecurityGroup> applicationSecurityGroups() {
    return applicationSecurityGroups;
  }

  public Map<ResourceId, VirtualNetworkGateway> virtualNetworkGateways() {
    return virtualNetworkGateways;
  }

  public Map<ResourceId, LocalNetworkGateway> localNetworkGateways() {
    return localNetworkGateways;
  }

  public Map<ResourceId, Connection> connections() {
    return connections;
  }

  public Map<ResourceId, ExpressRouteCircuit> expressRouteCircuits() {
    return expressRouteCircuits;
  }

  public Map<ResourceId, RouteServer> routeServers() {
    return routeServers;
  }

  public Map<ResourceId, LoadBalancer> loadBalancers() {
    return loadBalancers;
  }

  public Map<ResourceId, PrivateEndpoint> privateEndpoints() {
    return privateEndpoints;
  }

  public Map<ResourceId, NatGateway> natGateways() {
    return natGateways;
  }

  public Map<ResourceId, PublicIpPrefix> publicIpPrefixes() {
    return publicIpPrefixes;
  }

  public Map<ResourceId, AzureFirewall> azureFirewalls() {
    return azureFirewalls;
  }

  public Map<ResourceId, FirewallPolicy> firewallPolicies() {
    return firewallPolicies;
  }

  public Map<ResourceId, FirewallRuleGroup> firewallRuleGroups() {
    return firewallRuleGroups;
  }

  public Map<ResourceId, IpGroup> ipGroups() {
    return ipGroups;
  }

  public Map<ResourceId, RouteFilter> routeFilters() {
    return routeFilters;
  }

  public Map<ResourceId, ServiceCommunities> serviceCommunities() {
    return serviceCommunities;
  }

  /** The route filter of a Microsoft peering: the one that it names, or that names it (R135). */
  public Optional<RouteFilter> routeFilterOf(CircuitPeering peering) {
    ResourceId named = peering.routeFilter();
    return named != null
        ? Optional.ofNullable(routeFilters.get(named))
        : routeFilters.values().stream()
            .filter(filter -> filter.peerings().contains(peering.id()))
            .findFirst();
  }

  /** Every subnet, by VNet, then in the order of its VNet. */
  public Map<ResourceId, Subnet> subnets() {
    return Collections.unmodifiableMap(relations.subnets);
  }

  /** Every half of a peering, by VNet, then in the order of its VNet. */
  public Map<ResourceId, Peering> peerings() {
    return Collections.unmodifiableMap(relations.peerings);
  }

  public Optional<VirtualNetwork> vnet(ResourceId id) {
    return Optional.ofNullable(virtualNetworks.get(id));
  }

  public Optional<Subnet> subnet(ResourceId id) {
    return Optional.ofNullable(relations.subnets.get(id));
  }

  public Optional<NetworkInterface> networkInterface(ResourceId id) {
    return Optional.ofNullable(networkInterfaces.get(id));
  }

  public Optional<PublicIpAddress> publicIpAddress(ResourceId id) {
    return Optional.ofNullable(publicIpAddresses.get(id));
  }

  public Optional<VirtualNetworkGateway> gateway(ResourceId id) {
    return Optional.ofNullable(virtualNetworkGateways.get(id));
  }

  public Optional<LocalNetworkGateway> localNetworkGateway(ResourceId id) {
    return Optional.ofNullable(localNetworkGateways.get(id));
  }

  public Optional<ExpressRouteCircuit> circuit(ResourceId id) {
    return Optional.ofNullable(expressRouteCircuits.get(id));
  }

  /** The VNet of a subnet. */
  public Optional<VirtualNetwork> vnetOf(Subnet subnet) {
    return vnet(subnet.virtualNetwork());
  }

  /** The VNet in which a gateway stands. */
  public Optional<VirtualNetwork> vnetOf(VirtualNetworkGateway gateway) {
    return vnet(gateway.virtualNetwork());
  }

  /** The gateways in a VNet. */
  public List<VirtualNetworkGateway> gatewaysOf(VirtualNetwork vnet) {
    return Collections.unmodifiableList(
        relations.gatewaysByVnet.getOrDefault(vnet.id(), List.of()));
  }

  /** The gateway of one type in a VNet; R22 allows one. */
  public Optional<VirtualNetworkGateway> gatewayOf(VirtualNetwork vnet, GatewayType type) {
    return gatewaysOf(vnet).stream().filter(gateway -> gateway.gatewayType() == type).findFirst();
  }

  /** The subnet in which a Route Server stands; nothing if that is not known. */
  public Optional<Subnet> subnetOf(RouteServer server) {
    return Optional.ofNullable(relations.subnetByRouteServer.get(server.id()));
  }

  /** The Route Server in a VNet; R169 allows one. */
  public Optional<RouteServer> routeServerOf(VirtualNetwork vnet) {
    return Optional.ofNullable(relations.routeServerByVnet.get(vnet.id()));
  }

  /** True if a VNet has a gateway or a Route Server of its own, which fill its tables (R190). */
  public boolean hasRouteSource(VirtualNetwork vnet) {
    return relations.gatewaysByVnet.containsKey(vnet.id())
        || relations.routeServerByVnet.containsKey(vnet.id());
  }

  /** The connections whose {@code virtualNetworkGateway1} is this gateway. */
  public List<Connection> connectionsOf(VirtualNetworkGateway gateway) {
    return Collections.unmodifiableList(
        relations.connectionsByGateway.getOrDefault(gateway.id(), List.of()));
  }

  /**
   * The ExpressRoute connections of a gateway by connection name without case: the position is the
   * circuit index of R20.
   */
  public List<Connection.ExpressRoute> expressRouteConnectionsOf(VirtualNetworkGateway gateway) {
    return connectionsOf(gateway).stream()
        .filter(Connection.ExpressRoute.class::isInstance)
        .map(Connection.ExpressRoute.class::cast)
        .sorted(
            Comparator.comparing(Connection::name, String.CASE_INSENSITIVE_ORDER)
                .thenComparing(Connection::id))
        .toList();
  }

  /** The connections that lead to a circuit. */
  public List<Connection.ExpressRoute> connectionsOf(ExpressRouteCircuit circuit) {
    return Collections.unmodifiableList(
        relations.connectionsByCircuit.getOrDefault(circuit.id(), List.of()));
  }

  /** The other direction of a connection between two gateways (R86). */
  public Optional<Connection.VnetToVnet> oppositeOf(Connection.VnetToVnet connection) {
    return relations
        .connectionsByGateway
        .getOrDefault(connection.remoteGateway(), List.of())
        .stream()
        .filter(Connection.VnetToVnet.class::isInstance)
        .map(Connection.VnetToVnet.class::cast)
        .filter(other -> other.remoteGateway().equals(connection.gateway()))
        .findFirst();
  }

  /** The half of a peering that lives in the other VNet. */
  public Optional<Peering> oppositeOf(Peering peering) {
    return relations.oppositeOf(peering);
  }

  /**
   * The state of a half of a peering: what Azure printed, else Connected if the other half exists
   * and Initiated if not (R63).
   */
  public PeeringState peeringState(Peering peering) {
    return relations.peeringState(peering);
  }

  /** True if both halves exist and are Connected, so that traffic passes (R63). */
  public boolean isConnected(Peering peering) {
    return relations.isConnected(peering);
  }

  /**
   * The prefixes of the other side that a half of a peering brings: whole ranges or, if only
   * subnets are peered, theirs (R279). What Azure printed stands in for a VNet that is not there.
   */
  public List<Prefix> remotePrefixes(Peering half) {
    return relations.remotePrefixes(half);
  }

  /** The prefixes of its own side that a half of a peering opens to the other one. */
  public List<Prefix> localPrefixes(Peering half) {
    return relations.localPrefixes(half);
  }

  /** The private endpoints in a VNet. */
  public List<PrivateEndpoint> privateEndpointsOf(VirtualNetwork vnet) {
    return Collections.unmodifiableList(
        relations.endpointsByVnet.getOrDefault(vnet.id(), List.of()));
  }

  /** The interfaces of a private endpoint that are in the estate. */
  public List<NetworkInterface> interfacesOf(PrivateEndpoint endpoint) {
    return Collections.unmodifiableList(
        relations.interfacesByEndpoint.getOrDefault(endpoint.id(), List.of()));
  }

  /** The private endpoint that an interface belongs to. */
  public Optional<PrivateEndpoint> endpointOf(NetworkInterface nic) {
    return Optional.ofNullable(relations.endpointByInterface.get(nic.id()));
  }

  /** The interfaces with an address in a subnet. */
  public List<NetworkInterface> nicsOf(Subnet subnet) {
    return Collections.unmodifiableList(
        relations.interfacesBySubnet.getOrDefault(subnet.id(), List.of()));
  }

  /** A configuration of an interface that belongs to an application security group. */
  public record Member(NetworkInterface nic, IpConfiguration configuration) {}

  /** The members of an application security group (R201), by interface. */
  public List<Member> membersOf(ResourceId applicationSecurityGroup) {
    return Collections.unmodifiableList(
        relations.membersByGroup.getOrDefault(applicationSecurityGroup, List.of()));
  }

  /** The private endpoints that belong to an application security group (R201). */
  public List<PrivateEndpoint> endpointsIn(ResourceId applicationSecurityGroup) {
    return Collections.unmodifiableList(
        relations.endpointsByGroup.getOrDefault(applicationSecurityGroup, List.of()));
  }

  /** The machine that an interface is attached to. */
  public Optional<VirtualMachine> vmOf(NetworkInterface nic) {
    return Optional.ofNullable(relations.machineByInterface.get(nic.id()));
  }

  /** The interfaces of a machine in the order of the guest's adapters, the primary one first. */
  public List<NetworkInterface> nicsOf(VirtualMachine machine) {
    return machine.networkInterfaces().stream()
        .flatMap(id -> networkInterface(id).stream())
        .toList();
  }

  /** The route table associated with a subnet. */
  public Optional<RouteTable> routeTableOf(Subnet subnet) {
    ResourceId id = subnet.routeTable();
    return id == null ? Optional.empty() : Optional.ofNullable(routeTables.get(id));
  }

  /** The security group associated with a subnet. */
  public Optional<NetworkSecurityGroup> nsgOf(Subnet subnet) {
    ResourceId id = subnet.networkSecurityGroup();
    return id == null ? Optional.empty() : Optional.ofNullable(networkSecurityGroups.get(id));
  }

  /** The security group associated with an interface. */
  public Optional<NetworkSecurityGroup> nsgOf(NetworkInterface nic) {
    ResourceId id = nic.networkSecurityGroup();
    return id == null ? Optional.empty() : Optional.ofNullable(networkSecurityGroups.get(id));
  }

  /** What is known about service tags. */
  public ServiceTags serviceTags() {
    return serviceTags;
  }

  /** What is wrong with the resources, or assumed about them; sorted. */
  public List<Finding> findings() {
    return findings;
  }

  /**
   * What was written and is not modelled, sorted. {@code origin().resource()} is the id of the
   * resource; {@code affects} is empty until the compiler knows which elements come of it.
   */
  public List<Unsupported> unsupported() {
    return unsupported;
  }

  /** Every resource, by type, then by id. */
  public List<AzureResource> all() {
    return Stream.<Map<ResourceId, ? extends AzureResource>>of(
            virtualNetworks,
            networkInterfaces,
            virtualMachines,
            publicIpAddresses,
            routeTables,
            networkSecurityGroups,
            applicationSecurityGroups,
            virtualNetworkGateways,
            localNetworkGateways,
            connections,
            expressRouteCircuits,
            loadBalancers,
            privateEndpoints,
            natGateways,
            publicIpPrefixes,
            azureFirewalls,
            firewallPolicies,
            firewallRuleGroups,
            ipGroups,
            routeFilters,
            serviceCommunities,
            routeServers)
        .<AzureResource>flatMap(map -> map.values().stream())
        .toList();
  }

  /** The same resources with more findings. */
  public AzureResources withFindings(Collection<Finding> more) {
    List<Finding> together = new ArrayList<>(findings);
    together.addAll(more);
    return new AzureResources(all(), serviceTags, together, unsupported);
  }

  /**
   * The same resources with both halves of some peerings disconnected (R63).
   *
   * @param disconnected ids of halves; the opposite half goes with each
   */
  public AzureResources withDisconnected(Collection<ResourceId> disconnected) {
    Set<ResourceId> halves = new HashSet<>(disconnected);
    for (ResourceId id : disconnected) {
      Peering half = relations.peerings.get(id);
      if (half != null) {
        oppositeOf(half).map(Peering::id).ifPresent(halves::add);
      }
    }
    List<AzureResource> changed = new ArrayList<>();
    for (AzureResource resource : all()) {
      changed.add(
          resource instanceof VirtualNetwork vnet ? vnet.withDisconnected(halves) : resource);
    }
    return new AzureResources(changed, serviceTags, findings, unsupported);
  }
}
