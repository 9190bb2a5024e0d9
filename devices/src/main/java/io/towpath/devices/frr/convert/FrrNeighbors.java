package io.towpath.devices.frr.convert;

import io.towpath.devices.frr.FrrKinds;
import io.towpath.devices.frr.FrrLine;
import io.towpath.net.AddressFamily;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.network.AsPathList;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpPeer.NextHopMode;
import io.towpath.network.PrefixList;
import io.towpath.network.RoutePolicy;
import io.towpath.network.RoutePolicy.Match;
import io.towpath.network.RoutePolicy.Term;
import io.towpath.network.Secret;
import io.towpath.network.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Neighbors of one speaker, with peer groups resolved. */
final class FrrNeighbors {
  private static final int ANY_DISTANCE = 255;

  private final FrrReading reading;
  private final FrrLists lists;
  private final RouteMapPolicies policies;
  private final long asn;

  private final Map<String, List<FrrLine>> byName = new LinkedHashMap<>();

  FrrNeighbors(FrrReading reading, FrrLists lists, RouteMapPolicies policies, long asn) {
    this.reading = reading;
    this.lists = lists;
    this.policies = policies;
    this.asn = asn;
  }

  /** Takes a {@code neighbor} line of the session or of IPv4 unicast. */
  void add(FrrLine line) {
    byName.computeIfAbsent(line.word(1), _ -> new ArrayList<>()).add(line);
  }

  /** What the speaker says for all of them. */
  record Defaults(boolean active, boolean requiresPolicy, Timers timers) {}

  /** The peers in the order of the file. */
  List<BgpPeer> convert(Defaults defaults) {
    List<BgpPeer> peers = new ArrayList<>();
    byName.forEach(
        (name, lines) -> {
          if (!FrrLine.isAddress(name)) {
            notByAddress(lines);
            return;
          }
          NeighborDraft draft = draft(lines);
          Long remote = draft.remoteInternal ? Long.valueOf(asn) : draft.remoteAs;
          if (remote == null) {
            reading.remark(
                FrrKinds.NEIGHBOR_WITHOUT_AS,
                draft.remoteLine != null ? draft.remoteLine : draft.first,
                "The neighbor " + name + " has no AS number; its session is left out.",
                "Write \"neighbor " + name + " remote-as\" with the number of the peer's AS.");
          } else {
            peers.add(peer(IpAddress.parse(name), remote, draft, defaults));
          }
        });
    return peers;
  }

  /** Peer groups are read with their members; unnumbered and IPv6 sessions are not modelled. */
  private void notByAddress(List<FrrLine> lines) {
    boolean group =
        lines.stream().anyMatch(line -> line.count() == 3 && line.word(2).equals("peer-group"));
    for (FrrLine line : lines) {
      if (group) {
        reading.read(line, new NeighborDraft(line)::accept);
      } else {
        reading.unsupported(line);
      }
    }
  }

  private NeighborDraft draft(List<FrrLine> own) {
    NeighborDraft draft = new NeighborDraft(own.getFirst());
    for (FrrLine line : own) {
      if (line.word(2).equals("peer-group") && line.count() == 4 && !line.negated()) {
        for (FrrLine inherited : byName.getOrDefault(line.word(3), List.of())) {
          tryAccept(draft, inherited);
        }
      }
    }
    own.forEach(line -> reading.read(line, draft::accept));
    return draft;
  }

  /** A line of a group was noted where the group stands. */
  private static void tryAccept(NeighborDraft draft, FrrLine line) {
    try {
      draft.accept(line);
    } catch (IllegalArgumentException _) {
      // Noted as unsupported with the group itself.
    }
  }

  private BgpPeer peer(IpAddress address, long remote, NeighborDraft draft, Defaults defaults) {
    boolean external = remote != (draft.localAs == null ? asn : draft.localAs);
    boolean active = draft.active == null ? defaults.active() : draft.active;
    String source = draft.updateSource;
    IpAddress local = source != null && FrrLine.isAddress(source) ? IpAddress.parse(source) : null;
    return new BgpPeer(
        address,
        remote,
        draft.localAs,
        draft.localAs == null ? BgpPeer.LocalAsMode.PREPEND : draft.localAsMode,
        new BgpPeer.Transport(
            local,
            local == null ? source : null,
            external ? draft.ttl : ANY_DISTANCE,
            external && draft.ttl == 1 && draft.connectedCheck,
            draft.password == null ? new Secret.Absent() : new Secret.Known(draft.password),
            !draft.passive,
            draft.shutdown,
            timers(draft, defaults.timers())),
        active ? List.of(family(external, draft, defaults)) : List.of(),
        null,
        reading.origin(draft.first));
  }

