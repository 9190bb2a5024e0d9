package io.towpath.azure.resource;

import static io.towpath.azure.ResourceTexts.id;
import static io.towpath.azure.ResourceTexts.readWhole;
import static io.towpath.azure.Samples.circuit;
import static io.towpath.azure.Samples.expressRoute;
import static io.towpath.azure.Samples.group;
import static io.towpath.azure.Samples.link;
import static io.towpath.azure.Samples.nic;
import static io.towpath.azure.Samples.peering;
import static io.towpath.azure.Samples.vnet;
import static io.towpath.azure.Samples.vnetToVnet;
import static io.towpath.azure.Samples.vpn;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Relations between resources. */
class AzureResourcesTest {

  private static final String HUB = vnet("hub", "10.1.0.0/16", "GatewaySubnet=10.1.255.0/27");
  private static final String SPOKE = vnet("spoke", "10.2.0.0/16", "GatewaySubnet=10.2.255.0/27");

  @ParameterizedTest
  @CsvSource({
    "'', '', CONNECTED, true",
    "Connected, '', CONNECTED, true",
    "Initiated, '', INITIATED, false",
    "'', Disconnected, CONNECTED, false",
    "Disconnected, Connected, DISCONNECTED, false"
  })
  void theStateOfAPeeringFollowsFromItsHalvesUnlessStated(
      String here, String there, PeeringState state, boolean connected) {
    AzureResources resources =
        readWhole(
            HUB,
            SPOKE,
            peering("hub/p", "spoke", here.isEmpty() ? "" : "'peeringState': '" + here + "'"),
            peering("spoke/p", "hub", there.isEmpty() ? "" : "'peeringState': '" + there + "'"));
    Peering half = half(resources, "hub/p");

    assertThat(resources.peeringState(half)).isEqualTo(state);
    assertThat(resources.isConnected(half)).isEqualTo(connected);
  }

  @Test
  void aSingleHalfIsInitiatedAndPassesNothingWhateverItSays() {
    AzureResources silent = readWhole(HUB, SPOKE, peering("hub/p", "spoke"));
    AzureResources stated =
        readWhole(HUB, SPOKE, peering("hub/p", "spoke", "'peeringState': 'Connected'"));

    assertThat(silent.peeringState(half(silent, "hub/p"))).isEqualTo(PeeringState.INITIATED);
    assertThat(silent.isConnected(half(silent, "hub/p"))).isFalse();
    assertThat(stated.peeringState(half(stated, "hub/p"))).isEqualTo(PeeringState.CONNECTED);
    assertThat(stated.isConnected(half(stated, "hub/p"))).isFalse();
  }

  private static Peering half(AzureResources resources, String path) {
    ResourceId id = id("virtualNetworks/virtualNetworkPeerings", path);
    return resources.peerings().values().stream()
        .filter(peering -> peering.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void gatewaysConnectionsAndCircuitsFindEachOther() {
    AzureResources resources =
        readWhole(
            HUB,
            SPOKE,
            vpn("g", "hub"),
            vpn("h", "spoke"),
            expressRoute("e", "hub"),
            circuit("c"),
            link("Z", "e", "c"),
            vnetToVnet("there", "g", "h"),
            vnetToVnet("back", "h", "g"));
    VirtualNetwork hub = resources.vnet(id("virtualNetworks", "hub")).orElseThrow();
    VirtualNetworkGateway vpn = resources.gatewayOf(hub, GatewayType.VPN).orElseThrow();

    assertThat(resources.gatewaysOf(hub)).extracting(AzureResource::name).containsExactly("e", "g");
    assertThat(resources.vnetOf(vpn)).contains(hub);
    assertThat(resources.connectionsOf(vpn))
        .extracting(AzureResource::name)
        .containsExactly("there");
    assertThat(resources.connectionsOf(vpn).getFirst())
        .isInstanceOfSatisfying(
            Connection.VnetToVnet.class,
            tunnel ->
                assertThat(resources.oppositeOf(tunnel))
                    .map(Connection.VnetToVnet::name)
                    .contains("back"));
    assertThat(
            resources.connectionsOf(
                resources.circuit(id("expressRouteCircuits", "c")).orElseThrow()))
        .extracting(AzureResource::name)
        .containsExactly("Z");
  }

  @Test
  void anInterfaceBelongsToTheMachineThatNamesItOrThatItNames() {
    String machine =
        """
        {"type": "Microsoft.Compute/virtualMachines", "name": "%s",
         "networkProfile": {"networkInterfaces": [%s]}}
        """;
    AzureResources resources =
        readWhole(
            vnet("v", "10.1.0.0/16", "s=10.1.1.0/24"),
            nic("a", "v/s", ""),
            nic(
                "b",
                "v/s",
                "",
                "'virtualMachine': '/providers/Microsoft.Compute/virtualMachines/m'"),
            nic("c", "v/s", ""),
            machine.formatted(
                "k", "{\"id\": \"/providers/Microsoft.Network/networkInterfaces/A\"}"),
            machine.formatted("m", ""));

    assertThat(ownerOf(resources, "a")).isEqualTo("k");
    assertThat(ownerOf(resources, "b")).isEqualTo("m");
    assertThat(ownerOf(resources, "c")).isEqualTo("nobody");
    assertThat(
            resources.nicsOf(resources.subnet(id("virtualNetworks/subnets", "v/s")).orElseThrow()))
        .extracting(AzureResource::name)
        .containsExactly("a", "b", "c");
  }

  private static String ownerOf(AzureResources resources, String nic) {
    return resources
        .vmOf(resources.networkInterface(id("networkInterfaces", nic)).orElseThrow())
        .map(AzureResource::name)
        .orElse("nobody");
  }

  @Test
  void everyGroupEndsWithTheSixDefaultRules() {
    NetworkSecurityGroup group =
        readWhole(group("f")).networkSecurityGroups().values().iterator().next();

    assertThat(group.rulesInOrder(RuleDirection.INBOUND))
        .extracting(SecurityRule::name, SecurityRule::priority, SecurityRule::access)
        .hasToString(
            List.of(
                    "(\"AllowVnetInBound\", 65000, ALLOW)",
                    "(\"AllowAzureLoadBalancerInBound\", 65001, ALLOW)",
                    "(\"DenyAllInBound\", 65500, DENY)")
                .toString());
    assertThat(group.rulesInOrder(RuleDirection.OUTBOUND))
        .extracting(SecurityRule::name, SecurityRule::priority, SecurityRule::access)
        .hasToString(
            List.of(
                    "(\"AllowVnetOutBound\", 65000, ALLOW)",
                    "(\"AllowInternetOutBound\", 65001, ALLOW)",
                    "(\"DenyAllOutBound\", 65500, DENY)")
                .toString());
  }
}
