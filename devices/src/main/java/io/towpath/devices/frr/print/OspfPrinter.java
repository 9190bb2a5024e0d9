package io.towpath.devices.frr.print;

import io.towpath.devices.frr.FrrDaemon;
import io.towpath.devices.frr.SourceMark;
import io.towpath.devices.frr.print.ConfigurationText.Block;
import io.towpath.devices.frr.print.ConfigurationText.Section;
import io.towpath.devices.frr.print.RouteMapPrinter.Entry;
import io.towpath.devices.frr.print.RouteMapPrinter.Line;
import io.towpath.devices.frr.print.RouteMapPrinter.OnMatch;
import io.towpath.net.IpAddress;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.Node;
import io.towpath.network.OspfProcess;
import io.towpath.network.OspfProcess.DefaultOriginate;
import io.towpath.network.Redistribution;
import io.towpath.network.RouteClass;
import io.towpath.network.RoutePolicy;
import io.towpath.network.Vrf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** OSPF processes; of each VRF one, as FRR runs them. */
final class OspfPrinter {
  private static final int DEFAULT_METRIC = 20;
  private static final int DEFAULT_METRIC_OF_BGP = 1;

  private final Printing printing;
  private final RouteMapPrinter maps;

  OspfPrinter(Printing printing, RouteMapPrinter maps) {
    this.printing = printing;
    this.maps = maps;
  }

  /** True if no earlier process of the node has the VRF. */
  static boolean isFirstOfVrf(Node node, OspfProcess process) {
    return node.ospf().stream()
        .filter(other -> other.vrf().equals(process.vrf()))
        .findFirst()
        .equals(java.util.Optional.of(process));
  }

  void print() {
    for (OspfProcess process : printing.node.ospf()) {
      if (isFirstOfVrf(printing.node, process)) {
        print(process);
      } else {
        printing.notes.absent(
            process.origin(),
            "OSPF process " + process.id(),
            "ospfd runs one process in a VRF unless it is started several times.");
      }
    }
  }

  private void print(OspfProcess process) {
    boolean inDefault = process.vrf().equals(Vrf.DEFAULT);
    Block block =
        printing.text.block(
            Section.OSPF,
            "router ospf" + (inDefault ? "" : " vrf " + process.vrf()),
            "exit",
            FrrDaemon.OSPFD);
    IpAddress id = RouterIdChoice.of(process.routerId(), printing.node, process.vrf());
    if (id != null) {
      block.line("ospf router-id " + id, FrrDaemon.OSPFD);
    }
    block.line(
        "auto-cost reference-bandwidth " + process.referenceBandwidthMbps(), FrrDaemon.OSPFD);
    block.line("maximum-paths " + process.maximumPaths(), FrrDaemon.OSPFD);
    if (printing.options.quickStart()) {
      // RFC 2328 appendix B: MinLSInterval 5 s and MinLSArrival 1 s, each a wait at every change,
      // and together a lost advertisement that is sent again 5 s later. The tables are the same.
      block.line("timers throttle lsa all 0", FrrDaemon.OSPFD);
      block.line("timers lsa min-arrival 0", FrrDaemon.OSPFD);
    }
    Map<String, String> lines = new TreeMap<>();
    for (Redistribution redistribution : process.redistributions()) {
      printing.notes.within(
          printing.taken(redistribution, process.vrf()),
          () -> redistribute(process, redistribution, lines));
    }
    lines.values().forEach(line -> block.line(line, FrrDaemon.OSPFD));
    if (process.defaultOriginate() != null) {
      block.line(defaultOriginate(process.defaultOriginate()), FrrDaemon.OSPFD);
    }
    block.line("distance " + process.distance(), FrrDaemon.OSPFD);
  }

  private void redistribute(
      OspfProcess process, Redistribution redistribution, Map<String, String> lines) {
    String source = redistribution.fromClass();
    boolean known =
        source.equals(RouteClass.CONNECTED)
            || source.equals(RouteClass.STATIC)
            || source.equals(RouteClass.BGP);
    if (!known) {
      printing.notes.absent(
          redistribution.origin(),
          "redistribution of \"" + source + "\" into OSPF " + process.id(),
          "FRR redistributes connected, static and BGP routes into its only process.");
      return;
    }
    boolean bgp = source.equals(RouteClass.BGP);
    Long metric = redistribution.metric();
    long given = metric != null ? metric : bgp ? DEFAULT_METRIC_OF_BGP : DEFAULT_METRIC;
    int type = redistribution.metricType() == 1 ? 1 : 2;
    String line = "redistribute " + source + " metric " + given + " metric-type " + type;
    RouteMapUse use = RouteMapUse.intoOspf(source);
    List<Entry> denied = new ArrayList<>();
    if (bgp && keepsInternalOut(process)) {
      // IOS-XE redistributes eBGP routes only; FRR takes all, so those of iBGP carry a mark.
      denied.add(
          new Entry(
              false,
              List.of(new Line("match tag " + SourceMark.INTERNAL, FrrDaemon.OSPFD)),
              null,
              OnMatch.EXIT));
    } else if (source.equals(RouteClass.STATIC)) {
      denied.addAll(TablePrinter.denyOtherClasses(printing, process.vrf(), FrrDaemon.OSPFD));
    }
    if (!denied.isEmpty()) {
      RoutePolicy policy = redistribution.policy();
      String wish = policy == null ? source + "-INTO-OSPF" : policy.name();
      line += " route-map " + maps.map(wish, denied, policy, use);
    } else if (redistribution.policy() != null) {
      line += " route-map " + maps.map(redistribution.policy(), use);
    }
    if (lines.putIfAbsent(source, line) != null) {
      printing.notes.absent(
          redistribution.origin(),
          "a second redistribution of \"" + source + "\"",
          "FRR has one for each source.");
    }
  }

  private boolean keepsInternalOut(OspfProcess process) {
    return printing.node.bgp().stream()
        .anyMatch(s -> s.vrf().equals(process.vrf()) && BgpPrinter.hasInternalPeers(s));
  }

  /** True if BGP routes of the VRF go into OSPF. */
  static boolean takesBgp(Node node, BgpSpeaker speaker) {
    return node.ospf().stream()
        .filter(process -> process.vrf().equals(speaker.vrf()))
        .flatMap(process -> process.redistributions().stream())
        .anyMatch(redistribution -> redistribution.fromClass().equals(RouteClass.BGP));
  }

  private String defaultOriginate(DefaultOriginate originate) {
    StringBuilder line = new StringBuilder("default-information originate");
    if (originate.always()) {
      line.append(" always");
    }
    line.append(" metric ").append(originate.metric());
    line.append(" metric-type ").append(originate.metricType() == 1 ? 1 : 2);
    if (originate.policy() != null) {
      printing.notes.approximated(
          originate.origin(),
          "the condition of the default route into OSPF",
          "ospfd asks its route map about the default route, the prediction about every route.");
      line.append(" route-map ")
          .append(maps.map(Objects.requireNonNull(originate.policy()), RouteMapUse.intoOspf(null)));
    }
    return line.toString();
  }
}
