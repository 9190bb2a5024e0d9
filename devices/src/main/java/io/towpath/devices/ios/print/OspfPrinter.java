package io.towpath.devices.ios.print;

import io.towpath.devices.ios.print.IosText.Block;
import io.towpath.devices.ios.print.IosText.Section;
import io.towpath.net.Origin;
import io.towpath.network.OspfProcess;
import io.towpath.network.OspfProcess.DefaultOriginate;
import io.towpath.network.OspfProcess.OspfInterface;
import java.util.List;

/** OSPF processes; the interfaces themselves say that they belong to one. */
final class OspfPrinter {
  private static final int DISTANCE = 110;
  private static final int MAXIMUM_PATHS = 4;
  private static final long REFERENCE_BANDWIDTH_MBPS = 100;

  private final IosPrinting printing;
  private final RouteMapPrinter maps;

  OspfPrinter(IosPrinting printing, RouteMapPrinter maps) {
    this.printing = printing;
    this.maps = maps;
  }

  /** The number of a process, which no other of the router has. */
  static int number(IosPrinting printing, OspfProcess process) {
    List<OspfProcess> all = printing.node.ospf();
    boolean first =
        all.stream().filter(p -> p.id().equals(process.id())).findFirst().stream()
            .anyMatch(process::equals);
    return first && process.id().matches("[1-9]\\d{0,3}")
        ? Integer.parseInt(process.id())
        : 10_000 + all.indexOf(process);
  }

  void print() {
    for (OspfProcess process : printing.node.ospf()) {
      Block block =
          printing.text.block(
              Section.OSPF,
              "router ospf " + number(printing, process) + IosWords.inVrf("vrf", process.vrf()));
      if (process.routerId() != null) {
        block.line("router-id " + process.routerId());
      }
      if (process.referenceBandwidthMbps() != REFERENCE_BANDWIDTH_MBPS) {
        block.line("auto-cost reference-bandwidth " + process.referenceBandwidthMbps());
      }
      RedistributionLines lines = new RedistributionLines(printing, maps);
      lines.intoOspf(process.redistributions()).forEach(block::line);
      for (OspfInterface iface : process.interfaces()) {
        if (iface.passive()) {
          block.line("passive-interface " + iface.name());
        }
      }
      if (process.defaultOriginate() != null) {
        block.line(defaultOriginate(process.defaultOriginate()));
      }
      if (process.maximumPaths() != MAXIMUM_PATHS) {
        block.line("maximum-paths " + process.maximumPaths());
      }
      if (process.distance() != DISTANCE) {
        block.line("distance " + process.distance());
      }
      if (process.forwardingAddress() != OspfProcess.ForwardingAddress.ON_LAN) {
        forwardingAddress(process.origin());
      }
    }
  }

  private void forwardingAddress(Origin origin) {
    printing.notes.approximated(
        origin,
        "forwarding addresses on every interface of OSPF",
        "IOS-XE tells them on broadcast interfaces that are not passive.");
  }

  private String defaultOriginate(DefaultOriginate originate) {
    return "default-information originate"
        + (originate.always() ? " always" : "")
        + " metric "
        + originate.metric()
        + " metric-type "
        + (originate.metricType() == 1 ? 1 : 2)
        + (originate.policy() == null ? "" : " route-map " + maps.map(originate.policy()));
  }

  /** Lines of an interface about its process. */
  static void member(IosPrinting printing, OspfProcess process, OspfInterface iface, Block block) {
    block.line("ip ospf " + number(printing, process) + " area " + iface.area());
    boolean pointToPoint = iface.name().startsWith("Tunnel") || iface.name().startsWith("Serial");
    if (iface.pointToPoint() != pointToPoint) {
      block.line("ip ospf network " + (iface.pointToPoint() ? "point-to-point" : "broadcast"));
    }
    if (iface.cost() != 0) {
      block.line("ip ospf cost " + iface.cost());
    }
    if (iface.priority() != 1) {
      block.line("ip ospf priority " + iface.priority());
    }
    long hello = iface.timers().keepalive().toSeconds();
    if (hello != 10) {
      block.line("ip ospf hello-interval " + hello);
    }
    if (iface.timers().hold().toSeconds() != 4 * hello) {
      block.line("ip ospf dead-interval " + iface.timers().hold().toSeconds());
    }
  }
}
