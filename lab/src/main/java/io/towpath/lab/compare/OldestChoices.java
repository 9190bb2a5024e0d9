package io.towpath.lab.compare;

import io.towpath.forwarding.solver.Solution;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.BgpPeer;
import io.towpath.routing.bgp.DecisionStep;
import io.towpath.routing.bgp.LocRibEntry;
import io.towpath.routing.live.SessionTable;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Speakers that use another path than predicted because the oldest of equal eBGP paths wins (RFC
 * 5004) and age is not modelled: those that in the lab chose another one of the paths that the
 * engine finds equal, and those that have their path from one of these and got it in another form.
 *
 * <p>A speaker whose inputs are as predicted and that still chooses otherwise is none of them; nor
 * is one that has chosen as predicted.
 */
final class OldestChoices {
  /** All attributes that a route carries from one speaker to the next. */
  private static final Set<String> CARRIED =
      Set.of(
          "asPath",
          "nextHop",
          "med",
          "localPreference",
          "origin",
          "communities",
          "originatorId",
          "clusterList");

  private final SessionTable sessions;
  private final Solution solution;
  private final Places places;
  private final BothSides sides;
  private final Map<Integer, Map<IpAddress, Integer>> neighbours = new HashMap<>();
  private final Map<Prefix, Map<Integer, Choice>> choices = new TreeMap<>();

  /**
   * A speaker's use of other paths to a prefix than predicted.
   *
   * @param equal keys of its paths among which age decides; empty if a neighbour's choice decides
   * @param changes attributes in which that may show where it sends the route
   */
  record Choice(Set<String> equal, Set<String> changes) {
    /** True if this speaker itself chose by age. */
    boolean isByAge() {
      return !equal.isEmpty();
    }
  }

  OldestChoices(Solution solution, Places places, BothSides sides) {
    this.solution = solution;
    this.sessions = solution.routing().sessions();
    this.places = places;
    this.sides = sides;
    for (int speaker = 0; speaker < sessions.speakerCount(); speaker++) {
      neighbours.put(speaker, neighbours(speaker));
      findChoices(speaker);
    }
    choices.forEach(this::follow);
  }

  /** Other ends of sessions that are up, by the address by which a speaker knows them. */
  private Map<IpAddress, Integer> neighbours(int speaker) {
    Map<IpAddress, Integer> others = new LinkedHashMap<>();
    for (LiveEnd end : LiveEnd.of(solution, speaker)) {
      others.put(end.peer().address(), end.other().speaker());
    }
    return others;
  }

  private void findChoices(int speaker) {
    String place = place(speaker);
    for (LocRibEntry entry : solution.routing().bgp().locRib(speaker)) {
      Set<String> equal = equalByAge(entry);
      Row expected = sides.predictedBest(place, entry.prefix().toString());
      Row seen = sides.observedBest(place, entry.prefix().toString());
      if (expected != null
          && seen != null
          && !expected.key().equals(seen.key())
          && equal.contains(seen.key())) {
        choices
            .computeIfAbsent(entry.prefix(), _ -> new TreeMap<>())
            .put(speaker, new Choice(equal, changes(speaker, entry.prefix())));
      }
    }
  }

  /** Keys of the paths of which the oldest wins; empty if age decides nothing. */
  private static Set<String> equalByAge(LocRibEntry entry) {
    boolean byAge =
        entry.step() == DecisionStep.OLDEST
            || entry.paths().stream().anyMatch(path -> path.step() == DecisionStep.OLDEST);
    Set<String> equal = new TreeSet<>();
    if (byAge) {
      for (LocRibEntry.Path path : entry.paths()) {
        if (path.standing() == LocRibEntry.Standing.BEST
            || path.standing() == LocRibEntry.Standing.MULTIPATH
            || path.step() == DecisionStep.OLDEST) {
          equal.add(RouteFields.key(path.route()));
        }
      }
    }
    return equal;
  }

  /** Adds who uses, on either side, a path of those that are known and got it in another form. */
  private void follow(Prefix prefix, Map<Integer, Choice> known) {
    boolean grows = true;
    while (grows) {
      grows = false;
      for (int speaker = 0; speaker < sessions.speakerCount(); speaker++) {
        if (!known.containsKey(speaker) && learnsFrom(known, speaker, prefix)) {
          known.put(speaker, new Choice(Set.of(), changes(speaker, prefix)));
          grows = true;
        }
      }
    }
  }

  private boolean learnsFrom(Map<Integer, Choice> known, int speaker, Prefix prefix) {
    String place = place(speaker);
    for (Map.Entry<IpAddress, Integer> neighbour : neighbours(speaker).entrySet()) {
      String key = RouteFields.key(prefix, neighbour.getKey());
      if (known.containsKey(neighbour.getValue())
          && sides.isUsedAnywhere(place, key)
          && sides.cameOtherwise(place, key)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Attributes in which what a speaker sends may differ: those in which the path that it uses
   * differs from the one predicted, and what follows from the peer that it is from. A policy on the
   * way out may turn each into any other.
   */
  private Set<String> changes(int speaker, Prefix prefix) {
    Row expected = sides.predictedBest(place(speaker), prefix.toString());
    Row seen = sides.observedBest(place(speaker), prefix.toString());
    boolean policies =
        sessions.speaker(speaker).config().peers().stream()
            .flatMap(peer -> peer.families().stream())
            .anyMatch(family -> !family.exports().isEmpty());
    if (policies || expected == null || seen == null) {
      return CARRIED;
    }
    Set<String> changes = new TreeSet<>(expected.attributesUnlike(seen));
    // RFC 4271 §5.1.3: it may be passed on; RFC 4456 §8: a reflector names who it has it from.
    changes.addAll(Set.of("nextHop", "originatorId", "clusterList"));
    return changes;
  }

  private String place(int speaker) {
    return places.label(sessions.speaker(speaker).vrf());
  }

  /** Prefixes that some speaker uses by another path. */
  Set<Prefix> prefixes() {
    return choices.keySet();
  }

  /** Speakers that use another path to a prefix, with what follows. */
  Map<Integer, Choice> of(Prefix prefix) {
    return choices.getOrDefault(prefix, Map.of());
  }

  /** What the speaker at the other end of a session does otherwise, or null. */
  @Nullable Choice ofSender(Prefix prefix, int speaker, IpAddress peer) {
    Integer sender = neighbours.getOrDefault(speaker, Map.of()).get(peer);
    return sender == null ? null : of(prefix).get(sender);
  }

  /** True if a speaker changes, by a policy, what it takes from a peer. */
  boolean filtersFrom(int speaker, IpAddress peer) {
    for (BgpPeer each : sessions.speaker(speaker).config().peers()) {
      if (each.address().equals(peer)) {
        return each.families().stream().anyMatch(family -> !family.imports().isEmpty());
      }
    }
    return false;
  }

  /** True if a speaker uses several eBGP paths together. */
  boolean sharesLoad(int speaker) {
    return sessions.speaker(speaker).config().options().maximumPathsExternal() > 1;
  }
}
