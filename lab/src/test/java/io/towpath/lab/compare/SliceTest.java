package io.towpath.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.towpath.net.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of a list. */
class SliceTest {
  private static final List<Integer> SEVEN = List.of(1, 2, 3, 4, 5, 6, 7);

  @Test
  void partsAreDisjointAndCompleteAndDealNeighboursApart() {
    assertThat(Slice.parse("1/3").from(SEVEN)).containsExactly(1, 4, 7);
    assertThat(Slice.parse("2/3").from(SEVEN)).containsExactly(2, 5);
    assertThat(Slice.parse("3/3").from(SEVEN)).containsExactly(3, 6);
    assertThat(Slice.ALL.from(SEVEN)).isEqualTo(SEVEN);
    List<Integer> all = new ArrayList<>();
    for (int part = 1; part <= 9; part++) {
      all.addAll(new Slice(part, 9).from(SEVEN));
    }
    assertThat(all).containsExactlyElementsOf(SEVEN);
  }

  @Test
  void turnsComeRound() {
    assertThat(Slice.turn(0, 3)).hasToString("1/3");
    assertThat(Slice.turn(5, 3)).hasToString("3/3");
    assertThat(Slice.turn(-1, 3)).hasToString("3/3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0/3", "4/3", "3", "a/b", "1/0", ""})
  void whatIsNoPartIsRefused(String text) {
    assertThatThrownBy(() -> Slice.parse(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("no part of a whole");
  }
}
