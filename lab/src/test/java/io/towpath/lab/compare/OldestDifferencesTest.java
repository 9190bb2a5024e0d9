package io.towpath.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.forwarding.solver.Solution;
import io.towpath.forwarding.solver.Solver;
import io.towpath.lab.compare.Difference.Judgement;
import io.towpath.lab.plan.Features;
import io.towpath.lab.plan.LabCompiler;
import io.towpath.lab.plan.LabPlan;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.Host;
import io.towpath.network.HostTemplate;
import io.towpath.network.InterfaceRef;
import io.towpath.network.Network;
import io.towpath.network.Services;
import io.towpath.testkit.networks.TopologyBuilder;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What follows from the age of paths, and what does not: {@code a} has 10.9.0.0/16 from {@code b}
 * and {@code c} alike; {@code d} and behind it {@code e} have it from {@code a}; {@code g} has a
 * shorter path from {@code h}.
 */
class OldestDifferencesTest {
  private static final String PREFIX = "10.9.0.0/16";
  private static final BgpSpeaker.Options BY_ROUTER_ID =
      new BgpSpeaker.Options(
          1, 1, BgpSpeaker.MultipathAsPath.SAME, true, false, true, 100, null, 20, 200, 200);

  private final Network network = network(BgpSpeaker.Options.IOS);
  private final Solution solution = solve(network);
  private final LabPlan plan = LabCompiler.compile(network, Features.LEAST, Set.of());
  private final List<TableRows> predicted = PredictedTables.of(solution, plan);

  /** The same where {@code c} came first, as its lower router id may stand for. */
  private final Solution other = solve(network(BY_ROUTER_ID));

  private final List<TableRows> observed = PredictedTables.of(other, plan);

  private static Network network(BgpSpeaker.Options options) {
    TopologyBuilder net = new TopologyBuilder();
    net.connect("a", "b", "10.0.0.0/30");
    net.connect("a", "c", "10.0.1.0/30");
    net.connect("a", "d", "10.0.2.0/30");
    net.connect("d", "e", "10.0.3.0/30");
    net.connect("a", "g", "10.0.4.0/30");
    net.connect("g", "h", "10.0.5.0/30");
    net.router("a")
        .bgp(65001)
        .options(options)
        .neighbour("10.0.0.2", 65002)
        .neighbour("10.0.1.2", 65003)
        .neighbour("10.0.2.2", 65004)
        .neighbour("10.0.4.2", 65006);
    net.router("b").bgp(65002).routerId("9.0.0.2").neighbour("10.0.0.1", 65001).originate(PREFIX);
    net.router("c").bgp(65003).routerId("9.0.0.1").neighbour("10.0.1.1", 65001).originate(PREFIX);
    net.router("d").bgp(65004).neighbour("10.0.2.1", 65001).neighbour("10.0.3.2", 65005);
    net.router("e").bgp(65005).neighbour("10.0.3.1", 65004);
    net.router("g").bgp(65006).neighbour("10.0.4.1", 65001).neighbour("10.0.5.2", 65007);
    net.router("h").bgp(65007).neighbour("10.0.5.1", 65006).originate(PREFIX);
    host(net, "near-e", "e", "10.7.0.0/24");
    host(net, "near-g", "g", "10.6.0.0/24");
    host(net, "near-b", "b", PREFIX);
    return net.build();
  }

  private static void host(TopologyBuilder net, String name, String router, String subnet) {
    Prefix lan = Prefix.parse(subnet);
    IpAddress gateway = lan.network().plus(1);
    net.router(router).iface("lan", gateway + "/" + lan.length());
    if (!subnet.equals(PREFIX)) {
      net.router(router).bgp(router.equals("e") ? 65005 : 65006).network(subnet);
    }
    net.fragment()
        .hosts
        .add(
            new Host(
                name,
                List.of(lan.network().plus(10)),
                lan.length(),
                gateway,
                new InterfaceRef(router, "lan"),
                new HostTemplate(false, List.of(), List.of(), Services.ASSUMED, List.of()),
                Origin.NONE));
  }

  private static Solution solve(Network network) {
    return Solver.of(network).solve(List.of(), null);
  }

  private List<ComparedTable> compare(List<TableRows> seen) {
    return new TableComparison(new ComparisonJudge(solution, plan, predicted, seen))
        .compare(predicted, seen);
  }

