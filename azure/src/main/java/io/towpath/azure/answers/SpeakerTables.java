package io.towpath.azure.answers;

import io.towpath.forwarding.solver.Solution;
import io.towpath.net.Prefix;
import io.towpath.network.VrfRef;
import io.towpath.routing.bgp.BgpRoute;
import io.towpath.routing.bgp.BgpState;
import io.towpath.routing.bgp.DecisionStep;
import io.towpath.routing.bgp.LocRibEntry;
import io.towpath.routing.bgp.ReceivedRoute;
import io.towpath.routing.live.SessionCause;
import io.towpath.routing.live.SessionTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The BGP tables of one speaker, and what became of each of its routes. */
final class SpeakerTables {
  private final Solution solution;
  private final BgpState bgp;
  private final int speaker;

  private SpeakerTables(Solution solution, int speaker) {
    this.solution = solution;
    this.bgp = solution.routing().bgp();
    this.speaker = speaker;
  }

  /** The speaker of a VRF; nothing is known of it if the VRF has none. */
  static SpeakerTables of(Solution solution, VrfRef vrf) {
    return new SpeakerTables(
        solution, solution.routing().sessions().speakerOf(solution.topology().vrfId(vrf)));
  }

  /** True if its node runs. */
  boolean runs() {
    return speaker >= 0
        && !solution.live().nodesDown().get(solution.routing().sessions().speaker(speaker).node());
  }

  /** Its session ends, in the order of the configuration. */
  List<SessionTable.End> ends() {
    List<SessionTable.End> ends = new ArrayList<>();
    if (speaker >= 0) {
      SessionTable sessions = solution.routing().sessions();
      int first = sessions.firstEndOf(speaker);
      for (int i = 0; i < sessions.speaker(speaker).config().peers().size(); i++) {
        ends.add(sessions.end(first + i));
      }
    }
    return ends;
  }

  /** Id of an end in the BGP tables, or −1 while its session is down. */
  private int bgpEnd(SessionTable.End end) {
    int pair = solution.livePairOfSession(end.id());
    return pair < 0 ? -1 : solution.routing().bgpEnd(pair, end.id());
  }

  boolean isUp(SessionTable.End end) {
    return solution.livePairOfSession(end.id()) >= 0;
  }

  List<String> whyDown(SessionTable.End end) {
    return solution.whySessionDown(end.id()).stream().map(SessionCause::text).toList();
  }

  /** What it originated: networks and what it redistributes. */
  List<BgpRoute> originated() {
    List<BgpRoute> routes = new ArrayList<>();
    if (speaker >= 0) {
      for (LocRibEntry entry : bgp.locRib(speaker)) {
        for (LocRibEntry.Path path : entry.paths()) {
          if (path.end() < 0) {
            routes.add(path.route());
          }
        }
      }
    }
    routes.sort(Comparator.comparing(BgpRoute::prefix));
    return routes;
  }

  /** What was accepted over a session, after policy, by prefix. */
  List<BgpRoute> accepted(SessionTable.End end) {
    return received(end, ReceivedRoute::accepted);
  }

  /** The same as the peer sent it, before policy. */
  List<BgpRoute> acceptedAsSent(SessionTable.End end) {
    return received(end, ReceivedRoute::received);
  }

  private List<BgpRoute> received(
      SessionTable.End end, Function<ReceivedRoute, @Nullable BgpRoute> form) {
    int id = bgpEnd(end);
    List<BgpRoute> routes = new ArrayList<>();
    if (id >= 0) {
      for (ReceivedRoute received : bgp.adjRibIn(id)) {
        BgpRoute route = received.accepted() == null ? null : form.apply(received);
        if (route != null) {
          routes.add(route);
        }
      }
    }
    routes.sort(Comparator.comparing(BgpRoute::prefix));
    return routes;
  }

  /** What is sent over a session, by prefix. */
  List<BgpRoute> sent(SessionTable.End end) {
    int id = bgpEnd(end);
    return id < 0
        ? List.of()
        : bgp.adjRibOut(id).stream().sorted(Comparator.comparing(BgpRoute::prefix)).toList();
  }

  /** What became of the path that came over a session. */
  String why(Prefix prefix, SessionTable.End end) {
    return why(prefix, bgpEnd(end));
  }

  /** What became of the path that the speaker originated. */
  String whyOriginated(Prefix prefix) {
    return why(prefix, -1);
  }

  /** True if the path that came over a session is the best one or shares the load with it. */
  boolean isUsed(Prefix prefix, SessionTable.End end) {
    LocRibEntry.Path path = path(prefix, bgpEnd(end));
    return path != null
        && (path.standing() == LocRibEntry.Standing.BEST
            || path.standing() == LocRibEntry.Standing.MULTIPATH);
  }

  private String why(Prefix prefix, int end) {
    LocRibEntry.Path path = path(prefix, end);
    return path == null ? "" : text(path);
  }

  private LocRibEntry.@Nullable Path path(Prefix prefix, int end) {
    LocRibEntry entry = bgp.locRib(speaker, prefix);
    if (entry != null) {
      for (LocRibEntry.Path path : entry.paths()) {
        if (end < 0 ? path.end() < 0 : path.end() == end) {
          return path;
        }
      }
    }
    return null;
  }

  private static String text(LocRibEntry.Path path) {
    DecisionStep step = path.step();
    String word =
        step.letter().isEmpty()
            ? step.text()
            : step.text() + " (RFC 4271 9.1.2.2 " + step.letter() + ")";
    String detail = path.detail().isEmpty() ? "" : ": " + path.detail();
    return switch (path.standing()) {
      case BEST -> step == DecisionStep.ONLY_PATH ? word : "best by " + word;
      case MULTIPATH -> "shares the load with the best";
      case LOST -> "lost by " + word + detail;
      case NOT_ELIGIBLE -> word + detail;
    };
  }
}
