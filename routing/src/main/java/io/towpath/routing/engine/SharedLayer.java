package io.towpath.routing.engine;

import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.NextHop;
import io.towpath.network.Route;
import io.towpath.network.RouteExchange;
import io.towpath.network.RouteExchange.NextHopRule;
import io.towpath.network.RouteExchange.RankTerm;
import io.towpath.network.RouteExchange.ShownRule;
import io.towpath.network.RouteLayer;
import io.towpath.network.Shown;
import io.towpath.routing.Topology;
import io.towpath.routing.rib.Outcome;
import io.towpath.routing.rib.RibRoute;
import io.towpath.routing.rib.RouteAttributes;
import io.towpath.routing.rib.RouteCandidate;
import io.towpath.routing.rib.RouteReason;
import io.towpath.routing.rib.RouteSelection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A shared layer that is being filled: offers pass the policy of their exchange, get the next hop
 * that its rule gives, and compete by rank. Who offers does not matter: the engine's own tables, or
 * daemons.
 */
final class SharedLayer {

  /** One route that an exchange offers, with its rank key. */
  private record Offer(RouteExchange exchange, RouteCandidate candidate, long[] rank) {}

  private final String name;
  private final Topology topology;
  private final Map<Prefix, List<Offer>> offers = new TreeMap<>();

  SharedLayer(String name, Topology topology) {
    this.name = name;
    this.topology = topology;
  }

  /** What was written down, and what was offered so far. */
  LayerState content() {
    List<RouteCandidate> routes = new ArrayList<>();
    RouteLayer fixed = topology.network().layers().get(name);
    if (fixed != null) {
      for (Route route : fixed.routes()) {
        routes.add(RouteCandidate.of(route, "layer " + name));
      }
    }
    List<RibRoute> outranked = new ArrayList<>();
    offers.values().forEach(rivals -> rank(rivals, routes, outranked));
    routes.sort(RouteSelection.ORDER);
    return new LayerState(name, routes, outranked);
  }

  /** Takes what an exchange offers, if its policy permits. */
  void offer(RouteExchange exchange, ExchangedRoute offered) {
    RouteCandidate route = atSource(exchange, offered);
    if (PolicyVerdict.of(exchange.policy(), route, offered.learned()).permitted()) {
      RouteCandidate moved = withNextHop(route, nextHop(exchange, offered.address()));
      offers
          .computeIfAbsent(route.prefix(), k -> new ArrayList<>(2))
          .add(new Offer(exchange, moved, rank(exchange, route.attributes())));
    }
  }

  /** The route as the policy sees it: with the next hop that it has at its source. */
  private static RouteCandidate atSource(RouteExchange exchange, ExchangedRoute offered) {
    RouteAttributes attributes = offered.attributes();
    IpAddress bgpNextHop = attributes == null ? null : attributes.nextHop();
    NextHop nextHop = offered.nextHop();
    NextHop own =
        nextHop != null
            ? nextHop
            : bgpNextHop == null
                ? new NextHop.Discard(true, null)
                : new NextHop.Via(bgpNextHop, null, null);
    return new RouteCandidate(
        offered.prefix(),
        exchange.routeClass(),
        own,
        0,
        0,
        offered.tag(),
        offered.name(),
        attributes,
        exchange.name(),
        exchange.origin());
  }

  private static RouteCandidate withNextHop(RouteCandidate r, NextHop nextHop) {
    return new RouteCandidate(
        r.prefix(),
        r.routeClass(),
        nextHop,
        r.distance(),
        r.metric(),
        r.tag(),
        r.name(),
        r.attributes(),
        r.source(),
        r.origin());
  }

  private static long[] rank(RouteExchange exchange, @Nullable RouteAttributes attributes) {
    long[] key = new long[exchange.rank().size()];
    for (int i = 0; i < key.length; i++) {
      key[i] =
          switch (exchange.rank().get(i)) {
            case RankTerm.Constant(long value, _) -> value;
            case RankTerm.AsPathLength() -> attributes == null ? 0 : attributes.asPathLength();
            case RankTerm.LocalPreference() ->
                attributes == null ? 0 : -attributes.localPreference();
            case RankTerm.Med() -> attributes == null ? 0 : attributes.med();
          };
    }
    return key;
  }

  private static NextHop nextHop(RouteExchange exchange, @Nullable IpAddress address) {
    Shown shown = shown(exchange.shown(), address);
    return switch (exchange.nextHop()) {
      case NextHopRule.Unchanged(String iface) ->
          address == null
              ? new NextHop.Attached(iface, shown)
              : new NextHop.Via(address, iface, shown);
      case NextHopRule.SourcePort(String domain, IpAddress port) ->
          new NextHop.Port(domain, port, shown);
      case NextHopRule.OwnerPort(String domain) ->
          address == null
              ? new NextHop.Discard(true, shown)
              : new NextHop.Port(domain, address, shown);
      case NextHopRule.Fixed(NextHop fixed) -> fixed;
    };
  }

  private static @Nullable Shown shown(@Nullable ShownRule rule, @Nullable IpAddress address) {
    if (rule == null) {
      return null;
    }
    String text = rule.address() != null ? rule.address() : String.valueOf(address);
    boolean none = rule.address() == null && address == null;
    return new Shown(rule.type(), none ? List.of() : List.of(text), rule.countOnly());
  }

  /** Lowest key wins, term by term; equal keys share the load, each next hop once. */
  private void rank(List<Offer> rivals, List<RouteCandidate> routes, List<RibRoute> outranked) {
    Offer best = rivals.getFirst();
    for (Offer rival : rivals) {
      if (firstDifference(rival.rank(), best.rank()) >= 0 && isBetter(rival, best)) {
        best = rival;
      }
    }
    Set<NextHop> taken = new HashSet<>();
    Map<RouteReason, List<RouteCandidate>> losers = new LinkedHashMap<>();
    for (Offer rival : rivals) {
      int term = firstDifference(rival.rank(), best.rank());
      if (term >= 0) {
        RouteReason why =
            new RouteReason.HigherRank(meaning(best.exchange(), term), best.candidate());
        losers.computeIfAbsent(why, k -> new ArrayList<>(1)).add(rival.candidate());
      } else if (taken.add(rival.candidate().nextHop())) {
        routes.add(rival.candidate());
      }
    }
    losers.forEach(
        (why, candidates) ->
            candidates.forEach(
                c ->
                    outranked.addAll(
                        RouteRows.of(
                            List.of(new RouteSelection.Decided(c, Outcome.ABSENT, why)),
                            topology,
                            _ -> List.of()))));
  }

  private static boolean isBetter(Offer a, Offer b) {
    int term = firstDifference(a.rank(), b.rank());
    return at(a.rank(), term) < at(b.rank(), term);
  }

  private static int firstDifference(long[] a, long[] b) {
    for (int i = 0; i < Math.max(a.length, b.length); i++) {
      if (at(a, i) != at(b, i)) {
        return i;
      }
    }
    return -1;
  }

  private static long at(long[] key, int term) {
    return term < key.length ? key[term] : 0;
  }

  private static String meaning(RouteExchange exchange, int term) {
    if (term >= exchange.rank().size()) {
      return "rank";
    }
    return switch (exchange.rank().get(term)) {
      case RankTerm.Constant(_, String meaning) -> meaning;
      case RankTerm.AsPathLength() -> "AS path length";
      case RankTerm.LocalPreference() -> "local preference";
      case RankTerm.Med() -> "MED";
    };
  }
}
