package io.towpath.lab.compare;

import io.towpath.forwarding.solver.Solution;
import io.towpath.network.BgpPeer;
import io.towpath.routing.live.SessionTable;
import java.util.ArrayList;
import java.util.List;

/**
 * An end of a BGP session that is up.
 *
 * @param own this end
 * @param other the other one
 * @param bgpEnd number by which paths of a Loc-RIB name this end
 * @param pair of both ends
 * @param otherBgpEnd the number of the other end
 */
record LiveEnd(
    SessionTable.End own, SessionTable.End other, int bgpEnd, int pair, int otherBgpEnd) {

  /** Those of a speaker, in the order of its peers. */
  static List<LiveEnd> of(Solution solution, int speaker) {
    SessionTable sessions = solution.routing().sessions();
    List<LiveEnd> live = new ArrayList<>();
    for (int end = sessions.firstEndOf(speaker); end < sessions.firstEndOf(speaker + 1); end++) {
      int pair = solution.livePairOfSession(end);
      if (pair >= 0) {
        live.add(
            new LiveEnd(
                sessions.end(end),
                sessions.end(sessions.pair(pair).other(end)),
                solution.routing().bgpEnd(pair, end),
                pair,
                solution.routing().bgpEnd(pair, sessions.pair(pair).other(end))));
      }
    }
    return live;
  }

  /** The peer as this end has it. */
  BgpPeer peer() {
    return own.peer();
  }
}
