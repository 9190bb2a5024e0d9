package io.towpath.azure.validation;

import static io.towpath.azure.Samples.circuit;
import static io.towpath.azure.Samples.configuration;
import static io.towpath.azure.Samples.expressRoute;
import static io.towpath.azure.Samples.group;
import static io.towpath.azure.Samples.link;
import static io.towpath.azure.Samples.natGateway;
import static io.towpath.azure.Samples.nic;
import static io.towpath.azure.Samples.reference;
import static io.towpath.azure.Samples.routeTable;
import static io.towpath.azure.Samples.site;
import static io.towpath.azure.Samples.subnet;
import static io.towpath.azure.Samples.tunnel;
import static io.towpath.azure.Samples.twoConfigurations;
import static io.towpath.azure.Samples.vnet;
import static io.towpath.azure.Samples.vpn;
import static io.towpath.azure.validation.RuleRow.fine;
import static io.towpath.azure.validation.RuleRow.refused;
import static io.towpath.azure.validation.RuleRow.warned;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** R13–R16, R22, R79, R81, R84, R87, R88, R115, R162: both sides of each boundary. */
class GatewayRulesTest {

  private static final String BARE = vnet("v", "10.1.0.0/16", "s=10.1.1.0/24");
  private static final String V = withGatewaySubnet("10.1.255.0/27");

  private static String withGatewaySubnet(String prefix) {
    return vnet("v", "10.1.0.0/16", "s=10.1.1.0/24,GatewaySubnet=" + prefix);
  }

  private static String gatewaySubnet(String member) {
    return subnet("v/GatewaySubnet", "10.1.255.0/27", member);
  }

  /** A gateway, whose public address stands in, and a table at its subnet. */
  private static String[] besideGateway(String routes) {
    return new String[] {
      BARE,
      routeTable("t", routes),
      gatewaySubnet(reference("routeTable", "routeTables", "t")),
      vpn("g", "v")
    };
  }

  private static String sku(String name) {
    return "'sku': {'name': '" + name + "'}";
  }

  private static String asn(long asn) {
    return "'bgpSettings': {'asn': " + asn + "}";
  }

  private static final String POLICY_BASED = "'vpnType': 'PolicyBased', 'enableBgp': false";
  private static final String NO_BGP = "'enableBgp': false";

  /** A gateway's own files and so many connections. */
  private static String[] withTunnels(int count, String gateway) {
    return Stream.of(
            Stream.of(V, gateway),
            IntStream.range(0, count).mapToObj(i -> tunnel("t" + i, "g", "l")),
            Stream.of(site("l")))
        .flatMap(files -> files)
        .toArray(String[]::new);
  }

  private static String[] withCircuits(int count, String prefix) {
    return Stream.of(
            Stream.of(withGatewaySubnet(prefix), expressRoute("g", "v", sku("ErGw3AZ"))),
            IntStream.range(0, count).mapToObj(i -> circuit("c" + i)),
            IntStream.range(0, count).mapToObj(i -> link("k" + i, "g", "c" + i)))
        .flatMap(files -> files)
        .toArray(String[]::new);
  }

