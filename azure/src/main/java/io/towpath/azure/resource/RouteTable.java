package io.towpath.azure.resource;

import io.towpath.net.Origin;
import java.util.List;

/**
 * A route table.
 *
 * @param disableBgpRoutePropagation keeps all gateway routes out of its subnets (R58)
 * @param routes in the order written; those on their own follow by name
 */
public record RouteTable(
    ResourceId id,
    String location,
    boolean disableBgpRoutePropagation,
    List<UserDefinedRoute> routes,
    Origin origin)
    implements AzureResource {

  /** {@code Microsoft.Network/routeTables}. */
  public static final String TYPE = "Microsoft.Network/routeTables";

  public RouteTable {
    routes = List.copyOf(routes);
  }

  @Override
  public RouteTable unplaced() {
    return new RouteTable(
        id,
        location,
        disableBgpRoutePropagation,
        routes.stream().map(UserDefinedRoute::unplaced).toList(),
        Origin.NONE);
  }
}
