package io.towpath.azure.validation;

import static io.towpath.azure.ResourceTexts.json;
import static io.towpath.azure.Samples.expressRoute;
import static io.towpath.azure.Samples.group;
import static io.towpath.azure.Samples.nic;
import static io.towpath.azure.Samples.peering;
import static io.towpath.azure.Samples.reference;
import static io.towpath.azure.Samples.routeTable;
import static io.towpath.azure.Samples.rule;
import static io.towpath.azure.Samples.subnet;
import static io.towpath.azure.Samples.vnet;
import static io.towpath.azure.Samples.vpn;
import static io.towpath.azure.validation.RuleRow.fine;
import static io.towpath.azure.validation.RuleRow.refused;
import static io.towpath.azure.validation.RuleRow.warned;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** R41, R50, R52–R54, R194, R202: both sides of each boundary. */
class FilterAndRouteRulesTest {

  private static final String V =
      vnet("v", "10.1.0.0/16", "nva=10.1.2.0/24,GatewaySubnet=10.1.255.0/27");
  private static final String S =
      subnet("v/s", "10.1.1.0/24", reference("routeTable", "routeTables", "t"));
  private static final String W = vnet("w", "10.2.0.0/16", "s=10.2.1.0/24,u=10.2.2.0/24");
  private static final String FORWARDS = "'enableIPForwarding': true";

  private static final String BETWEEN =
      "'sourceApplicationSecurityGroups': [%s], 'destinationApplicationSecurityGroups': [%s]"
          .formatted(applicationGroupReference("one"), applicationGroupReference("two"));

  private static String applicationGroup(String name) {
    return json("{'type': 'Microsoft.Network/applicationSecurityGroups', 'name': '" + name + "'}");
  }

  private static String applicationGroupReference(String name) {
    return "{'id': '/providers/Microsoft.Network/applicationSecurityGroups/" + name + "'}";
  }

  private static String memberOf(String group) {
    return "'applicationSecurityGroups': [" + applicationGroupReference(group) + "]";
  }

  static final List<RuleRow> FILTERS =
      List.of(
          refused("R194", "TP2601", "priority 99", group("f"), rule("f/a", "Inbound", 99)),
          fine("R194", "TP2601", "priority 100", group("f"), rule("f/a", "Inbound", 100)),
          fine("R194", "TP2601", "priority 4096", group("f"), rule("f/a", "Inbound", 4096)),
          refused("R194", "TP2601", "priority 4097", group("f"), rule("f/a", "Inbound", 4097)),
          refused(
              "R194",
              "TP2602",
              "one priority twice",
              group("f"),
              rule("f/a", "Inbound", 200),
              rule("f/b", "Inbound", 200)),
          fine(
              "R194",
              "TP2602",
              "one priority in each direction",
              group("f"),
              rule("f/a", "Inbound", 200),
              rule("f/b", "Outbound", 200)),
          refused(
              "R201",
              "TP2604",
              "a group with members in two VNets",
              V,
              W,
              applicationGroup("one"),
              nic("n", "v/nva", memberOf("one")),
              nic("m", "w/s", memberOf("one"))),
          fine(
              "R201",
              "TP2604",
              "a group with members in two subnets",
              W,
              applicationGroup("one"),
              nic("n", "w/s", memberOf("one")),
              nic("m", "w/u", memberOf("one"))),
          refused(
              "R201",
              "TP2605",
              "groups of two VNets in one rule",
              V,
              W,
              applicationGroup("one"),
              applicationGroup("two"),
              nic("n", "v/nva", memberOf("one")),
              nic("m", "w/s", memberOf("two")),
              group("f"),
              rule("f/a", "Inbound", 100, BETWEEN)),
          fine(
              "R201",
              "TP2605",
              "groups of one VNet in one rule",
              W,
              applicationGroup("one"),
              applicationGroup("two"),
              nic("n", "w/s", memberOf("one")),
              nic("m", "w/u", memberOf("two")),
              group("f"),
              rule("f/a", "Inbound", 100, BETWEEN)),
          refused(
              "R202",
              "TP2603",
              "a filter on a Route Server",
              V,
              group("f"),
              subnet(
                  "v/RouteServerSubnet",
                  "10.1.9.0/26",
                  reference("networkSecurityGroup", "networkSecurityGroups", "f"))));

