package io.towpath.azure.resource;

import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import org.jspecify.annotations.Nullable;

/**
 * A range of public addresses.
 *
 * @param prefix null if it is not printed
 */
public record PublicIpPrefix(ResourceId id, String location, @Nullable Prefix prefix, Origin origin)
    implements AzureResource {

  /** {@code Microsoft.Network/publicIPPrefixes}. */
  public static final String TYPE = "Microsoft.Network/publicIPPrefixes";

  @Override
  public PublicIpPrefix unplaced() {
    return new PublicIpPrefix(id, location, prefix, Origin.NONE);
  }
}
