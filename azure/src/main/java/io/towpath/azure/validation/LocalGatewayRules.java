package io.towpath.azure.validation;

import io.towpath.azure.resource.LocalNetworkGateway;

/** Local network gateways (R87, R88, R105). */
final class LocalGatewayRules {

  private final RuleContext context;

  LocalGatewayRules(RuleContext context) {
    this.context = context;
  }

  void check() {
    for (LocalNetworkGateway site : context.resources().localNetworkGateways().values()) {
      where(site);
      whatIsBehind(site);
      asn(site);
      peerIsNotTheDevice(site);
    }
  }

  /** R105: an address or a name of the device. */
  private void where(LocalNetworkGateway site) {
    if (site.gatewayIpAddress() == null && site.fqdn() == null) {
      refuse(
          "TP2420",
          "R105",
          site,
          "it names neither gatewayIpAddress nor fqdn",
          "State the public address of the device.");
    }
  }

  /** R105: prefixes, or BGP to learn them. */
  private void whatIsBehind(LocalNetworkGateway site) {
    if (site.addressPrefixes().isEmpty() && site.bgp() == null) {
      refuse(
          "TP2421",
          "R105",
          site,
          "it has neither prefixes nor BGP settings, so nothing is behind it",
          "State localNetworkAddressSpace or bgpSettings.");
    }
  }

  /** R87: ASNs that no device may have. */
  private void asn(LocalNetworkGateway site) {
    LocalNetworkGateway.PeerBgp bgp = site.bgp();
    if (bgp == null) {
      return;
    }
    if (ReservedAsns.isReserved(bgp.asn())) {
      refuse(
          "TP2409", "R87", site, "the ASN " + bgp.asn() + " is reserved", "Use the device's own.");
    }
    if (context.isSeedEra() && bgp.asn() > ReservedAsns.LARGEST_16_BIT) {
      refuse(
          "TP2409",
          "R87",
          site,
          "in the seed era an ASN had 16 bits, this is " + bgp.asn(),
          "Use a smaller ASN or the profile \"current\".");
    }
  }

  /** R88: the BGP address is another one than the tunnel's end. */
  private void peerIsNotTheDevice(LocalNetworkGateway site) {
    LocalNetworkGateway.PeerBgp bgp = site.bgp();
    if (bgp != null && bgp.peeringAddress().equals(site.gatewayIpAddress())) {
      refuse(
          "TP2422",
          "R88",
          site,
          "its BGP peer address is the public address " + bgp.peeringAddress() + " of the device",
          "Use a loopback or tunnel address of the device.");
    }
  }

  private void refuse(
      String code, String rule, LocalNetworkGateway site, String problem, String fix) {
    context.refuse(code, rule, site.origin(), site.id().label() + ": " + problem + ".", fix);
  }
}
