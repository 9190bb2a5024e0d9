package io.towpath.lab.plan;

import io.towpath.network.Group;
import io.towpath.network.Host;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceRef;
import io.towpath.network.LinkKind;
import io.towpath.network.Network;
import io.towpath.network.NextHop;
import io.towpath.network.Node;
import io.towpath.network.OspfProcess;
import io.towpath.network.Route;
import io.towpath.network.Vrf;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which interfaces of a network exist in its lab: those that carry packets of their own. Ports of a
 * switch and the parents of sub-interfaces do not; broadcast domains stand for them.
 */
final class BuiltInterfaces {
  private final Set<InterfaceRef> built = new HashSet<>();

  private BuiltInterfaces() {}

  static BuiltInterfaces of(Network network) {
    BuiltInterfaces result = new BuiltInterfaces();
    for (Node node : network.nodes().values()) {
      Set<String> used = new HashSet<>();
      for (OspfProcess process : node.ospf()) {
        process.interfaces().forEach(iface -> used.add(iface.name()));
      }
      for (Vrf vrf : node.vrfs()) {
        for (Route route : vrf.routes()) {
          if (route.nextHop() instanceof NextHop.Attached(String iface, _)) {
            used.add(iface);
          }
        }
      }
      for (Interface iface : node.interfaces()) {
        if (node.vrf(iface.vrf()) != null && carriesPackets(iface, used)) {
          result.built.add(new InterfaceRef(node.name(), iface.name()));
        }
      }
    }
    for (Host host : network.hosts().values()) {
      result.addIfThere(network, host.attachedTo());
    }
    for (Group group : network.groups().values()) {
      group.members().forEach(member -> result.addIfThere(network, member.at()));
    }
    return result;
  }

  private void addIfThere(Network network, InterfaceRef at) {
    Node node = network.nodes().get(at.node());
    Interface iface = node == null ? null : node.findInterface(at.name());
    if (node != null && iface != null && node.vrf(iface.vrf()) != null) {
      built.add(at);
    }
  }

  private static boolean carriesPackets(Interface iface, Set<String> used) {
    return !iface.addresses().isEmpty()
        || iface.unnumbered() != null
        || iface.link() != LinkKind.WIRE
        || iface.answersAllArp()
        || used.contains(iface.name());
  }

  /** True if the interface exists in the lab. */
  boolean contains(InterfaceRef at) {
    return built.contains(at);
  }

  /** The built interfaces of one VRF of a node, in the order of the node. */
  List<Interface> of(Node node, String vrf) {
    List<Interface> result = new ArrayList<>();
    for (Interface iface : node.interfaces()) {
      if (iface.vrf().equals(vrf) && contains(new InterfaceRef(node.name(), iface.name()))) {
        result.add(iface);
      }
    }
    return result;
  }
}
