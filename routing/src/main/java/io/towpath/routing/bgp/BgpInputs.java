package io.towpath.routing.bgp;

import java.util.BitSet;
import java.util.List;

/**
 * What is given to a solve beside the topology. Values are copied on construction; the lists of
 * originations are not copied deeply if they are immutable already.
 *
 * @param sessionsUp sessions that are established, by index in the topology
 * @param originations what each speaker originates, by index of the speaker; order has no meaning
 * @param metrics cost of next hops
 */
public record BgpInputs(
    BitSet sessionsUp, List<List<Origination>> originations, NextHopMetrics metrics) {

  public BgpInputs {
    sessionsUp = (BitSet) sessionsUp.clone();
    originations = originations.stream().map(List::copyOf).toList();
  }

  /** A copy of the live sessions. */
  @Override
  public BitSet sessionsUp() {
    return (BitSet) sessionsUp.clone();
  }

  /** The same with another set of live sessions. */
  public BgpInputs withSessions(BitSet up) {
    return new BgpInputs(up, originations, metrics);
  }

  /** The same with other originations. */
  public BgpInputs withOriginations(List<List<Origination>> others) {
    return new BgpInputs(sessionsUp, others, metrics);
  }

  /** The same with other next-hop costs. */
  public BgpInputs withMetrics(NextHopMetrics others) {
    return new BgpInputs(sessionsUp, originations, others);
  }
}
