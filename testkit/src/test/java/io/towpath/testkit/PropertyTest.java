package io.towpath.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class PropertyTest {
  private static final Generator<Integer> NUMBERS = choices -> choices.nextInt(1_000_000);

  @Test
  void aTrueClaimIsTriedOnEveryRun() {
    List<Integer> seen = new ArrayList<>();
    Property.named("adding nothing changes nothing").runs(50).check(NUMBERS, seen::add);
    assertThat(seen).hasSize(50).doesNotHaveDuplicates();
  }

  @Test
  void aFalseClaimShrinksToTheSmallestNumberThatRefutesIt() {
    assertThatThrownBy(
            () ->
                Property.named("every number is below 1234")
                    .check(NUMBERS, n -> assertThat(n).isLessThan(1234)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("fails for\n  1234\n");
  }

  @Test
  void aFalseClaimAboutListsShrinksToTheOneElementThatMatters() {
    assertThatThrownBy(
            () ->
                Property.named("no list holds a number above 700000")
                    .check(
                        NUMBERS.listOf(0, 40),
                        list -> assertThat(list).allMatch(n -> n <= 700_000)))
        .hasMessageContaining("fails for\n  [700001]\n");
  }

  @Test
  void aGeneratorThatTakesAnyRandomGeneratorShrinksToo() {
    assertThatThrownBy(
            () ->
                Property.named("the product of two draws is small")
                    .check(
                        choices -> List.of(choices.nextInt(3, 5_000), choices.nextInt(5_000)),
                        pair -> assertThat(pair.getFirst() * pair.getLast()).isLessThan(600)))
        .hasMessageMatching("(?s).*fails for\n  \\[3, 200\\]\n.*");
  }

  @Test
  void thePrintedSeedReplaysTheFailingValueFirst() {
    Property property = Property.named("every number is even or small");
    Property.Claim<Integer> claim = n -> assertThat(n % 2 == 0 || n < 900_000).isTrue();
    Throwable failure = catchThrowable(() -> property.check(7, NUMBERS, claim));
    Matcher message =
        Pattern.compile("(?s)Found in run \\d+ with\n  (\\d+)\n.*=(-?\\d+)$")
            .matcher(failure.getMessage());
    assertThat(message.find()).isTrue();

    List<Integer> tried = new ArrayList<>();
    property.runs(1).check(Long.parseLong(message.group(2)), NUMBERS, tried::add);
    assertThat(tried).containsExactly(Integer.valueOf(message.group(1)));
  }

  @Test
  void theSameSeedGivesTheSameValues() {
    List<List<Integer>> one = new ArrayList<>();
    List<List<Integer>> other = new ArrayList<>();
    Property property = Property.named("anything").runs(20);
    property.check(99, NUMBERS.listOf(2, 9), one::add);
    property.check(99, NUMBERS.listOf(2, 9), other::add);
    assertThat(one).isEqualTo(other).allMatch(list -> list.size() >= 2 && list.size() <= 9);
  }

  @Test
  void discardedValuesAreNoFailuresUnlessAllAre() {
    assertThatCode(
            () ->
                Property.named("even numbers are even")
                    .check(
                        NUMBERS,
                        n -> {
                          Assumptions.assumeTrue(n % 2 == 0);
                          assertThat(n % 2).isZero();
                        }))
        .doesNotThrowAnyException();
    assertThatThrownBy(
            () ->
                Property.named("vacuous")
                    .check(NUMBERS, n -> Assumptions.assumeTrue(n < 0, "never")))
        .hasMessageContaining("all 200 were discarded");
  }

  @Test
  void aFailingGeneratorIsReportedAndNotMistakenForAValue() {
    assertThatThrownBy(
            () ->
                Property.named("anything")
                    .check(
                        choices -> {
                          throw new IllegalStateException("out of addresses");
                        },
                        value -> {}))
        .hasMessageContaining("the generator itself failed")
        .hasMessageContaining("out of addresses");
  }

  @Test
  void theCauseOfTheFailureIsThatOfTheSmallestValue() {
    assertThatThrownBy(
            () ->
                Property.named("no number is 500000 or more")
                    .check(
                        NUMBERS,
                        n -> {
                          if (n >= 500_000) {
                            throw new IllegalStateException("refuted by " + n);
                          }
                        }))
        .hasCauseInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("refuted by 500000");
  }
}
