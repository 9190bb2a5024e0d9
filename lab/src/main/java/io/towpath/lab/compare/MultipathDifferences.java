package io.towpath.lab.compare;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Differences in which of several equal paths FRR uses beside the best one. */
final class MultipathDifferences {
  /** Standing of a path that is as good as the best one. */
  private static final Set<String> BESIDE_THE_BEST = Set.of("lost", "multipath");

  private MultipathDifferences() {}

  /** True if FRR uses paths beside the predicted ones, of the same neighbouring AS. */
  static boolean isOtherMultipath(AllowedDifferences.Case found) {
    Both both = Both.of(found);
    if (both == null || !both.paths().hasOthers(found.place(), both.prefix())) {
      return false;
    }
    return switch (found.kind()) {
      case LOC_RIB -> both.joins();
      case ROUTES, FIB ->
          found.field().equals("hops")
              && keepsHops(
                  both.predicted(),
                  both.observed(),
                  found.context().mixesRecursion(found.place(), both.predicted().key()));
      default -> false;
    };
  }

  /** True if as many of the equal paths are used as predicted, but not the same. */
  static boolean isBeyondTheLimit(AllowedDifferences.Case found) {
    Both both = Both.of(found);
    if (both == null || !both.paths().hasMoreThanTheLimit(found.place(), both.prefix())) {
      return false;
    }
    Set<String> expected = both.predicted().hops();
    Set<String> seen = both.observed().hops();
    return switch (found.kind()) {
      case LOC_RIB ->
          found.field().equals("standing")
              && BESIDE_THE_BEST.contains(both.predicted().value("standing"))
              && BESIDE_THE_BEST.contains(both.observed().value("standing"));
      case ROUTES, FIB ->
          found.field().equals("hops")
              && expected.size() == seen.size()
              && expected.stream().anyMatch(seen::contains);
      default -> false;
    };
  }

  /** True if FRR uses a path too that only another path of its own neighbouring AS beats. */
  static boolean isBeatenByAnother(AllowedDifferences.Case found) {
    Both both = Both.of(found);
    if (both == null) {
      return false;
    }
    return switch (found.kind()) {
      case LOC_RIB -> both.joins() && both.paths().isBeaten(found.place(), both.predicted().key());
      case ROUTES, FIB ->
          found.field().equals("hops")
              && both.paths().hasBeaten(found.place(), both.prefix())
              && both.observed().hops().containsAll(both.predicted().hops());
      default -> false;
    };
  }

  /** True if more hops are used than predicted; some may be missing where recursion is mixed. */
  private static boolean keepsHops(Row predicted, Row observed, boolean someMayMiss) {
    Set<String> expected = predicted.hops();
    Set<String> seen = observed.hops();
    return someMayMiss ? expected.stream().anyMatch(seen::contains) : seen.containsAll(expected);
  }

  /** A case with a row of a prefix on both sides, in a table of FRR. */
  private record Both(AllowedDifferences.Case found, Row predicted, Row observed, String prefix) {

    static @Nullable Both of(AllowedDifferences.Case found) {
      Row predicted = found.predicted();
      Row observed = found.observed();
      String prefix = predicted == null ? null : predicted.fact(Row.PREFIX);
      return predicted == null
              || observed == null
              || prefix == null
              || found.context().bird().runsAt(found.place())
          ? null
          : new Both(found, predicted, observed, prefix);
    }

    EqualPaths paths() {
      return found.context().equalPaths();
    }

    /** True if a path is used beside the best one that should not be. */
    boolean joins() {
      return found.field().equals("standing")
          && predicted.value("standing").equals("lost")
          && observed.value("standing").equals("multipath");
    }
  }
}
