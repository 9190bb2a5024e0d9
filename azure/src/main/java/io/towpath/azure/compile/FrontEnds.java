package io.towpath.azure.compile;

import io.towpath.azure.resource.LoadBalancer;
import io.towpath.azure.resource.NetworkInterface;
import io.towpath.azure.resource.PoolMembers;
import io.towpath.azure.resource.PublicIpAddress;
import io.towpath.azure.resource.ResourceId;
import io.towpath.net.AddressFamily;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Where the front ends of load balancers live that let something in, and which interfaces stand
 * behind them. Made once for all of them; immutable after that.
 */
final class FrontEnds {
  private final AzureContext context;
  private final PoolMembers members;
  private final Map<ResourceId, FrontEnd> byId = new HashMap<>();
  private final Map<ResourceId, List<FrontEnd>> publicByVnet = new HashMap<>();
  private final Map<ResourceId, SequencedSet<IpAddress>> floating = new HashMap<>();
  private final Set<ResourceId> behindStandard = new HashSet<>();

  /**
   * A front end with a known address of IPv4.
   *
   * @param vnet the VNet in which its address lives; of a public one that of its machines
   */
  record FrontEnd(IpAddress address, ResourceId vnet, boolean isPublic, Origin origin) {}

  FrontEnds(AzureContext context) {
    this.context = context;
    this.members = new PoolMembers(context.resources());
    context.resources().loadBalancers().values().forEach(this::add);
  }

  private void add(LoadBalancer balancer) {
    for (LoadBalancer.Frontend frontend : balancer.frontends()) {
      IpAddress address = frontend.privateIpAddress();
      if (address != null && context.resources().subnet(frontend.subnet()).isPresent()) {
        add(
            frontend.id(),
            new FrontEnd(address, frontend.subnet().parent(), false, frontend.origin()));
      }
    }
    for (LoadBalancer.PublicFrontend frontend : balancer.publicFrontends()) {
      Optional<ResourceId> vnet =
          behind(balancer, frontend.id())
              .map(member -> member.configuration().subnet().parent())
              .filter(id -> context.resources().vnet(id).isPresent())
              .findFirst();
      Optional<IpAddress> address = context.addresses().publicOf(frontend.publicIpAddress());
      if (vnet.isPresent() && address.isPresent()) {
        add(frontend.id(), new FrontEnd(address.get(), vnet.get(), true, frontend.origin()));
      }
      if (balancer.isStandard()) {
        behind(balancer, frontend.id()).forEach(m -> behindStandard.add(m.nic().id()));
      }
    }
    for (LoadBalancer.Rule rule : balancer.rules()) {
      if (rule.floating()) {
        of(rule.frontend()).ifPresent(floats(membersOf(rule)));
      }
    }
    for (LoadBalancer.InboundNatRule rule : balancer.natRules()) {
      if (rule.floating()) {
        of(rule.frontend()).ifPresent(floats(membersOf(rule)));
      }
    }
  }

  private void add(ResourceId id, FrontEnd frontEnd) {
    if (frontEnd.address().family() == AddressFamily.IPV4) {
      byId.put(id, frontEnd);
      if (frontEnd.isPublic()) {
        publicByVnet.computeIfAbsent(frontEnd.vnet(), _ -> new ArrayList<>()).add(frontEnd);
      }
    }
  }

  private Consumer<FrontEnd> floats(List<PoolMembers.Member> behind) {
    return frontEnd ->
        behind.forEach(
            member ->
                floating
                    .computeIfAbsent(member.nic().id(), _ -> new LinkedHashSet<>())
                    .add(frontEnd.address()));
  }

  private Stream<PoolMembers.Member> behind(LoadBalancer balancer, ResourceId frontend) {
    return Stream.concat(
        balancer.rules().stream()
            .filter(rule -> rule.frontend().equals(frontend))
            .flatMap(rule -> membersOf(rule).stream()),
        balancer.natRules().stream()
            .filter(rule -> rule.frontend().equals(frontend))
            .flatMap(rule -> membersOf(rule).stream()));
  }

  /** The machines of a rule's pool, by id of their interface. */
  List<PoolMembers.Member> membersOf(LoadBalancer.Rule rule) {
    return rule.pool() == null ? List.of() : members.of(rule.pool());
  }

  /** The machines behind an inbound NAT rule, in the order in which they get its ports. */
  List<PoolMembers.Member> membersOf(LoadBalancer.InboundNatRule rule) {
    return members.of(rule.pool() == null ? rule.id() : rule.pool());
  }

  /** The interfaces in a pool, by id. */
  List<NetworkInterface> interfacesIn(LoadBalancer.Pool pool) {
    return members.interfaces(pool.id());
  }

  /** Where a front end lives; empty if its address or, of a public one, its VNet is not known. */
  Optional<FrontEnd> of(ResourceId frontend) {
    return Optional.ofNullable(byId.get(frontend));
  }

  /** The public front ends that lead into a VNet, in the order of their balancers. */
  List<FrontEnd> publicOf(ResourceId vnet) {
    return publicByVnet.getOrDefault(vnet, List.of());
  }

  /**
   * R294: addresses of front ends that reach a guest as they are, by rules with a floating address.
   * ASSUMPTION(A-041): the guest has them on a loopback interface, without which it could not
   * answer; nothing in Azure says whether it does.
   */
  List<IpAddress> floatingAt(NetworkInterface nic) {
    return List.copyOf(floating.getOrDefault(nic.id(), new LinkedHashSet<>()));
  }

  /**
   * R290: true if an interface has a standard public address or stands behind a standard public
   * front end, through which nothing comes in unless a security group allows it.
   */
  boolean needsSecurityGroup(NetworkInterface nic) {
    return behindStandard.contains(nic.id())
        || nic.ipConfigurations().stream()
            .map(configuration -> configuration.publicIpAddress())
            .flatMap(id -> Stream.ofNullable(id))
            .flatMap(id -> Stream.ofNullable(context.resources().publicIpAddresses().get(id)))
            .map(PublicIpAddress::sku)
            .anyMatch("Standard"::equalsIgnoreCase);
  }
}
