package io.towpath.lab.plan;

import io.towpath.network.Interface;
import io.towpath.network.InterfaceRef;
import io.towpath.network.Node;

/** What servers do that a lab does not build: their own firewall, DHCP, forwarding by interface. */
final class UnbuiltServices {
  private UnbuiltServices() {}

  static void addTo(LabDraft draft) {
    for (Node node : draft.network().nodes().values()) {
      if (!node.firewall().isEmpty()) {
        draft.remark(
            Remark.Kind.MISSING,
            node.name(),
            "Its firewall is not built: it answers whatever reaches it.");
      }
      if (!node.services().dhcpScopes().isEmpty()) {
        draft.remark(
            Remark.Kind.VARIANT,
            node.name(),
            "No DHCP server runs: its clients are given their leases as addresses.");
      }
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
