package io.towpath.forwarding.plane;

import io.towpath.network.LinkKind;
import io.towpath.routing.LiveSet;
import io.towpath.routing.Topology;
import java.util.BitSet;

/** Which interfaces and hosts are cut off in one live set. Immutable and thread-safe. */
final class Lines {
  private final Topology topology;
  private final BitSet down;
  private final BitSet silent;
  private final BitSet nodesDown;

  Lines(Topology topology, LiveSet live) {
    this.topology = topology;
    down = (BitSet) live.interfacesDown().clone();
    silent = live.interfacesSilent();
    nodesDown = live.nodesDown();
    for (int n = nodesDown.nextSetBit(0); n >= 0; n = nodesDown.nextSetBit(n + 1)) {
      int first = topology.firstInterfaceOf(n);
      down.set(first, first + topology.interfaceCountOf(n));
    }
  }

  /** True if an interface has no line. */
  boolean isDown(int iface) {
    return down.get(iface);
  }

  /** True if an interface has a line that passes nothing. */
  boolean isSilent(int iface) {
    return silent.get(iface);
  }

  /** True if packets pass an interface. */
  boolean carries(int iface) {
    return !down.get(iface) && !silent.get(iface);
  }

  /**
   * True if a host has lost its link. On a port of its own that is the port. On a LAN it is the
   * whole LAN, or the switch that it is plugged into: a routed interface that goes down takes only
   * its router off the LAN.
   */
  boolean isHostCut(int host) {
    int at = topology.interfaceOfHost(host);
    if (at < 0 || !down.get(at)) {
      return at < 0;
    }
    int segment = topology.segmentOf(at);
    if (segment < 0
        || topology.members(segment).length < 2
        || topology.iface(at).link() != LinkKind.WIRE) {
      return true;
    }
    if (topology.iface(at).bridgedVlan() > 0) {
      return nodesDown.get(topology.nodeOfInterface(at)) || allDown(segment);
    }
    return allDown(segment);
  }

  private boolean allDown(int segment) {
    for (int member : topology.members(segment)) {
      if (!down.get(member)) {
        return false;
      }
    }
    return true;
  }
}
