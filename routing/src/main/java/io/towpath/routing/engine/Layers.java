package io.towpath.routing.engine;

import io.towpath.net.Prefix;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.RouteClass;
import io.towpath.network.RouteExchange;
import io.towpath.network.RoutePolicy;
import io.towpath.routing.LiveSet;
import io.towpath.routing.bgp.SelectedPaths;
import io.towpath.routing.rib.RouteAttributes;
import io.towpath.routing.rib.RouteCandidate;
import java.util.List;
import java.util.function.IntFunction;

/** Fills one shared layer: its fixed routes, and what the tables of exchanges offer. */
final class Layers {

  private final EngineIndex index;
  private final LiveSet live;
  private final IntFunction<VrfTable> tables;
  private final SharedLayer layer;

  private Layers(EngineIndex index, LiveSet live, IntFunction<VrfTable> tables, SharedLayer layer) {
    this.index = index;
    this.live = live;
    this.tables = tables;
    this.layer = layer;
  }

  /**
   * The content of a layer.
   *
   * @param tables tables of VRFs
   */
  static LayerState fill(
      EngineIndex index, LiveSet live, String name, IntFunction<VrfTable> tables) {
    SharedLayer layer = new SharedLayer(name, index.topology);
    Layers layers = new Layers(index, live, tables, layer);
    for (RouteExchange exchange : index.exchangesInto.getOrDefault(name, List.of())) {
      layers.collect(exchange);
    }
    return layer.content();
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
      layer.offer(
          exchange,
          ExchangedRoute.learned(
              prefix,
              members.nextHops().get(i),
              paths.tag(),
              attributes.get(path),
              paths.source()));
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
          paths != null
              && paths.distance() < entry.distance()
              && nextHops.installed(entry.prefix(), paths) != null;
      if (!beaten) {
        for (RouteCandidate route : entry.routes()) {
          layer.offer(
              exchange,
              ExchangedRoute.written(entry.prefix(), route.nextHop(), route.tag(), route.name()));
        }
      }
    }
  }
}
