package io.towpath.azure.resource;

import io.towpath.net.AddressFamily;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import org.jspecify.annotations.Nullable;

/**
 * A public address.
 *
 * @param ipAddress stated address; if null, {@code AddressAssignment} says which it has
 * @param sku {@code Basic} or {@code Standard}, as written
 * @param ipConfiguration what it names as its owner
 */
public record PublicIpAddress(
    ResourceId id,
    String location,
    @Nullable IpAddress ipAddress,
    String sku,
    AllocationMethod allocation,
    AddressFamily family,
    @Nullable ResourceId ipConfiguration,
    Origin origin)
    implements AzureResource {

  /** {@code Microsoft.Network/publicIPAddresses}. */
  public static final String TYPE = "Microsoft.Network/publicIPAddresses";

  @Override
  public PublicIpAddress unplaced() {
    return new PublicIpAddress(
        id, location, ipAddress, sku, allocation, family, ipConfiguration, Origin.NONE);
  }
}
