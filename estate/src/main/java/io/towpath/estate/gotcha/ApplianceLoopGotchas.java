package io.towpath.estate.gotcha;

import io.towpath.azure.compile.AzureNames;
import io.towpath.azure.compile.AzureRouteClass;
import io.towpath.forwarding.Verdict;
import io.towpath.forwarding.trace.Place;
import io.towpath.net.FindingKind;
import io.towpath.net.IpAddress;
import io.towpath.net.PacketHeader;
import io.towpath.net.Prefix;
import io.towpath.network.NextHop;
import io.towpath.network.Vrf;
import io.towpath.routing.rib.RibRoute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Routes that a Route Server gives back to the appliance that announced them (R187, R191, R270).
 *
 * <p>What an appliance hands to the fabric is looked up in the table of its own subnet. For each
 * injected prefix whose next hop is an appliance, a packet is walked from each appliance of that
 * table; at most {@value #MOST_PREFIXES} prefixes for each subnet.
 */
final class ApplianceLoopGotchas implements NetworkGotcha {
  private static final int MOST_PREFIXES = 64;
  private static final int MOST_PATHS = 4;

  /** An address of the Internet that documentation uses and no network has. */
  private static final IpAddress ANYWHERE = IpAddress.parse("203.0.113.254");

  private static final FindingKind LOOP =
      FindingKind.warning(
          "TP6103",
          "R191",
          "Injected route leads an appliance back to itself or its partner",
          "A Route Server programs what appliances announce on every interface of the VNet, their"
              + " own included. What the appliance hands to the fabric for such a prefix comes back"
              + " to it, or goes to and fro between two appliances, until its TTL is spent.",
          "Give the appliance a tunnel for that prefix, or its subnet a table with propagation off"
              + " or a route of its own.");

  private static final FindingKind DEFAULT =
      FindingKind.warning(
          "TP6104",
          "R187",
          "Announced default route captures the appliance itself",
          "The default route that the appliance announces is programmed on its own subnet too. What"
              + " it sends to the Internet comes back to it.",
          "Give the appliance's subnet a route 0.0.0.0/0 with next hop Internet.");

  @Override
  public List<FindingKind> kinds() {
    return List.of(LOOP, DEFAULT);
  }

  @Override
  public void check(NetworkContext context) {
    for (AzureNames.MachineName machine : context.names().machines().values()) {
      int node = context.topology().nodeId(machine.name());
      if (machine.isHost() || node < 0 || !context.topology().node(node).forwards()) {
        continue;
      }
      Map<Prefix, RibRoute> injected = new TreeMap<>();
      for (String name : machine.nics()) {
        context
            .names()
            .nic(name)
            .ifPresent(nic -> context.routes(nic.vrf()).forEach(r -> keep(context, r, injected)));
      }
      walk(context, machine, node, injected.values().stream().limit(MOST_PREFIXES).toList());
    }
  }

  private static void keep(NetworkContext context, RibRoute route, Map<Prefix, RibRoute> injected) {
    boolean appliance =
        route.isActive()
            && route.routeClass().equals(AzureRouteClass.GATEWAY)
            && route.nextHops().stream().anyMatch(hop -> !context.machinesBehind(hop).isEmpty());
    if (appliance) {
      injected.putIfAbsent(route.prefix(), route);
    }
  }

  private static void walk(
      NetworkContext context, AzureNames.MachineName machine, int node, List<RibRoute> routes) {
    int vrf = context.topology().vrfId(node, Vrf.DEFAULT);
    if (vrf < 0) {
      return;
    }
    List<RibRoute> looping = new ArrayList<>();
    for (RibRoute route : routes) {
      Place place = new Place.AtNode(node, vrf);
      IpAddress to = inside(route.prefix());
      IpAddress from = context.walker().sourceAddress(place, to);
      if (from != null && loops(context, place, PacketHeader.echo(from, to))) {
        looping.add(route);
      }
    }
    looping.stream()
        .filter(route -> route.prefix().length() == 0)
        .forEach(route -> report(context, DEFAULT, machine, route, ""));
    List<RibRoute> others = looping.stream().filter(r -> r.prefix().length() > 0).toList();
    if (!others.isEmpty()) {
      String more = NetworkContext.andMore(others.size() - 1, "prefix", "prefixes");
      report(context, LOOP, machine, others.getFirst(), more);
    }
  }

  private static boolean loops(NetworkContext context, Place place, PacketHeader header) {
    return context.walker().paths(place, header, null, MOST_PATHS, false).stream()
        .anyMatch(walk -> walk.verdict() == Verdict.LOOP);
  }

  private static IpAddress inside(Prefix prefix) {
    return prefix.length() == 0
        ? ANYWHERE
        : prefix.isHost() ? prefix.network() : prefix.network().plus(1);
  }

  private static void report(
      NetworkContext context,
      FindingKind kind,
      AzureNames.MachineName machine,
      RibRoute route,
      String more) {
    NextHop hop = route.nextHops().getFirst();
    context.report(
        kind.at(
            context.originOf(machine),
            "What \""
                + machine.name()
                + "\" sends to "
                + route.prefix()
                + more
                + " loops: its subnet has a route of the Route Server to "
                + NetworkContext.quoted(context.machinesBehind(hop))
                + "."));
  }
}
