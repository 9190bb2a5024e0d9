package io.towpath.devices.print;

import io.towpath.net.Ipv4Address;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpPeer.LocalAsMode;
import io.towpath.network.BgpPeer.NextHopMode;
import io.towpath.network.BgpPeer.RemovePrivate;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.BgpSpeaker.Aggregate;
import io.towpath.network.BgpSpeaker.Install;
import io.towpath.network.BgpSpeaker.NetworkStatement;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceAddress;
import io.towpath.network.LinkState;
import io.towpath.network.NextHop;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.network.OspfProcess;
import io.towpath.network.OspfProcess.DefaultOriginate;
import io.towpath.network.OspfProcess.OspfInterface;
import io.towpath.network.Redistribution;
import io.towpath.network.Route;
import io.towpath.network.RouteClass;
import io.towpath.network.RoutePolicy;
import io.towpath.network.Secret;
import io.towpath.network.Timers;
import io.towpath.network.Vrf;
import io.towpath.testkit.Choices;
import io.towpath.testkit.Generator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Routers with all of what FRR can express: several VRFs, static routes, OSPF, and BGP with every
 * knob and with random policies.
 */
public final class RandomRouter implements Generator<Node> {
  private static final Origin NOWHERE = Origin.NONE;

  private final RandomPolicy policies = new RandomPolicy();
  private final List<String> interfaceNames;

  /**
   * Routers.
   *
   * @param interfaceNames what the names of interfaces begin with, in the global table and in a VRF
   */
  public RandomRouter(String... interfaceNames) {
    this.interfaceNames = List.of(interfaceNames);
  }

  @Override
  public Node from(Choices choices) {
    List<String> vrfs =
        choices.nextInt(3) == 0 ? List.of(Vrf.DEFAULT, "red") : List.of(Vrf.DEFAULT);
    List<Interface> interfaces = new ArrayList<>();
    List<Vrf> tables = new ArrayList<>();
    List<BgpSpeaker> bgp = new ArrayList<>();
    List<OspfProcess> ospf = new ArrayList<>();
    for (int v = 0; v < vrfs.size(); v++) {
      List<Interface> own = interfaces(choices, vrfs.get(v), v);
      interfaces.addAll(own);
      tables.add(Vrf.router(vrfs.get(v), statics(choices, own), NOWHERE));
      if (choices.nextInt(4) > 0) {
        bgp.add(speaker(choices, vrfs.get(v), own));
      }
      if (choices.nextInt(3) == 0) {
        ospf.add(ospf(choices, vrfs.get(v), own));
      }
    }
    return Node.named("r" + choices.nextInt(5), NodeKind.ROUTER, NOWHERE)
        .forwards(choices.nextInt(5) > 0)
        .vrfs(tables)
        .interfaces(interfaces)
        .bgp(bgp)
        .ospf(ospf)
        .build();
  }

  private List<Interface> interfaces(Choices choices, String vrf, int index) {
    List<Interface> all = new ArrayList<>();
    int count = choices.between(1, 3);
    for (int i = 0; i < count; i++) {
      int length = choices.oneOf(List.of(24, 30, 31));
      Ipv4Address first = new Ipv4Address(10 << 24 | index << 16 | i << 8 | 1);
      List<InterfaceAddress> addresses = new ArrayList<>();
      addresses.add(InterfaceAddress.of(first, length));
      if (length == 24 && choices.nextInt(4) == 0) {
        addresses.add(new InterfaceAddress(new Ipv4Address(first.bits() + 6), length, true));
      }
      all.add(
          Interface.named(interfaceNames.get(index) + i, vrf, NOWHERE)
              .addresses(choices.nextInt(6) == 0 ? List.of() : addresses)
              .bandwidthKbps(choices.oneOf(List.of(0L, 1_000_000L, 10_000_000L, 100_000L)))
              .state(choices.nextInt(8) == 0 ? LinkState.ADMIN_DOWN : LinkState.UP)
              .build());
    }
    return all;
  }

