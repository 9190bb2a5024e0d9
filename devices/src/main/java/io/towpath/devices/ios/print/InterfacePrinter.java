package io.towpath.devices.ios.print;

import io.towpath.devices.ios.IosInterfaceTypes;
import io.towpath.devices.ios.parse.InterfaceNames;
import io.towpath.devices.ios.print.IosText.Block;
import io.towpath.devices.ios.print.IosText.Section;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Origin;
import io.towpath.network.Group;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceAddress;
import io.towpath.network.LinkState;
import io.towpath.network.NatSide;
import io.towpath.network.SwitchPort;
import io.towpath.network.Timers;
import io.towpath.network.Vrf;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Interfaces with all that IOS-XE says there: addresses, tags, filters, OSPF, redundancy, tunnels.
 */
final class InterfacePrinter {
  private static final int USUAL_MTU = 1500;
  private static final int UNUSED_VLAN = 4094;
  private static final Pattern VIRTUAL = Pattern.compile("(hsrp|vrrp) (\\d+) .*");

  private final IosPrinting printing;
  private final AccessListPrinter accessLists;
  private final TunnelPrinter tunnels;
  private final boolean bridges;

  InterfacePrinter(IosPrinting printing, AccessListPrinter accessLists, TunnelPrinter tunnels) {
    this.printing = printing;
    this.accessLists = accessLists;
    this.tunnels = tunnels;
    this.bridges = printing.node.interfaces().stream().anyMatch(i -> i.switchPort() != null);
  }

  void print() {
    printing.node.interfaces().forEach(this::print);
  }

  private void print(Interface iface) {
    if (!InterfaceNames.isCanonical(iface.name())) {
      printing.notes.absent(
          iface.origin(),
          "the name of interface " + iface.name(),
          "IOS-XE has no interfaces of that type: write the router's own name.");
    }
    Block block = printing.text.block(Section.INTERFACES, "interface " + iface.name());
    if (iface.parent() != null) {
      block.line("encapsulation dot1Q " + tags(iface));
    }
    switched(iface, block);
    if (!iface.vrf().equals(Vrf.DEFAULT)) {
      block.line("vrf forwarding " + iface.vrf());
    }
    addresses(iface, block);
    if (iface.bandwidthKbps() > 0 && iface.bandwidthKbps() != usualBandwidth(iface)) {
      block.line("bandwidth " + iface.bandwidthKbps());
    }
    if (iface.mtu() != USUAL_MTU) {
      block.line("ip mtu " + iface.mtu());
    }
    filter(iface.filtersIn(), " in", iface.origin(), block::line);
    filter(iface.filtersOut(), " out", iface.origin(), block::line);
    if (iface.natSide() != NatSide.NONE) {
      block.line("ip nat " + (iface.natSide() == NatSide.INSIDE ? "inside" : "outside"));
    }
    if (!iface.sendsUnreachables()) {
      block.line("no ip unreachables");
    }
    for (var process : printing.node.ospf()) {
      process.interfaces().stream()
          .filter(member -> member.name().equals(iface.name()))
          .forEach(member -> OspfPrinter.member(printing, process, member, block));
    }
    redundancy(iface, block);
    bfd(iface, block);
    tunnels.print(iface, block);
    block.line(iface.state() == LinkState.ADMIN_DOWN ? "shutdown" : "no shutdown");
  }

  private static String tags(Interface iface) {
    List<Integer> tags = iface.tags();
    return switch (tags.size()) {
      case 0 -> "1 native";
      case 1 -> tags.getFirst().toString();
      default -> tags.getFirst() + " second-dot1q " + tags.get(1);
    };
  }

