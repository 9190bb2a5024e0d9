package io.towpath.azure.print;

import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.DisablePeeringRoute;
import io.towpath.azure.resource.EndpointPolicies;
import io.towpath.azure.resource.NatGateway;
import io.towpath.azure.resource.NextHopType;
import io.towpath.azure.resource.Peering;
import io.towpath.azure.resource.PeeringState;
import io.towpath.azure.resource.PublicIpAddress;
import io.towpath.azure.resource.PublicIpPrefix;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.RouteTable;
import io.towpath.azure.resource.ServiceEndpoint;
import io.towpath.azure.resource.ServiceTagRoute;
import io.towpath.azure.resource.Subnet;
import io.towpath.azure.resource.TableRoute;
import io.towpath.azure.resource.UserDefinedRoute;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.net.AddressFamily;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Virtual networks, subnets, peerings, route tables, public addresses, NAT gateways. */
final class NetworkPrinting {
  /** Of a prefix that Azure has not assigned yet. */
  private static final int SMALLEST_PREFIX = 31;

  private final AzureResources resources;
  private final ArmOutput output;

  NetworkPrinting(AzureResources resources, ArmOutput output) {
    this.resources = resources;
    this.output = output;
  }

  /** A VNet with its subnets; the halves of peerings follow once both VNets are there. */
  void virtualNetwork(VirtualNetwork vnet) {
    Json properties =
        Json.object()
            .object("addressSpace", prefixes(vnet.addressSpace()))
            .objects("subnets", vnet.subnets().stream().map(NetworkPrinting::subnet).toList())
            .object("summarizedGatewayPrefixes", prefixes(vnet.gatewayPrefixes()))
            .object(
                "bgpCommunities",
                Json.object()
                    .text("virtualNetworkCommunity", vnet.customCommunity())
                    .text("regionalCommunity", vnet.regionalCommunity()));
    output.add(vnet, properties);
    vnet.peerings().forEach(this::peering);
  }

  static Json prefixes(List<Prefix> prefixes) {
    return Json.object().texts("addressPrefixes", prefixes);
  }

  private static Json subnet(Subnet subnet) {
    boolean single = subnet.addressPrefixes().size() == 1;
    Json properties =
        Json.object()
            .text("addressPrefix", single ? subnet.addressPrefixes().getFirst() : null)
            .texts("addressPrefixes", single ? List.of() : subnet.addressPrefixes())
            .ref("networkSecurityGroup", subnet.networkSecurityGroup())
            .ref("routeTable", subnet.routeTable())
            .ref("natGateway", subnet.natGateway());
    if (!subnet.defaultOutbound()) {
      properties.bool("defaultOutboundAccess", false);
    }
    properties
        .objects(
            "serviceEndpoints",
            subnet.serviceEndpoints().stream().map(NetworkPrinting::serviceEndpoint).toList())
        .word(
            "privateEndpointNetworkPolicies", subnet.endpointPolicies(), EndpointPolicies.DISABLED);
    return Json.part(subnet.name(), properties);
  }

  private static Json serviceEndpoint(ServiceEndpoint endpoint) {
    return Json.object()
        .text("service", endpoint.service())
        .texts("locations", endpoint.locations());
  }

  private void peering(Peering half) {
    Json properties =
        Json.object()
            .ref("remoteVirtualNetwork", half.remoteVirtualNetwork())
            .bool("allowVirtualNetworkAccess", half.allowVirtualNetworkAccess())
            .bool("allowForwardedTraffic", half.allowForwardedTraffic())
            .bool("allowGatewayTransit", half.allowGatewayTransit())
            .bool("useRemoteGateways", half.useRemoteGateways());
    if (!half.peerCompleteVnets()) {
      properties
          .bool("peerCompleteVnets", false)
          .texts("localSubnetNames", half.localSubnetNames())
          .texts("remoteSubnetNames", half.remoteSubnetNames());
    }
    properties
        .object("remoteAddressSpace", prefixes(half.remoteAddressSpace()))
        .word("peeringState", half.statedState())
        .word("peeringSyncLevel", half.syncLevel());
    if (half.statedState() == PeeringState.DISCONNECTED) {
      output.note(
          NotExpressible.approximated(
              half.origin(),
              half.id().label() + ", which is Disconnected",
              "A deployment makes both halves anew and connects them"));
    }
    output.add(half.id(), "", half.origin(), properties, transit(half));
  }

