package io.towpath.devices.windows.print;

import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceRef;
import io.towpath.network.Network;
import io.towpath.network.NextHop;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.network.Route;
import io.towpath.network.RouteClass;
import io.towpath.network.Segment;
import io.towpath.network.Vrf;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the machine that a script is for.
 *
 * @param adapters interfaces that are its network adapters, in the order of the machine, which
 *     calls them {@code Ethernet}, {@code Ethernet 2}, …; empty if the machine is not known
 * @param leasedGateway gateway that DHCP gives the first of them; null if none
 */
public record Machine(List<String> adapters, @Nullable IpAddress leasedGateway) {
  /** Any machine: its adapters are the interfaces that are not on a switch by their name. */
  public static final Machine UNKNOWN = new Machine(List.of(), null);

  public Machine {
    adapters = List.copyOf(adapters);
  }

  /**
   * The machine of a node. It is known if something of it is plugged into the fabric of a cloud;
   * its adapters are then the interfaces that are plugged into anything.
   */
  public static Machine of(Node node, Network network) {
    Set<String> plugged = new LinkedHashSet<>();
    boolean known = false;
    for (Segment segment : network.segments().values()) {
      boolean leadsOut =
          segment.members().stream().anyMatch(member -> !member.node().equals(node.name()));
      for (InterfaceRef member : segment.members()) {
        if (leadsOut && member.node().equals(node.name())) {
          plugged.add(member.name());
          known |= segment.members().stream().anyMatch(other -> isFabric(other, network));
        }
      }
    }
    if (!known) {
      return UNKNOWN;
    }
    List<String> adapters =
        node.interfaces().stream().map(Interface::name).filter(plugged::contains).toList();
    return new Machine(adapters, leased(node, adapters));
  }

  private static boolean isFabric(InterfaceRef member, Network network) {
    Node node = network.nodes().get(member.node());
    return node != null && node.kind() == NodeKind.FABRIC;
  }

  /** DHCP's own default route stands behind those of the script, without a line of its own. */
  private static @Nullable IpAddress leased(Node node, List<String> adapters) {
    Interface first = adapters.isEmpty() ? null : node.findInterface(adapters.getFirst());
    Vrf vrf = node.vrf(Vrf.DEFAULT);
    if (first == null || !first.dhcp() || vrf == null || vrf.routes().isEmpty()) {
      return null;
    }
    Route last = vrf.routes().getLast();
    return last.origin().equals(node.origin()) ? gateway(last, first.name()) : null;
  }

  private static @Nullable IpAddress gateway(Route route, String iface) {
    return route.prefix().equals(Prefix.DEFAULT_IPV4)
            && route.routeClass().equals(RouteClass.STATIC)
            && route.nextHop() instanceof NextHop.Via(IpAddress address, String over, _)
            && iface.equals(over)
        ? address
        : null;
  }

  /** True if DHCP gives a route, and the script therefore does not say it. */
  boolean leases(Node node, Route route) {
    Vrf vrf = node.vrf(Vrf.DEFAULT);
    return leasedGateway != null
        && vrf != null
        && route.equals(vrf.routes().getLast())
        && leasedGateway.equals(gateway(route, adapters.getFirst()));
  }
}
