package io.towpath.lab.compare.read;

import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.RouteClass;
import io.towpath.routing.bgp.LocRibEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The routing table of a BIRD, {@code master4}, in the form that {@link ZebraRoutes} gives to that
 * of FRR: next hops are those that the protocol gave, before recursion.
 */
public final class BirdTable {
  /** Command behind the routes of {@link #of}. */
  public static final String COMMAND = "show route primary table master4 all";

  /** Command behind {@link #recursive}. */
  public static final String STATICS = "show static";

  private static final int HIGHEST_DISTANCE = 255;
  private static final int STEP = 256;

  private BirdTable() {}

  /**
   * Reads the routes in use.
   *
   * @param routes of {@link #COMMAND}
   * @param recursive of {@link #recursive}
   * @param locRib paths of BGP, whose next hops stand for the gateways that BIRD found for them
   */
  public static List<ZebraRoutes.Route> of(
      List<BirdRoutes.Route> routes, Map<Prefix, IpAddress> recursive, List<FrrBgp.Path> locRib) {
    Map<Prefix, List<ZebraRoutes.Hop>> bgp = new HashMap<>();
    for (FrrBgp.Path path : locRib) {
      IpAddress hop = path.route().nextHop();
      if (hop != null
          && (path.standing() == LocRibEntry.Standing.BEST
              || path.standing() == LocRibEntry.Standing.MULTIPATH)) {
        bgp.computeIfAbsent(path.route().prefix(), _ -> new ArrayList<>())
            .add(new ZebraRoutes.Hop(hop, null, false));
      }
    }
    List<ZebraRoutes.Route> table = new ArrayList<>();
    for (BirdRoutes.Route route : routes) {
      int distance = HIGHEST_DISTANCE - route.preference() / STEP;
      // A static route whose next hop leads nowhere stays in BIRD's table and is used by nobody.
      // Preference 0 marks what is there to be announced and not to be used.
      boolean lost =
          route.type().equals("static")
              && !route.reachable()
              && recursive.containsKey(route.prefix());
      if (route.best() && route.preference() > 0 && !lost) {
        List<ZebraRoutes.Hop> hops = hops(route);
        String protocol = protocol(route.type());
        if (protocol.equals(RouteClass.BGP)) {
          hops = Optional.ofNullable(bgp.get(route.prefix())).orElse(hops);
        } else if (protocol.equals(RouteClass.STATIC) && recursive.containsKey(route.prefix())) {
          hops = List.of(new ZebraRoutes.Hop(recursive.get(route.prefix()), null, false));
        }
        table.add(new ZebraRoutes.Route(route.prefix(), protocol, distance, 0, hops, true));
      }
    }
    return List.copyOf(table);
  }

  private static String protocol(String type) {
    return switch (type) {
      case "device" -> RouteClass.CONNECTED;
      case "BGP" -> RouteClass.BGP;
      case "static" -> RouteClass.STATIC;
      default -> type.startsWith("OSPF") ? RouteClass.OSPF : type;
    };
  }

  private static List<ZebraRoutes.Hop> hops(BirdRoutes.Route route) {
    return route.reachable()
        ? route.hops().stream()
            .map(hop -> new ZebraRoutes.Hop(hop.address(), hop.iface(), false))
            .toList()
        : List.of(new ZebraRoutes.Hop(null, null, true));
  }

  /** Static routes whose next hop is looked up, from {@link #STATICS}: that next hop by prefix. */
  public static Map<Prefix, IpAddress> recursive(String text) {
    Map<Prefix, IpAddress> recursive = new HashMap<>();
    Prefix prefix = null;
    for (String line : text.lines().toList()) {
      String[] words = line.strip().split("\\s+");
      int at = 0;
      if (!line.isBlank() && !line.startsWith("\t") && words[0].indexOf('/') > 0) {
        prefix = Prefix.parseNetwork(words[0]);
        at = 1;
      }
      if (prefix != null && words.length > at + 1 && words[at].equals("recursive")) {
        recursive.put(prefix, IpAddress.parse(words[at + 1]));
      }
    }
    return recursive;
  }
}
