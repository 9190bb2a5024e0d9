package io.towpath.routing.rib;

import io.towpath.net.Community;
import io.towpath.net.IpAddress;
import io.towpath.network.BgpOrigin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * BGP attributes of a route in a table: as its source holds them after policy.
 *
 * @param asPath text of the path, ASNs separated by a blank, sets in braces; empty if own
 * @param asPathLength ASNs that count for the decision (a set counts once)
 * @param nextHop BGP next hop, or null
 * @param learnedFrom address of the peer it came from, or null
 */
public record RouteAttributes(
    String asPath,
    int asPathLength,
    long localPreference,
    long med,
    int weight,
    BgpOrigin origin,
    List<Community> communities,
    @Nullable IpAddress nextHop,
    @Nullable IpAddress learnedFrom) {
  public RouteAttributes {
    communities = List.copyOf(communities);
  }
}
