package io.towpath.forwarding;

import io.towpath.forwarding.plane.Dataplane;
import io.towpath.forwarding.plane.LiveTunnels;
import io.towpath.forwarding.plane.PolicySets;
import io.towpath.forwarding.plane.StaticPlane;
import io.towpath.forwarding.trace.Place;
import io.towpath.forwarding.trace.Walk;
import io.towpath.forwarding.trace.Walker;
import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.net.PacketHeader;
import io.towpath.net.Prefix;
import io.towpath.network.Network;
import io.towpath.routing.LiveSet;
import io.towpath.routing.Topology;
import io.towpath.routing.fib.Fib;
import io.towpath.routing.fib.FibEntry;
import io.towpath.routing.fib.Forward;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A data plane over forwarding tables that a test writes down, without any routing. */
final class HandMadePlane {
  private final Topology topology;
  private final Map<Integer, Table> tables = new HashMap<>();

  HandMadePlane(Network network) {
    topology = Topology.of(network);
  }

  Topology topology() {
    return topology;
  }

  /** Entries in the order of their length: the first that contains an address is the longest. */
  private record Table(List<FibEntry> entries) implements Fib {
    @Override
    public int lookup(int destination) {
      for (int i = 0; i < entries.size(); i++) {
        if (entries.get(i).prefix().contains(new Ipv4Address(destination))) {
          return i;
        }
      }
      return MISS;
    }

    @Override
    public FibEntry entry(int index) {
      return entries.get(index);
    }

    @Override
    public int size() {
      return entries.size();
    }
  }

  int vrf(String node, String name) {
    return topology.vrfId(topology.nodeId(node), name);
  }

  int iface(String place) {
    return topology.interfaceId(Lab.ref(place));
  }

  HandMadePlane route(int vrf, String prefix, Forward... forwards) {
    List<FibEntry> entries =
        new ArrayList<>(tables.getOrDefault(vrf, new Table(List.of())).entries);
    entries.add(new FibEntry(Prefix.parse(prefix), "test", List.of(forwards)));
    entries.sort((x, y) -> Integer.compare(y.prefix().length(), x.prefix().length()));
    tables.put(vrf, new Table(entries));
    return this;
  }

  Dataplane build() {
    BitSet none = new BitSet();
    return new Dataplane(
        new StaticPlane(topology),
        new LiveSet(none, none, none, none, none),
        vrf -> tables.getOrDefault(vrf, new Table(List.of())),
        LiveTunnels.none(topology),
        new PolicySets(topology, (vrf, classes) -> List.of()),
        List.of());
  }

  Walk walk(String node, String vrf, String source, String destination) {
    return new Walker(build())
        .walk(
            new Place.AtNode(topology.nodeId(node), vrf(node, vrf)),
            PacketHeader.echo(IpAddress.parse(source), IpAddress.parse(destination)),
            true);
  }

  /** A packet at r1 whose route leads into {@code Tunnel0}, which is down. */
  static Walk downTunnel(Network network) {
    HandMadePlane plane = new HandMadePlane(network);
    int vrf = plane.vrf("r1", "default");
    return plane
        .route(vrf, "0.0.0.0/0", new Forward.IntoTunnel(plane.iface("r1:Tunnel0")))
        .walk("r1", "default", "10.1.0.1", "10.2.0.10");
  }
}
