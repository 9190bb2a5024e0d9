package io.towpath.azure.answers;

import io.towpath.azure.compile.AzureNames;
import io.towpath.azure.resource.ResourceId;
import io.towpath.forwarding.solver.Solution;
import io.towpath.forwarding.trace.WalkStep;
import io.towpath.forwarding.trace.Walker;
import io.towpath.net.InvalidInputException;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.PacketHeader;
import io.towpath.network.Filter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
   * @param userTable the route table that holds the route; null for routes that Azure made
   * @param route the effective route that was found; null if there is none
   */
  public record NextHopAnswer(
      String nextHopType,
      List<String> nextHopIpAddresses,
      @Nullable ResourceId userTable,
      @Nullable EffectiveRoute route) {
    public NextHopAnswer {
      nextHopIpAddresses = List.copyOf(nextHopIpAddresses);
    }

    /** Full id of the route table, or {@link #SYSTEM_ROUTE}. */
    public String routeTableId() {
      return userTable == null ? SYSTEM_ROUTE : userTable.toString();
    }

    /** Name of the route table, or {@link #SYSTEM_ROUTE}. */
    public String routeTable() {
      return userTable == null ? SYSTEM_ROUTE : userTable.name();
    }
  }

  /**
   * A verdict of security groups.
   *
   * @param access {@code Allow} or {@code Deny}
   * @param ruleName {@code securityRules/x} or {@code defaultSecurityRules/x}; empty if no group is
   *     associated
   * @param filter the group that decided, with its direction and subnet; empty likewise
   */
  public record IpFlowAnswer(String access, String ruleName, String filter, Origin origin) {}

  /**
   * The route of an interface to a destination, by the engine's own look-up.
   *
   * @param asked where the question was asked
   * @throws InvalidInputException if the machine does not run (R47)
   */
  public NextHopAnswer nextHop(AzureNames.NicName nic, IpAddress destination, Origin asked) {
    EffectiveRoutes routes = new EffectiveRoutes(solution, names);
    EffectiveRoutes.requireRunning(nic, "next hops", names, asked);
    EffectiveRoute route = routes.towards(nic.vrf(), destination).orElse(null);
    return route == null
        ? new NextHopAnswer("None", List.of(), null, null)
        : new NextHopAnswer(
            type(route.nextHopType()), route.nextHopIpAddress(), table(nic, route), route);
  }

  /** R242 spells peerings otherwise than the effective routes do (R46). */
  private static String type(String shown) {
    return shown.equals("VNetPeering") || shown.equals("VNetGlobalPeering") ? "VnetPeering" : shown;
  }

  private @Nullable ResourceId table(AzureNames.NicName nic, EffectiveRoute route) {
    return route.source().equals("User")
        ? names
            .subnet(nic.vrf().name())
            .flatMap(subnet -> Optional.ofNullable(subnet.routeTable()))
            .orElse(null)
        : null;
  }

  /**
   * What the security groups at an interface and its subnet say to a packet that opens a flow: the
   * last one asked decides, which is the first that denies (R193).
   *
   * @param inbound the packet comes to the interface
   */
  public IpFlowAnswer ipFlow(AzureNames.NicName nic, boolean inbound, PacketHeader packet) {
    int port = solution.topology().interfaceId(nic.port());
    List<WalkStep.Filtered> filters =
        new Walker(solution)
            .filtered(port, inbound, packet).stream().filter(this::isSecurityGroup).toList();
    if (filters.isEmpty()) {
      return new IpFlowAnswer("Allow", "", "", Origin.NONE);
    }
    WalkStep.Filtered decided = filters.getLast();
    return new IpFlowAnswer(
        decided.permitted() ? "Allow" : "Deny",
        decided.rule().replace("\"", ""),
        decided.filter(),
        decided.origin());
  }

  private boolean isSecurityGroup(WalkStep.Filtered step) {
    Filter filter = solution.topology().network().filters().get(step.filter());
    return filter != null && filter.kind() == Filter.Kind.NETWORK_SECURITY_GROUP;
  }
}