  static final List<RuleRow> SUBNET_ROWS =
      List.of(
          refused(
              "R13",
              "TP2220",
              "in another subnet",
              BARE,
              vpn("g", "v").replace("GatewaySubnet", "s")),
          fine("R13", "TP2220", "in GatewaySubnet", V, vpn("g", "v")),
          refused("R13", "TP2221", "an interface in it", V, nic("n", "v/GatewaySubnet", "")),
          fine("R13", "TP2221", "an interface beside it", V, nic("n", "v/s", "")),
          refused(
              "R13",
              "TP2222",
              "a NAT gateway",
              BARE,
              gatewaySubnet(reference("natGateway", "natGateways", "n")),
              natGateway("n")),
          fine(
              "R13",
              "TP2222",
              "a NAT gateway elsewhere",
              vnet("v", "10.1.0.0/16", ""),
              subnet("v/s", "10.1.1.0/24", reference("natGateway", "natGateways", "n")),
              natGateway("n")),
          fine(
              "R14",
              "TP2223",
              "one gateway in a /28",
              withGatewaySubnet("10.1.255.0/28"),
              vpn("g", "v")),
          refused(
              "R14",
              "TP2223",
              "two gateways in a /28",
              withGatewaySubnet("10.1.255.0/28"),
              vpn("g", "v"),
              expressRoute("e", "v")),
          fine("R14", "TP2223", "two gateways in a /27", V, vpn("g", "v"), expressRoute("e", "v")),
          fine("R14", "TP2223", "15 circuits in a /27", withCircuits(15, "10.1.255.0/27")),
          refused("R14", "TP2223", "16 circuits in a /27", withCircuits(16, "10.1.255.0/27")),
          fine("R14", "TP2223", "16 circuits in a /26", withCircuits(16, "10.1.255.0/26")),
          refused(
              "R15",
              "TP2224",
              "a filter",
              BARE,
              group("f"),
              gatewaySubnet(reference("networkSecurityGroup", "networkSecurityGroups", "f"))),
          refused(
              "R16",
              "TP2225",
              "a default route",
              BARE,
              routeTable("t", "0.0.0.0/0>Internet"),
              gatewaySubnet(reference("routeTable", "routeTables", "t"))),
          fine(
              "R16",
              "TP2225",
              "half a default route",
              BARE,
              routeTable("t", "0.0.0.0/1>Internet"),
              gatewaySubnet(reference("routeTable", "routeTables", "t"))),
          warned(
              "R16",
              "TP2226",
              "no propagation",
              BARE,
              routeTable("t", "", "'disableBgpRoutePropagation': true"),
              gatewaySubnet(reference("routeTable", "routeTables", "t"))),
          warned(
              "R16",
              "TP2227",
              "the subnet itself",
              BARE,
              routeTable("t", "10.1.0.0/16>None"),
              gatewaySubnet(reference("routeTable", "routeTables", "t"))),
          fine(
              "R16",
              "TP2227",
              "a subnet beside it",
              BARE,
              routeTable("t", "10.1.1.0/24>None"),
              gatewaySubnet(reference("routeTable", "routeTables", "t"))),
          warned(
              "R16",
              "TP2229",
              "the gateway's public address",
              besideGateway("192.0.0.0/8>None,198.0.0.0/8>None,203.0.0.0/8>None")),
          fine(
              "R16",
              "TP2229",
              "its public address to the Internet",
              besideGateway("192.0.0.0/8>Internet,198.0.0.0/8>Internet,203.0.0.0/8>Internet")),
          fine("R16", "TP2229", "other public addresses", besideGateway("30.0.0.0/8>None")),
          refused("R22", "TP2228", "two VPN gateways", V, vpn("g", "v"), vpn("h", "v")),
          fine("R22", "TP2228", "one of each type", V, vpn("g", "v"), expressRoute("h", "v")));

  static final List<RuleRow> SKU_ROWS =
      List.of(
          refused("R79", "TP2401", "no such SKU", V, vpn("g", "v", sku("VpnGw9"))),
          fine("R79", "TP2401", "a zonal SKU", V, vpn("g", "v", sku("VpnGw3AZ"))),
          fine("R79", "TP2401", "a legacy SKU", V, vpn("g", "v", sku("HighPerformance"))),
          refused(
              "R79",
              "TP2402",
              "Gw4 of generation 1",
              V,
              vpn("g", "v", sku("VpnGw4"), "'vpnGatewayGeneration': 'Generation1'")),
          refused(
              "R79",
              "TP2402",
              "Gw1 of generation 2",
              V,
              vpn("g", "v", sku("VpnGw1"), "'vpnGatewayGeneration': 'Generation2'")),
          fine(
              "R79",
              "TP2402",
              "Gw2 of generation 2",
              V,
              vpn("g", "v", sku("VpnGw2AZ"), "'vpnGatewayGeneration': 'Generation2'")),
          fine(
              "R79",
              "TP2402",
              "no generation",
              V,
              vpn("g", "v", sku("VpnGw1"), "'vpnGatewayGeneration': 'None'")),
          refused("R79", "TP2403", "BGP on Basic", V, vpn("g", "v", sku("Basic"))),
          fine("R79", "TP2403", "BGP on Standard", V, vpn("g", "v", sku("Standard"))),
          refused(
              "R79",
              "TP2404",
              "active-active on Standard",
              V,
              vpn("g", "v", sku("Standard"), twoConfigurations("v"))),
          fine(
              "R79",
              "TP2404",
              "active-active on HighPerformance",
              V,
              vpn("g", "v", sku("HighPerformance"), twoConfigurations("v"))),
          fine(
              "R79",
              "TP2405",
              "10 tunnels on Basic",
              withTunnels(10, vpn("g", "v", sku("Basic"), NO_BGP))),
          refused(
              "R79",
              "TP2405",
              "11 tunnels on Basic",
              withTunnels(11, vpn("g", "v", sku("Basic"), NO_BGP))),
          refused(
              "R79", "TP2405", "31 tunnels on Gw1", withTunnels(31, vpn("g", "v", sku("VpnGw1")))),
          fine("R79", "TP2405", "31 tunnels on Gw5", withTunnels(31, vpn("g", "v", sku("VpnGw5")))),
          fine(
              "R81",
              "TP2405",
              "one policy-based tunnel",
              withTunnels(1, vpn("g", "v", sku("Basic"), POLICY_BASED))),
          refused(
              "R81",
              "TP2405",
              "two policy-based tunnels",
              withTunnels(2, vpn("g", "v", sku("Basic"), POLICY_BASED))),
          refused(
              "R162",
              "TP2406",
              "Basic beside ExpressRoute",
              V,
              vpn("g", "v", sku("Basic"), NO_BGP),
              expressRoute("e", "v")),
          refused(
              "R162",
              "TP2406",
              "policy-based beside ExpressRoute",
              V,
              vpn("g", "v", POLICY_BASED),
              expressRoute("e", "v")),
          fine(
              "R162",
              "TP2406",
              "Standard beside ExpressRoute",
              V,
              vpn("g", "v", sku("Standard")),
              expressRoute("e", "v")),
          refused("R81", "TP2407", "policy-based above Basic", V, vpn("g", "v", POLICY_BASED)),
          fine("R81", "TP2407", "policy-based Basic", V, vpn("g", "v", sku("Basic"), POLICY_BASED)),
          refused(
              "R81",
              "TP2407",
              "policy-based with BGP",
              V,
              vpn("g", "v", sku("Basic"), "'vpnType': 'PolicyBased'")));

