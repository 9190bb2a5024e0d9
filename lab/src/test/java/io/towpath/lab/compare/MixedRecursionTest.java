package io.towpath.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.forwarding.solver.Solution;
import io.towpath.forwarding.solver.Solver;
import io.towpath.lab.plan.Features;
import io.towpath.lab.plan.LabCompiler;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.BgpSpeaker.MultipathAsPath;
import io.towpath.network.Network;
import io.towpath.testkit.networks.TopologyBuilder;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Routes over a BGP route of which zebra resolves only some next hops. */
class MixedRecursionTest {
  private static final String BOTH = "via 10.0.0.2 dev to-x, via 10.0.1.2 dev to-y";
  private static final String ONE = "via 10.0.0.2 dev to-x";

  private final TopologyBuilder net = new TopologyBuilder();

  /** {@code m} has 10.8.0.0/13 from x on the link and, equally good, from y's loopback. */
  private MixedRecursionTest() {
    BgpPeer.Transport loopback = BgpPeer.Transport.multihop(3).from(null, "lo0");
    net.connect("m", "x", "10.0.0.0/30").connect("m", "y", "10.0.1.0/30");
    net.router("m").iface("lo0", "192.0.2.1/32").route("192.0.2.3/32", "10.0.1.2");
    net.router("y").iface("lo0", "192.0.2.3/32").route("192.0.2.1/32", "10.0.1.1");
    net.router("m")
        .bgp(65001)
        .routerId("0.0.0.1")
        .options(
            new BgpSpeaker.Options(
                4, 1, MultipathAsPath.SAME_LENGTH, true, false, true, 100, null, 20, 200, 200))
        .neighbour("10.0.0.2", 65002)
        .neighbour("192.0.2.3", 65003, loopback);
    net.router("x").bgp(65002).routerId("0.0.0.2").neighbour("10.0.0.1", 65001);
    net.router("x").bgp(65002).originate("10.8.0.0/13");
    net.router("y").bgp(65003).routerId("0.0.0.3").neighbour("192.0.2.1", 65001, loopback);
    net.router("y").bgp(65003).originate("10.8.0.0/13");
    net.router("m").route("172.16.0.0/12", "10.9.0.1").route("172.32.0.0/12", "10.0.1.2");
    net.router("m").route("172.48.0.0/12", "172.16.0.1");
  }

  private boolean isAllowed(String prefix, String seen) {
    Network network = net.build();
    Solution solution = Solver.of(network).solve(List.of(), null);
    ComparisonJudge judge =
        new ComparisonJudge(
            solution, LabCompiler.compile(network, Features.LEAST, Set.of()), List.of(), List.of());
    return judge.allowed(
            TableRows.empty(TableKind.FIB, "m"), row(prefix, BOTH), row(prefix, seen), "hops")
        != null;
  }

  private static Row row(String prefix, String hops) {
    return Row.of(prefix).with("hops", hops).fact(Row.PREFIX, prefix).build();
  }

  @Test
  void theRouteItselfMayLackANextHop() {
    assertThat(isAllowed("10.8.0.0/13", ONE)).isTrue();
  }

  @Test
  void soMayAStaticRouteOverItAndOneOverThat() {
    assertThat(isAllowed("172.16.0.0/12", ONE)).isTrue();
    assertThat(isAllowed("172.48.0.0/12", ONE)).isTrue();
  }

  @Test
  void butNotAStaticRouteOverALink() {
    assertThat(isAllowed("172.32.0.0/12", ONE)).isFalse();
  }

  @Test
  void norMayThereBeOneMore() {
    assertThat(isAllowed("172.16.0.0/12", BOTH + ", via 10.0.2.2 dev to-z")).isFalse();
  }
}
