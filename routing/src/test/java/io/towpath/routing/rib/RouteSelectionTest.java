package io.towpath.routing.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.NextHop;
import io.towpath.network.Precedence;
import io.towpath.network.Precedence.Condition;
import io.towpath.network.Precedence.Relation;
import io.towpath.network.Precedence.Row;
import io.towpath.routing.rib.RouteSelection.Decided;
import io.towpath.testkit.Generator;
import io.towpath.testkit.Property;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class RouteSelectionTest {

  private static final NextHop DROP = new NextHop.Discard(true, null);

  /** The rows of R34, R35, R26, R27, R273 and R274 in the words of a cloud's subnet. */
  private static final Precedence SUBNET =
      new Precedence(
          false,
          List.of(
              row("R35", "system-vnet,peering", Relation.COVERS, "gateway", false),
              row("R274", "gateway", Condition.IS_DEFAULT, Relation.SAME, "internet", true),
              row("R27", "gateway", Condition.IS_DEFAULT, Relation.EXISTS, "none", true),
              row("R26", "user", Condition.IS_DEFAULT_NOT_DISCARD, Relation.EXISTS, "none", true),
              row("R34", "user", Relation.SAME, "gateway,peering,system-vnet,internet,none", false),
              row("R34", "gateway", Relation.SAME, "none,internet", false)));

  private static Row row(
      String rule, String winners, Relation relation, String losers, boolean absent) {
    return row(rule, winners, Condition.ALWAYS, relation, losers, absent);
  }

  private static Row row(
      String rule,
      String winners,
      Condition condition,
      Relation relation,
      String losers,
      boolean absent) {
    return new Row(
        List.of(winners.split(",")),
        condition,
        relation,
        List.of(losers.split(",")),
        absent ? Precedence.Outcome.ABSENT : Precedence.Outcome.INVALID,
        rule);
  }

  /**
   * One case.
   *
   * @param candidates {@code class prefix [distance/metric] [drop]}
   * @param expected {@code class prefix outcome rule} in canonical order
   */
  record Case(String name, Precedence precedence, List<String> candidates, List<String> expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A user route overrides a host route only if it lies in a range of the cloud. */
  private static final Precedence WITHIN =
      new Precedence(
          false,
          List.of(
              new Row(
                  List.of("user"),
                  Condition.ALWAYS,
                  Relation.COVERS,
                  List.of("endpoint"),
                  Precedence.Outcome.INVALID,
                  "R275",
                  List.of("system-vnet", "peering"))));

  /** Host routes must lie in a range of a peer, which itself is then taken away. */
  private static final Precedence REMOVING =
      new Precedence(
          false,
          List.of(
              WITHIN.rows().getFirst(),
              Row.removing(List.of("peering"), "R296"),
              row("R34", "peering", Condition.ALWAYS, Relation.SAME, "user", true)));

  static final List<Case> cases =
      List.of(
          new Case(
              "R296 a row without winners takes all of its losers, after the rows before it",
              REMOVING,
              List.of("peering 10.1.0.0/16", "user 10.1.0.0/16", "endpoint 10.1.2.4/32"),
              List.of(
                  "peering 10.1.0.0/16 ABSENT R296",
                  "user 10.1.0.0/16 ACTIVE R275",
                  "endpoint 10.1.2.4/32 INVALID R275")),
          new Case(
              "R296 and needs none",
              REMOVING,
              List.of("peering 10.1.0.0/16", "peering 10.2.0.0/16"),
              List.of("peering 10.1.0.0/16 ABSENT R296", "peering 10.2.0.0/16 ABSENT R296")),
          new Case(
              "R275 a winner as wide as the range that it must lie in",
              WITHIN,
              List.of("user 10.1.0.0/16", "system-vnet 10.1.0.0/16", "endpoint 10.1.2.4/32"),
              List.of(
                  "system-vnet 10.1.0.0/16 ACTIVE ",
                  "user 10.1.0.0/16 ACTIVE R275",
                  "endpoint 10.1.2.4/32 INVALID R275")),
          new Case(
              "R275 a winner that is wider does not count",
              WITHIN,
              List.of("user 10.0.0.0/8", "system-vnet 10.1.0.0/16", "endpoint 10.1.2.4/32"),
              List.of(
                  "user 10.0.0.0/8 ACTIVE ",
                  "system-vnet 10.1.0.0/16 ACTIVE ",
                  "endpoint 10.1.2.4/32 ACTIVE ")),
          new Case(
              "R34 user before gateway before system, equal prefix",
              SUBNET,
              List.of("none 10.0.0.0/8", "gateway 10.0.0.0/8", "user 10.0.0.0/8"),
              List.of(
                  "gateway 10.0.0.0/8 INVALID R34",
                  "none 10.0.0.0/8 INVALID R34",
                  "user 10.0.0.0/8 ACTIVE R34")),
          new Case(
              "R34 gateway before system, equal prefix",
              SUBNET,
              List.of("none 10.0.0.0/8", "gateway 10.0.0.0/8"),
              List.of("gateway 10.0.0.0/8 ACTIVE R34", "none 10.0.0.0/8 INVALID R34")),
          new Case(
              "R33 a longer prefix is another contest",
              SUBNET,
              List.of("gateway 10.2.0.0/16", "user 10.2.0.0/24"),
              List.of("gateway 10.2.0.0/16 ACTIVE ", "user 10.2.0.0/24 ACTIVE ")),
          new Case(
              "R35 the VNet's range beats a more specific gateway route",
              SUBNET,
              List.of("system-vnet 10.1.0.0/16", "gateway 10.1.5.0/24"),
              List.of("system-vnet 10.1.0.0/16 ACTIVE R35", "gateway 10.1.5.0/24 INVALID R35")),
          new Case(
              "R35, R74 peering beats an equal gateway route",
              SUBNET,
              List.of("peering 10.1.0.0/16", "gateway 10.1.0.0/16"),
              List.of("gateway 10.1.0.0/16 INVALID R35", "peering 10.1.0.0/16 ACTIVE R35")),
          new Case(
              "R35 a wider gateway route stays",
              SUBNET,
              List.of("system-vnet 10.1.0.0/16", "gateway 10.0.0.0/12"),
              List.of("gateway 10.0.0.0/12 ACTIVE ", "system-vnet 10.1.0.0/16 ACTIVE ")),
          new Case(
              "R273 a wider user route leaves peering and gateway rows alone",
              SUBNET,
              List.of("peering 10.1.0.0/16", "gateway 10.3.0.0/16", "user 10.0.0.0/8"),
              List.of(
                  "user 10.0.0.0/8 ACTIVE ",
                  "peering 10.1.0.0/16 ACTIVE ",
                  "gateway 10.3.0.0/16 ACTIVE ")),
          new Case(
              "R273 one range of a peer is overridden, the other is not",
              SUBNET,
              List.of("peering 10.1.0.0/16", "peering 10.2.0.0/16", "user 10.1.0.0/16"),
              List.of(
                  "peering 10.1.0.0/16 INVALID R34",
                  "user 10.1.0.0/16 ACTIVE R34",
                  "peering 10.2.0.0/16 ACTIVE ")),
          new Case(
              "R26 a user default removes the reserved rows and beats Internet",
              SUBNET,
              List.of("user 0.0.0.0/0", "internet 0.0.0.0/0", "none 10.0.0.0/8"),
              List.of(
                  "internet 0.0.0.0/0 INVALID R34",
                  "user 0.0.0.0/0 ACTIVE R26",
                  "none 10.0.0.0/8 ABSENT R26")),
          new Case(
              "R274 a user default that drops keeps the reserved rows",
              SUBNET,
              List.of("user 0.0.0.0/0 drop", "internet 0.0.0.0/0", "none 10.0.0.0/8"),
              List.of(
                  "internet 0.0.0.0/0 INVALID R34",
                  "user 0.0.0.0/0 ACTIVE R34",
                  "none 10.0.0.0/8 ACTIVE ")),
          new Case(
              "R27, R274 a learned default removes Internet and the reserved rows",
              SUBNET,
              List.of("gateway 0.0.0.0/0", "internet 0.0.0.0/0", "none 10.0.0.0/8"),
              List.of(
                  "gateway 0.0.0.0/0 ACTIVE R274",
                  "internet 0.0.0.0/0 ABSENT R274",
                  "none 10.0.0.0/8 ABSENT R27")),
          new Case(
              "R45 a user route on the VNet's range: the gateway route inside stays invalid",
              SUBNET,
              List.of("user 10.1.0.0/16", "system-vnet 10.1.0.0/16", "gateway 10.1.5.0/24"),
              List.of(
                  "system-vnet 10.1.0.0/16 INVALID R34",
                  "user 10.1.0.0/16 ACTIVE R34",
                  "gateway 10.1.5.0/24 INVALID R35")),
          new Case(
              "what lost in an earlier row wins no later one",
              new Precedence(
                  false,
                  List.of(
                      row("first", "a", Relation.SAME, "b", false),
                      row("second", "b", Relation.SAME, "c", false))),
              List.of("a 10.0.0.0/8", "b 10.0.0.0/8", "c 10.0.0.0/8"),
              List.of(
                  "a 10.0.0.0/8 ACTIVE first",
                  "b 10.0.0.0/8 INVALID first",
                  "c 10.0.0.0/8 ACTIVE ")),
          new Case(
              "routers: the lower distance wins",
              Precedence.ROUTER,
              List.of("static 10.0.0.0/8 1/0", "ospf 10.0.0.0/8 110/20", "bgp 10.0.0.0/8 20/0"),
              List.of(
                  "bgp 10.0.0.0/8 INVALID ",
                  "ospf 10.0.0.0/8 INVALID ",
                  "static 10.0.0.0/8 ACTIVE ")),
          new Case(
              "routers: the lower metric wins within a class",
              Precedence.ROUTER,
              List.of("ospf 10.0.0.0/8 110/30", "ospf 10.0.0.0/8 110/20"),
              List.of("ospf 10.0.0.0/8 ACTIVE ", "ospf 10.0.0.0/8 INVALID ")),
          new Case(
              "routers: of equal distance one class is used",
              Precedence.ROUTER,
              List.of("ospf 10.0.0.0/8 20/1", "bgp 10.0.0.0/8 20/9"),
              List.of("bgp 10.0.0.0/8 ACTIVE ", "ospf 10.0.0.0/8 INVALID ")),
          new Case(
              "routers: other prefixes do not compete",
              Precedence.ROUTER,
              List.of("static 10.0.0.0/8 250/0", "ospf 10.0.0.0/16 110/20"),
              List.of("static 10.0.0.0/8 ACTIVE ", "ospf 10.0.0.0/16 ACTIVE ")));

  private static RouteCandidate candidate(String text) {
    String[] words = text.split(" ");
    boolean drops = text.endsWith("drop");
    String[] cost = words.length > 2 && !drops ? words[2].split("/") : new String[] {"0", "0"};
    return new RouteCandidate(
        Prefix.parse(words[1]),
        words[0],
        drops ? DROP : new NextHop.Via(IpAddress.parse("192.0.2.1"), null, null),
        Integer.parseInt(cost[0]),
        Long.parseLong(cost[1]),
        0,
        null,
        null,
        "test",
        Origin.NONE);
  }

  private static String text(Decided row) {
    return row.candidate().routeClass()
        + " "
        + row.candidate().prefix()
        + " "
        + row.outcome()
        + " "
        + row.why().rule();
  }

  @ParameterizedTest
  @FieldSource("cases")
  void outcomeAndRuleAreThoseOfTheTable(Case tried) {
    List<RouteCandidate> candidates =
        new ArrayList<>(tried.candidates().stream().map(RouteSelectionTest::candidate).toList());
    List<String> forward =
        RouteSelection.select(candidates, tried.precedence()).stream()
            .map(RouteSelectionTest::text)
            .toList();
    Collections.reverse(candidates);
    List<String> backward =
        RouteSelection.select(candidates, tried.precedence()).stream()
            .map(RouteSelectionTest::text)
            .toList();

    assertThat(forward).isEqualTo(tried.expected());
    assertThat(backward).isEqualTo(forward);
  }

  @Test
  void equalRoutesShareTheLoad() {
    RouteCandidate one = candidate("static 10.0.0.0/8 1/0");
    RouteCandidate other =
        RouteCandidate.of(
            new io.towpath.network.Route(
                one.prefix(),
                "static",
                new NextHop.Via(IpAddress.parse("192.0.2.2"), null, null),
                1,
                0,
                0,
                null,
                null,
                Origin.NONE),
            "test");

    assertThat(RouteSelection.select(List.of(one, other), Precedence.ROUTER))
        .extracting(Decided::outcome)
        .containsExactly(Outcome.ACTIVE, Outcome.ACTIVE);
  }

  @Test
  void theReasonNamesWinnerAndLosers() {
    List<Decided> rows =
        RouteSelection.select(
            List.of(candidate("static 10.0.0.0/8 1/0"), candidate("ospf 10.0.0.0/8 110/20")),
            Precedence.ROUTER);

    assertThat(rows.get(0).why().text()).isEqualTo("distance 1 of static 10.0.0.0/8 is lower");
    assertThat(rows.get(1).why().text()).isEqualTo("lowest distance 1, before ospf 10.0.0.0/8");
  }

  @Test
  void selectionDoesNotDependOnTheOrderOfCandidates() {
    Generator<List<RouteCandidate>> generator =
        choices -> {
          List<String> classes =
              List.of("user", "gateway", "peering", "system-vnet", "none", "internet");
          List<RouteCandidate> candidates = new ArrayList<>();
          int count = choices.between(1, 12);
          for (int i = 0; i < count; i++) {
            int length = choices.between(0, 3) * 8;
            candidates.add(
                candidate(
                    classes.get(choices.between(0, classes.size() - 1))
                        + " 10."
                        + choices.between(0, 1)
                        + ".0.0/"
                        + length
                        + (choices.between(0, 3) == 0 ? " drop" : "")));
          }
          return candidates;
        };
    Property.named("selection does not depend on the order of candidates")
        .check(
            generator,
            candidates -> {
              List<RouteCandidate> shuffled = new ArrayList<>(candidates);
              Collections.shuffle(shuffled, new Random(7));
              assertThat(RouteSelection.select(shuffled, SUBNET).stream().map(Decided::toString))
                  .isEqualTo(
                      RouteSelection.select(candidates, SUBNET).stream()
                          .map(Decided::toString)
                          .toList());
            });
  }
}
