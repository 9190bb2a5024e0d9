package io.towpath.lab.compare;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Differences in single routes and packets that follow from one habit of FRR or Linux each. */
final class RouteDifferences {

  private RouteDifferences() {}

  /** True if FRR has sent a route back to where it came from, and the route is not used. */
  static boolean isReturnedToSender(AllowedDifferences.Case found) {
    Row observed = found.observed();
    if (found.predicted() != null || observed == null) {
      return false;
    }
    boolean harmless =
        found.kind() == TableKind.RECEIVED
            || found.kind() == TableKind.LOC_RIB && observed.value("standing").equals("lost");
    return harmless && found.context().isReturned(found.place(), observed.key());
  }

  /**
   * True if a static route, or one of its ways, is missing that zebra may have lost with a link.
   */
  static boolean isLostStatic(AllowedDifferences.Case found) {
    Row predicted = found.predicted();
    Row observed = found.observed();
    boolean routes = found.kind() == TableKind.ROUTES || found.kind() == TableKind.FIB;
    String prefix = predicted == null ? null : predicted.fact(Row.PREFIX);
    if (!routes
        || predicted == null
        || prefix == null
        || found.context().bird().runsAt(found.place())
        || !found.context().mayLackStatic(found.place(), prefix)) {
      return false;
    }
    return observed == null
        || found.field().equals("hops") && predicted.hops().containsAll(observed.hops());
  }

  /** True if ospfd leaves out ways round a LAN that are as near as the one over it. */
  static boolean isOverTheLan(AllowedDifferences.Case found) {
    Row predicted = found.predicted();
    Row observed = found.observed();
    boolean routes =
        found.kind() == TableKind.OSPF_ROUTES
            || found.kind() == TableKind.ROUTES
            || found.kind() == TableKind.FIB;
    return routes
        && predicted != null
        && observed != null
        && found.field().equals("hops")
        && !found.context().bird().runsAt(found.place())
        && found.context().isOverTheLan(found.place(), predicted, observed);
  }

  /** True if a trace ends where it should, with Linux's word for the refusal. */
  static boolean isRefusalOfLinux(AllowedDifferences.Case found) {
    Row predicted = found.predicted();
    Row observed = found.observed();
    if (found.kind() != TableKind.TRACES || predicted == null || observed == null) {
      return false;
    }
    return LinuxRefusals.explain(
        predicted.fields().getOrDefault("hops", List.of()), observed.value("hops"));
  }

  /** True if the kernel lacks those of equal paths whose next hops are not on a link. */
  static boolean isRecursionOfTheBest(AllowedDifferences.Case found) {
    Row predicted = found.predicted();
    Row observed = found.observed();
    if (found.kind() != TableKind.FIB
        || predicted == null
        || observed == null
        || found.context().bird().runsAt(found.place())) {
      return false;
    }
    return found.context().mixesRecursion(found.place(), predicted.key())
        && predicted.hops().containsAll(observed.hops());
  }

  /** True if the kernel has all ways but the discarding one. */
  static boolean isDropBesideAWay(AllowedDifferences.Case found) {
    Row predicted = found.predicted();
    Row observed = found.observed();
    if (found.kind() != TableKind.FIB || predicted == null || observed == null) {
      return false;
    }
    Set<String> ways = new TreeSet<>(predicted.hops());
    return ways.remove("drop") && !ways.isEmpty() && ways.equals(observed.hops());
  }

  /** True if ospfd lists another's default route where one is originated. */
  static boolean isForeignDefault(AllowedDifferences.Case found) {
    return found.kind() == TableKind.OSPF_ROUTES
        && found.predicted() == null
        && found.observed() != null
        && found.observed().key().equals("0.0.0.0/0")
        && !found.context().bird().runsAt(found.place())
        && found.context().originatesDefault(found.place());
  }
}
