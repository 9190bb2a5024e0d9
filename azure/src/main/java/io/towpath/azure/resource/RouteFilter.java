package io.towpath.azure.resource;

import io.towpath.net.Community;
import io.towpath.net.Origin;
import java.util.List;

/**
 * A route filter: what Microsoft announces over the Microsoft peerings that have it (R135).
 *
 * @param communities of which a route needs one to be announced, in the order written
 * @param peerings those that it names itself; a peering may name the filter as well
 */
public record RouteFilter(
    ResourceId id,
    String location,
    List<Community> communities,
    List<ResourceId> peerings,
    Origin origin)
    implements AzureResource {

  /** {@code Microsoft.Network/routeFilters}. */
  public static final String TYPE = "Microsoft.Network/routeFilters";

  public RouteFilter {
    communities = List.copyOf(communities);
    peerings = List.copyOf(peerings);
  }

  @Override
  public RouteFilter unplaced() {
    return new RouteFilter(id, location, communities, peerings, Origin.NONE);
  }
}
