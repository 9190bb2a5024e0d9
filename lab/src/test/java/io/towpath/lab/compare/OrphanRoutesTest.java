package io.towpath.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.forwarding.solver.Solution;
import io.towpath.forwarding.solver.Solver;
import io.towpath.lab.plan.Features;
import io.towpath.lab.plan.LabCompiler;
import io.towpath.lab.plan.LabPlan;
import io.towpath.net.Prefix;
import io.towpath.network.BgpPeer.RemovePrivate;
import io.towpath.network.Network;
import io.towpath.testkit.networks.TopologyBuilder;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which routes may live on without an origin, and which may not. */
class OrphanRoutesTest {
  private static final String GONE = "10.9.0.0/16";

  private final TopologyBuilder net = new TopologyBuilder();

  /** Three in a ring; {@code m} has a route of its own. */
  private OrphanRoutesTest() {
    net.connect("a", "m", "10.0.0.0/30");
    net.connect("m", "z", "10.0.1.0/30");
    net.connect("z", "a", "10.0.2.0/30");
    net.router("a").bgp(65001).neighbour("10.0.0.2", 65002).neighbour("10.0.2.1", 65003);
    net.router("m").bgp(65002).neighbour("10.0.0.1", 65001).neighbour("10.0.1.2", 65003);
    net.router("z").bgp(65003).neighbour("10.0.1.1", 65002).neighbour("10.0.2.2", 65001);
    net.router("m").bgp(65002).originate("10.8.0.0/16");
  }

  private void overriding() {
    net.router("m").bgp(65002).family(family -> family.withAsPath(RemovePrivate.NO, 0, true));
  }

  /** A Loc-RIB with one best path. */
  private static TableRows best(String place, String key) {
    return TableRows.of(
        TableKind.LOC_RIB,
        place,
        List.of(
            Row.of(key)
                .with("standing", "best")
                .fact(Row.PREFIX, key.substring(0, key.indexOf(' ')))
                .build()));
  }

  private Set<Prefix> orphans(TableRows... observed) {
    Network network = net.build();
    Solution solution = Solver.of(network).solve(List.of(), null);
    LabPlan plan = LabCompiler.compile(network, Features.LEAST, Set.of());
    return new OrphanRoutes(
            solution,
            new Places(solution.topology(), plan),
            PredictedTables.of(solution, plan),
            List.of(observed))
        .prefixes();
  }

  private Set<Prefix> round(String prefix) {
    return orphans(
        best("a", prefix + " from 10.0.0.2"),
        best("m", prefix + " from 10.0.1.2"),
        best("z", prefix + " from 10.0.2.2"));
  }

  @Test
  void whereAPolicyHidesTheLoopARouteMayLiveOn() {
    overriding();
    assertThat(round(GONE)).containsExactly(Prefix.parse(GONE));
  }

  @Test
  void whereNoneDoesItMayNot() {
    assertThat(round(GONE)).isEmpty();
  }

  @Test
  void aRouteThatEndsAtItsOriginIsNoOrphan() {
    overriding();
    assertThat(
            orphans(
                best("a", GONE + " from 10.0.0.2"),
                best("m", GONE + " from 10.0.1.2"),
                best("z", GONE + " own")))
        .isEmpty();
  }

  @Test
  void norIsOneWhoseWayIsNotSeenToTheEnd() {
    overriding();
    assertThat(orphans(best("a", GONE + " from 10.0.0.2"))).isEmpty();
    assertThat(orphans(best("a", "0.0.0.0/0 from 10.0.0.2"))).isEmpty();
  }

  @Test
  void norOneThatIsPredictedThere() {
    overriding();
    assertThat(round("10.8.0.0/16")).isEmpty();
  }
}
