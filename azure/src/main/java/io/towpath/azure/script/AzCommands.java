package io.towpath.azure.script;

import static io.towpath.azure.script.AzOption.bool;
import static io.towpath.azure.script.AzOption.flag;
import static io.towpath.azure.script.AzOption.number;
import static io.towpath.azure.script.AzOption.reference;
import static io.towpath.azure.script.AzOption.references;
import static io.towpath.azure.script.AzOption.services;
import static io.towpath.azure.script.AzOption.text;
import static io.towpath.azure.script.AzOption.texts;

import io.towpath.azure.resource.ApplicationSecurityGroup;
import io.towpath.azure.resource.Connection;
import io.towpath.azure.resource.ExpressRouteCircuit;
import io.towpath.azure.resource.FirewallPolicy;
import io.towpath.azure.resource.LoadBalancer;
import io.towpath.azure.resource.LocalNetworkGateway;
import io.towpath.azure.resource.NatGateway;
import io.towpath.azure.resource.NetworkInterface;
import io.towpath.azure.resource.NetworkSecurityGroup;
import io.towpath.azure.resource.PublicIpAddress;
import io.towpath.azure.resource.PublicIpPrefix;
import io.towpath.azure.resource.RouteFilter;
import io.towpath.azure.resource.RouteServer;
import io.towpath.azure.resource.RouteTable;
import io.towpath.azure.resource.VirtualMachine;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.azure.script.AzCommand.Named;
import java.util.List;
import java.util.Optional;

/**
 * The commands that are known, with the member of ARM for each option; whatever no command here
 * makes is printed as {@code az resource create} and {@code az resource update}, which take JSON.
 *
 * @see "Azure CLI: reference of az network, az vm and az resource"
 */
final class AzCommands {
  private static final String SUBNET = VirtualNetwork.TYPE + "/subnets";
  private static final String CONFIGURATION = "properties.ipConfigurations[0].properties.";
  private static final String BGP = "properties.bgpSettings.";

  static final String FRONTENDS = "properties.frontendIPConfigurations";
  static final String POOLS = "properties.backendAddressPools";
  private static final String FRONTEND_TYPE = LoadBalancer.TYPE + "/frontendIPConfigurations";
  private static final String POOL_TYPE = LoadBalancer.TYPE + "/backendAddressPools";
  private static final String NAT_RULE_TYPE = LoadBalancer.TYPE + "/inboundNatRules";
  private static final String PROBE_TYPE = LoadBalancer.TYPE + "/probes";

  private AzCommands() {}

  /** What {@code az network nic create} calls the one configuration that it makes. */
  static final String NIC_CONFIGURATION = "ipconfig1";

  /** The members that stand for what has no member of its own: see {@link Folding}. */
  static final String GATEWAY_VNET = "vnet";

  static final String GATEWAY_ADDRESSES = "publicIpAddresses";
  static final String HOSTED_SUBNET = "hostedSubnet";
  static final String HOSTED_ADDRESS = "hostedAddress";
  static final String IMAGE = "image";

