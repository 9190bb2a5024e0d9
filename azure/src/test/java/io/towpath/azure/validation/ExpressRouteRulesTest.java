package io.towpath.azure.validation;

import static io.towpath.azure.Samples.circuit;
import static io.towpath.azure.Samples.expressRoute;
import static io.towpath.azure.Samples.link;
import static io.towpath.azure.Samples.privatePeering;
import static io.towpath.azure.Samples.reference;
import static io.towpath.azure.Samples.vnet;
import static io.towpath.azure.Samples.vpn;
import static io.towpath.azure.validation.RuleRow.fine;
import static io.towpath.azure.validation.RuleRow.noted;
import static io.towpath.azure.validation.RuleRow.refused;
import static io.towpath.azure.validation.RuleRow.warned;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** R99, R120, R123–R132, R135, R150, R153, R154: both sides of each boundary. */
class ExpressRouteRulesTest {

  private static final String V = vnet("v", "10.1.0.0/16", "GatewaySubnet=10.1.255.0/26");
  private static final String G = expressRoute("g", "v");
  private static final String C = circuit("c");
  private static final String MICROSOFT =
      "'peeringType': 'MicrosoftPeering', 'vlanId': 200, 'peerASN': 3356,"
          + " 'primaryPeerAddressPrefix': '198.51.100.0/30',"
          + " 'secondaryPeerAddressPrefix': '198.51.100.4/30'";

  private static String provider(String location, int mbps) {
    return "'serviceProviderProperties': {'peeringLocation': '%s', 'bandwidthInMbps': %d}"
        .formatted(location, mbps);
  }

  private static String tier(String tier) {
    return "'sku': {'name': '%s_MeteredData', 'tier': '%s'}".formatted(tier, tier);
  }

  private static String[] circuits(int count, String sku, String location) {
    return Stream.of(
            Stream.of(V, expressRoute("g", "v", "'sku': {'name': '" + sku + "'}")),
            IntStream.range(0, count)
                .mapToObj(i -> circuit("c" + i, provider(location.replace("#", "" + i), 50))),
            IntStream.range(0, count).mapToObj(i -> link("k" + i, "g", "c" + i)))
        .flatMap(files -> files)
        .toArray(String[]::new);
  }

  private static String[] vnets(int count, String... circuit) {
    return Stream.of(
            Stream.of(circuit("c", circuit)),
            IntStream.range(0, count)
                .boxed()
                .flatMap(
                    i ->
                        Stream.of(
                            vnet(
                                "v" + i,
                                "10." + i + ".0.0/16",
                                "GatewaySubnet=10." + i + ".0.0/27"),
                            expressRoute("g" + i, "v" + i),
                            link("k" + i, "g" + i, "c"))))
        .flatMap(files -> files)
        .toArray(String[]::new);
  }

  private static String[] linked(String... members) {
    return new String[] {V, G, C, link("k", "g", "c", members)};
  }

  private static String[] reach(String tier, String location, String region) {
    return new String[] {
      V.replace("eastus", region),
      G,
      circuit("c", tier(tier), provider(location, 50)),
      link("k", "g", "c")
    };
  }

