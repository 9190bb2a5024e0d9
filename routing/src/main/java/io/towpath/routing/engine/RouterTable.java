package io.towpath.routing.engine;

import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.NextHop;
import io.towpath.network.RouteClass;
import io.towpath.network.RoutePolicy;
import io.towpath.routing.bgp.BgpRoute;
import io.towpath.routing.bgp.SelectedPaths;
import io.towpath.routing.engine.NextHops.Installed;
import io.towpath.routing.fib.Fib;
import io.towpath.routing.fib.FibEntry;
import io.towpath.routing.fib.Forward;
import io.towpath.routing.rib.Outcome;
import io.towpath.routing.rib.RibRoute;
import io.towpath.routing.rib.RouteAttributes;
import io.towpath.routing.rib.RouteCandidate;
import io.towpath.routing.rib.RouteReason;
import io.towpath.routing.rib.RouteSelection.Decided;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Table of an ordinary router's VRF: the base table and what BGP selected, the lower distance
 * winning. BGP's part stays in the shared arrays of the BGP state; rows are made when asked for.
 */
final class RouterTable implements VrfTable {
  private final EngineIndex index;
  private final int vrf;
  private final BaseTable base;
  private final @Nullable BgpView bgp;
  private @Nullable Fib fib;
  private long count = -1;

  RouterTable(EngineIndex index, int vrf, BaseTable base, @Nullable BgpView bgp) {
    this.index = index;
    this.vrf = vrf;
    this.base = base;
    this.bgp = bgp;
  }

  BaseTable base() {
    return base;
  }

  @Nullable BgpView bgp() {
    return bgp;
  }

  NextHops nextHops() {
    return new NextHops(index, vrf, base, bgp);
  }

  @Override
  public synchronized Fib fib() {
    if (fib == null) {
      fib = compile();
    }
    return fib;
  }

  /** Merges the two parts, both in the order of prefixes. */
  private Fib compile() {
    NextHops nextHops = nextHops();
    List<BaseTable.Entry> entries = base.entries();
    int bgpCount = bgp == null ? 0 : bgp.prefixes().size();
    CompiledFib.Builder builder = new CompiledFib.Builder(entries.size() + bgpCount);
    ClassActions actions = bgp == null ? null : new ClassActions(bgp, nextHops, builder);
    int place = 0;
    for (BaseTable.Entry entry : entries) {
      if (!(entry.prefix().network() instanceof Ipv4Address(int network))) {
        continue;
      }
      int length = entry.prefix().length();
      boolean overridden = false;
      if (bgp != null && actions != null) {
        for (; place < bgpCount; place++) {
          int order = compare(bgp.prefixes(), place, network, length);
          if (order > 0) {
            break;
          }
          int action = actions.at(place);
          boolean wins = order < 0 || actions.distanceAt(place) < entry.distance();
          if (action >= 0 && wins) {
            builder.add(bgp.prefixes().network(place), bgp.prefixes().length(place), action);
            overridden |= order == 0;
          }
        }
      }
      List<Forward> forwards = overridden ? List.of() : forwards(entry, nextHops);
      if (!forwards.isEmpty()) {
        builder.add(network, length, builder.action(entry.routeClass(), forwards));
      }
    }
    for (; bgp != null && actions != null && place < bgpCount; place++) {
      int action = actions.at(place);
      if (action >= 0) {
        builder.add(bgp.prefixes().network(place), bgp.prefixes().length(place), action);
      }
    }
    return builder.build();
  }

  private static int compare(PrefixIndex prefixes, int place, int network, int length) {
    int byNetwork = Integer.compareUnsigned(prefixes.network(place), network);
    return byNetwork != 0 ? byNetwork : Integer.compare(prefixes.length(place), length);
  }

  /** Actions of BGP classes, each resolved once. */
  private static final class ClassActions {
    private static final int UNKNOWN = -2;
    private final BgpView bgp;
    private final NextHops nextHops;
    private final CompiledFib.Builder builder;
    private final int[] actions;
    private final Map<List<Forward>, Integer> shared = new java.util.HashMap<>();

