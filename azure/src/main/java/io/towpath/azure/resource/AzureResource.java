package io.towpath.azure.resource;

import io.towpath.net.Origin;

/** One top-level resource. */
public sealed interface AzureResource
    permits VirtualNetwork,
        NetworkInterface,
        VirtualMachine,
        PublicIpAddress,
        RouteTable,
        NetworkSecurityGroup,
        ApplicationSecurityGroup,
        VirtualNetworkGateway,
        LocalNetworkGateway,
        Connection,
        ExpressRouteCircuit,
        LoadBalancer,
        PrivateEndpoint,
        NatGateway,
        PublicIpPrefix,
        AzureFirewall,
        FirewallPolicy,
        FirewallRuleGroup,
        IpGroup,
        RouteFilter,
        ServiceCommunities,
        RouteServer {

  ResourceId id();

  /** The region in Azure's short form, {@code eastus}; empty if none is stated. */
  String location();

  /** Where it was read from. */
  Origin origin();

  /** The name as spelled. */
  default String name() {
    return id().name();
  }

  /** The same content without places, for comparing resources from different files. */
  AzureResource unplaced();
}
