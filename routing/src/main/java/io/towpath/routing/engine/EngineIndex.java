package io.towpath.routing.engine;

import io.towpath.net.Ipv4Address;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.InterfaceAddress;
import io.towpath.network.LinkKind;
import io.towpath.network.NextHop;
import io.towpath.network.Route;
import io.towpath.network.RouteExchange;
import io.towpath.network.RouteExchange.NextHopRule;
import io.towpath.network.RouteLayer;
import io.towpath.network.Vrf;
import io.towpath.routing.LiveSet;
import io.towpath.routing.Topology;
import io.towpath.routing.bgp.BgpTopology;
import io.towpath.routing.bgp.SessionInput;
import io.towpath.routing.bgp.SpeakerInput;
import io.towpath.routing.live.SessionTable;
import io.towpath.routing.live.TunnelTable;
import io.towpath.routing.ospf.OspfTopology;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a topology determines once for all live sets. Immutable. */
final class EngineIndex {
  final Topology topology;
  final SessionTable sessions;
  final TunnelTable tunnels;
  final BgpTopology bgp;
  final OspfTopology ospf;

  /** Interfaces of each VRF. */
  final int[][] interfacesOf;

  /** OSPF processes of each VRF. */
  final int[][] processesOf;

  /** VRFs that are a stack of layers or decide by rows. */
  final BitSet layered = new BitSet();

  /** VRFs with a static route whose next hop is looked up in the same VRF. */
  final BitSet recursive = new BitSet();

  /** Number of each VRF's table: layered VRFs without anything of their own share one. */
  final int[] groupOf;

  /** A VRF of each group. */
  final int[] memberOf;

  /** Interfaces that the routes of a layered group need. */
  final int[][] interfacesUsedBy;

  /** VRFs whose table without BGP the engine always needs. */
  final BitSet based = new BitSet();

  final int groupCount;

  /** Exchanges into each layer, by name. */
  final Map<String, List<RouteExchange>> exchangesInto = new TreeMap<>();

  EngineIndex(Topology topology) {
    this.topology = topology;
    sessions = SessionTable.of(topology);
    tunnels = TunnelTable.of(topology);
    ospf = OspfTopology.of(topology, tunnels);
    bgp = bgpTopology(topology, sessions);
    interfacesOf = interfacesByVrf(topology);
    processesOf = processesByVrf();
    for (int v = 0; v < topology.vrfCount(); v++) {
      Vrf vrf = topology.vrf(v);
      boolean byRows = !vrf.precedence().rows().isEmpty();
      layered.set(v, byRows || !vrf.layers().isEmpty() || !vrf.precedence().lowestDistanceWins());
      recursive.set(v, vrf.routes().stream().anyMatch(EngineIndex::isRecursive));
    }
    groupOf = new int[topology.vrfCount()];
    groupCount = group();
    memberOf = new int[groupCount];
    for (int v = topology.vrfCount() - 1; v >= 0; v--) {
      memberOf[groupOf[v]] = v;
      based.set(v, !layered.get(v) || hasOwn(v));
    }
    for (RouteExchange exchange : topology.network().exchanges().values()) {
      exchangesInto.computeIfAbsent(exchange.layer(), k -> new ArrayList<>()).add(exchange);
    }
    interfacesUsedBy = interfacesUsed();
  }

  private int[][] interfacesUsed() {
    Map<String, Set<String>> byLayer = new HashMap<>();
    int[][] used = new int[groupCount][];
    for (int group = 0; group < groupCount; group++) {
      int vrf = memberOf[group];
      Set<String> names = new TreeSet<>();
      if (layered.get(vrf)) {
        topology.vrf(vrf).routes().forEach(route -> addInterfaces(route, names));
        for (String layer : topology.vrf(vrf).layers()) {
          names.addAll(byLayer.computeIfAbsent(layer, this::interfacesUsedIn));
        }
      }
      used[group] =
          names.stream().mapToInt(name -> interfaceOf(vrf, name)).filter(i -> i >= 0).toArray();
    }
    return used;
  }

  private Set<String> interfacesUsedIn(String layer) {
    Set<String> names = new TreeSet<>();
    RouteLayer fixed = topology.network().layers().get(layer);
    if (fixed != null) {
      fixed.routes().forEach(route -> addInterfaces(route, names));
    }
    for (RouteExchange exchange : exchangesInto.getOrDefault(layer, List.of())) {
      switch (exchange.nextHop()) {
        case NextHopRule.Unchanged(String iface) -> names.add(iface);
        case NextHopRule.SourcePort _, NextHopRule.OwnerPort _ -> {}
        case NextHopRule.Fixed(NextHop nextHop) -> addInterface(nextHop, names);
      }
    }
    return names;
  }

  private static void addInterfaces(Route route, Set<String> names) {
    if (route.requiresUp() != null) {
      names.add(route.requiresUp());
    }
    addInterface(route.nextHop(), names);
  }

