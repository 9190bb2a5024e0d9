package io.towpath.estate.answers;

import io.towpath.forwarding.solver.Solution;
import io.towpath.net.Finding;
import io.towpath.net.IpAddress;
import io.towpath.routing.Topology;
import io.towpath.routing.live.SessionCause;
import io.towpath.routing.live.SessionTable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** BGP sessions that are configured and not established, each pair of ends once. */
final class DownSessions {
  private final Solution solution;
  private final Topology topology;
  private final SessionTable sessions;
  private final Intended intended;

  DownSessions(Solution solution, Intended intended) {
    this.solution = solution;
    this.topology = solution.topology();
    this.sessions = solution.routing().sessions();
    this.intended = intended;
  }

  /** One finding for each pair, in the order of ends. */
  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    Map<Integer, List<Integer>> lonely = lonelyEnds();
    BitSet told = new BitSet();
    for (int end = 0; end < sessions.endCount(); end++) {
      if (told.get(end) || solution.livePairOfSession(end) >= 0 || isDormant(end)) {
        continue;
      }
      told.set(end);
      if (sessions.pairsOf(end).length == 0) {
        findings.add(unpaired(end, lonely, told));
      } else if (!isHeld(end)) {
        SessionTable.Pair pair = candidate(end);
        told.set(pair.other(end));
        findings.add(paired(pair));
      }
    }
    return findings;
  }

  /** Ends without a pair, by VRF. */
  private Map<Integer, List<Integer>> lonelyEnds() {
    Map<Integer, List<Integer>> lonely = new TreeMap<>();
    for (int end = 0; end < sessions.endCount(); end++) {
      if (sessions.pairsOf(end).length == 0) {
        lonely.computeIfAbsent(sessions.end(end).vrf(), v -> new ArrayList<>()).add(end);
      }
    }
    return lonely;
  }

  private boolean isHeld(int end) {
    for (int pair : sessions.pairsOf(end)) {
      if (solution.oper().holdsSession(pair)) {
        return true;
      }
    }
    return false;
  }

  /** A standby that sleeps is down by design and the other instance stands for it. */
  private boolean isDormant(int end) {
    return intended.isDormant(sessions.end(end).node());
  }

  /** The pair to tell of: the first whose other end should be up and is not, else the first. */
  private SessionTable.Pair candidate(int end) {
    int[] pairs = sessions.pairsOf(end);
    for (int id : pairs) {
      int other = sessions.pair(id).other(end);
      if (solution.livePairOfSession(other) < 0 && !isDormant(other)) {
        return sessions.pair(id);
      }
    }
    return sessions.pair(pairs[0]);
  }

  private Finding paired(SessionTable.Pair pair) {
    SessionTable.End a = sessions.end(pair.a());
    SessionTable.End b = sessions.end(pair.b());
    List<String> affects = new ArrayList<>(elements(a));
    affects.addAll(elements(b));
    affects.add(topology.interfaceRef(pair.ifaceA()).toString());
    affects.add(topology.interfaceRef(pair.ifaceB()).toString());
    return DownFindings.finding(
        DownFindings.SESSION,
        isIntended(a)
            || isIntended(b)
            || intended.isShut(pair.ifaceA())
            || intended.isShut(pair.ifaceB()),
        "BGP session "
            + topology.vrfRef(a.vrf())
            + " "
            + pair.addressA()
            + " – "
            + topology.vrfRef(b.vrf())
            + " "
            + pair.addressB()
            + " is not established",
        causes(pair),
        List.of(a.peer().origin(), b.peer().origin()),
        affects);
  }

  private List<String> causes(SessionTable.Pair pair) {
    if (!pair.obstacles().isEmpty()) {
      return pair.obstacles().stream().map(SessionCause::text).toList();
    }
    SessionCause cause = solution.sessionCauses().get(pair.id());
    return List.of(cause == null ? "another session of its peer is up" : cause.text());
  }

  /** An end without a pair, together with one that calls it in vain by another address. */
  private Finding unpaired(int id, Map<Integer, List<Integer>> lonely, BitSet told) {
    SessionTable.End end = sessions.end(id);
    IpAddress peer = end.peer().address();
    List<String> causes = new ArrayList<>();
    sessions.unpaired(id).forEach(cause -> causes.add(cause.text()));
    List<String> affects = new ArrayList<>(elements(end));
    boolean shut = isIntended(end);
    String what = "BGP session " + topology.vrfRef(end.vrf()) + " – " + peer;
    int other = mutual(end, lonely, told);
    if (other >= 0) {
      told.set(other);
      SessionTable.End far = sessions.end(other);
      sessions.unpaired(other).forEach(cause -> causes.add(cause.text()));
      affects.addAll(elements(far));
      shut |= isIntended(far);
      what += " of " + topology.vrfRef(far.vrf());
    }
    return DownFindings.finding(
        DownFindings.SESSION,
        shut,
        what + " is not established",
        causes,
        List.of(end.peer().origin()),
        affects);
  }

  private int mutual(SessionTable.End end, Map<Integer, List<Integer>> lonely, BitSet told) {
    for (int owner : topology.interfacesWith(end.peer().address())) {
      for (int other : lonely.getOrDefault(topology.vrfOfInterface(owner), List.of())) {
        if (!told.get(other) && owns(end.vrf(), sessions.end(other).peer().address())) {
          return other;
        }
      }
    }
    return -1;
  }

  private boolean owns(int vrf, IpAddress address) {
    for (int owner : topology.interfacesWith(address)) {
      if (topology.vrfOfInterface(owner) == vrf) {
        return true;
      }
    }
    return false;
  }

  private boolean isIntended(SessionTable.End end) {
    return end.peer().transport().shutdown()
        || intended.isDormant(end.node())
        || intended.isShutTowards(end.vrf(), end.peer().address());
  }

  private List<String> elements(SessionTable.End end) {
    return List.of(topology.node(end.node()).name(), topology.vrfRef(end.vrf()).toString());
  }
}
