package io.towpath.forwarding;

import static io.towpath.forwarding.Lab.down;
import static io.towpath.forwarding.Lab.header;
import static io.towpath.forwarding.Lab.rule;
import static io.towpath.forwarding.Lab.silent;
import static io.towpath.forwarding.Lab.template;
import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.forwarding.trace.Walk;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.PacketHeader;
import io.towpath.network.AddressSet;
import io.towpath.network.Failure;
import io.towpath.network.Filter;
import io.towpath.network.Interface;
import io.towpath.network.LinkKind;
import io.towpath.network.NatRule;
import io.towpath.network.NatSide;
import io.towpath.network.NextHop;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.network.RouteLayer;
import io.towpath.network.Services;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Each verdict of the closed set is reached, where and for the reason that its words say. */
class VerdictTest {

  /** A claim, a packet, and how and where it ends. */
  record Case(String claim, Supplier<Walk> walk, Verdict verdict, String end) {
    @Override
    public String toString() {
      return claim;
    }
  }

  /** Two routers between two hosts. */
  private static Lab line() {
    Lab lab = new Lab();
    lab.net.connect("r1", "r2", "192.168.0.0/30");
    lab.router("r1").iface("lan", "10.1.0.1/24").route("10.2.0.0/24", "192.168.0.2");
    lab.router("r2").iface("lan", "10.2.0.1/24").route("10.1.0.0/24", "192.168.0.1");
    lab.host("a", "10.1.0.10/24", "10.1.0.1", "r1:lan");
    lab.host("b", "10.2.0.10/24", "10.2.0.1", "r2:lan");
    return lab;
  }

  /** Two machines of one domain on a fabric. */
  private static Lab cloud() {
    Lab lab = new Lab();
    lab.fabric("cloud")
        .deliver("vnet/a", "10.0.0.0/16", "vnet")
        .vm("vm1", "vnet/a", "vnet", "10.0.0.4")
        .vm("vm2", "vnet/a", "vnet", "10.0.0.5");
    return lab;
  }

  private static Walk fromA(Lab lab, Failure... failures) {
    return lab.solve(failures).ping("a", "10.2.0.10");
  }

  private static Case of(String claim, Verdict verdict, String end, Supplier<Walk> walk) {
    return new Case(claim, walk, verdict, end);
  }

