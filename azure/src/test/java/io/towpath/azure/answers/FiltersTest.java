package io.towpath.azure.answers;

import static io.towpath.azure.compile.TestResources.group;
import static io.towpath.azure.compile.TestResources.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.compile.TestResources;
import io.towpath.forwarding.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Security groups and public addresses at work. */
class FiltersTest {

  /** Two VNets without a peering; {@code web} in the second has a public address. */
  private static TestResources apart(String... rules) {
    return TestResources.network()
        .vnet("a", "eastus", "10.1.0.0/16")
        .subnet("a", "apps", "10.1.1.0/24")
        .host("client", "a", "apps", "10.1.1.4")
        .vnet("b", "eastus", "10.2.0.0/16")
        .subnet("b", "apps", "10.2.1.0/24", group("nsg"))
        .securityGroup("nsg", rules)
        .publicIp("pip", "20.1.1.1")
        .add(
            "networkInterfaces",
            "web-nic",
            "eastus",
            "'ipConfigurations': [{'name': 'ip', 'properties': {'privateIPAddress': '10.2.1.4',"
                + " 'subnet': {'id': '"
                + id("virtualNetworks/b/subnets/apps")
                + "'}, 'publicIPAddress': {'id': '"
                + id("publicIPAddresses/pip")
                + "'}}}]")
        .machine("web", "web-nic");
  }

  private static SolvedAzure solve(TestResources resources) {
    return SolvedAzure.of(resources.compile(), List.of());
  }

  @Test
  void nothingComesInFromTheInternetByDefault() {
    // R195: DenyAllInBound.
    assertThat(solve(apart()).tcp("client", "20.1.1.1", 443).verdict())
        .isEqualTo(Verdict.DROPPED_BY_FILTER);
  }

  @Test
  void inboundRulesSeeThePrivateAddress() {
    SolvedAzure solved = solve(apart("https 100 Inbound Allow Tcp Internet 10.2.1.4 443"));

    // R197; the answer passes without a rule (R198) and leaves from the public address.
    assertThat(solved.connects("client", "20.1.1.1", 443)).isTrue();
    assertThat(
            solve(apart("https 100 Inbound Allow Tcp Internet 20.1.1.1 443"))
                .tcp("client", "20.1.1.1", 443)
                .verdict())
        .isEqualTo(Verdict.DROPPED_BY_FILTER);
  }

  @Test
  void outboundRulesSeeThePrivateAddressAndTheTagInternet() {
    // R195: AllowInternetOutBound; the reply to default outbound access comes home.
    assertThat(solve(apart()).trace("web", "198.18.0.1").verdict()).isEqualTo(Verdict.NO_SESSION);
    assertThat(
            solve(apart("none 100 Outbound Deny * 10.2.1.4 Internet *"))
                .trace("web", "198.18.0.1")
                .verdict())
        .isEqualTo(Verdict.DROPPED_BY_FILTER);
  }

