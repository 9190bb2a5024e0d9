package io.towpath.routing.engine;

import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.BgpOrigin;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.BgpSpeaker.NetworkStatement;
import io.towpath.network.NextHop;
import io.towpath.network.Redistribution;
import io.towpath.network.RoutePolicy;
import io.towpath.routing.bgp.Origination;
import io.towpath.routing.bgp.SelectedPaths;
import io.towpath.routing.rib.RouteCandidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a BGP speaker takes from its VRF's table: network statements whose condition holds, and
 * redistributed routes.
 *
 * <p>A route of a higher distance than a learned BGP route of the same prefix is not in a router's
 * table, so it is not taken; had it been there first, it would have stayed (a redistributed route
 * has weight 32768). The result is the one in which BGP came first; {@link #contested} names the
 * prefixes.
 */
final class Originations {
  private final BgpSpeaker config;
  private final BaseTable base;
  private final @Nullable BgpView before;
  private final List<Origination> result = new ArrayList<>();
  private final TreeSet<Prefix> contested = new TreeSet<>();
  private boolean waits;

  private Originations(BgpSpeaker config, BaseTable base, @Nullable BgpView before) {
    this.config = config;
    this.base = base;
    this.before = before;
  }

  /**
   * Collects originations of a speaker.
   *
   * @param before what it selected without the originations in question; null = not known yet
   */
  static Originations collect(BgpSpeaker config, BaseTable base, @Nullable BgpView before) {
    Originations all = new Originations(config, base, before);
    config.networks().forEach(all::addNetwork);
    for (Redistribution redistribution : config.redistributions()) {
      for (BaseTable.Entry entry : base.entries()) {
        all.addRedistributed(redistribution, entry);
      }
    }
    return all;
  }

  List<Origination> originations() {
    return result;
  }

  /** True if the result depends on what BGP selects. */
  boolean waits() {
    return waits;
  }

  /** Prefixes that were kept out because BGP learned them. */
  TreeSet<Prefix> contested() {
    return contested;
  }

  /** A network statement stands for the route of exactly its prefix, whatever protocol it is of. */
  private void addNetwork(NetworkStatement statement) {
    if (!(statement.prefix().network() instanceof Ipv4Address)) {
      return;
    }
    BaseTable.Entry entry = base.at(statement.prefix());
    if (entry == null || !isInTable(entry)) {
      if (!statement.needsRoute()) {
        result.add(
            new Origination(
                statement.prefix(),
                "network",
                0,
                0,
                BgpOrigin.IGP,
                statement.policy(),
                null,
                null,
                statement.origin()));
      }
      return;
    }
    boolean follows = statement.takesOver();
    result.add(
        origination(
            entry.first(),
            follows ? entry.first().metric() : 0,
            BgpOrigin.IGP,
            statement.policy(),
            follows,
            statement.origin()));
  }

  private void addRedistributed(Redistribution redistribution, BaseTable.Entry entry) {
    // A default route enters BGP only by a statement of its own.
    if (entry.prefix().length() == 0
        || !(entry.prefix().network() instanceof Ipv4Address)
        || !RedistributedClass.matches(redistribution, entry.first())
        || !isInTable(entry)) {
      return;
    }
    Long metric = redistribution.metric();
    result.add(
        origination(
            entry.first(),
            metric != null ? metric : entry.first().metric(),
            BgpOrigin.INCOMPLETE,
            redistribution.policy(),
            true,
            redistribution.origin()));
  }

  private boolean isInTable(BaseTable.Entry entry) {
    if (entry.distance() < config.options().externalDistance()) {
      return true;
    }
    waits = true;
    if (before == null) {
      return false;
    }
    SelectedPaths paths = before.at(entry.prefix());
    if (paths != null
        && paths.source() != RoutePolicy.Source.ORIGINATED
        && paths.distance() < entry.distance()) {
      contested.add(entry.prefix());
      return false;
    }
    return true;
  }

  private static Origination origination(
      RouteCandidate route,
      long med,
      BgpOrigin origin,
      @Nullable RoutePolicy policy,
      boolean keepsNextHop,
      Origin where) {
    Ipv4Address nextHop = null;
    String iface = null;
    if (route.nextHop() instanceof NextHop.Via(IpAddress address, var over, _)) {
      nextHop = keepsNextHop && address instanceof Ipv4Address v4 ? v4 : null;
      iface = over;
    } else if (route.nextHop() instanceof NextHop.Attached(String over, _)) {
      iface = over;
    }
    return new Origination(
        route.prefix(),
        route.routeClass(),
        med,
        route.tag(),
        origin,
        policy,
        nextHop,
        iface,
        Objects.requireNonNull(where));
  }
}
