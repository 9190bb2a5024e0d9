package io.towpath.analysis.whatif;

import io.towpath.forwarding.solver.Solution;
import io.towpath.forwarding.trace.Pin;
import io.towpath.forwarding.trace.Place;
import io.towpath.forwarding.trace.Trace;
import io.towpath.forwarding.trace.Tracer;
import io.towpath.forwarding.trace.Walk;
import io.towpath.forwarding.trace.Walker;
import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.net.PacketHeader;
import io.towpath.net.Prefix;
import io.towpath.network.NextHop;
import io.towpath.network.VrfRef;
import io.towpath.routing.Topology;
import io.towpath.routing.live.SessionTable;
import io.towpath.routing.live.TunnelTable;
import io.towpath.routing.rib.Rib;
import io.towpath.routing.rib.RibRoute;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares a network with the same network under failures: the tables, the sessions and tunnels,
 * and every pair of hosts. Nodes that fail are left out of the tables.
 */
public final class WhatIf {
  private final Solution before;
  private final Solution after;
  private final List<Pin> pins;

  /** A comparison; pins that cannot hold any more are without effect. */
  public WhatIf(Solution before, Solution after, List<Pin> pins) {
    this.before = before;
    this.after = after;
    this.pins = List.copyOf(pins);
  }

  /**
   * Compares.
   *
   * @param mostPairs pairs of hosts that are traced at most, in the order of names
   */
  public WhatIfReport compare(int mostPairs) {
    List<PairChange> pairs = new ArrayList<>();
    List<String> asymmetric = new ArrayList<>();
    int compared = comparePairs(mostPairs, pairs, asymmetric);
    return new WhatIfReport(
        routeChanges(),
        pairs,
        compared,
        asymmetric,
        sessions(before, after),
        sessions(after, before),
        tunnels(before, after),
        tunnels(after, before));
  }

  private List<RouteChange> routeChanges() {
    List<RouteChange> changes = new ArrayList<>();
    Topology old = before.topology();
    for (int vrf = 0; vrf < old.vrfCount(); vrf++) {
      VrfRef ref = old.vrfRef(vrf);
      int now = after.topology().vrfId(ref);
      if (now < 0 || after.live().nodesDown().get(after.topology().nodeOfVrf(now))) {
        continue;
      }
      if (old == after.topology() && before.routing().sameTable(vrf, after.routing())) {
        continue;
      }
      compareTables(ref, before.routing().rib(vrf), after.routing().rib(now), changes);
    }
    return changes;
  }

  private static void compareTables(VrfRef vrf, Rib old, Rib now, List<RouteChange> changes) {
    Map<Prefix, TreeSet<String>> oldHops = activeHops(old, new TreeMap<>());
    Map<Prefix, String> why = new TreeMap<>();
    Map<Prefix, TreeSet<String>> newHops = activeHops(now, why);
    Set<Prefix> all = new TreeSet<>(oldHops.keySet());
    all.addAll(newHops.keySet());
    for (Prefix prefix : all) {
      TreeSet<String> from = oldHops.getOrDefault(prefix, new TreeSet<>());
      TreeSet<String> to = newHops.getOrDefault(prefix, new TreeSet<>());
      if (!from.equals(to)) {
        changes.add(
            new RouteChange(
                vrf, prefix, List.copyOf(from), List.copyOf(to), why.getOrDefault(prefix, "")));
      }
    }
  }

  private static Map<Prefix, TreeSet<String>> activeHops(Rib rib, Map<Prefix, String> why) {
    Map<Prefix, TreeSet<String>> hops = new TreeMap<>();
    for (RibRoute route : rib.routes()) {
      if (route.isActive()) {
        TreeSet<String> names = hops.computeIfAbsent(route.prefix(), k -> new TreeSet<>());
        for (NextHop hop : route.nextHops()) {
          names.add(route.routeClass() + " " + describe(hop));
        }
        why.put(route.prefix(), route.why().text());
      }
    }
    return hops;
  }

  private static String describe(NextHop hop) {
    return switch (hop) {
      case NextHop.Via(IpAddress address, String iface, var s) ->
          "via " + address + (iface == null ? "" : " " + iface);
      case NextHop.Attached(String iface, var s) -> "attached " + iface;
      case NextHop.Port(String domain, IpAddress address, var s) -> "to " + address;
      case NextHop.Deliver(String domain, String filter, var s) -> "in " + domain;
      case NextHop.ToGroup(String group, var s) -> "group " + group;
      case NextHop.IntoTunnel(String iface, var s) -> "tunnel " + iface;
      case NextHop.OtherVrf(String vrf, var s) -> "VRF " + vrf;
      case NextHop.Internet(String iface, var s) -> "Internet";
      case NextHop.Discard(boolean silent, var s) -> "discard";
    };
  }

