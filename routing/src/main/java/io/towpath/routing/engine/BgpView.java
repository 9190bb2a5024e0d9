package io.towpath.routing.engine;

import io.towpath.routing.bgp.BgpState;
import io.towpath.routing.bgp.SelectedPaths;
import org.jspecify.annotations.Nullable;

/** What one speaker selected, with the index of all prefixes. */
record BgpView(BgpState state, PrefixIndex prefixes, int speaker) {

  /** What the speaker selected at a place of the index, or null. */
  @Nullable SelectedPaths at(int place) {
    return state.bestOf(prefixes.classAt(place), speaker);
  }
}
