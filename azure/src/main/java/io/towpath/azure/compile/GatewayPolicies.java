package io.towpath.azure.compile;

import io.towpath.azure.Profile;
import io.towpath.azure.resource.GatewayBgp;
import io.towpath.azure.resource.RouteFilter;
import io.towpath.net.Community;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.BgpOrigin;
import io.towpath.network.CommunityList;
import io.towpath.network.PrefixList;
import io.towpath.network.RouteClass;
import io.towpath.network.RoutePolicy;
import io.towpath.network.RoutePolicy.Change;
import io.towpath.network.RoutePolicy.Match;
import io.towpath.network.RoutePolicy.Term;
import java.util.ArrayList;
import java.util.List;

/**
 * What gateways and the Microsoft edge accept and announce. Weights are those that Azure prints:
 * 32769 for what came over ExpressRoute, 32768 for the rest (R98, R263); they decide nothing,
 * because within one gateway only routes of one kind are eligible.
 */
final class GatewayPolicies {
  /** Weight of ExpressRoute routes (R263). */
  static final int EXPRESS_ROUTE_WEIGHT = 32769;

  /** Weight of other routes (R98). */
  static final int VPN_WEIGHT = 32768;

  /** Local preference of an ExpressRoute route over a connection of weight 0. */
  static final int BASE_PREFERENCE = 100;

  private static final List<Prefix> DEFAULTS = List.of(Prefix.DEFAULT_IPV4, Prefix.DEFAULT_IPV6);

  private GatewayPolicies() {}

  /** R93: nothing equal to or inside the ranges that the gateway announces itself. */
  static RoutePolicy vpnImport(List<Prefix> announced, Origin origin) {
    return acceptOutside("from VPN peers", announced, origin);
  }

  /** Everything that is not equal to or inside some ranges, with the weight of VPN routes. */
  static RoutePolicy acceptOutside(String name, List<Prefix> announced, Origin origin) {
    return new RoutePolicy(
        name,
        List.of(
            denyInside(announced, origin),
            permit(20, List.of(), List.of(new Change.Weight(VPN_WEIGHT)), origin)),
        origin);
  }

  /**
   * R91, R268, R269: never a default route, not the peer's own host route, no prefix that is static
   * because its local network gateway lists it, nothing of the peer's own AS.
   *
   * @param site prefixes of the local network gateway of the peer's connection
   */
  static RoutePolicy vpnExport(IpAddress peer, long peerAsn, List<Prefix> site, Origin origin) {
    List<Term> terms = new ArrayList<>();
    terms.add(deny(10, exactly("default routes (R269)", DEFAULTS, origin), origin));
    terms.add(
        deny(
            20,
            exactly("host route of the peer (R268)", List.of(Prefix.host(peer)), origin),
            origin));
    if (!site.isEmpty()) {
      terms.add(
          new Term(
              25,
              false,
              List.of(
                  exactly("prefixes of the peer's site (R268)", site, origin),
                  new Match.LearnedBy(RoutePolicy.Source.ORIGINATED)),
              List.of(),
              origin));
    }
    terms.add(deny(30, new Match.AsPathContains(peerAsn), origin));
    terms.add(permit(40, List.of(), List.of(), origin));
    return new RoutePolicy("to VPN peer " + peer, terms, origin);
  }

  /** R223: external mappings of NAT rules that this peer is not told. */
  static RoutePolicy withholding(List<Prefix> prefixes, Origin origin) {
    return allBut(
        "external mappings of other connections (R223)",
        exactly("external mappings (R223)", prefixes, origin),
        origin);
  }

  /** R180: pools of clients stay between the gateway and its sites. */
  static RoutePolicy withoutClients(List<Prefix> pools, Origin origin) {
    return allBut(
        "no pools of clients (R180)", exactly("pools of clients (R180)", pools, origin), origin);
  }

  /** R223: behind a translation the peer is reached by the address that is configured. */
  static RoutePolicy nextHopIsPeer(Origin origin) {
    return new RoutePolicy(
        "next hop behind NAT rules (R223)",
        List.of(permit(10, List.of(), List.of(new Change.NextHopPeerOrSelf()), origin)),
        origin);
  }

  /** R223: the address by which a site knows the gateway. */
  static RoutePolicy nextHop(IpAddress address, Origin origin) {
    return new RoutePolicy(
        "next hop before NAT rules (R223)",
        List.of(permit(10, List.of(), List.of(new Change.SetNextHop(address)), origin)),
        origin);
  }

  /** R115: the default route of a site, while its tunnel is up, for a Route Server to program. */
  static RoutePolicy defaultOfSite(Origin origin) {
    return new RoutePolicy(
        "default route of a site",
        List.of(
            permit(
                10, List.of(new Match.FromClass(List.of(RouteClass.STATIC))), List.of(), origin)),
        origin);
  }

