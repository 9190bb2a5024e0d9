package io.towpath.routing.engine;

import io.towpath.net.Ipv4Address;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.NextHop;
import io.towpath.network.RouteClass;
import io.towpath.network.RoutePolicy;
import io.towpath.routing.bgp.SelectedPaths;
import io.towpath.routing.engine.NextHops.Installed;
import io.towpath.routing.rib.Outcome;
import io.towpath.routing.rib.RibRoute;
import io.towpath.routing.rib.RouteAttributes;
import io.towpath.routing.rib.RouteCandidate;
import io.towpath.routing.rib.RouteReason;
import io.towpath.routing.rib.RouteSelection.Decided;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rows of a {@link RouterTable}: routes of the base table and of BGP side by side. */
record RouterRows(EngineIndex index, BaseTable base, @Nullable BgpView bgp, NextHops nextHops) {

  /** Active and invalid rows. */
  List<RibRoute> all() {
    TreeMap<Prefix, List<RibRoute>> byPrefix = new TreeMap<>();
    for (RibRoute row : RouteRows.of(base.decided(), index.topology, nextHops::forwardsOrReceive)) {
      byPrefix.computeIfAbsent(row.prefix(), k -> new ArrayList<>(1)).add(row);
    }
    if (bgp != null) {
      bgp.state()
          .selected(
              bgp.speaker(),
              (prefixClass, prefixes, paths) -> {
                for (Prefix prefix : prefixes) {
                  Installed installed = nextHops.installed(prefix, paths);
                  if (installed != null) {
                    List<RibRoute> row = List.of(bgpRow(prefix, paths, installed));
                    byPrefix.merge(prefix, row, RouterRows::compete);
                  }
                }
              });
    }
    List<RibRoute> rows = new ArrayList<>();
    byPrefix.values().forEach(rows::addAll);
    return List.copyOf(rows);
  }

  /** Active and invalid rows of one prefix. */
  List<RibRoute> at(Prefix prefix) {
    List<Decided> decided =
        base.decided().stream().filter(d -> d.candidate().prefix().equals(prefix)).toList();
    List<RibRoute> rows = RouteRows.of(decided, index.topology, nextHops::forwardsOrReceive);
    SelectedPaths paths = bgp == null ? null : bgp.at(prefix);
    Installed installed = paths == null ? null : nextHops.installed(prefix, paths);
    return paths == null || installed == null
        ? rows
        : compete(rows, List.of(bgpRow(prefix, paths, installed)));
  }

  /** What BGP brings, one candidate for each next hop. */
  List<RouteCandidate> bgpCandidates() {
    List<RouteCandidate> candidates = new ArrayList<>();
    if (bgp == null) {
      return candidates;
    }
    bgp.state()
        .selected(
            bgp.speaker(),
            (prefixClass, prefixes, paths) -> {
              for (Prefix prefix : prefixes) {
                Installed installed = nextHops.installed(prefix, paths);
                if (installed != null) {
                  RibRoute row = bgpRow(prefix, paths, installed);
                  row.hops().forEach(hop -> candidates.add(candidate(row, hop)));
                }
              }
            });
    return candidates;
  }

  private RibRoute bgpRow(Prefix prefix, SelectedPaths paths, Installed installed) {
    List<RibRoute.Hop> hops = new ArrayList<>();
    List<RouteAttributes> attributes =
        bgp == null || installed.isAggregate() ? List.of() : bgp.attributes(prefix, paths);
    for (int i = 0; i < installed.nextHops().size(); i++) {
      Ipv4Address nextHop = installed.nextHops().get(i);
      int path = installed.paths().get(i);
      hops.add(
          new RibRoute.Hop(
              new NextHop.Via(nextHop, null, null),
              RouteRows.egress(index.topology, nextHops.resolve(nextHop)),
              attributes.get(path),
              "BGP"));
    }
    if (installed.isAggregate()) {
      hops.add(new RibRoute.Hop(new NextHop.Discard(false, null), null, null, "BGP aggregate"));
    }
    return new RibRoute(
        prefix,
        RouteClass.BGP,
        hops,
        paths.distance(),
        paths.metric(),
        paths.tag(),
        Outcome.ACTIVE,
        new RouteReason.OnlyCandidate(),
        null,
        origin());
  }

  private Origin origin() {
    return bgp == null ? Origin.NONE : index.sessions.speaker(bgp.speaker()).config().origin();
  }

