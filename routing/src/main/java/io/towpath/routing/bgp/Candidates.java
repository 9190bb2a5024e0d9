package io.towpath.routing.bgp;

import java.util.Arrays;

/**
 * The paths that a speaker may choose from, for the prefixes of one class: one per end, numbered as
 * the end, then those that speakers originate themselves.
 */
final class Candidates {
  /** Number of ends: the number of the first originated path. */
  final int ends;

  int[] path;
  int[] nextHop;

  /** Attribute set; negative if nothing was sent or accepted, see {@link RouteTransfer}. */
  int[] attributes;

  /** See {@link DecisionKey}; {@link DecisionKey#NONE} if the path is not eligible. */
  long[] key;

  Candidates(int ends) {
    this.ends = ends;
    path = new int[ends];
    nextHop = new int[ends];
    attributes = new int[ends];
    key = new long[ends];
  }

  /** Makes room for so many originated paths. */
  void roomForOriginated(int count) {
    if (ends + count > path.length) {
      int size = ends + 2 * count;
      path = Arrays.copyOf(path, size);
      nextHop = Arrays.copyOf(nextHop, size);
      attributes = Arrays.copyOf(attributes, size);
      key = Arrays.copyOf(key, size);
    }
  }

  void set(int candidate, int newPath, int newNextHop, int newAttributes, long newKey) {
    path[candidate] = newPath;
    nextHop[candidate] = newNextHop;
    attributes[candidate] = newAttributes;
    key[candidate] = newKey;
  }

  /** No path here. */
  void clear(int candidate) {
    attributes[candidate] = RouteTransfer.NOT_SENT;
    key[candidate] = DecisionKey.NONE;
  }

  /** True if a path came over a session. */
  boolean isLearned(int candidate) {
    return candidate < ends;
  }
}
