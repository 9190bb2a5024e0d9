package io.towpath.azure.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.Cloud;
import io.towpath.azure.Profile;
import io.towpath.azure.ResourceTexts;
import io.towpath.azure.assignment.AssignedAddresses;
import io.towpath.azure.compile.AzureCompiler;
import io.towpath.azure.compile.AzureFragment;
import io.towpath.azure.compile.TestResources;
import io.towpath.azure.guest.GuestSettings;
import io.towpath.azure.reader.ResourceDefaults;
import io.towpath.azure.reader.ResourceReader;
import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.CloudResources;
import io.towpath.forwarding.Verdict;
import io.towpath.network.Node;
import io.towpath.network.OpenEnd;
import io.towpath.network.TunnelEnd;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An Azure Stack beside Azure: a fabric and public addresses of its own. */
class StampTest {
  private static TestResources tenant() {
    return TestResources.network()
        .vnet("t", "local", "10.1.0.0/16")
        .subnet("t", "GatewaySubnet", "10.1.0.0/24")
        .subnet("t", "s", "10.1.1.0/24")
        .host("vm", "t", "s", "10.1.1.4")
        .vpnGateway("gw", "t", "local", 65100, "192.168.102.1")
        .device("site", "10.60.3.255", "", "192.168.2.0/24")
        .toDevice("c", "gw", "site", ", 'sharedKey': 'k'");
  }

  private static AzureResources read(String subscription, TestResources resources) {
    ResourceReader reader = new ResourceReader();
    for (String text : resources.texts()) {
      reader.read(
          new ByteArrayInputStream(
              text.replace(ResourceTexts.SUBSCRIPTION, subscription)
                  .replace("VpnGw1", "Standard") // R227
                  .getBytes(StandardCharsets.UTF_8)),
          "tenant.json",
          new ResourceDefaults(subscription, ResourceTexts.GROUP));
    }
    return reader.finish();
  }

  private static AzureFragment compile(Profile profile, CloudResources... clouds) {
    return AzureCompiler.compile(
        List.of(clouds), profile, AssignedAddresses.NONE, GuestSettings.NONE, List.of(), List.of());
  }

  private static CloudResources stamp(TestResources resources) {
    return new CloudResources(
        new Cloud.Stamp("azs"), read("00000000-0000-0000-0000-000000000002", resources));
  }

  private static TunnelEnd.Crypto offer(Profile profile) {
    return compile(profile, stamp(tenant())).fragment().nodes().stream()
        .filter(node -> node.name().equals("gw/0"))
        .flatMap(node -> node.tunnels().stream())
        .map(TunnelEnd::crypto)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void itsFabricAndItsWayOutAreItsOwn() {
    AzureFragment azs = compile(Profile.CURRENT, stamp(tenant()));

    assertThat(azs.fragment().nodes()).extracting(Node::name).contains("(azs)");
    // R226: nothing of it is on the Internet.
    assertThat(azs.fragment().openEnds()).extracting(OpenEnd::name).containsExactly("stamp:azs");
    assertThat(azs.fragment().domains())
        .anySatisfy(
            domain -> {
              assertThat(domain.name()).isEqualTo("azs public");
              assertThat(domain.ports().toString()).contains("192.168.102.1=gw/0:public");
            });
  }

  @Test
  void itHasOneOfferByProfile() {
    // R228
    assertThat(offer(Profile.SEED_ERA).ike())
        .containsExactly(new TunnelEnd.IkeProposal("aes-cbc-256", "sha256", 2));
    assertThat(offer(Profile.SEED_ERA).ipsec())
        .containsExactly(new TunnelEnd.IpsecProposal("aes-gcm-256", "aes-gcm-256", 0));
    assertThat(offer(Profile.CURRENT).ike())
        .containsExactly(new TunnelEnd.IkeProposal("aes-cbc-256", "sha384", 20));
    assertThat(offer(Profile.CURRENT).ipsec())
        .containsExactly(new TunnelEnd.IpsecProposal("aes-gcm-256", "aes-gcm-256", 20));
  }

  @Test
  void equalNamesOfTwoCloudsAreToldApart() {
    CloudResources azure =
        CloudResources.azure(read("00000000-0000-0000-0000-000000000001", tenant()));
    AzureFragment both = compile(Profile.CURRENT, azure, stamp(tenant()));

    assertThat(both.names().machines().keySet())
        .hasSize(2)
        .allSatisfy(name -> assertThat(name).startsWith("/subscriptions/"));
    assertThat(both.fragment().nodes()).extracting(Node::name).contains("(azure)", "(azs)");
  }

  @Test
  void tenantsWithEqualRangesDoNotMeet() {
    TestResources two =
        tenant()
            .vnet("u", "local", "10.1.0.0/16")
            .subnet("u", "s", "10.1.1.0/24")
            .host("other", "u", "s", "10.1.1.5");
    SolvedAzure solved = SolvedAzure.of(compile(Profile.CURRENT, stamp(two)), List.of());

    assertThat(solved.trace("vm", "10.1.1.5").verdict()).isEqualTo(Verdict.NO_OWNER);
  }

  @Test
  void withoutACableItsPublicSideEndsInTheModel() {
    SolvedAzure solved = SolvedAzure.of(compile(Profile.CURRENT, stamp(tenant())), List.of());

    assertThat(solved.trace("vm", "8.8.8.8").verdict()).isEqualTo(Verdict.LEFT_THE_MODEL);
  }
}
