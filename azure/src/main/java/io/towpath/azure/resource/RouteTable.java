package io.towpath.azure.resource;

import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import java.util.List;

/**
 * A route table.
 *
 * @param disableBgpRoutePropagation keeps all gateway routes out of its subnets (R58)
 * @param disablePeeringRoute which peering routes it keeps out of its subnets (R296)
 * @param entries its routes in the order written; those on their own follow by name
 */
public record RouteTable(
    ResourceId id,
    String location,
    boolean disableBgpRoutePropagation,
    DisablePeeringRoute disablePeeringRoute,
    List<TableRoute> entries,
    Origin origin)
    implements AzureResource {

  /** {@code Microsoft.Network/routeTables}. */
  public static final String TYPE = "Microsoft.Network/routeTables";

  public RouteTable {
    entries = List.copyOf(entries);
  }

  /** True if its subnets have no routes to the peers of their VNet (R296). */
  public boolean keepsPeeringRoutesOut() {
    return switch (disablePeeringRoute) {
      case NONE -> false;
      case ALL -> true;
    };
  }

  /** True if a route leads the default of IPv4 elsewhere than to the Internet. */
  public boolean leadsDefaultAway() {
    return routes().stream()
        .anyMatch(
            route ->
                route.addressPrefix().equals(Prefix.DEFAULT_IPV4)
                    && route.nextHopType() != NextHopType.INTERNET);
  }

  /** The routes for a prefix. */
  public List<UserDefinedRoute> routes() {
    return entries.stream()
        .filter(UserDefinedRoute.class::isInstance)
        .map(UserDefinedRoute.class::cast)
        .toList();
  }

  /** The routes for a service tag (R40). */
  public List<ServiceTagRoute> tagRoutes() {
    return entries.stream()
        .filter(ServiceTagRoute.class::isInstance)
        .map(ServiceTagRoute.class::cast)
        .toList();
  }

  @Override
  public RouteTable unplaced() {
    return new RouteTable(
        id,
        location,
        disableBgpRoutePropagation,
        disablePeeringRoute,
        entries.stream().map(TableRoute::unplaced).toList(),
        Origin.NONE);
  }
}
