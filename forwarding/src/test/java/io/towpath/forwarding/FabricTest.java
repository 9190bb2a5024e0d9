package io.towpath.forwarding;

import static io.towpath.forwarding.Lab.header;
import static io.towpath.forwarding.Lab.template;
import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.forwarding.trace.Trace;
import io.towpath.forwarding.trace.Walk;
import io.towpath.forwarding.trace.WalkStep;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.PacketHeader;
import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import io.towpath.network.Filter;
import io.towpath.network.Interface;
import io.towpath.network.LinkKind;
import io.towpath.network.NextHop;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.network.Services;
import io.towpath.network.VrfRef;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What happens at the port of a fabric: order of policies, checks, state, errors from outside. */
class FabricTest {

  private static Lab permissive(String... filters) {
    Lab lab = new Lab();
    for (String filter : filters) {
      lab.filter(filter, Filter.Kind.NETWORK_SECURITY_GROUP, true, true);
    }
    return lab;
  }

  private static List<String> filtersOf(Walk walk) {
    return walk.steps().stream()
        .filter(WalkStep.Filtered.class::isInstance)
        .map(step -> ((WalkStep.Filtered) step).filter())
        .toList();
  }

  @Test
  void filtersWorkFromNicToSubnetOutwardsAndFromSubnetToNicInwards() {
    // R193, R203: guest, NIC, subnet | subnet, NIC, guest.
    Lab lab = permissive("nic1 out", "subnet out", "subnet in", "nic2 in");
    lab.filter("guest1 out", Filter.Kind.GUEST_FIREWALL, true, true);
    lab.filter("guest2 in", Filter.Kind.GUEST_FIREWALL, true, true);
    lab.fabric("cloud")
        .deliver("a", "10.0.0.0/16", "vnet")
        .port("vm1", "a", "vnet", "10.0.0.4", p -> p.filtersIn(List.of("nic1 out", "subnet out")))
        .port("vm2", "a", "vnet", "10.0.0.5", p -> p.filtersOut(List.of("subnet in", "nic2 in")));
    lab.host(
        "vm1",
        "10.0.0.4/24",
        "10.0.0.1",
        "cloud:vm1",
        template(List.of(), List.of("guest1 out"), Services.ASSUMED));
    lab.host(
        "vm2",
        "10.0.0.5/24",
        "10.0.0.1",
        "cloud:vm2",
        template(List.of("guest2 in"), List.of(), Services.ASSUMED));
    Walk walk = lab.solve().ping("vm1", "10.0.0.5");
    assertThat(walk.verdict()).isEqualTo(Verdict.DELIVERED);
    assertThat(filtersOf(walk))
        .containsExactly(
            "guest1 out", "nic1 out", "subnet out", "subnet in", "nic2 in", "guest2 in");
  }

  @Test
  void theSourceIsCheckedBeforeTheFiltersAndTheDestinationBehindThem() {
    Lab lab = permissive("out", "in");
    lab.fabric("cloud")
        .deliver("a", "10.0.0.0/16", "vnet")
        .route("a", "172.16.0.0/12", new NextHop.Port("vnet", IpAddress.parse("10.0.0.5"), null))
        .vm("vm1", "a", "vnet", "10.0.0.4", p -> p.filtersIn(List.of("out")))
        .vm("vm2", "a", "vnet", "10.0.0.5", p -> p.filtersOut(List.of("in")));
    Lab.Bench bench = lab.solve();
    Walk foreignSource = bench.walk("vm1", header("10.9.9.9", "10.0.0.5", PacketHeader.ICMP, 8, 0));
    assertThat(foreignSource.verdict()).isEqualTo(Verdict.DROPPED_BY_SOURCE_CHECK);
    assertThat(filtersOf(foreignSource)).isEmpty();
    assertThat(foreignSource.steps().toString()).contains("10.9.9.9").contains("R53");
    Walk foreignDestination = bench.ping("vm1", "172.16.0.1");
    assertThat(foreignDestination.verdict()).isEqualTo(Verdict.DROPPED_BY_SOURCE_CHECK);
    assertThat(filtersOf(foreignDestination)).containsExactly("out", "in");
  }