    ClassActions(BgpView bgp, NextHops nextHops, CompiledFib.Builder builder) {
      this.bgp = bgp;
      this.nextHops = nextHops;
      this.builder = builder;
      actions = new int[bgp.state().classCount()];
      Arrays.fill(actions, UNKNOWN);
    }

    int at(int place) {
      int prefixClass = bgp.prefixes().classAt(place);
      if (actions[prefixClass] == UNKNOWN) {
        SelectedPaths paths = bgp.at(place);
        Installed installed = paths == null ? null : nextHops.installed(paths);
        actions[prefixClass] =
            installed == null
                ? -1
                : shared.computeIfAbsent(
                    installed.forwards(), f -> builder.action(RouteClass.BGP, f));
      }
      return actions[prefixClass];
    }

    int distanceAt(int place) {
      SelectedPaths paths = bgp.at(place);
      return paths == null ? Integer.MAX_VALUE : paths.distance();
    }
  }

  private List<Forward> forwards(BaseTable.Entry entry, NextHops nextHops) {
    Forward received = received(entry.prefix());
    if (received != null) {
      return List.of(received);
    }
    return entry.routes().stream()
        .flatMap(route -> nextHops.forwards(route).stream())
        .distinct()
        .toList();
  }

  private @Nullable Forward received(Prefix prefix) {
    int owner = prefix.isHost() ? base.owner(prefix.network()) : -1;
    return owner < 0 ? null : new Forward.Receive(owner);
  }

  private List<Forward> forwards(RouteCandidate route, NextHops nextHops) {
    Forward received = received(route.prefix());
    return received != null ? List.of(received) : nextHops.forwards(route);
  }

  @Override
  public synchronized long routeCount() {
    if (count < 0) {
      count = countRoutes();
    }
    return count;
  }

  private long countRoutes() {
    List<BaseTable.Entry> entries = base.entries();
    long[] total = new long[1];
    for (BaseTable.Entry entry : entries) {
      total[0] += hopCount(entry);
    }
    if (bgp != null) {
      NextHops nextHops = nextHops();
      bgp.state()
          .selected(
              bgp.speaker(),
              (prefixClass, prefixes, paths) -> {
                Installed installed = nextHops.installed(paths);
                if (installed != null) {
                  total[0] += countClass(prefixes, paths, installed);
                }
              });
    }
    return total[0];
  }

  private static long hopCount(BaseTable.Entry entry) {
    return entry.routes().size() == 1
        ? 1
        : entry.routes().stream().map(RouteCandidate::nextHop).distinct().count();
  }

  /** Prefixes times next hops, less what the base table keeps, less what it loses. */
  private long countClass(List<Prefix> prefixes, SelectedPaths paths, Installed installed) {
    long hops = Math.max(1, installed.nextHops().size());
    long total = hops * prefixes.size();
    List<BaseTable.Entry> entries = base.entries();
    int first = firstFrom(entries, prefixes.getFirst());
    Prefix last = prefixes.getLast();
    for (int i = first; i < entries.size(); i++) {
      BaseTable.Entry entry = entries.get(i);
      if (entry.prefix().compareTo(last) > 0) {
        break;
      }
      if (java.util.Collections.binarySearch(prefixes, entry.prefix()) >= 0) {
        total -= paths.distance() < entry.distance() ? hopCount(entry) : hops;
      }
    }
    return total;
  }

