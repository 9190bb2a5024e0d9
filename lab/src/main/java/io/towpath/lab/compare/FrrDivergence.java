package io.towpath.lab.compare;

import io.towpath.forwarding.solver.Solution;
import io.towpath.lab.plan.Daemon;
import io.towpath.lab.plan.LabPlan;
import io.towpath.lab.plan.Space;
import io.towpath.net.AddressFamily;
import io.towpath.net.Asn;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.NextHop;
import io.towpath.network.Node;
import io.towpath.network.Route;
import io.towpath.network.RouteClass;
import io.towpath.network.RoutePolicy;
import io.towpath.routing.Topology;
import io.towpath.routing.bgp.AsPath;
import io.towpath.routing.bgp.BgpRoute;
import io.towpath.routing.bgp.LocRibEntry;
import io.towpath.routing.live.SessionTable;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Prefixes whose routes FRR changes in another way than IOS-XE, so that the tables of every router
 * further on may differ too. Worked out once per solution.
 */
final class FrrDivergence {

  /** What FRR does differently. */
  enum Kind {
    /** It names a peer the peer's own address as next hop. */
    NEXT_HOP_OF_THE_RECEIVER,
    /** It aggregates over all paths that it has, not over the best ones. */
    AGGREGATE_OF_ALL_PATHS,
    /** It takes another's route for its own aggregate, and makes none. */
    AGGREGATE_OF_ANOTHER,
    /** It empties a private path that holds the receiver's ASN. */
    PRIVATE_PATH_OF_THE_RECEIVER,
    /** It leaves its own private ASN out behind the one that it presents. */
    PRIVATE_ASN_BEHIND_LOCAL_AS,
    /** It removes and overrides ASNs before its route map, which reads the path. */
    POLICY_AFTER_REMOVAL,
    /** It gives an external route of OSPF a forwarding address where IOS-XE gives none. */
    FORWARDING_ADDRESS,
    /** It sends a route back to its sender without the ASN by which that would know it. */
    RETURNED_WITHOUT_ITS_ASN,
    /**
     * It leaves an AS set of private ASNs empty when it removes them; the peer closes the session.
     */
    EMPTIED_AS_SET,
    /** It keeps a static route whose next hop only the route itself leads to any more. */
    STATIC_THROUGH_ITSELF,
    /** It leaves internal peers the next hop of the best of several eBGP paths. */
    NEXT_HOP_OF_SEVERAL
  }

  private final Map<Kind, Set<Prefix>> prefixes = new EnumMap<>(Kind.class);
  private final Set<Prefix> aggregates = new HashSet<>();

  /** Aggregates of all paths with an AS set, and what FRR may have in it beyond the prediction. */
  private final Map<Prefix, Set<Long>> widened = new HashMap<>();

  private final UnderlyingRoutes underlying;
  private final OverSessions overEmptied;

  FrrDivergence(
      Solution solution,
      LabPlan plan,
      Collection<TableRows> predicted,
      Collection<TableRows> observed) {
    underlying = new UnderlyingRoutes(predicted, observed);
    for (Kind kind : Kind.values()) {
      prefixes.put(kind, new TreeSet<>());
    }
    SessionTable sessions = solution.routing().sessions();
    Set<Integer> frr = vrfsOfFrr(solution.topology(), plan);
    for (int i = 0; i < sessions.speakerCount(); i++) {
      SessionTable.Speaker speaker = sessions.speaker(i);
      if (!frr.contains(speaker.vrf())) {
        continue;
      }
      speaker.config().aggregates().forEach(aggregate -> aggregates.add(aggregate.prefix()));
      List<LocRibEntry> table = solution.routing().bgp().locRib(speaker.id());
      findWideAggregates(solution, speaker, table);
      findTakenAggregates(table);
      findEmptiedPaths(solution, speaker, table);
      findHiddenAsn(solution, speaker, table);
      findRewrittenPaths(solution, speaker, table);
      findDisguised(solution, speaker, table);
      findSeveral(solution, speaker, table);
    }
    Places places = new Places(solution.topology(), plan);
    EmptiedSets emptied = new EmptiedSets(solution, widened);
    overEmptied = new OverSessions(solution, places, emptied.sessions(frr), observed);
    overEmptied.prefixes().forEach(prefix -> add(Kind.EMPTIED_AS_SET, prefix));
    frr.forEach(vrf -> findSelfResolving(solution, vrf));
    ForwardingAddresses.named(solution, frr)
        .forEach(prefix -> add(Kind.FORWARDING_ADDRESS, prefix));
    findReceiversNextHops(solution, plan, predicted, observed);
  }

