package io.towpath.forwarding.solver;

import io.towpath.forwarding.plane.StaticPlane;
import io.towpath.network.Failure;
import io.towpath.network.Network;
import io.towpath.routing.Topology;
import io.towpath.routing.engine.RoutingEngine;
import io.towpath.routing.live.OperState;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings a network to rest.
 *
 * <p>Every tunnel and every session that needs a path starts down. Routing is computed for what
 * lives; then the packets of each tunnel and session are walked through the resulting tables, and
 * what they reach is raised, what they lose is taken down, until nothing changes. A route therefore
 * cannot support its own session. Sessions between neighbours on one wire depend on nothing but the
 * wire and are raised at once. If a set of live sessions and tunnels comes back, the network
 * oscillates: that is reported with its members, never hidden.
 *
 * <p>A failure is solved from the same start as a whole network, so its result equals a cold start;
 * only the tables that a failure touches are computed anew (see {@link RoutingEngine}).
 * Thread-safe.
 */
public final class Solver {
  private final Topology topology;
  private final RoutingEngine engine;
  private final StaticPlane staticPlane;

  private Solver(Topology topology) {
    this.topology = topology;
    this.engine = RoutingEngine.of(topology);
    this.staticPlane = new StaticPlane(topology);
  }

  /** A solver for a network. */
  public static Solver of(Network network) {
    return new Solver(Topology.of(network));
  }

  public Topology topology() {
    return topology;
  }

  /** The network without failures. */
  public Solution solve() {
    return solve(List.of(), null);
  }

  /**
   * The network with failures.
   *
   * @param base a solution of this solver to start from; it changes the cost, never the result
   */
  public Solution solve(Collection<? extends Failure> failures, @Nullable Solution base) {
    OperState oper = OperState.of(topology, engine.sessions(), engine.tunnels(), failures);
    return new FixedPointSearch(engine, staticPlane, oper, List.copyOf(failures))
        .toRest(base == null ? null : base.routing());
  }
}
