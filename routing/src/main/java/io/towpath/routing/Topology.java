package io.towpath.routing;

import io.towpath.net.IpAddress;
import io.towpath.network.Group;
import io.towpath.network.Host;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceAddress;
import io.towpath.network.InterfaceRef;
import io.towpath.network.Network;
import io.towpath.network.Node;
import io.towpath.network.Segment;
import io.towpath.network.Vrf;
import io.towpath.network.VrfRef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A network with dense ids: node, VRF, interface, segment and host by number, in the order of their
 * names, so that engines work on arrays.
 *
 * <p>Immutable and shared between threads. Ids are valid for this topology only; failures do not
 * change them. Designed for 10,000 VRFs and 100,000 interfaces and hosts.
 */
public final class Topology {
  private static final int[] NONE = {};

  /** So many VRFs of a node are looked through rather than indexed. */
  private static final int FEW_VRFS = 8;

  private final Network network;
  private final Node[] nodes;
  private final Map<String, Integer> nodeIds = new HashMap<>();
  private final Vrf[] vrfs;
  private final int[] vrfNode;
  private final int[] firstVrf;

  /** VRFs by name of the nodes that have many. */
  private final Map<Integer, Map<String, Integer>> vrfIds = new HashMap<>();

  private final Interface[] interfaces;
  private final int[] interfaceNode;
  private final int[] interfaceVrf;
  private final int[] firstInterface;
  private final Map<InterfaceRef, Integer> interfaceIds = new HashMap<>();
  private final Segment[] segments;
  private final int[][] segmentMembers;
  private final int[] interfaceSegment;
  private final Host[] hosts;
  private final Map<String, Integer> hostIds = new HashMap<>();
  private final int[] hostInterface;
  private final int[][] interfaceHosts;
  private final Map<IpAddress, int[]> owners = new HashMap<>();
  private final Map<String, List<Group>> groupsAt = new HashMap<>();

  private Topology(Network network) {
    this.network = network;
    nodes = network.nodes().values().toArray(Node[]::new);
    firstVrf = new int[nodes.length + 1];
    firstInterface = new int[nodes.length + 1];
    for (int n = 0; n < nodes.length; n++) {
      nodeIds.put(nodes[n].name(), n);
      firstVrf[n + 1] = firstVrf[n] + nodes[n].vrfs().size();
      firstInterface[n + 1] = firstInterface[n] + nodes[n].interfaces().size();
    }
    vrfs = new Vrf[firstVrf[nodes.length]];
    vrfNode = new int[vrfs.length];
    interfaces = new Interface[firstInterface[nodes.length]];
    interfaceNode = new int[interfaces.length];
    interfaceVrf = new int[interfaces.length];
    interfaceSegment = new int[interfaces.length];
    Arrays.fill(interfaceSegment, -1);
    Map<IpAddress, List<Integer>> owning = new HashMap<>();
    for (int n = 0; n < nodes.length; n++) {
      indexNode(n, owning);
    }
    owning.forEach((address, ids) -> owners.put(address, ints(ids)));
    segments = network.segments().values().toArray(Segment[]::new);
    segmentMembers = new int[segments.length][];
    for (int s = 0; s < segments.length; s++) {
      segmentMembers[s] =
          segments[s].members().stream()
              .mapToInt(this::interfaceId)
              .filter(id -> id >= 0)
              .toArray();
      for (int member : segmentMembers[s]) {
        interfaceSegment[member] = s;
      }
    }
    hosts = network.hosts().values().toArray(Host[]::new);
    hostInterface = new int[hosts.length];
    interfaceHosts = new int[interfaces.length][];
    Arrays.fill(interfaceHosts, NONE);
    indexHosts();
    for (Group group : network.groups().values()) {
      for (Group.Member member : group.members()) {
        groupsAt.computeIfAbsent(member.at().toString(), k -> new ArrayList<>()).add(group);
      }
    }
  }

  /** Numbers the elements of a network. */
  public static Topology of(Network network) {
    return new Topology(network);
  }

  private void indexNode(int n, Map<IpAddress, List<Integer>> owning) {
    Node node = nodes[n];
    Map<String, Integer> vrfByName = new HashMap<>();
    for (int i = 0; i < node.vrfs().size(); i++) {
      vrfs[firstVrf[n] + i] = node.vrfs().get(i);
      vrfNode[firstVrf[n] + i] = n;
      vrfByName.putIfAbsent(node.vrfs().get(i).name(), firstVrf[n] + i);
    }
    if (vrfByName.size() > FEW_VRFS) {
      vrfIds.put(n, vrfByName);
    }
    for (int i = 0; i < node.interfaces().size(); i++) {
      int id = firstInterface[n] + i;
      Interface iface = node.interfaces().get(i);
      interfaces[id] = iface;
      interfaceNode[id] = n;
      interfaceVrf[id] = vrfByName.getOrDefault(iface.vrf(), -1);
      interfaceIds.put(new InterfaceRef(node.name(), iface.name()), id);
      for (InterfaceAddress address : iface.addresses()) {
        owning.computeIfAbsent(address.address(), k -> new ArrayList<>(1)).add(id);
      }
    }
  }

