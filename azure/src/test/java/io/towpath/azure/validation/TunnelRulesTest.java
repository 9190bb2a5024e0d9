package io.towpath.azure.validation;

import static io.towpath.azure.ResourceTexts.readWhole;
import static io.towpath.azure.Samples.expressRoute;
import static io.towpath.azure.Samples.site;
import static io.towpath.azure.Samples.tunnel;
import static io.towpath.azure.Samples.vnet;
import static io.towpath.azure.Samples.vnetToVnet;
import static io.towpath.azure.Samples.vpn;
import static io.towpath.azure.validation.RuleRow.fine;
import static io.towpath.azure.validation.RuleRow.noted;
import static io.towpath.azure.validation.RuleRow.refused;
import static io.towpath.azure.validation.RuleRow.warned;
import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.Profile;
import io.towpath.azure.assignment.AddressAssignment;
import io.towpath.azure.assignment.AssignedAddresses;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** R86–R88, R99, R100, R103, R105, R106, R110–R112: both sides of each boundary. */
class TunnelRulesTest {

  private static final String V = vnet("v", "10.1.0.0/16", "GatewaySubnet=10.1.255.0/27");
  private static final String W = vnet("w", "10.2.0.0/16", "GatewaySubnet=10.2.255.0/27");
  private static final String G = vpn("g", "v");
  private static final String H = vpn("h", "w", "'bgpSettings': {'asn': 65010}");
  private static final String L = site("l");
  private static final String BGP = "'enableBgp': true";
  private static final String RESPONDER = "'connectionMode': 'ResponderOnly'";

  private static String policy(String ipsec, String integrity, int seconds, int kilobytes) {
    return """
    'ipsecPolicies': [{'ikeEncryption': 'AES256', 'ikeIntegrity': 'SHA256', 'dhGroup': 'DHGroup14',
    'ipsecEncryption': '%s', 'ipsecIntegrity': '%s', 'pfsGroup': 'PFS2048',
    'saLifeTimeSeconds': %d, 'saDataSizeKilobytes': %d}]
    """
        .formatted(ipsec, integrity, seconds, kilobytes);
  }

  private static final String POLICY = policy("AES256", "SHA256", 3600, 102400000);
  private static final String SELECTORS = "'usePolicyBasedTrafficSelectors': true";

  private static String[] one(String... members) {
    return new String[] {V, G, L, tunnel("t", "g", "l", members)};
  }

  private static String[] between(String here, String there) {
    return new String[] {
      V, W, G, H, vnetToVnet("t", "g", "h", here), vnetToVnet("u", "h", "g", there)
    };
  }

