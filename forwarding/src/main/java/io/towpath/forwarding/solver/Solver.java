package io.towpath.forwarding.solver;

import io.towpath.forwarding.plane.Dataplane;
import io.towpath.forwarding.plane.PolicySets;
import io.towpath.forwarding.plane.StaticPlane;
import io.towpath.net.Finding;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.Failure;
import io.towpath.network.Network;
import io.towpath.routing.LiveSet;
import io.towpath.routing.Topology;
import io.towpath.routing.engine.RoutingEngine;
import io.towpath.routing.engine.RoutingState;
import io.towpath.routing.live.OperState;
import io.towpath.routing.live.SessionCause;
import io.towpath.routing.live.SessionTable;
import io.towpath.routing.live.TunnelCause;
import io.towpath.routing.live.TunnelTable;
import io.towpath.routing.rib.RibRoute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Brings a network to rest.
 *
 * <p>Every tunnel and every session that needs a path starts down. Routing is computed for what
 * lives; then the packets of each tunnel and session are walked through the resulting tables, and
 * what they reach is raised, what they lose is taken down, until nothing changes. A route therefore
 * cannot support its own session. Sessions between neighbours on one wire depend on nothing but the
 * wire and are raised at once. If a set of live sessions and tunnels comes back, the network
 * oscillates: that is reported with its members, never hidden.
 *
 * <p>A failure is solved from the same start as a whole network, so its result equals a cold start;
 * only the tables that a failure touches are computed anew (see {@link RoutingEngine}).
 * Thread-safe.
 */
public final class Solver {
  private static final int MAX_ROUNDS = 64;

  private final Topology topology;
  private final RoutingEngine engine;
  private final StaticPlane staticPlane;

  private Solver(Topology topology) {
    this.topology = topology;
    this.engine = RoutingEngine.of(topology);
    this.staticPlane = new StaticPlane(topology);
  }

  /** A solver for a network. */
  public static Solver of(Network network) {
    return new Solver(Topology.of(network));
  }

  public Topology topology() {
    return topology;
  }

  /** The network without failures. */
  public Solution solve() {
    return solve(List.of(), null);
  }

  /**
   * The network with failures.
   *
   * @param base a solution of this solver to start from; it changes the cost, never the result
   */
  public Solution solve(Collection<? extends Failure> failures, @Nullable Solution base) {
    OperState oper = OperState.of(topology, engine.sessions(), engine.tunnels(), failures);
    return new Run(oper, List.copyOf(failures)).toRest(base == null ? null : base.routing());
  }

  /** One way to rest. Owned by one thread. */
  private final class Run {
    private final OperState oper;
    private final List<Failure> failures;
    private final SessionTable sessions = engine.sessions();
    private final TunnelTable tunnels = engine.tunnels();
    private final Map<Integer, SessionCause> latched = new TreeMap<>();
    private final @Nullable SessionCause[] sessionCauses = new SessionCause[sessions.pairCount()];
    private final @Nullable TunnelCause[] tunnelCauses = new TunnelCause[tunnels.pairCount()];
    private final List<Finding> problems = new ArrayList<>();
    private long[] tunnelLatency = new long[topology.interfaceCount()];

    Run(OperState oper, List<Failure> failures) {
      this.oper = oper;
      this.failures = failures;
      Arrays.fill(tunnelLatency, -1);
    }

    Solution toRest(@Nullable RoutingState previous) {
      BitSet sessionsUp =
          SessionJudge.directlyUp(sessions, topology, oper.live(new BitSet(), new BitSet()));
      dropHeld(sessionsUp);
      BitSet tunnelsUp = new BitSet();
      Map<List<BitSet>, Integer> seen = new LinkedHashMap<>();
      RoutingState state = previous;
      for (int round = 0; ; round++) {
        LiveSet live = oper.live(sessionsUp, tunnelsUp);
        state = engine.solve(live, state);
        Dataplane plane = plane(state, live);
        BitSet nextTunnels = judgeTunnels(plane);
        BitSet nextSessions = judgeSessions(plane, state);
        boolean atRest = nextTunnels.equals(tunnelsUp) && nextSessions.equals(sessionsUp);
        boolean comesBack = seen.putIfAbsent(List.of(sessionsUp, tunnelsUp), round) != null;
        if (atRest || comesBack || round >= MAX_ROUNDS) {
          if (!atRest) {
            reportOscillation(sessionsUp, nextSessions, tunnelsUp, nextTunnels);
          }
          problems.addAll(state.problems());
          return new Solution(
              failures,
              oper,
              state,
              plane,
              Collections.unmodifiableList(Arrays.asList(sessionCauses.clone())),
              Collections.unmodifiableList(Arrays.asList(tunnelCauses.clone())),
              problems.stream().sorted().toList());
        }
        sessionsUp = nextSessions;
        tunnelsUp = nextTunnels;
      }
    }

    private void dropHeld(BitSet sessionsUp) {
      for (int pair = sessionsUp.nextSetBit(0); pair >= 0; pair = sessionsUp.nextSetBit(pair + 1)) {
        if (oper.holdsSession(pair)) {
          sessionsUp.clear(pair);
        }
      }
    }

