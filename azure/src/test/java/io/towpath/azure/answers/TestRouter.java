package io.towpath.azure.answers;

import io.towpath.net.Community;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.Fragment;
import io.towpath.network.Host;
import io.towpath.network.HostTemplate;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceRef;
import io.towpath.network.LinkKind;
import io.towpath.network.NextHop;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.network.OpenEnd;
import io.towpath.network.Route;
import io.towpath.network.RouteClass;
import io.towpath.network.RoutePolicy;
import io.towpath.network.Secret;
import io.towpath.network.Segment;
import io.towpath.network.Services;
import io.towpath.network.Timers;
import io.towpath.network.TunnelEnd;
import io.towpath.network.Vrf;
import java.util.ArrayList;
import java.util.List;

/** A customer's router: a LAN with one host, tunnels over the Internet, a circuit's link, BGP. */
final class TestRouter {
  static final String UNDERLAY = "underlay";

  private final String name;
  private final long asn;
  private final List<Interface> interfaces = new ArrayList<>();
  private final List<Route> routes = new ArrayList<>();
  private final List<BgpPeer> peers = new ArrayList<>();
  private final List<BgpSpeaker.NetworkStatement> networks = new ArrayList<>();
  private final List<TunnelEnd> tunnels = new ArrayList<>();
  private final List<Host> hosts = new ArrayList<>();
  private final List<Segment> segments = new ArrayList<>();
  private String publicAddress = "";

  private TestRouter(String name, long asn) {
    this.name = name;
    this.asn = asn;
  }

  static TestRouter named(String name, long asn) {
    return new TestRouter(name, asn);
  }

  /** A loopback, from which BGP speaks. */
  TestRouter loopback(String address) {
    interfaces.add(
        Interface.named("lo", Vrf.DEFAULT, Origin.NONE)
            .address(IpAddress.parse(address), 32)
            .build());
    return this;
  }

  TestRouter internet(String address) {
    publicAddress = address;
    interfaces.add(
        Interface.named("wan", UNDERLAY, Origin.NONE)
            .address(IpAddress.parse(address), 32)
            .build());
    return this;
  }

  /** A LAN with the router at base + 1 and a host {@code NAME-vm} at base + 10. */
  TestRouter lan(String prefix) {
    Prefix lan = Prefix.parse(prefix);
    IpAddress own = lan.network().plus(1);
    interfaces.add(
        Interface.named("lan", Vrf.DEFAULT, Origin.NONE).address(own, lan.length()).build());
    networks.add(new BgpSpeaker.NetworkStatement(lan, null, true, Origin.NONE));
    hosts.add(
        new Host(
            name + "-vm",
            List.of(lan.network().plus(10)),
            lan.length(),
            own,
            new InterfaceRef(name, "lan"),
            new HostTemplate(true, List.of(), List.of(), Services.ASSUMED, List.of()),
            Origin.NONE));
    return this;
  }

  /** A default route into nothing, and its announcement. */
  TestRouter announcesDefault() {
    routes.add(
        new Route(
            Prefix.DEFAULT_IPV4,
            RouteClass.STATIC,
            new NextHop.Discard(true, null),
            1,
            0,
            0,
            null,
            null,
            Origin.NONE));
    networks.add(new BgpSpeaker.NetworkStatement(Prefix.DEFAULT_IPV4, null, true, Origin.NONE));
    return this;
  }

  /** Makes it the guest behind a NIC, with its address and the default gateway of the subnet. */
  TestRouter behind(String nic, String address, String gateway) {
    interfaces.add(
        Interface.named("eth0", Vrf.DEFAULT, Origin.NONE)
            .address(IpAddress.parse(address), 24)
            .build());
    routes.add(
        Route.of(
            Prefix.DEFAULT_IPV4,
            RouteClass.STATIC,
            new NextHop.Via(IpAddress.parse(gateway), "eth0", null),
            Origin.NONE));
    segments.add(
        new Segment(
            name + " " + nic,
            List.of(new InterfaceRef("(azure)", nic), new InterfaceRef(name, "eth0")),
            null,
            Origin.NONE));
    return this;
  }

  /** Originates a prefix, with communities, behind prepended ASNs. */
  TestRouter announces(String prefix, List<Community> communities, Long... prepended) {
    List<RoutePolicy.Change> changes = new ArrayList<>();
    changes.add(new RoutePolicy.Change.Communities(communities, false));
    changes.add(new RoutePolicy.Change.Prepend(List.of(prepended)));
    networks.add(
        new BgpSpeaker.NetworkStatement(
            Prefix.parse(prefix),
            new RoutePolicy(
                "announce " + prefix,
                List.of(new RoutePolicy.Term(10, true, List.of(), changes, Origin.NONE)),
                Origin.NONE),
            false,
            Origin.NONE));
    return this;
  }

