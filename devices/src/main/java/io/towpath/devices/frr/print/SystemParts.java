package io.towpath.devices.frr.print;

import io.towpath.net.Origin;
import io.towpath.network.Group;
import io.towpath.network.Interface;
import io.towpath.network.NatRule;
import io.towpath.network.Node;
import io.towpath.network.Services;
import io.towpath.network.TunnelEnd;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a node has besides routing. FRR leaves it to the system that it runs on, so none of it is in
 * a configuration of FRR; each part is noted with what the system does it with.
 */
final class SystemParts {
  private final Printing printing;

  SystemParts(Printing printing) {
    this.printing = printing;
  }

  /** Notes everything, of the node and of the groups that it is a member of. */
  void note(Collection<Group> groups) {
    Node node = printing.node;
    node.interfaces().forEach(this::link);
    node.tunnels().forEach(this::tunnel);
    filters();
    for (NatRule rule : node.nat()) {
      absent(rule.origin(), "a translation", "Rules of nftables translate.");
    }
    for (Services.DhcpScope scope : node.services().dhcpScopes()) {
      absent(scope.origin(), "the DHCP scope " + scope.subnet(), "A DHCP server hands out leases.");
    }
    for (Group group : groups) {
      for (Group.Member member : group.members()) {
        if (member.at().node().equals(node.name()) && group.address() != null) {
          absent(
              group.origin(),
              "the virtual address " + group.address() + " of " + member.at().name(),
              "Keepalived elects who has it.");
        }
      }
    }
  }

  private void link(Interface iface) {
    if (!iface.tags().isEmpty()) {
      absent(
          iface.origin(),
          "802.1Q tag " + join(iface.tags()) + " of " + iface.name(),
          "The system makes VLAN interfaces.");
    }
    if (iface.switchPort() != null || iface.bridgedVlan() > 0) {
      absent(
          iface.origin(), "the switching of " + iface.name(), "A bridge of the system switches.");
    }
    if (iface.dhcp()) {
      absent(iface.origin(), "DHCP on " + iface.name(), "A DHCP client asks for the address.");
    }
  }

  private void tunnel(TunnelEnd tunnel) {
    absent(
        tunnel.origin(),
        "the tunnel on " + tunnel.iface(),
        tunnel.crypto() == null
            ? "The system makes tunnel interfaces."
            : "The system makes tunnel interfaces, and strongSwan their keys.");
  }

  private void filters() {
    Set<String> names = new LinkedHashSet<>(printing.node.firewall());
    for (Interface iface : printing.node.interfaces()) {
      names.addAll(iface.filtersIn());
      names.addAll(iface.filtersOut());
    }
    for (String name : names) {
      absent(printing.node.origin(), "the filter " + shown(name), "Rules of nftables filter.");
    }
  }

  /** In the network, filters of a node begin with its name. */
  private String shown(String filter) {
    String own = printing.node.name() + " ";
    return filter.startsWith(own) ? filter.substring(own.length()) : filter;
  }

  private static String join(Collection<Integer> tags) {
    return String.join(".", tags.stream().map(String::valueOf).toList());
  }

  private void absent(Origin origin, String what, String doneBy) {
    printing.notes.absent(origin, what, doneBy);
  }
}
