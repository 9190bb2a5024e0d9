package io.towpath.routing.engine;

import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.net.trie.PrefixTrie;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceAddress;
import io.towpath.network.NextHop;
import io.towpath.network.Precedence;
import io.towpath.network.Route;
import io.towpath.network.RouteClass;
import io.towpath.routing.LiveSet;
import io.towpath.routing.engine.BaseTable.Unusable;
import io.towpath.routing.ospf.OspfRoute;
import io.towpath.routing.ospf.OspfState;
import io.towpath.routing.rib.RouteCandidate;
import io.towpath.routing.rib.RouteReason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects the routes of a VRF that are not BGP's: connected and local ones of interfaces that are
 * up, OSPF's, and static ones whose next hop can be used.
 *
 * <p>A static route by address alone is used if the address is reached by another route of the
 * table, be it a default route, but not by the route itself. Such routes come in only after what
 * they rest on, so none supports itself; if they rest on each other in a circle once all are in,
 * those of the circle are left out.
 */
final class OwnRoutes {

  /** Routes that BGP adds to the table, as far as a look-up of a next hop needs them. */
  interface Overlay {
    /** Without BGP. */
    Overlay NONE = address -> -1;

    /** Length of the longest BGP route in use that contains the address, −1 if there is none. */
    int matchLength(IpAddress address);
  }

  private final EngineIndex index;
  private final int vrf;
  private final LiveSet live;
  private final Overlay overlay;
  private final List<RouteCandidate> usable = new ArrayList<>();
  private final List<Unusable> unusable = new ArrayList<>();
  private final List<RouteCandidate> waiting = new ArrayList<>();
  private final Map<IpAddress, Integer> own = new HashMap<>();

  private OwnRoutes(EngineIndex index, int vrf, LiveSet live, Overlay overlay) {
    this.index = index;
    this.vrf = vrf;
    this.live = live;
    this.overlay = overlay;
  }

  /** The table of a VRF without BGP. */
  static BaseTable collect(
      EngineIndex index, int vrf, LiveSet live, @Nullable OspfState ospf, Overlay overlay) {
    OwnRoutes routes = new OwnRoutes(index, vrf, live, overlay);
    Precedence precedence = index.topology.vrf(vrf).precedence();
    if (live.nodesDown().get(index.topology.nodeOfVrf(vrf))) {
      return BaseTable.select(List.of(), List.of(), precedence, Map.of());
    }
    for (int iface : index.interfacesOf[vrf]) {
      routes.addInterface(iface);
    }
    for (Route route : index.topology.vrf(vrf).routes()) {
      routes.addWritten(route);
    }
    if (ospf != null) {
      for (int process : index.processesOf[vrf]) {
        routes.addOspf(process, ospf.routes(process));
      }
    }
    return routes.resolve(precedence);
  }

  private void addInterface(int id) {
    if (!index.isUp(id, live)) {
      return;
    }
    Interface iface = index.topology.iface(id);
    String source = "interface " + iface.name();
    NextHop nextHop = new NextHop.Attached(iface.name(), null);
    for (InterfaceAddress address : iface.addresses()) {
      own.putIfAbsent(address.address(), id);
      Prefix subnet = address.subnet();
      usable.add(connected(subnet, RouteClass.CONNECTED, nextHop, source, iface));
      if (!subnet.isHost()) {
        Prefix host = Prefix.host(address.address());
        usable.add(connected(host, RouteClass.LOCAL, nextHop, source, iface));
      }
    }
  }

  private static RouteCandidate connected(
      Prefix prefix, String routeClass, NextHop nextHop, String source, Interface iface) {
    return new RouteCandidate(
        prefix, routeClass, nextHop, 0, 0, 0, null, null, source, iface.origin());
  }

  private void addWritten(Route route) {
    RouteCandidate candidate = RouteCandidate.of(route, "configuration");
    String obstacle = Usability.obstacle(index, vrf, live, route);
    if (obstacle != null) {
      unusable.add(new Unusable(candidate, new RouteReason.ConditionFails(obstacle)));
    } else if (EngineIndex.isRecursive(route)) {
      waiting.add(candidate);
    } else {
      usable.add(candidate);
    }
  }

