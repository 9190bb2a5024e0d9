package io.towpath.devices.ios.print;

import io.towpath.devices.ios.print.IosText.Section;
import io.towpath.devices.print.Names;
import io.towpath.devices.print.Reach;
import io.towpath.net.Ipv4Address;
import io.towpath.network.NextHop;
import io.towpath.network.Route;
import io.towpath.network.RouteClass;
import io.towpath.network.Vrf;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Static routes of every VRF, and the interfaces that they track. */
final class StaticRoutePrinter {
  /** Classes that a router makes of its interfaces. */
  private static final Set<String> OWN = Set.of(RouteClass.CONNECTED, RouteClass.LOCAL);

  private static final int FARTHEST = 254;

  private final IosPrinting printing;
  private final Map<String, Integer> tracks = new LinkedHashMap<>();

  StaticRoutePrinter(IosPrinting printing) {
    this.printing = printing;
  }

  void print() {
    for (Vrf vrf : printing.node.vrfs()) {
      for (Route route : vrf.routes()) {
        if (!OWN.contains(route.routeClass())) {
          print(route, vrf.name());
        }
      }
    }
    tracks.forEach(
        (iface, number) ->
            printing.text.line(
                Section.TRACKS, "track " + number + " interface " + iface + " line-protocol"));
  }

  private void print(Route route, String vrf) {
    if (!(route.prefix().network() instanceof Ipv4Address)) {
      absent(route, "", "IPv4 alone is printed.");
      return;
    }
    String nextHop = nextHop(route);
    if (nextHop == null) {
      return;
    }
    if (route.distance() > FARTHEST) {
      absent(route, "", "At distance 255 no router installs it.");
      return;
    }
    notes(route);
    StringBuilder line = new StringBuilder("ip route").append(IosWords.inVrf("vrf", vrf));
    line.append(' ').append(IosWords.masked(route.prefix())).append(' ').append(nextHop);
    int distance = Math.max(1, route.distance());
    if (distance != 1) {
      line.append(' ').append(distance);
    }
    if (route.tag() != 0) {
      line.append(" tag ").append(route.tag());
    }
    if (route.name() != null) {
      line.append(" name ").append(Names.word(route.name()));
    }
    String tracked = route.requiresUp();
    if (tracked != null) {
      line.append(" track ").append(tracks.computeIfAbsent(tracked, _ -> tracks.size() + 1));
    }
    printing.text.line(Section.ROUTES, line.toString());
  }

  private void notes(Route route) {
    if (!route.routeClass().equals(RouteClass.STATIC)) {
      printing.notes.approximated(
          route.origin(),
          "route " + route.prefix() + " of the class \"" + route.routeClass() + "\"",
          "It is a static route here.");
    }
    if (route.metric() != 0) {
      absent(route, " with metric " + route.metric(), "Static routes have a distance only.");
    }
  }

  private @Nullable String nextHop(Route route) {
    return switch (route.nextHop()) {
      case NextHop.Via(var address, var iface, _) ->
          iface == null ? "" + address : iface + " " + address;
      case NextHop.Attached(String iface, _) -> iface;
      case NextHop.IntoTunnel(String iface, _) -> iface;
      case NextHop.Discard(boolean silent, _) -> {
        if (silent) {
          printing.notes.approximated(
              route.origin(),
              "route " + route.prefix() + " that drops in silence",
              "IOS-XE answers what falls to Null0 with unreachables.");
        }
        yield "Null0";
      }
      case NextHop.OtherVrf(String other, _) ->
          absent(route, " looked up in VRF " + other, "Its next hop has no address to IOS-XE.");
      case NextHop.Internet _ ->
          absent(route, " to the Internet", "What leads there has an address to IOS-XE.");
      case NextHop.Port _, NextHop.Deliver _ ->
          absent(route, " through a fabric", "IOS-XE knows no ports of a fabric.");
      case NextHop.ToGroup(String group, _) ->
          absent(route, " to group " + group, "IOS-XE knows no elected next hops.");
    };
  }

  private @Nullable String absent(Route route, String what, String reason) {
    printing.notes.absent(
        route.origin(), "route " + route.prefix() + what, reason, Reach.prefix(route.prefix()));
    return null;
  }
}
