package io.towpath.azure.validation;

import static io.towpath.azure.validation.RuleRow.fine;
import static io.towpath.azure.validation.RuleRow.refused;
import static io.towpath.azure.validation.RuleRow.warned;

import io.towpath.azure.compile.TestResources;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** R219: both sides of each boundary. */
class OutboundChecksTest {
  private static final String NAT =
      ", 'natGateway': {'id': '" + TestResources.id("natGateways/nat") + "'}";

  private static TestResources nat(String addresses) {
    return TestResources.network()
        .publicIp("pip", "20.0.0.1")
        .vnet("v", "eastus", "10.1.0.0/16")
        .subnet("v", "a", "10.1.1.0/24", NAT)
        .subnet("v", "b", "10.1.2.0/24", NAT)
        .add("natGateways", "nat", "eastus", addresses);
  }

  private static final String ONE =
      "'publicIpAddresses': [{'id': '" + TestResources.id("publicIPAddresses/pip") + "'}]";

  static final List<RuleRow> ROWS =
      List.of(
          fine("R219", "TP2813", "two subnets of a VNet", nat(ONE).texts()),
          refused(
              "R219",
              "TP2813",
              "subnets of two VNets",
              nat(ONE)
                  .vnet("w", "eastus", "10.2.0.0/16")
                  .subnet("w", "c", "10.2.1.0/24", NAT)
                  .texts()),
          warned("R219", "TP2814", "no address", nat("'idleTimeoutInMinutes': 4").texts()),
          fine("R219", "TP2814", "one address", nat(ONE).texts()),
          fine("R219", "TP2816", "sixteen addresses", nat(addresses(16)).texts()),
          refused("R219", "TP2816", "seventeen addresses", nat(addresses(17)).texts()));

  private static String addresses(int count) {
    return IntStream.range(0, count)
        .mapToObj(n -> "{'id': '" + TestResources.id("publicIPAddresses/pip" + n) + "'}")
        .collect(Collectors.joining(", ", "'publicIpAddresses': [", "]"));
  }

  @ParameterizedTest
  @FieldSource("ROWS")
  void natGatewaysAreChecked(RuleRow row) {
    row.check();
  }
}
