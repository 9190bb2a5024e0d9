package io.towpath.azure.script;

import static io.towpath.azure.script.AzCommands.IMAGE;
import static io.towpath.azure.script.AzCommands.NAT_RULE_TYPE;
import static io.towpath.azure.script.AzCommands.NIC_CONFIGURATION;
import static io.towpath.azure.script.AzCommands.POOL_TYPE;
import static io.towpath.azure.script.AzCommands.SUBNET;
import static io.towpath.azure.script.AzOption.bool;
import static io.towpath.azure.script.AzOption.flag;
import static io.towpath.azure.script.AzOption.nextHops;
import static io.towpath.azure.script.AzOption.number;
import static io.towpath.azure.script.AzOption.reference;
import static io.towpath.azure.script.AzOption.references;
import static io.towpath.azure.script.AzOption.services;
import static io.towpath.azure.script.AzOption.text;
import static io.towpath.azure.script.AzOption.texts;

import io.towpath.azure.resource.ApplicationSecurityGroup;
import io.towpath.azure.resource.FirewallPolicy;
import io.towpath.azure.resource.IpGroup;
import io.towpath.azure.resource.NatGateway;
import io.towpath.azure.resource.NetworkInterface;
import io.towpath.azure.resource.NetworkSecurityGroup;
import io.towpath.azure.resource.PublicIpAddress;
import io.towpath.azure.resource.PublicIpPrefix;
import io.towpath.azure.resource.RouteTable;
import io.towpath.azure.resource.VirtualMachine;
import io.towpath.azure.resource.VirtualNetwork;
import java.util.List;

/** Commands of networks, their filters and routes, and of machines. */
final class NetworkCommands {
  private static final String CONFIGURATION = "properties.ipConfigurations[0].properties.";

  /** ARM allows access unless it is told; the command does not. */
  static final String PEERING_ACCESS = "properties.allowVirtualNetworkAccess";

  private NetworkCommands() {}

