package io.towpath.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.forwarding.solver.Solution;
import io.towpath.forwarding.solver.Solver;
import io.towpath.lab.plan.Features;
import io.towpath.lab.plan.LabCompiler;
import io.towpath.net.Origin;
import io.towpath.network.BgpPeer;
import io.towpath.network.Network;
import io.towpath.network.RoutePolicy;
import io.towpath.testkit.networks.TopologyBuilder;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a prefix without stable outcome leaves open in the tables of a lab. */
class UnrestTest {
  private final TopologyBuilder net = new TopologyBuilder();

  /** Router c tells a of 10.8.0.0/13 with d as next hop, which only b's longer path leads to. */
  private UnrestTest() {
    net.connect("a", "b", "10.0.0.0/31").connect("b", "e", "10.0.0.2/31");
    net.connect("a", "c", "10.0.0.4/31").connect("c", "d", "10.9.0.0/30");
    speaker("a", 1, 65001);
    speaker("b", 2, 65002);
    speaker("c", 3, 65001);
    speaker("d", 4, 65004);
    speaker("e", 5, 65005);
    peers("a", "10.0.0.0", "b", "10.0.0.1", 65001, 65002);
    peers("b", "10.0.0.2", "e", "10.0.0.3", 65002, 65005);
    peers("a", "10.0.0.4", "c", "10.0.0.5", 65001, 65001);
    peers("c", "10.9.0.1", "d", "10.9.0.2", 65001, 65004);
    net.router("e").bgp(65005).originate("10.8.0.0/13");
  }

  private void speaker(String name, int id, long asn) {
    net.router(name).bgp(asn).routerId("0.0.0." + id);
  }

  private void peers(
      String one, String address, String other, String otherAddress, long asn, long otherAsn) {
    net.router(one).bgp(asn).neighbour(otherAddress, otherAsn);
    net.router(other).bgp(otherAsn).neighbour(address, asn);
  }

  private @Nullable String why(String prefix, String nextHop) {
    Row row =
        Row.of(prefix + " from 10.0.0.5").with("nextHop", nextHop).fact(Row.PREFIX, prefix).build();
    return why(TableKind.LOC_RIB, row, "standing");
  }

  private @Nullable String why(TableKind kind, Row row, String field) {
    Network network = net.build();
    Solution solution = Solver.of(network).solve(List.of(), null);
    ComparisonJudge judge =
        new ComparisonJudge(
            solution, LabCompiler.compile(network, Features.LEAST, Set.of()), List.of(), List.of());
    return judge.whySeveral(TableRows.empty(kind, "a"), row, null, field);
  }

  private @Nullable String whyInKernel(String prefix) {
    return why(
        TableKind.FIB, Row.of(prefix).with("hops", "x").fact(Row.PREFIX, prefix).build(), "hops");
  }

  @Test
  void thePrefixAndWhatHasItsNextHopInItAreOpen() {
    net.router("d").bgp(65004).originate("10.8.0.0/13");
    assertThat(why("10.8.0.0/13", "10.0.0.1")).contains("no stable outcome");
    assertThat(why("10.77.0.0/16", "10.9.0.2")).contains("next hop");
  }

  @Test
  void otherRoutesAreNot() {
    net.router("d").bgp(65004).originate("10.8.0.0/13");
    assertThat(why("10.77.0.0/16", "10.0.0.5")).isNull();
  }

  /** Of 10.64.0.0/16, which e announces, a and b each prefer what the other has. */
  private void disagree() {
    net.connect("a", "e", "10.0.0.6/31");
    peers("a", "10.0.0.6", "e", "10.0.0.7", 65001, 65005);
    net.router("e").bgp(65005).originate("10.64.0.0/16");
    net.connect("a", "to-b-too", "b", "to-a-too", "10.0.0.8/31");
    peers("a", "10.0.0.8", "b", "10.0.0.9", 65001, 65002);
    RoutePolicy prefer =
        new RoutePolicy(
            "prefer",
            List.of(
                new RoutePolicy.Term(
                    10,
                    true,
                    List.of(),
                    List.of(new RoutePolicy.Change.LocalPreference(200)),
                    Origin.NONE)),
            Origin.NONE);
    for (String router : List.of("a", "b")) {
      net.router(router)
          .bgp(router.equals("a") ? 65001 : 65002)
          .family(_ -> BgpPeer.Family.ipv4(List.of(prefer), List.of()));
    }
  }

  @Test
  void theWayOfAStaticRouteIsOpenWhereItsNextHopIsReachedByOne() {
    disagree();
    net.router("a")
        .route("172.16.0.0/16", "10.64.0.9")
        .route("172.17.0.0/16", "172.16.0.9")
        .route("172.18.0.0/16", "10.0.0.1");
    assertThat(whyInKernel("10.64.0.0/16")).contains("several stable outcomes");
    assertThat(whyInKernel("172.16.0.0/16")).contains("next hop");
    assertThat(whyInKernel("172.17.0.0/16")).contains("next hop");
    assertThat(whyInKernel("172.18.0.0/16")).isNull();
  }

  @Test
  void itMayBeGoneFromTheTableButHasNoOtherNextHopThere() {
    disagree();
    net.router("a").route("172.16.0.0/16", "10.64.0.9").route("172.18.0.0/16", "10.0.0.1");
    Row over = Row.of("172.16.0.0/16").with("hops", "x").fact(Row.PREFIX, "172.16.0.0/16").build();
    assertThat(why(TableKind.ROUTES, over, Difference.ROW)).contains("next hop");
    assertThat(why(TableKind.ROUTES, over, "hops")).isNull();
    Row other = Row.of("172.18.0.0/16").with("hops", "x").fact(Row.PREFIX, "172.18.0.0/16").build();
    assertThat(why(TableKind.ROUTES, other, Difference.ROW)).isNull();
  }

  @Test
  void norIsAnythingInANetworkAtRest() {
    assertThat(why("10.8.0.0/13", "10.0.0.1")).isNull();
    assertThat(why("10.77.0.0/16", "10.9.0.2")).isNull();
  }
}
