package io.towpath.azure.answers;

import static io.towpath.azure.compile.TestResources.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.compile.TestResources;
import io.towpath.forwarding.Verdict;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** User-defined routes to several appliances (R51, R295). */
class SharedRoutesTest {
  private static final String FORWARDS = ", 'enableIPForwarding': true";
  private static final String PEERED = ", 'allowForwardedTraffic': true";
  private static final String BOTH = "10.1.9.4+10.1.9.5";

  /** Two appliances between two subnets, whose tables have the routes. */
  private static TestResources between(String there, String back) {
    return TestResources.network()
        .vnet("v", "eastus", "10.1.0.0/16")
        .subnet("v", "a", "10.1.1.0/24", table("there"))
        .host("vma", "v", "a", "10.1.1.4")
        .subnet("v", "b", "10.1.2.0/24", table("back"))
        .host("vmb", "v", "b", "10.1.2.4")
        .subnet("v", "nva", "10.1.9.0/24")
        .nic("nva1-nic", "v", "nva", "10.1.9.4", FORWARDS)
        .machine("nva1", "nva1-nic")
        .routeTable("there", "", "over " + there)
        .routeTable("back", "", "over " + back);
  }

  private static TestResources second(TestResources first, String forwards) {
    return first.nic("nva2-nic", "v", "nva", "10.1.9.5", forwards).machine("nva2", "nva2-nic");
  }

  private static TestResources two(String forwards) {
    return second(
        between(
            "10.1.2.0/24 VirtualApplianceEcmp " + BOTH, "10.1.1.0/24 VirtualApplianceEcmp " + BOTH),
        forwards);
  }

  private static SolvedAzure solve(TestResources resources) {
    return SolvedAzure.of(resources.compile(), List.of());
  }

  private static Set<Verdict> verdicts(SolvedAzure solved, String to) {
    return IntStream.range(1000, 1032)
        .mapToObj(port -> solved.tcp("vma", to, port).verdict())
        .collect(Collectors.toSet());
  }

