package io.towpath.devices.ios.print;

import io.towpath.devices.ios.print.IosText.Block;
import io.towpath.devices.ios.print.IosText.Section;
import io.towpath.devices.print.Names;
import io.towpath.network.Filter;
import io.towpath.network.Group;
import io.towpath.network.Node;
import io.towpath.network.Precedence;
import io.towpath.network.Vrf;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Prints a node as a configuration of Cisco IOS-XE 16 or newer.
 *
 * <p>A pure function of the node and of the filters and groups of its network. Interfaces are
 * called as in the node. What IOS-XE cannot do, or does otherwise, stands in {@link
 * IosXeConfiguration#notExpressible()}; everything else reads back to the same router.
 */
public final class IosXePrinter {
  private IosXePrinter() {}

  /**
   * The configuration of a node.
   *
   * @param filters filters that its interfaces and translations may name
   * @param groups groups that its interfaces may be members of
   */
  public static IosXeConfiguration print(
      Node node, Collection<Filter> filters, Collection<Group> groups) {
    IosPrinting printing = new IosPrinting(node, byName(filters), own(node, groups));
    IosText text = printing.text;
    text.line(Section.GLOBAL, "version 17.9");
    text.line(Section.GLOBAL, "hostname " + Names.word(node.name()));
    if (!node.forwards()) {
      text.line(Section.GLOBAL, "no ip routing");
    }
    vrfs(printing);
    ListPrinter lists = new ListPrinter(text);
    RouteMapPrinter maps = new RouteMapPrinter(printing, lists);
    AccessListPrinter accessLists = new AccessListPrinter(printing, lists);
    TunnelPrinter tunnels = new TunnelPrinter(printing);
    new InterfacePrinter(printing, accessLists, tunnels).print();
    new OspfPrinter(printing, maps).print();
    new BgpPrinter(printing, maps).print();
    new NatPrinter(printing, lists, accessLists).print();
    new StaticRoutePrinter(printing).print();
    return new IosXeConfiguration(text.print(), printing.notes.all());
  }

  private static Map<String, Filter> byName(Collection<Filter> filters) {
    Map<String, Filter> byName = new LinkedHashMap<>();
    filters.forEach(filter -> byName.put(filter.name(), filter));
    return byName;
  }

  private static List<Group> own(Node node, Collection<Group> groups) {
    return groups.stream()
        .filter(g -> g.members().stream().anyMatch(m -> m.at().node().equals(node.name())))
        .toList();
  }

  private static void vrfs(IosPrinting printing) {
    for (Vrf vrf : printing.node.vrfs()) {
      if (!vrf.layers().isEmpty() || !vrf.precedence().equals(Precedence.ROUTER)) {
        printing.notes.absent(
            vrf.origin(),
            "the table of VRF " + vrf.name() + " of a cloud",
            "A router's table has routes of its own, and the lower distance wins.");
      }
      if (vrf.name().indexOf(' ') >= 0) {
        printing.notes.approximated(
            vrf.origin(),
            "the name of VRF \"" + vrf.name() + "\"",
            "IOS-XE takes no blank in it: rename the VRF before a router reads this.");
      }
      if (!vrf.name().equals(Vrf.DEFAULT)) {
        Block block = printing.text.block(Section.VRFS, "vrf definition " + vrf.name());
        block.line("!");
        block.line("address-family ipv4");
        block.line("exit-address-family");
      }
    }
  }
}
