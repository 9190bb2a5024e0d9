package io.towpath.estate.answers;

import io.towpath.azure.answers.NetworkWatcher;
import io.towpath.azure.compile.AzureNames;
import io.towpath.estate.load.Estate;
import io.towpath.estate.names.EstateNames;
import io.towpath.estate.names.FailureNames;
import io.towpath.estate.names.MachineInterfaces;
import io.towpath.estate.names.Where;
import io.towpath.forwarding.solver.Solution;
import io.towpath.forwarding.trace.Pin;
import io.towpath.forwarding.trace.PingText;
import io.towpath.forwarding.trace.Place;
import io.towpath.forwarding.trace.Trace;
import io.towpath.forwarding.trace.Tracer;
import io.towpath.forwarding.trace.Walk;
import io.towpath.forwarding.trace.Walker;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Ipv6Address;
import io.towpath.net.Nearest;
import io.towpath.net.Origin;
import io.towpath.net.PacketHeader;
import io.towpath.net.Unsupported;
import io.towpath.network.Node;
import io.towpath.network.Services;
import io.towpath.network.VrfRef;
import io.towpath.routing.live.SessionCause;
import io.towpath.routing.live.SessionTable;
import io.towpath.routing.live.TunnelCause;
import io.towpath.routing.live.TunnelTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers questions about an estate in one state of failures, by the names that people type. */
public final class Answers {
  private final Estate.Variant variant;
  private final Solution solution;
  private final EstateNames names;
  private final List<Pin> pins;
  private final Tracer tracer;
  private final Walker walker;
  private final MachineInterfaces interfaces;

  /** Answers about a solved estate. */
  public Answers(Estate estate, FailureNames.Outcome outcome) {
    this.variant = outcome.variant();
    this.solution = outcome.solution();
    this.names = new EstateNames(variant);
    List<Pin> resolved = new ArrayList<>();
    for (var pin : estate.file().pins()) {
      resolved.add(
          new Pin(
              names.nodeOf(pin.from(), pin.origin()),
              names.nodeOf(pin.to(), pin.origin()),
              names.nodeOf(pin.via(), pin.origin()),
              pin.origin()));
    }
    this.pins = List.copyOf(resolved);
    this.walker = new Walker(solution);
    this.interfaces = new MachineInterfaces(names, estate.resources());
    this.tracer = new Tracer(walker, pins);
  }

  public Solution solution() {
    return solution;
  }

  public EstateNames names() {
    return names;
  }

  public Tracer tracer() {
    return tracer;
  }

  /** Pins of the estate, with names looked up. */
  public List<Pin> pins() {
    return pins;
  }

  /** A probe as it leaves: where it begins and its header. */
  public record Probe(Place from, PacketHeader header, @Nullable String expectedName) {}

  /**
   * Prepares a probe.
   *
   * @param protocol IP protocol; ICMP is an echo request
   * @param port destination port of TCP and UDP
   * @param source overrides the source address, or null
   */
  public Probe probe(
      String from, String to, int protocol, int port, @Nullable IpAddress source, Origin origin) {
    Place place = names.place(from, solution, origin);
    EstateNames.Target target = names.target(to, origin);
    IpAddress own = source != null ? source : sourceTowards(place, target.address());
    if (own == null) {
      throw new InvalidInputException(
          Finding.error(
              "TP1203",
              origin,
              "\"" + from + "\" has no address to send from.",
              "Give one with --source."));
    }
    if (own.family() != target.address().family()) {
      throw new InvalidInputException(
          Finding.error(
              "TP1211",
              origin,
              "The source "
                  + own
                  + " and the destination "
                  + target.address()
                  + " are of different families.",
              "Choose addresses of one family."));
    }
    PacketHeader header =
        protocol == PacketHeader.ICMP
            ? PacketHeader.echo(own, target.address())
            : new PacketHeader(own, target.address(), protocol, EPHEMERAL_PORT, port);
    return new Probe(place, header, target.name());
  }

  private static final int EPHEMERAL_PORT = 50000;

  /** Towards IPv6, which is not modelled, nobody has an address: the unspecified one stands in. */
  private @Nullable IpAddress sourceTowards(Place place, IpAddress destination) {
    return destination instanceof Ipv6Address
        ? Ipv6Address.parse("::")
        : walker.sourceAddress(place, destination);
  }

  /** Traces an echo request by names. */
  public Trace trace(String from, String to, Origin origin) {
    return trace(from, to, 0, origin);
  }

  /**
   * Traces by names.
   *
   * @param tcp destination port of a TCP packet; 0 = an echo request
   */
  public Trace trace(String from, String to, int tcp, Origin origin) {
    return trace(from, to, tcp, false, origin);
  }

  /**
   * Traces by names.
   *
   * @param tcp destination port of a TCP packet; 0 = an echo request
   * @param reasons whether to keep the steps of the walks
   */
  public Trace trace(String from, String to, int tcp, boolean reasons, Origin origin) {
    int protocol = tcp > 0 ? PacketHeader.TCP : PacketHeader.ICMP;
    Probe probe = probe(from, to, protocol, tcp, null, origin);
    return tracer.trace(probe.from(), probe.header(), reasons);
  }

