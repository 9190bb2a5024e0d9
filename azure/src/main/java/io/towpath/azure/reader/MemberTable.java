package io.towpath.azure.reader;

import io.towpath.net.Origin;
import io.towpath.net.document.DocumentValue;
import io.towpath.net.document.DocumentValue.BooleanValue;
import io.towpath.net.document.DocumentValue.NumberValue;
import io.towpath.net.document.DocumentValue.StringValue;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which members of one kind of object have no consequence for addresses, routes, filters or
 * tunnels.
 *
 * <p>A member is modelled if the reading class asks for it, harmless if it stands here, neutral if
 * it has the value given here, and not modelled otherwise. Names without case.
 */
final class MemberTable {

  /** What every resource and every child may carry. */
  private static final String COMMON =
      """
      id name type apiVersion etag location tags zones resourceGroup resourceGuid
      provisioningState tenantId subscriptionId kind managedBy plan identity systemData dependsOn
      comments condition scope properties sku extendedLocation displayName createdTime changedTime
      """;

  static final MemberTable VIRTUAL_NETWORK =
      harmless(
              """
              resources dhcpOptions enableDdosProtection ddosProtectionPlan enableVmProtection
              encryption flowTimeoutInMinutes flowLogs
              """)
          .neutral("privateEndpointVNetPolicies", "Disabled", "Basic");

  // ipConfigurations and the like are references back, from whoever stands in the subnet.
  static final MemberTable SUBNET =
      harmless(
          """
          delegations ipConfigurations ipConfigurationProfiles purpose resourceNavigationLinks
          serviceAssociationLinks privateLinkServiceNetworkPolicies
          ipamPoolPrefixAllocations
          """);

  static final MemberTable PEERING =
      harmless(
          """
          doNotVerifyRemoteGateways remoteBgpCommunities remoteVirtualNetworkEncryption
          remoteGateways
          remoteVirtualNetworkAddressSpace localAddressSpace localVirtualNetworkAddressSpace
          """);

  static final MemberTable NETWORK_INTERFACE =
      harmless(
              """
              primary dnsSettings enableAcceleratedNetworking macAddress hostedWorkloads
              vnetEncryptionSupported allowPort25Out auxiliaryMode auxiliarySku migrationPhase
              workloadType dscpConfiguration defaultOutboundConnectivityEnabled
              """)
          .neutral("nicType", "Standard");

  static final MemberTable IP_CONFIGURATION =
      harmless("virtualNetworkTaps privateLinkConnectionProperties");

  // Names are not looked up; the service behind the endpoint is taken to answer.
  static final MemberTable PRIVATE_ENDPOINT = harmless("customNetworkInterfaceName ipVersionType");

  static final MemberTable PUBLIC_ADDRESS =
      harmless(
          """
          idleTimeoutInMinutes dnsSettings ipTags ddosSettings publicIPPrefix deleteOption
          migrationPhase
          """);

  static final MemberTable PUBLIC_PREFIX =
      harmless(
          """
          prefixLength publicIPAddressVersion ipTags natGateway publicIPAddresses customIPPrefix
          loadBalancerFrontendIpConfiguration
          """);

  // Subnets name their gateway; the list is Azure's own.
  static final MemberTable NAT_GATEWAY = harmless("idleTimeoutInMinutes subnets");

  static final MemberTable ROUTE_TABLE = harmless("subnets resources");

  static final MemberTable ROUTE = harmless("hasBgpOverride");

  static final MemberTable SECURITY_GROUP =
      harmless("defaultSecurityRules networkInterfaces subnets flowLogs flushConnection resources");

  static final MemberTable APPLICATION_GROUP = harmless("");

  static final MemberTable SECURITY_RULE = harmless("description");

  static final MemberTable GATEWAY =
      harmless(
              """
              enableDnsForwarding inboundDnsForwardingEndpoint packetCaptureDiagnosticState
              disableIPSecReplayProtection resiliencyModel virtualNetworkGatewayMigrationStatus
              autoScaleConfiguration vNetExtendedLocationResourceId isMigrateToCSES
              remoteVirtualNetworkPeerings
              """)
          .neutral("adminState", "Enabled");

  static final MemberTable GATEWAY_IP_CONFIGURATION = harmless("privateIPAllocationMethod");

  static final MemberTable GATEWAY_BGP = harmless("peerWeight");

  static final MemberTable NAT_RULE = harmless("");

  // How clients prove who they are; that they may is assumed.
  static final MemberTable POINT_TO_SITE =
      harmless(
          """
          vpnClientProtocols vpnAuthenticationTypes vpnClientRootCertificates
          vpnClientRevokedCertificates vpnClientIpsecPolicies radiusServerAddress
          radiusServerSecret radiusServers aadTenant aadAudience aadIssuer
          """);

  static final MemberTable LOCAL_GATEWAY = harmless("");

  static final MemberTable TUNNEL =
      harmless(
              """
              connectionStatus tunnelConnectionStatus ingressBytesTransferred
              egressBytesTransferred expressRouteGatewayBypass authorizationKey
              connectionStatusDetails packetCaptureDiagnosticState
              """)
          .neutral("authenticationType", "PSK");

