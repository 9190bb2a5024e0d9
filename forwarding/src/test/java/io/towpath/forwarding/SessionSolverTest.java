package io.towpath.forwarding;

import static io.towpath.forwarding.Lab.down;
import static io.towpath.forwarding.Lab.rule;
import static io.towpath.forwarding.Lab.silent;
import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.forwarding.solver.Solution;
import io.towpath.net.Finding;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.PacketHeader;
import io.towpath.network.BgpPeer;
import io.towpath.network.Failure;
import io.towpath.network.Filter;
import io.towpath.network.Interface;
import io.towpath.network.LinkKind;
import io.towpath.network.NextHop;
import io.towpath.network.Secret;
import io.towpath.network.Services;
import io.towpath.network.Timers;
import io.towpath.network.TunnelEnd;
import io.towpath.routing.live.SessionCause;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which BGP sessions are established: walks of their packets, TTL, limits, oscillation. */
class SessionSolverTest {

  private static List<String> causes(Lab lab, Failure... failures) {
    return lab.solve(failures).solution().whySessionDown(0).stream()
        .map(SessionCause::text)
        .toList();
  }

  /** Speakers a and b on one cable. */
  private static Lab direct() {
    Lab lab = new Lab();
    lab.net.connect("a", "b", "192.168.0.0/30");
    lab.router("a").bgp(65001).neighbour("192.168.0.2", 65002).originate("10.1.0.0/24");
    lab.router("b").bgp(65002).neighbour("192.168.0.1", 65001).originate("10.2.0.0/24");
    return lab;
  }

  /** Speakers a and b with a router in between, by the addresses of their loopbacks. */
  private static Lab far(int ttl) {
    Lab lab = new Lab();
    lab.net.connect("a", "m", "192.168.0.0/30");
    lab.net.connect("m", "b", "192.168.1.0/30");
    lab.router("a").iface("lo", "10.0.0.1/32").route("0.0.0.0/0", "192.168.0.2");
    lab.router("b").iface("lo", "10.0.0.2/32").route("0.0.0.0/0", "192.168.1.1");
    lab.router("m").route("10.0.0.1/32", "192.168.0.1").route("10.0.0.2/32", "192.168.1.2");
    BgpPeer.Transport transport = BgpPeer.Transport.multihop(ttl).from(null, "lo");
    lab.router("a").bgp(65001).neighbour("10.0.0.2", 65002, transport).originate("10.1.0.0/24");
    lab.router("b").bgp(65002).neighbour("10.0.0.1", 65001, transport).originate("10.2.0.0/24");
    return lab;
  }

  @Test
  void neighboursOnOneWireNeedNoWalk() {
    assertThat(causes(direct())).isEmpty();
    assertThat(causes(direct(), down("b:to-a"))).containsExactly("a:to-b is down");
    assertThat(causes(direct(), silent("b:to-a"))).containsExactly("b:to-a is down");
    assertThat(causes(direct(), new Failure.NodeDown("b"))).containsExactly("b is down");
    assertThat(causes(direct(), new Failure.SessionDown("b", "a"))).containsExactly("held down");
  }

  @Test
  void aListOnTheirWireIsAsked() {
    Lab lab = direct();
    lab.filter("no bgp", Filter.Kind.ACL, false, true, rule(false, 6, null, null, 179));
    lab.router("b").change("to-a", i -> i.filtersIn(List.of("no bgp")));
    // The list stops what a opens, not what b opens and a answers.
    assertThat(causes(lab)).isEmpty();
    lab = direct();
    lab.filter("no tcp", Filter.Kind.ACL, false, true, rule(false, 6, null, null, 0));
    lab.router("b").change("to-a", i -> i.filtersIn(List.of("no tcp")));
    assertThat(causes(lab))
        .containsExactly("packets from a do not arrive: dropped by a filter at b");
  }

  @Test
  void aFarPeerIsReachedByAWalk() {
    assertThat(causes(far(2))).isEmpty();
    assertThat(causes(far(2), down("m:to-b")))
        .containsExactly("packets from a do not arrive: no route at m");
  }

