package io.towpath.routing.engine;

import io.towpath.network.RouteExchange;
import io.towpath.routing.LiveSet;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tables and layers of one state, empty until read. What cannot differ from a previous state is the
 * very same object, so that it is computed once, whichever state is read first.
 */
final class Tables {

  /** A layer that is filled when it is first read. */
  static final class LazyLayer implements Supplier<LayerState> {
    private final Supplier<LayerState> filling;
    private @Nullable LayerState filled;

    LazyLayer(Supplier<LayerState> filling) {
      this.filling = filling;
    }

    @Override
    public synchronized LayerState get() {
      if (filled == null) {
        filled = filling.get();
      }
      return filled;
    }
  }

  private final EngineIndex index;
  private final LiveSet live;
  private final Round round;
  private final @Nullable VrfTable[] tables;
  private final Map<String, LazyLayer> layers = new LinkedHashMap<>();

  Tables(EngineIndex index, LiveSet live, Round round, @Nullable RoutingState previous) {
    this.index = index;
    this.live = live;
    this.round = round;
    tables = new @Nullable VrfTable[index.groupCount];
    Tables before = previous == null ? null : previous.tables();
    BitSet changedSpeakers = changedSpeakers(before);
    for (int group = 0; group < tables.length; group++) {
      if (!index.layered.get(index.memberOf[group])) {
        tables[group] = routerTable(group, before, changedSpeakers);
      }
    }
    index.topology.network().layers().keySet().forEach(name -> addLayer(name, before));
    index.exchangesInto.keySet().forEach(name -> addLayer(name, before));
    for (int group = 0; group < tables.length; group++) {
      if (index.layered.get(index.memberOf[group])) {
        tables[group] = layeredTable(group, before, changedSpeakers);
      }
    }
  }

  private BitSet changedSpeakers(@Nullable Tables before) {
    BitSet changed = new BitSet();
    if (before != null && before.round.bgp() != round.bgp()) {
      round
          .bgp()
          .changesSince(before.round.bgp(), (speaker, prefixes, from, to) -> changed.set(speaker));
    }
    return changed;
  }

  private boolean isUnchanged(int vrf, @Nullable Tables before, BitSet changedSpeakers) {
    int speaker = index.sessions.speakerOf(vrf);
    return before != null
        && before.round.base(vrf) == round.base(vrf)
        && (speaker < 0 || !changedSpeakers.get(speaker));
  }

  private VrfTable routerTable(int group, @Nullable Tables before, BitSet changedSpeakers) {
    int vrf = index.memberOf[group];
    if (before != null && isUnchanged(vrf, before, changedSpeakers)) {
      return before.table(vrf);
    }
    BaseTable base = round.base(vrf);
    if (base == null) {
      throw new IllegalStateException("no table of " + index.topology.vrfRef(vrf));
    }
    CompiledFib template = before == null ? null : before.table(vrf).compiled();
    return new RouterTable(index, vrf, base, round.view(index, vrf), template);
  }

  private void addLayer(String name, @Nullable Tables before) {
    LazyLayer known = before == null ? null : before.layers.get(name);
    layers.putIfAbsent(
        name,
        known != null && before != null && sameSources(name, before)
            ? known
            : new LazyLayer(() -> Layers.fill(index, live, name, this::table)));
  }

  private boolean sameSources(String layer, Tables before) {
    for (RouteExchange exchange : index.exchangesInto.getOrDefault(layer, List.of())) {
      int vrf = index.topology.vrfId(exchange.from());
      int node = vrf < 0 ? -1 : index.topology.nodeOfVrf(vrf);
      if (vrf >= 0
          && (!shares(vrf, before)
              || live.nodesDown().get(node) != before.live.nodesDown().get(node))) {
        return false;
      }
    }
    return true;
  }

  private VrfTable layeredTable(int group, @Nullable Tables before, BitSet changedSpeakers) {
    int vrf = index.memberOf[group];
    List<String> names = index.topology.vrf(vrf).layers();
    if (before != null
        && isUnchanged(vrf, before, changedSpeakers)
        && names.stream().allMatch(name -> layers.get(name) == before.layers.get(name))
        && sameInterfaces(group, before.live)) {
      return before.table(vrf);
    }
    List<LazyLayer> stack = names.stream().map(this::layer).toList();
    BaseTable base = round.base(vrf);
    Supplier<BaseTable> own =
        base != null
            ? () -> base
            : () -> OwnRoutes.collect(index, vrf, live, null, OwnRoutes.Overlay.NONE);
    return new LayeredTable(
        index,
        new LayeredTable.Parts(vrf, live, own, stack, round.view(index, vrf)),
        before == null ? null : before.table(vrf).compiled());
  }

  private boolean sameInterfaces(int group, LiveSet before) {
    int node = index.topology.nodeOfVrf(index.memberOf[group]);
    if (live.nodesDown().get(node) != before.nodesDown().get(node)) {
      return false;
    }
    for (int iface : index.interfacesUsedBy[group]) {
      if (live.interfacesDown().get(iface) != before.interfacesDown().get(iface)) {
        return false;
      }
    }
    return true;
  }

  /** Table of a VRF. */
  VrfTable table(int vrf) {
    VrfTable table = tables[index.groupOf[vrf]];
    if (table == null) {
      throw new IllegalStateException("table of " + index.topology.vrfRef(vrf) + " read too early");
    }
    return table;
  }

  /** True if a VRF's table is the very same object in another state. */
  @SuppressWarnings("ReferenceEquality") // identity is the question
  boolean shares(int vrf, Tables other) {
    return table(vrf) == other.table(vrf);
  }

  /** A layer; empty if there is none of that name. */
  LazyLayer layer(String name) {
    LazyLayer layer = layers.get(name);
    return layer != null ? layer : new LazyLayer(() -> new LayerState(name, List.of(), List.of()));
  }

  /** Names of all layers, sorted. */
  List<String> layerNames() {
    return layers.keySet().stream().sorted().toList();
  }
}
