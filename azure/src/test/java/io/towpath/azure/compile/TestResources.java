package io.towpath.azure.compile;

import static io.towpath.azure.ResourceTexts.GROUP;
import static io.towpath.azure.ResourceTexts.SUBSCRIPTION;
import static io.towpath.azure.ResourceTexts.json;

import io.towpath.azure.Profile;
import io.towpath.azure.ResourceTexts;
import io.towpath.azure.assignment.AssignedAddresses;
import io.towpath.azure.guest.GuestSettings;
import io.towpath.azure.resource.AzureResources;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Resources as a test needs them, written as the JSON that Azure's tools print. Single quotes stand
 * for double ones; {@code members} are further members of {@code properties}, with a leading comma.
 */
public final class TestResources {
  private final List<String> texts = new ArrayList<>();
  private @Nullable String serviceTags;

  public static TestResources network() {
    return new TestResources();
  }

  /** An id in the test's subscription and group, such as {@code id("virtualNetworks/hub")}. */
  public static String id(String path) {
    return "/subscriptions/"
        + SUBSCRIPTION
        + "/resourceGroups/"
        + GROUP
        + "/providers/Microsoft.Network/"
        + path;
  }

  private static String ref(String path) {
    return "{'id': '" + id(path) + "'}";
  }

  private static String list(List<String> values) {
    return values.stream().map(v -> "'" + v + "'").collect(Collectors.joining(", ", "[", "]"));
  }

  public TestResources add(String type, String name, String location, String properties) {
    texts.add(
        json(
            "{'type': 'Microsoft.Network/"
                + type
                + "', 'name': '"
                + name
                + "', 'location': '"
                + location
                + "', 'properties': {"
                + properties
                + "}}"));
    return this;
  }

  public TestResources vnet(String name, String location, String... ranges) {
    return add(
        "virtualNetworks",
        name,
        location,
        "'addressSpace': {'addressPrefixes': " + list(Arrays.asList(ranges)) + "}");
  }

  public TestResources subnet(String vnet, String name, String prefix, String members) {
    return add(
        "virtualNetworks/subnets",
        vnet + "/" + name,
        "",
        "'addressPrefix': '" + prefix + "'" + members);
  }

  public TestResources subnet(String vnet, String name, String prefix) {
    return subnet(vnet, name, prefix, "");
  }

  public static String table(String name) {
    return ", 'routeTable': " + ref("routeTables/" + name);
  }

  public static String group(String name) {
    return ", 'networkSecurityGroup': " + ref("networkSecurityGroups/" + name);
  }

  /** Both halves of a peering, {@code a-b} and {@code b-a}. */
  public TestResources peered(String a, String b, String membersOfA, String membersOfB) {
    return half(a, b, membersOfA).half(b, a, membersOfB);
  }

  public TestResources half(String vnet, String remote, String members) {
    return add(
        "virtualNetworks/virtualNetworkPeerings",
        vnet + "/" + vnet + "-" + remote,
        "",
        "'remoteVirtualNetwork': " + ref("virtualNetworks/" + remote) + members);
  }

  public TestResources nic(
      String name, String vnet, String subnet, String address, String members) {
    return add(
        "networkInterfaces",
        name,
        "eastus",
        "'ipConfigurations': [{'name': 'ip', 'properties': {'privateIPAddress': '"
            + address
            + "', 'subnet': "
            + ref("virtualNetworks/" + vnet + "/subnets/" + subnet)
            + "}}]"
            + members);
  }

  public TestResources machine(String name, String... nics) {
    String list =
        Arrays.stream(nics)
            .map(nic -> ref("networkInterfaces/" + nic))
            .collect(Collectors.joining(", "));
    texts.add(
        json(
            "{'type': 'Microsoft.Compute/virtualMachines', 'name': '"
                + name
                + "', 'location': 'eastus', 'properties': {'networkProfile': {'networkInterfaces':"
                + " ["
                + list
                + "]}}}"));
    return this;
  }

  /** A machine {@code NAME} with one interface {@code NAME-nic}. */
  public TestResources host(String name, String vnet, String subnet, String address) {
    return nic(name + "-nic", vnet, subnet, address, "").machine(name, name + "-nic");
  }

