package io.towpath.azure.reader;

import static io.towpath.azure.ResourceTexts.GROUP;
import static io.towpath.azure.ResourceTexts.SUBSCRIPTION;
import static io.towpath.azure.ResourceTexts.id;
import static io.towpath.azure.ResourceTexts.json;
import static io.towpath.azure.ResourceTexts.readWhole;
import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.resource.AzureResource;
import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.NetworkInterface;
import io.towpath.azure.resource.Subnet;
import io.towpath.azure.resource.VirtualNetwork;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Whatever shape Azure's tools print a resource in, the record is the same. */
class ResourceShapesTest {

  private static final String SCOPE =
      "/subscriptions/" + SUBSCRIPTION + "/resourceGroups/" + GROUP + "/providers/";
  private static final String VNET_ID = SCOPE + "Microsoft.Network/virtualNetworks/hub";

  private static final String NESTED =
      json(
          """
          {'id': '%1$s', 'name': 'hub', 'type': 'Microsoft.Network/virtualNetworks',
           'location': 'westeurope', 'etag': 'W/1', 'tags': {'a': '[b]'},
           'properties': {
             'provisioningState': 'Succeeded',
             'addressSpace': {'addressPrefixes': ['10.9.0.0/22']},
             'subnets': [
               {'id': '%1$s/subnets/front', 'name': 'front', 'etag': 'W/2',
                'properties': {'addressPrefix': '10.9.0.0/24', 'delegations': [],
                  'privateEndpointNetworkPolicies': 'Disabled', 'defaultOutboundAccess': true}},
               {'name': 'back', 'properties': {'addressPrefixes': ['10.9.1.0/24']}}],
             'virtualNetworkPeerings': [
               {'name': 'to-spoke', 'properties': {
                 'allowGatewayTransit': true, 'peeringState': 'Connected',
                 'remoteVirtualNetwork': {'id': '%2$sMicrosoft.Network/virtualNetworks/spoke'}}}]}}
          """
              .formatted(VNET_ID, SCOPE));

  private static final String FLAT =
      json(
          """
          {'addressSpace': {'addressPrefixes': ['10.9.0.0/22'], 'ipamPoolPrefixAllocations': null},
           'bgpCommunities': null, 'dhcpOptions': {'dnsServers': []}, 'enableDdosProtection': false,
           'etag': 'W/1', 'id': '%1$s', 'location': 'westeurope', 'name': 'hub',
           'provisioningState': 'Succeeded', 'resourceGroup': 'net', 'resourceGuid': 'x',
           'subnets': [
             {'addressPrefix': '10.9.0.0/24', 'id': '%1$s/subnets/front', 'name': 'front',
              'networkSecurityGroup': null, 'privateLinkServiceNetworkPolicies': 'Enabled',
              'resourceGroup': 'net', 'type': 'Microsoft.Network/virtualNetworks/subnets'},
             {'addressPrefix': '10.9.1.0/24', 'id': '%1$s/subnets/back', 'name': 'back'}],
           'type': 'Microsoft.Network/virtualNetworks',
           'virtualNetworkPeerings': [
             {'allowForwardedTraffic': false, 'allowGatewayTransit': true,
              'allowVirtualNetworkAccess': true, 'name': 'to-spoke', 'peeringState': 'Connected',
              'peerCompleteVnets': true, 'useRemoteGateways': false,
              'remoteVirtualNetwork':
                {'id': '%2$sMicrosoft.Network/virtualNetworks/spoke', 'resourceGroup': 'net'}}]}
          """
              .formatted(VNET_ID, SCOPE));

  private static final String BARE =
      json(
          """
          {'name': 'hub', 'type': 'microsoft.network/virtualnetworks', 'location': 'West Europe',
           'properties': {'addressSpace': {'addressPrefixes': ['10.9.0.0/22']}}}
          """);

  private static final String FRONT_ALONE =
      json(
          """
          {'type': 'Microsoft.Network/virtualNetworks/subnets', 'name': 'hub/front',
           'properties': {'addressPrefix': '10.9.0.0/24'}}
          """);

  private static final String BACK_ALONE =
      json(
          """
          {'id': '%s/subnets/back', 'name': 'back', 'addressPrefix': '10.9.1.0/24',
           'resourceGroup': 'net'}
          """
              .formatted(VNET_ID.toUpperCase(Locale.ROOT)));

  private static final String PEERING_ALONE =
      json(
          """
          {'type': 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings',
           'name': 'HUB/to-spoke',
           'properties': {'allowGatewayTransit': 'true', 'peeringState': 'connected',
             'remoteVirtualNetwork': '/providers/Microsoft.Network/virtualNetworks/spoke'}}
          """);