  private static void addInterface(NextHop nextHop, Set<String> names) {
    switch (nextHop) {
      case NextHop.Via(_, var iface, _) -> {
        if (iface != null) {
          names.add(iface);
        }
      }
      case NextHop.Attached(var iface, _) -> names.add(iface);
      case NextHop.IntoTunnel(var iface, _) -> names.add(iface);
      case NextHop.Internet(var iface, _) -> names.add(iface);
      case NextHop.Port _,
          NextHop.Deliver _,
          NextHop.ToGroup _,
          NextHop.OtherVrf _,
          NextHop.Discard _ -> {}
    }
  }

  static boolean isRecursive(Route route) {
    return route.nextHop() instanceof NextHop.Via(_, var iface, _) && iface == null;
  }

  private static BgpTopology bgpTopology(Topology topology, SessionTable sessions) {
    List<SpeakerInput> speakers = new ArrayList<>();
    for (int s = 0; s < sessions.speakerCount(); s++) {
      SessionTable.Speaker speaker = sessions.speaker(s);
      Ipv4Address routerId = speaker.routerId() instanceof Ipv4Address id ? id : new Ipv4Address(0);
      speakers.add(new SpeakerInput(topology.vrfRef(speaker.vrf()), speaker.config(), routerId));
    }
    List<SessionInput> inputs = new ArrayList<>();
    for (int p = 0; p < sessions.pairCount(); p++) {
      SessionTable.Pair pair = sessions.pair(p);
      SessionTable.End a = sessions.end(pair.a());
      SessionTable.End b = sessions.end(pair.b());
      inputs.add(
          new SessionInput(
              a.speaker(),
              a.peer(),
              pair.addressA(),
              b.speaker(),
              b.peer(),
              pair.addressB(),
              pair.direct() ? sharedSubnet(topology, pair) : null));
    }
    return BgpTopology.of(speakers, inputs);
  }

  private static @Nullable Prefix sharedSubnet(Topology topology, SessionTable.Pair pair) {
    for (InterfaceAddress own : topology.iface(pair.ifaceA()).addresses()) {
      if (own.address().equals(pair.addressA())) {
        return own.subnet();
      }
    }
    return null;
  }

  private static int[][] interfacesByVrf(Topology topology) {
    int[] sizes = new int[topology.vrfCount()];
    for (int i = 0; i < topology.interfaceCount(); i++) {
      if (topology.vrfOfInterface(i) >= 0) {
        sizes[topology.vrfOfInterface(i)]++;
      }
    }
    int[][] byVrf = new int[topology.vrfCount()][];
    Arrays.setAll(byVrf, v -> new int[sizes[v]]);
    for (int i = topology.interfaceCount() - 1; i >= 0; i--) {
      int v = topology.vrfOfInterface(i);
      if (v >= 0) {
        byVrf[v][--sizes[v]] = i;
      }
    }
    return byVrf;
  }

  private int[][] processesByVrf() {
    int[][] byVrf = new int[topology.vrfCount()][];
    Arrays.fill(byVrf, new int[0]);
    for (int p = 0; p < ospf.processCount(); p++) {
      int v = ospf.process(p).vrf();
      byVrf[v] = Arrays.copyOf(byVrf[v], byVrf[v].length + 1);
      byVrf[v][byVrf[v].length - 1] = p;
    }
    return byVrf;
  }

  /** VRFs of one node with equal content and nothing of their own share a table. */
  private int group() {
    record Content(int node, Vrf unnamed) {}
    Map<Content, Integer> groups = new HashMap<>();
    int count = 0;
    for (int v = 0; v < topology.vrfCount(); v++) {
      if (!layered.get(v) || hasOwn(v)) {
        groupOf[v] = count++;
        continue;
      }
      Vrf vrf = topology.vrf(v);
      Content content =
          new Content(
              topology.nodeOfVrf(v),
              new Vrf("", vrf.routes(), vrf.layers(), vrf.precedence(), vrf.reach(), Origin.NONE));
      Integer known = groups.putIfAbsent(content, count);
      groupOf[v] = known != null ? known : count++;
    }
    return count;
  }

  /** True for a VRF with a speaker, an OSPF process or an address. */
  private boolean hasOwn(int vrf) {
    return sessions.speakerOf(vrf) >= 0
        || processesOf[vrf].length > 0
        || Arrays.stream(interfacesOf[vrf]).anyMatch(i -> !topology.iface(i).addresses().isEmpty());
  }

  boolean isUp(int iface, LiveSet live) {
    return !live.interfacesDown().get(iface)
        && !live.nodesDown().get(topology.nodeOfInterface(iface));
  }

  /** True if packets leave a tunnel's inner interface only by the tunnel. */
  boolean isTunnel(int iface) {
    return tunnels.endsAt(iface).length > 0 || topology.iface(iface).link() == LinkKind.TUNNEL;
  }

  /** Interface of a node by name, −1 if it does not exist. */
  int interfaceOf(int vrf, String name) {
    return topology.interfaceId(topology.nodeOfVrf(vrf), name);
  }
}