  static final List<RuleRow> INSTANCE_ROWS =
      List.of(
          refused(
              "R84",
              "TP2408",
              "active-active with one address",
              V,
              vpn("g", "v", "'activeActive': true")),
          fine("R84", "TP2408", "active-active with two", V, vpn("g", "v", twoConfigurations("v"))),
          refused(
              "R83",
              "TP2408",
              "active-standby with two",
              V,
              vpn(
                  "g",
                  "v",
                  "'ipConfigurations': ["
                      + configuration("a", "v")
                      + ", "
                      + configuration("b", "v")
                      + "]")),
          fine("R87", "TP2409", "the default ASN", V, vpn("g", "v", asn(65515))),
          fine("R87", "TP2409", "the ASN between the reserved ones", V, vpn("g", "v", asn(65516))),
          refused("R87", "TP2409", "65517", V, vpn("g", "v", asn(65517))),
          refused("R87", "TP2409", "65520", V, vpn("g", "v", asn(65520))),
          fine("R87", "TP2409", "65521", V, vpn("g", "v", asn(65521))),
          fine("R87", "TP2409", "65534", V, vpn("g", "v", asn(65534))),
          refused("R87", "TP2409", "65551", V, vpn("g", "v", asn(65551))),
          fine("R87", "TP2409", "65552", V, vpn("g", "v", asn(65552))),
          refused("R87", "TP2409", "65552 then", V, vpn("g", "v", asn(65552))).inSeedEra(),
          refused("R87", "TP2409", "12076", V, vpn("g", "v", asn(12076))),
          refused("R87", "TP2409", "64496", V, vpn("g", "v", asn(64496))),
          fine("R87", "TP2409", "64512", V, vpn("g", "v", asn(64512))),
          refused(
              "R88",
              "TP2410",
              "below the link-local blocks",
              V,
              vpn("g", "v", custom("169.254.20.255"))),
          fine(
              "R88",
              "TP2410",
              "the first link-local one",
              V,
              vpn("g", "v", custom("169.254.21.0"))),
          fine(
              "R88",
              "TP2410",
              "the last link-local one",
              V,
              vpn("g", "v", custom("169.254.22.255"))),
          refused(
              "R88",
              "TP2410",
              "above the link-local blocks",
              V,
              vpn("g", "v", custom("169.254.23.0"))),
          refused(
              "R115",
              "TP2411",
              "default site of a policy-based one",
              V,
              site("l"),
              tunnel("t", "g", "l"),
              vpn(
                  "g",
                  "v",
                  sku("Basic"),
                  POLICY_BASED,
                  reference("gatewayDefaultSite", "localNetworkGateways", "l"))),
          warned(
              "R115",
              "TP2411",
              "default site without tunnel",
              V,
              site("l"),
              vpn("g", "v", reference("gatewayDefaultSite", "localNetworkGateways", "l"))),
          fine(
              "R115",
              "TP2411",
              "default site with tunnel",
              V,
              site("l"),
              tunnel("t", "g", "l"),
              vpn("g", "v", reference("gatewayDefaultSite", "localNetworkGateways", "l"))));

  private static String custom(String address) {
    return """
    'bgpSettings': {'bgpPeeringAddresses': [{'ipconfigurationId':
    '/providers/Microsoft.Network/virtualNetworkGateways/g/ipConfigurations/one',
    'customBgpIpAddresses': ['%s']}]}
    """
        .formatted(address);
  }

  @ParameterizedTest
  @FieldSource({"SUBNET_ROWS", "SKU_ROWS", "INSTANCE_ROWS"})
  void rulesHoldAtTheirBoundaries(RuleRow row) {
    row.check();
  }
}
