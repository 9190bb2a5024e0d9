package io.towpath.forwarding.plane;

import io.towpath.forwarding.Verdict;
import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.net.PacketHeader;
import io.towpath.network.Filter;
import io.towpath.network.Group;
import io.towpath.network.HopProfile;
import io.towpath.network.Interface;
import io.towpath.network.NatSide;
import io.towpath.network.NodeKind;
import io.towpath.network.Services;
import io.towpath.routing.LiveSet;
import io.towpath.routing.Topology;
import io.towpath.routing.fib.Fib;
import io.towpath.routing.fib.FibEntry;
import io.towpath.routing.fib.Forward;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Advances packets through a network whose routing is settled. Immutable and thread-safe; each walk
 * brings its own {@link Cursor}.
 *
 * <p>One visit has two halves. {@link #arrive} takes the packet in: NAT from the outside, filters
 * in, source check, delivery, look-up. {@link #leave} sends it out by one of the alternatives of
 * the entry that matched: TTL, NAT to the outside, filters out, destination check, the neighbour.
 * Between the two a caller chooses the alternative, so that one walk, all paths and proofs share
 * the code.
 */
public final class Dataplane {
  /** More visits than any TTL allows, fabrics (which spend none) included. */
  private static final int MAX_VISITS = 600;

  private final Topology topology;
  private final StaticPlane plane;
  private final LiveSet live;
  private final IntFunction<Fib> fibs;
  private final int[] tunnelPeer;
  private final long[] tunnelLatency;
  private final PolicySets sets;
  private final LongIntMap elected;
  private final LongIntMap electedPorts;

  /**
   * A data plane.
   *
   * @param plane what is fixed for a topology
   * @param live what is up
   * @param fibs forwarding table by VRF id
   * @param tunnelPeer by inner interface id, the inner interface of the live peer, or −1
   * @param tunnelLatency by inner interface id, one-way nanoseconds of the underlay, or −1
   * @param sets filters whose address sets follow from routing
   */
  public Dataplane(
      StaticPlane plane,
      LiveSet live,
      IntFunction<Fib> fibs,
      int[] tunnelPeer,
      long[] tunnelLatency,
      PolicySets sets) {
    this.plane = plane;
    this.topology = plane.topology();
    this.live = live;
    this.fibs = fibs;
    this.tunnelPeer = tunnelPeer;
    this.tunnelLatency = tunnelLatency;
    this.sets = sets;
    this.elected = elect();
    this.electedPorts = electPorts();
  }

  /** The topology whose ids are used. */
  public Topology topology() {
    return topology;
  }

  /** What is up. */
  public LiveSet live() {
    return live;
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
      int alternatives = alternatives(c);
      int pick = alternatives > 1 ? chooser.choose(c, alternatives) : 0;
      end = leave(c, pick, recorder);
      if (end != null) {
        return end;
      }
    }
    return Verdict.LOOP;
  }

  /** How many alternatives there are to leave by, after {@link #arrive}. */
  public int alternatives(Cursor c) {
    return c.entry == null ? 1 : c.entry.forwards().size();
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
    c.entry = null;
    var host = topology.host(c.host);
    if (c.ingress < 0) {
      Verdict refused = filter(c, host.template().filtersOut(), hostAttachment(c.host), recorder);
      return refused;
    }
    Verdict refused = filter(c, host.template().filtersIn(), hostAttachment(c.host), recorder);
    if (refused != null) {
      return refused;
    }
    for (IpAddress address : host.addresses()) {
      if (address instanceof Ipv4Address(int bits) && bits == c.destination) {
        return delivered(c, host.template().services());
      }
    }
    return Verdict.DOES_NOT_FORWARD;
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
    return Verdict.NO_LISTENER;
  }

  private @Nullable Verdict arriveAtNode(Cursor c, Recorder recorder) {
    if (c.ingress >= 0) {
      Verdict refused = takeIn(c, recorder);
      if (refused != null) {
        return refused;
      }
    }
    Fib fib = fibs.apply(c.vrf);
    int index = fib.lookup(c.destination);
    if (index == Fib.MISS) {
      c.entry = null;
      return plane.kind(c.node) == NodeKind.OUTSIDE ? Verdict.LEFT_THE_MODEL : Verdict.NO_ROUTE;
    }
    FibEntry entry = fib.entry(index);
    for (int depth = 0; entry.forwards().getFirst() instanceof Forward.OtherVrf(int vrf); depth++) {
      c.vrf = vrf;
      index = depth < 8 ? fibs.apply(vrf).lookup(c.destination) : Fib.MISS;
      if (index == Fib.MISS) {
        c.entry = null;
        return Verdict.NO_ROUTE;
      }
      entry = fibs.apply(vrf).entry(index);
    }
    c.entry = entry;
    if (entry.forwards().getFirst() instanceof Forward.Receive) {
      recorder.routed(c, entry, entry.forwards().getFirst(), 1);
      return plane.kind(c.node) == NodeKind.OUTSIDE
          ? Verdict.LEFT_THE_MODEL
          : delivered(c, topology.node(c.node).services());
    }
    if (c.ingress >= 0 && plane.kind(c.node) == NodeKind.OUTSIDE) {
      return Verdict.LEFT_THE_MODEL;
    }
    return c.ingress >= 0 && !plane.forwards(c.node) ? Verdict.DOES_NOT_FORWARD : null;
  }

  private @Nullable Verdict takeIn(Cursor c, Recorder recorder) {
    Interface in = topology.iface(c.ingress);
    Verdict refused = filter(c, in.filtersIn(), attachment(c.ingress), recorder);
    if (refused != null) {
      return refused;
    }
    if (in.checkSourceIn() && !plane.owns(c.ingress, c.source)) {
      recorder.notOwned(c, c.ingress, true);
      return Verdict.DROPPED_BY_SOURCE_CHECK;
    }
    c.fromInside = in.natSide() == NatSide.INSIDE;
    NatProgram nat = in.natSide() == NatSide.OUTSIDE ? sets.nat(c.node) : null;
    return nat == null ? null : translate(c, nat, true, recorder);
  }

  private static @Nullable Verdict translate(
      Cursor c, NatProgram nat, boolean inbound, Recorder recorder) {
    PacketHeader before = recorder.wantsDetail() ? c.header() : null;
    NatProgram.Outcome outcome = inbound ? nat.inbound(c) : nat.outbound(c);
    return switch (outcome) {
      case UNTOUCHED -> null;
      case TRANSLATED -> {
        if (before != null) {
          recorder.translated(c, before, c.header(), inbound ? "destination" : "source");
        }
        yield null;
      }
      case REFUSED -> Verdict.NAT_REFUSED;
      case NO_SESSION -> Verdict.NO_SESSION;
    };
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
    FibEntry entry = java.util.Objects.requireNonNull(c.entry);
    Forward forward = entry.forwards().get(alternative);
    recorder.routed(c, entry, forward, entry.forwards().size());
    return switch (forward) {
      case Forward.Neighbour(int iface, IpAddress address) ->
          sendTo(c, iface, owner(iface, ((Ipv4Address) address).bits()), recorder);
      case Forward.Attached(int iface) -> sendTo(c, iface, owner(iface, c.destination), recorder);
      case Forward.ToPort(String domain, IpAddress address) -> {
        int port = port(domain, ((Ipv4Address) address).bits());
        yield port < 0 ? Verdict.NO_OWNER : sendTo(c, port, plane.links().sole(port), recorder);
      }
      case Forward.Deliver(String domain, String filter) -> {
        if (filter != null) {
          Verdict refused = filter(c, List.of(filter), 0, recorder);
          if (refused != null) {
            yield refused;
          }
        }
        int port = port(domain, c.destination);
        yield port < 0 ? Verdict.NO_OWNER : sendTo(c, port, plane.links().sole(port), recorder);
      }
      case Forward.ToGroup(String group) -> toGroup(c, group, recorder);
      case Forward.IntoTunnel(int iface) -> intoTunnel(c, iface, recorder);
      case Forward.Internet(int iface) -> sendTo(c, iface, plane.links().sole(iface), recorder);
      case Forward.Discard(boolean silent) -> Verdict.DISCARDED;
      case Forward.OtherVrf(int vrf) -> Verdict.NO_ROUTE;
      case Forward.Receive(int iface) -> Verdict.DELIVERED;
    };
  }

  private @Nullable Verdict leaveHost(Cursor c) {
    var host = topology.host(c.host);
    int iface = topology.interfaceOfHost(c.host);
    int neighbour = Links.NOBODY;
    if (iface >= 0) {
      boolean onLink = plane.isOnLink(c.host, c.destination);
      IpAddress gateway = host.gateway();
      if (onLink || topology.iface(iface).answersAllArp()) {
        neighbour = ownerSeenByHost(iface, c.destination);
      } else if (gateway instanceof Ipv4Address(int bits)) {
        neighbour = ownerSeenByHost(iface, bits);
      } else {
        return Verdict.NO_ROUTE;
      }
    }
    return neighbour == Links.NOBODY || isDown(iface)
        ? Verdict.NEXT_HOP_UNREACHABLE
        : moveTo(c, iface, neighbour);
  }

  private @Nullable Verdict toGroup(Cursor c, String name, Recorder recorder) {
    Group group = topology.network().groups().get(name);
    if (group != null) {
      for (Group.Member member : group.members()) {
        int iface = topology.interfaceId(member.at());
        if (iface >= 0 && !isDown(iface)) {
          int port = plane.links().sole(iface);
          return port >= 0 ? sendTo(c, port, iface, recorder) : Verdict.NEXT_HOP_UNREACHABLE;
        }
      }
    }
    return Verdict.NEXT_HOP_UNREACHABLE;
  }

  private @Nullable Verdict intoTunnel(Cursor c, int iface, Recorder recorder) {
    int peer = tunnelPeer[iface];
    if (peer < 0 || isDown(iface) || isDown(peer)) {
      return Verdict.TUNNEL_DOWN;
    }
    Verdict stopped = sendOut(c, iface, recorder);
    if (stopped != null) {
      return stopped;
    }
    recorder.tunnelled(c, iface, peer);
    c.delay(tunnelLatency[iface]);
    place(c, peer);
    return null;
  }

  private @Nullable Verdict sendTo(Cursor c, int iface, int neighbour, Recorder recorder) {
    Verdict stopped = sendOut(c, iface, recorder);
    if (stopped != null) {
      return stopped;
    }
    if (neighbour == Links.NOBODY || isDown(iface)) {
      return plane.isFabric(c.node) ? Verdict.NO_OWNER : Verdict.NEXT_HOP_UNREACHABLE;
    }
    return moveTo(c, iface, neighbour);
  }

  /** TTL, translation, filters and checks on the way out of an interface. */
  private @Nullable Verdict sendOut(Cursor c, int out, Recorder recorder) {
    if (c.ingress >= 0) {
      for (HopProfile.Responder responder : plane.responders(c.node, c.ingress, out)) {
        c.spent++;
        recorder.spent(c, responder);
        if (c.spent >= c.ttl) {
          return Verdict.LOOP;
        }
      }
      c.delay(plane.latencies().across(c.ingress, out));
    }
    Interface iface = topology.iface(out);
    if (c.fromInside && iface.natSide() == NatSide.OUTSIDE) {
      NatProgram nat = sets.nat(c.node);
      Verdict refused = nat == null ? null : translate(c, nat, false, recorder);
      if (refused != null) {
        return refused;
      }
    }
    Verdict refused = filter(c, iface.filtersOut(), attachment(out), recorder);
    if (refused != null) {
      return refused;
    }
    if (iface.checkDestinationOut() && !plane.owns(out, c.destination)) {
      recorder.notOwned(c, out, false);
      return Verdict.DROPPED_BY_SOURCE_CHECK;
    }
    // R211 a: an ICMP error that a gateway or edge brought reaches a guest only from where the
    // guest's own table leads; one of another guest is not asked about.
    if (!iface.icmpErrorClasses().isEmpty()
        && c.isIcmpError()
        && (c.ingress < 0 || topology.iface(c.ingress).icmpErrorClasses().isEmpty())
        && !sets.covers(topology.vrfOfInterface(out), c.source, iface.icmpErrorClasses())) {
      return Verdict.DROPPED_BY_FILTER;
    }
    return null;
  }

  private @Nullable Verdict moveTo(Cursor c, int iface, int neighbour) {
    if (live.interfacesSilent().get(iface)) {
      return Verdict.NEXT_HOP_UNREACHABLE;
    }
    if (Links.isHost(neighbour)) {
      int host = Links.host(neighbour);
      if (isDown(topology.interfaceOfHost(host))) {
        return Verdict.NEXT_HOP_UNREACHABLE;
      }
      c.host = host;
      c.node = -1;
      c.ingress = topology.interfaceOfHost(host);
      c.entry = null;
      return null;
    }
    if (isDown(neighbour) || live.interfacesSilent().get(neighbour)) {
      return Verdict.NEXT_HOP_UNREACHABLE;
    }
    if (neighbour != iface) {
      c.delay(plane.latencies().link(iface, neighbour));
    }
    place(c, neighbour);
    return null;
  }

  private void place(Cursor c, int iface) {
    c.host = -1;
    c.node = topology.nodeOfInterface(iface);
    c.ingress = iface;
    c.vrf = topology.vrfOfInterface(iface);
    c.fromInside = false;
    c.entry = null;
  }

  private boolean isDown(int iface) {
    return live.interfacesDown().get(iface)
        || live.nodesDown().get(topology.nodeOfInterface(iface));
  }

  private int owner(int iface, int address) {
    int owner = plane.links().owner(iface, address);
    return owner == Links.NOBODY ? electedOwner(iface, address) : owner;
  }

  private int ownerSeenByHost(int iface, int address) {
    int owner = plane.links().ownerSeenByHost(iface, address);
    return owner == Links.NOBODY ? electedOwner(iface, address) : owner;
  }

  private int electedOwner(int iface, int address) {
    int owner = elected.get(plane.spaceKey(iface, address));
    return owner == LongIntMap.ABSENT ? Links.NOBODY : owner;
  }

  /** Virtual addresses of HSRP, VRRP and the like: the first member that is up answers. */
  private LongIntMap elect() {
    LongIntMap owners = new LongIntMap();
    for (Group group : topology.network().groups().values()) {
      if (group.address() instanceof Ipv4Address(int bits) && group.domain() == null) {
        for (Group.Member member : group.members()) {
          int iface = topology.interfaceId(member.at());
          if (iface >= 0 && !isDown(iface)) {
            owners.putIfAbsent(plane.spaceKey(iface, bits), iface);
          }
        }
      }
    }
    return owners;
  }

  /** Addresses that a group owns in a domain lead to the port of its first member that is up. */
  private LongIntMap electPorts() {
    LongIntMap ports = new LongIntMap();
    for (Group group : topology.network().groups().values()) {
      if (group.address() instanceof Ipv4Address(int bits) && group.domain() != null) {
        for (Group.Member member : group.members()) {
          int iface = topology.interfaceId(member.at());
          int port = iface < 0 || isDown(iface) ? Links.NOBODY : plane.links().sole(iface);
          if (port >= 0) {
            ports.putIfAbsent(plane.domainKey(group.domain(), bits), port);
          }
        }
      }
    }
    return ports;
  }

  /** Fabric interface that owns an address in a domain, or −1; an elected member comes first. */
  private int port(String domain, int address) {
    long key = plane.domainKey(domain, address);
    int port = electedPorts.get(key);
    return port == LongIntMap.ABSENT ? plane.port(key) : port;
  }

  /** Identifies the attachment of filters to an interface, for both directions together. */
  private static long attachment(int iface) {
    return iface + 1L;
  }

  private static long hostAttachment(int host) {
    return -1L - host;
  }

  private @Nullable Verdict filter(
      Cursor c, List<String> names, long attachment, Recorder recorder) {
    for (int i = 0; i < names.size(); i++) {
      FilterProgram program = sets.filter(names.get(i));
      if (program == null) {
        continue;
      }
      Filter filter = program.filter();
      if (filter.stateful() && c.earlier != null && c.earlier.permitted(attachment)) {
        recorder.filtered(c, filter, null, true, true);
        continue;
      }
      int rule = program.decide(c);
      boolean permitted = program.permits(rule);
      recorder.filtered(
          c,
          filter,
          rule == FilterProgram.DEFAULT ? null : filter.rules().get(rule),
          permitted,
          false);
      if (!permitted) {
        return switch (filter.kind()) {
          case ACL, NETWORK_SECURITY_GROUP -> Verdict.DROPPED_BY_FILTER;
          case PEERING -> Verdict.DROPPED_BY_PEERING;
          case GUEST_FIREWALL -> Verdict.DROPPED_BY_GUEST_FIREWALL;
        };
      }
      if (filter.stateful() && c.trail != null) {
        c.trail.permit(attachment);
      }
    }
    return null;
  }
}
