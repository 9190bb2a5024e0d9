package io.towpath.lab.compare;

import java.util.Set;

/** Differences in which of several equal paths FRR uses beside the best one. */
final class MultipathDifferences {
  /** Standing of a path that is as good as the best one. */
  private static final Set<String> BESIDE_THE_BEST = Set.of("lost", "multipath");

  private MultipathDifferences() {}

  /** True if FRR uses paths beside the predicted ones, of the same neighbouring AS. */
  static boolean isOtherMultipath(AllowedDifferences.Case found) {
    Row predicted = found.predicted();
    Row observed = found.observed();
    if (predicted == null || observed == null) {
      return false;
    }
    String prefix = predicted.fact(Row.PREFIX);
    if (prefix == null
        || found.context().bird().runsAt(found.place())
        || !found.context().equalPaths().hasOthers(found.place(), prefix)) {
      return false;
    }
    return switch (found.kind()) {
      case LOC_RIB ->
          found.field().equals("standing")
              && predicted.value("standing").equals("lost")
              && observed.value("standing").equals("multipath");
      case ROUTES, FIB ->
          found.field().equals("hops")
              && keepsHops(
                  predicted,
                  observed,
                  found.context().mixesRecursion(found.place(), predicted.key()));
      default -> false;
    };
  }

  /** True if as many of the equal paths are used as predicted, but not the same. */
  static boolean isBeyondTheLimit(AllowedDifferences.Case found) {
    Row predicted = found.predicted();
    Row observed = found.observed();
    String prefix = predicted == null ? null : predicted.fact(Row.PREFIX);
    if (predicted == null
        || observed == null
        || prefix == null
        || found.context().bird().runsAt(found.place())
        || !found.context().equalPaths().hasMoreThanTheLimit(found.place(), prefix)) {
      return false;
    }
    return switch (found.kind()) {
      case LOC_RIB ->
          found.field().equals("standing")
              && BESIDE_THE_BEST.contains(predicted.value("standing"))
              && BESIDE_THE_BEST.contains(observed.value("standing"));
      case ROUTES, FIB ->
          found.field().equals("hops")
              && predicted.hops().size() == observed.hops().size()
              && predicted.hops().stream().anyMatch(observed.hops()::contains);
      default -> false;
    };
  }

  /** True if FRR uses a path too that only another path of its own neighbouring AS beats. */
  static boolean isBeatenByAnother(AllowedDifferences.Case found) {
    Row predicted = found.predicted();
    Row observed = found.observed();
    String prefix = predicted == null ? null : predicted.fact(Row.PREFIX);
    if (predicted == null
        || observed == null
        || prefix == null
        || found.context().bird().runsAt(found.place())) {
      return false;
    }
    EqualPaths paths = found.context().equalPaths();
    return switch (found.kind()) {
      case LOC_RIB ->
          found.field().equals("standing")
              && predicted.value("standing").equals("lost")
              && observed.value("standing").equals("multipath")
              && paths.isBeaten(found.place(), predicted.key());
      case ROUTES, FIB ->
          found.field().equals("hops")
              && paths.hasBeaten(found.place(), prefix)
              && observed.hops().containsAll(predicted.hops());
      default -> false;
    };
  }

  /** True if more hops are used than predicted; some may be missing where recursion is mixed. */
  private static boolean keepsHops(Row predicted, Row observed, boolean someMayMiss) {
    Set<String> expected = predicted.hops();
    Set<String> seen = observed.hops();
    return someMayMiss ? expected.stream().anyMatch(seen::contains) : seen.containsAll(expected);
  }
}
