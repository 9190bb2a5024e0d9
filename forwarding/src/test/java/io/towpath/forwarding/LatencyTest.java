package io.towpath.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.forwarding.trace.Walk;
import io.towpath.net.Origin;
import io.towpath.network.Host;
import io.towpath.network.HostTemplate;
import io.towpath.network.NextHop;
import io.towpath.network.Services;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One-way latency: cables, pairs of names from the most specific to the widest, and unknown. */
class LatencyTest {

  private static Lab line() {
    Lab lab = new Lab();
    lab.router("r1").iface("lan", "10.1.0.1/24").iface("out", "192.168.0.1/30");
    lab.router("r2").iface("lan", "10.2.0.1/24").iface("out", "192.168.0.2/30");
    lab.router("r1").route("10.2.0.0/24", "192.168.0.2");
    lab.router("r2").route("10.1.0.0/24", "192.168.0.1");
    lab.host("a", "10.1.0.10/24", "10.1.0.1", "r1:lan");
    lab.host("b", "10.2.0.10/24", "10.2.0.1", "r2:lan");
    return lab;
  }

  private static double millis(Lab lab, String from, String to) {
    Walk walk = lab.solve().ping(from, to);
    assertThat(walk.verdict()).isEqualTo(Verdict.DELIVERED);
    return walk.latencyNanos() < 0 ? -1 : walk.latencyNanos() / 1e6;
  }

  @Test
  void cablesAndPairsOfNamesAddUp() {
    Lab lab = line().cable("r1:out", "r2:out", "PT0.003S");
    lab.latency("a", "r1", "PT0.0002S").latency("r2", "b", "PT0.0001S");
    assertThat(millis(lab, "a", "10.2.0.10")).isEqualTo(3.3);
    assertThat(lab.solve().trace("a", "10.2.0.10").rtt()).hasMillis(6);
  }

  @Test
  void aCableComesBeforeAPairOfNames() {
    Lab lab = line().cable("r1:out", "r2:out", "PT0.003S");
    lab.latency("a", "r1", "PT0S").latency("r2", "b", "PT0S").latency("r1", "r2", "PT1S");
    assertThat(millis(lab, "a", "10.2.0.10")).isEqualTo(3);
  }

  @Test
  void oneUnknownPieceMakesTheWholeUnknown() {
    Lab lab = line().cable("r1:out", "r2:out", "PT0.003S").latency("a", "r1", "PT0.0002S");
    assertThat(millis(lab, "a", "10.2.0.10")).isEqualTo(-1);
    assertThat(lab.solve().trace("a", "10.2.0.10").rtt()).isNull();
    assertThat(lab.solve().trace("a", "10.2.0.10").hops().getFirst().rtt()).isNotNull();
    assertThat(lab.solve().trace("a", "10.2.0.10").hops().getLast().rtt()).isNull();
  }

  @Test
  void hostsOnOneLanHaveTheLatencyOfTheirPlaces() {
    Lab lab = line();
    lab.host("c", "10.1.0.11/24", "10.1.0.1", "r1:lan");
    assertThat(millis(lab, "a", "10.1.0.11")).isEqualTo(-1);
    assertThat(millis(lab.latency("a", "c", "PT0.0004S"), "a", "10.1.0.11")).isEqualTo(0.4);
  }

  /** Two machines in regions, and a router on a wide network between them. */
  private static Lab cloud() {
    Lab lab = new Lab();
    lab.fabric("cloud")
        .deliver("a", "10.0.0.0/16", "vnet")
        .vm("vm1", "a", "vnet", "10.0.0.4", p -> p.sites(List.of("vm1", "region:east")))
        .vm("vm2", "a", "vnet", "10.0.0.5", p -> p.sites(List.of("vm2", "region:east")))
        .vm("vm3", "a", "vnet", "10.0.0.6", p -> p.sites(List.of("vm3", "region:west")));
    return lab;
  }

  @Test
  void insideARegionItIsThreeTenthsOfAMillisecondUnlessTheTableSaysMore() {
    assertThat(millis(cloud(), "vm1", "10.0.0.5")).isEqualTo(0.3);
    assertThat(millis(cloud(), "vm1", "10.0.0.6")).isEqualTo(-1);
    Lab lab = cloud().latency("region:east", "region:west", "PT0.03S");
    assertThat(millis(lab, "vm1", "10.0.0.6")).isEqualTo(30);
    assertThat(millis(lab, "vm3", "10.0.0.4")).isEqualTo(30);
  }

  @Test
  void theMostSpecificPairOfNamesDecides() {
    Lab lab =
        cloud()
            .latency("region:east", "region:west", "PT0.03S")
            .latency("vm1", "region:west", "PT0.02S")
            .latency("vm1", "vm3", "PT0.01S");
    assertThat(millis(lab, "vm1", "10.0.0.6")).isEqualTo(10);
    assertThat(millis(lab, "vm2", "10.0.0.6")).isEqualTo(30);
  }

  @Test
  void aPortOfAFabricIsThePlaceOfWhoIsBehindIt() {
    Lab lab = new Lab();
    lab.fabric("internet").internet().deliver("default", "0.0.0.0/0", "internet");
    for (String router : List.of("r1", "r2")) {
      String address = "198.51.100." + router.charAt(1);
      lab.fabric("internet").port(router, "default", "internet", address);
      lab.router(router)
          .iface("out", address + "/32")
          .node(n -> n.sites(List.of("site:" + router)))
          .route("0.0.0.0/0", new NextHop.Internet("out", null));
      lab.net.link("internet:" + router, router + ":out");
    }
    assertThat(millis(lab, "r1", "198.51.100.2")).isEqualTo(-1);
    assertThat(millis(lab.latency("site:r1", "site:r2", "PT0.02S"), "r1", "198.51.100.2"))
        .isEqualTo(20);
    assertThat(millis(lab.latency("r1", "site:r2", "PT0.01S"), "r1", "198.51.100.2")).isEqualTo(10);
  }

  @Test
  void theNamesOfAHostsKindCountBehindItsOwn() {
    Lab lab = line().cable("r1:out", "r2:out", "PT0S").latency("r2", "b", "PT0S");
    HostTemplate desk =
        new HostTemplate(true, List.of(), List.of(), Services.ASSUMED, List.of("site:desk"));
    lab.host("c", "10.1.0.11/24", "10.1.0.1", "r1:lan", desk);
    lab.latency("site:desk", "r1", "PT0.005S");
    assertThat(millis(lab, "c", "10.2.0.10")).isEqualTo(5);
    assertThat(millis(lab.latency("c", "r1", "PT0.001S"), "c", "10.2.0.10")).isEqualTo(1);
  }

  @Test
  void aHostWithoutAnAddressOfIpv4FindsNoNeighbourOnItsLink() {
    Lab lab = line();
    lab.net
        .fragment()
        .hosts
        .add(
            new Host(
                "six",
                List.of(io.towpath.net.IpAddress.parse("2001:db8::1")),
                64,
                null,
                Lab.ref("r1:lan"),
                Lab.template(List.of(), List.of(), Services.ASSUMED),
                Origin.NONE));
    Walk walk = lab.solve().walk("six", Lab.header("10.1.0.5", "10.1.0.10", 1, 8, 0));
    assertThat(walk.verdict()).isEqualTo(Verdict.NO_ROUTE);
  }
}