  static final List<AzCommand> ALL =
      List.of(
          AzCommand.make("network vnet create", VirtualNetwork.TYPE)
              .defaulting(
                  "properties.addressSpace.addressPrefixes[0]",
                  "10.0.0.0/16",
                  "properties.addressSpace.addressPrefixes")
              .with(
                  texts(
                      "--address-prefixes --address-prefix",
                      "properties.addressSpace.addressPrefixes"),
                  text("--bgp-community", "properties.bgpCommunities.virtualNetworkCommunity"),
                  text("--subnet-name", "properties.subnets[0].name").onlyRead(),
                  texts(
                          "--subnet-prefixes --subnet-prefix",
                          "properties.subnets[0].properties.addressPrefixes")
                      .onlyRead(),
                  reference(
                          "--network-security-group --nsg",
                          "properties.subnets[0].properties.networkSecurityGroup",
                          NetworkSecurityGroup.TYPE)
                      .onlyRead()),
          AzCommand.add(
                  "network vnet subnet create",
                  VirtualNetwork.TYPE,
                  "--vnet-name",
                  "properties.subnets")
              .items(SUBNET)
              .with(
                  texts(
                      "--address-prefixes --address-prefix",
                      "properties.addressPrefixes",
                      "properties.addressPrefix"),
                  reference(
                      "--network-security-group --nsg",
                      "properties.networkSecurityGroup",
                      NetworkSecurityGroup.TYPE),
                  reference("--route-table", "properties.routeTable", RouteTable.TYPE),
                  reference("--nat-gateway", "properties.natGateway", NatGateway.TYPE),
                  bool(
                      "--default-outbound-access --default-outbound",
                      "properties.defaultOutboundAccess"),
                  services("--service-endpoints", "properties.serviceEndpoints"),
                  text(
                      "--private-endpoint-network-policies --ple-network-policies",
                      "properties.privateEndpointNetworkPolicies")),
          AzCommand.make(
                  "network vnet peering create",
                  VirtualNetwork.TYPE + "/virtualNetworkPeerings",
                  "--vnet-name")
              .defaulting(PEERING_ACCESS, "false")
              .with(
                  reference(
                      "--remote-vnet", "properties.remoteVirtualNetwork", VirtualNetwork.TYPE),
                  bool("--allow-vnet-access", PEERING_ACCESS),
                  bool("--allow-forwarded-traffic", "properties.allowForwardedTraffic"),
                  bool("--allow-gateway-transit", "properties.allowGatewayTransit"),
                  bool("--use-remote-gateways", "properties.useRemoteGateways"),
                  bool("--peer-complete-vnets", "properties.peerCompleteVnets"),
                  texts("--local-subnet-names", "properties.localSubnetNames"),
                  texts("--remote-subnet-names", "properties.remoteSubnetNames")),
          AzCommand.make("network asg create", ApplicationSecurityGroup.TYPE),
          AzCommand.make("network nsg create", NetworkSecurityGroup.TYPE),
          AzCommand.add(
                  "network nsg rule create",
                  NetworkSecurityGroup.TYPE,
                  "--nsg-name",
                  "properties.securityRules")
              .items(NetworkSecurityGroup.TYPE + "/securityRules")
              .defaulting("properties.direction", "Inbound")
              .defaulting("properties.access", "Allow")
              .defaulting("properties.protocol", "*")
              .defaulting(
                  "properties.sourceAddressPrefix",
                  "*",
                  "properties.sourceAddressPrefixes",
                  "properties.sourceApplicationSecurityGroups")
              .defaulting("properties.sourcePortRange", "*", "properties.sourcePortRanges")
              .defaulting(
                  "properties.destinationAddressPrefix",
                  "*",
                  "properties.destinationAddressPrefixes",
                  "properties.destinationApplicationSecurityGroups")
              .defaulting(
                  "properties.destinationPortRange", "80", "properties.destinationPortRanges")
              .with(
                  number("--priority", "properties.priority"),
                  text("--direction", "properties.direction"),
                  text("--access", "properties.access"),
                  text("--protocol", "properties.protocol"),
                  addresses("--source-address-prefixes --source-address-prefix", "source"),
                  groups("--source-asgs", "source"),
                  ports("--source-port-ranges --source-port-range", "source"),
                  addresses(
                      "--destination-address-prefixes --destination-address-prefix", "destination"),
                  groups("--destination-asgs", "destination"),
                  ports("--destination-port-ranges --destination-port-range", "destination")),
          AzCommand.make("network route-table create", RouteTable.TYPE)
              .with(
                  bool("--disable-bgp-route-propagation", "properties.disableBgpRoutePropagation"),
                  text("--disable-peering-route", "properties.disablePeeringRoute")),
          AzCommand.add(
                  "network route-table route create",
                  RouteTable.TYPE,
                  "--route-table-name",
                  "properties.routes")
              .items(RouteTable.TYPE + "/routes")
              .with(
                  text("--address-prefix", "properties.addressPrefix"),
                  text("--next-hop-type", "properties.nextHopType"),
                  text("--next-hop-ip-address", "properties.nextHopIpAddress"),
                  nextHops("--next-hop", "properties.nextHop.nextHopIpAddresses")),
          AzCommand.make("network public-ip create", PublicIpAddress.TYPE)
              .with(
                  text("--sku", "sku.name"),
                  text("--allocation-method", "properties.publicIPAllocationMethod"),
                  text("--version", "properties.publicIPAddressVersion")),
          AzCommand.make("network public-ip prefix create", PublicIpPrefix.TYPE)
              .setting("sku.name", "Standard")
              .with(number("--length", "properties.prefixLength")),
          AzCommand.make("network nat gateway create", NatGateway.TYPE)
              .setting("sku.name", "Standard")
              .with(
                  references(
                      "--public-ip-addresses",
                      "properties.publicIpAddresses",
                      PublicIpAddress.TYPE),
                  references(
                      "--public-ip-prefixes", "properties.publicIpPrefixes", PublicIpPrefix.TYPE)),
          AzCommand.make("network nic create", NetworkInterface.TYPE)
              .setting("properties.ipConfigurations[0].name", NIC_CONFIGURATION)
              .with(
                  reference("--subnet", CONFIGURATION + "subnet", SUBNET),
                  text("--private-ip-address", CONFIGURATION + "privateIPAddress")
                      .implying(CONFIGURATION + "privateIPAllocationMethod", "Static"),
                  text("--private-ip-address-version", CONFIGURATION + "privateIPAddressVersion"),
                  reference(
                      "--public-ip-address",
                      CONFIGURATION + "publicIPAddress",
                      PublicIpAddress.TYPE),
                  references(
                      "--lb-address-pools",
                      CONFIGURATION + "loadBalancerBackendAddressPools",
                      POOL_TYPE),
                  references(
                      "--lb-inbound-nat-rules",
                      CONFIGURATION + "loadBalancerInboundNatRules",
                      NAT_RULE_TYPE),
                  references(
                      "--application-security-groups --asgs",
                      CONFIGURATION + "applicationSecurityGroups",
                      ApplicationSecurityGroup.TYPE),
                  reference(
                      "--network-security-group --nsg",
                      "properties.networkSecurityGroup",
                      NetworkSecurityGroup.TYPE),
                  bool("--ip-forwarding", "properties.enableIPForwarding")),
          AzCommand.add(
                  "network nic ip-config create",
                  NetworkInterface.TYPE,
                  "--nic-name",
                  "properties.ipConfigurations")
              .with(
                  reference("--subnet", "properties.subnet", SUBNET),
                  text("--private-ip-address", "properties.privateIPAddress")
                      .implying("properties.privateIPAllocationMethod", "Static"),
                  text("--private-ip-address-version", "properties.privateIPAddressVersion"),
                  reference(
                      "--public-ip-address", "properties.publicIPAddress", PublicIpAddress.TYPE),
                  references(
                      "--lb-address-pools",
                      "properties.loadBalancerBackendAddressPools",
                      POOL_TYPE),
                  references(
                      "--lb-inbound-nat-rules",
                      "properties.loadBalancerInboundNatRules",
                      NAT_RULE_TYPE),
                  references(
                      "--application-security-groups --asgs",
                      "properties.applicationSecurityGroups",
                      ApplicationSecurityGroup.TYPE),
                  flag("--make-primary", "properties.primary")),
          AzCommand.make("vm create", VirtualMachine.TYPE)
              .with(
                  references(
                      "--nics",
                      "properties.networkProfile.networkInterfaces",
                      NetworkInterface.TYPE),
                  text("--image", IMAGE),
                  text("--size", "properties.hardwareProfile.vmSize"),
                  text("--computer-name", "properties.osProfile.computerName"),
                  text("--admin-username", "properties.osProfile.adminUsername")),
          AzCommand.change("vm stop", VirtualMachine.TYPE)
              .setting("properties.instanceView.statuses[0].code", "PowerState/stopped"),
          AzCommand.change("vm deallocate", VirtualMachine.TYPE)
              .setting("properties.instanceView.statuses[0].code", "PowerState/deallocated"),
          AzCommand.make("network ip-group create", IpGroup.TYPE)
              .with(texts("--ip-addresses", "properties.ipAddresses")),
          AzCommand.make("network firewall policy create", FirewallPolicy.TYPE)
              .with(reference("--base-policy", "properties.basePolicy", FirewallPolicy.TYPE)));

  private static AzOption addresses(String names, String end) {
    String member = "properties." + end + "AddressPrefix";
    return texts(names, member + "es", member);
  }

  private static AzOption ports(String names, String end) {
    String member = "properties." + end + "PortRange";
    return texts(names, member + "s", member);
  }

  private static AzOption groups(String names, String end) {
    return references(
        names, "properties." + end + "ApplicationSecurityGroups", ApplicationSecurityGroup.TYPE);
  }
}
