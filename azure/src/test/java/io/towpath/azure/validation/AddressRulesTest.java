package io.towpath.azure.validation;

import static io.towpath.azure.Samples.circuit;
import static io.towpath.azure.Samples.expressRoute;
import static io.towpath.azure.Samples.link;
import static io.towpath.azure.Samples.nic;
import static io.towpath.azure.Samples.peering;
import static io.towpath.azure.Samples.privatePeering;
import static io.towpath.azure.Samples.site;
import static io.towpath.azure.Samples.tunnel;
import static io.towpath.azure.Samples.vnet;
import static io.towpath.azure.Samples.vnetToVnet;
import static io.towpath.azure.Samples.vpn;
import static io.towpath.azure.validation.RuleRow.fine;
import static io.towpath.azure.validation.RuleRow.refused;
import static io.towpath.azure.validation.RuleRow.warned;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** R1–R3, R8, R9, R12: both sides of each boundary. */
class AddressRulesTest {

  private static final String V = vnet("v", "10.1.0.0/16", "s=10.1.1.0/24");

  private static String subnets(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> "s" + i + "=10." + (i >> 13) + "." + (i >> 5 & 255) + "." + (i & 31) * 8 + "/29")
        .collect(Collectors.joining(","));
  }

  static final List<RuleRow> ROWS =
      List.of(
          refused("R1", "TP2101", "multicast", vnet("v", "224.0.0.0/8", "")),
          refused("R1", "TP2101", "loopback", vnet("v", "127.1.0.0/16", "")),
          refused("R1", "TP2101", "link-local", vnet("v", "169.254.7.0/24", "")),
          refused("R1", "TP2101", "around the platform", vnet("v", "168.63.128.0/17", "")),
          fine("R1", "TP2101", "beside the platform", vnet("v", "168.63.130.0/24", "")),
          fine("R1", "TP2101", "public addresses", vnet("v", "8.8.8.0/24", "")),
          fine("R2", "TP2102", "/29", vnet("v", "10.0.0.0/8", "s=10.0.0.0/29")),
          refused("R2", "TP2102", "/30", vnet("v", "10.0.0.0/8", "s=10.0.0.0/30")),
          fine("R2", "TP2102", "/8", vnet("v", "10.0.0.0/8", "s=10.0.0.0/8")),
          refused("R2", "TP2102", "/7", vnet("v", "10.0.0.0/7", "s=10.0.0.0/7")),
          fine("R2", "TP2102", "IPv6 /64", vnet("v", "fd00::/48", "s=fd00::/64")),
          refused("R2", "TP2102", "IPv6 /65", vnet("v", "fd00::/48", "s=fd00::/65")),
          fine(
              "R2",
              "TP2103",
              "in the second range",
              vnet("v", "10.1.0.0/16,10.9.0.0/16", "s=10.9.0.0/24")),
          refused("R2", "TP2103", "wider than the VNet", vnet("v", "10.1.0.0/24", "s=10.1.0.0/23")),
          refused("R2", "TP2103", "elsewhere", vnet("v", "10.1.0.0/16", "s=10.2.0.0/24")),
          fine(
              "R2",
              "TP2104",
              "side by side",
              vnet("v", "10.1.0.0/16", "a=10.1.0.0/25,b=10.1.0.128/25")),
          refused(
              "R2",
              "TP2104",
              "inside one another",
              vnet("v", "10.1.0.0/16", "a=10.1.0.0/24,c=10.1.1.0/24,b=10.1.0.128/25")),
          refused("R2", "TP2104", "ranges of a VNet", vnet("v", "10.1.0.0/16,10.1.4.0/24", "")),
          refused("R3", "TP2106", "base+3", V, nic("n", "v/s", "'privateIPAddress': '10.1.1.3'")),
          fine("R3", "TP2106", "base+4", V, nic("n", "v/s", "'privateIPAddress': '10.1.1.4'")),
          fine(
              "R3",
              "TP2106",
              "the last but one",
              V,
              nic("n", "v/s", "'privateIPAddress': '10.1.1.254'")),
          refused(
              "R3",
              "TP2106",
              "the last one",
              V,
              nic("n", "v/s", "'privateIPAddress': '10.1.1.255'")),
          refused(
              "R3",
              "TP2107",
              "of another subnet",
              V,
              nic("n", "v/s", "'privateIPAddress': '10.1.2.4'")),
          refused(
              "R3",
              "TP2108",
              "taken",
              V,
              nic("a", "v/s", "'privateIPAddress': '10.1.1.4'"),
              nic("b", "v/s", "'privateIPAddress': '10.1.1.4'")),
          fine(
              "R3",
              "TP2108",
              "taken in another VNet",
              V,
              nic("a", "v/s", "'privateIPAddress': '10.1.1.4'"),
              vnet("w", "10.1.0.0/16", "s=10.1.1.0/24"),
              nic("b", "w/s", "'privateIPAddress': '10.1.1.4'")),
          refused(
              "R3",
              "TP2109",
              "static without address",
              V,
              nic("n", "v/s", "'privateIPAllocationMethod': 'Static'")),
          fine(
              "R3",
              "TP2109",
              "dynamic without address",
              V,
              nic("n", "v/s", "'privateIPAllocationMethod': 'Dynamic'")),
          refused(
              "R8",
              "TP2301",
              "peered and inside one another",
              V,
              vnet("w", "10.1.8.0/24", ""),
              peering("v/p", "w"),
              peering("w/p", "v")),
          refused(
              "R8",
              "TP2301",
              "already with one half",
              V,
              vnet("w", "10.1.8.0/24", ""),
              peering("w/p", "v")),
          fine(
              "R8",
              "TP2301",
              "peered side by side",
              V,
              vnet("w", "10.2.0.0/16", ""),
              peering("v/p", "w"),
              peering("w/p", "v")),
          fine("R8", "TP2301", "overlapping but not peered", V, vnet("w", "10.1.8.0/24", "")),
          refused(
              "R8",
              "TP2302",
              "two spokes of one hub",
              V,
              vnet("a", "10.2.0.0/16", ""),
              vnet("b", "10.2.3.0/24", ""),
              peering("v/a", "a"),
              peering("v/b", "b")),
          fine(
              "R8",
              "TP2302",
              "two different spokes",
              V,
              vnet("a", "10.2.0.0/16", ""),
              vnet("b", "10.3.3.0/24", ""),
              peering("v/a", "a"),
              peering("v/b", "b")),
          warned(
              "R9",
              "TP2111",
              "a site inside the VNet",
              vnet("v", "10.1.0.0/16", "GatewaySubnet=10.1.255.0/27"),
              vpn("g", "v"),
              site("l", "'localNetworkAddressSpace': {'addressPrefixes': ['10.1.3.0/24']}"),
              tunnel("t", "g", "l")),
          fine(
              "R9",
              "TP2111",
              "a site wider than the VNet",
              vnet("v", "10.1.0.0/16", "GatewaySubnet=10.1.255.0/27"),
              vpn("g", "v"),
              site("l", "'localNetworkAddressSpace': {'addressPrefixes': ['10.0.0.0/8']}"),
              tunnel("t", "g", "l")),
          warned(
              "R9",
              "TP2111",
              "two VNets on a tunnel",
              vnet("v", "10.1.0.0/16", "GatewaySubnet=10.1.255.0/27"),
              vpn("g", "v"),
              vnet("w", "10.1.0.0/17", "GatewaySubnet=10.1.127.0/27"),
              vpn("h", "w"),
              vnetToVnet("t", "g", "h")),
          warned(
              "R9",
              "TP2111",
              "two VNets on a circuit",
              vnet("v", "10.1.0.0/16", "GatewaySubnet=10.1.255.0/27"),
              expressRoute("g", "v"),
              vnet("w", "10.1.0.0/17", "GatewaySubnet=10.1.127.0/27"),
              expressRoute("h", "w"),
              circuit("c"),
              link("a", "g", "c"),
              link("b", "h", "c")),
          refused(
              "R9",
              "TP2112",
              "a link net inside the VNet",
              vnet("v", "192.168.0.0/16", "GatewaySubnet=192.168.255.0/27"),
              expressRoute("g", "v"),
              circuit("c"),
              privatePeering("c", "'secondaryPeerAddressPrefix': '172.16.0.0/30'"),
              link("a", "g", "c")),
          fine(
              "R9",
              "TP2112",
              "link nets elsewhere",
              vnet("v", "10.1.0.0/16", "GatewaySubnet=10.1.255.0/27"),
              expressRoute("g", "v"),
              circuit("c"),
              privatePeering("c"),
              link("a", "g", "c")),
          fine("R12", "TP2110", "3000 subnets", vnet("v", "10.0.0.0/8", subnets(3000))),
          warned("R12", "TP2110", "3001 subnets", vnet("v", "10.0.0.0/8", subnets(3001))));

  @ParameterizedTest
  @FieldSource("ROWS")
  void rulesHoldAtTheirBoundaries(RuleRow row) {
    row.check();
  }
}
