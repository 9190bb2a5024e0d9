package io.towpath.routing.bgp;

/**
 * What an end receives of the present best route of its peer, and whether it may be chosen. Each
 * call leaves its result in {@link #path}, {@link #nextHop}, {@link #attributes} and {@link #key}.
 * For one thread.
 */
final class Reception {
  private final BgpTopology topology;
  private final Interner interner;
  private final NextHopCosts costs;
  private final RouteTransfer transfer;
  private final BestRoutes best;
  private LocalRoutes locals = LocalRoutes.NONE;

  int path;
  int nextHop;

  /** Id of the attribute set, or one of the negative reasons of {@link RouteTransfer}. */
  int attributes;

  /** See {@link DecisionKey}; {@link DecisionKey#NONE} if the route may not be chosen. */
  long key;

  Reception(
      BgpTopology topology,
      Interner interner,
      NextHopCosts costs,
      RouteTransfer transfer,
      BestRoutes best) {
    this.topology = topology;
    this.interner = interner;
    this.costs = costs;
    this.transfer = transfer;
    this.best = best;
  }

  /** Turns to a class for which speakers originate these routes. */
  void begin(LocalRoutes newLocals) {
    locals = newLocals;
  }

  /** Works out what an end gets. The best route of its peer must have been touched. */
  void receive(int end) {
    if (arrives(end)) {
      if (transfer.receive(end)) {
        path = transfer.path;
        nextHop = transfer.nextHop;
        attributes = transfer.attributes;
        key =
            isReachable(topology, costs, end, nextHop)
                ? DecisionKey.of(interner.attributes.key(attributes), interner.paths.length(path))
                : DecisionKey.NONE;
        return;
      }
      attributes = transfer.attributes;
    } else {
      attributes = RouteTransfer.NOT_SENT;
    }
    path = PathTable.EMPTY;
    nextHop = 0;
    key = DecisionKey.NONE;
  }

  private boolean arrives(int end) {
    if (transfer.isTranslated(end)) {
      return transfer.takeTranslated(end, locals);
    }
    int peer = topology.owner[end ^ 1];
    return transfer.send(
        end ^ 1,
        best.end[peer],
        best.path[peer],
        best.nextHop[peer],
        best.attributes[peer],
        best.self[peer]);
  }

  /** True if the end's candidate is what it got. */
  boolean isAlready(Candidates candidates, int end) {
    return candidates.attributes[end] == attributes
        && candidates.path[end] == path
        && candidates.nextHop[end] == nextHop
        && candidates.key[end] == key;
  }

  /** True if a speaker's best route, which came over the end, is what the end got. */
  boolean isStillBest(int speaker) {
    return best.attributes[speaker] == attributes
        && best.path[speaker] == path
        && best.nextHop[speaker] == nextHop
        && best.key[speaker] == key;
  }

  /**
   * True if a route that an end received may be chosen. RFC 4271 §9.1.2: one whose next hop cannot
   * be reached is not eligible; §5.1.3: nor is one that names the speaker itself.
   */
  static boolean isReachable(BgpTopology topology, NextHopCosts costs, int end, int nextHop) {
    return topology.connected[end] && nextHop == topology.peerAddress[end]
        || nextHop != topology.localAddress[end] && costs.of(topology.owner[end], nextHop) >= 0;
  }
}
