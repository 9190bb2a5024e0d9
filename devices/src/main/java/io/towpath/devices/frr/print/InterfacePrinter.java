package io.towpath.devices.frr.print;

import io.towpath.devices.frr.FrrDaemon;
import io.towpath.devices.frr.print.ConfigurationText.Block;
import io.towpath.devices.frr.print.ConfigurationText.Section;
import io.towpath.net.Ipv4Address;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceAddress;
import io.towpath.network.LinkState;
import io.towpath.network.OspfProcess;
import io.towpath.network.OspfProcess.OspfInterface;
import io.towpath.network.Timers;
import io.towpath.network.Vrf;

/** Interfaces with their addresses and their part in OSPF. */
final class InterfacePrinter {
  /** What the prediction takes for an interface of unknown bandwidth. */
  private static final long DEFAULT_BANDWIDTH_KBPS = 1_000_000;

  private static final int LONGEST_NAME = 15;

  private final Printing printing;

  InterfacePrinter(Printing printing) {
    this.printing = printing;
  }

  void print() {
    for (Interface iface : printing.node.interfaces()) {
      boolean inDefault = iface.vrf().equals(Vrf.DEFAULT);
      String header = "interface " + iface.name() + (inDefault ? "" : " vrf " + iface.vrf());
      Block block =
          printing.options.interfaceAddresses()
              ? printing.text.newBlock(header, "exit", FrrDaemon.ZEBRA)
              : printing.text.newBlock(header, "exit");
      if (printing.options.interfaceAddresses()) {
        addresses(iface, block);
      }
      for (OspfProcess process : printing.node.ospf()) {
        for (OspfInterface member : process.interfaces()) {
          if (member.name().equals(iface.name())
              && OspfPrinter.isFirstOfVrf(printing.node, process)) {
            ospf(process, member, iface, block);
          }
        }
      }
      if (iface.name().length() > LONGEST_NAME && !block.isEmpty()) {
        printing.notes.absent(
            iface.origin(),
            "the name " + iface.name(),
            "Names of interfaces have 15 characters at most; rename it before printing.");
      }
      if (!block.isEmpty() || printing.options.interfaceAddresses()) {
        printing.text.add(Section.INTERFACES, block);
      }
    }
  }

  private void addresses(Interface iface, Block block) {
    if (iface.unnumbered() != null) {
      printing.notes.absent(
          iface.origin(),
          iface.name() + " with the address of " + iface.unnumbered(),
          "FRR takes the addresses that the kernel has.");
    }
    for (InterfaceAddress address : iface.addresses()) {
      if (address.address() instanceof Ipv4Address) {
        block.line("ip address " + address, FrrDaemon.ZEBRA);
      } else {
        block.line("ipv6 address " + address, FrrDaemon.ZEBRA);
      }
    }
    if (iface.bandwidthKbps() >= 1000
        && iface.bandwidthKbps() % 1000 == 0
        && iface.bandwidthKbps() <= 100_000_000) {
      block.line("bandwidth " + iface.bandwidthKbps() / 1000, FrrDaemon.ZEBRA);
    }
    if (iface.state() == LinkState.ADMIN_DOWN) {
      block.line("shutdown", FrrDaemon.ZEBRA);
    }
  }

  private void ospf(OspfProcess process, OspfInterface member, Interface iface, Block block) {
    block.line("ip ospf area " + new Ipv4Address((int) member.area()), FrrDaemon.OSPFD);
    block.line("ip ospf cost " + cost(process, member, iface), FrrDaemon.OSPFD);
    Timers timers = member.timers();
    block.line("ip ospf dead-interval " + Math.max(1, timers.hold().toSeconds()), FrrDaemon.OSPFD);
    block.line(
        "ip ospf hello-interval " + Math.max(1, timers.keepalive().toSeconds()), FrrDaemon.OSPFD);
    block.line(
        "ip ospf network " + (member.pointToPoint() ? "point-to-point" : "broadcast"),
        FrrDaemon.OSPFD);
    if (member.passive()) {
      block.line("ip ospf passive", FrrDaemon.OSPFD);
    }
    block.line("ip ospf priority " + member.priority(), FrrDaemon.OSPFD);
    if (timers.bfdInterval() != null) {
      block.line("ip ospf bfd", FrrDaemon.OSPFD);
      long millis = timers.bfdInterval().toMillis();
      block.line(
          "ip ospf bfd " + timers.bfdDetectMultiplier() + " " + millis + " " + millis,
          FrrDaemon.OSPFD);
    }
  }

  /**
   * The cost that the prediction counts with (RFC 2328 appendix C.3): FRR would take the speed that
   * the kernel reports.
   */
  private static int cost(OspfProcess process, OspfInterface member, Interface iface) {
    if (member.cost() > 0) {
      return member.cost();
    }
    long bandwidth = iface.bandwidthKbps() > 0 ? iface.bandwidthKbps() : DEFAULT_BANDWIDTH_KBPS;
    return Math.clamp(process.referenceBandwidthMbps() * 1000 / bandwidth, 1, 65_535);
  }
}
