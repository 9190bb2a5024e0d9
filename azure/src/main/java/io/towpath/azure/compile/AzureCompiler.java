package io.towpath.azure.compile;

import io.towpath.azure.Cloud;
import io.towpath.azure.Profile;
import io.towpath.azure.assignment.AddressAssignment;
import io.towpath.azure.assignment.AssignedAddresses;
import io.towpath.azure.assignment.AssignedEntries;
import io.towpath.azure.client.PointToSiteClient;
import io.towpath.azure.guest.GuestSettings;
import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.CloudResources;
import io.towpath.azure.resource.GatewayReach;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.azure.validation.AzureValidation;
import io.towpath.azure.validation.CloudRules;
import io.towpath.net.Finding;
import io.towpath.net.Severity;
import io.towpath.net.Unsupported;
import io.towpath.network.Fragment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Compiles resources of Azure, and of Azure Stacks beside it, to a fragment of a network.
 *
 * <p>A pure function: equal resources, profile and statements give equal fragments. Every element
 * comes of one resource and its neighbourhood (a VNet with its peers, a gateway with its
 * connections, a circuit with the gateways linked to it), so each part of the compiler works on one
 * resource at a time and reads only what surrounds it.
 *
 * <p>Resources that refer to something outside the estate are left out as far as they need it; the
 * readers have said so.
 */
public final class AzureCompiler {
  private final AzureContext context;
  private final FragmentParts parts;
  private final AddressAssignment assignment;
  private final GuestSettings settings;

  private AzureCompiler(
      AzureContext context,
      AddressAssignment assignment,
      GuestSettings settings,
      AzureNames.Builder names) {
    this.context = context;
    this.assignment = assignment;
    this.settings = settings;
    this.parts = new FragmentParts(context.names().fabric(), names);
  }

  /**
   * Compiles resources of Azure.
   *
   * @param assigned addresses that the estate states for what Azure chose and does not print
   * @return the fragment with all findings about the resources, and the names that it gave
   */
  public static AzureFragment compile(
      AzureResources resources, Profile profile, AssignedAddresses assigned) {
    return compile(resources, profile, assigned, GuestSettings.NONE, List.of());
  }

  /**
   * Compiles resources of Azure with what the estate says about guests.
   *
   * @param guests whether guests forward, and what they refuse
   * @param configuredGuests names of the machines whose guest somebody else brings, and which get
   *     their ports only; a name that no machine has is passed over
   */
  public static AzureFragment compile(
      AzureResources resources,
      Profile profile,
      AssignedAddresses assigned,
      GuestSettings guests,
      Collection<String> configuredGuests) {
    return compile(resources, profile, assigned, guests, configuredGuests, List.of());
  }

  /**
   * Compiles resources with what the estate says about guests and clients.
   *
   * @param clients point-to-site clients; one whose gateway is not there is an error
   */
  public static AzureFragment compile(
      AzureResources resources,
      Profile profile,
      AssignedAddresses assigned,
      GuestSettings guests,
      Collection<String> configuredGuests,
      List<PointToSiteClient> clients) {
    return compile(
        List.of(CloudResources.azure(resources)),
        profile,
        assigned,
        guests,
        configuredGuests,
        clients);
  }

  /**
   * Compiles the resources of several clouds to one fragment: a fabric for each, and names that are
   * unique among all.
   *
   * @param clouds each cloud once
   * @param clients point-to-site clients, of gateways in Azure: a stamp has none (R226)
   */
  public static AzureFragment compile(
      List<CloudResources> clouds,
      Profile profile,
      AssignedAddresses assigned,
      GuestSettings guests,
      Collection<String> configuredGuests,
      List<PointToSiteClient> clients) {
    Fragment.Builder joined = new Fragment.Builder();
    AzureNames.Builder names = new AzureNames.Builder();
    List<Finding> between = CloudRules.check(clouds);
    joined.findings.addAll(between);
    if (between.stream().anyMatch(finding -> finding.severity() == Severity.ERROR)) {
      return new AzureFragment(joined.build(), names.build());
    }
    SortedSet<String> configured = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    configured.addAll(configuredGuests);
    ElementNames everywhere =
        ElementNames.of(clouds.stream().map(CloudResources::resources).toList());
    AssignedEntries entries = new AssignedEntries(clouds, assigned);
    int vnetsBefore = 0;
    for (CloudResources cloud : clouds) {
      AddressAssignment addresses = AddressAssignment.of(cloud.resources(), entries.of(cloud));
      AzureContext context =
          new AzureContext(
              cloud.cloud(),
              cloud.resources(),
              profile,
              new PlatformAddresses(addresses),
              everywhere.in(cloud.cloud()),
              new GatewayReach(cloud.resources()),
              vnetsBefore,
              Collections.unmodifiableSortedSet(configured),
              cloud.cloud() instanceof Cloud.Azure ? List.copyOf(clients) : List.of());
      joined.add(new AzureCompiler(context, addresses, guests, names).compile());
      vnetsBefore += cloud.resources().virtualNetworks().size();
    }
    return new AzureFragment(joined.build(), names.build());
  }

