package io.towpath.routing.bgp;

import io.towpath.net.Ipv4Address;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.BgpOrigin;
import io.towpath.network.RoutePolicy;
import org.jspecify.annotations.Nullable;

/**
 * A route that a speaker puts into its own table: a network statement whose condition holds, or a
 * redistributed route. Aggregates and default-originate are the engine's own work.
 *
 * @param source class of the route it comes from, for policies; see {@code RouteClass}
 * @param med MED that it gets before the policy, 0…2^32−1
 * @param tag tag of the route it comes from, 0 if none
 * @param origin IGP for network statements, INCOMPLETE for redistribution
 * @param policy must permit and may change; null = none
 * @param nextHop next hop of the route it comes from; null = own address
 * @param outInterface interface of the route it comes from, for policies; null = unknown
 */
public record Origination(
    Prefix prefix,
    String source,
    long med,
    long tag,
    BgpOrigin origin,
    @Nullable RoutePolicy policy,
    @Nullable Ipv4Address nextHop,
    @Nullable String outInterface,
    Origin where) {

  /** A network statement: origin IGP, own next hop, no tag. */
  public static Origination network(Prefix prefix, String source, Origin where) {
    return new Origination(prefix, source, 0, 0, BgpOrigin.IGP, null, null, null, where);
  }
}
