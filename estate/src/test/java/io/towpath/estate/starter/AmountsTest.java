package io.towpath.estate.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Numbers of customers, tenants, hosts and guests. */
class AmountsTest {

  @Test
  void whatNobodyAskedForIsThereInTheUsualNumber() {
    Amounts amounts = Amounts.of(Map.of(Amount.GUESTS, 7));

    assertThat(amounts.of(Amount.GUESTS)).isEqualTo(7);
    assertThat(amounts.of(Amount.HOSTS)).isEqualTo(Amount.HOSTS.usual());
  }

  @ParameterizedTest
  @EnumSource
  void bothBoundsAreKept(Amount amount) {
    assertThat(Amounts.of(Map.of(amount, 1)).of(amount)).isEqualTo(1);
    assertThat(Amounts.of(Map.of(amount, amount.most())).of(amount)).isEqualTo(amount.most());
    assertThatThrownBy(() -> Amounts.of(Map.of(amount, 0)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Amounts.of(Map.of(amount, amount.most() + 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
