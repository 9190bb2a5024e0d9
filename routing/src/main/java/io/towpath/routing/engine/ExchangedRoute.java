package io.towpath.routing.engine;

import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.NextHop;
import io.towpath.network.RoutePolicy;
import io.towpath.routing.rib.RouteAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A route with one next hop that the source of a route exchange uses itself and offers. It may come
 * from this engine or from a real daemon.
 *
 * @param address address of the next hop, or null
 * @param tag route tag, 0 if none
 * @param attributes BGP attributes as the source holds them after policy; null for other routes
 * @param name label such as that of a static route, or null
 * @param nextHop next hop of a route that is not BGP's, or null
 * @param learned how BGP came by it; {@code ORIGINATED} for routes that are not BGP's
 */
public record ExchangedRoute(
    Prefix prefix,
    @Nullable IpAddress address,
    long tag,
    @Nullable RouteAttributes attributes,
    @Nullable String name,
    @Nullable NextHop nextHop,
    RoutePolicy.Source learned) {

  /** One multipath member of a route that BGP learned. */
  public static ExchangedRoute learned(
      Prefix prefix,
      IpAddress address,
      long tag,
      RouteAttributes attributes,
      RoutePolicy.Source learned) {
    return new ExchangedRoute(prefix, address, tag, attributes, null, null, learned);
  }

  /** A connected, static or OSPF route. */
  public static ExchangedRoute written(
      Prefix prefix, NextHop nextHop, long tag, @Nullable String name) {
    IpAddress address = nextHop instanceof NextHop.Via(IpAddress via, _, _) ? via : null;
    return new ExchangedRoute(
        prefix, address, tag, null, name, nextHop, RoutePolicy.Source.ORIGINATED);
  }
}
