package io.towpath.devices.frr.print;

import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceAddress;
import io.towpath.network.Node;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The router id that a process has without one of its own: the highest loopback address, else the
 * highest interface address, of its VRF before the whole node.
 */
final class RouterIdChoice {
  private RouterIdChoice() {}

  static @Nullable IpAddress of(@Nullable IpAddress configured, Node node, String vrf) {
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
    return null;
  }

  private static @Nullable IpAddress highest(List<Interface> interfaces, boolean loopbacksOnly) {
    IpAddress best = null;
    for (Interface iface : interfaces) {
      if (iface.isEnabled() && (!loopbacksOnly || isLoopback(iface.name()))) {
        for (InterfaceAddress address : iface.addresses()) {
          if (address.address() instanceof Ipv4Address candidate
              && !address.secondary()
              && (best == null || candidate.compareTo(best) > 0)) {
            best = candidate;
          }
        }
      }
    }
    return best;
  }

  private static boolean isLoopback(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.startsWith("lo") && !lower.startsWith("local");
  }
}
