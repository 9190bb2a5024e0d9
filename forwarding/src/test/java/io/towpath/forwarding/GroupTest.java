package io.towpath.forwarding;

import static io.towpath.forwarding.Lab.down;
import static io.towpath.forwarding.Lab.header;
import static io.towpath.forwarding.Lab.rule;
import static io.towpath.forwarding.Lab.silent;
import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.forwarding.trace.Trace;
import io.towpath.forwarding.trace.Walk;
import io.towpath.net.IpAddress;
import io.towpath.net.PacketHeader;
import io.towpath.network.Filter;
import io.towpath.network.Group;
import io.towpath.network.NextHop;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Several members that act as one: who is elected, and how flows are shared. */
class GroupTest {
  private static final Group.Health UP = new Group.Health.InterfaceUp();

  /** Two gateways of a LAN with a common address, and a router beyond both. */
  private static Lab hsrp() {
    Lab lab = new Lab();
    for (String gateway : List.of("g2", "g3")) {
      String last = gateway.substring(1);
      lab.router(gateway).iface("lan", "10.1.0." + last + "/24");
      lab.net.connect(gateway, "core", "192.168." + last + ".0/30");
      lab.router(gateway).route("0.0.0.0/0", "192.168." + last + ".2");
      lab.router("core").route("10.1.0.0/24", "192.168." + last + ".1");
    }
    lab.router("core").iface("lan", "10.2.0.1/24");
    lab.net.segment("lan", "g2:lan", "g3:lan");
    lab.group("hsrp", "10.1.0.1", null, Group.Choice.FIRST_HEALTHY, false, UP, "g2:lan", "g3:lan");
    lab.host("a", "10.1.0.10/24", "10.1.0.1", "g2:lan");
    lab.host("b", "10.2.0.10/24", "10.2.0.1", "core:lan");
    return lab;
  }

  @Test
  void theFirstGatewayThatIsUpAnswersForTheCommonAddress() {
    Lab lab = hsrp();
    assertThat(lab.solve().ping("a", "10.2.0.10").route()).containsExactly("a", "g2", "core", "b");
    assertThat(lab.solve(down("g2:lan")).ping("a", "10.2.0.10").route())
        .containsExactly("a", "g3", "core", "b");
    assertThat(lab.solve(silent("g2:lan")).ping("a", "10.2.0.10").route())
        .containsExactly("a", "g3", "core", "b");
    assertThat(lab.solve(down("g2:lan"), down("g3:lan")).ping("a", "10.2.0.10").verdict())
        .isEqualTo(Verdict.NEXT_HOP_UNREACHABLE);
  }

  @Test
  void theCommonAddressAnswersPingsFromTheLanAndFromBeyond() {
    Lab.Bench bench = hsrp().solve();
    assertThat(bench.trace("a", "10.1.0.1").answeredBy()).isEqualTo("g2");
    Trace fromBeyond = bench.trace("b", "10.1.0.1");
    assertThat(fromBeyond.answeredBy()).isEqualTo("g2");
    assertThat(fromBeyond.answered()).isTrue();
    assertThat(bench.trace("g2", "10.1.0.1").answeredBy()).isEqualTo("g2");
    assertThat(bench.trace("g3", "10.1.0.1").answeredBy()).isEqualTo("g2");
  }

  /** Two appliances in a domain behind a common address, and a client. */
  private static Lab balanced(Group.Choice choice, boolean rewrites, Group.Health health) {
    Lab lab = new Lab();
    lab.fabric("cloud")
        .deliver("a", "10.0.0.0/16", "vnet")
        .vm("client", "a", "vnet", "10.0.0.4")
        .port("m1", "a", "vnet", "10.0.0.11")
        .port("m2", "a", "vnet", "10.0.0.12");
    for (String member : List.of("m1", "m2")) {
      lab.router(member)
          .iface("eth0", "10.0.0.1" + member.charAt(1) + "/24")
          .iface("lo", rewrites ? "10.99.0." + member.charAt(1) + "/32" : "10.0.0.100/32")
          .route("0.0.0.0/0", new NextHop.Via(IpAddress.parse("10.0.0.1"), "eth0", null));
      lab.net.link("cloud:" + member, member + ":eth0");
    }
    lab.group("lb", "10.0.0.100", "vnet", choice, rewrites, health, "m1:eth0", "m2:eth0");
    return lab;
  }

