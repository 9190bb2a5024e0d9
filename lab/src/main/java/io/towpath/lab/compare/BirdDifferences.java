package io.towpath.lab.compare;

import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;

/** When the entries of {@link AllowedDifferences} apply that are about BIRD. */
final class BirdDifferences {
  private BirdDifferences() {}

  /** The best path and all predicted ones are there; others of those that are equal join them. */
  static boolean isMergedMore(AllowedDifferences.Case found) {
    Row predicted = found.predicted();
    Row observed = found.observed();
    if (predicted == null || observed == null) {
      return false;
    }
    BirdContext bird = found.context().bird();
    String prefix = predicted.fact(Row.PREFIX);
    return switch (found.kind()) {
      case LOC_RIB ->
          prefix != null
              && bird.mergesMore(found.place(), Prefix.parse(prefix))
              && found.field().equals("standing")
              && predicted.value("standing").equals("lost")
              && observed.value("standing").equals("multipath");
      case ROUTES, FIB ->
          prefix != null
              && bird.mergesMore(found.place(), Prefix.parse(prefix))
              && found.field().equals("hops")
              && observed.hops().containsAll(predicted.hops());
      case TRACES ->
          prefix != null
              && bird.mayMergeTowards(predicted.fact(Row.THERE), Prefix.parse(prefix).network());
      case SESSIONS, RECEIVED, OSPF_NEIGHBOURS, OSPF_ROUTES, TUNNELS, LEASES, FABRIC, PINGS ->
          false;
    };
  }

  /** A route more, and nothing but that. */
  static boolean isLoopbackState(AllowedDifferences.Case found) {
    String prefix = found.observed() == null ? null : found.observed().fact(Row.PREFIX);
    return found.predicted() == null
        && prefix != null
        && found.context().bird().isInLoopbackState(Prefix.parse(prefix));
  }

  /** A route that only the daemon uses, of a prefix in which its own next hop lies. */
  static boolean isSelfCovered(AllowedDifferences.Case found) {
    Row observed = found.observed();
    String prefix = observed == null ? null : observed.fact(Row.PREFIX);
    return (found.kind() == TableKind.ROUTES || found.kind() == TableKind.FIB)
        && found.predicted() == null
        && prefix != null
        && found.context().bird().isSelfCovered(found.place(), Prefix.parse(prefix));
  }

  static boolean isDistance(AllowedDifferences.Case found) {
    Row any = found.predicted() == null ? found.observed() : found.predicted();
    String prefix = any == null ? null : any.fact(Row.PREFIX);
    return any != null
        && (prefix != null && followsFromDistance(found, any, Prefix.parse(prefix))
            || isRaised(found));
  }

  private static boolean isRaised(AllowedDifferences.Case found) {
    Row predicted = found.predicted();
    Row observed = found.observed();
    return found.kind() == TableKind.ROUTES
        && found.field().equals("distance")
        && predicted != null
        && observed != null
        && predicted.value("protocol").equals("bgp")
        && found
            .context()
            .bird()
            .raises(found.place(), predicted.value("distance"), observed.value("distance"));
  }

  private static boolean followsFromDistance(
      AllowedDifferences.Case found, Row any, Prefix prefix) {
    BirdContext bird = found.context().bird();
    Row observed = found.observed();
    return switch (found.kind()) {
      case PINGS, TRACES -> {
        IpAddress source = found.context().addressOf(found.place());
        yield bird.passesOn(prefix.network())
            || bird.isBetweenDistances(any.fact(Row.THERE), prefix.network())
            || source != null && bird.isBetweenDistances(any.fact(Row.BACK), source);
      }
      case ROUTES ->
          bird.passesOn(prefix)
              || bird.isBetweenDistances(found.place(), prefix)
                  && observed != null
                  && observed.value("protocol").equals("bgp");
      case FIB ->
          bird.passesOn(prefix)
              || bird.isBetweenDistances(found.place(), prefix) && observed != null;
      case RECEIVED, LOC_RIB, OSPF_ROUTES, FABRIC -> bird.passesOn(prefix);
      case SESSIONS, OSPF_NEIGHBOURS, TUNNELS, LEASES -> false;
    };
  }
}