  private static Set<String> firstHops(SolvedAzure solved, String to) {
    return IntStream.range(1000, 1032)
        .mapToObj(port -> solved.tcpHops("vma", to, port).getFirst())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void oneRowHasAllAddressesAndFlowsAreSharedAmongThem() {
    SolvedAzure solved = solve(two(FORWARDS));

    // R295: shown as the type of a single appliance.
    assertThat(solved.routesWithoutNone("vma"))
        .containsExactlyInAnyOrder(
            "Default Active 10.1.0.0/16 VnetLocal []",
            "User Active 10.1.2.0/24 VirtualAppliance [10.1.9.4, 10.1.9.5]",
            "Default Active 0.0.0.0/0 Internet []");
    assertThat(solved.via("vma", "10.1.2.0/24")).containsExactly("nva1", "nva2");
    assertThat(firstHops(solved, "10.1.2.4")).containsExactly("10.1.9.4", "10.1.9.5");
    assertThat(verdicts(solved, "10.1.2.4")).containsExactly(Verdict.DELIVERED);
  }

  @Test
  void eachFlowStaysOnItsAppliance() {
    SolvedAzure solved = solve(two(FORWARDS));

    assertThat(solved.tcpHops("vma", "10.1.2.4", 1000))
        .isEqualTo(solved.tcpHops("vma", "10.1.2.4", 1000));
  }

  @Test
  void oneApplianceIsNotShared() {
    SolvedAzure solved =
        solve(
            second(between("10.1.2.0/24 VirtualAppliance 10.1.9.4", "10.9.0.0/16 None"), FORWARDS));

    assertThat(firstHops(solved, "10.1.2.4")).containsExactly("10.1.9.4");
  }

  @Test
  void nextHopNamesAllOfThem() {
    SolvedAzure solved = solve(two(FORWARDS));
    NetworkWatcher.NextHopAnswer answer =
        new NetworkWatcher(solved.solution(), solved.names())
            .nextHop(
                solved
                    .names()
                    .nic(solved.names().machine("vma").orElseThrow().nics().getFirst())
                    .orElseThrow(),
                IpAddress.parse("10.1.2.4"),
                Origin.NONE);

    assertThat(answer.nextHopType()).isEqualTo("VirtualAppliance");
    assertThat(answer.nextHopIpAddresses()).containsExactly("10.1.9.4", "10.1.9.5");
    assertThat(answer.routeTable()).isEqualTo("there");
  }

  /** R53: of each appliance; the others carry no more than their share. */
  @Test
  void anApplianceThatDoesNotForwardLosesItsFlows() {
    assertThat(verdicts(solve(two("")), "10.1.2.4"))
        .containsExactlyInAnyOrder(Verdict.DELIVERED, Verdict.DROPPED_BY_SOURCE_CHECK);
  }

  @Test
  void anAddressThatNobodyHasLosesItsFlows() {
    SolvedAzure solved =
        solve(between("10.1.2.0/24 VirtualApplianceEcmp 10.1.9.4+10.1.9.5", "10.9.0.0/16 None"));

    assertThat(verdicts(solved, "10.1.2.4"))
        .containsExactlyInAnyOrder(Verdict.DELIVERED, Verdict.NO_OWNER);
    assertThat(solved.routesWithoutNone("vma"))
        .contains("User Active 10.1.2.0/24 VirtualAppliance [10.1.9.4, 10.1.9.5]");
  }

  /** R52: each address is in the VNet or a peered one, or leads nowhere, and nobody says so. */
  @Test
  void anAddressFarAwayLosesItsFlows() {
    TestResources resources =
        second(
            between("10.1.2.0/24 VirtualApplianceEcmp 10.1.9.4+10.7.9.5", "10.9.0.0/16 None"),
            FORWARDS);
    SolvedAzure solved = solve(resources);

    assertThat(verdicts(solved, "10.1.2.4"))
        .containsExactlyInAnyOrder(Verdict.DELIVERED, Verdict.DISCARDED);
    assertThat(IntStream.range(1000, 1032))
        .allSatisfy(
            port ->
                assertThat(solved.tcpHops("vma", "10.1.2.4", port).isEmpty())
                    .isEqualTo(solved.tcp("vma", "10.1.2.4", port).verdict() == Verdict.DISCARDED));
    assertThat(solved.routesWithoutNone("vma"))
        .contains("User Active 10.1.2.0/24 VirtualAppliance [10.1.9.4, 10.7.9.5]");
  }

  @Test
  void theAppliancesMayStandInDifferentVnets() {
    SolvedAzure solved =
        solve(
            between("10.1.2.0/24 VirtualApplianceEcmp 10.1.9.4+10.7.9.5", "10.9.0.0/16 None")
                .vnet("w", "eastus", "10.7.0.0/16")
                .subnet("w", "nva", "10.7.9.0/24")
                .nic("nva2-nic", "w", "nva", "10.7.9.5", FORWARDS)
                .machine("nva2", "nva2-nic")
                .peered("v", "w", PEERED, PEERED));

    assertThat(firstHops(solved, "10.1.2.4")).containsExactly("10.1.9.4", "10.7.9.5");
    assertThat(verdicts(solved, "10.1.2.4")).containsExactly(Verdict.DELIVERED);
  }

  /** R26, R274: as with one appliance. */
  @Test
  void aDefaultRouteToSeveralRemovesTheNoneRows() {
    SolvedAzure solved =
        solve(
            second(
                between("0.0.0.0/0 VirtualApplianceEcmp " + BOTH, "10.9.0.0/16 None"), FORWARDS));

    assertThat(solved.routes("vma"))
        .containsExactlyInAnyOrder(
            "Default Active 10.1.0.0/16 VnetLocal []",
            "Default Invalid 0.0.0.0/0 Internet []",
            "User Active 0.0.0.0/0 VirtualAppliance [10.1.9.4, 10.1.9.5]");
  }

  /** R40. */
  @Test
  void aServiceTagMayLeadToSeveral() {
    SolvedAzure solved =
        solve(
            second(
                between("Storage VirtualApplianceEcmp " + BOTH, "10.9.0.0/16 None")
                    .serviceTags("Storage - 20.60.0.0/16,20.61.0.0/16"),
                FORWARDS));

    assertThat(solved.routesWithoutNone("vma"))
        .contains(
            "User Active 20.60.0.0/16 VirtualAppliance [10.1.9.4, 10.1.9.5]",
            "User Active 20.61.0.0/16 VirtualAppliance [10.1.9.4, 10.1.9.5]");
  }
}
