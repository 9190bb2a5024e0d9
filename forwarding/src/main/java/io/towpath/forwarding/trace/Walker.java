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
  private static final int INITIAL_TTL = 128;

  private final Solution solution;
  private final Dataplane plane;

  /** A walker over a solution. */
  public Walker(Solution solution) {
    this.solution = solution;
    this.plane = solution.plane();
  }

  /** The solution that it walks through. */
  public Solution solution() {
    return solution;
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
   * Every path that the packet may take, in a stable order.
   *
   * @param most paths at most; if there are more, the result has {@code most} and the rest is cut
   */
  public List<Walk> paths(
      Place from, PacketHeader header, @Nullable FlowState earlier, int most, boolean reasons) {
    List<Walk> paths = new ArrayList<>();
    ScriptedChoice choice = new ScriptedChoice();
    do {
      paths.add(walk(from, header, earlier, choice, reasons));
    } while (paths.size() < most && choice.next());
    return List.copyOf(paths);
  }

  private Walk walk(
      Place from,
      PacketHeader header,
      @Nullable FlowState earlier,
      PathChooser chooser,
      boolean reasons) {
    StepRecorder recorder = new StepRecorder(solution.routing(), reasons);
    FlowState flow = new FlowState();
    if (!(header.source() instanceof Ipv4Address && header.destination() instanceof Ipv4Address)) {
      recorder.route.add(name(from));
      return result(Verdict.UNSUPPORTED, recorder, header, header, place(new Cursor(), from), flow);
    }
    Cursor c = place(Cursor.of(header).leaving(flow).ttl(INITIAL_TTL), from);
    if (earlier != null) {
      c.answering(earlier);
    }
    Verdict verdict = plane.run(c, chooser, recorder);
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
        c.host() >= 0 ? -1 : c.vrf(),
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
      case Place.AtHost(int host) -> solution.topology().host(host).name();
      case Place.AtNode(int node, int vrf) -> solution.topology().node(node).name();
    };
  }

  /**
   * Source address of packets that begin at a place: the host's own, or the address of the
   * interface that the node's table chooses for a destination; null if there is none.
   */
  public @Nullable IpAddress sourceAddress(Place from, IpAddress destination) {
    return switch (from) {
      case Place.AtHost(int host) -> solution.topology().host(host).address();
      case Place.AtNode(int node, int vrf) -> {
        FibEntry entry = solution.routing().fib(vrf).match(destination);
        int iface = entry == null ? -1 : egress(entry.forwards().getFirst());
        IpAddress address = iface < 0 ? null : solution.topology().iface(iface).primaryAddress();
        yield address != null ? address : anyAddress(node, vrf);
      }
    };
  }

  private static int egress(Forward forward) {
    return switch (forward) {
      case Forward.Neighbour(int iface, IpAddress address) -> iface;
      case Forward.Attached(int iface) -> iface;
      case Forward.IntoTunnel(int iface) -> iface;
      case Forward.Internet(int iface) -> iface;
      case Forward.Receive(int iface) -> iface;
      case Forward.ToPort(String domain, IpAddress address) -> -1;
      case Forward.Deliver(String domain, String filter) -> -1;
      case Forward.ToGroup(String group) -> -1;
      case Forward.OtherVrf(int vrf) -> -1;
      case Forward.Discard(boolean silent) -> -1;
    };
  }

  private @Nullable IpAddress anyAddress(int node, int vrf) {
    var topology = solution.topology();
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
