package io.towpath.estate.expect;

import io.towpath.estate.file.Expectation;
import java.util.List;

/**
 * What became of an expectation.
 *
 * @param mismatches what does not hold, one sentence each; empty = it holds
 */
public record Outcome(Expectation expectation, List<String> mismatches) {
  public Outcome {
    mismatches = List.copyOf(mismatches);
  }

  /** True if it holds. */
  public boolean passed() {
    return mismatches.isEmpty();
  }
}
