package io.towpath.devices.frr.convert;

import io.towpath.net.Origin;
import io.towpath.network.RoutePolicy.Change;
import io.towpath.network.RoutePolicy.Match;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a route map.
 *
 * @param call name of the map that is applied after the changes, or null
 * @param next sequence to go on at after a match; 0 = the map ends, 1 = the next entry
 */
record RouteMapEntry(
    int sequence,
    boolean permit,
    List<Match> matches,
    List<Change> changes,
    @Nullable String call,
    int next,
    Origin origin) {

  RouteMapEntry {
    matches = List.copyOf(matches);
    changes = List.copyOf(changes);
  }

  boolean exits() {
    return next == 0;
  }

  RouteMapEntry with(Match match) {
    List<Match> all = new java.util.ArrayList<>();
    all.add(match);
    all.addAll(matches);
    return new RouteMapEntry(sequence, permit, all, changes, call, next, origin);
  }
}
