package io.towpath.lab.compare;

import io.towpath.devices.print.Reach;
import io.towpath.forwarding.solver.Solution;
import io.towpath.lab.plan.LabPlan;
import io.towpath.lab.plan.Remark;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.NextHop;
import io.towpath.routing.Topology;
import io.towpath.routing.bgp.LocRibEntry;
import io.towpath.routing.live.SessionTable;
import io.towpath.routing.rib.RibRoute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the lab could not build, and the rows that rest on it: of a statement that concerns one
 * session, what came over that session and the routes to the same destinations; of one that
 * concerns a destination, the routes to it, and elsewhere those that are not there because nobody
 * announces it. Where routes to other destinations depend on these, and where nobody can say how
 * far a statement reaches, all of the place.
 */
final class NotBuilt {
  private final Topology topology;
  private final Solution solution;
  private final SessionTable sessions;
  private final Places places;
  private final BothSides sides;
  private final Map<String, List<Part>> byElement = new HashMap<>();

  /**
   * Places and addresses by which the other end of a session knows a place: what it has from it.
   */
  private final Map<String, String> atOtherEnds = new HashMap<>();

  /** Places and destinations of which they have routes from there. */
  private final Map<String, String> routesAtOtherEnds = new HashMap<>();

  /** Destinations that the lab does not announce, though some place should. */
  private final Map<Prefix, String> unannounced = new HashMap<>();

  /**
   * What rests on one remark.
   *
   * @param why text of the remark
   * @param whole all of the element; the rest says nothing then
   */
  private record Part(String why, boolean whole, Set<String> peers, Set<Prefix> prefixes) {}

  NotBuilt(Solution solution, LabPlan plan, Places places, BothSides sides) {
    this.solution = solution;
    this.topology = solution.topology();
    this.sessions = solution.routing().sessions();
    this.places = places;
    this.sides = sides;
    for (Remark remark : plan.remarks()) {
      if (remark.kind() == Remark.Kind.NOT_COMPARED) {
        byElement.computeIfAbsent(remark.element(), _ -> new ArrayList<>()).add(part(remark));
      }
    }
  }

  private Part part(Remark remark) {
    Reach reach = remark.reach();
    Part whole = new Part(remark.text(), true, Set.of(), Set.of());
    int vrf = places.vrf(remark.element());
    if (reach.everything() || vrf < 0) {
      return whole;
    }
    Set<String> peers = new TreeSet<>();
    Set<Prefix> prefixes = new TreeSet<>(reach.prefixes());
    for (IpAddress peer : reach.sessions()) {
      peers.add(peer.toString());
      sides.from(remark.element(), peer).forEach(row -> prefixes.add(prefix(row)));
      noteOtherEnd(vrf, peer, remark.text());
    }
    int speaker = sessions.speakerOf(vrf);
    if (speaker >= 0) {
      reach.prefixes().forEach(prefix -> unannounced.putIfAbsent(prefix, remark.text()));
      BgpSpeaker config = sessions.speaker(speaker).config();
      config.aggregates().stream()
          .map(BgpSpeaker.Aggregate::prefix)
          .filter(aggregate -> prefixes.stream().anyMatch(aggregate::covers))
          .toList()
          .forEach(prefixes::add);
      // RFC 4486: a session that has too many prefixes ends, with all that came over it.
      if (config.peers().stream().anyMatch(NotBuilt::isLimited)) {
        return whole;
      }
    }
    return reachesFurther(vrf, speaker, prefixes)
        ? whole
        : new Part(remark.text(), false, peers, prefixes);
  }

  private static Prefix prefix(Row row) {
    return Prefix.parse(String.valueOf(row.fact(Row.PREFIX)));
  }

  private static boolean isLimited(BgpPeer peer) {
    return peer.families().stream()
        .anyMatch(family -> family.prefixLimit() > 0 && !family.limitWarnsOnly());
  }

  /** True if a next hop or a neighbour is reached by one of the prefixes (RFC 4271 §9.1.2.1). */
  private boolean reachesFurther(int vrf, int speaker, Set<Prefix> prefixes) {
    Set<IpAddress> needed = new TreeSet<>();
    for (RibRoute route : solution.routing().rib(vrf).routes()) {
      for (NextHop hop : route.nextHops()) {
        if (hop instanceof NextHop.Via via && !prefixes.contains(route.prefix())) {
          needed.add(via.address());
        }
      }
    }
    if (speaker >= 0) {
      sessions.speaker(speaker).config().peers().forEach(peer -> needed.add(peer.address()));
      for (LocRibEntry entry : solution.routing().bgp().locRib(speaker)) {
        if (!prefixes.contains(entry.prefix())) {
          entry.paths().forEach(path -> needed.add(path.route().nextHop()));
        }
      }
    }
    return needed.stream().anyMatch(address -> goesBy(vrf, address, prefixes));
  }

