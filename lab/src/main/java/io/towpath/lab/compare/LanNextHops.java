package io.towpath.lab.compare;

import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceAddress;
import io.towpath.routing.Topology;
import io.towpath.routing.ospf.OspfRoute;
import io.towpath.routing.ospf.OspfState;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Next hops that ospfd leaves out: where a LAN is as near by way of another of its routers as
 * directly, it reaches what lies behind the LAN over the LAN alone.
 */
final class LanNextHops {
  private static final Pattern VIA = Pattern.compile("via (\\S+?)(?:,|\\s|$)");

  /** Two routers on a link of two addresses have no LAN between them. */
  private static final int LONGEST_LAN = 30;

  private final Topology topology;
  private final OspfState ospf;

  LanNextHops(Topology topology, OspfState ospf) {
    this.topology = topology;
    this.ospf = ospf;
  }

  /**
   * True if every hop that is missing is a router of the LAN of one that is there, or the way to
   * another router of that LAN, from which it is as near as directly.
   *
   * @param vrf of the router
   */
  boolean explain(int vrf, Row predicted, Row observed) {
    Set<IpAddress> expected = hops(predicted);
    Set<IpAddress> seen = hops(observed);
    if (seen.isEmpty() || !expected.containsAll(seen) || expected.size() == seen.size()) {
      return false;
    }
    return expected.stream()
        .filter(hop -> !seen.contains(hop))
        .allMatch(
            missing ->
                seen.stream()
                    .anyMatch(
                        there -> isOnLanOf(missing, there) || leadsToLan(vrf, missing, there)));
  }

  /** True if a next hop leads to the LAN of an address as near as the own interface there. */
  private boolean leadsToLan(int vrf, IpAddress hop, IpAddress address) {
    int node = topology.nodeOfVrf(vrf);
    for (int own : interfacesOf(node)) {
      if (isLanOf(topology.iface(own), address)
          && ospf.topology().cost(own) > 0
          && costsBy(vrf, hop, address).contains(ospf.topology().cost(own))) {
        return true;
      }
    }
    return false;
  }

  /** What the ways to the LAN of an address cost that begin with a next hop. */
  private Set<Long> costsBy(int vrf, IpAddress hop, IpAddress address) {
    Set<Long> costs = new HashSet<>();
    for (int process = 0; process < ospf.topology().processCount(); process++) {
      if (ospf.topology().process(process).vrf() == vrf) {
        for (OspfRoute route : ospf.routes(process)) {
          if (route.kind() == OspfRoute.Kind.INTRA_AREA
              && route.hops().stream().anyMatch(each -> each.address().equals(hop))) {
            addCosts(route, address, costs);
          }
        }
      }
    }
    return costs;
  }

  /** By a router of the LAN whose subnet, and nobody else's, a route is for: its loopback. */
  private void addCosts(OspfRoute route, IpAddress address, Set<Long> costs) {
    int[] owners =
        IntStream.range(0, topology.interfaceCount())
            .filter(iface -> isOn(topology.iface(iface), route.prefix()))
            .filter(iface -> ospf.topology().cost(iface) > 0)
            .toArray();
    if (owners.length == 1) {
      for (int to : interfacesOf(topology.nodeOfInterface(owners[0]))) {
        if (isLanOf(topology.iface(to), address) && ospf.topology().cost(to) > 0) {
          costs.add(route.metric() - ospf.topology().cost(owners[0]) + ospf.topology().cost(to));
        }
      }
    }
  }

  private int[] interfacesOf(int node) {
    int first = topology.firstInterfaceOf(node);
    return IntStream.range(first, first + topology.interfaceCountOf(node)).toArray();
  }

  private static boolean isOn(Interface iface, Prefix subnet) {
    return iface.addresses().stream().anyMatch(own -> own.subnet().equals(subnet));
  }

  /** True if the router with one address has an interface on the LAN of the other address. */
  private boolean isOnLanOf(IpAddress router, IpAddress address) {
    for (int iface : topology.interfacesWith(router)) {
      int node = topology.nodeOfInterface(iface);
      for (int i : interfacesOf(node)) {
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