  private static final String NESTED_IN_TEMPLATE =
      json(
          """
          {'name': 'hub', 'type': 'Microsoft.Network/virtualNetworks', 'apiVersion': '2023-09-01',
           'location': 'westeurope',
           'properties': {'addressSpace': {'addressPrefixes': ['10.9.0.0/22']},
             'subnets': [{'name': 'front', 'properties': {'addressPrefix': '10.9.0.0/24'}}]},
           'resources': [
             {'type': 'subnets', 'name': 'back', 'dependsOn': ['hub'],
              'properties': {'addressPrefix': '10.9.1.0/24'}},
             {'type': 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings',
              'name': 'hub/to-spoke',
              'properties': {'allowGatewayTransit': true, 'peeringState': 'Connected',
                'remoteVirtualNetwork':
                  {'id': 'Microsoft.Network/virtualNetworks/spoke'}}}]}
          """);

  record Shape(String claim, List<String> files) {
    @Override
    public String toString() {
      return claim;
    }
  }

  static final List<Shape> SHAPES =
      List.of(
          new Shape("one object", List.of(NESTED)),
          new Shape("an array", List.of("[" + NESTED + "]")),
          new Shape("a REST list", List.of("{\"value\": [" + NESTED + "]}")),
          new Shape(
              "Resource Graph",
              List.of("{\"count\": 1, \"data\": [" + NESTED + "], \"total\": 1}")),
          new Shape(
              "a template with literal values",
              List.of("{\"contentVersion\": \"1.0.0.0\", \"resources\": [" + NESTED + "]}")),
          new Shape("as a create command prints it", List.of("{\"newVNet\": " + FLAT + "}")),
          new Shape("flattened by az", List.of("[" + FLAT + "]")),
          new Shape("twice, in both shapes", List.of(NESTED, FLAT)),
          new Shape("children in a template's list", List.of(NESTED_IN_TEMPLATE)),
          new Shape(
              "every child on its own", List.of(BARE, BACK_ALONE, PEERING_ALONE, FRONT_ALONE)));

  @ParameterizedTest
  @FieldSource("SHAPES")
  void everyShapeOfAVirtualNetworkGivesTheSameRecord(Shape shape) {
    AzureResources resources = readWhole(shape.files().toArray(String[]::new));

    assertThat(normalised(resources)).isEqualTo(normalised(readWhole(NESTED)));
    assertThat(resources.unsupported()).isEmpty();
  }

  /** Subnets by name: those on their own follow those in the parent. */
  private static VirtualNetwork normalised(AzureResources resources) {
    VirtualNetwork vnet = resources.vnet(id("virtualNetworks", "hub")).orElseThrow().unplaced();
    return new VirtualNetwork(
        vnet.id(),
        vnet.location(),
        vnet.addressSpace(),
        vnet.subnets().stream().sorted(Comparator.comparing(Subnet::id)).toList(),
        vnet.peerings(),
        vnet.gatewayPrefixes(),
        vnet.customCommunity(),
        vnet.regionalCommunity(),
        vnet.origin());
  }

  @Test
  void theOrderOfFilesDoesNotShow() {
    List<String> files = List.of(BARE, BACK_ALONE, PEERING_ALONE, FRONT_ALONE);

    assertThat(readWhole(files.reversed().toArray(String[]::new)).virtualNetworks().values())
        .extracting(AzureResource::unplaced)
        .isEqualTo(
            readWhole(files.toArray(String[]::new)).virtualNetworks().values().stream()
                .map(AzureResource::unplaced)
                .toList());
  }

  /** One resource of each type, under {@code properties} and beside the name. */
  record Pair(String type, String properties) {
    @Override
    public String toString() {
      return type;
    }
  }

