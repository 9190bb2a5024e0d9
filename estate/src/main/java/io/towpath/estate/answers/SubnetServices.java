package io.towpath.estate.answers;

import io.towpath.azure.resource.AzureFirewall;
import io.towpath.azure.resource.AzureResource;
import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.LoadBalancer;
import io.towpath.azure.resource.PrivateEndpoint;
import io.towpath.azure.resource.ResourceId;
import io.towpath.net.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What stands in subnets beside machines and gateways, as a drawing labels it. */
final class SubnetServices {
  private final AzureResources resources;
  private final Map<ResourceId, List<String>> bySubnet = new LinkedHashMap<>();

  SubnetServices(AzureResources resources) {
    this.resources = resources;
    for (AzureFirewall firewall : resources.azureFirewalls().values()) {
      put(firewall.subnet(), firewall, Stream.ofNullable(firewall.privateIpAddress()), "firewall");
    }
    for (LoadBalancer balancer : resources.loadBalancers().values()) {
      for (LoadBalancer.Frontend frontend : balancer.frontends()) {
        Stream<IpAddress> address = Stream.ofNullable(frontend.privateIpAddress());
        put(frontend.subnet(), balancer, address, "load balancer");
      }
    }
    for (PrivateEndpoint endpoint : resources.privateEndpoints().values()) {
      put(endpoint.subnet(), endpoint, addresses(endpoint), "private endpoint");
    }
  }

  /** What it prints itself and what its interfaces have. */
  private Stream<IpAddress> addresses(PrivateEndpoint endpoint) {
    Stream<IpAddress> ofInterfaces =
        endpoint.networkInterfaces().stream()
            .map(id -> resources.networkInterfaces().get(id))
            .filter(Objects::nonNull)
            .flatMap(nic -> nic.ipConfigurations().stream())
            .flatMap(configuration -> Stream.ofNullable(configuration.privateIpAddress()));
    return Stream.concat(endpoint.statedAddresses().stream(), ofInterfaces).distinct();
  }

  private void put(
      ResourceId subnet, AzureResource resource, Stream<IpAddress> addresses, String kind) {
    List<String> words = new ArrayList<>();
    words.add(resource.id().name());
    addresses.forEach(address -> words.add(address.toString()));
    words.add("(" + kind + ")");
    bySubnet.computeIfAbsent(subnet, _ -> new ArrayList<>()).add(String.join(" ", words));
  }

  /** Labels of the services of a subnet, firewalls first. */
  List<String> in(ResourceId subnet) {
    return bySubnet.getOrDefault(subnet, List.of());
  }
}
