package io.towpath.azure.compile;

import io.towpath.azure.resource.CircuitPeering;
import io.towpath.azure.resource.HubRoutingPreference;
import io.towpath.azure.resource.RouteServer;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.AsPathList;
import io.towpath.network.PrefixList;
import io.towpath.network.RoutePolicy;
import io.towpath.network.RoutePolicy.Change;
import io.towpath.network.RoutePolicy.Match;
import io.towpath.network.RoutePolicy.Term;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What a Route Server and the gateways beside it do to each other's routes (R177–R184, R265). */
final class RouteServerPolicies {
  private static final long PREFERRED = 200;

  /** A private 16-bit ASN in an expression over the text of an AS path. */
  private static final String PRIVATE_ASN =
      "(6451[2-9]|645[2-9][0-9]|64[6-9][0-9][0-9]|65[0-4][0-9][0-9]|655[0-2][0-9]|6553[0-4])";

  private RouteServerPolicies() {}

  /**
   * R181: what an appliance announces, as good as VPN. Ranges that the Route Server announces
   * itself are learned too (R270) and never preferred to its own.
   */
  static RoutePolicy fromAppliance(RouteServer server, List<Prefix> announced) {
    Term own = weighing(10, List.of(new Match.CoveredBy(announced)), server, false);
    return preferring("from the appliance", List.of(own), server, isVpnPreferred(server));
  }

  /** R181: what a VPN gateway brings; the ranges of the VNets are the Route Server's own. */
  static RoutePolicy fromVpn(RouteServer server, List<Prefix> announced) {
    return preferring(
        "from the VPN gateway",
        List.of(GatewayPolicies.denyInside(announced, server.origin())),
        server,
        isVpnPreferred(server));
  }

  /** R181, R265: what an ExpressRoute gateway brings, but for what went through two circuits. */
  static RoutePolicy fromExpressRoute(RouteServer server, List<Prefix> announced) {
    Origin origin = server.origin();
    AsPathList twice =
        new AsPathList(
            "12076 twice, then a private ASN",
            List.of(
                new AsPathList.Entry(
                    true,
                    "^"
                        + CircuitPeering.MICROSOFT_ASN
                        + "_"
                        + CircuitPeering.MICROSOFT_ASN
                        + "_"
                        + PRIVATE_ASN
                        + "_",
                    origin)),
            origin);
    return preferring(
        "from the ExpressRoute gateway",
        List.of(
            GatewayPolicies.denyInside(announced, origin),
            GatewayPolicies.deny(20, new Match.InAsPathList(List.of(twice)), origin)),
        server,
        server.preference() == HubRoutingPreference.EXPRESS_ROUTE);
  }

  private static boolean isVpnPreferred(RouteServer server) {
    return server.preference() == HubRoutingPreference.VPN_GATEWAY;
  }

  private static RoutePolicy preferring(
      String name, List<Term> before, RouteServer server, boolean preferred) {
    List<Term> terms = new ArrayList<>(before);
    terms.add(weighing(100, List.of(), server, preferred));
    return new RoutePolicy(name, terms, server.origin());
  }

  private static Term weighing(
      int sequence, List<Match> matches, RouteServer server, boolean preferred) {
    return GatewayPolicies.permit(
        sequence,
        matches,
        List.of(
            new Change.LocalPreference(preferred ? PREFERRED : GatewayPolicies.BASE_PREFERENCE),
            new Change.Weight(GatewayPolicies.VPN_WEIGHT)),
        server.origin());
  }

  /** To a gateway by iBGP: what the Route Server prefers is its own affair. */
  static RoutePolicy toGateway(Origin origin) {
    return new RoutePolicy("to the gateway", List.of(resetting(origin)), origin);
  }

  /**
   * R269: the same without a default route of a VPN gateway, which leaves Azure by no other
   * gateway; one of an appliance does.
   *
   * @param vpnAsn ASN of the VPN gateway beside it
   */
  static RoutePolicy toExpressRoute(long vpnAsn, Origin origin) {
    Match isDefault =
        GatewayPolicies.exactly("default route", List.of(Prefix.DEFAULT_IPV4), origin);
    return new RoutePolicy(
        "to the ExpressRoute gateway",
        List.of(
            new Term(
                10,
                false,
                List.of(
                    isDefault,
                    vpnAsn == RouteServer.ASN
                        ? new Match.LearnedBy(RoutePolicy.Source.IBGP)
                        : new Match.AsPathContains(vpnAsn)),
                List.of(),
                origin),
            resetting(origin)),
        origin);
  }

  private static Term resetting(Origin origin) {
    return GatewayPolicies.permit(
        100,
        List.of(),
        List.of(new Change.LocalPreference(GatewayPolicies.BASE_PREFERENCE)),
        origin);
  }

  /** What a gateway takes from a Route Server: nothing inside the ranges that it announces. */
  static RoutePolicy gatewayImport(List<Prefix> announced, Origin origin) {
    return GatewayPolicies.acceptOutside("from the Route Server", announced, origin);
  }

  /**
   * What an ExpressRoute gateway tells the Microsoft edge beside a Route Server: the VNets' ranges
   * and what came from the Route Server, but nothing of another circuit (R144).
   */
  static RoutePolicy expressRouteExport(Origin origin) {
    return new RoutePolicy(
        "to the Microsoft edge, beside a Route Server",
        List.of(
            GatewayPolicies.permit(
                10, List.of(new Match.LearnedBy(RoutePolicy.Source.ORIGINATED)), List.of(), origin),
            GatewayPolicies.deny(
                20, new Match.AsPathContains(CircuitPeering.MICROSOFT_ASN), origin),
            GatewayPolicies.permit(
                30, List.of(new Match.LearnedBy(RoutePolicy.Source.IBGP)), List.of(), origin)),
        origin);
  }

  /** Routes whose next hop lies in some ranges and is none of some addresses. */
  static RoutePolicy nextHopIn(
      String name, Collection<Prefix> ranges, Collection<IpAddress> except, Origin origin) {
    List<PrefixList.Entry> entries = new ArrayList<>();
    for (IpAddress address : except) {
      entries.add(entry(entries.size(), false, Prefix.host(address), origin));
    }
    for (Prefix range : ranges) {
      entries.add(entry(entries.size(), true, range, origin));
    }
    return new RoutePolicy(
        name,
        List.of(
            new Term(
                10,
                true,
                List.of(new Match.NextHopIn(List.of(new PrefixList("next hops", entries, origin)))),
                List.of(),
                origin)),
        origin);
  }

  private static PrefixList.Entry entry(int index, boolean permit, Prefix range, Origin origin) {
    int bits = range.family().bits();
    return new PrefixList.Entry(10 * (index + 1), permit, range, bits, bits, origin);
  }
}
