package io.towpath.forwarding.plane;

import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import io.towpath.network.TunnelEnd;
import io.towpath.routing.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Traffic selectors of tunnel ends by inner interface (R112). Ends without any take everything. */
final class TunnelSelectors {
  private final Map<Integer, List<TunnelEnd.Selector>> byInterface = new HashMap<>();

  TunnelSelectors(Topology topology) {
    for (int node = 0; node < topology.nodeCount(); node++) {
      for (TunnelEnd end : topology.node(node).tunnels()) {
        int iface = topology.interfaceId(node, end.iface());
        if (!end.selectors().isEmpty() && iface >= 0) {
          byInterface.computeIfAbsent(iface, _ -> new ArrayList<>()).addAll(end.selectors());
        }
      }
    }
  }

  /** True if both ends of a tunnel take a packet that enters it at one of them. */
  boolean cover(int from, int to, int source, int destination) {
    return byInterface.isEmpty()
        || takes(from, source, destination) && takes(to, destination, source);
  }

  private boolean takes(int iface, int local, int remote) {
    List<TunnelEnd.Selector> selectors = byInterface.get(iface);
    if (selectors == null) {
      return true;
    }
    for (TunnelEnd.Selector selector : selectors) {
      if (contains(selector.local(), local) && contains(selector.remote(), remote)) {
        return true;
      }
    }
    return false;
  }

  private static boolean contains(Prefix prefix, int address) {
    return prefix.network() instanceof Ipv4Address(int bits)
        && (address & Ipv4Address.mask(prefix.length())) == bits;
  }
}
