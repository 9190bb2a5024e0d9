package io.towpath.estate.answers;

import io.towpath.forwarding.solver.Solution;
import io.towpath.net.IpAddress;
import io.towpath.network.Group;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceAddress;
import io.towpath.network.LinkState;
import io.towpath.routing.Topology;
import io.towpath.routing.live.TunnelTable;

/** What is down because somebody configured it so. */
final class Intended {
  private final Solution solution;
  private final Topology topology;

  Intended(Solution solution) {
    this.solution = solution;
    this.topology = solution.topology();
  }

  /** True if an interface, its parent or its tunnel is shut down, or its node sleeps. */
  boolean isShut(int iface) {
    if (iface < 0) {
      return false;
    }
    int node = topology.nodeOfInterface(iface);
    Interface config = topology.iface(iface);
    int parent = config.parent() == null ? -1 : topology.interfaceId(node, config.parent());
    return config.state() == LinkState.ADMIN_DOWN
        || parent >= 0 && topology.iface(parent).state() == LinkState.ADMIN_DOWN
        || isDisabledTunnel(iface)
        || isDormant(node);
  }

  private boolean isDisabledTunnel(int iface) {
    TunnelTable tunnels = solution.routing().tunnels();
    for (int end : tunnels.endsAt(iface)) {
      if (!tunnels.end(end).config().enabled()) {
        return true;
      }
    }
    return false;
  }

  /** True if an interface of a VRF that is shut would own an address or share its subnet. */
  boolean isShutTowards(int vrf, IpAddress address) {
    if (vrf < 0) {
      return false;
    }
    int node = topology.nodeOfVrf(vrf);
    int first = topology.firstInterfaceOf(node);
    for (int iface = first; iface < first + topology.interfaceCountOf(node); iface++) {
      if (topology.vrfOfInterface(iface) == vrf && isShut(iface)) {
        for (InterfaceAddress own : topology.iface(iface).addresses()) {
          if (own.subnet().contains(address)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** True for the standby of an active-standby gateway while the other instance runs. */
  boolean isDormant(int node) {
    if (solution.oper().whyNodeDown(node) == null) {
      return false;
    }
    String name = topology.node(node).name();
    for (Group group : topology.network().groups().values()) {
      if (group.dormantStandby()
          && group.members().stream().anyMatch(member -> member.at().node().equals(name))) {
        return true;
      }
    }
    return false;
  }
}
