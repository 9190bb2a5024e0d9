package io.towpath.routing.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What each VRF has heard of BGP: the round whose selection its other protocols use, null before
 * the first. Usually all have heard the round before; if that finds no rest, they hear one by one.
 */
final class Heard {
  private final EngineIndex index;
  private final @Nullable Round[] rounds;

  private Heard(EngineIndex index, @Nullable Round[] rounds) {
    this.index = index;
    this.rounds = rounds;
  }

  /** Nobody has heard anything. */
  static Heard nothing(EngineIndex index) {
    return new Heard(index, new @Nullable Round[index.topology.vrfCount()]);
  }

  /** All have heard a round. */
  static Heard all(EngineIndex index, Round round) {
    @Nullable Round[] rounds = new @Nullable Round[index.topology.vrfCount()];
    Arrays.fill(rounds, round);
    return new Heard(index, rounds);
  }

  /** The same, but one VRF has heard another round. */
  Heard with(int vrf, Round round) {
    @Nullable Round[] copy = Arrays.copyOf(rounds, rounds.length);
    copy[vrf] = round;
    return new Heard(index, copy);
  }

  /** True if a VRF has not heard anything. */
  boolean isDeaf(int vrf) {
    return rounds[vrf] == null;
  }

  /** What the speaker of a VRF selected, or null. */
  @Nullable BgpView view(int vrf) {
    Round round = rounds[vrf];
    return round == null ? null : round.view(index, vrf);
  }

  /** The lengths of BGP routes for a VRF's look-ups of static next hops. */
  OwnRoutes.Overlay overlay(int vrf) {
    Round round = rounds[vrf];
    BaseTable base = round == null ? null : round.base(vrf);
    BgpView view = view(vrf);
    return base == null || view == null || !index.recursive.get(vrf)
        ? OwnRoutes.Overlay.NONE
        : new NextHops(index, vrf, base, view)::bgpMatchLength;
  }
}
