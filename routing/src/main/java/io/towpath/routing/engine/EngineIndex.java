package io.towpath.routing.engine;

import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import io.towpath.network.InterfaceAddress;
import io.towpath.network.NextHop;
import io.towpath.network.Route;
import io.towpath.network.RouteExchange;
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
import java.util.TreeMap;
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

  /** Of layered VRFs without protocols or addresses: number of those that share one table. */
  final int[] groupOf;

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
    for (RouteExchange exchange : topology.network().exchanges().values()) {
      exchangesInto.computeIfAbsent(exchange.layer(), k -> new ArrayList<>()).add(exchange);
    }
  }

  static boolean isRecursive(Route route) {
    return route.nextHop() instanceof NextHop.Via(_, var iface, _) && iface == null;
  }

  private static BgpTopology bgpTopology(Topology topology, SessionTable sessions) {
    List<SpeakerInput> speakers = new ArrayList<>();
    for (int s = 0; s < sessions.speakerCount(); s++) {
      SessionTable.Speaker speaker = sessions.speaker(s);
      Ipv4Address routerId =
          speaker.routerId() instanceof Ipv4Address id ? id : new Ipv4Address(0);
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
              new Vrf(
                  "", vrf.routes(), vrf.layers(), vrf.precedence(), io.towpath.net.Origin.NONE));
      Integer known = groups.putIfAbsent(content, count);
      groupOf[v] = known != null ? known : count++;
    }
    return count;
  }

  /** True for a VRF with a speaker, an OSPF process or an address. */
  private boolean hasOwn(int vrf) {
    return sessions.speakerOf(vrf) >= 0
        || processesOf[vrf].length > 0
        || Arrays.stream(interfacesOf[vrf])
            .anyMatch(i -> !topology.iface(i).addresses().isEmpty());
  }

  boolean isUp(int iface, LiveSet live) {
    return !live.interfacesDown().get(iface)
        && !live.nodesDown().get(topology.nodeOfInterface(iface));
  }

  /** True if packets leave a tunnel's inner interface only by the tunnel. */
  boolean isTunnel(int iface) {
    return tunnels.endsAt(iface).length > 0
        || topology.iface(iface).link() == io.towpath.network.LinkKind.TUNNEL;
  }

  /** Interface of a node by name, −1 if it does not exist. */
  int interfaceOf(int vrf, String name) {
    return topology.interfaceId(topology.nodeOfVrf(vrf), name);
  }

  /** Bits of an IPv4 address. */
  static int bits(IpAddress address) {
    return address instanceof Ipv4Address(int bits) ? bits : 0;
  }
}
