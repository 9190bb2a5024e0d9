package io.towpath.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Severity;
import io.towpath.net.Unsupported;
import java.util.List;

/** What a reader owes to input that it refuses or does not understand. */
final class Refusals {
  private Refusals() {}

  /** A refusal names at least one error, and every finding its file. */
  static void mustBePlaced(InvalidInputException refusal, String file) {
    assertThat(refusal.findings()).anyMatch(f -> f.severity() == Severity.ERROR);
    findingsMustBePlaced(refusal.findings(), file);
  }

  /** Every finding names its file. */
  static void findingsMustBePlaced(List<Finding> findings, String file) {
    assertThat(findings).allMatch(f -> file.equals(f.origin().file()));
  }

  /** Everything unsupported names file and line. */
  static void unsupportedMustBePlaced(List<Unsupported> unsupported, String file) {
    assertThat(unsupported).allMatch(u -> file.equals(u.origin().file()) && u.origin().line() > 0);
  }
}
