package io.towpath.lab.compare;

import io.towpath.forwarding.solver.Solution;
import io.towpath.lab.plan.LabPlan;
import io.towpath.lab.plan.Space;
import io.towpath.net.IpAddress;
import io.towpath.network.BgpPeer;
import io.towpath.network.Interface;
import io.towpath.network.NextHop;
import io.towpath.network.Node;
import io.towpath.network.OspfProcess;
import io.towpath.network.RouteClass;
import io.towpath.routing.Topology;
import io.towpath.routing.bgp.BgpRoute;
import io.towpath.routing.bgp.LocRibEntry;
import io.towpath.routing.engine.RoutingState;
import io.towpath.routing.live.SessionTable;
import io.towpath.routing.rib.Rib;
import io.towpath.routing.rib.RibRoute;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the allowed differences need to know of a solution, worked out once. */
final class KnownContext {
  private final Set<String> own = new HashSet<>();
  private final Set<String> returned = new HashSet<>();
  private final Set<String> defaultOriginators = new HashSet<>();
  private final Set<String> mixedRecursion = new HashSet<>();
  private final Set<String> lostStatics = new HashSet<>();
  private final EqualPaths equalPaths;
  private final BirdContext bird;
  private final NetworkMetrics networkMetrics;
  private final LanNextHops lans;
  private final Topology topology;
  private final Places places;

  KnownContext(Solution solution, LabPlan plan, Places places, Collection<TableRows> observed) {
    bird = new BirdContext(solution, plan, observed);
    networkMetrics = new NetworkMetrics(solution, places, bird);
    topology = solution.topology();
    lans = new LanNextHops(topology, solution.routing().ospf());
    this.places = places;
    equalPaths = new EqualPaths(solution, places);
    for (Space space : plan.spaces()) {
      int vrf = places.vrf(space.label());
      if (vrf >= 0) {
        findOwn(topology.node(topology.nodeOfVrf(vrf)), space);
        for (OspfProcess process : topology.node(topology.nodeOfVrf(vrf)).ospf()) {
          if (process.vrf().equals(space.vrf()) && process.defaultOriginate() != null) {
            defaultOriginators.add(space.label());
          }
        }
      }
    }
    for (int i = 0; i < solution.routing().sessions().speakerCount(); i++) {
      findReturned(solution, solution.routing().sessions().speaker(i), places);
      findMixedRecursion(solution, solution.routing().sessions().speaker(i), places);
      findLostStatics(solution.routing(), solution.routing().sessions().speaker(i), places);
    }
    for (int i = 0; i < solution.routing().sessions().speakerCount(); i++) {
      inheritMixedRecursion(solution.routing(), solution.routing().sessions().speaker(i), places);
    }
    for (Space space : plan.spaces()) {
      int vrf = places.vrf(space.label());
      if (vrf >= 0) {
        inheritMixedRecursion(solution.routing().rib(vrf), space.label());
      }
    }
  }

  /**
   * Static routes with a next hop that is no longer on a link but is a neighbour on the link for
   * BGP, and what is reached by them.
   */
  private void findLostStatics(RoutingState routing, SessionTable.Speaker speaker, Places places) {
    String place = places.label(speaker.vrf());
    Set<IpAddress> neighbours = new HashSet<>();
    for (BgpPeer peer : speaker.config().peers()) {
      if (isDirect(speaker, peer)) {
        neighbours.add(peer.address());
      }
    }
    for (RibRoute route : routing.rib(speaker.vrf()).routes()) {
      for (NextHop hop : route.nextHops()) {
        if (route.routeClass().equals(RouteClass.STATIC)
            && hop instanceof NextHop.Via via
            && neighbours.contains(via.address())
            && !isOnLink(routing, speaker.vrf(), via.address())) {
          lostStatics.add(place + "|" + route.prefix());
        }
      }
    }
    for (LocRibEntry entry : routing.bgp().locRib(speaker.id())) {
      for (LocRibEntry.Path path : entry.paths()) {
        RibRoute by = routing.rib(speaker.vrf()).match(path.route().nextHop());
        if (by != null && lostStatics.contains(place + "|" + by.prefix())) {
          lostStatics.add(place + "|" + entry.prefix());
        }
      }
    }
  }

  /** True for an eBGP peer that has to be on a link of the speaker. */
  private static boolean isDirect(SessionTable.Speaker speaker, BgpPeer peer) {
    return peer.remoteAsn() != speaker.config().asn()
        && peer.transport().ttl() <= 1
        && peer.transport().checkConnected();
  }

  private static boolean isOnLink(RoutingState routing, int vrf, IpAddress address) {
    RibRoute by = routing.rib(vrf).match(address);
    return by != null && by.routeClass().equals(RouteClass.CONNECTED);
  }

  /** True if FRR at a place may have lost a next hop of a prefix. */
  boolean mayLackStatic(String place, String prefix) {
    return lostStatics.contains(place + "|" + prefix);
  }

