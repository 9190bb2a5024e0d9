package io.towpath.routing.engine;

import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.NextHop;
import io.towpath.network.OspfProcess;
import io.towpath.network.OspfProcess.DefaultOriginate;
import io.towpath.network.Redistribution;
import io.towpath.network.RouteClass;
import io.towpath.network.RoutePolicy;
import io.towpath.routing.bgp.SelectedPaths;
import io.towpath.routing.ospf.OspfExternal;
import io.towpath.routing.ospf.OspfTopology;
import io.towpath.routing.rib.RouteAttributes;
import io.towpath.routing.rib.RouteCandidate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * External routes that an OSPF process originates: redistributed routes that its VRF's table uses,
 * and its default route (RFC 2328 §12.4.4). As in IOS-XE, iBGP routes and default routes are not
 * redistributed.
 */
final class OspfRedistribution {
  private static final long DEFAULT_METRIC = 20;
  private static final long METRIC_OF_BGP = 1;
  private static final int DEFAULT_TYPE = 2;

  private final OspfTopology.Process process;
  private final BaseTable base;
  private final @Nullable BgpView bgp;
  private final @Nullable NextHops nextHops;
  private final TreeMap<Prefix, OspfExternal> externals = new TreeMap<>();

  private OspfRedistribution(
      EngineIndex index, OspfTopology.Process process, BaseTable base, @Nullable BgpView bgp) {
    this.process = process;
    this.base = base;
    this.bgp = bgp;
    nextHops = bgp == null ? null : new NextHops(index, process.vrf(), base, bgp);
  }

  /**
   * Collects the external routes of a process, by prefix.
   *
   * @param bgp what the VRF's speaker selected before; null = nothing
   */
  static List<OspfExternal> collect(
      EngineIndex index, OspfTopology.Process process, BaseTable base, @Nullable BgpView bgp) {
    OspfProcess config = process.config();
    if (config.redistributions().isEmpty() && config.defaultOriginate() == null) {
      return List.of();
    }
    OspfRedistribution all = new OspfRedistribution(index, process, base, bgp);
    for (Redistribution redistribution : config.redistributions()) {
      if (redistribution.fromClass().equals(RouteClass.BGP)) {
        all.addBgp(redistribution);
      } else {
        base.entries().forEach(entry -> all.add(redistribution, entry));
      }
    }
    all.addDefault(config.defaultOriginate());
    return List.copyOf(all.externals.values());
  }

  private void add(Redistribution redistribution, BaseTable.Entry entry) {
    if (entry.prefix().length() == 0
        || !RedistributedClass.matches(redistribution, entry.first())
        || isOwn(entry)
        || isBeaten(entry)) {
      return;
    }
    put(redistribution, entry.first(), RoutePolicy.Source.ORIGINATED, DEFAULT_METRIC);
  }

  /** Routes of this process itself, and subnets that it advertises anyway. */
  private boolean isOwn(BaseTable.Entry entry) {
    RouteCandidate route = entry.first();
    if (route.routeClass().equals(RouteClass.OSPF)) {
      return route.source().startsWith("OSPF " + process.config().id() + " ");
    }
    return route.routeClass().equals(RouteClass.CONNECTED)
        && route.nextHop() instanceof NextHop.Attached(String iface, _)
        && process.config().interfaces().stream().anyMatch(i -> i.name().equals(iface));
  }

  private boolean isBeaten(BaseTable.Entry entry) {
    if (bgp == null || nextHops == null) {
      return false;
    }
    SelectedPaths paths = bgp.at(entry.prefix());
    return paths != null
        && paths.distance() < entry.distance()
        && nextHops.installed(paths) != null;
  }

  private void addBgp(Redistribution redistribution) {
    for (Used used : usedByBgp()) {
      if (used.source() != RoutePolicy.Source.IBGP && used.route().prefix().length() > 0) {
        put(redistribution, used.route(), used.source(), METRIC_OF_BGP);
      }
    }
  }

  /** A BGP route that the table uses. */
  private record Used(RouteCandidate route, RoutePolicy.Source source) {}

