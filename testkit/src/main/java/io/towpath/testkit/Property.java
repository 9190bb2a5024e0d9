package io.towpath.testkit;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * A claim about every value of a generator, tried on many of them.
 *
 * <pre>{@code
 * Property.named("longest match equals brute force")
 *     .check(tablesWithLookups(), c -> assertThat(c.trie()).isEqualTo(c.bruteForce()));
 * }</pre>
 *
 * <p>A failing value is shrunk: parts of the record of its choices are cut out, halves first, and
 * the remaining numbers are halved, as long as the claim still fails. The message names the
 * smallest value found and the seed; {@code -Dtowpath.seed=SEED} makes that value the first one
 * tried. Without it the seed follows from the name, so a build repeats itself; {@code
 * -Dtowpath.seed=random} looks elsewhere each time.
 *
 * @param name what is claimed, as a sentence
 * @param runs how many values are tried
 */
public record Property(String name, int runs) {
  /** System property with a number, or {@code random}. */
  public static final String SEED = "towpath.seed";

  private static final int DEFAULT_RUNS = 200;
  private static final int SHRINKING_BUDGET = 4_000;

  /** A property tried on 200 values. */
  public static Property named(String name) {
    return new Property(name, DEFAULT_RUNS);
  }

  /** The same claim, tried on another number of values. */
  public Property runs(int runs) {
    return new Property(name, runs);
  }

  /** What must hold of a value: anything thrown refutes it, an aborted assumption discards it. */
  @FunctionalInterface
  public interface Claim<T> {
    /** Returns when the claim holds. */
    void holdsFor(T value) throws Exception;
  }

  /**
   * Tries the claim on values of the generator.
   *
   * @throws AssertionError if it fails for one, or if every value was discarded
   */
  public <T> void check(Generator<T> generator, Claim<? super T> claim) {
    check(baseSeed(System.getProperty(SEED)), generator, claim);
  }

  <T> void check(long seed, Generator<T> generator, Claim<? super T> claim) {
    int discarded = 0;
    for (int run = 0; run < runs; run++) {
      // The first run uses the seed itself, so that a printed seed replays its value at once.
      long runSeed = run == 0 ? seed : mix(seed + run * 0x9E3779B97F4A7C15L);
      Attempt<T> attempt = Attempt.of(Choices.seeded(runSeed), generator, claim);
      if (attempt.failure != null) {
        throw refuted(attempt, runSeed, run + 1, generator, claim);
      }
      discarded += attempt.discarded ? 1 : 0;
    }
    if (discarded == runs) {
      throw new AssertionError(
          "Property \"%s\" was tried on no value: all %d were discarded.".formatted(name, runs));
    }
  }

  private <T> AssertionError refuted(
      Attempt<T> first, long seed, int run, Generator<T> generator, Claim<? super T> claim) {
    Attempt<T> smallest = shrink(first, generator, claim);
    return new AssertionError(
        """
        Property "%s" fails for
          %s
        because %s
        Found in run %d with
          %s
        Replay: -D%s=%d\
        """
            .formatted(name, smallest.shown(), smallest.failure, run, first.shown(), SEED, seed),
        smallest.failure);
  }

  private static <T> Attempt<T> shrink(
      Attempt<T> first, Generator<T> generator, Claim<? super T> claim) {
    Attempt<T> best = first;
    int budget = SHRINKING_BUDGET;
    boolean progress = true;
    while (progress && budget > 0) {
      progress = false;
      // Cut out blocks: half of the record, a quarter, … down to single choices.
      for (int size = best.record.length / 2; size >= 1; size /= 2) {
        for (int at = best.record.length - size; at >= 0 && budget > 0; at -= size) {
          if (at + size > best.record.length) {
            continue;
          }
          Attempt<T> shorter = Attempt.replay(without(best.record, at, size), generator, claim);
          budget--;
          if (shorter.isSimplerFailureThan(best)) {
            best = shorter;
            progress = true;
          }
        }
      }
      // Lower single numbers: to 0, else towards 0 by ever smaller steps, each half the last.
      for (int at = 0; at < best.record.length && budget > 0; at++) {
        long step = best.record[at];
        while (step != 0 && at < best.record.length && budget > 0) {
          long[] record = best.record.clone();
          record[at] -= step;
          Attempt<T> smaller = Attempt.replay(record, generator, claim);
          budget--;
          if (smaller.isSimplerFailureThan(best)) {
            best = smaller;
            progress = true;
            step = at < best.record.length ? Math.min(step, best.record[at]) : 0;
          } else {
            step /= 2;
          }
        }
      }
    }
    return best;
  }

  private static long[] without(long[] record, int at, int size) {
    long[] rest = Arrays.copyOf(record, record.length - size);
    System.arraycopy(record, at + size, rest, at, record.length - at - size);
    return rest;
  }

  private long baseSeed(@Nullable String wanted) {
    if (wanted == null) {
      return mix(name.hashCode());
    }
    return wanted.equals("random") ? mix(System.nanoTime()) : Long.parseLong(wanted);
  }

  /** The finaliser of SplitMix64: neighbouring inputs give unrelated seeds. */
  private static long mix(long seed) {
    long z = (seed ^ (seed >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** One value and what became of the claim on it. */
  private static final class Attempt<T> {
    private final long[] record;
    private final @Nullable T value;
    private final @Nullable Throwable failure;
    private final boolean discarded;

    private Attempt(
        long[] record, @Nullable T value, @Nullable Throwable failure, boolean discarded) {
      this.record = record;
      this.value = value;
      this.failure = failure;
      this.discarded = discarded;
    }

    static <T> Attempt<T> replay(long[] script, Generator<T> generator, Claim<? super T> claim) {
      return of(Choices.replay(script), generator, claim);
    }

    static <T> Attempt<T> of(Choices choices, Generator<T> generator, Claim<? super T> claim) {
      T value = null;
      try {
        value = generator.from(choices);
        claim.holdsFor(value);
        return new Attempt<>(choices.drawn(), value, null, false);
      } catch (TestAbortedException discarded) {
        return new Attempt<>(choices.drawn(), value, null, true);
      } catch (VirtualMachineError fatal) {
        if (!(fatal instanceof StackOverflowError)) {
          throw fatal;
        }
        return new Attempt<>(choices.drawn(), value, fatal, false);
      } catch (Exception | Error refuted) {
        return new Attempt<>(choices.drawn(), value, refuted, false);
      }
    }

    /** A failing generator is a failure too, but no smaller example of a failing claim. */
    boolean isSimplerFailureThan(Attempt<T> other) {
      return failure != null
          && (value == null) == (other.value == null)
          && isSimpler(record, other.record);
    }

    private static boolean isSimpler(long[] one, long[] other) {
      return one.length != other.length
          ? one.length < other.length
          : Arrays.compareUnsigned(one, other) < 0;
    }

    String shown() {
      return value == null ? "(no value: the generator itself failed)" : value.toString();
    }
  }
}