  /** A hub whose machine has a security group, a peer, and a site behind a VPN gateway. */
  private static SolvedAzure hub(String... rules) {
    return SolvedAzure.of(
        TestResources.network()
            .vnet("hub", "eastus", "10.0.0.0/16")
            .subnet("hub", "apps", "10.0.1.0/24", group("nsg"))
            .subnet("hub", "GatewaySubnet", "10.0.255.0/27")
            .securityGroup("nsg", rules)
            .host("vm", "hub", "apps", "10.0.1.4")
            .vnet("spoke", "eastus", "10.1.0.0/16")
            .subnet("spoke", "apps", "10.1.1.0/24")
            .host("near", "spoke", "apps", "10.1.1.4")
            .peered("hub", "spoke", "", "")
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
  }

  @Test
  void theTagVirtualNetworkCoversPeersAndWhatGatewaysLearned() {
    SolvedAzure open = hub();

    // R199: so both pass by default.
    assertThat(open.trace("near", "10.0.1.4").answered()).isTrue();
    assertThat(open.trace("site-vm", "10.0.1.4").answered()).isTrue();

    SolvedAzure shut = hub("vnet 100 Inbound Deny * VirtualNetwork * *");
    assertThat(shut.trace("near", "10.0.1.4").verdict()).isEqualTo(Verdict.DROPPED_BY_FILTER);
    assertThat(shut.trace("site-vm", "10.0.1.4").verdict()).isEqualTo(Verdict.DROPPED_BY_FILTER);
    // What the machine asks for itself still comes home (R198).
    assertThat(shut.trace("vm", "10.9.1.10").answered()).isTrue();
  }

  /** Two tiers in one subnet; only the members of {@code web} may reach those of {@code db}. */
  private static SolvedAzure tiers(String allowed) {
    return solve(
        TestResources.network()
            .vnet("v", "eastus", "10.0.0.0/16")
            .subnet("v", "apps", "10.0.1.0/24", group("nsg"))
            .applicationGroup("web")
            .applicationGroup("db")
            .applicationGroup("nobody")
            .securityGroup(
                "nsg",
                "web-to-db 110 Inbound Allow Tcp " + allowed + " asg:db 1433",
                "no-db 120 Inbound Deny * * asg:db *")
            .member("front", "v", "apps", "10.0.1.4", "web")
            .member("database", "v", "apps", "10.0.1.5", "db")
            .host("other", "v", "apps", "10.0.1.6"));
  }

  @Test
  void anApplicationSecurityGroupStandsForTheAddressesOfItsMembers() {
    SolvedAzure solved = tiers("asg:web");

    // R201: the rules concern the members of db alone.
    assertThat(solved.flow("database", true, "10.0.1.4", "10.0.1.5", 1433))
        .isEqualTo("Allow securityRules/web-to-db");
    assertThat(solved.flow("database", true, "10.0.1.6", "10.0.1.5", 1433))
        .isEqualTo("Deny securityRules/no-db");
    assertThat(solved.flow("database", true, "10.0.1.4", "10.0.1.5", 22))
        .isEqualTo("Deny securityRules/no-db");
    assertThat(solved.flow("front", true, "10.0.1.6", "10.0.1.4", 1433))
        .isEqualTo("Allow defaultSecurityRules/AllowVnetInBound");
    assertThat(solved.trace("other", "10.0.1.5").verdict()).isEqualTo(Verdict.DROPPED_BY_FILTER);
    assertThat(solved.trace("other", "10.0.1.4").answered()).isTrue();
  }

  @Test
  void anApplicationSecurityGroupWithoutMembersMatchesNothing() {
    assertThat(tiers("asg:nobody").flow("database", true, "10.0.1.4", "10.0.1.5", 1433))
        .isEqualTo("Deny securityRules/no-db");
  }

  @Test
  void listsOfPrefixesAndPortsAreUnions() {
    SolvedAzure solved =
        solve(
            TestResources.network()
                .vnet("v", "eastus", "10.0.0.0/16")
                .subnet("v", "apps", "10.0.1.0/24", group("nsg"))
                .securityGroup(
                    "nsg", "some 100 Inbound Deny Tcp 10.0.1.6,10.0.2.0/24 * 22,8000-8999")
                .host("one", "v", "apps", "10.0.1.4"));

    // R196
    assertThat(solved.flow("one", true, "10.0.1.6", "10.0.1.4", 22))
        .isEqualTo("Deny securityRules/some");
    assertThat(solved.flow("one", true, "10.0.2.200", "10.0.1.4", 8999))
        .isEqualTo("Deny securityRules/some");
    assertThat(solved.flow("one", true, "10.0.1.7", "10.0.1.4", 22))
        .isEqualTo("Allow defaultSecurityRules/AllowVnetInBound");
    assertThat(solved.flow("one", true, "10.0.1.6", "10.0.1.4", 9000))
        .isEqualTo("Allow defaultSecurityRules/AllowVnetInBound");
  }

  @Test
  void rulesApplyBetweenMachinesOfOneSubnet() {
    SolvedAzure solved =
        solve(
            TestResources.network()
                .vnet("v", "eastus", "10.0.0.0/16")
                .subnet("v", "apps", "10.0.1.0/24", group("nsg"))
                .securityGroup("nsg", "none 100 Inbound Deny Icmp 10.0.1.4 * *")
                .host("one", "v", "apps", "10.0.1.4")
                .host("two", "v", "apps", "10.0.1.5"));

    // R193, R194
    assertThat(solved.trace("one", "10.0.1.5").verdict()).isEqualTo(Verdict.DROPPED_BY_FILTER);
    assertThat(solved.trace("two", "10.0.1.4").answered()).isTrue();
  }
}
