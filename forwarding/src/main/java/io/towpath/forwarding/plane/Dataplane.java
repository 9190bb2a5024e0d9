package io.towpath.forwarding.plane;

import io.towpath.forwarding.Verdict;
import io.towpath.forwarding.plane.CompiledTable.Entry;
import io.towpath.forwarding.plane.CompiledTable.Hop;
import io.towpath.forwarding.plane.Elections.Elected;
import io.towpath.forwarding.plane.Elections.FrontEnd;
import io.towpath.forwarding.plane.Elections.Member;
import io.towpath.forwarding.plane.Recorder.Refusal;
import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.net.PacketHeader;
import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import io.towpath.network.Failure;
import io.towpath.network.Group;
import io.towpath.network.Host;
import io.towpath.network.NodeKind;
import io.towpath.network.Services;
import io.towpath.routing.LiveSet;
import io.towpath.routing.Topology;
import io.towpath.routing.fib.Fib;
import io.towpath.routing.fib.Forward;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Advances packets through a network whose routing is settled. Immutable and thread-safe; each walk
 * brings its own {@link Cursor}.
 *
 * <p>One visit has two halves. {@link #arrive} takes the packet in: source check, filters in, NAT
 * from the outside, delivery, look-up. {@link #leave} sends it out by one of the alternatives of
 * the entry that matched: TTL, NAT to the outside, filters out, destination check, the neighbour.
 * Between the two a caller chooses the alternative, so that one walk, all paths and proofs share
 * the code.
 *
 * <p>Towards a guest this is the order of R193 and R197: translation, subnet filter, NIC filter,
 * accepted addresses, guest filter; and the reverse on the way out.
 */
public final class Dataplane {
  /** More visits than any TTL allows, fabrics (which spend none) included. */
  private static final int MAX_VISITS = 600;

  private static final int MAX_VRF_CHANGES = 8;
  private static final int DHCP_SERVER = 67;

  private final Topology topology;
  private final StaticPlane plane;
  private final LiveSet live;
  private final Lines lines;
  private final IntFunction<Fib> fibs;
  private final LiveTunnels tunnels;
  private final Cuts cuts;
  private final PolicyEnforcement policies;
  private final PolicySets sets;
  private final Compiled compiled;

  /** What depends on who is elected in groups. */
  private static final class Compiled {
    private final Elections elections;
    private final NextHopCompiler hops;
    private final @Nullable CompiledTable[] tables;
    private final Map<Fib, CompiledTable> byFib = new ConcurrentHashMap<>();

    Compiled(StaticPlane plane, Elections elections, PolicySets sets) {
      this.elections = elections;
      this.hops = new NextHopCompiler(plane, elections, sets);
      this.tables = new @Nullable CompiledTable[plane.topology().vrfCount()];
    }
  }

  /**
   * A data plane.
   *
   * @param plane what is fixed for a topology
   * @param live what is up
   * @param fibs forwarding table by VRF id; equal tables should be one object
   * @param tunnels tunnels that are up
   * @param sets filters whose address sets follow from routing
   * @param cut deliveries that failures cut
   */
  public Dataplane(
      StaticPlane plane,
      LiveSet live,
      IntFunction<Fib> fibs,
      LiveTunnels tunnels,
      PolicySets sets,
      Collection<Failure.DeliveryDown> cut) {
    this(
        plane,
        live,
        fibs,
        tunnels,
        sets,
        new Cuts(plane, cut),
        new Elections(plane, new Lines(plane.topology(), live), (_, _) -> true),
        Elections.probes(plane.topology()));
  }

  private Dataplane(
      StaticPlane plane,
      LiveSet live,
      IntFunction<Fib> fibs,
      LiveTunnels tunnels,
      PolicySets sets,
      Cuts cuts,
      Elections elections,
      boolean probesFirst) {
    this.plane = plane;
    this.topology = plane.topology();
    this.live = live;
    this.lines = new Lines(topology, live);
    this.fibs = fibs;
    this.tunnels = tunnels;
    this.cuts = cuts;
    this.policies = new PolicyEnforcement(plane, sets);
    this.sets = sets;
    this.compiled =
        new Compiled(
            plane,
            probesFirst
                ? new Elections(
                    plane,
                    lines,
                    new Dataplane(plane, live, fibs, tunnels, sets, cuts, elections, false)
                        ::answersProbe)
                : elections,
            sets);
  }

  /** The topology whose ids are used. */
  public Topology topology() {
    return topology;
  }

  /** What is up. */
  public LiveSet live() {
    return live;
  }

  /** Forwarding table of a VRF. */
  public Fib fib(int vrf) {
    return fibs.apply(vrf);
  }

  /**
   * The addresses of a set of a filter as prefixes: as written, as routing has them (R199), or of a
   * complement the fewest that hold it.
   */
  public List<Prefix> prefixes(AddressSet set) {
    return sets.prefixes(set);
  }

  /** The chooser that spreads flows by hash. */
  public PathChooser flowHash() {
    return plane.flowHash();
  }

  /** Walks one path to its end. */
  public Verdict run(Cursor c, PathChooser chooser, Recorder recorder) {
    for (int visit = 0; visit < MAX_VISITS; visit++) {
      Verdict end = arrive(c, recorder);
      if (end != null) {
        return end;
      }
      end = leave(c, c.alternatives > 1 ? chooser.choose(c, c.alternatives) : 0, recorder);
      if (end != null) {
        return end;
      }
    }
    return Verdict.LOOP;
  }

  /**
   * What the filters of an interface say to a packet, without moving it.
   *
   * @param out the filters for packets that leave the node there
   * @return how the walk would end there, or null if all permit
   */
  public @Nullable Verdict filter(Cursor c, int iface, boolean out, Recorder recorder) {
    return policies.filter(c, iface, out, recorder);
  }

  /** How many alternatives there are to leave by, after {@link #arrive}; at least one. */
  public int alternatives(Cursor c) {
    return c.alternatives;
  }

  /**
   * Takes the packet in where it is.
   *
   * @return how the walk ends here, or null if it goes on with {@link #leave}
   */
  public @Nullable Verdict arrive(Cursor c, Recorder recorder) {
    recorder.arrived(c);
    return c.host >= 0 ? arriveAtHost(c, recorder) : arriveAtNode(c, recorder);
  }

  private @Nullable Verdict arriveAtHost(Cursor c, Recorder recorder) {
    boolean isOwn = plane.hostOwns(c.host, c.destination);
    if (c.ingress < 0) {
      // A packet for itself never leaves the guest.
      return isOwn
          ? delivered(c, topology.host(c.host).template().services())
          : policies.guest(c, recorder);
    }
    Verdict refused = policies.guest(c, recorder);
    if (refused != null) {
      return refused;
    }
    return isOwn
        ? delivered(c, topology.host(c.host).template().services())
        : Verdict.DOES_NOT_FORWARD;
  }

  private static Verdict delivered(Cursor c, Services services) {
    if (c.isAnswer
        || services.allPorts()
        || c.protocol != PacketHeader.TCP && c.protocol != PacketHeader.UDP) {
      return Verdict.DELIVERED;
    }
    for (Services.Listener listener : services.listeners()) {
      if (listener.protocol() == c.protocol && listener.port() == c.destinationPort) {
        return Verdict.DELIVERED;
      }
    }
    boolean leases = !services.dhcpScopes().isEmpty();
    return leases && c.protocol == PacketHeader.UDP && c.destinationPort == DHCP_SERVER
        ? Verdict.DELIVERED
        : Verdict.NO_LISTENER;
  }

  private @Nullable Verdict arriveAtNode(Cursor c, Recorder recorder) {
    if (c.ingress >= 0) {
      Verdict refused = policies.takeIn(c, recorder);
      if (refused != null) {
        return refused;
      }
      if (plane.kind(c.node) == NodeKind.OUTSIDE) {
        return Verdict.LEFT_THE_MODEL;
      }
    } else {
      policies.begin(c);
    }
    Entry entry = table(c.vrf).lookup(c.destination);
    for (int depth = 0; entry != null && entry.otherVrf() >= 0; depth++) {
      if (depth == MAX_VRF_CHANGES) {
        return Verdict.LOOP;
      }
      recorder.routed(c, entry.source(), entry.source().forwards().getFirst(), 1);
      c.vrf = entry.otherVrf();
      entry = table(c.vrf).lookup(c.destination);
    }
    if (entry != null && entry.receives()) {
      c.entry = entry;
      recorder.routed(c, entry.source(), entry.source().forwards().getFirst(), 1);
      return received(c, recorder);
    }
    if (compiled.elections.receives(c.node, c.vrf, c.destination)) {
      return received(c, recorder);
    }
    if (c.ingress >= 0 && !plane.forwards(c.node, c.ingress)) {
      return Verdict.DOES_NOT_FORWARD;
    }
    if (entry == null) {
      return Verdict.NO_ROUTE;
    }
    c.entry = entry;
    c.alternatives = entry.hops().length;
    return c.alternatives == 1 && entry.hops()[0].op() == CompiledTable.Op.DELIVER
        ? share(c, entry.hops()[0], recorder)
        : null;
  }

  private Verdict received(Cursor c, Recorder recorder) {
    Verdict refused = c.ingress < 0 ? null : policies.receive(c, recorder);
    return refused != null ? refused : delivered(c, topology.node(c.node).services());
  }

  /**
   * A group that shares its address by flow has as many alternatives as healthy members.
   *
   * @return how the walk ends if the address itself answers, else null
   */
  private @Nullable Verdict share(Cursor c, Hop hop, Recorder recorder) {
    FrontEnd frontEnd =
        compiled.elections.ownerInDomain(StaticPlane.domainKey(hop.domain(), c.destination));
    if (frontEnd == null) {
      return null;
    }
    if (isEchoRequest(c) && frontEnd.answersEcho()) {
      recorder.routed(c, Objects.requireNonNull(c.entry).source(), hop.forward(), 1);
      return frontEnd.isHealthy() ? Verdict.DELIVERED : Verdict.NEXT_HOP_UNREACHABLE;
    }
    Elected elected = frontEnd.taking(c.protocol, c.destinationPort);
    if (elected != null && elected.isShared()) {
      c.spread = elected;
      c.alternatives = elected.members().length;
    }
    return null;
  }

  private static boolean isEchoRequest(Cursor c) {
    return c.protocol == PacketHeader.ICMP && c.sourcePort == PacketHeader.ECHO_REQUEST;
  }

  private CompiledTable table(int vrf) {
    CompiledTable table = compiled.tables[vrf];
    return table != null ? table : compile(vrf);
  }

  private CompiledTable compile(int vrf) {
    CompiledTable table =
        compiled.byFib.computeIfAbsent(
            fibs.apply(vrf), fib -> new CompiledTable(fib, compiled.hops::compile));
    compiled.tables[vrf] = table;
    return table;
  }

  /**
   * Sends the packet on by one of the alternatives.
   *
   * @return how the walk ends here, or null if it is at its next place
   */
  public @Nullable Verdict leave(Cursor c, int alternative, Recorder recorder) {
    if (c.host >= 0) {
      return leaveHost(c);
    }
    Entry entry = Objects.requireNonNull(c.entry);
    Elected shared = c.spread;
    Hop hop = entry.hops()[shared == null ? alternative : 0];
    recorder.routed(c, entry.source(), hop.forward(), c.alternatives);
    return switch (hop.op()) {
      case SEND -> send(c, hop, recorder);
      case ATTACHED ->
          sendTo(c, hop.iface(), compiled.hops.owner(hop.iface(), c.destination), recorder);
      case DELIVER -> deliver(c, hop, shared, alternative, recorder);
      case INTO_TUNNEL -> intoTunnel(c, hop.iface(), recorder);
      case DISCARD -> Verdict.DISCARDED;
      case NO_OWNER -> Verdict.NO_OWNER;
      case NO_MEMBER -> Verdict.NEXT_HOP_UNREACHABLE;
      case UNSUPPORTED -> Verdict.UNSUPPORTED;
    };
  }

  private @Nullable Verdict leaveHost(Cursor c) {
    Host host = topology.host(c.host);
    int iface = topology.interfaceOfHost(c.host);
    if (lines.isHostCut(c.host)) {
      return Verdict.NEXT_HOP_UNREACHABLE;
    }
    int neighbour;
    if (topology.iface(iface).answersAllArp()) {
      // A fabric takes everything, whatever the guest thinks its gateway is.
      neighbour = iface;
      if (host.gateway() == null && !plane.isOnLink(c.host, c.destination)) {
        return Verdict.NO_ROUTE;
      }
    } else if (plane.isOnLink(c.host, c.destination)) {
      neighbour = compiled.hops.ownerSeenByHost(iface, c.destination);
    } else if (host.gateway() instanceof Ipv4Address(int gateway)) {
      neighbour = compiled.hops.ownerSeenByHost(iface, gateway);
    } else {
      return Verdict.NO_ROUTE;
    }
    return neighbour == Links.NOBODY
        ? Verdict.NEXT_HOP_UNREACHABLE
        : moveTo(c, neighbour, plane.latencies().host(c.host, neighbour));
  }

  private @Nullable Verdict send(Cursor c, Hop hop, Recorder recorder) {
    if (cuts.holds(c.vrf, hop.domain())) {
      return PolicyEnforcement.refuse(c, Refusal.DELIVERY_CUT, hop.iface(), recorder);
    }
    if (hop.rewrites() && calls(c, hop.forward())) {
      PolicyEnforcement.rewrite(c, hop.target(), c.destinationPort, recorder);
    }
    if (hop.neighbour() == Links.NOBODY && hop.forward() instanceof Forward.Internet) {
      return Verdict.LEFT_THE_MODEL;
    }
    return sendTo(c, hop.iface(), hop.neighbour(), recorder);
  }

  /** What only passes a group's address on its way elsewhere keeps its destination. */
  private static boolean calls(Cursor c, Forward forward) {
    return !(forward instanceof Forward.ToPort(String domain, IpAddress address))
        || address instanceof Ipv4Address(int bits) && bits == c.destination;
  }

  private @Nullable Verdict deliver(
      Cursor c, Hop hop, @Nullable Elected shared, int alternative, Recorder recorder) {
    if (cuts.holds(c.vrf, hop.domain())) {
      return PolicyEnforcement.refuse(c, Refusal.DELIVERY_CUT, -1, recorder);
    }
    if (hop.filter() != null) {
      Verdict refused = PolicyEnforcement.filter(c, hop.filter(), 0, recorder);
      if (refused != null) {
        return refused;
      }
    }
    if (shared != null) {
      return toMember(c, shared, alternative, recorder);
    }
    long key = StaticPlane.domainKey(hop.domain(), c.destination);
    FrontEnd frontEnd = compiled.elections.ownerInDomain(key);
    if (frontEnd != null) {
      return toFrontEnd(c, frontEnd, recorder);
    }
    int port = plane.port(key);
    if (port < 0) {
      // What nobody of the model owns on the Internet belongs to somebody outside of it.
      return plane.kind(c.node) == NodeKind.INTERNET ? Verdict.LEFT_THE_MODEL : Verdict.NO_OWNER;
    }
    return sendTo(c, port, plane.links().sole(port), recorder);
  }

  private @Nullable Verdict toFrontEnd(Cursor c, FrontEnd frontEnd, Recorder recorder) {
    Elected elected = frontEnd.taking(c.protocol, c.destinationPort);
    return elected == null
        ? PolicyEnforcement.refuse(c, Refusal.NO_PORT, -1, recorder)
        : toMember(c, elected, 0, recorder);
  }

  private @Nullable Verdict toMember(Cursor c, Elected elected, int number, Recorder recorder) {
    if (elected.members().length == 0 || elected.members()[number].port() < 0) {
      return Verdict.NEXT_HOP_UNREACHABLE;
    }
    Member member = elected.members()[number];
    Group group = elected.group();
    Group.Port port = group.portFor(c.protocol, c.destinationPort);
    PolicyEnforcement.rewrite(
        c,
        group.rewritesDestination() ? member.address() : c.destination,
        port == null ? c.destinationPort : port.atMember(),
        recorder);
    return sendTo(c, member.port(), member.neighbour(), recorder);
  }

  private @Nullable Verdict intoTunnel(Cursor c, int iface, Recorder recorder) {
    int peer = tunnels.peer()[iface];
    if (peer < 0 || lines.isDown(iface) || lines.isDown(peer)) {
      return Verdict.TUNNEL_DOWN;
    }
    Verdict stopped = policies.sendOut(c, iface, recorder);
    if (stopped != null) {
      return stopped;
    }
    if (!plane.selectors().cover(iface, peer, c.source, c.destination)) {
      return PolicyEnforcement.refuse(c, Refusal.OUTSIDE_SELECTORS, iface, recorder);
    }
    recorder.tunnelled(c, iface, peer);
    c.delay(tunnels.latencyNanos()[iface]);
    place(c, peer);
    return null;
  }

  private @Nullable Verdict sendTo(Cursor c, int out, int neighbour, Recorder recorder) {
    Verdict stopped = policies.sendOut(c, out, recorder);
    if (stopped != null) {
      return stopped;
    }
    if (neighbour == Links.NOBODY || lines.isDown(out)) {
      return plane.isFabric(c.node) ? Verdict.NO_OWNER : Verdict.NEXT_HOP_UNREACHABLE;
    }
    if (lines.isSilent(out)) {
      return Verdict.NEXT_HOP_UNREACHABLE;
    }
    return moveTo(
        c,
        neighbour,
        Links.isHost(neighbour)
            ? plane.latencies().host(Links.host(neighbour), out)
            : plane.latencies().link(out, neighbour));
  }

  private @Nullable Verdict moveTo(Cursor c, int neighbour, long latency) {
    if (Links.isHost(neighbour)) {
      int host = Links.host(neighbour);
      if (lines.isHostCut(host)) {
        return Verdict.NEXT_HOP_UNREACHABLE;
      }
      c.delay(latency);
      c.host = host;
      c.node = -1;
      c.vrf = -1;
      c.ingress = topology.interfaceOfHost(host);
      c.forget();
      return null;
    }
    if (!lines.carries(neighbour)) {
      return Verdict.NEXT_HOP_UNREACHABLE;
    }
    c.delay(latency);
    place(c, neighbour);
    return null;
  }

  private void place(Cursor c, int iface) {
    c.host = -1;
    c.node = topology.nodeOfInterface(iface);
    c.ingress = iface;
    c.vrf = topology.vrfOfInterface(iface);
    c.fromInside = false;
    c.forget();
  }

  /** True if a probe of a group's health reaches a member: it must pass what stands before it. */
  private boolean answersProbe(Member member, Group.Health.Probe probe) {
    if (member.port() < 0 || !(probe.from() instanceof Ipv4Address)) {
      return false;
    }
    PacketHeader header =
        new PacketHeader(
            probe.from(), new Ipv4Address(member.address()), probe.protocol(), 0, probe.port());
    Cursor c = Cursor.of(header);
    c.atNode(topology.nodeOfInterface(member.port()), topology.vrfOfInterface(member.port()));
    Verdict stopped = sendTo(c, member.port(), member.neighbour(), Recorder.NOTHING);
    return stopped == null && run(c, flowHash(), Recorder.NOTHING) == Verdict.DELIVERED;
  }
}
