package io.towpath.azure.reader;

import io.towpath.azure.resource.LoadBalancer;
import io.towpath.azure.resource.NetworkInterface;
import io.towpath.azure.resource.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Internal load balancers (R59). Public front ends, rules of single ports and outbound or inbound
 * NAT rules are reported as not modelled.
 */
final class LoadBalancerReading {
  /** {@code Microsoft.Network/loadBalancers/backendAddressPools}. */
  static final String POOL_TYPE = LoadBalancer.TYPE + "/backendAddressPools";

  private static final String FRONTEND = "frontendIPConfigurations";
  private static final String POOL = "backendAddressPools";
  private static final String RULE = "loadBalancingRules";

  private LoadBalancerReading() {}

  static LoadBalancer loadBalancer(ArmMembers members) {
    List<LoadBalancer.Frontend> frontends = new ArrayList<>();
    Children.read(members, FRONTEND, child -> frontend(child).ifPresent(frontends::add));
    List<LoadBalancer.Pool> pools = new ArrayList<>();
    Children.read(members, POOL, child -> pools.add(pool(child)));
    List<LoadBalancer.HaPortsRule> rules = new ArrayList<>();
    Children.read(members, RULE, child -> rule(child).ifPresent(rules::add));
    boolean standard =
        members
            .object("sku")
            .flatMap(sku -> sku.optionalText("name"))
            .filter(name -> name.equalsIgnoreCase("Standard"))
            .isPresent();
    LoadBalancer balancer =
        new LoadBalancer(
            members.resource(),
            Children.location(members),
            standard,
            frontends,
            pools,
            rules,
            members.origin());
    members.reportRest(MemberTable.LOAD_BALANCER);
    return balancer;
  }

  private static Optional<LoadBalancer.Frontend> frontend(ArmMembers members) {
    Optional<ResourceId> subnet = members.reference("subnet", NetworkInterfaceReading.SUBNET_TYPE);
    if (subnet.isEmpty()) {
      members.reportUnsupported("publicIPAddress");
      return Optional.empty();
    }
    LoadBalancer.Frontend frontend =
        new LoadBalancer.Frontend(
            members.resource(),
            subnet.get(),
            members.optionalAddress("privateIPAddress").orElse(null),
            members.origin());
    members.reportRest(MemberTable.LOAD_BALANCER_PART);
    return Optional.of(frontend);
  }

  private static LoadBalancer.Pool pool(ArmMembers members) {
    LoadBalancer.Pool pool =
        new LoadBalancer.Pool(
            members.resource(),
            members.references(
                "backendIPConfigurations", NetworkInterface.TYPE + "/ipConfigurations"),
            members.origin());
    members.reportRest(MemberTable.LOAD_BALANCER_PART);
    return pool;
  }

  /** R59: only a rule for all ports may be the next hop of routes. */
  private static Optional<LoadBalancer.HaPortsRule> rule(ArmMembers members) {
    boolean allPorts =
        members.text("protocol").equalsIgnoreCase("All")
            && members.integer("frontendPort", 0) == 0
            && members.integer("backendPort", 0) == 0;
    if (!allPorts) {
      members.reportUnsupported("frontendPort");
      return Optional.empty();
    }
    LoadBalancer.HaPortsRule rule =
        new LoadBalancer.HaPortsRule(
            members.resource(),
            members.requiredReference(
                "frontendIPConfiguration", LoadBalancer.TYPE + "/" + FRONTEND),
            members.requiredReference("backendAddressPool", POOL_TYPE),
            members.bool("enableFloatingIP", false),
            members.reference("probe", LoadBalancer.TYPE + "/probes").isPresent(),
            members.origin());
    members.reportRest(MemberTable.LOAD_BALANCER_PART);
    return Optional.of(rule);
  }

  /** Pools that an interface names. */
  static List<ResourceId> poolsOf(ArmMembers configuration) {
    return configuration.references("loadBalancerBackendAddressPools", POOL_TYPE);
  }
}