  private List<Used> usedByBgp() {
    List<Used> all = new ArrayList<>();
    if (bgp == null || nextHops == null) {
      return all;
    }
    bgp.state()
        .selected(
            bgp.speaker(),
            (prefixClass, prefixes, paths) -> {
              if (nextHops.installed(paths) == null) {
                return;
              }
              boolean aggregate = paths.source() == RoutePolicy.Source.ORIGINATED;
              RouteAttributes best =
                  aggregate ? null : bgp.attributes(prefixes.getFirst(), paths).getFirst();
              for (Prefix prefix : prefixes) {
                BaseTable.Entry rival = base.at(prefix);
                if (rival == null || paths.distance() < rival.distance()) {
                  all.add(new Used(candidate(prefix, paths, best), paths.source()));
                }
              }
            });
    return all;
  }

  private RouteCandidate candidate(
      Prefix prefix, SelectedPaths paths, @Nullable RouteAttributes best) {
    IpAddress nextHop = best == null ? null : best.nextHop();
    return new RouteCandidate(
        prefix,
        RouteClass.BGP,
        nextHop == null ? new NextHop.Discard(false, null) : new NextHop.Via(nextHop, null, null),
        paths.distance(),
        paths.metric(),
        paths.tag() != 0 || best == null ? paths.tag() : firstAsn(best.asPath()),
        null,
        best,
        "BGP",
        process.config().origin());
  }

  /** RFC 1403 §4.4: the tag of a BGP route tells the neighbouring AS. */
  private static long firstAsn(String path) {
    String first = path.split(" ", 2)[0];
    return first.isEmpty() || first.startsWith("{") ? 0 : Long.parseLong(first);
  }

  private void put(
      Redistribution redistribution,
      RouteCandidate route,
      RoutePolicy.Source source,
      long defaultMetric) {
    PolicyVerdict verdict = PolicyVerdict.of(redistribution.policy(), route, source);
    if (!verdict.permitted()) {
      return;
    }
    Long metric = verdict.metric() != null ? verdict.metric() : redistribution.metric();
    Integer type = verdict.metricType();
    int configured = redistribution.metricType() == 1 ? 1 : DEFAULT_TYPE;
    externals.putIfAbsent(
        route.prefix(),
        new OspfExternal(
            route.prefix(),
            type != null ? type : configured,
            metric != null ? metric : defaultMetric,
            verdict.tag() != null ? verdict.tag() : route.tag()));
  }

  /**
   * Always, or while the table has a default route that this process did not bring; with a policy,
   * only while that permits some route of the table.
   */
  private void addDefault(@Nullable DefaultOriginate originate) {
    if (originate == null || !(originate.always() || hasDefault())) {
      return;
    }
    PolicyVerdict verdict = condition(originate.policy());
    if (!verdict.permitted()) {
      return;
    }
    Integer type = verdict.metricType();
    externals.put(
        Prefix.DEFAULT_IPV4,
        new OspfExternal(
            Prefix.DEFAULT_IPV4,
            type != null ? type : originate.metricType() == 1 ? 1 : DEFAULT_TYPE,
            verdict.metric() != null ? verdict.metric() : originate.metric(),
            verdict.tag() != null ? verdict.tag() : 0));
  }

  private PolicyVerdict condition(@Nullable RoutePolicy policy) {
    if (policy == null) {
      return PolicyVerdict.UNCHANGED;
    }
    List<Used> routes = new ArrayList<>();
    for (BaseTable.Entry entry : base.entries()) {
      if (!isBeaten(entry)) {
        routes.add(new Used(entry.first(), RoutePolicy.Source.ORIGINATED));
      }
    }
    routes.addAll(usedByBgp());
    PolicyVerdict verdict = PolicyVerdict.DENIED;
    for (Used route : routes) {
      if (!verdict.permitted()) {
        verdict = PolicyVerdict.of(policy, route.route(), route.source());
      }
    }
    return verdict;
  }

  private boolean hasDefault() {
    BaseTable.Entry entry = base.at(Prefix.DEFAULT_IPV4);
    if (entry != null && !isOwn(entry)) {
      return true;
    }
    SelectedPaths paths = bgp == null ? null : bgp.at(Prefix.DEFAULT_IPV4);
    return paths != null && nextHops != null && nextHops.installed(paths) != null;
  }
}
