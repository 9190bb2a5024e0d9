package io.towpath.azure.validation;

import io.towpath.azure.resource.Connection;
import io.towpath.azure.resource.GatewayBgp;
import io.towpath.azure.resource.GatewayType;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.azure.resource.VpnType;
import io.towpath.net.IpAddress;
import java.util.List;
import java.util.Optional;

/** VPN gateways: SKU, type, instances, ASN (R21, R79, R81, R84, R87, R88, R115, R162). */
final class VpnGatewayRules {

  private final RuleContext context;

  VpnGatewayRules(RuleContext context) {
    this.context = context;
  }

  void check() {
    for (VirtualNetworkGateway gateway : context.resources().virtualNetworkGateways().values()) {
      if (!gateway.isVpn()) {
        continue;
      }
      knownSku(gateway)
          .ifPresent(
              sku -> {
                generation(gateway, sku);
                bgpOfSku(gateway, sku);
                activeActiveOfSku(gateway, sku);
                tunnelsOfSku(gateway, sku);
                besideExpressRoute(gateway, sku);
              });
      policyBased(gateway);
      instances(gateway);
      asn(gateway);
      linkLocalPeers(gateway);
      defaultSite(gateway);
    }
  }

  /** R79: the SKU exists; nothing is checked if none is stated. */
  private Optional<VpnGatewaySku> knownSku(VirtualNetworkGateway gateway) {
    if (gateway.sku().isEmpty()) {
      return Optional.empty();
    }
    Optional<VpnGatewaySku> sku = VpnGatewaySku.named(gateway.sku());
    if (sku.isEmpty()) {
      refuse(
          "TP2401",
          "R79",
          gateway,
          "there is no VPN gateway of the SKU \"" + gateway.sku() + "\"",
          "Use one of " + VpnGatewaySku.names() + ".");
    }
    return sku;
  }

  /** R79: each SKU belongs to one or two generations. */
  private void generation(VirtualNetworkGateway gateway, VpnGatewaySku sku) {
    String stated = gateway.generation();
    boolean numbered = stated.regionMatches(true, 0, "Generation", 0, 10);
    if (numbered
        && sku.generations().stream()
            .noneMatch(number -> stated.equalsIgnoreCase("Generation" + number))) {
      refuse(
          "TP2402",
          "R79",
          gateway,
          "the SKU " + gateway.sku() + " does not exist in " + stated,
          "Change one of the two.");
    }
  }

  /** R79: Basic has no BGP. */
  private void bgpOfSku(VirtualNetworkGateway gateway, VpnGatewaySku sku) {
    if (gateway.enableBgp() && !sku.bgp()) {
      refuse(
          "TP2403",
          "R79",
          gateway,
          "the SKU " + gateway.sku() + " has no BGP",
          "Set enableBgp to false or use VpnGw1 or higher.");
    }
  }

  /** R79: Basic and Standard serve with one instance only. */
  private void activeActiveOfSku(VirtualNetworkGateway gateway, VpnGatewaySku sku) {
    if (gateway.activeActive() && !sku.activeActive()) {
      refuse(
          "TP2404",
          "R79",
          gateway,
          "the SKU " + gateway.sku() + " cannot be active-active",
          "Set activeActive to false or use VpnGw1 or higher.");
    }
  }

  /** R79, R81: so many tunnels and no more; a policy-based gateway has one. */
  private void tunnelsOfSku(VirtualNetworkGateway gateway, VpnGatewaySku sku) {
    long tunnels =
        context.resources().connectionsOf(gateway).stream()
            .filter(Connection.Tunnel.class::isInstance)
            .count();
    if (gateway.vpnType() == VpnType.POLICY_BASED) {
      if (tunnels > 1) {
        refuse(
            "TP2405",
            "R81",
            gateway,
            "a policy-based gateway has one tunnel, here are " + tunnels,
            "Use a route-based gateway.");
      }
    } else if (tunnels > sku.tunnels()) {
      refuse(
          "TP2405",
          "R79",
          gateway,
          "the SKU " + gateway.sku() + " has " + sku.tunnels() + " tunnels, here are " + tunnels,
          "Use a larger SKU.");
    }
  }

