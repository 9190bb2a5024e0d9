package io.towpath.estate.gotcha;

import io.towpath.estate.load.Estate;
import io.towpath.estate.load.EstateLoader;
import io.towpath.net.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A small estate around one VNet {@code hub}, 10.1.0.0/16, with subnets {@code w} (10.1.1.0/24),
 * {@code nva} (10.1.2.0/24), RouteServerSubnet and GatewaySubnet. A test adds what it is about.
 */
final class GotchaEstate {
  private static final String ID =
      "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/g/providers/"
          + "Microsoft.Network/";

  private final List<String> resources = new ArrayList<>();
  private final List<String> devices = new ArrayList<>();
  private final List<String> hosts = new ArrayList<>();
  private final List<String> cables = new ArrayList<>();
  private final List<String> outside = new ArrayList<>();
  private final List<String> subnets =
      new ArrayList<>(
          List.of(
              "w 10.1.1.0/24",
              "nva 10.1.2.0/24",
              "RouteServerSubnet 10.1.3.0/27",
              "GatewaySubnet 10.1.255.0/27"));
  private final Map<String, String> configurations = new LinkedHashMap<>();
  private final Map<String, String> tables = new LinkedHashMap<>();

  /** The route table of one of the subnets. */
  GotchaEstate table(String subnet, String... routes) {
    return table(subnet, false, routes);
  }

  /**
   * The same, keeping learned routes out or not; routes as {@code PREFIX TYPE [ADDRESS[+ADDRESS]]}.
   */
  GotchaEstate table(String subnet, boolean propagationOff, String... routes) {
    return table(subnet, "'disableBgpRoutePropagation': " + propagationOff, List.of(routes));
  }

  /** The same with a member of the table. */
  GotchaEstate table(String subnet, String member, List<String> routes) {
    List<String> list = new ArrayList<>();
    for (String route : routes) {
      String[] parts = route.split(" ", -1);
      list.add(
          "{'name': 'r%d', 'addressPrefix': '%s', 'nextHopType': '%s'%s}"
              .formatted(
                  list.size(),
                  parts[0],
                  parts[1],
                  parts.length > 2 ? ", " + nextHops(parts[2]) : ""));
    }
    tables.put(subnet, ", 'routeTable': {'id': '" + ID + "routeTables/t-" + subnet + "'}");
    return add("routeTables", "t-" + subnet, member + ", 'routes': " + list);
  }

  /** A VNet {@code spoke} with some ranges, peered with the hub. */
  GotchaEstate spoke(String... ranges) {
    add(
        "virtualNetworks",
        "spoke",
        "'addressSpace': {'addressPrefixes': ['" + String.join("', '", ranges) + "']}");
    half("hub", "spoke");
    return half("spoke", "hub");
  }

  private GotchaEstate half(String vnet, String remote) {
    return add(
        "virtualNetworks/virtualNetworkPeerings",
        vnet + "/to-" + remote,
        "'remoteVirtualNetwork': {'id': '%svirtualNetworks/%s'}".formatted(ID, remote));
  }

  private static String nextHops(String addresses) {
    return addresses.contains("+")
        ? "'nextHop': {'nextHopIpAddresses': ['" + addresses.replace("+", "', '") + "']}"
        : "'nextHopIpAddress': '" + addresses + "'";
  }

  GotchaEstate add(String type, String name, String members) {
    resources.add(
        "{'type': 'Microsoft.Network/%s', 'name': '%s', 'location': 'eastus', %s}"
            .formatted(type, name, members));
    return this;
  }

  /** A machine of that name in a subnet. */
  GotchaEstate machine(String name, String subnet, String address, String... members) {
    String more = members.length == 0 ? "" : ", " + String.join(", ", members);
    boolean isPublic = more.contains("'public'");
    add(
        "networkInterfaces",
        name + "-nic",
        "'ipConfigurations': [{'name': 'c', 'privateIPAddress': '%s', 'subnet': {'id': '%s'}%s}]%s"
            .formatted(
                address,
                ID + "virtualNetworks/hub/subnets/" + subnet,
                isPublic ? ", 'publicIPAddress': {'id': '" + ID + "publicIPAddresses/p'}" : "",
                isPublic ? "" : more));
    resources.add(
        "{'type': 'Microsoft.Compute/virtualMachines', 'name': '%s', 'location': 'eastus', 'networkProfile': {'networkInterfaces': [{'id': '%snetworkInterfaces/%s-nic'}]}}"
            .formatted(name, ID, name));
    return this;
  }

  /** A private endpoint in subnet {@code nva}. */
  GotchaEstate endpoint(String address) {
    return add(
        "privateEndpoints",
        "pe",
        "'subnet': {'id': '%svirtualNetworks/hub/subnets/nva'}, 'ipConfigurations': [{'name': 'ip', 'properties': {'privateIPAddress': '%s'}}], 'privateLinkServiceConnections': [{'name': 'c', 'properties': {'privateLinkServiceConnectionState': {'status': 'Approved'}}}]"
            .formatted(ID, address));
  }

