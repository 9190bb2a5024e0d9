package io.towpath.devices.bird;

import io.towpath.network.BgpSpeaker;
import io.towpath.network.RoutePolicy;
import io.towpath.network.RoutePolicy.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What {@code preference} means in the two tables of a configuration. BIRD compares it before
 * everything else, in each table.
 *
 * <ul>
 *   <li>In the table of BGP it is the weight plus 1; routes of the router itself have a weight of
 *       32768, and among them the lowest distance wins.
 *   <li>In the main table it is 256 times what the distance lacks to 255, plus the rank of the
 *       weight, so that the decision of BGP stays what it was.
 * </ul>
 */
final class Preferences {
  static final int OWN = 32769;
  private static final int HIGHEST = 65_535;

  private Preferences() {}

  /** In the main table. */
  static int ofDistance(int distance) {
    return (255 - Math.clamp(distance, 0, 254)) * 256;
  }

  /** In the table of BGP. */
  static int ofWeight(int weight) {
    return Math.min(weight + 1, HIGHEST);
  }

  /** Weights that received routes of a speaker can have, lowest first. */
  static List<Integer> weights(BgpSpeaker speaker) {
    TreeSet<Integer> weights = new TreeSet<>();
    speaker.peers().stream()
        .flatMap(peer -> peer.families().stream())
        .forEach(
            family -> {
              weights.add(family.weight());
              family.imports().stream().flatMap(Preferences::weights).forEach(weights::add);
            });
    return new ArrayList<>(weights);
  }

  private static Stream<Integer> weights(RoutePolicy policy) {
    return policy.terms().stream()
        .flatMap(term -> term.changes().stream())
        .mapMulti(
            (change, sink) -> {
              if (change instanceof Change.Weight(int value)) {
                sink.accept(value);
              }
            });
  }
}