  private void indexHosts() {
    Map<Integer, List<Integer>> byInterface = new HashMap<>();
    for (int h = 0; h < hosts.length; h++) {
      hostIds.put(hosts[h].name(), h);
      hostInterface[h] = interfaceId(hosts[h].attachedTo());
      if (hostInterface[h] >= 0) {
        byInterface.computeIfAbsent(hostInterface[h], k -> new ArrayList<>(1)).add(h);
      }
    }
    byInterface.forEach((iface, ids) -> interfaceHosts[iface] = ints(ids));
  }

  private static int[] ints(List<Integer> ids) {
    return ids.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The network that is numbered. */
  public Network network() {
    return network;
  }

  /** Number of nodes; ids run from 0 in the order of names. */
  public int nodeCount() {
    return nodes.length;
  }

  public Node node(int node) {
    return nodes[node];
  }

  /** Id of a node, or −1. */
  public int nodeId(String name) {
    return nodeIds.getOrDefault(name, -1);
  }

  public int vrfCount() {
    return vrfs.length;
  }

  public Vrf vrf(int vrf) {
    return vrfs[vrf];
  }

  public int nodeOfVrf(int vrf) {
    return vrfNode[vrf];
  }

  /** First VRF id of a node; its VRFs are consecutive, in the order of the node. */
  public int firstVrfOf(int node) {
    return firstVrf[node];
  }

  /** Id of a VRF, or −1. */
  public int vrfId(int node, String name) {
    Map<String, Integer> known = vrfIds.get(node);
    if (known != null) {
      return known.getOrDefault(name, -1);
    }
    for (int v = firstVrf[node]; v < firstVrf[node + 1]; v++) {
      if (vrfs[v].name().equals(name)) {
        return v;
      }
    }
    return -1;
  }

  /** Id of a VRF, or −1. */
  public int vrfId(VrfRef ref) {
    int node = nodeId(ref.node());
    return node < 0 ? -1 : vrfId(node, ref.name());
  }

  /** Name of a VRF with its node. */
  public VrfRef vrfRef(int vrf) {
    return new VrfRef(nodes[vrfNode[vrf]].name(), vrfs[vrf].name());
  }

  public int interfaceCount() {
    return interfaces.length;
  }

  public Interface iface(int iface) {
    return interfaces[iface];
  }

  public int nodeOfInterface(int iface) {
    return interfaceNode[iface];
  }

  /** VRF id of an interface, −1 if its VRF does not exist. */
  public int vrfOfInterface(int iface) {
    return interfaceVrf[iface];
  }

  /** First interface id of a node; its interfaces are consecutive, in the order of the node. */
  public int firstInterfaceOf(int node) {
    return firstInterface[node];
  }

  /** Number of interfaces of a node. */
  public int interfaceCountOf(int node) {
    return firstInterface[node + 1] - firstInterface[node];
  }

  /** Id of an interface, or −1. */
  public int interfaceId(InterfaceRef ref) {
    return interfaceIds.getOrDefault(ref, -1);
  }

  /** Id of an interface, or −1. */
  public int interfaceId(int node, String name) {
    return interfaceIds.getOrDefault(new InterfaceRef(nodes[node].name(), name), -1);
  }

  /** Name of an interface with its node. */
  public InterfaceRef interfaceRef(int iface) {
    return new InterfaceRef(nodes[interfaceNode[iface]].name(), interfaces[iface].name());
  }

  public int segmentCount() {
    return segments.length;
  }

  public Segment segment(int segment) {
    return segments[segment];
  }

  /** Segment of an interface, or −1. */
  public int segmentOf(int iface) {
    return interfaceSegment[iface];
  }

  /** Interface ids of a segment, in the order of their names; do not modify. */
  public int[] members(int segment) {
    return segmentMembers[segment];
  }

  public int hostCount() {
    return hosts.length;
  }

  public Host host(int host) {
    return hosts[host];
  }

  /** Id of a host, or −1. */
  public int hostId(String name) {
    return hostIds.getOrDefault(name, -1);
  }

  /** Interface id that a host sits on, or −1. */
  public int interfaceOfHost(int host) {
    return hostInterface[host];
  }

  /** Hosts that sit on an interface; do not modify. */
  public int[] hostsAt(int iface) {
    return interfaceHosts[iface];
  }

  /** Interfaces that carry an address, in the order of ids; do not modify. */
  public int[] interfacesWith(IpAddress address) {
    return owners.getOrDefault(address, NONE);
  }

  /** Groups that an interface is a member of. */
  public List<Group> groupsAt(int iface) {
    return groupsAt.getOrDefault(interfaceRef(iface).toString(), List.of());
  }
}