  /** A machine that forwards, with a configuration of FRR. */
  GotchaEstate appliance(String name, String address, String... lines) {
    machine(name, "nva", address, "'enableIPForwarding': true");
    configurations.put(
        name + ".conf",
        "frr version 8.4\nhostname "
            + name
            + "\nip forwarding\n"
            + String.join("\n", lines)
            + "\n");
    devices.add("{vm: %s, config: %s.conf, dialect: frr}".formatted(name, name));
    return this;
  }

  /**
   * A machine {@code hv} at 10.1.2.4 with a guest 10.1.9.10 of its own behind it, which the table
   * of {@code w} leads to; an empty subnet {@code ghosted} of that VNet has the guest's range.
   */
  GotchaEstate nested(String... lines) {
    machine("hv", "nva", "10.1.2.4", "'enableIPForwarding': true");
    configurations.put(
        "hv.cfg",
        """
        hostname hv
        interface GigabitEthernet1
         ip address 10.1.2.4 255.255.255.0
         ip nat outside
        interface GigabitEthernet2
         ip address 10.1.9.1 255.255.255.0
         ip nat inside
        ip route 0.0.0.0 0.0.0.0 10.1.2.1
        access-list 5 permit 10.1.9.0 0.0.0.255
        """
            + String.join("\n", lines)
            + "\n");
    devices.add("{vm: hv, config: hv.cfg, dialect: ios-xe}");
    hosts.add("{name: guest, address: 10.1.9.10/24, gateway: 10.1.9.1, on: 'hv:GigabitEthernet2'}");
    subnets.add("ghosted 10.1.9.0/24");
    return table("w", "10.1.9.0/24 VirtualAppliance 10.1.2.4");
  }

  /** A Route Server with peers as {@code NAME ADDRESS ASN}. */
  GotchaEstate routeServer(String... peers) {
    add("virtualHubs", "rs", "'kind': 'RouteServer', 'sku': 'Standard'");
    add(
        "virtualHubs/ipConfigurations",
        "rs/ip",
        "'subnet': {'id': '" + ID + "virtualNetworks/hub/subnets/RouteServerSubnet'}");
    for (String peer : peers) {
      String[] parts = peer.split(" ", -1);
      add(
          "virtualHubs/bgpConnections",
          "rs/" + parts[0],
          "'peerIp': '" + parts[1] + "', 'peerAsn': " + parts[2]);
    }
    return this;
  }

  /** A load balancer {@code lb} at 10.1.2.100 that gives all ports to some machines' interfaces. */
  GotchaEstate balancer(String... machines) {
    List<String> members = new ArrayList<>();
    for (String machine : machines) {
      members.add("{'id': '%snetworkInterfaces/%s-nic/ipConfigurations/c'}".formatted(ID, machine));
    }
    return add(
        "loadBalancers",
        "lb",
        "'sku': {'name': 'Standard'}, 'frontendIPConfigurations': [{'name': 'in', 'privateIPAddress': '10.1.2.100', 'subnet': {'id': '%1$svirtualNetworks/hub/subnets/nva'}}], 'backendAddressPools': [{'name': 'p', 'backendIPConfigurations': %2$s}], 'loadBalancingRules': [{'name': 'all', 'protocol': 'All', 'frontendPort': 0, 'backendPort': 0, 'frontendIPConfiguration': {'id': '%1$sloadBalancers/lb/frontendIPConfigurations/in'}, 'backendAddressPool': {'id': '%1$sloadBalancers/lb/backendAddressPools/p'}}]"
            .formatted(ID, members));
  }

  /** An ExpressRoute gateway and a circuit {@code er}, with VLAN 100 and AS 65020. */
  GotchaEstate circuit() {
    add(
        "expressRouteCircuits",
        "er",
        "'peerings': [{'name': 'AzurePrivatePeering', 'peeringType': 'AzurePrivatePeering',"
            + " 'peerASN': 65020, 'vlanId': 100, 'primaryPeerAddressPrefix': '192.168.9.0/30',"
            + " 'secondaryPeerAddressPrefix': '192.168.9.4/30'}]");
    add("virtualNetworkGateways", "ergw", gateway("ExpressRoute", "ErGw1AZ", ""));
    return add(
        "connections",
        "er",
        "'connectionType': 'ExpressRoute', 'virtualNetworkGateway1': {'id': '%svirtualNetworkGateways/ergw'}, 'peer': {'id': '%sexpressRouteCircuits/er'}"
            .formatted(ID, ID));
  }

  private static String gateway(String type, String sku, String address) {
    return "'gatewayType': '%s', 'sku': {'name': '%s'}, 'enableBgp': true, 'ipConfigurations': [{'name': 'c', 'subnet': {'id': '%svirtualNetworks/hub/subnets/GatewaySubnet'}%s}]"
        .formatted(type, sku, ID, address);
  }

  /** Neighbours without configuration at the links that are named. */
  GotchaEstate outside(List<String> links, List<String> announced) {
    links.forEach(
        link ->
            outside.add(
                "{at: 'circuit:er/%s', asn: 65020, announces: %s}".formatted(link, announced)));
    return this;
  }

