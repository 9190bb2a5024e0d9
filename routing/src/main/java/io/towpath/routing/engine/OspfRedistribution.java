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
    put(redistribution, entry.first(), RoutePolicy.Source.ORIGINATED, DEFAULT_METRIC, hops(entry));
  }

  private static List<IpAddress> hops(BaseTable.Entry entry) {
    List<IpAddress> hops = new ArrayList<>();
    for (RouteCandidate route : entry.routes()) {
      if (route.nextHop() instanceof NextHop.Via(IpAddress address, _, _)) {
        hops.add(address);
      }
    }
    return hops;
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
        && nextHops.installed(entry.prefix(), paths) != null;
  }

  private void addBgp(Redistribution redistribution) {
    for (Used used : usedByBgp()) {
      if (used.source() != RoutePolicy.Source.IBGP && used.route().prefix().length() > 0) {
        put(redistribution, used.route(), used.source(), METRIC_OF_BGP, used.hops());
      }
    }
  }

  /** A route that the table uses, and its next hops. */
  private record Used(
      RouteCandidate route, RoutePolicy.Source source, List<? extends IpAddress> hops) {}

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
                NextHops.Installed installed = nextHops.installed(prefix, paths);
                if (installed != null && (rival == null || paths.distance() < rival.distance())) {
                  all.add(
                      new Used(
                          candidate(prefix, paths, best), paths.source(), installed.nextHops()));
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
      long defaultMetric,
      List<? extends IpAddress> hops) {
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
            verdict.tag() != null ? verdict.tag() : route.tag(),
            forwardingAddress(hops)));
  }

  /**
   * RFC 2328 §12.4.4.1: the next hop, if it is on a network of OSPF, so that nobody makes a detour
   * over this router. Of several next hops FRR names the lowest: zebra sorts them
   * (lib/nexthop_group.c, nexthop_group_add_sorted), and ospfd reads the first (ospfd/ospf_zebra.c,
   * ospf_zebra_read_route). What IOS-XE does then is not documented.
   */
  private @Nullable IpAddress forwardingAddress(List<? extends IpAddress> hops) {
    IpAddress lowest = null;
    for (IpAddress hop : hops) {
      lowest = lowest == null || hop.compareTo(lowest) < 0 ? hop : lowest;
    }
    return lowest != null && isInOspf(lowest) ? lowest : null;
  }

  private boolean isInOspf(IpAddress nextHop) {
    for (BaseTable.Entry entry : base.entries()) {
      if (entry.routeClass().equals(RouteClass.CONNECTED)
          && entry.prefix().contains(nextHop)
          && entry.first().nextHop() instanceof NextHop.Attached(String iface, _)
          && process.config().interfaces().stream()
              .anyMatch(own -> own.name().equals(iface) && names(own))) {
        return true;
      }
    }
    return false;
  }

  private boolean names(OspfProcess.OspfInterface own) {
    return switch (process.config().forwardingAddress()) {
      case ON_LAN -> !own.passive() && !own.pointToPoint();
      case ON_ANY_SUBNET -> true;
    };
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
            verdict.tag() != null ? verdict.tag() : 0,
            originate.always() ? null : forwardingAddress(hopsOfDefault())));
  }

  private PolicyVerdict condition(@Nullable RoutePolicy policy) {
    if (policy == null) {
      return PolicyVerdict.UNCHANGED;
    }
    List<Used> routes = new ArrayList<>();
    for (BaseTable.Entry entry : base.entries()) {
      if (!isBeaten(entry)) {
        routes.add(new Used(entry.first(), RoutePolicy.Source.ORIGINATED, List.of()));
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
    return entry != null && !isOwn(entry) || defaultOfBgp() != null;
  }

  private List<? extends IpAddress> hopsOfDefault() {
    BaseTable.Entry entry = base.at(Prefix.DEFAULT_IPV4);
    NextHops.Installed byBgp = defaultOfBgp();
    boolean ofBase = entry != null && !isOwn(entry) && (byBgp == null || !isBeaten(entry));
    return entry != null && ofBase ? hops(entry) : byBgp == null ? List.of() : byBgp.nextHops();
  }

  private NextHops.@Nullable Installed defaultOfBgp() {
    SelectedPaths paths = bgp == null ? null : bgp.at(Prefix.DEFAULT_IPV4);
    return paths == null || nextHops == null
        ? null
        : nextHops.installed(Prefix.DEFAULT_IPV4, paths);
  }
}
