package io.towpath.forwarding.solver;

import io.towpath.forwarding.Verdict;
import io.towpath.forwarding.plane.Dataplane;
import io.towpath.net.IpAddress;
import io.towpath.net.PacketHeader;
import io.towpath.network.BgpPeer;
import io.towpath.network.InterfaceAddress;
import io.towpath.network.NextHop;
import io.towpath.network.Route;
import io.towpath.routing.LiveSet;
import io.towpath.routing.Topology;
import io.towpath.routing.live.SessionCause;
import io.towpath.routing.live.SessionTable;
import io.towpath.routing.live.TunnelTable;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a pair of BGP session ends is established. A directly connected pair lives with
 * its two interfaces; every other pair needs a TCP connection: a walk to port 179 and its answer,
 * within the TTL that both ends allow.
 */
final class SessionJudge {
  private static final int BGP_PORT = 179;
  private static final int EPHEMERAL_PORT = 50000;
  private static final int INTERNAL_TTL = 255;

  private final SessionTable sessions;
  private final TunnelTable tunnels;
  private final Dataplane plane;
  private final Topology topology;
  private final LiveSet live;

  SessionJudge(SessionTable sessions, TunnelTable tunnels, Dataplane plane) {
    this.sessions = sessions;
    this.tunnels = tunnels;
    this.plane = plane;
    this.topology = plane.topology();
    this.live = plane.live();
  }

  /** Direct pairs that their interfaces carry: they need no walk and no routing. */
  static BitSet directlyUp(SessionTable sessions, Topology topology, LiveSet live) {
    BitSet up = new BitSet(sessions.pairCount());
    for (int p = 0; p < sessions.pairCount(); p++) {
      SessionTable.Pair pair = sessions.pair(p);
      if (pair.direct()
          && pair.obstacles().isEmpty()
          && lineFault(pair.ifaceA(), topology, live) == null
          && lineFault(pair.ifaceB(), topology, live) == null
          && !isFiltered(pair, topology)) {
        up.set(p);
      }
    }
    return up;
  }

