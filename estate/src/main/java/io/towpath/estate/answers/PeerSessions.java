package io.towpath.estate.answers;

import io.towpath.forwarding.solver.Solution;
import io.towpath.network.VrfRef;
import io.towpath.routing.Topology;
import io.towpath.routing.live.SessionCause;
import io.towpath.routing.live.SessionTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether sessions with a peer are established, and why not. */
final class PeerSessions {
  private final Solution solution;
  private final Topology topology;
  private final SessionTable sessions;
  private final Intended intended;

  PeerSessions(Solution solution) {
    this.solution = solution;
    this.topology = solution.topology();
    this.sessions = solution.routing().sessions();
    this.intended = new Intended(solution);
  }

  /** State of the sessions of VRFs with a peer, by its address, label, node or circuit. */
  Answers.State state(List<VrfRef> vrfs, String peer) {
    String lower = peer.toLowerCase(Locale.ROOT);
    String wanted = lower.startsWith("circuit:") ? lower.substring("circuit:".length()) : lower;
    boolean up = false;
    List<String> causes = new ArrayList<>();
    for (VrfRef vrf : vrfs) {
      int speaker = sessions.speakerOf(topology.vrfId(vrf));
      if (speaker < 0) {
        continue;
      }
      for (int end = sessions.firstEndOf(speaker); end < sessions.firstEndOf(speaker + 1); end++) {
        if (isPeer(end, wanted)) {
          if (solution.livePairOfSession(end) >= 0) {
            up = true;
          } else if (!intended.isDormant(sessions.end(end).node())) {
            causes.add(vrf + " to " + sessions.end(end).peer().address() + ": " + why(end));
          }
        }
      }
    }
    if (!up && causes.isEmpty()) {
      causes.add("its gateway instance is a standby that sleeps");
    }
    return new Answers.State(up, causes);
  }

  private boolean isPeer(int end, String wanted) {
    String label = sessions.end(end).peer().label();
    if (sessions.end(end).peer().address().toString().equals(wanted)
        || label != null && label.toLowerCase(Locale.ROOT).equals(wanted)) {
      return true;
    }
    for (int pair : sessions.pairsOf(end)) {
      int other = sessions.end(sessions.pair(pair).other(end)).node();
      String node = topology.node(other).name().toLowerCase(Locale.ROOT);
      if (node.equals(wanted) || node.startsWith(wanted + "/")) {
        return true;
      }
    }
    return false;
  }

  private String why(int end) {
    List<String> causes =
        solution.whySessionDown(end).stream().map(SessionCause::text).distinct().toList();
    return causes.isEmpty() ? "another session of its peer is up" : String.join("; ", causes);
  }
}
