package io.towpath.lab.compare;

import io.towpath.forwarding.solver.Solution;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.InterfaceAddress;
import io.towpath.network.NextHop;
import io.towpath.network.OspfProcess;
import io.towpath.network.OspfProcess.ForwardingAddress;
import io.towpath.network.OspfProcess.OspfInterface;
import io.towpath.routing.Topology;
import io.towpath.routing.ospf.OspfRoute;
import io.towpath.routing.ospf.OspfState;
import io.towpath.routing.rib.RibRoute;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * External routes to which a daemon of the lab gives a forwarding address and IOS-XE does not: the
 * next hop is on an interface of OSPF, but that is passive or point-to-point.
 */
final class ForwardingAddresses {
  private final Solution solution;
  private final Topology topology;
  private final Set<Prefix> external = new HashSet<>();

  private ForwardingAddresses(Solution solution) {
    this.solution = solution;
    this.topology = solution.topology();
    OspfState ospf = solution.routing().ospf();
    for (int process = 0; process < ospf.topology().processCount(); process++) {
      ospf.routes(process).stream()
          .filter(route -> route.kind().isExternal())
          .map(OspfRoute::prefix)
          .forEach(external::add);
    }
  }

  /**
   * Prefixes of such routes.
   *
   * @param vrfs VRFs whose routers are daemons that name every next hop within OSPF
   */
  static Set<Prefix> named(Solution solution, Set<Integer> vrfs) {
    ForwardingAddresses addresses = new ForwardingAddresses(solution);
    Set<Prefix> prefixes = new TreeSet<>();
    vrfs.forEach(vrf -> addresses.collect(vrf, prefixes));
    return prefixes;
  }

  private void collect(int vrf, Set<Prefix> prefixes) {
    for (OspfProcess process : topology.node(topology.nodeOfVrf(vrf)).ospf()) {
      if (topology.vrfId(topology.nodeOfVrf(vrf), process.vrf()) == vrf
          && process.forwardingAddress() == ForwardingAddress.ON_LAN) {
        collect(vrf, process, prefixes);
      }
    }
  }

  private void collect(int vrf, OspfProcess process, Set<Prefix> prefixes) {
    Set<Prefix> subnets = new HashSet<>();
    process.interfaces().stream()
        .filter(own -> own.passive() || own.pointToPoint())
        .forEach(own -> subnets.addAll(subnets(vrf, own)));
    for (RibRoute route : solution.routing().rib(vrf).routes()) {
      if (route.isActive()
          && external.contains(route.prefix())
          && takesIn(process, route)
          && route.nextHops().stream().anyMatch(hop -> isWithin(hop, subnets))) {
        prefixes.add(route.prefix());
      }
    }
  }

  private static boolean takesIn(OspfProcess process, RibRoute route) {
    return route.prefix().length() == 0 && process.defaultOriginate() != null
        || process.redistributions().stream()
            .anyMatch(each -> each.fromClass().equals(route.routeClass()));
  }

  private Set<Prefix> subnets(int vrf, OspfInterface own) {
    Set<Prefix> subnets = new HashSet<>();
    int iface = topology.interfaceId(topology.nodeOfVrf(vrf), own.name());
    if (iface >= 0) {
      topology.iface(iface).addresses().stream()
          .map(InterfaceAddress::subnet)
          .forEach(subnets::add);
    }
    return subnets;
  }

  private static boolean isWithin(NextHop hop, Set<Prefix> subnets) {
    return hop instanceof NextHop.Via(IpAddress address, _, _)
        && subnets.stream().anyMatch(subnet -> subnet.contains(address));
  }
}
