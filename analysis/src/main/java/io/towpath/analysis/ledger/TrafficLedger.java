package io.towpath.analysis.ledger;

import io.towpath.forwarding.trace.Trace;
import io.towpath.forwarding.trace.Walk;
import io.towpath.forwarding.trace.WalkStep;
import io.towpath.routing.Topology;
import java.util.List;

/**
 * What interfaces have taken in and sent out, counted from the walks of packets. A tunnel counts at
 * its inner interfaces and, if the walk kept its reasons, at those that its own packets pass, each
 * time with the packet that it carries: what encapsulation adds is not counted.
 *
 * <p>A walk that ends on its way counts as far as it came. Counters start at zero. Not thread-safe.
 */
public final class TrafficLedger {
  private final Topology topology;
  private final long[] bytesIn;
  private final long[] bytesOut;

  /** An empty ledger. */
  public TrafficLedger(Topology topology) {
    this.topology = topology;
    this.bytesIn = new long[topology.interfaceCount()];
    this.bytesOut = new long[topology.interfaceCount()];
  }

  /**
   * Counts a probe and, if there is one, its answer.
   *
   * @param packets number of probes, each with its answer
   * @param bytes length of one IP packet
   */
  public void add(Trace trace, int packets, int bytes) {
    add(trace.forward(), (long) packets * bytes);
    Walk back = trace.back();
    if (back != null) {
      add(back, (long) packets * bytes);
    }
  }

  /**
   * Counts the bytes of one walk.
   *
   * <p>A packet leaves one interface and comes in by the next in turn; a walk from a host begins
   * with coming in, as a host is no node with interfaces. One that stops where it was to leave has
   * not left.
   */
  public void add(Walk walk, long bytes) {
    count(walk.touched(), beginsAtNode(walk), endsAtHost(walk), bytes);
    for (WalkStep step : walk.steps()) {
      if (step instanceof WalkStep.Tunnelled tunnelled) {
        count(tunnelled.carriers(), true, false, bytes);
      }
    }
  }

  private void count(List<Integer> touched, boolean beginsAtNode, boolean endsAtHost, long bytes) {
    boolean leaves = beginsAtNode;
    for (int i = 0; i < touched.size(); i++) {
      if (!leaves) {
        bytesIn[touched.get(i)] += bytes;
      } else if (i + 1 < touched.size() || endsAtHost) {
        bytesOut[touched.get(i)] += bytes;
      }
      leaves = !leaves;
    }
  }

  private boolean beginsAtNode(Walk walk) {
    return topology.nodeId(walk.route().getFirst()) >= 0;
  }

  private static boolean endsAtHost(Walk walk) {
    return walk.endHost() >= 0;
  }

  /** Bytes that came in by an interface; 0 for an interface that does not exist. */
  public long bytesIn(int iface) {
    return iface < 0 ? 0 : bytesIn[iface];
  }

  /** Bytes that were sent out by an interface. */
  public long bytesOut(int iface) {
    return iface < 0 ? 0 : bytesOut[iface];
  }
}
