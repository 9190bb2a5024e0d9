package io.towpath.azure.compile;

import io.towpath.azure.Profile;
import io.towpath.azure.resource.Peering;
import io.towpath.azure.resource.PeeringState;
import io.towpath.azure.resource.PeeringSyncLevel;
import io.towpath.azure.resource.RouteTable;
import io.towpath.azure.resource.Subnet;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import io.towpath.network.Failure;
import io.towpath.network.Filter;
import io.towpath.network.NextHop;
import io.towpath.network.Route;
import io.towpath.network.RouteLayer;
import io.towpath.network.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Routes to peered VNets or their peered subnets, and what the flags of a peering let pass
 * (R63–R68, R279, R296).
 *
 * <p>A packet from VNet A to VNet B passes the filter of that direction: sources inside A, unless
 * access is closed (R67); other sources, forwarded by an appliance in A, only if B's half allows
 * forwarded traffic (R68). What a gateway in A hands on is not forwarded traffic in that sense, so
 * GatewaySubnet has a layer of its own.
 *
 * <p>A route table may keep the routes to peers out of its subnets (R296). ASSUMPTION(A-046): host
 * routes to private endpoints of peers are not among them, and GatewaySubnet is a subnet as others.
 */
final class PeeringRoutes {
  private final AzureContext context;
  private final FragmentParts parts;
  private final boolean anyKeepsOut;

  PeeringRoutes(AzureContext context, FragmentParts parts) {
    this.context = context;
    this.parts = parts;
    this.anyKeepsOut =
        context.resources().routeTables().values().stream()
            .anyMatch(RouteTable::keepsPeeringRoutesOut);
  }

  /** True if a VNet has peering routes, and so a layer for them. */
  boolean hasLayer(VirtualNetwork vnet) {
    return vnet.peerings().stream().anyMatch(half -> carriesRoutes(context, half));
  }

  /** The layer of a subnet of a VNet that has peering routes. */
  String layerOf(VirtualNetwork vnet, Subnet subnet) {
    String layer =
        subnet.isGatewaySubnet()
            ? context.names().gatewayPeeringLayer(vnet)
            : context.names().peeringLayer(vnet);
    return areKeptOut(context, subnet) ? context.names().keptOut(layer) : layer;
  }

  private static boolean areKeptOut(AzureContext context, Subnet subnet) {
    return context
        .resources()
        .routeTableOf(subnet)
        .filter(RouteTable::keepsPeeringRoutesOut)
        .isPresent();
  }

  /**
   * The ranges of peers that the table of a subnet lacks although they are peered (R296).
   *
   * @param withoutAccess also those to which access is off (R67)
   */
  static List<Prefix> keptOut(AzureContext context, Subnet subnet, boolean withoutAccess) {
    if (!areKeptOut(context, subnet)) {
      return List.of();
    }
    return context.resources().vnetOf(subnet).stream()
        .flatMap(vnet -> vnet.peerings().stream())
        .filter(half -> carriesRoutes(context, half))
        .filter(half -> withoutAccess || half.allowVirtualNetworkAccess())
        .flatMap(half -> remoteRanges(context, half).stream())
        .toList();
  }

  /** Writes the peering layers of a VNet with their filters; nothing if it has no peers. */
  void compile(VirtualNetwork vnet) {
    if (!hasLayer(vnet)) {
      return;
    }
    List<Route> forGuests = new ArrayList<>();
    List<Route> forGateways = new ArrayList<>();
    for (Peering half : vnet.peerings()) {
      if (!carriesRoutes(context, half)) {
        continue;
      }
      String remote = context.names().vnet(half.remoteVirtualNetwork());
      parts.domain(remote);
      String guestFilter = filter(half, false);
      String gatewayFilter = hasGatewaySubnet(vnet) ? filter(half, true) : null;
      List<Prefix> ranges = remoteRanges(context, half);
      for (Prefix range : ranges) {
        forGuests.add(route(half, range, remote, guestFilter));
        forGateways.add(route(half, range, remote, gatewayFilter));
      }
      Optional<VirtualNetwork> other = context.resources().vnet(half.remoteVirtualNetwork());
      if (other.isPresent()) {
        forGuests.addAll(PrivateEndpoints.routes(context, other.get(), ranges, guestFilter));
        forGateways.addAll(PrivateEndpoints.routes(context, other.get(), ranges, gatewayFilter));
      }
      name(vnet, half, remote);
    }
    for (String layer : layers(vnet)) {
      boolean guests = layer.equals(context.names().peeringLayer(vnet));
      layer(layer, guests ? forGuests : forGateways, vnet);
    }
  }

  /** The layer of guests and, if there is a GatewaySubnet, that of gateways. */
  private List<String> layers(VirtualNetwork vnet) {
    String guests = context.names().peeringLayer(vnet);
    return hasGatewaySubnet(vnet)
        ? List.of(guests, context.names().gatewayPeeringLayer(vnet))
        : List.of(guests);
  }

  private void layer(String name, List<Route> routes, VirtualNetwork vnet) {
    parts.fragment.layers.add(new RouteLayer(name, routes));
    if (hasKeptOut(name, vnet)) {
      parts.fragment.layers.add(
          new RouteLayer(
              context.names().keptOut(name), routes.stream().map(PeeringRoutes::keptOut).toList()));
    }
  }

