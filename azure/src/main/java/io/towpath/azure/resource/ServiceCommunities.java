package io.towpath.azure.resource;

import io.towpath.net.Community;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import java.util.List;

/**
 * What Microsoft lists about a service or region: the communities with which it marks routes on
 * Microsoft peering, and the prefixes that have them (R146). An estate brings the list, or the part
 * of it that matters; none is known without.
 *
 * @param communities in the order listed
 */
public record ServiceCommunities(ResourceId id, List<Listed> communities, Origin origin)
    implements AzureResource {

  /** {@code Microsoft.Network/bgpServiceCommunities}. */
  public static final String TYPE = "Microsoft.Network/bgpServiceCommunities";

  public ServiceCommunities {
    communities = List.copyOf(communities);
  }

  /**
   * A community.
   *
   * @param prefixes of both families
   */
  public record Listed(Community community, List<Prefix> prefixes) {
    public Listed {
      prefixes = List.copyOf(prefixes);
    }
  }

  @Override
  public String location() {
    return "";
  }

  @Override
  public ServiceCommunities unplaced() {
    return new ServiceCommunities(id, communities, Origin.NONE);
  }
}
