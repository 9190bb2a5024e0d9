package io.towpath.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.forwarding.solver.Solution;
import io.towpath.forwarding.solver.Solver;
import io.towpath.lab.compare.FrrDivergence.Kind;
import io.towpath.lab.plan.Features;
import io.towpath.lab.plan.LabCompiler;
import io.towpath.net.Community;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpPeer.LocalAsMode;
import io.towpath.network.BgpPeer.RemovePrivate;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.BgpSpeaker.MultipathAsPath;
import io.towpath.network.Network;
import io.towpath.network.OspfProcess;
import io.towpath.network.RouteClass;
import io.towpath.network.RoutePolicy;
import io.towpath.testkit.networks.OspfBuilder;
import io.towpath.testkit.networks.TopologyBuilder;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** At which prefixes FRR may go another way, and at which it may not. */
class FrrDivergenceTest {
  private static final String SPECIFIC = "10.9.0.0/16";
  private static final String AGGREGATE = "10.8.0.0/15";

  private final TopologyBuilder net = new TopologyBuilder();

  /** Between {@code a} (65001) and {@code z} stands {@code m} (65002). */
  private FrrDivergenceTest() {
    net.connect("a", "m", "10.0.0.0/30");
    net.connect("m", "z", "10.0.1.0/30");
    net.router("a").bgp(65001).neighbour("10.0.0.2", 65002).originate(SPECIFIC);
    net.router("m").bgp(65002).neighbour("10.0.0.1", 65001);
  }

  private void neighbourOutside(String prefix) {
    net.router("m").bgp(65002).neighbour("10.0.1.2", 65003);
    net.router("z").bgp(65003).neighbour("10.0.1.1", 65002).originate(prefix);
  }

