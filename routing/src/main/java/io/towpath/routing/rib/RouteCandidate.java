package io.towpath.routing.rib;

import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.NextHop;
import io.towpath.network.Route;
import org.jspecify.annotations.Nullable;

/**
 * A route with one next hop that wants to be used. Candidates may come from this engine or from a
 * real daemon.
 *
 * @param distance administrative distance 0…255
 * @param name label such as the name of a user-defined route, or null
 * @param attributes BGP attributes, or null
 * @param source what brought it, for explanations: {@code interface Gi1}, {@code exchange x}, …
 */
public record RouteCandidate(
    Prefix prefix,
    String routeClass,
    NextHop nextHop,
    int distance,
    long metric,
    long tag,
    @Nullable String name,
    @Nullable RouteAttributes attributes,
    String source,
    Origin origin) {

  /** A route as it was written down. */
  public static RouteCandidate of(Route route, String source) {
    return new RouteCandidate(
        route.prefix(),
        route.routeClass(),
        route.nextHop(),
        route.distance(),
        route.metric(),
        route.tag(),
        route.name(),
        null,
        source,
        route.origin());
  }

  /** True for 0.0.0.0/0 and ::/0. */
  public boolean isDefault() {
    return prefix.length() == 0;
  }

  /** Short text for explanations: class, prefix and where it leads. */
  public String describe() {
    return routeClass + " " + prefix + (name == null ? "" : " \"" + name + "\"");
  }
}
