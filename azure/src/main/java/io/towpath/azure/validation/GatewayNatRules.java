package io.towpath.azure.validation;

import io.towpath.azure.resource.Connection;
import io.towpath.azure.resource.GatewayNatRule;
import io.towpath.azure.resource.GatewayNatRule.Mode;
import io.towpath.azure.resource.LocalNetworkGateway;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** NAT rules of VPN gateways (R221–R223). */
final class GatewayNatRules {
  private static final Prefix LINK_LOCAL = Prefix.parse("169.254.0.0/16");

  private final RuleContext context;

  GatewayNatRules(RuleContext context) {
    this.context = context;
  }

  void check() {
    for (VirtualNetworkGateway gateway : context.resources().virtualNetworkGateways().values()) {
      List<GatewayNatRule> rules = gateway.natRules();
      if (rules.isEmpty()) {
        continue;
      }
      sku(gateway);
      for (int i = 0; i < rules.size(); i++) {
        mappings(rules.get(i));
        instance(gateway, rules.get(i));
        for (GatewayNatRule other : rules.subList(0, i)) {
          disjoint(rules.get(i), other);
        }
      }
      context.resources().connectionsOf(gateway).forEach(c -> connection(gateway, c));
    }
  }

  /** R221. */
  private void sku(VirtualNetworkGateway gateway) {
    String sku = gateway.sku().toLowerCase(Locale.ROOT);
    if (!sku.isEmpty() && !sku.matches("vpngw[2-5](az)?")) {
      context.refuse(
          "TP2412",
          "R221",
          gateway.origin(),
          gateway.id().label() + ": the SKU " + gateway.sku() + " has no NAT rules.",
          "Use VpnGw2 or higher, or remove natRules.");
    }
  }

  /** R222: one to one means equal sizes. */
  private void mappings(GatewayNatRule rule) {
    boolean equal = rule.internal().size() == rule.external().size();
    for (int i = 0;
        equal && rule.type() == GatewayNatRule.Type.STATIC && i < rule.internal().size();
        i++) {
      equal = rule.internal().get(i).length() == rule.external().get(i).length();
    }
    if (!equal) {
      context.refuse(
          "TP2413",
          "R222",
          rule.origin(),
          rule.id().label()
              + ": it maps "
              + rule.internal()
              + " to "
              + rule.external()
              + ", which are not of one length.",
          "Use prefixes of the same length, or the type Dynamic.");
    }
  }

  /** R222: the state of a dynamic rule belongs to one instance. */
  private void instance(VirtualNetworkGateway gateway, GatewayNatRule rule) {
    if (gateway.activeActive()
        && rule.type() == GatewayNatRule.Type.DYNAMIC
        && rule.ipConfiguration() == null) {
      context.report(
          ValidationKinds.NAT_RULE_WITHOUT_INSTANCE.at(
              rule.origin(),
              rule.id().label()
                  + ": a dynamic rule of an active-active gateway names no instance; it is taken to"
                  + " apply to both."));
    }
  }

  /** R222: the same mapping may stand once for each instance. */
  private void disjoint(GatewayNatRule rule, GatewayNatRule other) {
    boolean sameForOtherInstance =
        rule.internal().equals(other.internal())
            && rule.external().equals(other.external())
            && rule.mode() == other.mode()
            && rule.ipConfiguration() != null
            && !rule.ipConfiguration().equals(other.ipConfiguration());
    if (!sameForOtherInstance) {
      RuleContext.overlap(rule.external(), other.external())
          .ifPresent(
              pair ->
                  context.refuse(
                      "TP2415",
                      "R222",
                      rule.origin(),
                      rule.id().label()
                          + ": its external mapping overlaps that of \""
                          + other.id().name()
                          + "\": "
                          + pair
                          + ".",
                      "Give every rule an external mapping of its own."));
    }
  }

  private void connection(VirtualNetworkGateway gateway, Connection connection) {
    if (!(connection instanceof Connection.Tunnel tunnel)) {
      return;
    }
    List<ResourceId> named = new ArrayList<>(tunnel.settings().ingressNatRules());
    named.addAll(tunnel.settings().egressNatRules());
    if (named.isEmpty()) {
      if (tunnel instanceof Connection.Ipsec site) {
        withoutRules(gateway, site);
      }
      return;
    }
    if (tunnel instanceof Connection.VnetToVnet) {
      context.refuse(
          "TP2416",
          "R221",
          tunnel.origin(),
          tunnel.id().label() + ": a connection between VNets takes no NAT rules.",
          "Remove ingressNatRules and egressNatRules.");
      return;
    }
    modes(gateway, tunnel);
    if (tunnel.settings().enableBgp()) {
      bgp(gateway, (Connection.Ipsec) tunnel);
    }
  }

  /** R222: a rule stands in the list of its mode. */
  private void modes(VirtualNetworkGateway gateway, Connection.Tunnel tunnel) {
    for (GatewayNatRule rule : gateway.natRules()) {
      List<ResourceId> wrong =
          rule.mode() == Mode.INGRESS
              ? tunnel.settings().egressNatRules()
              : tunnel.settings().ingressNatRules();
      if (wrong.contains(rule.id())) {
        context.refuse(
            "TP2417",
            "R222",
            tunnel.origin(),
            tunnel.id().label()
                + ": the rule \""
                + rule.id().name()
                + "\" has the mode "
                + rule.mode().azureName()
                + " and stands in the other list.",
            "Move it to the other list.");
      }
    }
  }

  /** R223. */
  private void bgp(VirtualNetworkGateway gateway, Connection.Ipsec tunnel) {
    if (!gateway.translatesBgpRoutes()) {
      context.report(
          ValidationKinds.UNTRANSLATED_ROUTES.at(
              tunnel.origin(),
              tunnel.id().label()
                  + ": it has BGP and NAT rules, but \""
                  + gateway.name()
                  + "\" does not translate routes: what they announce is not what packets bear."));
    }
    LocalNetworkGateway.PeerBgp peer =
        context
            .resources()
            .localNetworkGateway(tunnel.localNetworkGateway())
            .map(LocalNetworkGateway::bgp)
            .orElse(null);
    if (peer != null && LINK_LOCAL.contains(peer.peeringAddress())) {
      context.report(
          ValidationKinds.NAT_WITH_LINK_LOCAL_PEER.at(
              tunnel.origin(),
              tunnel.id().label()
                  + ": NAT rules are not supported with the link-local BGP address \""
                  + peer.peeringAddress()
                  + "\"."));
    }
  }

  /** R222: networks connected without translation keep clear of the mappings. */
  private void withoutRules(VirtualNetworkGateway gateway, Connection.Ipsec tunnel) {
    LocalNetworkGateway site =
        context.resources().localNetworkGateway(tunnel.localNetworkGateway()).orElse(null);
    if (site == null) {
      return;
    }
    for (GatewayNatRule rule : gateway.natRules()) {
      RuleContext.overlap(rule.external(), site.addressPrefixes())
          .ifPresent(
              pair ->
                  context.report(
                      ValidationKinds.NAT_OVER_A_NETWORK.at(
                          rule.origin(),
                          rule.id().label()
                              + ": its external mapping overlaps the site \""
                              + site.name()
                              + "\", which is connected without NAT: "
                              + pair
                              + ".",
                          "Use a range that no connected network has.")));
    }
  }
}
