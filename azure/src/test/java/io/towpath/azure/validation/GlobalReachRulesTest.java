package io.towpath.azure.validation;

import static io.towpath.azure.validation.RuleRow.fine;
import static io.towpath.azure.validation.RuleRow.refused;

import io.towpath.azure.compile.TestResources;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** R155: both sides of each boundary. */
class GlobalReachRulesTest {
  private static String peering(String circuit) {
    return TestResources.id("expressRouteCircuits/" + circuit + "/peerings/AzurePrivatePeering");
  }

  private static String[] joined(String peer, String range, String location, String tier) {
    return TestResources.network()
        .circuit("er1", ", 'sku': {'tier': 'Premium', 'family': 'MeteredData'}", "")
        .add(
            "expressRouteCircuits",
            "er2",
            "eastus",
            "'sku': {'tier': '"
                + tier
                + "', 'family': 'MeteredData'}, 'serviceProviderProperties': {'peeringLocation': '"
                + location
                + "', 'bandwidthInMbps': 50}, 'peerings': [{'name': 'AzurePrivatePeering',"
                + " 'properties': {'peeringType': 'AzurePrivatePeering', 'peerASN': 65022,"
                + " 'vlanId': 300, 'primaryPeerAddressPrefix': '192.168.31.16/30',"
                + " 'secondaryPeerAddressPrefix': '192.168.31.20/30'}}]")
        .add(
            "expressRouteCircuits/peerings/connections",
            "er1/AzurePrivatePeering/reach",
            "",
            "'addressPrefix': '"
                + range
                + "', 'peerExpressRouteCircuitPeering': {'id': '"
                + peering(peer)
                + "'}")
        .texts();
  }

  static final List<RuleRow> ROWS =
      List.of(
          refused(
              "R155",
              "TP2514",
              "with itself",
              joined("er1", "192.168.8.0/29", "Dallas", "Standard")),
          fine(
              "R155",
              "TP2514",
              "with another",
              joined("er2", "192.168.8.0/29", "Dallas", "Standard")),
          refused("R155", "TP2515", "a /30", joined("er2", "192.168.8.0/30", "Dallas", "Standard")),
          fine("R155", "TP2515", "a /29", joined("er2", "192.168.8.0/29", "Dallas", "Standard")),
          refused(
              "R155",
              "TP2516",
              "another geopolitical region, Standard",
              joined("er2", "192.168.8.0/29", "London", "Standard")),
          fine(
              "R155",
              "TP2516",
              "another geopolitical region, Premium",
              joined("er2", "192.168.8.0/29", "London", "Premium")),
          fine(
              "R155",
              "TP2516",
              "the same, Standard",
              joined("er2", "192.168.8.0/29", "Dallas", "Standard")));

  @ParameterizedTest
  @FieldSource("ROWS")
  void connectionsOfCircuitsAreChecked(RuleRow row) {
    row.check();
  }
}
