package io.towpath.forwarding.trace;

import io.towpath.forwarding.plane.Cursor;
import io.towpath.forwarding.plane.PathChooser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes the alternatives that a script names, and the first one beyond its end, and remembers how
 * many there were: the odometer that turns through all paths in order. At a state where the packet
 * has been before it takes the same alternative again.
 */
final class ScriptedChoice implements PathChooser {

  /** A place on the odometer. */
  private record Digit(int pick, int alternatives) {}

  private List<Integer> script = List.of();
  private final List<Digit> digits = new ArrayList<>();
  private final Map<PathState, Integer> earlier = new HashMap<>();

  @Override
  public int choose(Cursor c, int alternatives) {
    return earlier.computeIfAbsent(
        PathState.of(c),
        _ -> {
          int pick = digits.size() < script.size() ? script.get(digits.size()) : 0;
          digits.add(new Digit(pick, alternatives));
          return pick;
        });
  }

  /** Makes ready for a walk. */
  void restart() {
    digits.clear();
    earlier.clear();
  }

  /** Turns to the next path; false if all have been. */
  boolean turn() {
    List<Integer> next = new ArrayList<>(digits.stream().map(Digit::pick).toList());
    for (int i = digits.size() - 1; i >= 0; i--) {
      if (next.get(i) + 1 < digits.get(i).alternatives) {
        next.set(i, next.get(i) + 1);
        script = List.copyOf(next.subList(0, i + 1));
        return true;
      }
    }
    return false;
  }
}
