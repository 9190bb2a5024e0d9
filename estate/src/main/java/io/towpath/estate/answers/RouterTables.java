package io.towpath.estate.answers;

import io.towpath.forwarding.solver.Solution;
import io.towpath.net.Community;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.IpAddress;
import io.towpath.net.Nearest;
import io.towpath.net.Origin;
import io.towpath.network.NextHop;
import io.towpath.network.Vrf;
import io.towpath.network.VrfRef;
import io.towpath.routing.bgp.BgpRoute;
import io.towpath.routing.bgp.DecisionStep;
import io.towpath.routing.bgp.LocRibEntry;
import io.towpath.routing.bgp.ReceivedRoute;
import io.towpath.routing.live.SessionTable;
import io.towpath.routing.rib.RibRoute;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Routing and BGP tables of routers, row by row as IOS-XE lists them, with reasons. */
final class RouterTables {
  private final Solution solution;

  RouterTables(Solution solution) {
    this.solution = solution;
  }

  /** Main tables of VRFs: one row for each next hop. */
  Table routes(List<VrfRef> vrfs) {
    Table.Builder table =
        new Table.Builder(
            "protocol", "prefix", "nextHop", "interface", "distance", "metric", "vrf", "why");
    for (VrfRef vrf : vrfs) {
      int id = solution.topology().vrfId(vrf);
      for (RibRoute route : solution.routing().rib(id).routes()) {
        for (NextHop hop : route.nextHops()) {
          table.row(
              "protocol", route.routeClass(),
              "prefix", route.prefix().toString(),
              "nextHop", nextHop(hop),
              "interface", interfaceOf(hop),
              "distance", (long) route.distance(),
              "metric", route.metric(),
              "vrf", vrf.name().equals(Vrf.DEFAULT) ? "" : vrf.name(),
              "best", route.isActive(),
              "why", route.why().text());
        }
      }
    }
    return table.build();
  }

  private static @Nullable String nextHop(NextHop hop) {
    return switch (hop) {
      case NextHop.Via(IpAddress address, String iface, var s) -> address.toString();
      case NextHop.Port(String domain, IpAddress address, var s) -> address.toString();
      case NextHop.ToGroup(String group, var s) -> group;
      case NextHop.OtherVrf(String vrf, var s) -> "VRF " + vrf;
      case NextHop.Discard(boolean silent, var s) -> null;
      case NextHop.Attached(String iface, var s) -> null;
      case NextHop.Deliver(String domain, String filter, var s) -> null;
      case NextHop.IntoTunnel(String iface, var s) -> null;
      case NextHop.Internet(String iface, var s) -> null;
    };
  }

  private static @Nullable String interfaceOf(NextHop hop) {
    return switch (hop) {
      case NextHop.Via(IpAddress address, String iface, var s) -> iface;
      case NextHop.Attached(String iface, var s) -> iface;
      case NextHop.IntoTunnel(String iface, var s) -> iface;
      case NextHop.Internet(String iface, var s) -> iface;
      case NextHop.Discard(boolean silent, var s) -> "Null0";
      case NextHop.Port(String domain, IpAddress address, var s) -> null;
      case NextHop.Deliver(String domain, String filter, var s) -> null;
      case NextHop.ToGroup(String group, var s) -> null;
      case NextHop.OtherVrf(String vrf, var s) -> null;
    };
  }

  /** BGP table of VRFs with every candidate. */
  Table learned(List<VrfRef> vrfs) {
    Table.Builder table = bgpTable();
    for (SessionTable.Speaker speaker : speakers(vrfs)) {
      for (LocRibEntry entry : solution.routing().bgp().locRib(speaker.id())) {
        boolean suppressed = solution.routing().bgp().isSuppressed(speaker.id(), entry.prefix());
        for (LocRibEntry.Path path : entry.paths()) {
          boolean best =
              path.standing() == LocRibEntry.Standing.BEST
                  || path.standing() == LocRibEntry.Standing.MULTIPATH;
          String why = why(path);
          row(
              table,
              path.route(),
              best,
              best && suppressed ? why + "; suppressed by the aggregate" : why);
        }
      }
    }
    return table.build();
  }

