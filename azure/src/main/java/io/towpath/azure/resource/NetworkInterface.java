package io.towpath.azure.resource;

import io.towpath.net.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network interface (NIC).
 *
 * @param ipConfigurations at least one, in the order written
 * @param enableIpForwarding may carry packets that are not its own (R53)
 * @param networkSecurityGroup the one group associated with it (R202)
 * @param virtualMachine the machine that it names as its owner
 * @param privateEndpoint the private endpoint that it names as its owner
 */
public record NetworkInterface(
    ResourceId id,
    String location,
    List<IpConfiguration> ipConfigurations,
    boolean enableIpForwarding,
    @Nullable ResourceId networkSecurityGroup,
    @Nullable ResourceId virtualMachine,
    @Nullable ResourceId privateEndpoint,
    Origin origin)
    implements AzureResource {

  /** {@code Microsoft.Network/networkInterfaces}. */
  public static final String TYPE = "Microsoft.Network/networkInterfaces";

  public NetworkInterface {
    ipConfigurations = List.copyOf(ipConfigurations);
    if (ipConfigurations.isEmpty()) {
      throw new IllegalArgumentException("a network interface has at least one ipConfiguration");
    }
  }

  /** The configuration marked primary, else the first. */
  public IpConfiguration primaryConfiguration() {
    for (IpConfiguration configuration : ipConfigurations) {
      if (configuration.primary()) {
        return configuration;
      }
    }
    return ipConfigurations.getFirst();
  }

  /** The id of one of its configurations. */
  public ResourceId idOf(IpConfiguration configuration) {
    return id.child("ipConfigurations", configuration.name());
  }

  @Override
  public NetworkInterface unplaced() {
    return new NetworkInterface(
        id,
        location,
        ipConfigurations.stream().map(IpConfiguration::unplaced).toList(),
        enableIpForwarding,
        networkSecurityGroup,
        virtualMachine,
        privateEndpoint,
        Origin.NONE);
  }
}
