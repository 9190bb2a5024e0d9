package io.towpath.forwarding;

import static io.towpath.forwarding.Lab.down;
import static io.towpath.forwarding.Lab.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.forwarding.solver.Solution;
import io.towpath.net.Finding;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.PacketHeader;
import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import io.towpath.network.Failure;
import io.towpath.network.Filter;
import io.towpath.network.Interface;
import io.towpath.network.LinkKind;
import io.towpath.network.NatRule;
import io.towpath.network.NatSide;
import io.towpath.network.NextHop;
import io.towpath.network.Secret;
import io.towpath.network.Timers;
import io.towpath.network.TunnelEnd;
import io.towpath.network.TunnelEnd.Crypto;
import io.towpath.network.TunnelEnd.Kind;
import io.towpath.network.TunnelEnd.Selector;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which tunnels come up: parameters, and walks of their own packets both ways (R104, R114). */
class TunnelSolverTest {

  /** How an end is configured. */
  private record End(
      String local,
      @Nullable String remote,
      Kind kind,
      Secret key,
      boolean opens,
      List<Selector> selectors) {
    static End ipsec(String local, @Nullable String remote) {
      return new End(local, remote, Kind.IPSEC, new Secret.Known("k"), true, List.of());
    }

    End key(String text) {
      return new End(local, remote, kind, new Secret.Known(text), opens, selectors);
    }

    End kind(Kind other) {
      return new End(local, remote, other, key, opens, selectors);
    }

    End answersOnly() {
      return new End(local, remote, kind, key, false, selectors);
    }

    End selectors(String own, String other) {
      return new End(
          local,
          remote,
          kind,
          key,
          opens,
          List.of(new Selector(Prefix.parse(own), Prefix.parse(other))));
    }
  }

  /**
   * Two sites behind two routers with a provider in between: site a – gwa – (nat) – isp – gwb –
   * site b.
   */
  private static Lab sites(End a, End b, boolean nat) {
    Lab lab = new Lab();
    String outer = nat ? "nat" : "gwa";
    if (nat) {
      lab.net.connect("gwa", "wan", "nat", "in", "172.16.0.0/30");
      lab.router("gwa").route("0.0.0.0/0", "172.16.0.2");
      lab.router("nat").change("in", i -> i.natSide(NatSide.INSIDE));
    }
    lab.net.connect(outer, nat ? "out" : "wan", "isp", "a", "198.51.100.0/30");
    lab.net.connect("gwb", "wan", "isp", "b", "203.0.113.0/30");
    lab.router(outer).route("0.0.0.0/0", "198.51.100.2");
    lab.router("gwb").route("0.0.0.0/0", "203.0.113.2");
    lab.router("isp").route("198.51.100.8/29", "198.51.100.1");
    site(lab, "gwa", "a", a, "10.1.0", "10.2.0.0/24");
    site(lab, "gwb", "b", b, "10.2.0", "10.1.0.0/24");
    return lab;
  }

  private static void site(
      Lab lab, String gateway, String host, End end, String net, String remoteNet) {
    lab.router(gateway)
        .iface("lan", net + ".1/24")
        .iface(
            Interface.named("Tunnel0", "default", Origin.NONE)
                .link(LinkKind.TUNNEL)
                .unnumbered("lan")
                .build())
        .route(remoteNet, new NextHop.IntoTunnel("Tunnel0", null))
        .tunnel(config(end));
    lab.host(host, net + ".10/24", net + ".1", gateway + ":lan");
  }

  static TunnelEnd config(End end) {
    return new TunnelEnd(
        "vpn",
        "vpn",
        end.kind,
        "Tunnel0",
        "default",
        IpAddress.parse(end.local),
        end.remote == null ? null : IpAddress.parse(end.remote),
        end.kind == Kind.GRE
            ? null
            : new Crypto(2, end.key, end.key, List.of(), List.of(), null, null),
        end.selectors,
        end.opens,
        true,
        true,
        Timers.DPD,
        Origin.NONE);
  }

  private static final End A = End.ipsec("198.51.100.1", "203.0.113.1");
  private static final End B = End.ipsec("203.0.113.1", "198.51.100.1");

  private static List<String> causes(Lab lab, Failure... failures) {
    Solution solution = lab.solve(failures).solution();
    return solution.whyTunnelDown(0).stream().map(c -> c.code() + ": " + c.text()).toList();
  }

  private static void block(Lab lab, String router, int protocol, int port) {
    lab.filter("block", Filter.Kind.ACL, false, true, rule(false, protocol, null, null, port));
    lab.router(router).change("a", i -> i.filtersIn(List.of("block")));
  }

  @Test
  void aTunnelWhosePacketsArriveBothWaysIsUp() {
    Lab.Bench bench = sites(A, B, false).solve();
    assertThat(bench.solution().whyTunnelDown(0)).isEmpty();
    assertThat(bench.trace("a", "10.2.0.10").answered()).isTrue();
    assertThat(bench.ping("a", "10.2.0.10").route()).containsExactly("a", "gwa", "gwb", "b");
  }

