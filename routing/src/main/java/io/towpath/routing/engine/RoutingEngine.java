package io.towpath.routing.engine;

import io.towpath.net.Finding;
import io.towpath.routing.LiveSet;
import io.towpath.routing.Topology;
import io.towpath.routing.bgp.SolveOptions;
import io.towpath.routing.live.SessionTable;
import io.towpath.routing.live.TunnelTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Computes the tables of a topology for a given set of live nodes, interfaces, sessions and
 * tunnels. Thread-safe; the result depends on nothing but the topology and the live set.
 */
public final class RoutingEngine {
  private final EngineIndex index;
  private final SolveOptions options;

  private RoutingEngine(Topology topology, SolveOptions options) {
    index = new EngineIndex(topology);
    this.options = options;
  }

  /** An engine for a topology. */
  public static RoutingEngine of(Topology topology) {
    return new RoutingEngine(topology, SolveOptions.DEFAULT);
  }

  /** An engine with bounds and threads of one's own. */
  public static RoutingEngine of(Topology topology, SolveOptions options) {
    return new RoutingEngine(topology, options);
  }

  public Topology topology() {
    return index.topology;
  }

  public SessionTable sessions() {
    return index.sessions;
  }

  public TunnelTable tunnels() {
    return index.tunnels;
  }

  /**
   * Computes all tables.
   *
   * @param previous a state of this engine; tables that cannot have changed are shared with it. It
   *     changes the cost, never the result
   */
  public RoutingState solve(LiveSet live, @Nullable RoutingState previous) {
    Rounds rounds = new Rounds(index, live, options, previous);
    List<Round> done = rounds.run();
    List<Finding> problems = Problems.of(index, done.getLast().bgp(), rounds.problems());
    return new RoutingState(index, live, done, problems, rounds.unrests(), previous);
  }
}
