package io.towpath.analysis.isolation;

import io.towpath.forwarding.solver.Solution;
import io.towpath.forwarding.trace.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Which of many places could come to one table or host, as {@link TableReach} has it for each.
 *
 * <p>All places are followed in one search that looks at each table once: the cost is linear in the
 * network, the routes of distinct tables and the number of places, not in that of pairs. Designed
 * for 10,000 places. Immutable.
 */
public final class Isolation {

  /**
   * Two places, by their number in the list that was asked about.
   *
   * @param first the smaller number
   */
  public record Pair(int first, int second) {
    static Pair of(int a, int b) {
      return new Pair(Math.min(a, b), Math.max(a, b));
    }
  }

  private final List<List<Integer>> groups;
  private final List<Pair> contacts;

  private Isolation(List<List<Integer>> groups, List<Pair> contacts) {
    this.groups = groups;
    this.contacts = contacts;
  }

  /** Looks for what the places of a list share in a solution. */
  public static Isolation of(Solution solution, List<Place> places) {
    Search search = new Search(places.size());
    Spread spread = new Spread(solution, search);
    for (int i = 0; i < places.size(); i++) {
      spread.from(i, places.get(i));
    }
    return new Isolation(search.groups(), search.contacts());
  }

  /** True if no table and no host can be met from two of the places. */
  public boolean holds() {
    return groups.isEmpty();
  }

  /**
   * Places that are not isolated: everyone shares something with another one of its group, though
   * not with each, and with nobody outside of it. In the order of their first members; each in
   * order.
   */
  public List<List<Integer>> groups() {
    return groups;
  }

  /**
   * Pairs that do share something: enough of them to join each group, one less than it has members.
   * In order.
   */
  public List<Pair> contacts() {
    return contacts;
  }

  /** Every pair within a group, in order: all that can share anything are among them. */
  public List<Pair> candidates() {
    List<Pair> pairs = new ArrayList<>();
    for (List<Integer> group : groups) {
      for (int a = 0; a < group.size(); a++) {
        for (int b = a + 1; b < group.size(); b++) {
          pairs.add(new Pair(group.get(a), group.get(b)));
        }
      }
    }
    pairs.sort(ORDER);
    return List.copyOf(pairs);
  }

  /** Number of {@link #candidates}. */
  public long candidateCount() {
    return groups.stream().mapToLong(group -> (long) group.size() * (group.size() - 1) / 2).sum();
  }

  private static final Comparator<Pair> ORDER =
      Comparator.comparingInt(Pair::first).thenComparingInt(Pair::second);

  /** Joins places that have contact. Owned by one thread. */
  private static final class Search implements Spread.Contacts {
    private final int[] parent;
    private final List<Pair> contacts = new ArrayList<>();

    Search(int places) {
      parent = IntStream.range(0, places).toArray();
    }

    @Override
    public void met(int owner, int place) {
      int a = root(owner);
      int b = root(place);
      if (a != b) {
        parent[Math.max(a, b)] = Math.min(a, b);
        contacts.add(Pair.of(owner, place));
      }
    }

    private int root(int place) {
      int at = place;
      while (parent[at] != at) {
        parent[at] = parent[parent[at]];
        at = parent[at];
      }
      return at;
    }

    List<Pair> contacts() {
      return contacts.stream().sorted(ORDER).toList();
    }

    List<List<Integer>> groups() {
      TreeMap<Integer, List<Integer>> groups = new TreeMap<>();
      for (int place = 0; place < parent.length; place++) {
        groups.computeIfAbsent(root(place), _ -> new ArrayList<>(1)).add(place);
      }
      return groups.values().stream().filter(group -> group.size() > 1).map(List::copyOf).toList();
    }
  }
}
