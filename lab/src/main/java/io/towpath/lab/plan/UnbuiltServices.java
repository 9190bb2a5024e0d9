package io.towpath.lab.plan;

import io.towpath.network.Interface;
import io.towpath.network.InterfaceRef;
import io.towpath.network.Node;

/** What servers do that a lab does not build: forwarding by interface. */
final class UnbuiltServices {
  private UnbuiltServices() {}

  static void addTo(LabDraft draft) {
    for (Node node : draft.network().nodes().values()) {
      for (Interface iface : node.interfaces()) {
        if (node.forwards() && !iface.forwards()) {
          draft.remark(
              Remark.Kind.MISSING,
              new InterfaceRef(node.name(), iface.name()).toString(),
              "The node forwards here too: forwarding is one switch of a space.");
        }
      }
    }
  }
}
