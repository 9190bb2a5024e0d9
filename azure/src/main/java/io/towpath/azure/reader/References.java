package io.towpath.azure.reader;

import io.towpath.azure.resource.AzureFirewall;
import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.CircuitPeering;
import io.towpath.azure.resource.Connection;
import io.towpath.azure.resource.ExpressRouteCircuit;
import io.towpath.azure.resource.FirewallRuleCollection;
import io.towpath.azure.resource.FirewallRuleGroup;
import io.towpath.azure.resource.GatewayIpConfiguration;
import io.towpath.azure.resource.GlobalReach;
import io.towpath.azure.resource.IpConfiguration;
import io.towpath.azure.resource.LoadBalancer;
import io.towpath.azure.resource.NatGateway;
import io.towpath.azure.resource.NetworkInterface;
import io.towpath.azure.resource.NetworkSecurityGroup;
import io.towpath.azure.resource.Peering;
import io.towpath.azure.resource.PrivateEndpoint;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.RouteServer;
import io.towpath.azure.resource.SecurityRule;
import io.towpath.azure.resource.Subnet;
import io.towpath.azure.resource.VirtualMachine;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.net.Finding;
import io.towpath.net.Origin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks that what resources name is there.
 *
 * <p>A missing subnet, filter, table, gateway or circuit would change answers unseen, so it is an
 * error. A VNet on the far side of a peering may well belong to somebody else, and the address of a
 * missing public IP can be assumed: warnings. Each missing resource is reported once.
 */
final class References {
  private final AzureResources resources;
  private final List<Finding> findings = new ArrayList<>();
  private final Set<ResourceId> missing = new HashSet<>();

  private References(AzureResources resources) {
    this.resources = resources;
  }

  static List<Finding> check(AzureResources resources) {
    References references = new References(resources);
    resources.subnets().values().forEach(references::subnet);
    resources.networkInterfaces().values().forEach(references::networkInterface);
    resources.networkSecurityGroups().values().forEach(references::securityGroup);
    resources.virtualMachines().values().forEach(references::virtualMachine);
    resources.virtualNetworkGateways().values().forEach(references::gateway);
    resources.connections().values().forEach(references::connection);
    resources.peerings().values().forEach(references::peering);
    resources.routeServers().values().forEach(references::routeServer);
    resources.azureFirewalls().values().forEach(references::firewall);
    resources.firewallRuleGroups().values().forEach(references::firewallRules);
    resources.loadBalancers().values().forEach(references::loadBalancer);
    resources.privateEndpoints().values().forEach(references::privateEndpoint);
    resources.expressRouteCircuits().values().forEach(references::circuit);
    resources.natGateways().values().forEach(references::natGateway);
    return references.findings;
  }

  private void subnet(Subnet subnet) {
    needed(subnet.routeTable(), resources.routeTables().keySet(), subnet.id(), subnet.origin());
    needed(
        subnet.networkSecurityGroup(),
        resources.networkSecurityGroups().keySet(),
        subnet.id(),
        subnet.origin());
    needed(subnet.natGateway(), resources.natGateways().keySet(), subnet.id(), subnet.origin());
  }

  private void natGateway(NatGateway gateway) {
    for (ResourceId address : gateway.publicIpAddresses()) {
      publicAddress(address, gateway.id(), gateway.origin());
    }
    for (ResourceId prefix : gateway.publicIpPrefixes()) {
      needed(prefix, resources.publicIpPrefixes().keySet(), gateway.id(), gateway.origin());
    }
  }

