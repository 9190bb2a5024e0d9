package io.towpath.forwarding.trace;

import io.towpath.net.IpAddress;
import io.towpath.net.PacketHeader;
import io.towpath.network.Interface;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.routing.Topology;
import io.towpath.routing.fib.Fib;
import io.towpath.routing.fib.FibEntry;
import io.towpath.routing.fib.Forward;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which ICMP error a node sends about a packet that did not arrive (R213). Routers and servers send
 * unreachables unless the interface by which the packet came is told not to; fabrics, which have no
 * address, and guests that do not forward send nothing.
 */
final class IcmpErrors {
  private static final int NET_UNREACHABLE = 0;
  private static final int HOST_UNREACHABLE = 1;
  private static final int PORT_UNREACHABLE = 3;
  private static final int PROHIBITED = 13;

  private final Topology topology;
  private final IntFunction<Fib> fibs;

  IcmpErrors(Topology topology, IntFunction<Fib> fibs) {
    this.topology = topology;
    this.fibs = fibs;
  }

  /**
   * An error as it leaves.
   *
   * @param at where it is sent; its VRF is that of the interface by which the packet came
   * @param isOwn the asker itself reports it, so it need not come home
   */
  record Sent(Place at, IpAddress from, int type, int code, boolean isOwn) {}

  /** The error about a walk, or null if none is sent. */
  @Nullable Sent about(Walk walk) {
    if (walk.endHost() >= 0) {
      return byHost(walk);
    }
    return walk.endIngress() < 0 ? null : byNode(walk);
  }

  private @Nullable Sent byHost(Walk walk) {
    Place at = new Place.AtHost(walk.endHost());
    return switch (walk.verdict()) {
      // Nobody answers ARP for the destination or for the gateway.
      case NEXT_HOP_UNREACHABLE ->
          walk.endIngress() >= 0
              ? null
              : unreachable(at, topology.host(walk.endHost()).address(), HOST_UNREACHABLE, true);
      case NO_LISTENER -> portUnreachable(at, walk);
      default -> null;
    };
  }

  private @Nullable Sent portUnreachable(Place at, Walk walk) {
    return walk.last().protocol() == PacketHeader.UDP
        ? unreachable(at, walk.last().destination(), PORT_UNREACHABLE, false)
        : null;
  }

  private static Sent unreachable(Place at, IpAddress from, int code, boolean isOwn) {
    return new Sent(at, from, PacketHeader.UNREACHABLE, code, isOwn);
  }

  private @Nullable Sent byNode(Walk walk) {
    Interface ingress = topology.iface(walk.endIngress());
    Place at = new Place.AtNode(walk.endNode(), topology.vrfOfInterface(walk.endIngress()));
    return switch (walk.verdict()) {
      case LOOP -> timeExceeded(walk);
      case NO_LISTENER -> portUnreachable(at, walk);
      default -> {
        IpAddress own = StepRecorder.ownAddress(topology, walk.endIngress());
        int code = code(walk);
        yield own == null || code < 0 || !ingress.sendsUnreachables()
            ? null
            : unreachable(at, own, code, false);
      }
    };
  }

  /** The node at which the last unit of TTL went. */
  private static @Nullable Sent timeExceeded(Walk walk) {
    Spent last = walk.spent().size() < Walk.TTL ? null : walk.spent().getLast();
    return last == null || last.address() == null
        ? null
        : new Sent(
            new Place.AtNode(last.node(), last.vrf()),
            last.address(),
            PacketHeader.TIME_EXCEEDED,
            0,
            false);
  }

  /** Code of the unreachable, or −1 if the node keeps silent. */
  private int code(Walk walk) {
    return switch (walk.verdict()) {
      case NO_ROUTE -> isUnix(topology.node(walk.endNode())) ? NET_UNREACHABLE : HOST_UNREACHABLE;
      case NEXT_HOP_UNREACHABLE, TUNNEL_DOWN -> HOST_UNREACHABLE;
      case DISCARDED -> isSilentDiscard(walk) ? -1 : HOST_UNREACHABLE;
      case DROPPED_BY_FILTER -> PROHIBITED;
      case DELIVERED,
          DROPPED_BY_PEERING,
          DROPPED_BY_GUEST_FIREWALL,
          DROPPED_BY_SOURCE_CHECK,
          NO_OWNER,
          DOES_NOT_FORWARD,
          NAT_REFUSED,
          NO_SESSION,
          NO_LISTENER,
          LOOP,
          LEFT_THE_MODEL,
          UNSUPPORTED ->
          -1;
    };
  }

  /** IOS says host unreachable where it has no route, Linux says net unreachable. */
  private static boolean isUnix(Node node) {
    return node.kind() == NodeKind.SERVER && !node.windows();
  }

  private boolean isSilentDiscard(Walk walk) {
    FibEntry entry = fibs.apply(walk.endVrf()).match(walk.last().destination());
    return entry != null
        && entry.forwards().stream()
            .anyMatch(forward -> forward instanceof Forward.Discard(boolean silent) && silent);
  }
}
