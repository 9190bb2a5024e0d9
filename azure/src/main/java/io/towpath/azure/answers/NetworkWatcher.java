package io.towpath.azure.answers;

import io.towpath.azure.compile.AzureNames;
import io.towpath.azure.resource.ResourceId;
import io.towpath.forwarding.solver.Solution;
import io.towpath.forwarding.trace.WalkStep;
import io.towpath.forwarding.trace.Walker;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.PacketHeader;
import io.towpath.net.Prefix;
import java.util.List;
import java.util.Optional;

/**
 * What Network Watcher answers about one interface: {@code az network watcher show-next-hop} (R242)
 * and {@code test-ip-flow} (R243).
 *
 * <p>Both look at the interface alone: the next hop is the route that the interface's subnet uses,
 * whether anybody answers there or not; IP flow verify asks the interface's security groups, not
 * routes and not the far end.
 */
public final class NetworkWatcher {
  /** Instead of a route table, for routes that Azure made. */
  public static final String SYSTEM_ROUTE = "System Route";

  private final Solution solution;
  private final AzureNames names;

  /** Answers about a solution of the network to which the names belong. */
  public NetworkWatcher(Solution solution, AzureNames names) {
    this.solution = solution;
    this.names = names;
  }

  /**
   * A next hop.
   *
   * @param routeTable name of the route table that holds the route, or {@link #SYSTEM_ROUTE}
   * @param route the effective route that was found
   */
  public record NextHopAnswer(
      String nextHopType,
      List<String> nextHopIpAddresses,
      String routeTable,
      Optional<EffectiveRoute> route) {
    public NextHopAnswer {
      nextHopIpAddresses = List.copyOf(nextHopIpAddresses);
    }
  }

  /**
   * A verdict of security groups.
   *
   * @param access {@code Allow} or {@code Deny}
   * @param ruleName {@code securityRules/x} or {@code defaultSecurityRules/x}; empty if no group is
   *     associated
   */
  public record IpFlowAnswer(String access, String ruleName, Origin origin) {}

  /** The route of an interface to a destination. */
  public NextHopAnswer nextHop(AzureNames.NicName nic, IpAddress destination, Origin asked) {
    EffectiveRoute best = null;
    int longest = -1;
    for (EffectiveRoute route : new EffectiveRoutes(solution, names).of(nic, asked)) {
      Prefix prefix = Prefix.parse(route.addressPrefix().getFirst());
      if (route.state().equals("Active")
          && prefix.contains(destination)
          && prefix.length() > longest) {
        best = route;
        longest = prefix.length();
      }
    }
    if (best == null) {
      return new NextHopAnswer("None", List.of(), SYSTEM_ROUTE, Optional.empty());
    }
    return new NextHopAnswer(
        type(best.nextHopType()), best.nextHopIpAddress(), table(nic, best), Optional.of(best));
  }

  /** R242 spells peerings otherwise than the effective routes do (R46). */
  private static String type(String shown) {
    return shown.equals("VNetPeering") || shown.equals("VNetGlobalPeering") ? "VnetPeering" : shown;
  }

  private String table(AzureNames.NicName nic, EffectiveRoute route) {
    if (!route.source().equals("User")) {
      return SYSTEM_ROUTE;
    }
    return names
        .subnet(nic.vrf().name())
        .flatMap(subnet -> Optional.ofNullable(subnet.routeTable()))
        .map(ResourceId::name)
        .orElse(SYSTEM_ROUTE);
  }

  /**
   * What the security groups at an interface and its subnet say to a packet that opens a flow: the
   * last one asked decides, which is the first that denies (R193).
   *
   * @param inbound the packet comes to the interface
   */
  public IpFlowAnswer ipFlow(AzureNames.NicName nic, boolean inbound, PacketHeader packet) {
    int port = solution.topology().interfaceId(nic.port());
    List<WalkStep.Filtered> filters = new Walker(solution).filtered(port, inbound, packet);
    if (filters.isEmpty()) {
      return new IpFlowAnswer("Allow", "", Origin.NONE);
    }
    WalkStep.Filtered decided = filters.getLast();
    return new IpFlowAnswer(
        decided.permitted() ? "Allow" : "Deny", decided.rule().replace("\"", ""), decided.origin());
  }
}