  private static int firstFrom(List<BaseTable.Entry> entries, Prefix prefix) {
    int low = 0;
    int high = entries.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (entries.get(middle).prefix().compareTo(prefix) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Override
  public List<RibRoute> routes() {
    NextHops nextHops = nextHops();
    TreeMap<Prefix, List<RibRoute>> byPrefix = new TreeMap<>();
    for (RibRoute row :
        RouteRows.of(base.decided(), index.topology, c -> forwards(c, nextHops))) {
      byPrefix.computeIfAbsent(row.prefix(), k -> new ArrayList<>(1)).add(row);
    }
    if (bgp != null) {
      bgp.state()
          .selected(
              bgp.speaker(),
              (prefixClass, prefixes, paths) -> {
                Installed installed = nextHops.installed(paths);
                if (installed != null) {
                  prefixes.forEach(
                      p ->
                          byPrefix.merge(
                              p,
                              List.of(bgpRow(p, paths, installed, nextHops)),
                              RouterTable::compete));
                }
              });
    }
    List<RibRoute> rows = new ArrayList<>();
    byPrefix.values().forEach(rows::addAll);
    return List.copyOf(rows);
  }

  @Override
  public List<RibRoute> at(Prefix prefix) {
    NextHops nextHops = nextHops();
    List<Decided> decided =
        base.decided().stream().filter(d -> d.candidate().prefix().equals(prefix)).toList();
    List<RibRoute> rows = RouteRows.of(decided, index.topology, c -> forwards(c, nextHops));
    int place = bgp == null ? -1 : bgp.prefixes().find(prefix);
    SelectedPaths paths = bgp == null || place < 0 ? null : bgp.at(place);
    Installed installed = paths == null ? null : nextHops.installed(paths);
    return paths == null || installed == null
        ? rows
        : compete(rows, List.of(bgpRow(prefix, paths, installed, nextHops)));
  }

  private RibRoute bgpRow(
      Prefix prefix, SelectedPaths paths, Installed installed, NextHops nextHops) {
    List<RibRoute.Hop> hops = new ArrayList<>();
    List<BgpRoute> routes = bgp == null ? List.of() : bgp.state().pathsOf(bgp.speaker(), prefix);
    for (int i = 0; i < installed.nextHops().size(); i++) {
      Ipv4Address nextHop = installed.nextHops().get(i);
      int path = installed.paths().get(i);
      hops.add(
          new RibRoute.Hop(
              new NextHop.Via(nextHop, null, null),
              RouteRows.egress(index.topology, nextHops.resolve(nextHop)),
              path < routes.size() ? attributes(routes.get(path)) : null,
              "BGP"));
    }
    if (installed.isAggregate()) {
      hops.add(new RibRoute.Hop(new NextHop.Discard(false, null), null, null, "BGP aggregate"));
    }
    return new RibRoute(
        prefix,
        RouteClass.BGP,
        hops,
        paths.distance(),
        paths.metric(),
        paths.tag(),
        Outcome.ACTIVE,
        new RouteReason.OnlyCandidate(),
        null,
        origin());
  }

  private Origin origin() {
    return bgp == null
        ? Origin.NONE
        : index.sessions.speaker(bgp.speaker()).config().origin();
  }

  static RouteAttributes attributes(BgpRoute route) {
    return new RouteAttributes(
        route.asPath().toString(),
        route.asPath().length(),
        route.localPreference(),
        route.med(),
        route.weight(),
        route.origin(),
        route.communities(),
        route.nextHop(),
        route.peer());
  }

  /** Puts a BGP row beside those of the base table: the lower distance stays active. */
  private static List<RibRoute> compete(List<RibRoute> rows, List<RibRoute> bgpRows) {
    RibRoute bgpRow = bgpRows.getFirst();
    RibRoute active = rows.stream().filter(RibRoute::isActive).findFirst().orElse(null);
    List<RibRoute> result = new ArrayList<>(rows);
    if (active == null) {
      result.add(bgpRow);
    } else if (bgpRow.distance() < active.distance()) {
      result.clear();
      RouteCandidate winner = candidate(bgpRow);
      List<RouteCandidate> losers = rows.stream().map(RouterTable::candidate).toList();
      for (RibRoute row : rows) {
        result.add(
            row.isActive() ? lost(row, new RouteReason.HigherDistance(winner)) : row);
      }
      result.add(won(bgpRow, new RouteReason.LowestDistance(bgpRow.distance(), losers)));
    } else {
      result.remove(active);
      result.add(
          won(
              active,
              new RouteReason.LowestDistance(active.distance(), List.of(candidate(bgpRow)))));
      result.add(lost(bgpRow, new RouteReason.HigherDistance(candidate(active))));
    }
    result.sort(RouteRows.ORDER);
    return result;
  }

  private static RibRoute lost(RibRoute row, RouteReason why) {
    return with(row, Outcome.INVALID, why);
  }

  private static RibRoute won(RibRoute row, RouteReason why) {
    return with(row, Outcome.ACTIVE, why);
  }

  private static RibRoute with(RibRoute r, Outcome outcome, RouteReason why) {
    return new RibRoute(
        r.prefix(),
        r.routeClass(),
        r.hops(),
        r.distance(),
        r.metric(),
        r.tag(),
        outcome,
        why,
        r.name(),
        r.origin());
  }

  private static RouteCandidate candidate(RibRoute row) {
    RibRoute.Hop hop = row.hops().getFirst();
    return new RouteCandidate(
        row.prefix(),
        row.routeClass(),
        hop.nextHop(),
        row.distance(),
        row.metric(),
        row.tag(),
        row.name(),
        hop.attributes(),
        hop.source(),
        row.origin());
  }

  @Override
  public List<RibRoute> absent() {
    NextHops nextHops = nextHops();
    List<Decided> decided = new ArrayList<>();
    for (BaseTable.Unusable unusable : base.unusable()) {
      decided.add(new Decided(unusable.candidate(), Outcome.ABSENT, unusable.why()));
    }
    List<RibRoute> rows =
        new ArrayList<>(
            RouteRows.of(decided, index.topology, candidate -> nextHops.forwards(candidate)));
    addNotInstalled(rows, nextHops);
    rows.sort(RouteRows.ORDER);
    return List.copyOf(rows);
  }

  /** What BGP selected and the table does not take. */
  private void addNotInstalled(List<RibRoute> rows, NextHops nextHops) {
    if (bgp == null) {
      return;
    }
    BgpSpeaker.Install install = index.sessions.speaker(bgp.speaker()).config().install();
    String detail =
        switch (install) {
          case ALL -> "no route leads to the BGP next hop";
          case INTO_TUNNELS -> "the BGP next hop is not behind a tunnel";
          case NONE -> "BGP routes are not installed here";
        };
    bgp.state()
        .selected(
            bgp.speaker(),
            (prefixClass, prefixes, paths) -> {
              if (paths.source() != RoutePolicy.Source.ORIGINATED
                  && nextHops.installed(paths) == null) {
                for (Prefix prefix : prefixes) {
                  rows.add(notInstalled(prefix, paths, new RouteReason.NextHopUnusable(detail)));
                }
              }
            });
  }

  private RibRoute notInstalled(Prefix prefix, SelectedPaths paths, RouteReason why) {
    List<RibRoute.Hop> hops = new ArrayList<>();
    for (int path = 0; path < paths.size(); path++) {
      NextHop nextHop = new NextHop.Via(new Ipv4Address(paths.nextHop(path)), null, null);
      hops.add(new RibRoute.Hop(nextHop, null, null, "BGP"));
    }
    return new RibRoute(
        prefix,
        RouteClass.BGP,
        hops,
        paths.distance(),
        paths.metric(),
        paths.tag(),
        Outcome.ABSENT,
        why,
        null,
        origin());
  }

  @Override
  public @Nullable RibRoute match(IpAddress address) {
    FibEntry entry = fib().match(address);
    return entry == null
        ? null
        : at(entry.prefix()).stream()
            .filter(RibRoute::isActive)
            .min(Comparator.comparing(RibRoute::routeClass))
            .orElse(null);
  }
}
