package io.towpath.azure.answers;

import io.towpath.azure.compile.AzureNames;
import io.towpath.azure.compile.AzureRouteClass;
import io.towpath.forwarding.solver.Solution;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.NextHop;
import io.towpath.network.Shown;
import io.towpath.network.VrfRef;
import io.towpath.routing.rib.RibRoute;
import io.towpath.routing.rib.RouteReason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Routes that a network interface uses, as {@code az network nic show-effective-route-table} lists
 * them (R43–R48).
 *
 * <p>One row for each prefix and source; rows that a more preferred source of the same prefix
 * overrides stay with state Invalid (R45). Sorted by source (Default, VirtualNetworkGateway, User),
 * then prefix. All interfaces of a subnet share one table.
 */
public final class EffectiveRoutes {
  private static final List<String> SOURCES = List.of("Default", "VirtualNetworkGateway", "User");

  private final Solution solution;
  private final AzureNames names;
  private final NextHopOwners owners;

  /** Reads a solution of the network to which the names belong. */
  public EffectiveRoutes(Solution solution, AzureNames names) {
    this.solution = solution;
    this.names = names;
    this.owners = new NextHopOwners(solution.topology(), names);
  }

  /** The rows of a subnet's table. */
  public List<EffectiveRoute> of(VrfRef subnet) {
    int vrf = solution.topology().vrfId(subnet);
    if (vrf < 0) {
      return List.of();
    }
    boolean propagationOff = isPropagationOff(subnet);
    List<RibRoute> sorted = new ArrayList<>(solution.routing().rib(vrf).routes());
    sorted.removeIf(route -> route.routeClass().equals(AzureRouteClass.PLATFORM));
    sorted.sort(
        Comparator.<RibRoute>comparingInt(route -> SOURCES.indexOf(source(route.routeClass())))
            .thenComparing(RibRoute::prefix));
    Map<Prefix, Set<String>> outranked = outranked(vrf);
    return sorted.stream().map(route -> row(route, outranked, propagationOff)).toList();
  }

  /**
   * The row that a packet from a subnet follows, as the engine looks it up; empty if there is none.
   * Routes to platform addresses (R6) are found too, though {@link #of(VrfRef)} lists none of them.
   */
  Optional<EffectiveRoute> towards(VrfRef subnet, IpAddress destination) {
    int vrf = solution.topology().vrfId(subnet);
    RibRoute route = vrf < 0 ? null : solution.routing().rib(vrf).match(destination);
    return route == null
        ? Optional.empty()
        : Optional.of(row(route, outranked(vrf), isPropagationOff(subnet)));
  }

  /**
   * The rows of an interface's table.
   *
   * @param origin where the question was asked
   * @throws InvalidInputException if its machine does not run: Azure has no answer then (R47)
   */
  public List<EffectiveRoute> of(AzureNames.NicName nic, Origin origin) {
    requireRunning(nic, "effective routes", names, origin);
    return of(nic.vrf());
  }

  private boolean isPropagationOff(VrfRef subnet) {
    return names
        .subnet(subnet.name())
        .filter(AzureNames.SubnetName::disableBgpRoutePropagation)
        .isPresent();
  }

  /** R47: Azure answers nothing about the interfaces of a machine that does not run. */
  static void requireRunning(
      AzureNames.NicName nic, String question, AzureNames names, Origin origin) {
    String machine = nic.machine();
    boolean stopped =
        machine != null && names.machine(machine).filter(found -> !found.running()).isPresent();
    if (stopped) {
      throw new InvalidInputException(
          Finding.error(
                  "TP2804",
                  origin,
                  "The virtual machine \""
                      + machine
                      + "\" of \""
                      + nic.name()
                      + "\" does not run, so it has no "
                      + question
                      + ".",
                  "Ask for the routes of its subnet, or set its power state to running.")
              .byRule("R47"));
    }
  }

  private EffectiveRoute row(
      RibRoute route, Map<Prefix, Set<String>> outranked, boolean propagationOff) {
    Set<String> addresses = new LinkedHashSet<>();
    Set<String> via = new LinkedHashSet<>();
    String type = "None";
    boolean countOnly = false;
    for (NextHop hop : route.nextHops()) {
      Shown shown = hop.shown();
      if (shown != null) {
        type = shown.type();
        addresses.addAll(shown.addresses());
        countOnly |= shown.countOnly();
      }
      owners.of(hop).ifPresent(via::add);
    }
    return new EffectiveRoute(
        route.name(),
        propagationOff,
        source(route.routeClass()),
        route.isActive() ? "Active" : "Invalid",
        List.of(route.prefix().toString()),
        List.copyOf(addresses),
        type,
        countOnly ? "count" : null,
        List.copyOf(via),
        why(route, outranked),
        route.why().rule(),
        route.origin());
  }

  private static String source(String routeClass) {
    if (AzureRouteClass.USER.contains(routeClass)) {
      return "User";
    }
    return isLearned(routeClass) ? "VirtualNetworkGateway" : "Default";
  }

  /** What decided in the subnet's table and, for gateway routes, between the gateways. */
  private static String why(RibRoute route, Map<Prefix, Set<String>> outranked) {
    List<String> reasons = new ArrayList<>();
    if (isLearned(route.routeClass())) {
      reasons.addAll(outranked.getOrDefault(route.prefix(), Set.of()));
    }
    if (reasons.isEmpty() || !(route.why() instanceof RouteReason.OnlyCandidate)) {
      reasons.addFirst(route.why().text());
    }
    return String.join("; ", reasons);
  }

  /** R36–R38: by prefix, which gateways offered it too, and by what they lost. */
  private Map<Prefix, Set<String>> outranked(int vrf) {
    Map<Prefix, Set<String>> lost = new TreeMap<>();
    for (String layer : solution.topology().vrf(vrf).layers()) {
      for (RibRoute loser : solution.routing().layer(layer).outranked()) {
        if (loser.why() instanceof RouteReason.HigherRank(String term, _)) {
          Set<String> reasons = lost.computeIfAbsent(loser.prefix(), _ -> new LinkedHashSet<>());
          loser.nextHops().stream()
              .flatMap(hop -> owners.of(hop).stream())
              .forEach(owner -> reasons.add("preferred to " + owner + " by " + term));
        }
      }
    }
    return lost;
  }

  private static boolean isLearned(String routeClass) {
    return routeClass.equals(AzureRouteClass.GATEWAY)
        || routeClass.equals(AzureRouteClass.OWN_TUNNEL);
  }
}