  private static String tags(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "Storage.region" + i + ">Internet")
        .collect(Collectors.joining(","));
  }

  static final List<RuleRow> ROUTES =
      List.of(
          refused(
              "R41",
              "TP2701",
              "one prefix twice",
              routeTable("t", "10.9.0.0/16>None,10.9.0.0/16>Internet")),
          fine(
              "R41",
              "TP2701",
              "a prefix and a longer one",
              routeTable("t", "10.9.0.0/16>None,10.9.0.0/17>Internet")),
          refused(
              "R41",
              "TP2701",
              "one service tag twice",
              routeTable("t", "Storage>None,storage>Internet")),
          fine("R12", "TP2110", "25 routes for tags", routeTable("t", tags(25))),
          warned("R12", "TP2110", "26 routes for tags", routeTable("t", tags(26))),
          fine(
              "R50",
              "TP2702",
              "a table of the region",
              V,
              S,
              routeTable("t", "", "'location': 'East US'")),
          refused(
              "R50",
              "TP2702",
              "a table of another region",
              V,
              S,
              routeTable("t", "", "'location': 'westus'")),
          refused(
              "R50",
              "TP2702",
              "a table of another subscription",
              V,
              S.replace("/providers/Microsoft.Network/routeTables/t", otherSubscription()),
              "{\"id\": \"" + otherSubscription() + "\"}"),
          warned(
              "R52",
              "TP2703",
              "an appliance far away",
              V,
              S,
              routeTable("t", "0.0.0.0/0>VirtualAppliance:10.2.1.4"),
              W),
          warned(
              "R52",
              "TP2704",
              "an appliance nobody has",
              V,
              S,
              routeTable("t", "0.0.0.0/0>VirtualAppliance:10.1.2.4")),
          warned(
              "R52",
              "TP2703",
              "one of two appliances far away",
              V,
              S,
              routeTable("t", "0.0.0.0/0>VirtualApplianceEcmp:10.1.2.4+10.2.1.4"),
              nic("n", "v/nva", "'privateIPAddress': '10.1.2.4'", FORWARDS),
              W),
          warned(
              "R52",
              "TP2704",
              "one of two appliances that nobody has",
              V,
              S,
              routeTable("t", "0.0.0.0/0>VirtualApplianceEcmp:10.1.2.4+10.1.2.5"),
              nic("n", "v/nva", "'privateIPAddress': '10.1.2.4'", FORWARDS)),
          warned(
              "R53",
              "TP2705",
              "one of two appliances does not forward",
              V,
              S,
              routeTable("t", "0.0.0.0/0>VirtualApplianceEcmp:10.1.2.4+10.1.2.5"),
              nic("n", "v/nva", "'privateIPAddress': '10.1.2.4'", FORWARDS),
              nic("m", "v/nva", "'privateIPAddress': '10.1.2.5'")),
          fine(
              "R53",
              "TP2705",
              "two appliances that forward",
              V,
              S,
              routeTable("t", "0.0.0.0/0>VirtualApplianceEcmp:10.1.2.4+10.1.2.5"),
              nic("n", "v/nva", "'privateIPAddress': '10.1.2.4'", FORWARDS),
              nic("m", "v/nva", "'privateIPAddress': '10.1.2.5'", FORWARDS)),
          fine(
              "R52",
              "TP2704",
              "an appliance with a dynamic address",
              V,
              S,
              routeTable("t", "0.0.0.0/0>VirtualAppliance:10.1.2.4"),
              nic("n", "v/nva", "", FORWARDS)),
          fine(
              "R52",
              "TP2703",
              "an appliance in a peered VNet",
              V,
              S,
              W,
              peering("v/p", "w"),
              peering("w/p", "v"),
              routeTable("t", "0.0.0.0/0>VirtualAppliance:10.2.1.4"),
              nic("n", "w/s", "", FORWARDS)),
          warned(
              "R296",
              "TP2709",
              "an appliance in a peered VNet whose routes are kept out",
              V,
              S,
              W,
              peering("v/p", "w"),
              peering("w/p", "v"),
              routeTable(
                  "t", "0.0.0.0/0>VirtualAppliance:10.2.1.4", "'disablePeeringRoute': 'All'"),
              nic("n", "w/s", "", FORWARDS)),
          fine(
              "R296",
              "TP2709",
              "an appliance in the VNet itself",
              V,
              S,
              routeTable(
                  "t", "0.0.0.0/0>VirtualAppliance:10.1.2.4", "'disablePeeringRoute': 'All'"),
              nic("n", "v/nva", "'privateIPAddress': '10.1.2.4'", FORWARDS)),
          fine(
              "R296",
              "TP2709",
              "an appliance in a peered VNet whose routes are kept",
              V,
              S,
              W,
              peering("v/p", "w"),
              peering("w/p", "v"),
              routeTable(
                  "t", "0.0.0.0/0>VirtualAppliance:10.2.1.4", "'disablePeeringRoute': 'None'"),
              nic("n", "w/s", "", FORWARDS)),
          fine(
              "R52",
              "TP2704",
              "an instance of a gateway",
              V,
              S,
              vpn("g", "v"),
              routeTable("t", "0.0.0.0/1>VirtualAppliance:10.1.255.4")),
          warned(
              "R53",
              "TP2705",
              "an appliance that does not forward",
              V,
              S,
              routeTable("t", "0.0.0.0/0>VirtualAppliance:10.1.2.4"),
              nic("n", "v/nva", "")),
          fine(
              "R53",
              "TP2705",
              "an appliance that forwards",
              V,
              S,
              routeTable("t", "0.0.0.0/0>VirtualAppliance:10.1.2.4"),
              nic("n", "v/nva", "", FORWARDS)),
          refused(
              "R54",
              "TP2706",
              "to an ExpressRoute gateway",
              V,
              S,
              routeTable("t", "10.9.0.0/16>VirtualNetworkGateway"),
              expressRoute("e", "v")),
          refused(
              "R54",
              "TP2706",
              "to one of two gateways",
              V,
              S,
              routeTable("t", "10.9.0.0/16>VirtualNetworkGateway"),
              expressRoute("e", "v"),
              vpn("g", "v")),
          fine(
              "R54",
              "TP2706",
              "to a VPN gateway",
              V,
              S,
              routeTable("t", "10.9.0.0/16>VirtualNetworkGateway"),
              vpn("g", "v")),
          refused(
              "R54",
              "TP2706",
              "to a borrowed ExpressRoute gateway",
              V,
              expressRoute("e", "v"),
              vnet("w", "10.2.0.0/16", ""),
              subnet("w/s", "10.2.1.0/24", reference("routeTable", "routeTables", "t")),
              routeTable("t", "10.9.0.0/16>VirtualNetworkGateway"),
              peering("v/p", "w", "'allowGatewayTransit': true"),
              peering("w/p", "v", "'useRemoteGateways': true")),
          warned(
              "R54",
              "TP2707",
              "to no gateway",
              V,
              S,
              routeTable("t", "10.9.0.0/16>VirtualNetworkGateway")),
          refused(
              "R54",
              "TP2708",
              "a default to a policy-based one",
              V,
              S,
              routeTable("t", "0.0.0.0/0>VirtualNetworkGateway"),
              vpn(
                  "g",
                  "v",
                  "'sku': {'name': 'Basic'}, 'vpnType': 'PolicyBased', 'enableBgp': false")),
          fine(
              "R54",
              "TP2708",
              "a default to a route-based one",
              V,
              S,
              routeTable("t", "0.0.0.0/0>VirtualNetworkGateway"),
              vpn("g", "v")));

  private static String otherSubscription() {
    return "/subscriptions/other/resourceGroups/g/providers/Microsoft.Network/routeTables/t";
  }

  @ParameterizedTest
  @FieldSource({"FILTERS", "ROUTES"})
  void rulesHoldAtTheirBoundaries(RuleRow row) {
    row.check();
  }
}
