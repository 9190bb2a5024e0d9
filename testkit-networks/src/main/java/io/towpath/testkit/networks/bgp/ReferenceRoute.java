package io.towpath.testkit.networks.bgp;

import io.towpath.net.Community;
import io.towpath.net.Ipv4Address;
import io.towpath.network.BgpOrigin;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A route as a plain object, for {@link ReferenceBgp}.
 *
 * @param asPath ASNs, the latest first; AS sets are not covered
 * @param nextHop null if the speaker's own
 * @param med null if absent
 * @param rank 2 for network and redistributed routes, 1 for aggregates, 0 for learned ones
 * @param eligible false if a policy keeps it out of the decision
 * @param end end of the session that it came over; −1 if originated here
 */
public record ReferenceRoute(
    List<Long> asPath,
    @Nullable Ipv4Address nextHop,
    long localPreference,
    @Nullable Long med,
    int weight,
    BgpOrigin origin,
    SortedSet<Community> communities,
    @Nullable Ipv4Address originatorId,
    List<Ipv4Address> clusterList,
    long tag,
    int rank,
    boolean eligible,
    int end) {

  /** MED for comparison: absent is 0. */
  public long comparedMed() {
    return med == null ? 0 : med;
  }

  /** A copy to be changed. */
  Draft draft() {
    return new Draft(this);
  }

  /** A route that is being changed. */
  static final class Draft {
    List<Long> asPath;
    @Nullable Ipv4Address nextHop;
    long localPreference;
    @Nullable Long med;
    boolean medWithheld;
    int weight;
    BgpOrigin origin;
    SortedSet<Community> communities;
    @Nullable Ipv4Address originatorId;
    List<Ipv4Address> clusterList;
    long tag;
    int rank;
    boolean eligible;
    int end;

    /** A policy has set the next hop. */
    boolean nextHopSet;

    private Draft(ReferenceRoute route) {
      asPath = route.asPath;
      nextHop = route.nextHop;
      localPreference = route.localPreference;
      med = route.med;
      weight = route.weight;
      origin = route.origin;
      communities = new TreeSet<>(route.communities);
      originatorId = route.originatorId;
      clusterList = route.clusterList;
      tag = route.tag;
      rank = route.rank;
      eligible = route.eligible;
      end = route.end;
    }

    ReferenceRoute route() {
      return new ReferenceRoute(
          asPath,
          nextHop,
          localPreference,
          med,
          weight,
          origin,
          communities,
          originatorId,
          clusterList,
          tag,
          rank,
          eligible,
          end);
    }
  }
}
