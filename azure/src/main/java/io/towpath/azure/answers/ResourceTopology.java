package io.towpath.azure.answers;

import io.towpath.azure.resource.ApplicationSecurityGroup;
import io.towpath.azure.resource.AzureFirewall;
import io.towpath.azure.resource.AzureResource;
import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.Connection;
import io.towpath.azure.resource.ExpressRouteCircuit;
import io.towpath.azure.resource.FirewallPolicy;
import io.towpath.azure.resource.FirewallRuleGroup;
import io.towpath.azure.resource.GatewayIpConfiguration;
import io.towpath.azure.resource.IpConfiguration;
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
import io.towpath.azure.resource.ServiceCommunities;
import io.towpath.azure.resource.Subnet;
import io.towpath.azure.resource.VirtualMachine;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.azure.resource.VirtualNetworkGateway;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Resources and what belongs to what, as Network Watcher's topology lists them (R248).
 *
 * <p>By type, then by id; subnets and halves of peerings follow their VNet.
 */
public final class ResourceTopology {
  private final AzureResources resources;

  /** The topology of an estate's resources. */
  public ResourceTopology(AzureResources resources) {
    this.resources = resources;
  }

  /**
   * A resource.
   *
   * @param location empty if none is stated
   */
  public record Entry(String name, ResourceId id, String location, List<Association> associations) {
    public Entry {
      associations = List.copyOf(associations);
    }
  }

  /**
   * A relation to another resource.
   *
   * @param associationType {@code Contains} or {@code Associated}
   */
  public record Association(String name, ResourceId resourceId, String associationType) {}

  /**
   * The resources of a group, or all of them.
   *
   * @param resourceGroup name without case, or null for every group
   */
  public List<Entry> of(@Nullable String resourceGroup) {
    List<Entry> entries = new ArrayList<>();
    for (AzureResource resource : resources.all()) {
      if (resourceGroup == null || resource.id().resourceGroup().equalsIgnoreCase(resourceGroup)) {
        entries.add(entry(resource.id(), resource.location(), associations(resource)));
        if (resource instanceof VirtualNetwork vnet) {
          vnet.subnets().forEach(s -> entries.add(entry(s.id(), vnet.location(), of(s))));
          vnet.peerings().forEach(p -> entries.add(entry(p.id(), vnet.location(), of(p))));
        }
      }
    }
    return List.copyOf(entries);
  }

  /** Names of the resource groups, sorted. */
  public List<String> groups() {
    return resources.all().stream()
        .map(resource -> resource.id().resourceGroup())
        .sorted(String.CASE_INSENSITIVE_ORDER)
        .distinct()
        .toList();
  }

  private static Entry entry(ResourceId id, String location, List<Association> associations) {
    return new Entry(id.name(), id, location, associations);
  }

  private static Association contains(ResourceId id) {
    return new Association(id.name(), id, "Contains");
  }

  private static Association with(ResourceId id) {
    return new Association(id.name(), id, "Associated");
  }

  private static List<Association> of(Subnet subnet) {
    ResourceId group = subnet.networkSecurityGroup();
    return group == null ? List.of() : List.of(with(group));
  }

  private static List<Association> of(Peering peering) {
    return List.of(with(peering.remoteVirtualNetwork()));
  }

  private List<Association> associations(AzureResource resource) {
    List<Association> found = new ArrayList<>();
    switch (resource) {
      case VirtualNetwork vnet -> {
        vnet.subnets().forEach(subnet -> found.add(contains(subnet.id())));
        vnet.peerings().forEach(peering -> found.add(contains(peering.id())));
      }
      case VirtualMachine machine ->
          machine.networkInterfaces().forEach(nic -> found.add(contains(nic)));
      case NetworkInterface nic -> addNic(found, nic);
      case VirtualNetworkGateway gateway -> {
        for (GatewayIpConfiguration one : gateway.ipConfigurations()) {
          addOnce(found, one.subnet());
          addOnce(found, one.publicIpAddress());
        }
      }
      case Connection.Ipsec c -> found.addAll(both(c.gateway(), c.localNetworkGateway()));
      case Connection.VnetToVnet c -> found.addAll(both(c.gateway(), c.remoteGateway()));
      case Connection.ExpressRoute c -> found.addAll(both(c.gateway(), c.circuit()));
      case LoadBalancer balancer -> {
        balancer.frontends().forEach(frontend -> addOnce(found, frontend.subnet()));
        balancer.pools().forEach(pool -> found.add(contains(pool.id())));
      }
      case AzureFirewall firewall -> {
        addOnce(found, firewall.subnet());
        firewall.publicIpAddresses().forEach(address -> addOnce(found, address));
      }
      case RouteServer server ->
          resources.subnetOf(server).ifPresent(subnet -> addOnce(found, subnet.id()));
      case NatGateway gateway ->
          gateway.publicIpAddresses().forEach(address -> addOnce(found, address));
      case PrivateEndpoint endpoint -> {
        addOnce(found, endpoint.subnet());
        endpoint.networkInterfaces().forEach(nic -> found.add(contains(nic)));
      }
      case PublicIpAddress _,
          PublicIpPrefix _,
          ApplicationSecurityGroup _,
          RouteTable _,
          NetworkSecurityGroup _,
          LocalNetworkGateway _,
          ExpressRouteCircuit _,
          FirewallPolicy _,
          FirewallRuleGroup _,
          IpGroup _,
          RouteFilter _,
          ServiceCommunities _ -> {}
    }
    return found;
  }

  private void addNic(List<Association> found, NetworkInterface nic) {
    resources.vmOf(nic).ifPresent(machine -> addOnce(found, machine.id()));
    addOnce(found, nic.networkSecurityGroup());
    for (IpConfiguration configuration : nic.ipConfigurations()) {
      addOnce(found, configuration.subnet());
      addOnce(found, configuration.publicIpAddress());
    }
  }

  private static List<Association> both(ResourceId near, ResourceId far) {
    return List.of(with(near), with(far));
  }

  private static void addOnce(List<Association> found, @Nullable ResourceId id) {
    if (id != null && found.stream().noneMatch(known -> known.resourceId().equals(id))) {
      found.add(with(id));
    }
  }
}
