package io.towpath.azure.compile;

import io.towpath.azure.Cloud;
import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.CircuitLink;
import io.towpath.azure.resource.ExpressRouteCircuit;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.RouteServer;
import io.towpath.azure.resource.Subnet;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.azure.resource.VirtualNetworkGateway;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Names of the network elements that resources become. A resource goes by its ARM name, by {@code
 * GROUP/NAME} where two of its kind share that, and by its id where even that is not unique, in
 * whichever cloud the two are.
 *
 * <p>Names of elements that have no resource of their own contain a blank or a bracket, which ARM
 * names and host names cannot, so they never clash.
 */
final class ElementNames {
  /** The node of Azure's software-defined network. */
  static final String FABRIC = "(azure)";

  /** Open ends of this name lead to the Internet, and its domain has the same name. */
  static final String INTERNET = "internet";

  private final Cloud cloud;
  private final Map<ResourceId, String> machines;
  private final Map<ResourceId, String> interfaces;
  private final Map<ResourceId, String> vnets;
  private final Map<ResourceId, String> gateways;
  private final Map<ResourceId, String> routeServers;
  private final Map<ResourceId, String> circuits;
  private final Map<ResourceId, String> connections;
  private final Map<ResourceId, String> routeTables;
  private final Map<ResourceId, String> securityGroups;
  private final Map<ResourceId, String> privateEndpoints;
  private final Set<String> others;

  private ElementNames(Cloud cloud, List<AzureResources> everywhere) {
    this.cloud = cloud;
    machines = unique(ids(everywhere, AzureResources::virtualMachines));
    interfaces = unique(ids(everywhere, AzureResources::networkInterfaces));
    vnets = unique(ids(everywhere, AzureResources::virtualNetworks));
    gateways = unique(ids(everywhere, AzureResources::virtualNetworkGateways));
    routeServers = unique(ids(everywhere, AzureResources::routeServers));
    circuits = unique(ids(everywhere, AzureResources::expressRouteCircuits));
    connections = unique(ids(everywhere, AzureResources::connections));
    routeTables = unique(ids(everywhere, AzureResources::routeTables));
    securityGroups = unique(ids(everywhere, AzureResources::networkSecurityGroups));
    privateEndpoints = unique(ids(everywhere, AzureResources::privateEndpoints));
    others = new TreeSet<>();
    machines.values().forEach(name -> others.add(folded(name)));
    ids(everywhere, AzureResources::azureFirewalls).forEach(id -> others.add(folded(id.name())));
  }

  private ElementNames(Cloud cloud, ElementNames shared) {
    this.cloud = cloud;
    machines = shared.machines;
    interfaces = shared.interfaces;
    vnets = shared.vnets;
    gateways = shared.gateways;
    routeServers = shared.routeServers;
    circuits = shared.circuits;
    connections = shared.connections;
    routeTables = shared.routeTables;
    securityGroups = shared.securityGroups;
    privateEndpoints = shared.privateEndpoints;
    others = shared.others;
  }

  /** Names of Azure among the resources of all clouds, which are given without a resource twice. */
  static ElementNames of(List<AzureResources> everywhere) {
    return new ElementNames(Cloud.AZURE, everywhere);
  }

  /** The same names for the elements of one of the clouds. */
  ElementNames in(Cloud other) {
    return new ElementNames(other, this);
  }

  private static List<ResourceId> ids(
      List<AzureResources> everywhere, Function<AzureResources, Map<ResourceId, ?>> kind) {
    List<ResourceId> ids = new ArrayList<>();
    everywhere.forEach(resources -> ids.addAll(kind.apply(resources).keySet()));
    return ids;
  }

  /** The node of the cloud's software-defined network. */
  String fabric() {
    return switch (cloud) {
      case Cloud.Azure _ -> FABRIC;
      case Cloud.Stamp(String name) -> "(" + name + ")";
    };
  }

  /** The domain of the cloud's public addresses. */
  String publicDomain() {
    return switch (cloud) {
      case Cloud.Azure _ -> INTERNET;
      case Cloud.Stamp(String name) -> name + " public";
    };
  }

  /** Shortest unique names of resources of one kind, in the order of their ids. */
  static Map<ResourceId, String> unique(Collection<ResourceId> ids) {
    Map<String, Integer> byName = new TreeMap<>();
    Map<String, Integer> byGroup = new TreeMap<>();
    for (ResourceId id : ids) {
      byName.merge(folded(id.name()), 1, Integer::sum);
      byGroup.merge(folded(inGroup(id)), 1, Integer::sum);
    }
    Map<ResourceId, String> names = new LinkedHashMap<>();
    for (ResourceId id : ids) {
      boolean nameIsUnique = byName.getOrDefault(folded(id.name()), 0) == 1;
      boolean groupIsUnique = byGroup.getOrDefault(folded(inGroup(id)), 0) == 1;
      names.put(id, nameIsUnique ? id.name() : groupIsUnique ? inGroup(id) : id.toString());
    }
    return names;
  }

