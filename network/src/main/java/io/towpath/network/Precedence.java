package io.towpath.network;

import java.util.List;

/**
 * Ordered table that decides among the candidate routes of a VRF.
 *
 * <p>Rows are applied in order to all candidates that are still active. A row makes every candidate
 * of a loser class invalid or absent if a candidate of a winner class stands in the stated relation
 * to it; a row without winner classes needs no winner. Candidates that survive all rows are used;
 * several of one prefix and class share the load. The engine knows no class by name: all Azure
 * behaviour is in the rows.
 *
 * @param lowestDistanceWins first of all, among candidates of the same prefix only those of the
 *     lowest administrative distance, then of the lowest metric within a class, stay (routers)
 * @param rows the rows, in order
 */
public record Precedence(boolean lowestDistanceWins, List<Row> rows) {

  /** Table of an ordinary router. */
  public static final Precedence ROUTER = new Precedence(true, List.of());

  public Precedence {
    rows = List.copyOf(rows);
  }

  /** How the winner's prefix must lie to the loser's. */
  public enum Relation {
    /** Equal prefixes. */
    SAME,
    /** The winner's prefix is equal or wider. */
    COVERS,
    /** Any winner anywhere in the VRF (with the condition of the row). */
    EXISTS
  }

  /** What becomes of the loser. */
  public enum Outcome {
    /** Kept and shown, not forwarded. */
    INVALID,
    /** As if it were not there. */
    ABSENT
  }

  /** Condition on the winner beside its class. */
  public enum Condition {
    ALWAYS,
    /** The winner is a default route. */
    IS_DEFAULT,
    /** The winner is a default route that does not discard. */
    IS_DEFAULT_NOT_DISCARD
  }

  /**
   * One row.
   *
   * @param winners classes that win; none = the losers lose whatever else there is
   * @param rule the R-rule that it implements, printed as the reason
   * @param within classes of which a route that still stands must cover the winner; empty = the
   *     winner may be of any width
   */
  public record Row(
      List<String> winners,
      Condition condition,
      Relation relation,
      List<String> losers,
      Outcome outcome,
      String rule,
      List<String> within) {
    public Row {
      winners = List.copyOf(winners);
      losers = List.copyOf(losers);
      within = List.copyOf(within);
    }

    /** A row that takes every candidate of some classes away, whatever else there is. */
    public static Row removing(List<String> losers, String rule) {
      return new Row(List.of(), Condition.ALWAYS, Relation.EXISTS, losers, Outcome.ABSENT, rule);
    }

    /** A row whose winners may be of any width. */
    public Row(
        List<String> winners,
        Condition condition,
        Relation relation,
        List<String> losers,
        Outcome outcome,
        String rule) {
      this(winners, condition, relation, losers, outcome, rule, List.of());
    }
  }
}
