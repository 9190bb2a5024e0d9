package io.towpath.forwarding.solver;

import io.towpath.forwarding.plane.Dataplane;
import io.towpath.net.IpAddress;
import io.towpath.net.PacketHeader;
import io.towpath.network.TunnelEnd;
import io.towpath.routing.Topology;
import io.towpath.routing.live.TunnelCause;
import io.towpath.routing.live.TunnelTable;
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

  /** Verdict on a pair. */
  record Judgement(@Nullable TunnelCause cause, long latencyNanos) {
    boolean isUp() {
      return cause == null;
    }
  }

  private final TunnelTable tunnels;
  private final Topology topology;
  private final Dataplane plane;

  TunnelJudge(TunnelTable tunnels, Dataplane plane) {
    this.tunnels = tunnels;
    this.topology = plane.topology();
    this.plane = plane;
  }

  Judgement judge(TunnelTable.Pair pair) {
    if (!pair.obstacles().isEmpty()) {
      return down(pair.obstacles().getFirst());
    }
    TunnelTable.End a = tunnels.end(pair.a());
    TunnelTable.End b = tunnels.end(pair.b());
    Judgement best = null;
    if (pair.aOpens() && a.config().remote() != null) {
      best = opens(a, b);
    }
    if ((best == null || !best.isUp()) && pair.bOpens() && b.config().remote() != null) {
      Judgement other = opens(b, a);
      if (best == null || other.isUp()) {
        best = other;
      }
    }
    return best == null ? down(new TunnelCause.ModeMismatch()) : best;
  }

  private static Judgement down(TunnelCause cause) {
    return new Judgement(cause, -1);
  }

  /** One end opens: its packets reach the other, and the answers come back. */
  private Judgement opens(TunnelTable.End opener, TunnelTable.End other) {
    IpAddress target = java.util.Objects.requireNonNull(opener.config().remote());
    return switch (opener.config().kind()) {
      case IPSEC, GRE_IPSEC, POINT_TO_SITE -> {
        Judgement negotiation = exchange(opener, other, target, PacketHeader.UDP, IKE, "UDP 500");
        if (!negotiation.isUp()) {
          yield negotiation;
        }
        yield isTranslated(opener, other, target)
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
      return down(new TunnelCause.UnderlayBlocked(name(opener), packets, there.describe(topology)));
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
      return down(new TunnelCause.UnderlayBlocked(name(other), packets, back.describe(topology)));
    }
    return new Judgement(null, there.latencyNanos());
  }

  private String name(TunnelTable.End end) {
    return topology.node(end.node()).name();
  }
}
