package io.towpath.azure.gotcha;

import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.LoadBalancer;
import io.towpath.azure.resource.NetworkInterface;
import io.towpath.azure.resource.ResourceId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The interfaces behind a rule of a load balancer. */
final class Backends {
  private Backends() {}

  /** Those that the rule's pool names and those that name the pool, each once, by id. */
  static List<NetworkInterface> of(
      AzureResources resources, LoadBalancer balancer, LoadBalancer.HaPortsRule rule) {
    Map<ResourceId, NetworkInterface> found = new LinkedHashMap<>();
    balancer.pools().stream()
        .filter(pool -> pool.id().equals(rule.pool()))
        .flatMap(pool -> pool.ipConfigurations().stream())
        .flatMap(configuration -> resources.networkInterface(configuration.parent()).stream())
        .forEach(nic -> found.putIfAbsent(nic.id(), nic));
    resources.networkInterfaces().values().stream()
        .filter(
            nic ->
                nic.ipConfigurations().stream()
                    .anyMatch(one -> one.backendPools().contains(rule.pool())))
        .forEach(nic -> found.putIfAbsent(nic.id(), nic));
    return found.values().stream().sorted(Comparator.comparing(NetworkInterface::id)).toList();
  }
}
