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
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Sessions over which FRR sends an AS set without members: it removes private ASNs one by one and
 * leaves the segment. The peer finds the path malformed and closes the session, each time anew.
 */
final class EmptiedSets {
  private EmptiedSets() {}

  /**
   * Their pair ids.
   *
   * @param frr VRFs whose BGP is FRR's
   */
  static Set<Integer> sessions(Solution solution, Set<Integer> frr) {
    SessionTable sessions = solution.routing().sessions();
    Set<Integer> found = new TreeSet<>();
    for (int i = 0; i < sessions.speakerCount(); i++) {
      SessionTable.Speaker speaker = sessions.speaker(i);
      for (LiveEnd end : frr.contains(speaker.vrf()) ? LiveEnd.of(solution, i) : noEnds()) {
        BgpPeer.Family family = end.peer().family(AddressFamily.IPV4);
        if (family != null
            && end.peer().remoteAsn() != speaker.config().asn()
            && sendsEmptied(solution, speaker, end, family.removePrivate())) {
          found.add(end.pair());
        }
      }
    }
    return found;
  }

  private static List<LiveEnd> noEnds() {
    return List.of();
  }

  private static boolean sendsEmptied(
      Solution solution, SessionTable.Speaker speaker, LiveEnd end, BgpPeer.RemovePrivate removal) {
    if (removal != BgpPeer.RemovePrivate.ALL && removal != BgpPeer.RemovePrivate.IF_ALL_PRIVATE) {
      return false;
    }
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

  /** FRR keeps the ASN of the receiver, and without {@code all} a path with any public ASN. */
  private static boolean isEmptied(AsPath path, long receiver, BgpPeer.RemovePrivate removal) {
    boolean allPrivate =
        path.segments().stream()
            .flatMap(segment -> members(segment).stream())
            .allMatch(Asn::isPrivate);
    return (allPrivate || removal == BgpPeer.RemovePrivate.ALL)
        && path.segments().stream()
            .filter(AsPath.Set.class::isInstance)
            .anyMatch(
                set ->
                    members(set).stream().allMatch(asn -> Asn.isPrivate(asn) && asn != receiver));
  }

  private static List<Long> members(AsPath.Segment segment) {
    return switch (segment) {
      case AsPath.Sequence(List<Long> members) -> members;
      case AsPath.Set(List<Long> members) -> members;
    };
  }
}
