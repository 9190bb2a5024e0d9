package io.towpath.devices.frr.convert;

import io.towpath.devices.frr.FrrLine;
import io.towpath.devices.frr.SourceMark;
import io.towpath.net.Origin;
import io.towpath.network.RoutePolicy;
import io.towpath.network.RoutePolicy.Change;
import io.towpath.network.RoutePolicy.Match;
import io.towpath.network.RoutePolicy.Source;
import io.towpath.network.RoutePolicy.Term;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Route maps as policies.
 *
 * <p>{@code call} and {@code on-match} are unfolded into terms: what follows a match becomes terms
 * that hold if the match holds too. A map that does nothing but call others, each with {@code
 * on-match next}, is the list of those.
 */
final class RouteMapPolicies {
  private static final int MOST_TERMS = 4096;
  private static final int DEEPEST_CALL = 10;

  private final FrrReading reading;
  private final Map<String, List<RouteMapEntry>> maps;
  private final Map<String, RoutePolicy> policies = new HashMap<>();

  RouteMapPolicies(FrrReading reading, RouteMapReading lines) {
    this.reading = reading;
    this.maps = lines.entries();
  }

  /** The policy of a map; one that denies all if it is undefined, as FRR does. */
  RoutePolicy policy(String name, FrrLine usedAt) {
    RoutePolicy known = policies.get(name);
    if (known == null) {
      known = convert(name, usedAt);
      policies.put(name, known);
    }
    return known;
  }

  /** Entries of a map; empty if it is undefined. */
  List<RouteMapEntry> entries(String name) {
    return maps.getOrDefault(name, List.of());
  }

  /** True if a map marks routes with their source and does nothing else. */
  boolean onlyMarks(String name) {
    List<RouteMapEntry> entries = entries(name);
    return entries.size() == 1
        && entries.getFirst().permit()
        && entries.getFirst().matches().isEmpty()
        && entries.getFirst().call() == null
        && entries.getFirst().changes().size() == 1
        && entries.getFirst().changes().getFirst() instanceof Change.SetTag(long tag)
        && SourceMark.of(tag) != null;
  }