  private void networkInterface(NetworkInterface nic) {
    for (IpConfiguration configuration : nic.ipConfigurations()) {
      needed(
          configuration.subnet(), resources.subnets().keySet(), nic.id(), configuration.origin());
      publicAddress(configuration.publicIpAddress(), nic.id(), configuration.origin());
      applicationGroups(
          configuration.applicationSecurityGroups(), nic.id(), configuration.origin());
      configuration.backendPools().forEach(pool -> balancerOf(pool, nic, configuration.origin()));
    }
    ResourceId endpoint = nic.privateEndpoint();
    if (endpoint != null
        && !resources.privateEndpoints().containsKey(endpoint)
        && missing.add(endpoint)) {
      findings.add(
          ReadingKinds.OUTSIDE_THE_ESTATE
              .at(
                  nic.origin(),
                  nic.id().label()
                      + ": the private endpoint "
                      + endpoint
                      + " is not in the estate; nothing has a host route to it.",
                  "Add it if its part in the network matters.")
              .byRule("R29"));
    }
    needed(
        nic.networkSecurityGroup(),
        resources.networkSecurityGroups().keySet(),
        nic.id(),
        nic.origin());
  }

  /** R201: of a group that is not there nobody knows the members. */
  private void securityGroup(NetworkSecurityGroup group) {
    for (SecurityRule rule : group.securityRules()) {
      applicationGroups(rule.applicationSecurityGroups(), rule.id(), rule.origin());
    }
  }

  private void applicationGroups(List<ResourceId> groups, ResourceId owner, Origin origin) {
    for (ResourceId group : groups) {
      needed(group, resources.applicationSecurityGroups().keySet(), owner, origin);
    }
  }

  private void balancerOf(ResourceId pool, NetworkInterface nic, Origin origin) {
    ResourceId balancer = pool.parent();
    if (!resources.loadBalancers().containsKey(balancer) && missing.add(balancer)) {
      findings.add(
          ReadingKinds.OUTSIDE_THE_ESTATE.at(
              origin,
              nic.id().label()
                  + ": the load balancer "
                  + balancer
                  + " is not in the estate; nothing reaches the interface through it.",
              "Add it if its part in the network matters."));
    }
  }

  private void virtualMachine(VirtualMachine machine) {
    for (ResourceId nic : machine.networkInterfaces()) {
      needed(nic, resources.networkInterfaces().keySet(), machine.id(), machine.origin());
    }
  }

  private void gateway(VirtualNetworkGateway gateway) {
    for (GatewayIpConfiguration configuration : gateway.ipConfigurations()) {
      needed(
          configuration.subnet(),
          resources.subnets().keySet(),
          gateway.id(),
          configuration.origin());
      publicAddress(configuration.publicIpAddress(), gateway.id(), configuration.origin());
    }
    needed(
        gateway.defaultSite(),
        resources.localNetworkGateways().keySet(),
        gateway.id(),
        gateway.origin());
  }

  private void natRules(Connection.Tunnel tunnel) {
    Set<ResourceId> rules = new HashSet<>();
    resources
        .gateway(tunnel.gateway())
        .ifPresent(gateway -> gateway.natRules().forEach(rule -> rules.add(rule.id())));
    tunnel
        .settings()
        .ingressNatRules()
        .forEach(r -> needed(r, rules, tunnel.id(), tunnel.origin()));
    tunnel.settings().egressNatRules().forEach(r -> needed(r, rules, tunnel.id(), tunnel.origin()));
  }

  private void connection(Connection connection) {
    if (connection instanceof Connection.Tunnel tunnel) {
      natRules(tunnel);
    }
    Set<ResourceId> gateways = resources.virtualNetworkGateways().keySet();
    needed(connection.gateway(), gateways, connection.id(), connection.origin());
    switch (connection) {
      case Connection.Ipsec ipsec ->
          needed(
              ipsec.localNetworkGateway(),
              resources.localNetworkGateways().keySet(),
              ipsec.id(),
              ipsec.origin());
      case Connection.VnetToVnet vnet ->
          needed(vnet.remoteGateway(), gateways, vnet.id(), vnet.origin());
      case Connection.ExpressRoute link ->
          needed(
              link.circuit(), resources.expressRouteCircuits().keySet(), link.id(), link.origin());
    }
  }

  private void circuit(ExpressRouteCircuit circuit) {
    for (CircuitPeering peering : circuit.peerings()) {
      for (GlobalReach connection : peering.globalReach()) {
        ResourceId other = connection.peerPeering().parent();
        if (!resources.expressRouteCircuits().containsKey(other) && missing.add(other)) {
          findings.add(
              ReadingKinds.OUTSIDE_THE_ESTATE.at(
                  connection.origin(),
                  connection.id().label()
                      + ": the circuit on the other side, "
                      + other
                      + ", is not in the estate; nothing comes from there.",
                  "Add that circuit if its part in the network matters."));
        }
      }
    }
  }

