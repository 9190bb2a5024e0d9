package io.towpath.azure.assignment;

import io.towpath.azure.assignment.Assigned.Source;
import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.CircuitLink;
import io.towpath.azure.resource.Connection;
import io.towpath.azure.resource.GatewayBgp;
import io.towpath.azure.resource.GatewayIpConfiguration;
import io.towpath.azure.resource.GatewayType;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.Subnet;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.net.AddressFamily;
import io.towpath.net.Finding;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Addresses in the GatewaySubnets: instances, BGP peers and endpoints of the edge. */
final class GatewayAddresses {

  // Two things never share an address. What is stated is set aside first; then, in this order, the
  // endpoints of the edge (R20), the VPN gateway (R17–R19) and the ExpressRoute gateway take the
  // address of their rule, or the next free one after it. Only subnets with more circuits than any
  // observed deployment, or smaller than Azure recommends, ever come to the second case.

  /** Instances of an ExpressRoute gateway: base+12 and base+13, as commonly seen. */
  private static final int EXPRESS_ROUTE_OFFSET = 12;

  private static final String EXPRESS_ROUTE_RULE = "R151";

  private final Map<ResourceId, List<Assigned>> instances = new HashMap<>();
  private final Map<ResourceId, List<Assigned>> bgpPeers = new HashMap<>();
  private final Map<StatedAddresses.Endpoint, Assigned> endpoints = new HashMap<>();
  private final List<Finding> findings = new ArrayList<>();
  private final AzureResources resources;
  private final StatedAddresses stated;

  private GatewayAddresses(AzureResources resources, StatedAddresses stated) {
    this.resources = resources;
    this.stated = stated;
  }

  static GatewayAddresses of(AzureResources resources, StatedAddresses stated) {
    GatewayAddresses result = new GatewayAddresses(resources, stated);
    resources.virtualNetworks().values().forEach(result::assign);
    return result;
  }

  List<Assigned> instances(ResourceId gateway) {
    return instances.getOrDefault(gateway, List.of());
  }

  List<Assigned> bgpPeers(ResourceId gateway) {
    return bgpPeers.getOrDefault(gateway, List.of());
  }

  Optional<Assigned> edgeEndpoint(ResourceId connection, CircuitLink link) {
    return Optional.ofNullable(endpoints.get(new StatedAddresses.Endpoint(connection, link)));
  }

  List<Finding> findings() {
    return findings;
  }

  private void assign(VirtualNetwork vnet) {
    List<VirtualNetworkGateway> gateways = resources.gatewaysOf(vnet);
    if (gateways.isEmpty()) {
      return;
    }
    Optional<Prefix> prefix =
        resources.subnet(gateways.getFirst().subnet()).stream()
            .map(Subnet::addressPrefixes)
            .flatMap(List::stream)
            .filter(range -> range.family() == AddressFamily.IPV4)
            .findFirst();
    if (prefix.isEmpty()) {
      return;
    }
    SubnetAddresses subnet = new SubnetAddresses(prefix.get());
    gateways.forEach(gateway -> setAside(gateway, subnet));
    Optional<VirtualNetworkGateway> expressRoute =
        resources.gatewayOf(vnet, GatewayType.EXPRESS_ROUTE);
    expressRoute.ifPresent(gateway -> endpoints(gateway, subnet));
    resources
        .gatewayOf(vnet, GatewayType.VPN)
        .ifPresent(
            gateway -> vpn(gateway, subnet, vpnOffset(prefix.get(), expressRoute.isPresent())));
    expressRoute.ifPresent(gateway -> expressRoute(gateway, subnet));
  }

  private void setAside(VirtualNetworkGateway gateway, SubnetAddresses subnet) {
    stated.instances(gateway.id()).forEach(subnet::take);
    for (int i = 0; i < 2; i++) {
      IpAddress printed = printedInstance(gateway, i);
      if (printed != null) {
        subnet.take(printed);
      }
    }
    printedPeers(gateway).forEach(subnet::take);
    for (Connection.ExpressRoute link : resources.expressRouteConnectionsOf(gateway)) {
      for (CircuitLink side : CircuitLink.values()) {
        stated.endpoint(link.id(), side).ifPresent(subnet::take);
      }
    }
  }

  /** R20: base + 4 + 2·(circuit index) + (0 primary, 1 secondary). */
  private void endpoints(VirtualNetworkGateway gateway, SubnetAddresses subnet) {
    List<Connection.ExpressRoute> connections = resources.expressRouteConnectionsOf(gateway);
    for (int index = 0; index < connections.size(); index++) {
      for (CircuitLink link : CircuitLink.values()) {
        ResourceId connection = connections.get(index).id();
        Optional<Assigned> byEstate =
            stated
                .endpoint(connection, link)
                .map(address -> new Assigned(address, Source.ESTATE, "R20"));
        int offset = SubnetAddresses.FIRST_OFFSET + 2 * index + link.index();
        byEstate
            .or(() -> byRule(gateway, subnet, offset, "R20"))
            .ifPresent(
                assigned ->
                    endpoints.put(new StatedAddresses.Endpoint(connection, link), assigned));
      }
    }
  }

