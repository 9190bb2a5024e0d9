package io.towpath.forwarding;

import static io.towpath.forwarding.Lab.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.forwarding.trace.Trace;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.PacketHeader;
import io.towpath.net.Prefix;
import io.towpath.network.HopProfile;
import io.towpath.network.HopProfile.Responder;
import io.towpath.network.HopProfile.Row;
import io.towpath.network.Interface;
import io.towpath.network.LinkKind;
import io.towpath.network.NextHop;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.network.Route;
import io.towpath.network.Timers;
import io.towpath.network.TunnelEnd;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** TTL accounting by hop profile, and who answers when it runs out (R204–R211, R278). */
class HopTest {

  /** The accounting of the seed era: two units into a tunnel, none out of it, one as a router. */
  private static final HopProfile VPN_GATEWAY =
      new HopProfile(
          List.of(
              new Row(
                  LinkKind.FABRIC_PORT,
                  LinkKind.TUNNEL,
                  List.of(new Responder.IngressAddress(), new Responder.Silent("peer gateway"))),
              new Row(
                  LinkKind.FABRIC_PORT,
                  LinkKind.FABRIC_PORT,
                  List.of(new Responder.IngressAddress()))));

  /** Two VNets with a gateway each and a tunnel between the gateways. */
  private static Lab vnets(HopProfile profile) {
    Lab lab = new Lab();
    lab.net.connect("gw1", "wan", "gw2", "wan", "198.51.100.0/30");
    for (String n : List.of("1", "2")) {
      String other = n.equals("1") ? "2" : "1";
      lab.fabric("cloud")
          .deliver("vnet" + n, "10." + n + ".0.0/16", "vnet" + n)
          .route(
              "vnet" + n,
              "10." + other + ".0.0/16",
              new NextHop.Port("vnet" + n, IpAddress.parse("10." + n + ".0.100"), null))
          .vm("vm" + n, "vnet" + n, "vnet" + n, "10." + n + ".0.4")
          .vm("vm" + n + "b", "vnet" + n, "vnet" + n, "10." + n + ".0.5")
          .port("gw" + n, "vnet" + n, "vnet" + n, "10." + n + ".0.100");
      lab.net.link("cloud:gw" + n, "gw" + n + ":port");
      lab.router("gw" + n)
          .iface(
              Interface.named("port", "default", Origin.NONE)
                  .link(LinkKind.FABRIC_PORT)
                  .address(IpAddress.parse("10." + n + ".0.100"), 32)
                  .sendsUnreachables(false)
                  .build())
          .iface(
              Interface.named("tunnel", "default", Origin.NONE)
                  .link(LinkKind.TUNNEL)
                  .unnumbered("port")
                  .build())
          .route("10." + n + ".0.0/16", new NextHop.Attached("port", null))
          .route("10." + other + ".0.0/16", new NextHop.IntoTunnel("tunnel", null))
          .tunnel(gre("198.51.100." + n, "198.51.100." + other))
          .node(b -> b.hops(profile));
    }
    return lab;
  }

  static TunnelEnd gre(String local, @Nullable String remote) {
    return new TunnelEnd(
        "t",
        "t",
        TunnelEnd.Kind.GRE,
        "tunnel",
        "default",
        IpAddress.parse(local),
        remote == null ? null : IpAddress.parse(remote),
        null,
        List.of(),
        true,
        true,
        true,
        Timers.DPD,
        Origin.NONE);
  }

  @Test
  void aFabricSpendsNothing() {
    // R204
    assertThat(vnets(VPN_GATEWAY).solve().hops("vm1", "10.1.0.5")).containsExactly("10.1.0.5");
  }

  @Test
  void intoATunnelAGatewaySpendsTwoOfWhichOneAnswersAndOutOfItNone() {
    // R205, R206
    Lab.Bench bench = vnets(VPN_GATEWAY).solve();
    assertThat(bench.hops("vm1", "10.2.0.4")).containsExactly("10.1.0.100", "*", "10.2.0.4");
    Trace.Hop silent = bench.trace("vm1", "10.2.0.4").hops().get(1);
    assertThat(silent.note()).isEqualTo("peer gateway never answers");
    assertThat(silent.node()).isEqualTo("gw1");
  }

  @Test
  void theAccountingIsDataOfTheNode() {
    // R278: newer captures show no hop at all.
    assertThat(vnets(HopProfile.INVISIBLE).solve().hops("vm1", "10.2.0.4"))
        .containsExactly("10.2.0.4");
    HopProfile given =
        new HopProfile(
            List.of(
                new Row(null, null, List.of(new Responder.Given(IpAddress.parse("10.1.0.77"))))));
    assertThat(vnets(given).solve().trace("vm1", "10.2.0.4").forward().steps().toString())
        .contains("responder=10.1.0.77");
  }

  @Test
  void aTunnelInterfaceAnswersWithTheAddressThatItBorrows() {
    // R207 with ip unnumbered
    Lab lab = vnets(VPN_GATEWAY);
    lab.router("gw2").node(b -> b.hops(HopProfile.ROUTER));
    lab.net.connect("gw2", "lan2", "lan", "up", "10.2.9.0/30");
    assertThat(lab.solve().hops("vm1", "10.2.0.4"))
        .containsExactly("10.1.0.100", "*", "10.2.0.100", "10.2.0.4");
  }

