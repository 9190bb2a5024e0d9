package io.towpath.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.routing.Topology;
import io.towpath.testkit.networks.TopologyBuilder;
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

    assertThat(new LanNextHops(Topology.of(net.build())).explain(row(predicted), row(observed)))
        .isEqualTo(explained);
  }

  private static Row row(String hops) {
    return Row.of("10.1.0.0/16").with("hops", hops).build();
  }
}
