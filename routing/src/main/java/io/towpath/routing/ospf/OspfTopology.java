package io.towpath.routing.ospf;

import io.towpath.net.Finding;
import io.towpath.net.IpAddress;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceAddress;
import io.towpath.network.LinkKind;
import io.towpath.network.OspfProcess;
import io.towpath.network.OspfProcess.OspfInterface;
import io.towpath.routing.RoutingKinds;
import io.towpath.routing.Topology;
import io.towpath.routing.live.RouterIds;
import io.towpath.routing.live.TunnelTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * OSPF processes of a topology with dense ids, and which of their interfaces could become
 * neighbours. Everything that does not depend on what is up is decided here. Immutable.
 */
public final class OspfTopology {

  /** A process in the VRF of a node. */
  public record Process(int id, int vrf, OspfProcess config, IpAddress routerId) {}

  /**
   * An interface of a process.
   *
   * @param iface id of the interface
   * @param address own address, or the one borrowed by an unnumbered interface
   */
  record Port(
      int id,
      int process,
      int iface,
      OspfInterface config,
      long cost,
      @Nullable IpAddress address) {}

  /**
   * Two ports that hear each other.
   *
   * @param tunnel id of the tunnel pair that carries them, −1 on a segment
   * @param cause why they never become neighbours; empty if they can
   */
  record Link(int a, int b, int tunnel, String cause) {}

  private static final long DEFAULT_BANDWIDTH_KBPS = 1_000_000;

  private final Topology topology;
  private final List<Process> processes = new ArrayList<>();
  private final List<Port> ports = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private final int[] component;
  private final List<int[]> components = new ArrayList<>();

  private OspfTopology(Topology topology, TunnelTable tunnels) {
    this.topology = topology;
    for (int node = 0; node < topology.nodeCount(); node++) {
      for (OspfProcess config : topology.node(node).ospf()) {
        addProcess(node, config);
      }
    }
    Map<Integer, List<Port>> portsAt = new HashMap<>();
    TreeMap<Integer, List<Port>> bySegment = new TreeMap<>();
    for (Port port : ports) {
      portsAt.computeIfAbsent(port.iface(), k -> new ArrayList<>(1)).add(port);
      int segment = topology.segmentOf(port.iface());
      if (segment >= 0) {
        bySegment.computeIfAbsent(segment, k -> new ArrayList<>()).add(port);
      }
    }
    bySegment.values().forEach(this::linkSegment);
    for (int pair = 0; pair < tunnels.pairCount(); pair++) {
      for (Port a : at(portsAt, tunnels, tunnels.pair(pair).a())) {
        for (Port b : at(portsAt, tunnels, tunnels.pair(pair).b())) {
          links.add(new Link(a.id(), b.id(), pair, cause(a, b)));
        }
      }
    }
    component = new int[processes.size()];
    group();
    findDuplicateIds();
    findLostAreas();
  }

  private static List<Port> at(Map<Integer, List<Port>> portsAt, TunnelTable tunnels, int end) {
    return portsAt.getOrDefault(tunnels.end(end).iface(), List.of());
  }

  /** Numbers the processes and compares their interfaces. */
  public static OspfTopology of(Topology topology, TunnelTable tunnels) {
    return new OspfTopology(topology, tunnels);
  }

  private void addProcess(int node, OspfProcess config) {
    int vrf = topology.vrfId(node, config.vrf());
    if (vrf < 0) {
      return;
    }
    Process process =
        new Process(
            processes.size(),
            vrf,
            config,
            RouterIds.choose(config.routerId(), topology.node(node), config.vrf()));
    processes.add(process);
    for (OspfInterface iface : config.interfaces()) {
      int id = topology.interfaceId(node, iface.name());
      if (id >= 0) {
        ports.add(
            new Port(
                ports.size(),
                process.id(),
                id,
                iface,
                cost(topology.iface(id), iface, config),
                addressOf(node, topology.iface(id))));
      }
    }
  }

