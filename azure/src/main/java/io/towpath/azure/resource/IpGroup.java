package io.towpath.azure.resource;

import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import java.util.List;

/**
 * An IP group: a name for addresses that rules of Azure Firewalls use (R303).
 *
 * @param addresses in the order written; a range of addresses as the prefixes that hold it
 */
public record IpGroup(ResourceId id, String location, List<Prefix> addresses, Origin origin)
    implements AzureResource {

  /** {@code Microsoft.Network/ipGroups}. */
  public static final String TYPE = "Microsoft.Network/ipGroups";

  public IpGroup {
    addresses = List.copyOf(addresses);
  }

  @Override
  public IpGroup unplaced() {
    return new IpGroup(id, location, addresses, Origin.NONE);
  }
}
