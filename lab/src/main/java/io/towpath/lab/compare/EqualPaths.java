package io.towpath.lab.compare;

import io.towpath.forwarding.solver.Solution;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.RoutePolicy;
import io.towpath.routing.bgp.AsPath;
import io.towpath.routing.bgp.BgpRoute;
import io.towpath.routing.bgp.DecisionStep;
import io.towpath.routing.bgp.LocRibEntry;
import io.towpath.routing.live.SessionTable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Paths that FRR may use together where the model uses others or fewer, worked out once. */
final class EqualPaths {
  private final Solution solution;
  private final Set<String> otherMultipaths = new HashSet<>();
  private final Set<String> beyondTheLimit = new HashSet<>();
  private final Set<String> beatenByAnother = new HashSet<>();
  private final Set<String> withBeaten = new HashSet<>();

  EqualPaths(Solution solution, Places places) {
    this.solution = solution;
    SessionTable sessions = solution.routing().sessions();
    for (int i = 0; i < sessions.speakerCount(); i++) {
      SessionTable.Speaker speaker = sessions.speaker(i);
      String place = places.label(speaker.vrf());
      Map<Integer, Long> peerAsns = peerAsns(speaker);
      for (LocRibEntry entry : solution.routing().bgp().locRib(speaker.id())) {
        BgpRoute best = entry.best();
        if (best != null) {
          BgpSpeaker.Options options = speaker.config().options();
          findOtherMultipaths(place, options, entry, peerAsns);
          findBeyondTheLimit(place, options, entry);
          findBeaten(place, options, entry, best);
        }
      }
    }
  }

  /** ASN of the peer at each end, as the speaker has it configured; the own one for iBGP. */
  private Map<Integer, Long> peerAsns(SessionTable.Speaker speaker) {
    Map<Integer, Long> asns = new HashMap<>();
    LiveEnd.of(solution, speaker.id())
        .forEach(end -> asns.put(end.bgpEnd(), end.peer().remoteAsn()));
    return asns;
  }

  /**
   * Paths that lose only because their AS path is another, of the same neighbouring AS: of a peer
   * with the same ASN, whatever local-as puts in front of what it sends.
   */
  private void findOtherMultipaths(
      String place, BgpSpeaker.Options options, LocRibEntry entry, Map<Integer, Long> peerAsns) {
    Long neighbour = peerAsns.get(entry.paths().getFirst().end());
    if (options.multipathAsPath() == BgpSpeaker.MultipathAsPath.SAME
        && options.maximumPathsExternal() > 1
        && neighbour != null
        && entry.paths().stream()
            .anyMatch(path -> isTied(path) && neighbour.equals(peerAsns.get(path.end())))) {
      otherMultipaths.add(place + "|" + entry.prefix());
    }
  }

  /** Prefixes with as many paths in use as are admitted, and another that is as good as these. */
  private void findBeyondTheLimit(String place, BgpSpeaker.Options options, LocRibEntry entry) {
    long used =
        entry.paths().stream()
            .filter(
                path ->
                    path.standing() == LocRibEntry.Standing.BEST
                        || path.standing() == LocRibEntry.Standing.MULTIPATH)
            .count();
    if (used > 1
        && (used == options.maximumPathsExternal() || used == options.maximumPathsInternal())
        && entry.paths().stream().anyMatch(EqualPaths::isTied)) {
      beyondTheLimit.add(place + "|" + entry.prefix());
    }
  }

  /**
   * eBGP paths that lost by MED, which compares within one neighbouring AS, while the best path is
   * of another AS and may be used together with theirs.
   */
  private void findBeaten(
      String place, BgpSpeaker.Options options, LocRibEntry entry, BgpRoute best) {
    if (options.multipathAsPath() != BgpSpeaker.MultipathAsPath.SAME_LENGTH
        || options.maximumPathsExternal() == 1
        || options.alwaysCompareMed()
        || best.source() != RoutePolicy.Source.EBGP) {
      return;
    }
    for (LocRibEntry.Path path : entry.paths()) {
      if (path.standing() == LocRibEntry.Standing.LOST
          && path.step() == DecisionStep.MED
          && path.route().source() == RoutePolicy.Source.EBGP
          && neighbour(path.route()) != neighbour(best)) {
        beatenByAnother.add(place + "|" + RouteFields.key(path.route()));
        withBeaten.add(place + "|" + entry.prefix());
      }
    }
  }

  /** True for a path that lost after all that decides before equal paths are gathered. */
  private static boolean isTied(LocRibEntry.Path path) {
    return path.standing() == LocRibEntry.Standing.LOST
        && path.step().compareTo(DecisionStep.IGP_METRIC) > 0;
  }

  private static long neighbour(BgpRoute route) {
    return route.asPath().segments().isEmpty()
            || !(route.asPath().segments().getFirst() instanceof AsPath.Sequence(List<Long> asns))
        ? -1
        : asns.getFirst();
  }

  /** True if FRR at a place uses more paths to a prefix than IOS-XE would. */
  boolean hasOthers(String place, String prefix) {
    return otherMultipaths.contains(place + "|" + prefix);
  }

  /** True if a place has more equal paths to a prefix than it may use. */
  boolean hasMoreThanTheLimit(String place, String prefix) {
    return beyondTheLimit.contains(place + "|" + prefix);
  }

  /** True if only another path of its neighbouring AS keeps one, of this key, out. */
  boolean isBeaten(String place, String key) {
    return beatenByAnother.contains(place + "|" + key);
  }

  /** True if a prefix has such a path. */
  boolean hasBeaten(String place, String prefix) {
    return withBeaten.contains(place + "|" + prefix);
  }
}