  @Test
  void anApplianceNeedsBothThePortAndTheGuestToForward() {
    // R53: enableIPForwarding on the NIC, and forwarding in the guest.
    assertThat(throughAppliance(true, true).verdict()).isEqualTo(Verdict.DELIVERED);
    assertThat(throughAppliance(true, false).verdict()).isEqualTo(Verdict.DROPPED_BY_SOURCE_CHECK);
    assertThat(throughAppliance(false, true).verdict()).isEqualTo(Verdict.DOES_NOT_FORWARD);
  }

  private static Walk throughAppliance(boolean guestForwards, boolean portForwards) {
    Lab lab = new Lab();
    appliance(lab, "nva", "hub", "10.0.0.9", portForwards);
    lab.router("nva").node(n -> n.forwards(guestForwards));
    lab.fabric("cloud")
        .deliver("hub", "10.0.0.0/16", "hub")
        .deliver("hub", "10.2.0.0/16", "far")
        .route("spoke", "10.2.0.0/16", new NextHop.Port("hub", IpAddress.parse("10.0.0.9"), null))
        .vm("vm1", "spoke", "spoke", "10.1.0.4")
        .vm("vm2", "far", "far", "10.2.0.4");
    return lab.solve().ping("vm1", "10.2.0.4");
  }

  @Test
  void whoKnowsGuestsByTheirPortTakesNoSourceOfAnother() {
    // R57: the way out to the Internet translates what is the guest's own, at each port.
    Lab lab = new Lab();
    appliance(lab, "nva", "hub", "10.0.0.9", true);
    lab.fabric("cloud")
        .route("hub", "0.0.0.0/0", new NextHop.Internet("out", null))
        .route("spoke", "0.0.0.0/0", new NextHop.Port("hub", IpAddress.parse("10.0.0.9"), null))
        .vm("vm1", "spoke", "spoke", "10.1.0.4")
        .iface(
            Interface.named("out", "back", Origin.NONE)
                .link(LinkKind.FABRIC_PORT)
                .answersAllArp(true)
                .ownSourcesOnly(true)
                .build());
    lab.host("web", "198.51.100.9/24", "198.51.100.1", "cloud:out");
    Lab.Bench bench = lab.solve();
    assertThat(bench.ping("nva", "198.51.100.9").verdict()).isEqualTo(Verdict.DELIVERED);
    Walk passedOn = bench.ping("vm1", "198.51.100.9");
    assertThat(passedOn.verdict()).isEqualTo(Verdict.NAT_REFUSED);
    assertThat(passedOn.steps().toString()).contains("10.1.0.4").contains("R57");
  }

  private static void appliance(
      Lab lab, String name, String vrf, String address, boolean portForwards) {
    lab.fabric("cloud")
        .port(
            name,
            vrf,
            "hub",
            address,
            p -> p.checkSourceIn(!portForwards).checkDestinationOut(!portForwards));
    lab.router(name)
        .iface("eth0", address + "/24")
        .route("0.0.0.0/0", new NextHop.Via(IpAddress.parse("10.0.0.1"), "eth0", null));
    lab.net.link("cloud:" + name, name + ":eth0");
  }

  @Test
  void theFabricForwardsByDestinationWhateverNextHopTheGuestChose() {
    Lab lab = new Lab();
    appliance(lab, "nva", "hub", "10.0.0.9", true);
    lab.router("nva").route("10.2.0.0/16", "10.0.0.77");
    lab.fabric("cloud")
        .deliver("hub", "10.0.0.0/16", "hub")
        .deliver("hub", "10.2.0.0/16", "far")
        .vm("vm2", "far", "far", "10.2.0.4");
    Walk walk = lab.solve().ping("nva", "10.2.0.4");
    assertThat(walk.verdict()).as("%s", walk.steps()).isEqualTo(Verdict.DELIVERED);
  }