  private static Set<String> ends(Lab.Bench bench) {
    Set<String> ends = new TreeSet<>();
    for (int port = 40000; port < 40064; port++) {
      PacketHeader flow = header("10.0.0.4", "10.0.0.100", PacketHeader.TCP, port, 443);
      Walk walk = bench.walk("client", flow);
      ends.add(walk.verdict() == Verdict.DELIVERED ? walk.end() : walk.verdict().word());
      assertThat(bench.walk("client", flow).end()).isEqualTo(walk.end());
    }
    return ends;
  }

  @Test
  void aSharedAddressSpreadsFlowsAndEveryMemberIsAnAlternative() {
    Lab lab = balanced(Group.Choice.FLOW_HASH, false, UP);
    Lab.Bench bench = lab.solve();
    assertThat(ends(bench)).containsExactly("m1", "m2");
    assertThat(
            bench
                .walker()
                .paths(bench.place("client"), bench.echo("client", "10.0.0.100"), null, 9, false))
        .extracting(Walk::end)
        .containsExactly("m1", "m2");
    assertThat(ends(lab.solve(down("m1:eth0")))).containsExactly("m2");
    assertThat(ends(lab.solve(down("m1:eth0"), down("m2:eth0"))))
        .containsExactly("nextHopUnreachable");
  }

  @Test
  void aGroupAsNextHopSpreadsFlowsToo() {
    Lab lab = balanced(Group.Choice.FLOW_HASH, false, UP);
    lab.fabric("cloud").route("a", "172.16.0.0/12", new NextHop.ToGroup("lb", null));
    lab.router("m1").iface("lo2", "172.16.0.1/32");
    lab.router("m2").iface("lo2", "172.16.0.1/32");
    Lab.Bench bench = lab.solve();
    assertThat(
            bench
                .walker()
                .paths(bench.place("client"), bench.echo("client", "172.16.0.1"), null, 9, false))
        .extracting(Walk::end)
        .containsExactly("m1", "m2");
  }

  @Test
  void aSymmetricGroupGivesBothDirectionsOfAFlowToOneMember() {
    assertThat(membersOfAnswers(Group.Choice.SYMMETRIC_FLOW_HASH))
        .containsExactly("m1 m1", "m2 m2");
    assertThat(membersOfAnswers(Group.Choice.FLOW_HASH))
        .containsExactly("m1 m1", "m1 m2", "m2 m1", "m2 m2");
  }

  /** Who is passed there and back, over many flows between two machines beside the group. */
  private static Set<String> membersOfAnswers(Group.Choice choice) {
    Lab lab = balanced(choice, false, UP);
    lab.fabric("cloud")
        .vm("server", "b", "vnet", "10.0.0.5")
        .route("a", "10.0.0.5/32", new NextHop.ToGroup("lb", null))
        .deliver("b", "10.0.0.0/16", "vnet")
        .route("b", "10.0.0.4/32", new NextHop.ToGroup("lb", null));
    Lab.Bench bench = lab.solve();
    Set<String> pairs = new TreeSet<>();
    for (int port = 40000; port < 40064; port++) {
      PacketHeader there = header("10.0.0.4", "10.0.0.5", PacketHeader.TCP, port, 443);
      PacketHeader back = header("10.0.0.5", "10.0.0.4", PacketHeader.TCP, 443, port);
      pairs.add(
          bench.walk("client", there).route().get(2)
              + " "
              + bench.walk("server", back).route().get(2));
    }
    return pairs;
  }

  @Test
  void aRewritingGroupHidesItsMembers() {
    Lab.Bench bench = balanced(Group.Choice.FIRST_HEALTHY, true, UP).solve();
    Trace trace = bench.trace("client", "10.0.0.100");
    assertThat(trace.answeredBy()).isEqualTo("m1");
    assertThat(trace.forward().last().destination()).hasToString("10.0.0.11");
    assertThat(trace.answered()).isTrue();
    Walk back = Objects.requireNonNull(trace.back());
    assertThat(back.last().source()).hasToString("10.0.0.100");
  }

  @Test
  void aMemberWhoseProbeIsFilteredIsNotHealthy() {
    Group.Health probe =
        new Group.Health.Probe(IpAddress.parse("168.63.129.16"), PacketHeader.TCP, 80);
    Lab lab = balanced(Group.Choice.FLOW_HASH, false, probe);
    assertThat(ends(lab.solve())).containsExactly("m1", "m2");
    lab = balanced(Group.Choice.FLOW_HASH, false, probe);
    lab.filter(
        "no probes",
        Filter.Kind.NETWORK_SECURITY_GROUP,
        true,
        true,
        rule(false, PacketHeader.TCP, "168.63.129.16/32", null, 80));
    lab.router("m1").change("eth0", i -> i.filtersIn(List.of("no probes")));
    assertThat(ends(lab.solve())).containsExactly("m2");
  }

