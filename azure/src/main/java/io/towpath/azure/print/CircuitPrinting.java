package io.towpath.azure.print;

import io.towpath.azure.resource.AuthorizationUse;
import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.CircuitAuthorization;
import io.towpath.azure.resource.CircuitPeering;
import io.towpath.azure.resource.CircuitPeeringState;
import io.towpath.azure.resource.CircuitProvisioningState;
import io.towpath.azure.resource.ExpressRouteCircuit;
import io.towpath.azure.resource.GlobalReach;
import io.towpath.azure.resource.HubRoutingPreference;
import io.towpath.azure.resource.ProviderProvisioningState;
import io.towpath.azure.resource.RouteFilter;
import io.towpath.azure.resource.RouteServer;
import io.towpath.azure.resource.ServiceCommunities;
import java.util.List;

/** ExpressRoute circuits and Route Servers. */
final class CircuitPrinting {
  /** Name of the one rule with which filters are printed; names have no part in the network. */
  private static final String RULE = "communities";

  private final AzureResources resources;
  private final ArmOutput output;

  CircuitPrinting(AzureResources resources, ArmOutput output) {
    this.resources = resources;
    this.output = output;
  }

  /** A circuit with peerings and authorizations; Global Reach follows once both sides are there. */
  void circuit(ExpressRouteCircuit circuit) {
    String tier = circuit.tier().azureName();
    String family = circuit.family().azureName();
    Json provider = Json.object().text("peeringLocation", circuit.peeringLocation());
    if (circuit.bandwidthMbps() > 0) {
      provider.number("bandwidthInMbps", circuit.bandwidthMbps());
    }
    Json properties =
        Json.object()
            .object("serviceProviderProperties", provider)
            .objects("peerings", circuit.peerings().stream().map(this::peering).toList())
            .objects(
                "authorizations",
                circuit.authorizations().stream().map(CircuitPrinting::authorization).toList())
            .text("serviceKey", circuit.serviceKey())
            .word(
                "circuitProvisioningState",
                circuit.provisioningState(),
                CircuitProvisioningState.ENABLED)
            .word(
                "serviceProviderProvisioningState",
                circuit.providerState(),
                ProviderProvisioningState.PROVISIONED);
    Json sku =
        Json.object().text("name", tier + "_" + family).text("tier", tier).text("family", family);
    output.add(circuit, Json.object().object("sku", sku), properties);
    output.note(
        NotExpressible.absent(
            circuit.origin(),
            "the provider of " + circuit.id().label(),
            "It has no part in the network; name it, and have it provision the circuit before"
                + " peerings are made"));
    circuit.peerings().forEach(peering -> peering.globalReach().forEach(this::globalReach));
  }

  private Json peering(CircuitPeering peering) {
    return Json.part(
        peering.name(),
        Json.object()
            .word("peeringType", peering.type())
            .word("state", peering.state(), CircuitPeeringState.ENABLED)
            .number("peerASN", peering.peerAsn())
            .text("primaryPeerAddressPrefix", peering.primaryPrefix())
            .text("secondaryPeerAddressPrefix", peering.secondaryPrefix())
            .number("vlanId", peering.vlanId())
            .text("sharedKey", peering.sharedKey())
            .object(
                "microsoftPeeringConfig",
                Json.object()
                    .texts("advertisedPublicPrefixes", peering.publicPrefixes())
                    .word("advertisedPublicPrefixesState", peering.publicPrefixesState()))
            .ref(
                "routeFilter", resources.routeFilterOf(peering).map(RouteFilter::id).orElse(null)));
  }

  /** A route filter; peerings name it. */
  void routeFilter(RouteFilter filter) {
    Json rule =
        Json.object()
            .text("access", "Allow")
            .text("routeFilterRuleType", "Community")
            .texts("communities", filter.communities());
    output.add(
        filter,
        Json.object()
            .objects(
                "rules",
                filter.communities().isEmpty() ? List.of() : List.of(Json.part(RULE, rule))));
  }

  /** What Azure itself lists is no one's to make. */
  void serviceCommunities(ServiceCommunities communities) {
    output.note(
        NotExpressible.absent(
            communities.origin(),
            "the communities of " + communities.id().label(),
            "Azure lists them itself; keep the list beside what is printed"));
  }

  private static Json authorization(CircuitAuthorization authorization) {
    return Json.part(
        authorization.id().name(),
        Json.object()
            .text("authorizationKey", authorization.key())
            .word("authorizationUseStatus", authorization.use(), AuthorizationUse.AVAILABLE));
  }

  private void globalReach(GlobalReach connection) {
    output.add(
        connection.id(),
        "",
        connection.origin(),
        Json.object()
            .text("addressPrefix", connection.addressPrefix())
            .ref("expressRouteCircuitPeering", connection.peering())
            .ref("peerExpressRouteCircuitPeering", connection.peerPeering()),
        List.of());
  }

  /** A Route Server with its place and its peers, which ARM takes as resources of their own. */
  void routeServer(RouteServer server) {
    output.add(
        server,
        Json.object().text("kind", "RouteServer"),
        Json.object()
            .text("sku", "Standard")
            .flag("allowBranchToBranchTraffic", server.branchToBranch())
            .word("hubRoutingPreference", server.preference(), HubRoutingPreference.EXPRESS_ROUTE)
            .texts("virtualRouterIps", server.addresses()));
    if (!server.addresses().isEmpty()) {
      output.assigned("addresses of Route Servers", server.origin());
    }
    for (RouteServer.IpConfiguration one : server.ipConfigurations()) {
      output.add(
          one.id(),
          "",
          one.origin(),
          Json.object().ref("subnet", one.subnet()).ref("publicIPAddress", one.publicIpAddress()),
          List.of());
    }
    for (RouteServer.BgpConnection one : server.connections()) {
      output.add(
          one.id(),
          "",
          one.origin(),
          Json.object().text("peerIp", one.peerAddress()).number("peerAsn", one.peerAsn()),
          server.ipConfigurations().stream().map(RouteServer.IpConfiguration::id).toList());
    }
  }
}
