package io.towpath.routing.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.Origin;
import io.towpath.network.Failure;
import io.towpath.network.Group;
import io.towpath.network.Group.Health;
import io.towpath.network.Interface;
import io.towpath.network.LinkKind;
import io.towpath.network.LinkState;
import io.towpath.network.SwitchPort;
import io.towpath.network.Timers;
import io.towpath.routing.LiveSet;
import io.towpath.routing.Topology;
import io.towpath.testkit.networks.TopologyBuilder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperStateTest {
  private final TopologyBuilder net = new TopologyBuilder();

  private Topology topology() {
    return Topology.of(net.build());
  }

  private static OperState oper(Topology topology, Failure... failures) {
    return OperState.of(
        topology, SessionTable.of(topology), TunnelTable.of(topology), List.of(failures));
  }

  /** Interfaces without a line, by name, each with its cause. */
  private List<String> down(Failure... failures) {
    Topology topology = topology();
    OperState oper = oper(topology, failures);
    LiveSet live = oper.live(new BitSet(), new BitSet());
    List<String> names = new ArrayList<>();
    live.interfacesDown().stream()
        .forEach(i -> names.add(topology.interfaceRef(i) + ": " + oper.whyDown(i, live)));
    return names;
  }

  private static Failure fails(String place) {
    return new Failure.InterfaceDown(TopologyBuilder.place(place), false);
  }

  @Test
  void aCableHasNoCarrierWhenOneEndIsDown() {
    net.connect("a", "b", "10.0.0.0/31");
    assertThat(down(fails("a:to-b")))
        .containsExactly("a:to-b: failed", "b:to-a: no carrier: a:to-b is down");
  }

  @Test
  void behindASwitchNobodyNotices() {
    net.segment("lan", "a:e", "b:e", "c:e");
    for (String name : List.of("a", "b", "c")) {
      net.router(name).iface("e", "10.0.0." + (name.charAt(0) - 'a' + 1) + "/24");
    }
    assertThat(down(fails("a:e"))).containsExactly("a:e: failed");
  }

  @Test
  void aShutSubInterfaceLeavesTheFarEndUp() {
    net.router("a").iface("e").iface(sub("e.30", "e"));
    net.router("b").iface("e").iface(sub("e.30", "e"));
    net.link("a:e", "b:e").link("a:e.30", "b:e.30");
    assertThat(down(fails("a:e.30"))).containsExactly("a:e.30: failed");
  }

  private static Interface sub(String name, String parent) {
    return Interface.named(name, "default", Origin.NONE).parent(parent).tags(List.of(30)).build();
  }

  @Test
  void subInterfacesGoWithTheirParentAtBothEnds() {
    net.router("a").iface("e").iface(sub("e.30", "e"));
    net.router("b").iface("e").iface(sub("e.30", "e"));
    net.link("a:e", "b:e").link("a:e.30", "b:e.30");
    assertThat(down(fails("a:e")))
        .containsExactly(
            "a:e: failed",
            "a:e.30: its parent e is down",
            "b:e: no carrier: a:e is down",
            "b:e.30: its parent e is down");
  }

  @Test
  void aCutSegmentTakesAllMembers() {
    net.segment("lan", "a:e", "b:e", "c:e");
    for (String name : List.of("a", "b", "c")) {
      net.router(name).iface("e");
    }
    assertThat(down(new Failure.SegmentDown("lan"))).hasSize(3);
  }

  @Test
  void aSilentInterfaceKeepsItsLine() {
    net.connect("a", "b", "10.0.0.0/31");
    Topology topology = topology();
    LiveSet live =
        oper(topology, new Failure.InterfaceDown(TopologyBuilder.place("a:to-b"), true))
            .live(new BitSet(), new BitSet());
    assertThat(live.interfacesDown().isEmpty()).isTrue();
    assertThat(live.interfacesSilent().cardinality()).isEqualTo(1);
  }

  @Test
  void configurationCountsToo() {
    net.router("a")
        .iface(Interface.named("shut", "default", Origin.NONE).state(LinkState.ADMIN_DOWN).build())
        .iface(
            Interface.named("dark", "default", Origin.NONE).state(LinkState.CARRIER_DOWN).build());
    assertThat(down()).containsExactly("a:shut: shut down", "a:dark: no carrier");
  }

  @Test
  void aStoppedNodeTakesItsCablesDown() {
    net.connect("a", "b", "10.0.0.0/31");
    Topology topology = topology();
    OperState oper = oper(topology, new Failure.NodeDown("a"));
    LiveSet live = oper.live(new BitSet(), new BitSet());
    assertThat(live.nodesDown().get(topology.nodeId("a"))).isTrue();
    assertThat(live.interfacesDown().cardinality()).isEqualTo(2);
    assertThat(oper.whyNodeDown(topology.nodeId("a"))).isEqualTo("stopped");
    assertThat(oper.whyNodeDown(topology.nodeId("b"))).isNull();
  }

  private void vlanSwitch() {
    net.router("s")
        .iface(Interface.named("Vlan30", "default", Origin.NONE).bridgedVlan(30).build())
        .iface(
            Interface.named("p1", "default", Origin.NONE)
                .switchPort(new SwitchPort(List.of(30), false, 0))
                .build())
        .iface(
            Interface.named("p2", "default", Origin.NONE)
                .switchPort(new SwitchPort(List.of(), true, 1))
                .build());
  }

  @Test
  void aVirtualInterfaceIsUpWhileAPortOfItsVlanIs() {
    vlanSwitch();
    assertThat(down(fails("s:p1"))).containsExactly("s:p1: failed");
    assertThat(down(fails("s:p1"), fails("s:p2"))).contains("s:Vlan30: no port of VLAN 30 is up");
  }

  @Test
  void aVirtualInterfaceWithoutPortsIsUp() {
    net.router("s")
        .iface(Interface.named("Vlan30", "default", Origin.NONE).bridgedVlan(30).build());
    assertThat(down()).isEmpty();
  }

  private void pairOfGateways(Health health) {
    for (String name : List.of("g1", "g2")) {
      net.router(name).iface("nic", "10.0.0.4/24");
    }
    net.fragment()
        .groups
        .add(
            new Group(
                "gateway",
                null,
                null,
                List.of(
                    new Group.Member(TopologyBuilder.place("g1:nic"), 2, health),
                    new Group.Member(TopologyBuilder.place("g2:nic"), 1, health)),
                Group.Choice.FIRST_HEALTHY,
                false,
                true,
                Timers.DPD,
                Origin.NONE));
  }

  @Test
  void aDormantStandbyCountsAsStopped() {
    pairOfGateways(new Health.InterfaceUp());
    Topology topology = topology();

    OperState oper = oper(topology);
    assertThat(oper.whyNodeDown(topology.nodeId("g2"))).isEqualTo("dormant standby of gateway");
    assertThat(oper.whyNodeDown(topology.nodeId("g1"))).isNull();
  }

  @Test
  void theStandbyWakesWhenTheFirstFails() {
    pairOfGateways(new Health.InterfaceUp());
    Topology topology = topology();

    for (Failure failure : List.of(new Failure.NodeDown("g1"), fails("g1:nic"))) {
      assertThat(oper(topology, failure).whyNodeDown(topology.nodeId("g2"))).isNull();
    }
  }

  @Test
  void failuresHoldSessionsAndTunnelsByName() {
    net.connect("a", "b", "10.0.0.0/31");
    net.router("a").bgp(65001).neighbour("10.0.0.1", 65002);
    net.router("b").bgp(65002).neighbour("10.0.0.0", 65001);
    Topology topology = topology();

    assertThat(oper(topology, new Failure.SessionDown("b", "a")).holdsSession(0)).isTrue();
    assertThat(oper(topology, new Failure.SessionDown("b", "c")).holdsSession(0)).isFalse();
    assertThat(oper(topology).holdsSession(0)).isFalse();
  }

  @Test
  void theInnerInterfaceOfATunnelFollowsIt() {
    TopologyBuilder tunnels = TunnelTableTest.plainGre();
    Topology topology = Topology.of(tunnels.build());
    OperState oper = oper(topology);
    BitSet up = new BitSet();
    up.set(0);

    assertThat(oper.live(new BitSet(), new BitSet()).interfacesDown().cardinality()).isEqualTo(2);
    assertThat(oper.live(new BitSet(), up).interfacesDown().isEmpty()).isTrue();
    int inner = topology.interfaceId(TopologyBuilder.place("a:Tunnel0"));
    assertThat(oper.whyDown(inner, oper.live(new BitSet(), new BitSet())))
        .isEqualTo("its tunnel is down");
    assertThat(oper(topology, new Failure.TunnelDown("a", "t")).holdsTunnel(0)).isTrue();
  }

  @Test
  void unknownNamesHaveNoEffect() {
    net.connect("a", "b", "10.0.0.0/31");
    assertThat(
            down(
                new Failure.NodeDown("x"),
                fails("a:x"),
                new Failure.SegmentDown("x"),
                new Failure.TunnelDown("a", "x")))
        .isEmpty();
  }

  @Test
  void ofLinksOnlyWiresLoseTheirCarrier() {
    net.connect("a", "b", "10.0.0.0/31");
    net.router("b").change("to-a", i -> i.link(LinkKind.EDGE));
    assertThat(down(fails("a:to-b"))).containsExactly("a:to-b: failed");
  }
}
