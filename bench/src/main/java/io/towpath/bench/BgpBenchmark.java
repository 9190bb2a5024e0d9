package io.towpath.bench;

import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.RouteClass;
import io.towpath.routing.bgp.BgpEngine;
import io.towpath.routing.bgp.BgpInputs;
import io.towpath.routing.bgp.BgpState;
import io.towpath.routing.bgp.BgpTopology;
import io.towpath.routing.bgp.Origination;
import io.towpath.routing.bgp.SessionInput;
import io.towpath.routing.bgp.SolveOptions;
import io.towpath.routing.bgp.SpeakerInput;
import io.towpath.testkit.networks.bgp.BgpNetwork;
import io.towpath.testkit.networks.bgp.GaoRexfordNetwork;
import io.towpath.testkit.networks.bgp.ReferenceBgp;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * B5 and B8: 1,000 speakers with an AS each, 2,891 sessions, 1,000 prefixes, Gao–Rexford policies,
 * one thread. {@code fixedPoint} solves from nothing; {@code oneLinkDown} takes one session after
 * the other from the solved state; {@code reference} is the same decision process on records and
 * hash maps. Setup checks that the engine selects what the reference selects, and that a link down
 * equals a cold start.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class BgpBenchmark {
  private static final long BUDGET = 1_000_000;
  private static final int ALL_UP = -1;

  private final BgpNetwork network = GaoRexfordNetwork.of(1_000, 2_891, 1_000, 1);
  private final BgpTopology topology = topology(network);
  private final List<List<Origination>> originations =
      network.announced().stream()
          .map(
              list ->
                  list.stream()
                      .map(a -> Origination.network(a.prefix(), RouteClass.CONNECTED, Origin.NONE))
                      .toList())
          .toList();
  private final io.towpath.routing.bgp.NextHopMetrics metrics = (speaker, hop) -> 0;
  private final BgpInputs inputs = inputs(ALL_UP);
  private final BgpState base = solve(inputs, null);
  private int next;

  /** Compares with the reference and prints how many routes are final. */
  @Setup
  public void check() {
    long routes = 0;
    List<Map<Prefix, List<io.towpath.testkit.networks.bgp.ReferenceRoute>>> expected =
        reference().selected();
    for (int speaker = 0; speaker < expected.size(); speaker++) {
      for (Prefix prefix : expected.get(speaker).keySet()) {
        if (base.pathsOf(speaker, prefix).isEmpty()) {
          throw new AssertionError("speaker " + speaker + " lacks " + prefix);
        }
        routes++;
      }
    }
    for (int session = 0; session < 2_891; session += 997) {
      BgpState cold = solve(inputs(session), null);
      BgpState warm = solve(inputs(session), base);
      for (int speaker = 0; speaker < topology.speakerCount(); speaker++) {
        if (!cold.locRib(speaker).equals(warm.locRib(speaker))) {
          throw new AssertionError("session " + session + " down differs from a cold start");
        }
      }
    }
    System.out.println(routes + " final routes");
  }

  /** B5. */
  @Benchmark
  public BgpState fixedPoint() {
    return solve(inputs, null);
  }

  /** B8. */
  @Benchmark
  public BgpState oneLinkDown() {
    next = (next + 1) % network.sessions().size();
    return solve(inputs(next), base);
  }

  /** The peer of both. */
  @Benchmark
  public ReferenceBgp.Outcome reference() {
    BitSet up = new BitSet();
    up.set(0, network.sessions().size());
    return new ReferenceBgp(network, up, (speaker, hop) -> 0).solve(null, BUDGET).orElseThrow();
  }

  private BgpState solve(BgpInputs given, @org.jspecify.annotations.Nullable BgpState previous) {
    return BgpEngine.solve(topology, given, previous, SolveOptions.DEFAULT);
  }

  private static BgpTopology topology(BgpNetwork network) {
    return BgpTopology.of(
        network.speakers().stream()
            .map(s -> new SpeakerInput(s.vrf(), s.config(), s.routerId()))
            .toList(),
        network.sessions().stream()
            .map(
                s -> new SessionInput(s.a(), s.endA(), s.addressA(), s.b(), s.endB(), s.addressB()))
            .toList());
  }

  private BgpInputs inputs(int down) {
    BitSet up = new BitSet();
    up.set(0, network.sessions().size());
    if (down >= 0) {
      up.clear(down);
    }
    return new BgpInputs(up, originations, metrics);
  }
}
