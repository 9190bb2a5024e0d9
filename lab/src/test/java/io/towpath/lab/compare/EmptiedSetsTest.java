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
import io.towpath.routing.Topology;
import io.towpath.testkit.networks.TopologyBuilder;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions that FRR closes over an AS set that only the lab has. */
class EmptiedSetsTest {
  private static final String PREFIX = "10.9.0.0/16";

  @ParameterizedTest(name = "{0} to {1} with {2}: {3}")
  @CsvSource({
    "65001 {65002},        65003, IF_ALL_PRIVATE, true",
    "'65001 {65002,65004}', 65003, IF_ALL_PRIVATE, true",
    "{4200000001},         64901, IF_ALL_PRIVATE, true",
    "3001 {65002},         65003, IF_ALL_PRIVATE, false",
    "3001 {65002},         65003, ALL,            true",
    "'65001 {65002,3001}', 65003, ALL,            false",
    "65001 {65003},        65003, ALL,            false",
    "65001 65002,          65003, ALL,            false",
  })
  void aSetOfPrivateAsnsIsEmptied(String path, long peer, RemovePrivate removal, boolean emptied) {
    assertThat(EmptiedSets.isEmptied(path, peer, removal)).isEqualTo(emptied);
  }

  /**
   * {@code m} (65002) has from {@code a} (65001) what is predicted without a set, and sends it to
   * {@code z} (65003) without private ASNs.
   *
   * @param path of the prefix in the lab's Loc-RIB of {@code m}
   * @return pairs of nodes whose sessions may be closed
   */
  private static Set<String> closed(String path, Set<Prefix> widened) {
    TopologyBuilder net = new TopologyBuilder();
    net.connect("a", "m", "10.0.1.0/30");
    net.connect("m", "z", "10.0.2.0/30");
    net.router("a").bgp(65001).neighbour("10.0.1.2", 65002).originate(PREFIX);
    net.router("m").bgp(65002).neighbour("10.0.1.1", 65001).neighbour("10.0.2.2", 65003);
    net.router("m")
        .bgp(65002)
        .family(family -> family.withAsPath(RemovePrivate.IF_ALL_PRIVATE, 0, false));
    net.router("z").bgp(65003).neighbour("10.0.2.1", 65002);
    Network network = net.build();
    Solution solution = Solver.of(network).solve(List.of(), null);
    LabPlan plan = LabCompiler.compile(network, Features.LEAST, Set.of());
    Topology topology = solution.topology();
    Row row = Row.of(PREFIX).with("asPath", path).fact(Row.PREFIX, PREFIX).build();
    EmptiedSets emptied =
        new EmptiedSets(
            solution,
            new Places(topology, plan),
            widened,
            List.of(TableRows.of(TableKind.LOC_RIB, "m", List.of(row))));
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
    Set<Prefix> widened = Set.of(Prefix.parse(PREFIX));
    assertThat(closed("65001 {65009}", widened)).containsExactly("m z");
    assertThat(closed("65001 {3009}", widened)).as("a public member").isEmpty();
    assertThat(closed("65001", widened)).as("no set").isEmpty();
  }

  @Test
  void aSetOfAnotherPrefixThatIsNotPredictedIsNoExcuse() {
    assertThat(closed("65001 {65009}", Set.of())).isEmpty();
  }
}
