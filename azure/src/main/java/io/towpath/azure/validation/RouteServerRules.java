package io.towpath.azure.validation;

import io.towpath.azure.resource.NetworkInterface;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.RouteServer;
import io.towpath.azure.resource.Subnet;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Route Servers: subnet, peers, and the gateways beside them (R169–R172, R180). */
final class RouteServerRules {
  private static final int LONGEST_SUBNET = 27;
  private static final int MOST_PEERS = 8;
  private static final long LARGEST_16_BIT = 65535;

  private final RuleContext context;

  RouteServerRules(RuleContext context) {
    this.context = context;
  }

  void check() {
    Map<ResourceId, RouteServer> first = new HashMap<>();
    for (RouteServer server : context.resources().routeServers().values()) {
      context
          .resources()
          .subnetOf(server)
          .ifPresent(
              subnet -> {
                onePerVnet(server, first.putIfAbsent(subnet.virtualNetwork(), server));
                subnet(server, subnet);
                addresses(server, subnet);
                context
                    .resources()
                    .vnetOf(subnet)
                    .ifPresent(
                        vnet -> {
                          gateways(server, vnet);
                          peersAreReachable(server, vnet);
                        });
              });
      peers(server);
    }
  }

  private void onePerVnet(RouteServer server, @Nullable RouteServer other) {
    if (other != null) {
      context.refuse(
          "TP2711",
          "R169",
          server.origin(),
          server.id().label() + ": its VNet has a Route Server already, \"" + other.name() + "\".",
          "Remove one of the two.");
    }
  }

  /** R169: a subnet of its own, of that name, large enough, without filter and route table. */
  private void subnet(RouteServer server, Subnet subnet) {
    if (!subnet.isRouteServerSubnet()) {
      refuseSubnet(
          server,
          "it stands in \"" + subnet.name() + "\" instead of a subnet called " + RouteServer.SUBNET,
          "Move it to a subnet of that name.");
      return;
    }
    for (Prefix prefix : subnet.addressPrefixes()) {
      if (prefix.length() > LONGEST_SUBNET && prefix.family().bits() == Integer.SIZE) {
        refuseSubnet(
            server,
            "its subnet is /" + prefix.length() + ", but must be /27 or larger",
            "Widen the subnet.");
      }
    }
    if (subnet.networkSecurityGroup() != null) {
      refuseSubnet(server, "its subnet has a network security group", "Remove it from the subnet.");
    }
    if (subnet.routeTable() != null) {
      refuseSubnet(server, "its subnet has a route table", "Remove it from the subnet.");
    }
    for (NetworkInterface nic : context.resources().nicsOf(subnet)) {
      refuseSubnet(
          server,
          "the interface \"" + nic.name() + "\" stands in its subnet too",
          "Move the interface to another subnet.");
    }
  }

  private void refuseSubnet(RouteServer server, String what, String fix) {
    context.refuse("TP2712", "R169", server.origin(), server.id().label() + ": " + what + ".", fix);
  }

  private void addresses(RouteServer server, Subnet subnet) {
    for (IpAddress address : server.addresses()) {
      if (!subnet.contains(address)) {
        context.refuse(
            "TP2713",
            "R170",
            server.origin(),
            server.id().label()
                + ": its address "
                + address
                + " is not in its subnet "
                + subnet.addressPrefixes()
                + ".",
            "Correct virtualRouterIps, or leave it out.");
      }
    }
  }

  /** R171, R172: how many, each once, and which ASNs. */
  private void peers(RouteServer server) {
    if (server.connections().size() > MOST_PEERS) {
      context.refuse(
          "TP2714",
          "R171",
          server.origin(),
          server.id().label()
              + ": it has "
              + server.connections().size()
              + " BGP peers, but may have "
              + MOST_PEERS
              + ".",
          "Remove peers.");
    }
    Set<IpAddress> seen = new HashSet<>();
    for (RouteServer.BgpConnection peer : server.connections()) {
      if (!seen.add(peer.peerAddress())) {
        context.refuse(
            "TP2715",
            "R170",
            peer.origin(),
            peer.id().label() + ": another connection has the peer " + peer.peerAddress() + ".",
            "Remove one of the two.");
      }
      if (ReservedAsns.isReserved(peer.peerAsn()) || peer.peerAsn() > LARGEST_16_BIT) {
        context.refuse(
            "TP2716",
            "R172",
            peer.origin(),
            peer.id().label()
                + ": the ASN "
                + peer.peerAsn()
                + (peer.peerAsn() > LARGEST_16_BIT ? " needs more than 16 bits." : " is reserved."),
            "Give the appliance another ASN, such as 65001.");
      }
    }
  }

  /** R188: an appliance in the VNet itself or in one that is peered with it. */
  private void peersAreReachable(RouteServer server, VirtualNetwork vnet) {
    for (RouteServer.BgpConnection peer : server.connections()) {
      boolean near =
          holds(vnet, peer.peerAddress())
              || vnet.peerings().stream()
                  .filter(context.resources()::isConnected)
                  .flatMap(half -> context.resources().vnet(half.remoteVirtualNetwork()).stream())
                  .anyMatch(remote -> holds(remote, peer.peerAddress()));
      if (!near) {
        context.report(
            ValidationKinds.UNREACHABLE_PEER.at(
                peer.origin(),
                peer.id().label()
                    + ": the peer "
                    + peer.peerAddress()
                    + " is neither in the VNet \""
                    + vnet.name()
                    + "\" nor in one that is peered with it."));
      }
    }
  }

  private static boolean holds(VirtualNetwork vnet, IpAddress address) {
    return vnet.addressSpace().stream().anyMatch(range -> range.contains(address));
  }

  /**
   * R163, R180: what Azure demands of a VPN gateway that exchanges routes. Published deployments
   * with other ASNs work (R272), so this is a warning.
   */
  private void gateways(RouteServer server, VirtualNetwork vnet) {
    if (!server.branchToBranch()) {
      return;
    }
    Optional<VirtualNetworkGateway> vpn =
        context.resources().gatewaysOf(vnet).stream()
            .filter(VirtualNetworkGateway::isVpn)
            .findFirst();
    vpn.filter(gateway -> !gateway.activeActive())
        .ifPresent(
            gateway ->
                context.report(
                    ValidationKinds.NOT_ACTIVE_ACTIVE.at(
                        gateway.origin(),
                        gateway.id().label()
                            + ": beside a Route Server with branch-to-branch a VPN gateway must be"
                            + " active-active.")));
    vpn.filter(gateway -> gateway.bgp().asn() != RouteServer.ASN)
        .ifPresent(
            gateway ->
                context.report(
                    ValidationKinds.OTHER_ASN.at(
                        gateway.origin(),
                        gateway.id().label()
                            + ": its ASN is "
                            + gateway.bgp().asn()
                            + "; Azure asks for 65515 beside a Route Server with branch-to-branch."
                            + " Observed deployments work with another one, by eBGP.")));
  }
}