  private @Nullable IpAddress addressOf(int node, Interface iface) {
    IpAddress own = iface.primaryAddress();
    if (own != null || iface.unnumbered() == null) {
      return own;
    }
    int lender = topology.interfaceId(node, iface.unnumbered());
    return lender < 0 ? null : topology.iface(lender).primaryAddress();
  }

  /** RFC 2328 appendix C.3 leaves it open; routers divide reference by interface bandwidth. */
  private static long cost(Interface iface, OspfInterface config, OspfProcess process) {
    if (config.cost() > 0) {
      return config.cost();
    }
    long bandwidth = iface.bandwidthKbps() > 0 ? iface.bandwidthKbps() : DEFAULT_BANDWIDTH_KBPS;
    return Math.clamp(process.referenceBandwidthMbps() * 1000 / bandwidth, 1, 65_535);
  }

  private void linkSegment(List<Port> onSegment) {
    for (int i = 0; i < onSegment.size(); i++) {
      for (int j = i + 1; j < onSegment.size(); j++) {
        Port a = onSegment.get(i);
        Port b = onSegment.get(j);
        links.add(new Link(a.id(), b.id(), -1, cause(a, b)));
      }
    }
  }

  /** RFC 2328 §10.5: what a hello must agree on, then what routers check besides. */
  private String cause(Port a, Port b) {
    OspfInterface x = a.config();
    OspfInterface y = b.config();
    Process p = processes.get(a.process());
    Process q = processes.get(b.process());
    if (x.passive() || y.passive()) {
      return "passive at " + topology.interfaceRef(x.passive() ? a.iface() : b.iface());
    }
    if (x.area() != y.area()) {
      return "area mismatch: " + x.area() + " and " + y.area();
    }
    if (!x.timers().keepalive().equals(y.timers().keepalive())) {
      return "hello interval mismatch: "
          + x.timers().keepalive().toSeconds()
          + " s and "
          + y.timers().keepalive().toSeconds()
          + " s";
    }
    if (!x.timers().hold().equals(y.timers().hold())) {
      return "dead interval mismatch: "
          + x.timers().hold().toSeconds()
          + " s and "
          + y.timers().hold().toSeconds()
          + " s";
    }
    if (x.pointToPoint() != y.pointToPoint()) {
      return "network type mismatch: one end is point-to-point, the other broadcast";
    }
    if (p.routerId().equals(q.routerId())) {
      return "both ends have the router id " + p.routerId();
    }
    String subnet = subnetCause(a, b);
    if (!subnet.isEmpty()) {
      return subnet;
    }
    int mtuA = topology.iface(a.iface()).mtu();
    int mtuB = topology.iface(b.iface()).mtu();
    if (mtuA != mtuB) {
      return "MTU mismatch: " + mtuA + " and " + mtuB;
    }
    if (!x.pointToPoint() && x.priority() == 0 && y.priority() == 0) {
      return "no designated router: both ends have priority 0";
    }
    return "";
  }

  private String subnetCause(Port a, Port b) {
    if (a.address() == null || b.address() == null) {
      return "no address at " + topology.interfaceRef(a.address() == null ? a.iface() : b.iface());
    }
    InterfaceAddress own = primary(topology.iface(a.iface()));
    InterfaceAddress other = primary(topology.iface(b.iface()));
    boolean tunnelled = topology.iface(a.iface()).link() == LinkKind.TUNNEL;
    if (own == null || other == null || tunnelled && a.config().pointToPoint()) {
      return "";
    }
    boolean sameSubnet =
        a.config().pointToPoint()
            ? own.subnet().contains(other.address()) && other.subnet().contains(own.address())
            : own.subnet().equals(other.subnet());
    return sameSubnet ? "" : "subnet mismatch: " + own + " and " + other;
  }

  private static @Nullable InterfaceAddress primary(Interface iface) {
    for (InterfaceAddress address : iface.addresses()) {
      if (!address.secondary()) {
        return address;
      }
    }
    return null;
  }

