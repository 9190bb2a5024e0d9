package io.towpath.lab.run;

import io.towpath.lab.plan.LabPlan;
import io.towpath.lab.plan.Space;
import io.towpath.lab.plan.Tunnel;
import io.towpath.lab.plan.Wire;
import io.towpath.lab.run.Conditions.Line;
import io.towpath.lab.run.Conditions.Port;
import io.towpath.network.Failure;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceRef;
import io.towpath.network.LinkKind;
import io.towpath.network.LinkState;
import io.towpath.network.Network;
import io.towpath.network.Segment;
import io.towpath.routing.LiveSet;
import io.towpath.routing.Topology;
import io.towpath.routing.live.OperState;
import io.towpath.routing.live.SessionTable;
import io.towpath.routing.live.TunnelTable;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What failures of a network mean for its lab. The network says which nodes and interfaces are
 * down; of two ends of one cable only the end that failed is set down, and the kernel takes the
 * carrier from the other. Where a bridge lies between, or the network says that more goes down than
 * a kernel would notice (sub-interfaces, switched virtual interfaces), every interface is named.
 */
public final class FailureConditions {
  private final LabPlan plan;
  private final Topology topology;
  private final SessionTable sessions;
  private final TunnelTable tunnels;
  private final Map<Port, Port> farEnds = new HashMap<>();
  private final Map<Port, Integer> interfaceAt = new HashMap<>();
  private final Map<String, Port> switchPorts = new HashMap<>();

  private FailureConditions(LabPlan plan, Network network) {
    this.plan = plan;
    this.topology = Topology.of(network);
    this.sessions = SessionTable.of(topology);
    this.tunnels = TunnelTable.of(topology);
    for (int i = 0; i < topology.interfaceCount(); i++) {
      interfaceAt.put(portOf(i), i);
    }
    for (Wire wire : plan.wires()) {
      if (wire.a().bridge() == null && wire.b().bridge() == null) {
        Port a = new Port(wire.a().space(), wire.a().iface());
        Port b = new Port(wire.b().space(), wire.b().iface());
        farEnds.put(a, b);
        farEnds.put(b, a);
      } else if (wire.b().bridge() != null) {
        switchPorts.put(wire.a().space(), new Port(wire.b().space(), wire.b().iface()));
      }
    }
  }

  /** Translates failures of a network into conditions of the lab with this plan. */
  public static FailureConditions of(LabPlan plan, Network network) {
    return new FailureConditions(plan, network);
  }

  /** What is down with these failures; without any, what configuration alone keeps down. */
  public Conditions during(List<Failure> failures) {
    OperState state = OperState.of(topology, sessions, tunnels, failures);
    LiveSet live = state.live(new BitSet(), allTunnels());
    return new Conditions(
        lines(live, causes(failures)),
        stopped(live),
        shutSessions(state),
        heldTunnels(state, live),
        failures);
  }

  /** With every tunnel up, only failures and configuration keep inner interfaces down. */
  private BitSet allTunnels() {
    BitSet all = new BitSet();
    all.set(0, tunnels.pairCount());
    return all;
  }

  private SortedSet<String> stopped(LiveSet live) {
    SortedSet<String> stopped = new TreeSet<>();
    for (Space space : plan.spaces()) {
      int node = topology.nodeId(space.node());
      if (node >= 0 && live.nodesDown().get(node)) {
        stopped.add(space.name());
      }
    }
    return stopped;
  }

  /** Interfaces that are down of themselves, not because the other end of their cable is. */
  private Set<InterfaceRef> causes(List<Failure> failures) {
    Set<InterfaceRef> causes = new HashSet<>();
    for (Failure failure : failures) {
      switch (failure) {
        case Failure.InterfaceDown(InterfaceRef at, boolean silent) -> {
          if (!silent) {
            causes.add(at);
          }
        }
        case Failure.SegmentDown(String name) -> {
          Segment segment = topology.network().segments().get(name);
          if (segment != null) {
            causes.addAll(segment.members());
          }
        }
        case Failure.NodeDown _,
            Failure.TunnelDown _,
            Failure.SessionDown _,
            Failure.DeliveryDown _ -> {
          // not of one interface
        }
      }
    }
    return causes;
  }

  private SortedMap<Port, Line> lines(LiveSet live, Set<InterfaceRef> causes) {
    SortedMap<Port, Line> lines = new TreeMap<>();
    Set<Port> built = builtPorts();
    for (int i = 0; i < topology.interfaceCount(); i++) {
      int node = topology.nodeOfInterface(i);
      Port port = portOf(i);
      boolean tunnel = topology.iface(i).link() == LinkKind.TUNNEL;
      if (!built.contains(port) || live.nodesDown().get(node) || tunnel) {
        continue; // The interface of a tunnel is up and down with it; see heldTunnels.
      }
      if (live.interfacesDown().get(i)) {
        Port far = farEnds.get(port);
        if (far == null || !isDown(far, live) || isCause(i, causes)) {
          lines.put(port, Line.DOWN);
        }
      } else if (isSilent(i, live)) {
        lines.put(port, Line.SILENT);
      }
    }
    for (int host = 0; host < topology.hostCount(); host++) {
      Port port = switchPorts.get(plan.names().host(topology.host(host).name()));
      if (port != null && isCut(host, live)) {
        lines.put(port, Line.DOWN);
      }
    }
    return lines;
  }

