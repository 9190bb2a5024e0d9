package io.towpath.lab.compare;

import io.towpath.net.IpAddress;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceAddress;
import io.towpath.routing.Topology;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Next hops that ospfd leaves out: where a LAN is as near by way of another of its routers as
 * directly, it reaches what lies behind the LAN over the LAN alone.
 */
final class LanNextHops {
  private static final Pattern VIA = Pattern.compile("via (\\S+?)(?:,|\\s|$)");

  /** Two routers on a link of two addresses have no LAN between them. */
  private static final int LONGEST_LAN = 30;

  private final Topology topology;

  LanNextHops(Topology topology) {
    this.topology = topology;
  }

  /** True if every hop that is missing is a router of the LAN of one that is there. */
  boolean explain(Row predicted, Row observed) {
    Set<IpAddress> expected = hops(predicted);
    Set<IpAddress> seen = hops(observed);
    if (seen.isEmpty() || !expected.containsAll(seen) || expected.size() == seen.size()) {
      return false;
    }
    return expected.stream()
        .filter(hop -> !seen.contains(hop))
        .allMatch(missing -> seen.stream().anyMatch(there -> isOnLanOf(missing, there)));
  }

  /** True if the router with one address has an interface on the LAN of the other address. */
  private boolean isOnLanOf(IpAddress router, IpAddress address) {
    for (int iface : topology.interfacesWith(router)) {
      int node = topology.nodeOfInterface(iface);
      int first = topology.firstInterfaceOf(node);
      for (int i = first; i < first + topology.interfaceCountOf(node); i++) {
        if (isLanOf(topology.iface(i), address)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isLanOf(Interface iface, IpAddress address) {
    for (InterfaceAddress own : iface.addresses()) {
      if (own.length() <= LONGEST_LAN
          && own.subnet().contains(address)
          && !own.address().equals(address)) {
        return true;
      }
    }
    return false;
  }

  private static Set<IpAddress> hops(Row row) {
    Set<IpAddress> hops = new HashSet<>();
    Matcher via = VIA.matcher(row.value("hops"));
    while (via.find()) {
      hops.add(IpAddress.parse(via.group(1)));
    }
    return hops;
  }
}
