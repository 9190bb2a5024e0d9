package io.towpath.routing.rib;

import io.towpath.network.Precedence;
import java.util.List;

/** Chooses among the candidates of one VRF by its precedence table: a pure function. */
public final class RouteSelection {
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
   * @return one row for each candidate, by prefix, class, then next hop
   */
  public static List<Decided> select(List<RouteCandidate> candidates, Precedence precedence) {
    throw new UnsupportedOperationException();
  }
}