  @Test
  void differentKeysHoldItDown() {
    Lab lab = sites(A, B.key("other"), false);
    assertThat(causes(lab).toString()).contains("preSharedKeyMismatch");
    assertThat(lab.solve().ping("a", "10.2.0.10").verdict()).isEqualTo(Verdict.NO_ROUTE);
  }

  @Test
  void theNegotiationMustArrive() {
    Lab lab = sites(A, B, false);
    block(lab, "isp", PacketHeader.UDP, 500);
    assertThat(causes(lab))
        .containsExactly(
            "underlayUnreachable: UDP 500 from gwa does not arrive: dropped by a filter at isp");
  }

  @Test
  void soMustThePayload() {
    Lab lab = sites(A, B, false);
    block(lab, "isp", PacketHeader.ESP, 0);
    assertThat(causes(lab))
        .containsExactly(
            "underlayUnreachable: ESP from gwa does not arrive: dropped by a filter at isp");
    Lab gre = sites(A.kind(Kind.GRE), B.kind(Kind.GRE), false);
    block(gre, "isp", PacketHeader.ESP, 0);
    assertThat(causes(gre)).isEmpty();
  }

  @Test
  void theAnswersMustComeBack() {
    Lab lab = sites(A, B, false);
    lab.filter("block", Filter.Kind.ACL, false, false);
    lab.router("isp").change("b", i -> i.filtersIn(List.of("block")));
    assertThat(causes(lab).toString()).contains("UDP 500 from gwb does not arrive");
  }

  @Test
  void withoutARouteTheCauseSaysWhere() {
    Lab lab = sites(A, B, false);
    lab.router("isp").discard("203.0.113.0/24").discard("203.0.113.1/32");
    assertThat(causes(lab).toString()).contains("discarded by a route at isp");
  }

  @Test
  void anEndWhoseInterfaceIsDownIsTheCause() {
    assertThat(causes(sites(A, B, false), down("gwb:wan")))
        .containsExactly("endDown: gwb:wan is down");
    assertThat(causes(sites(A, B, false), down("gwb:Tunnel0")))
        .containsExactly("endDown: gwb:Tunnel0 is down");
    assertThat(causes(sites(A, B, false), new Failure.NodeDown("gwb")))
        .containsExactly("endDown: gwb is down");
  }

  @Test
  void aFailureHoldsATunnelDown() {
    assertThat(causes(sites(A, B, false), new Failure.TunnelDown("gwa", "vpn")))
        .containsExactly("heldDown: held down");
  }

  private static NatRule fixed() {
    return new NatRule.Static(
        "default",
        IpAddress.parse("172.16.0.1"),
        IpAddress.parse("198.51.100.9"),
        32,
        0,
        0,
        0,
        0,
        Origin.NONE);
  }

  private static NatRule masquerade() {
    return new NatRule.Dynamic(
        "default",
        List.of(new AddressSet.Any()),
        null,
        List.of(IpAddress.parse("198.51.100.9")),
        null,
        List.of(),
        Origin.NONE);
  }

  private static Lab behindNat(NatRule rule, End a, End b) {
    Lab lab = sites(a, b, true);
    lab.router("nat").change("out", i -> i.natSide(NatSide.OUTSIDE)).nat(rule);
    return lab;
  }

  private static final End INSIDE = End.ipsec("172.16.0.1", "203.0.113.1");
  private static final End TOWARDS_NAT = End.ipsec("203.0.113.1", "198.51.100.9");

  @Test
  void behindNatThePayloadTravelsInUdp4500() {
    // R114
    Lab lab = behindNat(fixed(), INSIDE, TOWARDS_NAT);
    assertThat(causes(lab)).isEmpty();
    assertThat(lab.solve().trace("b", "10.1.0.10").answered()).isTrue();
    lab = behindNat(fixed(), INSIDE, TOWARDS_NAT);
    block(lab, "isp", PacketHeader.UDP, 4500);
    assertThat(causes(lab).toString()).contains("UDP 4500 from gwa does not arrive");
    lab = behindNat(fixed(), INSIDE, TOWARDS_NAT);
    block(lab, "isp", PacketHeader.ESP, 0);
    assertThat(causes(lab)).isEmpty();
  }

  @Test
  void behindASharedAddressTheInnerEndMustOpen() {
    // R114
    assertThat(causes(behindNat(masquerade(), INSIDE, TOWARDS_NAT))).isEmpty();
    assertThat(causes(behindNat(masquerade(), INSIDE.answersOnly(), TOWARDS_NAT)).toString())
        .contains("UDP 500 from gwb does not arrive: no session matches at nat");
  }

  private static NatRule port(int port) {
    return new NatRule.Static(
        "default",
        IpAddress.parse("172.16.0.1"),
        IpAddress.parse("198.51.100.1"),
        32,
        PacketHeader.UDP,
        port,
        port,
        1,
        Origin.NONE);
  }

