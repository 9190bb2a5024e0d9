package io.towpath.devices.ios.parse;

import io.towpath.devices.ios.IosAccessList;
import io.towpath.devices.ios.IosPolicies;
import io.towpath.devices.ios.IosRouteMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Named lists and route maps while they are being read. */
final class PolicyDraft {

  final Map<String, ListDraft<IosPolicies.PrefixEntry>> prefixLists = new LinkedHashMap<>();
  final Map<String, ListDraft<IosPolicies.AsPathEntry>> asPathLists = new LinkedHashMap<>();
  final Map<String, ListDraft<IosPolicies.CommunityEntry>> communityLists = new LinkedHashMap<>();
  final Map<String, ListDraft<IosAccessList.Entry>> accessLists = new LinkedHashMap<>();
  private final Map<String, Map<Long, ClauseDraft>> routeMaps = new LinkedHashMap<>();

  /** A list while it is being read; {@code flag} is its variant: extended, or expanded. */
  static final class ListDraft<E> {
    final int line;
    final boolean flag;
    private final TreeMap<Long, E> entries = new TreeMap<>();

    ListDraft(int line, boolean flag) {
      this.line = line;
      this.flag = flag;
    }

    /** The number of an entry without one: the highest so far and {@code step}. */
    long nextSequence(int step) {
      return entries.isEmpty() ? step : entries.lastKey() + step;
    }

    /** Puts an entry at its number; what stood there is replaced. */
    void put(long sequence, E entry) {
      entries.put(sequence, entry);
    }

    List<E> inOrder() {
      return List.copyOf(entries.values());
    }
  }

  /** The list of this name, begun at this line unless it was begun before. */
  static <E> ListDraft<E> list(
      Map<String, ListDraft<E>> lists, String name, int line, boolean flag) {
    return lists.computeIfAbsent(name, _ -> new ListDraft<>(line, flag));
  }

  /** A route-map clause while it is being read. */
  static final class ClauseDraft {
    private final int line;
    private boolean permit;
    final List<IosRouteMap.Match> matches = new ArrayList<>();
    final List<IosRouteMap.Set> sets = new ArrayList<>();

    private ClauseDraft(int line) {
      this.line = line;
    }
  }

  /** The clause of this number; naming it again may change its action. */
  ClauseDraft clause(String routeMap, long sequence, boolean permit, int line) {
    ClauseDraft clause =
        routeMaps
            .computeIfAbsent(routeMap, _ -> new TreeMap<>())
            .computeIfAbsent(sequence, _ -> new ClauseDraft(line));
    clause.permit = permit;
    return clause;
  }

  IosPolicies build() {
    Map<String, IosPolicies.PrefixList> prefixes = new LinkedHashMap<>();
    prefixLists.forEach(
        (name, list) -> {
          prefixes.put(name, new IosPolicies.PrefixList(name, list.line, list.inOrder()));
        });
    Map<String, IosPolicies.AsPathList> asPaths = new LinkedHashMap<>();
    asPathLists.forEach(
        (name, list) ->
            asPaths.put(name, new IosPolicies.AsPathList(name, list.line, list.inOrder())));
    Map<String, IosPolicies.CommunityList> communities = new LinkedHashMap<>();
    communityLists.forEach(
        (name, list) ->
            communities.put(
                name, new IosPolicies.CommunityList(name, list.line, list.flag, list.inOrder())));
    Map<String, IosAccessList> access = new LinkedHashMap<>();
    accessLists.forEach(
        (name, list) -> {
          access.put(name, new IosAccessList(name, list.line, list.flag, list.inOrder()));
        });
    Map<String, IosRouteMap> maps = new LinkedHashMap<>();
    routeMaps.forEach((name, clauses) -> maps.put(name, build(name, clauses)));
    return new IosPolicies(prefixes, asPaths, communities, maps, access);
  }

  private IosRouteMap build(String name, Map<Long, ClauseDraft> drafts) {
    List<IosRouteMap.Clause> clauses = new ArrayList<>();
    drafts.forEach(
        (sequence, draft) ->
            clauses.add(
                new IosRouteMap.Clause(
                    draft.line,
                    sequence,
                    draft.permit,
                    draft.matches.stream().map(this::withNames).toList(),
                    draft.sets)));
    int line = clauses.stream().mapToInt(IosRouteMap.Clause::line).min().orElse(0);
    return new IosRouteMap(name, line, clauses);
  }

  /**
   * A match line lists names at blanks, and names may hold blanks: words that together are a known
   * name are that name.
   */
  private IosRouteMap.Match withNames(IosRouteMap.Match match) {
    return switch (match) {
      case IosRouteMap.MatchPrefixList(int line, List<String> words) ->
          new IosRouteMap.MatchPrefixList(line, joined(words, prefixLists.keySet()));
      case IosRouteMap.MatchAccessList(int line, List<String> words) ->
          new IosRouteMap.MatchAccessList(line, joined(words, accessLists.keySet()));
      case IosRouteMap.MatchNextHop(int line, boolean prefixes, List<String> words) ->
          new IosRouteMap.MatchNextHop(
              line,
              prefixes,
              joined(words, prefixes ? prefixLists.keySet() : accessLists.keySet()));
      case IosRouteMap.MatchAsPath(int line, List<String> words) ->
          new IosRouteMap.MatchAsPath(line, joined(words, asPathLists.keySet()));
      case IosRouteMap.MatchCommunity(int line, List<String> words, boolean exact) ->
          new IosRouteMap.MatchCommunity(line, joined(words, communityLists.keySet()), exact);
      case IosRouteMap.MatchTag tag -> tag;
      case IosRouteMap.MatchMetric metric -> metric;
      case IosRouteMap.MatchInterface byInterface -> byInterface;
      case IosRouteMap.MatchSourceProtocol protocol -> protocol;
    };
  }

  private static List<String> joined(List<String> words, Collection<String> known) {
    if (words.size() == 1) {
      return words;
    }
    List<String> names = new ArrayList<>();
    int at = 0;
    while (at < words.size()) {
      int end = words.size();
      while (end > at + 1 && !known.contains(String.join(" ", words.subList(at, end)))) {
        end--;
      }
      names.add(String.join(" ", words.subList(at, end)));
      at = end;
    }
    return names;
  }
}
