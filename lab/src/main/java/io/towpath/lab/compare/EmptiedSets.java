package io.towpath.lab.compare;

import io.towpath.forwarding.solver.Solution;
import io.towpath.net.AddressFamily;
import io.towpath.net.Asn;
import io.towpath.net.Prefix;
import io.towpath.network.BgpPeer;
import io.towpath.routing.bgp.AsPath;
import io.towpath.routing.bgp.BgpRoute;
import io.towpath.routing.bgp.LocRibEntry;
import io.towpath.routing.live.SessionTable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Sessions over which FRR sends an AS set without members: it removes private ASNs one by one and
 * leaves the segment. The peer finds the path malformed and closes the session, each time anew.
 */
final class EmptiedSets {
  /**
   * Forms of remove-private-AS with which FRR leaves private ASNs out, and nothing in their place.
   */
  static final Set<BgpPeer.RemovePrivate> EMPTYING =
      Set.of(BgpPeer.RemovePrivate.IF_ALL_PRIVATE, BgpPeer.RemovePrivate.ALL);

  private final Solution solution;
  private final Map<Prefix, Set<Long>> widened;

  /**
   * Emptied sets of a solution.
   *
   * @param widened aggregates whose sets hold more in a lab than is predicted, and which ASNs
   */
  EmptiedSets(Solution solution, Map<Prefix, Set<Long>> widened) {
    this.solution = solution;
    this.widened = widened;
  }

  /**
   * Their pair ids.
   *
   * @param frr VRFs whose BGP is FRR's
   */
  Set<Integer> sessions(Set<Integer> frr) {
    SessionTable sessions = solution.routing().sessions();
    Set<Integer> found = new TreeSet<>();
    for (int i = 0; i < sessions.speakerCount(); i++) {
      SessionTable.Speaker speaker = sessions.speaker(i);
      for (LiveEnd end : frr.contains(speaker.vrf()) ? LiveEnd.of(solution, i) : noEnds()) {
        BgpPeer.Family family = end.peer().family(AddressFamily.IPV4);
        if (family != null
            && speaker.config().isExternal(end.peer())
            && EMPTYING.contains(family.removePrivate())
            && (sendsEmptied(speaker, end, family.removePrivate())
                || maySendEmptied(speaker, end, family.removePrivate()))) {
          found.add(end.pair());
        }
      }
    }
    return found;
  }

  private static List<LiveEnd> noEnds() {
    return List.of();
  }

  private boolean sendsEmptied(
      SessionTable.Speaker speaker, LiveEnd end, BgpPeer.RemovePrivate removal) {
    Set<Prefix> sent =
        solution.routing().bgp().adjRibIn(end.otherBgpEnd()).stream()
            .map(route -> route.received().prefix())
            .collect(Collectors.toSet());
    for (LocRibEntry entry : solution.routing().bgp().locRib(speaker.id())) {
      BgpRoute best = entry.best();
      if (best != null
          && sent.contains(entry.prefix())
          && isEmptied(best.asPath(), end.peer().remoteAsn(), removal)) {
        return true;
      }
    }
    return false;
  }

  /**
   * True if the set of a widened aggregate would be emptied. FRR may send it even to the peer that
   * it came from.
   */
  private boolean maySendEmptied(
      SessionTable.Speaker speaker, LiveEnd end, BgpPeer.RemovePrivate removal) {
    for (LocRibEntry entry : solution.routing().bgp().locRib(speaker.id())) {
      Set<Long> members = widened.getOrDefault(entry.prefix(), Set.of());
      BgpRoute best = entry.best();
      if (best != null
          && !members.isEmpty()
          && members.stream().allMatch(asn -> isRemoved(asn, end.peer().remoteAsn()))
          && (removal == BgpPeer.RemovePrivate.ALL || isAllPrivate(best.asPath()))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isRemoved(long asn, long receiver) {
    return Asn.isPrivate(asn) && asn != receiver;
  }

  /** FRR keeps the ASN of the receiver, and without {@code all} a path with any public ASN. */
  private static boolean isEmptied(AsPath path, long receiver, BgpPeer.RemovePrivate removal) {
    return (isAllPrivate(path) || removal == BgpPeer.RemovePrivate.ALL)
        && path.segments().stream()
            .filter(AsPath.Set.class::isInstance)
            .anyMatch(set -> members(set).stream().allMatch(asn -> isRemoved(asn, receiver)));
  }

  private static boolean isAllPrivate(AsPath path) {
    return path.segments().stream()
        .flatMap(segment -> members(segment).stream())
        .allMatch(Asn::isPrivate);
  }

  private static List<Long> members(AsPath.Segment segment) {
    return switch (segment) {
      case AsPath.Sequence(List<Long> members) -> members;
      case AsPath.Set(List<Long> members) -> members;
    };
  }
}