  private static List<Route> statics(Choices choices, List<Interface> interfaces) {
    Map<String, Route> routes = new LinkedHashMap<>();
    for (Prefix prefix : choices.list(0, 4, RandomPolicy::prefix)) {
      String iface = choices.oneOf(interfaces).name();
      Ipv4Address via = new Ipv4Address(10 << 24 | choices.nextInt(4) << 8 | choices.between(2, 9));
      NextHop nextHop =
          switch (choices.nextInt(6)) {
            case 0 -> new NextHop.Via(via, null, null);
            case 1 -> new NextHop.Via(via, iface, null);
            case 2 -> new NextHop.Attached(iface, null);
            case 3 -> new NextHop.IntoTunnel(iface, null);
            case 4 -> new NextHop.Discard(true, null);
            default -> new NextHop.Discard(false, null);
          };
      Route route =
          new Route(
              prefix,
              RouteClass.STATIC,
              nextHop,
              choices.oneOf(List.of(1, 10, 200, 254)),
              0,
              choices.oneOf(List.of(0L, 7L, 4_000_000_000L)),
              null,
              null,
              NOWHERE);
      routes.putIfAbsent(prefix + " " + nextHop, route);
    }
    return List.copyOf(routes.values());
  }

  private BgpSpeaker speaker(Choices choices, String vrf, List<Interface> interfaces) {
    long asn = choices.oneOf(List.of(65001L, 3356L, 4_200_000_001L));
    List<BgpPeer> peers = new ArrayList<>();
    int count = choices.nextInt(4);
    for (int i = 0; i < count; i++) {
      peers.add(peer(choices, asn, i, interfaces));
    }
    boolean needsRoute = choices.nextBoolean();
    Map<Prefix, NetworkStatement> networks = new LinkedHashMap<>();
    for (Prefix prefix : choices.list(0, 3, RandomPolicy::prefix)) {
      RoutePolicy policy = choices.nextInt(3) == 0 ? policies.originating(choices) : null;
      networks.putIfAbsent(
          prefix, new NetworkStatement(prefix, policy, needsRoute, false, NOWHERE));
    }
    Map<Prefix, Aggregate> aggregates = new LinkedHashMap<>();
    for (Prefix prefix : choices.list(0, 2, RandomPolicy::prefix)) {
      RoutePolicy policy = choices.nextInt(3) == 0 ? policies.originating(choices) : null;
      aggregates.putIfAbsent(
          prefix,
          new Aggregate(prefix, choices.nextBoolean(), choices.nextBoolean(), policy, NOWHERE));
    }
    List<Redistribution> redistributions = new ArrayList<>();
    for (String source : List.of(RouteClass.CONNECTED, RouteClass.STATIC, RouteClass.OSPF)) {
      if (choices.nextInt(4) == 0) {
        redistributions.add(redistribution(choices, source));
      }
    }
    return new BgpSpeaker(
        vrf,
        asn,
        new Ipv4Address(0x01010101 + choices.nextInt(3)),
        new BgpSpeaker.Options(
            choices.oneOf(List.of(1, 2, 8)),
            choices.oneOf(List.of(1, 2, 8)),
            choices.nextBoolean()
                ? BgpSpeaker.MultipathAsPath.SAME_LENGTH
                : BgpSpeaker.MultipathAsPath.SAME_NEIGHBOUR,
            false,
            choices.nextBoolean(),
            choices.nextBoolean(),
            choices.oneOf(List.of(100L, 0L, 4_294_967_295L)),
            choices.nextBoolean() ? null : new Ipv4Address(0x09090909),
            choices.oneOf(List.of(20, 30)),
            choices.oneOf(List.of(200, 190)),
            choices.oneOf(List.of(200, 180))),
        List.copyOf(networks.values()),
        List.copyOf(aggregates.values()),
        redistributions,
        peers,
        choices.oneOf(List.of(Install.ALL, Install.NONE, Install.INTO_TUNNELS)),
        NOWHERE);
  }

  private Redistribution redistribution(Choices choices, String source) {
    return new Redistribution(
        source,
        null,
        choices.oneOf(List.of(true, false)) ? null : Long.valueOf(choices.nextInt(100)),
        choices.between(1, 2),
        choices.nextInt(3) == 0 ? policies.originating(choices) : null,
        NOWHERE);
  }

