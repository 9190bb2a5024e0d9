package io.towpath.routing.engine;

import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import io.towpath.net.trie.PrefixTrie;
import io.towpath.network.NextHop;
import io.towpath.routing.LiveSet;
import io.towpath.routing.fib.Fib;
import io.towpath.routing.fib.FibEntry;
import io.towpath.routing.fib.Forward;
import io.towpath.routing.rib.Outcome;
import io.towpath.routing.rib.RibRoute;
import io.towpath.routing.rib.RouteCandidate;
import io.towpath.routing.rib.RouteReason;
import io.towpath.routing.rib.RouteSelection;
import io.towpath.routing.rib.RouteSelection.Decided;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Table of a VRF that is a stack of shared layers or decides by rows, such as a subnet of a fabric.
 * All VRFs of a node with the same layers, rows and routes of their own are one such table. It is
 * computed when it is first read.
 */
final class LayeredTable implements VrfTable {
  private static final List<Forward> DROP = List.of(new Forward.Discard(false));
  private static final int DEPTH = 8;

  /**
   * What the table is made of.
   *
   * @param vrf one of the VRFs that share it
   * @param ownRoutes routes of its own, and what is connected
   * @param layers its layers, in order
   * @param bgp what its speaker selected, or null
   */
  record Parts(
      int vrf,
      LiveSet live,
      Supplier<BaseTable> ownRoutes,
      List<? extends Supplier<LayerState>> layers,
      @Nullable BgpView bgp) {}

  /** The result of selection. */
  private record Solved(List<Decided> decided, PrefixTrie<List<RouteCandidate>> active) {}

  private final EngineIndex index;
  private final Parts parts;
  private @Nullable BaseTable own;
  private @Nullable Solved solved;
  private @Nullable CompiledFib fib;
  private @Nullable CompiledFib template;

  /**
   * A table.
   *
   * @param template its forwarding form in another state, if that was compiled
   */
  LayeredTable(EngineIndex index, Parts parts, @Nullable CompiledFib template) {
    this.index = index;
    this.parts = parts;
    this.template = template;
  }

  private synchronized BaseTable own() {
    if (own == null) {
      own = parts.ownRoutes().get();
    }
    return own;
  }

  private synchronized Solved solved() {
    if (solved == null) {
      solved = solve();
    }
    return solved;
  }

  private Solved solve() {
    if (parts.live().nodesDown().get(index.topology.nodeOfVrf(parts.vrf()))) {
      return new Solved(List.of(), new PrefixTrie<>());
    }
    List<RouteCandidate> candidates = new ArrayList<>();
    List<Decided> decided = new ArrayList<>();
    own().decided().forEach(row -> candidates.add(row.candidate()));
    for (BaseTable.Unusable unusable : own().unusable()) {
      if (unusable.why() instanceof RouteReason.NextHopUnusable) {
        // Its next hop may be reached by a layer; a cloud keeps such a route in any case.
        candidates.add(unusable.candidate());
      } else {
        decided.add(new Decided(unusable.candidate(), Outcome.ABSENT, unusable.why()));
      }
    }
    for (Supplier<LayerState> layer : parts.layers()) {
      for (RouteCandidate route : layer.get().routes()) {
        String obstacle = Usability.obstacle(index, parts.vrf(), parts.live(), route.nextHop());
        if (obstacle == null) {
          candidates.add(route);
        } else {
          decided.add(new Decided(route, Outcome.ABSENT, new RouteReason.ConditionFails(obstacle)));
        }
      }
    }
    addBgp(candidates);
    decided.addAll(RouteSelection.select(candidates, index.topology.vrf(parts.vrf()).precedence()));
    PrefixTrie<List<RouteCandidate>> active = new PrefixTrie<>();
    for (Decided row : decided) {
      if (row.outcome() == Outcome.ACTIVE) {
        active.computeIfAbsent(row.candidate().prefix(), ArrayList::new).add(row.candidate());
      }
    }
    return new Solved(List.copyOf(decided), active);
  }

