package io.towpath.routing.live;

import io.towpath.network.Interface;
import io.towpath.network.LinkKind;
import io.towpath.network.LinkState;
import io.towpath.network.SwitchPort;
import io.towpath.routing.Topology;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Lines that go down take others with them: sub-interfaces, the far end of a cable, switched
 * virtual interfaces. A worklist spreads the news; the state only ever goes from up to down.
 */
final class LineState {
  private final Topology topology;
  private final BitSet nodesDown = new BitSet();
  private final BitSet interfacesDown = new BitSet();
  private final BitSet interfacesSilent = new BitSet();
  private final Map<Integer, String> nodeCauses = new HashMap<>();
  private final Map<Integer, String> interfaceCauses = new HashMap<>();
  private final Deque<Integer> news = new ArrayDeque<>();

  LineState(Topology topology) {
    this.topology = topology;
    for (int i = 0; i < topology.interfaceCount(); i++) {
      Interface iface = topology.iface(i);
      if (iface.state() == LinkState.ADMIN_DOWN) {
        down(i, "shut down");
      } else if (iface.state() == LinkState.CARRIER_DOWN) {
        down(i, "no carrier");
      } else if (iface.state() == LinkState.SILENT) {
        interfacesSilent.set(i);
      }
    }
  }

  void stopNode(int node, String cause) {
    if (node < 0 || nodesDown.get(node)) {
      return;
    }
    nodesDown.set(node);
    nodeCauses.put(node, cause);
    int first = topology.firstInterfaceOf(node);
    for (int i = first; i < first + topology.interfaceCountOf(node); i++) {
      down(i, topology.node(node).name() + " is " + cause);
    }
  }

  void failInterface(int iface, boolean silent) {
    if (iface < 0) {
      return;
    }
    if (silent) {
      interfacesSilent.set(iface);
    } else {
      down(iface, "failed");
    }
  }

  void cut(String segment) {
    for (int s = 0; s < topology.segmentCount(); s++) {
      if (topology.segment(s).name().equals(segment)) {
        for (int member : topology.members(s)) {
          down(member, "its segment is cut");
        }
      }
    }
  }

  private void down(int iface, String cause) {
    if (!interfacesDown.get(iface)) {
      interfacesDown.set(iface);
      interfaceCauses.put(iface, cause);
      news.add(iface);
    }
  }

  /** Spreads what has gone down until nothing more does. */
  void settle() {
    while (!news.isEmpty()) {
      int iface = news.poll();
      if (!nodesDown.get(topology.nodeOfInterface(iface))) {
        dropSubInterfaces(iface);
      }
      dropFarEnd(iface);
      if (topology.iface(iface).switchPort() != null) {
        dropVirtualInterfaces(topology.nodeOfInterface(iface));
      }
    }
  }

  private void dropSubInterfaces(int parent) {
    String name = topology.iface(parent).name();
    int first = topology.firstInterfaceOf(topology.nodeOfInterface(parent));
    int last = first + topology.interfaceCountOf(topology.nodeOfInterface(parent));
    for (int i = first; i < last; i++) {
      if (name.equals(topology.iface(i).parent())) {
        down(i, "its parent " + name + " is down");
      }
    }
  }

  /**
   * A cable between two physical ports has no carrier when one of them is down. Where hosts sit too
   * there is a switch in between, and nobody notices.
   */
  private void dropFarEnd(int iface) {
    int segment = topology.segmentOf(iface);
    if (segment < 0 || topology.members(segment).length != 2 || !isPhysicalPort(iface)) {
      return;
    }
    for (int member : topology.members(segment)) {
      if (topology.hostsAt(member).length > 0) {
        return;
      }
    }
    for (int member : topology.members(segment)) {
      if (member != iface && isPhysicalPort(member)) {
        down(member, "no carrier: " + topology.interfaceRef(iface) + " is down");
      }
    }
  }

  private boolean isPhysicalPort(int i) {
    Interface iface = topology.iface(i);
    return iface.link() == LinkKind.WIRE
        && iface.parent() == null
        && iface.tags().isEmpty()
        && iface.bridgedVlan() == 0;
  }

  /** An SVI is down when it has member ports and none of them is up. */
  private void dropVirtualInterfaces(int node) {
    int first = topology.firstInterfaceOf(node);
    for (int i = first; i < first + topology.interfaceCountOf(node); i++) {
      int vlan = topology.iface(i).bridgedVlan();
      if (vlan > 0 && !interfacesDown.get(i) && !hasMemberUp(node, vlan)) {
        down(i, "no port of VLAN " + vlan + " is up");
      }
    }
  }

  private boolean hasMemberUp(int node, int vlan) {
    int first = topology.firstInterfaceOf(node);
    for (int i = first; i < first + topology.interfaceCountOf(node); i++) {
      SwitchPort port = topology.iface(i).switchPort();
      if (port != null && carries(port, vlan) && !interfacesDown.get(i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean carries(SwitchPort port, int vlan) {
    return port.vlans().contains(vlan)
        || port.tagged() && (port.vlans().isEmpty() || port.nativeVlan() == vlan);
  }

  boolean isUp(int iface) {
    return !interfacesDown.get(iface) && !nodesDown.get(topology.nodeOfInterface(iface));
  }

  BitSet nodesDown() {
    return nodesDown;
  }

  BitSet interfacesDown() {
    return interfacesDown;
  }

  BitSet interfacesSilent() {
    return interfacesSilent;
  }

  Map<Integer, String> nodeCauses() {
    return nodeCauses;
  }

  Map<Integer, String> interfaceCauses() {
    return interfaceCauses;
  }
}
