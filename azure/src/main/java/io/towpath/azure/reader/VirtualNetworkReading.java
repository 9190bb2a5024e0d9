package io.towpath.azure.reader;

import io.towpath.azure.resource.EndpointPolicies;
import io.towpath.azure.resource.NatGateway;
import io.towpath.azure.resource.NetworkSecurityGroup;
import io.towpath.azure.resource.Peering;
import io.towpath.azure.resource.PeeringState;
import io.towpath.azure.resource.PeeringSyncLevel;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.RouteTable;
import io.towpath.azure.resource.ServiceEndpoint;
import io.towpath.azure.resource.Subnet;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.net.Community;
import io.towpath.net.Prefix;
import io.towpath.net.document.Members;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Virtual networks, subnets and peerings. */
final class VirtualNetworkReading {

  static final String SUBNET = "subnets";
  static final String PEERING = "virtualNetworkPeerings";

  private VirtualNetworkReading() {}

  static VirtualNetwork virtualNetwork(ArmMembers members) {
    ResourceId id = members.resource();
    List<Prefix> addressSpace =
        members.object("addressSpace").map(space -> space.prefixes("addressPrefixes")).orElse(null);
    if (addressSpace == null || addressSpace.isEmpty()) {
      throw members.invalid(
          "addressSpace", "the VNet has no address range", "State addressSpace.addressPrefixes.");
    }
    List<Subnet> subnets = new ArrayList<>();
    Children.read(members, SUBNET, child -> subnets.add(subnet(child)));
    List<Peering> peerings = new ArrayList<>();
    Children.read(members, PEERING, child -> peerings.add(peering(child)));
    @Nullable ArmMembers communities = members.object("bgpCommunities").orElse(null);
    VirtualNetwork vnet =
        new VirtualNetwork(
            id,
            Children.location(members),
            addressSpace,
            subnets,
            peerings,
            members
                .object("summarizedGatewayPrefixes")
                .map(space -> space.prefixes("addressPrefixes"))
                .orElse(List.of()),
            community(communities, "virtualNetworkCommunity"),
            community(communities, "regionalCommunity"),
            members.origin());
    members.reportRest(MemberTable.VIRTUAL_NETWORK);
    return vnet;
  }

  private static @Nullable Community community(@Nullable ArmMembers communities, String name) {
    return communities == null
        ? null
        : communities.optionalParsed(name, Community::parse).orElse(null);
  }

  static Subnet subnet(ArmMembers members) {
    List<Prefix> prefixes = new ArrayList<>(members.prefixes("addressPrefixes"));
    if (members.optionalText("addressPrefix").isPresent()) {
      Prefix single = members.prefix("addressPrefix");
      if (!prefixes.contains(single)) {
        prefixes.addFirst(single);
      }
    }
    if (prefixes.isEmpty()) {
      throw members.invalid(
          "addressPrefix", "the subnet has no address range", "State addressPrefix.");
    }
    List<ServiceEndpoint> endpoints = new ArrayList<>();
    members.forEach(
        "serviceEndpoints", endpoint -> endpoints.add(serviceEndpoint(members, endpoint)));
    Subnet subnet =
        new Subnet(
            members.resource(),
            prefixes,
            members.reference("routeTable", RouteTable.TYPE).orElse(null),
            members.reference("networkSecurityGroup", NetworkSecurityGroup.TYPE).orElse(null),
            members.reference("natGateway", NatGateway.TYPE).orElse(null),
            members.bool("defaultOutboundAccess", true),
            endpoints,
            members
                .choice("privateEndpointNetworkPolicies", EndpointPolicies.values(), "R275")
                .orElse(EndpointPolicies.DISABLED),
            members.origin());
    members.reportRest(MemberTable.SUBNET);
    return subnet;
  }

  private static ServiceEndpoint serviceEndpoint(ArmMembers subnet, Members endpoint) {
    return new ServiceEndpoint(
        endpoint.string("service"),
        endpoint.texts("locations").stream().map(subnet.notes()::location).toList(),
        endpoint
            .origin()
            .ofResource(subnet.resource().toString(), subnet.notes().shared(endpoint.path())));
  }

  static Peering peering(ArmMembers members) {
    Peering peering =
        new Peering(
            members.resource(),
            members.requiredReference("remoteVirtualNetwork", VirtualNetwork.TYPE),
            members.bool("allowVirtualNetworkAccess", true), // R64: the defaults
            members.bool("allowForwardedTraffic", false),
            members.bool("allowGatewayTransit", false),
            members.bool("useRemoteGateways", false),
            members.bool("peerCompleteVnets", true),
            members.texts("localSubnetNames"),
            members.texts("remoteSubnetNames"),
            members
                .object("remoteAddressSpace")
                .map(space -> space.prefixes("addressPrefixes"))
                .orElse(List.of()),
            members.choice("peeringState", PeeringState.values(), "R63").orElse(null),
            members.choice("peeringSyncLevel", PeeringSyncLevel.values(), "R7").orElse(null),
            members.origin());
    members.reportRest(MemberTable.PEERING);
    return peering;
  }
}
