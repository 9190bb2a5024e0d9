package io.towpath.forwarding.trace;

import io.towpath.forwarding.plane.Cursor;
import io.towpath.net.PacketHeader;

/**
 * All that decides where a packet goes on, except its TTL: two packets in one state go the same
 * ways.
 *
 * @param node node where it is, or −1
 * @param host host where it is, or −1
 * @param ingress interface by which it came, or −1
 * @param vrf VRF in which it is looked up, or −1
 */
record PathState(int node, int host, int ingress, int vrf, PacketHeader header) {
  static PathState of(Cursor c) {
    return new PathState(c.node(), c.host(), c.ingress(), c.vrf(), c.header());
  }
}
