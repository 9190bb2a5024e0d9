package io.towpath.lab.plan;

import io.towpath.net.IpAddress;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceAddress;
import io.towpath.network.LinkKind;
import io.towpath.network.NextHop;
import io.towpath.network.Route;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Next hop of a written route as Linux and its routing daemons know it.
 *
 * @param address neighbour; null if the destination itself is one, or if nothing is sent
 * @param iface interface of the network (not its Linux name); null if the address is looked up
 * @param leak VRF that looks the destination up, or null
 * @param discard nothing, or drop
 */
record LocalNextHop(
    @Nullable IpAddress address,
    @Nullable String iface,
    @Nullable String leak,
    Discard discard,
    boolean onlink,
    boolean tunnel) {

  /** Whether a route drops. */
  enum Discard {
    NO,
    SILENTLY,
    WITH_ANSWER
  }

  /** Next hop of a route of a VRF with these interfaces; null for kinds that only fabrics have. */
  static @Nullable LocalNextHop of(Route route, List<Interface> interfaces) {
    return switch (route.nextHop()) {
      case NextHop.Via(IpAddress address, String iface, _) ->
          via(route, address, iface, interfaces);
      case NextHop.Attached(String iface, _) -> to(iface);
      case NextHop.Internet(String iface, _) -> to(iface);
      case NextHop.IntoTunnel(String iface, _) ->
          new LocalNextHop(null, iface, null, Discard.NO, false, true);
      case NextHop.OtherVrf(String vrf, _) ->
          new LocalNextHop(null, null, vrf, Discard.NO, false, false);
      case NextHop.Discard(boolean silent, _) ->
          new LocalNextHop(
              null, null, null, silent ? Discard.SILENTLY : Discard.WITH_ANSWER, false, false);
      case NextHop.Port _, NextHop.Deliver _, NextHop.ToGroup _ -> null;
    };
  }

  private static LocalNextHop to(String iface) {
    return new LocalNextHop(null, iface, null, Discard.NO, false, false);
  }

  private static LocalNextHop via(
      Route route, IpAddress address, @Nullable String iface, List<Interface> interfaces) {
    if (iface == null) {
      return new LocalNextHop(address, null, null, Discard.NO, false, false);
    }
    for (Interface candidate : interfaces) {
      if (candidate.name().equals(iface)) {
        if (isNear(candidate, address)) {
          return new LocalNextHop(address, iface, null, Discard.NO, false, false);
        }
        // A fabric takes every frame, whoever it is for; and a host route names its own neighbour.
        if (candidate.link() == LinkKind.FABRIC_PORT
            || route.prefix().isHost() && route.prefix().contains(address)) {
          return to(iface);
        }
      }
    }
    return new LocalNextHop(address, iface, null, Discard.NO, true, false);
  }

  private static boolean isNear(Interface iface, IpAddress address) {
    for (InterfaceAddress own : iface.addresses()) {
      if (own.subnet().contains(address) && !own.subnet().isHost()) {
        return true;
      }
    }
    return false;
  }

  /** The interface on whose subnet a looked-up address lies, or null. */
  static @Nullable Interface connected(IpAddress address, List<Interface> interfaces) {
    Interface best = null;
    int longest = -1;
    for (Interface iface : interfaces) {
      for (InterfaceAddress own : iface.addresses()) {
        if (own.subnet().contains(address) && own.length() > longest && !own.subnet().isHost()) {
          best = iface;
          longest = own.length();
        }
      }
    }
    return best;
  }
}
