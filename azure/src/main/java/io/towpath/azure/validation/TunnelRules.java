package io.towpath.azure.validation;

import io.towpath.azure.resource.AzureName;
import io.towpath.azure.resource.Connection;
import io.towpath.azure.resource.ConnectionMode;
import io.towpath.azure.resource.ConnectionProtocol;
import io.towpath.azure.resource.IpsecEncryption;
import io.towpath.azure.resource.IpsecIntegrity;
import io.towpath.azure.resource.IpsecPolicy;
import io.towpath.azure.resource.LocalNetworkGateway;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.TunnelSettings;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.azure.resource.VpnType;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** IPsec and VNet-to-VNet connections (R86–R88, R99–R112). */
final class TunnelRules {

  private static final Duration SHORTEST_DPD = Duration.ofSeconds(9);
  private static final Duration LONGEST_DPD = Duration.ofHours(1);
  private static final Duration SHORTEST_SA = Duration.ofMinutes(5);
  private static final long SMALLEST_SA_KILOBYTES = 1024;

  private final RuleContext context;

  TunnelRules(RuleContext context) {
    this.context = context;
  }

  void check() {
    for (Connection connection : context.resources().connections().values()) {
      if (connection instanceof Connection.Tunnel tunnel) {
        Optional<VirtualNetworkGateway> gateway = context.resources().gateway(tunnel.gateway());
        gateway.ifPresent(found -> check(tunnel, found));
      }
    }
    context.resources().virtualNetworkGateways().values().forEach(this::samePrefixTwice);
  }

  private void check(Connection.Tunnel tunnel, VirtualNetworkGateway gateway) {
    vpnAtBothEnds(tunnel, gateway);
    protocol(tunnel, gateway);
    sharedKey(tunnel);
    policy(tunnel, gateway);
    policyBasedSelectors(tunnel);
    deadPeerDetection(tunnel);
    customBgpAddresses(tunnel);
    bgpAtBothEnds(tunnel, gateway);
    differentAsns(tunnel, gateway);
    switch (tunnel) {
      case Connection.Ipsec site -> peerOutsideVnet(site, gateway);
      case Connection.VnetToVnet vnet -> {
        otherDirection(vnet);
        somebodyInitiates(vnet);
      }
    }
  }

  /** R99: tunnels belong to VPN gateways. */
  private void vpnAtBothEnds(Connection.Tunnel tunnel, VirtualNetworkGateway gateway) {
    if (!gateway.isVpn()) {
      refuse(
          "TP2430",
          "R99",
          tunnel,
          "it is a tunnel, but \"" + gateway.name() + "\" is an ExpressRoute gateway",
          "Name a VPN gateway.");
    }
    if (tunnel instanceof Connection.VnetToVnet vnet) {
      Optional<VirtualNetworkGateway> remote = context.resources().gateway(vnet.remoteGateway());
      if (remote.isPresent() && !remote.get().isVpn()) {
        refuse(
            "TP2430",
            "R99",
            tunnel,
            "it is a tunnel, but \"" + remote.get().name() + "\" is an ExpressRoute gateway",
            "Name a VPN gateway.");
      }
      if (vnet.remoteGateway().equals(vnet.gateway())) {
        refuse("TP2430", "R99", tunnel, "both ends are the same gateway", "Name another one.");
      }
    }
  }

  /** R81, R99: IKEv1 and IKEv2 by type and SKU of the gateway. */
  private void protocol(Connection.Tunnel tunnel, VirtualNetworkGateway gateway) {
    boolean basic = gateway.sku().equalsIgnoreCase(VpnGatewaySku.BASIC);
    boolean v1 = tunnel.settings().protocol() == ConnectionProtocol.IKE_V1;
    if (v1 && basic && gateway.vpnType() == VpnType.ROUTE_BASED) {
      refuse(
          "TP2431",
          "R81",
          tunnel,
          "a route-based gateway of the SKU Basic speaks IKEv2 only",
          "Use IKEv2, or VpnGw1 or higher.");
    }
  }

