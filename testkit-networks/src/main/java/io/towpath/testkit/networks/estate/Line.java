package io.towpath.testkit.networks.estate;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A line of a file and the elements of the estate that it belongs to: without any one of them it is
 * not written.
 *
 * @param text without indentation or line end
 */
public record Line(String text, Set<String> needs) {
  /** True unless an element that it belongs to is left out. */
  public boolean isWrittenWithout(Set<String> removed) {
    return needs.stream().noneMatch(removed::contains);
  }

  /** The same elements and one more. */
  public static Set<String> with(Collection<String> needs, String... more) {
    Set<String> all = new LinkedHashSet<>(needs);
    all.addAll(List.of(more));
    return all;
  }
}
