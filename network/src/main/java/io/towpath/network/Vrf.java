package io.towpath.network;

import io.towpath.net.Origin;
import java.util.List;

/**
 * A routing table of a node.
 *
 * @param name unique within the node
 * @param routes routes of its own
 * @param layers names of shared {@link RouteLayer}s whose routes are candidates too, in order
 * @param precedence how candidates are chosen
 */
public record Vrf(
    String name, List<Route> routes, List<String> layers, Precedence precedence, Origin origin) {

  /** Name of a router's global table. */
  public static final String DEFAULT = "default";

  public Vrf {
    routes = List.copyOf(routes);
    layers = List.copyOf(layers);
  }

  /** VRF of a router: own routes, lowest distance wins. */
  public static Vrf router(String name, List<Route> routes, Origin origin) {
    return new Vrf(name, routes, List.of(), Precedence.ROUTER, origin);
  }
}
