package io.towpath.forwarding.trace;

import io.towpath.forwarding.plane.Cursor;
import io.towpath.forwarding.plane.PathChooser;
import java.util.Arrays;

/**
 * Takes the alternatives that a script names, and the first one beyond its end, and remembers how
 * many there were: the odometer that turns through all paths in order.
 */
final class ScriptedChoice implements PathChooser {
  private int[] script = {};
  private int[] counts = new int[8];
  private int used;

  @Override
  public int choose(Cursor c, int alternatives) {
    if (used == counts.length) {
      counts = Arrays.copyOf(counts, used * 2);
    }
    counts[used] = alternatives;
    int pick = used < script.length ? Math.min(script[used], alternatives - 1) : 0;
    used++;
    return pick;
  }

  /** Makes ready for the next path. */
  boolean next() {
    int[] turned = Arrays.copyOf(script, used);
    for (int i = used - 1; i >= 0; i--) {
      if (turned[i] + 1 < counts[i]) {
        turned[i]++;
        script = Arrays.copyOf(turned, i + 1);
        used = 0;
        return true;
      }
    }
    return false;
  }
}
