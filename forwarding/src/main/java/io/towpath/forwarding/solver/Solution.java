package io.towpath.forwarding.solver;

import io.towpath.forwarding.plane.Dataplane;
import io.towpath.net.Finding;
import io.towpath.network.Failure;
import io.towpath.routing.LiveSet;
import io.towpath.routing.Topology;
import io.towpath.routing.engine.RoutingState;
import io.towpath.routing.live.OperState;
import io.towpath.routing.live.SessionCause;
import io.towpath.routing.live.TunnelCause;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A network that has come to rest: what lives, the tables that follow, and the data plane over
 * them. Immutable and thread-safe.
 *
 * @param failures what failed
 * @param oper what is down by configuration and failure
 * @param routing tables for what lives
 * @param plane data plane over the tables
 * @param sessionCauses by pair id, why it is not established; null = it is
 * @param tunnelCauses by pair id, why it is down; null = it is up
 * @param restlessSessions pair ids of sessions that go up and down in turn for ever; the tables are
 *     those of one moment
 * @param problems oscillation and other things that people must know; sorted
 */
public record Solution(
    List<Failure> failures,
    OperState oper,
    RoutingState routing,
    Dataplane plane,
    List<@Nullable SessionCause> sessionCauses,
    List<@Nullable TunnelCause> tunnelCauses,
    List<Integer> restlessSessions,
    List<Finding> problems) {

  /** The topology whose ids are used. */
  public Topology topology() {
    return routing.topology();
  }

  /** What is up. */
  public LiveSet live() {
    return routing.live();
  }

  /** True if a session pair is established. */
  public boolean isSessionUp(int pair) {
    return live().sessionsUp().get(pair);
  }

  /** True if a tunnel pair is up. */
  public boolean isTunnelUp(int pair) {
    return live().tunnelsUp().get(pair);
  }

  /** The live pair of a session end, or −1. */
  public int livePairOfSession(int end) {
    return firstUp(routing.sessions().pairsOf(end), live().sessionsUp());
  }

  /** The live pair of a tunnel end, or −1. */
  public int livePairOfTunnel(int end) {
    return firstUp(routing.tunnels().pairsOf(end), live().tunnelsUp());
  }

  private static int firstUp(int[] pairs, java.util.BitSet up) {
    return IntStream.of(pairs).filter(up::get).findFirst().orElse(-1);
  }

  /** Why a session end has no session; empty if it is established. */
  public List<SessionCause> whySessionDown(int end) {
    if (livePairOfSession(end) >= 0) {
      return List.of();
    }
    int[] pairs = routing.sessions().pairsOf(end);
    if (pairs.length == 0) {
      return routing.sessions().unpaired(end);
    }
    return Arrays.stream(pairs).mapToObj(sessionCauses::get).filter(c -> c != null).toList();
  }

  /** Why a tunnel end is down; empty if it is up. */
  public List<TunnelCause> whyTunnelDown(int end) {
    if (livePairOfTunnel(end) >= 0) {
      return List.of();
    }
    int[] pairs = routing.tunnels().pairsOf(end);
    if (pairs.length == 0) {
      return routing.tunnels().unpaired(end);
    }
    return Arrays.stream(pairs).mapToObj(tunnelCauses::get).filter(c -> c != null).toList();
  }
}