  private static String inGroup(ResourceId id) {
    return id.resourceGroup() + "/" + id.name();
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** A virtual machine: a host or a node. */
  String machine(ResourceId id) {
    return machines.getOrDefault(id, id.name());
  }

  /** A network interface: a port of the fabric. */
  String nic(ResourceId id) {
    return interfaces.getOrDefault(id, id.name());
  }

  /** A VNet; also the name of its domain. A VNet outside the estate goes by its ARM name. */
  String vnet(ResourceId id) {
    return vnets.getOrDefault(id, id.name());
  }

  String vnet(VirtualNetwork vnet) {
    return vnet(vnet.id());
  }

  /** A subnet, {@code vnet/subnet}: a VRF of the fabric. */
  String subnet(ResourceId id) {
    return vnet(id.parent()) + "/" + id.name();
  }

  String subnet(Subnet subnet) {
    return subnet(subnet.id());
  }

  /** A half of a peering, {@code vnet/peering}. */
  String peering(ResourceId id) {
    return vnet(id.parent()) + "/" + id.name();
  }

  String gateway(ResourceId id) {
    return gateways.getOrDefault(id, id.name());
  }

  /** An instance of a gateway, {@code gateway/0}: a node, and its port of the fabric. */
  String instance(VirtualNetworkGateway gateway, int instance) {
    return gateway(gateway.id()) + "/" + instance;
  }

  String routeServer(ResourceId id) {
    return routeServers.getOrDefault(id, id.name());
  }

  /** An instance of a Route Server, {@code server/0}: a node, and its port of the fabric. */
  String instance(RouteServer server, int instance) {
    return routeServer(server.id()) + "/" + instance;
  }

  String circuit(ResourceId id) {
    return circuits.getOrDefault(id, id.name());
  }

  /** The Microsoft edge router of a link, {@code circuit/primary}: a node. */
  String edgeRouter(ExpressRouteCircuit circuit, CircuitLink link) {
    return circuit(circuit.id()) + "/" + link.word();
  }

  String connection(ResourceId id) {
    return connections.getOrDefault(id, id.name());
  }

  String routeTable(ResourceId id) {
    return routeTables.getOrDefault(id, id.name());
  }

  String securityGroup(ResourceId id) {
    return securityGroups.getOrDefault(id, id.name());
  }

  /** The host of a private endpoint, which may share its ARM name with a machine. */
  String privateEndpoint(ResourceId id) {
    String name = privateEndpoints.getOrDefault(id, id.name());
    return others.contains(folded(name)) ? name + " (private endpoint)" : name;
  }

  /** The port of the fabric at which a private endpoint stands. */
  String endpointPort(ResourceId id) {
    return privateEndpoints.getOrDefault(id, id.name()) + " (private endpoint)";
  }

  /** The table of what comes from the private endpoints of a VNet. */
  String endpointTable(ResourceId vnet) {
    return vnet(vnet) + " private endpoints";
  }

  /** The layer of the host routes to the private endpoints of a VNet. */
  String endpointHosts(VirtualNetwork vnet) {
    return vnet(vnet) + " private endpoints";
  }

  /** The layer of a VNet's system routes. */
  String systemLayer(VirtualNetwork vnet) {
    return vnet(vnet) + " system";
  }

  /** The layer of a VNet's peering routes, for guests. */
  String peeringLayer(VirtualNetwork vnet) {
    return vnet(vnet) + " peering";
  }

  /** The same for GatewaySubnet, where forwarded traffic always passes (R68). */
  String gatewayPeeringLayer(VirtualNetwork vnet) {
    return vnet(vnet) + " peering from gateways";
  }

  /** One of the two layers above for subnets whose route table keeps peering routes out (R296). */
  String keptOut(String peeringLayer) {
    return peeringLayer + ", kept out";
  }

  /** The layer of what the gateways in a VNet have learned. */
  String gatewayLayer(VirtualNetwork vnet) {
    return vnet(vnet) + " gateways";
  }

  /** The layer of what a VPN gateway beside a Route Server has tunnels for itself. */
  String ownTunnelLayer(VirtualNetwork vnet) {
    return vnet(vnet) + " own tunnels";
  }

  /** The layer of a route table as it works in one VNet. */
  String tableLayer(ResourceId routeTable, VirtualNetwork vnet) {
    return routeTable(routeTable) + " in " + vnet(vnet);
  }

  /** The layer of the service endpoints that some subnets of a VNet share. */
  String endpointLayer(VirtualNetwork vnet, Collection<String> tags) {
    return vnet(vnet) + " service endpoints " + String.join(" ", tags);
  }

  /** The segment of a VNet's fabric, gateway instances and edge routers. */
  String edgeSegment(VirtualNetwork vnet) {
    return vnet(vnet) + " edge";
  }

  /** The fabric's own interface on that segment. */
  String edgePort(VirtualNetwork vnet) {
    return vnet(vnet) + " edge";
  }

  /** The fabric's interface, and its table, for packets that skip a gateway (R154). */
  String fastPath(VirtualNetwork vnet) {
    return vnet(vnet) + " FastPath";
  }

  /** The node that translates a VNet's addresses to public ones. */
  String internetEdge(VirtualNetwork vnet) {
    return vnet(vnet) + " (Internet edge)";
  }

  /** The fabric's port for what comes to front ends of load balancers, and its VRF. */
  String frontEndPort(VirtualNetwork vnet) {
    return vnet(vnet) + " front ends";
  }

  /** The fabric's port to that node, and the VRF of what comes in there. */
  String internetPort(VirtualNetwork vnet) {
    return vnet(vnet) + " Internet";
  }
}