  /** VRFs whose BGP is FRR's. */
  private static Set<Integer> vrfsOfFrr(Topology topology, LabPlan plan) {
    Set<Integer> vrfs = new HashSet<>();
    for (Daemon daemon : plan.daemons()) {
      Space space = plan.space(daemon.space());
      int node = topology.nodeId(space.node());
      if (daemon.kind() == Daemon.Kind.BGPD && node >= 0 && space.vrf() != null) {
        vrfs.add(topology.vrfId(node, space.vrf()));
      }
    }
    return vrfs;
  }

  /**
   * True if a route is for one of the prefixes, lies within one (its next hop may resolve through
   * it) or is an aggregate that may be made of one. A default route reaches itself only.
   */
  boolean reaches(Kind kind, Prefix prefix) {
    return prefixes.getOrDefault(kind, Set.of()).stream()
        .anyMatch(
            each ->
                each.equals(prefix)
                    || each.length() > 0 && lies(prefix, each)
                    || aggregates.contains(prefix) && lies(each, prefix));
  }

  /** True if the session of a place with a peer is closed over an AS set without members. */
  boolean closes(String place, String peer) {
    return overEmptied.has(place, peer);
  }

  /**
   * True if a next hop of a route is looked up, at a place, in a route of one of the prefixes that
   * differs there.
   */
  boolean carries(Kind kind, String place, Prefix prefix) {
    return underlying.unlike(place, prefix).stream().anyMatch(each -> reaches(kind, each));
  }

  private static boolean lies(Prefix inner, Prefix outer) {
    return inner.length() > outer.length() && outer.contains(inner.network());
  }

  private void add(Kind kind, Prefix prefix) {
    prefixes.computeIfAbsent(kind, _ -> new TreeSet<>()).add(prefix);
  }

  /**
   * Aggregates with a contributor whose other paths say more than the best one; one of them may be
   * the best one itself as a peer sent it back, if the speaker takes its own ASN from there.
   */
  private void findWideAggregates(
      Solution solution, SessionTable.Speaker speaker, List<LocRibEntry> table) {
    boolean takesBack =
        livePeers(solution, speaker).stream()
            .map(peer -> peer.family(AddressFamily.IPV4))
            .anyMatch(family -> family != null && family.allowOwnAs() > 0);
    for (BgpSpeaker.Aggregate aggregate : speaker.config().aggregates()) {
      for (LocRibEntry entry : table) {
        BgpRoute best = entry.best();
        if (best != null
            && entry.prefix().length() > aggregate.prefix().length()
            && aggregate.prefix().contains(entry.prefix().network())
            && (takesBack && aggregate.asSet()
                || entry.paths().stream().anyMatch(path -> adds(path.route(), best, aggregate)))) {
          add(Kind.AGGREGATE_OF_ALL_PATHS, aggregate.prefix());
          if (aggregate.asSet()) {
            Set<Long> members = widened.computeIfAbsent(aggregate.prefix(), _ -> new TreeSet<>());
            entry.paths().forEach(path -> members.addAll(asns(path.route().asPath())));
          }
        }
      }
    }
  }

  private static boolean adds(BgpRoute route, BgpRoute best, BgpSpeaker.Aggregate aggregate) {
    boolean inSet =
        asns(best.asPath()).containsAll(asns(route.asPath()))
            && best.communities().containsAll(route.communities());
    return route.origin() != best.origin() || aggregate.asSet() && !inSet;
  }