  private void addresses(Interface iface, Block block) {
    if (iface.dhcp()) {
      block.line("ip address dhcp");
      return;
    }
    if (iface.unnumbered() != null) {
      block.line("ip unnumbered " + iface.unnumbered());
    }
    for (InterfaceAddress address : iface.addresses()) {
      if (address.address() instanceof Ipv4Address) {
        block.line(
            "ip address "
                + address.address()
                + " "
                + IosWords.mask(address.length())
                + (address.secondary() ? " secondary" : ""));
      }
    }
  }

  private long usualBandwidth(Interface iface) {
    Interface parent = iface.parent() == null ? null : printing.node.findInterface(iface.parent());
    return parent != null && parent.bandwidthKbps() > 0
        ? parent.bandwidthKbps()
        : IosInterfaceTypes.bandwidthKbps(iface.name());
  }

  private void filter(
      List<String> filters, String direction, Origin origin, Consumer<String> lines) {
    if (filters.size() > 1) {
      printing.notes.absent(
          origin, "a second filter" + direction, "IOS-XE has one access list in each direction.");
    }
    if (!filters.isEmpty()) {
      String list = accessLists.named(filters.getFirst(), origin);
      if (list != null) {
        lines.accept("ip access-group " + list + direction);
      }
    }
  }

  private void switched(Interface iface, Block block) {
    SwitchPort port = iface.switchPort();
    if (port == null) {
      boolean couldBridge =
          bridges
              && iface.parent() == null
              && IosInterfaceTypes.isEthernet(iface.name())
              && iface.addresses().isEmpty();
      if (couldBridge) {
        block.line("no switchport");
      }
      return;
    }
    if (!port.tagged()) {
      block.line("switchport mode access");
      block.line("switchport access vlan " + port.vlans().getFirst());
      return;
    }
    block.line("switchport mode trunk");
    block.line(
        "switchport trunk native vlan "
            + (port.nativeVlan() > 0 ? port.nativeVlan() : UNUSED_VLAN));
    if (!port.vlans().isEmpty()) {
      String allowed = port.vlans().stream().map(String::valueOf).collect(Collectors.joining(","));
      block.line(
          "switchport trunk allowed vlan "
              + allowed
              + (port.nativeVlan() > 0 ? "," + port.nativeVlan() : ""));
    }
  }

  private void redundancy(Interface iface, Block block) {
    for (Group group : printing.groups) {
      Group.Member member = ownMember(group, iface);
      Matcher words = VIRTUAL.matcher(group.name());
      if (member == null || group.address() == null) {
        continue;
      }
      if (!words.matches()) {
        printing.notes.absent(
            group.origin(),
            "group " + group.name(),
            "It is none of HSRP or VRRP, the groups that a router knows.");
        continue;
      }
      boolean hsrp = words.group(1).equals("hsrp");
      String start = (hsrp ? "standby " : "vrrp ") + words.group(2);
      block.line(start + " ip " + group.address());
      if (member.priority() != 100 && member.priority() < 255) {
        block.line(start + " priority " + member.priority());
      }
      Timers timers = group.timers();
      long hello = timers.keepalive().toMillis();
      long hold = timers.hold().toMillis();
      if (hsrp && (hello != 3_000 || hold != 10_000)) {
        block.line(start + " timers msec " + hello + " msec " + hold);
      } else if (!hsrp && hello != 1_000) {
        block.line(start + " timers advertise msec " + hello);
      }
    }
  }

  private Group.@Nullable Member ownMember(Group group, Interface iface) {
    return group.members().stream()
        .filter(
            member ->
                member.at().node().equals(printing.node.name())
                    && member.at().name().equals(iface.name()))
        .findFirst()
        .orElse(null);
  }

  private void bfd(Interface iface, Block block) {
    Timers timers = BfdIntervals.of(printing.node, iface);
    if (timers != null && timers.bfdInterval() != null) {
      long millis = timers.bfdInterval().toMillis();
      block.line(
          "bfd interval "
              + millis
              + " min_rx "
              + millis
              + " multiplier "
              + timers.bfdDetectMultiplier());
    }
  }
}
