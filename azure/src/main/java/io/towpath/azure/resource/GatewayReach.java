package io.towpath.azure.resource;

import io.towpath.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who supplies a VNet with learned routes, and for whom a VNet's gateways and its Route Server
 * speak (R69–R75, R175, R190).
 */
public final class GatewayReach {
  private final AzureResources resources;

  /** The reach of the gateways and Route Servers among resources. */
  public GatewayReach(AzureResources resources) {
    this.resources = resources;
  }

  /** An address range that gateways announce, and the VNet whose range it is. */
  public record Range(Prefix prefix, VirtualNetwork vnet) {}

  /** The VNet whose gateways or Route Server serve this one: itself, or the peer that it uses. */
  public Optional<VirtualNetwork> supplierOf(VirtualNetwork vnet) {
    // R70, R190: a VNet with a gateway or Route Server of its own cannot use another one's.
    if (resources.hasRouteSource(vnet)) {
      return Optional.of(vnet);
    }
    return vnet.peerings().stream()
        .filter(this::usesRemoteGateways)
        .flatMap(half -> resources.vnet(half.remoteVirtualNetwork()).stream())
        .filter(resources::hasRouteSource)
        .findFirst();
  }

  /** The gateways that serve a VNet: R71, with both types in the hub a spoke uses both. */
  public List<VirtualNetworkGateway> gatewaysFor(VirtualNetwork vnet) {
    return supplierOf(vnet).map(resources::gatewaysOf).orElse(List.of());
  }

  /** The peers that use this VNet's gateways or Route Server, in the order of its peerings. */
  public List<VirtualNetwork> spokesOf(VirtualNetwork hub) {
    return hub.peerings().stream().flatMap(half -> spokeOf(hub, half).stream()).toList();
  }

  /** The VNet on the other side of a half, if it uses this one's gateways or Route Server. */
  private Optional<VirtualNetwork> spokeOf(VirtualNetwork hub, Peering half) {
    if (!resources.hasRouteSource(hub)) {
      return Optional.empty();
    }
    return resources
        .oppositeOf(half)
        .filter(this::usesRemoteGateways)
        .flatMap(_ -> resources.vnet(half.remoteVirtualNetwork()))
        .filter(spoke -> !resources.hasRouteSource(spoke));
  }

  /**
   * R75: whole ranges, never subnets, of the VNet and of every spoke that uses its gateways; of a
   * spoke of which only subnets are peered no more than these (R279).
   */
  public List<Range> announced(VirtualNetwork hub) {
    return ranges(hub, false);
  }

  /**
   * What the gateways of a VNet announce (R75), with summarised prefixes in place of the ranges of
   * each VNet that has some, whatever they cover (R277).
   */
  public List<Range> advertised(VirtualNetwork hub) {
    return ranges(hub, true);
  }

  private List<Range> ranges(VirtualNetwork hub, boolean summarised) {
    List<Range> ranges = new ArrayList<>();
    add(hub, hub.addressSpace(), summarised, ranges);
    for (Peering half : hub.peerings()) {
      spokeOf(hub, half)
          .ifPresent(spoke -> add(spoke, resources.remotePrefixes(half), summarised, ranges));
    }
    return ranges;
  }

  private static void add(
      VirtualNetwork vnet, List<Prefix> own, boolean summarised, List<Range> ranges) {
    boolean replaced = summarised && !vnet.gatewayPrefixes().isEmpty();
    (replaced ? vnet.gatewayPrefixes() : own)
        .forEach(prefix -> ranges.add(new Range(prefix, vnet)));
  }

  /**
   * The Route Server through which the gateways of a VNet exchange routes with each other and with
   * NVAs, and which then fills the VNet's tables: one with branch-to-branch on (R180).
   */
  public Optional<RouteServer> exchangeOf(VirtualNetwork vnet) {
    return resources.routeServerOf(vnet).filter(RouteServer::branchToBranch);
  }

  private boolean usesRemoteGateways(Peering spokeHalf) {
    return spokeHalf.useRemoteGateways()
        && resources.isConnected(spokeHalf)
        && resources.oppositeOf(spokeHalf).filter(Peering::allowGatewayTransit).isPresent();
  }

  /** True if the two VNets of a peering are in different regions. */
  public boolean isGlobal(Peering half) {
    String here = resources.vnet(half.virtualNetwork()).map(VirtualNetwork::location).orElse("");
    String there =
        resources.vnet(half.remoteVirtualNetwork()).map(VirtualNetwork::location).orElse("");
    return !here.isEmpty() && !there.isEmpty() && !here.equalsIgnoreCase(there);
  }
}