  @Test
  void thePathOfATunnelIsToldWithItsUnderlay() {
    assertThat(vnets(VPN_GATEWAY).solve().ping("vm1", "10.2.0.4").steps().toString())
        .contains("underlay=[gw1, gw2]");
  }

  @Test
  void anErrorGoesHomeInTheTableOfTheInterfaceByWhichThePacketCame() {
    // The customer's table leaks into the shared one, which knows no way back.
    Lab lab = new Lab();
    lab.router("pe")
        .ifaceIn("red", "lan", "10.1.0.1/24")
        .route(
            "red",
            Route.of(
                Prefix.parse("0.0.0.0/0"),
                "static",
                new NextHop.OtherVrf("default", null),
                Origin.NONE));
    lab.net.connect("pe", "core", "192.168.0.0/30");
    lab.router("pe").route("0.0.0.0/0", "192.168.0.2");
    lab.host("a", "10.1.0.10/24", "10.1.0.1", "pe:lan");
    assertThat(lab.solve().trace("a", "172.16.0.1").hops().getFirst().address())
        .hasToString("10.1.0.1");
  }

  private static Lab routers(boolean unreachables) {
    Lab lab = new Lab();
    lab.net.connect("r1", "r2", "192.168.0.0/30");
    lab.router("r1").iface("lan", "10.1.0.1/24").route("0.0.0.0/0", "192.168.0.2");
    lab.router("r2").route("10.1.0.0/24", "192.168.0.1");
    lab.router("r2").change("to-r1", i -> i.sendsUnreachables(unreachables));
    lab.host("a", "10.1.0.10/24", "10.1.0.1", "r1:lan");
    return lab;
  }

  @Test
  void aRouterWithoutRouteSaysSoUnlessToldNotTo() {
    // R213
    Trace.IcmpError error =
        Objects.requireNonNull(routers(true).solve().trace("a", "172.16.0.1").error());
    assertThat(error.from()).hasToString("192.168.0.2");
    assertThat(error.type()).isEqualTo(PacketHeader.UNREACHABLE);
    assertThat(error.code()).isEqualTo(1);
    assertThat(routers(false).solve().trace("a", "172.16.0.1").error()).isNull();
  }

  @Test
  void noIpUnreachablesDoesNotHideARouterFromTraces() {
    Lab lab = routers(false);
    lab.router("r2").iface("lan", "10.2.0.1/24");
    lab.host("b", "10.2.0.10/24", "10.2.0.1", "r2:lan");
    assertThat(lab.solve().hops("a", "10.2.0.10"))
        .containsExactly("10.1.0.1", "192.168.0.2", "10.2.0.10");
  }

  @Test
  void aDiscardRouteIsSilentOnlyIfItSaysSo() {
    Lab loud = routers(true);
    loud.router("r2").route("172.16.0.0/12", new NextHop.Discard(false, null));
    assertThat(loud.solve().trace("a", "172.16.0.1").error()).isNotNull();
    Lab silent = routers(true);
    silent.router("r2").route("172.16.0.0/12", new NextHop.Discard(true, null));
    assertThat(silent.solve().trace("a", "172.16.0.1").error()).isNull();
  }

  @Test
  void aLinuxServerSaysThatTheNetIsUnreachable() {
    Lab lab = routers(true);
    lab.router("r2").node(HopTest::asServer);
    Trace.IcmpError error = Objects.requireNonNull(lab.solve().trace("a", "172.16.0.1").error());
    assertThat(error.code()).isZero();
  }

  private static Node.Builder asServer(Node.Builder builder) {
    Node node = builder.build();
    return Node.named(node.name(), NodeKind.SERVER, node.origin())
        .vrfs(node.vrfs())
        .interfaces(node.interfaces());
  }

  @Test
  void aHostThatFindsNobodyOnItsLinkReportsItItself() {
    Trace.IcmpError error =
        Objects.requireNonNull(routers(true).solve().trace("a", "10.1.0.77").error());
    assertThat(error.from()).hasToString("10.1.0.10");
    assertThat(error.node()).isEqualTo("a");
  }

  @Test
  void aClosedUdpPortIsReportedByItsOwner() {
    Lab lab = routers(true);
    lab.router("r2").iface("lan", "10.2.0.1/24");
    lab.host(
        "b",
        "10.2.0.10/24",
        "10.2.0.1",
        "r2:lan",
        Lab.template(List.of(), List.of(), Lab.listening()));
    Trace trace =
        lab.solve().trace("a", header("10.1.0.10", "10.2.0.10", PacketHeader.UDP, 40000, 33434));
    assertThat(trace.verdict()).isEqualTo(Verdict.NO_LISTENER);
    Trace.IcmpError error = Objects.requireNonNull(trace.error());
    assertThat(error.from()).hasToString("10.2.0.10");
    assertThat(error.code()).isEqualTo(3);
  }

  @Test
  void aLoopIsReportedByTheRouterAtWhichTheTtlRunsOut() {
    Lab lab = routers(true);
    lab.router("r2").route("172.16.0.0/12", "192.168.0.1");
    Trace trace = lab.solve().trace("a", "172.16.0.1");
    assertThat(trace.verdict()).isEqualTo(Verdict.LOOP);
    assertThat(trace.hops()).hasSize(30);
    Trace.IcmpError error = Objects.requireNonNull(trace.error());
    assertThat(error.type()).isEqualTo(PacketHeader.TIME_EXCEEDED);
    assertThat(error.from()).hasToString("192.168.0.2");
  }
}
