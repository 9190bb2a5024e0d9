package io.towpath.testkit.networks.bgp;

import io.towpath.net.Ipv4Address;
import io.towpath.network.BgpSpeaker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The decision process on plain routes: a list that each step thins out. */
final class ReferenceDecision {
  private final ReferenceBgp bgp;
  private final int speaker;
  private final BgpSpeaker.Options options;

  ReferenceDecision(ReferenceBgp bgp, int speaker, BgpSpeaker.Options options) {
    this.bgp = bgp;
    this.speaker = speaker;
    this.options = options;
  }

  /** The best route and those used beside it, in order of preference; empty if none is eligible. */
  List<ReferenceRoute> select(List<ReferenceRoute> candidates) {
    List<ReferenceRoute> in = new ArrayList<>(candidates);
    in.removeIf(route -> !route.eligible() || bgp.cost(speaker, route) < 0);
    keepLeast(in, route -> -route.weight());
    keepLeast(in, route -> -route.localPreference());
    keepLeast(in, route -> -route.rank());
    keepLeast(in, route -> route.asPath().size());
    keepLeast(in, route -> route.origin().ordinal());
    List<ReferenceRoute> before = List.copyOf(in);
    in.removeIf(
        route ->
            before.stream()
                .anyMatch(
                    rival ->
                        (options.alwaysCompareMed() || neighbourAs(rival) == neighbourAs(route))
                            && rival.comparedMed() < route.comparedMed()));
    keepLeast(in, route -> bgp.isInternal(route) ? 1 : 0);
    keepLeast(in, route -> bgp.cost(speaker, route));
    return in.isEmpty() ? List.of() : withMultipath(in);
  }

  private List<ReferenceRoute> withMultipath(List<ReferenceRoute> tied) {
    tied.sort(this::compareTied);
    ReferenceRoute best = tied.getFirst();
    int most =
        best.end() < 0
            ? 1
            : bgp.isInternal(best)
                ? options.maximumPathsInternal()
                : options.maximumPathsExternal();
    List<ReferenceRoute> chosen = new ArrayList<>();
    for (ReferenceRoute route : tied) {
      boolean samePath = sharesPath(route, best);
      Predicate<ReferenceRoute> sameHop = c -> Objects.equals(c.nextHop(), route.nextHop());
      if (chosen.size() < Math.max(1, most) && samePath && chosen.stream().noneMatch(sameHop)) {
        chosen.add(route);
      }
    }
    return chosen;
  }

  private boolean sharesPath(ReferenceRoute route, ReferenceRoute best) {
    boolean same = route.asPath().equals(best.asPath());
    return switch (options.multipathAsPath()) {
      case SAME -> same;
      case SAME_NEIGHBOUR ->
          best.end() < 0 || bgp.isInternal(best)
              ? same
              : route.end() >= 0 && bgp.peerAs(route) == bgp.peerAs(best);
      case SAME_LENGTH -> true;
    };
  }

  private int compareTied(ReferenceRoute one, ReferenceRoute other) {
    if (one.end() < 0 || other.end() < 0) {
      return 0;
    }
    Comparator<ReferenceRoute> byPeer =
        (a, b) -> bgp.peerAddress(a.end()).compareTo(bgp.peerAddress(b.end()));
    if (!bgp.isInternal(one) && !options.compareRouterId() && byPeer.compare(one, other) != 0) {
      return byPeer.compare(one, other);
    }
    return Comparator.comparing(this::routerId)
        .thenComparingInt(route -> route.clusterList().size())
        .thenComparing(byPeer)
        .compare(one, other);
  }

  private Ipv4Address routerId(ReferenceRoute route) {
    @Nullable Ipv4Address originator = route.originatorId();
    return originator != null ? originator : bgp.peerRouterId(route.end());
  }

  private static long neighbourAs(ReferenceRoute route) {
    return route.asPath().isEmpty() ? 0 : route.asPath().getFirst();
  }

  private static void keepLeast(List<ReferenceRoute> in, ToLongFunction<ReferenceRoute> measure) {
    if (in.size() > 1) {
      long least = in.stream().mapToLong(measure).min().orElseThrow();
      in.removeIf(route -> measure.applyAsLong(route) > least);
    }
  }
}