  /** The maps that a map applies one after the other; itself if it is no such chain. */
  List<String> chain(String name) {
    List<RouteMapEntry> entries = entries(name);
    List<String> called = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      RouteMapEntry entry = entries.get(i);
      boolean plain = entry.permit() && entry.matches().isEmpty() && entry.changes().isEmpty();
      boolean goesOn = entry.next() == 1 || i == entries.size() - 1 && entry.exits();
      if (!plain || !goesOn || entry.call() == null || !maps.containsKey(entry.call())) {
        return List.of(name);
      }
      called.add(entry.call());
    }
    return called.size() < 2 ? List.of(name) : called;
  }

  private RoutePolicy convert(String name, FrrLine usedAt) {
    List<RouteMapEntry> entries = maps.get(name);
    if (entries == null) {
      return RoutePolicy.denyAll(name, reading.origin(usedAt));
    }
    Origin origin = entries.getFirst().origin();
    List<Term> terms = unfolded(name, 0);
    if (terms == null) {
      reading.unsupported(usedAt);
      return RoutePolicy.permitAll(name, origin);
    }
    return new RoutePolicy(name, terms, origin);
  }

  private @Nullable List<Term> unfolded(String name, int depth) {
    List<RouteMapEntry> entries = maps.get(name);
    if (entries == null || depth > DEEPEST_CALL) {
      return null;
    }
    List<Term> terms = new ArrayList<>();
    Unfolding unfolding = new Unfolding(withSources(entries), depth, terms);
    return unfolding.from(0, List.of(), List.of()) ? terms : null;
  }

  /**
   * Routes that originate here are those that neither mark is on: two entries that jump over what
   * follows are read as one condition on it.
   */
  private static List<RouteMapEntry> withSources(List<RouteMapEntry> entries) {
    List<RouteMapEntry> result = new ArrayList<>();
    int until = 0;
    for (int i = 0; i < entries.size(); i++) {
      RouteMapEntry entry = entries.get(i);
      if (i + 1 < entries.size()
          && jumpsOver(entry, Source.EBGP)
          && jumpsOver(entries.get(i + 1), Source.IBGP)) {
        until = entry.next();
        i++;
      } else if (entry.sequence() < until) {
        result.add(entry.with(new Match.LearnedBy(Source.ORIGINATED)));
      } else {
        result.add(entry);
      }
    }
    return result;
  }

  private static boolean jumpsOver(RouteMapEntry entry, Source source) {
    return entry.permit()
        && entry.next() > 1
        && entry.changes().isEmpty()
        && entry.call() == null
        && entry.matches().equals(List.of(new Match.LearnedBy(source)));
  }

  /** Entries of one map on their way to terms. */
  private final class Unfolding {
    private final List<RouteMapEntry> entries;
    private final int depth;
    private final List<Term> terms;

    private Unfolding(List<RouteMapEntry> entries, int depth, List<Term> terms) {
      this.entries = entries;
      this.depth = depth;
      this.terms = terms;
    }

    /**
     * Adds the terms of the entries from {@code at} on, for routes for which the matches hold and
     * to which the changes were made.
     *
     * @return false if there are too many, or a match reads what was changed before
     */
    private boolean from(int at, List<Match> matches, List<Change> changes) {
      for (int i = at; i < entries.size(); i++) {
        RouteMapEntry entry = entries.get(i);
        if (readsChanged(entry.matches(), changes) || terms.size() > MOST_TERMS) {
          return false;
        }
        List<Match> all = joined(matches, entry.matches());
        if (entry.matches().contains(new Match.Never())) {
          continue;
        }
        if (!entry.permit()) {
          add(entry, false, all, List.of());
        } else if (!permitted(i, all, joined(changes, entry.changes()))) {
          return false;
        }
        if (entry.matches().isEmpty()) {
          return true;
        }
      }
      if (at > 0 && !matches.isEmpty()) {
        // FRR denies what matched before and nothing since.
        terms.add(new Term(65_535, false, matches, List.of(), entries.getLast().origin()));
      }
      return true;
    }

    private boolean permitted(int i, List<Match> matches, List<Change> changes) {
      RouteMapEntry entry = entries.get(i);
      if (entry.call() == null || !maps.containsKey(entry.call())) {
        return goOn(i, matches, changes);
      }
      List<Term> called = unfolded(entry.call(), depth + 1);
      if (called == null) {
        return false;
      }
      boolean open = true;
      for (Term term : called) {
        if (readsChanged(term.matches(), changes)) {
          return false;
        }
        List<Match> all = joined(matches, term.matches());
        if (!term.permit()) {
          add(entry, false, all, List.of());
        } else if (!goOn(i, all, joined(changes, term.changes()))) {
          return false;
        }
        open &= !term.matches().isEmpty();
      }
      if (open) {
        add(entry, false, matches, List.of());
      }
      return true;
    }

    private boolean goOn(int i, List<Match> matches, List<Change> changes) {
      RouteMapEntry entry = entries.get(i);
      int next = i + 1;
      while (!entry.exits()
          && next < entries.size()
          && entries.get(next).sequence() < entry.next()) {
        next++;
      }
      if (entry.exits() || next == entries.size()) {
        add(entry, true, matches, changes);
        return true;
      }
      return from(next, matches, changes);
    }

    private void add(
        RouteMapEntry entry, boolean permit, List<Match> matches, List<Change> changes) {
      terms.add(new Term(entry.sequence(), permit, matches, changes, entry.origin()));
    }
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    if (first.isEmpty()) {
      return second;
    }
    List<T> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  private static boolean readsChanged(List<Match> matches, List<Change> changes) {
    return matches.stream().anyMatch(match -> changes.stream().anyMatch(c -> reads(match, c)));
  }

  private static boolean reads(Match match, Change change) {
    return switch (match) {
      case Match.InAsPathList _, Match.AsPathContains _ ->
          change instanceof Change.Prepend
              || change instanceof Change.PrependLast
              || change instanceof Change.ReplaceAsn;
      case Match.InCommunityList _ ->
          change instanceof Change.Communities || change instanceof Change.RemoveCommunities;
      case Match.NextHopIn _ ->
          change instanceof Change.SetNextHop || change instanceof Change.NextHopPeerOrSelf;
      case Match.Tag _, Match.LearnedBy _ -> change instanceof Change.SetTag;
      case Match.Metric _ -> change instanceof Change.Med || change instanceof Change.MedPlus;
      case Match.InPrefixList _,
          Match.InAddressSet _,
          Match.CoveredBy _,
          Match.FromClass _,
          Match.OutInterface _,
          Match.Never _ ->
          false;
    };
  }
}
