package io.towpath.azure.reader;

import io.towpath.azure.resource.ApplicationSecurityGroup;
import io.towpath.azure.resource.AzureFirewall;
import io.towpath.azure.resource.AzureResource;
import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.CircuitAuthorization;
import io.towpath.azure.resource.CircuitPeering;
import io.towpath.azure.resource.Connection;
import io.towpath.azure.resource.ExpressRouteCircuit;
import io.towpath.azure.resource.FirewallPolicy;
import io.towpath.azure.resource.FirewallRuleGroup;
import io.towpath.azure.resource.GatewayNatRule;
import io.towpath.azure.resource.GlobalReach;
import io.towpath.azure.resource.IpGroup;
import io.towpath.azure.resource.LoadBalancer;
import io.towpath.azure.resource.LocalNetworkGateway;
import io.towpath.azure.resource.NatGateway;
import io.towpath.azure.resource.NetworkInterface;
import io.towpath.azure.resource.NetworkSecurityGroup;
import io.towpath.azure.resource.Peering;
import io.towpath.azure.resource.PrivateEndpoint;
import io.towpath.azure.resource.PublicIpAddress;
import io.towpath.azure.resource.PublicIpPrefix;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.RouteFilter;
import io.towpath.azure.resource.RouteServer;
import io.towpath.azure.resource.RouteTable;
import io.towpath.azure.resource.SecurityRule;
import io.towpath.azure.resource.ServiceCommunities;
import io.towpath.azure.resource.ServiceTags;
import io.towpath.azure.resource.Subnet;
import io.towpath.azure.resource.TableRoute;
import io.towpath.azure.resource.VirtualMachine;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.net.Finding;
import io.towpath.net.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts parents and the children that were read on their own together, and finds duplicates. */
final class ResourceAssembly {
  private final ReadingNotes notes;
  private final Map<ResourceId, AzureResource> resources = new HashMap<>();
  private final ChildPool<Subnet> subnets =
      new ChildPool<>(Subnet::id, Subnet::origin, Subnet::unplaced);
  private final ChildPool<Peering> peerings =
      new ChildPool<>(Peering::id, Peering::origin, Peering::unplaced);
  private final ChildPool<TableRoute> routes =
      new ChildPool<>(TableRoute::id, TableRoute::origin, TableRoute::unplaced);
  private final ChildPool<SecurityRule> rules =
      new ChildPool<>(SecurityRule::id, SecurityRule::origin, SecurityRule::unplaced);
  private final ChildPool<CircuitPeering> circuitPeerings =
      new ChildPool<>(CircuitPeering::id, CircuitPeering::origin, CircuitPeering::unplaced);
  private final ChildPool<GlobalReach> globalReach =
      new ChildPool<>(GlobalReach::id, GlobalReach::origin, GlobalReach::unplaced);
  private final ChildPool<GatewayNatRule> natRules =
      new ChildPool<>(GatewayNatRule::id, GatewayNatRule::origin, GatewayNatRule::unplaced);
  private final ChildPool<CircuitAuthorization> authorizations =
      new ChildPool<>(
          CircuitAuthorization::id, CircuitAuthorization::origin, CircuitAuthorization::unplaced);
  private final ChildPool<RouteServer.IpConfiguration> routeServerPlaces =
      new ChildPool<>(
          RouteServer.IpConfiguration::id,
          RouteServer.IpConfiguration::origin,
          RouteServer.IpConfiguration::unplaced);
  private final ChildPool<RouteServer.BgpConnection> routeServerPeers =
      new ChildPool<>(
          RouteServer.BgpConnection::id,
          RouteServer.BgpConnection::origin,
          RouteServer.BgpConnection::unplaced);

  ResourceAssembly(ReadingNotes notes) {
    this.notes = notes;
  }

  /** The same resource twice is one; of different contents it is a contradiction. */
  void add(AzureResource resource) {
    AzureResource other = resources.putIfAbsent(resource.id(), resource);
    if (other == null) {
      return;
    }
    // Whichever file came first: the lower place stays.
    if (resource.origin().compareTo(other.origin()) < 0) {
      resources.put(resource.id(), resource);
    }
    if (!resource.unplaced().equals(other.unplaced())) {
      notes.add(contradiction(resource.id(), resource.origin(), other.origin()));
    }
  }

  void add(Subnet subnet) {
    subnets.add(subnet);
  }

  void add(Peering peering) {
    peerings.add(peering);
  }

  void add(TableRoute route) {
    routes.add(route);
  }

  void add(SecurityRule rule) {
    rules.add(rule);
  }

  void add(GlobalReach connection) {
    globalReach.add(connection);
  }

  void add(GatewayNatRule rule) {
    natRules.add(rule);
  }

  void add(CircuitPeering peering) {
    circuitPeerings.add(peering);
  }

  void add(CircuitAuthorization authorization) {
    authorizations.add(authorization);
  }

