package io.towpath.analysis.whatif;

import io.towpath.net.Prefix;
import io.towpath.network.VrfRef;
import java.util.List;

/**
 * A prefix of a table that is forwarded differently.
 *
 * @param vrf the table
 * @param before where active routes led, in order; empty if there was none
 * @param after where they lead
 * @param why why the routes after are used; empty if there are none
 */
public record RouteChange(
    VrfRef vrf, Prefix prefix, List<String> before, List<String> after, String why) {
  public RouteChange {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /** {@code lost}, {@code gained} or {@code moved}. */
  public String kind() {
    return after.isEmpty() ? "lost" : before.isEmpty() ? "gained" : "moved";
  }
}
