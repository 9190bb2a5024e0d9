package io.towpath.lab.plan;

import io.towpath.devices.print.Reach;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceRef;
import io.towpath.network.NextHop;
import io.towpath.network.Node;
import io.towpath.network.OspfProcess;
import io.towpath.network.Redistribution;
import io.towpath.network.Route;
import io.towpath.network.RoutePolicy;
import io.towpath.network.Secret;
import io.towpath.network.TunnelEnd;
import io.towpath.network.Vrf;
import io.towpath.routing.live.RouterIds;
import io.towpath.routing.live.SessionTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One VRF of a node as a router of its own, as the daemons of its space see it: the VRF is the
 * global table, interfaces have their Linux names, router ids are those that the whole node would
 * choose, and keys that nobody prints are the peer's.
 */
final class LocalNode {
  private final LabDraft draft;
  private final Node node;
  private final Vrf vrf;
  private final List<Interface> interfaces;

  private LocalNode(LabDraft draft, Node node, Vrf vrf, List<Interface> interfaces) {
    this.draft = draft;
    this.node = node;
    this.vrf = vrf;
    this.interfaces = interfaces;
  }

  /**
   * The node of one VRF.
   *
   * @param interfaces interfaces of the VRF that the lab has
   */
  static Node of(LabDraft draft, Node node, Vrf vrf, List<Interface> interfaces) {
    return new LocalNode(draft, node, vrf, interfaces).build();
  }

  private Node build() {
    return Node.named(draft.names().space(node, vrf.name()), node.kind(), node.origin())
        .forwards(node.forwards())
        .vrfs(List.of(Vrf.router(Vrf.DEFAULT, routes(), vrf.origin())))
        .interfaces(interfaces.stream().map(this::rename).toList())
        .bgp(
            node.bgp().stream()
                .filter(speaker -> speaker.vrf().equals(vrf.name()))
                .map(this::speaker)
                .toList())
        .ospf(
            node.ospf().stream()
                .filter(process -> process.vrf().equals(vrf.name()))
                .map(this::process)
                .toList())
        .tunnels(tunnels())
        .build();
  }

  private @Nullable String linux(@Nullable String iface) {
    return iface == null || node.findInterface(iface) == null
        ? iface
        : draft.names().iface(new InterfaceRef(node.name(), iface));
  }

  private String linuxName(String iface) {
    String name = linux(iface);
    return name == null ? iface : name;
  }

  private Interface rename(Interface iface) {
    Interface.Builder renamed =
        Interface.named(linuxName(iface.name()), Vrf.DEFAULT, iface.origin())
            .addresses(iface.addresses())
            .unnumbered(linux(iface.unnumbered()))
            .link(iface.link())
            .state(iface.state())
            .mtu(iface.mtu())
            .bandwidthKbps(iface.bandwidthKbps());
    return renamed.build();
  }