  /**
   * True if a host loses its line with the interface that it sits on, as guests do with the server
   * whose virtual switch they are plugged in. On a segment of several ports it keeps it while one
   * of them is up.
   */
  private boolean isCut(int host, LiveSet live) {
    int at = topology.interfaceOfHost(host);
    if (at < 0 || !isDown(at, live)) {
      return false;
    }
    int segment = topology.segmentOf(at);
    boolean alone =
        segment < 0
            || topology.members(segment).length < 2
            || topology.iface(at).link() != LinkKind.WIRE;
    boolean bridgeGone =
        topology.iface(at).bridgedVlan() > 0 && live.nodesDown().get(topology.nodeOfInterface(at));
    return alone
        || bridgeGone
        || Arrays.stream(topology.members(segment)).allMatch(member -> isDown(member, live));
  }

  private boolean isDown(int iface, LiveSet live) {
    return live.interfacesDown().get(iface)
        || live.nodesDown().get(topology.nodeOfInterface(iface));
  }

  private Set<Port> builtPorts() {
    Set<Port> ports = new HashSet<>();
    for (Space space : plan.spaces()) {
      for (String iface : space.interfaces().keySet()) {
        ports.add(new Port(space.name(), iface));
      }
    }
    return ports;
  }

  private Port portOf(int iface) {
    Interface it = topology.iface(iface);
    InterfaceRef at = topology.interfaceRef(iface);
    if (topology.vrfOfInterface(iface) < 0) {
      return new Port("", it.name());
    }
    return new Port(
        plan.names().space(topology.node(topology.nodeOfInterface(iface)), it.vrf()),
        plan.names().iface(at));
  }

  private boolean isCause(int iface, Set<InterfaceRef> causes) {
    LinkState state = topology.iface(iface).state();
    return causes.contains(topology.interfaceRef(iface))
        || state == LinkState.ADMIN_DOWN
        || state == LinkState.CARRIER_DOWN;
  }

  private boolean isDown(Port port, LiveSet live) {
    Integer iface = interfaceAt.get(port);
    return iface != null && live.interfacesDown().get(iface);
  }

  /** A silent port takes its sub-interfaces along: the lab has only these. */
  private boolean isSilent(int iface, LiveSet live) {
    if (live.interfacesSilent().get(iface)) {
      return true;
    }
    String parent = topology.iface(iface).parent();
    int id = parent == null ? -1 : topology.interfaceId(topology.nodeOfInterface(iface), parent);
    return id >= 0 && live.interfacesSilent().get(id);
  }

  private SortedSet<Conditions.Session> shutSessions(OperState state) {
    SortedSet<Conditions.Session> shut = new TreeSet<>();
    for (int pair = 0; pair < sessions.pairCount(); pair++) {
      SessionTable.End end = sessions.end(sessions.pair(pair).a());
      SessionTable.End other = sessions.end(sessions.pair(pair).b());
      // One that is configured as shut stays so, and must not be opened afterwards.
      boolean configured = end.peer().transport().shutdown() || other.peer().transport().shutdown();
      if (state.holdsSession(pair) && !configured) {
        String space =
            plan.names().space(topology.node(end.node()), topology.vrf(end.vrf()).name());
        shut.add(new Conditions.Session(space, end.peer().address().toString()));
      }
    }
    return shut;
  }

  private SortedSet<String> heldTunnels(OperState state, LiveSet live) {
    SortedSet<String> held = new TreeSet<>();
    for (int pair = 0; pair < tunnels.pairCount(); pair++) {
      if (state.holdsTunnel(pair)) {
        hold(tunnels.end(tunnels.pair(pair).a()), held);
        hold(tunnels.end(tunnels.pair(pair).b()), held);
      }
    }
    for (int end = 0; end < tunnels.endCount(); end++) {
      int iface = tunnels.end(end).iface();
      boolean paired = tunnels.pairsOf(end).length > 0;
      boolean isDown = iface >= 0 && live.interfacesDown().get(iface);
      if (paired && (isDown || isSourceDown(tunnels.end(end), live))) {
        hold(tunnels.end(end), held);
      }
    }
    return held;
  }

  /**
   * An end is down at once with the interface that has its source address, as the line protocol of
   * a tunnel interface is on IOS-XE. Its daemon alone would wait for dead peer detection, as the
   * far end has to.
   */
  private boolean isSourceDown(TunnelTable.End end, LiveSet live) {
    for (int iface : topology.interfacesWith(end.config().local())) {
      if (topology.vrfOfInterface(iface) == end.underlayVrf() && live.interfacesDown().get(iface)) {
        return true;
      }
    }
    return false;
  }

  private void hold(TunnelTable.End end, SortedSet<String> held) {
    String node = topology.node(end.node()).name();
    for (Tunnel tunnel : plan.tunnels()) {
      if (tunnel.node().equals(node) && tunnel.end().equals(end.config().name())) {
        held.add(tunnel.name());
      }
    }
  }
}