    private BitSet judgeTunnels(Dataplane plane) {
      TunnelJudge judge = new TunnelJudge(tunnels, plane);
      BitSet up = new BitSet();
      BitSet taken = new BitSet();
      long[] latency = new long[topology.interfaceCount()];
      Arrays.fill(latency, -1);
      for (int p = 0; p < tunnels.pairCount(); p++) {
        TunnelTable.Pair pair = tunnels.pair(p);
        TunnelJudge.Judgement judgement =
            oper.holdsTunnel(p)
                ? new TunnelJudge.Judgement(new TunnelCause.HeldDown(), -1)
                : judge.judge(pair);
        tunnelCauses[p] = judgement.cause();
        if (judgement.isUp() && !taken.get(pair.a()) && !taken.get(pair.b())) {
          up.set(p);
          taken.set(pair.a());
          taken.set(pair.b());
          for (int end : new int[] {pair.a(), pair.b()}) {
            int iface = tunnels.end(end).iface();
            if (iface >= 0) {
              latency[iface] = judgement.latencyNanos();
            }
          }
        }
      }
      tunnelLatency = latency;
      return up;
    }

    private BitSet judgeSessions(Dataplane plane, RoutingState state) {
      latchExceededLimits(state);
      SessionJudge judge = new SessionJudge(sessions, plane);
      BitSet up = new BitSet();
      BitSet taken = new BitSet();
      for (int p = 0; p < sessions.pairCount(); p++) {
        SessionTable.Pair pair = sessions.pair(p);
        SessionCause cause = latched.get(p);
        if (cause == null) {
          cause = oper.holdsSession(p) ? new SessionCause.HeldDown() : judge.judge(pair);
        }
        sessionCauses[p] = cause;
        if (cause == null && !taken.get(pair.a()) && !taken.get(pair.b())) {
          up.set(p);
          taken.set(pair.a());
          taken.set(pair.b());
        }
      }
      return up;
    }

    /**
     * A session that exceeds its prefix limit stays down: it would come back only to fall again.
     */
    private void latchExceededLimits(RoutingState state) {
      for (RoutingState.Exceeded exceeded : state.exceededLimits()) {
        latched.putIfAbsent(
            exceeded.pair(),
            new SessionCause.PrefixLimitExceeded(
                topology.node(sessions.end(exceeded.end()).node()).name(),
                exceeded.limit(),
                exceeded.received()));
      }
    }

    private Dataplane plane(RoutingState state, LiveSet live) {
      int[] peer = new int[topology.interfaceCount()];
      Arrays.fill(peer, -1);
      BitSet up = live.tunnelsUp();
      for (int p = up.nextSetBit(0); p >= 0; p = up.nextSetBit(p + 1)) {
        int a = tunnels.end(tunnels.pair(p).a()).iface();
        int b = tunnels.end(tunnels.pair(p).b()).iface();
        if (a >= 0 && b >= 0) {
          peer[a] = b;
          peer[b] = a;
        }
      }
      return new Dataplane(
          staticPlane,
          live,
          state::fib,
          peer,
          tunnelLatency.clone(),
          new PolicySets(topology, new RibCoverage(state)));
    }

    private void reportOscillation(
        BitSet sessionsUp, BitSet nextSessions, BitSet tunnelsUp, BitSet nextTunnels) {
      List<String> members = new ArrayList<>();
      BitSet changing = (BitSet) sessionsUp.clone();
      changing.xor(nextSessions);
      changing.stream()
          .forEach(
              p -> {
                SessionTable.Pair pair = sessions.pair(p);
                members.add("session " + nodeOfSession(pair.a()) + " – " + nodeOfSession(pair.b()));
              });
      changing = (BitSet) tunnelsUp.clone();
      changing.xor(nextTunnels);
      changing.stream()
          .forEach(p -> members.add("tunnel " + tunnels.end(tunnels.pair(p).a()).config().name()));
      problems.add(
          Finding.warning(
                  "TP6001",
                  Origin.NONE,
                  "The network does not come to rest: these go up and down in turn: "
                      + String.join(", ", members)
                      + ".",
                  "Look for a session or tunnel whose own routes lead its packets elsewhere.")
              .affecting(members));
    }

    private String nodeOfSession(int end) {
      return topology.node(sessions.end(end).node()).name();
    }
  }

  /** Answers questions of filters from routing tables. */
  private record RibCoverage(RoutingState state) implements PolicySets.Coverage {
    @Override
    public List<Prefix> prefixes(int vrf, List<String> classes) {
      return state.rib(vrf).routes().stream()
          .filter(route -> route.isActive() && classes.contains(route.routeClass()))
          .map(RibRoute::prefix)
          .distinct()
          .toList();
    }

    @Override
    public boolean covers(int vrf, IpAddress address, List<String> classes) {
      RibRoute match = state.rib(vrf).match(address);
      if (match != null && classes.contains(match.routeClass())) {
        return true;
      }
      return prefixes(vrf, classes).stream().anyMatch(prefix -> prefix.contains(address));
    }
  }
}
