package io.towpath.routing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.Finding;
import io.towpath.net.Prefix;
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
  void aNextHopThatIsReachedByItsOwnRouteIsReportedByName() {
    // c tells a of 10.8.0.0/13 with d as next hop, which only b's longer path to it leads to: once
    // c's path is the best, its next hop would be reached by itself (RFC 4271 §9.1.2.1).
    net.connect("a", "b", "10.0.0.0/31").connect("b", "e", "10.0.0.2/31");
    net.connect("a", "c", "10.0.0.4/31").connect("c", "d", "10.9.0.0/30");
    net.router("a")
        .bgp(65001)
        .routerId("0.0.0.1")
        .neighbour("10.0.0.1", 65002)
        .neighbour("10.0.0.5", 65001);
    net.router("b")
        .bgp(65002)
        .routerId("0.0.0.2")
        .neighbour("10.0.0.0", 65001)
        .neighbour("10.0.0.3", 65005);
    net.router("e").bgp(65005).routerId("0.0.0.5").neighbour("10.0.0.2", 65002);
    net.router("e").bgp(65005).originate("10.8.0.0/13");
    net.router("c")
        .bgp(65001)
        .routerId("0.0.0.3")
        .neighbour("10.0.0.4", 65001)
        .neighbour("10.9.0.2", 65004);
    net.router("d").bgp(65004).routerId("0.0.0.4").neighbour("10.9.0.1", 65001);
    net.router("d").bgp(65004).originate("10.8.0.0/13");
    Solved solved = Solved.of(net);

    Finding said = solved.state().problems().getFirst();
    assertThat(said.code()).isEqualTo("TP5201");
    assertThat(said.message()).contains("10.8.0.0/13 at a").contains("does not come to rest");
    assertThat(solved.state().unrests())
        .singleElement()
        .satisfies(
            unrest -> {
              assertThat(unrest.prefixes()).containsExactly(Prefix.parse("10.8.0.0/13"));
              assertThat(unrest.rests()).isFalse();
            });
  }

  @Test
  void aNetworkAtRestHasNoProblems() {
    ospfPair();
    net.router("a").route("20.0.0.0/8", DROP, 1);
    net.router("a").ospf("1").redistribute(RouteClass.STATIC, null, 2);

    assertThat(Solved.of(net).state().problems()).isEmpty();
  }
}
