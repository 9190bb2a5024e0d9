package io.towpath.lab.estate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which scenarios a build compares with labs. */
class RotatingScenariosTest {
  private static final List<String> SEVEN = List.of("a", "b", "c", "d", "e", "f", "g");

  @BeforeEach
  void nothingIsChosenByHand() {
    Assumptions.assumeTrue(System.getProperty(RotatingScenarios.PROPERTY) == null);
  }

  @Test
  void neighboursTakeTurns() {
    assertThat(new RotatingScenarios(SEVEN, 240).chosen()).containsExactly("a", "d", "g");
    assertThat(new RotatingScenarios(SEVEN, 241).chosen()).containsExactly("b", "e");
    assertThat(new RotatingScenarios(SEVEN, 242).chosen()).containsExactly("c", "f");
    assertThat(new RotatingScenarios(SEVEN, 243).chosen()).containsExactly("a", "d", "g");
  }

  @Test
  void threeBuildsInARowCompareEveryScenarioOfTheRepository() {
    List<String> all = RotatingScenarios.ofThisBuild().scenarios();
    List<String> chosen = new ArrayList<>();
    Stream.of(7, 8, 9).forEach(n -> chosen.addAll(new RotatingScenarios(all, n).chosen()));
    assertThat(all).hasSizeGreaterThan(40).contains("first-steps").doesNotContain("interop");
    assertThat(chosen).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void everyFailureOfAScenarioHasItsTurn() {
    List<String> failures = List.of("one", "other");
    assertThat(new RotatingScenarios(SEVEN, 240).failure(failures)).containsExactly("one");
    assertThat(new RotatingScenarios(SEVEN, 243).failure(failures)).containsExactly("other");
    assertThat(new RotatingScenarios(SEVEN, 240).failure(List.of())).isEmpty();
  }
}
