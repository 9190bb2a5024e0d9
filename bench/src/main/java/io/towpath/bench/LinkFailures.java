package io.towpath.bench;

import io.towpath.estate.load.EstateLoader;
import io.towpath.forwarding.solver.Solution;
import io.towpath.forwarding.solver.Solver;
import io.towpath.network.Failure;
import io.towpath.network.InterfaceRef;
import io.towpath.network.Network;
import io.towpath.network.Segment;
import io.towpath.routing.Topology;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Fails every cable of an estate, one at a time, on the loaded network, and prints how long each
 * took until the network was at rest again and every route was counted: mean, 99th percentile and
 * worst. Every so many failures the result is compared with a cold start.
 *
 * <p>Arguments: the estate's folder, and how many failures to compare (default 5).
 */
public final class LinkFailures {
  private LinkFailures() {}

  /** Runs the sweep. */
  public static void main(String[] arguments) {
    Network network = EstateLoader.load(Path.of(arguments[0]), null).base().network();
    int compared = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    Solver solver = Solver.of(network);
    Solution base = solver.solve();
    long baseRoutes = routes(base);
    List<List<Failure>> cuts = cuts(network);
    for (int i = 0; i < Math.min(cuts.size(), 50); i++) {
      routes(solver.solve(cuts.get(i), base)); // warm-up
    }
    long[] nanos = new long[cuts.size()];
    long routesLost = 0;
    for (int i = 0; i < nanos.length; i++) {
      long start = System.nanoTime();
      Solution failed = solver.solve(cuts.get(i), base);
      routesLost += baseRoutes - routes(failed);
      nanos[i] = System.nanoTime() - start;
    }
    int step = Math.max(1, cuts.size() / Math.max(1, compared));
    int checked = 0;
    for (int i = 0; i < cuts.size() && checked < compared; i += step, checked++) {
      String incremental = solver.solve(cuts.get(i), base).routing().digest();
      String cold = Solver.of(network).solve(cuts.get(i), null).routing().digest();
      if (!incremental.equals(cold)) {
        throw new AssertionError("differs from a cold start: " + cuts.get(i));
      }
    }
    print(nanos, baseRoutes, routesLost, checked);
  }

  private static List<List<Failure>> cuts(Network network) {
    List<List<Failure>> cuts = new ArrayList<>();
    for (Segment segment : network.segments().values()) {
      if (segment.members().size() == 2) {
        List<Failure> both = new ArrayList<>();
        for (InterfaceRef member : segment.members()) {
          both.add(new Failure.InterfaceDown(member, false));
        }
        cuts.add(both);
      }
    }
    return cuts;
  }

  private static long routes(Solution solution) {
    Topology topology = solution.topology();
    long routes = 0;
    for (int vrf = 0; vrf < topology.vrfCount(); vrf++) {
      routes += solution.routing().routeCount(vrf);
    }
    return routes;
  }

  private static void print(long[] nanos, long baseRoutes, long routesLost, int checked) {
    long sum = Arrays.stream(nanos).sum();
    Arrays.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "%d links, %d routes; one link down: mean %.2f ms, p99 %.2f ms, worst %.2f ms;"
            + " %.1f routes lost on average; %d compared with a cold start, equal%n",
        nanos.length,
        baseRoutes,
        sum / 1e6 / nanos.length,
        nanos[(int) (nanos.length * 0.99)] / 1e6,
        nanos[nanos.length - 1] / 1e6,
        (double) routesLost / nanos.length,
        checked);
  }
}
