package io.towpath.devices.ios.convert;

import io.towpath.devices.ios.BgpProcess;
import io.towpath.devices.ios.InterfaceStatement;
import io.towpath.devices.ios.IosInterface;
import io.towpath.devices.ios.IosKinds;
import io.towpath.devices.ios.NeighborStatement;
import io.towpath.devices.ios.Scope;
import io.towpath.net.AddressFamily;
import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpPeer.LocalAsMode;
import io.towpath.network.BgpPeer.NextHopMode;
import io.towpath.network.BgpPeer.RemovePrivate;
import io.towpath.network.RoutePolicy;
import io.towpath.network.Secret;
import io.towpath.network.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Neighbors of one VRF, with peer groups and templates resolved. */
final class NeighborConversion {

  private static final int ANY_DISTANCE = 255;

  private final Conversion conversion;
  private final PolicyConversion policies;
  private final BgpProcess bgp;
  private final BgpProcess.Section section;
  private final boolean inVrf;
  private final Scope scope;

  NeighborConversion(
      Conversion conversion,
      PolicyConversion policies,
      BgpProcess bgp,
      BgpProcess.Section section,
      boolean inVrf) {
    this.conversion = conversion;
    this.policies = policies;
    this.bgp = bgp;
    this.section = section;
    this.inVrf = inVrf;
    this.scope = new Scope.Router();
  }

  /**
   * The neighbors in the order of the file.
   *
   * @param activeByDefault a neighbor without {@code activate} exchanges IPv4 routes
   * @param processTimers {@code timers bgp}; null for the defaults
   */
  List<BgpPeer> convert(boolean activeByDefault, BgpProcess.@Nullable Timers processTimers) {
    Set<String> names = new LinkedHashSet<>();
    if (!inVrf) {
      names.addAll(bgp.process().neighbors().keySet());
    }
    names.addAll(section.neighbors().keySet());
    List<BgpPeer> peers = new ArrayList<>();
    for (String name : names) {
      IpAddress address = address(name);
      NeighborSettings settings = settings(name);
      if (address == null) {
        continue;
      }
      if (!(address instanceof Ipv4Address)) {
        conversion.unsupported(settings.line, "neighbor " + name, scope);
      } else if (settings.remoteAs == null) {
        conversion.remark(
            IosKinds.NEIGHBOR_WITHOUT_AS,
            settings.line,
            "The neighbor " + name + " has no remote-as; IOS-XE refuses its lines.",
            "Add \"neighbor " + name + " remote-as\", or a peer group that has one.",
            scope);
      } else {
        peers.add(peer(address, settings.remoteAs, settings, activeByDefault, processTimers));
      }
    }
    return peers;
  }