  private boolean goesBy(int vrf, IpAddress address, Set<Prefix> prefixes) {
    RibRoute longest = solution.routing().rib(vrf).match(address);
    return prefixes.stream()
        .anyMatch(
            prefix ->
                prefix.contains(address)
                    && (longest == null || longest.prefix().length() <= prefix.length()));
  }

  /** What a session carries is seen at its other end too. */
  private void noteOtherEnd(int vrf, IpAddress peer, String why) {
    int speaker = sessions.speakerOf(vrf);
    if (speaker < 0) {
      return;
    }
    for (int end = sessions.firstEndOf(speaker); end < sessions.firstEndOf(speaker + 1); end++) {
      if (sessions.end(end).peer().address().equals(peer)) {
        for (int pair : sessions.pairsOf(end)) {
          SessionTable.End other = sessions.end(sessions.pair(pair).other(end));
          String place = places.label(other.vrf());
          atOtherEnds.put(place + " " + other.peer().address(), why);
          for (Row row : sides.from(place, other.peer().address())) {
            routesAtOtherEnds.putIfAbsent(place + " " + prefix(row), why);
          }
        }
      }
    }
  }

  /** Why a row is not compared, or null. */
  @Nullable String why(TableRows table, Row row) {
    for (Part part : partsOf(table.place())) {
      if (part.whole() || touches(table.kind(), part, row)) {
        return part.why();
      }
    }
    List<Part> byRow = byElement.get(table.place() + " " + row.key());
    if (byRow != null) {
      return byRow.getFirst().why();
    }
    String there = atOtherEnd(table, row);
    if (there == null) {
      there = unannounced(table, row);
    }
    return there == null ? onTheWay(table, row) : there;
  }

  /** A route that only the prediction has, to a destination that the lab does not announce. */
  private @Nullable String unannounced(TableRows table, Row row) {
    boolean isMissing =
        switch (table.kind()) {
          case RECEIVED, LOC_RIB, ROUTES, FIB ->
              row.fact(Row.PREFIX) != null
                  && sides.observed(table.kind(), table.place(), row.key()) == null;
          case SESSIONS, OSPF_NEIGHBOURS, OSPF_ROUTES, TUNNELS, LEASES, FABRIC, PINGS, TRACES ->
              false;
        };
    return isMissing ? unannounced.get(prefix(row)) : null;
  }

  /** What is known of a place, or of the node whose VRF it is. */
  private List<Part> partsOf(String place) {
    List<Part> exact = byElement.get(place);
    int slash = place.lastIndexOf('/');
    return exact != null || slash < 0
        ? exact == null ? List.of() : exact
        : byElement.getOrDefault(place.substring(0, slash), List.of());
  }

  private static boolean touches(TableKind kind, Part part, Row row) {
    IpAddress peer = RouteFields.peer(row);
    return switch (kind) {
      case SESSIONS -> part.peers().contains(row.key());
      case RECEIVED -> peer != null && part.peers().contains(peer.toString());
      case LOC_RIB, ROUTES, FIB ->
          row.fact(Row.PREFIX) != null && part.prefixes().contains(prefix(row));
      case OSPF_NEIGHBOURS, OSPF_ROUTES, TUNNELS, LEASES, FABRIC, PINGS, TRACES -> false;
    };
  }

  private @Nullable String atOtherEnd(TableRows table, Row row) {
    IpAddress peer = RouteFields.peer(row);
    return switch (table.kind()) {
      case SESSIONS -> atOtherEnds.get(table.place() + " " + row.key());
      case RECEIVED, LOC_RIB -> peer == null ? null : atOtherEnds.get(table.place() + " " + peer);
      case ROUTES, FIB ->
          row.fact(Row.PREFIX) == null
              ? null
              : routesAtOtherEnds.get(table.place() + " " + prefix(row));
      case OSPF_NEIGHBOURS, OSPF_ROUTES, TUNNELS, LEASES, FABRIC, PINGS, TRACES -> null;
    };
  }

  /** A packet whose way, there or back, leads by a node that sends it by what is not built. */
  private @Nullable String onTheWay(TableRows table, Row row) {
    String names = row.fact(Row.NODES);
    for (String node : names == null ? List.<String>of() : List.of(names.split(" "))) {
      for (Part part : partsOf(node)) {
        if (part.whole() || mayTurn(table, row, node, part.prefixes())) {
          return part.why();
        }
      }
    }
    return null;
  }

  private boolean mayTurn(TableRows table, Row row, String node, Set<Prefix> prefixes) {
    int vrf = places.vrf(node);
    int host = topology.hostId(table.place());
    return isOn(row.fact(Row.THERE), node) && goesBy(vrf, prefix(row).network(), prefixes)
        || host >= 0
            && isOn(row.fact(Row.BACK), node)
            && goesBy(vrf, topology.host(host).address(), prefixes);
  }

  private static boolean isOn(@Nullable String way, String node) {
    return way != null && List.of(way.split(" ")).contains(node);
  }
}
