package io.towpath.routing.bgp;

import io.towpath.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Pairs the classes of two states whose prefixes are grouped differently. */
final class RegroupedChanges {
  private final BgpState before;
  private final BgpState after;

  /**
   * Receives prefixes that are in class {@code before} of one state and {@code after} of the other.
   */
  @FunctionalInterface
  interface PairVisitor {
    void pair(int before, int after, List<Prefix> prefixes);
  }

  private record Pair(int before, int after) implements Comparable<Pair> {
    @Override
    public int compareTo(Pair other) {
      int order = Integer.compare(after, other.after);
      return order != 0 ? order : Integer.compare(before, other.before);
    }
  }

  RegroupedChanges(BgpState before, BgpState after) {
    this.before = before;
    this.after = after;
  }

  /** Visits all pairs that share a prefix; −1 stands for prefixes that a state lacks. */
  void visit(PairVisitor visitor) {
    TreeMap<Pair, List<Prefix>> pairs = new TreeMap<>();
    PrefixClasses old = before.classes();
    PrefixClasses now = after.classes();
    int i = 0;
    int k = 0;
    while (i < old.prefixCount() || k < now.prefixCount()) {
      boolean inOld =
          i < old.prefixCount() && (k == now.prefixCount() || old.prefix(i) <= now.prefix(k));
      boolean inNow =
          k < now.prefixCount() && (i == old.prefixCount() || now.prefix(k) <= old.prefix(i));
      long key = inOld ? old.prefix(i) : now.prefix(k);
      Pair pair = new Pair(inOld ? old.classAt(i++) : -1, inNow ? now.classAt(k++) : -1);
      pairs.computeIfAbsent(pair, p -> new ArrayList<>()).add(PrefixKey.toPrefix(key));
    }
    pairs.forEach((pair, prefixes) -> visitor.pair(pair.before, pair.after, prefixes));
  }
}
