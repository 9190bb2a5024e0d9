package io.towpath.analysis.whatif;

import java.util.List;

/**
 * What failures change.
 *
 * @param routes tables' changes, by VRF and prefix
 * @param pairs pairs of hosts that changed, by names
 * @param pairsCompared pairs that were traced both times
 * @param asymmetric pairs whose answer comes home by another way with the failure, and did not
 *     without it
 * @param sessionsLost BGP sessions that went down, in words
 * @param sessionsGained BGP sessions that came up
 * @param tunnelsLost tunnels that went down
 * @param tunnelsGained tunnels that came up
 */
public record WhatIfReport(
    List<RouteChange> routes,
    List<PairChange> pairs,
    int pairsCompared,
    List<String> asymmetric,
    List<String> sessionsLost,
    List<String> sessionsGained,
    List<String> tunnelsLost,
    List<String> tunnelsGained) {
  public WhatIfReport {
    routes = List.copyOf(routes);
    pairs = List.copyOf(pairs);
    asymmetric = List.copyOf(asymmetric);
    sessionsLost = List.copyOf(sessionsLost);
    sessionsGained = List.copyOf(sessionsGained);
    tunnelsLost = List.copyOf(tunnelsLost);
    tunnelsGained = List.copyOf(tunnelsGained);
  }

  /** True if nothing changed that was looked at. */
  public boolean isEmpty() {
    return routes.isEmpty()
        && pairs.isEmpty()
        && sessionsLost.isEmpty()
        && sessionsGained.isEmpty()
        && tunnelsLost.isEmpty()
        && tunnelsGained.isEmpty();
  }
}
