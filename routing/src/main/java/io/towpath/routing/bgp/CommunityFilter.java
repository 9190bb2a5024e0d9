package io.towpath.routing.bgp;

import io.towpath.net.Community;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A community list without its name: the first entry that matches decides, no match denies.
 *
 * @param entries in order
 */
record CommunityFilter(List<Entry> entries) {

  /**
   * An entry.
   *
   * @param communities standard list: all of these must be present; {@link Community#INTERNET} is
   *     in every route
   * @param expression expanded list, or null
   */
  record Entry(
      boolean permit, List<Integer> communities, Condition.@Nullable Expression expression) {}

  /**
   * True if the list permits a set of communities.
   *
   * @param communities sorted, unsigned
   * @param exact a standard entry matches only if there are no others
   */
  boolean permits(int[] communities, boolean exact) {
    for (Entry entry : entries) {
      if (matches(entry, communities, exact)) {
        return entry.permit();
      }
    }
    return false;
  }

  private static boolean matches(Entry entry, int[] communities, boolean exact) {
    if (entry.expression() != null) {
      return entry.expression().matches(text(communities));
    }
    int required = 0;
    for (int community : entry.communities()) {
      if (community == Community.INTERNET.value()) {
        continue;
      }
      required++;
      if (Arrays.stream(communities).noneMatch(c -> c == community)) {
        return false;
      }
    }
    return !exact || required == communities.length || required < entry.communities().size();
  }

  private static String text(int[] communities) {
    return Arrays.stream(communities)
        .mapToObj(value -> new Community(value).toString())
        .collect(Collectors.joining(" "));
  }
}
