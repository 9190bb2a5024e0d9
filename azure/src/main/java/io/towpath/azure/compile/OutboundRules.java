package io.towpath.azure.compile;

import io.towpath.azure.Cloud;
import io.towpath.azure.resource.IpConfiguration;
import io.towpath.azure.resource.LoadBalancer;
import io.towpath.azure.resource.NatGateway;
import io.towpath.azure.resource.NetworkInterface;
import io.towpath.azure.resource.PoolMembers;
import io.towpath.azure.resource.PublicIpPrefix;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.Subnet;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.PacketHeader;
import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import io.towpath.network.NatRule;
import io.towpath.network.Vrf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the machines of a VNet reach the Internet (R218), as the translations of its edge in their
 * order: NAT gateway of the subnet, public address of the interface, outbound rules of load
 * balancers, default outbound access. What none of them takes is refused, above all what an
 * appliance passes on with the source of somebody outside the VNet (R57).
 *
 * <p>A rule that comes first and does not translate a protocol refuses it; no later rule is asked.
 */
final class OutboundRules {
  /** R219, R220: no ICMP. ASSUMPTION(A-003): load balancers neither; what is shared is ports. */
  private static final List<Integer> PORTS = List.of(PacketHeader.TCP, PacketHeader.UDP);

  private static final List<LoadBalancer.Pool> NO_POOLS = List.of();

  private final AzureContext context;
  private final PoolMembers members;

  /** Ways out by load balancers, by VNet. */
  private final Map<ResourceId, List<NatRule>> byBalancer = new LinkedHashMap<>();

  /** Members of standard load balancers, by VNet: these have no default outbound access (R220). */
  private final Map<ResourceId, List<Prefix>> balanced = new LinkedHashMap<>();

  OutboundRules(AzureContext context) {
    this.context = context;
    this.members = new PoolMembers(context.resources());
    context.resources().loadBalancers().values().forEach(this::add);
  }

  private void add(LoadBalancer balancer) {
    for (LoadBalancer.Pool pool : balancer.isStandard() ? balancer.pools() : NO_POOLS) {
      addresses(members.of(pool.id()))
          .forEach(
              (vnet, sources) ->
                  balanced.computeIfAbsent(vnet, _ -> new ArrayList<>()).addAll(sources));
    }
    Map<ResourceId, List<LoadBalancer.OutboundRule>> byPool = new LinkedHashMap<>();
    for (LoadBalancer.OutboundRule rule : balancer.outboundRules()) {
      byPool.computeIfAbsent(rule.pool(), _ -> new ArrayList<>()).add(rule);
    }
    byPool.forEach((pool, rules) -> add(balancer, pool, rules));
  }

  /**
   * The rules of a pool together, since one that lacks a protocol must not refuse it for others.
   */
  private void add(LoadBalancer balancer, ResourceId pool, List<LoadBalancer.OutboundRule> rules) {
    List<IpAddress> outside =
        balancer.publicFrontends().stream()
            .filter(f -> rules.stream().anyMatch(rule -> rule.frontends().contains(f.id())))
            .flatMap(f -> context.addresses().publicOf(f.publicIpAddress()).stream())
            .toList();
    List<Integer> protocols =
        rules.stream().flatMap(rule -> rule.protocols().stream()).distinct().sorted().toList();
    Origin origin = rules.getFirst().origin();
    addresses(members.of(pool))
        .forEach(
            (vnet, sources) ->
                byBalancer
                    .computeIfAbsent(vnet, _ -> new ArrayList<>())
                    .add(shared(sources, outside, protocols, null, origin)));
  }

  private Map<ResourceId, List<Prefix>> addresses(List<PoolMembers.Member> inPool) {
    Map<ResourceId, List<Prefix>> byVnet = new LinkedHashMap<>();
    for (PoolMembers.Member member : inPool) {
      context
          .addresses()
          .of(member.nic(), member.configuration())
          .ifPresent(
              address ->
                  byVnet
                      .computeIfAbsent(
                          member.configuration().subnet().parent(), _ -> new ArrayList<>())
                      .add(Prefix.host(address)));
    }
    return byVnet;
  }

