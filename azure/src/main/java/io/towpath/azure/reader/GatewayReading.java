package io.towpath.azure.reader;

import io.towpath.azure.resource.GatewayBgp;
import io.towpath.azure.resource.GatewayIpConfiguration;
import io.towpath.azure.resource.GatewayNatRule;
import io.towpath.azure.resource.GatewayType;
import io.towpath.azure.resource.LocalNetworkGateway;
import io.towpath.azure.resource.PointToSite;
import io.towpath.azure.resource.PublicIpAddress;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.azure.resource.VpnType;
import io.towpath.net.Asn;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Virtual network gateways and local network gateways. */
final class GatewayReading {

  static final String IP_CONFIGURATION_TYPE = VirtualNetworkGateway.TYPE + "/ipConfigurations";

  static final String NAT_RULE_TYPE = VirtualNetworkGateway.TYPE + "/natRules";

  private static final String NAT_RULES = "natRules";

  private GatewayReading() {}

  static VirtualNetworkGateway gateway(ArmMembers members) {
    List<GatewayIpConfiguration> configurations = new ArrayList<>(2);
    Children.read(members, "ipConfigurations", child -> configurations.add(configuration(child)));
    if (configurations.isEmpty()) {
      throw members.withoutItems(
          "ipConfigurations", "the gateway has no address", "State an ipConfiguration.");
    }
    GatewayType type = members.required("gatewayType", GatewayType.values(), "R22");
    Optional<ArmMembers> bgp = members.object("bgpSettings");
    List<GatewayNatRule> natRules = new ArrayList<>();
    Children.read(members, NAT_RULES, child -> natRules.add(natRule(child)));
    VirtualNetworkGateway gateway =
        new VirtualNetworkGateway(
            members.resource(),
            Children.location(members),
            type,
            members.choice("vpnType", VpnType.values(), "R81").orElse(VpnType.ROUTE_BASED),
            members.object("sku").map(sku -> sku.sharedText("name")).orElse(""),
            members.sharedText("vpnGatewayGeneration"),
            activeActive(members),
            members.bool("enableBgp", false),
            bgp.map(GatewayReading::bgp)
                .orElse(new GatewayBgp(GatewayBgp.DEFAULT_ASN, List.of(), List.of())),
            configurations,
            members.reference("gatewayDefaultSite", LocalNetworkGateway.TYPE).orElse(null),
            members.optionalBool("allowRemoteVnetTraffic").orElse(null),
            members.optionalBool("allowVirtualWanTraffic").orElse(null),
            members.bool("enableBgpRouteTranslationForNat", false),
            natRules,
            pointToSite(members),
            members.origin());
    members.reportRest(MemberTable.GATEWAY);
    return gateway;
  }

  /** The interface calls it activeActive, some versions of its clients active. */
  private static boolean activeActive(ArmMembers members) {
    return members.bool("activeActive", members.bool("active", false));
  }

  private static GatewayIpConfiguration configuration(ArmMembers members) {
    GatewayIpConfiguration configuration =
        new GatewayIpConfiguration(
            members.resource(),
            members.requiredReference("subnet", NetworkInterfaceReading.SUBNET_TYPE),
            members.reference("publicIPAddress", PublicIpAddress.TYPE).orElse(null),
            members.optionalAddress("privateIPAddress").orElse(null),
            members.origin());
    members.reportRest(MemberTable.GATEWAY_IP_CONFIGURATION);
    return configuration;
  }

  static GatewayNatRule natRule(ArmMembers members) {
    GatewayNatRule rule =
        new GatewayNatRule(
            members.resource(),
            members
                .choice("type", GatewayNatRule.Type.values(), "R222")
                .orElse(GatewayNatRule.Type.STATIC),
            members
                .choice("mode", GatewayNatRule.Mode.values(), "R222")
                .orElse(GatewayNatRule.Mode.EGRESS),
            mappings(members, "internalMappings"),
            mappings(members, "externalMappings"),
            members.reference("ipConfigurationId", IP_CONFIGURATION_TYPE).orElse(null),
            members.origin());
    members.reportRest(MemberTable.NAT_RULE);
    return rule;
  }

