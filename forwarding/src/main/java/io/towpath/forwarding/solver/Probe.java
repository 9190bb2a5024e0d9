package io.towpath.forwarding.solver;

import io.towpath.forwarding.Verdict;
import io.towpath.forwarding.plane.Cursor;
import io.towpath.forwarding.plane.Dataplane;
import io.towpath.forwarding.plane.FlowState;
import io.towpath.forwarding.plane.Recorder;
import io.towpath.net.IpAddress;
import io.towpath.net.PacketHeader;
import io.towpath.routing.Topology;
import io.towpath.routing.fib.FibEntry;
import io.towpath.routing.fib.Forward;
import java.util.ArrayList;
import java.util.List;

/**
 * One packet that a session or tunnel depends on, walked to its end.
 *
 * @param verdict how it ended
 * @param node node where it ended, or −1
 * @param vrf VRF in which it was delivered
 * @param seen header as it arrived, after translation
 * @param spent units of TTL spent on the way
 * @param latencyNanos one way, or −1
 * @param firstInterface interface by which it left its node, or −1
 * @param tunnels inner interfaces by which it entered tunnels, in order
 * @param flow what it left behind for its answer
 */
record Probe(
    Verdict verdict,
    int node,
    int vrf,
    PacketHeader seen,
    int spent,
    long latencyNanos,
    int firstInterface,
    List<Integer> tunnels,
    FlowState flow) {
  private static final int ROUTER_TTL = 255;

  /** Remembers the interface of the first hop, and tunnels. */
  private static final class FirstHop implements Recorder {
    private final List<Integer> tunnels = new ArrayList<>(0);
    private int iface = -1;
    private boolean done;

    @Override
    public void tunnelled(Cursor c, int fromInterface, int toInterface) {
      tunnels.add(fromInterface);
    }

    @Override
    public void routed(Cursor c, FibEntry entry, Forward chosen, int alternatives) {
      if (!done) {
        done = true;
        iface =
            switch (chosen) {
              case Forward.Neighbour(int out, IpAddress address) -> out;
              case Forward.Attached(int out) -> out;
              case Forward.IntoTunnel(int out) -> out;
              case Forward.Internet(int out) -> out;
              case Forward.Receive(int in) -> in;
              case Forward.ToPort(String domain, IpAddress address) -> -1;
              case Forward.Deliver(String domain, String filter) -> -1;
              case Forward.ToGroup(String group) -> -1;
              case Forward.OtherVrf(int vrf) -> -1;
              case Forward.Discard(boolean silent) -> -1;
            };
      }
    }
  }

  /** Walks a packet from a node's VRF. */
  static Probe send(Dataplane plane, int node, int vrf, PacketHeader header) {
    return walk(plane, Cursor.of(header).atNode(node, vrf));
  }

  /** Walks the answer to an earlier packet. */
  static Probe answer(Dataplane plane, int node, int vrf, PacketHeader header, FlowState to) {
    return walk(plane, Cursor.of(header).atNode(node, vrf).answering(to));
  }

  private static Probe walk(Dataplane plane, Cursor c) {
    FlowState flow = new FlowState();
    c.leaving(flow).ttl(ROUTER_TTL);
    FirstHop first = new FirstHop();
    Verdict verdict = plane.run(c, plane.flowHash(), first);
    return new Probe(
        verdict,
        c.node(),
        c.vrf(),
        c.header(),
        c.spent(),
        c.latencyNanos(),
        first.iface,
        List.copyOf(first.tunnels),
        flow);
  }

  /**
   * True if it arrived at a node in one of its VRFs. What listens there is known: the session or
   * tunnel itself.
   */
  boolean reached(int wantedNode, int wantedVrf) {
    return (verdict == Verdict.DELIVERED
            || verdict == Verdict.NO_LISTENER
            || verdict == Verdict.LEFT_THE_MODEL)
        && node == wantedNode
        && vrf == wantedVrf;
  }

  /** Where and why it ended, for explanations. */
  String describe(Topology topology) {
    return verdict.text() + (node >= 0 ? " at " + topology.node(node).name() : "");
  }
}