  /**
   * The translations of a VNet, in order.
   *
   * @param defaultAddress address of default outbound access
   * @param outside interface that leads to the Internet
   */
  List<NatRule> of(VirtualNetwork vnet, IpAddress defaultAddress, String outside) {
    List<NatRule> rules = new ArrayList<>();
    vnet.subnets().forEach(subnet -> natGateway(subnet).ifPresent(rules::add));
    vnet.subnets().forEach(subnet -> ownAddresses(subnet, rules));
    rules.addAll(byBalancer.getOrDefault(vnet.id(), List.of()));
    List<Prefix> without = balanced.getOrDefault(vnet.id(), List.of());
    if (!without.isEmpty()) {
      rules.add(shared(without, List.of(), List.of(), null, vnet.origin()));
    }
    List<Prefix> open =
        vnet.subnets().stream()
            .filter(Subnet::defaultOutbound)
            .flatMap(subnet -> subnet.addressPrefixes().stream())
            .toList();
    if (!open.isEmpty()) {
      rules.add(shared(open, List.of(defaultAddress), defaultProtocols(), outside, vnet.origin()));
    }
    rules.add(
        new NatRule.Dynamic(
            Vrf.DEFAULT,
            List.of(new AddressSet.Any()),
            null,
            List.of(),
            null,
            List.of(),
            vnet.origin()));
    return rules;
  }

  /** What is known of Azure is not said of a stamp, which translates by means of its own. */
  private List<Integer> defaultProtocols() {
    return switch (context.cloud()) {
      case Cloud.Azure _ -> PORTS;
      case Cloud.Stamp _ -> List.of();
    };
  }

  /** R219: for every source in the subnet, before all else. */
  private Optional<NatRule> natGateway(Subnet subnet) {
    return Optional.ofNullable(subnet.natGateway())
        .map(id -> context.resources().natGateways().get(id))
        .map(
            gateway ->
                shared(subnet.addressPrefixes(), pool(gateway), PORTS, null, gateway.origin()));
  }

  private List<IpAddress> pool(NatGateway gateway) {
    List<IpAddress> pool = new ArrayList<>();
    for (ResourceId address : gateway.publicIpAddresses()) {
      context.addresses().publicOf(address).ifPresent(pool::add);
    }
    for (ResourceId id : gateway.publicIpPrefixes()) {
      PublicIpPrefix range = context.resources().publicIpPrefixes().get(id);
      Prefix prefix = range == null ? null : range.prefix();
      for (long i = 0; prefix != null && i < 1L << 32 - Math.max(28, prefix.length()); i++) {
        pool.add(prefix.network().plus(i));
      }
    }
    return pool;
  }

  private void ownAddresses(Subnet subnet, List<NatRule> rules) {
    for (NetworkInterface nic : context.resources().nicsOf(subnet)) {
      for (IpConfiguration configuration : nic.ipConfigurations()) {
        Optional<IpAddress> inside = context.addresses().of(nic, configuration);
        Optional<IpAddress> outside = context.addresses().publicOf(configuration);
        if (configuration.subnet().equals(subnet.id())
            && inside.isPresent()
            && outside.isPresent()) {
          rules.add(oneToOne(inside.get(), outside.get(), configuration));
        }
      }
    }
  }

  private static NatRule oneToOne(
      IpAddress inside, IpAddress outside, IpConfiguration configuration) {
    return new NatRule.Static(
        Vrf.DEFAULT, inside, outside, inside.family().bits(), 0, 0, 0, 0, configuration.origin());
  }

  private static NatRule shared(
      List<Prefix> sources,
      List<IpAddress> pool,
      List<Integer> protocols,
      @Nullable String outInterface,
      Origin origin) {
    return new NatRule.Dynamic(
        Vrf.DEFAULT,
        List.of(new AddressSet.Prefixes(sources)),
        null,
        pool,
        outInterface,
        protocols,
        origin);
  }
}
