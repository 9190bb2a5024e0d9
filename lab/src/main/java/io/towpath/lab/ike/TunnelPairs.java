package io.towpath.lab.ike;

import io.towpath.lab.plan.LabPlan;
import io.towpath.lab.plan.Tunnel;
import io.towpath.routing.Topology;
import io.towpath.routing.live.TunnelTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which pairs of tunnel ends of a network have a tunnel in its lab, as their daemons say. */
public final class TunnelPairs {
  private TunnelPairs() {}

  /**
   * A pair of ends.
   *
   * @param pair its id in the table of tunnels, the bit in {@code LiveSet.tunnelsUp}
   * @param a tunnel of the lab for the lower end; null if the lab lacks it or does not run it
   * @param b likewise
   * @param connected both ends have child SAs with each other
   * @param cause why not, as a code of the network model; empty if it is connected or nobody said
   * @param line the daemon's own line
   */
  public record PairState(
      int pair,
      @Nullable Tunnel a,
      @Nullable Tunnel b,
      boolean connected,
      String cause,
      String line) {}

  /**
   * Reads every pair, in the order of ids.
   *
   * @param directory where the daemon of a tunnel keeps its files
   */
  public static List<PairState> read(
      LabPlan plan, Topology topology, TunnelTable tunnels, Function<Tunnel, Path> directory) {
    Map<String, Tunnel> byEnd = new TreeMap<>();
    Map<String, TunnelStatus> statuses = new TreeMap<>();
    for (Tunnel tunnel : plan.tunnels()) {
      String key = tunnel.node() + "\0" + tunnel.end();
      byEnd.put(key, tunnel);
      statuses.put(key, TunnelStatus.read(directory.apply(tunnel)));
    }
    List<PairState> pairs = new ArrayList<>();
    for (int id = 0; id < tunnels.pairCount(); id++) {
      TunnelTable.Pair pair = tunnels.pair(id);
      String a = key(topology, tunnels.end(pair.a()));
      String b = key(topology, tunnels.end(pair.b()));
      pairs.add(state(id, byEnd.get(a), byEnd.get(b), statuses.get(a), statuses.get(b)));
    }
    return List.copyOf(pairs);
  }

  private static String key(Topology topology, TunnelTable.End end) {
    return topology.node(end.node()).name() + "\0" + end.config().name();
  }

  private static PairState state(
      int pair,
      @Nullable Tunnel a,
      @Nullable Tunnel b,
      @Nullable TunnelStatus stateA,
      @Nullable TunnelStatus stateB) {
    if (stateA == null || stateB == null) {
      return new PairState(pair, a, b, false, "", "");
    }
    if (stateA.meets(stateB)) {
      return new PairState(pair, a, b, true, "", "");
    }
    TunnelDiagnosis why = TunnelDiagnosis.of(stateA, stateB);
    return new PairState(pair, a, b, false, why.cause(), why.line());
  }
}
