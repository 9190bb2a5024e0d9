package io.towpath.azure.reader;

import io.towpath.azure.resource.AzureName;
import io.towpath.azure.resource.Connection;
import io.towpath.azure.resource.ConnectionMode;
import io.towpath.azure.resource.ConnectionProtocol;
import io.towpath.azure.resource.DhGroup;
import io.towpath.azure.resource.ExpressRouteCircuit;
import io.towpath.azure.resource.IkeEncryption;
import io.towpath.azure.resource.IkeIntegrity;
import io.towpath.azure.resource.IpsecEncryption;
import io.towpath.azure.resource.IpsecIntegrity;
import io.towpath.azure.resource.IpsecPolicy;
import io.towpath.azure.resource.LocalNetworkGateway;
import io.towpath.azure.resource.PfsGroup;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.TunnelSettings;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Prefix;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Connections of gateways (R99–R112, R153). */
final class ConnectionReading {

  private enum Type implements AzureName {
    IPSEC("IPsec"),
    VNET_TO_VNET("Vnet2Vnet"),
    EXPRESS_ROUTE("ExpressRoute"),
    VPN_CLIENT("VPNClient");

    private final String azureName;

    Type(String azureName) {
      this.azureName = azureName;
    }

    @Override
    public String azureName() {
      return azureName;
    }
  }

  private ConnectionReading() {}

  /** A connection; nothing for a VPNClient one, which is reported. */
  static Optional<Connection> connection(ArmMembers members) {
    Type type = members.required("connectionType", Type.values(), "R99");
    if (type == Type.VPN_CLIENT) {
      members.reportUnsupported("connectionType");
      return Optional.empty();
    }
    ResourceId id = members.resource();
    String location = Children.location(members);
    ResourceId gateway =
        members.requiredReference("virtualNetworkGateway1", VirtualNetworkGateway.TYPE);
    Connection connection =
        switch (type) {
          case IPSEC ->
              new Connection.Ipsec(
                  id,
                  location,
                  gateway,
                  members.requiredReference("localNetworkGateway2", LocalNetworkGateway.TYPE),
                  settings(members),
                  members.origin());
          case VNET_TO_VNET ->
              new Connection.VnetToVnet(
                  id,
                  location,
                  gateway,
                  members.requiredReference("virtualNetworkGateway2", VirtualNetworkGateway.TYPE),
                  settings(members),
                  members.origin());
          case EXPRESS_ROUTE -> expressRoute(members, id, location, gateway);
          case VPN_CLIENT -> throw new IllegalStateException("handled above");
        };
    members.reportRest(
        type == Type.EXPRESS_ROUTE ? MemberTable.EXPRESS_ROUTE_CONNECTION : MemberTable.TUNNEL);
    return Optional.of(connection);
  }

  private static Connection.ExpressRoute expressRoute(
      ArmMembers members, ResourceId id, String location, ResourceId gateway) {
    return new Connection.ExpressRoute(
        id,
        location,
        gateway,
        members.requiredReference("peer", ExpressRouteCircuit.TYPE),
        members.integer("routingWeight", 0),
        members.optionalText("authorizationKey").orElse(null),
        members.bool("expressRouteGatewayBypass", false),
        members.origin());
  }

  private static TunnelSettings settings(ArmMembers members) {
    int dpd = members.integer("dpdTimeoutSeconds", 0);
    return new TunnelSettings(
        members.bool("enableBgp", false),
        members
            .choice("connectionProtocol", ConnectionProtocol.values(), "R99")
            .orElse(ConnectionProtocol.IKE_V2),
        members
            .choice("connectionMode", ConnectionMode.values(), "R100")
            .orElse(ConnectionMode.DEFAULT),
        sharedKey(members),
        policy(members),
        members.bool("usePolicyBasedTrafficSelectors", false),
        selectors(members),
        dpd == 0 ? TunnelSettings.DEFAULT_DPD_TIMEOUT : Duration.ofSeconds(dpd),
        customBgpAddresses(members),
        members.references("ingressNatRules", GatewayReading.NAT_RULE_TYPE),
        members.references("egressNatRules", GatewayReading.NAT_RULE_TYPE),
        members.integer("routingWeight", 0));
  }

  /** A key; null if there is none or asterisks stand for it. */
  private static @Nullable String sharedKey(ArmMembers members) {
    return members
        .optionalText("sharedKey")
        .filter(key -> key.chars().anyMatch(c -> c != '*'))
        .orElse(null);
  }

  private static @Nullable IpsecPolicy policy(ArmMembers members) {
    List<IpsecPolicy> policies = new ArrayList<>();
    members.forEach(
        "ipsecPolicies",
        object ->
            policies.add(policyOf(ArmMembers.of(members.notes(), members.resource(), object))));
    if (policies.size() > 1) {
      Finding finding =
          members
              .invalid(
                  "ipsecPolicies",
                  "a connection has one custom policy, here are " + policies.size(),
                  "Keep one.")
              .findings()
              .getFirst();
      throw new InvalidInputException(finding.byRule("R110"));
    }
    return policies.isEmpty() ? null : policies.getFirst();
  }

  private static IpsecPolicy policyOf(ArmMembers members) {
    IpsecPolicy policy =
        new IpsecPolicy(
            members.required("ikeEncryption", IkeEncryption.values(), "R110"),
            members.required("ikeIntegrity", IkeIntegrity.values(), "R110"),
            members.required("dhGroup", DhGroup.values(), "R110"),
            members.required("ipsecEncryption", IpsecEncryption.values(), "R110"),
            members.required("ipsecIntegrity", IpsecIntegrity.values(), "R110"),
            members.required("pfsGroup", PfsGroup.values(), "R110"),
            Duration.ofSeconds(members.integer("saLifeTimeSeconds")),
            members.integer("saDataSizeKilobytes"));
    members.reportRest(MemberTable.IPSEC_POLICY);
    return policy;
  }

  private static List<TunnelSettings.Selector> selectors(ArmMembers members) {
    List<TunnelSettings.Selector> selectors = new ArrayList<>();
    members.forEach(
        "trafficSelectorPolicies",
        object ->
            selectors.add(
                new TunnelSettings.Selector(
                    object.parsedList("localAddressRanges", Prefix::parse),
                    object.parsedList("remoteAddressRanges", Prefix::parse))));
    return selectors;
  }

  private static List<TunnelSettings.CustomBgpAddress> customBgpAddresses(ArmMembers members) {
    List<TunnelSettings.CustomBgpAddress> addresses = new ArrayList<>();
    members.forEach(
        "gatewayCustomBgpIpAddresses",
        object -> {
          ArmMembers item = ArmMembers.of(members.notes(), members.resource(), object);
          addresses.add(
              new TunnelSettings.CustomBgpAddress(
                  item.requiredReference("ipConfigurationId", GatewayReading.IP_CONFIGURATION_TYPE),
                  item.address("customBgpIpAddress")));
        });
    return addresses;
  }
}