  /** Own aggregates beside a route of another that has the same attributes. */
  private void findTakenAggregates(List<LocRibEntry> table) {
    for (LocRibEntry entry : table) {
      for (LocRibEntry.Path own : entry.paths()) {
        if (own.route().aggregate()
            && entry.paths().stream().anyMatch(path -> looksLike(path.route(), own.route()))) {
          add(Kind.AGGREGATE_OF_ANOTHER, entry.prefix());
        }
      }
    }
  }

  private static boolean looksLike(BgpRoute route, BgpRoute aggregate) {
    return !route.aggregate()
        && route.origin() == aggregate.origin()
        && route.asPath().equals(aggregate.asPath())
        && route.communities().equals(aggregate.communities());
  }

  /** Static routes with a next hop of their own prefix that are not in the table. */
  private void findSelfResolving(Solution solution, int vrf) {
    for (Route route : solution.topology().vrf(vrf).routes()) {
      // zebra resolves nothing through a default route unless it is told to.
      if (route.prefix().length() > 0
          && route.nextHop() instanceof NextHop.Via(IpAddress address, String iface, _)
          && iface == null
          && route.prefix().contains(address)
          && solution.routing().rib(vrf).at(route.prefix()).stream()
              .noneMatch(one -> one.isActive() && one.routeClass().equals(RouteClass.STATIC))) {
        add(Kind.STATIC_THROUGH_ITSELF, route.prefix());
      }
    }
  }

  /** Prefixes with several eBGP paths in use, where an internal peer gets the own address. */
  private void findSeveral(
      Solution solution, SessionTable.Speaker speaker, List<LocRibEntry> table) {
    if (Collections.disjoint(livePeers(solution, speaker), speaker.config().multipathSelfPeers())) {
      return;
    }
    for (LocRibEntry entry : table) {
      BgpRoute best = entry.best();
      if (best != null
          && best.source() == RoutePolicy.Source.EBGP
          && entry.paths().stream()
              .anyMatch(path -> path.standing() == LocRibEntry.Standing.MULTIPATH)) {
        add(Kind.NEXT_HOP_OF_SEVERAL, entry.prefix());
      }
    }
  }

  /** Peers of a speaker whose sessions are up. */
  private static List<BgpPeer> livePeers(Solution solution, SessionTable.Speaker speaker) {
    return LiveEnd.of(solution, speaker.id()).stream().map(LiveEnd::peer).toList();
  }

  /** Prefixes that a speaker has from a peer whose ASN it overrides in all that it sends there. */
  private void findDisguised(
      Solution solution, SessionTable.Speaker speaker, List<LocRibEntry> table) {
    Set<Integer> disguising = new HashSet<>();
    for (LiveEnd end : LiveEnd.of(solution, speaker.id())) {
      BgpPeer peer = end.peer();
      BgpPeer.Family family = peer.family(AddressFamily.IPV4);
      if (family != null && peer.remoteAsn() != speaker.config().asn() && family.asOverride()) {
        disguising.add(end.bgpEnd());
      }
    }
    for (LocRibEntry entry : table) {
      if (entry.best() != null && disguising.contains(entry.paths().getFirst().end())) {
        add(Kind.RETURNED_WITHOUT_ITS_ASN, entry.prefix());
      }
    }
  }

  private void findEmptiedPaths(
      Solution solution, SessionTable.Speaker speaker, List<LocRibEntry> table) {
    for (BgpPeer peer : livePeers(solution, speaker)) {
      BgpPeer.Family family = peer.family(AddressFamily.IPV4);
      if (family != null && EmptiedSets.EMPTYING.contains(family.removePrivate())) {
        for (LocRibEntry entry : table) {
          BgpRoute best = entry.best();
          Set<Long> asns = best == null ? Set.of() : asns(best.asPath());
          if (asns.contains(peer.remoteAsn()) && asns.stream().allMatch(Asn::isPrivate)) {
            add(Kind.PRIVATE_PATH_OF_THE_RECEIVER, entry.prefix());
          }
        }
      }
    }
  }