  void add(RouteServer.IpConfiguration configuration) {
    routeServerPlaces.add(configuration);
  }

  void add(RouteServer.BgpConnection connection) {
    routeServerPeers.add(connection);
  }

  AzureResources finish(ServiceTags serviceTags) {
    List<AzureResource> complete = new ArrayList<>(resources.size());
    // AzureResources sorts; the order of this map does not show.
    resources.values().forEach(resource -> complete.add(withChildren(resource)));
    orphans(subnets, "VNet");
    orphans(peerings, "VNet");
    orphans(routes, "route table");
    orphans(rules, "network security group");
    orphans(natRules, "gateway");
    orphans(globalReach, "peering");
    orphans(circuitPeerings, "circuit");
    orphans(authorizations, "circuit");
    orphans(routeServerPlaces, "Route Server");
    orphans(routeServerPeers, "Route Server");
    notes.reportTagsWithout(serviceTags);
    AzureResources read =
        AzureResources.of(complete, serviceTags, notes.findings(), notes.unsupported());
    return notes.hasErrors() ? read : read.withFindings(References.check(read));
  }

  private AzureResource withChildren(AzureResource resource) {
    return switch (resource) {
      case VirtualNetwork vnet ->
          new VirtualNetwork(
              vnet.id(),
              vnet.location(),
              vnet.addressSpace(),
              joined(vnet.id(), vnet.subnets(), subnets),
              joined(vnet.id(), vnet.peerings(), peerings),
              vnet.gatewayPrefixes(),
              vnet.customCommunity(),
              vnet.regionalCommunity(),
              vnet.origin());
      case VirtualNetworkGateway gateway ->
          gateway.withNatRules(joined(gateway.id(), gateway.natRules(), natRules));
      case RouteTable table ->
          new RouteTable(
              table.id(),
              table.location(),
              table.disableBgpRoutePropagation(),
              table.disablePeeringRoute(),
              joined(table.id(), table.entries(), routes),
              table.origin());
      case NetworkSecurityGroup group ->
          new NetworkSecurityGroup(
              group.id(),
              group.location(),
              joined(group.id(), group.securityRules(), rules),
              group.origin());
      case ExpressRouteCircuit circuit ->
          new ExpressRouteCircuit(
              circuit.id(),
              circuit.location(),
              circuit.tier(),
              circuit.family(),
              circuit.peeringLocation(),
              circuit.bandwidthMbps(),
              circuit.serviceKey(),
              circuit.provisioningState(),
              circuit.providerState(),
              joined(circuit.id(), circuit.peerings(), circuitPeerings).stream()
                  .map(p -> p.withGlobalReach(joined(p.id(), p.globalReach(), globalReach)))
                  .toList(),
              joined(circuit.id(), circuit.authorizations(), authorizations),
              circuit.origin());
      case RouteServer server ->
          new RouteServer(
              server.id(),
              server.location(),
              server.addresses(),
              server.branchToBranch(),
              server.preference(),
              joined(server.id(), server.ipConfigurations(), routeServerPlaces),
              joined(server.id(), server.connections(), routeServerPeers),
              server.origin());
      case NetworkInterface _,
          VirtualMachine _,
          PublicIpAddress _,
          ApplicationSecurityGroup _,
          LocalNetworkGateway _,
          Connection _,
          LoadBalancer _,
          PrivateEndpoint _,
          NatGateway _,
          PublicIpPrefix _,
          AzureFirewall _,
          FirewallPolicy _,
          FirewallRuleGroup _,
          IpGroup _,
          RouteFilter _,
          ServiceCommunities _ ->
          resource;
    };
  }

  /** Those in the parent in their order, then the others by name. */
  private <C> List<C> joined(ResourceId parent, List<C> nested, ChildPool<C> pool) {
    List<C> loose = pool.take(parent);
    Map<ResourceId, C> known = new HashMap<>();
    List<C> all = new ArrayList<>(nested.size() + loose.size());
    for (List<C> source : List.of(nested, loose)) {
      for (C child : source) {
        C other = known.putIfAbsent(pool.id(child), child);
        if (other == null) {
          all.add(child);
        } else if (!pool.same(child, other)) {
          notes.add(contradiction(pool.id(child), pool.origin(child), pool.origin(other)));
        }
      }
    }
    return all;
  }

  private <C> void orphans(ChildPool<C> pool, String parent) {
    for (C child : pool.rest()) {
      notes.add(
          Finding.error(
              "TP2005",
              pool.origin(child),
              pool.id(child).label() + ": the " + parent + " that it belongs to is missing.",
              "Add " + pool.id(child).parent() + "."));
    }
  }

  private static Finding contradiction(ResourceId id, Origin one, Origin other) {
    Origin later = one.compareTo(other) < 0 ? other : one;
    Origin earlier = later.equals(one) ? other : one;
    return Finding.error(
        "TP2004",
        later,
        id.label() + " stands here again with other contents than at " + earlier + ".",
        "Keep one of the two.");
  }
}