  // The members of tunnels are printed for these connections too, and mean nothing.
  static final MemberTable EXPRESS_ROUTE_CONNECTION =
      harmless(
          """
          connectionStatus tunnelConnectionStatus ingressBytesTransferred egressBytesTransferred
          enableBgp sharedKey connectionProtocol connectionMode usePolicyBasedTrafficSelectors
          dpdTimeoutSeconds authenticationType connectionStatusDetails
          packetCaptureDiagnosticState
          """);

  static final MemberTable IPSEC_POLICY = harmless("");

  static final MemberTable CIRCUIT =
      harmless(
          """
          allowClassicOperations gatewayManagerEtag serviceProviderNotes stag globalReachEnabled
          authorizationStatus expressRoutePort enableDirectPortRateLimit authorizationKey
          """);

  static final MemberTable CIRCUIT_PEERING =
      harmless(
          """
          azureASN primaryAzurePort secondaryAzurePort gatewayManagerEtag lastModifiedBy stats
          expressRouteConnection peeredConnections
          """);

  static final MemberTable ROUTE_FILTER = harmless("ipv6Peerings");

  static final MemberTable ROUTE_FILTER_RULE = harmless("routeFilterRuleType");

  static final MemberTable SERVICE_COMMUNITIES = harmless("serviceName");

  static final MemberTable SERVICE_COMMUNITY =
      harmless("serviceSupportedRegion communityName isAuthorizedToUse serviceGroup");

  // That the key fits is assumed.
  static final MemberTable GLOBAL_REACH = harmless("authorizationKey circuitConnectionStatus");

  // What a Virtual WAN would use the same object for is empty in a Route Server.
  static final MemberTable ROUTE_SERVER =
      harmless(
          """
          ipConfigurations bgpConnections routingState virtualRouterAutoScaleConfiguration
          preferredRoutingGateway resources
          """);

  static final MemberTable ROUTE_SERVER_CONFIGURATION =
      harmless("privateIPAllocationMethod privateIPAddress");

  static final MemberTable ROUTE_SERVER_PEER = harmless("connectionState");

  static final MemberTable CIRCUIT_AUTHORIZATION = harmless("connectionResourceUri");

  // Probes are taken to agree with whether the machine runs.
  static final MemberTable LOAD_BALANCER = harmless("");

  // What a probe asks for and how often; that it reaches somebody is what counts.
  static final MemberTable LOAD_BALANCER_PROBE =
      harmless(
          """
          protocol requestPath intervalInSeconds numberOfProbes probeThreshold loadBalancingRules
          """);

  static final MemberTable LOAD_BALANCER_PART =
      harmless(
          """
          privateIPAllocationMethod privateIPAddressVersion loadBalancingRules backendIPConfigurations
          loadBalancerBackendAddresses idleTimeoutInMinutes enableTcpReset loadDistribution
          disableOutboundSnat allocatedOutboundPorts outboundRules allowBackendPortConflict gatewayLoadBalancer drainPeriodInSeconds
          enableDestinationServiceEndpoint backendAddressPools inboundNatRules inboundNatRule
          frontendPort frontendPortRangeStart frontendPortRangeEnd
          """);

  // Known bad addresses are not known here; host names are not looked up.
  static final MemberTable FIREWALL =
      harmless("threatIntelMode hubIPAddresses ipGroups autoscaleConfiguration");

  static final MemberTable FIREWALL_IP_CONFIGURATION = harmless("privateIPAllocationMethod");

  static final MemberTable FIREWALL_POLICY =
      harmless(
          """
          threatIntelMode threatIntelWhitelist firewalls childPolicies ruleCollectionGroups size
          dnsSettings insights sql transportSecurity intrusionDetection explicitProxy
          """);

  // Who names the group is known from there.
  static final MemberTable IP_GROUP = harmless("firewalls firewallPolicies");

  static final MemberTable FIREWALL_RULE = harmless("description ruleType terminateTLS");

  private final Set<String> harmless = new HashSet<>();
  private final Map<String, Set<String>> neutral = new HashMap<>();

  private MemberTable(String names) {
    add(COMMON);
    add(names);
  }

  private void add(String names) {
    Arrays.stream(names.split("\\s+")).map(MemberTable::key).forEach(harmless::add);
  }

  private static MemberTable harmless(String names) {
    return new MemberTable(names);
  }

  private MemberTable neutral(String name, String... values) {
    Set<String> words = new HashSet<>();
    Arrays.stream(values).map(MemberTable::key).forEach(words::add);
    neutral.put(key(name), words);
    return this;
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  boolean isHarmless(String lowerCaseName) {
    return harmless.contains(lowerCaseName);
  }

  boolean isNeutral(String lowerCaseName, DocumentValue value) {
    Set<String> words = neutral.get(lowerCaseName);
    return words != null
        && switch (value) {
          case StringValue(String text, Origin _) -> words.contains(key(text));
          case NumberValue(String text, Origin _) -> words.contains(text);
          case BooleanValue(boolean on, Origin _) -> words.contains(String.valueOf(on));
          case DocumentValue.ArrayValue _, DocumentValue.ObjectValue _, DocumentValue.NullValue _ ->
              false;
        };
  }

  /**
   * True if a value of this member matters although it is false: such a member has a neutral value,
   * and it is not that one.
   */
  boolean isTelling(String lowerCaseName, DocumentValue value) {
    return neutral.containsKey(lowerCaseName)
        && !(value instanceof DocumentValue.NullValue)
        && !isNeutral(lowerCaseName, value);
  }
}
