package io.towpath.devices.ios.convert;

import io.towpath.devices.ios.IosAccessList;
import io.towpath.devices.ios.IosPolicies;
import io.towpath.devices.ios.IosRouteMap;
import io.towpath.devices.ios.Scope;
import io.towpath.net.Origin;
import io.towpath.network.AddressSet;
import io.towpath.network.AsPathList;
import io.towpath.network.BgpOrigin;
import io.towpath.network.CommunityList;
import io.towpath.network.PrefixList;
import io.towpath.network.RouteClass;
import io.towpath.network.RoutePolicy;
import io.towpath.network.RoutePolicy.Change;
import io.towpath.network.RoutePolicy.Match;
import io.towpath.network.RoutePolicy.Term;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Route maps and lists as route policies. Equal names give the same object, so that policies that
 * many sessions share are compiled once.
 */
final class PolicyConversion {

  private final Conversion conversion;
  private final IosPolicies policies;
  private final RouteLists lists;
  private final Map<String, RoutePolicy> routeMaps = new HashMap<>();
  private final Map<String, RoutePolicy> listPolicies = new HashMap<>();

  PolicyConversion(Conversion conversion) {
    this.conversion = conversion;
    this.policies = conversion.config.policies();
    this.lists = new RouteLists(conversion);
  }

  /** The policy of a route map; an undefined one denies every route. */
  RoutePolicy routeMap(String name, int usedAt) {
    RoutePolicy known = routeMaps.get(name);
    if (known == null) {
      IosRouteMap map = policies.routeMaps().get(name);
      known =
          map == null
              ? RoutePolicy.denyAll(name, conversion.origin(usedAt))
              : new RoutePolicy(name, terms(map), conversion.origin(map.line()));
      routeMaps.put(name, known);
    }
    return known;
  }

  /** True if the route map is defined. */
  boolean hasRouteMap(String name) {
    return policies.routeMaps().containsKey(name);
  }

  /** A neighbor's prefix list as a policy; null if it is undefined and so permits all. */
  @Nullable RoutePolicy prefixListPolicy(String name) {
    PrefixList list = lists.prefixList(name);
    return list == null
        ? null
        : ofMatch("prefix-list " + name, new Match.InPrefixList(List.of(list)), list.origin());
  }

  /** A neighbor's filter list as a policy; null if it is undefined and so permits all. */
  @Nullable RoutePolicy filterListPolicy(String name) {
    AsPathList list = lists.asPathList(name);
    return list == null
        ? null
        : ofMatch("filter-list " + name, new Match.InAsPathList(List.of(list)), list.origin());
  }

  /** A neighbor's distribute list as a policy; null if it is undefined and so permits all. */
  @Nullable RoutePolicy distributeListPolicy(String name, int usedAt) {
    IosAccessList list = policies.accessLists().get(name);
    if (list == null || list.entries().isEmpty()) {
      return null;
    }
    Match match = routesIn(list, usedAt);
    return match == null
        ? null
        : ofMatch("distribute-list " + name, match, conversion.origin(list.line()));
  }

  private RoutePolicy ofMatch(String name, Match match, Origin origin) {
    return listPolicies.computeIfAbsent(
        name,
        key ->
            new RoutePolicy(
                key, List.of(new Term(10, true, List.of(match), List.of(), origin)), origin));
  }

  private List<Term> terms(IosRouteMap map) {
    List<Term> terms = new ArrayList<>();
    for (IosRouteMap.Clause clause : map.clauses()) {
      List<Match> matches = new ArrayList<>();
      for (IosRouteMap.Match match : clause.matches()) {
        Match converted = match(match);
        if (converted != null) {
          matches.add(converted);
        }
      }
      List<Change> changes = new ArrayList<>();
      for (IosRouteMap.Set set : clause.sets()) {
        Change converted = change(set);
        if (converted != null) {
          changes.add(converted);
        }
      }
      terms.add(
          new Term(
              (int) clause.sequence(),
              clause.permit(),
              matches,
              changes,
              conversion.origin(clause.line())));
    }
    return terms;
  }

  /** The condition; null if it holds for every route. */
  private @Nullable Match match(IosRouteMap.Match match) {
    return switch (match) {
      case IosRouteMap.MatchPrefixList(_, List<String> names) -> {
        List<PrefixList> defined = RouteLists.all(names, lists::prefixList);
        // One undefined prefix list among them matches every route.
        yield defined.size() < names.size() ? null : new Match.InPrefixList(defined);
      }
      case IosRouteMap.MatchAccessList(int line, List<String> names) -> accessLists(line, names);
      case IosRouteMap.MatchNextHop(int line, boolean prefixLists, List<String> names) -> {
        List<PrefixList> defined =
            prefixLists
                ? RouteLists.all(names, lists::prefixList)
                : RouteLists.all(names, name -> lists.hostsIn(name, line));
        yield defined.size() < names.size() ? null : new Match.NextHopIn(defined);
      }
      case IosRouteMap.MatchAsPath(_, List<String> names) -> {
        List<AsPathList> defined = RouteLists.all(names, lists::asPathList);
        yield defined.isEmpty() ? new Match.Never() : new Match.InAsPathList(defined);
      }
      case IosRouteMap.MatchCommunity(_, List<String> names, boolean exact) -> {
        List<CommunityList> defined = RouteLists.all(names, lists::communityList);
        yield defined.isEmpty() ? new Match.Never() : new Match.InCommunityList(defined, exact);
      }
      case IosRouteMap.MatchTag(_, List<Long> tags) -> new Match.Tag(tags);
      case IosRouteMap.MatchMetric(_, long metric) -> new Match.Metric(metric);
      case IosRouteMap.MatchInterface(_, List<String> names) -> new Match.OutInterface(names);
      case IosRouteMap.MatchSourceProtocol(int line, String protocol) ->
          sourceProtocol(line, protocol);
    };
  }

