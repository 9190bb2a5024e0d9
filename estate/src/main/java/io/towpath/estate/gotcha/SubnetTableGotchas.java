package io.towpath.estate.gotcha;

import io.towpath.azure.compile.AzureNames;
import io.towpath.azure.compile.AzureRouteClass;
import io.towpath.azure.resource.NetworkInterface;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.Subnet;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.net.AddressFamily;
import io.towpath.net.FindingKind;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.NextHop;
import io.towpath.routing.rib.RibRoute;
import io.towpath.routing.rib.RouteAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the tables of subnets hold once gateways and Route Servers have filled them. */
final class SubnetTableGotchas implements NetworkGotcha {
  private static final FindingKind SEVERAL_APPLIANCES =
      FindingKind.warning(
          "TP6105",
          "R182",
          "Flows are spread over several appliances",
          "Equal routes of several appliances share the load flow by flow, and each direction is"
              + " hashed on its own: the answer may come to another appliance than the request."
              + " Appliances that keep state, and do not translate the source or share their state,"
              + " drop it.",
          "Let one appliance prepend its AS path, or translate the source at each.");

  private static final FindingKind STATED_APPLIANCES =
      FindingKind.warning(
          "TP6133",
          "R51",
          "Flows of a user-defined route are spread over several appliances",
          "The appliances of a route share its load flow by flow, and each direction is hashed on"
              + " its own: the answer may come to another appliance than the request. Appliances"
              + " that keep state, and do not translate the source or share their state, drop it."
              + " Nobody asks whether they are alive: flows that fall to one that is not are lost.",
          "Put the appliances behind an internal load balancer, or translate the source at each.");

  private static final FindingKind LEARNED_DEFAULT =
      FindingKind.info(
          "TP6119",
          "R117",
          "Default route learned by BGP",
          "A learned default route takes all traffic of the VNet to the Internet, also that to"
              + " Azure's public services and to Windows licence activation (port 1688). When it is"
              + " withdrawn, the platform's own default route comes back and traffic leaks straight"
              + " to the Internet (R32).",
          "Give subnets that need the Internet directly a route 0.0.0.0/0 with next hop Internet,"
              + " and deny the Internet by a security rule where it must never be used.");

  private static final FindingKind PUBLIC_ADDRESS =
      FindingKind.warning(
          "TP6120",
          "R42",
          "Public address behind a default route that leads elsewhere",
          "What arrives at the public address is answered over the subnet's default route: by an"
              + " appliance, by on-premises or not at all. The answer has another source or is"
              + " dropped as unknown, so nothing from the Internet can connect.",
          "Publish the machine by the appliance, or give its subnet a default route to the"
              + " Internet.");

  private static final FindingKind NEVER_MATCHED =
      FindingKind.info(
          "TP6122",
          "R33",
          "User-defined route that nothing matches",
          "Longer prefixes of the same table take every address of the route, so it decides"
              + " nothing, whatever its next hop.",
          "Remove it, or lengthen it to the prefix that it is to override.");

  @Override
  public List<FindingKind> kinds() {
    return List.of(
        SEVERAL_APPLIANCES, STATED_APPLIANCES, LEARNED_DEFAULT, PUBLIC_ADDRESS, NEVER_MATCHED);
  }

  /** How often a user-defined route was seen, and in how many tables nothing matches it. */
  private record Use(int seen, int unmatched, String subnet, Origin origin) {}

  @Override
  public void check(NetworkContext context) {
    Set<ResourceId> withDefault = new HashSet<>();
    Set<Spread> told = new HashSet<>();
    Map<String, Use> uses = new TreeMap<>();
    for (AzureNames.SubnetName name : context.names().subnets().values()) {
      Optional<Subnet> subnet = context.resources().subnet(name.id());
      List<RibRoute> routes =
          context.routes(name.vrf()).stream()
              .filter(RibRoute::isActive)
              .filter(route -> route.prefix().family() == AddressFamily.IPV4)
              .toList();
      unmatched(name, routes, uses);
      if (subnet.isEmpty() || context.resources().nicsOf(subnet.get()).isEmpty()) {
        continue;
      }
      // A subnet of appliances alone has other troubles with injected routes (R187, R191).
      if (context.resources().nicsOf(subnet.get()).stream()
          .anyMatch(nic -> !nic.enableIpForwarding())) {
        severalAppliances(context, name, subnet.get(), routes, told);
        learnedDefault(context, subnet.get(), routes, withDefault);
      }
      publicAddresses(context, subnet.get(), routes);
    }
    uses.values().stream()
        .filter(use -> use.seen() == use.unmatched())
        .forEach(
            use ->
                context.report(
                    NEVER_MATCHED.at(
                        use.origin(),
                        "The route of "
                            + use.subnet()
                            + " has longer prefixes beside it for all of its addresses.")));
  }

  /** Several machines, in quotes, to which routes lead alike. */
  private record Spread(FindingKind kind, String machines) {}

  private static void severalAppliances(
      NetworkContext context,
      AzureNames.SubnetName name,
      Subnet subnet,
      List<RibRoute> routes,
      Set<Spread> told) {
    Map<Spread, List<RibRoute>> spread = new LinkedHashMap<>();
    for (RibRoute route : routes) {
      NavigableSet<String> machines = machines(context, route);
      FindingKind kind =
          switch (route.routeClass()) {
            case AzureRouteClass.GATEWAY -> SEVERAL_APPLIANCES;
            case AzureRouteClass.USER_APPLIANCE -> STATED_APPLIANCES;
            default -> null;
          };
      if (kind != null
          && machines.size() > 1
          && !(route.prefix().length() == 0 && allTranslate(context, machines))) {
        spread
            .computeIfAbsent(
                new Spread(kind, NetworkContext.quoted(machines)), _ -> new ArrayList<>())
            .add(route);
      }
    }
    spread.forEach(
        (over, shared) -> {
          if (told.add(over)) {
            RibRoute first = shared.getFirst();
            context.report(
                over.kind()
                    .at(
                        over.kind().equals(STATED_APPLIANCES) ? first.origin() : subnet.origin(),
                        "\""
                            + name.name()
                            + "\" reaches "
                            + first.prefix()
                            + NetworkContext.andMore(shared.size() - 1, "prefix", "prefixes")
                            + " over "
                            + over.machines()
                            + " alike."));
          }
        });
  }