  @Test
  void theTtlMustSuffice() {
    Lab lab = far(2);
    lab.net.connect("m", "m2", "192.168.2.0/30");
    lab.net.connect("m2", "b", "192.168.3.0/30");
    lab.router("m").route("10.0.0.2/32", new NextHop.Via(ip("192.168.2.2"), null, null), 250);
    lab.router("m2").route("10.0.0.2/32", "192.168.3.2").route("0.0.0.0/0", "192.168.2.1");
    lab.router("b").route("0.0.0.0/0", new NextHop.Via(ip("192.168.3.1"), null, null), 250);
    assertThat(causes(lab)).isEmpty();
    assertThat(causes(lab, down("m:to-b")))
        .containsExactly("multihop too short: a allows 2, the peer is 3 away");
  }

  private static IpAddress ip(String text) {
    return IpAddress.parse(text);
  }

  @Test
  void withoutARouteItSaysSo() {
    Lab none = new Lab();
    none.router("a").iface("lo", "10.0.0.1/32").iface("lan", "10.9.0.1/24");
    none.router("b").iface("lo", "10.0.0.2/32").iface("lan", "10.9.0.2/24");
    none.net.link("a:lan", "b:lan");
    BgpPeer.Transport transport = BgpPeer.Transport.multihop(2).from(null, "lo");
    none.router("a").bgp(65001).neighbour("10.0.0.2", 65002, transport);
    none.router("b").bgp(65002).neighbour("10.0.0.1", 65001, transport);
    assertThat(causes(none)).containsExactly("a has no route to 10.0.0.2");
  }

  @Test
  void theSourceMustBeTheAddressThatThePeerCalls() {
    // a speaks from its egress interface, while b calls its loopback: b must open.
    assertThat(causes(egressAgainstLoopback(true))).isEmpty();
    assertThat(causes(egressAgainstLoopback(false)).toString()).contains("192.168.0.1");
  }

  private static Lab egressAgainstLoopback(boolean otherOpens) {
    Lab lab = new Lab();
    lab.net.connect("a", "b", "192.168.0.0/30");
    lab.router("a").iface("lo", "10.0.0.1/32").route("10.0.0.2/32", "192.168.0.2");
    lab.router("b").iface("lo", "10.0.0.2/32").route("10.0.0.1/32", "192.168.0.1");
    lab.router("a").bgp(65001).neighbour("10.0.0.2", 65002, BgpPeer.Transport.multihop(2));
    lab.router("b")
        .bgp(65002)
        .neighbour(
            "10.0.0.1",
            65001,
            new BgpPeer.Transport(
                null, "lo", 2, false, new Secret.Absent(), otherOpens, false, Timers.BGP));
    return lab;
  }

  /** Two speakers whose session runs through a GRE tunnel over a provider. */
  private static Lab overTunnel() {
    Lab lab = new Lab();
    lab.net.connect("a", "isp", "198.51.100.0/30");
    lab.net.connect("b", "isp", "203.0.113.0/30");
    for (String r : List.of("a", "b")) {
      String own = r.equals("a") ? "198.51.100.1" : "203.0.113.1";
      String other = r.equals("a") ? "203.0.113.1" : "198.51.100.1";
      String inner = r.equals("a") ? "10.0.0.1" : "10.0.0.2";
      String peer = r.equals("a") ? "10.0.0.2" : "10.0.0.1";
      lab.router(r)
          .iface(
              Interface.named("Tunnel0", "default", Origin.NONE)
                  .link(LinkKind.TUNNEL)
                  .address(IpAddress.parse(inner), 32)
                  .build())
          .route(other + "/32", r.equals("a") ? "198.51.100.2" : "203.0.113.2")
          .route(peer + "/32", new NextHop.IntoTunnel("Tunnel0", null))
          .tunnel(
              new TunnelEnd(
                  "vpn",
                  "vpn",
                  TunnelEnd.Kind.GRE,
                  "Tunnel0",
                  "default",
                  IpAddress.parse(own),
                  IpAddress.parse(other),
                  null,
                  List.of(),
                  true,
                  true,
                  true,
                  Timers.DPD,
                  Origin.NONE));
      lab.router(r)
          .bgp(r.equals("a") ? 65001 : 65002)
          .neighbour(
              peer,
              r.equals("a") ? 65002 : 65001,
              BgpPeer.Transport.multihop(2).from(null, "Tunnel0"))
          .originate(r.equals("a") ? "10.1.0.0/24" : "10.2.0.0/24");
    }
    lab.router("a").iface("lan", "10.1.0.1/24");
    lab.router("b").iface("lan", "10.2.0.1/24");
    lab.host("x", "10.1.0.10/24", "10.1.0.1", "a:lan");
    lab.host("y", "10.2.0.10/24", "10.2.0.1", "b:lan");
    return lab;
  }

