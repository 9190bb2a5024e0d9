package io.towpath.forwarding.trace;

import io.towpath.forwarding.plane.Cursor;
import io.towpath.forwarding.plane.FlowState;
import io.towpath.forwarding.plane.Recorder;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.PacketHeader;
import io.towpath.network.Filter;
import io.towpath.network.HopProfile;
import io.towpath.network.Vrf;
import io.towpath.routing.Topology;
import io.towpath.routing.engine.RoutingState;
import io.towpath.routing.fib.FibEntry;
import io.towpath.routing.fib.Forward;
import io.towpath.routing.rib.RibRoute;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the route of a walk, the TTL it spends, and, if wanted, every step with its reason. */
final class StepRecorder implements Recorder {
  private final Topology topology;
  private final RoutingState routing;
  private final boolean reasons;
  final List<WalkStep> steps = new ArrayList<>();
  final List<String> route = new ArrayList<>();
  final List<Integer> touched = new ArrayList<>();
  final List<Spent> spent = new ArrayList<>();

  StepRecorder(RoutingState routing, boolean reasons) {
    this.routing = routing;
    this.topology = routing.topology();
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
              c.host() >= 0 || topology.vrf(c.vrf()).name().equals(Vrf.DEFAULT)
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
    RibRoute because = null;
    for (RibRoute candidate : routing.rib(c.vrf()).at(entry.prefix())) {
      if (candidate.isActive() && candidate.routeClass().equals(entry.routeClass())) {
        because = candidate;
      }
    }
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
  public void translated(Cursor c, PacketHeader before, PacketHeader after, String side) {
    if (reasons) {
      steps.add(new WalkStep.Translated(name(c), before, after, side));
    }
  }

  @Override
  public void tunnelled(Cursor c, int fromInterface, int toInterface) {
    if (reasons) {
      steps.add(
          new WalkStep.Tunnelled(
              name(c),
              topology.iface(fromInterface).name(),
              topology.node(topology.nodeOfInterface(toInterface)).name(),
              topology.iface(toInterface).name()));
    }
  }

  @Override
  public void spent(Cursor c, HopProfile.Responder responder) {
    IpAddress address =
        switch (responder) {
          case HopProfile.Responder.IngressAddress() -> ingressAddress(c.ingress());
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
            c.vrf(),
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

  private @Nullable IpAddress ingressAddress(int iface) {
    IpAddress own = topology.iface(iface).primaryAddress();
    String borrowed = topology.iface(iface).unnumbered();
    if (own == null && borrowed != null) {
      int lender = topology.interfaceId(topology.nodeOfInterface(iface), borrowed);
      return lender < 0 ? null : topology.iface(lender).primaryAddress();
    }
    return own;
  }

  @Override
  public void notOwned(Cursor c, int iface, boolean source) {
    if (reasons) {
      steps.add(
          new WalkStep.NotOwned(
              name(c),
              topology.iface(iface).name(),
              (source ? c.header().source() : c.header().destination()).toString(),
              source,
              topology.iface(iface).origin()));
    }
  }
}
