package io.towpath.lab.plan;

import io.towpath.net.AddressFamily;
import io.towpath.net.Prefix;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceRef;
import io.towpath.network.Node;
import io.towpath.network.Route;
import io.towpath.network.Vrf;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Routes that need no daemon: those of a VRF without routing protocol, if each prefix has one route
 * and is no subnet of an interface, and each next hop is a neighbour. All others are given to
 * {@code zebra} and {@code staticd}, who follow the state of interfaces, compare distances and look
 * next hops up.
 */
final class KernelRoutes {
  private KernelRoutes() {}

  /** True if the kernel alone can hold the routes of this VRF. */
  static boolean suffice(Node node, Vrf vrf, List<Interface> interfaces) {
    boolean routed =
        node.bgp().stream().anyMatch(speaker -> speaker.vrf().equals(vrf.name()))
            || node.ospf().stream().anyMatch(process -> process.vrf().equals(vrf.name()));
    Set<Prefix> prefixes = new HashSet<>();
    for (Interface iface : interfaces) {
      iface.addresses().forEach(address -> prefixes.add(address.subnet()));
    }
    return !routed
        && vrf.routes().stream()
            .filter(route -> route.prefix().family() == AddressFamily.IPV4)
            .allMatch(
                route ->
                    prefixes.add(route.prefix())
                        && route.requiresUp() == null
                        && isSimple(LocalNextHop.of(route, interfaces), interfaces));
  }

  private static boolean isSimple(@Nullable LocalNextHop hop, List<Interface> interfaces) {
    if (hop == null) {
      return true; // said and left out
    }
    return !hop.tunnel()
        && (hop.iface() != null
            || hop.address() == null
            || LocalNextHop.connected(hop.address(), interfaces) != null);
  }

  /** Line for {@code ip -batch}, or null if the route cannot be built. */
  static @Nullable String line(LabDraft draft, Node node, Route route, List<Interface> interfaces) {
    LocalNextHop hop = LocalNextHop.of(route, interfaces);
    if (hop == null || route.prefix().family() != AddressFamily.IPV4) {
      draft.remark(
          Remark.Kind.MISSING,
          node.name(),
          "The route " + route.prefix() + " " + route.nextHop() + " is not built.");
      return null;
    }
    String prefix = route.prefix().toString();
    switch (hop.discard()) {
      case SILENTLY -> {
        return "route replace blackhole " + prefix;
      }
      case WITH_ANSWER -> {
        return "route replace unreachable " + prefix;
      }
      case NO -> {
        // goes on below
      }
    }
    if (hop.leak() != null) {
      return "route replace " + prefix + " dev " + VrfLeaks.iface(hop.leak());
    }
    Interface out =
        hop.iface() == null && hop.address() != null
            ? LocalNextHop.connected(hop.address(), interfaces)
            : node.findInterface(hop.iface() == null ? "" : hop.iface());
    if (out == null) {
      return null;
    }
    String iface = draft.names().iface(new InterfaceRef(node.name(), out.name()));
    return "route replace "
        + prefix
        + (hop.address() == null ? "" : " via " + hop.address())
        + " dev "
        + iface
        + (hop.onlink() ? " onlink" : "");
  }
}
