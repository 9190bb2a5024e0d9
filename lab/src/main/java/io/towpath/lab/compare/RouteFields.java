package io.towpath.lab.compare;

import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.RoutePolicy;
import io.towpath.routing.bgp.BgpRoute;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Fields of BGP routes as both sides of a comparison show them. */
final class RouteFields {
  private static final String FROM = " from ";

  private RouteFields() {}

  /** Key of a route in a table of routes of several peers. */
  static String key(BgpRoute route) {
    return route.peer() == null
        ? route.prefix() + (route.aggregate() ? " own aggregate" : " own")
        : key(route.prefix(), route.peer());
  }

  /** Key of what a peer has sent for a prefix. */
  static String key(Prefix prefix, IpAddress peer) {
    return prefix + FROM + peer;
  }

  /** The peer in the key of a row; null for what the speaker originates. */
  static @Nullable IpAddress peer(Row row) {
    int from = row.key().indexOf(FROM);
    return from < 0 ? null : IpAddress.parse(row.key().substring(from + FROM.length()));
  }

  /**
   * A route on the wire. LOCAL_PREF is compared on internal sessions only: it is not sent on others
   * (RFC 4271 §5.1.5). An absent MED counts as 0 (RFC 4271 §9.1.2.2 c).
   */
  static Row sent(BgpRoute route, long receiverAsn) {
    Row.Builder row =
        Row.of(key(route))
            .with("asPath", route.asPath())
            .with("nextHop", route.nextHop())
            .with("med", route.med());
    if (route.source() == RoutePolicy.Source.IBGP) {
      row.with("localPreference", route.localPreference());
    }
    row.with("origin", route.origin().code())
        .with("communities", communities(route))
        .with("originatorId", route.originatorId() == null ? "" : route.originatorId())
        .with("clusterList", clusters(route));
    return row.fact("asn", receiverAsn).fact(Row.PREFIX, route.prefix()).build();
  }

  /** A path of a Loc-RIB. */
  static Row path(BgpRoute route, String standing) {
    Row.Builder row =
        Row.of(key(route))
            .with("standing", standing)
            .with("asPath", route.asPath())
            .with("nextHop", route.nextHop())
            .with("localPreference", route.localPreference())
            .with("med", route.med())
            .with("weight", route.weight())
            .with("origin", route.origin().code())
            .with("communities", communities(route));
    return row.fact(Row.PREFIX, route.prefix()).build();
  }

  private static String communities(BgpRoute route) {
    return route.communities().stream().map(Object::toString).collect(Collectors.joining(" "));
  }

  private static String clusters(BgpRoute route) {
    return route.clusterList().stream().map(Object::toString).collect(Collectors.joining(" "));
  }
}
