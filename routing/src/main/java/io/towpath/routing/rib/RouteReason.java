package io.towpath.routing.rib;

import io.towpath.network.Precedence;
import java.util.List;
import java.util.stream.Collectors;

/** Why a candidate was chosen or not: the step that decided, and what it was weighed against. */
public sealed interface RouteReason {

  /** One sentence for people, without a full stop; cites the rule where a row decided. */
  String text();

  /** The R-rule behind the decision, or an empty string. */
  default String rule() {
    return "";
  }

  /** Nothing competed. */
  record OnlyCandidate() implements RouteReason {
    @Override
    public String text() {
      return "the only route to its prefix";
    }
  }

  /** Won by the lowest administrative distance. */
  record LowestDistance(int distance, List<RouteCandidate> losers) implements RouteReason {
    public LowestDistance {
      losers = List.copyOf(losers);
    }

    @Override
    public String text() {
      return "lowest distance " + distance + ", before " + names(losers);
    }
  }

  /** Won by the lowest metric among routes of one class. */
  record LowestMetric(long metric, List<RouteCandidate> losers) implements RouteReason {
    public LowestMetric {
      losers = List.copyOf(losers);
    }

    @Override
    public String text() {
      return "lowest metric " + metric + ", before " + names(losers);
    }
  }

  /** Won because a row of the precedence table removed others. */
  record WonByRow(Precedence.Row row, List<RouteCandidate> losers) implements RouteReason {
    public WonByRow {
      losers = List.copyOf(losers);
    }

    @Override
    public String rule() {
      return row.rule();
    }

    @Override
    public String text() {
      return "preferred to " + names(losers) + " (" + row.rule() + ")";
    }
  }

  /** Lost to a route of lower administrative distance. */
  record HigherDistance(RouteCandidate winner) implements RouteReason {
    @Override
    public String text() {
      return "distance " + winner.distance() + " of " + winner.describe() + " is lower";
    }
  }

  /** Lost to a route of lower metric within its class. */
  record HigherMetric(RouteCandidate winner) implements RouteReason {
    @Override
    public String text() {
      return "metric " + winner.metric() + " of " + winner.describe() + " is lower";
    }
  }

  /** Lost by a row of the precedence table. */
  record LostByRow(Precedence.Row row, RouteCandidate winner) implements RouteReason {
    @Override
    public String rule() {
      return row.rule();
    }

    @Override
    public String text() {
      return "overridden by " + winner.describe() + " (" + row.rule() + ")";
    }
  }

  /** Taken away by a row of the precedence table that needs no winner. */
  record RemovedByRow(Precedence.Row row) implements RouteReason {
    @Override
    public String rule() {
      return row.rule();
    }

    @Override
    public String text() {
      return "kept out (" + row.rule() + ")";
    }
  }

  /**
   * Lost to another exchange into the same layer.
   *
   * @param term meaning of the rank term that decided
   */
  record HigherRank(String term, RouteCandidate winner) implements RouteReason {
    @Override
    public String text() {
      return winner.source() + " is preferred by " + term;
    }
  }

  /** The next hop cannot be used. */
  record NextHopUnusable(String detail) implements RouteReason {
    @Override
    public String text() {
      return "next hop unusable: " + detail;
    }
  }

  /** A condition of the route does not hold, such as the interface that it tracks. */
  record ConditionFails(String detail) implements RouteReason {
    @Override
    public String text() {
      return detail;
    }
  }

  private static String names(List<RouteCandidate> routes) {
    return routes.stream()
        .map(RouteCandidate::describe)
        .distinct()
        .limit(4)
        .collect(Collectors.joining(", "));
  }
}
