package io.towpath.azure.answers;

import static io.towpath.azure.compile.TestResources.group;
import static io.towpath.azure.compile.TestResources.id;
import static io.towpath.azure.compile.TestResources.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.compile.TestResources;
import io.towpath.forwarding.Verdict;
import io.towpath.net.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Private endpoints: who has a route, what overrides it, what is filtered and answered. */
class PrivateEndpointTest {
  private static final String ENDPOINT = "10.2.2.4";

  private static String policies(String word) {
    return ", 'privateEndpointNetworkPolicies': '" + word + "'";
  }

  /** A hub with a client and an appliance, and a peered spoke with an endpoint. */
  private static TestResources network(String hubSubnet, String endpointSubnet) {
    return TestResources.network()
        .vnet("hub", "eastus", "10.1.0.0/16")
        .subnet("hub", "apps", "10.1.1.0/24", hubSubnet)
        .host("vm", "hub", "apps", "10.1.1.4")
        .subnet("hub", "nva", "10.1.9.0/24")
        .nic("nva-nic", "hub", "nva", "10.1.9.4", ", 'enableIPForwarding': true")
        .machine("nva", "nva-nic")
        .vnet("spoke", "eastus", "10.2.0.0/16")
        .subnet("spoke", "apps", "10.2.1.0/24")
        .host("near", "spoke", "apps", "10.2.1.4")
        .subnet("spoke", "endpoints", "10.2.2.0/24", endpointSubnet)
        .privateEndpoint("data", "spoke", "endpoints", ENDPOINT, "")
        .peered(
            "hub", "spoke", ", 'allowForwardedTraffic': true", ", 'allowForwardedTraffic': true");
  }

  private static SolvedAzure solve(TestResources resources) {
    return SolvedAzure.of(resources.compile(), List.of());
  }

  private static List<String> endpointRows(SolvedAzure solved, String machine) {
    return solved.routes(machine).stream().filter(row -> row.contains(ENDPOINT + "/32")).toList();
  }

  @Test
  void theVnetAndItsPeersHaveAHostRoute() {
    SolvedAzure solved = solve(network("", ""));

    // R29
    for (String machine : List.of("near", "vm", "nva")) {
      assertThat(endpointRows(solved, machine))
          .containsExactly("Default Active 10.2.2.4/32 InterfaceEndpoint []");
    }
  }

  @Test
  void aPeerOfAPeerHasNone() {
    SolvedAzure solved =
        solve(
            network("", "")
                .vnet("far", "eastus", "10.3.0.0/16")
                .subnet("far", "apps", "10.3.1.0/24")
                .host("far-vm", "far", "apps", "10.3.1.4")
                .peered("hub", "far", "", ""));

    assertThat(endpointRows(solved, "far-vm")).isEmpty();
  }

  @Test
  void theServiceAnswersTcpAndNothingElse() {
    SolvedAzure solved = solve(network("", ""));

    for (String machine : List.of("near", "vm")) {
      assertThat(solved.tcp(machine, ENDPOINT, 443).answered()).isTrue();
      assertThat(solved.trace(machine, ENDPOINT).verdict())
          .isEqualTo(Verdict.DROPPED_BY_GUEST_FIREWALL);
    }
  }

  @Test
  void aRouteOverTheVnetOverridesTheEndpointOnlyWithPoliciesForRoutes() {
    String[] range = {"to-nva 10.2.0.0/16 VirtualAppliance 10.1.9.4"};

    for (String word : List.of("Enabled", "RouteTableEnabled")) {
      SolvedAzure solved = solve(network(table("rt"), policies(word)).routeTable("rt", "", range));
      // R275
      assertThat(endpointRows(solved, "vm"))
          .containsExactly("Default Invalid 10.2.2.4/32 InterfaceEndpoint []");
      assertThat(solved.tcp("vm", ENDPOINT, 443).answered()).isTrue();
      assertThat(solved.tcpHops("vm", ENDPOINT, 443)).startsWith("10.1.9.4");
    }
    for (String word : List.of("Disabled", "NetworkSecurityGroupEnabled")) {
      SolvedAzure solved = solve(network(table("rt"), policies(word)).routeTable("rt", "", range));
      assertThat(endpointRows(solved, "vm"))
          .containsExactly("Default Active 10.2.2.4/32 InterfaceEndpoint []");
      assertThat(solved.tcpHops("vm", ENDPOINT, 443)).doesNotContain("10.1.9.4");
    }
  }

  @Test
  void aWiderRouteDoesNotOverrideItAndAHostRouteAlwaysDoes() {
    assertThat(
            endpointRows(
                solve(
                    network(table("rt"), policies("Enabled"))
                        .routeTable(
                            "rt",
                            "",
                            "all 0.0.0.0/0 VirtualAppliance 10.1.9.4",
                            "wide 10.0.0.0/8 VirtualAppliance 10.1.9.4")),
                "vm"))
        .containsExactly("Default Active 10.2.2.4/32 InterfaceEndpoint []");
    // R61
    assertThat(
            endpointRows(
                solve(
                    network(table("rt"), "")
                        .routeTable("rt", "", "host 10.2.2.4/32 VirtualAppliance 10.1.9.4")),
                "vm"))
        .containsExactly(
            "Default Invalid 10.2.2.4/32 InterfaceEndpoint []",
            "User Active 10.2.2.4/32 VirtualAppliance [10.1.9.4]");
  }

