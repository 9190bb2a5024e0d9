package io.towpath.azure.compile;

import io.towpath.azure.resource.GatewayType;
import io.towpath.azure.resource.RouteTable;
import io.towpath.azure.resource.Subnet;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.net.Origin;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.network.RouteLayer;
import io.towpath.network.Vrf;
import io.towpath.network.VrfRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Azure's software-defined network as one node with a table for each subnet. A table is a stack of
 * layers, most of them shared: system routes and peerings by the subnets of a VNet, a route table
 * by its subnets, what gateways learned by every subnet that they serve.
 */
final class FabricCompiler {
  private final AzureContext context;
  private final FragmentParts parts;
  private final PeeringRoutes peerings;
  private final ServiceEndpointRoutes endpoints;

  FabricCompiler(AzureContext context, FragmentParts parts) {
    this.context = context;
    this.parts = parts;
    this.peerings = new PeeringRoutes(context, parts);
    this.endpoints = new ServiceEndpointRoutes(context, parts);
  }

  /** Writes the tables of a VNet's subnets and the layers that belong to it. */
  void compile(VirtualNetwork vnet) {
    parts.domain(context.names().vnet(vnet));
    parts.fragment.layers.add(SystemRoutes.layer(context, vnet));
    peerings.compile(vnet);
    if (context.resources().hasRouteSource(vnet)) {
      // Filled by what the gateways and the Route Server learn.
      parts.fragment.layers.add(new RouteLayer(context.names().gatewayLayer(vnet), List.of()));
    }
    if (hasOwnTunnels(vnet)) {
      parts.fragment.layers.add(new RouteLayer(context.names().ownTunnelLayer(vnet), List.of()));
    }
    privateEndpoints(vnet);
    RouteTableLayer tableLayers = new RouteTableLayer(context, parts);
    tablesOf(vnet).forEach(table -> tableLayers.compile(table, vnet));
    vnet.subnets().forEach(subnet -> subnet(vnet, subnet));
  }

  /** R29: host routes for all subnets, and the table of what the endpoints answer. */
  private void privateEndpoints(VirtualNetwork vnet) {
    if (context.resources().privateEndpointsOf(vnet).isEmpty()) {
      return;
    }
    parts.fragment.layers.add(
        new RouteLayer(
            context.names().endpointHosts(vnet),
            PrivateEndpoints.routes(context, vnet, vnet.addressSpace(), null)));
    List<String> layers = new ArrayList<>();
    layers.add(context.names().systemLayer(vnet));
    layers.add(context.names().endpointHosts(vnet));
    if (peerings.hasLayer(vnet)) {
      layers.add(context.names().peeringLayer(vnet));
    }
    context
        .reach()
        .supplierOf(vnet)
        .ifPresent(supplier -> layers.add(context.names().gatewayLayer(supplier)));
    parts.fabricVrfs.add(
        new Vrf(
                context.names().endpointTable(vnet.id()),
                List.of(),
                layers,
                SubnetPrecedence.TABLE,
                vnet.origin())
            .reaching(reach(vnet)));
  }

  /**
   * R52, R65: the domains in which a next hop that another VNet's gateways or Route Server supply
   * is looked for: that VNet may have peers of which this one is none. All, where nobody else
   * supplies the routes.
   */
  private List<String> reach(VirtualNetwork vnet) {
    boolean isSupplied =
        context.reach().supplierOf(vnet).filter(one -> !one.id().equals(vnet.id())).isPresent();
    return isSupplied
        ? Stream.concat(Stream.of(vnet), context.connectedPeers(vnet).stream())
            .map(context.names()::vnet)
            .toList()
        : List.of();
  }

  private List<RouteTable> tablesOf(VirtualNetwork vnet) {
    Map<String, RouteTable> tables = new LinkedHashMap<>();
    for (Subnet subnet : vnet.subnets()) {
      context
          .resources()
          .routeTableOf(subnet)
          .ifPresent(table -> tables.putIfAbsent(table.id().key(), table));
    }
    return List.copyOf(tables.values());
  }

  private void subnet(VirtualNetwork vnet, Subnet subnet) {
    String name = context.names().subnet(subnet);
    VrfRef ref = new VrfRef(context.names().fabric(), name);
    parts.fabricVrfs.add(
        new Vrf(name, List.of(), layers(vnet, subnet), SubnetPrecedence.TABLE, subnet.origin())
            .reaching(reach(vnet)));
    parts.names.subnet(
        new AzureNames.SubnetName(
            name,
            subnet.id(),
            ref,
            subnet.routeTable(),
            context
                .resources()
                .routeTableOf(subnet)
                .filter(RouteTable::disableBgpRoutePropagation)
                .isPresent()));
    parts.affected.add(subnet.id(), ref.toString());
    parts.affected.add(vnet.id(), ref.toString());
    vnet.peerings().forEach(half -> parts.affected.add(half.id(), ref.toString()));
    if (subnet.networkSecurityGroup() != null) {
      parts.affected.add(subnet.networkSecurityGroup(), ref.toString());
    }
    if (subnet.routeTable() != null) {
      parts.affected.add(subnet.routeTable(), ref.toString());
    }
  }

  private List<String> layers(VirtualNetwork vnet, Subnet subnet) {
    List<String> layers = new ArrayList<>();
    layers.add(context.names().systemLayer(vnet));
    if (peerings.hasLayer(vnet)) {
      layers.add(peerings.layerOf(vnet, subnet));
    }
    endpoints.layer(vnet, subnet).ifPresent(layers::add);
    if (!context.resources().privateEndpointsOf(vnet).isEmpty()) {
      layers.add(context.names().endpointHosts(vnet));
    }
    boolean propagates = true;
    RouteTable table = context.resources().routeTableOf(subnet).orElse(null);
    if (table != null) {
      layers.add(context.names().tableLayer(table.id(), vnet));
      // R58: removes every route of gateways, learned or static.
      propagates = !table.disableBgpRoutePropagation();
    }
    if (propagates) {
      context
          .reach()
          .supplierOf(vnet)
          .ifPresent(supplier -> layers.add(context.names().gatewayLayer(supplier)));
      if (subnet.isGatewaySubnet() && hasOwnTunnels(vnet)) {
        layers.add(context.names().ownTunnelLayer(vnet));
      }
    }
    return layers;
  }

  private boolean hasOwnTunnels(VirtualNetwork vnet) {
    return context.reach().exchangeOf(vnet).isPresent()
        && context.resources().gatewayOf(vnet, GatewayType.VPN).isPresent();
  }

  /** The fabric's node, once all its tables and ports are written. */
  Node node() {
    return Node.named(context.names().fabric(), NodeKind.FABRIC, Origin.NONE)
        .vrfs(parts.fabricVrfs)
        .interfaces(parts.fabricPorts)
        .hops(AzureHopProfiles.FABRIC)
        .build();
  }
}
