package io.towpath.estate.names;

import io.towpath.azure.compile.AzureNames;
import io.towpath.estate.load.Estate;
import io.towpath.forwarding.solver.Solution;
import io.towpath.forwarding.trace.Place;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.IpAddress;
import io.towpath.net.Nearest;
import io.towpath.net.Origin;
import io.towpath.network.Host;
import io.towpath.network.Interface;
import io.towpath.network.Network;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.network.Vrf;
import io.towpath.network.VrfRef;
import io.towpath.routing.Topology;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Looks names up: virtual machines, hosts, devices, gateways, circuits, subnets. An unknown name
 * ends in an {@link InvalidInputException} that lists the nearest ones.
 */
public final class EstateNames {
  private static final String CIRCUIT = "circuit:";

  private final Network network;
  private final AzureNames azure;

  /** Links of all circuits by the name of their node, without case; made when first needed. */
  private volatile @Nullable Map<String, AzureNames.Link> links;

  /** Names of one variant of an estate. */
  public EstateNames(Estate.Variant variant) {
    this.network = variant.network();
    this.azure = variant.names();
  }

  /** A name without the word that says that it is a circuit's. */
  private static String withoutKind(String name) {
    return name.startsWith(CIRCUIT) ? name.substring(CIRCUIT.length()) : name;
  }

  /** The link with an edge router of that name, without case; null if there is none. */
  private AzureNames.@Nullable Link link(String node) {
    Map<String, AzureNames.Link> known = links;
    if (known == null) {
      known = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      for (AzureNames.CircuitName circuit : azure.circuits().values()) {
        for (AzureNames.Link link : circuit.links()) {
          known.putIfAbsent(link.node(), link);
        }
      }
      links = known;
    }
    return known.get(node);
  }

  /** Every name at which a packet can begin or end, sorted. */
  public List<String> places() {
    TreeSet<String> names = new TreeSet<>(network.hosts().keySet());
    for (Node node : network.nodes().values()) {
      if (isPlace(node)) {
        names.add(node.name());
      }
    }
    names.addAll(azure.gateways().keySet());
    return List.copyOf(names);
  }

  private static boolean isPlace(Node node) {
    return switch (node.kind()) {
      case ROUTER, SERVER, GATEWAY, EDGE_ROUTER, OUTSIDE -> true;
      case FABRIC, INTERNET, INTERNET_EDGE -> false;
    };
  }

  /**
   * Where packets of a name begin: a host, a device, {@code DEVICE/VRF}, a gateway, {@code
   * CIRCUIT/LINK}.
   *
   * @param origin where the name was written, for the error
   */
  public Place place(String name, Solution solution, Origin origin) {
    Topology topology = solution.topology();
    int host = topology.hostId(hostName(name));
    if (host >= 0) {
      return new Place.AtHost(host);
    }
    VrfRef vrf = vrf(name);
    if (vrf == null) {
      throw unknown("TP1201", "host or device", name, places(), origin);
    }
    return new Place.AtNode(topology.nodeId(vrf.node()), topology.vrfId(vrf));
  }

  private String hostName(String name) {
    if (network.hosts().containsKey(name)) {
      return name;
    }
    AzureNames.MachineName machine = azure.machines().get(name);
    return machine == null ? name : machine.name();
  }

  /** The node and VRF that a name means, or null. */
  private @Nullable VrfRef vrf(String name) {
    Node node = network.nodes().get(nodeName(name));
    if (node != null) {
      return new VrfRef(node.name(), mainVrf(node));
    }
    int slash = name.lastIndexOf('/');
    Node owner = slash < 0 ? null : network.nodes().get(nodeName(name.substring(0, slash)));
    String vrf = name.substring(slash + 1);
    return owner != null && owner.vrf(vrf) != null ? new VrfRef(owner.name(), vrf) : null;
  }