  private Fragment compile() {
    AzureResources resources = context.resources();
    List<Finding> violations =
        AzureValidation.check(context.cloud(), resources, assignment, context.profile());
    parts.fragment.findings.addAll(violations);
    if (violations.stream().anyMatch(finding -> finding.severity() == Severity.ERROR)) {
      // What Azure would refuse has no network: the findings are the answer.
      return parts.fragment.build();
    }
    FabricCompiler fabric = new FabricCompiler(context, parts);
    resources.virtualNetworks().values().forEach(fabric::compile);
    FrontEnds frontEnds = new FrontEnds(context);
    InternetEdges internet = new InternetEdges(context, parts, frontEnds);
    resources.virtualNetworks().values().forEach(internet::compile);
    NsgFilters filters = new NsgFilters(context, parts, frontEnds);
    GuestCompiler guests = new GuestCompiler(context, parts, settings, filters, frontEnds);
    resources.networkInterfaces().values().forEach(guests::port);
    resources.virtualMachines().values().forEach(guests::machine);
    PrivateEndpoints endpoints = new PrivateEndpoints(context, parts, filters);
    resources.privateEndpoints().values().forEach(endpoints::compile);
    resources.virtualNetworkGateways().values().stream()
        .filter(this::hasPlace)
        .forEach(this::gateway);
    GatewayClients.check(context, parts);
    RouteServerCompiler routeServers = new RouteServerCompiler(context, parts);
    resources.routeServers().values().forEach(routeServers::compile);
    FirewallCompiler firewalls = new FirewallCompiler(context, parts);
    resources.azureFirewalls().values().forEach(firewalls::compile);
    LoadBalancers balancers = new LoadBalancers(context, parts, frontEnds);
    resources.loadBalancers().values().forEach(balancers::compile);
    CircuitCompiler circuits = new CircuitCompiler(context, parts);
    resources.expressRouteCircuits().values().forEach(circuits::compile);
    return finish(fabric);
  }

  private boolean hasPlace(VirtualNetworkGateway gateway) {
    return context.hasPlace(gateway);
  }

  private void gateway(VirtualNetworkGateway gateway) {
    switch (gateway.gatewayType()) {
      case VPN -> new VpnGatewayCompiler(context, parts).compile(gateway);
      case EXPRESS_ROUTE -> new ExpressRouteGatewayCompiler(context, parts).compile(gateway);
    }
  }

  private Fragment finish(FabricCompiler fabric) {
    Fragment.Builder out = parts.fragment;
    switch (context.cloud()) {
      case Cloud.Azure _ -> out.openEnds.addAll(parts.publicEnds);
      case Cloud.Stamp(String name) -> new StampBorder(context, parts, name).compile();
    }
    if (!parts.fabricVrfs.isEmpty()) {
      out.nodes.add(fabric.node());
    }
    out.domains.addAll(parts.domains());
    out.segments.addAll(parts.edgeSegments());
    List<Finding> findings = new ArrayList<>(out.findings);
    findings.addAll(context.resources().findings());
    findings.addAll(assignment.findings());
    List<Unsupported> unsupported = new ArrayList<>(out.unsupported);
    unsupported.addAll(context.resources().unsupported());
    out.findings.clear();
    out.findings.addAll(parts.affected.completeFindings(findings));
    out.unsupported.clear();
    out.unsupported.addAll(parts.affected.complete(unsupported));
    return out.build();
  }
}