  /** R268: what a VPN gateway tells inside Azure: everything but the host routes to BGP peers. */
  static RoutePolicy withoutHostRoutes(List<Prefix> peers, Origin origin) {
    return allBut(
        "no host routes of BGP peers",
        exactly("host routes of BGP peers (R268)", peers, origin),
        origin);
  }

  /** R91, R98, R269: local network gateway prefixes and host routes, but no default; origin IGP. */
  static RoutePolicy vpnStatics(Origin origin) {
    return new RoutePolicy(
        "static routes into BGP",
        List.of(
            deny(10, exactly("default routes (R269)", DEFAULTS, origin), origin),
            permit(20, List.of(), List.of(new Change.SetOrigin(BgpOrigin.IGP)), origin)),
        origin);
  }

  /** R92: what the ExpressRoute gateway tells is listed and never chosen. */
  static RoutePolicy vpnImportFromExpressRoute(
      List<Prefix> announced, Profile profile, Origin origin) {
    List<Term> terms = new ArrayList<>();
    if (profile == Profile.SEED_ERA) {
      terms.add(denyInside(announced, origin));
    }
    terms.add(
        permit(
            20,
            List.of(),
            List.of(
                new Change.Weight(EXPRESS_ROUTE_WEIGHT),
                new Change.NotEligible(
                    "routes from the ExpressRoute gateway are listed, never used or passed on"
                        + " (R92)")),
            origin));
    return new RoutePolicy("from the ExpressRoute gateway", terms, origin);
  }

  /** R37: the weight of a connection counts before the AS path; own ranges are refused. */
  static RoutePolicy expressRouteImport(
      List<Prefix> announced, int routingWeight, Origin connection) {
    return new RoutePolicy(
        "from the Microsoft edge, connection weight " + routingWeight,
        List.of(
            denyInside(announced, connection),
            permit(
                20,
                List.of(),
                List.of(
                    new Change.LocalPreference(BASE_PREFERENCE + routingWeight),
                    new Change.Weight(EXPRESS_ROUTE_WEIGHT)),
                connection)),
        connection);
  }

  /** R140, R144: only the VNets' own ranges; nothing from one circuit to another. */
  static RoutePolicy expressRouteExport(Origin origin) {
    return learnedBy("to the Microsoft edge", RoutePolicy.Source.ORIGINATED, origin);
  }

  /**
   * R92: the VPN gateway beside it hears of the ranges that both announce; in the seed's time it
   * heard of what the circuits brought instead.
   */
  static RoutePolicy expressRouteExportToVpn(Profile profile, Origin origin) {
    return learnedBy(
        "to the VPN gateway",
        profile == Profile.SEED_ERA ? RoutePolicy.Source.EBGP : RoutePolicy.Source.ORIGINATED,
        origin);
  }

  /** R180: what the circuits brought, for the Route Server beside it. */
  static RoutePolicy expressRouteExportToRouteServer(Origin origin) {
    return learnedBy("to the Route Server", RoutePolicy.Source.EBGP, origin);
  }

  /** R163: without a Route Server VPN routes are listed at the ExpressRoute gateway, not used. */
  static RoutePolicy expressRouteImportFromVpn(List<Prefix> announced, Origin origin) {
    return new RoutePolicy(
        "from the VPN gateway",
        List.of(
            denyInside(announced, origin),
            permit(
                20,
                List.of(),
                List.of(
                    new Change.Weight(VPN_WEIGHT),
                    new Change.NotEligible(
                        "routes of the VPN gateway are listed, never used or passed on without a"
                            + " Route Server (R163)")),
                origin)),
        origin);
  }

  /** R154: packets for the VNet's own ranges skip the gateway. */
  static RoutePolicy edgeImportWithFastPath(List<Prefix> ranges, IpAddress fabric, Origin origin) {
    return new RoutePolicy(
        "from the gateway, FastPath",
        List.of(
            permit(
                10,
                List.of(new Match.CoveredBy(ranges)),
                List.of(new Change.SetNextHop(fabric)),
                origin),
            permit(20, List.of(), List.of(), origin)),
        origin);
  }

  /** R155: what the customer of a circuit announces; VNets have the gateways' ASN in their path. */
  static RoutePolicy globalReach(Origin origin) {
    return new RoutePolicy(
        "Global Reach",
        List.of(
            deny(10, new Match.AsPathContains(GatewayBgp.DEFAULT_ASN), origin),
            permit(20, List.of(new Match.LearnedBy(RoutePolicy.Source.EBGP)), List.of(), origin)),
        origin);
  }

  /**
   * R155: sites of other circuits are for the customer. ASSUMPTION(A-005): the VNets on a circuit
   * do not learn them; no page says that they do.
   */
  static RoutePolicy withoutGlobalReach(Origin origin) {
    return allBut("not from Global Reach", new Match.LearnedBy(RoutePolicy.Source.IBGP), origin);
  }