  @Test
  void answersPassStatefulFiltersAndNewFlowsDoNot() {
    // R198
    Lab lab = new Lab();
    lab.filter("no way in", Filter.Kind.NETWORK_SECURITY_GROUP, true, false);
    lab.filter("all out", Filter.Kind.NETWORK_SECURITY_GROUP, true, true);
    lab.fabric("cloud")
        .deliver("a", "10.0.0.0/16", "vnet")
        .vm(
            "vm1",
            "a",
            "vnet",
            "10.0.0.4",
            p -> p.filtersIn(List.of("all out")).filtersOut(List.of("no way in")))
        .vm("vm2", "a", "vnet", "10.0.0.5");
    Lab.Bench bench = lab.solve();
    assertThat(bench.trace("vm1", "10.0.0.5").answered()).isTrue();
    assertThat(bench.trace("vm2", "10.0.0.4").verdict()).isEqualTo(Verdict.DROPPED_BY_FILTER);
  }

  @Test
  void answersDoNotPassFiltersWithoutState() {
    Lab lab = new Lab();
    lab.filter("no way in", Filter.Kind.ACL, false, false);
    lab.fabric("cloud")
        .deliver("a", "10.0.0.0/16", "vnet")
        .vm("vm1", "a", "vnet", "10.0.0.4", p -> p.filtersOut(List.of("no way in")))
        .vm("vm2", "a", "vnet", "10.0.0.5");
    Trace trace = lab.solve().trace("vm1", "10.0.0.5");
    assertThat(trace.verdict()).isEqualTo(Verdict.DELIVERED);
    assertThat(trace.answered()).isFalse();
  }

  @Test
  void theTagVirtualNetworkIsWhatTheTableCoversByTheseClasses() {
    // R199: derived from active routes of the subnet's table, and addresses that always belong.
    Lab lab = new Lab();
    AddressSet tag =
        new AddressSet.Derived(
            new VrfRef("cloud", "a"),
            List.of("peering"),
            List.of(Prefix.parse("168.63.129.16/32")));
    lab.net
        .fragment()
        .filters
        .add(
            new Filter(
                "nsg",
                Filter.Kind.NETWORK_SECURITY_GROUP,
                true,
                List.of(
                    new Filter.Rule(
                        "AllowVnetInBound",
                        true,
                        List.of(),
                        List.of(tag),
                        List.of(),
                        List.of(),
                        List.of(),
                        null,
                        null,
                        false,
                        Origin.NONE)),
                false,
                Origin.NONE));
    lab.fabric("cloud")
        .deliver("a", "10.0.0.0/16", "vnet")
        .route("a", "10.1.0.0/16", "peering", new NextHop.Deliver("far", null, null))
        .vm("vm1", "a", "vnet", "10.0.0.4", p -> p.filtersOut(List.of("nsg")))
        .deliver("b", "10.0.0.0/16", "vnet")
        .port("near", "b", "vnet", "10.0.0.5")
        .port("probe", "b", "vnet", "168.63.129.16");
    lab.host("far", "10.1.0.4/24", "10.1.0.1", "cloud:near");
    lab.host("probe", "168.63.129.16/32", "10.1.0.1", "cloud:probe");
    Lab.Bench bench = lab.solve();
    assertThat(bench.ping("far", "10.0.0.4").verdict()).isEqualTo(Verdict.DELIVERED);
    assertThat(bench.ping("probe", "10.0.0.4").verdict()).isEqualTo(Verdict.DELIVERED);
    assertThat(bench.walk("far", header("10.3.0.4", "10.0.0.4", 1, 8, 0)).verdict())
        .isEqualTo(Verdict.DROPPED_BY_FILTER);
  }