  static final List<RuleRow> CIRCUITS =
      List.of(
          fine("R120", "TP2501", "50 Mbps", circuit("c", provider("x", 50))),
          refused("R120", "TP2501", "300 Mbps", circuit("c", provider("x", 300))),
          fine("R120", "TP2501", "a port of 100 Gbps", circuit("c", "'bandwidthInGbps': 100.0")),
          warned(
              "R127",
              "TP2503",
              "not provisioned",
              circuit("c", "'serviceProviderProvisioningState': 'Provisioning'"),
              privatePeering("c")),
          warned(
              "R127",
              "TP2503",
              "not enabled",
              circuit("c", "'circuitProvisioningState': 'Disabled'"),
              privatePeering("c")),
          fine("R127", "TP2503", "nothing stated", C, privatePeering("c")),
          refused(
              "R129",
              "TP2504",
              "a type twice",
              C,
              privatePeering("c"),
              privatePeering("c", "'peeringType': 'AzurePrivatePeering', 'vlanId': 7")),
          fine(
              "R129",
              "TP2504",
              "two types",
              C,
              privatePeering("c"),
              privatePeering("c", MICROSOFT)),
          refused(
              "R129",
              "TP2505",
              "public peering now",
              C,
              privatePeering("c", MICROSOFT.replace("MicrosoftPeering", "AzurePublicPeering"))),
          fine(
                  "R129",
                  "TP2505",
                  "public peering then",
                  C,
                  privatePeering("c", MICROSOFT.replace("MicrosoftPeering", "AzurePublicPeering")))
              .inSeedEra(),
          refused(
              "R130",
              "TP2506",
              "a /29",
              C,
              privatePeering("c", "'primaryPeerAddressPrefix': '192.168.8.0/29'")),
          fine("R130", "TP2506", "two /30", C, privatePeering("c")),
          refused(
              "R130",
              "TP2507",
              "one net for both links",
              C,
              privatePeering("c", "'secondaryPeerAddressPrefix': '192.168.9.0/30'")),
          refused(
              "R130",
              "TP2508",
              "private nets on Microsoft peering",
              C,
              privatePeering(
                  "c",
                  "'peeringType': 'MicrosoftPeering', 'primaryPeerAddressPrefix':"
                      + " '198.51.100.0/30'")),
          fine(
              "R130",
              "TP2508",
              "public nets on Microsoft peering",
              C,
              privatePeering("c", MICROSOFT)),
          refused("R131", "TP2509", "VLAN 0", C, privatePeering("c", "'vlanId': 0")),
          fine("R131", "TP2509", "VLAN 1", C, privatePeering("c", "'vlanId': 1")),
          fine("R131", "TP2509", "VLAN 4094", C, privatePeering("c", "'vlanId': 4094")),
          refused("R131", "TP2509", "VLAN 4095", C, privatePeering("c", "'vlanId': 4095")),
          refused(
              "R131",
              "TP2510",
              "one VLAN for two peerings",
              C,
              privatePeering("c", "'vlanId': 200"),
              privatePeering("c", MICROSOFT)),
          fine("R132", "TP2511", "65514", C, privatePeering("c", "'peerASN': 65514")),
          refused("R132", "TP2511", "65515", C, privatePeering("c", "'peerASN': 65515")),
          refused("R132", "TP2511", "65520", C, privatePeering("c", "'peerASN': 65520")),
          fine("R132", "TP2511", "65521", C, privatePeering("c", "'peerASN': 65521")),
          fine("R132", "TP2511", "four bytes", C, privatePeering("c", "'peerASN': 4294967294")),
          warned(
              "R132",
              "TP2512",
              "a private ASN on Microsoft peering",
              C,
              privatePeering("c", MICROSOFT.replace("3356", "65020"))),
          fine(
              "R132",
              "TP2512",
              "a public ASN on Microsoft peering",
              C,
              privatePeering("c", MICROSOFT)),
          noted("R135", "TP2518", "no route filter", C, privatePeering("c", MICROSOFT)),
          fine(
              "R135",
              "TP2518",
              "a route filter",
              C,
              privatePeering("c", MICROSOFT, reference("routeFilter", "routeFilters", "f"))),
          warned(
              "R135",
              "TP2513",
              "prefixes not validated",
              C,
              privatePeering(
                  "c",
                  MICROSOFT,
                  "'microsoftPeeringConfig': {'advertisedPublicPrefixesState':"
                      + " 'ValidationNeeded'}")),
          fine(
              "R135",
              "TP2513",
              "prefixes validated",
              C,
              privatePeering(
                  "c",
                  MICROSOFT,
                  "'microsoftPeeringConfig': {'advertisedPublicPrefixesState': 'Configured'}")));

