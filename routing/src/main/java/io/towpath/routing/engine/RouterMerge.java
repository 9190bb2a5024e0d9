package io.towpath.routing.engine;

import io.towpath.net.Ipv4Address;
import io.towpath.network.RouteClass;
import io.towpath.routing.bgp.SelectedPaths;
import io.towpath.routing.engine.NextHops.Installed;
import io.towpath.routing.fib.Forward;
import io.towpath.routing.rib.RouteCandidate;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the table of a router: merges the base table and BGP, both in the order of prefixes, the
 * lower distance winning, and counts what it holds. BGP's classes are resolved once each, so that a
 * prefix costs a few array accesses.
 */
final class RouterMerge {
  private static final int UNKNOWN = -2;
  private static final int NONE = -1;

  private final BaseTable base;
  private final @Nullable BgpView bgp;
  private final NextHops nextHops;
  private final CompiledFib.Builder builder;

  /** By class: number of its action, or NONE; next hops; distance. */
  private final int[] actions;

  private final int[] hops;
  private final int[] distances;

  /** Places of prefixes that contain one of their own next hops: these are looked at alone. */
  private final BitSet containing = new BitSet();

  private final Map<List<Forward>, Integer> shared = new HashMap<>();
  private int place;
  private long routes;

  RouterMerge(BaseTable base, @Nullable BgpView bgp, NextHops nextHops) {
    this.base = base;
    this.bgp = bgp;
    this.nextHops = nextHops;
    int prefixes = bgp == null ? 0 : bgp.prefixes().size();
    int classes = bgp == null ? 0 : bgp.state().classCount();
    builder = new CompiledFib.Builder(base.entries().size() + prefixes);
    actions = new int[classes];
    hops = new int[classes];
    distances = new int[classes];
    Arrays.fill(actions, UNKNOWN);
  }

  /** The table; to be called once. */
  CompiledFib compile(@Nullable CompiledFib template) {
    for (BaseTable.Entry entry : base.entries()) {
      if (entry.prefix().network() instanceof Ipv4Address(int network)) {
        boolean overridden = addBgpUpTo(network, entry.prefix().length(), entry.distance());
        if (!overridden) {
          add(entry, network);
        }
      } else {
        routes += hopCount(entry);
      }
    }
    addBgpUpTo(-1, Integer.MAX_VALUE, 0);
    return builder.build(template);
  }

  /** Active next hops, counted for each prefix; after {@link #compile}. */
  long routes() {
    return routes;
  }

  /**
   * Adds BGP's prefixes up to this one, itself included if its distance is lower.
   *
   * @return true if BGP has the prefix and wins
   */
  private boolean addBgpUpTo(int network, int length, int distance) {
    if (bgp == null) {
      return false;
    }
    PrefixIndex prefixes = bgp.prefixes();
    for (; place < prefixes.size(); place++) {
      int order = compare(prefixes, place, network, length);
      if (order > 0) {
        return false;
      }
      int prefixClass = prefixes.classAt(place);
      if (actions[prefixClass] == UNKNOWN) {
        resolve(bgp, prefixClass);
      }
      boolean wins = order < 0 || distances[prefixClass] < distance;
      if (wins && addBgp(bgp, prefixClass)) {
        if (order == 0) {
          place++;
          return true;
        }
      }
    }
    return false;
  }

  /** Adds the BGP prefix at the current place; false if the table takes none of its paths. */
  private boolean addBgp(BgpView view, int prefixClass) {
    int action = actions[prefixClass];
    int count = hops[prefixClass];
    if (containing.get(place)) {
      SelectedPaths paths = view.at(place);
      Installed installed =
          paths == null ? null : nextHops.installed(view.prefixes().prefix(place), paths);
      action = installed == null ? NONE : action(installed);
      count = installed == null ? 0 : installed.nextHops().size();
    }
    if (action == NONE) {
      return false;
    }
    builder.add(view.prefixes().network(place), view.prefixes().length(place), action);
    routes += count;
    return true;
  }

  private int action(Installed installed) {
    return shared.computeIfAbsent(installed.forwards(), f -> builder.action(RouteClass.BGP, f));
  }

  private static int compare(PrefixIndex prefixes, int place, int network, int length) {
    int byNetwork = Integer.compareUnsigned(prefixes.network(place), network);
    return byNetwork != 0 ? byNetwork : Integer.compare(prefixes.length(place), length);
  }

  private void resolve(BgpView view, int prefixClass) {
    SelectedPaths paths = view.state().bestOf(prefixClass, view.speaker());
    Installed installed = paths == null ? null : nextHops.installed(paths);
    if (paths == null || installed == null) {
      actions[prefixClass] = NONE;
      return;
    }
    actions[prefixClass] = action(installed);
    hops[prefixClass] = Math.max(1, installed.nextHops().size());
    distances[prefixClass] = paths.distance();
    for (Ipv4Address nextHop : installed.nextHops()) {
      for (int at : view.prefixes().covering(nextHop.bits())) {
        if (view.prefixes().classAt(at) == prefixClass) {
          containing.set(at);
        }
      }
    }
  }

  private void add(BaseTable.Entry entry, int network) {
    routes += hopCount(entry);
    List<Forward> forwards =
        entry.routes().stream()
            .flatMap(route -> nextHops.forwardsOrReceive(route).stream())
            .distinct()
            .toList();
    if (!forwards.isEmpty()) {
      builder.add(network, entry.prefix().length(), builder.action(entry.routeClass(), forwards));
    }
  }

  private static long hopCount(BaseTable.Entry entry) {
    return entry.routes().size() == 1
        ? 1
        : entry.routes().stream().map(RouteCandidate::nextHop).distinct().count();
  }
}
