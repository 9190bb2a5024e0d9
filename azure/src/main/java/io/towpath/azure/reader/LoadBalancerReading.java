package io.towpath.azure.reader;

import io.towpath.azure.resource.LoadBalancer;
import io.towpath.azure.resource.NetworkInterface;
import io.towpath.azure.resource.PublicIpAddress;
import io.towpath.azure.resource.ResourceId;
import io.towpath.net.PacketHeader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Load balancers (R59, R218). Rules of single ports, rules of public front ends and inbound NAT
 * rules are reported as not modelled, as far as they let something in.
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
    List<LoadBalancer.PublicFrontend> publicFrontends = new ArrayList<>();
    Children.read(members, FRONTEND, child -> frontend(child, frontends, publicFrontends));
    List<LoadBalancer.Pool> pools = new ArrayList<>();
    Children.read(members, POOL, child -> pools.add(pool(child)));
    List<LoadBalancer.HaPortsRule> rules = new ArrayList<>();
    Set<ResourceId> onInternet = new HashSet<>();
    publicFrontends.forEach(frontend -> onInternet.add(frontend.id()));
    List<LoadBalancer.OutboundRule> outbound = new ArrayList<>();
    Children.read(members, "outboundRules", child -> outbound.add(outboundRule(child)));
    Children.read(members, RULE, child -> rule(child, onInternet, outbound).ifPresent(rules::add));
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
            publicFrontends,
            outbound,
            members.origin());
    members.reportRest(MemberTable.LOAD_BALANCER);
    return balancer;
  }

  private static void frontend(
      ArmMembers members,
      List<LoadBalancer.Frontend> inside,
      List<LoadBalancer.PublicFrontend> onInternet) {
    Optional<ResourceId> subnet = members.reference("subnet", NetworkInterfaceReading.SUBNET_TYPE);
    if (subnet.isEmpty()) {
      members
          .reference("publicIPAddress", PublicIpAddress.TYPE)
          .ifPresentOrElse(
              address ->
                  onInternet.add(
                      new LoadBalancer.PublicFrontend(
                          members.resource(), address, members.origin())),
              () -> members.reportUnsupported("publicIPPrefix"));
      members.reportRest(MemberTable.LOAD_BALANCER_PART);
      return;
    }
    LoadBalancer.Frontend frontend =
        new LoadBalancer.Frontend(
            members.resource(),
            subnet.get(),
            members.optionalAddress("privateIPAddress").orElse(null),
            members.origin());
    members.reportRest(MemberTable.LOAD_BALANCER_PART);
    inside.add(frontend);
  }

  private static LoadBalancer.OutboundRule outboundRule(ArmMembers members) {
    LoadBalancer.OutboundRule rule =
        new LoadBalancer.OutboundRule(
            members.resource(),
            members.references("frontendIPConfigurations", LoadBalancer.TYPE + "/" + FRONTEND),
            members.requiredReference("backendAddressPool", POOL_TYPE),
            protocols(members),
            members.origin());
    members.reportRest(MemberTable.LOAD_BALANCER_PART);
    return rule;
  }

  /** What shares an address does so by its ports. */
  private static List<Integer> protocols(ArmMembers members) {
    return switch (members.text("protocol").toLowerCase(Locale.ROOT)) {
      case "tcp" -> List.of(PacketHeader.TCP);
      case "udp" -> List.of(PacketHeader.UDP);
      default -> List.of(PacketHeader.TCP, PacketHeader.UDP);
    };
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

  /**
   * A rule for all ports of a front end inside, which alone may be the next hop of routes (R59); of
   * a public one the way out that it opens.
   */
  private static Optional<LoadBalancer.HaPortsRule> rule(
      ArmMembers members, Set<ResourceId> onInternet, List<LoadBalancer.OutboundRule> outbound) {
    ResourceId frontend =
        members.requiredReference("frontendIPConfiguration", LoadBalancer.TYPE + "/" + FRONTEND);
    if (onInternet.contains(frontend)) {
      Optional<ResourceId> pool = members.reference("backendAddressPool", POOL_TYPE);
      if (pool.isPresent() && !members.bool("disableOutboundSnat", false)) {
        outbound.add(
            new LoadBalancer.OutboundRule(
                members.resource(),
                List.of(frontend),
                pool.get(),
                protocols(members),
                members.origin()));
      }
      members.reportUnsupported("frontendPort");
      return Optional.empty();
    }

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