  /** Puts a BGP row beside those of the base table: the lower distance stays active. */
  private static List<RibRoute> compete(List<RibRoute> rows, List<RibRoute> bgpRows) {
    RibRoute bgpRow = bgpRows.getFirst();
    RibRoute active = rows.stream().filter(RibRoute::isActive).findFirst().orElse(null);
    List<RibRoute> result = new ArrayList<>(rows);
    if (active == null) {
      result.add(bgpRow);
    } else if (bgpRow.distance() < active.distance()) {
      result.clear();
      RouteCandidate winner = candidate(bgpRow);
      List<RouteCandidate> losers = rows.stream().map(RouterRows::candidate).toList();
      for (RibRoute row : rows) {
        result.add(row.isActive() ? lost(row, new RouteReason.HigherDistance(winner)) : row);
      }
      result.add(won(bgpRow, new RouteReason.LowestDistance(bgpRow.distance(), losers)));
    } else {
      result.remove(active);
      result.add(
          won(
              active,
              new RouteReason.LowestDistance(active.distance(), List.of(candidate(bgpRow)))));
      result.add(lost(bgpRow, new RouteReason.HigherDistance(candidate(active))));
    }
    result.sort(RouteRows.ORDER);
    return result;
  }

  private static RibRoute lost(RibRoute row, RouteReason why) {
    return with(row, Outcome.INVALID, why);
  }

  private static RibRoute won(RibRoute row, RouteReason why) {
    return with(row, Outcome.ACTIVE, why);
  }

  private static RibRoute with(RibRoute r, Outcome outcome, RouteReason why) {
    return new RibRoute(
        r.prefix(),
        r.routeClass(),
        r.hops(),
        r.distance(),
        r.metric(),
        r.tag(),
        outcome,
        why,
        r.name(),
        r.origin());
  }

  private static RouteCandidate candidate(RibRoute row) {
    return candidate(row, row.hops().getFirst());
  }

  private static RouteCandidate candidate(RibRoute row, RibRoute.Hop hop) {
    return new RouteCandidate(
        row.prefix(),
        row.routeClass(),
        hop.nextHop(),
        row.distance(),
        row.metric(),
        row.tag(),
        row.name(),
        hop.attributes(),
        hop.source(),
        row.origin());
  }

  /** What the table does not hold. */
  List<RibRoute> absent() {
    List<Decided> decided = new ArrayList<>();
    for (BaseTable.Unusable unusable : base.unusable()) {
      decided.add(new Decided(unusable.candidate(), Outcome.ABSENT, unusable.why()));
    }
    List<RibRoute> rows =
        new ArrayList<>(RouteRows.of(decided, index.topology, nextHops::forwards));
    addNotInstalled(rows);
    rows.sort(RouteRows.ORDER);
    return List.copyOf(rows);
  }

  /** What BGP selected and the table does not take. */
  private void addNotInstalled(List<RibRoute> rows) {
    if (bgp == null) {
      return;
    }
    bgp.state()
        .selected(
            bgp.speaker(),
            (prefixClass, prefixes, paths) -> {
              if (paths.source() == RoutePolicy.Source.ORIGINATED) {
                return;
              }
              for (Prefix prefix : prefixes) {
                if (nextHops.installed(prefix, paths) == null) {
                  String why = whyNotInstalled(bgp, paths);
                  rows.add(notInstalled(prefix, paths, new RouteReason.NextHopUnusable(why)));
                }
              }
            });
  }

  private String whyNotInstalled(BgpView view, SelectedPaths paths) {
    if (nextHops.installed(paths) != null) {
      return "the longest route to the BGP next hop would be this one";
    }
    return switch (index.sessions.speaker(view.speaker()).config().install()) {
      case ALL -> "no route leads to the BGP next hop";
      case INTO_TUNNELS -> "the BGP next hop is not behind a tunnel";
      case NONE -> "BGP routes are not installed here";
    };
  }

  private RibRoute notInstalled(Prefix prefix, SelectedPaths paths, RouteReason why) {
    List<RibRoute.Hop> hops = new ArrayList<>();
    for (int path = 0; path < paths.size(); path++) {
      NextHop nextHop = new NextHop.Via(new Ipv4Address(paths.nextHop(path)), null, null);
      hops.add(new RibRoute.Hop(nextHop, null, null, "BGP"));
    }
    return new RibRoute(
        prefix,
        RouteClass.BGP,
        hops,
        paths.distance(),
        paths.metric(),
        paths.tag(),
        Outcome.ABSENT,
        why,
        null,
        origin());
  }
}
