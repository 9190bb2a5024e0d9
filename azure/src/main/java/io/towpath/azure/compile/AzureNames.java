package io.towpath.azure.compile;

import io.towpath.azure.resource.CircuitLink;
import io.towpath.azure.resource.CircuitPeeringType;
import io.towpath.azure.resource.ResourceId;
import io.towpath.net.IpAddress;
import io.towpath.network.Failure;
import io.towpath.network.InterfaceRef;
import io.towpath.network.VrfRef;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the names in questions about Azure stand for in the network. Keys are ARM names, {@code
 * GROUP/NAME} or ids, whichever is the shortest unique one; maps are sorted and found without case,
 * as ARM compares names.
 *
 * @param fabric name of the fabric's node
 * @param machines virtual machines
 * @param nics network interfaces, attached or not
 * @param subnets by {@code vnet/subnet}
 * @param gateways virtual network gateways and Route Servers
 * @param circuits ExpressRoute circuits that have at least one peering
 * @param connections connections of gateways
 * @param peerings halves of VNet peerings, by {@code vnet/peering}
 */
public record AzureNames(
    String fabric,
    SortedMap<String, MachineName> machines,
    SortedMap<String, NicName> nics,
    SortedMap<String, SubnetName> subnets,
    SortedMap<String, GatewayName> gateways,
    SortedMap<String, CircuitName> circuits,
    SortedMap<String, ConnectionName> connections,
    SortedMap<String, PeeringName> peerings) {

  public AzureNames {
    machines = Collections.unmodifiableSortedMap(machines);
    nics = Collections.unmodifiableSortedMap(nics);
    subnets = Collections.unmodifiableSortedMap(subnets);
    gateways = Collections.unmodifiableSortedMap(gateways);
    circuits = Collections.unmodifiableSortedMap(circuits);
    connections = Collections.unmodifiableSortedMap(connections);
    peerings = Collections.unmodifiableSortedMap(peerings);
  }

  /** A virtual machine by its name, without case. */
  public Optional<MachineName> machine(String name) {
    return Optional.ofNullable(machines.get(name));
  }

  /** Names of virtual machines by their resource. */
  public Map<ResourceId, String> machinesById() {
    Map<ResourceId, String> names = new LinkedHashMap<>();
    machines.values().forEach(machine -> names.put(machine.id(), machine.name()));
    return names;
  }

  /** A network interface by its name. */
  public Optional<NicName> nic(String name) {
    return Optional.ofNullable(nics.get(name));
  }

  /** A subnet by {@code vnet/subnet}. */
  public Optional<SubnetName> subnet(String name) {
    return Optional.ofNullable(subnets.get(name));
  }

  /** A gateway by its name. */
  public Optional<GatewayName> gateway(String name) {
    return Optional.ofNullable(gateways.get(name));
  }

  /** A circuit by its name. */
  public Optional<CircuitName> circuit(String name) {
    return Optional.ofNullable(circuits.get(name));
  }

  /** A connection by its name. */
  public Optional<ConnectionName> connection(String name) {
    return Optional.ofNullable(connections.get(name));
  }

  /** A half of a peering by {@code vnet/peering}. */
  public Optional<PeeringName> peering(String name) {
    return Optional.ofNullable(peerings.get(name));
  }

  /**
   * A virtual machine.
   *
   * @param name also the name of its host or node
   * @param isHost true for a host without routing of its own, false for a full node
   * @param nics names of its interfaces, the primary one first
   * @param running false if it is stopped, so that nothing can be asked of its interfaces (R47)
   */
  public record MachineName(
      String name, ResourceId id, boolean isHost, List<String> nics, boolean running) {
    public MachineName {
      nics = List.copyOf(nics);
    }
  }

  /**
   * A network interface.
   *
   * @param machine name of the machine that it is attached to, or null
   * @param vrf table of its subnet
   * @param port its port of the fabric
   * @param addresses primary first
   */
  public record NicName(
      String name,
      ResourceId id,
      @Nullable String machine,
      VrfRef vrf,
      InterfaceRef port,
      List<IpAddress> addresses) {
    public NicName {
      addresses = List.copyOf(addresses);
    }
  }

  /**
   * A subnet.
   *
   * @param vrf its table
   * @param routeTable the route table associated with it, or null
   * @param disableBgpRoutePropagation that table keeps gateway routes out (R58)
   */
  public record SubnetName(
      String name,
      ResourceId id,
      VrfRef vrf,
      @Nullable ResourceId routeTable,
      boolean disableBgpRoutePropagation) {}

  /**
   * A gateway, or a Route Server, which answers the same questions.
   *
   * @param subnet table of the subnet in which it stands
   * @param activeActive false if only one of two instances serves
   * @param instances in order
   */
  public record GatewayName(
      String name, ResourceId id, VrfRef subnet, boolean activeActive, List<Instance> instances) {
    public GatewayName {
      instances = List.copyOf(instances);
    }
  }

  /**
   * An instance of a gateway.
   *
   * @param node its node
   * @param bgp VRF of its BGP speaker
   * @param address its address in the subnet
   * @param bgpAddress the address from which it speaks BGP
   * @param publicAddress end of its tunnels; null where there are none
   */
  public record Instance(
      String node,
      VrfRef bgp,
      IpAddress address,
      IpAddress bgpAddress,
      @Nullable IpAddress publicAddress) {}

  /** A circuit; links in the order primary, secondary. */
  public record CircuitName(String name, ResourceId id, List<Link> links) {
    public CircuitName {
      links = List.copyOf(links);
    }
  }

  /** One link of a circuit: an edge router with a table for each peering. */
  public record Link(CircuitLink link, String node, List<RoutingDomain> domains) {
    /** The same with one of its peerings only; nothing if it lacks that. */
    public Optional<Link> only(String peeringType) {
      return domains.stream()
          .filter(domain -> domain.type().azureName().equalsIgnoreCase(peeringType))
          .map(domain -> new Link(link, node, List.of(domain)))
          .findFirst();
    }

    /** The peering that is meant if none is named: the private one, unless there is only one. */
    public CircuitPeeringType mainPeering() {
      return domains.size() == 1 ? domains.getFirst().type() : CircuitPeeringType.AZURE_PRIVATE;
    }

    public Link {
      domains = List.copyOf(domains);
    }
  }

  /**
   * A peering of a circuit on one link.
   *
   * @param vrf its table
   * @param wire interface towards the customer
   * @param customer address of the customer's router
   * @param microsoft address of the edge router
   * @param idle why it carries nothing (R127, R135, R159); empty if it may
   */
  public record RoutingDomain(
      CircuitPeeringType type,
      VrfRef vrf,
      InterfaceRef wire,
      IpAddress customer,
      IpAddress microsoft,
      long peerAsn,
      List<String> idle) {
    public RoutingDomain {
      idle = List.copyOf(idle);
    }
  }

  /**
   * A connection.
   *
   * @param gateway name of its gateway
   * @param tunnels its tunnel ends, by instance; empty for ExpressRoute
   * @param edges what it became at the edge routers, by link; empty for tunnels
   */
  public record ConnectionName(
      String name, ResourceId id, String gateway, List<TunnelName> tunnels, List<EdgeName> edges) {
    public ConnectionName {
      tunnels = List.copyOf(tunnels);
      edges = List.copyOf(edges);
    }
  }

  /** A tunnel end of an instance: its node and its name there. */
  public record TunnelName(String node, String tunnel, int instance) {}

  /**
   * A connection at an edge router.
   *
   * @param circuit name of the circuit
   * @param iface interface of the edge router towards the VNet
   * @param endpoint its address in GatewaySubnet: the first hop that the VNet sees (R20, R208)
   */
  public record EdgeName(
      String circuit, CircuitLink link, InterfaceRef iface, IpAddress endpoint) {}

  /**
   * A half of a VNet peering.
   *
   * @param failures what stops if the peering is disconnected
   */
  public record PeeringName(String name, ResourceId id, List<Failure> failures) {
    public PeeringName {
      failures = List.copyOf(failures);
    }
  }

  /** Collects names; not thread-safe. */
  static final class Builder {
    private final SortedMap<String, MachineName> machines = sorted();
    private final SortedMap<String, NicName> nics = sorted();
    private final SortedMap<String, SubnetName> subnets = sorted();
    private final SortedMap<String, GatewayName> gateways = sorted();
    private final SortedMap<String, CircuitName> circuits = sorted();
    private final SortedMap<String, ConnectionName> connections = sorted();
    private final SortedMap<String, PeeringName> peerings = sorted();

    private static <T> SortedMap<String, T> sorted() {
      return new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    }

    void machine(MachineName name) {
      machines.put(name.name(), name);
    }

    void nic(NicName name) {
      nics.put(name.name(), name);
    }

    void subnet(SubnetName name) {
      subnets.put(name.name(), name);
    }

    void gateway(GatewayName name) {
      gateways.put(name.name(), name);
    }

    void circuit(CircuitName name) {
      circuits.put(name.name(), name);
    }

    void connection(ConnectionName name) {
      connections.put(name.name(), name);
    }

    void peering(PeeringName name) {
      peerings.put(name.name(), name);
    }

    AzureNames build() {
      return new AzureNames(
          ElementNames.FABRIC, machines, nics, subnets, gateways, circuits, connections, peerings);
    }
  }
}
