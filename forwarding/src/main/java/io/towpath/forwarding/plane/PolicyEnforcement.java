package io.towpath.forwarding.plane;

import io.towpath.forwarding.Verdict;
import io.towpath.forwarding.plane.PolicyPoints.Guest;
import io.towpath.forwarding.plane.PolicyPoints.Port;
import io.towpath.forwarding.plane.Recorder.Refusal;
import io.towpath.net.PacketHeader;
import io.towpath.network.Filter;
import io.towpath.network.HopProfile;
import io.towpath.routing.Topology;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a packet at the edge of a node: filters, translation, TTL and checks of
 * addresses, in their order. A result of null means that the packet goes on.
 */
final class PolicyEnforcement {
  private final Topology topology;
  private final StaticPlane plane;
  private final PolicySets sets;
  private final PolicyPoints points;

  PolicyEnforcement(StaticPlane plane, PolicySets sets) {
    this.plane = plane;
    this.topology = plane.topology();
    this.sets = sets;
    this.points = new PolicyPoints(topology, sets);
  }

  /** The guest firewall of the host where the packet is, inwards if it came by an interface. */
  @Nullable Verdict guest(Cursor c, Recorder recorder) {
    Guest guest = points.guest(c.host);
    return filter(c, c.ingress < 0 ? guest.out() : guest.in(), -1L - c.host, recorder);
  }

  /** The firewall of the node where the packet is, for packets that it receives itself. */
  @Nullable Verdict receive(Cursor c, Recorder recorder) {
    return filter(c, points.firewall(c.node), firewall(c.node), recorder);
  }

  /**
   * A packet begins at a node: answers to it pass the node's firewall. An ICMP error about a flow
   * that the node sent on in its own name goes to who opened that.
   */
  void begin(Cursor c) {
    NatProgram nat = c.earlier == null ? null : sets.nat(c.node);
    if (nat != null) {
      nat.report(c);
    }
    if (c.trail != null && points.firewall(c.node).length > 0) {
      c.trail.permit(firewall(c.node));
    }
  }

  /** Identifies the firewall of a node; hosts and interfaces are nearer to zero. */
  private static long firewall(int node) {
    return Long.MIN_VALUE + node;
  }

  /** The filters of an interface in one direction. */
  @Nullable Verdict filter(Cursor c, int iface, boolean out, Recorder recorder) {
    Port port = points.port(iface);
    return filter(c, out ? port.out() : port.in(), attachment(iface), recorder);
  }

  /** Source check, filters and translation on the way in by the packet's ingress interface. */
  @Nullable Verdict takeIn(Cursor c, Recorder recorder) {
    Port port = points.port(c.ingress);
    if (port.checksSource() && !plane.owns(c.ingress, c.source)) {
      return refuse(c, Refusal.FOREIGN_SOURCE, c.ingress, recorder);
    }
    Verdict refused = filter(c, port.in(), attachment(c.ingress), recorder);
    if (refused != null) {
      return refused;
    }
    c.fromInside = port.inside();
    // Before a group's address takes its place: that one is the member's too.
    c.isForeign = plane.isForeign(c.ingress, c.source);
    if (c.earlier != null && plane.isFabric(c.node)) {
      restoreGroupAddress(c, recorder);
    }
    if (port.boundary() != null) {
      Verdict stopped = cross(c, port.boundary(), true, recorder);
      if (stopped != null) {
        return stopped;
      }
    }
    if (port.redirects() != null && redirect(c, port.redirects(), recorder)) {
      return null;
    }
    NatProgram nat = port.nat();
    if (nat == null) {
      return null;
    }
    PacketHeader before = recorder.wantsDetail() ? c.header() : null;
    return translated(c, nat.inbound(c), before, "destination", recorder);
  }

  /** Sends a packet on in the name of the node, or its answer back; false if it is neither. */
  private static boolean redirect(Cursor c, NatProgram nat, Recorder recorder) {
    PacketHeader before = recorder.wantsDetail() ? c.header() : null;
    if (nat.redirect(c) == NatProgram.Outcome.UNTOUCHED) {
      return false;
    }
    if (before != null) {
      PacketHeader after = c.header();
      PacketHeader between =
          new PacketHeader(
              before.source(),
              after.destination(),
              after.protocol(),
              before.sourcePort(),
              after.destinationPort());
      if (!before.equals(between)) {
        recorder.translated(c, before, between, "destination");
      }
      if (!between.equals(after)) {
        recorder.translated(c, between, after, "source");
      }
    }
    return true;
  }

  /** The answer of a group's member leaves with the address and port that the flow had called. */
  private static void restoreGroupAddress(Cursor c, Recorder recorder) {
    FlowState.Translation rewritten =
        Objects.requireNonNull(c.earlier).translation(c.node, c.source, false);
    if (rewritten != null) {
      PacketHeader before = recorder.wantsDetail() ? c.header() : null;
      c.source = rewritten.outsideAddress();
      if (c.sourcePort == rewritten.insidePort() && hasPorts(c)) {
        c.sourcePort = rewritten.outsidePort();
      }
      if (before != null) {
        recorder.translated(c, before, c.header(), "source");
      }
    }
  }

  private static boolean hasPorts(Cursor c) {
    return c.protocol == PacketHeader.TCP || c.protocol == PacketHeader.UDP;
  }