  @Test
  void aSessionThroughATunnelComesUpBehindIt() {
    Lab.Bench bench = overTunnel().solve();
    assertThat(bench.solution().whySessionDown(0)).isEmpty();
    assertThat(bench.trace("x", "10.2.0.10").answered()).isTrue();
    assertThat(bench.solution().problems()).isEmpty();
    assertThat(bench.solution().restlessSessions()).isEmpty();
  }

  @Test
  void aSessionWhoseTunnelIsDownNamesIt() {
    assertThat(causes(overTunnel(), new Failure.TunnelDown("a", "vpn")))
        .containsExactly("tunnel vpn is down");
    assertThat(causes(overTunnel(), down("isp:to-b"))).containsExactly("tunnel vpn is down");
  }

  @Test
  void aRouteThatTakesItsOwnSessionAwayIsReported() {
    Solution solution = recursive().solve().solution();
    List<Finding> problems = solution.problems();
    assertThat(problems).extracting(Finding::code).containsExactly("TP6001");
    assertThat(problems.getFirst().message()).contains("tunnel vpn", "session a – b");
    assertThat(problems.getFirst().affects()).containsExactly("a", "b");
    assertThat(solution.restlessSessions()).containsExactly(0);
  }

  /** The peer announces a better route to the address of its own end of the tunnel. */
  private static Lab recursive() {
    Lab lab = new Lab();
    lab.net.connect("a", "isp", "198.51.100.0/30");
    lab.net.connect("b", "isp", "203.0.113.0/30");
    for (String r : List.of("a", "b")) {
      boolean isA = r.equals("a");
      lab.router(r)
          .iface(
              Interface.named("Tunnel0", "default", Origin.NONE)
                  .link(LinkKind.TUNNEL)
                  .address(IpAddress.parse(isA ? "10.0.0.1" : "10.0.0.2"), 30)
                  .build())
          .route("0.0.0.0/0", isA ? "198.51.100.2" : "203.0.113.2")
          .tunnel(
              new TunnelEnd(
                  "vpn",
                  "vpn",
                  TunnelEnd.Kind.GRE,
                  "Tunnel0",
                  "default",
                  IpAddress.parse(isA ? "198.51.100.1" : "203.0.113.1"),
                  IpAddress.parse(isA ? "203.0.113.1" : "198.51.100.1"),
                  null,
                  List.of(),
                  true,
                  true,
                  true,
                  Timers.DPD,
                  Origin.NONE));
      lab.router(r)
          .bgp(isA ? 65001 : 65002)
          .neighbour(
              isA ? "10.0.0.2" : "10.0.0.1",
              isA ? 65002 : 65001,
              BgpPeer.Transport.multihop(2).from(null, "Tunnel0"));
    }
    lab.router("b").bgp(65002).originate("203.0.113.0/30");
    return lab;
  }

  @Test
  void aSessionThatExceedsItsPrefixLimitStaysDown() {
    Lab lab = direct();
    lab.router("b").bgp(65002).originate("10.2.1.0/24").originate("10.2.2.0/24");
    lab.router("a").bgp(65001).family(f -> f.withPrefixLimit(2));
    Solution solution = lab.solve().solution();
    assertThat(solution.whySessionDown(0))
        .extracting(SessionCause::text)
        .containsExactly("prefix limit exceeded: a allows 2, received 3");
    assertThat(solution.problems()).isEmpty();
    assertThat(solution.live().sessionsUp().isEmpty()).isTrue();
  }

  @Test
  void whatListensOnARouterDoesNotMatterToOthers() {
    Services none = Lab.listening();
    Lab lab = direct();
    lab.router("b").node(n -> n.services(none));
    Lab.Bench bench = lab.solve();
    assertThat(bench.solution().whySessionDown(0)).isEmpty();
    assertThat(
            bench
                .walk("a", Lab.header("192.168.0.1", "192.168.0.2", PacketHeader.TCP, 50000, 22))
                .verdict())
        .isEqualTo(Verdict.NO_LISTENER);
  }
}
