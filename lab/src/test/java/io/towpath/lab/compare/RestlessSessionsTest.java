package io.towpath.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.forwarding.solver.Solution;
import io.towpath.forwarding.solver.Solver;
import io.towpath.lab.plan.Features;
import io.towpath.lab.plan.LabCompiler;
import io.towpath.lab.plan.LabPlan;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.BgpPeer;
import io.towpath.network.Network;
import io.towpath.network.RoutePolicy;
import io.towpath.testkit.networks.TopologyBuilder;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a session that takes itself away leaves open, and what not. */
class RestlessSessionsTest {
  private final TopologyBuilder net = new TopologyBuilder();

  /**
   * {@code b} announces its own loopback, with which {@code a} has the session, over {@code c}, who
   * does not know it; {@code d} is a bystander.
   */
  private RestlessSessionsTest() {
    BgpPeer.Transport loopback = BgpPeer.Transport.multihop(3).from(null, "lo0");
    net.connect("a", "b", "10.0.0.0/30").connect("a", "c", "10.0.1.0/30");
    net.connect("a", "d", "10.0.2.0/30");
    net.router("a").iface("lo0", "192.0.2.1/32").route("192.0.2.0/24", "10.0.0.2");
    net.router("b").iface("lo0", "192.0.2.2/32").route("192.0.2.1/32", "10.0.0.1");
    net.router("a")
        .bgp(65001)
        .routerId("0.0.0.1")
        .neighbour("192.0.2.2", 65002, loopback)
        .neighbour("10.0.2.2", 65004);
    net.router("b").bgp(65002).routerId("0.0.0.2").neighbour("192.0.2.1", 65001, loopback);
    net.router("b").bgp(65002).originate("192.0.2.2/32").originate("10.9.0.0/16");
    net.router("d").bgp(65004).routerId("0.0.0.4").neighbour("10.0.2.1", 65001);
    net.router("d").bgp(65004).originate("10.8.0.0/16");
  }

  private RestlessSessions sessions(TableRows... observed) {
    Network network = net.build();
    Solution solution = Solver.of(network).solve(List.of(), null);
    return new RestlessSessions(
        solution, LabCompiler.compile(network, Features.LEAST, Set.of()), List.of(observed));
  }

  private void leadAstray() {
    RoutePolicy.Change overC = new RoutePolicy.Change.SetNextHop(IpAddress.parse("10.0.1.2"));
    RoutePolicy policy =
        new RoutePolicy(
            "over-c",
            List.of(new RoutePolicy.Term(10, true, List.of(), List.of(overC), Origin.NONE)),
            Origin.NONE);
    net.router("b").bgp(65002).family(_ -> BgpPeer.Family.ipv4(List.of(), List.of(policy)));
  }

  private static TableRows received(String key, String prefix) {
    return TableRows.of(
        TableKind.RECEIVED,
        "a",
        List.of(Row.of(key).with("med", 0).fact(Row.PREFIX, prefix).build()));
  }

  @Test
  void theSessionAndWhatIsAnnouncedOverItIsOpen() {
    leadAstray();
    RestlessSessions sessions = sessions(received("10.9.0.0/16 from 192.0.2.2", "10.9.0.0/16"));
    assertThat(sessions.has("a", "192.0.2.2")).isTrue();
    assertThat(sessions.has("b", "192.0.2.1")).isTrue();
    assertThat(sessions.prefixes()).contains(Prefix.parse("10.9.0.0/16"));
  }

  @Test
  void whatAnotherReadingHasSeenOverItIsOpenInAllOfThem() {
    leadAstray();
    Network network = net.build();
    Solution solution = Solver.of(network).solve(List.of(), null);
    LabPlan plan = LabCompiler.compile(network, Features.LEAST, Set.of());
    TableRows once = received("10.7.0.0/16 from 192.0.2.2", "10.7.0.0/16");
    Prefix prefix = Prefix.parse("10.7.0.0/16");
    assertThat(
            new ComparisonJudge(solution, plan, List.of(), List.of(), List.of(once)).isOpen(prefix))
        .isTrue();
    assertThat(new ComparisonJudge(solution, plan, List.of(), List.of()).isOpen(prefix)).isFalse();
  }

  @Test
  void anotherSessionAndWhatIsAnnouncedOverItIsNot() {
    leadAstray();
    RestlessSessions sessions = sessions(received("10.8.0.0/16 from 10.0.2.2", "10.8.0.0/16"));
    assertThat(sessions.has("a", "10.0.2.2")).isFalse();
    assertThat(sessions.prefixes()).doesNotContain(Prefix.parse("10.8.0.0/16"));
  }

  @Test
  void soIsASessionWithASecondWayThatLosesItsPackets() {
    net.router("a").route("192.0.2.2/32", "10.0.0.2").route("192.0.2.2/32", "10.0.1.2");
    RestlessSessions sessions = sessions(received("10.9.0.0/16 from 192.0.2.2", "10.9.0.0/16"));
    assertThat(sessions.has("a", "192.0.2.2")).isTrue();
    assertThat(sessions.has("a", "10.0.2.2")).isFalse();
    assertThat(sessions.prefixes()).contains(Prefix.parse("10.9.0.0/16"));
  }

  @Test
  void butNotOneWithASecondWayThatArrives() {
    net.router("a").route("192.0.2.2/32", "10.0.0.2").route("192.0.2.2/32", "10.0.1.2");
    net.connect("c", "b", "10.0.3.0/30");
    net.router("c").route("192.0.2.2/32", "10.0.3.2");
    assertThat(sessions().has("a", "192.0.2.2")).isFalse();
  }

  @Test
  void aNetworkAtRestLeavesNothingOpen() {
    RestlessSessions sessions = sessions(received("10.9.0.0/16 from 192.0.2.2", "10.9.0.0/16"));
    assertThat(sessions.has("a", "192.0.2.2")).isFalse();
    assertThat(sessions.prefixes()).isEmpty();
  }
}
