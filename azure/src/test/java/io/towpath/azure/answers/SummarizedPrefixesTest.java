package io.towpath.azure.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.compile.TestResources;
import java.util.List;
import org.junit.jupiter.api.Test;

/** R277: what a VNet states for its gateways to announce replaces its ranges. */
class SummarizedPrefixesTest {

  private static SolvedAzure solved(String prefixes) {
    return SolvedAzure.of(
        TestResources.network()
            .add(
                "virtualNetworks",
                "hub",
                "eastus",
                "'addressSpace': {'addressPrefixes': ['10.1.0.0/16']},"
                    + " 'summarizedGatewayPrefixes': {'addressPrefixes': ["
                    + prefixes
                    + "]}")
            .subnet("hub", "GatewaySubnet", "10.1.0.0/27")
            .subnet("hub", "apps", "10.1.1.0/24")
            .host("vm", "hub", "apps", "10.1.1.4")
            .vpnGateway("gw", "hub", "eastus", 65515, "40.0.0.1")
            .device("s", "60.0.0.1", "65001 10.3.0.9")
            .toDevice("c", "gw", "s", ", 'enableBgp': true")
            .compile(),
        List.of(),
        TestRouter.named("s", 65001)
            .loopback("10.3.0.9")
            .internet("60.0.0.1")
            .lan("10.3.1.0/24")
            .tunnel("t", "40.0.0.1")
            .overTunnel("10.1.0.30", 65515, "t"));
  }

  @Test
  void summariesReplaceTheRanges() {
    SolvedAzure solved = solved("'10.0.0.0/8'");

    assertThat(solved.advertised("gw", "10.3.0.9")).containsExactly("10.0.0.0/8 10.1.0.30 [65515]");
    // What lies in a summary and not in the VNet is still learned.
    assertThat(solved.learned("gw", 0, "10.3.1.0/24")).isNotEmpty();
    assertThat(solved.trace("s-vm", "10.1.1.4").answered()).isTrue();
  }

  @Test
  void evenIfTheyDoNotCoverThem() {
    assertThat(solved("'172.20.0.0/16'").advertised("gw", "10.3.0.9"))
        .containsExactly("172.20.0.0/16 10.1.0.30 [65515]");
  }

  @Test
  void withoutSummariesTheRangesAreAnnounced() {
    assertThat(solved("").advertised("gw", "10.3.0.9"))
        .containsExactly("10.1.0.0/16 10.1.0.30 [65515]");
  }
}
