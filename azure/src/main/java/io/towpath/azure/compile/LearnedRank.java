package io.towpath.azure.compile;

import io.towpath.azure.resource.HubRoutingPreference;
import io.towpath.azure.resource.RouteServer;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.network.RouteExchange.RankTerm;
import java.util.ArrayList;
import java.util.List;

/**
 * Which of the routes of one prefix that gateways and a Route Server learned fills a VNet's tables
 * (R36–R38, R181): ExpressRoute before VPN and appliances, unless a Route Server says otherwise.
 */
final class LearnedRank {
  private LearnedRank() {}

  /** Rank of what an ExpressRoute gateway brings: then weight of the connection, then AS path. */
  static List<RankTerm> expressRoute(AzureContext context, VirtualNetwork vnet) {
    List<RankTerm> terms = new ArrayList<>();
    switch (preference(context, vnet)) {
      case EXPRESS_ROUTE -> terms.add(kind(0, "ExpressRoute before VPN (R36)"));
      case VPN_GATEWAY -> terms.add(kind(1, "VPN and appliances before ExpressRoute (R181)"));
      case AS_PATH -> {
        terms.add(new RankTerm.AsPathLength());
        terms.add(kind(0, "ExpressRoute before VPN (R36)"));
      }
    }
    terms.add(new RankTerm.LocalPreference());
    terms.add(new RankTerm.AsPathLength());
    return terms;
  }

  /** Rank of what a VPN gateway or an appliance brings: then AS path. */
  static List<RankTerm> other(AzureContext context, VirtualNetwork vnet) {
    return switch (preference(context, vnet)) {
      case EXPRESS_ROUTE ->
          List.of(kind(1, "ExpressRoute before VPN (R36)"), new RankTerm.AsPathLength());
      case VPN_GATEWAY ->
          List.of(
              kind(0, "VPN and appliances before ExpressRoute (R181)"),
              new RankTerm.AsPathLength());
      case AS_PATH ->
          List.of(new RankTerm.AsPathLength(), kind(1, "ExpressRoute before VPN (R36)"));
    };
  }

  private static RankTerm kind(long place, String rule) {
    return new RankTerm.Constant(place, "kind of gateway: " + rule);
  }

  private static HubRoutingPreference preference(AzureContext context, VirtualNetwork vnet) {
    return context
        .resources()
        .routeServerOf(vnet)
        .map(RouteServer::preference)
        .orElse(HubRoutingPreference.EXPRESS_ROUTE);
  }
}
