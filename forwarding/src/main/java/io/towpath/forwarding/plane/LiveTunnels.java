package io.towpath.forwarding.plane;

import io.towpath.routing.Topology;
import java.util.Arrays;

/**
 * The tunnels that are up, by the id of an inner interface. The arrays are not copied and must not
 * be modified.
 *
 * @param peer inner interface of the far end, or −1
 * @param latencyNanos one way through the underlay to the far end, or −1 if unknown
 */
public record LiveTunnels(int[] peer, long[] latencyNanos) {

  /** No tunnel is up. */
  public static LiveTunnels none(Topology topology) {
    int[] peer = new int[topology.interfaceCount()];
    long[] latency = new long[peer.length];
    Arrays.fill(peer, -1);
    Arrays.fill(latency, -1);
    return new LiveTunnels(peer, latency);
  }

  /** Joins two inner interfaces. */
  public void join(int a, int b, long nanosFromA, long nanosFromB) {
    peer[a] = b;
    peer[b] = a;
    latencyNanos[a] = nanosFromA;
    latencyNanos[b] = nanosFromB;
  }
}
