package io.towpath.forwarding.plane;

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

  /** NAT changed the header. */
  default void translated(Cursor c, PacketHeader before, PacketHeader after, String rule) {}

  /** The packet enters a tunnel by an inner interface and comes out of another. */
  default void tunnelled(Cursor c, int fromInterface, int toInterface) {}

  /** One unit of TTL was spent at the node where the cursor is. */
  default void spent(Cursor c, HopProfile.Responder responder) {}

  /** The source or destination did not belong to the port. */
  default void notOwned(Cursor c, int iface, boolean sourceChecked) {}
}
