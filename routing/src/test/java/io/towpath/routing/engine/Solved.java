package io.towpath.routing.engine;

import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.Failure;
import io.towpath.network.InterfaceRef;
import io.towpath.network.NextHop;
import io.towpath.network.Vrf;
import io.towpath.routing.LiveSet;
import io.towpath.routing.Topology;
import io.towpath.routing.fib.FibEntry;
import io.towpath.routing.live.OperState;
import io.towpath.routing.rib.RibRoute;
import io.towpath.routing.rib.RouteReason;
import io.towpath.testkit.networks.TopologyBuilder;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A network at rest as tests read it: every session and tunnel without obstacle is up. */
record Solved(RoutingEngine engine, OperState oper, RoutingState state) {

  static Solved of(TopologyBuilder net, Failure... failures) {
    return of(RoutingEngine.of(Topology.of(net.build())), null, failures);
  }

  static Solved of(RoutingEngine engine, @Nullable RoutingState previous, Failure... failures) {
    OperState oper =
        OperState.of(engine.topology(), engine.sessions(), engine.tunnels(), List.of(failures));
    return new Solved(engine, oper, engine.solve(live(engine, oper), previous));
  }

  /** The same network with other failures, starting from this state. */
  Solved then(Failure... failures) {
    return of(engine, state, failures);
  }

  static LiveSet live(RoutingEngine engine, OperState oper) {
    BitSet tunnels = new BitSet();
    for (int p = 0; p < engine.tunnels().pairCount(); p++) {
      tunnels.set(p, engine.tunnels().pair(p).obstacles().isEmpty() && !oper.holdsTunnel(p));
    }
    LiveSet lines = oper.live(new BitSet(), tunnels);
    BitSet sessions = new BitSet();
    for (int p = 0; p < engine.sessions().pairCount(); p++) {
      var pair = engine.sessions().pair(p);
      boolean up =
          pair.obstacles().isEmpty()
              && !oper.holdsSession(p)
              && !lines.interfacesDown().get(pair.ifaceA())
              && !lines.interfacesDown().get(pair.ifaceB());
      sessions.set(p, up);
    }
    return oper.live(sessions, tunnels);
  }

  int vrf(String node) {
    return vrf(node, Vrf.DEFAULT);
  }

  int vrf(String node, String vrf) {
    return engine.topology().vrfId(engine.topology().nodeId(node), vrf);
  }

  /** Active routes of a table as {@code class prefix next-hop[,next-hop] distance/metric}. */
  List<String> active(String node) {
    return active(node, Vrf.DEFAULT);
  }

  List<String> active(String node, String vrf) {
    return state.rib(vrf(node, vrf)).routes().stream()
        .filter(RibRoute::isActive)
        .map(Solved::text)
        .toList();
  }

  /** The active routes of some classes. */
  List<String> active(String node, List<String> classes) {
    return state.rib(vrf(node)).routes().stream()
        .filter(r -> r.isActive() && classes.contains(r.routeClass()))
        .map(Solved::text)
        .toList();
  }

  /** All rows of a prefix with their outcome. */
  List<String> rows(String node, String vrf, String prefix) {
    return state.rib(vrf(node, vrf)).at(Prefix.parse(prefix)).stream()
        .map(r -> text(r) + " " + r.outcome())
        .toList();
  }

  /** Why a route of a prefix is as it is. */
  RouteReason why(String node, String prefix) {
    return state.rib(vrf(node)).at(Prefix.parse(prefix)).getFirst().why();
  }

  /** What is not in the table, with the reason. */
  List<String> absent(String node) {
    return state.rib(vrf(node)).absent().stream()
        .map(r -> text(r) + ": " + r.why().text())
        .toList();
  }

  /** Where a packet goes, with interfaces by name. */
  List<String> forwards(String node, String address) {
    return forwards(node, Vrf.DEFAULT, address);
  }

  List<String> forwards(String node, String vrf, String address) {
    FibEntry entry = state.fib(vrf(node, vrf)).match(IpAddress.parse(address));
    return entry == null
        ? List.of("miss")
        : entry.forwards().stream().map(f -> ForwardText.of(engine.topology(), f)).toList();
  }

  static String text(RibRoute route) {
    return route.routeClass()
        + " "
        + route.prefix()
        + " "
        + String.join(",", route.nextHops().stream().map(Solved::text).toList())
        + " "
        + route.distance()
        + "/"
        + route.metric();
  }

  private static String text(NextHop nextHop) {
    return switch (nextHop) {
      case NextHop.Via(IpAddress address, var iface, _) ->
          iface == null ? address.toString() : address + "@" + iface;
      case NextHop.Attached(String iface, _) -> iface;
      case NextHop.Discard _ -> "discard";
      case NextHop.Port(String domain, IpAddress address, _) -> domain + ":" + address;
      case NextHop.Deliver(String domain, _, _) -> domain;
      case NextHop.IntoTunnel(String iface, _) -> "tunnel " + iface;
      case NextHop.OtherVrf(String vrf, _) -> "vrf " + vrf;
      case NextHop.ToGroup(String group, _) -> group;
      case NextHop.Internet(String iface, _) -> "internet " + iface;
    };
  }

  static Failure down(String place) {
    InterfaceRef at = TopologyBuilder.place(place);
    return new Failure.InterfaceDown(at, false);
  }

  static Failure cut(String one, String other) {
    return new Failure.SegmentDown(one + " – " + other);
  }

  static BgpSpeaker.Options multipath(int paths) {
    BgpSpeaker.Options o = BgpSpeaker.Options.IOS;
    return new BgpSpeaker.Options(
        paths,
        paths,
        BgpSpeaker.MultipathAsPath.SAME_LENGTH,
        true,
        o.alwaysCompareMed(),
        o.compareRouterId(),
        o.defaultLocalPreference(),
        o.clusterId(),
        o.externalDistance(),
        o.internalDistance(),
        o.localDistance());
  }
}
