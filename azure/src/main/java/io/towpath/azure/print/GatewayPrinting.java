package io.towpath.azure.print;

import io.towpath.azure.resource.AllocationMethod;
import io.towpath.azure.resource.Connection;
import io.towpath.azure.resource.ConnectionMode;
import io.towpath.azure.resource.ConnectionProtocol;
import io.towpath.azure.resource.GatewayBgp;
import io.towpath.azure.resource.GatewayIpConfiguration;
import io.towpath.azure.resource.GatewayNatRule;
import io.towpath.azure.resource.IpsecPolicy;
import io.towpath.azure.resource.LocalNetworkGateway;
import io.towpath.azure.resource.PointToSite;
import io.towpath.azure.resource.TunnelSettings;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.azure.resource.VpnType;
import io.towpath.net.Prefix;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gateways, the devices at the other end, and connections. */
final class GatewayPrinting {
  private final ArmOutput output;

  GatewayPrinting(ArmOutput output) {
    this.output = output;
  }

  void gateway(VirtualNetworkGateway gateway) {
    Json sku = Json.object().text("name", gateway.sku()).text("tier", gateway.sku());
    Json properties =
        Json.object()
            .word("gatewayType", gateway.gatewayType())
            .word("vpnType", gateway.isVpn() ? gateway.vpnType() : null)
            .object("sku", sku)
            .text("vpnGatewayGeneration", gateway.generation())
            .flag("activeActive", gateway.activeActive())
            .flag("enableBgp", gateway.enableBgp())
            .object("bgpSettings", bgp(gateway.bgp()))
            .objects(
                "ipConfigurations",
                gateway.ipConfigurations().stream().map(GatewayPrinting::configuration).toList())
            .ref("gatewayDefaultSite", gateway.defaultSite())
            .flag("enableBgpRouteTranslationForNat", gateway.translatesBgpRoutes())
            .objects("natRules", gateway.natRules().stream().map(GatewayPrinting::rule).toList());
    if (!gateway.isVpn() && gateway.vpnType() != VpnType.ROUTE_BASED) {
      properties.word("vpnType", gateway.vpnType());
    }
    optional(properties, "allowRemoteVnetTraffic", gateway.allowRemoteVnetTraffic());
    optional(properties, "allowVirtualWanTraffic", gateway.allowVirtualWanTraffic());
    PointToSite clients = gateway.pointToSite();
    if (clients != null) {
      properties
          .object(
              "vpnClientConfiguration",
              Json.object()
                  .object("vpnClientAddressPool", NetworkPrinting.prefixes(clients.pool())))
          .object("customRoutes", NetworkPrinting.prefixes(clients.customRoutes()));
      output.note(
          NotExpressible.absent(
              gateway.origin(),
              "how clients of " + gateway.id().label() + " prove who they are",
              "It has no part in the network; add certificates, RADIUS or a tenant"));
    }
    if (!gateway.bgp().peeringAddresses().isEmpty() || !gateway.bgp().instances().isEmpty()) {
      output.assigned("BGP addresses of gateways", gateway.origin());
    }
    output.add(gateway, properties);
  }

  private static void optional(Json json, String name, @Nullable Boolean value) {
    if (value != null) {
      json.bool(name, value);
    }
  }

  private static Json bgp(GatewayBgp bgp) {
    return Json.object()
        .number("asn", bgp.asn())
        .text("bgpPeeringAddress", joined(bgp.peeringAddresses()))
        .objects(
            "bgpPeeringAddresses",
            bgp.instances().stream()
                .map(
                    instance ->
                        Json.object()
                            .text("ipconfigurationId", instance.ipConfiguration())
                            .texts("defaultBgpIpAddresses", instance.defaultAddresses())
                            .texts("customBgpIpAddresses", instance.customAddresses())
                            .texts("tunnelIpAddresses", instance.tunnelAddresses()))
                .toList());
  }

  private static String joined(List<?> values) {
    return values.stream().map(Object::toString).collect(Collectors.joining(","));
  }

  private static Json configuration(GatewayIpConfiguration configuration) {
    return Json.part(
        configuration.id().name(),
        Json.object()
            .ref("subnet", configuration.subnet())
            .ref("publicIPAddress", configuration.publicIpAddress())
            .text("privateIPAddress", configuration.privateIpAddress())
            .word("privateIPAllocationMethod", AllocationMethod.DYNAMIC));
  }

  private static Json rule(GatewayNatRule rule) {
    return Json.part(
        rule.id().name(),
        Json.object()
            .word("type", rule.type())
            .word("mode", rule.mode())
            .objects("internalMappings", mappings(rule.internal()))
            .objects("externalMappings", mappings(rule.external()))
            .text("ipConfigurationId", rule.ipConfiguration()));
  }

