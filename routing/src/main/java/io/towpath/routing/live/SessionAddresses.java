package io.towpath.routing.live;

import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.BgpPeer;
import io.towpath.network.InterfaceAddress;
import io.towpath.network.NextHop;
import io.towpath.network.Route;
import io.towpath.routing.Topology;
import io.towpath.routing.live.SessionTable.End;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which addresses session ends may speak from, and who owns those that they call. */
final class SessionAddresses {
  private final Topology topology;
  private final int[][] interfacesOfVrf;

  /** By VRF, the neighbours that written host routes name, with the interface towards each. */
  private final Map<Integer, Map<IpAddress, List<Integer>>> written = new HashMap<>();

  SessionAddresses(Topology topology) {
    this.topology = topology;
    interfacesOfVrf = interfacesByVrf(topology);
  }

  private static int[][] interfacesByVrf(Topology topology) {
    int[] counts = new int[topology.vrfCount()];
    for (int i = 0; i < topology.interfaceCount(); i++) {
      if (topology.vrfOfInterface(i) >= 0) {
        counts[topology.vrfOfInterface(i)]++;
      }
    }
    int[][] byVrf = Arrays.stream(counts).mapToObj(int[]::new).toArray(int[][]::new);
    for (int i = topology.interfaceCount() - 1; i >= 0; i--) {
      int vrf = topology.vrfOfInterface(i);
      if (vrf >= 0) {
        byVrf[vrf][--counts[vrf]] = i;
      }
    }
    return byVrf;
  }

  /** Who owns an address on a segment where the end's VRF sees it as a neighbour. */
  int[] ownersOnOwnSegments(End a, IpAddress p) {
    return Arrays.stream(interfacesOfVrf[a.vrf()])
        .filter(own -> topology.segmentOf(own) >= 0)
        .filter(own -> covers(own, p) || isWrittenNeighbour(a.vrf(), own, p))
        .flatMap(own -> Arrays.stream(topology.members(topology.segmentOf(own))))
        .filter(member -> owns(member, p))
        .sorted()
        .distinct()
        .toArray();
  }

  /** True if a host route says that an address outside the subnets is a neighbour there. */
  private boolean isWrittenNeighbour(int vrf, int iface, IpAddress p) {
    return written
        .computeIfAbsent(vrf, this::writtenNeighbours)
        .getOrDefault(p, List.of())
        .contains(iface);
  }

  private Map<IpAddress, List<Integer>> writtenNeighbours(int vrf) {
    Map<IpAddress, List<Integer>> neighbours = new HashMap<>();
    for (Route route : topology.vrf(vrf).routes()) {
      if (route.nextHop() instanceof NextHop.Via(IpAddress address, String out, _)
          && out != null
          && route.prefix().equals(Prefix.host(address))) {
        neighbours
            .computeIfAbsent(address, k -> new ArrayList<>())
            .add(topology.interfaceId(topology.nodeOfVrf(vrf), out));
      }
    }
    return neighbours;
  }

  /**
   * Addresses that an end may speak from when it calls {@code p}: the configured source; else that
   * of the connected subnet; else any of its VRF, as the egress decides.
   */
  List<IpAddress> addressesToward(End end, IpAddress p) {
    IpAddress fixed = fixedSource(end);
    if (fixed != null) {
      return List.of(fixed);
    }
    if (end.peer().transport().updateSource() != null) {
      return List.of();
    }
    List<IpAddress> connected = new ArrayList<>();
    List<IpAddress> all = new ArrayList<>();
    for (InterfaceAddress own : addressesOf(end.vrf())) {
      all.add(own.address());
      if (own.subnet().contains(p)) {
        connected.add(own.address());
      }
    }
    return connected.isEmpty() ? all : connected;
  }

  /** The configured source of an end; null if there is none, or if its interface has no address. */
  @Nullable IpAddress fixedSource(End end) {
    BgpPeer.Transport transport = end.peer().transport();
    if (transport.localAddress() != null) {
      return transport.localAddress();
    }
    if (transport.updateSource() == null) {
      return null;
    }
    int iface = topology.interfaceId(end.node(), transport.updateSource());
    return iface < 0 ? null : topology.iface(iface).primaryAddress();
  }

  /** All addresses of a VRF, by interface. */
  List<InterfaceAddress> addressesOf(int vrf) {
    List<InterfaceAddress> addresses = new ArrayList<>();
    for (int iface : interfacesOfVrf[vrf]) {
      addresses.addAll(topology.iface(iface).addresses());
    }
    return addresses;
  }

  /** True if a subnet of an interface holds an address. */
  boolean covers(int iface, IpAddress address) {
    for (InterfaceAddress own : topology.iface(iface).addresses()) {
      if (own.subnet().contains(address)) {
        return true;
      }
    }
    return false;
  }

  /** The interface of a VRF that has an address, or −1. */
  int ownerIn(IpAddress address, int vrf) {
    for (int iface : interfacesOfVrf[vrf]) {
      if (owns(iface, address)) {
        return iface;
      }
    }
    return -1;
  }

  private boolean owns(int iface, IpAddress address) {
    for (InterfaceAddress own : topology.iface(iface).addresses()) {
      if (own.address().equals(address)) {
        return true;
      }
    }
    return false;
  }
}
