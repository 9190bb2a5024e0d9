package io.towpath.lab.compare;

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
              && bird.mergesMore(found.place(), prefix)
              && found.field().equals("standing")
              && predicted.value("standing").equals("lost")
              && observed.value("standing").equals("multipath");
      case ROUTES, FIB ->
          prefix != null
              && bird.mergesMore(found.place(), prefix)
              && found.field().equals("hops")
              && observed.hops().containsAll(predicted.hops());
      case TRACES -> prefix != null && bird.mayMergeTowards(Prefix.parse(prefix).network());
      case SESSIONS, RECEIVED, OSPF_NEIGHBOURS, OSPF_ROUTES, TUNNELS, FABRIC, PINGS -> false;
    };
  }

  /** A route more, and nothing but that. */
  static boolean isLoopbackState(AllowedDifferences.Case found) {
    String prefix = found.observed() == null ? null : found.observed().fact(Row.PREFIX);
    return found.predicted() == null
        && prefix != null
        && found.context().bird().isInLoopbackState(Prefix.parse(prefix));
  }

  static boolean isDistance(AllowedDifferences.Case found) {
    BirdContext bird = found.context().bird();
    Row any = found.predicted() == null ? found.observed() : found.predicted();
    String text = any == null ? null : any.fact(Row.PREFIX);
    if (text != null) {
      Prefix prefix = Prefix.parse(text);
      boolean packet = found.kind() == TableKind.PINGS || found.kind() == TableKind.TRACES;
      if (packet ? bird.isBetweenDistances(prefix.network()) : bird.isBetweenDistances(prefix)) {
        return true;
      }
    }
    return found.kind() == TableKind.ROUTES
        && found.field().equals("distance")
        && found.predicted() != null
        && found.predicted().value("protocol").equals("bgp")
        && bird.hasTwoDistances(found.place());
  }
}
