package io.towpath.azure.print;

import io.towpath.azure.resource.ApplicationSecurityGroup;
import io.towpath.azure.resource.AzureFirewall;
import io.towpath.azure.resource.AzureResource;
import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.Connection;
import io.towpath.azure.resource.ExpressRouteCircuit;
import io.towpath.azure.resource.FirewallPolicy;
import io.towpath.azure.resource.FirewallRuleGroup;
import io.towpath.azure.resource.IpGroup;
import io.towpath.azure.resource.LoadBalancer;
import io.towpath.azure.resource.LocalNetworkGateway;
import io.towpath.azure.resource.NatGateway;
import io.towpath.azure.resource.NetworkInterface;
import io.towpath.azure.resource.NetworkSecurityGroup;
import io.towpath.azure.resource.PrivateEndpoint;
import io.towpath.azure.resource.PublicIpAddress;
import io.towpath.azure.resource.PublicIpPrefix;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.RouteFilter;
import io.towpath.azure.resource.RouteServer;
import io.towpath.azure.resource.RouteTable;
import io.towpath.azure.resource.ServiceCommunities;
import io.towpath.azure.resource.VirtualMachine;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.net.Unsupported;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The resources of one cloud as ARM would be asked to make them.
 *
 * <p>What they say is what the network rests on: what a record keeps. Members without a part in the
 * network (tags, sizes, names for DNS) are in no record and so not here. What Azure assigns is here
 * as Azure shows it, because the network has these addresses; Azure ignores it when it is asked.
 *
 * @param resources each after those that it needs
 * @param notExpressible what a deployment does not make, or makes otherwise
 */
public record ArmResources(List<ArmResource> resources, List<NotExpressible> notExpressible) {
  public ArmResources {
    resources = List.copyOf(resources);
    notExpressible = List.copyOf(notExpressible);
  }

  /** Translates all resources. Time and memory are linear in them. */
  public static ArmResources of(AzureResources resources) {
    Set<ResourceId> known = new HashSet<>(); // look-ups only
    resources.all().forEach(resource -> known.add(resource.id()));
    ArmOutput output = new ArmOutput(known);
    Printing printing = new Printing(resources, output);
    resources.all().forEach(printing::print);
    List<NotExpressible> notes = new ArrayList<>(output.notes());
    for (Unsupported entry : resources.unsupported()) {
      notes.add(
          NotExpressible.absent(
              entry.origin(), entry.text(), "It was not understood when it was read"));
    }
    return new ArmResources(output.resources(), notes);
  }

  private static final class Printing {
    private final NetworkPrinting network;
    private final MachinePrinting machines;
    private final FilterPrinting filters;
    private final GatewayPrinting gateways;
    private final CircuitPrinting circuits;
    private final LoadBalancerPrinting balancers;

    Printing(AzureResources resources, ArmOutput output) {
      network = new NetworkPrinting(resources, output);
      machines = new MachinePrinting(resources, output);
      filters = new FilterPrinting(output);
      gateways = new GatewayPrinting(output);
      circuits = new CircuitPrinting(resources, output);
      balancers = new LoadBalancerPrinting(output);
    }

    void print(AzureResource resource) {
      switch (resource) {
        case VirtualNetwork vnet -> network.virtualNetwork(vnet);
        case RouteTable table -> network.routeTable(table);
        case PublicIpAddress address -> network.publicIpAddress(address);
        case PublicIpPrefix prefix -> network.publicIpPrefix(prefix);
        case NatGateway gateway -> network.natGateway(gateway);
        case NetworkInterface nic -> machines.networkInterface(nic);
        case VirtualMachine machine -> machines.virtualMachine(machine);
        case PrivateEndpoint endpoint -> machines.privateEndpoint(endpoint);
        case NetworkSecurityGroup group -> filters.securityGroup(group);
        case ApplicationSecurityGroup group -> filters.applicationGroup(group);
        case AzureFirewall firewall -> filters.firewall(firewall);
        case FirewallPolicy policy -> filters.policy(policy);
        case FirewallRuleGroup group -> filters.ruleGroup(group);
        case IpGroup group -> filters.ipGroup(group);
        case VirtualNetworkGateway gateway -> gateways.gateway(gateway);
        case LocalNetworkGateway gateway -> gateways.localGateway(gateway);
        case Connection connection -> gateways.connection(connection);
        case ExpressRouteCircuit circuit -> circuits.circuit(circuit);
        case RouteServer server -> circuits.routeServer(server);
        case RouteFilter filter -> circuits.routeFilter(filter);
        case ServiceCommunities communities -> circuits.serviceCommunities(communities);
        case LoadBalancer balancer -> balancers.loadBalancer(balancer);
      }
    }
  }
}
