package io.towpath.azure.validation;

import static io.towpath.azure.compile.TestResources.natRules;
import static io.towpath.azure.validation.RuleRow.fine;
import static io.towpath.azure.validation.RuleRow.refused;
import static io.towpath.azure.validation.RuleRow.warned;

import io.towpath.azure.compile.TestResources;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** R9, R221–R223, R276: both sides of each boundary. */
class GatewayNatRulesTest {
  private static TestResources gateway(String sku, String... publicIps) {
    return TestResources.network()
        .vnet("v", "eastus", "10.0.1.0/24")
        .subnet("v", "GatewaySubnet", "10.0.1.224/27")
        .vpnGatewayOf(sku, "", "g", "v", "eastus", 65515, publicIps);
  }

  private static TestResources ingress(String type, String internal, String external) {
    return gateway("VpnGw2", "40.0.0.1")
        .natRule("g", "in", type, "IngressSnat", internal, external)
        .device("s", "60.0.0.1", "", "10.0.1.0/24")
        .toDevice("c", "g", "s", natRules("g", "in", ""));
  }

  private static TestResources twoRules(String external) {
    return ingress("Static", "10.0.1.0/24", "100.0.2.0/24")
        .natRule("g", "out", "Static", "EgressSnat", "10.0.1.0/24", external);
  }

  private static TestResources bgp(String peer) {
    return gateway("VpnGw2", "40.0.0.1")
        .natRule("g", "in", "Static", "IngressSnat", "10.0.1.0/24", "100.0.2.0/24")
        .device("s", "60.0.0.1", "65001 " + peer)
        .toDevice("c", "g", "s", ", 'enableBgp': true" + natRules("g", "in", ""));
  }

  private static TestResources pool(String prefix) {
    return TestResources.network()
        .vnet("v", "eastus", "10.0.1.0/24")
        .subnet("v", "GatewaySubnet", "10.0.1.224/27")
        .vpnGatewayOf(
            "VpnGw1",
            ", 'vpnClientConfiguration': {'vpnClientAddressPool': {'addressPrefixes': ['"
                + prefix
                + "']}}",
            "g",
            "v",
            "eastus",
            65515,
            "40.0.0.1");
  }

  static final List<RuleRow> ROWS =
      List.of(
          refused(
              "R221",
              "TP2412",
              "VpnGw1 has none",
              gateway("VpnGw1", "40.0.0.1")
                  .natRule("g", "in", "Static", "IngressSnat", "10.9.0.0/24", "100.0.2.0/24")
                  .texts()),
          fine(
              "R221",
              "TP2412",
              "VpnGw2 has",
              ingress("Static", "10.0.1.0/24", "100.0.2.0/24").texts()),
          refused(
              "R222",
              "TP2413",
              "static of unequal lengths",
              ingress("Static", "10.0.1.0/24", "100.0.2.0/25").texts()),
          fine(
              "R222",
              "TP2413",
              "dynamic of unequal lengths",
              ingress("Dynamic", "10.0.1.0/24", "100.0.2.0/28").texts()),
          warned(
              "R222",
              "TP2414",
              "dynamic for both instances",
              gateway("VpnGw2", "40.0.0.1", "40.0.0.2")
                  .natRule("g", "in", "Dynamic", "IngressSnat", "10.9.0.0/24", "100.0.2.0/28")
                  .texts()),
          refused("R222", "TP2415", "equal external mappings", twoRules("100.0.2.0/24").texts()),
          fine("R222", "TP2415", "disjoint external mappings", twoRules("100.0.1.0/24").texts()),
          warned(
              "R222",
              "TP2415",
              "a site without rules in an external mapping",
              twoRules("100.0.1.0/24")
                  .device("s2", "60.0.0.2", "", "100.0.2.0/25")
                  .toDevice("c2", "g", "s2", "")
                  .texts()),
          refused(
              "R221",
              "TP2416",
              "between VNets",
              gateway("VpnGw2", "40.0.0.1")
                  .natRule("g", "in", "Static", "IngressSnat", "10.9.0.0/24", "100.0.2.0/24")
                  .vnet("w", "eastus", "10.9.0.0/24")
                  .subnet("w", "GatewaySubnet", "10.9.0.224/27")
                  .vpnGatewayOf("VpnGw2", "", "h", "w", "eastus", 65010, "40.0.0.2")
                  .toGateway("c", "g", "h", natRules("g", "in", ""))
                  .texts()),
          refused(
              "R222",
              "TP2417",
              "an egress rule among the ingress rules",
              gateway("VpnGw2", "40.0.0.1")
                  .natRule("g", "out", "Static", "EgressSnat", "10.0.1.0/24", "100.0.2.0/24")
                  .device("s", "60.0.0.1", "", "10.9.0.0/24")
                  .toDevice("c", "g", "s", natRules("g", "out", ""))
                  .texts()),
          warned("R223", "TP2418", "BGP without route translation", bgp("100.0.2.1").texts()),
          warned("R223", "TP2419", "a link-local peer", bgp("169.254.21.5").texts()),
          fine("R223", "TP2419", "a translated peer", bgp("100.0.2.1").texts()),
          refused("R9", "TP2423", "a pool of clients in the VNet", pool("10.0.1.0/28").texts()),
          fine("R9", "TP2423", "a pool of its own", pool("172.16.0.0/24").texts()),
          fine(
              "R9",
              "TP2111",
              "a site in the VNet's range, translated",
              ingress("Static", "10.0.1.0/24", "100.0.2.0/24").texts()));

  @ParameterizedTest
  @FieldSource("ROWS")
  void natRulesAreChecked(RuleRow row) {
    row.check();
  }
}
