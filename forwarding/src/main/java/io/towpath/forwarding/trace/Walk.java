package io.towpath.forwarding.trace;

import io.towpath.forwarding.Verdict;
import io.towpath.forwarding.plane.Cursor;
import io.towpath.forwarding.plane.FlowState;
import io.towpath.net.PacketHeader;
import java.util.List;

/**
 * One packet's way from its place to its end.
 *
 * @param verdict how it ended
 * @param steps what happened, in order; empty if reasons were not wanted
 * @param route names of the hosts and nodes it came to, in order
 * @param touched ids of the interfaces by which it arrived and left, in order
 * @param spent units of TTL, in order
 * @param first header as it was sent
 * @param last header as it arrived
 * @param endNode id of the node where it ended, or −1
 * @param endHost id of the host where it ended, or −1
 * @param endVrf VRF in which it ended, or −1 at a host
 * @param endIngress interface by which it came to its end, or −1
 * @param latencyNanos one way, or −1 if unknown
 * @param flow what it left behind for its answer
 */
public record Walk(
    Verdict verdict,
    List<WalkStep> steps,
    List<String> route,
    List<Integer> touched,
    List<Spent> spent,
    PacketHeader first,
    PacketHeader last,
    int endNode,
    int endHost,
    int endVrf,
    int endIngress,
    long latencyNanos,
    FlowState flow) {

  /** TTL with which packets are sent. */
  static final int TTL = Cursor.INITIAL_TTL;

  public Walk {
    steps = List.copyOf(steps);
    route = List.copyOf(route);
    touched = List.copyOf(touched);
    spent = List.copyOf(spent);
  }

  /** Units of TTL that it spent. */
  public int spentCount() {
    return spent.size();
  }

  /** Name of the host or node where it ended. */
  public String end() {
    return route.getLast();
  }
}
