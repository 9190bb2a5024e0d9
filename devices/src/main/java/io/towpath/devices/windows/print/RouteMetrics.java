package io.towpath.devices.windows.print;

import io.towpath.network.Interface;
import io.towpath.network.NextHop;
import io.towpath.network.Route;
import io.towpath.network.Vrf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Metrics of interfaces and routes whose sums are those that the node has.
 *
 * <p>An interface keeps its automatic metric where all routes over it can be written so; else it
 * gets the one nearest to it with which they can.
 */
final class RouteMetrics {
  /** Metric of an interface that says none. */
  static final long AUTOMATIC = 15;

  private static final long MOST = 65535;

  private final WindowsPrinting printing;

  RouteMetrics(WindowsPrinting printing) {
    this.printing = printing;
  }

  /** Routes of the node's one table. */
  List<Route> routes() {
    Vrf vrf = printing.node.vrf(Vrf.DEFAULT);
    return vrf == null ? List.of() : vrf.routes();
  }

  /** The sum that a route should have; what compares by distance elsewhere does so by it. */
  long wanted(Route route) {
    return printing.node.windows() && route.distance() == 1
        ? route.metric()
        : AUTOMATIC + route.distance();
  }

  /** Metric of an interface. */
  long of(String iface) {
    long least = 1;
    long most = MOST;
    for (Route route : over(iface)) {
      long wanted = wanted(route);
      if (printing.machine.leases(printing.node, route)) {
        return Math.clamp(wanted, 1, MOST);
      }
      least = Math.max(least, wanted - MOST);
      most = Math.min(most, wanted);
    }
    return Math.clamp(AUTOMATIC, least, Math.max(least, most));
  }

  /** Metric of a route itself. */
  long of(Route route, String iface) {
    return Math.clamp(wanted(route) - of(iface), 0, MOST);
  }

  /** False if no metrics add up to what the route should have. */
  boolean isExact(Route route, String iface) {
    return of(route, iface) + of(iface) == wanted(route);
  }

  private List<Route> over(String iface) {
    List<Route> routes = new ArrayList<>();
    for (Route route : routes()) {
      if (iface.equals(out(route))) {
        routes.add(route);
      }
    }
    return routes;
  }

  /** The interface of the script that a route leads over; null if there is none. */
  @Nullable String out(Route route) {
    String iface =
        switch (route.nextHop()) {
          case NextHop.Via(var address, String named, _) ->
              named != null
                  ? named
                  : printing.interfaces.stream()
                      .filter(
                          i -> i.addresses().stream().anyMatch(a -> a.subnet().contains(address)))
                      .map(Interface::name)
                      .findFirst()
                      .orElse(null);
          case NextHop.Attached(String named, _) -> named;
          case NextHop.Port _,
              NextHop.Deliver _,
              NextHop.ToGroup _,
              NextHop.IntoTunnel _,
              NextHop.OtherVrf _,
              NextHop.Internet _,
              NextHop.Discard _ ->
              null;
        };
    return iface != null && printing.has(iface) ? iface : null;
  }
}