  static final List<RuleRow> ROWS =
      List.of(
          refused(
              "R99",
              "TP2430",
              "a tunnel of an ExpressRoute gateway",
              V,
              expressRoute("g", "v"),
              L,
              tunnel("t", "g", "l")),
          refused(
              "R99",
              "TP2430",
              "a tunnel to an ExpressRoute gateway",
              V,
              W,
              G,
              expressRoute("h", "w"),
              vnetToVnet("t", "g", "h")),
          refused("R99", "TP2430", "a tunnel to itself", V, G, vnetToVnet("t", "g", "g")),
          fine("R99", "TP2430", "a tunnel of a VPN gateway", one()),
          refused(
              "R81",
              "TP2431",
              "IKEv1 on a route-based Basic",
              V,
              vpn("g", "v", "'sku': {'name': 'Basic'}"),
              L,
              tunnel("t", "g", "l", "'connectionProtocol': 'IKEv1'")),
          fine("R81", "TP2431", "IKEv1 on VpnGw2", one("'connectionProtocol': 'IKEv1'")),
          fine("R103", "TP2432", "a key of printable characters", one("'sharedKey': 'Aa0!#%_z}'")),
          refused("R103", "TP2432", "a key with a hyphen", one("'sharedKey': 'a-b'")),
          refused("R103", "TP2432", "a key with a tilde", one("'sharedKey': 'a~b'")),
          refused("R103", "TP2432", "a key with a space", one("'sharedKey': 'a b'")),
          fine("R103", "TP2432", "a key with a hyphen then", one("'sharedKey': 'a-b'")).inSeedEra(),
          refused(
              "R110",
              "TP2433",
              "a policy on Basic",
              V,
              vpn("g", "v", "'sku': {'name': 'Basic'}"),
              L,
              tunnel("t", "g", "l", POLICY)),
          fine("R110", "TP2433", "a policy on VpnGw2", one(POLICY)),
          fine(
              "R110", "TP2434", "the shortest lifetimes", one(policy("AES256", "SHA1", 300, 1024))),
          refused("R110", "TP2434", "299 s", one(policy("AES256", "SHA1", 299, 1024))),
          refused("R110", "TP2434", "1023 KB", one(policy("AES256", "SHA1", 300, 1023))),
          fine(
              "R110",
              "TP2435",
              "GCM with the same GCM",
              one(policy("GCMAES256", "GCMAES256", 300, 1024))),
          refused(
              "R110",
              "TP2435",
              "GCM with another GCM",
              one(policy("GCMAES256", "GCMAES128", 300, 1024))),
          refused("R110", "TP2435", "GCM with SHA", one(policy("GCMAES256", "SHA256", 300, 1024))),
          refused("R112", "TP2436", "selectors without policy", one(SELECTORS)),
          fine("R112", "TP2436", "selectors with policy", one(SELECTORS, POLICY)),
          refused("R111", "TP2437", "8 s", one("'dpdTimeoutSeconds': 8")),
          fine("R111", "TP2437", "9 s", one("'dpdTimeoutSeconds': 9")),
          fine("R111", "TP2437", "3600 s", one("'dpdTimeoutSeconds': 3600")),
          refused("R111", "TP2437", "3601 s", one("'dpdTimeoutSeconds': 3601")),
          refused(
              "R88",
              "TP2410",
              "a custom address elsewhere",
              one(
                  "'gatewayCustomBgpIpAddresses': [{'ipConfigurationId':"
                      + " '/providers/Microsoft.Network/virtualNetworkGateways/g/ipConfigurations/one',"
                      + " 'customBgpIpAddress': '169.254.30.1'}]")),
          fine("R105", "TP2438", "BGP at both ends", one(BGP)),
          refused(
              "R105",
              "TP2438",
              "BGP off on the gateway",
              V,
              vpn("g", "v", "'enableBgp': false"),
              L,
              tunnel("t", "g", "l", BGP)),
          refused(
              "R105",
              "TP2438",
              "no BGP at the site",
              V,
              G,
              site("l", "'bgpSettings': null"),
              tunnel("t", "g", "l", BGP)),
          refused(
              "R87",
              "TP2439",
              "the same ASN at both ends",
              V,
              G,
              vpn("h", "w"),
              W,
              vnetToVnet("t", "g", "h", BGP),
              vnetToVnet("u", "h", "g")),
          fine(
              "R87",
              "TP2439",
              "the same ASN without BGP",
              V,
              G,
              vpn("h", "w"),
              W,
              vnetToVnet("t", "g", "h"),
              vnetToVnet("u", "h", "g")),
          refused(
              "R87",
              "TP2439",
              "the gateway's ASN at the site",
              V,
              vpn("g", "v", "'bgpSettings': {'asn': 65020}"),
              L,
              tunnel("t", "g", "l", BGP)),
          refused(
              "R88",
              "TP2440",
              "a peer inside the VNet",
              V,
              G,
              site("l", "'bgpSettings': {'asn': 65020, 'bgpPeeringAddress': '10.1.3.3'}"),
              tunnel("t", "g", "l")),
          fine("R88", "TP2440", "a peer outside the VNet", one()),
          warned("R86", "TP2441", "one direction", V, W, G, H, vnetToVnet("t", "g", "h")),
          fine("R86", "TP2441", "both directions", between("", "")),
          fine(
              "R100",
              "TP2442",
              "one end waits",
              between(RESPONDER, "'connectionMode': 'InitiatorOnly'")),
          noted(
              "R106",
              "TP2443",
              "one prefix by two static tunnels",
              V,
              G,
              L,
              site("m", "'gatewayIpAddress': '198.51.100.8'"),
              tunnel("t", "g", "l"),
              tunnel("u", "g", "m")),
          fine(
              "R106",
              "TP2443",
              "one prefix by two tunnels with BGP",
              V,
              G,
              L,
              site("m", "'gatewayIpAddress': '198.51.100.8'"),
              tunnel("t", "g", "l", BGP),
              tunnel("u", "g", "m", BGP)),
          fine(
              "R106",
              "TP2443",
              "two prefixes",
              V,
              G,
              L,
              site("m", "'localNetworkAddressSpace': {'addressPrefixes': ['172.21.0.0/16']}"),
              tunnel("t", "g", "l"),
              tunnel("u", "g", "m")),
          refused("R105", "TP2420", "a site nowhere", site("l", "'gatewayIpAddress': null")),
          fine(
              "R105",
              "TP2420",
              "a site known by name",
              site("l", "'gatewayIpAddress': null", "'fqdn': 'ce.example.net'")),
          refused(
              "R105",
              "TP2421",
              "nothing behind the site",
              site("l", "'localNetworkAddressSpace': null", "'bgpSettings': null")),
          fine(
              "R105",
              "TP2421",
              "only BGP behind the site",
              site("l", "'localNetworkAddressSpace': null")),
          refused(
              "R87",
              "TP2409",
              "a site with a reserved ASN",
              site("l", "'bgpSettings': {'asn': 65515, 'bgpPeeringAddress': '172.20.0.1'}")),
          fine(
              "R87",
              "TP2409",
              "a site with 32 bits",
              site("l", "'bgpSettings': {'asn': 4232570301, 'bgpPeeringAddress': '172.20.0.1'}")),
          refused(
                  "R87",
                  "TP2409",
                  "a site with 32 bits then",
                  site(
                      "l", "'bgpSettings': {'asn': 4232570301, 'bgpPeeringAddress': '172.20.0.1'}"))
              .inSeedEra(),
          refused(
              "R88",
              "TP2422",
              "the device's public address as peer",
              site("l", "'bgpSettings': {'asn': 65020, 'bgpPeeringAddress': '198.51.100.7'}")),
          fine("R88", "TP2422", "a loopback as peer", site("l")));

  @ParameterizedTest
  @FieldSource("ROWS")
  void rulesHoldAtTheirBoundaries(RuleRow row) {
    row.check();
  }

  @Test
  void twoEndsThatOnlyRespondAreReportedAtBoth() {
    var resources = readWhole(between(RESPONDER, RESPONDER));
    var findings =
        AzureValidation.check(
            resources, AddressAssignment.of(resources, AssignedAddresses.NONE), Profile.CURRENT);

    assertThat(findings)
        .filteredOn(finding -> finding.code().equals("TP2442"))
        .extracting(finding -> finding.origin().file())
        .containsExactly("4.json", "5.json");
  }
}
