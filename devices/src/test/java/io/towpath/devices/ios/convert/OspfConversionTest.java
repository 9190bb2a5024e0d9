package io.towpath.devices.ios.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.Prefix;
import io.towpath.network.OspfProcess;
import io.towpath.network.OspfProcess.OspfInterface;
import io.towpath.network.Redistribution;
import io.towpath.network.RoutePolicy;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OspfConversionTest {

  private static final String[] INTERFACES = {
    "vrf definition A",
    "interface Loopback0",
    " ip address 10.0.0.1 255.255.255.255",
    "interface GigabitEthernet1",
    " ip address 10.1.0.1 255.255.255.0",
    "interface GigabitEthernet2",
    " ip address 10.2.0.1 255.255.255.0",
    " ip ospf network point-to-point",
    " ip ospf cost 7",
    " ip ospf hello-interval 5",
    "interface GigabitEthernet3",
    " vrf forwarding A",
    " ip address 10.3.0.1 255.255.255.0",
    "interface Tunnel1",
    " ip address 10.4.0.1 255.255.255.0",
    " ip ospf 1 area 3"
  };

  private static Converted with(String... lines) {
    String[] all = new String[INTERFACES.length + lines.length];
    System.arraycopy(INTERFACES, 0, all, 0, INTERFACES.length);
    System.arraycopy(lines, 0, all, INTERFACES.length, lines.length);
    return Converted.of(all);
  }

  private static OspfInterface on(OspfProcess process, String name) {
    return process.interfaces().stream()
        .filter(iface -> iface.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void networkStatementsPickInterfacesOfTheVrfMostSpecificFirst() {
    OspfProcess process =
        with(
                "router ospf 1",
                " network 10.0.0.0 0.255.255.255 area 0",
                " network 10.2.0.0 0.0.255.255 area 0.0.0.2")
            .ospf();
    assertThat(process.interfaces())
        .extracting(OspfInterface::name)
        .containsExactly("Loopback0", "GigabitEthernet1", "GigabitEthernet2", "Tunnel1");
    assertThat(process.interfaces())
        .extracting(OspfInterface::area)
        .containsExactly(0L, 0L, 2L, 3L);
  }

  @Test
  void processInAVrfTakesItsInterfacesOnly() {
    OspfProcess process =
        with("router ospf 9 vrf A", " network 0.0.0.0 255.255.255.255 area 0").ospf();
    assertThat(process.vrf()).isEqualTo("A");
    assertThat(process.interfaces())
        .extracting(OspfInterface::name)
        .containsExactly("GigabitEthernet3");
  }

  @Test
  void interfaceSettingsAndTheirDefaults() {
    OspfProcess process = with("router ospf 1", " network 10.0.0.0 0.255.255.255 area 0").ospf();
    OspfInterface plain = on(process, "GigabitEthernet1");
    assertThat(plain.pointToPoint()).isFalse();
    assertThat(plain.cost()).isZero();
    assertThat(plain.priority()).isEqualTo(1);
    assertThat(plain.timers().hold()).isEqualTo(Duration.ofSeconds(40));
    OspfInterface set = on(process, "GigabitEthernet2");
    assertThat(set.pointToPoint()).isTrue();
    assertThat(set.cost()).isEqualTo(7);
    assertThat(set.timers().hold()).isEqualTo(Duration.ofSeconds(20));
    assertThat(on(process, "Tunnel1").pointToPoint()).isTrue();
    assertThat(on(process, "Loopback0").passive()).isTrue();
    assertThat(process.distance()).isEqualTo(110);
    assertThat(process.maximumPaths()).isEqualTo(4);
    assertThat(process.referenceBandwidthMbps()).isEqualTo(100);
    assertThat(process.routerId()).isNull();
    assertThat(process.defaultOriginate()).isNull();
  }

  @Test
  void passiveInterfacesAndTheirDefault() {
    OspfProcess some =
        with(
                "router ospf 1",
                " network 10.0.0.0 0.255.255.255 area 0",
                " passive-interface GigabitEthernet1")
            .ospf();
    assertThat(on(some, "GigabitEthernet1").passive()).isTrue();
    assertThat(on(some, "GigabitEthernet2").passive()).isFalse();
    OspfProcess most =
        with(
                "router ospf 1",
                " network 10.0.0.0 0.255.255.255 area 0",
                " passive-interface default",
                " no passive-interface GigabitEthernet2")
            .ospf();
    assertThat(on(most, "GigabitEthernet1").passive()).isTrue();
    assertThat(on(most, "GigabitEthernet2").passive()).isFalse();
  }

  @Test
  void defaultInformationOriginate() {
    OspfProcess.DefaultOriginate originate =
        Objects.requireNonNull(
            with("router ospf 1", " default-information originate always metric 10 metric-type 1")
                .ospf()
                .defaultOriginate());
    assertThat(originate.always()).isTrue();
    assertThat(originate.metric()).isEqualTo(10);
    assertThat(originate.metricType()).isEqualTo(1);
    assertThat(
            Objects.requireNonNull(
                    with("router ospf 1", " default-information originate")
                        .ospf()
                        .defaultOriginate())
                .metric())
        .isEqualTo(1);
  }

  @Test
  void processSettings() {
    OspfProcess process =
        with(
                "router ospf 1",
                " router-id 10.9.9.9",
                " auto-cost reference-bandwidth 100000",
                " distance 120",
                " maximum-paths 2")
            .ospf();
    assertThat(process.routerId()).hasToString("10.9.9.9");
    assertThat(process.referenceBandwidthMbps()).isEqualTo(100_000);
    assertThat(process.distance()).isEqualTo(120);
    assertThat(process.maximumPaths()).isEqualTo(2);
  }

  @Test
  void redistributionTakesWhatTheRouterWouldTake() {
    List<Redistribution> taken =
        with(
                "router ospf 1",
                " redistribute bgp 65000 subnets metric 5 metric-type 1 route-map M",
                " redistribute static",
                " redistribute connected subnets",
                "route-map M permit 10",
                " set tag 5")
            .ospf()
            .redistributions();
    assertThat(taken)
        .extracting(Redistribution::fromClass)
        .containsExactly("bgp", "static", "connected");
    assertThat(taken.getFirst().metric()).isEqualTo(5);
    assertThat(taken.getFirst().metricType()).isEqualTo(1);
    assertThat(taken.get(1).metric()).isNull();
    assertThat(taken.get(1).metricType()).isEqualTo(2);
    assertThat(taken.getFirst().policy())
        .isNotNull()
        .satisfies(policy -> assertThat(policy.name()).isEqualTo("M"));
    // Without "subnets", classful networks only.
    assertThat(denied(taken.get(1), "10.1.0.0/16")).isTrue();
    assertThat(denied(taken.get(1), "10.0.0.0/8")).isFalse();
    assertThat(denied(taken.get(1), "192.0.2.0/24")).isFalse();
    assertThat(denied(taken.get(1), "0.0.0.0/0")).isTrue();
    assertThat(taken.get(2).policy()).isNull();
  }

  private static List<RoutePolicy.Term> terms(Redistribution taken) {
    return Objects.requireNonNull(taken.policy()).terms();
  }

  private static boolean denied(Redistribution taken, String prefix) {
    return terms(taken).stream()
        .filter(term -> !term.permit())
        .flatMap(term -> term.matches().stream())
        .anyMatch(
            match ->
                match instanceof RoutePolicy.Match.InPrefixList(var lists)
                    && lists.getFirst().permits(Prefix.parse(prefix)));
  }

  @Test
  void shutDownOrUndefinedVrfMeansNoProcess() {
    assertThat(with("router ospf 1", " shutdown").node().ospf()).isEmpty();
    assertThat(with("router ospf 1 vrf NOPE").node().ospf()).isEmpty();
  }
}