  /** Marks a prefix on its way out: a mark of its own table would keep it from going at all. */
  TestRouter withholding(String prefix, Community community) {
    Prefix marked = Prefix.parse(prefix);
    RoutePolicy policy =
        new RoutePolicy(
            "mark " + prefix,
            List.of(
                new RoutePolicy.Term(
                    10,
                    true,
                    List.of(new RoutePolicy.Match.CoveredBy(List.of(marked))),
                    List.of(new RoutePolicy.Change.Communities(List.of(community), false)),
                    Origin.NONE),
                new RoutePolicy.Term(20, true, List.of(), List.of(), Origin.NONE)),
            Origin.NONE);
    peers.replaceAll(
        peer ->
            new BgpPeer(
                peer.address(),
                peer.remoteAsn(),
                null,
                peer.transport(),
                List.of(BgpPeer.Family.ipv4(List.of(), List.of(policy))),
                null,
                Origin.NONE));
    return this;
  }

  /** Sessions with the instances of a Route Server. */
  TestRouter routeServer(boolean override, String... instances) {
    for (String instance : instances) {
      peers.add(
          new BgpPeer(
              IpAddress.parse(instance),
              65515,
              null,
              BgpPeer.Transport.multihop(5),
              List.of(BgpPeer.Family.ipv4().withAsPath(BgpPeer.RemovePrivate.NO, 0, override)),
              null,
              Origin.NONE));
    }
    return this;
  }

  TestRouter tunnel(String tunnel, String remote) {
    interfaces.add(
        Interface.named(tunnel, Vrf.DEFAULT, Origin.NONE)
            .link(LinkKind.TUNNEL)
            .unnumbered("lo")
            .build());
    tunnels.add(
        new TunnelEnd(
            tunnel,
            tunnel,
            TunnelEnd.Kind.IPSEC,
            tunnel,
            UNDERLAY,
            IpAddress.parse(publicAddress),
            IpAddress.parse(remote),
            new TunnelEnd.Crypto(
                2,
                new Secret.NotPrinted(),
                new Secret.NotPrinted(),
                List.of(),
                List.of(),
                null,
                null),
            List.of(),
            true,
            true,
            true,
            Timers.DPD,
            Origin.NONE));
    return this;
  }

  TestRouter route(String prefix, String tunnel) {
    routes.add(
        new Route(
            Prefix.parse(prefix),
            RouteClass.STATIC,
            new NextHop.IntoTunnel(tunnel, null),
            1,
            0,
            0,
            null,
            null,
            Origin.NONE));
    return this;
  }

  /** A session over a tunnel, with the host route that it needs. */
  TestRouter overTunnel(String peer, long peerAsn, String tunnel, RoutePolicy... imports) {
    route(peer + "/32", tunnel);
    peers.add(
        new BgpPeer(
            IpAddress.parse(peer),
            peerAsn,
            null,
            BgpPeer.Transport.multihop(5).from(null, "lo"),
            List.of(BgpPeer.Family.ipv4(List.of(imports), List.of())),
            null,
            Origin.NONE));
    return this;
  }

  /** A link of a circuit; join it to {@code circuit:NAME/primary}. */
  TestRouter circuit(String iface, String address, int vlan, String peer, RoutePolicy... imports) {
    interfaces.add(
        Interface.named(iface, Vrf.DEFAULT, Origin.NONE)
            .address(IpAddress.parse(address), 30)
            .tags(List.of(vlan))
            .build());
    peers.add(
        new BgpPeer(
            IpAddress.parse(peer),
            12076,
            null,
            BgpPeer.Transport.CONNECTED,
            List.of(BgpPeer.Family.ipv4(List.of(imports), List.of())),
            null,
            Origin.NONE));
    return this;
  }

  static RoutePolicy localPreference(long value) {
    return new RoutePolicy(
        "prefer",
        List.of(
            new RoutePolicy.Term(
                10,
                true,
                List.of(),
                List.of(new RoutePolicy.Change.LocalPreference(value)),
                Origin.NONE)),
        Origin.NONE);
  }

  Fragment fragment() {
    Fragment.Builder fragment = new Fragment.Builder();
    List<Vrf> vrfs = new ArrayList<>();
    vrfs.add(Vrf.router(Vrf.DEFAULT, routes, Origin.NONE));
    vrfs.add(Vrf.router(UNDERLAY, List.of(), Origin.NONE));
    fragment.nodes.add(
        Node.named(name, NodeKind.ROUTER, Origin.NONE)
            .vrfs(vrfs)
            .interfaces(interfaces)
            .tunnels(tunnels)
            .bgp(
                asn == 0
                    ? List.of()
                    : List.of(
                        new BgpSpeaker(
                            Vrf.DEFAULT,
                            asn,
                            null,
                            BgpSpeaker.Options.IOS,
                            networks,
                            List.of(),
                            List.of(),
                            peers,
                            BgpSpeaker.Install.ALL,
                            Origin.NONE)))
            .build());
    fragment.hosts.addAll(hosts);
    fragment.segments.addAll(segments);
    if (!publicAddress.isEmpty()) {
      fragment.openEnds.add(
          new OpenEnd("internet", new InterfaceRef(name, "wan"), "", Origin.NONE));
    }
    return fragment.build();
  }
}
