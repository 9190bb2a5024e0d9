package io.towpath.devices.bird;

import io.towpath.devices.print.Reach;
import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import io.towpath.network.NextHop;
import io.towpath.network.Route;
import io.towpath.network.RouteClass;
import io.towpath.network.Vrf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Static routes: one protocol for each class and distance, and one more for each further choice.
 */
final class Statics {
  private static final Set<String> OWN = Set.of(RouteClass.CONNECTED, RouteClass.LOCAL);

  /**
   * Attribute of routes whose next hop is looked up. BIRD keeps them as unreachable while it leads
   * nowhere, where routers have no route; so every filter that takes routes out of the table begins
   * with {@link #ONLY_RESOLVED}.
   */
  static final String RECURSIVE = "looked_up";

  static final String ONLY_RESOLVED =
      "if defined(" + RECURSIVE + ") && dest = RTD_UNREACHABLE then reject;";

  private final Printing printing;

  Statics(Printing printing) {
    this.printing = printing;
  }

  /** Beginning of the names of the protocols that hold the routes of a class. */
  static String protocolOf(String routeClass) {
    return routeClass.equals(RouteClass.STATIC) ? "static" : "class_" + Symbols.word(routeClass);
  }

  private record Choice(String routeClass, int distance, int number) {}

  void print() {
    Map<Choice, Map<Prefix, List<Route>>> protocols = new LinkedHashMap<>();
    for (Vrf vrf : printing.node.vrfs()) {
      for (Route route : vrf.routes()) {
        if (!OWN.contains(route.routeClass())
            && route.prefix().network() instanceof Ipv4Address
            && hop(route) != null) {
          notes(route);
          place(route, protocols);
        }
      }
    }
    protocols.forEach(this::protocol);
  }

  /** Several neighbours of one prefix share the load; other next hops stand alone. */
  private void place(Route route, Map<Choice, Map<Prefix, List<Route>>> protocols) {
    int distance = Math.clamp(route.distance(), 1, 254);
    for (int number = 1; ; number++) {
      Choice choice = new Choice(route.routeClass(), distance, number);
      List<Route> beside =
          protocols
              .computeIfAbsent(choice, _ -> new LinkedHashMap<>())
              .computeIfAbsent(route.prefix(), _ -> new ArrayList<>());
      if (beside.isEmpty() || shares(route) && shares(beside.getFirst())) {
        beside.add(route);
        return;
      }
      printing.notes.approximated(
          route.origin(),
          "a second next hop of route " + route.prefix(),
          "BIRD shares the load between neighbours only; of these it takes one.");
    }
  }

  private boolean shares(Route route) {
    String hop = hop(route);
    return hop != null && hop.startsWith("via ");
  }

  private void protocol(Choice choice, Map<Prefix, List<Route>> routes) {
    StringBuilder text = new StringBuilder();
    String name = protocolOf(choice.routeClass) + "_" + choice.distance;
    text.append("protocol static ")
        .append(printing.symbols.name(name + choice.number, "", name))
        .append(" {\n  ipv4 { table master4; import filter { preference = ")
        .append(Preferences.ofDistance(choice.distance))
        // RFC 4271 §9.1.2.2 e): the way to a next hop over a static route costs nothing, as over a
        // connected one. BIRD takes it for unknown, which loses against every metric.
        .append("; igp_metric = 0; accept; }; };\n  igp table master4;\n");
    routes.forEach((prefix, hops) -> text.append(line(prefix, hops)));
    printing.protocols.add(text.append("}\n").toString());
  }

  private String line(Prefix prefix, List<Route> routes) {
    StringBuilder line = new StringBuilder("  route ").append(prefix);
    routes.stream()
        .map(this::hop)
        .filter(Objects::nonNull)
        .distinct()
        .forEach(hop -> line.append(' ').append(hop));
    List<String> attributes = new ArrayList<>();
    long tag = routes.getFirst().tag();
    if (tag != 0) {
      attributes.add("route_tag = " + tag + ";");
    }
    if (String.valueOf(hop(routes.getFirst())).startsWith("recursive ")) {
      attributes.add(RECURSIVE + " = 1;");
    }
    return line.append(attributes.isEmpty() ? "" : " { " + String.join(" ", attributes) + " }")
        .append(";\n")
        .toString();
  }

  private void notes(Route route) {
    String out = route.nextHop() instanceof NextHop.Via(_, String iface, _) ? iface : null;
    if (route.requiresUp() != null && !route.requiresUp().equals(out)) {
      printing.notes.absent(
          route.origin(),
          "route " + route.prefix() + " only while " + route.requiresUp() + " is up",
          "BIRD follows the next hop only; the route is there without the condition.",
          Reach.prefix(route.prefix()));
    }
    if (route.metric() != 0) {
      printing.notes.absent(
          route.origin(),
          "metric " + route.metric() + " of route " + route.prefix(),
          "Static routes of BIRD have a preference and no metric.",
          Reach.prefix(route.prefix()));
    }
  }

  private @Nullable String hop(Route route) {
    return switch (route.nextHop()) {
      case NextHop.Via(IpAddress address, String iface, _) ->
          iface != null
              ? "via " + address + " dev \"" + iface + "\""
              : printing.connected(address) != null ? "via " + address : "recursive " + address;
      case NextHop.Attached(String iface, _) -> "via \"" + iface + "\"";
      case NextHop.IntoTunnel(String iface, _) -> "via \"" + iface + "\"";
      case NextHop.Discard(boolean silent, _) -> silent ? "blackhole" : "unreachable";
      case NextHop.OtherVrf _ -> refuse(route, "looked up in another VRF");
      case NextHop.Internet _ -> refuse(route, "to the Internet");
      case NextHop.Port _, NextHop.Deliver _ -> refuse(route, "through a fabric");
      case NextHop.ToGroup _ -> refuse(route, "to an elected next hop");
    };
  }

  private @Nullable String refuse(Route route, String what) {
    printing.notes.absent(
        route.origin(),
        "route " + route.prefix() + " " + what,
        "BIRD has no such next hop.",
        Reach.prefix(route.prefix()));
    return null;
  }
}
