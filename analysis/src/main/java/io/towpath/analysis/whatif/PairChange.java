package io.towpath.analysis.whatif;

import io.towpath.forwarding.trace.Trace;
import io.towpath.forwarding.trace.Walk;
import java.util.List;

/**
 * A pair of hosts whose packets fare differently, or whose two directions part.
 *
 * @param before trace without the failure
 * @param after trace with it
 */
public record PairChange(String from, String to, Kind kind, Trace before, Trace after) {

  /** What changed for the pair. */
  public enum Kind {
    /** Answered before, not any more. */
    LOST,
    /** Not answered before, answered now. */
    GAINED,
    /** Answered both times, over another path or with another delay. */
    CHANGED
  }

  /** True if the answer comes home by the same nodes in reverse. */
  public static boolean isSymmetric(Trace trace) {
    Walk back = trace.back();
    List<String> there = trace.forward().route();
    return back != null && there.reversed().equals(back.route());
  }
}