  private void addBgp(List<RouteCandidate> candidates) {
    BgpView bgp = parts.bgp();
    if (bgp == null) {
      return;
    }
    NextHops nextHops = new NextHops(index, parts.vrf(), own(), bgp);
    candidates.addAll(new RouterRows(index, own(), bgp, nextHops).bgpCandidates());
  }

  @Override
  public synchronized Fib fib() {
    if (fib == null) {
      fib = compile();
      template = null;
    }
    return fib;
  }

  @Override
  public synchronized @Nullable CompiledFib compiled() {
    return fib;
  }

  private CompiledFib compile() {
    Solved table = solved();
    CompiledFib.Builder builder = new CompiledFib.Builder(table.active().size());
    table
        .active()
        .forEach(
            (prefix, routes) -> {
              if (prefix.network() instanceof Ipv4Address(int network)) {
                builder.add(
                    network,
                    prefix.length(),
                    builder.action(routes.getFirst().routeClass(), forwards(routes)));
              }
            });
    return builder.build(template);
  }

  private List<Forward> forwards(List<RouteCandidate> routes) {
    SequencedSet<Forward> all = new LinkedHashSet<>();
    routes.forEach(route -> all.addAll(forwards(route)));
    return all.isEmpty() ? DROP : List.copyOf(all);
  }

  private List<Forward> forwards(RouteCandidate route) {
    Prefix prefix = route.prefix();
    int owner = prefix.isHost() ? own().owner(prefix.network()) : -1;
    return owner >= 0 ? List.of(new Forward.Receive(owner)) : forwards(route.nextHop(), null, 0);
  }

  private List<Forward> forwards(NextHop nextHop, @Nullable IpAddress target, int depth) {
    if (nextHop instanceof NextHop.Via(IpAddress address, var iface, _) && iface == null) {
      List<RouteCandidate> match =
          depth > DEPTH
              ? List.of()
              : solved()
                  .active()
                  .longestMatch(address)
                  .map(PrefixTrie.Entry::value)
                  .orElse(List.of());
      SequencedSet<Forward> all = new LinkedHashSet<>();
      match.forEach(route -> all.addAll(forwards(route.nextHop(), address, depth + 1)));
      return List.copyOf(all);
    }
    return new NextHops(index, parts.vrf(), own(), null).direct(nextHop, target);
  }

  @Override
  public List<RibRoute> routes() {
    return rows(solved().decided().stream().filter(d -> d.outcome() != Outcome.ABSENT).toList());
  }

  @Override
  public List<RibRoute> absent() {
    List<RibRoute> rows =
        new ArrayList<>(
            rows(solved().decided().stream().filter(d -> d.outcome() == Outcome.ABSENT).toList()));
    parts.layers().forEach(layer -> rows.addAll(layer.get().outranked()));
    rows.sort(RouteRows.ORDER);
    return List.copyOf(rows);
  }

  private List<RibRoute> rows(List<Decided> decided) {
    return RouteRows.of(decided, index.topology, this::forwards);
  }

  @Override
  public List<RibRoute> at(Prefix prefix) {
    return rows(
        solved().decided().stream()
            .filter(d -> d.outcome() != Outcome.ABSENT && d.candidate().prefix().equals(prefix))
            .toList());
  }

  @Override
  public @Nullable RibRoute match(IpAddress address) {
    FibEntry entry = fib().match(address);
    return entry == null
        ? null
        : at(entry.prefix()).stream()
            .filter(r -> r.isActive() && r.routeClass().equals(entry.routeClass()))
            .findFirst()
            .orElse(null);
  }

  @Override
  public long routeCount() {
    long[] count = new long[1];
    solved()
        .active()
        .forEach(
            (prefix, routes) ->
                count[0] += routes.stream().map(RouteCandidate::nextHop).distinct().count());
    return count[0];
  }
}
