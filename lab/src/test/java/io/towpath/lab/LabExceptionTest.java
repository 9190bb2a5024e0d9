package io.towpath.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LabExceptionTest {
  @Test
  void whatIsWrongEndsLikeASentenceBeforeTheFix() {
    assertThat(new LabException("TP7000", "lab \"a\" does not run", "Running: b.").finding())
        .satisfies(finding -> assertThat(finding.message()).isEqualTo("lab \"a\" does not run."));
    assertThat(new LabException("TP7000", "No lab runs.", "").finding().message())
        .isEqualTo("No lab runs.");
  }
}