  static final List<RuleRow> CONNECTIONS =
      List.of(
          refused(
              "R150",
              "TP2520",
              "no such SKU",
              V,
              expressRoute("g", "v", "'sku': {'name': 'VpnGw1'}")),
          fine(
              "R150",
              "TP2520",
              "the scalable SKU",
              V,
              expressRoute("g", "v", "'sku': {'name': 'ErGwScale'}")),
          fine("R150", "TP2521", "4 circuits on Standard", circuits(4, "Standard", "city #")),
          refused("R150", "TP2521", "5 circuits on Standard", circuits(5, "Standard", "city #")),
          fine(
              "R150",
              "TP2521",
              "8 circuits on HighPerformance",
              circuits(8, "HighPerformance", "city #")),
          refused(
              "R150",
              "TP2521",
              "9 circuits on HighPerformance",
              circuits(9, "HighPerformance", "city #")),
          refused(
              "R153",
              "TP2522",
              "one circuit twice",
              V,
              G,
              C,
              link("k", "g", "c"),
              link("l", "g", "c")),
          fine("R125", "TP2523", "4 circuits of one location", circuits(4, "ErGw3AZ", "London")),
          refused("R125", "TP2523", "5 circuits of one location", circuits(5, "ErGw3AZ", "London")),
          refused(
              "R99",
              "TP2524",
              "a circuit on a VPN gateway",
              V,
              vpn("g", "v"),
              C,
              link("k", "g", "c")),
          fine("R153", "TP2525", "weight 32000", linked("'routingWeight': 32000")),
          refused("R153", "TP2525", "weight 32001", linked("'routingWeight': 32001")),
          refused(
              "R154", "TP2526", "FastPath on ErGw1AZ", linked("'expressRouteGatewayBypass': true")),
          fine(
              "R154",
              "TP2526",
              "FastPath on ErGw3AZ",
              V,
              expressRoute("g", "v", "'sku': {'name': 'ErGw3AZ'}"),
              C,
              link("k", "g", "c", "'expressRouteGatewayBypass': true")),
          fine("R128", "TP2527", "a valid key", foreign("'authorizationKey': 'right'")),
          refused("R128", "TP2527", "a wrong key", foreign("'authorizationKey': 'wrong'")),
          fine(
              "R123",
              "TP2528",
              "Standard inside its region",
              reach("Standard", "Washington DC", "westus2")),
          warned(
              "R123",
              "TP2528",
              "Standard overseas",
              reach("Standard", "Washington DC", "westeurope")),
          fine(
              "R123",
              "TP2528",
              "Premium overseas",
              reach("Premium", "Washington DC", "westeurope")),
          fine("R123", "TP2528", "Local next door", reach("Local", "Amsterdam2", "westeurope")),
          warned(
              "R123", "TP2528", "Local farther away", reach("Local", "Amsterdam", "northeurope")),
          fine(
              "R123", "TP2528", "an unknown location", reach("Standard", "Atlantis", "westeurope")),
          fine("R124", "TP2529", "10 VNets on Standard", vnets(10)),
          refused("R124", "TP2529", "11 VNets on Standard", vnets(11)),
          fine(
              "R124",
              "TP2529",
              "20 VNets on Premium of 50 Mbps",
              vnets(20, tier("Premium"), provider("x", 50))),
          refused(
              "R124",
              "TP2529",
              "21 VNets on Premium of 50 Mbps",
              vnets(21, tier("Premium"), provider("x", 50))),
          fine(
              "R124",
              "TP2529",
              "21 VNets on Premium of 100 Mbps",
              vnets(21, tier("Premium"), provider("x", 100))));

  /** A circuit of another subscription with one authorization. */
  private static String[] foreign(String member) {
    String id =
        "/subscriptions/other/resourceGroups/g/providers/Microsoft.Network/expressRouteCircuits/c";
    return new String[] {
      V,
      G,
      "{\"id\": \""
          + id
          + "\", \"properties\": {\"authorizations\": [{\"name\": \"a\","
          + " \"properties\": {\"authorizationKey\": \"right\"}}]}}",
      link("k", "g", "c", member).replace("/providers/Microsoft.Network/expressRouteCircuits/c", id)
    };
  }

  @ParameterizedTest
  @FieldSource({"CIRCUITS", "CONNECTIONS"})
  void rulesHoldAtTheirBoundaries(RuleRow row) {
    row.check();
  }
}
