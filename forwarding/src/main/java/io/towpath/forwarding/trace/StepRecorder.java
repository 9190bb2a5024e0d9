package io.towpath.forwarding.trace;

import io.towpath.forwarding.Verdict;
import io.towpath.forwarding.plane.Cursor;
import io.towpath.forwarding.plane.Dataplane;
import io.towpath.forwarding.plane.FlowState;
import io.towpath.forwarding.plane.Recorder;
import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Origin;
import io.towpath.net.PacketHeader;
import io.towpath.network.Filter;
import io.towpath.network.HopProfile;
import io.towpath.network.Vrf;
import io.towpath.routing.Topology;
import io.towpath.routing.engine.RoutingState;
import io.towpath.routing.fib.FibEntry;
import io.towpath.routing.fib.Forward;
import io.towpath.routing.live.TunnelTable;
import io.towpath.routing.rib.RibRoute;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the route of a walk, the TTL it spends, and, if wanted, every step with its reason. */
final class StepRecorder implements Recorder {
  private final Dataplane plane;
  private final Topology topology;
  private final @Nullable RoutingState routing;
  private final boolean reasons;
  final List<WalkStep> steps = new ArrayList<>();
  final List<String> route = new ArrayList<>();
  final List<Integer> touched = new ArrayList<>();
  final List<Spent> spent = new ArrayList<>();

  /**
   * A recorder of one walk.
   *
   * @param routing tables that say why a route is there; null = nothing says
   * @param reasons whether to keep steps
   */
  StepRecorder(Dataplane plane, @Nullable RoutingState routing, boolean reasons) {
    this.plane = plane;
    this.routing = routing;
    this.topology = plane.topology();
    this.reasons = reasons;
  }

  @Override
  public boolean wantsDetail() {
    return reasons;
  }

  private String name(Cursor c) {
    return c.host() >= 0 ? topology.host(c.host()).name() : topology.node(c.node()).name();
  }

  @Override
  public void arrived(Cursor c) {
    route.add(name(c));
    if (c.ingress() >= 0) {
      touched.add(c.ingress());
    }
    if (reasons) {
      steps.add(
          new WalkStep.Arrived(
              name(c),
              c.ingress() < 0,
              c.ingress() < 0 || c.host() >= 0 ? null : topology.iface(c.ingress()).name(),
              c.vrf() < 0 || topology.vrf(c.vrf()).name().equals(Vrf.DEFAULT)
                  ? null
                  : topology.vrf(c.vrf()).name()));
    }
  }

  @Override
  public void filtered(
      Cursor c, Filter filter, Filter.@Nullable Rule rule, boolean permitted, boolean byState) {
    if (reasons) {
      steps.add(
          new WalkStep.Filtered(
              name(c),
              filter.name(),
              rule == null ? "its default" : "\"" + rule.name() + "\"",
              permitted,
              byState,
              rule == null ? filter.origin() : rule.origin()));
    }
  }

  @Override
  public void routed(Cursor c, FibEntry entry, Forward chosen, int alternatives) {
    if (!reasons) {
      return;
    }
    RibRoute because = because(c.vrf(), entry);
    steps.add(
        new WalkStep.Routed(
            name(c),
            topology.vrf(c.vrf()).name(),
            entry.prefix(),
            entry.routeClass(),
            describe(chosen),
            because == null ? "" : because.why().text(),
            because == null ? "" : because.why().rule(),
            alternatives,
            because == null ? Origin.NONE : because.origin()));
  }

  private @Nullable RibRoute because(int vrf, FibEntry entry) {
    if (routing != null) {
      for (RibRoute candidate : routing.rib(vrf).at(entry.prefix())) {
        if (candidate.isActive() && candidate.routeClass().equals(entry.routeClass())) {
          return candidate;
        }
      }
    }
    return null;
  }

