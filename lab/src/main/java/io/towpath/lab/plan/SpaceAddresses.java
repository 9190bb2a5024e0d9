package io.towpath.lab.plan;

import io.towpath.net.AddressFamily;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceAddress;
import io.towpath.network.InterfaceRef;
import io.towpath.network.LinkKind;
import io.towpath.network.LinkState;
import io.towpath.network.Node;
import io.towpath.network.Vrf;

/** Addresses and states of the interfaces of routers, and whether the node forwards. */
final class SpaceAddresses {
  private SpaceAddresses() {}

  static void addTo(LabDraft draft) {
    BuiltInterfaces built = BuiltInterfaces.of(draft.network());
    for (Node node : draft.network().nodes().values()) {
      if (LabNames.isOneSpace(node)) {
        // Its interfaces have no addresses.
        draft.space(draft.names().space(node, "")).sysctl("net.ipv4.ip_forward", "1");
        continue;
      }
      for (Vrf vrf : node.vrfs()) {
        String name = draft.names().space(node, vrf.name());
        if (draft.hasSpace(name)) {
          LabDraft.SpaceDraft space = draft.space(name);
          space.sysctl("net.ipv4.ip_forward", node.forwards() ? "1" : "0");
          if (!node.services().answersEcho()) {
            space.sysctl("net.ipv4.icmp_echo_ignore_all", "1");
          }
          built.of(node, vrf.name()).forEach(iface -> configure(draft, space, node, iface));
        }
      }
    }
  }

  private static void configure(
      LabDraft draft, LabDraft.SpaceDraft space, Node node, Interface iface) {
    InterfaceRef at = new InterfaceRef(node.name(), iface.name());
    if (iface.link() == LinkKind.TUNNEL) {
      return; // appears with its tunnel
    }
    String name = draft.names().iface(at);
    for (InterfaceAddress address : iface.addresses()) {
      if (address.address().family() == AddressFamily.IPV4) {
        space.ip("address add " + address + " dev " + name);
      } else {
        draft.remark(
            Remark.Kind.MISSING, at.toString(), "IPv6 address " + address + " is not built.");
      }
    }
    if (iface.state() == LinkState.SILENT) {
      space.ruleset(SilentInterface.table(name), SilentInterface.ruleset(name));
    }
  }

  /** Sets down what starts down; last, because routes need their interfaces up to be accepted. */
  static void setDown(LabDraft draft) {
    BuiltInterfaces built = BuiltInterfaces.of(draft.network());
    for (Node node : draft.network().nodes().values()) {
      // What is down because its node sleeps comes up with the node.
      boolean sleeps = draft.atStart().nodesDown().get(draft.topology().nodeId(node.name()));
      for (Interface iface : node.interfaces()) {
        InterfaceRef at = new InterfaceRef(node.name(), iface.name());
        int id = draft.topology().interfaceId(at);
        boolean down = sleeps ? !iface.isEnabled() : draft.atStart().interfacesDown().get(id);
        if (down && built.contains(at) && iface.link() != LinkKind.TUNNEL) {
          draft
              .space(draft.names().space(node, iface.vrf()))
              .ip("link set dev " + draft.names().iface(at) + " down");
        }
      }
    }
  }
}