  private Set<Kind> kinds(String prefix) {
    Network network = net.build();
    Solution solution = Solver.of(network).solve(List.of(), null);
    FrrDivergence divergence =
        new FrrDivergence(
            solution, LabCompiler.compile(network, Features.LEAST, Set.of()), List.of(), List.of());
    Set<Kind> kinds =
        Arrays.stream(Kind.values())
            .filter(kind -> divergence.reaches(kind, Prefix.parse(prefix)))
            .collect(Collectors.toSet());
    Row expected = Row.of(prefix).with("hops", "dev a").fact(Row.PREFIX, prefix).build();
    Row seen = Row.of(prefix).with("hops", "dev b").fact(Row.PREFIX, prefix).build();
    List<String> entries =
        kinds.isEmpty()
            ? Collections.singletonList(null)
            : kinds.stream()
                .map(kind -> kind.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
    assertThat(Judging.of(network).judge(TableKind.FIB, "m", expected, seen, "hops"))
        .as("an entry of the list for each kind, and none without")
        .isIn(entries);
    return kinds;
  }

  @Test
  void nothingInAPlainNetwork() {
    neighbourOutside("10.7.0.0/16");
    assertThat(kinds(SPECIFIC)).isEmpty();
  }

  @Test
  void anAsSetOfAllPathsHoldsMoreThanOneOfTheBest() {
    neighbourOutside(SPECIFIC);
    net.router("m").bgp(65002).aggregate(AGGREGATE, true);
    assertThat(kinds(AGGREGATE)).containsExactly(Kind.AGGREGATE_OF_ALL_PATHS);
    assertThat(kinds("10.7.0.0/16")).isEmpty();
  }

  @Test
  void withoutAnAsSetOtherPathsDoNotMatter() {
    neighbourOutside(SPECIFIC);
    net.router("m").bgp(65002).aggregate(AGGREGATE, false);
    assertThat(kinds(AGGREGATE)).isEmpty();
  }

  /** {@code m} has the same route over a second session, where it gives it a community. */
  private void secondSessionWithCommunity() {
    net.connect("a", "to-m-too", "m", "to-a-too", "10.0.2.0/30");
    net.router("a").bgp(65001).neighbour("10.0.2.2", 65002);
    RoutePolicy.Change community =
        new RoutePolicy.Change.Communities(List.of(Community.parse("65010:10")), true);
    RoutePolicy policy =
        new RoutePolicy(
            "give",
            List.of(new RoutePolicy.Term(10, true, List.of(), List.of(community), Origin.NONE)),
            Origin.NONE);
    net.router("m")
        .bgp(65002)
        .neighbour("10.0.2.1", 65001)
        .family(_ -> BgpPeer.Family.ipv4(List.of(policy), List.of()));
  }

  @Test
  void anAggregateOfAllPathsHasTheirCommunitiesToo() {
    secondSessionWithCommunity();
    net.router("m").bgp(65002).aggregate(AGGREGATE, true);
    assertThat(kinds(AGGREGATE)).containsExactly(Kind.AGGREGATE_OF_ALL_PATHS);
  }

  @Test
  void withoutAnAsSetItHasNoCommunities() {
    secondSessionWithCommunity();
    net.router("m").bgp(65002).aggregate(AGGREGATE, false);
    assertThat(kinds(AGGREGATE)).isEmpty();
  }

  @Test
  void anAggregateThatAnotherOfTheAsHasTooMayBeTakenForTheOwn() {
    net.router("m").bgp(65002).neighbour("10.0.1.2", 65002).aggregate(AGGREGATE, false);
    net.router("z").bgp(65002).neighbour("10.0.1.1", 65002).originate(AGGREGATE);
    assertThat(kinds(AGGREGATE)).containsExactly(Kind.AGGREGATE_OF_ANOTHER);
  }

  @Test
  void aRouteOfAnotherAsForTheAggregateIsNotTakenForTheOwn() {
    neighbourOutside(AGGREGATE);
    net.router("m").bgp(65002).aggregate(AGGREGATE, false);
    assertThat(kinds(AGGREGATE)).isEmpty();
  }

  @Test
  void aPrivatePathWithoutTheReceiverIsEmptiedByBoth() {
    neighbourOutside("10.7.0.0/16");
    net.router("m")
        .bgp(65002)
        .family(family -> family.withAsPath(RemovePrivate.IF_ALL_PRIVATE, 0, false));
    assertThat(kinds(SPECIFIC)).isEmpty();
  }

  @Test
  void aPrivatePathThatHoldsTheReceiverMayBeEmptied() {
    net.router("m")
        .bgp(65002)
        .family(family -> family.withAsPath(RemovePrivate.IF_ALL_PRIVATE, 0, false));
    assertThat(kinds(SPECIFIC)).containsExactly(Kind.PRIVATE_PATH_OF_THE_RECEIVER);
  }

  @ParameterizedTest
  @CsvSource({"NO_PREPEND, ALL", "PREPEND, REPLACE_ALL", "PREPEND, IF_ALL_PRIVATE"})
  void theOwnPrivateAsnBehindAPresentedOneMayBeLeftOut(LocalAsMode mode, RemovePrivate remove) {
    presenting(mode, remove);
    assertThat(kinds(SPECIFIC)).containsExactly(Kind.PRIVATE_ASN_BEHIND_LOCAL_AS);
  }

  @ParameterizedTest
  @CsvSource({"REPLACE, ALL", "NO_PREPEND, NO", "REPLACE, REPLACE_ALL"})
  void withoutTheTwoTogetherItIsThere(LocalAsMode mode, RemovePrivate remove) {
    presenting(mode, remove);
    assertThat(kinds(SPECIFIC)).isEmpty();
  }

  /** {@code m} presents itself to {@code z} (65003) as 64999. */
  private void presenting(LocalAsMode mode, RemovePrivate remove) {
    net.router("m")
        .bgp(65002)
        .peer(
            new BgpPeer(
                IpAddress.parse("10.0.1.2"),
                65003,
                64999L,
                mode,
                BgpPeer.Transport.CONNECTED,
                List.of(BgpPeer.Family.ipv4().withAsPath(remove, 0, false)),
                null,
                Origin.NONE));
    net.router("z").bgp(65003).neighbour("10.0.1.1", 64999);
  }

  @Test
  void aPolicyThatReadsPathsMayReadThemAfterTheRemoval() {
    neighbourOutside("10.7.0.0/16");
    RoutePolicy prepend =
        new RoutePolicy(
            "prepend",
            List.of(
                new RoutePolicy.Term(
                    10,
                    true,
                    List.of(),
                    List.of(new RoutePolicy.Change.Prepend(List.of(65002L))),
                    Origin.NONE)),
            Origin.NONE);
    net.router("m")
        .bgp(65002)
        .family(
            _ ->
                BgpPeer.Family.ipv4(List.of(), List.of(prepend))
                    .withAsPath(RemovePrivate.REPLACE_ALL, 0, false));
    assertThat(kinds(SPECIFIC)).containsExactly(Kind.POLICY_AFTER_REMOVAL);
    assertThat(kinds("192.0.2.0/24")).isEmpty();
  }

  /** {@code m} takes a static route over {@code z} into OSPF, which it speaks with {@code a}. */
  private OspfBuilder redistributing() {
    net.router("a").ospf("1").routerId("0.0.0.1").on("to-m", 1);
    net.router("m").route("10.7.0.0/16", "10.0.1.2");
    return net.router("m")
        .ospf("1")
        .routerId("0.0.0.2")
        .on("to-a", 1)
        .redistribute(RouteClass.STATIC, null, 1);
  }

  @Test
  void aNextHopOnAPassiveInterfaceOfOspfMayBeAForwardingAddress() {
    redistributing().passive("to-z", 1);
    assertThat(kinds("10.7.0.0/16")).containsExactly(Kind.FORWARDING_ADDRESS);
    assertThat(kinds("10.6.0.0/16")).isEmpty();
  }

  @Test
  void aNextHopOutsideOfOspfOrOnItsLanIsNoneOrOneForBoth() {
    redistributing();
    assertThat(kinds("10.7.0.0/16")).isEmpty();
    net.router("m").ospf("1").broadcast("to-z", 1, 1);
    assertThat(kinds("10.7.0.0/16")).isEmpty();
  }

  @Test
  void whoNamesEveryNextHopWithinOspfIsPredictedToDoSo() {
    redistributing()
        .passive("to-z", 1)
        .forwardingAddress(OspfProcess.ForwardingAddress.ON_ANY_SUBNET);
    assertThat(kinds("10.7.0.0/16")).isEmpty();
  }

  @Test
  void anAggregateMayHoldItsContributorAsAPeerSentItBack() {
    net.router("m")
        .bgp(65002)
        .family(family -> family.withAsPath(RemovePrivate.NO, 1, false))
        .aggregate(AGGREGATE, true);
    assertThat(kinds(AGGREGATE)).containsExactly(Kind.AGGREGATE_OF_ALL_PATHS);
  }

  @Test
  void whoseAsnIsOverriddenMayTakeItsOwnRouteBack() {
    net.router("m").bgp(65002).family(family -> family.withAsPath(RemovePrivate.NO, 0, true));
    assertThat(kinds(SPECIFIC)).containsExactly(Kind.RETURNED_WITHOUT_ITS_ASN);
  }

  @Test
  void aLoopIsSeenWherePrivateAsnsAreTakenOut() {
    net.router("m").bgp(65002).family(family -> family.withAsPath(RemovePrivate.ALL, 0, false));
    assertThat(kinds(SPECIFIC)).doesNotContain(Kind.RETURNED_WITHOUT_ITS_ASN);
  }

  @Test
  void whatOthersOriginateIsNotReturned() {
    net.router("m")
        .bgp(65002)
        .family(family -> family.withAsPath(RemovePrivate.NO, 0, true))
        .originate("10.7.0.0/16");
    assertThat(kinds("10.7.0.0/16")).isEmpty();
  }

  /** Beside {@code m} stands {@code n} of its AS, and behind {@code z} what {@code a} has too. */
  private void severalExternalPaths(boolean self, BgpPeer.NextHopMode mode) {
    net.connect("m", "n", "10.0.2.0/30");
    net.router("m")
        .bgp(65002)
        .options(twoPaths(self))
        .neighbour("10.0.2.2", 65002)
        .family(family -> family.withNextHop(mode));
    net.router("n").bgp(65002).neighbour("10.0.2.1", 65002);
    neighbourOutside(SPECIFIC);
  }

  private static BgpSpeaker.Options twoPaths(boolean self) {
    return new BgpSpeaker.Options(
        2, 1, MultipathAsPath.SAME_LENGTH, self, false, false, 100, null, 20, 200, 200);
  }

  @Test
  void theNextHopOfSeveralPathsIsTheRoutersOwnForInternalPeers() {
    severalExternalPaths(true, BgpPeer.NextHopMode.DEFAULT);
    assertThat(kinds(SPECIFIC)).containsExactly(Kind.NEXT_HOP_OF_SEVERAL);
    assertThat(kinds("10.7.0.0/16")).isEmpty();
  }

  @Test
  void whoLeavesTheNextHopOfSeveralPathsDoesAsFrrDoes() {
    severalExternalPaths(false, BgpPeer.NextHopMode.DEFAULT);
    assertThat(kinds(SPECIFIC)).isEmpty();
  }

  @Test
  void whoSaysNextHopSelfDoesSoOnFrrToo() {
    severalExternalPaths(true, BgpPeer.NextHopMode.SELF);
    assertThat(kinds(SPECIFIC)).isEmpty();
  }

  @Test
  void aStaticRouteMayLiveOnByItself() {
    net.router("m").route("10.128.0.0/9", "10.200.0.1").route("10.64.0.0/10", "10.7.0.1");
    assertThat(kinds("10.128.0.0/9")).containsExactly(Kind.STATIC_THROUGH_ITSELF);
    assertThat(kinds("10.64.0.0/10")).as("its next hop is elsewhere").isEmpty();
  }

  @Test
  void whereAMoreSpecificRouteLeadsToItsNextHopItNeedsNot() {
    net.router("m").route("10.128.0.0/9", "10.200.0.1").route("10.200.0.1/32", "10.0.0.1");
    assertThat(kinds("10.128.0.0/9")).isEmpty();
  }
}