  /** All that goes to a peer before which local-as and any form of remove-private-AS meet. */
  private void findHiddenAsn(
      Solution solution, SessionTable.Speaker speaker, List<LocRibEntry> table) {
    for (BgpPeer peer : livePeers(solution, speaker)) {
      BgpPeer.Family family = peer.family(AddressFamily.IPV4);
      boolean shown = peer.localAsn() != null && peer.localAsMode() != BgpPeer.LocalAsMode.REPLACE;
      if (family != null
          && shown
          && family.removePrivate() != BgpPeer.RemovePrivate.NO
          && Asn.isPrivate(speaker.config().asn())) {
        table.forEach(entry -> add(Kind.PRIVATE_ASN_BEHIND_LOCAL_AS, entry.prefix()));
        if (family.defaultOriginate()) {
          add(Kind.PRIVATE_ASN_BEHIND_LOCAL_AS, Prefix.DEFAULT_IPV4);
        }
      }
    }
  }

  /** Prefixes whose path is changed on the way to a policy that looks at it. */
  private void findRewrittenPaths(
      Solution solution, SessionTable.Speaker speaker, List<LocRibEntry> table) {
    for (BgpPeer peer : livePeers(solution, speaker)) {
      BgpPeer.Family family = peer.family(AddressFamily.IPV4);
      if (family != null && family.exports().stream().anyMatch(RoutePolicy::dependsOnPath)) {
        boolean removes = family.removePrivate() != BgpPeer.RemovePrivate.NO;
        for (LocRibEntry entry : table) {
          BgpRoute best = entry.best();
          Set<Long> asns = best == null ? Set.of() : asns(best.asPath());
          if (removes && asns.stream().anyMatch(Asn::isPrivate)
              || family.asOverride() && asns.contains(peer.remoteAsn())) {
            add(Kind.POLICY_AFTER_REMOVAL, entry.prefix());
          }
        }
      }
    }
  }

  /** Looks in what was received for next hops that name the receiver. */
  private void findReceiversNextHops(
      Solution solution,
      LabPlan plan,
      Collection<TableRows> predicted,
      Collection<TableRows> observed) {
    Map<String, Set<String>> addresses = addresses(solution.topology(), plan);
    Map<String, TableRows> expected = new HashMap<>();
    predicted.stream()
        .filter(table -> table.kind() == TableKind.RECEIVED)
        .forEach(table -> expected.put(table.place(), table));
    for (TableRows table : observed) {
      TableRows other = expected.get(table.place());
      if (table.kind() == TableKind.RECEIVED && other != null) {
        for (Row row : table.rows().values()) {
          Row left = other.rows().get(row.key());
          String hop = row.value("nextHop");
          if (left != null
              && !left.value("nextHop").equals(hop)
              && addresses.getOrDefault(table.place(), Set.of()).contains(hop)) {
            add(Kind.NEXT_HOP_OF_THE_RECEIVER, Prefix.parse(String.valueOf(row.fact(Row.PREFIX))));
          }
        }
      }
    }
  }

  private static Map<String, Set<String>> addresses(Topology topology, LabPlan plan) {
    Map<String, Set<String>> addresses = new HashMap<>();
    for (Space space : plan.spaces()) {
      int node = topology.nodeId(space.node());
      if (node >= 0 && space.vrf() != null && topology.vrfId(node, space.vrf()) >= 0) {
        addresses.put(space.label(), addresses(topology.node(node)));
      }
    }
    return addresses;
  }

  private static Set<String> addresses(Node node) {
    Set<String> own = new HashSet<>();
    node.interfaces().stream()
        .flatMap(iface -> iface.addresses().stream())
        .forEach(address -> own.add(address.address().toString()));
    return own;
  }

  private static Set<Long> asns(AsPath path) {
    Set<Long> asns = new HashSet<>();
    for (AsPath.Segment segment : path.segments()) {
      switch (segment) {
        case AsPath.Sequence(List<Long> members) -> asns.addAll(members);
        case AsPath.Set(List<Long> members) -> asns.addAll(members);
      }
    }
    return asns;
  }
}
