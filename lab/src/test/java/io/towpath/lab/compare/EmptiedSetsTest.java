package io.towpath.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.forwarding.solver.Solution;
import io.towpath.forwarding.solver.Solver;
import io.towpath.net.Prefix;
import io.towpath.network.BgpPeer.RemovePrivate;
import io.towpath.network.Network;
import io.towpath.routing.Topology;
import io.towpath.testkit.networks.TopologyBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sessions that FRR closes over an AS set that only the lab has. */
class EmptiedSetsTest {
  private static final String PREFIX = "10.9.0.0/16";

  /**
   * {@code m} (65002) has from {@code a} (65001) what is predicted without a set, and sends it to
   * {@code z} (65003) without private ASNs.
   *
   * @param members what its AS set may hold in a lab
   * @return pairs of nodes whose sessions may be closed
   */
  private static Set<String> closed(RemovePrivate removal, Long... members) {
    TopologyBuilder net = new TopologyBuilder();
    net.connect("a", "m", "10.0.1.0/30");
    net.connect("m", "z", "10.0.2.0/30");
    net.router("a").bgp(65001).neighbour("10.0.1.2", 65002).originate(PREFIX);
    net.router("m").bgp(65002).neighbour("10.0.1.1", 65001).neighbour("10.0.2.2", 65003);
    net.router("m").bgp(65002).family(family -> family.withAsPath(removal, 0, false));
    net.router("z").bgp(65003).neighbour("10.0.2.1", 65002);
    Network network = net.build();
    Solution solution = Solver.of(network).solve(List.of(), null);
    Topology topology = solution.topology();
    EmptiedSets emptied = new EmptiedSets(solution, Map.of(Prefix.parse(PREFIX), Set.of(members)));
    Set<Integer> all = IntStream.range(0, topology.vrfCount()).boxed().collect(Collectors.toSet());
    return emptied.sessions(all).stream()
        .map(pair -> solution.routing().sessions().pair(pair))
        .map(
            pair ->
                topology.interfaceRef(pair.ifaceA()).node()
                    + " "
                    + topology.interfaceRef(pair.ifaceB()).node())
        .collect(Collectors.toSet());
  }

  @Test
  void whatALabAddsToAnAggregatesSetMayCloseASession() {
    assertThat(closed(RemovePrivate.IF_ALL_PRIVATE, 65009L)).containsExactly("m z");
    assertThat(closed(RemovePrivate.ALL, 65009L, 4_200_000_001L)).containsExactly("m z");
  }

  @Test
  void whatStaysInTheSetDoesNot() {
    assertThat(closed(RemovePrivate.ALL, 65009L, 3009L)).as("a public member").isEmpty();
    assertThat(closed(RemovePrivate.ALL, 65003L)).as("the receiver's ASN").isEmpty();
    assertThat(closed(RemovePrivate.REPLACE_ALL, 65009L)).as("members replaced").isEmpty();
    assertThat(closed(RemovePrivate.ALL)).as("nothing is added").isEmpty();
  }
}
