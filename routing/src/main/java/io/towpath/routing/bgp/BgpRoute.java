package io.towpath.routing.bgp;

import io.towpath.net.Community;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.BgpOrigin;
import io.towpath.network.RoutePolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A route with its attributes, as one table of one speaker holds it.
 *
 * @param nextHop NEXT_HOP; 0.0.0.0 for what the speaker originated with its own next hop
 * @param localPreference LOCAL_PREF; before import from eBGP the default of the receiver
 * @param med MULTI_EXIT_DISC, 0 if absent
 * @param hasMed the attribute is present
 * @param weight IOS-XE weight, 0…65535; 0 in what is sent
 * @param communities sorted
 * @param originatorId ORIGINATOR_ID (RFC 4456), or null
 * @param clusterList CLUSTER_LIST, the latest reflector first
 * @param tag tag for policies, 0 if none
 * @param aggregate originated here as an aggregate
 * @param peer address of the peer that it came from or goes to; null = originated here
 * @param source how the speaker came by it
 */
public record BgpRoute(
    Prefix prefix,
    IpAddress nextHop,
    AsPath asPath,
    long localPreference,
    long med,
    boolean hasMed,
    int weight,
    BgpOrigin origin,
    List<Community> communities,
    @Nullable IpAddress originatorId,
    List<IpAddress> clusterList,
    long tag,
    boolean aggregate,
    @Nullable IpAddress peer,
    RoutePolicy.Source source) {
  public BgpRoute {
    communities = List.copyOf(communities);
    clusterList = List.copyOf(clusterList);
  }
}