  /** R79, R162: coexistence needs a route-based gateway above Basic. */
  private void besideExpressRoute(VirtualNetworkGateway gateway, VpnGatewaySku sku) {
    boolean beside =
        context
            .resources()
            .vnetOf(gateway)
            .flatMap(vnet -> context.resources().gatewayOf(vnet, GatewayType.EXPRESS_ROUTE))
            .isPresent();
    if (beside && !sku.besideExpressRoute()) {
      refuse(
          "TP2406",
          "R162",
          gateway,
          "a gateway of the SKU " + gateway.sku() + " cannot stand beside an ExpressRoute gateway",
          "Use VpnGw1 or higher.");
    } else if (beside && gateway.vpnType() == VpnType.POLICY_BASED) {
      refuse(
          "TP2406",
          "R162",
          gateway,
          "beside an ExpressRoute gateway it must be route-based",
          "Use a route-based gateway.");
    }
  }

  /** R81: policy-based means Basic, static and alone. */
  private void policyBased(VirtualNetworkGateway gateway) {
    if (gateway.vpnType() != VpnType.POLICY_BASED) {
      return;
    }
    if (!gateway.sku().isEmpty() && !gateway.sku().equalsIgnoreCase(VpnGatewaySku.BASIC)) {
      refuse(
          "TP2407",
          "R81",
          gateway,
          "only the SKU Basic can be policy-based, this is " + gateway.sku(),
          "Use a route-based gateway.");
    }
    if (gateway.enableBgp() || gateway.activeActive()) {
      refuse(
          "TP2407",
          "R81",
          gateway,
          "a policy-based gateway has neither BGP nor two serving instances",
          "Use a route-based gateway.");
    }
  }

  /** R84: an ipConfiguration, and with it a public address (R21), for each serving instance. */
  private void instances(VirtualNetworkGateway gateway) {
    int found = gateway.ipConfigurations().size();
    if (gateway.activeActive() && found < 2) {
      refuse(
          "TP2408",
          "R84",
          gateway,
          "an active-active gateway needs two ipConfigurations, here is one",
          "Add the second one, or set activeActive to false.");
    } else if (!gateway.activeActive() && found > 1) {
      refuse(
          "TP2408",
          "R83",
          gateway,
          "an active-standby gateway has one ipConfiguration, here are " + found,
          "Remove the others, or set activeActive to true.");
    }
  }

  /** R87: ASNs that no gateway may have; its own default is 65515. */
  private void asn(VirtualNetworkGateway gateway) {
    long asn = gateway.bgp().asn();
    if (asn != GatewayBgp.DEFAULT_ASN && ReservedAsns.isReserved(asn)) {
      refuse(
          "TP2409",
          "R87",
          gateway,
          "the ASN " + asn + " is reserved",
          "Use 65515 or a private one such as 65010.");
    }
    if (context.isSeedEra() && asn > ReservedAsns.LARGEST_16_BIT) {
      refuse(
          "TP2409",
          "R87",
          gateway,
          "in the seed era a gateway's ASN had 16 bits, this is " + asn,
          "Use a smaller ASN or the profile \"current\".");
    }
  }

  /** R88: link-local peer addresses come from two blocks. */
  private void linkLocalPeers(VirtualNetworkGateway gateway) {
    for (GatewayBgp.InstanceAddresses instance : gateway.bgp().instances()) {
      for (IpAddress address : instance.customAddresses()) {
        if (ReservedAsns.LINK_LOCAL_PEERS.stream().noneMatch(range -> range.contains(address))) {
          refuse(
              "TP2410",
              "R88",
              gateway,
              "a custom BGP address lies in 169.254.21.0–169.254.22.255, " + address + " does not",
              "Use an address of that range.");
        }
      }
    }
  }

  /** R115 b: a default site makes sense on a route-based gateway only. */
  private void defaultSite(VirtualNetworkGateway gateway) {
    if (gateway.defaultSite() == null) {
      return;
    }
    if (gateway.vpnType() == VpnType.POLICY_BASED) {
      refuse(
          "TP2411",
          "R115",
          gateway,
          "only a route-based gateway has a default site",
          "Remove gatewayDefaultSite.");
    }
    List<Connection> connections = context.resources().connectionsOf(gateway);
    boolean connected =
        connections.stream()
            .anyMatch(
                connection ->
                    connection instanceof Connection.Ipsec tunnel
                        && tunnel.localNetworkGateway().equals(gateway.defaultSite()));
    if (!connected) {
      context.report(
          ValidationKinds.SITE_WITHOUT_CONNECTION.at(
              gateway.origin(),
              gateway.id().label()
                  + ": no connection leads to its default site \""
                  + gateway.defaultSite().name()
                  + "\"."));
    }
  }

  private void refuse(
      String code, String rule, VirtualNetworkGateway gateway, String problem, String fix) {
    context.refuse(code, rule, gateway.origin(), gateway.id().label() + ": " + problem + ".", fix);
  }
}