  private String describe(Forward forward) {
    return switch (forward) {
      case Forward.Neighbour(int iface, IpAddress address) ->
          address + " on " + topology.iface(iface).name();
      case Forward.Attached(int iface) -> "the neighbour on " + topology.iface(iface).name();
      case Forward.Receive(int iface) -> "this node";
      case Forward.ToPort(String domain, IpAddress address) -> address + " in " + domain;
      case Forward.Deliver(String domain, String filter) -> "its owner in " + domain;
      case Forward.ToGroup(String group) -> "group " + group;
      case Forward.IntoTunnel(int iface) -> "tunnel " + topology.iface(iface).name();
      case Forward.OtherVrf(int vrf) -> "VRF " + topology.vrf(vrf).name();
      case Forward.Internet(int iface) -> "the Internet";
      case Forward.Discard(boolean silent) -> "nowhere: it is discarded";
    };
  }

  @Override
  public void leaving(Cursor c, int iface) {
    touched.add(iface);
  }

  @Override
  public void translated(Cursor c, PacketHeader before, PacketHeader after, String side) {
    if (reasons) {
      steps.add(new WalkStep.Translated(name(c), before, after, side));
    }
  }

  @Override
  public void tunnelled(Cursor c, int fromInterface, int toInterface) {
    if (reasons) {
      StepRecorder underlay = underlay(fromInterface, toInterface);
      steps.add(
          new WalkStep.Tunnelled(
              name(c),
              topology.iface(fromInterface).name(),
              topology.node(topology.nodeOfInterface(toInterface)).name(),
              topology.iface(toInterface).name(),
              underlay.route,
              underlay.touched));
    }
  }

  /** The way of a tunnel's own packets between two inner interfaces; empty if nothing says. */
  private StepRecorder underlay(int fromInterface, int toInterface) {
    StepRecorder quiet = new StepRecorder(plane, routing, false);
    if (routing == null) {
      return quiet;
    }
    TunnelTable tunnels = routing.tunnels();
    for (int a : tunnels.endsAt(fromInterface)) {
      for (int pair : tunnels.pairsOf(a)) {
        TunnelTable.End from = tunnels.end(a);
        TunnelTable.End to = tunnels.end(tunnels.pair(pair).other(a));
        IpAddress target = from.config().remote();
        if (to.iface() == toInterface && from.underlayVrf() >= 0) {
          PacketHeader outer =
              new PacketHeader(
                  from.config().local(),
                  target == null ? to.config().local() : target,
                  PacketHeader.ESP,
                  0,
                  0);
          if (outer.source() instanceof Ipv4Address) {
            Cursor c = Cursor.of(outer).atNode(from.node(), from.underlayVrf());
            plane.run(c, plane.flowHash(), quiet);
          }
          return quiet;
        }
      }
    }
    return quiet;
  }

  @Override
  public void spent(Cursor c, HopProfile.Responder responder) {
    IpAddress address =
        switch (responder) {
          case HopProfile.Responder.IngressAddress() -> ownAddress(topology, c.ingress());
          case HopProfile.Responder.Given(IpAddress given) -> given;
          case HopProfile.Responder.Silent(String label) -> null;
        };
    String silence =
        responder instanceof HopProfile.Responder.Silent(String label)
            ? label + " never answers"
            : address == null ? "it has no address to answer from" : "";
    FlowState trail = c.trail();
    spent.add(
        new Spent(
            c.node(),
            topology.vrfOfInterface(c.ingress()),
            address,
            silence,
            c.latencyNanos(),
            c.header(),
            trail == null ? new FlowState() : trail.copy()));
    if (reasons) {
      steps.add(
          new WalkStep.TtlSpent(
              name(c),
              c.spent(),
              address == null ? "nobody (" + silence + ")" : address.toString()));
    }
  }

