package io.towpath.network;

import io.towpath.net.IpAddress;
import org.jspecify.annotations.Nullable;

/** Where a route sends a packet. The set is closed; engines switch over it without a default. */
public sealed interface NextHop {

  /** What the owner prints for it; null = the next hop itself. */
  @Nullable Shown shown();

  /**
   * Send to a router at an address. With an interface the address is a neighbour there; without one
   * it is looked up in the same VRF, recursively.
   */
  record Via(IpAddress address, @Nullable String iface, @Nullable Shown shown) implements NextHop {}

  /**
   * The destination itself is a neighbour on this interface (connected, or static to interface).
   */
  record Attached(String iface, @Nullable Shown shown) implements NextHop {}

  /** Hand to the port that owns {@code address} in a domain, whatever the packet's destination. */
  record Port(String domain, IpAddress address, @Nullable Shown shown) implements NextHop {}

  /**
   * Hand to the port that owns the packet's destination in a domain.
   *
   * @param filter name of the filter that the packet must pass first (R67, R68), or null
   */
  record Deliver(String domain, @Nullable String filter, @Nullable Shown shown)
      implements NextHop {}

  /** Hand to the member that a group elects. */
  record ToGroup(String group, @Nullable Shown shown) implements NextHop {}

  /** Into the tunnel whose inner interface this is; usable only while the tunnel is up. */
  record IntoTunnel(String iface, @Nullable Shown shown) implements NextHop {}

  /** Look the destination up in another VRF of the same node. */
  record OtherVrf(String vrf, @Nullable Shown shown) implements NextHop {}

  /** To the Internet, over the interface that leads to it. */
  record Internet(String iface, @Nullable Shown shown) implements NextHop {}

  /**
   * Drop.
   *
   * @param silent true if no ICMP unreachable is sent (R24)
   */
  record Discard(boolean silent, @Nullable Shown shown) implements NextHop {}
}