  /** R103: which characters a key may have. */
  private void sharedKey(Connection.Tunnel tunnel) {
    String key = tunnel.settings().sharedKey();
    // The FAQ of the seed era names no such limit.
    if (key == null || context.isSeedEra()) {
      return;
    }
    boolean allowed = key.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '-' && c != '~');
    if (!allowed) {
      refuse(
          "TP2432",
          "R103",
          tunnel,
          "its shared key has a character that is no printable ASCII, or a space, \"-\" or \"~\"",
          "Choose another key, at both ends.");
    }
  }

  /** R110: a custom policy has its own limits. */
  private void policy(Connection.Tunnel tunnel, VirtualNetworkGateway gateway) {
    IpsecPolicy policy = tunnel.settings().ipsecPolicy();
    if (policy == null) {
      return;
    }
    if (gateway.sku().equalsIgnoreCase(VpnGatewaySku.BASIC)) {
      refuse(
          "TP2433",
          "R110",
          tunnel,
          "the SKU Basic has no custom policies",
          "Remove ipsecPolicies.");
    }
    if (policy.saLifetime().compareTo(SHORTEST_SA) < 0
        || policy.saDataSizeKilobytes() < SMALLEST_SA_KILOBYTES) {
      refuse(
          "TP2434",
          "R110",
          tunnel,
          "its security associations live for "
              + policy.saLifetime().toSeconds()
              + " s and "
              + policy.saDataSizeKilobytes()
              + " KB",
          "At least 300 s and 1024 KB.");
    }
    if (!sameCombinedMode(policy.ipsecEncryption(), policy.ipsecIntegrity())) {
      refuse(
          "TP2435",
          "R110",
          tunnel,
          "GCM encrypts and protects at once, so "
              + policy.ipsecEncryption().azureName()
              + " does not go with "
              + policy.ipsecIntegrity().azureName(),
          "Use the same GCM for ipsecEncryption and ipsecIntegrity, or for neither.");
    }
  }

  private static boolean sameCombinedMode(IpsecEncryption encryption, IpsecIntegrity integrity) {
    boolean combined = isGcm(encryption) || isGcm(integrity);
    return !combined || encryption.azureName().equals(integrity.azureName());
  }

  private static boolean isGcm(AzureName algorithm) {
    return algorithm.azureName().startsWith("GCM");
  }

  /** R112: selectors from prefixes come with a custom policy. */
  private void policyBasedSelectors(Connection.Tunnel tunnel) {
    TunnelSettings settings = tunnel.settings();
    if (settings.policyBasedSelectors() && settings.ipsecPolicy() == null) {
      refuse(
          "TP2436",
          "R112",
          tunnel,
          "usePolicyBasedTrafficSelectors needs a custom policy",
          "State ipsecPolicies.");
    }
  }

  /** R111: 9 s to 1 h. */
  private void deadPeerDetection(Connection.Tunnel tunnel) {
    Duration timeout = tunnel.settings().dpdTimeout();
    if (timeout.compareTo(SHORTEST_DPD) < 0 || timeout.compareTo(LONGEST_DPD) > 0) {
      refuse(
          "TP2437",
          "R111",
          tunnel,
          "dead peer detection takes " + timeout.toSeconds() + " s",
          "9 to 3600 s.");
    }
  }

  /** R88: link-local peer addresses come from two blocks. */
  private void customBgpAddresses(Connection.Tunnel tunnel) {
    for (TunnelSettings.CustomBgpAddress custom : tunnel.settings().customBgpAddresses()) {
      if (ReservedAsns.LINK_LOCAL_PEERS.stream()
          .noneMatch(range -> range.contains(custom.address()))) {
        refuse(
            "TP2410",
            "R88",
            tunnel,
            "a custom BGP address lies in 169.254.21.0–169.254.22.255, "
                + custom.address()
                + " does not",
            "Use an address of that range.");
      }
    }
  }

  /** R105: BGP over a tunnel needs a speaker at both ends. */
  private void bgpAtBothEnds(Connection.Tunnel tunnel, VirtualNetworkGateway gateway) {
    if (!tunnel.settings().enableBgp()) {
      return;
    }
    if (!gateway.enableBgp()) {
      refuse(
          "TP2438",
          "R105",
          tunnel,
          "it wants BGP, but the gateway \"" + gateway.name() + "\" has it off",
          "Set enableBgp of the gateway to true.");
    }
    boolean peerSpeaks =
        switch (tunnel) {
          case Connection.Ipsec site ->
              context
                  .resources()
                  .localNetworkGateway(site.localNetworkGateway())
                  .map(found -> found.bgp() != null)
                  .orElse(true);
          case Connection.VnetToVnet vnet ->
              context
                  .resources()
                  .gateway(vnet.remoteGateway())
                  .map(VirtualNetworkGateway::enableBgp)
                  .orElse(true);
        };
    if (!peerSpeaks) {
      refuse(
          "TP2438",
          "R105",
          tunnel,
          "it wants BGP, but \"" + farEnd(tunnel).name() + "\" has none",
          "State bgpSettings there, or set enableBgp to false.");
    }
  }

  /** R87: the sessions over tunnels are external, so the ASNs differ. */
  private void differentAsns(Connection.Tunnel tunnel, VirtualNetworkGateway gateway) {
    if (!tunnel.settings().enableBgp()) {
      return;
    }
    Optional<Long> far =
        switch (tunnel) {
          case Connection.Ipsec site ->
              context
                  .resources()
                  .localNetworkGateway(site.localNetworkGateway())
                  .map(LocalNetworkGateway::bgp)
                  .map(LocalNetworkGateway.PeerBgp::asn);
          case Connection.VnetToVnet vnet ->
              context.resources().gateway(vnet.remoteGateway()).map(found -> found.bgp().asn());
        };
    if (far.isPresent() && far.get() == gateway.bgp().asn()) {
      refuse(
          "TP2439",
          "R87",
          tunnel,
          "both ends have the ASN " + far.get() + ", but must differ",
          "Change the ASN of one end.");
    }
  }

  private static ResourceId farEnd(Connection.Tunnel tunnel) {
    return switch (tunnel) {
      case Connection.Ipsec site -> site.localNetworkGateway();
      case Connection.VnetToVnet vnet -> vnet.remoteGateway();
    };
  }

  /** R88: the BGP speaker of the site is not in the VNet. */
  private void peerOutsideVnet(Connection.Ipsec tunnel, VirtualNetworkGateway gateway) {
    Optional<LocalNetworkGateway> site =
        context.resources().localNetworkGateway(tunnel.localNetworkGateway());
    Optional<VirtualNetwork> vnet = context.resources().vnetOf(gateway);
    LocalNetworkGateway.PeerBgp bgp = site.map(LocalNetworkGateway::bgp).orElse(null);
    if (bgp == null || vnet.isEmpty()) {
      return;
    }
    IpAddress address = bgp.peeringAddress();
    if (vnet.get().addressSpace().stream().anyMatch(range -> range.contains(address))) {
      refuse(
          "TP2440",
          "R88",
          tunnel,
          "the BGP peer address "
              + address
              + " of \""
              + tunnel.localNetworkGateway().name()
              + "\" lies in the VNet \""
              + vnet.get().name()
              + "\"",
          "Use an address of the device outside the VNet.");
    }
  }

  /** R86: a connection between gateways is two resources. */
  private void otherDirection(Connection.VnetToVnet tunnel) {
    if (context.resources().oppositeOf(tunnel).isEmpty()) {
      context.report(
          ValidationKinds.ONE_WAY_CONNECTION.at(
              tunnel.origin(),
              tunnel.id().label()
                  + ": \""
                  + tunnel.remoteGateway().name()
                  + "\" has no connection back, so the tunnel stays down."));
    }
  }

  /** R100: two ends that both wait never connect. */
  private void somebodyInitiates(Connection.VnetToVnet tunnel) {
    Optional<Connection.VnetToVnet> opposite = context.resources().oppositeOf(tunnel);
    if (tunnel.settings().mode() == ConnectionMode.RESPONDER_ONLY
        && opposite.isPresent()
        && opposite.get().settings().mode() == ConnectionMode.RESPONDER_ONLY) {
      context.report(
          ValidationKinds.BOTH_ENDS_WAIT.at(
              tunnel.origin(),
              tunnel.id().label() + ": both ends only respond, so the tunnel stays down."));
    }
  }

  /** R106: static tunnels of one gateway to the same prefix, such as to both ends of another. */
  private void samePrefixTwice(VirtualNetworkGateway gateway) {
    Map<Prefix, Connection.Ipsec> first = new HashMap<>(); // look-ups only
    for (Connection connection : context.resources().connectionsOf(gateway)) {
      if (!(connection instanceof Connection.Ipsec tunnel) || tunnel.settings().enableBgp()) {
        continue;
      }
      Optional<LocalNetworkGateway> site =
          context.resources().localNetworkGateway(tunnel.localNetworkGateway());
      for (Prefix prefix : site.map(LocalNetworkGateway::addressPrefixes).orElse(List.of())) {
        Connection.Ipsec other = first.putIfAbsent(prefix, tunnel);
        if (other != null) {
          // Seen in deployments towards both instances of a gateway: a choice, not a mistake.
          context.report(
              ValidationKinds.TWO_STATIC_CONNECTIONS.at(
                  tunnel.origin(),
                  tunnel.id().label()
                      + ": it leads to "
                      + prefix
                      + " like \""
                      + other.name()
                      + "\"; without BGP nothing chooses, and flows are spread over the tunnels"
                      + " that are up.",
                  ""));
        }
      }
    }
  }

  private void refuse(
      String code, String rule, Connection.Tunnel tunnel, String problem, String fix) {
    context.refuse(code, rule, tunnel.origin(), tunnel.id().label() + ": " + problem + ".", fix);
  }
}
