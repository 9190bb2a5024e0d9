package io.towpath.azure;

import static io.towpath.azure.ResourceTexts.json;

/** Short JSON of resources, for tests. Names are ARM names in the default group. */
public final class Samples {

  private static final String NETWORK = "/providers/Microsoft.Network/";

  private Samples() {}

  /** A resource of Microsoft.Network with its members, in single quotes. */
  public static String resource(String type, String name, String members) {
    return json(
        "{'type': 'Microsoft.Network/%s', 'name': '%s'%s}"
            .formatted(type, name, members.isBlank() ? "" : ", " + members));
  }

  /** A VNet; ranges comma separated, subnets as {@code name=prefix} comma separated. */
  public static String vnet(String name, String ranges, String subnets, String... more) {
    StringBuilder list = new StringBuilder();
    for (String subnet : subnets.isEmpty() ? new String[0] : subnets.split(",")) {
      String[] parts = subnet.strip().split("=");
      list.append(list.isEmpty() ? "" : ", ")
          .append("{'name': '%s', 'addressPrefix': '%s'}".formatted(parts[0], parts[1]));
    }
    return resource(
        "virtualNetworks",
        name,
        "'location': 'eastus', 'addressSpace': {'addressPrefixes': ['%s']}, 'subnets': [%s]"
                .formatted(ranges.replace(",", "','"), list)
            + rest(more));
  }

  /** A subnet on its own, {@code vnet/name}. */
  public static String subnet(String path, String prefix, String... more) {
    return resource(
        "virtualNetworks/subnets", path, "'addressPrefix': '" + prefix + "'" + rest(more));
  }

  /** A NAT gateway without addresses. */
  public static String natGateway(String name) {
    return resource("natGateways", name, "'idleTimeoutInMinutes': 4");
  }

  /** One half of a peering, {@code vnet/name}, to another VNet. */
  public static String peering(String path, String remote, String... more) {
    return resource(
        "virtualNetworks/virtualNetworkPeerings",
        path,
        "'remoteVirtualNetwork': '" + NETWORK + "virtualNetworks/" + remote + "'" + rest(more));
  }

  /** An interface in {@code vnet/subnet}; members of its only ipConfiguration. */
  public static String nic(String name, String subnet, String configuration, String... more) {
    return resource(
        "networkInterfaces",
        name,
        "'ipConfigurations': [{'name': 'one', 'subnet': '%s'%s}]"
                .formatted(subnetId(subnet), configuration.isBlank() ? "" : ", " + configuration)
            + rest(more));
  }

  /** A VPN gateway of SKU VpnGw2 with BGP in a VNet's GatewaySubnet. */
  public static String vpn(String name, String vnet, String... more) {
    return resource(
        "virtualNetworkGateways",
        name,
        "'gatewayType': 'Vpn', " + gatewayMembers(vnet, "'VpnGw2'", more));
  }

  /** An ExpressRoute gateway of SKU ErGw1AZ in a VNet's GatewaySubnet. */
  public static String expressRoute(String name, String vnet, String... more) {
    return resource(
        "virtualNetworkGateways",
        name,
        "'gatewayType': 'ExpressRoute', " + gatewayMembers(vnet, "'ErGw1AZ'", more));
  }

  private static String gatewayMembers(String vnet, String sku, String... more) {
    String all = rest(more);
    return (all.contains("'sku'") ? "" : "'sku': {'name': " + sku + "}, ")
        + (all.contains("'enableBgp'") ? "" : "'enableBgp': true, ")
        + (all.contains("'ipConfigurations'")
            ? "'x': null"
            : "'ipConfigurations': [" + configuration("one", vnet) + "]")
        + all;
  }

  /** An ipConfiguration of a gateway. */
  public static String configuration(String name, String vnet, String... more) {
    return "{'name': '%s', 'subnet': '%s'%s}"
        .formatted(name, subnetId(vnet + "/GatewaySubnet"), rest(more));
  }

  /** Two of them, for an active-active gateway. */
  public static String twoConfigurations(String vnet) {
    return "'activeActive': true, 'ipConfigurations': [%s, %s]"
        .formatted(configuration("one", vnet), configuration("two", vnet));
  }

  /** A site at 198.51.100.7 with AS 65020 and 172.20.0.0/16. */
  public static String site(String name, String... more) {
    String all = rest(more);
    return resource(
        "localNetworkGateways",
        name,
        (all.contains("gatewayIpAddress") ? "'x': null" : "'gatewayIpAddress': '198.51.100.7'")
            + (all.contains("localNetworkAddressSpace")
                ? ""
                : ", 'localNetworkAddressSpace': {'addressPrefixes': ['172.20.0.0/16']}")
            + (all.contains("bgpSettings")
                ? ""
                : ", 'bgpSettings': {'asn': 65020, 'bgpPeeringAddress': '172.20.0.1'}")
            + all);
  }