  static final List<Case> cases =
      List.of(
          of("a host beyond two routers", Verdict.DELIVERED, "b", () -> fromA(line())),
          of(
              "an address of a router on its far side",
              Verdict.DELIVERED,
              "r2",
              () -> line().solve().ping("a", "10.2.0.1")),
          of(
              "its own address",
              Verdict.DELIVERED,
              "a",
              () -> line().solve().ping("a", "10.1.0.10")),
          of(
              "a router's own address from itself",
              Verdict.DELIVERED,
              "r1",
              () -> line().solve().ping("r1", "10.1.0.1")),
          of(
              "a host from a router",
              Verdict.DELIVERED,
              "b",
              () -> line().solve().ping("r1", "10.2.0.10")),
          of(
              "an access list on the way in",
              Verdict.DROPPED_BY_FILTER,
              "r2",
              () -> {
                Lab lab = line();
                lab.filter("acl", Filter.Kind.ACL, false, false);
                lab.router("r2").change("to-r1", i -> i.filtersIn(List.of("acl")));
                return fromA(lab);
              }),
          of(
              "an access list on the way out",
              Verdict.DROPPED_BY_FILTER,
              "r1",
              () -> {
                Lab lab = line();
                lab.filter("acl", Filter.Kind.ACL, false, false);
                lab.router("r1").change("to-r2", i -> i.filtersOut(List.of("acl")));
                return fromA(lab);
              }),
          of(
              "a network security group before the guest",
              Verdict.DROPPED_BY_FILTER,
              "cloud",
              () -> {
                Lab lab = cloud();
                lab.filter("nsg", Filter.Kind.NETWORK_SECURITY_GROUP, true, false);
                lab.fabric("cloud")
                    .vm("vm3", "vnet/a", "vnet", "10.0.0.6", p -> p.filtersOut(List.of("nsg")));
                return lab.solve().ping("vm1", "10.0.0.6");
              }),
          of(
              "a filter on the next hop of a peering",
              Verdict.DROPPED_BY_PEERING,
              "cloud",
              () -> {
                Lab lab = cloud();
                lab.filter(
                    "peering",
                    Filter.Kind.PEERING,
                    false,
                    false,
                    rule(true, 0, "10.9.0.0/16", null, 0));
                lab.fabric("cloud")
                    .route("vnet/a", "10.1.0.0/16", new NextHop.Deliver("far", "peering", null))
                    .vm("vm3", "far/a", "far", "10.1.0.4");
                return lab.solve().ping("vm1", "10.1.0.4");
              }),
          of(
              "a peering that a failure cuts",
              Verdict.DROPPED_BY_PEERING,
              "cloud",
              () -> {
                Lab lab = cloud();
                lab.net.layer(new RouteLayer("peers of vnet", List.of()));
                lab.fabric("cloud")
                    .layer("vnet/a", "peers of vnet")
                    .deliver("vnet/a", "10.1.0.0/16", "far")
                    .vm("vm3", "far/a", "far", "10.1.0.4");
                return lab.solve(new Failure.DeliveryDown("peers of vnet", "far"))
                    .ping("vm1", "10.1.0.4");
              }),
          of(
              "a guest firewall",
              Verdict.DROPPED_BY_GUEST_FIREWALL,
              "c",
              () -> {
                Lab lab = line();
                lab.filter(
                    "firewall",
                    Filter.Kind.GUEST_FIREWALL,
                    true,
                    true,
                    rule(false, PacketHeader.ICMP, null, null, 0));
                lab.host(
                    "c",
                    "10.2.0.11/24",
                    "10.2.0.1",
                    "r2:lan",
                    template(List.of("firewall"), List.of(), Services.ASSUMED));
                return lab.solve().ping("a", "10.2.0.11");
              }),
          of(
              "a source that is not the guest's",
              Verdict.DROPPED_BY_SOURCE_CHECK,
              "cloud",
              () ->
                  cloud()
                      .solve()
                      .walk("vm1", header("10.0.0.99", "10.0.0.5", PacketHeader.ICMP, 8, 0))),
          of(
              "a destination that is not the guest's",
              Verdict.DROPPED_BY_SOURCE_CHECK,
              "cloud",
              () -> {
                Lab lab = cloud();
                lab.fabric("cloud")
                    .route(
                        "vnet/a",
                        "172.16.0.0/12",
                        new NextHop.Port("vnet", IpAddress.parse("10.0.0.5"), null));
                return lab.solve().ping("vm1", "172.16.0.1");
              }),
          of(
              "no route at a router",
              Verdict.NO_ROUTE,
              "r1",
              () -> line().solve().ping("a", "10.3.0.1")),
          of(
              "no gateway at a host",
              Verdict.NO_ROUTE,
              "c",
              () -> {
                Lab lab = line();
                lab.host("c", "10.1.0.12/24", null, "r1:lan");
                return lab.solve().ping("c", "10.2.0.10");
              }),
          of(
              "a route to nowhere",
              Verdict.DISCARDED,
              "r1",
              () -> {
                Lab lab = line();
                lab.router("r1").discard("10.2.0.0/25");
                return fromA(lab);
              }),
          of(
              "nobody in the domain",
              Verdict.NO_OWNER,
              "cloud",
              () -> cloud().solve().ping("vm1", "10.0.7.7")),
          of(
              "a port without a guest",
              Verdict.NO_OWNER,
              "cloud",
              () -> {
                Lab lab = cloud();
                lab.fabric("cloud").port("empty", "vnet/a", "vnet", "10.0.0.9");
                return lab.solve().ping("vm1", "10.0.0.9");
              }),
          of(
              "nobody on the LAN",
              Verdict.NEXT_HOP_UNREACHABLE,
              "r2",
              () -> line().solve().ping("a", "10.2.0.77")),
          of(
              "a line that is silent",
              Verdict.NEXT_HOP_UNREACHABLE,
              "r1",
              () -> fromA(line(), silent("r2:to-r1"))),
          of(
              "a gateway that is down",
              Verdict.NEXT_HOP_UNREACHABLE,
              "a",
              () -> fromA(line(), down("r1:lan"))),
          of(
              "a host in the way",
              Verdict.DOES_NOT_FORWARD,
              "b",
              () -> {
                Lab lab = line();
                lab.router("r2").route("10.3.0.0/24", "10.2.0.10");
                lab.router("r1").route("10.3.0.0/24", "192.168.0.2");
                return lab.solve().ping("a", "10.3.0.1");
              }),
          of(
              "a guest that does not forward, route or not",
              Verdict.DOES_NOT_FORWARD,
              "r2",
              () -> {
                Lab lab = line();
                lab.router("r2").node(n -> n.forwards(false));
                return fromA(lab);
              }),
          of(
              "a tunnel that is down",
              Verdict.TUNNEL_DOWN,
              "r1",
              () -> {
                Lab lab = line();
                lab.router("r1").iface(tunnelInterface());
                lab.router("r1").route("10.2.0.0/25", new NextHop.IntoTunnel("Tunnel0", null));
                return HandMadePlane.downTunnel(lab.build());
              }),
          of(
              "a protocol that NAT does not translate",
              Verdict.NAT_REFUSED,
              "r1",
              () -> fromA(natted(List.of(PacketHeader.TCP)))),
          of(
              "an answer that nobody asked for",
              Verdict.NO_SESSION,
              "r1",
              () -> natted(List.of()).solve().ping("b", "198.51.100.9")),
          of(
              "a port on which nothing listens",
              Verdict.NO_LISTENER,
              "c",
              () -> {
                Lab lab = line();
                lab.host(
                    "c",
                    "10.2.0.11/24",
                    "10.2.0.1",
                    "r2:lan",
                    template(
                        List.of(),
                        List.of(),
                        Lab.listening(new Services.Listener(PacketHeader.TCP, 22))));
                Lab.Bench bench = lab.solve();
                assertThat(bench.walk("a", bench.tcp("a", "10.2.0.11", 22)).verdict())
                    .isEqualTo(Verdict.DELIVERED);
                return bench.walk("a", bench.tcp("a", "10.2.0.11", 443));
              }),
          of(
              "two routers that send it to each other",
              Verdict.LOOP,
              "r2",
              () -> {
                Lab lab = line();
                lab.router("r1").route("10.3.0.0/24", "192.168.0.2");
                lab.router("r2").route("10.3.0.0/24", "192.168.0.1");
                return lab.solve().ping("a", "10.3.0.1");
              }),
          of(
              "a neighbour without configuration",
              Verdict.LEFT_THE_MODEL,
              "isp",
              () -> {
                Lab lab = line();
                lab.net.connect("r2", "isp", "203.0.113.0/30");
                lab.router("isp").node(n -> kind(n, NodeKind.OUTSIDE));
                lab.router("r2").route("0.0.0.0/0", "203.0.113.2");
                lab.router("r1").route("0.0.0.0/0", "192.168.0.2");
                return lab.solve().ping("a", "8.8.8.8");
              }),
          of(
              "an address of the Internet that nobody of the model owns",
              Verdict.LEFT_THE_MODEL,
              "internet",
              () -> {
                Lab lab = line();
                lab.fabric("internet")
                    .internet()
                    .deliver("default", "0.0.0.0/0", "internet")
                    .port("r1", "default", "internet", "198.51.100.1");
                lab.router("r1").iface("out", "198.51.100.1/32");
                lab.net.link("internet:r1", "r1:out");
                lab.router("r1").route("0.0.0.0/0", new NextHop.Internet("out", null));
                return lab.solve().ping("a", "8.8.8.8");
              }),
          of(
              "IPv6",
              Verdict.UNSUPPORTED,
              "a",
              () ->
                  line()
                      .solve()
                      .walk(
                          "a",
                          PacketHeader.echo(
                              IpAddress.parse("2001:db8::1"), IpAddress.parse("2001:db8::2")))));

