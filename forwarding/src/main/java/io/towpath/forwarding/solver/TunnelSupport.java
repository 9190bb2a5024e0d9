package io.towpath.forwarding.solver;

import io.towpath.routing.live.TunnelCause;
import io.towpath.routing.live.TunnelTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which tunnels carry the packets of which. A tunnel that would carry its own packets, directly or
 * through others, cannot stand on itself: routers call it recursive routing and take it down.
 */
final class TunnelSupport {
  private final TunnelTable tunnels;
  private final Map<Integer, Integer> pairOfInterface = new HashMap<>();

  /**
   * The tunnels that packets can enter.
   *
   * @param up pairs that are up
   */
  TunnelSupport(TunnelTable tunnels, BitSet up) {
    this.tunnels = tunnels;
    up.stream()
        .forEach(
            p -> {
              pairOfInterface.put(tunnels.end(tunnels.pair(p).a()).iface(), p);
              pairOfInterface.put(tunnels.end(tunnels.pair(p).b()).iface(), p);
            });
  }

  /** Replaces the judgement of every pair that stands on itself. */
  void lowerCircles(List<TunnelJudge.Judgement> judgements) {
    List<BitSet> carriers = new ArrayList<>();
    for (TunnelJudge.Judgement judgement : judgements) {
      BitSet carriedBy = new BitSet();
      for (int iface : judgement.through()) {
        Integer pair = pairOfInterface.get(iface);
        if (pair != null) {
          carriedBy.set(pair);
        }
      }
      carriers.add(carriedBy);
    }
    for (int p = 0; p < judgements.size(); p++) {
      if (!carriers.get(p).isEmpty() && reaches(carriers, p)) {
        String tunnel = tunnels.end(tunnels.pair(p).a()).config().name();
        judgements.set(
            p,
            TunnelJudge.down(
                new TunnelCause.UnderlayBlocked(
                    "tunnel " + tunnel, "its own packet", "it would enter the tunnel itself")));
      }
    }
  }

  private static boolean reaches(List<BitSet> carriers, int self) {
    BitSet seen = new BitSet();
    Deque<Integer> open = new ArrayDeque<>();
    open.add(self);
    while (!open.isEmpty()) {
      BitSet next = carriers.get(open.poll());
      if (next.get(self)) {
        return true;
      }
      next.stream()
          .forEach(
              pair -> {
                if (!seen.get(pair)) {
                  seen.set(pair);
                  open.add(pair);
                }
              });
    }
    return false;
  }
}
