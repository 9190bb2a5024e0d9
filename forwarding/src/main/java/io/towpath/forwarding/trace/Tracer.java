package io.towpath.forwarding.trace;

import io.towpath.forwarding.Verdict;
import io.towpath.forwarding.plane.FlowState;
import io.towpath.net.Finding;
import io.towpath.net.IpAddress;
import io.towpath.net.PacketHeader;
import io.towpath.network.Interface;
import io.towpath.network.NodeKind;
import io.towpath.network.Services;
import io.towpath.routing.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Traceroute and ping over a solution.
 *
 * <p>The probes of one traceroute are one flow and take one path, so a single walk tells where each
 * TTL ends. From there the ICMP error walks home on its own, related to its probe: a hop is silent
 * if the error does not come home or the hop profile says so (R204–R211). Forward and return path
 * are walked apart (R216). Thread-safe.
 */
public final class Tracer {
  /** Paths that {@link #paths} yields at most. */
  public static final int MOST_PATHS = 256;

  private final Walker walker;
  private final Topology topology;
  private final List<Pin> pins;

  /** A tracer that obeys pins. */
  public Tracer(Walker walker, List<Pin> pins) {
    this.walker = walker;
    this.topology = walker.solution().topology();
    this.pins = List.copyOf(pins);
  }

  /** Traces one probe: an echo request, or a TCP or UDP packet. */
  public Trace trace(Place from, PacketHeader probe, boolean reasons) {
    List<Finding> findings = new ArrayList<>();
    Walk forward = pinned(from, probe, null, reasons, findings);
    return complete(from, forward, reasons, findings);
  }

  /** One trace for each path that the probe may take, in a stable order; {@link #MOST_PATHS}. */
  public List<Trace> paths(Place from, PacketHeader probe, boolean reasons) {
    List<Trace> traces = new ArrayList<>();
    for (Walk walk : walker.paths(from, probe, null, MOST_PATHS, reasons)) {
      traces.add(complete(from, walk, reasons, new ArrayList<>()));
    }
    return List.copyOf(traces);
  }

  private Trace complete(Place from, Walk forward, boolean reasons, List<Finding> findings) {
    List<Trace.Hop> hops = new ArrayList<>();
    for (Spent spent : forward.spent()) {
      hops.add(hop(from, spent, hops.size() + 1));
    }
    boolean delivered = forward.verdict() == Verdict.DELIVERED;
    Walk back = null;
    boolean answered = false;
    if (delivered && answers(forward)) {
      back = pinned(endOf(forward), forward.last().reversed(), forward.flow(), reasons, findings);
      answered = isHome(from, back);
    }
    IpAddress destination = forward.first().destination();
    if (answered && back != null) {
      hops.add(
          new Trace.Hop(
              hops.size() + 1,
              destination,
              forward.end(),
              sum(forward.latencyNanos(), back.latencyNanos()),
              ""));
    }
    return new Trace(
        walker.name(from),
        destination,
        forward.verdict(),
        answered,
        delivered ? forward.end() : null,
        hops,
        forward,
        back,
        answered ? null : error(from, forward),
        findings);
  }

  private Trace.Hop hop(Place from, Spent spent, int ttl) {
    String node = topology.node(spent.node()).name();
    IpAddress address = spent.address();
    if (address == null) {
      return new Trace.Hop(ttl, null, node, null, spent.silence());
    }
    Walk answer =
        icmpError(
            spent.node(),
            spent.vrf(),
            address,
            spent.header(),
            spent.flow(),
            PacketHeader.TIME_EXCEEDED,
            0);
    return isHome(from, answer)
        ? new Trace.Hop(ttl, address, node, sum(spent.latencyNanos(), answer.latencyNanos()), "")
        : new Trace.Hop(
            ttl,
            null,
            node,
            null,
            "its answer from "
                + address
                + " does not come home: "
                + answer.verdict().text()
                + " at "
                + answer.end());
  }