  /** A Route Server with peers as {@code NAME ADDRESS ASN}. */
  public TestResources routeServer(String name, String vnet, String members, String... peers) {
    add("virtualHubs", name, "eastus", "'sku': 'Standard'" + members);
    add(
        "virtualHubs/ipConfigurations",
        name + "/ip",
        "eastus",
        "'subnet': " + ref("virtualNetworks/" + vnet + "/subnets/RouteServerSubnet"));
    for (String peer : peers) {
      String[] parts = peer.split(" ", -1);
      add(
          "virtualHubs/bgpConnections",
          name + "/" + parts[0],
          "eastus",
          "'peerIp': '" + parts[1] + "', 'peerAsn': " + parts[2]);
    }
    return this;
  }

  /** A list of service tags as {@code NAME REGION PREFIX[,PREFIX]}, {@code -} for no region. */
  public TestResources serviceTags(String... rows) {
    List<String> values = new ArrayList<>();
    for (String row : rows) {
      String[] parts = row.split(" ", -1);
      values.add(
          "{'name': '%s', 'id': '%s', 'properties': {'region': '%s', 'addressPrefixes': %s}}"
              .formatted(
                  parts[0],
                  parts[0],
                  parts[1].equals("-") ? "" : parts[1],
                  list(Arrays.asList(parts[2].split(",", -1)))));
    }
    serviceTags =
        json(
            "{'changeNumber': 1, 'cloud': 'Public', 'values': ["
                + String.join(", ", values)
                + "]}");
    return this;
  }

  /** A private endpoint for a storage account, with an address of its own. */
  public TestResources privateEndpoint(
      String name, String vnet, String subnet, String address, String members) {
    return add(
        "privateEndpoints",
        name,
        "eastus",
        "'subnet': "
            + ref("virtualNetworks/" + vnet + "/subnets/" + subnet)
            + ", 'ipConfigurations': [{'name': 'ip', 'properties': {'groupId': 'blob',"
            + " 'memberName': 'blob', 'privateIPAddress': '"
            + address
            + "'}}], 'privateLinkServiceConnections': [{'name': 'c', 'properties': {'groupIds':"
            + " ['blob'], 'privateLinkServiceId': '/subscriptions/s/resourceGroups/g/providers/"
            + "Microsoft.Storage/storageAccounts/data', 'privateLinkServiceConnectionState':"
            + " {'status': 'Approved'}}}]"
            + members);
  }

  public TestResources publicIp(String name, String address) {
    return add("publicIPAddresses", name, "eastus", "'ipAddress': '" + address + "'");
  }

  public TestResources routeTable(String name, String members, String... routes) {
    List<String> texts = new ArrayList<>();
    for (String route : routes) {
      String[] parts = route.split(" ", -1);
      texts.add(
          "{'name': '"
              + parts[0]
              + "', 'properties': {'addressPrefix': '"
              + parts[1]
              + "', 'nextHopType': '"
              + parts[2]
              + "'"
              + (parts.length > 3 ? ", " + ResourceTexts.nextHops(parts[3]) : "")
              + "}}");
    }
    return add(
        "routeTables", name, "eastus", "'routes': [" + String.join(", ", texts) + "]" + members);
  }

  /** An application security group, which rules name as {@code asg:NAME}. */
  public TestResources applicationGroup(String name) {
    return add("applicationSecurityGroups", name, "eastus", "");
  }

  /** A machine {@code NAME} whose interface belongs to an application security group. */
  public TestResources member(
      String name, String vnet, String subnet, String address, String group) {
    return add(
            "networkInterfaces",
            name + "-nic",
            "eastus",
            "'ipConfigurations': [{'name': 'ip', 'properties': {'privateIPAddress': '"
                + address
                + "', 'applicationSecurityGroups': ["
                + ref("applicationSecurityGroups/" + group)
                + "], 'subnet': "
                + ref("virtualNetworks/" + vnet + "/subnets/" + subnet)
                + "}}]")
        .machine(name, name + "-nic");
  }