  /** Groups processes that could ever exchange routes. */
  private void group() {
    int[] root = new int[processes.size()];
    Arrays.setAll(root, i -> i);
    for (Link link : links) {
      if (link.cause().isEmpty()) {
        int a = find(root, ports.get(link.a()).process());
        int b = find(root, ports.get(link.b()).process());
        root[Math.max(a, b)] = Math.min(a, b);
      }
    }
    TreeMap<Integer, List<Integer>> members = new TreeMap<>();
    for (int p = 0; p < root.length; p++) {
      members.computeIfAbsent(find(root, p), k -> new ArrayList<>()).add(p);
    }
    members
        .values()
        .forEach(
            ids -> {
              ids.forEach(p -> component[p] = components.size());
              components.add(ids.stream().mapToInt(Integer::intValue).toArray());
            });
  }

  private static int find(int[] root, int i) {
    int r = i;
    while (root[r] != r) {
      r = root[r];
    }
    return r;
  }

  private void findDuplicateIds() {
    for (int[] members : components) {
      Map<IpAddress, Process> seen = new HashMap<>();
      for (int p : members) {
        Process process = processes.get(p);
        Process twin = seen.putIfAbsent(process.routerId(), process);
        if (twin != null) {
          findings.add(
              RoutingKinds.DUPLICATE_ROUTER_ID
                  .at(
                      process.config().origin(),
                      "OSPF router id "
                          + process.routerId()
                          + " of "
                          + topology.vrfRef(process.vrf())
                          + " is also that of "
                          + topology.vrfRef(twin.vrf())
                          + "; routers would take the two for one, here they stay apart.")
                  .affecting(
                      List.of(
                          topology.vrfRef(process.vrf()).toString(),
                          topology.vrfRef(twin.vrf()).toString())));
        }
      }
    }
  }

  /** Areas that no border router joins to the backbone hear of nothing outside. */
  private void findLostAreas() {
    for (int[] members : components) {
      int first = component[members[0]];
      Map<Integer, TreeSet<Long>> areasOf = new TreeMap<>();
      for (Port port : ports) {
        if (component[port.process()] == first) {
          areasOf.computeIfAbsent(port.process(), k -> new TreeSet<>()).add(port.config().area());
        }
      }
      TreeSet<Long> all = new TreeSet<>();
      TreeSet<Long> joined = new TreeSet<>();
      for (TreeSet<Long> areas : areasOf.values()) {
        all.addAll(areas);
        if (areas.contains(0L)) {
          joined.addAll(areas);
        }
      }
      all.removeAll(joined);
      if (all.isEmpty() || all.size() == 1 && joined.isEmpty()) {
        continue;
      }
      findings.add(
          RoutingKinds.LOST_AREA
              .at(
                  processes.get(members[0]).config().origin(),
                  "OSPF area "
                      + String.join(", ", all.stream().map(String::valueOf).toList())
                      + " has no border router with the backbone, area 0, and learns nothing of"
                      + " other areas; virtual links are not modelled.")
              .affecting(
                  Arrays.stream(members)
                      .mapToObj(p -> topology.vrfRef(processes.get(p).vrf()).toString())
                      .toList()));
    }
  }

  /** Number of processes; ids follow the order of nodes. */
  public int processCount() {
    return processes.size();
  }

  public Process process(int process) {
    return processes.get(process);
  }

  /** Cost of an interface (id); 0 where no process has it. */
  public long cost(int iface) {
    return ports.stream().filter(port -> port.iface() == iface).mapToLong(Port::cost).sum();
  }

  /** What is worth saying about the configuration. */
  public List<Finding> findings() {
    return findings;
  }

  Topology topology() {
    return topology;
  }

  List<Port> ports() {
    return ports;
  }

  List<Link> links() {
    return links;
  }

  int componentOf(int process) {
    return component[process];
  }

  List<int[]> components() {
    return components;
  }
}