  private Walk icmpError(
      int node, int vrf, IpAddress from, PacketHeader about, FlowState flow, int type, int code) {
    PacketHeader header = new PacketHeader(from, about.source(), PacketHeader.ICMP, type, code);
    return walker.answer(new Place.AtNode(node, vrf), header, flow, false);
  }

  private static @Nullable Duration sum(long there, long back) {
    return there < 0 || back < 0 ? null : Duration.ofNanos(there + back);
  }

  private boolean isHome(Place from, Walk walk) {
    if (walk.verdict() != Verdict.DELIVERED) {
      return false;
    }
    return switch (from) {
      case Place.AtHost(int host) -> walk.endHost() == host;
      case Place.AtNode(int node, int vrf) -> walk.endHost() < 0 && walk.endNode() == node;
    };
  }

  private static Place endOf(Walk walk) {
    return walk.endHost() >= 0
        ? new Place.AtHost(walk.endHost())
        : new Place.AtNode(walk.endNode(), walk.endVrf());
  }

  private boolean answers(Walk forward) {
    Services services =
        forward.endHost() >= 0
            ? topology.host(forward.endHost()).template().services()
            : topology.node(forward.endNode()).services();
    return forward.last().protocol() != PacketHeader.ICMP || services.answersEcho();
  }

  /** The ICMP error behind a walk that did not arrive, if one is sent and comes home (R213). */
  private Trace.@Nullable IcmpError error(Place from, Walk forward) {
    if (forward.endNode() < 0 || forward.endIngress() < 0) {
      return null;
    }
    Interface ingress = topology.iface(forward.endIngress());
    NodeKind kind = topology.node(forward.endNode()).kind();
    IpAddress own = ingress.primaryAddress();
    if (own == null || kind == NodeKind.FABRIC || kind == NodeKind.INTERNET) {
      return null;
    }
    int type =
        forward.verdict() == Verdict.LOOP ? PacketHeader.TIME_EXCEEDED : PacketHeader.UNREACHABLE;
    int code =
        switch (forward.verdict()) {
          case LOOP -> 0;
          case NO_ROUTE, NEXT_HOP_UNREACHABLE, DISCARDED, TUNNEL_DOWN -> 1;
          case DROPPED_BY_FILTER -> 13;
          default -> -1;
        };
    if (code < 0
        || type == PacketHeader.UNREACHABLE
            && (!ingress.sendsUnreachables() || isSilentDiscard(forward))) {
      return null;
    }
    Walk answer =
        icmpError(
            forward.endNode(), forward.endVrf(), own, forward.last(), forward.flow(), type, code);
    return isHome(from, answer)
        ? new Trace.IcmpError(own, topology.node(forward.endNode()).name(), type, code)
        : null;
  }

  private boolean isSilentDiscard(Walk forward) {
    if (forward.verdict() != Verdict.DISCARDED) {
      return false;
    }
    var entry =
        walker.solution().routing().fib(forward.endVrf()).match(forward.last().destination());
    return entry != null
        && entry.forwards().getFirst()
            instanceof io.towpath.routing.fib.Forward.Discard(boolean silent)
        && silent;
  }

  /** The walk by flow hash, or by the pin of its pair of places. */
  private Walk pinned(
      Place from,
      PacketHeader header,
      @Nullable FlowState earlier,
      boolean reasons,
      List<Finding> findings) {
    Walk hashed =
        earlier == null
            ? walker.walk(from, header, reasons)
            : walker.answer(from, header, earlier, reasons);
    for (Pin pin : pins) {
      if (pin.from().equals(walker.name(from)) && pin.to().equals(hashed.end())) {
        for (Walk path : walker.paths(from, header, earlier, MOST_PATHS, reasons)) {
          if (path.route().contains(pin.via())) {
            return path;
          }
        }
        findings.add(
            Finding.error(
                "TP6002",
                pin.origin(),
                "The pin from \""
                    + pin.from()
                    + "\" to \""
                    + pin.to()
                    + "\" via \""
                    + pin.via()
                    + "\" cannot hold: no equal path leads through it.",
                "Remove the pin, or name a node of one of the paths that --all-paths lists."));
      }
    }
    return hashed;
  }
}
