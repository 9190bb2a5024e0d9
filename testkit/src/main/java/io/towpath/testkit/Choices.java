package io.towpath.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The choices from which a generator builds one value: random at first, replayed while shrinking.
 *
 * <p>Every choice is a number from 0 up to a bound, and 0 is always the simplest alternative. The
 * numbers are recorded in the order of the draws; a shorter record, or one with smaller numbers,
 * builds a simpler value. So {@link Property} shrinks the record and knows nothing of the values.
 *
 * <p>It is a {@link RandomGenerator}, so that generators written for one shrink too. Not
 * thread-safe.
 */
public final class Choices implements RandomGenerator {
  private static final RandomGeneratorFactory<RandomGenerator> ALGORITHM =
      RandomGeneratorFactory.of("L64X128MixRandom");

  private final RandomGenerator random;
  private final long[] script;
  private final boolean replaying;
  private long[] drawn = new long[64];
  private int count;

  private Choices(RandomGenerator random, long[] script, boolean replaying) {
    this.random = random;
    this.script = script;
    this.replaying = replaying;
  }

  /** Fresh choices; the same seed gives the same choices. */
  public static Choices seeded(long seed) {
    return new Choices(ALGORITHM.create(seed), new long[0], false);
  }

  /** The choices of a record; those that it lacks are 0, those above their bound are the bound. */
  static Choices replay(long[] script) {
    return new Choices(ALGORITHM.create(0), script, true);
  }

  /** What was drawn so far, in order. */
  long[] drawn() {
    return Arrays.copyOf(drawn, count);
  }

  /** Any 64 bits; shrinks to 0. */
  @Override
  public long nextLong() {
    return record(replaying ? scripted() : random.nextLong());
  }

  /** A number from 0 up to, not including, {@code bound}; shrinks to 0. */
  @Override
  public int nextInt(int bound) {
    return (int) nextLong(bound);
  }

  /** A number from {@code low} up to, not including, {@code bound}; shrinks to {@code low}. */
  @Override
  public int nextInt(int low, int bound) {
    return (int) nextLong(low, bound);
  }

  /** A number from 0 up to, not including, {@code bound}; shrinks to 0. */
  @Override
  public long nextLong(long bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("The bound of a choice is " + bound + ", not positive.");
    }
    if (!replaying) {
      return record(random.nextLong(bound));
    }
    long wanted = scripted();
    return record(wanted < 0 || wanted >= bound ? bound - 1 : wanted);
  }

  /** A number from {@code low} up to, not including, {@code bound}; shrinks to {@code low}. */
  @Override
  public long nextLong(long low, long bound) {
    return low + nextLong(Math.subtractExact(bound, low));
  }

  /** True or false; shrinks to false. */
  @Override
  public boolean nextBoolean() {
    return nextLong(2) == 1;
  }

  /** A number from {@code low} to {@code high}, both included; shrinks to {@code low}. */
  public int between(int low, int high) {
    return (int) nextLong(low, high + 1L);
  }

  /** One of the alternatives; shrinks to the first. */
  public <T> T oneOf(List<? extends T> alternatives) {
    return alternatives.get(nextInt(alternatives.size()));
  }

  /**
   * From {@code least} to {@code most} values; shrinks to {@code least} of the simplest.
   *
   * <p>Lengths are geometric around the middle of the range: each further value hangs on a choice
   * of its own in front of it, so that shrinking can cut any value out.
   */
  public <T> List<T> list(int least, int most, Generator<? extends T> values) {
    int middle = Math.max(1, (most - least) / 2);
    List<T> list = new ArrayList<>();
    while (list.size() < most && (list.size() < least || nextInt(middle + 1) != 0)) {
      list.add(values.from(this));
    }
    return List.copyOf(list);
  }

  private long scripted() {
    return count < script.length ? script[count] : 0;
  }

  private long record(long value) {
    if (count == drawn.length) {
      drawn = Arrays.copyOf(drawn, 2 * count);
    }
    drawn[count++] = value;
    return value;
  }
}
