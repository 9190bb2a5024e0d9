package io.towpath.devices.frr.print;

import io.towpath.devices.print.PrintNotes;
import io.towpath.devices.print.Reach;
import io.towpath.net.Prefix;
import io.towpath.network.Node;
import io.towpath.network.Redistribution;
import io.towpath.network.RouteClass;
import io.towpath.network.RoutePolicy;
import java.util.TreeSet;

/** What the steps of one printing share. For one thread. */
final class Printing {
  final Node node;
  final FrrPrinter.Options options;
  final ConfigurationText text = new ConfigurationText();
  final PrintNotes notes = new PrintNotes();

  Printing(Node node, FrrPrinter.Options options) {
    this.node = node;
    this.options = options;
  }

  /**
   * What a redistribution can touch: of connected, static and similar routes the destinations that
   * the node has, of learned ones everything, and so of a policy that changes destinations.
   */
  Reach taken(Redistribution redistribution, String vrf) {
    String wanted = redistribution.fromClass();
    boolean learned =
        switch (wanted) {
          case RouteClass.BGP,
              RouteClass.OSPF,
              RouteClass.OSPF_INTERNAL,
              RouteClass.OSPF_EXTERNAL_1,
              RouteClass.OSPF_EXTERNAL_2 ->
              true;
          default -> false;
        };
    RoutePolicy policy = redistribution.policy();
    boolean renames =
        policy != null
            && policy.terms().stream()
                .flatMap(term -> term.changes().stream())
                .anyMatch(RoutePolicy.Change.TranslatePrefix.class::isInstance);
    if (learned || renames) {
      return Reach.EVERYTHING;
    }
    TreeSet<Prefix> prefixes = new TreeSet<>();
    if (wanted.equals(RouteClass.CONNECTED)) {
      node.interfaces().stream()
          .filter(iface -> iface.vrf().equals(vrf))
          .flatMap(iface -> iface.addresses().stream())
          .forEach(own -> prefixes.add(own.subnet()));
    }
    node.vrfs().stream()
        .filter(each -> each.name().equals(vrf))
        .flatMap(each -> each.routes().stream())
        .filter(route -> route.routeClass().equals(wanted))
        .forEach(route -> prefixes.add(route.prefix()));
    return new Reach(false, new TreeSet<>(), prefixes);
  }
}