  private static Timers timers(NeighborDraft draft, Timers defaults) {
    boolean own = draft.keepalive != null;
    Timers timers =
        new Timers(
            own ? Duration.ofSeconds(draft.hold) : defaults.hold(),
            draft.keepalive != null ? Duration.ofSeconds(draft.keepalive) : defaults.keepalive(),
            draft.connectRetry != null
                ? Duration.ofSeconds(draft.connectRetry)
                : defaults.connectRetry(),
            null,
            0);
    return draft.bfd
        ? timers.withBfd(Duration.ofMillis(draft.bfdMillis), draft.bfdMultiplier)
        : timers;
  }

  private BgpPeer.Family family(boolean external, NeighborDraft draft, Defaults defaults) {
    List<RoutePolicy> imports = imports(draft);
    List<RoutePolicy> exports = exports(draft);
    if (external && defaults.requiresPolicy()) {
      // RFC 8212, on by default since FRR 7.4.
      if (!filters(draft.mapIn, draft.prefixesIn, draft.pathsIn, draft.routesIn)) {
        imports = List.of(refuse(draft, "in"));
      }
      if (!filters(draft.mapOut, draft.prefixesOut, draft.pathsOut, draft.routesOut)) {
        exports = List.of(refuse(draft, "out"));
      }
    }
    FrrLine map = draft.defaultMap;
    return new BgpPeer.Family(
        AddressFamily.IPV4,
        imports,
        exports,
        draft.limit,
        draft.limitWarns,
        nextHop(draft),
        draft.reflectorClient,
        draft.removePrivate,
        draft.allowOwnAs,
        draft.asOverride,
        draft.weight,
        draft.sendCommunity,
        draft.defaultOriginate,
        map == null ? null : policies.policy(map.word(4), map),
        draft.keepsReceived);
  }

  private static boolean filters(@Nullable FrrLine... lines) {
    for (FrrLine line : lines) {
      if (line != null) {
        return true;
      }
    }
    return false;
  }

  private RoutePolicy refuse(NeighborDraft draft, String direction) {
    reading.remark(
        FrrKinds.NO_POLICY,
        draft.first,
        "The eBGP neighbor "
            + draft.first.word(1)
            + " has no policy "
            + direction
            + "; with \"bgp ebgp-requires-policy\", the default, no route passes.",
        "Add a route map, or \"no bgp ebgp-requires-policy\".");
    return RoutePolicy.denyAll("ebgp-requires-policy " + direction, reading.origin(draft.first));
  }

  private static NextHopMode nextHop(NeighborDraft draft) {
    if (draft.nextHopSelf) {
      return draft.nextHopSelfForce ? NextHopMode.SELF_ALL : NextHopMode.SELF;
    }
    return draft.nextHopUnchanged ? NextHopMode.UNCHANGED : NextHopMode.DEFAULT;
  }

  /** In the order of FRR: the lists, then the route map. */
  private List<RoutePolicy> imports(NeighborDraft draft) {
    List<RoutePolicy> all = new ArrayList<>();
    lists(all, draft.routesIn, draft.prefixesIn, draft.pathsIn);
    if (draft.mapIn != null) {
      for (String map : policies.chain(draft.mapIn.word(3))) {
        if (!policies.onlyMarks(map)) {
          all.add(policies.policy(map, draft.mapIn));
        }
      }
    }
    return all;
  }

  private List<RoutePolicy> exports(NeighborDraft draft) {
    List<RoutePolicy> all = new ArrayList<>();
    lists(all, draft.routesOut, draft.prefixesOut, draft.pathsOut);
    if (draft.mapOut != null) {
      for (String map : policies.chain(draft.mapOut.word(3))) {
        all.add(policies.policy(map, draft.mapOut));
      }
    }
    return all;
  }

  private void lists(
      List<RoutePolicy> all,
      @Nullable FrrLine routes,
      @Nullable FrrLine prefixes,
      @Nullable FrrLine paths) {
    if (routes != null) {
      Match match = lists.routesIn(routes.word(3));
      if (match == null) {
        reading.unsupported(routes);
      } else {
        all.add(ofMatch(routes, match));
      }
    }
    if (prefixes != null) {
      PrefixList list = lists.prefixList(prefixes.word(3));
      all.add(
          ofMatch(
              prefixes, list == null ? new Match.Never() : new Match.InPrefixList(List.of(list))));
    }
    if (paths != null) {
      AsPathList list = lists.asPathList(paths.word(3));
      all.add(
          ofMatch(paths, list == null ? new Match.Never() : new Match.InAsPathList(List.of(list))));
    }
  }

  private RoutePolicy ofMatch(FrrLine use, Match match) {
    Origin origin = reading.origin(use);
    return new RoutePolicy(
        use.word(2) + " " + use.word(3),
        List.of(new Term(10, true, List.of(match), List.of(), origin)),
        origin);
  }
}