  private static String why(LocRibEntry.Path path) {
    String step =
        path.step().letter().isEmpty()
            ? path.step().text()
            : path.step().text() + " (RFC 4271 9.1.2.2 " + path.step().letter() + ")";
    String detail = path.detail().isEmpty() ? "" : ": " + path.detail();
    return switch (path.standing()) {
      case BEST -> path.step() == DecisionStep.ONLY_PATH ? step : "best by " + step;
      case MULTIPATH -> "multipath with the best";
      case LOST -> "lost by " + step + detail;
      case NOT_ELIGIBLE -> "not eligible: " + step + detail;
    };
  }

  /** What peers sent, before policy. */
  Table received(List<VrfRef> vrfs, String peer, Origin origin) {
    Table.Builder table = bgpTable();
    for (int end : ends(vrfs, peer, origin)) {
      for (ReceivedRoute received : solution.routing().bgp().adjRibIn(end)) {
        DecisionStep keptOut = received.keptOut();
        row(
            table,
            received.received(),
            false,
            keptOut == null
                ? "accepted"
                : keptOut.text() + (received.detail().isEmpty() ? "" : ": " + received.detail()));
      }
    }
    return table.build();
  }

  /** What is sent to peers. */
  Table advertised(List<VrfRef> vrfs, String peer, Origin origin) {
    Table.Builder table = bgpTable();
    for (int end : ends(vrfs, peer, origin)) {
      // RFC 4271 §5.1.5: LOCAL_PREF is not sent to another AS.
      boolean external = solution.routing().bgp().topology().isExternal(end);
      for (BgpRoute route : solution.routing().bgp().adjRibOut(end)) {
        row(table, route, external ? null : route.localPreference(), true, "advertised");
      }
    }
    return table.build();
  }

  private static Table.Builder bgpTable() {
    return new Table.Builder(
        "network",
        "nextHop",
        "med",
        "localPreference",
        "weight",
        "asPath",
        "origin",
        "peer",
        "best",
        "why");
  }

  private static void row(Table.Builder table, BgpRoute route, boolean best, String why) {
    row(table, route, route.localPreference(), best, why);
  }

  private static void row(
      Table.Builder table,
      BgpRoute route,
      @Nullable Long localPreference,
      boolean best,
      String why) {
    table.row(
        "network", route.prefix().toString(),
        "nextHop", route.nextHop().toString(),
        "asPath", route.asPath().toString(),
        "localPreference", localPreference,
        "med", route.med(),
        "weight", (long) route.weight(),
        "origin", String.valueOf(route.origin().code()),
        "communities", route.communities().stream().map(Community::toString).toList(),
        "peer", route.peer() == null ? null : route.peer().toString(),
        "best", best,
        "why", why);
  }

  private List<SessionTable.Speaker> speakers(List<VrfRef> vrfs) {
    List<SessionTable.Speaker> speakers = new ArrayList<>();
    SessionTable sessions = solution.routing().sessions();
    for (VrfRef vrf : vrfs) {
      int speaker = sessions.speakerOf(solution.topology().vrfId(vrf));
      if (speaker >= 0) {
        speakers.add(sessions.speaker(speaker));
      }
    }
    return speakers;
  }

  /** Live ends of some VRFs' sessions with a peer, by its address, node or circuit. */
  private List<Integer> ends(List<VrfRef> vrfs, String peer, Origin origin) {
    SessionTable sessions = solution.routing().sessions();
    List<Integer> ends = new ArrayList<>();
    List<String> known = new ArrayList<>();
    boolean isKnown = false;
    String wanted = peer.startsWith("circuit:") ? peer.substring("circuit:".length()) : peer;
    for (SessionTable.Speaker speaker : speakers(vrfs)) {
      int first = sessions.firstEndOf(speaker.id());
      for (int end = first; end < first + speaker.config().peers().size(); end++) {
        String address = sessions.end(end).peer().address().toString();
        known.add(address);
        List<String> names = new ArrayList<>(List.of(address));
        for (int pair : sessions.pairsOf(end)) {
          int other = sessions.pair(pair).other(end);
          String node = solution.topology().node(sessions.end(other).node()).name();
          names.add(node);
          known.add(node);
        }
        if (names.stream().anyMatch(n -> n.equals(wanted) || n.startsWith(wanted + "/"))) {
          isKnown = true;
          int pair = solution.livePairOfSession(end);
          if (pair >= 0) {
            ends.add(solution.routing().bgpEnd(pair, end));
          }
        }
      }
    }
    if (!isKnown) {
      throw new InvalidInputException(
          Finding.error(
              "TP1210",
              origin,
              "There is no BGP peer \"" + peer + "\" there.",
              Nearest.question(peer, known)));
    }
    return ends;
  }
}