  /** The translations at an interface: of the source, then of the destination. */
  private static @Nullable Verdict cross(
      Cursor c, BoundaryNat boundary, boolean arrives, Recorder recorder) {
    PacketHeader before = recorder.wantsDetail() ? c.header() : null;
    Verdict stopped = translated(c, boundary.source(c, arrives), before, "source", recorder);
    if (stopped != null) {
      return stopped;
    }
    PacketHeader between = recorder.wantsDetail() ? c.header() : null;
    return translated(c, boundary.destination(c, !arrives), between, "destination", recorder);
  }

  private static @Nullable Verdict translated(
      Cursor c,
      NatProgram.Outcome outcome,
      @Nullable PacketHeader before,
      String side,
      Recorder recorder) {
    return switch (outcome) {
      case UNTOUCHED -> null;
      case TRANSLATED -> {
        // An address may stand for itself.
        if (before != null && !before.equals(c.header())) {
          recorder.translated(c, before, c.header(), side);
        }
        yield null;
      }
      case REFUSED -> Verdict.NAT_REFUSED;
      case NO_SESSION -> Verdict.NO_SESSION;
    };
  }

  /** A group makes the destination the address and port of its member, if they differ. */
  static void rewrite(Cursor c, int target, int port, Recorder recorder) {
    if (target == c.destination && port == c.destinationPort) {
      return;
    }
    PacketHeader before = recorder.wantsDetail() ? c.header() : null;
    if (c.trail != null) {
      c.trail.translate(
          new FlowState.Translation(c.node, c.vrf, target, port, c.destination, c.destinationPort));
    }
    c.destination = target;
    c.destinationPort = port;
    if (before != null) {
      recorder.translated(c, before, c.header(), "destination");
    }
  }

  /** TTL, translation, filters and checks on the way out of an interface. */
  @Nullable Verdict sendOut(Cursor c, int out, Recorder recorder) {
    recorder.leaving(c, out);
    if (c.ingress >= 0) {
      for (HopProfile.Responder responder : plane.responders(c.node, c.ingress, out)) {
        c.spent++;
        recorder.spent(c, responder);
        if (c.spent >= c.ttl) {
          return Verdict.LOOP;
        }
      }
      if (plane.isFabric(c.node)) {
        c.delay(plane.latencies().across(c.ingress, out));
      }
    }
    Port port = points.port(out);
    if (port.ownSourcesOnly() && c.isForeign) {
      return refuse(c, Refusal.SOURCE_OF_ANOTHER, c.ingress, recorder);
    }
    NatProgram nat = port.nat();
    if (nat != null && c.fromInside) {
      PacketHeader before = recorder.wantsDetail() ? c.header() : null;
      NatProgram.Outcome outcome = nat.outbound(c, topology.vrfOfInterface(c.ingress));
      Verdict refused = translated(c, outcome, before, "source", recorder);
      if (refused != null) {
        return refused;
      }
    }
    if (port.boundary() != null) {
      Verdict refused = cross(c, port.boundary(), false, recorder);
      if (refused != null) {
        return refused;
      }
    }
    Verdict refused = filter(c, port.out(), attachment(out), recorder);
    if (refused != null) {
      return refused;
    }
    if (port.checksDestination() && !plane.owns(out, c.destination)) {
      return refuse(c, Refusal.FOREIGN_DESTINATION, out, recorder);
    }
    return port.screensErrors() && isUnknownError(c, port)
        ? refuse(c, Refusal.UNKNOWN_ERROR_SOURCE, out, recorder)
        : null;
  }

  /**
   * R211 a: an ICMP error that a gateway, edge or tunnel brought reaches a guest only from where
   * the guest's own table leads; one of another guest is not asked about.
   */
  private boolean isUnknownError(Cursor c, Port port) {
    return c.isIcmpError()
        && (c.ingress < 0 || !points.port(c.ingress).screensErrors())
        && !sets.known(port.vrf(), port.errorClasses()).contains(c.source);
  }

  /** Ends a walk for a reason that is no filter rule and no route. */
  static Verdict refuse(Cursor c, Refusal why, int iface, Recorder recorder) {
    recorder.refused(c, why, iface);
    return why.verdict();
  }

  /** Identifies the attachment of filters to an interface, for both directions together. */
  private static long attachment(int iface) {
    return iface + 1L;
  }

  private static @Nullable Verdict filter(
      Cursor c, FilterProgram[] programs, long attachment, Recorder recorder) {
    for (FilterProgram program : programs) {
      Verdict refused = filter(c, program, attachment, recorder);
      if (refused != null) {
        return refused;
      }
    }
    return null;
  }

  /** A filter at an attachment; 0 where there is no state to keep. */
  static @Nullable Verdict filter(
      Cursor c, FilterProgram program, long attachment, Recorder recorder) {
    Filter filter = program.filter();
    if (filter.stateful() && c.earlier != null && c.earlier.permitted(attachment)) {
      recorder.filtered(c, filter, null, true, true);
      return null;
    }
    int rule = program.decide(c);
    boolean permitted = program.permits(rule);
    boolean byRule = rule != FilterProgram.DEFAULT;
    recorder.filtered(c, filter, byRule ? filter.rules().get(rule) : null, permitted, false);
    if (!permitted) {
      return switch (filter.kind()) {
        case ACL, NETWORK_SECURITY_GROUP -> Verdict.DROPPED_BY_FILTER;
        case PEERING -> Verdict.DROPPED_BY_PEERING;
        case GUEST_FIREWALL -> Verdict.DROPPED_BY_GUEST_FIREWALL;
      };
    }
    if (filter.stateful() && c.trail != null) {
      c.trail.permit(attachment);
    }
    return null;
  }
}