  private String nodeName(String name) {
    AzureNames.GatewayName gateway = azure.gateways().get(name);
    if (gateway != null && !gateway.instances().isEmpty()) {
      return gateway.instances().getFirst().node();
    }
    AzureNames.MachineName machine = azure.machines().get(name);
    if (machine != null) {
      return machine.name();
    }
    AzureNames.Link link = link(name);
    if (link == null && name.regionMatches(true, 0, CIRCUIT, 0, CIRCUIT.length())) {
      link = link(name.substring(CIRCUIT.length()));
    }
    return link == null ? name : link.node();
  }

  /** The global table if any interface is in it, else the only or first VRF with interfaces. */
  private static String mainVrf(Node node) {
    List<String> used =
        node.interfaces().stream()
            .filter(i -> !i.addresses().isEmpty())
            .map(Interface::vrf)
            .distinct()
            .toList();
    return used.isEmpty() || used.contains(Vrf.DEFAULT)
        ? (node.vrf(Vrf.DEFAULT) == null ? node.vrfs().getFirst().name() : Vrf.DEFAULT)
        : used.getFirst();
  }

  /**
   * Where packets go.
   *
   * @param name the node or host that should answer, or null for a bare address
   */
  public record Target(IpAddress address, @Nullable String name) {}

  /** The address behind a name, or an address as it is. */
  public Target target(String text, Origin origin) {
    Host host = network.hosts().get(hostName(text));
    if (host != null) {
      return new Target(host.address(), host.name());
    }
    VrfRef vrf = vrf(text);
    if (vrf != null) {
      IpAddress address = addressOf(vrf);
      if (address == null) {
        throw new InvalidInputException(
            Finding.error(
                "TP1203",
                origin,
                "\"" + text + "\" has no address.",
                "Name an address, or a device with one."));
      }
      return new Target(address, vrf.node());
    }
    try {
      return new Target(IpAddress.parse(text), null);
    } catch (IllegalArgumentException e) {
      InvalidInputException unknown =
          unknown("TP1201", "host, device or address", text, places(), origin);
      unknown.initCause(e);
      throw unknown;
    }
  }

  private @Nullable IpAddress addressOf(VrfRef vrf) {
    Node node = java.util.Objects.requireNonNull(network.nodes().get(vrf.node()));
    IpAddress first = null;
    for (Interface iface : node.interfaces()) {
      IpAddress address = iface.primaryAddress();
      if (address != null && iface.vrf().equals(vrf.name()) && iface.isEnabled()) {
        if (iface.name().startsWith("Loopback")) {
          return address;
        }
        first = first == null ? address : first;
      }
    }
    return first;
  }

  /** Whose tables a name means. */
  public Where where(String name, Origin origin) {
    AzureNames.MachineName machine = azure.machines().get(name);
    if (machine != null && machine.isHost() && !machine.nics().isEmpty()) {
      AzureNames.NicName nic = azure.nics().get(machine.nics().getFirst());
      if (nic != null) {
        return new Where.Nic(nic);
      }
    }
    AzureNames.NicName nic = azure.nics().get(name);
    if (nic != null) {
      return new Where.Nic(nic);
    }
    AzureNames.SubnetName subnet = azure.subnets().get(name);
    if (subnet != null) {
      return new Where.Subnet(subnet);
    }
    Where gateway = gateway(name);
    if (gateway != null) {
      return gateway;
    }
    Node node = network.nodes().get(nodeName(name));
    if (node != null && isPlace(node)) {
      return new Where.Router(
          node.name(),
          node.vrfs().stream().map(vrf -> new VrfRef(node.name(), vrf.name())).toList());
    }
    VrfRef vrf = vrf(name);
    if (vrf != null) {
      return new Where.Router(vrf.node(), List.of(vrf));
    }
    List<String> known = new ArrayList<>(places());
    known.addAll(azure.nics().keySet());
    known.addAll(azure.subnets().keySet());
    known.removeIf(host -> network.hosts().get(host) != null);
    known.addAll(azure.machines().keySet());
    throw unknown("TP1202", "machine, subnet, gateway or device", name, known, origin);
  }

