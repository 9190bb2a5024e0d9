package io.towpath.lab.plan;

import io.towpath.network.Host;
import io.towpath.network.InterfaceRef;
import org.jspecify.annotations.Nullable;

/**
 * Where a cable ends: an interface of a node, or a host.
 *
 * @param iface Linux name
 * @param mtu bytes
 * @param at interface of a node, null for a host
 * @param host the host, null for a node
 */
record WireEnd(
    String space, String iface, int mtu, @Nullable InterfaceRef at, @Nullable Host host) {
  @Override
  public String toString() {
    return at != null ? at.toString() : host != null ? host.name() : space + ":" + iface;
  }
}
