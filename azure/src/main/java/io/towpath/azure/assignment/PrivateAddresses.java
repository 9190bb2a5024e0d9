package io.towpath.azure.assignment;

import io.towpath.azure.assignment.Assigned.Source;
import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.IpConfiguration;
import io.towpath.azure.resource.NetworkInterface;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.Subnet;
import io.towpath.net.Finding;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Private addresses of interfaces. */
final class PrivateAddresses {

  private record Key(ResourceId nic, String configuration) {}

  // Only those that the rule chose: most interfaces state theirs.
  private final Map<Key, IpAddress> chosen = new HashMap<>();
  private final List<Finding> findings = new ArrayList<>();

  private PrivateAddresses() {}

  static PrivateAddresses of(AzureResources resources) {
    PrivateAddresses result = new PrivateAddresses();
    for (Subnet subnet : resources.subnets().values()) {
      result.assign(subnet, resources.nicsOf(subnet), statedByEndpoints(resources, subnet));
    }
    return result;
  }

  /** What private endpoints print themselves is taken, too. */
  private static List<IpAddress> statedByEndpoints(AzureResources resources, Subnet subnet) {
    return resources.vnetOf(subnet).map(resources::privateEndpointsOf).orElse(List.of()).stream()
        .filter(endpoint -> endpoint.subnet().equals(subnet.id()))
        .flatMap(endpoint -> endpoint.statedAddresses().stream())
        .toList();
  }

  Optional<Assigned> address(NetworkInterface nic, IpConfiguration configuration) {
    IpAddress stated = configuration.privateIpAddress();
    if (stated != null) {
      return Optional.of(new Assigned(stated, Source.RESOURCE, "R4"));
    }
    return Optional.ofNullable(chosen.get(new Key(nic.id(), configuration.name())))
        .map(address -> new Assigned(address, Source.RULE, "R4"));
  }

  List<Finding> findings() {
    return findings;
  }

  /** R4: the lowest free address, in the order of the ids, since that of creation is unknown. */
  private void assign(Subnet subnet, List<NetworkInterface> nics, List<IpAddress> taken) {
    List<SubnetAddresses> prefixes = new ArrayList<>();
    for (NetworkInterface nic : nics) {
      for (IpConfiguration configuration : nic.ipConfigurations()) {
        if (configuration.subnet().equals(subnet.id())
            && configuration.privateIpAddress() == null) {
          if (prefixes.isEmpty()) {
            prefixes.addAll(withStatedTaken(subnet, nics));
            taken.forEach(address -> prefixes.forEach(prefix -> prefix.take(address)));
          }
          choose(nic, configuration, subnet, prefixes);
        }
      }
    }
  }

  private static List<SubnetAddresses> withStatedTaken(Subnet subnet, List<NetworkInterface> nics) {
    List<SubnetAddresses> prefixes =
        subnet.addressPrefixes().stream().map(SubnetAddresses::new).toList();
    for (NetworkInterface nic : nics) {
      for (IpConfiguration configuration : nic.ipConfigurations()) {
        IpAddress stated = configuration.privateIpAddress();
        if (stated != null && configuration.subnet().equals(subnet.id())) {
          prefixes.forEach(prefix -> prefix.take(stated));
        }
      }
    }
    return prefixes;
  }

  private void choose(
      NetworkInterface nic,
      IpConfiguration configuration,
      Subnet subnet,
      List<SubnetAddresses> addresses) {
    for (int i = 0; i < addresses.size(); i++) {
      Prefix prefix = subnet.addressPrefixes().get(i);
      if (prefix.family() == configuration.family()) {
        Optional<IpAddress> free = addresses.get(i).takeLowest();
        if (free.isPresent()) {
          chosen.put(new Key(nic.id(), configuration.name()), free.get());
          return;
        }
      }
    }
    findings.add(
        Finding.error(
                "TP2105",
                configuration.origin(),
                nic.id().label() + ": the subnet " + subnet.id().path() + " is full.",
                "Widen the subnet or use another one.")
            .byRule("R3"));
  }
}
