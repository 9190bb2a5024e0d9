package io.towpath.azure.compile;

import io.towpath.azure.resource.Connection;
import io.towpath.azure.resource.GatewayNatRule;
import io.towpath.azure.resource.GatewayNatRule.Mode;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.TunnelSettings;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.BgpPeer;
import io.towpath.network.NatRule;
import io.towpath.network.Vrf;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * NAT rules at one instance of a VPN gateway (R221–R224). A rule works where its tunnel meets the
 * instance and for both directions: the site is known to the VNet by the external mapping of an
 * ingress rule, the VNet to the site by that of an egress rule. Packets of the instance itself,
 * such as BGP's, are translated like others.
 */
final class GatewayTranslations {
  private final VirtualNetworkGateway gateway;
  private final int instance;

  GatewayTranslations(VirtualNetworkGateway gateway, int instance) {
    this.gateway = gateway;
    this.instance = instance;
  }

  /** One pair of mappings of a rule. */
  private record Mapping(Prefix internal, Prefix external, GatewayNatRule rule) {
    private boolean isStatic() {
      return rule.type() == GatewayNatRule.Type.STATIC;
    }

    /** As an interface of the instance applies it. */
    private NatRule.AtInterface at(String iface) {
      return new NatRule.AtInterface(
          Vrf.DEFAULT,
          iface,
          rule.mode() == Mode.INGRESS,
          internal,
          external,
          isStatic(),
          rule.origin());
    }
  }

  private List<Mapping> mappings(Connection.Tunnel connection, Mode mode) {
    TunnelSettings settings = connection.settings();
    Set<ResourceId> named =
        new LinkedHashSet<>(
            mode == Mode.INGRESS ? settings.ingressNatRules() : settings.egressNatRules());
    List<Mapping> mappings = new ArrayList<>();
    for (GatewayNatRule rule : gateway.natRules()) {
      if (named.contains(rule.id()) && rule.mode() == mode && isApplied(rule)) {
        for (int i = 0; i < Math.min(rule.internal().size(), rule.external().size()); i++) {
          mappings.add(new Mapping(rule.internal().get(i), rule.external().get(i), rule));
        }
      }
    }
    return mappings;
  }

  /** A rule belongs to one instance, or to all; both of active-standby share a configuration. */
  private boolean isApplied(GatewayNatRule rule) {
    int configuration =
        gateway.activeActive() ? Math.min(instance, gateway.ipConfigurations().size() - 1) : 0;
    return rule.ipConfiguration() == null
        || rule.ipConfiguration().equals(gateway.ipConfigurations().get(configuration).id());
  }

  /** The translations at the instance's end of a tunnel. */
  List<NatRule> at(VpnTunnels.Tunnel tunnel) {
    List<NatRule> rules = new ArrayList<>();
    for (Mode mode : List.of(Mode.INGRESS, Mode.EGRESS)) {
      mappings(tunnel.connection(), mode).forEach(mapping -> rules.add(mapping.at(tunnel.name())));
    }
    return rules;
  }

  /** A tunnel with the prefixes of its site as the VNet knows them (R222). */
  VpnTunnels.Tunnel seen(VpnTunnels.Tunnel tunnel) {
    List<Mapping> ingress = mappings(tunnel.connection(), Mode.INGRESS);
    return ingress.isEmpty()
        ? tunnel
        : new VpnTunnels.Tunnel(
            tunnel.name(),
            tunnel.connection(),
            tunnel.remote(),
            tunnel.statics().stream().map(prefix -> seen(prefix, ingress)).distinct().toList(),
            tunnel.peer());
  }

  private static Prefix seen(Prefix prefix, List<Mapping> mappings) {
    for (Mapping mapping : mappings) {
      if (mapping.internal.equals(prefix)) {
        return mapping.external;
      }
      IpAddress first = mapping.at("").before(prefix.network());
      if (first != null && mapping.internal.covers(prefix)) {
        return new Prefix(first, prefix.length());
      }
    }
    return prefix;
  }

  /** R223: what a peer announces as exactly an internal mapping is learned as the external one. */
  List<BgpPeer.Translation> learned(Connection.Tunnel connection) {
    return gateway.translatesBgpRoutes()
        ? mappings(connection, Mode.INGRESS).stream()
            .map(mapping -> new BgpPeer.Translation(mapping.internal, mapping.external))
            .toList()
        : List.of();
  }

  /** R223: external mappings that a peer hears of in place of the ranges that they translate. */
  List<Prefix> announced(Connection.Tunnel connection, List<Prefix> ranges) {
    return egressOf(connection, ranges).stream().map(Mapping::external).toList();
  }

  /** R223: ranges that a peer does not hear of, because their external mapping stands for them. */
  List<Prefix> replaced(Connection.Tunnel connection, List<Prefix> ranges) {
    return egressOf(connection, ranges).stream().map(Mapping::internal).toList();
  }

  private List<Mapping> egressOf(Connection.Tunnel connection, List<Prefix> ranges) {
    return gateway.translatesBgpRoutes()
        ? mappings(connection, Mode.EGRESS).stream()
            .filter(mapping -> ranges.contains(mapping.internal))
            .toList()
        : List.of();
  }

  /** True if the site's own addresses are translated. */
  boolean translatesSite(Connection.Tunnel connection) {
    return !mappings(connection, Mode.INGRESS).isEmpty();
  }

  /** The address by which a site knows one of the instance. */
  IpAddress asSeenBySite(Connection.Tunnel connection, IpAddress own) {
    for (Mapping mapping : mappings(connection, Mode.EGRESS)) {
      IpAddress seen = mapping.at("").before(own);
      if (seen != null) {
        return seen;
      }
    }
    return own;
  }
}
