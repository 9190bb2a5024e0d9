package io.towpath.azure.resource;

import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One half of a VNet peering: the resource that lives in one of the two VNets (R63, R64).
 *
 * @param remoteVirtualNetwork the VNet on the other side
 * @param allowVirtualNetworkAccess R67; true unless stated
 * @param allowForwardedTraffic R68; false unless stated
 * @param allowGatewayTransit R69; false unless stated
 * @param useRemoteGateways R70; false unless stated
 * @param peerCompleteVnets R279; true unless stated. False if only subnets are peered
 * @param localSubnetNames the subnets of this VNet that are peered then
 * @param remoteSubnetNames those of the other
 * @param remoteAddressSpace ranges of the other side as last synchronised; empty if not stated
 * @param statedState what Azure printed; null if it printed none. {@link
 *     AzureResources#peeringState} says what holds
 * @param syncLevel R7
 */
public record Peering(
    ResourceId id,
    ResourceId remoteVirtualNetwork,
    boolean allowVirtualNetworkAccess,
    boolean allowForwardedTraffic,
    boolean allowGatewayTransit,
    boolean useRemoteGateways,
    boolean peerCompleteVnets,
    List<String> localSubnetNames,
    List<String> remoteSubnetNames,
    List<Prefix> remoteAddressSpace,
    @Nullable PeeringState statedState,
    @Nullable PeeringSyncLevel syncLevel,
    Origin origin) {

  public Peering {
    localSubnetNames = List.copyOf(localSubnetNames);
    remoteSubnetNames = List.copyOf(remoteSubnetNames);
    remoteAddressSpace = List.copyOf(remoteAddressSpace);
  }

  /** The name as spelled. */
  public String name() {
    return id.name();
  }

  /** The id of the VNet in which this half lives. */
  public ResourceId virtualNetwork() {
    return id.parent();
  }

  /** The same content without places. */
  public Peering unplaced() {
    return new Peering(
        id,
        remoteVirtualNetwork,
        allowVirtualNetworkAccess,
        allowForwardedTraffic,
        allowGatewayTransit,
        useRemoteGateways,
        peerCompleteVnets,
        localSubnetNames,
        remoteSubnetNames,
        remoteAddressSpace,
        statedState,
        syncLevel,
        Origin.NONE);
  }

  /** The same half after the other one was deleted (R63). */
  Peering disconnected() {
    return new Peering(
        id,
        remoteVirtualNetwork,
        allowVirtualNetworkAccess,
        allowForwardedTraffic,
        allowGatewayTransit,
        useRemoteGateways,
        peerCompleteVnets,
        localSubnetNames,
        remoteSubnetNames,
        remoteAddressSpace,
        PeeringState.DISCONNECTED,
        syncLevel,
        origin);
  }
}
