package io.towpath.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.forwarding.solver.Solver;
import io.towpath.lab.plan.Features;
import io.towpath.lab.plan.LabCompiler;
import io.towpath.network.Network;
import io.towpath.testkit.networks.TopologyBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What counts as a change of a lab that does not come to rest. */
class ConvergenceTest {
  private static final Duration SHORT = Duration.ofMillis(400);

  private final Network network = network();
  private String state = "first";

  private static Network network() {
    TopologyBuilder net = new TopologyBuilder();
    net.router("a").iface("e1", "10.0.0.1/30");
    return net.build();
  }

  /** A lab whose only state is that of its agent. */
  private final class Agent extends UntouchedLab {
    Agent() {
      super(LabCompiler.compile(network, Features.LEAST, Set.of()));
    }

    @Override
    public Map<String, String> agent() {
      return Map.of("table", state);
    }
  }

  @Test
  void eachChangeIsAwaitedAnew() {
    Convergence convergence = new Convergence(new Agent(), Solver.of(network).solve());
    convergence.await(List.of(), Duration.ZERO);
    assertThat(convergence.awaitChange(SHORT)).as("nothing has changed").isFalse();
    state = "second";
    assertThat(convergence.awaitChange(SHORT)).as("a change").isTrue();
    assertThat(convergence.awaitChange(SHORT)).as("no other one since").isFalse();
    state = "first";
    assertThat(convergence.awaitChange(SHORT)).as("back is a change too").isTrue();
  }
}
