package io.towpath.routing.engine;

import io.towpath.routing.LiveSet;
import io.towpath.routing.Topology;
import io.towpath.routing.live.SessionTable;
import io.towpath.routing.live.TunnelTable;
import org.jspecify.annotations.Nullable;

/**
 * Computes the tables of a topology for a given set of live nodes, interfaces, sessions and
 * tunnels. Thread-safe; the result depends on nothing but the topology and the live set.
 */
public final class RoutingEngine {

  private RoutingEngine() {}

  /** An engine for a topology. */
  public static RoutingEngine of(Topology topology) {
    throw new UnsupportedOperationException();
  }

  public Topology topology() {
    throw new UnsupportedOperationException();
  }

  public SessionTable sessions() {
    throw new UnsupportedOperationException();
  }

  public TunnelTable tunnels() {
    throw new UnsupportedOperationException();
  }

  /**
   * Computes all tables.
   *
   * @param previous a state of this engine; tables that cannot have changed are shared with it. It
   *     changes the cost, never the result
   */
  public RoutingState solve(LiveSet live, @Nullable RoutingState previous) {
    throw new UnsupportedOperationException();
  }
}
