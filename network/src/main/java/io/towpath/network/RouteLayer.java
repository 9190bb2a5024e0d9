package io.towpath.network;

import java.util.List;

/**
 * Routes shared by many VRFs: system routes of a VNet, a route table, what a set of gateways has
 * learned. Route exchanges add to a layer while routing runs.
 *
 * @param name unique within the network
 * @param routes fixed content
 */
public record RouteLayer(String name, List<Route> routes) {
  public RouteLayer {
    routes = List.copyOf(routes);
  }
}