  /** R147: communities that the customer sets are ignored. */
  static RoutePolicy edgeImportFromCustomer(Origin origin) {
    return new RoutePolicy(
        "from the customer",
        List.of(permit(10, List.of(), List.of(new Change.RemoveCommunities(null)), origin)),
        origin);
  }

  /**
   * R137: no default and no private prefix on peerings for public services. R135: only what the
   * customer has said it will announce. ASSUMPTION(A-044): other prefixes are not accepted; the
   * page says that packets from them are not.
   *
   * @param said the customer's prefixes; empty if none are stated
   */
  static RoutePolicy edgeImportPublic(List<Prefix> said, Origin origin) {
    return new RoutePolicy(
        "from the customer, public prefixes only",
        List.of(
            deny(10, exactly("default routes (R137)", DEFAULTS, origin), origin),
            deny(
                20,
                new Match.CoveredBy(
                    List.of(
                        Prefix.parse("10.0.0.0/8"),
                        Prefix.parse("172.16.0.0/12"),
                        Prefix.parse("192.168.0.0/16"))),
                origin),
            permit(
                30,
                said.isEmpty() ? List.of() : List.of(new Match.CoveredBy(said)),
                List.of(new Change.RemoveCommunities(null)),
                origin)),
        origin);
  }

  /** R135, R240: of what Microsoft has, routes that carry a community of the filter. */
  static RoutePolicy routeFilter(RouteFilter filter, Origin origin) {
    CommunityList allowed =
        new CommunityList(
            filter.name(),
            filter.communities().stream()
                .map(one -> new CommunityList.Entry(true, List.of(one), null, filter.origin()))
                .toList(),
            filter.origin());
    return new RoutePolicy(
        "to the customer, route filter \"" + filter.name() + "\" (R135)",
        List.of(
            permit(
                10,
                List.of(
                    new Match.LearnedBy(RoutePolicy.Source.ORIGINATED),
                    new Match.InCommunityList(List.of(allowed), false)),
                List.of(),
                origin)),
        origin);
  }

  /**
   * R145, R265: a gateway hears of other VNets on the circuit only if both sides allow it, and not
   * of what it said itself: the other ASN that it would know its own path by is replaced.
   *
   * @param refused ranges that this gateway must not learn
   * @param instances addresses of its own instances
   */
  static RoutePolicy edgeExportToGateway(
      List<Prefix> refused, List<IpAddress> instances, Origin origin) {
    List<Term> terms = new ArrayList<>();
    terms.add(
        deny(
            10,
            new Match.NextHopIn(List.of(hosts("instances of the gateway", instances, origin))),
            origin));
    if (!refused.isEmpty()) {
      terms.add(deny(20, new Match.CoveredBy(refused), origin));
    }
    terms.add(permit(30, List.of(), List.of(), origin));
    return new RoutePolicy("to the gateway", terms, origin);
  }

  /** R146: marks a VNet's range with the communities of its region and its own. */
  static RoutePolicy communities(List<Community> communities, Origin origin) {
    return new RoutePolicy(
        "communities of the VNet",
        List.of(permit(10, List.of(), List.of(new Change.Communities(communities, false)), origin)),
        origin);
  }

  private static RoutePolicy learnedBy(String name, RoutePolicy.Source source, Origin origin) {
    return new RoutePolicy(
        name, List.of(permit(10, List.of(new Match.LearnedBy(source)), List.of(), origin)), origin);
  }

  private static RoutePolicy allBut(String name, Match refused, Origin origin) {
    return new RoutePolicy(
        name, List.of(deny(10, refused, origin), permit(20, List.of(), List.of(), origin)), origin);
  }

  static Term denyInside(List<Prefix> ranges, Origin origin) {
    return deny(10, new Match.CoveredBy(ranges), origin);
  }

  static Match exactly(String name, List<Prefix> prefixes, Origin origin) {
    return new Match.InPrefixList(List.of(listOf(name, prefixes, origin)));
  }

  private static PrefixList hosts(String name, List<IpAddress> addresses, Origin origin) {
    return listOf(name, addresses.stream().map(Prefix::host).toList(), origin);
  }

  private static PrefixList listOf(String name, List<Prefix> prefixes, Origin origin) {
    List<PrefixList.Entry> entries = new ArrayList<>();
    for (Prefix prefix : prefixes) {
      entries.add(
          new PrefixList.Entry(
              10 * (entries.size() + 1), true, prefix, prefix.length(), prefix.length(), origin));
    }
    return new PrefixList(name, entries, origin);
  }

  static Term deny(int sequence, Match match, Origin origin) {
    return new Term(sequence, false, List.of(match), List.of(), origin);
  }

  static Term permit(int sequence, List<Match> matches, List<Change> changes, Origin origin) {
    return new Term(sequence, true, matches, changes, origin);
  }
}