  @Test
  void theSecurityGroupOfTheSubnetFiltersOnlyWithPoliciesForIt() {
    String none = "none 100 Inbound Deny * * * *";

    for (String word : List.of("Enabled", "NetworkSecurityGroupEnabled")) {
      SolvedAzure solved =
          solve(network("", group("nsg") + policies(word)).securityGroup("nsg", none));
      assertThat(solved.tcp("vm", ENDPOINT, 443).verdict()).isEqualTo(Verdict.DROPPED_BY_FILTER);
    }
    for (String word : List.of("Disabled", "RouteTableEnabled")) {
      SolvedAzure solved =
          solve(network("", group("nsg") + policies(word)).securityGroup("nsg", none));
      assertThat(solved.tcp("vm", ENDPOINT, 443).answered()).isTrue();
    }
  }

  @Test
  void answersOfAnEndpointFollowTheRouteTableOfItsSubnetOnlyWithPoliciesForRoutes() {
    for (String word : List.of("Enabled", "RouteTableEnabled")) {
      assertThat(answers(word, "drop 10.1.0.0/16 None")).isFalse();
      // The answer passes the appliance, which the request did not see, and comes home.
      assertThat(answers(word, "back 10.1.0.0/16 VirtualAppliance 10.1.9.4")).isTrue();
      assertThat(answers(word, "back 10.1.0.0/16 VirtualAppliance 10.1.9.5")).isFalse();
    }
    for (String word : List.of("Disabled", "NetworkSecurityGroupEnabled")) {
      assertThat(answers(word, "drop 10.1.0.0/16 None")).isTrue();
    }
  }

  private static boolean answers(String policies, String route) {
    return solve(network("", table("rt") + policies(policies)).routeTable("rt", "", route))
        .tcp("vm", ENDPOINT, 443)
        .answered();
  }

  @Test
  void aSiteBehindAGatewayReachesAnEndpointInTheVnet() {
    SolvedAzure solved =
        SolvedAzure.of(
            TestResources.network()
                .vnet("hub", "eastus", "10.0.0.0/16")
                .subnet("hub", "endpoints", "10.0.1.0/24")
                .subnet("hub", "GatewaySubnet", "10.0.255.0/27")
                .privateEndpoint("data", "hub", "endpoints", "10.0.1.4", "")
                .vpnGateway("gw", "hub", "eastus", 65515, "40.0.0.1")
                .device("site", "60.0.0.9", "65021 10.9.0.1")
                .toDevice("to-site", "gw", "site", ", 'enableBgp': true")
                .compile(),
            List.of(),
            TestRouter.named("site", 65021)
                .loopback("10.9.0.1")
                .internet("60.0.0.9")
                .lan("10.9.1.0/24")
                .tunnel("t", "40.0.0.1")
                .overTunnel("10.0.255.30", 65515, "t"));

    assertThat(solved.tcp("site-vm", "10.0.1.4", 443).answered()).isTrue();
  }

  @Test
  void itsInterfaceGivesTheAddressAndIsNoMachine() {
    TestResources resources =
        network("", "")
            .add(
                "privateEndpoints",
                "vault",
                "eastus",
                "'subnet': {'id': '" + id("virtualNetworks/spoke/subnets/endpoints") + "'}")
            .nic(
                "vault-nic",
                "spoke",
                "endpoints",
                "10.2.2.5",
                ", 'privateEndpoint': {'id': '" + id("privateEndpoints/vault") + "'}");
    SolvedAzure solved = solve(resources);

    assertThat(solved.routes("vm")).contains("Default Active 10.2.2.5/32 InterfaceEndpoint []");
    assertThat(solved.tcp("vm", "10.2.2.5", 443).answered()).isTrue();
    assertThat(solved.names().nic("vault-nic")).isEmpty();
  }

  @Test
  void aGroupAsMemberOfWhichAnEndpointStandsCoversItsAddress() {
    SolvedAzure solved =
        solve(
            network(group("nsg"), "")
                .applicationGroup("stores")
                .privateEndpoint(
                    "more",
                    "spoke",
                    "endpoints",
                    "10.2.2.9",
                    ", 'applicationSecurityGroups': [{'id': '"
                        + id("applicationSecurityGroups/stores")
                        + "'}]")
                .securityGroup("nsg", "no 100 Outbound Deny * * asg:stores *"));

    assertThat(solved.flow("vm", false, "10.1.1.4", "10.2.2.9", 443))
        .isEqualTo("Deny securityRules/no");
    assertThat(solved.tcp("vm", ENDPOINT, 443).answered()).isTrue();
  }

  @Test
  void anEndpointWithoutKnownAddressOrApprovalIsAWarning() {
    TestResources resources =
        network("", "")
            .add(
                "privateEndpoints",
                "nowhere",
                "eastus",
                "'subnet': {'id': '" + id("virtualNetworks/spoke/subnets/endpoints") + "'}")
            .add(
                "privateEndpoints",
                "pending",
                "eastus",
                "'subnet': {'id': '"
                    + id("virtualNetworks/spoke/subnets/endpoints")
                    + "'}, 'customDnsConfigs': [{'fqdn': 'x', 'ipAddresses': ['10.2.2.7']}],"
                    + " 'manualPrivateLinkServiceConnections': [{'name': 'c', 'properties':"
                    + " {'privateLinkServiceConnectionState': {'status': 'Pending'}}}]");

    assertThat(resources.compile().fragment().findings())
        .extracting(Finding::code)
        .contains("TP2807", "TP2808");
    SolvedAzure solved = solve(resources);
    assertThat(solved.routes("vm")).contains("Default Active 10.2.2.7/32 InterfaceEndpoint []");
    assertThat(solved.tcp("vm", "10.2.2.7", 443).answered()).isFalse();
  }
}
