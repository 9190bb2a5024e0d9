package io.towpath.azure.validation;

import static io.towpath.azure.ResourceTexts.json;
import static io.towpath.azure.Samples.peering;
import static io.towpath.azure.Samples.vnet;
import static io.towpath.azure.Samples.vpn;
import static io.towpath.azure.validation.RuleRow.fine;
import static io.towpath.azure.validation.RuleRow.refused;
import static io.towpath.azure.validation.RuleRow.warned;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** R7, R63, R69–R72, R279: both sides of each boundary. */
class PeeringRulesTest {

  private static final String HUB =
      vnet("hub", "10.1.0.0/16", "s=10.1.1.0/24,GatewaySubnet=10.1.255.0/27");
  private static final String SPOKE =
      vnet("spoke", "10.2.0.0/16", "s=10.2.1.0/24,GatewaySubnet=10.2.255.0/27");
  private static final String OTHER = vnet("other", "10.3.0.0/16", "GatewaySubnet=10.3.255.0/27");
  private static final String OFFERS = peering("hub/p", "spoke", "'allowGatewayTransit': true");
  private static final String USES = peering("spoke/p", "hub", "'useRemoteGateways': true");

  private static String subnets(String local, String remote) {
    return "'peerCompleteVnets': false, 'localSubnetNames': ['%s'], 'remoteSubnetNames': ['%s']"
        .formatted(local, remote);
  }

  private static final String TWICE = vnet("twice", "10.1.0.0/16,10.9.0.0/16", "t=10.9.1.0/24");

