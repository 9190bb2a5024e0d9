package io.towpath.network;

import io.towpath.net.Origin;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A routing table of a node.
 *
 * @param name unique within the node
 * @param routes routes of its own
 * @param layers names of shared {@link RouteLayer}s whose routes are candidates too, in order
 * @param precedence how candidates are chosen
 * @param reach the domains in which it finds the port of a next hop, since a shared layer may name
 *     ports that not all of its users reach: what a route hands to a port elsewhere is dropped.
 *     Empty = all
 */
public record Vrf(
    String name,
    List<Route> routes,
    List<String> layers,
    Precedence precedence,
    SortedSet<String> reach,
    Origin origin) {

  /** Name of a router's global table. */
  public static final String DEFAULT = "default";

  public Vrf {
    routes = List.copyOf(routes);
    layers = List.copyOf(layers);
    reach = Collections.unmodifiableSortedSet(new TreeSet<>(reach));
  }

  /** A VRF that finds ports in every domain. */
  public Vrf(
      String name, List<Route> routes, List<String> layers, Precedence precedence, Origin origin) {
    this(name, routes, layers, precedence, Collections.emptySortedSet(), origin);
  }

  /** VRF of a router: own routes, lowest distance wins. */
  public static Vrf router(String name, List<Route> routes, Origin origin) {
    return new Vrf(name, routes, List.of(), Precedence.ROUTER, origin);
  }

  /** The same with other routes of its own. */
  public Vrf withRoutes(List<Route> own) {
    return new Vrf(name, own, layers, precedence, reach, origin);
  }

  /** The same, finding the ports of next hops in some domains only. */
  public Vrf reaching(Collection<String> domains) {
    return new Vrf(name, routes, layers, precedence, new TreeSet<>(domains), origin);
  }

  /** True if the ports of a domain can be next hops. */
  public boolean reaches(String domain) {
    return reach.isEmpty() || reach.contains(domain);
  }
}