  /** A tunnel from a gateway to a site. */
  public static String tunnel(String name, String gateway, String site, String... more) {
    return resource(
        "connections",
        name,
        "'connectionType': 'IPsec', 'virtualNetworkGateway1': '%s', 'localNetworkGateway2': '%s'"
                .formatted(
                    NETWORK + "virtualNetworkGateways/" + gateway,
                    NETWORK + "localNetworkGateways/" + site)
            + rest(more));
  }

  /** One direction of a tunnel between gateways. */
  public static String vnetToVnet(String name, String gateway, String remote, String... more) {
    return resource(
        "connections",
        name,
        "'connectionType': 'Vnet2Vnet', 'virtualNetworkGateway1': '%s', 'virtualNetworkGateway2': '%s'"
                .formatted(
                    NETWORK + "virtualNetworkGateways/" + gateway,
                    NETWORK + "virtualNetworkGateways/" + remote)
            + rest(more));
  }

  /** A connection to a circuit. */
  public static String link(String name, String gateway, String circuit, String... more) {
    return resource(
        "connections",
        name,
        "'connectionType': 'ExpressRoute', 'virtualNetworkGateway1': '%s', 'peer': '%s'"
                .formatted(
                    NETWORK + "virtualNetworkGateways/" + gateway,
                    NETWORK + "expressRouteCircuits/" + circuit)
            + rest(more));
  }

  /** A circuit without peerings. */
  public static String circuit(String name, String... more) {
    return resource("expressRouteCircuits", name, "'location': 'eastus'" + rest(more));
  }

  /** A private peering of a circuit: AS 65020, VLAN 100, 192.168.9.0/30 and .4/30. */
  public static String privatePeering(String circuit, String... more) {
    String all = rest(more);
    String name = all.contains("'peeringType'") ? "other" : "AzurePrivatePeering";
    return resource(
        "expressRouteCircuits/peerings",
        circuit + "/" + name,
        (all.contains("peerASN") ? "'x': null" : "'peerASN': 65020")
            + (all.contains("vlanId") ? "" : ", 'vlanId': 100")
            + (all.contains("primaryPeer") ? "" : ", 'primaryPeerAddressPrefix': '192.168.9.0/30'")
            + (all.contains("secondaryPeer")
                ? ""
                : ", 'secondaryPeerAddressPrefix': '192.168.9.4/30'")
            + all);
  }

  /** A route table; routes as {@code prefix>NextHopType[:address[+address]]} comma separated. */
  public static String routeTable(String name, String routes, String... more) {
    StringBuilder list = new StringBuilder();
    int number = 0;
    for (String route : routes.isEmpty() ? new String[0] : routes.split(",")) {
      String[] parts = route.strip().split("[>:]");
      list.append(list.isEmpty() ? "" : ", ")
          .append(
              "{'name': 'r%d', 'addressPrefix': '%s', 'nextHopType': '%s'%s}"
                  .formatted(
                      ++number,
                      parts[0],
                      parts[1],
                      parts.length < 3 ? "" : ", " + ResourceTexts.nextHops(parts[2])));
    }
    return resource("routeTables", name, "'routes': [" + list + "]" + rest(more));
  }

  /** A security rule on its own, {@code group/name}: denies everything in its direction. */
  public static String rule(String path, String direction, int priority, String... more) {
    return resource(
        "networkSecurityGroups/securityRules",
        path,
        """
        'priority': %d, 'direction': '%s', 'access': 'Deny', 'protocol': '*',
        'sourceAddressPrefix': '*', 'sourcePortRange': '*', 'destinationAddressPrefix': '*',
        'destinationPortRange': '*'
        """
            .formatted(priority, direction)
            .strip()
            .concat(rest(more)));
  }

  public static String group(String name) {
    return resource("networkSecurityGroups", name, "");
  }

  public static String publicAddress(String name, String... more) {
    return resource("publicIPAddresses", name, "'location': 'eastus'" + rest(more));
  }

  public static String subnetId(String path) {
    String[] parts = path.split("/");
    return NETWORK + "virtualNetworks/" + parts[0] + "/subnets/" + parts[1];
  }

  public static String reference(String member, String type, String name) {
    return "'" + member + "': {'id': '" + NETWORK + type + "/" + name + "'}";
  }

  private static String rest(String... more) {
    StringBuilder all = new StringBuilder();
    for (String member : more) {
      all.append(member.isBlank() ? "" : ", " + member);
    }
    return all.toString();
  }
}
