package io.towpath.routing.engine;

import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.NextHop;
import io.towpath.network.Route;
import io.towpath.network.RouteClass;
import io.towpath.network.RouteExchange;
import io.towpath.network.RouteExchange.NextHopRule;
import io.towpath.network.RouteExchange.RankTerm;
import io.towpath.network.RouteExchange.ShownRule;
import io.towpath.network.RouteLayer;
import io.towpath.network.RoutePolicy;
import io.towpath.network.Shown;
import io.towpath.routing.LiveSet;
import io.towpath.routing.bgp.SelectedPaths;
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
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Fills one shared layer: its fixed routes, and what route exchanges bring into it. */
final class Layers {

  /** One route that an exchange offers, with its rank key. */
  private record Offer(RouteExchange exchange, RouteCandidate candidate, long[] rank) {}

  private final EngineIndex index;
  private final LiveSet live;
  private final IntFunction<VrfTable> tables;
  private final Map<Prefix, List<Offer>> offers = new TreeMap<>();

  private Layers(EngineIndex index, LiveSet live, IntFunction<VrfTable> tables) {
    this.index = index;
    this.live = live;
    this.tables = tables;
  }

  /**
   * The content of a layer.
   *
   * @param tables tables of VRFs
   */
  static LayerState fill(
      EngineIndex index, LiveSet live, String name, IntFunction<VrfTable> tables) {
    Layers layers = new Layers(index, live, tables);
    List<RouteCandidate> routes = new ArrayList<>();
    RouteLayer fixed = index.topology.network().layers().get(name);
    if (fixed != null) {
      for (Route route : fixed.routes()) {
        routes.add(RouteCandidate.of(route, "layer " + name));
      }
    }
    for (RouteExchange exchange : index.exchangesInto.getOrDefault(name, List.of())) {
      layers.collect(exchange);
    }
    List<RibRoute> outranked = new ArrayList<>();
    layers.offers.values().forEach(rivals -> layers.rank(rivals, routes, outranked));
    routes.sort(RouteSelection.ORDER);
    return new LayerState(name, routes, outranked);
  }

  private void collect(RouteExchange exchange) {
    int vrf = index.topology.vrfId(exchange.from());
    if (vrf < 0 || live.nodesDown().get(index.topology.nodeOfVrf(vrf))) {
      return;
    }
    if (tables.apply(vrf) instanceof RouterTable source) {
      if (exchange.protocols().contains(RouteClass.BGP)) {
        collectBgp(exchange, source);
      }
      collectOthers(exchange, source);
    }
  }

  private void collectBgp(RouteExchange exchange, RouterTable source) {
    BgpView bgp = source.bgp();
    if (bgp == null) {
      return;
    }
    NextHops nextHops = source.nextHops();
    BgpSpeaker.Install install = index.sessions.speaker(bgp.speaker()).config().install();
    bgp.state()
        .selected(
            bgp.speaker(),
            (prefixClass, prefixes, paths) -> {
              if (paths.source() == RoutePolicy.Source.ORIGINATED) {
                return;
              }
              NextHops.Installed members = nextHops.members(paths);
              if (members.nextHops().isEmpty()) {
                return;
              }
              List<RouteAttributes> attributes = bgp.attributes(prefixes.getFirst(), paths);
              for (Prefix prefix : prefixes) {
                if (install == BgpSpeaker.Install.NONE || isUsed(prefix, paths, source)) {
                  offerMembers(exchange, prefix, paths, members, attributes);
                }
              }
            });
  }

  /** False if a route of another class with a lower distance is used instead. */
  private static boolean isUsed(Prefix prefix, SelectedPaths paths, RouterTable source) {
    BaseTable.Entry rival = source.base().at(prefix);
    return rival == null || paths.distance() < rival.distance();
  }

  private void offerMembers(
      RouteExchange exchange,
      Prefix prefix,
      SelectedPaths paths,
      NextHops.Installed members,
      List<RouteAttributes> attributes) {
    for (int i = 0; i < members.nextHops().size(); i++) {
      int path = members.paths().get(i);
      offer(
          exchange,
          members.nextHops().get(i),
          candidate(exchange, prefix, paths.tag(), attributes.get(path), null, null),
          paths.source());
    }
  }

  private void collectOthers(RouteExchange exchange, RouterTable source) {
    BgpView bgp = source.bgp();
    NextHops nextHops = source.nextHops();
    for (BaseTable.Entry entry : source.base().entries()) {
      if (!exchange.protocols().contains(entry.routeClass())) {
        continue;
      }
      SelectedPaths paths = bgp == null ? null : bgp.at(entry.prefix());
      boolean beaten =
          paths != null && paths.distance() < entry.distance() && nextHops.installed(paths) != null;
      if (!beaten) {
        for (RouteCandidate route : entry.routes()) {
          IpAddress address =
              route.nextHop() instanceof NextHop.Via(IpAddress via, _, _) ? via : null;
          offer(
              exchange,
              address,
              candidate(exchange, entry.prefix(), route.tag(), null, route.name(), route.nextHop()),
              RoutePolicy.Source.ORIGINATED);
        }
      }
    }
  }

  /** The route as the policy sees it: with the next hop that it has at its source. */
  private static RouteCandidate candidate(
      RouteExchange exchange,
      Prefix prefix,
      long tag,
      @Nullable RouteAttributes attributes,
      @Nullable String name,
      @Nullable NextHop nextHop) {
    IpAddress bgpNextHop = attributes == null ? null : attributes.nextHop();
    NextHop own =
        nextHop != null
            ? nextHop
            : bgpNextHop == null
                ? new NextHop.Discard(true, null)
                : new NextHop.Via(bgpNextHop, null, null);
    return new RouteCandidate(
        prefix,
        exchange.routeClass(),
        own,
        0,
        0,
        tag,
        name,
        attributes,
        exchange.name(),
        exchange.origin());
  }

  private void offer(
      RouteExchange exchange,
      @Nullable IpAddress address,
      RouteCandidate route,
      RoutePolicy.Source source) {
    if (PolicyVerdict.of(exchange.policy(), route, source).permitted()) {
      RouteCandidate moved = withNextHop(route, nextHop(exchange, address));
      offers
          .computeIfAbsent(route.prefix(), k -> new ArrayList<>(2))
          .add(new Offer(exchange, moved, rank(exchange, route.attributes())));
    }
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
                            index.topology,
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