  private static List<Json> mappings(List<Prefix> prefixes) {
    return prefixes.stream().map(prefix -> Json.object().text("addressSpace", prefix)).toList();
  }

  void localGateway(LocalNetworkGateway gateway) {
    LocalNetworkGateway.PeerBgp bgp = gateway.bgp();
    Json properties =
        Json.object()
            .text("gatewayIpAddress", gateway.gatewayIpAddress())
            .text("fqdn", gateway.fqdn())
            .object(
                "localNetworkAddressSpace", NetworkPrinting.prefixes(gateway.addressPrefixes()));
    if (bgp != null) {
      properties.object(
          "bgpSettings",
          Json.object().number("asn", bgp.asn()).text("bgpPeeringAddress", bgp.peeringAddress()));
    }
    output.add(gateway, properties);
  }

  void connection(Connection connection) {
    Json properties =
        switch (connection) {
          case Connection.Ipsec ipsec ->
              settings(
                  Json.object()
                      .text("connectionType", "IPsec")
                      .ref("virtualNetworkGateway1", ipsec.gateway())
                      .ref("localNetworkGateway2", ipsec.localNetworkGateway()),
                  ipsec);
          case Connection.VnetToVnet vnet ->
              settings(
                  Json.object()
                      .text("connectionType", "Vnet2Vnet")
                      .ref("virtualNetworkGateway1", vnet.gateway())
                      .ref("virtualNetworkGateway2", vnet.remoteGateway()),
                  vnet);
          case Connection.ExpressRoute link -> expressRoute(link);
        };
    output.add(connection, properties);
  }

  private static Json expressRoute(Connection.ExpressRoute link) {
    Json json =
        Json.object()
            .text("connectionType", "ExpressRoute")
            .ref("virtualNetworkGateway1", link.gateway())
            .ref("peer", link.circuit())
            .text("authorizationKey", link.authorizationKey())
            .flag("expressRouteGatewayBypass", link.gatewayBypass());
    return weighted(json, link.routingWeight());
  }

  private static Json weighted(Json json, int weight) {
    return weight == 0 ? json : json.number("routingWeight", weight);
  }

  private Json settings(Json json, Connection.Tunnel tunnel) {
    TunnelSettings settings = tunnel.settings();
    if (settings.sharedKey() == null) {
      output.note(
          NotExpressible.absent(
              tunnel.origin(),
              "the shared key of " + tunnel.id().label(),
              "Azure does not print it, and it is written nowhere"));
    }
    weighted(json, settings.routingWeight())
        .flag("enableBgp", settings.enableBgp())
        .word("connectionProtocol", settings.protocol(), ConnectionProtocol.IKE_V2)
        .word("connectionMode", settings.mode(), ConnectionMode.DEFAULT)
        .text("sharedKey", settings.sharedKey());
    IpsecPolicy policy = settings.ipsecPolicy();
    if (policy != null) {
      json.objects("ipsecPolicies", List.of(policy(policy)));
    }
    json.flag("usePolicyBasedTrafficSelectors", settings.policyBasedSelectors())
        .objects(
            "trafficSelectorPolicies",
            settings.selectors().stream()
                .map(
                    selector ->
                        Json.object()
                            .texts("localAddressRanges", selector.local())
                            .texts("remoteAddressRanges", selector.remote()))
                .toList());
    if (!settings.dpdTimeout().equals(TunnelSettings.DEFAULT_DPD_TIMEOUT)) {
      json.number("dpdTimeoutSeconds", settings.dpdTimeout().toSeconds());
    }
    return json.objects(
            "gatewayCustomBgpIpAddresses",
            settings.customBgpAddresses().stream()
                .map(
                    custom ->
                        Json.object()
                            .text("ipConfigurationId", custom.ipConfiguration())
                            .text("customBgpIpAddress", custom.address()))
                .toList())
        .refs("ingressNatRules", settings.ingressNatRules())
        .refs("egressNatRules", settings.egressNatRules());
  }

  private static Json policy(IpsecPolicy policy) {
    return Json.object()
        .number("saLifeTimeSeconds", policy.saLifetime().toSeconds())
        .number("saDataSizeKilobytes", policy.saDataSizeKilobytes())
        .word("ipsecEncryption", policy.ipsecEncryption())
        .word("ipsecIntegrity", policy.ipsecIntegrity())
        .word("ikeEncryption", policy.ikeEncryption())
        .word("ikeIntegrity", policy.ikeIntegrity())
        .word("dhGroup", policy.dhGroup())
        .word("pfsGroup", policy.pfsGroup());
  }
}
