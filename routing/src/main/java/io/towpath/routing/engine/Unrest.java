package io.towpath.routing.engine;

import io.towpath.net.Prefix;
import java.util.List;

/**
 * Prefixes for which BGP and the routes that it is made from change each other: a route that is
 * redistributed, or by which a next hop is reached, comes or goes with its own result.
 *
 * @param prefixes sorted
 * @param places VRFs whose tables change, sorted
 * @param rests true if there are several stable outcomes, of which the tables hold one; false if
 *     there is none
 */
public record Unrest(List<Prefix> prefixes, List<String> places, boolean rests) {
  public Unrest {
    prefixes = List.copyOf(prefixes);
    places = List.copyOf(places);
  }
}