  /** A filter on one of the two interfaces: only a walk can tell. */
  private static boolean isFiltered(SessionTable.Pair pair, Topology topology) {
    for (int iface : new int[] {pair.ifaceA(), pair.ifaceB()}) {
      if (!topology.iface(iface).filtersIn().isEmpty()
          || !topology.iface(iface).filtersOut().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable SessionCause lineFault(int iface, Topology topology, LiveSet live) {
    int node = topology.nodeOfInterface(iface);
    if (live.nodesDown().get(node)) {
      return new SessionCause.NodeDown(topology.node(node).name());
    }
    if (live.interfacesDown().get(iface) || live.interfacesSilent().get(iface)) {
      return new SessionCause.InterfaceDown(topology.interfaceRef(iface).toString());
    }
    return null;
  }

  /** Why a pair is not established, or null if it is. */
  @Nullable SessionCause judge(SessionTable.Pair pair) {
    if (!pair.obstacles().isEmpty()) {
      return pair.obstacles().getFirst();
    }
    SessionTable.End a = sessions.end(pair.a());
    SessionTable.End b = sessions.end(pair.b());
    for (SessionTable.End end : new SessionTable.End[] {a, b}) {
      if (live.nodesDown().get(end.node())) {
        return new SessionCause.NodeDown(topology.node(end.node()).name());
      }
    }
    if (pair.direct()) {
      SessionCause fault = lineFault(pair.ifaceA(), topology, live);
      if (fault == null) {
        fault = lineFault(pair.ifaceB(), topology, live);
      }
      if (fault != null || !isFiltered(pair, topology)) {
        return fault;
      }
    }
    SessionCause first = null;
    if (pair.aOpens()) {
      first = connect(a, pair.addressA(), pair.sourceFixedA(), b);
      if (first == null) {
        return null;
      }
    }
    if (pair.bOpens()) {
      SessionCause second = connect(b, pair.addressB(), pair.sourceFixedB(), a);
      return second == null || first == null ? second : first;
    }
    return first == null ? new SessionCause.NobodyInitiates() : first;
  }

  private @Nullable SessionCause connect(
      SessionTable.End from, IpAddress source, boolean sourceFixed, SessionTable.End to) {
    // What is called, which a translation on the way may change.
    IpAddress target = from.peer().address();
    PacketHeader header =
        new PacketHeader(source, target, PacketHeader.TCP, EPHEMERAL_PORT, BGP_PORT);
    Probe there = Probe.send(plane, from.node(), from.vrf(), header);
    String fromName = topology.node(from.node()).name();
    if (!there.reached(to.node(), to.vrf())) {
      return blocked(from, target, there);
    }
    if (!sourceFixed && !speaksFrom(there.firstInterface(), source)) {
      return new SessionCause.SourceMismatch(fromName, egress(there.firstInterface()), source);
    }
    Probe back = Probe.answer(plane, to.node(), to.vrf(), there.seen().reversed(), there.flow());
    if (!back.reached(from.node(), from.vrf())) {
      return blocked(to, source, back);
    }
    SessionCause tooShort = ttl(from, there.spent());
    return tooShort != null ? tooShort : ttl(to, back.spent());
  }

  private SessionCause blocked(SessionTable.End from, IpAddress target, Probe probe) {
    String tunnel = downTunnelTowards(from, target);
    if (tunnel != null) {
      return new SessionCause.TunnelDown(tunnel);
    }
    String name = topology.node(from.node()).name();
    return probe.verdict() == Verdict.NO_ROUTE && probe.node() == from.node()
        ? new SessionCause.NoRoute(name, target)
        : new SessionCause.PathBlocked(name, probe.describe(topology));
  }

  /** Name of a tunnel that is down and into which a written route leads a peer's packets. */
  private @Nullable String downTunnelTowards(SessionTable.End from, IpAddress target) {
    String tunnel = null;
    int longest = -1;
    for (Route route : topology.vrf(from.vrf()).routes()) {
      int iface = route.prefix().contains(target) ? interfaceOf(from.node(), route.nextHop()) : -1;
      if (iface >= 0
          && route.prefix().length() > longest
          && live.interfacesDown().get(iface)
          && tunnels.endsAt(iface).length > 0) {
        longest = route.prefix().length();
        tunnel = tunnels.end(tunnels.endsAt(iface)[0]).config().name();
      }
    }
    return tunnel;
  }

  private int interfaceOf(int node, NextHop nextHop) {
    String iface =
        switch (nextHop) {
          case NextHop.Via(_, var out, _) -> out;
          case NextHop.Attached(var out, _) -> out;
          case NextHop.IntoTunnel(var out, _) -> out;
          case NextHop.Internet(var out, _) -> out;
          case NextHop.Port _,
              NextHop.Deliver _,
              NextHop.ToGroup _,
              NextHop.OtherVrf _,
              NextHop.Discard _ ->
              null;
        };
    return iface == null ? -1 : topology.interfaceId(node, iface);
  }

  private boolean speaksFrom(int iface, IpAddress source) {
    if (iface < 0) {
      return true;
    }
    for (InterfaceAddress address : topology.iface(iface).addresses()) {
      if (address.address().equals(source)) {
        return true;
      }
    }
    return false;
  }

  private IpAddress egress(int iface) {
    IpAddress address = iface < 0 ? null : topology.iface(iface).primaryAddress();
    return address == null ? new io.towpath.net.Ipv4Address(0) : address;
  }

  /** RFC 4271 §8.2.2 leaves it to TTL: a peer that is n routers away needs a TTL of n + 1. */
  private @Nullable SessionCause ttl(SessionTable.End end, int spent) {
    BgpPeer peer = end.peer();
    long own = sessions.speaker(end.speaker()).config().asn();
    int allowed = peer.remoteAsn() == own ? INTERNAL_TTL : peer.transport().ttl();
    return spent + 1 > allowed
        ? new SessionCause.MultihopTooShort(topology.node(end.node()).name(), allowed, spent + 1)
        : null;
  }
}
