package io.towpath.azure.script;

import static io.towpath.azure.script.AzCommands.GATEWAY_ADDRESSES;
import static io.towpath.azure.script.AzCommands.GATEWAY_VNET;
import static io.towpath.azure.script.AzCommands.HOSTED_ADDRESS;
import static io.towpath.azure.script.AzCommands.HOSTED_SUBNET;
import static io.towpath.azure.script.AzCommands.SUBNET;
import static io.towpath.azure.script.AzOption.bool;
import static io.towpath.azure.script.AzOption.flag;
import static io.towpath.azure.script.AzOption.number;
import static io.towpath.azure.script.AzOption.reference;
import static io.towpath.azure.script.AzOption.references;
import static io.towpath.azure.script.AzOption.text;
import static io.towpath.azure.script.AzOption.texts;

import io.towpath.azure.resource.Connection;
import io.towpath.azure.resource.ExpressRouteCircuit;
import io.towpath.azure.resource.LocalNetworkGateway;
import io.towpath.azure.resource.PublicIpAddress;
import io.towpath.azure.resource.RouteFilter;
import io.towpath.azure.resource.RouteServer;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.azure.script.AzCommand.Named;
import java.util.List;

/** Commands of gateways, connections, circuits and Route Servers. */
final class GatewayCommands {
  private static final String BGP = "properties.bgpSettings.";

  private GatewayCommands() {}

  static final List<AzCommand> ALL =
      List.of(
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
                  number("--peer-asn", "properties.peerAsn")));
}
