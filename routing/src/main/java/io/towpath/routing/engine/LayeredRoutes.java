package io.towpath.routing.engine;

import io.towpath.net.Prefix;
import io.towpath.network.RouteExchange;
import io.towpath.network.VrfRef;
import io.towpath.routing.LiveSet;
import io.towpath.routing.Topology;
import io.towpath.routing.fib.Fib;
import io.towpath.routing.rib.RibRoute;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Tables of VRFs without a protocol of their own (those of a fabric, of the Internet), computed
 * from what the sources of route exchanges offer: ranking, policies, next hop rules, layers and
 * selection are those of {@link RoutingEngine}. So routes that real daemons selected go through the
 * same decisions.
 *
 * <p>Thread-safe; a result is computed when it is read and depends on nothing but its inputs.
 */
public final class LayeredRoutes {
  private final EngineIndex index;

  private LayeredRoutes(Topology topology) {
    index = new EngineIndex(topology);
  }

  /** For the VRFs of a topology. */
  public static LayeredRoutes of(Topology topology) {
    return new LayeredRoutes(topology);
  }

  /**
   * Computes tables.
   *
   * @param interfacesDown ids of the interfaces that carry nothing
   * @param offers what the source of an exchange offers, in any order; asked once for each
   */
  public Result select(
      BitSet interfacesDown, Function<RouteExchange, List<ExchangedRoute>> offers) {
    LiveSet live =
        new LiveSet(new BitSet(), interfacesDown, new BitSet(), new BitSet(), new BitSet());
    return new Result(index, live, offers);
  }

  /** The tables of one selection. */
  public static final class Result {
    private final EngineIndex index;
    private final LiveSet live;
    private final Map<String, LayerState> layers = new HashMap<>();
    private final Map<Integer, LayeredTable> tables = new HashMap<>();

    private Result(
        EngineIndex index, LiveSet live, Function<RouteExchange, List<ExchangedRoute>> offers) {
      this.index = index;
      this.live = live;
      for (String name : index.topology.network().layers().keySet()) {
        fill(name, offers);
      }
      for (String name : index.exchangesInto.keySet()) {
        fill(name, offers);
      }
    }

    private void fill(String name, Function<RouteExchange, List<ExchangedRoute>> offers) {
      if (layers.containsKey(name)) {
        return;
      }
      SharedLayer layer = new SharedLayer(name, index.topology);
      for (RouteExchange exchange : index.exchangesInto.getOrDefault(name, List.of())) {
        for (ExchangedRoute route : offers.apply(exchange)) {
          layer.offer(exchange, route);
        }
      }
      layers.put(name, layer.content());
    }

    /**
     * Forwarding table of a VRF.
     *
     * @throws IllegalArgumentException if there is no such VRF, or it runs BGP or OSPF itself
     */
    public Fib fib(VrfRef vrf) {
      return table(vrf).fib();
    }

    /** Routes of a VRF that are used or shown, in the order of tables. */
    public List<RibRoute> routes(VrfRef vrf) {
      return table(vrf).routes();
    }

    /** Routes that lost and are not shown, with the reason. */
    public List<RibRoute> absent(VrfRef vrf) {
      return table(vrf).absent();
    }

    /** Prefixes of the active routes of some classes in a VRF, in order. */
    public List<Prefix> covered(VrfRef vrf, List<String> classes) {
      return table(vrf).routes().stream()
          .filter(route -> route.isActive() && classes.contains(route.routeClass()))
          .map(RibRoute::prefix)
          .distinct()
          .toList();
    }

    private synchronized LayeredTable table(VrfRef ref) {
      int vrf = index.topology.vrfId(ref);
      if (vrf < 0) {
        throw new IllegalArgumentException("there is no VRF " + ref);
      }
      if (index.sessions.speakerOf(vrf) >= 0 || index.processesOf[vrf].length > 0) {
        throw new IllegalArgumentException("VRF " + ref + " runs a protocol of its own");
      }
      return tables.computeIfAbsent(index.groupOf[vrf], _ -> make(vrf));
    }

    private LayeredTable make(int vrf) {
      List<Supplier<LayerState>> stack = new ArrayList<>();
      for (String name : index.topology.vrf(vrf).layers()) {
        LayerState layer = layers.getOrDefault(name, new LayerState(name, List.of(), List.of()));
        stack.add(() -> layer);
      }
      return new LayeredTable(
          index,
          new LayeredTable.Parts(
              vrf,
              live,
              () -> OwnRoutes.collect(index, vrf, live, null, OwnRoutes.Overlay.NONE),
              stack,
              null),
          null);
    }
  }
}