  @Test
  void bothPortsMustBeMapped() {
    // R225
    End outside = End.ipsec("203.0.113.1", "198.51.100.1");
    Lab lab = behindNat(port(500), INSIDE, outside);
    lab.router("nat").nat(port(4500));
    assertThat(causes(lab)).isEmpty();
    for (int mapped : new int[] {500, 4500}) {
      int missing = mapped == 500 ? 4500 : 500;
      assertThat(causes(behindNat(port(mapped), INSIDE, outside)))
          .containsExactly(
              "underlayUnreachable: UDP "
                  + missing
                  + " from gwb does not arrive: nat owns 198.51.100.1 and translates it no"
                  + " further; from the other end: gwb expects 198.51.100.1, the peer sends from"
                  + " 172.16.0.1");
    }
  }

  @Test
  void anEndThatExpectsAnotherAddressThanNatGivesRefuses() {
    Lab lab = behindNat(masquerade(), INSIDE, End.ipsec("203.0.113.1", "198.51.100.1"));
    assertThat(causes(lab))
        .containsExactly(
            "remoteAddressMismatch: gwb expects 198.51.100.1, the peer sends from 172.16.0.1");
  }

  @Test
  void packetsThatNoSelectorCoversAreDropped() {
    // R112
    Lab lab =
        sites(
            A.selectors("10.1.0.0/24", "10.2.0.0/24"),
            B.selectors("10.2.0.0/24", "10.1.0.0/24"),
            false);
    lab.router("gwa").route("10.3.0.0/24", new NextHop.IntoTunnel("Tunnel0", null));
    Lab.Bench bench = lab.solve();
    assertThat(bench.trace("a", "10.2.0.10").answered()).isTrue();
    assertThat(bench.ping("a", "10.3.0.1").verdict()).isEqualTo(Verdict.DROPPED_BY_FILTER);
    assertThat(bench.ping("a", "10.3.0.1").steps().toString()).contains("R112");
  }

  @Test
  void aTunnelCannotCarryItsOwnPackets() {
    Lab lab = sites(A, B, false);
    lab.router("gwa").route("203.0.113.1/32", new NextHop.IntoTunnel("Tunnel0", null));
    Solution solution = lab.solve().solution();
    assertThat(solution.problems()).extracting(Finding::code).contains("TP6001");
    assertThat(solution.problems().getFirst().message()).contains("tunnel vpn");
  }

  @Test
  void twoTunnelsCannotCarryEachOther() {
    Lab lab = sites(A, B, false);
    for (String gateway : List.of("gwa", "gwb")) {
      String own = gateway.equals("gwa") ? "192.0.2.1" : "192.0.2.2";
      String other = gateway.equals("gwa") ? "192.0.2.2" : "192.0.2.1";
      lab.router(gateway)
          .iface("lo", own + "/32")
          .iface(
              Interface.named("Tunnel1", "default", Origin.NONE)
                  .link(LinkKind.TUNNEL)
                  .unnumbered("lo")
                  .build())
          .tunnel(
              new TunnelEnd(
                  "second",
                  "second",
                  Kind.GRE,
                  "Tunnel1",
                  "default",
                  IpAddress.parse(own),
                  IpAddress.parse(other),
                  null,
                  List.of(),
                  true,
                  true,
                  true,
                  Timers.DPD,
                  Origin.NONE))
          .route(other + "/32", new NextHop.IntoTunnel("Tunnel0", null));
    }
    assertThat(lab.solve().solution().live().tunnelsUp().cardinality()).isEqualTo(2);
    lab.router("gwa").route("203.0.113.1/32", new NextHop.IntoTunnel("Tunnel1", null));
    Solution solution = lab.solve().solution();
    assertThat(solution.problems().toString()).contains("tunnel vpn").contains("tunnel second");
  }

  @Test
  void aTunnelIsAsLongAsItsUnderlayEachWay() {
    Lab lab = new Lab();
    lab.fabric("internet").internet().deliver("default", "0.0.0.0/0", "internet");
    for (String gateway : List.of("gwa", "gwb")) {
      String own = gateway.equals("gwa") ? "198.51.100.1" : "203.0.113.1";
      String net = gateway.equals("gwa") ? "10.1.0" : "10.2.0";
      lab.fabric("internet").port(gateway, "default", "internet", own);
      lab.net.link("internet:" + gateway, gateway + ":out");
      lab.router(gateway)
          .iface("out", own + "/32")
          .route("0.0.0.0/0", new NextHop.Internet("out", null));
      site(
          lab,
          gateway,
          gateway.substring(2),
          gateway.equals("gwa") ? A : B,
          net,
          net.equals("10.1.0") ? "10.2.0.0/24" : "10.1.0.0/24");
      lab.latency(gateway, gateway.substring(2), "PT0S");
    }
    lab.latency("gwa", "gwb", "PT0.015S");
    assertThat(lab.solve().trace("a", "10.2.0.10").rtt()).hasMillis(30);
  }
}
