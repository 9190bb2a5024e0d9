package io.towpath.routing.engine;

import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import io.towpath.network.RouteClass;
import io.towpath.routing.bgp.SelectedPaths;
import io.towpath.routing.engine.NextHops.Installed;
import io.towpath.routing.fib.Fib;
import io.towpath.routing.fib.FibEntry;
import io.towpath.routing.fib.Forward;
import io.towpath.routing.rib.RibRoute;
import io.towpath.routing.rib.RouteCandidate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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

  private static List<Forward> forwards(BaseTable.Entry entry, NextHops nextHops) {
    return entry.routes().stream()
        .flatMap(route -> nextHops.forwardsOrReceive(route).stream())
        .distinct()
        .toList();
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
    return rows().all();
  }

  @Override
  public List<RibRoute> at(Prefix prefix) {
    return rows().at(prefix);
  }

  @Override
  public List<RibRoute> absent() {
    return rows().absent();
  }

  private RouterRows rows() {
    return new RouterRows(index, base, bgp, nextHops());
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