  /**
   * Rules as {@code NAME PRIORITY DIRECTION ACCESS PROTOCOL SOURCE DESTINATION PORT}. Sources and
   * destinations are prefixes or tags separated by commas, or {@code asg:NAME}; ports likewise.
   */
  public TestResources securityGroup(String name, String... rules) {
    List<String> texts = new ArrayList<>();
    for (String rule : rules) {
      String[] parts = rule.split(" ", -1);
      texts.add(
          "{'name': '%s', 'properties': {'priority': %s, 'direction': '%s', 'access': '%s',"
                  .formatted(parts[0], parts[1], parts[2], parts[3])
              + " 'protocol': '%s', %s, 'sourcePortRange': '*',"
                  .formatted(parts[4], end("source", parts[5]))
              + " %s, %s}}".formatted(end("destination", parts[6]), ports(parts[7])));
    }
    return add(
        "networkSecurityGroups",
        name,
        "eastus",
        "'securityRules': [" + String.join(", ", texts) + "]");
  }

  private static String ports(String text) {
    return text.contains(",")
        ? "'destinationPortRanges': " + list(Arrays.asList(text.split(",", -1)))
        : "'destinationPortRange': '" + text + "'";
  }

  private static String end(String side, String text) {
    if (text.startsWith("asg:")) {
      return "'"
          + side
          + "ApplicationSecurityGroups': ["
          + ref("applicationSecurityGroups/" + text.substring(4))
          + "]";
    }
    return text.contains(",")
        ? "'" + side + "AddressPrefixes': " + list(Arrays.asList(text.split(",", -1)))
        : "'" + side + "AddressPrefix': '" + text + "'";
  }

  /** A VPN gateway, active-active if it has two public addresses. */
  public TestResources vpnGateway(
      String name, String vnet, String location, long asn, String... publicIps) {
    return vpnGatewayOf("VpnGw1", "", name, vnet, location, asn, publicIps);
  }

  /** As {@link #vpnGateway}, with the SKU and further members. */
  public TestResources vpnGatewayOf(
      String sku,
      String members,
      String name,
      String vnet,
      String location,
      long asn,
      String... publicIps) {
    List<String> configurations = new ArrayList<>();
    for (int i = 0; i < publicIps.length; i++) {
      publicIp(name + "-pip" + i, publicIps[i]);
      configurations.add(configuration("c" + i, vnet, name + "-pip" + i));
    }
    return add(
        "virtualNetworkGateways",
        name,
        location,
        "'gatewayType': 'Vpn', 'vpnType': 'RouteBased', 'enableBgp': true, 'activeActive': "
            + (publicIps.length == 2)
            + ", 'sku': {'name': '"
            + sku
            + "'}, 'bgpSettings': {'asn': "
            + asn
            + "}, 'ipConfigurations': ["
            + String.join(", ", configurations)
            + "]"
            + members);
  }

  /** A NAT rule of a gateway, as a resource of its own. */
  public TestResources natRule(
      String gateway, String name, String type, String mode, String internal, String external) {
    return add(
        "virtualNetworkGateways/natRules",
        gateway + "/" + name,
        "",
        "'type': '%s', 'mode': '%s', 'internalMappings': [{'addressSpace': '%s'}],"
                .formatted(type, mode, internal)
            + " 'externalMappings': [{'addressSpace': '%s'}]".formatted(external));
  }

  /** The lists of a connection's NAT rules; names, separated by blanks. */
  public static String natRules(String gateway, String ingress, String egress) {
    return ", 'ingressNatRules': ["
        + rules(gateway, ingress)
        + "], 'egressNatRules': ["
        + rules(gateway, egress)
        + "]";
  }

  private static String rules(String gateway, String names) {
    return Arrays.stream(names.split(" ", -1))
        .filter(name -> !name.isEmpty())
        .map(name -> ref("virtualNetworkGateways/" + gateway + "/natRules/" + name))
        .collect(Collectors.joining(", "));
  }

  private static String configuration(String name, String vnet, String publicIp) {
    return "{'name': '"
        + name
        + "', 'properties': {'subnet': "
        + ref("virtualNetworks/" + vnet + "/subnets/GatewaySubnet")
        + ", 'publicIPAddress': "
        + ref("publicIPAddresses/" + publicIp)
        + "}}";
  }

