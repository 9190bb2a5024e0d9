package io.towpath.azure.compile;

import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.IpConfiguration;
import io.towpath.azure.resource.NetworkInterface;
import io.towpath.azure.resource.Subnet;
import io.towpath.azure.resource.VirtualMachine;
import io.towpath.net.AddressFamily;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.InterfaceAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Network interfaces with the subnet in which they stand and their addresses. */
final class PlacedNics {
  private final AzureResources resources;
  private final PlatformAddresses addresses;

  PlacedNics(AzureResources resources, PlatformAddresses addresses) {
    this.resources = resources;
    this.addresses = addresses;
  }

  /**
   * An interface that stands in a subnet of the estate.
   *
   * @param addresses primary first
   */
  record PlacedNic(NetworkInterface nic, Subnet subnet, List<IpAddress> addresses) {
    /** The prefix around its primary address. */
    Prefix prefix() {
      return AzureContext.prefixAround(subnet, addresses.getFirst());
    }

    /** Its addresses as a guest has them, the others of its family being secondary. */
    List<InterfaceAddress> interfaceAddresses() {
      List<InterfaceAddress> own = new ArrayList<>();
      for (IpAddress address : addresses) {
        own.add(
            new InterfaceAddress(
                address,
                AzureContext.prefixAround(subnet, address).length(),
                !own.isEmpty() && address.family() == AddressFamily.IPV4));
      }
      return own;
    }
  }

  /** The interface in its place; nothing if its subnet is missing or full. */
  Optional<PlacedNic> of(NetworkInterface nic) {
    List<IpAddress> own = new ArrayList<>();
    List<IpConfiguration> ordered = new ArrayList<>(nic.ipConfigurations());
    ordered.remove(nic.primaryConfiguration());
    ordered.addFirst(nic.primaryConfiguration());
    for (IpConfiguration configuration : ordered) {
      addresses.of(nic, configuration).ifPresent(own::add);
    }
    return own.isEmpty()
        ? Optional.empty()
        : resources
            .subnet(nic.primaryConfiguration().subnet())
            .map(subnet -> new PlacedNic(nic, subnet, own));
  }

  /** The interfaces of a machine that have a place, the primary one first. */
  List<PlacedNic> of(VirtualMachine machine) {
    return resources.nicsOf(machine).stream().flatMap(nic -> of(nic).stream()).toList();
  }
}
