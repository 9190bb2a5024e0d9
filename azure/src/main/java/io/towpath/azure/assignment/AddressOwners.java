package io.towpath.azure.assignment;

import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.IpConfiguration;
import io.towpath.azure.resource.LoadBalancer;
import io.towpath.azure.resource.NetworkInterface;
import io.towpath.azure.resource.Peering;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.Subnet;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.net.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who has an address in a VNet: the possible next hops of user-defined routes (R52). Interfaces are
 * indexed VNet by VNet when one is first asked for, so look-ups cost one hash. Not thread-safe.
 */
public final class AddressOwners {
  private final AzureResources resources;
  private final AddressAssignment addresses;

  // Look-ups only.
  private final Map<ResourceId, Map<IpAddress, NetworkInterface>> nicsByVnet = new HashMap<>();

  /** Owners of an estate's addresses. */
  public AddressOwners(AzureResources resources, AddressAssignment addresses) {
    this.resources = resources;
    this.addresses = addresses;
  }

  /** The VNet itself or the first peered one, connected or not, whose ranges hold an address. */
  public Optional<VirtualNetwork> vnetNear(VirtualNetwork vnet, IpAddress address) {
    return withPeers(vnet).stream()
        .filter(one -> one.addressSpace().stream().anyMatch(range -> range.contains(address)))
        .findFirst();
  }

  private List<VirtualNetwork> withPeers(VirtualNetwork vnet) {
    List<VirtualNetwork> near = new ArrayList<>();
    near.add(vnet);
    for (Peering peering : vnet.peerings()) {
      resources.vnet(peering.remoteVirtualNetwork()).ifPresent(near::add);
    }
    return near;
  }

  /** The interface that has an address in a VNet. */
  public Optional<NetworkInterface> nic(VirtualNetwork vnet, IpAddress address) {
    return Optional.ofNullable(
        nicsByVnet.computeIfAbsent(vnet.id(), _ -> nicsOf(vnet)).get(address));
  }

  private Map<IpAddress, NetworkInterface> nicsOf(VirtualNetwork vnet) {
    Map<IpAddress, NetworkInterface> owners = new HashMap<>();
    for (Subnet subnet : vnet.subnets()) {
      for (NetworkInterface nic : resources.nicsOf(subnet)) {
        for (IpConfiguration configuration : nic.ipConfigurations()) {
          addresses
              .privateAddress(nic, configuration)
              .map(Assigned::address)
              .ifPresent(address -> owners.putIfAbsent(address, nic));
        }
      }
    }
    return owners;
  }

  /** The load balancer with a front end of that address in a VNet. */
  public Optional<LoadBalancer> loadBalancer(VirtualNetwork vnet, IpAddress address) {
    return resources.loadBalancers().values().stream()
        .filter(balancer -> frontend(balancer, vnet, address).isPresent())
        .findFirst();
  }

  /** The front end of a load balancer that has an address in a VNet. */
  public Optional<LoadBalancer.Frontend> frontend(
      LoadBalancer balancer, VirtualNetwork vnet, IpAddress address) {
    return balancer.frontends().stream()
        .filter(frontend -> address.equals(frontend.privateIpAddress()))
        .filter(frontend -> frontend.subnet().parent().equals(vnet.id()))
        .findFirst();
  }

  /** True if an Azure Firewall in a VNet has the address. */
  public boolean isFirewall(VirtualNetwork vnet, IpAddress address) {
    return resources.azureFirewalls().values().stream()
        .filter(firewall -> firewall.subnet().parent().equals(vnet.id()))
        .flatMap(firewall -> FirewallAddresses.of(resources, firewall).stream())
        .anyMatch(address::equals);
  }

  /** True if an instance of a gateway in a VNet has the address, or speaks BGP from it. */
  public boolean isGatewayInstance(VirtualNetwork vnet, IpAddress address) {
    return resources.gatewaysOf(vnet).stream()
        .flatMap(
            gateway ->
                Stream.concat(
                    addresses.instances(gateway).stream(), addresses.bgpPeers(gateway).stream()))
        .anyMatch(instance -> instance.address().equals(address));
  }
}