  private @Nullable Match accessLists(int line, List<String> names) {
    if (names.size() == 1) {
      IosAccessList list = policies.accessLists().get(names.getFirst());
      return list == null || list.entries().isEmpty() ? null : routesIn(list, line);
    }
    List<AddressSet> sets = new ArrayList<>();
    for (String name : names) {
      IosAccessList list = policies.accessLists().get(name);
      if (list == null || list.entries().isEmpty()) {
        return null;
      }
      List<AddressSet> permitted = list.extended() ? null : PermittedAddresses.of(list);
      if (permitted == null) {
        conversion.unsupported(
            line, "match ip address " + String.join(" ", names), new Scope.Router());
        return null;
      }
      sets.addAll(permitted);
    }
    return new Match.InAddressSet(sets);
  }

  /** The routes that an access list permits; null, with a note, if that cannot be expressed. */
  private @Nullable Match routesIn(IosAccessList list, int usedAt) {
    if (list.extended()) {
      PrefixList prefixes = lists.routesOfExtended(list);
      if (prefixes != null) {
        return new Match.InPrefixList(List.of(prefixes));
      }
    } else {
      List<AddressSet> permitted = PermittedAddresses.of(list);
      if (permitted != null) {
        return permitted.isEmpty() ? new Match.Never() : new Match.InAddressSet(permitted);
      }
    }
    conversion.unsupported(
        usedAt,
        "routes by access list " + list.name() + ", whose wildcards are no prefixes",
        new Scope.Router());
    return null;
  }

  private @Nullable Match sourceProtocol(int line, String protocol) {
    List<String> classes = new ArrayList<>();
    for (String word : protocol.toLowerCase(Locale.ROOT).split("\\s+", -1)) {
      switch (word) {
        case "connected" -> classes.addAll(List.of(RouteClass.CONNECTED, RouteClass.LOCAL));
        case "static" -> classes.add(RouteClass.STATIC);
        case "ospf" -> classes.add(RouteClass.OSPF);
        case "bgp" -> classes.add(RouteClass.BGP);
        default -> {
          // The number of a process, or a protocol that no route here comes from.
        }
      }
    }
    if (classes.isEmpty()) {
      conversion.unsupported(line, "match source-protocol " + protocol, new Scope.Router());
      return null;
    }
    return new Match.FromClass(classes);
  }

  private @Nullable Change change(IosRouteMap.Set set) {
    return switch (set) {
      case IosRouteMap.SetLocalPreference(_, long value) -> new Change.LocalPreference(value);
      case IosRouteMap.SetMetric(_, IosRouteMap.Change how, long value) ->
          switch (how) {
            case TO -> new Change.Med(value);
            case PLUS -> new Change.MedPlus(value);
            case MINUS -> new Change.MedPlus(-value);
          };
      case IosRouteMap.SetWeight(_, int value) -> new Change.Weight(value);
      case IosRouteMap.SetPrepend(_, List<Long> asns) -> new Change.Prepend(asns);
      case IosRouteMap.SetPrependLast(_, int times) -> new Change.PrependLast(times);
      case IosRouteMap.SetCommunity(_, var communities, boolean additive) ->
          new Change.Communities(communities, additive);
      case IosRouteMap.SetNoCommunity(_) -> new Change.RemoveCommunities(null);
      case IosRouteMap.DeleteCommunities(_, String name) -> {
        CommunityList list = lists.communityList(name);
        yield list == null ? null : new Change.RemoveCommunities(list);
      }
      case IosRouteMap.SetNextHop(_, var address) -> new Change.SetNextHop(address);
      case IosRouteMap.SetNextHopPeer(_), IosRouteMap.SetNextHopSelf(_) ->
          new Change.NextHopPeerOrSelf();
      case IosRouteMap.SetOrigin(_, IosRouteMap.OriginCode origin) ->
          new Change.SetOrigin(
              switch (origin) {
                case IGP -> BgpOrigin.IGP;
                case EGP -> BgpOrigin.EGP;
                case INCOMPLETE -> BgpOrigin.INCOMPLETE;
              });
      case IosRouteMap.SetTag(_, long tag) -> new Change.SetTag(tag);
      case IosRouteMap.SetMetricType(_, int type) -> new Change.MetricType(type);
    };
  }
}
