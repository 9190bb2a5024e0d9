package io.towpath.routing.engine;

import io.towpath.net.Community;
import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import io.towpath.network.AsPathList;
import io.towpath.network.CommunityList;
import io.towpath.network.NextHop;
import io.towpath.network.RoutePolicy;
import io.towpath.network.RoutePolicy.Change;
import io.towpath.network.RoutePolicy.Match;
import io.towpath.routing.bgp.RouterExpression;
import io.towpath.routing.rib.RouteAttributes;
import io.towpath.routing.rib.RouteCandidate;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a policy says to a route of a table that is redistributed into OSPF or exchanged: whether it
 * passes, and the metric, metric type and tag that it gets. Changes that only BGP knows have no
 * effect here.
 *
 * @param metric metric set by the policy, or null
 * @param metricType OSPF external type set by the policy, or null
 * @param tag tag set by the policy, or null
 */
record PolicyVerdict(
    boolean permitted, @Nullable Long metric, @Nullable Integer metricType, @Nullable Long tag) {

  /** A verdict of a policy that permits nothing. */
  static final PolicyVerdict DENIED = new PolicyVerdict(false, null, null, null);

  /** A verdict without policy. */
  static final PolicyVerdict UNCHANGED = new PolicyVerdict(true, null, null, null);

  /**
   * Applies a policy: the first term whose conditions all hold decides, no term denies.
   *
   * @param source how BGP came by the route; {@code ORIGINATED} for other routes
   */
  static PolicyVerdict of(
      @Nullable RoutePolicy policy, RouteCandidate route, RoutePolicy.Source source) {
    if (policy == null) {
      return UNCHANGED;
    }
    for (RoutePolicy.Term term : policy.terms()) {
      if (term.matches().stream().allMatch(match -> holds(match, route, source))) {
        return term.permit() ? changed(term.changes(), route) : DENIED;
      }
    }
    return DENIED;
  }

  private static PolicyVerdict changed(List<Change> changes, RouteCandidate route) {
    Long metric = null;
    Integer type = null;
    Long tag = null;
    for (Change change : changes) {
      switch (change) {
        case Change.Med(long value) -> metric = value;
        case Change.MedPlus(long difference) ->
            metric = Math.max(0, (metric == null ? route.metric() : metric) + difference);
        case Change.MetricType(int value) -> type = value;
        case Change.SetTag(long value) -> tag = value;
        case Change.LocalPreference _,
            Change.Weight _,
            Change.Prepend _,
            Change.PrependLast _,
            Change.Communities _,
            Change.RemoveCommunities _,
            Change.SetNextHop _,
            Change.NextHopPeerOrSelf _,
            Change.SetOrigin _,
            Change.ReplaceAsn _,
            Change.NotEligible _,
            Change.TranslatePrefix _ -> {}
      }
    }
    return new PolicyVerdict(true, metric, type, tag);
  }

  private static boolean holds(Match match, RouteCandidate route, RoutePolicy.Source source) {
    RouteAttributes attributes = route.attributes();
    return switch (match) {
      case Match.InPrefixList(var lists) ->
          lists.stream().anyMatch(list -> list.permits(route.prefix()));
      case Match.InAddressSet(var sets) ->
          sets.stream().anyMatch(set -> contains(set, route.prefix().network()));
      case Match.CoveredBy(var prefixes) ->
          prefixes.stream().anyMatch(prefix -> prefix.covers(route.prefix()));
      case Match.InAsPathList(var lists) ->
          lists.stream().anyMatch(list -> permits(list, path(attributes)));
      case Match.AsPathContains(long asn) ->
          List.of(path(attributes).split("[ ,{}]+", -1)).contains(String.valueOf(asn));
      case Match.InCommunityList(var lists, boolean exact) ->
          lists.stream().anyMatch(list -> permits(list, communities(attributes), exact));
      case Match.NextHopIn(var lists) -> {
        IpAddress nextHop = nextHop(route);
        yield nextHop != null
            && lists.stream().anyMatch(list -> list.permits(Prefix.host(nextHop)));
      }
      case Match.Tag(var tags) -> tags.contains(route.tag());
      case Match.Metric(long value) -> route.metric() == value;
      case Match.FromClass(var classes) -> classes.contains(route.routeClass());
      case Match.LearnedBy(var wanted) -> source == wanted;
      case Match.OutInterface(var interfaces) -> {
        String iface = iface(route.nextHop());
        yield iface != null && interfaces.contains(iface);
      }
      case Match.Never() -> false;
    };
  }

  private static String path(@Nullable RouteAttributes attributes) {
    return attributes == null ? "" : attributes.asPath();
  }

  private static List<Community> communities(@Nullable RouteAttributes attributes) {
    return attributes == null ? List.of() : attributes.communities();
  }

  private static @Nullable IpAddress nextHop(RouteCandidate route) {
    RouteAttributes attributes = route.attributes();
    if (attributes != null && attributes.nextHop() != null) {
      return attributes.nextHop();
    }
    return route.nextHop() instanceof NextHop.Via(IpAddress address, _, _) ? address : null;
  }

  private static @Nullable String iface(NextHop nextHop) {
    return switch (nextHop) {
      case NextHop.Via(_, var iface, _) -> iface;
      case NextHop.Attached(var iface, _) -> iface;
      case NextHop.IntoTunnel(var iface, _) -> iface;
      case NextHop.Internet(var iface, _) -> iface;
      case NextHop.Port _,
          NextHop.Deliver _,
          NextHop.ToGroup _,
          NextHop.OtherVrf _,
          NextHop.Discard _ ->
          null;
    };
  }

  private static boolean contains(AddressSet set, IpAddress address) {
    return switch (set) {
      case AddressSet.Any() -> true;
      case AddressSet.Prefixes(var prefixes) ->
          prefixes.stream().anyMatch(prefix -> prefix.contains(address));
      case AddressSet.Wildcard(IpAddress base, IpAddress wildcard) ->
          base instanceof Ipv4Address(int b)
              && wildcard instanceof Ipv4Address(int w)
              && address instanceof Ipv4Address(int a)
              && ((a ^ b) & ~w) == 0;
      case AddressSet.Derived _ -> false;
      case AddressSet.Except(AddressSet excluded) -> !contains(excluded, address);
    };
  }

  private static boolean permits(AsPathList list, String path) {
    for (AsPathList.Entry entry : list.entries()) {
      if (RouterExpression.compile(entry.expression()).isIn(path)) {
        return entry.permit();
      }
    }
    return false;
  }

  private static boolean permits(CommunityList list, List<Community> present, boolean exact) {
    for (CommunityList.Entry entry : list.entries()) {
      if (matches(entry, present, exact)) {
        return entry.permit();
      }
    }
    return false;
  }

  private static boolean matches(
      CommunityList.Entry entry, List<Community> present, boolean exact) {
    if (entry.expression() != null) {
      String text = present.stream().map(Community::toString).collect(Collectors.joining(" "));
      return RouterExpression.compile(entry.expression()).isIn(text);
    }
    List<Community> wanted =
        entry.communities().stream().filter(c -> !c.equals(Community.INTERNET)).toList();
    return present.containsAll(wanted) && (!exact || wanted.size() == present.size());
  }
}
