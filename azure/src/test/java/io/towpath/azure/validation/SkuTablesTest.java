package io.towpath.azure.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.resource.CircuitTier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** R79, R124, R136, R150: tables as published. */
class SkuTablesTest {

  @ParameterizedTest
  @CsvSource({
    "Basic, 10, false, false, false",
    "Standard, 10, true, false, true",
    "highperformance, 30, true, true, true",
    "VpnGw1, 30, true, true, true",
    "VpnGw3AZ, 30, true, true, true",
    "vpngw4az, 100, true, true, true",
    "VpnGw5, 100, true, true, true"
  })
  void vpnGatewaySkus(String name, int tunnels, boolean bgp, boolean activeActive, boolean beside) {
    VpnGatewaySku sku = VpnGatewaySku.named(name).orElseThrow();

    assertThat(sku.tunnels()).isEqualTo(tunnels);
    assertThat(sku.bgp()).isEqualTo(bgp);
    assertThat(sku.activeActive()).isEqualTo(activeActive);
    assertThat(sku.besideExpressRoute()).isEqualTo(beside);
  }

  @ParameterizedTest
  @CsvSource({
    "Standard, 4, 4000, false",
    "ErGw1AZ, 4, 4000, false",
    "ErGw2AZ, 8, 9500, false",
    "UltraPerformance, 16, 9500, true",
    "ErGwScale, 16, 60000, true"
  })
  void expressRouteGatewaySkus(String name, int circuits, int routes, boolean fastPath) {
    ExpressRouteGatewaySku sku = ExpressRouteGatewaySku.named(name).orElseThrow();

    assertThat(sku.circuits()).isEqualTo(circuits);
    assertThat(sku.learnedRoutes()).isEqualTo(routes);
    assertThat(sku.fastPath()).isEqualTo(fastPath);
  }

  @Test
  void skusOfTheOtherKindAreNotKnown() {
    assertThat(VpnGatewaySku.named("ErGw1AZ")).isEmpty();
    assertThat(VpnGatewaySku.named("VpnGwAZ")).isEmpty();
    assertThat(ExpressRouteGatewaySku.named("VpnGw1")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "STANDARD, 10000, 10",
    "LOCAL, 1000, 10",
    "PREMIUM, 50, 20",
    "PREMIUM, 500, 40",
    "PREMIUM, 1000, 50",
    "PREMIUM, 5000, 75",
    "PREMIUM, 10000, 100",
    "PREMIUM, 0, 100"
  })
  void linksOfACircuit(CircuitTier tier, int mbps, int links) {
    assertThat(CircuitLimits.links(tier, mbps)).isEqualTo(links);
  }

  @ParameterizedTest
  @CsvSource({"LOCAL, 4000", "STANDARD, 4000", "PREMIUM, 10000"})
  void prefixesOfACircuit(CircuitTier tier, int prefixes) {
    assertThat(CircuitLimits.prefixesFromOnPremises(tier)).isEqualTo(prefixes);
  }
}
