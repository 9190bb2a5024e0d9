package io.towpath.azure.reader;

import io.towpath.azure.resource.LoadBalancer;
import io.towpath.azure.resource.NetworkInterface;
import io.towpath.azure.resource.PublicIpAddress;
import io.towpath.azure.resource.ResourceId;
import io.towpath.net.PacketHeader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Load balancers (R59, R218). Pools of bare addresses and of scale sets are reported. */
final class LoadBalancerReading {
  /** {@code Microsoft.Network/loadBalancers/backendAddressPools}. */
  static final String POOL_TYPE = LoadBalancer.TYPE + "/backendAddressPools";

  private static final String FRONTEND = "frontendIPConfigurations";
  private static final String POOL = "backendAddressPools";
  private static final String RULE = "loadBalancingRules";
  private static final String NAT_RULE = "inboundNatRules";
  private static final String PROBE = "probes";
  private static final String CONFIGURATION_TYPE = NetworkInterface.TYPE + "/ipConfigurations";

  /** Anything else, in what has ports. */
  private static final List<Integer> BOTH = List.of(PacketHeader.TCP, PacketHeader.UDP);

  private LoadBalancerReading() {}

  static LoadBalancer loadBalancer(ArmMembers members) {
    List<LoadBalancer.Frontend> frontends = new ArrayList<>();
    List<LoadBalancer.PublicFrontend> publicFrontends = new ArrayList<>();
    Children.read(members, FRONTEND, child -> frontend(child, frontends, publicFrontends));
    List<LoadBalancer.Pool> pools = new ArrayList<>();
    Children.read(members, POOL, child -> pools.add(pool(child)));
    Map<ResourceId, LoadBalancer.Probe> probes = new HashMap<>();
    Children.read(members, PROBE, child -> probes.put(child.resource(), probe(child)));
    Set<ResourceId> onInternet = new HashSet<>();
    publicFrontends.forEach(frontend -> onInternet.add(frontend.id()));
    List<LoadBalancer.OutboundRule> outbound = new ArrayList<>();
    Children.read(members, "outboundRules", child -> outbound.add(outboundRule(child)));
    List<LoadBalancer.Rule> rules = new ArrayList<>();
    Children.read(
        members, RULE, child -> rule(child, probes, onInternet, outbound).ifPresent(rules::add));
    List<LoadBalancer.InboundNatRule> natRules = new ArrayList<>();
    Children.read(members, NAT_RULE, child -> natRules.add(natRule(child)));
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
            natRules,
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
      default -> BOTH;
    };
  }

  private static LoadBalancer.Pool pool(ArmMembers members) {
    LoadBalancer.Pool pool =
        new LoadBalancer.Pool(
            members.resource(),
            members.references("backendIPConfigurations", CONFIGURATION_TYPE),
            members.origin());
    if (pool.ipConfigurations().isEmpty() && holdsBareAddresses(members)) {
      members.reportUnsupported("loadBalancerBackendAddresses");
    }
    members.reportRest(MemberTable.LOAD_BALANCER_PART);
    return pool;
  }

  /** Azure prints the addresses of interfaces too, but names the interfaces with them. */
  private static boolean holdsBareAddresses(ArmMembers members) {
    List<ArmMembers> bare = new ArrayList<>();
    members.forEach(
        "loadBalancerBackendAddresses",
        object -> {
          ArmMembers entry = ArmMembers.of(members.notes(), members.resource(), object);
          if (entry.has("ipAddress") && !entry.has("networkInterfaceIPConfiguration")) {
            bare.add(entry);
          }
        });
    return !bare.isEmpty();
  }

  private static LoadBalancer.Probe probe(ArmMembers members) {
    LoadBalancer.Probe probe =
        new LoadBalancer.Probe(members.resource(), Math.toIntExact(members.integer("port")));
    if (members
        .optionalText("noHealthyBackendsBehavior")
        .filter("AllProbedUp"::equalsIgnoreCase)
        .isPresent()) {
      members.reportUnsupported("noHealthyBackendsBehavior");
    }
    members.reportRest(MemberTable.LOAD_BALANCER_PROBE);
    return probe;
  }

  /** A load-balancing rule; one of a public front end may open a way out as well. */
  private static Optional<LoadBalancer.Rule> rule(
      ArmMembers members,
      Map<ResourceId, LoadBalancer.Probe> probes,
      Set<ResourceId> onInternet,
      List<LoadBalancer.OutboundRule> outbound) {
    ResourceId frontend =
        members.requiredReference("frontendIPConfiguration", LoadBalancer.TYPE + "/" + FRONTEND);
    ResourceId pool = poolOf(members);
    if (onInternet.contains(frontend)
        && pool != null
        && !members.bool("disableOutboundSnat", false)) {
      outbound.add(
          new LoadBalancer.OutboundRule(
              members.resource(), List.of(frontend), pool, protocols(members), members.origin()));
    }
    List<Integer> protocols = protocols(members);
    int frontendPort = members.integer("frontendPort", 0);
    LoadBalancer.Rule rule =
        new LoadBalancer.Rule(
            members.resource(),
            frontend,
            pool,
            protocols.equals(BOTH) ? 0 : protocols.getFirst(),
            frontendPort,
            members.integer("backendPort", 0),
            members.bool("enableFloatingIP", false),
            members
                .reference("probe", LoadBalancer.TYPE + "/" + PROBE)
                .map(probes::get)
                .orElse(null),
            members.origin());
    if (!rule.isForAllPorts() && (rule.protocol() == 0 || frontendPort == 0)
        || rule.isForAllPorts() && onInternet.contains(frontend)) {
      // R59: all ports go together with all protocols, and only inside a VNet.
      members.reportUnsupported("frontendPort");
      return Optional.empty();
    }
    members.reportRest(MemberTable.LOAD_BALANCER_PART);
    return Optional.of(rule);
  }

  private static @Nullable ResourceId poolOf(ArmMembers members) {
    return members
        .reference("backendAddressPool", POOL_TYPE)
        .or(() -> members.references(POOL, POOL_TYPE).stream().findFirst())
        .orElse(null);
  }

  /** One port to one machine, or of a range of ports one to each machine of a pool. */
  private static LoadBalancer.InboundNatRule natRule(ArmMembers members) {
    ResourceId pool = members.reference("backendAddressPool", POOL_TYPE).orElse(null);
    int first =
        pool == null
            ? members.integer("frontendPort", 0)
            : members.integer("frontendPortRangeStart", 0);
    LoadBalancer.InboundNatRule rule =
        new LoadBalancer.InboundNatRule(
            members.resource(),
            members.requiredReference(
                "frontendIPConfiguration", LoadBalancer.TYPE + "/" + FRONTEND),
            protocols(members),
            first,
            pool == null ? first : members.integer("frontendPortRangeEnd", first),
            members.integer("backendPort", first),
            members.bool("enableFloatingIP", false),
            members.reference("backendIPConfiguration", CONFIGURATION_TYPE).orElse(null),
            pool,
            members.origin());
    members.reportRest(MemberTable.LOAD_BALANCER_PART);
    return rule;
  }

  /** Pools that an interface names. */
  static List<ResourceId> poolsOf(ArmMembers configuration) {
    return configuration.references("loadBalancerBackendAddressPools", POOL_TYPE);
  }

  /** Inbound NAT rules that an interface names. */
  static List<ResourceId> natRulesOf(ArmMembers configuration) {
    return configuration.references(
        "loadBalancerInboundNatRules", LoadBalancer.TYPE + "/" + NAT_RULE);
  }
}
