package io.towpath.routing.bgp;

import java.util.BitSet;

/**
 * What differs between the inputs of two solves of one topology, apart from originations.
 *
 * @param down ends whose session carried routes before and does not now
 * @param up ends whose session carries routes now and did not before
 * @param recosted speakers for which some next hop costs something else
 */
record InputChanges(int[] down, int[] up, int[] recosted) {
  static final InputChanges NONE = new InputChanges(new int[0], new int[0], new int[0]);

  boolean isEmpty() {
    return down.length == 0 && up.length == 0 && recosted.length == 0;
  }

  /** True if a speaker among those given could notice. */
  boolean reaches(BgpTopology topology, BitSet speakers) {
    for (int end : down) {
      if (speakers.get(topology.owner[end])) {
        return true;
      }
    }
    for (int end : up) {
      if (speakers.get(topology.owner[end])) {
        return true;
      }
    }
    for (int speaker : recosted) {
      if (speakers.get(speaker)) {
        return true;
      }
    }
    return false;
  }
}