  private BgpPeer peer(Choices choices, long asn, int index, List<Interface> interfaces) {
    boolean external = choices.nextInt(3) > 0;
    long remote = external ? choices.oneOf(List.of(65002L, 12076L, 4_200_000_002L)) : asn;
    Long localAs = external && choices.nextInt(4) == 0 ? Long.valueOf(65009L) : null;
    int ttl = external ? choices.oneOf(List.of(1, 1, 5, 255)) : 255;
    Timers timers =
        new Timers(
            Duration.ofSeconds(choices.oneOf(List.of(180, 9, 30))),
            Duration.ofSeconds(choices.oneOf(List.of(60, 3, 10))),
            Duration.ofSeconds(choices.oneOf(List.of(30, 1, 120))),
            null,
            0);
    if (choices.nextInt(3) == 0) {
      timers = timers.withBfd(Duration.ofMillis(choices.oneOf(List.of(300, 1000))), 3);
    }
    return new BgpPeer(
        new Ipv4Address(0xC0A80002 + index * 4),
        remote,
        localAs,
        localAs == null ? LocalAsMode.PREPEND : choices.oneOf(List.of(LocalAsMode.values())),
        new BgpPeer.Transport(
            choices.nextInt(3) == 0 ? new Ipv4Address(0x0A000001) : null,
            choices.nextInt(3) == 0 ? choices.oneOf(interfaces).name() : null,
            ttl,
            ttl == 1 && choices.nextInt(3) > 0,
            choices.nextInt(3) == 0 ? new Secret.Known("s3cret") : new Secret.Absent(),
            choices.nextInt(4) > 0,
            choices.nextInt(5) == 0,
            timers),
        choices.nextInt(6) == 0 ? List.of() : List.of(family(choices, external)),
        choices.nextInt(3) == 0 ? "to the other side" : null,
        NOWHERE);
  }

  private BgpPeer.Family family(Choices choices, boolean external) {
    boolean originates = choices.nextInt(5) == 0;
    int limit = choices.oneOf(List.of(0, 0, 100));
    return new BgpPeer.Family(
        io.towpath.net.AddressFamily.IPV4,
        choices.list(0, 3, policies::receiving),
        choices.list(0, 3, policies::sending),
        limit,
        limit > 0 && choices.nextBoolean(),
        choices.oneOf(List.of(NextHopMode.values())),
        !external && choices.nextBoolean(),
        external ? choices.oneOf(List.of(RemovePrivate.values())) : RemovePrivate.NO,
        choices.oneOf(List.of(0, 0, 3)),
        external && choices.nextInt(4) == 0,
        choices.oneOf(List.of(0, 0, 5000)),
        choices.nextBoolean(),
        originates,
        originates && choices.nextBoolean() ? policies.originating(choices) : null,
        choices.nextBoolean());
  }

  private OspfProcess ospf(Choices choices, String vrf, List<Interface> interfaces) {
    List<OspfInterface> members = new ArrayList<>();
    for (Interface iface : interfaces) {
      if (choices.nextInt(4) > 0) {
        int hello = choices.oneOf(List.of(10, 1, 5));
        Timers timers =
            new Timers(
                Duration.ofSeconds(4L * hello),
                Duration.ofSeconds(hello),
                Timers.OSPF.connectRetry(),
                null,
                0);
        members.add(
            new OspfInterface(
                iface.name(),
                choices.oneOf(List.of(0L, 1L, 3_232_235_776L)),
                choices.oneOf(List.of(0, 1, 65_535)),
                choices.nextBoolean(),
                choices.nextBoolean(),
                choices.oneOf(List.of(0, 1, 255)),
                choices.nextInt(3) == 0 ? timers.withBfd(Duration.ofMillis(300), 3) : timers,
                NOWHERE));
      }
    }
    List<Redistribution> redistributions = new ArrayList<>();
    for (String source : List.of(RouteClass.CONNECTED, RouteClass.STATIC, RouteClass.BGP)) {
      if (choices.nextInt(3) == 0) {
        redistributions.add(
            new Redistribution(
                source,
                null,
                choices.nextBoolean() ? null : Long.valueOf(choices.nextInt(1000)),
                choices.between(1, 2),
                choices.nextInt(3) == 0 ? policies.intoOspf(choices) : null,
                NOWHERE));
      }
    }
    DefaultOriginate originate =
        choices.nextInt(3) > 0
            ? null
            : new DefaultOriginate(
                choices.nextBoolean(),
                choices.nextInt(100),
                choices.between(1, 2),
                choices.nextInt(3) == 0 ? policies.intoOspf(choices) : null,
                NOWHERE);
    return new OspfProcess(
        "1",
        vrf,
        new Ipv4Address(0x02020202),
        members,
        redistributions,
        originate,
        choices.oneOf(List.of(100L, 100_000L)),
        choices.oneOf(List.of(110, 30)),
        choices.oneOf(List.of(1, 4)),
        OspfProcess.ForwardingAddress.ON_ANY_SUBNET,
        NOWHERE);
  }
}
