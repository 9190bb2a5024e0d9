package io.towpath.devices.windows.print;

import io.towpath.devices.print.Reach;
import io.towpath.devices.windows.print.ScriptText.Command;
import io.towpath.net.Ipv4Address;
import io.towpath.network.NextHop;
import io.towpath.network.Route;
import io.towpath.network.RouteClass;
import org.jspecify.annotations.Nullable;

/** Static routes, which Windows keeps over restarts. */
final class RoutePrinter {
  private static final long USUAL_METRIC = 256;

  private final WindowsPrinting printing;
  private final RouteMetrics metrics;
  private boolean begun;

  RoutePrinter(WindowsPrinting printing, RouteMetrics metrics) {
    this.printing = printing;
    this.metrics = metrics;
  }

  void print() {
    for (Route route : metrics.routes()) {
      if (!printing.machine.leases(printing.node, route)) {
        printing.notes.within(Reach.prefix(route.prefix()), () -> print(route));
      }
    }
  }

  private void print(Route route) {
    String iface = metrics.out(route);
    String missing = missing(route, iface);
    if (iface == null || missing != null) {
      printing.notes.absent(
          route.origin(), "route " + route.prefix(), missing == null ? "" : missing);
      return;
    }
    if (!begun) {
      printing.text.section("Routes: the longest prefix decides, then route and interface metric");
      begun = true;
    }
    Command command =
        new Command("New-NetRoute")
            .with("DestinationPrefix", route.prefix())
            .named("InterfaceAlias", iface);
    if (route.nextHop() instanceof NextHop.Via via) {
      command.with("NextHop", via.address());
    }
    long metric = metrics.of(route, iface);
    if (metric != USUAL_METRIC) {
      command.with("RouteMetric", metric);
    }
    printing.text.add(command);
    if (!metrics.isExact(route, iface)) {
      printing.notes.approximated(
          route.origin(),
          "the metric of route " + route.prefix(),
          "The metric of its interface, 1 at least, is added to it.");
    }
    if (route.requiresUp() != null || route.tag() != 0) {
      printing.notes.approximated(
          route.origin(),
          "route " + route.prefix(),
          "Windows has no tags, and withdraws no route when something else fails.");
    }
  }

  /** Why a route cannot be written; null if it can. */
  private static @Nullable String missing(Route route, @Nullable String iface) {
    if (!(route.prefix().network() instanceof Ipv4Address)) {
      return "Only IPv4 is printed.";
    }
    if (!route.routeClass().equals(RouteClass.STATIC)) {
      return "It is no static route.";
    }
    if (route.nextHop() instanceof NextHop.Discard) {
      return "Windows has no route that discards.";
    }
    return iface == null ? "Its next hop lies on no interface of the script." : null;
  }
}
