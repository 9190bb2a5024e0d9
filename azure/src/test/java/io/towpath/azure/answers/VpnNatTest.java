package io.towpath.azure.answers;

import static io.towpath.azure.compile.TestResources.natRules;
import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.compile.TestResources;
import io.towpath.forwarding.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** NAT rules of VPN gateways (R221–R224): a VNet and its sites all use 10.0.1.0/24. */
class VpnNatTest {
  private static final String TRANSLATES = ", 'enableBgpRouteTranslationForNat': true";

  private static TestResources hub(String members, String... publicIps) {
    return TestResources.network()
        .vnet("hub", "eastus", "10.0.1.0/24")
        .subnet("hub", "apps", "10.0.1.0/26")
        .subnet("hub", "GatewaySubnet", "10.0.1.224/27")
        .host("vm", "hub", "apps", "10.0.1.4")
        .vpnGatewayOf("VpnGw2", members, "gw", "hub", "eastus", 65515, publicIps);
  }

  private static TestRouter site(String name, long asn, String address) {
    return TestRouter.named(name, asn)
        .loopback("10.0.1.9")
        .internet(address)
        .lan("10.0.1.0/24")
        .tunnel("t", "40.0.0.1");
  }

  private static SolvedAzure withBgp(String members) {
    return SolvedAzure.of(
        hub(members, "40.0.0.1")
            .natRule("gw", "in1", "Static", "IngressSnat", "10.0.1.0/24", "100.0.2.0/24")
            .natRule("gw", "in2", "Static", "IngressSnat", "10.0.1.0/24", "100.0.3.0/24")
            .natRule("gw", "out", "Static", "EgressSnat", "10.0.1.0/24", "100.0.1.0/24")
            .device("s1", "60.0.0.1", "65001 100.0.2.9")
            .device("s2", "60.0.0.2", "65002 100.0.3.9")
            .device("s3", "60.0.0.3", "65003 10.3.0.9")
            .toDevice("c1", "gw", "s1", ", 'enableBgp': true" + natRules("gw", "in1", "out"))
            .toDevice("c2", "gw", "s2", ", 'enableBgp': true" + natRules("gw", "in2", "out"))
            .toDevice("c3", "gw", "s3", ", 'enableBgp': true")
            .compile(),
        List.of(),
        site("s1", 65001, "60.0.0.1").overTunnel("100.0.1.254", 65515, "t"),
        site("s2", 65002, "60.0.0.2").overTunnel("100.0.1.254", 65515, "t"),
        TestRouter.named("s3", 65003)
            .loopback("10.3.0.9")
            .internet("60.0.0.3")
            .lan("10.3.1.0/24")
            .tunnel("t", "40.0.0.1")
            .overTunnel("10.0.1.254", 65515, "t"));
  }

  @Test
  void eachNetworkIsKnownByItsExternalMapping() {
    SolvedAzure solved = withBgp(TRANSLATES);

    assertThat(solved.learned("gw", 0, "100.0.2.0/24"))
        .containsExactly("100.0.2.0/24 EBgp 100.0.2.9 [65001] 32768 100.0.2.9");
    assertThat(solved.learned("gw", 0, "100.0.3.0/24"))
        .containsExactly("100.0.3.0/24 EBgp 100.0.3.9 [65002] 32768 100.0.3.9");
    assertThat(solved.advertised("gw", "100.0.2.9"))
        .contains("100.0.1.0/24 100.0.1.254 [65515]", "100.0.3.0/24 100.0.1.254 [65515-65002]")
        .noneMatch(row -> row.startsWith("10.0.1.0/24"));
    assertThat(solved.trace("vm", "100.0.2.10").answered()).isTrue();
    assertThat(solved.trace("vm", "100.0.3.10").answered()).isTrue();
    assertThat(solved.trace("s1-vm", "100.0.1.4").answered()).isTrue();
    assertThat(solved.trace("s1-vm", "100.0.3.10").answered()).isTrue();
  }

  @Test
  void aConnectionWithoutRulesIsNotTranslated() {
    SolvedAzure solved = withBgp(TRANSLATES);

    assertThat(solved.advertised("gw", "10.3.0.9"))
        .contains("10.0.1.0/24 10.0.1.254 [65515]", "100.0.2.0/24 10.0.1.254 [65515-65001]")
        .noneMatch(row -> row.startsWith("100.0.1.0/24"));
    assertThat(solved.trace("s3-vm", "10.0.1.4").answered()).isTrue();
    assertThat(solved.trace("s3-vm", "100.0.1.4").answered()).isFalse();
  }

  @Test
  void withoutRouteTranslationWhatSitesAnnounceIsRefused() {
    SolvedAzure solved = withBgp("");

    assertThat(solved.learned("gw", 0, "100.0.2.0/24")).isEmpty();
    assertThat(solved.advertised("gw", "100.0.2.9")).contains("10.0.1.0/24 100.0.1.254 [65515]");
  }

  @Test
  void dynamicRulesOpenFromTheirInternalSideOnly() {
    SolvedAzure solved =
        SolvedAzure.of(
            hub("", "40.0.0.1")
                .natRule("gw", "out", "Dynamic", "EgressSnat", "10.0.1.0/24", "100.0.1.0/28")
                .natRule("gw", "in", "Static", "IngressSnat", "10.0.1.0/24", "100.0.2.0/24")
                .device("s1", "60.0.0.1", "", "10.0.1.0/24")
                .toDevice("c1", "gw", "s1", natRules("gw", "in", "out"))
                .compile(),
            List.of(),
            site("s1", 65001, "60.0.0.1").route("100.0.1.0/28", "t"));

    // The prefixes of a local network gateway are those before the translation.
    assertThat(solved.routesWithoutNone("vm"))
        .contains("VirtualNetworkGateway Active 100.0.2.0/24 VirtualNetworkGateway [40.0.0.1]");
    assertThat(solved.connects("vm", "100.0.2.10", 80)).isTrue();
    assertThat(solved.connects("s1-vm", "100.0.1.4", 80)).isFalse();
    assertThat(solved.trace("s1-vm", "100.0.1.4").verdict()).isEqualTo(Verdict.NO_SESSION);
  }

  @Test
  void aRuleOfOneInstanceLeavesTheOtherAlone() {
    String configuration = TestResources.id("virtualNetworkGateways/gw/ipConfigurations/c0");
    SolvedAzure solved =
        SolvedAzure.of(
            hub(
                    ", 'natRules': [{'name': 'in', 'properties': {'type': 'Static', 'mode':"
                        + " 'IngressSnat', 'ipConfigurationId': '"
                        + configuration
                        + "', 'internalMappings': [{'addressSpace': '10.9.0.0/24'}],"
                        + " 'externalMappings': [{'addressSpace': '100.9.0.0/24'}]}}]",
                    "40.0.0.1",
                    "40.0.0.2")
                .device("s1", "60.0.0.1", "", "10.9.0.0/24")
                .toDevice("c1", "gw", "s1", natRules("gw", "in", ""))
                .compile(),
            List.of(),
            site("s1", 65001, "60.0.0.1"));

    assertThat(solved.learned("gw", 0, "100.9.0.0/24")).isNotEmpty();
    assertThat(solved.learned("gw", 1, "100.9.0.0/24")).noneMatch(row -> row.contains("Network"));
  }
}
