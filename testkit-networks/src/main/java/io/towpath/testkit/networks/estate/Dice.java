package io.towpath.testkit.networks.estate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A source of chance; the same seed and name give the same sequence. Not thread-safe. */
public final class Dice {
  private final SplittableRandom random;

  /** Chance for one concern, so that a change in one leaves the others as they were. */
  public Dice(long seed, String concern) {
    random = new SplittableRandom(seed * 0x9E37_79B9_7F4A_7C15L + concern.hashCode());
  }

  /** True in so many of a hundred cases. */
  public boolean percent(int chance) {
    return random.nextInt(100) < chance;
  }

  /** 0 to {@code bound} − 1. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** {@code from} to {@code to}, both included. */
  public int between(int from, int to) {
    return from + random.nextInt(to - from + 1);
  }

  /** One of a list that is not empty. */
  public <T> T oneOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** The same elements in a random order. */
  public <T> List<T> shuffled(List<T> values) {
    List<T> shuffled = new ArrayList<>(values);
    for (int i = shuffled.size() - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      T last = shuffled.get(i);
      shuffled.set(i, shuffled.get(j));
      shuffled.set(j, last);
    }
    return shuffled;
  }
}
