package io.towpath.routing.rib;

import io.towpath.net.Prefix;
import io.towpath.net.trie.PrefixTrie;
import io.towpath.network.NextHop;
import io.towpath.network.Precedence;
import io.towpath.network.RouteClass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Chooses among the candidates of one VRF by its precedence table: a pure function.
 *
 * <p>Cost is linear in candidates for each row, times the length of a prefix for rows that ask for
 * covering prefixes.
 */
public final class RouteSelection {

  /** Order of classes of equal distance: that in which IOS-XE numbers its protocols. */
  private static final List<String> CLASSES =
      List.of(
          RouteClass.CONNECTED,
          RouteClass.LOCAL,
          RouteClass.STATIC,
          RouteClass.BGP,
          RouteClass.OSPF);

  /** Canonical order of candidates: prefix, class, distance, metric, then where they lead. */
  public static final Comparator<RouteCandidate> ORDER =
      Comparator.comparing(RouteCandidate::prefix)
          .thenComparing(RouteCandidate::routeClass)
          .thenComparingInt(RouteCandidate::distance)
          .thenComparingLong(RouteCandidate::metric)
          .thenComparing(candidate -> nextHopKey(candidate.nextHop()))
          .thenComparing(RouteCandidate::source)
          .thenComparing(RouteCandidate::origin);

  private RouteSelection() {}

  /**
   * What became of one candidate.
   *
   * @param candidate the candidate
   * @param outcome used, shown or gone
   * @param why what decided
   */
  public record Decided(RouteCandidate candidate, Outcome outcome, RouteReason why) {}

  /**
   * Decides about every candidate.
   *
   * @param candidates of one VRF, in any order: the result does not depend on it
   * @return one row for each candidate, in the order of {@link #ORDER}
   */
  public static List<Decided> select(List<RouteCandidate> candidates, Precedence precedence) {
    List<RouteCandidate> sorted = new ArrayList<>(candidates);
    sorted.sort(ORDER);
    Contest contest = new Contest(sorted);
    if (precedence.lowestDistanceWins()) {
      contest.lowestDistance();
    }
    for (Precedence.Row row : precedence.rows()) {
      contest.apply(row);
    }
    return contest.decided();
  }

  /** A total order of next hops that people would use: addresses as numbers. */
  private static String nextHopKey(NextHop nextHop) {
    return switch (nextHop) {
      case NextHop.Via(var address, var iface, _) ->
          "1 " + sortable(address.toString()) + " " + iface;
      case NextHop.Attached(var iface, _) -> "2 " + iface;
      case NextHop.Port(var domain, var address, _) ->
          "3 " + domain + " " + sortable(address.toString());
      case NextHop.Deliver(var domain, var filter, _) -> "4 " + domain + " " + filter;
      case NextHop.ToGroup(var group, _) -> "5 " + group;
      case NextHop.IntoTunnel(var iface, _) -> "6 " + iface;
      case NextHop.OtherVrf(var vrf, _) -> "7 " + vrf;
      case NextHop.Internet(var iface, _) -> "8 " + iface;
      case NextHop.Discard(var silent, _) -> "9 " + silent;
    };
  }

  private static String sortable(String address) {
    StringBuilder key = new StringBuilder();
    for (String part : address.split("\\.", -1)) {
      key.append("000", 0, Math.max(0, 3 - part.length())).append(part);
    }
    return key.toString();
  }

  /** The candidates during selection; a candidate is active until somebody wins against it. */
  private static final class Contest {
    private final List<RouteCandidate> candidates;
    private final Outcome[] outcomes;
    private final @Nullable RouteReason[] reasons;
    private final Map<Integer, List<RouteCandidate>> beaten = new HashMap<>();
    private final Map<Integer, Precedence.Row> wonBy = new HashMap<>();

    Contest(List<RouteCandidate> candidates) {
      this.candidates = candidates;
      outcomes = new Outcome[candidates.size()];
      java.util.Arrays.fill(outcomes, Outcome.ACTIVE);
      reasons = new @Nullable RouteReason[candidates.size()];
    }

    private boolean isActive(int i) {
      return outcomes[i] == Outcome.ACTIVE;
    }

    /** Same prefix: lowest distance, then one class, then the lowest metric within it. */
    void lowestDistance() {
      for (int from = 0; from < candidates.size(); ) {
        int to = from + 1;
        while (to < candidates.size()
            && candidates.get(to).prefix().equals(candidates.get(from).prefix())) {
          to++;
        }
        int best = from;
        for (int i = from + 1; i < to; i++) {
          if (isBetter(candidates.get(i), candidates.get(best))) {
            best = i;
          }
        }
        for (int i = from; i < to; i++) {
          settleDistance(i, best);
        }
        from = to;
      }
    }

    private static boolean isBetter(RouteCandidate a, RouteCandidate b) {
      if (a.distance() != b.distance()) {
        return a.distance() < b.distance();
      }
      int byClass = Integer.compare(classRank(a), classRank(b));
      if (byClass != 0) {
        return byClass < 0;
      }
      int byName = a.routeClass().compareTo(b.routeClass());
      return byName != 0 ? byName < 0 : a.metric() < b.metric();
    }

    private static int classRank(RouteCandidate candidate) {
      int rank = CLASSES.indexOf(candidate.routeClass());
      return rank < 0 ? CLASSES.size() : rank;
    }

    private void settleDistance(int i, int best) {
      RouteCandidate winner = candidates.get(best);
      RouteCandidate loser = candidates.get(i);
      boolean sameClass = winner.routeClass().equals(loser.routeClass());
      if (winner.distance() == loser.distance() && sameClass && winner.metric() == loser.metric()) {
        return;
      }
      lose(
          i,
          best,
          Outcome.INVALID,
          winner.distance() == loser.distance() && sameClass
              ? new RouteReason.HigherMetric(winner)
              : new RouteReason.HigherDistance(winner));
    }

