package io.towpath.routing.engine;

import io.towpath.routing.rib.RibRoute;
import io.towpath.routing.rib.RouteCandidate;
import java.util.List;

/**
 * Content of a shared layer: what was written down and what exchanges brought.
 *
 * @param name name of the layer
 * @param routes candidates for the VRFs that use the layer, by prefix, class and next hop
 * @param outranked what exchanges offered and others outranked, with the reason
 */
public record LayerState(String name, List<RouteCandidate> routes, List<RibRoute> outranked) {
  public LayerState {
    routes = List.copyOf(routes);
    outranked = List.copyOf(outranked);
  }
}