  /** The address that a name is; null for the name of a peer group. */
  private static @Nullable IpAddress address(String name) {
    char first = name.charAt(0);
    if (name.indexOf(':') < 0 && (first < '0' || first > '9')) {
      return null;
    }
    try {
      return IpAddress.parse(name);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private List<NeighborStatement> ofProcess(String name) {
    return inVrf ? List.of() : bgp.process().neighbors().getOrDefault(name, List.of());
  }

  private List<NeighborStatement> ofFamily(String name) {
    return section.neighbors().getOrDefault(name, List.of());
  }

  private NeighborSettings settings(String name) {
    NeighborSettings settings = new NeighborSettings();
    List<NeighborStatement> own = new ArrayList<>(ofProcess(name));
    own.addAll(ofFamily(name));
    settings.line = own.isEmpty() ? bgp.line() : own.getFirst().line();
    for (NeighborStatement statement : own) {
      if (statement instanceof NeighborStatement.MemberOf(_, String group)) {
        settings.apply(ofProcess(group));
        settings.apply(ofFamily(group));
      } else if (statement instanceof NeighborStatement.InheritSession(_, String template)) {
        applyTemplate(bgp.sessionTemplates().get(template), settings, 0);
      }
    }
    own.stream()
        .filter(NeighborStatement.InheritPolicy.class::isInstance)
        .map(NeighborStatement.InheritPolicy.class::cast)
        .sorted(Comparator.comparingInt(NeighborStatement.InheritPolicy::sequence))
        .forEach(s -> applyTemplate(bgp.policyTemplates().get(s.template()), settings, 0));
    settings.apply(own);
    return settings;
  }

  /** Applies a template after those that it inherits itself; IOS-XE allows seven levels. */
  private void applyTemplate(
      BgpProcess.@Nullable Template template, NeighborSettings settings, int depth) {
    if (template == null || depth > 7) {
      return;
    }
    for (NeighborStatement statement : template.statements()) {
      switch (statement) {
        case NeighborStatement.InheritSession(_, String name) ->
            applyTemplate(bgp.sessionTemplates().get(name), settings, depth + 1);
        case NeighborStatement.InheritPolicy(_, String name, _) ->
            applyTemplate(bgp.policyTemplates().get(name), settings, depth + 1);
        default -> {
          // Its own lines come after what it inherits.
        }
      }
    }
    settings.apply(template.statements());
  }

  private BgpPeer peer(
      IpAddress address,
      long remoteAs,
      NeighborSettings settings,
      boolean activeByDefault,
      BgpProcess.@Nullable Timers processTimers) {
    boolean active = settings.activated == null ? activeByDefault : settings.activated;
    Long localAs = settings.localAs == null ? null : settings.localAs.asn();
    boolean external = remoteAs != (localAs == null ? bgp.asn() : localAs);
    return new BgpPeer(
        address,
        remoteAs,
        localAs,
        localAsMode(settings.localAs),
        transport(address, settings, external, processTimers),
        active ? List.of(family(settings)) : List.of(),
        null,
        conversion.origin(settings.line));
  }

  private static LocalAsMode localAsMode(NeighborStatement.@Nullable LocalAs statement) {
    if (statement == null || !statement.noPrepend()) {
      return LocalAsMode.PREPEND;
    }
    return statement.replaceAs() ? LocalAsMode.REPLACE : LocalAsMode.NO_PREPEND;
  }

  private BgpPeer.Transport transport(
      IpAddress address,
      NeighborSettings settings,
      boolean external,
      BgpProcess.@Nullable Timers processTimers) {
    int ttl = ANY_DISTANCE;
    boolean connected = false;
    if (external) {
      // GTSM (RFC 5082) accepts what comes from so many hops, as multihop does.
      ttl = Math.max(1, Math.max(settings.multihop, settings.ttlSecurityHops));
      connected = ttl == 1 && !settings.disableConnectedCheck;
    }
    return new BgpPeer.Transport(
        null,
        settings.updateSource,
        ttl,
        connected,
        key(settings),
        !settings.passiveOpen,
        settings.shutdown,
        timers(address, settings, processTimers));
  }

  private static Secret key(NeighborSettings settings) {
    NeighborStatement.Password password = settings.password;
    if (password == null) {
      return new Secret.Absent();
    }
    String clear = password.encrypted() ? Type7.reveal(password.text()) : password.text();
    return clear == null ? new Secret.NotPrinted() : new Secret.Known(clear);
  }

  private Timers timers(
      IpAddress address, NeighborSettings settings, BgpProcess.@Nullable Timers processTimers) {
    Timers timers = Timers.BGP;
    if (settings.timers != null) {
      timers = timers(settings.timers.keepaliveSeconds(), settings.timers.holdSeconds());
    } else if (processTimers != null) {
      timers = timers(processTimers.keepaliveSeconds(), processTimers.holdSeconds());
    }
    InterfaceStatement.Bfd bfd = settings.bfd ? bfdTowards(address) : null;
    return bfd == null
        ? timers
        : timers.withBfd(Duration.ofMillis(bfd.transmitMilliseconds()), bfd.multiplier());
  }

  private static Timers timers(int keepalive, int hold) {
    return new Timers(
        Duration.ofSeconds(hold),
        Duration.ofSeconds(keepalive),
        Timers.BGP.connectRetry(),
        null,
        0);
  }

  /** BFD of the interface whose subnet holds the neighbor; null if it runs none. */
  private InterfaceStatement.@Nullable Bfd bfdTowards(IpAddress address) {
    for (IosInterface block : conversion.config.interfaces().values()) {
      boolean connected = false;
      InterfaceStatement.Bfd bfd = null;
      for (InterfaceStatement statement : block.statements()) {
        if (statement instanceof InterfaceStatement.Address(_, var own, int length, _)) {
          connected |= new Prefix(own, length).contains(address);
        } else if (statement instanceof InterfaceStatement.Bfd interval) {
          bfd = interval;
        }
      }
      if (connected && bfd != null) {
        return bfd;
      }
    }
    return null;
  }

  private BgpPeer.Family family(NeighborSettings settings) {
    NeighborStatement.MaximumPrefix limit = settings.maximumPrefix;
    NeighborStatement.DefaultOriginate originate = settings.defaultOriginate;
    String defaultMap = originate == null ? null : originate.routeMap();
    boolean mapMissing = defaultMap != null && !policies.hasRouteMap(defaultMap);
    return new BgpPeer.Family(
        AddressFamily.IPV4,
        imports(settings),
        exports(settings),
        limit == null ? 0 : limit.limit(),
        limit != null && limit.warningOnly(),
        nextHop(settings),
        settings.reflectorClient,
        removePrivate(settings.removePrivateAs),
        settings.allowAsIn,
        settings.asOverride,
        settings.weight,
        settings.sendCommunity,
        originate != null && !mapMissing,
        originate == null || defaultMap == null || mapMissing
            ? null
            : policies.routeMap(defaultMap, originate.line()),
        settings.softReconfiguration);
  }

  private static NextHopMode nextHop(NeighborSettings settings) {
    if (settings.nextHopSelf) {
      return settings.nextHopSelfAll ? NextHopMode.SELF_ALL : NextHopMode.SELF;
    }
    return settings.nextHopUnchanged ? NextHopMode.UNCHANGED : NextHopMode.DEFAULT;
  }

  private static RemovePrivate removePrivate(
      NeighborStatement.@Nullable RemovePrivateAs statement) {
    if (statement == null) {
      return RemovePrivate.NO;
    }
    if (!statement.all()) {
      return RemovePrivate.IF_ALL_PRIVATE;
    }
    return statement.replaceAs() ? RemovePrivate.REPLACE_ALL : RemovePrivate.ALL;
  }

  /** In the order of IOS-XE: route map, filter list, then prefix list or distribute list. */
  private List<RoutePolicy> imports(NeighborSettings settings) {
    List<RoutePolicy> all = new ArrayList<>();
    add(all, routeMap(settings.routeMapIn));
    add(all, filterList(settings.filterListIn));
    add(all, prefixList(settings.prefixListIn));
    add(all, distributeList(settings.distributeListIn));
    return all;
  }

  /** In the order of IOS-XE: prefix list or distribute list, filter list, route map. */
  private List<RoutePolicy> exports(NeighborSettings settings) {
    List<RoutePolicy> all = new ArrayList<>();
    add(all, prefixList(settings.prefixListOut));
    add(all, distributeList(settings.distributeListOut));
    add(all, filterList(settings.filterListOut));
    add(all, routeMap(settings.routeMapOut));
    return all;
  }

  private static void add(List<RoutePolicy> all, @Nullable RoutePolicy policy) {
    if (policy != null) {
      all.add(policy);
    }
  }

  private @Nullable RoutePolicy routeMap(NeighborStatement.@Nullable RouteMapPolicy use) {
    return use == null ? null : policies.routeMap(use.name(), use.line());
  }

  private @Nullable RoutePolicy prefixList(NeighborStatement.@Nullable PrefixListPolicy use) {
    return use == null ? null : policies.prefixListPolicy(use.name());
  }

  private @Nullable RoutePolicy filterList(NeighborStatement.@Nullable FilterList use) {
    return use == null ? null : policies.filterListPolicy(use.name());
  }

  private @Nullable RoutePolicy distributeList(NeighborStatement.@Nullable DistributeList use) {
    return use == null ? null : policies.distributeListPolicy(use.name(), use.line());
  }
}