  private void firewall(AzureFirewall firewall) {
    needed(firewall.subnet(), resources.subnets().keySet(), firewall.id(), firewall.origin());
    needed(
        firewall.policy(), resources.firewallPolicies().keySet(), firewall.id(), firewall.origin());
    for (ResourceId address : firewall.publicIpAddresses()) {
      publicAddress(address, firewall.id(), firewall.origin());
    }
    ipGroups(firewall.id(), firewall.collections());
  }

  private void firewallRules(FirewallRuleGroup group) {
    ipGroups(group.id(), group.collections());
  }

  /** R303: of a group that is not there nobody knows the addresses. */
  private void ipGroups(ResourceId owner, List<FirewallRuleCollection> collections) {
    for (FirewallRuleCollection collection : collections) {
      for (FirewallRuleCollection.FirewallRule rule : collection.rules()) {
        for (ResourceId group : rule.ipGroups()) {
          needed(group, resources.ipGroups().keySet(), owner, rule.origin());
        }
      }
    }
  }

  private void loadBalancer(LoadBalancer balancer) {
    for (LoadBalancer.Frontend frontend : balancer.frontends()) {
      needed(frontend.subnet(), resources.subnets().keySet(), balancer.id(), frontend.origin());
    }
    for (LoadBalancer.PublicFrontend frontend : balancer.publicFrontends()) {
      publicAddress(frontend.publicIpAddress(), balancer.id(), frontend.origin());
    }
  }

  private void privateEndpoint(PrivateEndpoint endpoint) {
    needed(endpoint.subnet(), resources.subnets().keySet(), endpoint.id(), endpoint.origin());
    applicationGroups(endpoint.applicationSecurityGroups(), endpoint.id(), endpoint.origin());
  }

  private void peering(Peering peering) {
    ResourceId remote = peering.remoteVirtualNetwork();
    if (resources.vnet(remote).isEmpty() && missing.add(remote)) {
      findings.add(
          ReadingKinds.OUTSIDE_THE_ESTATE.at(
              peering.origin(),
              peering.id().label()
                  + ": the VNet on the other side, "
                  + remote
                  + ", is not in the estate; nothing passes this peering.",
              "Add that VNet if its part in the network matters."));
    }
  }

  private void routeServer(RouteServer server) {
    for (RouteServer.IpConfiguration configuration : server.ipConfigurations()) {
      needed(
          configuration.subnet(),
          resources.subnets().keySet(),
          server.id(),
          configuration.origin());
    }
    if (server.statedSubnet() == null && resources.subnetOf(server).isEmpty()) {
      findings.add(
          Finding.error(
              "TP2010",
              server.origin(),
              server.id().label()
                  + ": nothing says in which VNet it stands: it has no ipConfiguration, and its"
                  + " virtualRouterIps lie in no RouteServerSubnet or in several.",
              "Save its ipConfigurations too (az rest on …/ipConfigurations), or add one with the"
                  + " id of the subnet."));
    }
  }

  private void publicAddress(@Nullable ResourceId id, ResourceId owner, Origin origin) {
    if (id != null && !resources.publicIpAddresses().containsKey(id) && missing.add(id)) {
      findings.add(
          ReadingKinds.OUTSIDE_THE_ESTATE.at(
              origin,
              owner.label() + ": the public address " + id + " is not in the estate.",
              "Add it; until then an address of a documentation range stands in."));
    }
  }

  private void needed(
      @Nullable ResourceId id, Set<ResourceId> there, ResourceId owner, Origin origin) {
    if (id != null && !there.contains(id) && missing.add(id)) {
      findings.add(
          Finding.error(
              "TP2006",
              origin,
              owner.label() + ": it refers to " + id + ", which is not in the estate.",
              "Add that resource, or correct the reference."));
    }
  }
}
