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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which routes may live on without an origin, and which may not. */
class OrphanRoutesTest {
  private static final String GONE = "10.9.0.0/16";

  private final TopologyBuilder net = new TopologyBuilder();

  /** {@code m} announces a route of its own to {@code a}. */
  private OrphanRoutesTest() {
    net.connect("a", "m", "10.0.0.0/30");
    net.router("a").bgp(65001).neighbour("10.0.0.2", 65002);
    net.router("m").bgp(65002).neighbour("10.0.0.1", 65001).originate("10.8.0.0/16");
  }

  private void overriding() {
    net.router("m").bgp(65002).family(family -> family.withAsPath(RemovePrivate.NO, 0, true));
  }

  /** Those that may, where the lab shows a row in the Loc-RIB of {@code a} beside the predicted. */
  private Set<Prefix> orphans(String key, String prefix) {
    Network network = net.build();
    Solution solution = Solver.of(network).solve(List.of(), null);
    LabPlan plan = LabCompiler.compile(network, Features.LEAST, Set.of());
    List<TableRows> predicted = PredictedTables.of(solution, plan);
    List<TableRows> observed = new ArrayList<>(predicted);
    observed.add(
        TableRows.of(
            TableKind.LOC_RIB,
            "other",
            List.of(Row.of(key).with("standing", "best").fact(Row.PREFIX, prefix).build())));
    return new OrphanRoutes(solution, predicted, observed).prefixes();
  }

  @Test
  void whereAPolicyHidesTheLoopARouteMayLiveOn() {
    overriding();
    assertThat(orphans(GONE + " from 10.0.0.2", GONE)).containsExactly(Prefix.parse(GONE));
  }

  @Test
  void whereNoneDoesItMayNot() {
    assertThat(orphans(GONE + " from 10.0.0.2", GONE)).isEmpty();
  }

  @Test
  void aRouteThatTheLabOriginatesIsNoOrphan() {
    overriding();
    assertThat(orphans(GONE + " own", GONE)).isEmpty();
  }

  @Test
  void norIsOneThatIsPredictedSomewhereOrTheDefaultRoute() {
    overriding();
    assertThat(orphans("10.8.0.0/16 from 10.0.0.2", "10.8.0.0/16")).isEmpty();
    assertThat(orphans("0.0.0.0/0 from 10.0.0.2", "0.0.0.0/0")).isEmpty();
  }
}