  private static Node.Builder kind(Node.Builder builder, NodeKind kind) {
    var built = builder.build();
    return Node.named(built.name(), kind, built.origin())
        .vrfs(built.vrfs())
        .interfaces(built.interfaces());
  }

  private static Interface tunnelInterface() {
    return Interface.named("Tunnel0", "default", Origin.NONE).link(LinkKind.TUNNEL).build();
  }

  /** {@link #line()} with a pool on the first router. */
  private static Lab natted(List<Integer> protocols) {
    Lab lab = line();
    lab.router("r1")
        .change("lan", i -> i.natSide(NatSide.INSIDE))
        .change("to-r2", i -> i.natSide(NatSide.OUTSIDE))
        .nat(
            new NatRule.Dynamic(
                "default",
                List.of(new AddressSet.Any()),
                null,
                List.of(IpAddress.parse("198.51.100.9")),
                null,
                protocols,
                Origin.NONE));
    lab.router("r2").route("198.51.100.9/32", "192.168.0.1");
    return lab;
  }

  @ParameterizedTest
  @FieldSource("cases")
  void endsAsItShould(Case it) {
    Walk walk = it.walk().get();
    assertThat(walk.verdict()).as("%s: %s", it.claim(), walk.steps()).isEqualTo(it.verdict());
    assertThat(walk.end()).isEqualTo(it.end());
  }

  @Test
  void everyVerdictIsReached() {
    Set<Verdict> reached =
        cases.stream()
            .map(Case::verdict)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Verdict.class)));
    assertThat(reached).containsExactly(Verdict.values());
  }

  @Test
  void wordsAreThoseOfTheJsonForm() {
    assertThat(List.of(Verdict.values()).stream().map(Verdict::word))
        .containsExactly(
            "delivered",
            "droppedByFilter",
            "droppedByPeering",
            "droppedByGuestFirewall",
            "droppedBySourceCheck",
            "noRoute",
            "discarded",
            "noOwner",
            "nextHopUnreachable",
            "doesNotForward",
            "tunnelDown",
            "natRefused",
            "noSession",
            "noListener",
            "loop",
            "leftTheModel",
            "unsupported");
  }
}