  private List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    for (Route route : vrf.routes()) {
      LocalNextHop hop = LocalNextHop.of(route, interfaces);
      if (hop == null) {
        draft.remark(
            Remark.Kind.MISSING,
            node.name(),
            "The route " + route.prefix() + " " + route.nextHop() + " is not built.");
        continue;
      }
      if (hop.onlink()) {
        draft.remark(
            new Remark(
                Remark.Kind.NOT_COMPARED,
                node.name(),
                "The next hop of the route "
                    + route.prefix()
                    + " lies outside the subnets of its interface, which the daemon refuses.",
                Reach.prefix(route.prefix())));
      }
      routes.add(
          new Route(
              route.prefix(),
              route.routeClass(),
              nextHop(hop),
              route.distance(),
              route.metric(),
              route.tag(),
              route.name(),
              linux(route.requiresUp()),
              route.origin()));
    }
    return routes;
  }

  private NextHop nextHop(LocalNextHop hop) {
    if (hop.discard() != LocalNextHop.Discard.NO) {
      return new NextHop.Discard(hop.discard() == LocalNextHop.Discard.SILENTLY, null);
    }
    if (hop.leak() != null) {
      return new NextHop.Attached(VrfLeaks.iface(hop.leak()), null);
    }
    String iface = linux(hop.iface());
    if (hop.address() != null) {
      return new NextHop.Via(hop.address(), iface, null);
    }
    String out = iface == null ? "" : iface;
    return hop.tunnel() ? new NextHop.IntoTunnel(out, null) : new NextHop.Attached(out, null);
  }

  private BgpSpeaker speaker(BgpSpeaker speaker) {
    List<BgpPeer> peers = new ArrayList<>();
    for (int i = 0; i < speaker.peers().size(); i++) {
      peers.add(peer(speaker.peers().get(i), key(speaker, i)));
    }
    return new BgpSpeaker(
        Vrf.DEFAULT,
        speaker.asn(),
        RouterIds.choose(speaker.routerId(), node, vrf.name()),
        speaker.options(),
        speaker.networks().stream()
            .map(
                own ->
                    new BgpSpeaker.NetworkStatement(
                        own.prefix(),
                        policy(own.policy()),
                        own.needsRoute(),
                        own.takesOver(),
                        own.origin()))
            .toList(),
        speaker.aggregates().stream()
            .map(
                own ->
                    new BgpSpeaker.Aggregate(
                        own.prefix(),
                        own.summaryOnly(),
                        own.asSet(),
                        policy(own.policy()),
                        own.origin()))
            .toList(),
        redistributions(speaker.redistributions()),
        peers,
        speaker.install(),
        speaker.origin());
  }

  /** The key of a peer; one that is not printed is assumed to be the other end's. */
  private Secret key(BgpSpeaker speaker, int index) {
    Secret own = speaker.peers().get(index).transport().key();
    if (!(own instanceof Secret.NotPrinted)) {
      return own;
    }
    SessionTable sessions = draft.sessions();
    int id = draft.topology().vrfId(draft.topology().nodeId(node.name()), vrf.name());
    int end = sessions.firstEndOf(sessions.speakerOf(id)) + index;
    for (int pair : sessions.pairsOf(end)) {
      Secret other = sessions.end(sessions.pair(pair).other(end)).peer().transport().key();
      if (other instanceof Secret.Known) {
        return other;
      }
    }
    return new Secret.Absent();
  }

  private BgpPeer peer(BgpPeer peer, Secret key) {
    BgpPeer.Transport transport = peer.transport();
    return new BgpPeer(
        peer.address(),
        peer.remoteAsn(),
        peer.localAsn(),
        peer.localAsMode(),
        transport.from(transport.localAddress(), linux(transport.updateSource())).withKey(key),
        peer.families().stream().map(this::family).toList(),
        peer.label(),
        peer.origin());
  }

  private BgpPeer.Family family(BgpPeer.Family family) {
    return new BgpPeer.Family(
        family.family(),
        policies(family.imports()),
        policies(family.exports()),
        family.prefixLimit(),
        family.limitWarnsOnly(),
        family.nextHop(),
        family.reflectorClient(),
        family.removePrivate(),
        family.allowOwnAs(),
        family.asOverride(),
        family.weight(),
        family.sendCommunity(),
        family.defaultOriginate(),
        policy(family.defaultPolicy()),
        family.keepsReceived(),
        family.translations());
  }

  private OspfProcess process(OspfProcess process) {
    OspfProcess.DefaultOriginate origin = process.defaultOriginate();
    return new OspfProcess(
        process.id(),
        Vrf.DEFAULT,
        RouterIds.choose(process.routerId(), node, vrf.name()),
        process.interfaces().stream()
            .map(
                own ->
                    new OspfProcess.OspfInterface(
                        linuxName(own.name()),
                        own.area(),
                        own.cost(),
                        own.pointToPoint(),
                        own.passive(),
                        own.priority(),
                        own.timers(),
                        own.origin()))
            .toList(),
        redistributions(process.redistributions()),
        origin == null
            ? null
            : new OspfProcess.DefaultOriginate(
                origin.always(),
                origin.metric(),
                origin.metricType(),
                policy(origin.policy()),
                origin.origin()),
        process.referenceBandwidthMbps(),
        process.distance(),
        process.maximumPaths(),
        process.forwardingAddress(),
        process.origin());
  }

  private List<Redistribution> redistributions(List<Redistribution> all) {
    return all.stream()
        .map(
            own ->
                new Redistribution(
                    own.fromClass(),
                    own.processId(),
                    own.metric(),
                    own.metricType(),
                    policy(own.policy()),
                    own.origin()))
        .toList();
  }

  private List<TunnelEnd> tunnels() {
    List<TunnelEnd> ends = new ArrayList<>();
    for (TunnelEnd end : node.tunnels()) {
      if (interfaces.stream().anyMatch(iface -> iface.name().equals(end.iface()))) {
        ends.add(
            new TunnelEnd(
                end.name(),
                end.connection(),
                end.kind(),
                linuxName(end.iface()),
                Vrf.DEFAULT,
                end.local(),
                end.remote(),
                end.crypto(),
                end.selectors(),
                end.initiates(),
                end.responds(),
                end.enabled(),
                end.timers(),
                end.origin()));
      }
    }
    return ends;
  }

  private List<RoutePolicy> policies(List<RoutePolicy> policies) {
    List<RoutePolicy> renamed = new ArrayList<>();
    for (RoutePolicy policy : policies) {
      RoutePolicy local = policy(policy);
      renamed.add(local == null ? policy : local);
    }
    return renamed;
  }

  /** The same object unless a term names an interface: equal policies print once. */
  private @Nullable RoutePolicy policy(@Nullable RoutePolicy policy) {
    if (policy == null
        || policy.terms().stream()
            .flatMap(term -> term.matches().stream())
            .noneMatch(match -> match instanceof RoutePolicy.Match.OutInterface)) {
      return policy;
    }
    List<RoutePolicy.Term> terms = new ArrayList<>();
    for (RoutePolicy.Term term : policy.terms()) {
      List<RoutePolicy.Match> matches = new ArrayList<>();
      for (RoutePolicy.Match match : term.matches()) {
        matches.add(
            match instanceof RoutePolicy.Match.OutInterface(List<String> names)
                ? new RoutePolicy.Match.OutInterface(names.stream().map(this::linuxName).toList())
                : match);
      }
      terms.add(
          new RoutePolicy.Term(
              term.sequence(), term.permit(), matches, term.changes(), term.origin()));
    }
    return new RoutePolicy(policy.name(), terms, policy.origin());
  }
}
