package io.towpath.forwarding.trace;

import io.towpath.forwarding.ForwardingKinds;
import io.towpath.forwarding.Verdict;
import io.towpath.forwarding.plane.FlowState;
import io.towpath.net.Finding;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.PacketHeader;
import io.towpath.network.Services;
import io.towpath.routing.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private static final int MOST_HOPS = 30;

  private final Walker walker;
  private final Topology topology;
  private final IcmpErrors errors;
  private final List<Pin> pins;

  /** A tracer that obeys pins. */
  public Tracer(Walker walker, List<Pin> pins) {
    this.walker = walker;
    this.topology = walker.topology();
    this.errors = new IcmpErrors(topology, walker.plane()::fib);
    this.pins = List.copyOf(pins);
  }

  /** Traces one probe: an echo request, or a TCP or UDP packet. */
  public Trace trace(Place from, PacketHeader probe, boolean reasons) {
    List<Finding> findings = new ArrayList<>();
    Walk forward = pinned(from, probe, null, reasons, findings);
    return complete(from, forward, reasons, findings);
  }

  /**
   * One trace for each path that the probe may take, in a stable order. If there are more than
   * {@link #MOST_PATHS}, the last has a finding that says how many; {@link #graph} has them all.
   */
  public List<Trace> paths(Place from, PacketHeader probe, boolean reasons) {
    List<Trace> traces = new ArrayList<>();
    List<Walk> walks = walker.paths(from, probe, null, MOST_PATHS, reasons);
    for (Walk walk : walks) {
      List<Finding> findings = new ArrayList<>();
      if (traces.size() == MOST_PATHS - 1) {
        addCut(from, probe, findings);
      }
      traces.add(complete(from, walk, reasons, findings));
    }
    return List.copyOf(traces);
  }

  /**
   * The hops of a walk, each with every outcome that its answer may have over the equal ways back:
   * its address, silence or both. A hop that is silent by itself has one. A destination that
   * answers is the last.
   */
  public List<List<Trace.Hop>> hopOutcomes(Place from, Walk forward) {
    List<List<Trace.Hop>> hops = new ArrayList<>();
    for (Spent spent : forward.spent()) {
      IpAddress address = spent.address();
      int ttl = hops.size() + 1;
      if (ttl > MOST_HOPS) {
        break;
      }
      if (address == null) {
        hops.add(List.of(hop(from, spent, ttl)));
        continue;
      }
      PacketHeader header = icmpError(address, spent.header(), PacketHeader.TIME_EXCEEDED, 0);
      Map<Optional<IpAddress>, Trace.Hop> outcomes = new LinkedHashMap<>();
      for (Walk answer : walker.paths(placeOf(spent), header, spent.flow(), MOST_PATHS, false)) {
        Trace.Hop hop = hop(from, spent, ttl, answer);
        outcomes.putIfAbsent(Optional.ofNullable(hop.address()), hop);
      }
      hops.add(List.copyOf(outcomes.values()));
    }
    if (forward.verdict() == Verdict.DELIVERED && answers(forward) && hops.size() < MOST_HOPS) {
      hops.add(destinationOutcomes(from, forward, hops.size() + 1));
    }
    return List.copyOf(hops);
  }

  private List<Trace.Hop> destinationOutcomes(Place from, Walk forward, int ttl) {
    IpAddress destination = forward.first().destination();
    Map<Boolean, Trace.Hop> outcomes = new LinkedHashMap<>();
    for (Walk back :
        walker.paths(
            endOf(forward), forward.last().reversed(), forward.flow(), MOST_PATHS, false)) {
      boolean answered = isHome(from, back) && isAnswerTo(forward.first(), back.last());
      outcomes.putIfAbsent(
          answered,
          answered
              ? new Trace.Hop(
                  ttl,
                  destination,
                  forward.end(),
                  RoundTrip.of(forward.latencyNanos(), back.latencyNanos()),
                  "")
              : new Trace.Hop(ttl, null, forward.end(), null, "its answer does not come home"));
    }
    return List.copyOf(outcomes.values());
  }

  private void addCut(Place from, PacketHeader probe, List<Finding> findings) {
    long all = graph(from, probe).countPaths(Integer.MAX_VALUE);
    if (all > MOST_PATHS) {
      findings.add(
          ForwardingKinds.CUT_PATHS.at(
              Origin.NONE,
              "Of " + all + " paths that the packet may take, " + MOST_PATHS + " are shown.",
              ""));
    }
  }

  /**
   * All paths of a probe as a graph: every verdict that is possible, and how many ways there are.
   */
  public PathGraph graph(Place from, PacketHeader probe) {
    return walker.graph(from, probe, null);
  }

  private Trace complete(Place from, Walk forward, boolean reasons, List<Finding> findings) {
    List<Trace.Hop> hops = new ArrayList<>();
    for (Spent spent : forward.spent()) {
      if (hops.size() < MOST_HOPS) {
        hops.add(hop(from, spent, hops.size() + 1));
      }
    }
    boolean delivered = forward.verdict() == Verdict.DELIVERED;
    Walk back = null;
    boolean answered = false;
    if (delivered && answers(forward)) {
      back = pinned(endOf(forward), forward.last().reversed(), forward.flow(), reasons, findings);
      answered = isHome(from, back) && isAnswerTo(forward.first(), back.last());
    }
    IpAddress destination = forward.first().destination();
    if (answered && back != null && hops.size() < MOST_HOPS) {
      hops.add(
          new Trace.Hop(
              hops.size() + 1,
              destination,
              forward.end(),
              RoundTrip.of(forward.latencyNanos(), back.latencyNanos()),
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
    PacketHeader header = icmpError(address, spent.header(), PacketHeader.TIME_EXCEEDED, 0);
    return hop(from, spent, ttl, walker.answer(placeOf(spent), header, spent.flow(), false));
  }

  private Trace.Hop hop(Place from, Spent spent, int ttl, Walk answer) {
    String node = topology.node(spent.node()).name();
    return isHome(from, answer)
        ? new Trace.Hop(
            ttl,
            answer.last().source(),
            node,
            RoundTrip.of(spent.latencyNanos(), answer.latencyNanos()),
            "")
        : new Trace.Hop(
            ttl,
            null,
            node,
            null,
            "its answer from "
                + spent.address()
                + " does not come home: "
                + answer.verdict().text()
                + " at "
                + answer.end());
  }

  private static Place placeOf(Spent spent) {
    return new Place.AtNode(spent.node(), spent.vrf());
  }

  private static PacketHeader icmpError(IpAddress from, PacketHeader about, int type, int code) {
    return new PacketHeader(from, about.source(), PacketHeader.ICMP, type, code);
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

  /**
   * A guest takes an answer only from the address that it asked: an answer that comes home by a way
   * around the NAT of its flow is nobody's (R42).
   */
  private static boolean isAnswerTo(PacketHeader asked, PacketHeader answer) {
    return answer.source().equals(asked.destination())
        && answer.destination().equals(asked.source());
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
    IcmpErrors.Sent sent = errors.about(forward);
    if (sent == null) {
      return null;
    }
    Duration rtt = null;
    if (!sent.isOwn()) {
      PacketHeader header = icmpError(sent.from(), forward.last(), sent.type(), sent.code());
      Walk answer = walker.answer(sent.at(), header, forward.flow(), false);
      if (!isHome(from, answer)) {
        return null;
      }
      rtt = RoundTrip.of(forward.latencyNanos(), answer.latencyNanos());
    }
    return new Trace.IcmpError(
        sent.from(), walker.name(sent.at()), sent.type(), sent.code(), sent.isOwn(), rtt);
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
      if (pin.from().equals(walker.name(from))
          && (pin.to().equals(hashed.end()) || owns(pin.to(), header.destination()))) {
        Walk path = through(pin, walker.paths(from, header, earlier, MOST_PATHS, reasons));
        if (path != null) {
          return path;
        }
        findings.add(unholdable(pin));
      }
    }
    return hashed;
  }

  /** The first path through a pin's node, one that ends where the pin says before others. */
  private static @Nullable Walk through(Pin pin, List<Walk> paths) {
    Walk found = null;
    for (Walk path : paths) {
      if (path.route().contains(pin.via())) {
        if (path.end().equals(pin.to())) {
          return path;
        }
        found = found == null ? path : found;
      }
    }
    return found;
  }

  private boolean owns(String name, IpAddress address) {
    int host = topology.hostId(name);
    if (host >= 0) {
      return topology.host(host).addresses().contains(address);
    }
    for (int iface : topology.interfacesWith(address)) {
      if (topology.node(topology.nodeOfInterface(iface)).name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private static Finding unholdable(Pin pin) {
    return Finding.error(
        "TP6002",
        pin.origin(),
        "The pin from \""
            + pin.from()
            + "\" to \""
            + pin.to()
            + "\" via \""
            + pin.via()
            + "\" cannot hold: no equal path leads through it.",
        "Remove the pin, or name a node of one of the paths that --all-paths lists.");
  }
}