  /** Static and other routes with a next hop that is reached by such a prefix, and so on. */
  private void inheritMixedRecursion(Rib rib, String place) {
    boolean found = true;
    while (found) {
      found = false;
      for (RibRoute route : rib.routes()) {
        if (route.isActive()
            && route.nextHops().stream().anyMatch(hop -> goesOverMixed(rib, place, route, hop))) {
          found |= mixedRecursion.add(place + "|" + route.prefix());
        }
      }
    }
  }

  private boolean goesOverMixed(Rib rib, String place, RibRoute route, NextHop hop) {
    RibRoute by = hop instanceof NextHop.Via(IpAddress address, _, _) ? rib.match(address) : null;
    return by != null
        && !by.prefix().equals(route.prefix())
        && mixesRecursion(place, by.prefix().toString());
  }

  /** Routes whose next hop is reached by such a prefix. */
  private void inheritMixedRecursion(
      RoutingState routing, SessionTable.Speaker speaker, Places places) {
    String place = places.label(speaker.vrf());
    for (LocRibEntry entry : routing.bgp().locRib(speaker.id())) {
      BgpRoute best = entry.best();
      RibRoute by = best == null ? null : routing.rib(speaker.vrf()).match(best.nextHop());
      if (by != null && mixesRecursion(place, by.prefix().toString())) {
        mixedRecursion.add(place + "|" + entry.prefix());
      }
    }
  }

  /**
   * Prefixes whose best path is from a neighbour on the link, with others beside it that are not.
   */
  private void findMixedRecursion(Solution solution, SessionTable.Speaker speaker, Places places) {
    Map<Integer, Boolean> direct = new HashMap<>();
    for (LiveEnd end : LiveEnd.of(solution, speaker.id())) {
      direct.put(end.bgpEnd(), isDirect(speaker, end.peer()));
    }
    for (LocRibEntry entry : solution.routing().bgp().locRib(speaker.id())) {
      if (entry.best() != null
          && direct.getOrDefault(entry.paths().getFirst().end(), false)
          && entry.paths().stream()
              .filter(path -> path.standing() == LocRibEntry.Standing.MULTIPATH)
              .anyMatch(path -> !direct.getOrDefault(path.end(), true))) {
        mixedRecursion.add(places.label(speaker.vrf()) + "|" + entry.prefix());
      }
    }
  }

  /** What network statements take from the routes behind them. */
  NetworkMetrics networkMetrics() {
    return networkMetrics;
  }

  /** Address of a host, or null. */
  @Nullable IpAddress addressOf(String host) {
    int id = topology.hostId(host);
    return id < 0 ? null : topology.host(id).address();
  }

  /** True if next hops at a place are missing as ospfd leaves them out. */
  boolean isOverTheLan(String place, Row predicted, Row observed) {
    return places.vrf(place) >= 0 && lans.explain(places.vrf(place), predicted, observed);
  }

  /** Which paths FRR may use together where the model does not. */
  EqualPaths equalPaths() {
    return equalPaths;
  }

  /** What routers with BIRD do in another way. */
  BirdContext bird() {
    return bird;
  }

  /** True if FRR at a place resolves only some next hops of a prefix. */
  boolean mixesRecursion(String place, String prefix) {
    return mixedRecursion.contains(place + "|" + prefix);
  }

  /** Prefixes whose best path a speaker has from the very peer that it might send them to. */
  private void findReturned(Solution solution, SessionTable.Speaker speaker, Places places) {
    if (bird.runsAt(places.label(speaker.vrf()))) {
      // BIRD sends nothing back to the protocol that a route is from (bgp_preexport).
      return;
    }
    Map<Integer, String> receivers = new HashMap<>();
    for (LiveEnd end : LiveEnd.of(solution, speaker.id())) {
      receivers.put(
          end.bgpEnd(), places.label(end.other().vrf()) + " from " + end.other().peer().address());
    }
    for (LocRibEntry entry : solution.routing().bgp().locRib(speaker.id())) {
      if (entry.best() != null && receivers.containsKey(entry.paths().getFirst().end())) {
        String receiver = receivers.get(entry.paths().getFirst().end());
        int from = receiver.indexOf(" from ");
        returned.add(
            returnedKey(receiver.substring(0, from), entry.prefix() + receiver.substring(from)));
      }
    }
  }

  private static String returnedKey(String place, String key) {
    return place + "|" + key;
  }

  /** True if a row is about a route that its sender has from the receiver itself. */
  boolean isReturned(String place, String key) {
    return returned.contains(returnedKey(place, key));
  }

  private void findOwn(Node node, Space space) {
    for (Interface iface : node.interfaces()) {
      if (iface.vrf().equals(space.vrf())) {
        iface.addresses().forEach(each -> own.add(space.label() + "|" + each.address()));
      }
    }
  }

  /** True if the router at a place has an address itself. */
  boolean owns(String place, IpAddress address) {
    return own.contains(place + "|" + address);
  }

  /** True if OSPF at a place originates a default route. */
  boolean originatesDefault(String place) {
    return defaultOriginators.contains(place);
  }
}
