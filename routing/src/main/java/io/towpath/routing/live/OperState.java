package io.towpath.routing.live;

import io.towpath.network.Failure;
import io.towpath.network.Group;
import io.towpath.routing.LiveSet;
import io.towpath.routing.Topology;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is down by configuration and failure, before any session or tunnel is considered. With the
 * tunnels and sessions that are up it yields the {@link LiveSet} for the routing engine. Immutable.
 *
 * <p>An interface has no line if it is shut or failed, if its node, parent or segment is down, if
 * the other end of its cable is down (two physical ports; behind a switch nobody notices), if it is
 * a switched virtual interface whose member ports are all down, or if it is the inner interface of
 * a tunnel that is down. Members of a group with a dormant standby that are not elected count as
 * stopped.
 */
public final class OperState {
  private final Topology topology;
  private final TunnelTable tunnels;
  private final BitSet nodesDown;
  private final BitSet interfacesDown;
  private final BitSet interfacesSilent;
  private final int[] tunnelInterfaces;
  private final Map<Integer, String> nodeCauses;
  private final Map<Integer, String> interfaceCauses;
  private final BitSet heldSessions = new BitSet();
  private final BitSet heldTunnels = new BitSet();
  private final List<Failure.DeliveryDown> deliveriesDown = new ArrayList<>();

  private OperState(
      Topology topology,
      SessionTable sessions,
      TunnelTable tunnels,
      Collection<? extends Failure> failures) {
    this.topology = topology;
    this.tunnels = tunnels;
    LineState lines = new LineState(topology);
    for (Failure failure : failures) {
      switch (failure) {
        case Failure.NodeDown(String node) -> lines.stopNode(topology.nodeId(node), "stopped");
        case Failure.InterfaceDown(var at, boolean silent) ->
            lines.failInterface(topology.interfaceId(at), silent);
        case Failure.SegmentDown(String segment) -> lines.cut(segment);
        case Failure.TunnelDown(String node, String tunnel) -> holdTunnel(node, tunnel);
        case Failure.SessionDown(String a, String b) -> holdSessions(sessions, a, b);
        case Failure.DeliveryDown delivery -> deliveriesDown.add(delivery);
      }
    }
    lines.settle();
    boolean changed = false;
    for (Group group : topology.network().groups().values()) {
      changed |= group.dormantStandby() && sleep(group, lines);
    }
    if (changed) {
      lines.settle();
    }
    nodesDown = lines.nodesDown();
    interfacesDown = lines.interfacesDown();
    interfacesSilent = lines.interfacesSilent();
    nodeCauses = new HashMap<>(lines.nodeCauses());
    interfaceCauses = new HashMap<>(lines.interfaceCauses());
    BitSet inner = new BitSet();
    for (int end = 0; end < tunnels.endCount(); end++) {
      if (tunnels.end(end).iface() >= 0) {
        inner.set(tunnels.end(end).iface());
      }
    }
    tunnelInterfaces = inner.stream().toArray();
  }

  /** Applies failures; names that do not exist have no effect. */
  public static OperState of(
      Topology topology,
      SessionTable sessions,
      TunnelTable tunnels,
      Collection<? extends Failure> failures) {
    return new OperState(topology, sessions, tunnels, failures);
  }

  private void holdTunnel(String node, String tunnel) {
    for (int pair = 0; pair < tunnels.pairCount(); pair++) {
      for (int end : new int[] {tunnels.pair(pair).a(), tunnels.pair(pair).b()}) {
        TunnelTable.End candidate = tunnels.end(end);
        if (topology.node(candidate.node()).name().equals(node)
            && (candidate.config().name().equals(tunnel)
                || candidate.config().connection().equals(tunnel))) {
          heldTunnels.set(pair);
        }
      }
    }
  }

  private void holdSessions(SessionTable sessions, String a, String b) {
    for (int pair = 0; pair < sessions.pairCount(); pair++) {
      String one = topology.node(sessions.end(sessions.pair(pair).a()).node()).name();
      String other = topology.node(sessions.end(sessions.pair(pair).b()).node()).name();
      if (one.equals(a) && other.equals(b) || one.equals(b) && other.equals(a)) {
        heldSessions.set(pair);
      }
    }
  }

  /** Stops the members of a group behind the first that is up. */
  private boolean sleep(Group group, LineState lines) {
    boolean elected = false;
    boolean changed = false;
    int electedNode = -1;
    for (Group.Member member : group.members()) {
      int iface = topology.interfaceId(member.at());
      int node = topology.nodeId(member.at().node());
      if (node < 0 || node == electedNode) {
        continue;
      }
      boolean up = iface >= 0 && lines.isUp(iface);
      if (up && !elected) {
        elected = true;
        electedNode = node;
      } else if (elected && !lines.nodesDown().get(node)) {
        lines.stopNode(node, "dormant standby of " + group.name());
        changed = true;
      }
    }
    return changed;
  }

  /** What is up when these sessions and tunnels are (pair ids). */
  public LiveSet live(BitSet sessionsUp, BitSet tunnelsUp) {
    BitSet down = (BitSet) interfacesDown.clone();
    for (int iface : tunnelInterfaces) {
      if (!tunnelUp(iface, tunnelsUp)) {
        down.set(iface);
      }
    }
    return new LiveSet(nodesDown, down, interfacesSilent, sessionsUp, tunnelsUp);
  }

  private boolean tunnelUp(int iface, BitSet tunnelsUp) {
    for (int end : tunnels.endsAt(iface)) {
      for (int pair : tunnels.pairsOf(end)) {
        if (tunnelsUp.get(pair)) {
          return true;
        }
      }
    }
    return false;
  }

  /** True if a failure holds a session pair down. */
  public boolean holdsSession(int pair) {
    return heldSessions.get(pair);
  }

  /** True if a failure holds a tunnel pair down. */
  public boolean holdsTunnel(int pair) {
    return heldTunnels.get(pair);
  }

  /** Failures that cut the delivery into a domain; the walk enforces them. */
  public List<Failure.DeliveryDown> deliveriesDown() {
    return List.copyOf(deliveriesDown);
  }

  /** Why a node is stopped, or null. */
  public @Nullable String whyNodeDown(int node) {
    return nodeCauses.get(node);
  }

  /** Why an interface has no line in a live set, or null if it has one. */
  public @Nullable String whyDown(int iface, LiveSet live) {
    if (!live.interfacesDown().get(iface)) {
      return null;
    }
    String cause = interfaceCauses.get(iface);
    return cause != null ? cause : "its tunnel is down";
  }
}
