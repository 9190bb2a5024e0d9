package io.towpath.devices.windows.print;

import io.towpath.devices.print.PrintNotes;
import io.towpath.network.Interface;
import io.towpath.network.LinkKind;
import io.towpath.network.Node;
import io.towpath.network.Vrf;
import java.util.ArrayList;
import java.util.List;

/** What the steps of one printing share. For one thread. */
final class WindowsPrinting {
  final Node node;
  final Machine machine;
  final ScriptText text = new ScriptText();
  final PrintNotes notes = new PrintNotes();

  /** Interfaces that the script has, in the order of the node. */
  final List<Interface> interfaces = new ArrayList<>();

  WindowsPrinting(Node node, Machine machine) {
    this.node = node;
    this.machine = machine;
    for (Interface iface : node.interfaces()) {
      if (iface.link() == LinkKind.TUNNEL) {
        notes.absent(
            iface.origin(),
            "the tunnel interface " + iface.name(),
            "Tunnels of Routing and Remote Access are not written by this printer.");
      } else if (!iface.vrf().equals(Vrf.DEFAULT)) {
        notes.absent(
            iface.origin(),
            "interface " + iface.name() + " in VRF " + iface.vrf(),
            "Windows has one routing table.");
      } else {
        interfaces.add(iface);
      }
    }
  }

  /** True if an interface of that name is in the script. */
  boolean has(String name) {
    return interfaces.stream().anyMatch(iface -> iface.name().equals(name));
  }
}