  private boolean hasKeptOut(String layer, VirtualNetwork vnet) {
    return anyKeepsOut
        && vnet.subnets().stream()
            .anyMatch(subnet -> layerOf(vnet, subnet).equals(context.names().keptOut(layer)));
  }

  private static Route keptOut(Route route) {
    return route.routeClass().equals(AzureRouteClass.PEERING)
            || route.routeClass().equals(AzureRouteClass.PEERING_WITHOUT_ACCESS)
        ? Route.of(
            route.prefix(), AzureRouteClass.PEERING_KEPT_OUT, route.nextHop(), route.origin())
        : route;
  }

  static boolean hasGatewaySubnet(VirtualNetwork vnet) {
    return vnet.subnets().stream().anyMatch(Subnet::isGatewaySubnet);
  }

  /**
   * R63: both halves must be Connected. A half that Azure printed as Connected while the other VNet
   * is not part of the estate has its routes too, but nobody answers there.
   */
  private static boolean carriesRoutes(AzureContext context, Peering half) {
    boolean outside = context.resources().vnet(half.remoteVirtualNetwork()).isEmpty();
    return context.resources().isConnected(half)
        || (outside
            && half.statedState() == PeeringState.CONNECTED
            && !half.remoteAddressSpace().isEmpty());
  }

  /** R7: ranges that the other side changed count only after the peering is synchronised. */
  private static List<Prefix> remoteRanges(AzureContext context, Peering half) {
    PeeringSyncLevel level = half.syncLevel();
    boolean behind =
        level == PeeringSyncLevel.LOCAL_NOT_IN_SYNC
            || level == PeeringSyncLevel.LOCAL_AND_REMOTE_NOT_IN_SYNC;
    return behind && !half.remoteAddressSpace().isEmpty()
        ? half.remoteAddressSpace()
        : context.resources().remotePrefixes(half);
  }

  private Route route(Peering half, Prefix range, String remote, @Nullable String filter) {
    String type = context.reach().isGlobal(half) ? "VNetGlobalPeering" : "VNetPeering";
    String routeClass =
        half.allowVirtualNetworkAccess()
            ? AzureRouteClass.PEERING
            : AzureRouteClass.PEERING_WITHOUT_ACCESS;
    return Route.of(
        range, routeClass, new NextHop.Deliver(remote, filter, Shown.type(type)), half.origin());
  }

  /** The filter towards the remote VNet, or null if everything passes. */
  private @Nullable String filter(Peering half, boolean fromGateway) {
    Optional<Peering> other = context.resources().oppositeOf(half);
    Peering receiving = other.orElse(half);
    boolean closed =
        context.profile() == Profile.SEED_ERA
            && !(half.allowVirtualNetworkAccess() && receiving.allowVirtualNetworkAccess());
    boolean passesForwarded =
        fromGateway || (other.isPresent() && receiving.allowForwardedTraffic());
    List<IpAddress> outOfReach = InternalFrontEnds.outOfReach(context, half);
    if (!closed && passesForwarded && outOfReach.isEmpty()) {
      return null;
    }
    // R279. ASSUMPTION(A-032): what is not peered is as foreign as what an appliance forwards.
    AddressSet own = new AddressSet.Prefixes(context.resources().localPrefixes(half));
    Origin origin =
        closed && !half.allowVirtualNetworkAccess() ? half.origin() : receiving.origin();
    String name =
        context.names().peering(half.id()) + (fromGateway ? " (peering, gateway)" : " (peering)");
    List<Filter.Rule> rules = new ArrayList<>();
    if (!outOfReach.isEmpty()) {
      rules.add(
          rule(
              "front ends of load balancers across regions (R59, R72)",
              false,
              new AddressSet.Any(),
              new AddressSet.Prefixes(outOfReach.stream().map(Prefix::host).toList()),
              origin));
    }
    if (closed || !passesForwarded) {
      rules.add(
          rule(
              closed
                  ? "allowVirtualNetworkAccess is false"
                  : half.peerCompleteVnets()
                      ? "sources inside the peered VNet"
                      : "sources inside the peered subnets",
              !closed,
              own,
              new AddressSet.Any(),
              origin));
    }
    parts.fragment.filters.add(
        new Filter(name, Filter.Kind.PEERING, false, rules, passesForwarded, receiving.origin()));
    return name;
  }

  private static Filter.Rule rule(
      String name, boolean permits, AddressSet from, AddressSet to, Origin origin) {
    return new Filter.Rule(
        name,
        permits,
        List.of(),
        List.of(from),
        List.of(to),
        List.of(),
        List.of(),
        null,
        null,
        false,
        origin);
  }

  private void name(VirtualNetwork vnet, Peering half, String remote) {
    List<Failure> cut = new ArrayList<>(deliveries(vnet, remote));
    context
        .resources()
        .vnet(half.remoteVirtualNetwork())
        .ifPresent(other -> cut.addAll(deliveries(other, context.names().vnet(vnet))));
    parts.names.peering(
        new AzureNames.PeeringName(context.names().peering(half.id()), half.id(), cut));
  }

  private List<Failure> deliveries(VirtualNetwork from, String into) {
    List<Failure> down = new ArrayList<>();
    for (String layer : layers(from)) {
      down.add(new Failure.DeliveryDown(layer, into));
      if (hasKeptOut(layer, from)) {
        // It has the host routes to private endpoints.
        down.add(new Failure.DeliveryDown(context.names().keptOut(layer), into));
      }
    }
    return down;
  }
}
