package io.towpath.routing.bgp;

import org.jspecify.annotations.Nullable;

/** Computes the stable state of all speakers for a given set of live sessions. Stateless. */
public final class BgpEngine {

  private BgpEngine() {}

  /**
   * Computes all tables.
   *
   * @param previous a state of the same topology; it changes the cost, never the result
   */
  public static BgpState solve(
      BgpTopology topology, BgpInputs inputs, @Nullable BgpState previous, SolveOptions options) {
    throw new UnsupportedOperationException();
  }
}
