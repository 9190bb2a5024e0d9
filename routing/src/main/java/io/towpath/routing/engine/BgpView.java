package io.towpath.routing.engine;

import io.towpath.net.Prefix;
import io.towpath.routing.bgp.BgpRoute;
import io.towpath.routing.bgp.BgpState;
import io.towpath.routing.bgp.SelectedPaths;
import io.towpath.routing.rib.RouteAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one speaker selected, with the index of all prefixes. */
record BgpView(BgpState state, PrefixIndex prefixes, int speaker) {

  /** What the speaker selected at a place of the index, or null. */
  @Nullable SelectedPaths at(int place) {
    return state.bestOf(prefixes.classAt(place), speaker);
  }

  /** What the speaker selected for a prefix, or null. */
  @Nullable SelectedPaths at(Prefix prefix) {
    int place = prefixes.find(prefix);
    return place < 0 ? null : at(place);
  }

  /** Attributes of the selected paths of a prefix, in their order. */
  List<RouteAttributes> attributes(Prefix prefix, SelectedPaths paths) {
    return state.routesOf(speaker, prefix, paths).stream().map(BgpView::attributes).toList();
  }

  private static RouteAttributes attributes(BgpRoute route) {
    return new RouteAttributes(
        route.asPath().toString(),
        route.asPath().length(),
        route.localPreference(),
        route.med(),
        route.weight(),
        route.origin(),
        route.communities(),
        route.nextHop(),
        route.peer());
  }
}
