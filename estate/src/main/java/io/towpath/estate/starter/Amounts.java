package io.towpath.estate.starter;

import java.util.EnumMap;
import java.util.Map;

/** How many of what an estate is written with. Immutable. */
public final class Amounts {
  private final Map<Amount, Integer> asked;

  private Amounts(Map<Amount, Integer> asked) {
    this.asked = asked;
  }

  /**
   * What was asked for; of everything else there is the usual number.
   *
   * @throws IllegalArgumentException if a number is below one or above {@link Amount#most()}
   */
  public static Amounts of(Map<Amount, Integer> asked) {
    Map<Amount, Integer> copy = new EnumMap<>(Amount.class);
    copy.putAll(asked);
    copy.forEach(
        (amount, number) -> {
          if (number < 1 || number > amount.most()) {
            throw new IllegalArgumentException(number + " " + amount.word());
          }
        });
    return new Amounts(copy);
  }

  /** How many there are. */
  int of(Amount amount) {
    return asked.getOrDefault(amount, amount.usual());
  }
}