  public TestResources expressRouteGateway(
      String name, String vnet, String location, String members) {
    return expressRouteGateway(name, vnet, location, "Standard", members);
  }

  public TestResources expressRouteGateway(
      String name, String vnet, String location, String sku, String members) {
    publicIp(name + "-pip", "20.0.0." + (texts.size() + 1));
    return add(
        "virtualNetworkGateways",
        name,
        location,
        "'gatewayType': 'ExpressRoute', 'sku': {'name': '"
            + sku
            + "'}, 'ipConfigurations': ["
            + configuration("c", vnet, name + "-pip")
            + "]"
            + members);
  }

  public TestResources device(String name, String address, String bgp, String... prefixes) {
    return add(
        "localNetworkGateways",
        name,
        "eastus",
        "'gatewayIpAddress': '"
            + address
            + "', 'localNetworkAddressSpace': {'addressPrefixes': "
            + list(Arrays.asList(prefixes))
            + "}"
            + (bgp.isEmpty()
                ? ""
                : ", 'bgpSettings': {'asn': "
                    + bgp.split(" ", -1)[0]
                    + ", 'bgpPeeringAddress': '"
                    + bgp.split(" ", -1)[1]
                    + "'}"));
  }

  public TestResources toDevice(String name, String gateway, String device, String members) {
    return add(
        "connections",
        name,
        "eastus",
        "'connectionType': 'IPsec', 'virtualNetworkGateway1': "
            + ref("virtualNetworkGateways/" + gateway)
            + ", 'localNetworkGateway2': "
            + ref("localNetworkGateways/" + device)
            + members);
  }

  public TestResources toGateway(String name, String gateway, String remote, String members) {
    return add(
        "connections",
        name,
        "eastus",
        "'connectionType': 'Vnet2Vnet', 'virtualNetworkGateway1': "
            + ref("virtualNetworkGateways/" + gateway)
            + ", 'virtualNetworkGateway2': "
            + ref("virtualNetworkGateways/" + remote)
            + members);
  }

  public TestResources toCircuit(String name, String gateway, String circuit, String members) {
    return add(
        "connections",
        name,
        "eastus",
        "'connectionType': 'ExpressRoute', 'virtualNetworkGateway1': "
            + ref("virtualNetworkGateways/" + gateway)
            + ", 'peer': "
            + ref("expressRouteCircuits/" + circuit)
            + members);
  }

  public TestResources circuit(String name, String members, String peeringMembers) {
    return add(
        "expressRouteCircuits",
        name,
        "eastus",
        "'serviceProviderProperties': {'peeringLocation': 'Washington DC', 'bandwidthInMbps': 50},"
            + " 'peerings': [{'name': 'AzurePrivatePeering', 'properties': {'peeringType':"
            + " 'AzurePrivatePeering', 'peerASN': 65021, 'vlanId': 300,"
            + " 'primaryPeerAddressPrefix': '192.168.30.16/30',"
            + " 'secondaryPeerAddressPrefix': '192.168.30.20/30'"
            + peeringMembers
            + "}}]"
            + members);
  }

  /** All texts with further ones. */
  public String[] texts(String... more) {
    List<String> all = new ArrayList<>(texts);
    all.addAll(Arrays.asList(more));
    return all.toArray(String[]::new);
  }

  public AzureResources resources() {
    return ResourceTexts.whole(ResourceTexts.readWith(serviceTags, texts.toArray(String[]::new)));
  }

  public AzureFragment compile(Profile profile) {
    return AzureCompiler.compile(resources(), profile, AssignedAddresses.NONE);
  }

  /** With machines whose guest somebody else brings. */
  public AzureFragment compileWithGuests(String... machines) {
    return AzureCompiler.compile(
        resources(),
        Profile.CURRENT,
        AssignedAddresses.NONE,
        GuestSettings.NONE,
        List.of(machines));
  }

  public AzureFragment compile() {
    return compile(Profile.CURRENT);
  }
}
