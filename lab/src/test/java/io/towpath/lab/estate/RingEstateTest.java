package io.towpath.lab.estate;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.estate.load.Estate;
import io.towpath.estate.load.EstateLoader;
import io.towpath.forwarding.solver.Solution;
import io.towpath.forwarding.trace.Place;
import io.towpath.forwarding.trace.Trace;
import io.towpath.forwarding.trace.Tracer;
import io.towpath.forwarding.trace.Walker;
import io.towpath.lab.plan.Features;
import io.towpath.lab.plan.LabCompiler;
import io.towpath.lab.plan.LabPlan;
import io.towpath.net.PacketHeader;
import io.towpath.routing.Topology;
import io.towpath.testkit.networks.GenerateWorkload;
import io.towpath.testkit.networks.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The workload by which labs are measured: it loads, solves, and has a space for each machine. */
class RingEstateTest {
  @Test
  void hundredRoutersAndHostsSolveAndReachEachOther(@TempDir Path folder) throws IOException {
    Workload ring = Objects.requireNonNull(GenerateWorkload.named().get("ring100")).get();
    ring.writeTo(folder);

    Estate estate = EstateLoader.load(folder, null);
    LabPlan plan = LabCompiler.compile(estate.base().network(), new Features(false, false, false));

    // The Internet has a space in every lab.
    assertThat(plan.spaces().size()).isEqualTo(201);
    assertThat(plan.wires().size()).isEqualTo(300);
    assertThat(plan.remarks()).isEmpty();

    Solution solution = estate.base().solve(List.of());
    Topology topology = solution.topology();
    Tracer tracer = new Tracer(new Walker(solution), List.of());
    for (int i = 1; i < ring.hosts().size(); i++) {
      var probe =
          PacketHeader.echo(
              topology.host(topology.hostId("h0")).address(), ring.hosts().get(i).address());
      Place from = new Place.AtHost(topology.hostId("h0"));
      List<Trace> traces = tracer.paths(from, probe, false);
      assertThat(traces).as("h0 to h" + i).isNotEmpty().allMatch(Trace::answered);
      assertThat(traces).allMatch(trace -> trace.hops().size() <= 12);
    }
  }
}
