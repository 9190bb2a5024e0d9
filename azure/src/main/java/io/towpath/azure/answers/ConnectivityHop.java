package io.towpath.azure.answers;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A hop of connection troubleshoot; components have the names of ARM's members (R246).
 *
 * @param type {@code Source}, {@code VirtualAppliance}, {@code VirtualNetworkGateway}, {@code
 *     VnetLocal}, {@code Internet} or {@code Destination}; {@code ExpressRouteCircuit} and {@code
 *     OnPremises} for what stands behind gateways
 * @param id the same for the same hop of the same answer, where Azure draws a new one
 * @param address null if none is known
 * @param resourceId {@code Unknown} for what is no resource
 * @param nextHopIds ids of the hops that follow
 * @param previousHopIds ids of the hops before
 * @param issues what stops the packets there
 * @param name name of the node or host in the estate
 */
public record ConnectivityHop(
    String type,
    UUID id,
    @Nullable String address,
    String resourceId,
    List<UUID> nextHopIds,
    List<UUID> previousHopIds,
    List<ConnectivityIssue> issues,
    String name) {
  public ConnectivityHop {
    nextHopIds = List.copyOf(nextHopIds);
    previousHopIds = List.copyOf(previousHopIds);
    issues = List.copyOf(issues);
  }
}