  private static Optional<RibRoute> defaultRoute(List<RibRoute> routes) {
    return routes.stream().filter(route -> route.prefix().length() == 0).findFirst();
  }

  private static void learnedDefault(
      NetworkContext context, Subnet subnet, List<RibRoute> routes, Set<ResourceId> told) {
    Optional<RibRoute> learned =
        defaultRoute(routes).filter(r -> r.routeClass().equals(AzureRouteClass.GATEWAY));
    if (learned.isEmpty() || !told.add(subnet.virtualNetwork())) {
      return;
    }
    Origin origin =
        context
            .resources()
            .vnet(subnet.virtualNetwork())
            .map(VirtualNetwork::origin)
            .orElse(subnet.origin());
    context.report(
        LEARNED_DEFAULT.at(
            origin,
            "Subnets of \""
                + subnet.virtualNetwork().name()
                + "\", such as \""
                + subnet.name()
                + "\", follow a default route that "
                + source(context, learned.get())
                + "."));
  }

  private static void publicAddresses(
      NetworkContext context, Subnet subnet, List<RibRoute> routes) {
    boolean elsewhere =
        defaultRoute(routes)
            .map(RibRoute::routeClass)
            .filter(c -> !c.equals(AzureRouteClass.SYSTEM_INTERNET))
            .filter(c -> !c.equals(AzureRouteClass.USER_INTERNET))
            .isPresent();
    if (!elsewhere) {
      return;
    }
    for (NetworkInterface nic : context.resources().nicsOf(subnet)) {
      if (nic.ipConfigurations().stream().anyMatch(one -> one.publicIpAddress() != null)) {
        context.report(
            PUBLIC_ADDRESS.at(
                nic.origin(),
                nic.id().label()
                    + ": it has a public address, but the default route of \""
                    + subnet.id().path()
                    + "\" does not lead to the Internet."));
      }
    }
  }

  /** Who announces a default route, or else where it leads: a next hop may be named (R183). */
  private static String source(NetworkContext context, RibRoute route) {
    NavigableSet<String> machines = new TreeSet<>();
    route.nextHops().forEach(hop -> machines.addAll(context.machinesBehind(hop)));
    if (!machines.isEmpty()) {
      boolean own = route.hops().stream().allMatch(SubnetTableGotchas::isThePeer);
      return own
          ? NetworkContext.quoted(machines) + (machines.size() == 1 ? " announces" : " announce")
          : "leads to " + NetworkContext.quoted(machines);
    }
    for (NextHop hop : route.nextHops()) {
      String port = context.portOf(hop);
      if (hop instanceof NextHop.Port(_, IpAddress address, _)
          && (port == null || context.gatewayAt(port) == null)) {
        return "leads to " + address;
      }
    }
    return "on-premises announces";
  }

  private static boolean isThePeer(RibRoute.Hop hop) {
    RouteAttributes attributes = hop.attributes();
    return attributes != null
        && attributes.nextHop() != null
        && attributes.nextHop().equals(attributes.learnedFrom());
  }

  /** The machines that a route leads to. */
  private static NavigableSet<String> machines(NetworkContext context, RibRoute route) {
    NavigableSet<String> machines = new TreeSet<>();
    route.nextHops().stream()
        .flatMap(hop -> Optional.ofNullable(context.machineBehind(hop)).stream())
        .forEach(machines::add);
    return machines;
  }

  /** Each direction comes to the same appliance if all of them put their own address in. */
  private static boolean allTranslate(NetworkContext context, NavigableSet<String> machines) {
    return machines.stream()
        .map(context.topology()::nodeId)
        .allMatch(node -> node >= 0 && !context.topology().node(node).nat().isEmpty());
  }

  /** R33: sorted routes put the longer prefixes of a route right behind it. */
  private static void unmatched(
      AzureNames.SubnetName name, List<RibRoute> active, Map<String, Use> uses) {
    List<RibRoute> routes = active.stream().sorted(Comparator.comparing(RibRoute::prefix)).toList();
    for (int i = 0; i < routes.size(); i++) {
      RibRoute route = routes.get(i);
      if (!AzureRouteClass.USER.contains(route.routeClass())) {
        continue;
      }
      boolean covered = isCovered(route.prefix(), routes, i + 1);
      String key = name.routeTable() + " " + route.prefix();
      Use before = uses.getOrDefault(key, new Use(0, 0, "", route.origin()));
      uses.put(
          key,
          new Use(
              before.seen() + 1,
              before.unmatched() + (covered ? 1 : 0),
              "\"" + name.name() + "\" to " + route.prefix(),
              route.origin()));
    }
  }

  private static boolean isCovered(Prefix prefix, List<RibRoute> routes, int from) {
    long left = 1L << (32 - prefix.length());
    Prefix last = null;
    for (int i = from; i < routes.size() && prefix.covers(routes.get(i).prefix()); i++) {
      Prefix longer = routes.get(i).prefix();
      if (!longer.equals(prefix) && (last == null || !last.covers(longer))) {
        left -= 1L << (32 - longer.length());
        last = longer;
      }
    }
    return left == 0;
  }
}
