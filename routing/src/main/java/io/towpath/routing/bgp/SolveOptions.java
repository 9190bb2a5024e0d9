package io.towpath.routing.bgp;

import java.util.function.BooleanSupplier;

/**
 * Bounds of a solve. They never change a result that is reached.
 *
 * @param threads threads to use, at least 1
 * @param decisionsPerSpeaker decisions per speaker and prefix class after which a class without a
 *     stable state is given up
 * @param cancelled asked between prefix classes; true ends the solve with a {@link
 *     java.util.concurrent.CancellationException}
 */
public record SolveOptions(int threads, int decisionsPerSpeaker, BooleanSupplier cancelled) {

  /** One thread, never cancelled. */
  public static final SolveOptions DEFAULT = threads(1);

  public SolveOptions {
    if (threads < 1 || decisionsPerSpeaker < 1) {
      throw new IllegalArgumentException("threads and decisionsPerSpeaker must be positive");
    }
  }

  /** So many threads, never cancelled. */
  public static SolveOptions threads(int threads) {
    return new SolveOptions(threads, 200, () -> false);
  }
}
