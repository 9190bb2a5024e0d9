package io.towpath.azure.assignment;

import io.towpath.azure.assignment.Assigned.Source;
import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.GatewayBgp;
import io.towpath.azure.resource.GatewayIpConfiguration;
import io.towpath.azure.resource.IpConfiguration;
import io.towpath.azure.resource.LoadBalancer;
import io.towpath.azure.resource.NatGateway;
import io.towpath.azure.resource.NetworkInterface;
import io.towpath.azure.resource.PublicIpAddress;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.net.AddressFamily;
import io.towpath.net.Finding;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Public addresses. A missing one is the next free address of the ranges that RFC 5737 and RFC 3849
 * keep for documentation, by resource id: nobody can mistake it for a real one.
 */
final class PublicAddresses {

  private static final List<Prefix> DOCUMENTATION_RANGES =
      Stream.of("203.0.113.0/24", "198.51.100.0/24", "192.0.2.0/24").map(Prefix::parse).toList();

  private static final IpAddress DOCUMENTATION_IPV6 = IpAddress.parse("2001:db8::");

  private record Missing(AddressFamily family, Origin origin) {}

  private final Map<ResourceId, Assigned> addresses = new HashMap<>();
  private final List<Finding> findings = new ArrayList<>();

  private PublicAddresses() {}

  static PublicAddresses of(AzureResources resources) {
    PublicAddresses result = new PublicAddresses();
    result.printed(resources);
    result.standIns(missing(resources));
    return result;
  }

  Optional<Assigned> address(ResourceId id) {
    return Optional.ofNullable(addresses.get(id));
  }

  List<Finding> findings() {
    return findings;
  }

  private void printed(AzureResources resources) {
    for (PublicIpAddress resource : resources.publicIpAddresses().values()) {
      IpAddress stated = resource.ipAddress();
      if (stated != null) {
        addresses.put(resource.id(), new Assigned(stated, Source.RESOURCE, "R21"));
      }
    }
    // A gateway prints the public addresses of its tunnels, even if their resources are not there.
    for (VirtualNetworkGateway gateway : resources.virtualNetworkGateways().values()) {
      for (GatewayIpConfiguration configuration : gateway.ipConfigurations()) {
        gateway.bgp().instances().stream()
            .filter(instance -> instance.ipConfiguration().equals(configuration.id()))
            .map(GatewayBgp.InstanceAddresses::tunnelAddresses)
            .flatMap(List::stream)
            .findFirst()
            .ifPresent(
                address ->
                    addresses.putIfAbsent(
                        keyOf(configuration), new Assigned(address, Source.RESOURCE, "R21")));
      }
    }
  }

  private static ResourceId keyOf(GatewayIpConfiguration configuration) {
    ResourceId named = configuration.publicIpAddress();
    return named == null ? configuration.id() : named;
  }

  /** Everything that must have a public address, by id: resources, and what is only named. */
  private static SortedMap<ResourceId, Missing> missing(AzureResources resources) {
    SortedMap<ResourceId, Missing> all = new TreeMap<>();
    for (PublicIpAddress resource : resources.publicIpAddresses().values()) {
      all.put(resource.id(), new Missing(resource.family(), resource.origin()));
    }
    for (VirtualNetworkGateway gateway : resources.virtualNetworkGateways().values()) {
      for (GatewayIpConfiguration configuration : gateway.ipConfigurations()) {
        // R21: the public address of an ExpressRoute gateway is for management only.
        if (gateway.isVpn() || configuration.publicIpAddress() != null) {
          all.putIfAbsent(
              keyOf(configuration), new Missing(AddressFamily.IPV4, configuration.origin()));
        }
      }
    }
    for (NetworkInterface nic : resources.networkInterfaces().values()) {
      for (IpConfiguration configuration : nic.ipConfigurations()) {
        ResourceId named = configuration.publicIpAddress();
        if (named != null) {
          all.putIfAbsent(named, new Missing(configuration.family(), configuration.origin()));
        }
      }
    }
    for (NatGateway gateway : resources.natGateways().values()) {
      for (ResourceId named : gateway.publicIpAddresses()) {
        all.putIfAbsent(named, new Missing(AddressFamily.IPV4, gateway.origin()));
      }
    }
    for (LoadBalancer balancer : resources.loadBalancers().values()) {
      for (LoadBalancer.PublicFrontend frontend : balancer.publicFrontends()) {
        all.putIfAbsent(
            frontend.publicIpAddress(), new Missing(AddressFamily.IPV4, frontend.origin()));
      }
    }
    return all;
  }

  private void standIns(SortedMap<ResourceId, Missing> needed) {
    Set<IpAddress> taken = new HashSet<>();
    addresses.values().forEach(assigned -> taken.add(assigned.address()));
    Iterator<IpAddress> free4 =
        DOCUMENTATION_RANGES.stream()
            .flatMap(range -> LongStream.range(1, 255).mapToObj(n -> range.network().plus(n)))
            .filter(address -> !taken.contains(address))
            .iterator();
    Iterator<IpAddress> free6 =
        LongStream.iterate(1, n -> n + 1)
            .mapToObj(DOCUMENTATION_IPV6::plus)
            .filter(address -> !taken.contains(address))
            .iterator();
    needed.forEach(
        (id, missing) -> {
          if (!addresses.containsKey(id)) {
            standIn(id, missing, missing.family() == AddressFamily.IPV4 ? free4 : free6);
          }
        });
  }

  private void standIn(ResourceId id, Missing missing, Iterator<IpAddress> free) {
    if (!free.hasNext()) {
      findings.add(
          Finding.error(
              "TP2905",
              missing.origin(),
              id.label() + ": no public address is stated, and no stand-in is left.",
              "State \"ipAddress\"."));
      return;
    }
    IpAddress address = free.next();
    addresses.put(id, new Assigned(address, Source.RULE, "R21"));
    findings.add(
        AssignmentKinds.PUBLIC_ADDRESS_STANDS_IN.at(
            missing.origin(),
            id.label() + ": no public address is stated; " + address + " stands in.",
            ""));
  }
}
