package io.towpath.lab.compare;

import io.towpath.forwarding.solver.Solution;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.NextHop;
import io.towpath.network.RouteClass;
import io.towpath.routing.live.SessionTable;
import io.towpath.routing.rib.RibRoute;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Network statements of FRR behind which stands a route with a metric or next hop of its own, which
 * IOS-XE takes over and FRR does not. The metric is seen as far as a MED goes: in the AS of the
 * originator and in those next to it (RFC 4271 §5.1.4).
 */
final class NetworkMetrics {
  private static final String NO_NEXT_HOP = "0.0.0.0";

  private final Map<Prefix, List<Source>> sources = new TreeMap<>();
  private final Map<String, Long> asns = new TreeMap<>();

  /**
   * An originator.
   *
   * @param shown ASNs by which its neighbours may know it
   */
  private record Source(
      String place, long asn, Set<String> shown, long metric, Set<String> nextHops) {}

  NetworkMetrics(Solution solution, Places places, BirdContext bird) {
    SessionTable sessions = solution.routing().sessions();
    for (int i = 0; i < sessions.speakerCount(); i++) {
      SessionTable.Speaker speaker = sessions.speaker(i);
      String place = places.label(speaker.vrf());
      asns.put(place, speaker.config().asn());
      if (!bird.runsAt(place)) {
        for (BgpSpeaker.NetworkStatement network : speaker.config().networks()) {
          for (RibRoute route : solution.routing().rib(speaker.vrf()).at(network.prefix())) {
            add(speaker.config(), place, route);
          }
        }
      }
    }
  }

  private void add(BgpSpeaker speaker, String place, RibRoute route) {
    if (!route.isActive() || route.routeClass().equals(RouteClass.CONNECTED)) {
      return;
    }
    Set<String> shown = new HashSet<>();
    shown.add(Long.toString(speaker.asn()));
    for (BgpPeer peer : speaker.peers()) {
      if (peer.localAsn() != null) {
        shown.add(Long.toString(peer.localAsn()));
      }
    }
    Set<String> nextHops = new HashSet<>();
    for (NextHop hop : route.nextHops()) {
      if (hop instanceof NextHop.Via(IpAddress address, _, _)) {
        nextHops.add(address.toString());
      }
    }
    sources
        .computeIfAbsent(route.prefix(), _ -> new ArrayList<>())
        .add(new Source(place, speaker.asn(), shown, route.metric(), nextHops));
  }

  /** True if FRR shows nothing where IOS-XE shows what it took from the route behind. */
  boolean explain(AllowedDifferences.Case found) {
    Row predicted = found.predicted();
    Row observed = found.observed();
    String prefix = predicted == null ? null : predicted.fact(Row.PREFIX);
    if (predicted == null || observed == null || prefix == null) {
      return false;
    }
    boolean own = RouteFields.peer(predicted) == null;
    return sources.getOrDefault(Prefix.parse(prefix), List.of()).stream()
        .anyMatch(
            source ->
                switch (found.field()) {
                  case "med" ->
                      (own
                              ? source.place().equals(found.place())
                              : carries(found, predicted, source))
                          && predicted.value("med").equals(Long.toString(source.metric()))
                          && observed.value("med").equals("0");
                  case "nextHop" ->
                      own
                          && source.place().equals(found.place())
                          && source.nextHops().contains(predicted.value("nextHop"))
                          && observed.value("nextHop").equals(NO_NEXT_HOP);
                  default -> false;
                });
  }

  /** True if the path of a received route says that the MED may be the originator's. */
  private boolean carries(AllowedDifferences.Case found, Row row, Source source) {
    String path = row.value("asPath");
    return path.isEmpty()
        ? asns.getOrDefault(found.place(), -1L) == source.asn()
        : source.shown().containsAll(List.of(path.split(" ")));
  }
}
