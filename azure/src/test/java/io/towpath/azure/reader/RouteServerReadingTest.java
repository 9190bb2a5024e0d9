package io.towpath.azure.reader;

import static io.towpath.azure.ResourceTexts.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.ResourceTexts;
import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.HubRoutingPreference;
import io.towpath.azure.resource.RouteServer;
import io.towpath.net.Finding;
import io.towpath.net.IpAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Route Servers as the portal's export, templates and the command line print them. */
class RouteServerReadingTest {
  private static final String VNET =
      """
      {"type": "Microsoft.Network/virtualNetworks", "name": "%s", "properties": {
        "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}, "subnets": [
          {"name": "RouteServerSubnet", "properties": {"addressPrefix": "10.0.1.0/26"}}]}}
      """;

  private static final String PLACE =
      """
      {"type": "Microsoft.Network/virtualHubs/ipConfigurations", "name": "rs/ip", "properties": {
        "subnet": {"id": "%s/subnets/RouteServerSubnet"}}}
      """
          .formatted(ResourceTexts.id("virtualNetworks", "v"));

  private static String server(String members) {
    return "{\"type\": \"Microsoft.Network/virtualHubs\", \"name\": \"rs\", \"kind\":"
        + " \"RouteServer\", \"properties\": {\"sku\": \"Standard\""
        + members
        + "}}";
  }

  private static RouteServer only(AzureResources resources) {
    assertThat(resources.findings()).isEmpty();
    assertThat(resources.unsupported()).isEmpty();
    assertThat(resources.routeServers()).hasSize(1);
    return resources.routeServers().values().iterator().next();
  }

  @Test
  void childrenStandOnTheirOwnAndTheParentRefersToThem() {
    AzureResources resources =
        read(
            VNET.formatted("v"),
            PLACE,
            server(
                """
                , "virtualRouterAsn": 65515, "virtualRouterIps": ["10.0.1.4", "10.0.1.5"],
                "allowBranchToBranchTraffic": true, "hubRoutingPreference": "VpnGateway",
                "routingState": "Provisioned", "bgpConnections": [{"id": "x"}],
                "ipConfigurations": [{"id": "y"}]
                """),
            """
            {"type": "Microsoft.Network/virtualHubs/bgpConnections", "name": "rs/nva",
             "properties": {"peerIp": "10.0.0.4", "peerAsn": 65001, "connectionState": "Connected"}}
            """);

    RouteServer server = only(resources);
    assertThat(server.addresses())
        .containsExactly(IpAddress.parse("10.0.1.4"), IpAddress.parse("10.0.1.5"));
    assertThat(server.branchToBranch()).isTrue();
    assertThat(server.preference()).isEqualTo(HubRoutingPreference.VPN_GATEWAY);
    assertThat(server.connections())
        .singleElement()
        .matches(peer -> peer.peerAsn() == 65001 && peer.id().name().equals("nva"));
    assertThat(resources.subnetOf(server)).isPresent();
  }

  @Test
  void defaultsAreThoseOfAzure() {
    RouteServer server = only(read(VNET.formatted("v"), PLACE, server("")));

    assertThat(server.branchToBranch()).isFalse();
    assertThat(server.preference()).isEqualTo(HubRoutingPreference.EXPRESS_ROUTE);
  }

  @Test
  void withoutConfigurationTheAddressesTellTheSubnet() {
    String addresses = ", \"virtualRouterIps\": [\"10.0.1.4\", \"10.0.1.5\"]";
    AzureResources alone = read(VNET.formatted("v"), server(addresses));
    assertThat(alone.subnetOf(only(alone))).isPresent();

    AzureResources ambiguous = read(VNET.formatted("v"), VNET.formatted("w"), server(addresses));
    assertThat(ambiguous.findings()).extracting(Finding::code).containsExactly("TP2010");
  }

  @Test
  void aHubOfVirtualWanIsSomethingElse() {
    AzureResources resources =
        read(
            """
            {"type": "Microsoft.Network/virtualHubs", "name": "hub", "properties": {
              "addressPrefix": "10.9.0.0/24", "virtualWan": {"id": "x"}}}
            """);

    assertThat(resources.routeServers()).isEmpty();
    assertThat(resources.unsupported())
        .singleElement()
        .matches(entry -> entry.text().contains("virtualHubs"));
  }

  @ParameterizedTest
  @CsvSource({
    "virtualRouterAsn, 65001, always 65515",
    "hubRoutingPreference, Fastest, ExpressRoute",
    "virtualRouterIps, 10.0.1, list"
  })
  void whatAzureWouldNotPrintIsRefused(String member, String value, String says) {
    List<Finding> findings =
        read(VNET.formatted("v"), PLACE, server(", \"" + member + "\": \"" + value + "\""))
            .findings();

    assertThat(findings)
        .isNotEmpty()
        .anyMatch(finding -> finding.message().contains(says) || finding.fix().contains(says));
  }
}
