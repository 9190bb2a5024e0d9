package io.towpath.azure.validation;

import static io.towpath.azure.Samples.circuit;
import static io.towpath.azure.Samples.expressRoute;
import static io.towpath.azure.Samples.publicAddress;
import static io.towpath.azure.Samples.site;
import static io.towpath.azure.Samples.tunnel;
import static io.towpath.azure.Samples.vnet;
import static io.towpath.azure.Samples.vnetToVnet;
import static io.towpath.azure.Samples.vpn;
import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.Cloud;
import io.towpath.azure.Profile;
import io.towpath.azure.ResourceTexts;
import io.towpath.azure.assignment.AddressAssignment;
import io.towpath.azure.assignment.AssignedAddresses;
import io.towpath.azure.resource.AzureResources;
import io.towpath.net.Finding;
import io.towpath.net.Severity;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** R226–R229: both sides of each boundary, on a stamp and in Azure. */
class StampRulesTest {
  private static final String V =
      vnet("v", "10.1.0.0/16", "s=10.1.1.0/24,GatewaySubnet=10.1.0.0/24");
  private static final String STANDARD = sku("Standard");

  private static String sku(String name) {
    return "'sku': {'name': '" + name + "'}";
  }

  /**
   * Files on a stamp.
   *
   * @param code the finding; with {@code severity} null it must not be there
   */
  record Row(
      String claim,
      String code,
      Severity severity,
      boolean expected,
      String rule,
      Profile profile,
      List<String> files) {
    static Row refused(String rule, String code, String claim, String... files) {
      return new Row(claim, code, Severity.ERROR, true, rule, Profile.CURRENT, List.of(files));
    }

    static Row fine(String rule, String code, String claim, String... files) {
      return new Row(claim, code, Severity.ERROR, false, rule, Profile.CURRENT, List.of(files));
    }

    Row inSeedEra() {
      return new Row(claim, code, severity, expected, rule, Profile.SEED_ERA, files);
    }

    Row asNote() {
      return new Row(claim, code, Severity.INFO, expected, rule, profile, files);
    }

    @Override
    public String toString() {
      return rule + " " + claim;
    }
  }

  private static String[] tunnels(int count, String sku) {
    return Stream.of(
            Stream.of(V, vpn("g", "v", sku(sku), "'enableBgp': false")),
            IntStream.range(0, count).mapToObj(i -> tunnel("t" + i, "g", "l")),
            Stream.of(site("l")))
        .flatMap(files -> files)
        .toArray(String[]::new);
  }

  static final List<Row> ROWS =
      List.of(
          Row.fine("R226", "TP2450", "a route-based VPN gateway", V, vpn("g", "v", STANDARD)),
          Row.refused("R226", "TP2450", "an ExpressRoute gateway", V, expressRoute("g", "v")),
          Row.refused(
              "R226",
              "TP2450",
              "a policy-based gateway",
              V,
              vpn("g", "v", sku("Basic"), "'vpnType': 'PolicyBased', 'enableBgp': false")),
          Row.refused("R226", "TP2456", "a circuit", circuit("c")),
          Row.refused(
              "R226",
              "TP2451",
              "a tunnel to another gateway as such",
              V,
              vnet("w", "10.2.0.0/16", "GatewaySubnet=10.2.0.0/24"),
              vpn("g", "v", STANDARD),
              vpn("h", "w", STANDARD),
              vnetToVnet("t", "g", "h")),
          Row.refused(
              "R226",
              "TP2454",
              "policy-based selectors",
              V,
              vpn("g", "v", STANDARD),
              site("l"),
              tunnel("t", "g", "l", "'usePolicyBasedTrafficSelectors': true")),
          Row.refused(
              "R228",
              "TP2454",
              "IKEv1",
              V,
              vpn("g", "v", STANDARD),
              site("l"),
              tunnel("t", "g", "l", "'connectionProtocol': 'IKEv1'")),
          Row.fine(
              "R228",
              "TP2454",
              "IKEv2",
              V,
              vpn("g", "v", STANDARD),
              site("l"),
              tunnel("t", "g", "l")),
          Row.refused("R227", "TP2452", "an SKU of Azure alone", V, vpn("g", "v", sku("VpnGw4"))),
          Row.fine("R227", "TP2452", "an SKU of Fast Path", V, vpn("g", "v", sku("VpnGw3"))),
          Row.refused(
                  "R227", "TP2452", "Fast Path before its time", V, vpn("g", "v", sku("VpnGw1")))
              .inSeedEra(),
          Row.fine("R227", "TP2453", "ten of HighPerformance", tunnels(10, "HighPerformance")),
          Row.refused(
              "R227", "TP2453", "eleven of HighPerformance", tunnels(11, "HighPerformance")),
          Row.fine("R227", "TP2453", "six of VpnGw1", tunnels(6, "VpnGw1")),
          Row.refused("R227", "TP2453", "seven of VpnGw1", tunnels(7, "VpnGw1")),
          Row.refused(
                  "R229",
                  "TP2455",
                  "a GatewaySubnet of /29",
                  vnet("v", "10.1.0.0/16", "GatewaySubnet=10.1.0.0/29"))
              .asNote(),
          Row.fine(
                  "R229",
                  "TP2455",
                  "a GatewaySubnet of /28",
                  vnet("v", "10.1.0.0/16", "GatewaySubnet=10.1.0.0/28"))
              .asNote(),
          Row.refused(
              "R226",
              "TP2457",
              "two public addresses that are one",
              publicAddress("p", "'ipAddress': '192.168.102.1'"),
              publicAddress("q", "'ipAddress': '192.168.102.1'")),
          Row.fine(
              "R226",
              "TP2457",
              "two public addresses",
              publicAddress("p", "'ipAddress': '192.168.102.1'"),
              publicAddress("q", "'ipAddress': '192.168.102.2'")));

  private static List<Finding> found(Row row, Cloud cloud) {
    AzureResources resources = ResourceTexts.readWhole(row.files().toArray(String[]::new));
    return AzureValidation.check(
            cloud,
            resources,
            AddressAssignment.of(resources, AssignedAddresses.NONE),
            row.profile())
        .stream()
        .filter(finding -> finding.code().equals(row.code()))
        .toList();
  }

  @ParameterizedTest
  @FieldSource("ROWS")
  void boundaryOfTheRuleHolds(Row row) {
    List<Finding> found = found(row, new Cloud.Stamp("azs"));
    if (!row.expected()) {
      assertThat(found).isEmpty();
      return;
    }
    assertThat(found)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(row.severity());
              assertThat(finding.rule()).isEqualTo(row.rule());
              assertThat(finding.origin().line()).isPositive();
            });
  }

  @ParameterizedTest
  @FieldSource("ROWS")
  void inAzureNothingOfThisHolds(Row row) {
    assertThat(found(row, Cloud.AZURE)).isEmpty();
  }
}
