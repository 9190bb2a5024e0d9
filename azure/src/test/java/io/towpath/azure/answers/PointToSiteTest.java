package io.towpath.azure.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.Profile;
import io.towpath.azure.assignment.AssignedAddresses;
import io.towpath.azure.client.PointToSiteClient;
import io.towpath.azure.compile.AzureCompiler;
import io.towpath.azure.compile.AzureFragment;
import io.towpath.azure.compile.TestResources;
import io.towpath.azure.guest.GuestSettings;
import io.towpath.net.Finding;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import java.util.List;
import org.junit.jupiter.api.Test;

/** R276: pool and clients of a VPN gateway. */
class PointToSiteTest {
  private static TestResources hub(String... publicIps) {
    return TestResources.network()
        .vnet("hub", "eastus", "10.1.0.0/24")
        .subnet("hub", "apps", "10.1.0.0/26")
        .subnet("hub", "GatewaySubnet", "10.1.0.224/27")
        .host("vm", "hub", "apps", "10.1.0.4")
        .vpnGatewayOf(
            "VpnGw2",
            ", 'vpnClientConfiguration': {'vpnClientAddressPool': {'addressPrefixes':"
                + " ['172.16.0.0/24']}}, 'customRoutes': {'addressPrefixes': ['10.99.0.0/16']}",
            "gw",
            "hub",
            "eastus",
            65515,
            publicIps)
        .device("s", "60.0.0.1", "65001 10.3.0.9")
        .toDevice("c", "gw", "s", ", 'enableBgp': true");
  }

  private static PointToSiteClient client(String gateway, String address, String... routes) {
    return new PointToSiteClient(
        "laptop",
        gateway,
        address.isEmpty() ? null : IpAddress.parse(address),
        true,
        java.util.Arrays.stream(routes).map(Prefix::parse).toList(),
        Origin.NONE);
  }

  private static AzureFragment compile(TestResources resources, PointToSiteClient client) {
    return AzureCompiler.compile(
        resources.resources(),
        Profile.CURRENT,
        AssignedAddresses.NONE,
        GuestSettings.NONE,
        List.of(),
        List.of(client));
  }

  private static SolvedAzure solved(TestResources resources, PointToSiteClient client) {
    return SolvedAzure.of(
        compile(resources, client),
        List.of(),
        TestRouter.named("s", 65001)
            .loopback("10.3.0.9")
            .internet("60.0.0.1")
            .lan("10.3.1.0/24")
            .tunnel("t", "40.0.0.1")
            .overTunnel("10.1.0.254", 65515, "t"));
  }

  @Test
  void thePoolIsARouteOfTheGatewayAndAnnouncedToSites() {
    SolvedAzure solved = solved(hub("40.0.0.1"), client("gw", ""));

    assertThat(solved.routesWithoutNone("vm"))
        .contains("VirtualNetworkGateway Active 172.16.0.0/24 VirtualNetworkGateway [40.0.0.1]");
    assertThat(solved.advertised("gw", "10.3.0.9")).contains("172.16.0.0/24 10.1.0.254 [65515]");
    assertThat(solved.trace("laptop", "10.1.0.4").answered()).isTrue();
    assertThat(solved.trace("vm", "172.16.0.2").answered()).isTrue();
    assertThat(solved.trace("vm", "172.16.0.77").answered()).isFalse();
  }

  @Test
  void eachInstanceOfAnActiveActiveGatewayHasHalfThePool() {
    SolvedAzure solved = solved(hub("40.0.0.1", "40.0.0.2"), client("gw", "172.16.0.200"));

    assertThat(solved.routesWithoutNone("vm"))
        .contains(
            "VirtualNetworkGateway Active 172.16.0.0/25 VirtualNetworkGateway [10.1.0.228]",
            "VirtualNetworkGateway Active 172.16.0.128/25 VirtualNetworkGateway [10.1.0.229]");
    assertThat(solved.trace("vm", "172.16.0.200").answered()).isTrue();
  }

  @Test
  void aClientHasTheRoutesOfItsProfileOnly() {
    SolvedAzure without = solved(hub("40.0.0.1"), client("gw", ""));
    SolvedAzure with = solved(hub("40.0.0.1"), client("gw", "", "10.3.1.0/24"));

    assertThat(without.trace("laptop", "10.3.1.10").answered()).isFalse();
    assertThat(with.trace("laptop", "10.3.1.10").answered()).isTrue();
  }

  @Test
  void aClientNeedsAGatewayWithAPoolThatHasItsAddress() {
    assertThat(compile(hub("40.0.0.1"), client("other", "")).fragment().findings())
        .extracting(Finding::code)
        .contains("TP2810");
    assertThat(compile(hub("40.0.0.1"), client("gw", "172.17.0.1")).fragment().findings())
        .extracting(Finding::code)
        .contains("TP2810");
  }
}