  private void addOspf(int process, List<OspfRoute> routes) {
    var config = index.ospf.process(process).config();
    for (OspfRoute route : routes) {
      String source = ospfSource(config.id(), route.kind());
      for (OspfRoute.Hop hop : route.hops()) {
        usable.add(
            new RouteCandidate(
                route.prefix(),
                RouteClass.OSPF,
                new NextHop.Via(hop.address(), index.topology.iface(hop.iface()).name(), null),
                config.distance(),
                route.metric(),
                route.tag(),
                null,
                null,
                source,
                config.origin()));
      }
    }
  }

  /** How a candidate says that it comes from a process. */
  static String ospfSource(String process, OspfRoute.Kind kind) {
    return "OSPF " + process + " " + kind.text();
  }

  private BaseTable resolve(Precedence precedence) {
    BaseTable table = BaseTable.select(usable, unusable, precedence, own);
    if (waiting.isEmpty()) {
      return table;
    }
    List<RouteCandidate> settled = new ArrayList<>();
    for (boolean grown = true; grown; ) {
      grown = false;
      for (int i = 0; i < waiting.size(); ) {
        if (isReached(waiting.get(i), table)) {
          settled.add(waiting.remove(i));
          grown = true;
        } else {
          i++;
        }
      }
      if (grown) {
        table = BaseTable.select(with(settled), unusable, precedence, own);
      }
    }
    table = withoutCircles(table, settled, precedence);
    if (waiting.isEmpty()) {
      return table;
    }
    for (RouteCandidate candidate : waiting) {
      unusable.add(new Unusable(candidate, whyUnreached(candidate)));
    }
    return BaseTable.select(with(settled), unusable, precedence, own);
  }

  private List<RouteCandidate> with(List<RouteCandidate> settled) {
    List<RouteCandidate> all = new ArrayList<>(usable);
    all.addAll(settled);
    return all;
  }

  private boolean isReached(RouteCandidate route, BaseTable table) {
    IpAddress address = target(route);
    if (table.owner(address) >= 0) {
      return false;
    }
    BaseTable.Entry match = table.match(address);
    int length =
        Math.max(match == null ? -1 : match.prefix().length(), overlay.matchLength(address));
    boolean byItself = route.prefix().contains(address) && route.prefix().length() >= length;
    return length >= 0 && !byItself;
  }

  private static IpAddress target(RouteCandidate route) {
    if (route.nextHop() instanceof NextHop.Via(IpAddress address, _, _)) {
      return address;
    }
    throw new IllegalArgumentException(route + " has no next hop address");
  }

  private RouteReason whyUnreached(RouteCandidate candidate) {
    IpAddress address = target(candidate);
    return own.containsKey(address)
        ? new RouteReason.NextHopUnusable(address + " is an address of this router")
        : new RouteReason.NextHopUnusable("no other route leads to " + address);
  }

  /** Takes out routes that, all being in, rest on themselves. */
  private BaseTable withoutCircles(
      BaseTable start, List<RouteCandidate> settled, Precedence precedence) {
    BaseTable table = start;
    while (true) {
      BaseTable now = table;
      List<RouteCandidate> circling =
          settled.stream().filter(route -> circles(route, now)).toList();
      if (circling.isEmpty()) {
        return table;
      }
      settled.removeAll(circling);
      for (RouteCandidate route : circling) {
        unusable.add(
            new Unusable(
                route,
                new RouteReason.NextHopUnusable(
                    "the way to " + target(route) + " leads back to this route")));
      }
      table = BaseTable.select(with(settled), unusable, precedence, own);
    }
  }

  /** True if looking up the next hop, and the next hops found, comes back to the route. */
  private boolean circles(RouteCandidate route, BaseTable table) {
    PrefixTrie<Boolean> seen = new PrefixTrie<>();
    List<RouteCandidate> open = new ArrayList<>(List.of(route));
    while (!open.isEmpty()) {
      RouteCandidate next = open.removeLast();
      if (!(next.nextHop() instanceof NextHop.Via(IpAddress address, var iface, _))
          || iface != null) {
        continue;
      }
      BaseTable.Entry match = table.match(address);
      int length = match == null ? -1 : match.prefix().length();
      if (match == null || overlay.matchLength(address) > length) {
        continue;
      }
      if (match.routes().contains(route)) {
        return true;
      }
      if (seen.put(match.prefix(), true) == null) {
        open.addAll(match.routes());
      }
    }
    return false;
  }
}
