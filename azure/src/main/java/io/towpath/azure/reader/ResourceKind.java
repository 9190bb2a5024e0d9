package io.towpath.azure.reader;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What Towpath does with a resource type.
 *
 * <p>In {@code Microsoft.Network} every type that is not known to be without consequence is one
 * that matters; elsewhere only those that own addresses or routes in a VNet do.
 */
enum ResourceKind {
  /** Read into a record. */
  MODELLED,
  /** Matters to the network and is reported as not modelled. */
  UNSUPPORTED,
  /** Without consequence for addresses, routes, filters and tunnels: dropped. */
  WITHOUT_CONSEQUENCE;

  private static final Set<String> MODELLED_TYPES =
      types(
          """
          Microsoft.Network/virtualNetworks
          Microsoft.Network/virtualNetworks/subnets
          Microsoft.Network/virtualNetworks/virtualNetworkPeerings
          Microsoft.Network/networkInterfaces
          Microsoft.Network/publicIPAddresses
          Microsoft.Network/natGateways
          Microsoft.Network/publicIPPrefixes
          Microsoft.Network/routeTables
          Microsoft.Network/routeTables/routes
          Microsoft.Network/networkSecurityGroups
          Microsoft.Network/networkSecurityGroups/securityRules
          Microsoft.Network/applicationSecurityGroups
          Microsoft.Network/virtualNetworkGateways
          Microsoft.Network/virtualNetworkGateways/natRules
          Microsoft.Network/localNetworkGateways
          Microsoft.Network/connections
          Microsoft.Network/expressRouteCircuits
          Microsoft.Network/expressRouteCircuits/peerings
          Microsoft.Network/expressRouteCircuits/peerings/connections
          Microsoft.Network/expressRouteCircuits/authorizations
          Microsoft.Network/routeFilters
          Microsoft.Network/bgpServiceCommunities
          Microsoft.Network/virtualHubs
          Microsoft.Network/virtualHubs/ipConfigurations
          Microsoft.Network/virtualHubs/bgpConnections
          Microsoft.Network/loadBalancers
          Microsoft.Network/privateEndpoints
          Microsoft.Network/azureFirewalls
          Microsoft.Network/firewallPolicies
          Microsoft.Network/firewallPolicies/ruleCollectionGroups
          Microsoft.Network/ipGroups
          Microsoft.Compute/virtualMachines
          """);

  // Names, monitoring, protection and policies; nothing that a packet meets.
  private static final Set<String> QUIET_NETWORK_TYPES =
      types(
          """
          Microsoft.Network/dnszones
          Microsoft.Network/privateDnsZones
          Microsoft.Network/dnsResolvers
          Microsoft.Network/dnsForwardingRulesets
          Microsoft.Network/dnsResolverPolicies
          Microsoft.Network/dnsResolverDomainLists
          Microsoft.Network/networkWatchers
          Microsoft.Network/networkIntentPolicies
          Microsoft.Network/networkProfiles
          Microsoft.Network/ddosProtectionPlans
          Microsoft.Network/ddosCustomPolicies
          Microsoft.Network/frontDoors
          Microsoft.Network/frontdoorWebApplicationFirewallPolicies
          Microsoft.Network/applicationGatewayWebApplicationFirewallPolicies
          Microsoft.Network/trafficManagerProfiles
          Microsoft.Network/dscpConfigurations
          Microsoft.Network/expressRouteProviderPorts
          Microsoft.Network/expressRoutePorts
          Microsoft.Network/expressRoutePortsLocations
          Microsoft.Network/ipAllocations
          """);

  private static final Set<String> QUIET_CHILD_TYPES =
      types(
          """
          Microsoft.Network/networkInterfaces/tapConfigurations
          Microsoft.Network/privateEndpoints/privateDnsZoneGroups
          Microsoft.Network/networkSecurityGroups/defaultSecurityRules
          Microsoft.Network/virtualNetworks/taggedTrafficConsumers
          Microsoft.Compute/virtualMachines/extensions
          Microsoft.Compute/virtualMachines/runCommands
          """);

  private static final Set<String> WEIGHTY_TYPES =
      types(
          """
          Microsoft.Resources/deployments
          Microsoft.Compute/virtualMachineScaleSets
          Microsoft.Compute/virtualMachineScaleSets/virtualMachines
          Microsoft.ClassicNetwork/virtualNetworks
          Microsoft.ClassicCompute/virtualMachines
          Microsoft.ContainerService/managedClusters
          Microsoft.HybridNetwork/networkFunctions
          Microsoft.AVS/privateClouds
          Microsoft.BareMetalInfrastructure/bareMetalInstances
          Microsoft.Cdn/privateLinkServices
          """);

  private static Set<String> types(String lines) {
    return Arrays.stream(lines.split("\\s+"))
        .map(type -> type.toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What to do with a type, given with its namespace, without case. */
  static ResourceKind of(String type) {
    String key = type.toLowerCase(Locale.ROOT);
    if (MODELLED_TYPES.contains(key)) {
      return MODELLED;
    }
    if (WEIGHTY_TYPES.contains(key)) {
      return UNSUPPORTED;
    }
    int second = key.indexOf('/', key.indexOf('/') + 1);
    String top = second < 0 ? key : key.substring(0, second);
    boolean quiet = QUIET_NETWORK_TYPES.contains(top) || QUIET_CHILD_TYPES.contains(key);
    return key.startsWith("microsoft.network/") && !quiet ? UNSUPPORTED : WITHOUT_CONSEQUENCE;
  }
}
