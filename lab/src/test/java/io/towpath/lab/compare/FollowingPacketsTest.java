package io.towpath.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.forwarding.solver.Solution;
import io.towpath.forwarding.solver.Solver;
import io.towpath.lab.compare.Difference.Judgement;
import io.towpath.lab.plan.Features;
import io.towpath.lab.plan.LabCompiler;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.network.Host;
import io.towpath.network.HostTemplate;
import io.towpath.network.Network;
import io.towpath.network.Services;
import io.towpath.testkit.networks.TopologyBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which packets may take another way because of a table, and which may not. */
class FollowingPacketsTest {
  private static final String HOME = "10.1.0.0/24";
  private static final String AWAY = "10.2.0.0/24";

  private final Network network;
  private final FollowingPackets packets;

  /** {@code h1} at r1, {@code h2} at r2; r3 stands aside. */
  private FollowingPacketsTest() {
    TopologyBuilder net = new TopologyBuilder();
    net.connect("r1", "r2", "10.0.0.0/30").connect("r2", "r3", "10.0.0.4/30");
    net.router("r1").iface("lan", "10.1.0.1/24").route(AWAY, "10.0.0.2");
    net.router("r2").iface("lan", "10.2.0.1/24").route(HOME, "10.0.0.1");
    host(net, "h1", "10.1.0.10", "r1:lan");
    host(net, "h2", "10.2.0.10", "r2:lan");
    network = net.build();
    Solution solution = Solver.of(network).solve(List.of(), null);
    packets =
        new FollowingPackets(
            solution.topology(), LabCompiler.compile(network, Features.LEAST, Set.of()));
  }

  private static void host(TopologyBuilder net, String name, String address, String on) {
    net.fragment()
        .hosts
        .add(
            new Host(
                name,
                List.of(IpAddress.parse(address)),
                24,
                null,
                TopologyBuilder.place(on),
                new HostTemplate(true, List.of(), List.of(), Services.ASSUMED, List.of()),
                Origin.NONE));
  }

  private void route(String place, String prefix, Judgement judgement) {
    Row row = Row.of(prefix).with("hops", "dev x").build();
    TableRows table = TableRows.of(TableKind.FIB, place, List.of(row));
    Difference difference = new Difference(prefix, "hops", "dev x", "dev y", judgement, "why");
    packets.add(
        List.of(table), List.of(table), List.of(compared(TableKind.FIB, place, difference)));
  }

  private static ComparedTable compared(TableKind kind, String place, Difference difference) {
    return new ComparedTable(
        kind, place, List.of(difference.key()), Map.of(Basis.KERNEL, 1), 0, List.of(difference));
  }

  private Judgement judged(String seen) {
    Row predicted =
        Row.of("h2").with("hops", "10.1.0.1 10.0.0.2").fact(Row.NODES, "h1 h2 r1 r2").build();
    Row observed = Row.of("h2").with("hops", seen).build();
    Difference difference =
        new Difference("h2", "hops", predicted.value("hops"), seen, Judgement.DIFFERS, "");
    return packets
        .judge(
            List.of(compared(TableKind.TRACES, "h1", difference)),
            List.of(TableRows.of(TableKind.TRACES, "h1", List.of(predicted))),
            List.of(TableRows.of(TableKind.TRACES, "h1", List.of(observed))))
        .getFirst()
        .differences()
        .getFirst()
        .judgement();
  }

  @Test
  void aRouteToTheDestinationOnTheWayExplains() {
    route("r1", AWAY, Judgement.ALLOWED);
    assertThat(judged("10.1.0.1 !N")).isEqualTo(Judgement.ALLOWED);
  }

  @Test
  void soDoesTheRouteOfTheAnswer() {
    route("r2", "0.0.0.0/0", Judgement.SEVERAL_OUTCOMES);
    assertThat(judged("none")).isEqualTo(Judgement.ALLOWED);
  }

  @Test
  void aRouteThatIsWrongExplainsNothing() {
    route("r1", AWAY, Judgement.DIFFERS);
    assertThat(judged("10.1.0.1 !N")).isEqualTo(Judgement.DIFFERS);
  }

  @Test
  void norDoesARouteToSomewhereElse() {
    route("r1", "10.3.0.0/24", Judgement.ALLOWED);
    assertThat(judged("10.1.0.1 !N")).isEqualTo(Judgement.DIFFERS);
  }

  @Test
  void aRouterElsewhereCountsOnlyIfItAnswers() {
    route("r3", AWAY, Judgement.ALLOWED);
    assertThat(judged("10.1.0.1 !N")).isEqualTo(Judgement.DIFFERS);
    assertThat(judged("10.1.0.1 10.0.0.6")).isEqualTo(Judgement.ALLOWED);
  }
}
