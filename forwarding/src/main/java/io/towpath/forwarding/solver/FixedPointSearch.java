package io.towpath.forwarding.solver;

import io.towpath.forwarding.ForwardingKinds;
import io.towpath.forwarding.plane.Dataplane;
import io.towpath.forwarding.plane.LiveTunnels;
import io.towpath.forwarding.plane.PolicySets;
import io.towpath.forwarding.plane.StaticPlane;
import io.towpath.net.Finding;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.Failure;
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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One search for the set of sessions and tunnels that support themselves. Owned by one thread. */
final class FixedPointSearch {
  private static final int MAX_ROUNDS = 64;

  private final Topology topology;
  private final RoutingEngine engine;
  private final StaticPlane staticPlane;
  private final OperState oper;
  private final List<Failure> failures;
  private final SessionTable sessions;
  private final TunnelTable tunnels;
  private final BitSet shut;
  private final Map<Integer, SessionCause> latched = new TreeMap<>();
  private final @Nullable SessionCause[] sessionCauses;
  private final @Nullable TunnelCause[] tunnelCauses;
  private final List<Finding> problems = new ArrayList<>();
  private final BitSet restlessSessions = new BitSet();
  private LiveTunnels latencies;

  /** What lives in one round, and what is held down for good. */
  private record Live(BitSet sessions, BitSet tunnels, List<Integer> latched) {}

  FixedPointSearch(
      RoutingEngine engine, StaticPlane staticPlane, OperState oper, List<Failure> failures) {
    this.topology = engine.topology();
    this.engine = engine;
    this.staticPlane = staticPlane;
    this.oper = oper;
    this.failures = failures;
    this.sessions = engine.sessions();
    this.tunnels = engine.tunnels();
    this.sessionCauses = new @Nullable SessionCause[sessions.pairCount()];
    this.tunnelCauses = new @Nullable TunnelCause[tunnels.pairCount()];
    this.latencies = LiveTunnels.none(topology);
    BitSet everyTunnel = new BitSet();
    everyTunnel.set(0, tunnels.pairCount());
    this.shut = oper.live(new BitSet(), everyTunnel).interfacesDown();
  }

  /**
   * Raises from nothing until nothing changes.
   *
   * @param previous tables to start from; they change the cost, never the result
   */
  Solution toRest(@Nullable RoutingState previous) {
    Live now = new Live(directlyUp(), new BitSet(), List.of());
    List<Live> seen = new ArrayList<>();
    RoutingState state = previous;
    while (true) {
      LiveSet live = oper.live(now.sessions, now.tunnels);
      state = engine.solve(live, state);
      Dataplane plane = plane(state, live);
      LiveTunnels assumed = latencies;
      BitSet nextTunnels = judgeTunnels(plane);
      BitSet nextSessions = judgeSessions(plane, state);
      Live next = new Live(nextSessions, nextTunnels, List.copyOf(latched.keySet()));
      boolean atRest = next.sessions.equals(now.sessions) && next.tunnels.equals(now.tunnels);
      int before = seen.indexOf(now);
      seen.add(now);
      if (atRest || before >= 0 || seen.size() > MAX_ROUNDS) {
        if (!atRest) {
          reportOscillation(seen.subList(Math.max(before, 0), seen.size()), next);
        }
        boolean sameUnderlay = Arrays.equals(assumed.latencyNanos(), latencies.latencyNanos());
        return solution(state, sameUnderlay ? plane : plane(state, live));
      }
      now = next;
    }
  }

  private Solution solution(RoutingState state, Dataplane plane) {
    problems.addAll(state.problems());
    return new Solution(
        failures,
        oper,
        state,
        plane,
        Collections.unmodifiableList(Arrays.<@Nullable SessionCause>asList(sessionCauses)),
        Collections.unmodifiableList(Arrays.<@Nullable TunnelCause>asList(tunnelCauses)),
        restlessSessions.stream().boxed().toList(),
        problems.stream().sorted().toList());
  }

  private BitSet directlyUp() {
    BitSet up = SessionJudge.directlyUp(sessions, topology, oper.live(new BitSet(), new BitSet()));
    for (int pair = up.nextSetBit(0); pair >= 0; pair = up.nextSetBit(pair + 1)) {
      if (oper.holdsSession(pair)) {
        up.clear(pair);
      }
    }
    return up;
  }

