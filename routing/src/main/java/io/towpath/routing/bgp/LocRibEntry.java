package io.towpath.routing.bgp;

import io.towpath.net.Prefix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a speaker knows of one prefix, and why it prefers what it prefers.
 *
 * @param best the best path, or null if no path is eligible
 * @param step the step that decided: the last one at which a rival was eliminated
 * @param paths the best path first, then multipath members, losers and what is not eligible, each
 *     group by step (latest first) and peer address
 */
public record LocRibEntry(
    Prefix prefix, @Nullable BgpRoute best, DecisionStep step, List<Path> paths) {
  public LocRibEntry {
    paths = List.copyOf(paths);
  }

  /** What became of a path. */
  public enum Standing {
    BEST,
    /** Used beside the best path. */
    MULTIPATH,
    LOST,
    NOT_ELIGIBLE
  }

  /**
   * One path.
   *
   * @param end end of the session that it came over, −1 if originated here
   * @param step where it lost or why it is not eligible; {@link DecisionStep#MULTIPATH} for
   *     members; for the best path that of the entry
   * @param detail more about it, such as the policy that denied; empty if there is nothing to add
   */
  public record Path(
      BgpRoute route, int end, Standing standing, DecisionStep step, String detail) {}
}