  private static final List<AzCommand> ALL =
      List.of(
          AzCommand.make("network vnet create", VirtualNetwork.TYPE)
              .with(
                  texts(
                      "--address-prefixes --address-prefix",
                      "properties.addressSpace.addressPrefixes"),
                  text("--bgp-community", "properties.bgpCommunities.virtualNetworkCommunity"),
                  text("--subnet-name", "properties.subnets[0].name").onlyRead(),
                  texts(
                          "--subnet-prefixes --subnet-prefix",
                          "properties.subnets[0].properties.addressPrefixes")
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
              .with(
                  reference(
                      "--remote-vnet", "properties.remoteVirtualNetwork", VirtualNetwork.TYPE),
                  bool("--allow-vnet-access", "properties.allowVirtualNetworkAccess"),
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
                  bool("--disable-bgp-route-propagation", "properties.disableBgpRoutePropagation")),
          AzCommand.add(
                  "network route-table route create",
                  RouteTable.TYPE,
                  "--route-table-name",
                  "properties.routes")
              .items(RouteTable.TYPE + "/routes")
              .with(
                  text("--address-prefix", "properties.addressPrefix"),
                  text("--next-hop-type", "properties.nextHopType"),
                  text("--next-hop-ip-address", "properties.nextHopIpAddress")),
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
          AzCommand.make("network local-gateway create", LocalNetworkGateway.TYPE)
              .with(
                  text("--gateway-ip-address", "properties.gatewayIpAddress"),
                  texts(
                      "--local-address-prefixes",
                      "properties.localNetworkAddressSpace.addressPrefixes"),
                  number("--asn", BGP + "asn"),
                  text("--bgp-peering-address", BGP + "bgpPeeringAddress")),
          AzCommand.make("network vnet-gateway create", VirtualNetworkGateway.TYPE)
              .with(
                  reference("--vnet", GATEWAY_VNET, VirtualNetwork.TYPE),
                  references(
                      "--public-ip-addresses --public-ip-address",
                      GATEWAY_ADDRESSES,
                      PublicIpAddress.TYPE),
                  text("--gateway-type", "properties.gatewayType"),
                  text("--vpn-type", "properties.vpnType"),
                  text("--sku", "properties.sku.name"),
                  text("--vpn-gateway-generation", "properties.vpnGatewayGeneration"),
                  number("--asn", BGP + "asn"),
                  bool("--enable-bgp", "properties.enableBgp"),
                  reference(
                      "--gateway-default-site",
                      "properties.gatewayDefaultSite",
                      LocalNetworkGateway.TYPE),
                  bool("--allow-remote-vnet-traffic", "properties.allowRemoteVnetTraffic"),
                  bool("--allow-vwan-traffic", "properties.allowVirtualWanTraffic"),
                  texts(
                      "--address-prefixes",
                      "properties.vpnClientConfiguration.vpnClientAddressPool.addressPrefixes"),
                  texts("--custom-routes", "properties.customRoutes.addressPrefixes")),
          AzCommand.make("network vpn-connection create", Connection.TYPE)
              .with(
                  reference(
                      "--vnet-gateway1",
                      "properties.virtualNetworkGateway1",
                      VirtualNetworkGateway.TYPE),
                  reference(
                          "--local-gateway2",
                          "properties.localNetworkGateway2",
                          LocalNetworkGateway.TYPE)
                      .implying("properties.connectionType", "IPsec"),
                  reference(
                          "--vnet-gateway2",
                          "properties.virtualNetworkGateway2",
                          VirtualNetworkGateway.TYPE)
                      .implying("properties.connectionType", "Vnet2Vnet"),
                  reference("--express-route-circuit2", "properties.peer", ExpressRouteCircuit.TYPE)
                      .implying("properties.connectionType", "ExpressRoute"),
                  text("--shared-key", "properties.sharedKey"),
                  text("--authorization-key", "properties.authorizationKey"),
                  number("--routing-weight", "properties.routingWeight"),
                  flag("--enable-bgp", "properties.enableBgp"),
                  bool("--express-route-gateway-bypass", "properties.expressRouteGatewayBypass"),
                  bool(
                      "--use-policy-based-traffic-selectors",
                      "properties.usePolicyBasedTrafficSelectors"),
                  references(
                      "--ingress-nat-rule",
                      "properties.ingressNatRules",
                      VirtualNetworkGateway.TYPE + "/natRules"),
                  references(
                      "--egress-nat-rule",
                      "properties.egressNatRules",
                      VirtualNetworkGateway.TYPE + "/natRules")),
          AzCommand.add(
                  "network vpn-connection ipsec-policy add",
                  Connection.TYPE,
                  "--connection-name",
                  "properties.ipsecPolicies")
              .named(Named.NOT)
              .with(
                  number("--sa-lifetime", "saLifeTimeSeconds"),
                  number("--sa-max-size", "saDataSizeKilobytes"),
                  text("--ipsec-encryption", "ipsecEncryption"),
                  text("--ipsec-integrity", "ipsecIntegrity"),
                  text("--ike-encryption", "ikeEncryption"),
                  text("--ike-integrity", "ikeIntegrity"),
                  text("--dh-group", "dhGroup"),
                  text("--pfs-group", "pfsGroup")),
          AzCommand.make("network express-route create", ExpressRouteCircuit.TYPE)
              .with(
                  text("--provider", "properties.serviceProviderProperties.serviceProviderName"),
                  text(
                      "--peering-location", "properties.serviceProviderProperties.peeringLocation"),
                  number("--bandwidth", "properties.serviceProviderProperties.bandwidthInMbps"),
                  text("--sku-tier", "sku.tier"),
                  text("--sku-family", "sku.family")),
          AzCommand.add(
                  "network express-route peering create",
                  ExpressRouteCircuit.TYPE,
                  "--circuit-name",
                  "properties.peerings")
              .items(ExpressRouteCircuit.TYPE + "/peerings")
              .named(Named.BY_PEERING_TYPE)
              .with(
                  text("--peering-type", "properties.peeringType"),
                  number("--peer-asn", "properties.peerASN"),
                  text("--primary-peer-subnet", "properties.primaryPeerAddressPrefix"),
                  text("--secondary-peer-subnet", "properties.secondaryPeerAddressPrefix"),
                  number("--vlan-id", "properties.vlanId"),
                  text("--shared-key", "properties.sharedKey"),
                  texts(
                      "--advertised-public-prefixes",
                      "properties.microsoftPeeringConfig.advertisedPublicPrefixes"),
                  reference("--route-filter", "properties.routeFilter", RouteFilter.TYPE)),
          AzCommand.add(
                  "network express-route auth create",
                  ExpressRouteCircuit.TYPE,
                  "--circuit-name",
                  "properties.authorizations")
              .items(ExpressRouteCircuit.TYPE + "/authorizations"),
          AzCommand.make("network route-filter create", RouteFilter.TYPE),
          AzCommand.add(
                  "network route-filter rule create",
                  RouteFilter.TYPE,
                  "--filter-name",
                  "properties.rules")
              .setting("properties.routeFilterRuleType", "Community")
              .with(
                  text("--access", "properties.access"),
                  texts("--communities", "properties.communities")),
          AzCommand.make("network routeserver create", RouteServer.TYPE)
              .setting("kind", "RouteServer")
              .setting("properties.sku", "Standard")
              .with(
                  reference("--hosted-subnet", HOSTED_SUBNET, SUBNET),
                  reference("--public-ip-address", HOSTED_ADDRESS, PublicIpAddress.TYPE),
                  text("--hub-routing-preference", "properties.hubRoutingPreference")),
          AzCommand.change("network routeserver update", RouteServer.TYPE)
              .with(bool("--allow-b2b-traffic", "properties.allowBranchToBranchTraffic")),
          AzCommand.make(
                  "network routeserver peering create",
                  RouteServer.TYPE + "/bgpConnections",
                  "--routeserver")
              .with(
                  text("--peer-ip", "properties.peerIp"),
                  number("--peer-asn", "properties.peerAsn")),
          AzCommand.make("network lb create", LoadBalancer.TYPE)
              .with(
                  text("--sku", "sku.name"),
                  text("--frontend-ip-name", FRONTENDS + "[0].name"),
                  reference("--subnet", FRONTENDS + "[0].properties.subnet", SUBNET),
                  text("--private-ip-address", FRONTENDS + "[0].properties.privateIPAddress")
                      .implying(FRONTENDS + "[0].properties.privateIPAllocationMethod", "Static"),
                  reference(
                      "--public-ip-address",
                      FRONTENDS + "[0].properties.publicIPAddress",
                      PublicIpAddress.TYPE),
                  text("--backend-pool-name", POOLS + "[0].name")),
          AzCommand.add("network lb frontend-ip create", LoadBalancer.TYPE, "--lb-name", FRONTENDS)
              .with(
                  reference("--subnet", "properties.subnet", SUBNET),
                  text("--private-ip-address", "properties.privateIPAddress")
                      .implying("properties.privateIPAllocationMethod", "Static"),
                  reference(
                      "--public-ip-address", "properties.publicIPAddress", PublicIpAddress.TYPE)),
          AzCommand.add("network lb address-pool create", LoadBalancer.TYPE, "--lb-name", POOLS),
          AzCommand.add(
                  "network lb probe create", LoadBalancer.TYPE, "--lb-name", "properties.probes")
              .with(
                  text("--protocol", "properties.protocol"),
                  number("--port", "properties.port"),
                  number("--interval", "properties.intervalInSeconds"),
                  text("--path", "properties.requestPath").onlyRead()),
          AzCommand.add(
                  "network lb rule create",
                  LoadBalancer.TYPE,
                  "--lb-name",
                  "properties.loadBalancingRules")
              .with(
                  text("--protocol", "properties.protocol"),
                  number("--frontend-port", "properties.frontendPort"),
                  number("--backend-port", "properties.backendPort"),
                  reference(
                      "--frontend-ip-name", "properties.frontendIPConfiguration", FRONTEND_TYPE),
                  reference("--backend-pool-name", "properties.backendAddressPool", POOL_TYPE),
                  reference("--probe-name --probe", "properties.probe", PROBE_TYPE),
                  bool("--enable-floating-ip --floating-ip", "properties.enableFloatingIP"),
                  bool("--disable-outbound-snat", "properties.disableOutboundSnat")),
          AzCommand.add(
                  "network lb inbound-nat-rule create",
                  LoadBalancer.TYPE,
                  "--lb-name",
                  "properties.inboundNatRules")
              .with(
                  text("--protocol", "properties.protocol"),
                  number("--frontend-port", "properties.frontendPort"),
                  number("--frontend-port-range-start", "properties.frontendPortRangeStart"),
                  number("--frontend-port-range-end", "properties.frontendPortRangeEnd"),
                  number("--backend-port", "properties.backendPort"),
                  reference(
                      "--frontend-ip-name --frontend-ip",
                      "properties.frontendIPConfiguration",
                      FRONTEND_TYPE),
                  reference(
                      "--backend-address-pool --backend-pool-name",
                      "properties.backendAddressPool",
                      POOL_TYPE),
                  bool("--enable-floating-ip --floating-ip", "properties.enableFloatingIP")),
          AzCommand.add(
                  "network lb outbound-rule create",
                  LoadBalancer.TYPE,
                  "--lb-name",
                  "properties.outboundRules")
              .with(
                  text("--protocol", "properties.protocol"),
                  references(
                      "--frontend-ip-configs",
                      "properties.frontendIPConfigurations",
                      FRONTEND_TYPE),
                  reference("--address-pool", "properties.backendAddressPool", POOL_TYPE)),
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

  /** The command of these words. */
  static Optional<AzCommand> named(String words) {
    return ALL.stream().filter(command -> command.words().equals(words)).findFirst();
  }

  /** The command that makes resources of a type. */
  static Optional<AzCommand> making(String type) {
    return ALL.stream()
        .filter(command -> command.act() == AzCommand.Act.MAKE)
        .filter(command -> command.type().equalsIgnoreCase(type))
        .findFirst();
  }

  /** The commands that add to resources of a type or change them, in the order of the table. */
  static List<AzCommand> completing(String type) {
    return ALL.stream()
        .filter(command -> command.act() != AzCommand.Act.MAKE)
        .filter(command -> command.type().equalsIgnoreCase(type))
        .toList();
  }
}
