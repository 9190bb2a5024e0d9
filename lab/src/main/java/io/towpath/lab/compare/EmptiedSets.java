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
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

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

  private static final Pattern SET = Pattern.compile("\\{([^}]*)}");
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  private final Solution solution;
  private final Places places;
  private final Set<Prefix> widened;

  /** By place, the Loc-RIB of the lab. */
  private final Map<String, TableRows> tables = new HashMap<>();

  /**
   * Emptied sets of a solution and its lab.
   *
   * @param widened aggregates whose sets may hold more in the lab than is predicted
   */
  EmptiedSets(
      Solution solution, Places places, Set<Prefix> widened, Collection<TableRows> observed) {
    this.solution = solution;
    this.places = places;
    this.widened = widened;
    for (TableRows table : observed) {
      if (table.kind() == TableKind.LOC_RIB) {
        tables.put(table.place(), table);
      }
    }
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

  /** True if a widened aggregate has, in the lab, a path with a set that would be emptied. */
  private boolean maySendEmptied(
      SessionTable.Speaker speaker, LiveEnd end, BgpPeer.RemovePrivate removal) {
    TableRows table = tables.get(places.label(speaker.vrf()));
    if (table == null || widened.isEmpty()) {
      return false;
    }
    for (Row row : table.rows().values()) {
      String prefix = row.fact(Row.PREFIX);
      if (prefix != null
          && widened.contains(Prefix.parse(prefix))
          && isEmptied(row.value("asPath"), end.peer().remoteAsn(), removal)) {
        return true;
      }
    }
    return false;
  }

  /** As for a path of the prediction, for the text of one of the lab. */
  static boolean isEmptied(String path, long receiver, BgpPeer.RemovePrivate removal) {
    return (removal == BgpPeer.RemovePrivate.ALL || asns(path).allMatch(Asn::isPrivate))
        && SET.matcher(path)
            .results()
            .anyMatch(set -> asns(set.group(1)).allMatch(asn -> isRemoved(asn, receiver)));
  }

  private static LongStream asns(String text) {
    return NUMBER.matcher(text).results().mapToLong(number -> Long.parseLong(number.group()));
  }

  private static boolean isRemoved(long asn, long receiver) {
    return Asn.isPrivate(asn) && asn != receiver;
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
            .anyMatch(set -> members(set).stream().allMatch(asn -> isRemoved(asn, receiver)));
  }

  private static List<Long> members(AsPath.Segment segment) {
    return switch (segment) {
      case AsPath.Sequence(List<Long> members) -> members;
      case AsPath.Set(List<Long> members) -> members;
    };
  }
}
