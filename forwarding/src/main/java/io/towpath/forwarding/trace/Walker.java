package io.towpath.forwarding.trace;

import io.towpath.forwarding.Verdict;
import io.towpath.forwarding.plane.Cursor;
import io.towpath.forwarding.plane.Dataplane;
import io.towpath.forwarding.plane.FlowState;
import io.towpath.forwarding.plane.PathChooser;
import io.towpath.forwarding.plane.Recorder;
import io.towpath.forwarding.solver.Solution;
import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.net.PacketHeader;
import io.towpath.routing.Topology;
import io.towpath.routing.engine.RoutingState;
import io.towpath.routing.fib.FibEntry;
import io.towpath.routing.fib.Forward;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks packets through a solution: one path by flow, or every path. Thread-safe.
 *
 * <p>{@link #verdict} is the bare form for millions of packets: the same decisions, nothing kept.
 */
public final class Walker {
  private static final int MOST_VRFS = 8;

  private final Dataplane plane;
  private final @Nullable RoutingState routing;
  private final Topology topology;

  /** A walker over a solution. */
  public Walker(Solution solution) {
    this(solution.plane(), solution.routing());
  }

  /** A walker over a data plane alone: its steps do not say why a route is there. */
  public Walker(Dataplane plane) {
    this(plane, null);
  }

  private Walker(Dataplane plane, @Nullable RoutingState routing) {
    this.plane = plane;
    this.routing = routing;
    this.topology = plane.topology();
  }

  /** The topology whose ids are used. */
  public Topology topology() {
    return topology;
  }

  /** The data plane that decides. */
  Dataplane plane() {
    return plane;
  }

  /** How a packet from a host ends; keeps nothing. The cursor is the caller's and is reused. */
  public Verdict verdict(Cursor c) {
    return plane.run(c, plane.flowHash(), Recorder.NOTHING);
  }

  /** Walks one packet by flow hash. */
  public Walk walk(Place from, PacketHeader header, boolean reasons) {
    return walk(from, header, null, plane.flowHash(), reasons);
  }

  /** Walks the answer to an earlier packet, or an ICMP error about it. */
  public Walk answer(Place from, PacketHeader header, FlowState earlier, boolean reasons) {
    return walk(from, header, earlier, plane.flowHash(), reasons);
  }

  /**
   * Every path that the packet may take, in a stable order. A packet that comes back to where it
   * was goes on as before, because its flow has not changed: it loops.
   *
   * @param most paths at most; if there are more, the result has {@code most} and the rest is cut
   */
  public List<Walk> paths(
      Place from, PacketHeader header, @Nullable FlowState earlier, int most, boolean reasons) {
    List<Walk> paths = new ArrayList<>();
    ScriptedChoice choice = new ScriptedChoice();
    do {
      choice.restart();
      paths.add(walk(from, header, earlier, choice, reasons));
    } while (paths.size() < most && choice.turn());
    return List.copyOf(paths);
  }

  /** Every path as a graph in which equal alternatives share their tails. */
  public PathGraph graph(Place from, PacketHeader header, @Nullable FlowState earlier) {
    Cursor c = place(Cursor.of(header), from);
    return PathGraph.of(plane, earlier == null ? c : c.answering(earlier));
  }

  /**
   * What the filters of an interface say to a packet on its own, in their order, as far as the
   * first refusal; empty if there are none.
   *
   * @param out true for packets that leave the node there
   */
  public List<WalkStep.Filtered> filtered(int iface, boolean out, PacketHeader header) {
    StepRecorder recorder = new StepRecorder(plane, null, true);
    Cursor c = Cursor.of(header).atNode(topology.nodeOfInterface(iface), -1);
    plane.filter(c, iface, out, recorder);
    return recorder.steps.stream()
        .filter(WalkStep.Filtered.class::isInstance)
        .map(WalkStep.Filtered.class::cast)
        .toList();
  }

  private Walk walk(
      Place from,
      PacketHeader header,
      @Nullable FlowState earlier,
      PathChooser chooser,
      boolean reasons) {
    StepRecorder recorder = new StepRecorder(plane, routing, reasons);
    FlowState flow = new FlowState();
    if (!(header.source() instanceof Ipv4Address && header.destination() instanceof Ipv4Address)) {
      recorder.route.add(name(from));
      return result(Verdict.UNSUPPORTED, recorder, header, header, place(new Cursor(), from), flow);
    }
    Cursor c = place(Cursor.of(header).leaving(flow), from);
    if (earlier != null) {
      c.answering(earlier);
    }
    Verdict verdict = plane.run(c, chooser, recorder);
    recorder.ended(c, verdict);
    return result(verdict, recorder, header, c.header(), c, flow);
  }

  private static Walk result(
      Verdict verdict,
      StepRecorder recorder,
      PacketHeader first,
      PacketHeader last,
      Cursor c,
      FlowState flow) {
    return new Walk(
        verdict,
        recorder.steps,
        recorder.route,
        recorder.touched,
        recorder.spent,
        first,
        last,
        c.node(),
        c.host(),
        c.vrf(),
        c.ingress(),
        c.latencyNanos(),
        flow);
  }

  private static Cursor place(Cursor c, Place from) {
    return switch (from) {
      case Place.AtHost(int host) -> c.atHost(host);
      case Place.AtNode(int node, int vrf) -> c.atNode(node, vrf);
    };
  }

  /** Name of the host or node of a place. */
  public String name(Place place) {
    return switch (place) {
      case Place.AtHost(int host) -> topology.host(host).name();
      case Place.AtNode(int node, int vrf) -> topology.node(node).name();
    };
  }

  /**
   * Source address of packets that begin at a place: the host's own, or the address of the
   * interface that the node's table chooses for a destination; null if there is none.
   */
  public @Nullable IpAddress sourceAddress(Place from, IpAddress destination) {
    return switch (from) {
      case Place.AtHost(int host) -> topology.host(host).address();
      case Place.AtNode(int node, int vrf) -> {
        int iface = egress(vrf, destination, 0);
        IpAddress address = iface < 0 ? null : StepRecorder.ownAddress(topology, iface);
        yield address != null ? address : anyAddress(node, vrf);
      }
    };
  }

  private int egress(int vrf, IpAddress destination, int depth) {
    FibEntry entry = plane.fib(vrf).match(destination);
    return entry == null || depth > MOST_VRFS
        ? -1
        : switch (entry.forwards().getFirst()) {
          case Forward.Neighbour(int iface, IpAddress address) -> iface;
          case Forward.Attached(int iface) -> iface;
          case Forward.IntoTunnel(int iface) -> iface;
          case Forward.Internet(int iface) -> iface;
          case Forward.Receive(int iface) -> iface;
          case Forward.OtherVrf(int other) -> egress(other, destination, depth + 1);
          case Forward.ToPort _, Forward.Deliver _, Forward.ToGroup _, Forward.Discard _ -> -1;
        };
  }

  private @Nullable IpAddress anyAddress(int node, int vrf) {
    for (int i = 0; i < topology.interfaceCountOf(node); i++) {
      int iface = topology.firstInterfaceOf(node) + i;
      IpAddress address = topology.iface(iface).primaryAddress();
      if (topology.vrfOfInterface(iface) == vrf && address != null) {
        return address;
      }
    }
    return null;
  }
}
