package io.towpath.routing.fib;

import io.towpath.net.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a forwarding table does with a packet: a next hop with every recursion resolved and every
 * name replaced by its id in the {@link io.towpath.routing.Topology}.
 */
public sealed interface Forward {

  /** Send to a neighbour: the owner of {@code address} on the broadcast domain of an interface. */
  record Neighbour(int iface, IpAddress address) implements Forward {}

  /** The destination itself is a neighbour on an interface. */
  record Attached(int iface) implements Forward {}

  /** The packet is for this node. */
  record Receive(int iface) implements Forward {}

  /** Hand to the port that owns {@code address} in a domain. */
  record ToPort(String domain, IpAddress address) implements Forward {}

  /** Hand to the port that owns the destination in a domain, if the filter permits. */
  record Deliver(String domain, @Nullable String filter) implements Forward {}

  /** Hand to the member that a group elects. */
  record ToGroup(String group) implements Forward {}

  /** Into a tunnel by its inner interface. */
  record IntoTunnel(int iface) implements Forward {}

  /** Look up again in another VRF of the node. */
  record OtherVrf(int vrf) implements Forward {}

  /** To the Internet over an interface. */
  record Internet(int iface) implements Forward {}

  /** Drop; {@code silent} without an ICMP error. */
  record Discard(boolean silent) implements Forward {}
}