  /**
   * Offset of instance 0 of a VPN gateway (R18, and R19 for the serving instance): beside an
   * ExpressRoute gateway base+14 in a subnet of at least 64 addresses and base+12 in a smaller one,
   * alone base+4.
   */
  private static int vpnOffset(Prefix subnet, boolean besideExpressRoute) {
    if (!besideExpressRoute) {
      return SubnetAddresses.FIRST_OFFSET;
    }
    return subnet.length() <= 26 ? 14 : 12;
  }

  private void vpn(VirtualNetworkGateway gateway, SubnetAddresses subnet, int offset) {
    String rule = gateway.activeActive() ? "R18" : "R19";
    if (gateway.activeActive()) {
      List<Assigned> both = twoInstances(gateway, subnet, offset, rule);
      instances.put(gateway.id(), both);
      bgpPeers.put(gateway.id(), both); // R18: the instance addresses are the BGP peer addresses
      return;
    }
    // R17: last usable address. Taken first, since in a /29 nothing else would be left of it.
    Optional<Assigned> peer =
        printedPeers(gateway).stream()
            .findFirst()
            .map(address -> new Assigned(address, Source.RESOURCE, "R17"));
    if (peer.isEmpty()) {
      subnet.take(subnet.last());
      peer = Optional.of(new Assigned(subnet.last(), Source.RULE, "R17"));
    }
    bgpPeers.put(gateway.id(), List.of(peer.get()));
    instances.put(gateway.id(), twoInstances(gateway, subnet, offset, rule));
  }

  private List<Assigned> twoInstances(
      VirtualNetworkGateway gateway, SubnetAddresses subnet, int offset, String rule) {
    List<Assigned> both = new ArrayList<>(2);
    for (int i = 0; i < 2; i++) {
      instance(gateway, i, subnet, offset + i, rule).ifPresent(both::add);
    }
    return List.copyOf(both);
  }

  private void expressRoute(VirtualNetworkGateway gateway, SubnetAddresses subnet) {
    List<Assigned> all = new ArrayList<>(2);
    int count = Math.max(2, stated.instances(gateway.id()).size());
    for (int i = 0; i < count; i++) {
      instance(gateway, i, subnet, EXPRESS_ROUTE_OFFSET + i, EXPRESS_ROUTE_RULE)
          .ifPresent(all::add);
    }
    instances.put(gateway.id(), List.copyOf(all));
    bgpPeers.put(gateway.id(), List.copyOf(all));
  }

  /** Estate before resource before rule. */
  private Optional<Assigned> instance(
      VirtualNetworkGateway gateway, int index, SubnetAddresses subnet, int offset, String rule) {
    List<IpAddress> byEstate = stated.instances(gateway.id());
    if (index < byEstate.size()) {
      return Optional.of(new Assigned(byEstate.get(index), Source.ESTATE, rule));
    }
    IpAddress printed = printedInstance(gateway, index);
    return printed != null
        ? Optional.of(new Assigned(printed, Source.RESOURCE, rule))
        : byRule(gateway, subnet, offset, rule);
  }

  private Optional<Assigned> byRule(
      VirtualNetworkGateway gateway, SubnetAddresses subnet, int offset, String rule) {
    Optional<IpAddress> address = subnet.takeFrom(offset);
    if (address.isEmpty()) {
      findings.add(
          AssignmentKinds.GATEWAY_SUBNET_IS_FULL.at(
              gateway.origin(),
              gateway.id().label()
                  + ": its GatewaySubnet has no address left for an instance or endpoint."));
    } else if (!address.get().equals(subnet.at(offset))) {
      findings.add(
          AssignmentKinds.ADDRESS_STANDS_IN
              .at(
                  gateway.origin(),
                  gateway.id().label()
                      + ": the address of the rule, "
                      + subnet.at(offset)
                      + ", is taken or outside the subnet; "
                      + address.get()
                      + " stands in. State it under \"assigned\" if it differs.",
                  "")
              .byRule(rule));
    }
    return address.map(found -> new Assigned(found, Source.RULE, rule));
  }

  /** What the resource itself says about an instance. */
  private static @Nullable IpAddress printedInstance(VirtualNetworkGateway gateway, int index) {
    List<GatewayIpConfiguration> configurations = gateway.ipConfigurations();
    if (index < configurations.size()) {
      IpAddress own = configurations.get(index).privateIpAddress();
      if (own != null) {
        return own;
      }
    }
    boolean peerIsInstance = gateway.isVpn() && gateway.activeActive();
    List<IpAddress> peers = peerIsInstance ? printedPeers(gateway) : List.of();
    return index < peers.size() ? peers.get(index) : null;
  }

  /** Peer addresses that the resource states, link-local ones left out. */
  private static List<IpAddress> printedPeers(VirtualNetworkGateway gateway) {
    List<IpAddress> peers = new ArrayList<>();
    for (GatewayIpConfiguration configuration : gateway.ipConfigurations()) {
      for (GatewayBgp.InstanceAddresses addresses : gateway.bgp().instances()) {
        if (addresses.ipConfiguration().equals(configuration.id())) {
          peers.addAll(addresses.defaultAddresses());
        }
      }
    }
    if (peers.isEmpty()) {
      peers.addAll(gateway.bgp().peeringAddresses());
    }
    peers.removeIf(LINK_LOCAL::contains);
    return peers;
  }

  private static final Prefix LINK_LOCAL = Prefix.parse("169.254.0.0/16");
}