  /** A machine behind a fabric, an edge router and a customer's router. */
  private static Lab edge() {
    Lab lab = new Lab();
    lab.fabric("cloud")
        .deliver("a", "10.0.0.0/16", "vnet")
        .route("a", "10.0.0.128/25", "system", new NextHop.Deliver("vnet", null, null))
        .route(
            "a",
            "10.2.0.0/24",
            "gateway",
            new NextHop.Via(IpAddress.parse("10.0.0.132"), "edge", null))
        .route("a", "0.0.0.0/0", "internet", new NextHop.Discard(true, null))
        .vm(
            "vm",
            "a",
            "vnet",
            "10.0.0.4",
            p -> p.icmpErrorClasses(List.of("system", "gateway", "peering")))
        .iface(
            Interface.named("edge", "a", Origin.NONE)
                .link(LinkKind.EDGE)
                .answersAllArp(true)
                .build());
    lab.router("msee")
        .iface(
            Interface.named("vnet", "default", Origin.NONE)
                .link(LinkKind.EDGE)
                .address(IpAddress.parse("10.0.0.132"), 32)
                .build())
        .route("10.0.0.0/16", new NextHop.Attached("vnet", null));
    lab.net.link("cloud:edge", "msee:vnet");
    lab.net.connect("msee", "ce", "192.168.0.16/30");
    lab.router("msee").route("10.2.0.0/24", "192.168.0.18");
    lab.router("ce").iface("lan", "10.2.0.1/24").route("10.0.0.0/16", "192.168.0.17");
    lab.host("site", "10.2.0.10/24", "10.2.0.1", "ce:lan");
    return lab;
  }

  @Test
  void anErrorFromOutsideReachesAGuestOnlyFromWhereItsTableLeads() {
    // R211 a: 10.0.0.132 is known, 192.168.0.18 is covered by the default route alone.
    Lab.Bench bench = edge().solve();
    assertThat(bench.trace("vm", "10.2.0.10").answered())
        .as("%s", bench.ping("vm", "10.2.0.10").steps())
        .isTrue();
    assertThat(bench.hops("vm", "10.2.0.10")).containsExactly("10.0.0.132", "*", "10.2.0.10");
    assertThat(bench.trace("vm", "10.2.0.10").hops().get(1).note())
        .isEqualTo("its answer from 192.168.0.18 does not come home: dropped by a filter at cloud");
  }

  @Test
  void theScreenIsForErrorsAloneAndNotForThoseOfGuests() {
    Lab lab = edge();
    lab.fabric("cloud")
        .port(
            "nva",
            "a",
            "vnet",
            "10.0.0.9",
            p -> p.icmpErrorClasses(List.of("system", "gateway", "peering")));
    lab.router("nva").iface("eth0", "10.0.0.9/24").node(n -> n.windows(false));
    lab.net.link("cloud:nva", "nva:eth0");
    Lab.Bench bench = lab.solve();
    PacketHeader error = header("172.16.0.1", "10.0.0.4", PacketHeader.ICMP, 11, 0);
    PacketHeader echo = header("172.16.0.1", "10.0.0.4", PacketHeader.ICMP, 8, 0);
    assertThat(bench.walk("msee", error).verdict()).isEqualTo(Verdict.DROPPED_BY_FILTER);
    assertThat(bench.walk("msee", error).steps().toString()).contains("R211");
    assertThat(bench.walk("msee", echo).verdict()).isEqualTo(Verdict.DELIVERED);
    assertThat(bench.walk("nva", error).verdict()).isEqualTo(Verdict.DELIVERED);
  }

  @Test
  void whatIsNotOnTheOwnNetworkOfAnOutsideNeighbourLeavesTheModelToo() {
    Lab lab = edge();
    lab.router("ce").node(n -> asOutside(n));
    Walk walk = lab.solve().ping("vm", "10.2.0.10");
    assertThat(walk.verdict()).isEqualTo(Verdict.LEFT_THE_MODEL);
    assertThat(walk.end()).isEqualTo("ce");
  }

  private static Node.Builder asOutside(Node.Builder b) {
    var node = b.build();
    return Node.named(node.name(), NodeKind.OUTSIDE, node.origin())
        .vrfs(node.vrfs())
        .interfaces(node.interfaces());
  }
}
