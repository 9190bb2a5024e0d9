package io.towpath.routing.live;

import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceAddress;
import io.towpath.network.Node;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The router id that a process without a configured one takes: the highest loopback address, else
 * the highest address, of its VRF; if that has none, of the node.
 */
public final class RouterIds {

  /** Taken when a node has no IPv4 address at all. */
  public static final IpAddress NONE = new Ipv4Address(0);

  private RouterIds() {}

  /** The router id of a process in a VRF of a node. */
  public static IpAddress choose(@Nullable IpAddress configured, Node node, String vrf) {
    if (configured != null) {
      return configured;
    }
    List<Interface> inVrf =
        node.interfaces().stream().filter(iface -> iface.vrf().equals(vrf)).toList();
    for (List<Interface> interfaces : List.of(inVrf, node.interfaces())) {
      IpAddress loopback = highest(interfaces, true);
      IpAddress chosen = loopback != null ? loopback : highest(interfaces, false);
      if (chosen != null) {
        return chosen;
      }
    }
    return NONE;
  }

  private static @Nullable IpAddress highest(List<Interface> interfaces, boolean loopbacksOnly) {
    IpAddress best = null;
    for (Interface iface : interfaces) {
      if (!iface.isEnabled() || (loopbacksOnly && !isLoopback(iface))) {
        continue;
      }
      for (InterfaceAddress address : iface.addresses()) {
        if (address.address() instanceof Ipv4Address candidate
            && !address.secondary()
            && (best == null || candidate.compareTo(best) > 0)) {
          best = candidate;
        }
      }
    }
    return best;
  }

  /** True for a loopback, known by its name as routers do. */
  public static boolean isLoopback(Interface iface) {
    String name = iface.name().toLowerCase(Locale.ROOT);
    return name.startsWith("lo") && !name.startsWith("local");
  }
}
