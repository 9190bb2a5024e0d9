package io.towpath.azure.answers;

import io.towpath.net.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of a network interface's effective routes; components have the names of ARM's members
 * (R43).
 *
 * @param name of a user-defined route; null otherwise
 * @param disableBgpRoutePropagation of the subnet's route table (R58)
 * @param source {@code Default}, {@code VirtualNetworkGateway} or {@code User} (R44)
 * @param state {@code Active} or {@code Invalid} (R45)
 * @param addressPrefix one prefix
 * @param nextHopIpAddress what Azure prints; empty for types without address (R48)
 * @param nextHopType R46
 * @param predicted {@code count} if only the number of next hop addresses can be predicted (R264);
 *     null otherwise
 * @param via gateway, circuit or appliance network behind the next hops, without doubles
 * @param why what decided
 * @param rule the R-rule that decided; empty if nothing competed
 * @param origin where it was written
 */
public record EffectiveRoute(
    @Nullable String name,
    boolean disableBgpRoutePropagation,
    String source,
    String state,
    List<String> addressPrefix,
    List<String> nextHopIpAddress,
    String nextHopType,
    @Nullable String predicted,
    List<String> via,
    String why,
    String rule,
    Origin origin) {
  public EffectiveRoute {
    addressPrefix = List.copyOf(addressPrefix);
    nextHopIpAddress = List.copyOf(nextHopIpAddress);
    via = List.copyOf(via);
  }
}
