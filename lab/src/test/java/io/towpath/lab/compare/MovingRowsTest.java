package io.towpath.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.lab.compare.Difference.Judgement;
import io.towpath.net.Prefix;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What may move for ever, and what may not. */
class MovingRowsTest {
  private final MovingRows moving = new MovingRows();
  private final Set<Prefix> open = new TreeSet<>();

  private void reading(String hop, Difference... differences) {
    TableRows table =
        TableRows.of(
            TableKind.FIB,
            "r1",
            List.of(
                Row.of("10.0.0.0/8").with("hops", hop).fact(Row.PREFIX, "10.0.0.0/8").build(),
                Row.of("20.0.0.0/8").with("hops", "dev a").build()));
    moving.add(
        List.of(table),
        List.of(
            new ComparedTable(
                TableKind.FIB,
                "r1",
                List.of("10.0.0.0/8", "20.0.0.0/8"),
                Map.of(Basis.KERNEL, 2),
                0,
                List.of(differences))),
        open::contains);
  }

  private static Difference of(String key, Judgement judgement) {
    return new Difference(key, "hops", "dev a", "dev b", judgement, "why");
  }

  @Test
  void aRowThatDiffersAsAllowedInOneReadingMayMove() {
    reading("dev a");
    reading("dev b", of("10.0.0.0/8", Judgement.ALLOWED));
    assertThat(moving.areExcused(true)).isTrue();
  }

  @Test
  void aRowThatMovesAmongRightValuesOnlyMayNot() {
    reading("dev a", of("20.0.0.0/8", Judgement.ALLOWED));
    reading("dev b", of("20.0.0.0/8", Judgement.ALLOWED));
    assertThat(moving.areExcused(true)).isFalse();
    assertThat(moving.notExcused()).containsExactly("fib of r1: 10.0.0.0/8");
  }

  @Test
  void aRowWithoutOneStableOutcomeMayMoveAmongRightValues() {
    open.add(Prefix.parse("10.0.0.0/8"));
    reading("dev a");
    reading("dev b");
    assertThat(moving.areExcused(true)).isTrue();
  }

  @Test
  void aReadingThatDiffersSpeaksAgainstThePrediction() {
    reading("dev a", of("10.0.0.0/8", Judgement.SEVERAL_OUTCOMES));
    reading("dev b", of("10.0.0.0/8", Judgement.DIFFERS));
    assertThat(moving.areExcused(true)).isFalse();
  }

  @Test
  void whereNothingIsSeenToMoveNothingIsExplained() {
    reading("dev b", of("10.0.0.0/8", Judgement.ALLOWED));
    reading("dev b", of("10.0.0.0/8", Judgement.ALLOWED));
    assertThat(moving.areExcused(true)).isFalse();
  }

  @Test
  void whereTheLabCameToRestNothingNeedHaveMoved() {
    reading("dev a");
    reading("dev a");
    assertThat(moving.areExcused(false)).isTrue();
  }

  @Test
  void norIsWhatDiffersExcusedByRest() {
    reading("dev a", of("10.0.0.0/8", Judgement.DIFFERS));
    reading("dev a");
    assertThat(moving.areExcused(false)).isFalse();
  }
}
