package io.towpath.azure.resource;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which interfaces are in which pools of load balancers, and behind which inbound NAT rules: a pool
 * or rule names a configuration, or the configuration the pool or rule. Made once for all of them.
 */
public final class PoolMembers {
  private final Map<ResourceId, List<Member>> byPool = new HashMap<>();

  /** A configuration of an interface in a pool or behind a rule. */
  public record Member(NetworkInterface nic, IpConfiguration configuration) {}

  /** Looks at every interface once. */
  public PoolMembers(AzureResources resources) {
    Map<ResourceId, List<ResourceId>> naming = new HashMap<>();
    for (LoadBalancer balancer : resources.loadBalancers().values()) {
      for (LoadBalancer.Pool pool : balancer.pools()) {
        for (ResourceId configuration : pool.ipConfigurations()) {
          naming.computeIfAbsent(configuration, _ -> new ArrayList<>()).add(pool.id());
        }
      }
      for (LoadBalancer.InboundNatRule rule : balancer.natRules()) {
        if (rule.ipConfiguration() != null) {
          naming.computeIfAbsent(rule.ipConfiguration(), _ -> new ArrayList<>()).add(rule.id());
        }
      }
    }
    for (NetworkInterface nic : resources.networkInterfaces().values()) {
      for (IpConfiguration configuration : nic.ipConfigurations()) {
        Set<ResourceId> pools = new LinkedHashSet<>(configuration.backendPools());
        pools.addAll(configuration.inboundNatRules());
        if (!naming.isEmpty()) {
          ResourceId id = nic.id().child("ipConfigurations", configuration.name());
          pools.addAll(naming.getOrDefault(id, List.of()));
        }
        for (ResourceId pool : pools) {
          byPool.computeIfAbsent(pool, _ -> new ArrayList<>()).add(new Member(nic, configuration));
        }
      }
    }
  }

  /** Members of a pool by id of their interface, or the one behind a rule for a single machine. */
  public List<Member> of(ResourceId pool) {
    return byPool.getOrDefault(pool, List.of());
  }

  /** Interfaces with a configuration in a pool, each once, by id. */
  public List<NetworkInterface> interfaces(ResourceId pool) {
    return of(pool).stream().map(Member::nic).distinct().toList();
  }
}
