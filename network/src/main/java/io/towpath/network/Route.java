package io.towpath.network;

import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import org.jspecify.annotations.Nullable;

/**
 * A route that a front end writes down: static, user-defined or a platform's own.
 *
 * @param routeClass class for the precedence table of the VRF, see {@link RouteClass}
 * @param distance administrative distance 0…255; meaningful where the table compares distances
 * @param metric metric within its class
 * @param tag tag for policies, 0 if none
 * @param name label such as the name of a user-defined route, or null
 * @param requiresUp usable only while this interface of the node is up (a tracked static), or null
 * @param origin where it was written
 */
public record Route(
    Prefix prefix,
    String routeClass,
    NextHop nextHop,
    int distance,
    long metric,
    long tag,
    @Nullable String name,
    @Nullable String requiresUp,
    Origin origin) {

  /** A route without distance, metric, tag, name or condition. */
  public static Route of(Prefix prefix, String routeClass, NextHop nextHop, Origin origin) {
    return new Route(prefix, routeClass, nextHop, 0, 0, 0, null, null, origin);
  }
}
