package io.towpath.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.devices.print.Reach;
import io.towpath.forwarding.solver.Solution;
import io.towpath.forwarding.solver.Solver;
import io.towpath.lab.compare.Difference.Judgement;
import io.towpath.lab.plan.Features;
import io.towpath.lab.plan.LabCompiler;
import io.towpath.lab.plan.LabPlan;
import io.towpath.lab.plan.Remark;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.Network;
import io.towpath.testkit.networks.TopologyBuilder;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which rows are left out for want of a statement at {@code r} (65001), and which are not: {@code
 * x} (65002) announces 10.8.0.0/16, {@code y} (65003) 10.7.0.0/16, and two static routes lead to
 * {@code x}.
 */
class NotBuiltTest {
  private static final Reach SESSION = Reach.session(IpAddress.parse("10.0.0.2"));
  private static final Reach ROUTE = Reach.prefix(Prefix.parse("10.5.0.0/16"));

  private static final Reach ORIGINATED = Reach.prefix(Prefix.parse("10.4.0.0/16"));

  /** By this route the next hop of another static route is reached. */
  private static final Reach NEEDED = Reach.prefix(Prefix.parse("10.6.0.0/16"));

  private static Network network() {
    TopologyBuilder net = new TopologyBuilder();
    net.connect("r", "x", "10.0.0.0/30");
    net.connect("r", "y", "10.0.1.0/30");
    net.router("r").bgp(65001).neighbour("10.0.0.2", 65002).neighbour("10.0.1.2", 65003);
    net.router("r").bgp(65001).originate("10.4.0.0/16");
    net.router("r").route("10.5.0.0/16", "10.0.0.2");
    net.router("r").route("10.6.0.0/16", "10.0.0.2").route("10.3.0.0/16", "10.6.0.1");
    net.router("x").bgp(65002).neighbour("10.0.0.1", 65001).originate("10.8.0.0/16");
    net.router("y").bgp(65003).neighbour("10.0.1.1", 65001).originate("10.7.0.0/16");
    return net.build();
  }

  private static List<ComparedTable> compare(
      Reach reach, TableKind kind, String place, String key, String field) {
    Network network = network();
    LabPlan built = LabCompiler.compile(network, Features.LEAST, Set.of());
    LabPlan plan =
        new LabPlan(
            built.spaces(),
            built.wires(),
            built.daemons(),
            built.tunnels(),
            built.clients(),
            List.of(new Remark(Remark.Kind.NOT_COMPARED, "r", "It has no word for that.", reach)),
            built.names());
    Solution solution = Solver.of(network).solve(List.of(), null);
    List<TableRows> predicted = PredictedTables.of(solution, plan);
    List<TableRows> observed = TableChanges.with(predicted, kind, place, key, field, "otherwise");
    return new TableComparison(new ComparisonJudge(solution, plan, predicted, observed))
        .compare(predicted, observed);
  }

  private static void check(
      Reach reach, TableKind kind, String place, String key, String field, boolean leftOut) {
    assertThat(
            TableChanges.found(
                compare(reach, kind, place, key, field),
                leftOut ? Judgement.NOT_COMPARED : Judgement.DIFFERS))
        .containsExactly("%s %s %s: %s".formatted(kind, place, key, field));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SESSIONS | r | 10.0.0.2                  | state    | true
          RECEIVED | r | 10.8.0.0/16 from 10.0.0.2 | row      | true
          LOC_RIB  | r | 10.8.0.0/16 from 10.0.0.2 | med      | true
          ROUTES   | r | 10.8.0.0/16               | distance | true
          FIB      | r | 10.8.0.0/16               | row      | true
          SESSIONS | x | 10.0.0.1                  | state    | true
          RECEIVED | x | 10.4.0.0/16 from 10.0.0.1 | asPath   | true
          LOC_RIB  | x | 10.7.0.0/16 from 10.0.0.1 | row      | true
          ROUTES   | x | 10.7.0.0/16               | row      | true
          FIB      | x | 10.4.0.0/16               | hops     | true
          SESSIONS | r | 10.0.1.2                  | state    | false
          RECEIVED | r | 10.7.0.0/16 from 10.0.1.2 | row      | false
          LOC_RIB  | r | 10.7.0.0/16 from 10.0.1.2 | med      | false
          LOC_RIB  | r | 10.4.0.0/16 own           | med      | false
          ROUTES   | r | 10.7.0.0/16               | hops     | false
          FIB      | r | 10.5.0.0/16               | hops     | false
          RECEIVED | y | 10.4.0.0/16 from 10.0.1.1 | asPath   | false
          FIB      | x | 10.0.0.0/30               | row      | false
          """)
  void ofOneSessionWhatItCarries(
      TableKind kind, String place, String key, String field, boolean leftOut) {
    check(SESSION, kind, place, key, field, leftOut);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ROUTES   | r | 10.5.0.0/16               | row      | true
          FIB      | r | 10.5.0.0/16               | hops     | true
          ROUTES   | r | 10.6.0.0/16               | row      | false
          FIB      | r | 10.8.0.0/16               | hops     | false
          SESSIONS | r | 10.0.0.2                  | state    | false
          RECEIVED | r | 10.8.0.0/16 from 10.0.0.2 | med      | false
          """)
  void ofOneDestinationItsRoutes(
      TableKind kind, String place, String key, String field, boolean leftOut) {
    check(ROUTE, kind, place, key, field, leftOut);
  }

  /** What {@code r} cannot announce is missing everywhere; what is there is compared. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          RECEIVED | y | 10.4.0.0/16 from 10.0.1.1 | row      | true
          LOC_RIB  | x | 10.4.0.0/16 from 10.0.0.1 | row      | true
          ROUTES   | x | 10.4.0.0/16               | row      | true
          FIB      | y | 10.4.0.0/16               | row      | true
          RECEIVED | y | 10.4.0.0/16 from 10.0.1.1 | asPath   | false
          FIB      | y | 10.4.0.0/16               | hops     | false
          ROUTES   | x | 10.7.0.0/16               | row      | false
          """)
  void ofADestinationThatNobodyAnnouncesTheRoutesElsewhere(
      TableKind kind, String place, String key, String field, boolean leftOut) {
    check(ORIGINATED, kind, place, key, field, leftOut);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ROUTES   | r | 10.6.0.0/16               | row      | true
          FIB      | r | 10.3.0.0/16               | row      | true
          SESSIONS | r | 10.0.1.2                  | state    | true
          RECEIVED | x | 10.4.0.0/16 from 10.0.0.1 | asPath   | false
          """)
  void whereOthersDependOnItAllOfThePlace(
      TableKind kind, String place, String key, String field, boolean leftOut) {
    check(NEEDED, kind, place, key, field, leftOut);
    check(Reach.EVERYTHING, kind, place, key, field, leftOut);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ROUTES   | r | 10.5.0.0/16               | row
          SESSIONS | r | 10.0.0.2                  | state
          """)
  void whatReachesNothingOfIpv4LeavesNothingOut(
      TableKind kind, String place, String key, String field) {
    check(Reach.NOTHING, kind, place, key, field, false);
  }
}