  @Test
  void hostsOfALanKeepItsOtherRoutersWhenTheirOwnGoesDown() {
    Lab lab = hsrp();
    lab.host("c", "10.1.0.11/24", "10.1.0.3", "g2:lan");
    assertThat(lab.solve(down("g2:lan")).ping("c", "10.2.0.10").verdict())
        .isEqualTo(Verdict.DELIVERED);
    assertThat(lab.solve(down("g2:lan")).ping("g3", "10.1.0.11").verdict())
        .isEqualTo(Verdict.DELIVERED);
  }

  /** Groups at one address of a domain that take ports, beside one that takes what is left. */
  private static Lab byPort(boolean rest, boolean answersEcho) {
    Lab lab = balanced(Group.Choice.FLOW_HASH, true, UP);
    List<Group> groups = lab.net.fragment().groups;
    Group all = groups.removeFirst();
    if (rest) {
      groups.add(all);
    }
    groups.add(
        taking(all, "web", List.of(new Group.Port(PacketHeader.TCP, 443, 8443)), answersEcho));
    groups.add(
        taking(
            of(all, all.members().subList(1, 2)),
            "names",
            List.of(new Group.Port(PacketHeader.UDP, 53, 53)),
            false));
    return lab;
  }

  private static Group taking(Group like, String name, List<Group.Port> ports, boolean echo) {
    return new Group(
        name,
        like.address(),
        like.domain(),
        like.members(),
        like.choice(),
        like.rewritesDestination(),
        ports,
        echo,
        false,
        like.timers(),
        like.origin());
  }

  private static Group of(Group like, List<Group.Member> members) {
    return new Group(
        like.name(),
        like.address(),
        like.domain(),
        members,
        like.choice(),
        like.rewritesDestination(),
        false,
        like.timers(),
        like.origin());
  }

  private static PacketHeader opens(int protocol, int port) {
    return header("10.0.0.4", "10.0.0.100", protocol, 40000, port);
  }

  @Test
  void aGroupThatTakesPortsTakesNothingElse() {
    Lab.Bench bench = byPort(false, false).solve();

    Walk web = bench.walk("client", opens(PacketHeader.TCP, 443));
    assertThat(web.verdict()).isEqualTo(Verdict.DELIVERED);
    assertThat(web.last().destinationPort()).isEqualTo(8443);
    Walk names = bench.walk("client", opens(PacketHeader.UDP, 53));
    assertThat(names.end()).isEqualTo("m2");
    for (PacketHeader other :
        List.of(
            opens(PacketHeader.TCP, 8443),
            opens(PacketHeader.UDP, 443),
            bench.echo("client", "10.0.0.100"))) {
      assertThat(bench.walk("client", other).verdict()).isEqualTo(Verdict.NO_OWNER);
    }
    Walk answer =
        bench.walker().answer(bench.place(web.end()), web.last().reversed(), web.flow(), false);
    assertThat(answer.last()).isEqualTo(opens(PacketHeader.TCP, 443).reversed());
  }

  @Test
  void whatNoPortNamesGoesToTheGroupThatTakesEverything() {
    Lab.Bench bench = byPort(true, false).solve();

    assertThat(bench.walk("client", opens(PacketHeader.TCP, 443)).last().destinationPort())
        .isEqualTo(8443);
    Walk other = bench.walk("client", opens(PacketHeader.TCP, 22));
    assertThat(other.verdict()).isEqualTo(Verdict.DELIVERED);
    assertThat(other.last().destinationPort()).isEqualTo(22);
  }

  @Test
  void anAddressThatAnswersPingsDoesSoWhileAMemberIsHealthy() {
    Lab lab = byPort(false, true);

    assertThat(lab.solve().ping("client", "10.0.0.100").verdict()).isEqualTo(Verdict.DELIVERED);
    assertThat(lab.solve().ping("client", "10.0.0.100").end()).isEqualTo("cloud");
    assertThat(lab.solve(down("m1:eth0"), down("m2:eth0")).ping("client", "10.0.0.100").verdict())
        .isEqualTo(Verdict.NEXT_HOP_UNREACHABLE);
  }

  @Test
  void noRouteLeadsToAGroupThatTakesPorts() {
    Lab lab = byPort(false, false);
    lab.fabric("cloud")
        .route("a", "172.16.0.0/12", new NextHop.Port("vnet", IpAddress.parse("10.0.0.100"), null));

    assertThat(lab.solve().ping("client", "172.16.0.1").verdict()).isEqualTo(Verdict.NO_OWNER);
  }
}
