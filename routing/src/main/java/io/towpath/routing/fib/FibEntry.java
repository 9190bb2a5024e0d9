package io.towpath.routing.fib;

import io.towpath.net.Prefix;
import java.util.List;

/**
 * One entry of a forwarding table.
 *
 * @param prefix the prefix that matched
 * @param routeClass class of the routes behind it
 * @param forwards equal alternatives, deduplicated, in a stable order; never empty
 */
public record FibEntry(Prefix prefix, String routeClass, List<Forward> forwards) {
  public FibEntry {
    forwards = List.copyOf(forwards);
  }
}