  static final List<Pair> PAIRS =
      Stream.of(
              new Pair("virtualNetworks", "'addressSpace': {'addressPrefixes': ['10.9.0.0/22']}"),
              new Pair(
                  "networkInterfaces",
                  """
                  'enableIPForwarding': true, 'macAddress': '00-0D-3A-00-00-01',
                  'ipConfigurations': [{'name': 'one', 'privateIPAddress': '10.9.0.4',
                    'subnet': {'id': '/providers/Microsoft.Network/virtualNetworks/v/subnets/s'}}]
                  """),
              new Pair(
                  "publicIPAddresses", "'ipAddress': '203.0.113.9', 'idleTimeoutInMinutes': 4"),
              new Pair(
                  "routeTables",
                  """
                  'disableBgpRoutePropagation': true, 'disablePeeringRoute': 'All', 'routes': [{'name': 'r',
                    'addressPrefix': '0.0.0.0/0', 'nextHopType': 'VirtualAppliance',
                    'nextHopIpAddress': '10.9.0.4'}, {'name': 'several',
                    'addressPrefix': '10.8.0.0/16', 'nextHopType': 'VirtualApplianceEcmp',
                    'nextHop': {'nextHopIpAddresses': ['10.9.0.4', '10.9.0.5']}}]
                  """),
              new Pair(
                  "networkSecurityGroups",
                  """
                  'securityRules': [{'name': 'r', 'priority': 100, 'direction': 'Inbound',
                    'access': 'Allow', 'protocol': 'TCP', 'sourceAddressPrefix': '*',
                    'sourcePortRange': '*', 'destinationAddressPrefixes': ['10.0.0.0/8'],
                    'destinationPortRanges': ['22', '8000-8080']}]
                  """),
              new Pair(
                  "virtualNetworkGateways",
                  """
                  'gatewayType': 'Vpn', 'vpnType': 'RouteBased', 'activeActive': true,
                  'enableBgp': true, 'sku': {'name': 'VpnGw2AZ', 'tier': 'VpnGw2AZ', 'capacity': 2},
                  'bgpSettings': {'asn': 65010, 'bgpPeeringAddress': '10.9.3.4,10.9.3.5',
                    'peerWeight': 0},
                  'ipConfigurations': [{'name': 'one', 'subnet':
                    {'id': '/providers/Microsoft.Network/virtualNetworks/v/subnets/GatewaySubnet'},
                    'privateIPAllocationMethod': 'Dynamic'}]
                  """),
              new Pair(
                  "localNetworkGateways",
                  """
                  'gatewayIpAddress': '198.51.100.7',
                  'localNetworkAddressSpace': {'addressPrefixes': ['172.20.0.0/16']},
                  'bgpSettings': {'asn': 65020, 'bgpPeeringAddress': '172.20.0.1'}
                  """),
              new Pair(
                  "connections",
                  """
                  'connectionType': 'ExpressRoute', 'routingWeight': 10,
                  'virtualNetworkGateway1':
                    {'id': '/providers/Microsoft.Network/virtualNetworkGateways/g'},
                  'peer': {'id': '/providers/Microsoft.Network/expressRouteCircuits/c'},
                  'connectionStatus': 'Connected', 'egressBytesTransferred': 7
                  """),
              new Pair(
                  "expressRouteCircuits",
                  """
                  'serviceKey': 'k', 'serviceProviderProperties':
                    {'serviceProviderName': 'P', 'peeringLocation': 'L', 'bandwidthInMbps': 200},
                  'peerings': [{'name': 'AzurePrivatePeering', 'peerASN': 65020, 'vlanId': 100,
                    'peeringType': 'AzurePrivatePeering',
                    'primaryPeerAddressPrefix': '192.168.9.0/30',
                    'secondaryPeerAddressPrefix': '192.168.9.4/30'}]
                  """))
          .toList();

  @ParameterizedTest
  @FieldSource("PAIRS")
  void flattenedMembersMeanTheSameAsProperties(Pair pair) {
    String head =
        "{'name': 'x', 'type': 'Microsoft.Network/" + pair.type() + "', 'location': 'uksouth', ";
    String nested = json(head + "'properties': {" + pair.properties() + "}}");
    String flat = json(head + pair.properties() + "}");

    AzureResources one = ResourceTextsWithoutReferences.read(nested);
    AzureResources other = ResourceTextsWithoutReferences.read(flat);

    assertThat(ResourceTextsWithoutReferences.all(other))
        .hasSize(1)
        .isEqualTo(ResourceTextsWithoutReferences.all(one));
    assertThat(one.unsupported()).isEmpty();
    assertThat(other.unsupported()).isEmpty();
  }

  @Test
  void idsAndReferencesAreEqualWithoutCaseAndKeepTheirSpelling() {
    AzureResources resources =
        readWhole(
            NESTED,
            json(
                """
                {'id': '/SUBSCRIPTIONS/%1$s/resourcegroups/Net/PROVIDERS/microsoft.network/\
                networkinterfaces/Nic1', 'ipConfigurations': [{'name': 'one',
                'subnet': '%2$s/SUBNETS/Front'}]}
                """
                    .formatted(SUBSCRIPTION, VNET_ID)));

    Subnet front = resources.subnet(id("virtualNetworks/subnets", "hub/front")).orElseThrow();
    assertThat(resources.nicsOf(front)).extracting(NetworkInterface::name).containsExactly("Nic1");
    assertThat(resources.networkInterfaces().keySet())
        .first()
        .asString()
        .isEqualTo(
            "/subscriptions/"
                + SUBSCRIPTION
                + "/resourceGroups/Net/providers/microsoft.network/networkinterfaces/Nic1");
  }

  @Test
  void aResourceWithoutIdTakesSubscriptionAndGroupFromItselfBeforeTheDefaults() {
    AzureResources resources =
        readWhole(
            json(
                """
                {'type': 'Microsoft.Network/virtualNetworks', 'name': 'v', 'resourceGroup': 'other',
                 'subscriptionId': 'abc', 'addressSpace': {'addressPrefixes': ['10.0.0.0/8']}}
                """));

    assertThat(resources.virtualNetworks().keySet())
        .first()
        .asString()
        .isEqualTo(
            "/subscriptions/abc/resourceGroups/other/providers/Microsoft.Network/virtualNetworks/v");
  }

  @Test
  void everySubObjectKnowsItsLine() {
    VirtualNetwork vnet = readWhole(NESTED).vnet(id("virtualNetworks", "hub")).orElseThrow();

    assertThat(vnet.origin().line()).isEqualTo(1);
    assertThat(vnet.subnets()).extracting(subnet -> subnet.origin().line()).containsExactly(7, 10);
    assertThat(vnet.peerings().getFirst().origin().line()).isEqualTo(12);
    assertThat(vnet.subnets().getFirst().origin().resource()).isEqualTo(VNET_ID + "/subnets/front");
  }
}