    private void lose(int loser, int winner, Outcome outcome, RouteReason why) {
      outcomes[loser] = outcome;
      reasons[loser] = why;
      beaten.computeIfAbsent(winner, k -> new ArrayList<>(2)).add(candidates.get(loser));
    }

    /** One row: every active loser that an active winner stands in relation to goes at once. */
    void apply(Precedence.Row row) {
      if (!hasLosers(row)) {
        return;
      }
      if (row.winners().isEmpty()) {
        remove(row);
        return;
      }
      Winners winners = new Winners(row);
      Bounds bounds = new Bounds(row);
      for (int i = 0; i < candidates.size(); i++) {
        if (isActive(i)
            && matches(row.winners(), i)
            && holds(row.condition(), i)
            && bounds.hold(i)) {
          winners.add(i);
        }
      }
      if (winners.isEmpty()) {
        return;
      }
      Set<Integer> fallen = new HashSet<>();
      for (int i = 0; i < candidates.size(); i++) {
        int winner = isActive(i) && matches(row.losers(), i) ? winners.over(i) : -1;
        if (winner >= 0) {
          fallen.add(i);
          reasons[i] = new RouteReason.LostByRow(row, candidates.get(winner));
          beaten.computeIfAbsent(winner, k -> new ArrayList<>(2)).add(candidates.get(i));
          wonBy.putIfAbsent(winner, row);
        }
      }
      fallen.forEach(i -> outcomes[i] = outcome(row));
    }

    private void remove(Precedence.Row row) {
      for (int i = 0; i < candidates.size(); i++) {
        if (isActive(i) && matches(row.losers(), i)) {
          outcomes[i] = outcome(row);
          reasons[i] = new RouteReason.RemovedByRow(row);
        }
      }
    }

    private static Outcome outcome(Precedence.Row row) {
      return switch (row.outcome()) {
        case INVALID -> Outcome.INVALID;
        case ABSENT -> Outcome.ABSENT;
      };
    }

    private boolean hasLosers(Precedence.Row row) {
      for (int i = 0; i < candidates.size(); i++) {
        if (isActive(i) && matches(row.losers(), i)) {
          return true;
        }
      }
      return false;
    }

    private boolean matches(List<String> classes, int i) {
      return classes.contains(candidates.get(i).routeClass());
    }

    private boolean holds(Precedence.Condition condition, int i) {
      RouteCandidate candidate = candidates.get(i);
      return switch (condition) {
        case ALWAYS -> true;
        case IS_DEFAULT -> candidate.isDefault();
        case IS_DEFAULT_NOT_DISCARD ->
            candidate.isDefault() && !(candidate.nextHop() instanceof NextHop.Discard);
      };
    }

    List<Decided> decided() {
      List<Decided> rows = new ArrayList<>(candidates.size());
      for (int i = 0; i < candidates.size(); i++) {
        RouteReason why = reasons[i];
        rows.add(new Decided(candidates.get(i), outcomes[i], why != null ? why : whyActive(i)));
      }
      return rows;
    }

    private RouteReason whyActive(int i) {
      List<RouteCandidate> losers = beaten.get(i);
      RouteCandidate candidate = candidates.get(i);
      if (losers == null) {
        return new RouteReason.OnlyCandidate();
      }
      Precedence.Row row = wonBy.get(i);
      if (row != null) {
        return new RouteReason.WonByRow(row, losers);
      }
      boolean byMetric =
          losers.stream()
              .allMatch(
                  l ->
                      l.routeClass().equals(candidate.routeClass())
                          && l.distance() == candidate.distance());
      return byMetric
          ? new RouteReason.LowestMetric(candidate.metric(), losers)
          : new RouteReason.LowestDistance(candidate.distance(), losers);
    }

    /** The routes inside which a row's winners must lie. */
    private final class Bounds {
      private final boolean asked;
      private final PrefixTrie<Integer> ranges = new PrefixTrie<>();

      Bounds(Precedence.Row row) {
        asked = !row.within().isEmpty();
        for (int i = 0; asked && i < candidates.size(); i++) {
          if (isActive(i) && matches(row.within(), i)) {
            int range = i;
            ranges.computeIfAbsent(candidates.get(i).prefix(), () -> range);
          }
        }
      }

      boolean hold(int i) {
        return !asked || ranges.longestMatch(candidates.get(i).prefix()).isPresent();
      }
    }

    /** The winners of one row, found by the relation that it asks for. */
    private final class Winners {
      private final Precedence.Relation relation;
      private final Map<Prefix, Integer> byPrefix = new HashMap<>();
      private final PrefixTrie<Integer> trie = new PrefixTrie<>();
      private int first = -1;

      Winners(Precedence.Row row) {
        relation = row.relation();
      }

      void add(int i) {
        if (first < 0) {
          first = i;
        }
        Prefix prefix = candidates.get(i).prefix();
        switch (relation) {
          case SAME -> byPrefix.putIfAbsent(prefix, i);
          case COVERS -> trie.computeIfAbsent(prefix, () -> i);
          case EXISTS -> {}
        }
      }

      boolean isEmpty() {
        return first < 0;
      }

      /** The winner over a candidate, never itself; −1 if there is none. */
      int over(int loser) {
        Prefix prefix = candidates.get(loser).prefix();
        int winner =
            switch (relation) {
              case SAME -> byPrefix.getOrDefault(prefix, -1);
              case COVERS -> trie.longestMatch(prefix).map(PrefixTrie.Entry::value).orElse(-1);
              case EXISTS -> first;
            };
        return winner == loser ? -1 : winner;
      }
    }
  }
}