  /** TTL with which the reply of an answered ping arrives; null if nobody is known to answer. */
  public @Nullable Integer replyTtl(Trace trace) {
    String far = trace.answeredBy();
    return far == null
        ? null
        : PingText.ttl(trace, isWindows(names.place(far, solution, Origin.NONE)));
  }

  /** True if a place is a machine with Windows. */
  public boolean isWindows(Place place) {
    return switch (place) {
      case Place.AtHost(int host) -> solution.topology().host(host).template().windows();
      case Place.AtNode(int node, int vrf) -> solution.topology().node(node).windows();
    };
  }

  /**
   * What DHCP gave a host.
   *
   * @param server device that gave it
   * @param router default gateway that came with it, or null
   */
  public record LeaseAnswer(
      IpAddress address, String server, @Nullable IpAddress router, List<IpAddress> dnsServers) {
    public LeaseAnswer {
      dnsServers = List.copyOf(dnsServers);
    }
  }

  /** The lease of a host; null if nobody gave it one. */
  public @Nullable LeaseAnswer lease(String host, Origin origin) {
    if (!variant.network().hosts().containsKey(host)) {
      throw new InvalidInputException(
          Finding.error(
              "TP1218",
              origin,
              "There is no host \"" + host + "\".",
              Nearest.question(host, variant.network().hosts().keySet())));
    }
    for (Node node : variant.network().nodes().values()) {
      for (Services.DhcpScope scope : node.services().dhcpScopes()) {
        for (Services.Lease lease : scope.leases()) {
          if (lease.host().equals(host)) {
            return new LeaseAnswer(
                lease.address(), node.name(), scope.router(), scope.dnsServers());
          }
        }
      }
    }
    return null;
  }

  /** Interfaces by which a packet came to nodes and left them, in order: {@code NODE:INTERFACE}. */
  public List<String> crossed(Walk walk) {
    return walk.touched().stream()
        .map(
            iface ->
                solution.topology().node(solution.topology().nodeOfInterface(iface)).name()
                    + ":"
                    + solution.topology().iface(iface).name())
        .toList();
  }

  /** Network Watcher's next hop of a machine (R242). */
  public NetworkWatcher.NextHopAnswer nextHop(String machine, IpAddress to, Origin origin) {
    return watcher().nextHop(interfaces.one(machine, null, null, origin), to, origin);
  }

  /** Network Watcher's IP flow verify at a machine (R243). */
  public NetworkWatcher.IpFlowAnswer ipFlow(
      String machine, boolean inbound, PacketHeader header, Origin origin) {
    return watcher().ipFlow(interfaces.one(machine, null, null, origin), inbound, header);
  }

  /** Network Watcher over this solution. */
  public NetworkWatcher watcher() {
    return new NetworkWatcher(solution, variant.names());
  }

  /** What names of Azure stand for in the network that answers. */
  public AzureNames azureNames() {
    return variant.names();
  }

  /** Network interfaces of virtual machines. */
  public MachineInterfaces interfaces() {
    return interfaces;
  }

  /** What keeps a probe from being walked: IPv6, so far; empty if nothing does. */
  public static List<Unsupported> unsupported(Probe probe, Origin origin) {
    IpAddress destination = probe.header().destination();
    return destination instanceof Ipv4Address
        ? List.of()
        : List.of(
            new Unsupported(
                origin,
                "IPv6 is not modelled yet: nothing is said about packets to " + destination,
                List.of()));
  }

  /** Routes of a NIC, subnet, gateway or router. */
  public Table routes(String where, Origin origin) {
    return switch (names.where(where, origin)) {
      case Where.Nic(AzureNames.NicName nic) ->
          AzureTables.routes(solution, variant.names(), nic, origin);
      case Where.Subnet(AzureNames.SubnetName subnet) ->
          AzureTables.routes(solution, variant.names(), subnet.vrf());
      case Where.Gateway(AzureNames.GatewayName gateway, Integer instance) ->
          AzureTables.routes(solution, variant.names(), gateway.subnet());
      case Where.Router(String node, var vrfs) -> new RouterTables(solution).routes(vrfs);
    };
  }

  /**
   * BGP table.
   *
   * @param view learned, received or advertised
   * @param peer required for received and advertised of routers; address or name
   */
  public Table bgp(String where, String view, @Nullable String peer, Origin origin) {
    return switch (names.where(where, origin)) {
      case Where.Gateway(AzureNames.GatewayName gateway, Integer instance) ->
          AzureTables.bgp(solution, variant.names(), gateway, instance, view, peer, origin);
      case Where.Router(String node, var vrfs) -> {
        RouterTables tables = new RouterTables(solution);
        if (view.equals("learned")) {
          yield tables.learned(vrfs);
        }
        if (peer == null) {
          throw new InvalidInputException(
              Finding.error(
                  "TP1212", origin, "The view " + view + " needs a peer.", "Name one by --peer."));
        }
        yield view.equals("received")
            ? tables.received(vrfs, peer, origin)
            : tables.advertised(vrfs, peer, origin);
      }
      case Where.Nic(AzureNames.NicName nic) -> throw noSpeaker(where, origin);
      case Where.Subnet(AzureNames.SubnetName subnet) -> throw noSpeaker(where, origin);
    };
  }

