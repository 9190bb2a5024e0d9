package io.towpath.lab.plan;

import io.towpath.net.IpAddress;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceAddress;
import io.towpath.network.InterfaceRef;
import io.towpath.network.LinkKind;
import io.towpath.network.Node;
import io.towpath.network.Segment;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is fixed in the space of a fabric: which table serves which port, and the hardware addresses
 * of the neighbours on its edges, which a fabric without addresses cannot ask for. The tables
 * themselves are the agent's, from what daemons selected.
 */
final class FabricSpaces {
  private static final int BY_PORT = 100;
  private static final int NO_TABLE = 30000;

  private FabricSpaces() {}

  /** Fills the spaces of all fabrics; wires are there already. */
  static void addTo(LabDraft draft) {
    for (Node node : FabricNumbers.fabrics(draft.network())) {
      for (Map.Entry<String, Integer> table : FabricNumbers.tables(node).entrySet()) {
        String name = draft.names().space(node, table.getKey());
        if (!draft.hasSpace(name)) {
          continue;
        }
        LabDraft.SpaceDraft space = draft.space(name);
        if (LabNames.isOneSpace(node)) {
          addRules(draft, node, table.getKey(), table.getValue(), space);
        }
        addNeighbours(draft, node, table.getKey(), space);
      }
      if (LabNames.isOneSpace(node) && draft.hasSpace(draft.names().space(node, ""))) {
        // What no table answers ends silently: a fabric has no address to answer from.
        draft.space(draft.names().space(node, "")).ip("rule add pref " + NO_TABLE + " blackhole");
      }
    }
  }

  private static void addRules(
      LabDraft draft, Node node, String vrf, int table, LabDraft.SpaceDraft space) {
    for (Interface port : FabricNumbers.ports(node, vrf)) {
      String iface = draft.names().iface(new InterfaceRef(node.name(), port.name()));
      space.ip("rule add pref " + BY_PORT + " iif " + iface + " lookup " + table);
    }
  }

  private static void addNeighbours(
      LabDraft draft, Node node, String vrf, LabDraft.SpaceDraft space) {
    for (Interface port : FabricNumbers.ports(node, vrf)) {
      if (port.link() != LinkKind.EDGE) {
        continue;
      }
      InterfaceRef at = new InterfaceRef(node.name(), port.name());
      String iface = draft.names().iface(at);
      neighbours(draft, at)
          .forEach(
              (address, mac) ->
                  space.ip(
                      "neighbour replace %s lladdr %s dev %s nud permanent"
                          .formatted(address, mac, iface)));
    }
  }

  private static Map<IpAddress, String> neighbours(LabDraft draft, InterfaceRef at) {
    Map<IpAddress, String> byAddress = new TreeMap<>();
    for (Segment segment : draft.network().segments().values()) {
      if (!segment.members().contains(at)) {
        continue;
      }
      for (InterfaceRef member : segment.members()) {
        Node node = draft.network().nodes().get(member.node());
        Interface iface = node == null ? null : node.findInterface(member.name());
        if (node == null || iface == null || member.equals(at) || node.vrf(iface.vrf()) == null) {
          continue;
        }
        String mac =
            mac(draft, draft.names().space(node, iface.vrf()), draft.names().iface(member));
        for (InterfaceAddress address : iface.addresses()) {
          if (!mac.isEmpty()) {
            byAddress.put(address.address(), mac);
          }
        }
      }
    }
    return byAddress;
  }

  /** Hardware address of an interface by its wire; empty if it has none. */
  private static String mac(LabDraft draft, String space, String iface) {
    for (Wire wire : draft.wires()) {
      for (Wire.End end : new Wire.End[] {wire.a(), wire.b()}) {
        if (end.space().equals(space) && end.iface().equals(iface)) {
          return end.mac();
        }
      }
    }
    return "";
  }
}
