package io.towpath.lab.plan;

import io.towpath.network.Interface;
import io.towpath.network.Network;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Numbers of the Linux tables of nodes that forward by domain: a fabric has one table for each VRF,
 * chosen by the port that a packet came in by; the Internet has the main table. A pure function of
 * the network, so that the plan and the agent agree.
 */
public final class FabricNumbers {
  private static final int FIRST = 1000;
  private static final int MAIN = 254;

  private FabricNumbers() {}

  /** True for nodes whose tables the agent writes: they map addresses to ports, run no protocol. */
  public static boolean isFabric(Node node) {
    return node.kind() == NodeKind.FABRIC || node.kind() == NodeKind.INTERNET;
  }

  /** Nodes whose tables the agent writes, sorted by name. */
  public static List<Node> fabrics(Network network) {
    return network.nodes().values().stream().filter(FabricNumbers::isFabric).toList();
  }

  /** Table number by VRF, of those VRFs that own a port. */
  public static Map<String, Integer> tables(Node fabric) {
    Map<String, Integer> numbers = new TreeMap<>();
    for (int v = 0; v < fabric.vrfs().size(); v++) {
      String vrf = fabric.vrfs().get(v).name();
      if (!ports(fabric, vrf).isEmpty()) {
        numbers.put(vrf, LabNames.isOneSpace(fabric) ? FIRST + v : MAIN);
      }
    }
    return numbers;
  }

  /** Ports of a VRF, in the order of the node. */
  public static List<Interface> ports(Node fabric, String vrf) {
    return fabric.interfaces().stream().filter(port -> port.vrf().equals(vrf)).toList();
  }
}