  private static List<Prefix> mappings(ArmMembers members, String name) {
    List<Prefix> prefixes = new ArrayList<>();
    members.forEach(
        name,
        object -> {
          ArmMembers mapping = ArmMembers.of(members.notes(), members.resource(), object);
          prefixes.add(mapping.prefix("addressSpace"));
          mapping.reportRest(MemberTable.NAT_RULE);
        });
    if (prefixes.isEmpty()) {
      throw members.withoutItems(name, "the rule maps nothing", "State an addressSpace.");
    }
    return prefixes;
  }

  /** Clients; nothing if there is no pool of addresses for them. */
  private static @Nullable PointToSite pointToSite(ArmMembers members) {
    List<Prefix> routes =
        members
            .object("customRoutes")
            .map(space -> space.prefixes("addressPrefixes"))
            .orElse(List.of());
    Optional<ArmMembers> clients = members.object("vpnClientConfiguration");
    List<Prefix> pool =
        clients
            .flatMap(configuration -> configuration.object("vpnClientAddressPool"))
            .map(space -> space.prefixes("addressPrefixes"))
            .orElse(List.of());
    clients.ifPresent(configuration -> configuration.reportRest(MemberTable.POINT_TO_SITE));
    return pool.isEmpty() ? null : new PointToSite(pool, routes);
  }

  private static GatewayBgp bgp(ArmMembers members) {
    long asn =
        members.optionalParsed("asn", Asn::parse).orElse(GatewayBgp.DEFAULT_ASN); // R87: default
    // An active-active gateway prints both addresses in one string.
    List<IpAddress> peering = new ArrayList<>();
    for (String part : members.optionalText("bgpPeeringAddress").orElse("").split(",", -1)) {
      if (!part.isBlank()) {
        peering.add(members.parse("bgpPeeringAddress", part.strip(), IpAddress::parse));
      }
    }
    List<GatewayBgp.InstanceAddresses> instances = new ArrayList<>(2);
    members.forEach(
        "bgpPeeringAddresses",
        object -> {
          ArmMembers instance = ArmMembers.of(members.notes(), members.resource(), object);
          instances.add(
              new GatewayBgp.InstanceAddresses(
                  ipConfiguration(instance),
                  instance.addresses("defaultBgpIpAddresses"),
                  instance.addresses("customBgpIpAddresses"),
                  instance.addresses("tunnelIpAddresses")));
        });
    members.reportRest(MemberTable.GATEWAY_BGP);
    return new GatewayBgp(asn, peering, instances);
  }

  private static ResourceId ipConfiguration(ArmMembers instance) {
    return instance.requiredReference("ipconfigurationId", IP_CONFIGURATION_TYPE);
  }

  static LocalNetworkGateway localGateway(ArmMembers members) {
    @Nullable IpAddress address = members.optionalAddress("gatewayIpAddress").orElse(null);
    @Nullable String fqdn = members.optionalText("fqdn").orElse(null);
    if (fqdn != null && address == null) {
      members.reportUnsupported("fqdn"); // no name service decides here
    }
    LocalNetworkGateway gateway =
        new LocalNetworkGateway(
            members.resource(),
            Children.location(members),
            address,
            fqdn,
            members
                .object("localNetworkAddressSpace")
                .map(space -> space.prefixes("addressPrefixes"))
                .orElse(List.of()),
            members.object("bgpSettings").flatMap(GatewayReading::peerBgp).orElse(null),
            members.origin());
    members.reportRest(MemberTable.LOCAL_GATEWAY);
    return gateway;
  }

  /** The speaker of a site; nothing if the settings name no address, as Azure prints for none. */
  private static Optional<LocalNetworkGateway.PeerBgp> peerBgp(ArmMembers members) {
    return members
        .optionalAddress("bgpPeeringAddress")
        .map(
            address ->
                new LocalNetworkGateway.PeerBgp(
                    members
                        .optionalParsed("asn", Asn::parse)
                        .orElseThrow(
                            () ->
                                members.invalid(
                                    "asn", "the BGP settings name no ASN", "State asn.")),
                    address));
  }
}