  private BitSet judgeTunnels(Dataplane plane) {
    TunnelJudge judge = new TunnelJudge(tunnels, plane, shut);
    List<TunnelJudge.Judgement> judgements = new ArrayList<>();
    for (int p = 0; p < tunnels.pairCount(); p++) {
      judgements.add(
          oper.holdsTunnel(p)
              ? TunnelJudge.down(new TunnelCause.HeldDown())
              : judge.judge(tunnels.pair(p)));
    }
    new TunnelSupport(tunnels, plane.live().tunnelsUp()).lowerCircles(judgements);
    BitSet up = new BitSet();
    BitSet taken = new BitSet();
    latencies = LiveTunnels.none(topology);
    for (int p = 0; p < tunnels.pairCount(); p++) {
      TunnelTable.Pair pair = tunnels.pair(p);
      TunnelJudge.Judgement judgement = judgements.get(p);
      tunnelCauses[p] = judgement.cause();
      if (judgement.isUp() && !taken.get(pair.a()) && !taken.get(pair.b())) {
        up.set(p);
        taken.set(pair.a());
        taken.set(pair.b());
        int a = tunnels.end(pair.a()).iface();
        int b = tunnels.end(pair.b()).iface();
        if (a >= 0 && b >= 0) {
          latencies.join(a, b, judgement.nanosFromA(), judgement.nanosFromB());
        }
      }
    }
    return up;
  }

  private BitSet judgeSessions(Dataplane plane, RoutingState state) {
    latchExceededLimits(state);
    SessionJudge judge = new SessionJudge(sessions, tunnels, plane);
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

  /** A session that exceeds its prefix limit stays down: it would come back only to fall again. */
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

  /** The data plane over tables; a tunnel that the last round did not have is of unknown length. */
  private Dataplane plane(RoutingState state, LiveSet live) {
    LiveTunnels inUse = LiveTunnels.none(topology);
    BitSet up = live.tunnelsUp();
    for (int p = up.nextSetBit(0); p >= 0; p = up.nextSetBit(p + 1)) {
      int a = tunnels.end(tunnels.pair(p).a()).iface();
      int b = tunnels.end(tunnels.pair(p).b()).iface();
      if (a >= 0 && b >= 0) {
        inUse.join(a, b, latencies.latencyNanos()[a], latencies.latencyNanos()[b]);
      }
    }
    return new Dataplane(
        staticPlane,
        live,
        state::fib,
        inUse,
        new PolicySets(topology, new RibCoverage(state)),
        oper.deliveriesDown());
  }

  private void reportOscillation(List<Live> circle, Live next) {
    BitSet sessionsChanging = new BitSet();
    BitSet tunnelsChanging = new BitSet();
    for (Live live : circle) {
      sessionsChanging.or(difference(live.sessions, next.sessions));
      tunnelsChanging.or(difference(live.tunnels, next.tunnels));
    }
    restlessSessions.or(sessionsChanging);
    List<String> members = new ArrayList<>();
    List<String> nodes = new ArrayList<>();
    tunnelsChanging.stream()
        .mapToObj(tunnels::pair)
        .forEach(
            pair -> {
              members.add("tunnel " + tunnels.end(pair.a()).config().name());
              nodes.add(topology.node(tunnels.end(pair.a()).node()).name());
              nodes.add(topology.node(tunnels.end(pair.b()).node()).name());
            });
    sessionsChanging.stream()
        .mapToObj(sessions::pair)
        .forEach(
            pair -> {
              String a = topology.node(sessions.end(pair.a()).node()).name();
              String b = topology.node(sessions.end(pair.b()).node()).name();
              members.add("session " + a + " – " + b);
              nodes.add(a);
              nodes.add(b);
            });
    problems.add(
        ForwardingKinds.OSCILLATION
            .at(
                Origin.NONE,
                "The network does not come to rest: these go up and down in turn: "
                    + String.join(", ", members)
                    + ".")
            .affecting(nodes.stream().distinct().sorted().toList()));
  }

  private static BitSet difference(BitSet one, BitSet other) {
    BitSet changed = (BitSet) one.clone();
    changed.xor(other);
    return changed;
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
  }
}
