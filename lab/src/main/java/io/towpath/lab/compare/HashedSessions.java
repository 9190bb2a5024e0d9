package io.towpath.lab.compare;

import io.towpath.forwarding.Verdict;
import io.towpath.forwarding.solver.Solution;
import io.towpath.forwarding.trace.Place;
import io.towpath.forwarding.trace.Walk;
import io.towpath.forwarding.trace.Walker;
import io.towpath.net.IpAddress;
import io.towpath.net.PacketHeader;
import io.towpath.routing.live.SessionTable;
import java.util.ArrayList;
import java.util.List;

/**
 * Sessions whose packets have several equal ways, of which some lose them: whether they come up
 * depends on how routers hash flows, and Linux does so in its own way.
 */
final class HashedSessions {
  private static final int BGP_PORT = 179;
  private static final int EPHEMERAL_PORT = 50_000;
  private static final int MOST_WAYS = 64;

  private HashedSessions() {}

  /** Their pair ids. */
  static List<Integer> of(Solution solution) {
    Walker walker = new Walker(solution);
    SessionTable sessions = solution.routing().sessions();
    List<Integer> found = new ArrayList<>();
    for (int p = 0; p < sessions.pairCount(); p++) {
      SessionTable.Pair pair = sessions.pair(p);
      SessionTable.End a = sessions.end(pair.a());
      SessionTable.End b = sessions.end(pair.b());
      boolean walks =
          !pair.direct()
              && pair.obstacles().isEmpty()
              && !solution.live().nodesDown().get(a.node())
              && !solution.live().nodesDown().get(b.node());
      if (walks
          && (isChance(walker, a, pair.addressA(), b, a.peer().address())
              || isChance(walker, b, pair.addressB(), a, b.peer().address()))) {
        found.add(p);
      }
    }
    return found;
  }

  /** True if of the ways from one end to the other some arrive, and some do not. */
  private static boolean isChance(
      Walker walker,
      SessionTable.End from,
      IpAddress source,
      SessionTable.End to,
      IpAddress target) {
    PacketHeader header =
        new PacketHeader(source, target, PacketHeader.TCP, EPHEMERAL_PORT, BGP_PORT);
    List<Walk> ways =
        walker.paths(new Place.AtNode(from.node(), from.vrf()), header, null, MOST_WAYS, false);
    return ways.stream().map(way -> arrives(way, to)).distinct().count() > 1;
  }

  private static boolean arrives(Walk way, SessionTable.End to) {
    return way.verdict() == Verdict.DELIVERED
        && way.endNode() == to.node()
        && way.endVrf() == to.vrf();
  }
}
