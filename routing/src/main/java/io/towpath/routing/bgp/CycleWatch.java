package io.towpath.routing.bgp;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Looks for a state that repeats while a class is solved: the proof that it never becomes stable.
 * The run is deterministic and its state is the best routes and the worklist, so one repetition
 * means that it repeats for ever. Brent's method: compare with one saved state, save a new one when
 * the distance has doubled. For one thread and one run.
 */
final class CycleWatch {
  private final long from;
  private long nextSave;
  private long distance;
  private int[] saved = new int[0];
  private boolean hasSaved;
  private boolean found;
  private final BitSet changed = new BitSet();

  /**
   * A watch.
   *
   * @param from decisions before it begins to look: most runs end earlier
   */
  CycleWatch(long from) {
    this.from = from;
    nextSave = from;
    distance = from;
  }

  /** Notes that a speaker changed its best route. */
  void changed(int speaker) {
    changed.set(speaker);
  }

  /** True if the present state was seen before. */
  boolean repeats(ClassSolver solver, long decisions) {
    if (decisions < from) {
      return false;
    }
    if (hasSaved && solver.stateEquals(saved)) {
      found = true;
      return true;
    }
    if (decisions >= nextSave) {
      saved = solver.state();
      hasSaved = true;
      changed.clear();
      nextSave = decisions + distance;
      distance *= 2;
    }
    return false;
  }

  /** True if a repetition was found. */
  boolean found() {
    return found;
  }

  /** Speakers that changed their best route since the state that repeats, sorted. */
  int[] members() {
    return Arrays.copyOf(changed.stream().toArray(), changed.cardinality());
  }
}