  private int comparePairs(int most, List<PairChange> changes, List<String> asymmetric) {
    Tracer old = new Tracer(new Walker(before), pins);
    Tracer now = new Tracer(new Walker(after), pins);
    int hosts = before.topology().hostCount();
    int compared = 0;
    for (int from = 0; from < hosts; from++) {
      for (int to = 0; to < hosts && compared < most; to++) {
        IpAddress source = before.topology().host(from).address();
        IpAddress target = before.topology().host(to).address();
        int fromNow = after.topology().hostId(before.topology().host(from).name());
        if (from == to
            || fromNow < 0
            || !(source instanceof Ipv4Address && target instanceof Ipv4Address)) {
          continue;
        }
        compared++;
        PacketHeader echo = PacketHeader.echo(source, target);
        Trace was = old.trace(new Place.AtHost(from), echo, false);
        Trace is = now.trace(new Place.AtHost(fromNow), echo, false);
        String fromName = before.topology().host(from).name();
        String toName = before.topology().host(to).name();
        if (is.answered()
            && !PairChange.isSymmetric(is, after.topology().network())
            && (!was.answered() || PairChange.isSymmetric(was, before.topology().network()))) {
          asymmetric.add(fromName + " -> " + toName);
        }
        List<String> linksWere = links(was.forward(), before.topology());
        List<String> linksAre = links(is.forward(), after.topology());
        PairChange.Kind kind = null;
        if (was.answered() != is.answered()) {
          kind = is.answered() ? PairChange.Kind.GAINED : PairChange.Kind.LOST;
        } else if (was.answered() && !(linksWere.equals(linksAre) && samePath(was, is))) {
          kind = PairChange.Kind.CHANGED;
        }
        if (kind != null) {
          changes.add(new PairChange(fromName, toName, kind, was, is, linksWere, linksAre));
        }
      }
    }
    return compared;
  }

  private boolean samePath(Trace was, Trace is) {
    return was.forward().route().equals(is.forward().route())
        && was.forward().last().source().equals(is.forward().last().source())
        && was.back() != null
        && is.back() != null
        && was.back().route().equals(is.back().route())
        && links(was.back(), before.topology()).equals(links(is.back(), after.topology()));
  }

  private static List<String> links(Walk walk, Topology topology) {
    return walk.touched().stream().map(id -> topology.interfaceRef(id).toString()).toList();
  }

  /** Sessions that are up in one solution and not in the other, by the names of their nodes. */
  private static List<String> sessions(Solution up, Solution down) {
    Set<String> there = new HashSet<>();
    describeSessions(down).forEach(there::add);
    return describeSessions(up).stream().filter(name -> !there.contains(name)).sorted().toList();
  }

  private static List<String> describeSessions(Solution solution) {
    List<String> names = new ArrayList<>();
    SessionTable table = solution.routing().sessions();
    BitSet up = solution.live().sessionsUp();
    for (int p = up.nextSetBit(0); p >= 0; p = up.nextSetBit(p + 1)) {
      SessionTable.Pair pair = table.pair(p);
      Topology topology = solution.topology();
      names.add(
          topology.vrfRef(table.end(pair.a()).vrf())
              + " "
              + pair.addressA()
              + " – "
              + topology.vrfRef(table.end(pair.b()).vrf())
              + " "
              + pair.addressB());
    }
    return names;
  }

  private static List<String> tunnels(Solution up, Solution down) {
    Set<String> there = new HashSet<>(describeTunnels(down));
    return describeTunnels(up).stream().filter(name -> !there.contains(name)).sorted().toList();
  }

  private static List<String> describeTunnels(Solution solution) {
    List<String> names = new ArrayList<>();
    TunnelTable table = solution.routing().tunnels();
    BitSet up = solution.live().tunnelsUp();
    for (int p = up.nextSetBit(0); p >= 0; p = up.nextSetBit(p + 1)) {
      TunnelTable.End a = table.end(table.pair(p).a());
      TunnelTable.End b = table.end(table.pair(p).b());
      names.add(
          solution.topology().node(a.node()).name()
              + ":"
              + a.config().name()
              + " – "
              + solution.topology().node(b.node()).name()
              + ":"
              + b.config().name());
    }
    return names;
  }
}
