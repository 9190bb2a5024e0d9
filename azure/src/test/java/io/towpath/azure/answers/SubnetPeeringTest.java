package io.towpath.azure.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.compile.TestResources;
import io.towpath.forwarding.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Peerings that join subnets instead of whole VNets (R279). */
class SubnetPeeringTest {

  private static String subnets(String local, String remote, boolean forwarded) {
    return ", 'peerCompleteVnets': false, 'localSubnetNames': ['%s'], 'remoteSubnetNames': ['%s'],"
            .formatted(local, remote)
        + " 'allowForwardedTraffic': "
        + forwarded;
  }

  /** Two VNets, of each of which only the subnet {@code open} is peered. */
  private static TestResources network(boolean forwarded) {
    return TestResources.network()
        .vnet("a", "eastus", "10.1.0.0/16")
        .subnet("a", "open", "10.1.1.0/24")
        .subnet("a", "shut", "10.1.2.0/24")
        .host("a-open", "a", "open", "10.1.1.4")
        .host("a-shut", "a", "shut", "10.1.2.4")
        .vnet("b", "eastus", "10.2.0.0/16")
        .subnet("b", "open", "10.2.1.0/24")
        .subnet("b", "shut", "10.2.2.0/24")
        .host("b-open", "b", "open", "10.2.1.4")
        .host("b-shut", "b", "shut", "10.2.2.4")
        .peered("a", "b", subnets("open", "open", forwarded), subnets("open", "open", forwarded));
  }

  private static SolvedAzure solve(TestResources resources) {
    return SolvedAzure.of(resources.compile(), List.of());
  }

  @Test
  void everySubnetHasRoutesToThePeeredSubnetsOnly() {
    SolvedAzure solved = solve(network(false));

    for (String machine : List.of("a-open", "a-shut")) {
      assertThat(solved.routesWithoutNone(machine))
          .containsExactly(
              "Default Active 0.0.0.0/0 Internet []",
              "Default Active 10.1.0.0/16 VnetLocal []",
              "Default Active 10.2.1.0/24 VNetPeering []");
    }
  }

  @Test
  void peeredSubnetsReachEachOtherAndNothingElse() {
    SolvedAzure solved = solve(network(false));

    assertThat(solved.trace("a-open", "10.2.1.4").answered()).isTrue();
    assertThat(solved.trace("a-open", "10.2.2.4").verdict()).isEqualTo(Verdict.DISCARDED);
    // It has a route there, but its packets do not arrive.
    assertThat(solved.trace("a-shut", "10.2.1.4").verdict()).isEqualTo(Verdict.DROPPED_BY_PEERING);
  }

  @Test
  void whereForwardedTrafficIsAllowedReachIsOneWay() {
    SolvedAzure solved = solve(network(true));

    assertThat(solved.trace("a-shut", "10.2.1.4").verdict()).isEqualTo(Verdict.DELIVERED);
    assertThat(solved.trace("a-shut", "10.2.1.4").answered()).isFalse();
  }

  @Test
  void anEndpointInASubnetThatIsNotPeeredHasNoRouteOnTheOtherSide() {
    SolvedAzure solved =
        solve(
            network(false)
                .privateEndpoint("seen", "b", "open", "10.2.1.9", "")
                .privateEndpoint("unseen", "b", "shut", "10.2.2.9", ""));

    assertThat(solved.routes("a-open"))
        .contains("Default Active 10.2.1.9/32 InterfaceEndpoint []")
        .noneMatch(row -> row.contains("10.2.2.9"));
  }

  @Test
  void aGatewayAnnouncesThePeeredSubnetsOfASpoke() {
    SolvedAzure solved =
        SolvedAzure.of(
            TestResources.network()
                .vnet("hub", "eastus", "10.0.0.0/16")
                .subnet("hub", "apps", "10.0.1.0/24")
                .subnet("hub", "GatewaySubnet", "10.0.255.0/27")
                .vpnGateway("gw", "hub", "eastus", 65515, "40.0.0.1")
                .device("site", "60.0.0.9", "65021 10.9.0.1")
                .toDevice("to-site", "gw", "site", ", 'enableBgp': true")
                .vnet("spoke", "eastus", "10.1.0.0/16")
                .subnet("spoke", "open", "10.1.1.0/24")
                .subnet("spoke", "shut", "10.1.2.0/24")
                .host("vm", "spoke", "open", "10.1.1.4")
                .peered(
                    "hub",
                    "spoke",
                    subnets("apps", "open", false) + ", 'allowGatewayTransit': true",
                    subnets("open", "apps", false) + ", 'useRemoteGateways': true")
                .compile(),
            List.of(),
            TestRouter.named("site", 65021)
                .loopback("10.9.0.1")
                .internet("60.0.0.9")
                .lan("10.9.1.0/24")
                .tunnel("t", "40.0.0.1")
                .overTunnel("10.0.255.30", 65515, "t"));

    assertThat(solved.advertised("gw", "10.9.0.1"))
        .anyMatch(row -> row.startsWith("10.1.1.0/24 "))
        .noneMatch(row -> row.startsWith("10.1.0.0/16 ") || row.startsWith("10.1.2.0/24 "));
    assertThat(solved.trace("site-vm", "10.1.1.4").answered()).isTrue();
    assertThat(solved.trace("site-vm", "10.1.2.4").verdict()).isNotEqualTo(Verdict.DELIVERED);
  }
}