  /** Primary address of an interface, or the one that it borrows; null if there is none. */
  static @Nullable IpAddress ownAddress(Topology topology, int iface) {
    IpAddress own = topology.iface(iface).primaryAddress();
    String borrowed = topology.iface(iface).unnumbered();
    if (own == null && borrowed != null) {
      int lender = topology.interfaceId(topology.nodeOfInterface(iface), borrowed);
      return lender < 0 ? null : topology.iface(lender).primaryAddress();
    }
    return own;
  }

  private static String called(PacketHeader header) {
    return switch (header.protocol()) {
          case PacketHeader.TCP -> "TCP port " + header.destinationPort();
          case PacketHeader.UDP -> "UDP port " + header.destinationPort();
          default -> "protocol " + header.protocol();
        }
        + " of "
        + header.destination();
  }

  @Override
  public void refused(Cursor c, Refusal why, int iface) {
    if (reasons) {
      String at = iface < 0 ? "" : topology.iface(iface).name();
      Origin origin = iface < 0 ? Origin.NONE : topology.iface(iface).origin();
      PacketHeader header = c.header();
      steps.add(
          switch (why) {
            case FOREIGN_SOURCE ->
                new WalkStep.Refused(
                    name(c), foreign("source", header.source(), at), "R53", origin);
            case FOREIGN_DESTINATION ->
                new WalkStep.Refused(
                    name(c), foreign("destination", header.destination(), at), "R53", origin);
            case SOURCE_OF_ANOTHER ->
                new WalkStep.Refused(
                    name(c),
                    "the source "
                        + header.source()
                        + " is not an address of the guest at "
                        + at
                        + ", which alone is translated there",
                    "R57",
                    origin);
            case UNKNOWN_ERROR_SOURCE ->
                new WalkStep.Refused(
                    name(c),
                    "the table of "
                        + at
                        + " leads nowhere private for the error's source "
                        + header.source(),
                    "R211",
                    origin);
            case NO_PORT ->
                new WalkStep.Refused(
                    name(c), "nothing is forwarded from " + called(header), "R59", origin);
            case OUTSIDE_SELECTORS ->
                new WalkStep.Refused(
                    name(c),
                    "no traffic selector of the tunnel " + at + " covers the packet",
                    "R112",
                    origin);
            case DELIVERY_CUT ->
                new WalkStep.Refused(name(c), "the peering is disconnected", "R63", origin);
          });
    }
  }

  private static String foreign(String side, IpAddress address, String port) {
    return "the "
        + side
        + " "
        + address
        + " is not an address of the guest at "
        + port
        + ", and IP forwarding is off";
  }

  /** Keeps how the walk ended. */
  void ended(Cursor c, Verdict verdict) {
    if (reasons) {
      steps.add(new WalkStep.Ended(name(c), verdict, describe(c, verdict)));
    }
  }

  private String describe(Cursor c, Verdict verdict) {
    IpAddress destination = c.header().destination();
    return switch (verdict) {
      case DELIVERED -> "is delivered here";
      case NO_ROUTE ->
          c.host() >= 0
              ? "has no gateway for " + destination
              : "has no route to " + destination + inVrf(c.vrf());
      case NO_OWNER -> "finds nobody who owns " + destination;
      case NEXT_HOP_UNREACHABLE -> "gets no answer from the next hop";
      case DOES_NOT_FORWARD -> "does not forward packets for " + destination;
      case NO_LISTENER -> "has nothing that listens on port " + c.header().destinationPort();
      case DISCARDED,
          DROPPED_BY_FILTER,
          DROPPED_BY_PEERING,
          DROPPED_BY_GUEST_FIREWALL,
          DROPPED_BY_SOURCE_CHECK,
          TUNNEL_DOWN,
          NAT_REFUSED,
          NO_SESSION,
          LOOP,
          LEFT_THE_MODEL,
          UNSUPPORTED ->
          verdict.text();
    };
  }

  private String inVrf(int vrf) {
    String name = vrf < 0 ? Vrf.DEFAULT : topology.vrf(vrf).name();
    return name.equals(Vrf.DEFAULT) ? "" : " in VRF " + name;
  }
}
