package io.towpath.devices.frr.print;

import io.towpath.devices.frr.FrrDaemon;
import io.towpath.devices.frr.print.ConfigurationText.Section;
import io.towpath.devices.print.Names;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.Group;
import io.towpath.network.Node;
import io.towpath.network.OspfProcess;
import io.towpath.network.Vrf;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Prints a node as a configuration of FRR 8.4.
 *
 * <p>A pure function of its arguments. Interfaces are called as in the node; hop profiles are not
 * looked at. What FRR cannot do, or does otherwise, stands in {@link
 * FrrConfiguration#notExpressible()}, and so does, for a router in service, what the system has to
 * do that FRR runs on (filters, translations, tunnels).
 */
public final class FrrPrinter {

  /**
   * Choices of printing.
   *
   * @param interfaceAddresses addresses and line state of interfaces are part of the configuration
   * @param keepReceived every peer keeps received routes before policy, for reading them
   * @param quickStart peers connect every second instead of at their configured interval, and OSPF
   *     does not hold advertisements back
   */
  public record Options(boolean interfaceAddresses, boolean keepReceived, boolean quickStart) {

    /** As a router in service would have it. */
    public static final Options ROUTER = new Options(true, false, false);

    /** For daemons beside a harness that makes the interfaces and reads all tables. */
    public static final Options LAB = new Options(false, true, true);
  }

  private FrrPrinter() {}

  /** The configuration of a node whose filters, tunnels and the like somebody else makes. */
  public static FrrConfiguration print(Node node, Options options) {
    return print(new Printing(node, options));
  }

  /**
   * The configuration of a router in service.
   *
   * @param groups those of the network; the ones that the node is no member of do not matter
   */
  public static FrrConfiguration print(Node node, Collection<Group> groups) {
    Printing printing = new Printing(node, Options.ROUTER);
    new SystemParts(printing).note(groups);
    return print(printing);
  }

  private static FrrConfiguration print(Printing printing) {
    Node node = printing.node;
    Options options = printing.options;
    ConfigurationText text = printing.text;
    FrrDaemon[] all = FrrDaemon.values();
    text.line(Section.GLOBAL, "frr version 8.4.4", all);
    text.line(Section.GLOBAL, "frr defaults traditional", all);
    text.line(Section.GLOBAL, "hostname " + Names.word(node.name()), all);
    text.line(
        Section.GLOBAL, node.forwards() ? "ip forwarding" : "no ip forwarding", FrrDaemon.ZEBRA);

    if (options.quickStart()) {
      // With objects for next hops the kernel drops a member for good when its link goes down.
      text.line(Section.GLOBAL, "no zebra nexthop kernel enable", FrrDaemon.ZEBRA);
    }
    ListPrinter lists = new ListPrinter(text);
    RouteMapPrinter maps = new RouteMapPrinter(printing, lists);
    vrfs(printing);
    new TablePrinter(printing, lists, maps).print();
    new InterfacePrinter(printing).print();
    new OspfPrinter(printing, maps).print();
    for (BgpSpeaker speaker : node.bgp()) {
      new BgpPrinter(printing, maps, speaker).print();
    }
    return new FrrConfiguration(text.integrated(), parts(node, text), printing.notes.all());
  }

  private static void vrfs(Printing printing) {
    Set<String> seen = new HashSet<>();
    for (Vrf vrf : printing.node.vrfs()) {
      if (!vrf.layers().isEmpty()) {
        printing.notes.absent(
            vrf.origin(),
            "shared layers of routes in VRF " + vrf.name(),
            "A router's table has routes of its own only.");
      }
      if (!vrf.precedence().equals(io.towpath.network.Precedence.ROUTER)) {
        printing.notes.absent(
            vrf.origin(),
            "the order of precedence in VRF " + vrf.name(),
            "FRR compares administrative distances.");
      }
      if (!seen.add(vrf.name())) {
        printing.notes.absent(
            vrf.origin(), "a second VRF " + vrf.name(), "Names of VRFs are unique.");
      }
    }
  }

  private static Map<FrrDaemon, String> parts(Node node, ConfigurationText text) {
    Map<FrrDaemon, String> parts = new EnumMap<>(FrrDaemon.class);
    parts.put(FrrDaemon.ZEBRA, text.of(FrrDaemon.ZEBRA));
    if (node.vrfs().stream().anyMatch(vrf -> !vrf.routes().isEmpty())) {
      parts.put(FrrDaemon.STATICD, text.of(FrrDaemon.STATICD));
    }
    if (!node.bgp().isEmpty()) {
      parts.put(FrrDaemon.BGPD, text.of(FrrDaemon.BGPD));
    }
    if (!node.ospf().isEmpty()) {
      parts.put(FrrDaemon.OSPFD, text.of(FrrDaemon.OSPFD));
    }
    if (usesBfd(node.bgp(), node.ospf())) {
      parts.put(FrrDaemon.BFDD, text.of(FrrDaemon.BFDD));
    }
    return parts;
  }

  private static boolean usesBfd(List<BgpSpeaker> bgp, List<OspfProcess> ospf) {
    return bgp.stream()
            .flatMap(speaker -> speaker.peers().stream())
            .anyMatch(peer -> peer.transport().timers().bfdInterval() != null)
        || ospf.stream()
            .flatMap(process -> process.interfaces().stream())
            .anyMatch(iface -> iface.timers().bfdInterval() != null);
  }
}
