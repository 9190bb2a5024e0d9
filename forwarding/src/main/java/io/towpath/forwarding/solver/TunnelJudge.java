package io.towpath.forwarding.solver;

import io.towpath.forwarding.Verdict;
import io.towpath.forwarding.plane.Dataplane;
import io.towpath.net.IpAddress;
import io.towpath.net.PacketHeader;
import io.towpath.network.TunnelEnd;
import io.towpath.routing.Topology;
import io.towpath.routing.live.TunnelCause;
import io.towpath.routing.live.TunnelTable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a pair of tunnel ends comes up: its packets must arrive both ways, NAT and
 * filters on the way included (R104). First the negotiation (UDP 500), then the payload: ESP, or
 * UDP 4500 if an address was translated on the way (R114).
 */
final class TunnelJudge {
  private static final int IKE = 500;
  private static final int IKE_NAT = 4500;
  private static final int VXLAN = 4789;

  /**
   * Verdict on a pair.
   *
   * @param cause why it is down; null = it is up
   * @param nanosFromA one way through the underlay from its first end, or −1
   * @param nanosFromB from its second end
   * @param through inner interfaces of the tunnels that carry its packets
   */
  record Judgement(
      @Nullable TunnelCause cause, long nanosFromA, long nanosFromB, List<Integer> through) {
    boolean isUp() {
      return cause == null;
    }

    private Judgement swapped() {
      return new Judgement(cause, nanosFromB, nanosFromA, through);
    }
  }

  private final TunnelTable tunnels;
  private final Topology topology;
  private final Dataplane plane;
  private final BitSet shut;

  /**
   * A judge.
   *
   * @param shut interfaces that are down even if every tunnel is up
   */
  TunnelJudge(TunnelTable tunnels, Dataplane plane, BitSet shut) {
    this.tunnels = tunnels;
    this.topology = plane.topology();
    this.plane = plane;
    this.shut = shut;
  }

  Judgement judge(TunnelTable.Pair pair) {
    if (!pair.obstacles().isEmpty()) {
      return down(pair.obstacles().getFirst());
    }
    TunnelTable.End a = tunnels.end(pair.a());
    TunnelTable.End b = tunnels.end(pair.b());
    for (TunnelTable.End end : List.of(a, b)) {
      TunnelCause fault = fault(end);
      if (fault != null) {
        return down(fault);
      }
    }
    Judgement best = null;
    if (pair.aOpens() && a.config().remote() != null) {
      best = opens(a, b);
    }
    if ((best == null || !best.isUp()) && pair.bOpens() && b.config().remote() != null) {
      Judgement other = opens(b, a).swapped();
      best = best == null || other.isUp() ? other : neither(best, other);
    }
    return best == null ? down(new TunnelCause.ModeMismatch()) : best;
  }

  /** Neither end can open: a packet that is lost says more than one of an unknown sender. */
  private static Judgement neither(Judgement fromA, Judgement fromB) {
    TunnelCause one = Objects.requireNonNull(fromA.cause());
    TunnelCause other = Objects.requireNonNull(fromB.cause());
    if (one.code().equals(other.code())) {
      return fromA;
    }
    return other instanceof TunnelCause.UnderlayBlocked
        ? down(new TunnelCause.BothWays(other, one))
        : down(new TunnelCause.BothWays(one, other));
  }

  /** What of an end's own is down, or null. */
  private @Nullable TunnelCause fault(TunnelTable.End end) {
    if (plane.live().nodesDown().get(end.node())) {
      return new TunnelCause.EndDown(name(end));
    }
    if (end.iface() >= 0 && shut.get(end.iface())) {
      return new TunnelCause.EndDown(topology.interfaceRef(end.iface()).toString());
    }
    for (int iface : topology.interfacesWith(end.config().local())) {
      if (topology.vrfOfInterface(iface) == end.underlayVrf() && shut.get(iface)) {
        return new TunnelCause.EndDown(topology.interfaceRef(iface).toString());
      }
    }
    return null;
  }

  static Judgement down(TunnelCause cause) {
    return new Judgement(cause, -1, -1, List.of());
  }

  /** One end opens: its packets reach the other, and the answers come back. */
  private Judgement opens(TunnelTable.End opener, TunnelTable.End other) {
    IpAddress target = Objects.requireNonNull(opener.config().remote());
    return switch (opener.config().kind()) {
      case IPSEC, GRE_IPSEC, POINT_TO_SITE -> {
        Judgement negotiation = exchange(opener, other, target, PacketHeader.UDP, IKE, "UDP 500");
        if (!negotiation.isUp()) {
          yield negotiation;
        }
        yield isTranslated(opener, other, target)
            // R114: behind NAT the payload travels in UDP as well.
            ? exchange(opener, other, target, PacketHeader.UDP, IKE_NAT, "UDP 4500")
            : exchange(opener, other, target, PacketHeader.ESP, 0, "ESP");
      }
      case GRE -> exchange(opener, other, target, PacketHeader.GRE, 0, "GRE");
      case VXLAN -> exchange(opener, other, target, PacketHeader.UDP, VXLAN, "UDP 4789");
    };
  }

  private boolean isTranslated(TunnelTable.End opener, TunnelTable.End other, IpAddress target) {
    Probe there = send(opener, target, PacketHeader.UDP, IKE);
    return !there.seen().source().equals(opener.config().local())
        || !target.equals(other.config().local());
  }

  private Probe send(TunnelTable.End from, IpAddress target, int protocol, int port) {
    return Probe.send(
        plane,
        from.node(),
        from.underlayVrf(),
        new PacketHeader(from.config().local(), target, protocol, port, port));
  }

  private Judgement exchange(
      TunnelTable.End opener,
      TunnelTable.End other,
      IpAddress target,
      int protocol,
      int port,
      String packets) {
    Probe there = send(opener, target, protocol, port);
    if (!there.reached(other.node(), other.underlayVrf())
        || !there.seen().destination().equals(other.config().local())) {
      return down(new TunnelCause.UnderlayBlocked(name(opener), packets, end(there)));
    }
    TunnelEnd expecting = other.config();
    IpAddress seen = there.seen().source();
    if (expecting.remote() != null && !expecting.remote().equals(seen)) {
      return down(new TunnelCause.RemoteMismatch(name(other), expecting.remote(), seen));
    }
    Probe back =
        Probe.answer(
            plane, other.node(), other.underlayVrf(), there.seen().reversed(), there.flow());
    if (!back.reached(opener.node(), opener.underlayVrf())) {
      return down(new TunnelCause.UnderlayBlocked(name(other), packets, end(back)));
    }
    List<Integer> through = new ArrayList<>(there.tunnels());
    through.addAll(back.tunnels());
    return new Judgement(null, there.latencyNanos(), back.latencyNanos(), List.copyOf(through));
  }

  /** How a packet ended that did not arrive where it should. */
  private String end(Probe probe) {
    boolean kept = probe.verdict() == Verdict.DELIVERED || probe.verdict() == Verdict.NO_LISTENER;
    return kept && probe.node() >= 0
        ? topology.node(probe.node()).name()
            + " owns "
            + probe.seen().destination()
            + " and translates it no further"
        : probe.describe(topology);
  }

  private String name(TunnelTable.End end) {
    return topology.node(end.node()).name();
  }
}
