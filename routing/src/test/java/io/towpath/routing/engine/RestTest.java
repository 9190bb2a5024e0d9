package io.towpath.routing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.Finding;
import io.towpath.network.NextHop;
import io.towpath.network.RouteClass;
import io.towpath.testkit.networks.TopologyBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestTest {
  private static final NextHop DROP = new NextHop.Discard(false, null);

  private final TopologyBuilder net = new TopologyBuilder();

  private void ospfPair() {
    net.connect("a", "b", "10.0.0.0/31");
    net.router("a").ospf("1").routerId("0.0.0.1").on("to-b", 10);
    net.router("b").ospf("1").routerId("0.0.0.2").on("to-a", 10);
  }

  @Test
  void ofTwoBackupsThatHideEachOtherOneStaysAndThatIsSaid() {
    ospfPair();
    for (String name : List.of("a", "b")) {
      net.router(name).route("20.0.0.0/8", DROP, 230);
      net.router(name).ospf("1").redistribute(RouteClass.STATIC, null, 2);
    }
    Solved solved = Solved.of(net);

    List<String> routes =
        List.of(
            solved.active("a", List.of(RouteClass.STATIC, RouteClass.OSPF)).getFirst(),
            solved.active("b", List.of(RouteClass.STATIC, RouteClass.OSPF)).getFirst());
    assertThat(routes).filteredOn(r -> r.startsWith("static")).hasSize(1);
    assertThat(routes).filteredOn(r -> r.startsWith("ospf")).hasSize(1);
    Finding said = solved.state().problems().getFirst();
    assertThat(said.code()).isEqualTo("TP5304");
    assertThat(said.affects()).containsExactly("a", "b");
  }

  @Test
  void aRouteThatItsOwnResultRemovesIsReported() {
    // a's backup route goes by OSPF to b, from there by BGP back to a, and is hidden by that.
    ospfPair();
    net.router("a").route("20.0.0.0/8", DROP, 230);
    net.router("a").ospf("1").redistribute(RouteClass.STATIC, null, 2);
    net.router("a").bgp(65001).routerId("0.0.0.1").neighbour("10.0.0.1", 65002);
    net.router("b")
        .bgp(65002)
        .routerId("0.0.0.2")
        .neighbour("10.0.0.0", 65001)
        .redistribute(RouteClass.OSPF);
    Solved solved = Solved.of(net);

    Finding said = solved.state().problems().getFirst();
    assertThat(said.code()).isEqualTo("TP5201");
    assertThat(said.message()).contains("20.0.0.0/8").contains("does not come to rest");
    assertThat(said.affects()).contains("b");
  }

  @Test
  void aNetworkAtRestHasNoProblems() {
    ospfPair();
    net.router("a").route("20.0.0.0/8", DROP, 1);
    net.router("a").ospf("1").redistribute(RouteClass.STATIC, null, 2);

    assertThat(Solved.of(net).state().problems()).isEmpty();
  }
}