  private @Nullable Where gateway(String name) {
    AzureNames.GatewayName gateway = azure.gateways().get(name);
    if (gateway != null) {
      return new Where.Gateway(gateway, null);
    }
    int slash = name.lastIndexOf('/');
    if (slash > 0) {
      gateway = azure.gateways().get(name.substring(0, slash));
      String digits = name.substring(slash + 1);
      if (gateway != null && digits.length() == 1 && Character.isDigit(digits.charAt(0))) {
        int instance = digits.charAt(0) - '0';
        return instance < gateway.instances().size() ? new Where.Gateway(gateway, instance) : null;
      }
    }
    return null;
  }

  /**
   * Links of a circuit: of {@code er1} both, of {@code er1/primary} one, of {@code
   * er1/primary/MicrosoftPeering} one with that peering alone.
   */
  public List<AzureNames.Link> links(String name, Origin origin) {
    String bare = withoutKind(name);
    AzureNames.CircuitName circuit = azure.circuits().get(bare);
    if (circuit != null) {
      return circuit.links();
    }
    AzureNames.Link one = link(bare);
    if (one != null) {
      return List.of(one);
    }
    List<String> known = new ArrayList<>();
    for (AzureNames.CircuitName candidate : azure.circuits().values()) {
      known.add(candidate.name());
      for (AzureNames.Link link : candidate.links()) {
        known.add(link.node());
        for (AzureNames.RoutingDomain domain : link.domains()) {
          String peering = link.node() + "/" + domain.type().azureName();
          if (peering.equalsIgnoreCase(bare)) {
            return link.only(domain.type().azureName()).stream().toList();
          }
          known.add(peering);
        }
      }
    }
    throw unknown("TP1204", "circuit", name, known, origin);
  }

  /** Nodes of an end of a session: a device, all instances of a gateway, {@code CIRCUIT/LINK}. */
  public List<String> sessionNodes(String name, Origin origin) {
    AzureNames.GatewayName gateway = azure.gateways().get(name);
    if (gateway != null) {
      return gateway.instances().stream().map(AzureNames.Instance::node).toList();
    }
    String bare = withoutKind(name);
    AzureNames.CircuitName circuit = azure.circuits().get(bare);
    if (circuit != null) {
      return circuit.links().stream().map(AzureNames.Link::node).toList();
    }
    VrfRef vrf = vrf(bare);
    if (vrf == null) {
      throw unknown("TP1201", "device, gateway or circuit", name, places(), origin);
    }
    return List.of(vrf.node());
  }

  /** Tunnel ends of {@code CONNECTION} or {@code CONNECTION/INSTANCE}. */
  public List<AzureNames.TunnelName> tunnels(String name, Origin origin) {
    AzureNames.ConnectionName connection = azure.connections().get(name);
    if (connection != null) {
      return connection.tunnels();
    }
    int slash = name.lastIndexOf('/');
    connection = slash < 0 ? null : azure.connections().get(name.substring(0, slash));
    if (connection != null) {
      List<AzureNames.TunnelName> some =
          connection.tunnels().stream()
              .filter(t -> Integer.toString(t.instance()).equals(name.substring(slash + 1)))
              .toList();
      if (!some.isEmpty()) {
        return some;
      }
    }
    throw unknown("TP1205", "connection", name, azure.connections().keySet(), origin);
  }

  /** Names for one node that pins and sites may use. */
  public String nodeOf(String name, Origin origin) {
    if (network.hosts().containsKey(name)) {
      return name;
    }
    String bare = withoutKind(name);
    VrfRef vrf = vrf(bare);
    if (vrf == null) {
      throw unknown("TP1201", "host or device", name, places(), origin);
    }
    return vrf.node();
  }

  AzureNames azure() {
    return azure;
  }

  Network network() {
    return network;
  }

  static InvalidInputException unknown(
      String code, String kind, String name, Collection<String> known, Origin origin) {
    return new InvalidInputException(
        Finding.error(
            code,
            origin,
            "There is no " + kind + " \"" + name + "\".",
            Nearest.question(name, known)));
  }

  /** True if packets that reach the node leave the model. */
  public static boolean isOutside(Node node) {
    return node.kind() == NodeKind.OUTSIDE;
  }
}
