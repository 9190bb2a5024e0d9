package io.towpath.routing.engine;

import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.net.trie.PrefixTrie;
import io.towpath.network.Precedence;
import io.towpath.routing.rib.Outcome;
import io.towpath.routing.rib.RouteCandidate;
import io.towpath.routing.rib.RouteReason;
import io.towpath.routing.rib.RouteSelection;
import io.towpath.routing.rib.RouteSelection.Decided;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a VRF holds without BGP: connected, local, static and OSPF routes after selection. Immutable
 * in use; equal content is equal.
 */
final class BaseTable {

  /** A candidate that cannot be used, and why. */
  record Unusable(RouteCandidate candidate, RouteReason why) {}

  /** The active routes of one prefix: of one class and distance. */
  record Entry(Prefix prefix, List<RouteCandidate> routes) {
    RouteCandidate first() {
      return routes.getFirst();
    }

    String routeClass() {
      return first().routeClass();
    }

    int distance() {
      return first().distance();
    }
  }

  private final List<Decided> decided;
  private final List<Unusable> unusable;
  private final Map<IpAddress, Integer> own;
  private final List<Entry> entries = new ArrayList<>();
  private final PrefixTrie<Entry> trie = new PrefixTrie<>();

  private BaseTable(List<Decided> decided, List<Unusable> unusable, Map<IpAddress, Integer> own) {
    this.decided = decided;
    this.unusable = unusable;
    this.own = own;
    Map<Prefix, List<RouteCandidate>> active = new LinkedHashMap<>();
    for (Decided row : decided) {
      if (row.outcome() == Outcome.ACTIVE) {
        active
            .computeIfAbsent(row.candidate().prefix(), k -> new ArrayList<>(1))
            .add(row.candidate());
      }
    }
    active.forEach(
        (prefix, routes) -> {
          Entry entry = new Entry(prefix, List.copyOf(routes));
          entries.add(entry);
          trie.put(prefix, entry);
        });
  }

  /**
   * Selects among candidates.
   *
   * @param own interfaces by the addresses that they own while they are up
   */
  static BaseTable select(
      List<RouteCandidate> candidates,
      List<Unusable> unusable,
      Precedence precedence,
      Map<IpAddress, Integer> own) {
    return new BaseTable(RouteSelection.select(candidates, precedence), List.copyOf(unusable), own);
  }

  /** Active routes, one entry for each prefix, in order. */
  List<Entry> entries() {
    return entries;
  }

  /** All usable candidates with what became of them, in order. */
  List<Decided> decided() {
    return decided;
  }

  /** Candidates that cannot be used. */
  List<Unusable> unusable() {
    return unusable;
  }

  @Nullable Entry at(Prefix prefix) {
    return trie.get(prefix);
  }

  @Nullable Entry match(IpAddress address) {
    return trie.longestMatch(address).map(PrefixTrie.Entry::value).orElse(null);
  }

  /** Interface that owns an address and is up, −1 if none of this VRF does. */
  int owner(IpAddress address) {
    return own.getOrDefault(address, -1);
  }

  /** Prefixes that have other candidates or outcomes in another table. */
  List<Prefix> differences(BaseTable other) {
    Set<Decided> here = new LinkedHashSet<>(decided);
    Set<Decided> there = new LinkedHashSet<>(other.decided);
    return Stream.concat(
            decided.stream().filter(row -> !there.contains(row)),
            other.decided.stream().filter(row -> !here.contains(row)))
        .map(row -> row.candidate().prefix())
        .distinct()
        .toList();
  }

  boolean sameContent(BaseTable other) {
    return own.equals(other.own)
        && decided.equals(other.decided)
        && unusable.equals(other.unusable);
  }
}
