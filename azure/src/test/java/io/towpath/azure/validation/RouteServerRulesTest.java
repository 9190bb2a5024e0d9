package io.towpath.azure.validation;

import static io.towpath.azure.ResourceTexts.id;
import static io.towpath.azure.ResourceTexts.json;
import static io.towpath.azure.Samples.peering;
import static io.towpath.azure.Samples.vnet;
import static io.towpath.azure.validation.RuleRow.fine;
import static io.towpath.azure.validation.RuleRow.refused;
import static io.towpath.azure.validation.RuleRow.warned;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** R169–R172, R188, R190: both sides of each boundary. */
class RouteServerRulesTest {
  private static final String HUB =
      vnet("hub", "10.1.0.0/16", "s=10.1.1.0/24,RouteServerSubnet=10.1.2.0/27");
  private static final String SMALL =
      vnet("hub", "10.1.0.0/16", "s=10.1.1.0/24,RouteServerSubnet=10.1.2.0/28");
  private static final String SPOKE =
      vnet("spoke", "10.2.0.0/16", "s=10.2.1.0/24,RouteServerSubnet=10.2.2.0/27");

  private static String server(String name, String members) {
    return json(
        "{'type': 'Microsoft.Network/virtualHubs', 'name': '%s', 'kind': 'RouteServer',"
                .formatted(name)
            + " 'properties': {'sku': 'Standard'"
            + members
            + "}}");
  }

  private static String place(String server, String subnet) {
    String[] parts = subnet.split("/", -1);
    return json(
        "{'type': 'Microsoft.Network/virtualHubs/ipConfigurations', 'name': '%s/ip',"
                .formatted(server)
            + " 'properties': {'subnet': {'id': '%s/subnets/%s'}}}"
                .formatted(id("virtualNetworks", parts[0]), parts[1]));
  }

  private static String peer(String name, String address, long asn) {
    return json(
        ("{'type': 'Microsoft.Network/virtualHubs/bgpConnections', 'name': '%s', 'properties':"
                + " {'peerIp': '%s', 'peerAsn': %d}}")
            .formatted(name, address, asn));
  }

  private static final String RS = server("rs", "");
  private static final String IN_HUB = place("rs", "hub/RouteServerSubnet");

  private static String[] peers(int count) {
    return Stream.concat(
            Stream.of(HUB, RS, IN_HUB),
            IntStream.range(0, count).mapToObj(i -> peer("rs/p" + i, "10.1.1." + (4 + i), 65001)))
        .toArray(String[]::new);
  }

  static final List<RuleRow> ROWS =
      List.of(
          refused(
              "R169",
              "TP2711",
              "two in one VNet",
              HUB,
              RS,
              IN_HUB,
              server("rs2", ""),
              place("rs2", "hub/RouteServerSubnet")),
          fine(
              "R169",
              "TP2711",
              "one in each of two VNets",
              HUB,
              SPOKE,
              RS,
              IN_HUB,
              server("rs2", ""),
              place("rs2", "spoke/RouteServerSubnet")),
          refused("R169", "TP2712", "in another subnet", HUB, RS, place("rs", "hub/s")),
          refused("R169", "TP2712", "in a /28", SMALL, RS, IN_HUB),
          fine("R169", "TP2712", "in a /27", HUB, RS, IN_HUB),
          refused(
              "R170",
              "TP2713",
              "an address elsewhere",
              HUB,
              server("rs", ", 'virtualRouterIps': ['10.1.1.4', '10.1.2.5']"),
              IN_HUB),
          fine(
              "R170",
              "TP2713",
              "addresses in the subnet",
              HUB,
              server("rs", ", 'virtualRouterIps': ['10.1.2.4', '10.1.2.5']"),
              IN_HUB),
          refused("R171", "TP2714", "nine peers", peers(9)),
          fine("R171", "TP2714", "eight peers", peers(8)),
          refused(
              "R170",
              "TP2715",
              "a peer twice",
              HUB,
              RS,
              IN_HUB,
              peer("rs/a", "10.1.1.4", 65001),
              peer("rs/b", "10.1.1.4", 65002)),
          refused(
              "R172", "TP2716", "its own ASN", HUB, RS, IN_HUB, peer("rs/a", "10.1.1.4", 65515)),
          refused(
              "R172",
              "TP2716",
              "an ASN of 32 bits",
              HUB,
              RS,
              IN_HUB,
              peer("rs/a", "10.1.1.4", 70000)),
          fine("R172", "TP2716", "a private ASN", HUB, RS, IN_HUB, peer("rs/a", "10.1.1.4", 65001)),
          warned(
              "R188",
              "TP2717",
              "an appliance in a VNet that is not peered",
              HUB,
              SPOKE,
              RS,
              IN_HUB,
              peer("rs/a", "10.2.1.4", 65001)),
          fine(
              "R188",
              "TP2717",
              "an appliance in a peered VNet",
              HUB,
              SPOKE,
              peering("hub/p", "spoke"),
              peering("spoke/p", "hub"),
              RS,
              IN_HUB,
              peer("rs/a", "10.2.1.4", 65001)),
          refused(
              "R190",
              "TP2312",
              "a VNet with a Route Server that uses that of its hub",
              HUB,
              SPOKE,
              peering("hub/p", "spoke", "'allowGatewayTransit': true"),
              peering("spoke/p", "hub", "'useRemoteGateways': true"),
              RS,
              IN_HUB,
              server("rs2", ""),
              place("rs2", "spoke/RouteServerSubnet")),
          fine(
              "R190",
              "TP2312",
              "a VNet that uses the Route Server of its hub",
              HUB,
              SPOKE,
              peering("hub/p", "spoke", "'allowGatewayTransit': true"),
              peering("spoke/p", "hub", "'useRemoteGateways': true"),
              RS,
              IN_HUB));

  @ParameterizedTest
  @FieldSource("ROWS")
  void decides(RuleRow row) {
    row.check();
  }
}
