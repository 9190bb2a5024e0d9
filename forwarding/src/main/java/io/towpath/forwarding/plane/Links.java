package io.towpath.forwarding.plane;

import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.network.Host;
import io.towpath.network.InterfaceAddress;
import io.towpath.routing.Topology;

/**
 * Who is on the other side of an interface: the layer 2 of the network as look-ups. Fixed for a
 * topology; whether the neighbour is up is asked elsewhere.
 *
 * <p>A neighbour is one {@code int}: an interface id, or {@code -2 - host}; −1 is nobody.
 */
final class Links {
  static final int NOBODY = -1;

  private final Topology topology;
  private final LongIntMap owners = new LongIntMap();
  private final int[] sole;
  private final boolean[] soleAnswersAll;

  Links(Topology topology) {
    this.topology = topology;
    sole = new int[topology.interfaceCount()];
    soleAnswersAll = new boolean[sole.length];
    for (int iface = 0; iface < sole.length; iface++) {
      sole[iface] = findSole(iface);
      soleAnswersAll[iface] = sole[iface] >= 0 && topology.iface(sole[iface]).answersAllArp();
      for (InterfaceAddress address : topology.iface(iface).addresses()) {
        own(iface, address.address(), iface);
      }
      for (int host : topology.hostsAt(iface)) {
        Host attached = topology.host(host);
        for (IpAddress address : attached.addresses()) {
          own(iface, address, -2 - host);
        }
      }
    }
  }

  static boolean isHost(int neighbour) {
    return neighbour <= -2;
  }

  static int host(int neighbour) {
    return -2 - neighbour;
  }

  private void own(int iface, IpAddress address, int neighbour) {
    if (address instanceof Ipv4Address(int bits)) {
      owners.putIfAbsent(key(iface, bits), neighbour);
    }
  }

  /** Interfaces of one segment share a key space; one without a segment has its own. */
  long key(int iface, int address) {
    int segment = topology.segmentOf(iface);
    long space = segment >= 0 ? segment : (long) topology.segmentCount() + iface;
    return space << 32 | address & 0xFFFF_FFFFL;
  }

  private int findSole(int iface) {
    int found = NOBODY;
    int segment = topology.segmentOf(iface);
    if (segment >= 0) {
      for (int member : topology.members(segment)) {
        if (member != iface && (found != NOBODY || topology.hostsAt(member).length > 0)) {
          return NOBODY;
        }
        found = member == iface ? found : member;
      }
    }
    for (int host : topology.hostsAt(iface)) {
      if (found != NOBODY) {
        return NOBODY;
      }
      found = -2 - host;
    }
    return found;
  }

  /** The only other participant of the link, or {@link #NOBODY} if there are none or several. */
  int sole(int iface) {
    return sole[iface];
  }

  /** True if the other side answers ARP for every address. */
  boolean answersAll(int iface) {
    return soleAnswersAll[iface];
  }

  /** Interface or host that is configured with an address on the link, {@link #NOBODY} if none. */
  int configured(int iface, int address) {
    int owner = owners.get(key(iface, address));
    return owner == LongIntMap.ABSENT ? NOBODY : owner;
  }
}
