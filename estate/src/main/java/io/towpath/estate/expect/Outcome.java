package io.towpath.estate.expect;

import io.towpath.estate.file.Expectation;
import java.util.List;

/**
 * What became of an expectation.
 *
 * @param mismatches what does not hold, one sentence each; empty = it holds
 * @param asked false if it names what the estate does not have; {@code mismatches} then says what
 */
public record Outcome(Expectation expectation, List<String> mismatches, boolean asked) {
  public Outcome {
    mismatches = List.copyOf(mismatches);
  }

  /** True if it holds. */
  public boolean passed() {
    return mismatches.isEmpty();
  }
}