  @Test
  void theOtherOutcomeIsAcceptedWhereItReaches() {
    List<ComparedTable> tables = compare(observed);
    assertThat(TableChanges.found(tables, Judgement.DIFFERS)).isEmpty();
    assertThat(TableChanges.found(tables, Judgement.SEVERAL_OUTCOMES))
        .containsExactly(
            "RECEIVED c 10.9.0.0/16 from 10.0.1.1: row",
            "RECEIVED d 10.9.0.0/16 from 10.0.2.1: asPath",
            "RECEIVED e 10.9.0.0/16 from 10.0.3.1: asPath",
            "RECEIVED g 10.9.0.0/16 from 10.0.4.1: asPath",
            "LOC_RIB a 10.9.0.0/16 from 10.0.0.2: standing",
            "LOC_RIB a 10.9.0.0/16 from 10.0.1.2: standing",
            "LOC_RIB c 10.9.0.0/16 from 10.0.1.1: row",
            "LOC_RIB d 10.9.0.0/16 from 10.0.2.1: asPath",
            "LOC_RIB e 10.9.0.0/16 from 10.0.3.1: asPath",
            "LOC_RIB g 10.9.0.0/16 from 10.0.4.1: asPath",
            "ROUTES a 10.9.0.0/16: hops",
            "FIB a 10.9.0.0/16: hops");
    assertThat(TableChanges.found(tables, Judgement.ALLOWED))
        .as("returned-to-sender")
        .containsExactly(
            "RECEIVED b 10.9.0.0/16 from 10.0.0.1: row",
            "LOC_RIB b 10.9.0.0/16 from 10.0.0.1: row");
  }

  /** A row of the lab that looks like a consequence and is none. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ROUTES   | a | 10.9.0.0/16               | hops        | via 10.0.2.2
          ROUTES   | a | 10.9.0.0/16               | distance    | 200
          FIB      | a | 10.9.0.0/16               | hops        | via 10.0.2.2 dev to-d
          ROUTES   | d | 10.9.0.0/16               | hops        | via 10.0.3.2
          FIB      | g | 10.9.0.0/16               | hops        | via 10.0.4.1 dev to-a
          LOC_RIB  | g | 10.9.0.0/16 from 10.0.5.2 | standing    | lost
          LOC_RIB  | a | 10.9.0.0/16 from 10.0.1.2 | standing    | multipath
          RECEIVED | d | 10.9.0.0/16 from 10.0.2.1 | med         | 7
          RECEIVED | e | 10.9.0.0/16 from 10.0.3.1 | communities | 65001:1
          RECEIVED | a | 10.9.0.0/16 from 10.0.0.2 | asPath      | 65002 65002
          ROUTES   | e | 10.7.0.0/24               | hops        | via 10.0.3.1
          """)
  void whatDoesNotFollowDiffers(
      TableKind kind, String place, String key, String field, String value) {
    assertThat(
            TableChanges.found(
                compare(TableChanges.with(observed, kind, place, key, field, value)),
                Judgement.DIFFERS))
        .contains("%s %s %s: %s".formatted(kind, place, key, field));
  }

  /** Nobody chose otherwise, or somebody without need: then nothing follows from the age. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ROUTES   | a | 10.9.0.0/16               | hops     | via 10.0.1.2
          RECEIVED | d | 10.9.0.0/16 from 10.0.2.1 | asPath   | 65001 65003
          LOC_RIB  | a | 10.9.0.0/16 from 10.0.4.2 | standing | best
          LOC_RIB  | g | 10.9.0.0/16 from 10.0.4.1 | standing | best
          """)
  void withoutAnotherChoiceEverythingCounts(
      TableKind kind, String place, String key, String field, String value) {
    assertThat(
            TableChanges.found(
                compare(TableChanges.with(predicted, kind, place, key, field, value)),
                Judgement.DIFFERS))
        .contains("%s %s %s: %s".formatted(kind, place, key, field));
  }

  @ParameterizedTest
  @CsvSource({
    "near-e, near-b, true",
    "near-b, near-e, true",
    "near-e, near-g, false",
    "near-g, near-e, false",
    "near-g, near-b, false",
    "near-b, near-g, false"
  })
  void aPacketMayGoTheOtherWayOnlyWhereItPassesTheChoice(String from, String to, boolean may) {
    List<TableRows> pings =
        PredictedPackets.of(solution, List.of(new PacketPairs.Pair(from, to))).stream()
            .filter(table -> table.kind() == TableKind.PINGS)
            .toList();
    List<ComparedTable> tables =
        new TableComparison(new ComparisonJudge(solution, plan, predicted, observed))
            .compare(
                pings, TableChanges.with(pings, TableKind.PINGS, from, to, "result", "otherwise"));
    Judgement expected = may ? Judgement.SEVERAL_OUTCOMES : Judgement.DIFFERS;
    assertThat(TableChanges.found(tables, expected)).hasSize(1);
  }
}
