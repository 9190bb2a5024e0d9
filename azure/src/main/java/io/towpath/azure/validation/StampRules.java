package io.towpath.azure.validation;

import io.towpath.azure.Cloud;
import io.towpath.azure.resource.AzureResource;
import io.towpath.azure.resource.Connection;
import io.towpath.azure.resource.ConnectionProtocol;
import io.towpath.azure.resource.PublicIpAddress;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.Subnet;
import io.towpath.azure.resource.TunnelSettings;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.azure.resource.VpnType;
import io.towpath.net.AddressFamily;
import io.towpath.net.IpAddress;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an Azure Stack does not offer, and what its gateways are limited to (R226–R229). */
final class StampRules {
  private static final int RECOMMENDED_LENGTH = 28;

  private final RuleContext context;
  private final Cloud.Stamp stamp;

  StampRules(RuleContext context, Cloud.Stamp stamp) {
    this.context = context;
    this.stamp = stamp;
  }

  void check() {
    notOffered(context.resources().expressRouteCircuits().values(), "ExpressRoute");
    notOffered(context.resources().routeServers().values(), "Route Server");
    notOffered(context.resources().azureFirewalls().values(), "Azure Firewall");
    for (VirtualNetworkGateway gateway : context.resources().virtualNetworkGateways().values()) {
      type(gateway);
      sku(gateway);
    }
    for (Connection connection : context.resources().connections().values()) {
      connection(connection);
    }
    connectionsOfStamp();
    context.resources().subnets().values().stream()
        .filter(Subnet::isGatewaySubnet)
        .forEach(this::gatewaySubnet);
    publicAddressTwice();
  }

  /** R226: a VPN gateway is the only way out that tenants can build. */
  private void notOffered(Collection<? extends AzureResource> resources, String service) {
    for (AzureResource resource : resources) {
      refuse(
          "TP2456",
          "R226",
          resource,
          "Azure Stack has no " + service,
          "Remove it, or read it as a resource of Azure.");
    }
  }

  /** R226: gateways are of type Vpn, and route-based. */
  private void type(VirtualNetworkGateway gateway) {
    if (!gateway.isVpn()) {
      refuse(
          "TP2450",
          "R226",
          gateway,
          "on Azure Stack a gateway is of type Vpn, this one is of type "
              + gateway.gatewayType().azureName(),
          "Use a VPN gateway.");
    } else if (gateway.vpnType() != VpnType.ROUTE_BASED) {
      refuse(
          "TP2450",
          "R226",
          gateway,
          "on Azure Stack a gateway is route-based",
          "Set vpnType to RouteBased.");
    }
  }

  /** R227: SKUs of a stamp; those of VPN Fast Path came after the seed era. */
  private void sku(VirtualNetworkGateway gateway) {
    if (gateway.sku().isEmpty() || !gateway.isVpn()) {
      return;
    }
    Optional<StampSku> sku = StampSku.named(gateway.sku());
    if (sku.isEmpty() || sku.get().needsFastPath() && context.isSeedEra()) {
      refuse(
          "TP2452",
          "R227",
          gateway,
          "Azure Stack has no VPN gateway of the SKU \""
              + gateway.sku()
              + "\""
              + (sku.isPresent() ? " in the seed era" : ""),
          context.isSeedEra()
              ? "Use Basic, Standard or HighPerformance."
              : "Use one of " + StampSku.names() + ".");
    }
  }

  private void connection(Connection connection) {
    switch (connection) {
      case Connection.Ipsec tunnel -> negotiation(tunnel);
      case Connection.VnetToVnet tunnel -> notIpsec(tunnel, "Vnet2Vnet");
      case Connection.ExpressRoute link -> notIpsec(link, "ExpressRoute");
    }
  }

  /** R226: site-to-site connections only. */
  private void notIpsec(Connection connection, String type) {
    refuse(
        "TP2451",
        "R226",
        connection,
        "on Azure Stack a connection is of type IPsec, this one is " + type,
        "Describe the other end by a local network gateway.");
  }

  /** R226, R228: no selectors by policy, and IKEv2. */
  private void negotiation(Connection.Ipsec tunnel) {
    TunnelSettings settings = tunnel.settings();
    if (settings.policyBasedSelectors() || !settings.selectors().isEmpty()) {
      refuse(
          "TP2454",
          "R226",
          tunnel,
          "Azure Stack has no policy-based traffic selectors",
          "Remove them; the tunnel takes everything that is routed into it.");
    }
    if (settings.protocol() == ConnectionProtocol.IKE_V1) {
      refuse("TP2454", "R228", tunnel, "Azure Stack speaks IKEv2 only", "Use IKEv2.");
    }
  }

  /**
   * R227: all tenants share the gateway machines of the stamp. A connection takes of them by the
   * SKU of its gateway.
   */
  private void connectionsOfStamp() {
    List<VirtualNetworkGateway> gateways =
        List.copyOf(context.resources().virtualNetworkGateways().values());
    boolean fastPath =
        gateways.stream()
            .flatMap(gateway -> StampSku.named(gateway.sku()).stream())
            .anyMatch(StampSku::needsFastPath);
    double used = 0;
    int connections = 0;
    for (VirtualNetworkGateway gateway : gateways) {
      int own = context.resources().connectionsOf(gateway).size();
      Optional<StampSku> sku = StampSku.named(gateway.sku());
      if (sku.isPresent()) {
        int most = fastPath ? sku.get().withFastPath() : sku.get().connections();
        used += most == 0 ? 0 : (double) own / most;
        connections += own;
        if (used > 1 + 1e-9) {
          refuse(
              "TP2453",
              "R227",
              gateway,
              "the stamp \""
                  + stamp.name()
                  + "\" has no room for "
                  + connections
                  + " connections of such gateways",
              "Remove connections, or use smaller SKUs.");
          return;
        }
      }
    }
  }

  /** R229. */
  private void gatewaySubnet(Subnet subnet) {
    subnet.addressPrefixes().stream()
        .filter(range -> range.family() == AddressFamily.IPV4)
        .filter(range -> range.length() > RECOMMENDED_LENGTH)
        .forEach(
            range ->
                context.report(
                    ValidationKinds.SMALL_STACK_SUBNET.at(
                        subnet.origin(),
                        subnet.id().label()
                            + ": "
                            + range
                            + " works; /28 or larger is recommended.",
                        "")));
  }

  /** The stamp's public addresses are one realm for all tenants. */
  private void publicAddressTwice() {
    Map<IpAddress, ResourceId> owners = new LinkedHashMap<>();
    for (PublicIpAddress address : context.resources().publicIpAddresses().values()) {
      IpAddress stated = address.ipAddress();
      ResourceId other = stated == null ? null : owners.putIfAbsent(stated, address.id());
      if (other != null) {
        refuse(
            "TP2457",
            "R226",
            address,
            stated + " belongs to " + other.label() + " of the same stamp already",
            "Give each public IP address of a stamp an address of its own.");
      }
    }
  }

  private void refuse(String code, String rule, AzureResource at, String problem, String fix) {
    context.refuse(code, rule, at.origin(), at.id().label() + ": " + problem + ".", fix);
  }
}
