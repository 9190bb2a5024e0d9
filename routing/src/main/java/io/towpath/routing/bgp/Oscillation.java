package io.towpath.routing.bgp;

import io.towpath.net.Prefix;
import java.util.List;

/**
 * Prefixes for which the speakers find no stable state (RFC 3345, RFC 4264).
 *
 * @param prefixes sorted
 * @param speakers those that change their mind again and again, sorted
 * @param proven true if a state was seen to repeat; false if the budget of decisions ran out first
 */
public record Oscillation(List<Prefix> prefixes, List<Integer> speakers, boolean proven) {
  public Oscillation {
    prefixes = List.copyOf(prefixes);
    speakers = List.copyOf(speakers);
  }
}
