package io.towpath.azure.compile;

import io.towpath.azure.resource.EndpointPolicies;
import io.towpath.azure.resource.PrivateEndpoint;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.Subnet;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.PacketHeader;
import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import io.towpath.network.Filter;
import io.towpath.network.Host;
import io.towpath.network.HostTemplate;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceRef;
import io.towpath.network.LinkKind;
import io.towpath.network.LinkState;
import io.towpath.network.NextHop;
import io.towpath.network.Route;
import io.towpath.network.Services;
import io.towpath.network.Shown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Private endpoints: a host route in their VNet and its peers (R29), which yields to a user-defined
 * route only as far as the subnet's policies say (R61, R275), and a host that answers TCP.
 *
 * <p>What an endpoint answers goes straight back to who asked, whatever the subnet's route table
 * says, so the ports of a VNet's endpoints share a table without user-defined routes. With policies
 * for routes the answers follow the table of their subnet. Not modelled: names, and what the
 * service itself refuses.
 */
final class PrivateEndpoints {
  private final AzureContext context;
  private final FragmentParts parts;
  private final NsgFilters filters;
  private final Map<HostTemplate, HostTemplate> templates = new LinkedHashMap<>();
  private final TreeSet<String> written = new TreeSet<>();

  PrivateEndpoints(AzureContext context, FragmentParts parts, NsgFilters filters) {
    this.context = context;
    this.parts = parts;
    this.filters = filters;
  }

  /**
   * The host routes to a VNet's endpoints, as one of its subnets or of its peers' has them.
   *
   * @param within prefixes of the VNet that are known there
   * @param filter that packets must pass on their way there, or null
   */
  static List<Route> routes(
      AzureContext context, VirtualNetwork vnet, List<Prefix> within, @Nullable String filter) {
    List<Route> routes = new ArrayList<>();
    for (PrivateEndpoint endpoint : context.resources().privateEndpointsOf(vnet)) {
      for (IpAddress address : addresses(context, endpoint)) {
        if (within.stream().anyMatch(range -> range.contains(address))) {
          routes.add(
              Route.of(
                  Prefix.host(address),
                  policies(context, endpoint).areForRoutes()
                      ? AzureRouteClass.ENDPOINT_UNDER_POLICIES
                      : AzureRouteClass.ENDPOINT,
                  new NextHop.Deliver(
                      context.names().vnet(vnet), filter, Shown.type("InterfaceEndpoint")),
                  endpoint.origin()));
        }
      }
    }
    return routes;
  }

  /** Those of its interface, or those that it prints itself; none if neither is known. */
  static List<IpAddress> addresses(AzureContext context, PrivateEndpoint endpoint) {
    List<IpAddress> addresses =
        context.resources().interfacesOf(endpoint).stream()
            .flatMap(
                nic ->
                    nic.ipConfigurations().stream()
                        .flatMap(one -> context.addresses().of(nic, one).stream()))
            .distinct()
            .toList();
    return addresses.isEmpty() ? endpoint.statedAddresses() : addresses;
  }

  private static EndpointPolicies policies(AzureContext context, PrivateEndpoint endpoint) {
    return context
        .resources()
        .subnet(endpoint.subnet())
        .map(Subnet::endpointPolicies)
        .orElse(EndpointPolicies.DISABLED);
  }

  /** Writes the port of an endpoint and the host that stands for its service. */
  void compile(PrivateEndpoint endpoint) {
    Optional<Subnet> subnet = context.resources().subnet(endpoint.subnet());
    if (subnet.isEmpty()) {
      return; // the references have been checked
    }
    List<IpAddress> addresses = addresses(context, endpoint);
    if (addresses.isEmpty()) {
      parts.fragment.findings.add(
          CompilationKinds.ENDPOINT_WITHOUT_ADDRESS.at(
              endpoint.origin(),
              "The private endpoint \"" + endpoint.name() + "\" has no known address."));
      return;
    }
    if (!endpoint.isApproved()) {
      parts.fragment.findings.add(
          CompilationKinds.ENDPOINT_NOT_APPROVED.at(
              endpoint.origin(),
              "The connection of the private endpoint \""
                  + endpoint.name()
                  + "\" is "
                  + String.join(", ", endpoint.connectionStates())
                  + ", so nothing answers there."));
    }
    String name = context.names().privateEndpoint(endpoint.id());
    String port = context.names().endpointPort(endpoint.id());
    ResourceId vnet = endpoint.virtualNetwork();
    String domain = context.names().vnet(vnet);
    List<String> sites = AzureContext.sites(endpoint.location(), name);
    EndpointPolicies policies = subnet.get().endpointPolicies();
    String table =
        policies.areForRoutes()
            ? context.names().subnet(subnet.get())
            : context.names().endpointTable(vnet);
    parts.fabricPorts.add(
        Interface.named(port, table, endpoint.origin())
            .link(LinkKind.FABRIC_PORT)
            .state(endpoint.isApproved() ? LinkState.UP : LinkState.CARRIER_DOWN)
            .filtersOut(
                policies.areForSecurityGroups() ? filters.towardsEndpoint(subnet.get()) : List.of())
            .owned(addresses)
            .checkSourceIn(true)
            .checkDestinationOut(true)
            .answersAllArp(true)
            .domain(domain)
            .sendsUnreachables(false)
            .sites(sites)
            .build());
    addresses.forEach(address -> parts.own(domain, address, port));
    parts.fragment.hosts.add(host(endpoint, name, port, addresses, subnet.get()));
    parts.affected.add(endpoint.id(), context.names().fabric() + ":" + port);
    parts.affected.add(endpoint.id(), name);
    context
        .resources()
        .interfacesOf(endpoint)
        .forEach(nic -> parts.affected.add(nic.id(), context.names().fabric() + ":" + port));
  }

  private Host host(
      PrivateEndpoint endpoint,
      String name,
      String port,
      List<IpAddress> addresses,
      Subnet subnet) {
    Prefix around = AzureContext.prefixAround(subnet, addresses.getFirst());
    HostTemplate template =
        new HostTemplate(
            false,
            List.of(answered(endpoint.isForOwnService())),
            List.of(),
            new Services(false, true, List.of(), List.of()),
            AzureContext.sites(endpoint.location()));
    return new Host(
        name,
        addresses,
        around.length(),
        AzureContext.guestGateway(around),
        new InterfaceRef(context.names().fabric(), port),
        templates.computeIfAbsent(template, same -> same),
        endpoint.origin());
  }

  /**
   * Azure's services answer TCP, private link services UDP too; none answers a ping.
   * ASSUMPTION(A-033): on every port, since nothing says on which.
   */
  private String answered(boolean isOwnService) {
    String name = isOwnService ? "private link services" : "private endpoints";
    if (written.add(name)) {
      List<Integer> protocols =
          isOwnService ? List.of(PacketHeader.TCP, PacketHeader.UDP) : List.of(PacketHeader.TCP);
      parts.fragment.filters.add(
          new Filter(
              name,
              Filter.Kind.GUEST_FIREWALL,
              false,
              List.of(
                  new Filter.Rule(
                      isOwnService ? "TCP and UDP only" : "TCP only",
                      true,
                      protocols,
                      List.of(new AddressSet.Any()),
                      List.of(new AddressSet.Any()),
                      List.of(),
                      List.of(),
                      null,
                      null,
                      false,
                      Origin.NONE)),
              false,
              Origin.NONE));
    }
    return name;
  }
}