  /** Peers of a gateway with the state of each session, as {@code getBgpPeerStatus} (R98). */
  public Table bgpPeers(String where, Origin origin) {
    if (names.where(where, origin)
        instanceof Where.Gateway(AzureNames.GatewayName gateway, Integer instance)) {
      return AzureTables.bgpPeers(solution, gateway, instance);
    }
    throw new InvalidInputException(
        Finding.error("TP1215", origin, "\"" + where + "\" is no gateway.", "Name a gateway."));
  }

  private static InvalidInputException noSpeaker(String where, Origin origin) {
    return new InvalidInputException(
        Finding.error(
            "TP1213",
            origin,
            "\"" + where + "\" speaks no BGP.",
            "Name a gateway, a device or DEVICE/VRF."));
  }

  /** Route table of one link of a circuit, or of both, one after the other. */
  public Table circuitRoutes(String circuit, Origin origin) {
    return AzureTables.circuitRoutes(solution, names.links(circuit, origin));
  }

  /**
   * State of a session or tunnel.
   *
   * @param causes why it is down, or why those of several are that are; empty if all are up
   */
  public record State(boolean up, List<String> causes) {
    public State {
      causes = List.copyOf(causes);
    }
  }

  /**
   * State of the sessions that {@link #bgp} reads with a peer: up if any is.
   *
   * @param peer address or name of the peer
   */
  public State peerSession(String where, String peer, Origin origin) {
    List<VrfRef> vrfs =
        switch (names.where(where, origin)) {
          case Where.Gateway(AzureNames.GatewayName gateway, Integer instance) ->
              gateway.instances().stream()
                  .filter(i -> instance == null || i.equals(gateway.instances().get(instance)))
                  .map(AzureNames.Instance::bgp)
                  .toList();
          case Where.Router(String node, var routerVrfs) -> routerVrfs;
          case Where.Nic(AzureNames.NicName nic) -> throw noSpeaker(where, origin);
          case Where.Subnet(AzureNames.SubnetName subnet) -> throw noSpeaker(where, origin);
        };
    return new PeerSessions(solution).state(vrfs, peer);
  }

  /** State of the BGP sessions between two names: up if any is. */
  public State session(String a, String b, Origin origin) {
    List<String> nodesA = names.sessionNodes(a, origin);
    List<String> nodesB = names.sessionNodes(b, origin);
    SessionTable sessions = solution.routing().sessions();
    List<String> causes = new ArrayList<>();
    boolean found = false;
    for (int p = 0; p < sessions.pairCount(); p++) {
      SessionTable.Pair pair = sessions.pair(p);
      String left = solution.topology().node(sessions.end(pair.a()).node()).name();
      String right = solution.topology().node(sessions.end(pair.b()).node()).name();
      if (nodesA.contains(left) && nodesB.contains(right)
          || nodesA.contains(right) && nodesB.contains(left)) {
        found = true;
        if (solution.isSessionUp(p)) {
          return new State(true, List.of());
        }
        SessionCause cause = solution.sessionCauses().get(p);
        causes.add(cause == null ? "another session of its end is up" : cause.text());
      }
    }
    return found ? new State(false, causes) : new State(false, unpairedCauses(nodesA, nodesB));
  }

  private List<String> unpairedCauses(List<String> nodesA, List<String> nodesB) {
    SessionTable sessions = solution.routing().sessions();
    List<String> causes = new ArrayList<>();
    for (int end = 0; end < sessions.endCount(); end++) {
      String node = solution.topology().node(sessions.end(end).node()).name();
      if ((nodesA.contains(node) || nodesB.contains(node)) && sessions.pairsOf(end).length == 0) {
        String peer = sessions.end(end).peer().address().toString();
        sessions.unpaired(end).forEach(c -> causes.add(node + " to " + peer + ": " + c.text()));
      }
    }
    return causes.isEmpty() ? List.of("neither end names the other") : causes;
  }

  /** State of a connection's tunnels: up if any is. */
  public State tunnel(String connection, Origin origin) {
    TunnelTable tunnels = solution.routing().tunnels();
    List<String> causes = new ArrayList<>();
    boolean up = false;
    for (AzureNames.TunnelName name : names.tunnels(connection, origin)) {
      for (int end = 0; end < tunnels.endCount(); end++) {
        TunnelTable.End candidate = tunnels.end(end);
        if (solution.topology().node(candidate.node()).name().equals(name.node())
            && candidate.config().name().equals(name.tunnel())) {
          up |= solution.livePairOfTunnel(end) >= 0;
          for (TunnelCause cause : solution.whyTunnelDown(end)) {
            causes.add(cause.code() + ": " + cause.text());
          }
        }
      }
    }
    return up ? new State(true, List.of()) : new State(false, causes);
  }
}