  /** Azure takes useRemoteGateways only once the other side offers a gateway (R70). */
  private List<ResourceId> transit(Peering half) {
    if (!half.useRemoteGateways()) {
      return List.of();
    }
    List<ResourceId> needed = new ArrayList<>();
    resources
        .oppositeOf(half)
        .filter(other -> !other.useRemoteGateways())
        .ifPresent(other -> needed.add(other.id()));
    resources
        .vnet(half.remoteVirtualNetwork())
        .ifPresent(
            vnet ->
                resources.gatewaysOf(vnet).stream()
                    .map(VirtualNetworkGateway::id)
                    .forEach(needed::add));
    resources
        .vnet(half.remoteVirtualNetwork())
        .flatMap(resources::routeServerOf)
        .ifPresent(server -> needed.add(server.id()));
    return needed;
  }

  void routeTable(RouteTable table) {
    output.add(
        table,
        Json.object()
            .flag("disableBgpRoutePropagation", table.disableBgpRoutePropagation())
            .word("disablePeeringRoute", table.disablePeeringRoute(), DisablePeeringRoute.NONE)
            .objects(
                "routes",
                table.entries().stream()
                    .map(
                        route ->
                            Json.part(
                                route.name(),
                                withNextHops(
                                    Json.object()
                                        .text("addressPrefix", destination(route))
                                        .word("nextHopType", route.nextHopType()),
                                    route)))
                    .toList()));
  }

  /** One address is a member of the route, several are members of its next hop. */
  private static Json withNextHops(Json route, TableRoute source) {
    List<IpAddress> addresses = source.nextHopIpAddresses();
    return source.nextHopType() == NextHopType.VIRTUAL_APPLIANCE_ECMP
        ? route.object("nextHop", Json.object().texts("nextHopIpAddresses", addresses))
        : route.text("nextHopIpAddress", addresses.isEmpty() ? null : addresses.getFirst());
  }

  private static Object destination(TableRoute route) {
    return switch (route) {
      case UserDefinedRoute one -> one.addressPrefix();
      case ServiceTagRoute many -> many.tag();
    };
  }

  void publicIpAddress(PublicIpAddress address) {
    output.add(
        address,
        sku(address.sku()),
        Json.object()
            .word("publicIPAllocationMethod", address.allocation())
            .text("publicIPAddressVersion", version(address.family()))
            .text("ipAddress", address.ipAddress())
            .ref("ipConfiguration", output.foreign(address.ipConfiguration())));
    if (address.ipAddress() != null) {
      output.assigned("public addresses", address.origin());
    }
  }

  static @Nullable String version(AddressFamily family) {
    return family == AddressFamily.IPV6 ? "IPv6" : null;
  }

  static Json sku(String name) {
    return Json.object().object("sku", Json.object().text("name", name));
  }

  void publicIpPrefix(PublicIpPrefix prefix) {
    Prefix assigned = prefix.prefix();
    output.add(
        prefix,
        sku("Standard"),
        Json.object()
            .number("prefixLength", assigned == null ? SMALLEST_PREFIX : assigned.length())
            .text("ipPrefix", assigned));
    if (assigned != null) {
      output.assigned("public prefixes", prefix.origin());
    } else {
      output.note(
          NotExpressible.approximated(
              prefix.origin(),
              prefix.id().label(),
              "How long it is, is not known; it is printed as /" + SMALLEST_PREFIX));
    }
  }

  void natGateway(NatGateway gateway) {
    output.add(
        gateway,
        sku("Standard"),
        Json.object()
            .refs("publicIpAddresses", gateway.publicIpAddresses())
            .refs("publicIpPrefixes", gateway.publicIpPrefixes()));
  }
}
