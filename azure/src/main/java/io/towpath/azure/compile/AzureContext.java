package io.towpath.azure.compile;

import io.towpath.azure.Cloud;
import io.towpath.azure.Profile;
import io.towpath.azure.client.PointToSiteClient;
import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.GatewayReach;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.Subnet;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/**
 * What every part of the compiler reads: all of it immutable.
 *
 * @param vnetsBefore how many VNets the clouds before this one have, so that stand-in addresses are
 *     of one VNet each
 * @param configuredGuests names of the machines whose guest is configured elsewhere, found without
 *     case
 * @param clients point-to-site clients of its gateways
 */
record AzureContext(
    Cloud cloud,
    AzureResources resources,
    Profile profile,
    PlatformAddresses addresses,
    ElementNames names,
    GatewayReach reach,
    int vnetsBefore,
    SortedSet<String> configuredGuests,
    List<PointToSiteClient> clients) {

  /** True if the gateway stands in a VNet of the estate and has at least one instance. */
  boolean hasPlace(VirtualNetworkGateway gateway) {
    return resources.vnetOf(gateway).isPresent()
        && resources.subnet(gateway.subnet()).isPresent()
        && !addresses.instances(gateway).isEmpty()
        && !addresses.bgp(gateway).isEmpty();
  }

  /** The VNet of a gateway that is known to exist. */
  VirtualNetwork vnetOf(VirtualNetworkGateway gateway) {
    return resources
        .vnetOf(gateway)
        .orElseThrow(() -> new IllegalStateException("no VNet for " + gateway.id()));
  }

  /** Names for latency of something in a region, most specific first. */
  static List<String> sites(String location, String... specific) {
    List<String> names = new ArrayList<>(List.of(specific));
    if (!location.isEmpty()) {
      names.add("region:" + location);
    }
    return List.copyOf(names);
  }

  /** The prefix of a subnet that holds an address, else its first one. */
  static Prefix prefixAround(Subnet subnet, IpAddress address) {
    for (Prefix prefix : subnet.addressPrefixes()) {
      if (prefix.contains(address)) {
        return prefix;
      }
    }
    return subnet.addressPrefixes().getFirst();
  }

  /** The default gateway that guests of a subnet are given: base + 1 (R5). */
  static IpAddress guestGateway(Prefix subnet) {
    return subnet.network().plus(1);
  }

  /** Where a gateway stands that is known to exist. */
  GatewayPlace placeOf(VirtualNetworkGateway gateway) {
    VirtualNetwork vnet = vnetOf(gateway);
    return new GatewayPlace(
        vnet,
        subnetOf(gateway),
        sites(
            gateway.location().isEmpty() ? vnet.location() : gateway.location(),
            "gateway:" + names.gateway(gateway.id())),
        gateway.origin());
  }

  /** The VNets of the estate that are peered with one, both halves connected, in order. */
  List<VirtualNetwork> connectedPeers(VirtualNetwork vnet) {
    return vnet.peerings().stream()
        .filter(resources::isConnected)
        .flatMap(half -> resources.vnet(half.remoteVirtualNetwork()).stream())
        .toList();
  }

  /** The subnet in which a gateway stands. */
  Subnet subnetOf(VirtualNetworkGateway gateway) {
    ResourceId id = gateway.subnet();
    return resources
        .subnet(id)
        .orElseThrow(() -> new IllegalStateException("no subnet for " + gateway.id()));
  }
}
