package io.towpath.testkit;

import java.util.List;
import java.util.function.Function;

/**
 * Builds values out of choices. It must depend on nothing else, or replay and shrinking go astray.
 *
 * @param <T> what it builds; its {@code toString} is printed when a property fails
 */
@FunctionalInterface
public interface Generator<T> {

  /** Builds one value. */
  T from(Choices choices);

  /** The values of this generator, each passed through {@code function}. */
  default <U> Generator<U> map(Function<? super T, ? extends U> function) {
    return choices -> function.apply(from(choices));
  }

  /** Lists of {@code least} to {@code most} values of this generator. */
  default Generator<List<T>> listOf(int least, int most) {
    return choices -> choices.list(least, most, this);
  }

  /** One of the given values, the first being the simplest. */
  static <T> Generator<T> oneOf(List<? extends T> alternatives) {
    List<? extends T> copy = List.copyOf(alternatives);
    return choices -> choices.oneOf(copy);
  }
}
