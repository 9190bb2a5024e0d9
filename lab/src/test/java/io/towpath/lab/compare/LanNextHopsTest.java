package io.towpath.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.forwarding.solver.Solution;
import io.towpath.forwarding.solver.Solver;
import io.towpath.network.Vrf;
import io.towpath.routing.Topology;
import io.towpath.testkit.networks.TopologyBuilder;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanNextHopsTest {

  /** {@code a} reaches the LAN 10.0.9.0/29 by itself and through {@code b}; {@code c} is on it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          via 10.0.9.3 dev e2, via 10.0.1.1 dev e1 | via 10.0.9.3 dev e2 | true
          via 10.0.9.3, via 10.0.1.1               | via 10.0.9.3        | true
          via 10.0.9.3 dev e2, via 10.0.1.1 dev e1 | via 10.0.1.1 dev e1 | false
          via 10.0.9.3 dev e2, via 10.0.2.1 dev e1 | via 10.0.9.3 dev e2 | false
          via 10.0.9.3 dev e2                      | via 10.0.9.3 dev e2 | false
          via 10.0.9.3 dev e2, via 10.0.1.1 dev e1 | drop                | false
          """)
  void onlyRoutersOfTheLanMayBeMissing(String predicted, String observed, boolean explained) {
    TopologyBuilder net = new TopologyBuilder();
    net.connect("a", "b", "10.0.1.0/31");
    net.connect("a", "d", "10.0.2.0/31");
    net.router("a").iface("lan", "10.0.9.1/29");
    net.router("b").iface("lan", "10.0.9.2/29");
    net.router("c").iface("lan", "10.0.9.3/29");
    net.segment("lan", "a:lan", "b:lan", "c:lan");

    assertThat(explains(net, predicted, observed)).isEqualTo(explained);
  }

  /**
   * {@code a} reaches the LAN 10.0.9.0/29, where {@code b} and {@code c} are, by itself and by
   * {@code d} and then {@code b}.
   */
  @ParameterizedTest
  @CsvSource({"6, true", "5, false", "7, false"})
  void aRouterOfTheLanMayStandFurtherOnIfTheLanIsAsNear(int direct, boolean explained) {
    TopologyBuilder net = new TopologyBuilder();
    net.connect("a", "d", "10.0.1.0/31");
    net.connect("d", "b", "10.0.2.0/31");
    net.router("a").iface("lan", "10.0.9.1/29").ospf("1").on("to-d", 1);
    net.router("d").ospf("1").on("to-a", 9).on("to-b", 2);
    net.router("b").iface("lan", "10.0.9.2/29").ospf("1").on("to-d", 9);
    net.router("b").iface("lo", "10.255.0.2/32").ospf("1").on("lo", 4);
    net.router("c").iface("lan", "10.0.9.3/29").ospf("1");
    net.segment("lan", "a:lan", "b:lan", "c:lan");
    net.router("a").ospf("1").broadcast("lan", direct, 1);
    net.router("b").ospf("1").broadcast("lan", 3, 1);
    net.router("c").ospf("1").broadcast("lan", 4, 1);

    assertThat(explains(net, "via 10.0.9.3, via 10.0.1.1", "via 10.0.9.3")).isEqualTo(explained);
    assertThat(explains(net, "via 10.0.9.3, via 10.0.1.1", "via 10.0.1.1")).isFalse();
  }

  private static boolean explains(TopologyBuilder net, String predicted, String observed) {
    Solution solution = Solver.of(net.build()).solve(List.of(), null);
    Topology topology = solution.topology();
    int vrf = topology.vrfId(topology.nodeId("a"), Vrf.DEFAULT);
    return new LanNextHops(topology, solution.routing().ospf())
        .explain(vrf, row(predicted), row(observed));
  }

  private static Row row(String hops) {
    return Row.of("10.1.0.0/16").with("hops", hops).build();
  }
}
