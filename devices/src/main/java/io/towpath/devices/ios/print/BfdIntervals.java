package io.towpath.devices.ios.print;

import io.towpath.network.BgpPeer;
import io.towpath.network.Interface;
import io.towpath.network.Node;
import io.towpath.network.OspfProcess;
import io.towpath.network.Timers;
import org.jspecify.annotations.Nullable;

/** Intervals of BFD, which IOS-XE has at the interface and not at the session. */
final class BfdIntervals {
  private BfdIntervals() {}

  /** The interface whose subnet holds a peer, or null. */
  static @Nullable Interface interfaceOf(Node node, BgpPeer peer) {
    return node.interfaces().stream()
        .filter(i -> i.addresses().stream().anyMatch(a -> a.subnet().contains(peer.address())))
        .findFirst()
        .orElse(null);
  }

  /** Timers of the first session or adjacency over an interface that has BFD; null if none has. */
  static @Nullable Timers of(Node node, Interface iface) {
    for (var speaker : node.bgp()) {
      for (BgpPeer peer : speaker.peers()) {
        if (peer.transport().timers().bfdInterval() != null
            && iface.equals(interfaceOf(node, peer))) {
          return peer.transport().timers();
        }
      }
    }
    for (OspfProcess process : node.ospf()) {
      for (OspfProcess.OspfInterface member : process.interfaces()) {
        if (member.name().equals(iface.name()) && member.timers().bfdInterval() != null) {
          return member.timers();
        }
      }
    }
    return null;
  }
}