  static final List<RuleRow> ROWS =
      List.of(
          refused(
              "R279",
              "TP2313",
              "a subnet that the VNet does not have",
              HUB,
              SPOKE,
              peering("hub/p", "spoke", subnets("gone", "s"))),
          refused(
              "R279",
              "TP2313",
              "a subnet that the other VNet does not have",
              HUB,
              SPOKE,
              peering("hub/p", "spoke", subnets("s", "gone"))),
          warned(
              "R279",
              "TP2314",
              "halves that name different subnets",
              HUB,
              SPOKE,
              peering("hub/p", "spoke", subnets("s", "s")),
              peering("spoke/p", "hub", subnets("s", "GatewaySubnet"))),
          warned(
              "R279",
              "TP2314",
              "subnets on one side, the whole VNet on the other",
              HUB,
              SPOKE,
              peering("hub/p", "spoke", subnets("s", "s")),
              peering("spoke/p", "hub")),
          fine(
              "R279",
              "TP2314",
              "halves that agree",
              HUB,
              SPOKE,
              peering("hub/p", "spoke", subnets("s", "GatewaySubnet")),
              peering("spoke/p", "hub", subnets("gatewaysubnet", "s"))),
          fine(
              "R8",
              "TP2301",
              "an overlap outside the ranges of the peered subnets",
              HUB,
              SPOKE,
              TWICE,
              peering("spoke/p", "twice", subnets("s", "t")),
              peering("spoke/q", "hub")),
          fine(
              "R8",
              "TP2302",
              "peers that overlap outside the ranges of the peered subnets",
              HUB,
              SPOKE,
              TWICE,
              peering("spoke/p", "twice", subnets("s", "t")),
              peering("spoke/q", "hub")),
          refused(
              "R8",
              "TP2302",
              "peers that overlap in whole VNets",
              HUB,
              SPOKE,
              TWICE,
              peering("spoke/p", "twice"),
              peering("spoke/q", "hub")),
          refused("R63", "TP2303", "with itself", HUB, peering("hub/p", "hub")),
          refused(
              "R63",
              "TP2304",
              "twice to one VNet",
              HUB,
              SPOKE,
              peering("hub/a", "spoke"),
              peering("hub/b", "spoke")),
          fine(
              "R63",
              "TP2304",
              "to two VNets",
              HUB,
              SPOKE,
              OTHER,
              peering("hub/a", "spoke"),
              peering("hub/b", "other")),
          warned("R63", "TP2305", "one half", HUB, SPOKE, peering("hub/p", "spoke")),
          fine(
              "R63",
              "TP2305",
              "both halves",
              HUB,
              SPOKE,
              peering("hub/p", "spoke"),
              peering("spoke/p", "hub")),
          warned(
              "R63",
              "TP2305",
              "a stated Disconnected counts",
              HUB,
              SPOKE,
              peering("hub/p", "spoke", "'peeringState': 'Disconnected'"),
              peering("spoke/p", "hub")),
          warned(
              "R63",
              "TP2305",
              "a stated Initiated counts",
              HUB,
              SPOKE,
              peering("hub/p", "spoke", "'peeringState': 'Initiated'"),
              peering("spoke/p", "hub")),
          warned(
              "R7",
              "TP2306",
              "ranges added since",
              HUB,
              SPOKE,
              peering(
                  "hub/p", "spoke", "'remoteAddressSpace': {'addressPrefixes': ['10.2.0.0/17']}")),
          fine(
              "R7",
              "TP2306",
              "ranges as they are",
              HUB,
              SPOKE,
              peering(
                  "hub/p", "spoke", "'remoteAddressSpace': {'addressPrefixes': ['10.2.0.0/16']}")),
          refused(
              "R70",
              "TP2307",
              "own gateway",
              HUB,
              SPOKE,
              OFFERS,
              USES,
              vpn("g", "hub"),
              vpn("h", "spoke")),
          fine("R70", "TP2307", "no own gateway", HUB, SPOKE, OFFERS, USES, vpn("g", "hub")),
          refused(
              "R70",
              "TP2308",
              "two gateways borrowed",
              HUB,
              SPOKE,
              OTHER,
              USES,
              peering("spoke/q", "other", "'useRemoteGateways': true")),
          fine(
              "R70",
              "TP2308",
              "one gateway borrowed",
              HUB,
              SPOKE,
              OTHER,
              USES,
              peering("spoke/q", "other")),
          refused(
              "R70",
              "TP2309",
              "transit not allowed",
              HUB,
              SPOKE,
              USES,
              peering("hub/p", "spoke"),
              vpn("g", "hub")),
          fine("R70", "TP2309", "transit allowed", HUB, SPOKE, USES, OFFERS, vpn("g", "hub")),
          refused("R70", "TP2310", "nothing to borrow", HUB, SPOKE, USES, OFFERS),
          fine("R70", "TP2310", "a gateway to borrow", HUB, SPOKE, USES, OFFERS, vpn("g", "hub")),
          fine(
              "R70",
              "TP2310",
              "a Route Server to borrow",
              vnet("hub", "10.1.0.0/16", "RouteServerSubnet=10.1.0.0/26"),
              json(
                  "{'type': 'Microsoft.Network/virtualHubs', 'name': 'rs', 'kind': 'RouteServer',"
                      + " 'properties': {'virtualRouterIps': ['10.1.0.4', '10.1.0.5']}}"),
              SPOKE,
              USES,
              OFFERS),
          refused(
                  "R72",
                  "TP2311",
                  "across regions then",
                  HUB,
                  SPOKE.replace("eastus", "westus2"),
                  USES,
                  OFFERS,
                  vpn("g", "hub"))
              .inSeedEra(),
          fine(
              "R72",
              "TP2311",
              "across regions now",
              HUB,
              SPOKE.replace("eastus", "westus2"),
              USES,
              OFFERS,
              vpn("g", "hub")),
          fine("R72", "TP2311", "in one region then", HUB, SPOKE, USES, OFFERS, vpn("g", "hub"))
              .inSeedEra());

  static final List<RuleRow> WHOLE =
      Stream.of("TP2303", "TP2304", "TP2305", "TP2306", "TP2307", "TP2308", "TP2309", "TP2310")
          .map(
              code -> fine("R69", code, "hub and spoke", HUB, SPOKE, USES, OFFERS, vpn("g", "hub")))
          .toList();

  @ParameterizedTest
  @FieldSource({"ROWS", "WHOLE"})
  void rulesHoldAtTheirBoundaries(RuleRow row) {
    row.check();
  }
}