  /** A router {@code ce} of AS 65020 at both links, with 172.20.0.0/24 and a host behind it. */
  GotchaEstate site(String... lines) {
    configurations.put("ce.cfg", CE + String.join("\n", lines) + "\nend\n");
    devices.add("{name: ce, config: ce.cfg, dialect: ios-xe}");
    cables.add("{from: 'ce:GigabitEthernet2.100', to: 'circuit:er/primary'}");
    cables.add("{from: 'ce:GigabitEthernet3.100', to: 'circuit:er/secondary'}");
    hosts.add(
        "{name: pc, address: 172.20.0.10/24, gateway: 172.20.0.1, on: 'ce:GigabitEthernet4'}");
    return this;
  }

  /** A VPN gateway and a tunnel from {@code ce} to it; {@link #VPN} is its neighbor there. */
  GotchaEstate tunnel() {
    add("publicIPAddresses", "p-vpn", "'ipAddress': '203.0.113.4'");
    add(
        "virtualNetworkGateways",
        "vpngw",
        gateway(
            "Vpn", "VpnGw2", ", 'publicIPAddress': {'id': '" + ID + "publicIPAddresses/p-vpn'}"));
    add(
        "localNetworkGateways",
        "site",
        "'gatewayIpAddress': '198.51.100.2', 'localNetworkAddressSpace': {'addressPrefixes': []},"
            + " 'bgpSettings': {'asn': 65020, 'bgpPeeringAddress': '192.168.255.1'}");
    add(
        "connections",
        "vpn",
        "'connectionType': 'IPsec', 'enableBgp': true, 'virtualNetworkGateway1': {'id': '%svirtualNetworkGateways/vpngw'}, 'localNetworkGateway2': {'id': '%slocalNetworkGateways/site'}"
            .formatted(ID, ID));
    cables.add("{from: 'ce:GigabitEthernet1', to: internet}");
    return this;
  }

  /** BGP address of the VPN gateway: the last one of GatewaySubnet (R17). */
  static final String VPN = "10.1.255.30";

  private static final String CE =
      """
      hostname ce
      crypto ikev2 proposal AZURE
       encryption aes-cbc-256
       integrity sha256
       group 2
      crypto ikev2 policy AZURE
       proposal AZURE
      crypto ikev2 keyring AZURE
       peer gw
        address 203.0.113.4
        pre-shared-key key
      crypto ikev2 profile AZURE
       match identity remote address 203.0.113.4 255.255.255.255
       authentication remote pre-share
       authentication local pre-share
       keyring local AZURE
      crypto ipsec transform-set AZURE esp-aes 256 esp-sha256-hmac
       mode tunnel
      crypto ipsec profile AZURE
       set transform-set AZURE
       set ikev2-profile AZURE
      interface Tunnel1
       ip address 192.168.255.1 255.255.255.255
       tunnel source GigabitEthernet1
       tunnel mode ipsec ipv4
       tunnel destination 203.0.113.4
       tunnel protection ipsec profile AZURE
      interface GigabitEthernet1
       ip address 198.51.100.2 255.255.255.252
      interface GigabitEthernet2
       no shutdown
      interface GigabitEthernet2.100
       encapsulation dot1Q 100
       ip address 192.168.9.1 255.255.255.252
      interface GigabitEthernet3
       no shutdown
      interface GigabitEthernet3.100
       encapsulation dot1Q 100
       ip address 192.168.9.5 255.255.255.252
      interface GigabitEthernet4
       ip address 172.20.0.1 255.255.255.0
      ip route 10.1.255.30 255.255.255.255 Tunnel1
      router bgp 65020
       neighbor 192.168.9.2 remote-as 12076
       neighbor 192.168.9.6 remote-as 12076
       network 172.20.0.0 mask 255.255.255.0
      """;

  /** Writes the estate to a folder, loads, solves and checks it. */
  List<Finding> check(Path folder) {
    try {
      StringBuilder written = new StringBuilder();
      for (String subnet : subnets) {
        String[] parts = subnet.split(" ", -1);
        written
            .append(written.isEmpty() ? "" : ", ")
            .append(
                "{'name': '%s', 'addressPrefix': '%s'%s}"
                    .formatted(parts[0], parts[1], tables.getOrDefault(parts[0], "")));
      }
      add(
          "virtualNetworks",
          "hub",
          "'addressSpace': {'addressPrefixes': ['10.1.0.0/16']}, 'subnets': [" + written + "]");
      Files.writeString(folder.resolve("azure.json"), resources.toString().replace('\'', '"'));
      for (Map.Entry<String, String> file : configurations.entrySet()) {
        Files.writeString(folder.resolve(file.getKey()), file.getValue());
      }
      Files.writeString(
          folder.resolve("estate.yaml"),
          """
          towpath: 1
          azure:
            - resources: azure.json
              subscription: 00000000-0000-0000-0000-000000000001
              resourceGroup: g
          devices: %s
          hosts: %s
          cables: %s
          outside: %s
          """
              .formatted(devices, hosts, cables, outside));
      Estate estate = EstateLoader.load(folder, null);
      return NetworkGotchas.of(estate, estate.base().solve(List.of()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
