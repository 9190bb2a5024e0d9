package io.towpath.forwarding.plane;

import io.towpath.forwarding.Verdict;
import io.towpath.net.PacketHeader;
import io.towpath.network.Filter;
import io.towpath.network.HopProfile;
import io.towpath.routing.fib.FibEntry;
import io.towpath.routing.fib.Forward;
import org.jspecify.annotations.Nullable;

/**
 * Is told what happens to a packet, in order. The data plane takes the same decisions with {@link
 * #NOTHING} as with one that keeps everything.
 */
public interface Recorder {
  /** Keeps nothing. */
  Recorder NOTHING = new Recorder() {};

  /** True if arguments that cost something to make are wanted. */
  default boolean wantsDetail() {
    return false;
  }

  /** The packet is at a host or node (one of them −1), having come by an interface (or −1). */
  default void arrived(Cursor c) {}

  /**
   * A filter decided.
   *
   * @param rule the rule that matched, or null for its default or for state
   * @param byState permitted because an earlier packet of the flow was
   */
  default void filtered(
      Cursor c, Filter filter, Filter.@Nullable Rule rule, boolean permitted, boolean byState) {}

  /** A route was chosen, and one of its alternatives. */
  default void routed(Cursor c, FibEntry entry, Forward chosen, int alternatives) {}

  /** The packet is about to leave its node by an interface. */
  default void leaving(Cursor c, int iface) {}

  /**
   * NAT, or a group that rewrites the destination, changed the header.
   *
   * @param side {@code source} or {@code destination}
   */
  default void translated(Cursor c, PacketHeader before, PacketHeader after, String side) {}

  /** The packet enters a tunnel by an inner interface and comes out of another. */
  default void tunnelled(Cursor c, int fromInterface, int toInterface) {}

  /** One unit of TTL was spent at the node where the cursor is. */
  default void spent(Cursor c, HopProfile.Responder responder) {}

  /** Something other than a route or a filter stops the packet: the verdict follows. */
  default void refused(Cursor c, Refusal why, int iface) {}

  /** Why a packet is stopped, where no filter rule and no route says so. */
  enum Refusal {
    /** Its source is not an address of the guest (R53). */
    FOREIGN_SOURCE(Verdict.DROPPED_BY_SOURCE_CHECK),
    /** Its destination is not an address of the guest (R53). */
    FOREIGN_DESTINATION(Verdict.DROPPED_BY_SOURCE_CHECK),
    /** It goes where its guest is known by the port, and its source is not the guest's (R57). */
    SOURCE_OF_ANOTHER(Verdict.NAT_REFUSED),
    /** It is an ICMP error from an address that the asker's table does not know (R211 a). */
    UNKNOWN_ERROR_SOURCE(Verdict.DROPPED_BY_FILTER),
    /** No traffic selector of the tunnel covers it (R112). */
    OUTSIDE_SELECTORS(Verdict.DROPPED_BY_FILTER),
    /** No group at its destination takes its protocol and port. */
    NO_PORT(Verdict.NO_OWNER),
    /** The peering is disconnected by a failure. */
    DELIVERY_CUT(Verdict.DROPPED_BY_PEERING);

    private final Verdict verdict;

    Refusal(Verdict verdict) {
      this.verdict = verdict;
    }

    /** How the walk ends. */
    public Verdict verdict() {
      return verdict;
    }
  }
}
