package io.towpath.devices.ios.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.devices.ios.IosConfig;
import io.towpath.devices.ios.parse.IosXeParser;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceAddress;
import io.towpath.network.LinkState;
import io.towpath.network.NatSide;
import io.towpath.network.Node;
import io.towpath.network.SwitchPort;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterfaceConversionTest {

  @Test
  void qinqSubinterfaceHasBothTagsOuterFirst() {
    Converted r1 =
        Converted.of(
            "vrf definition A",
            " address-family ipv4",
            "interface TenGigabitEthernet0/0/0.300",
            " encapsulation dot1Q 30 second-dot1q 300",
            " vrf forwarding A",
            " ip address 192.0.2.1 255.255.255.252",
            " no ip unreachables");
    Interface iface = r1.iface("TenGigabitEthernet0/0/0.300");
    assertThat(iface.tags()).containsExactly(30, 300);
    assertThat(iface.parent()).isEqualTo("TenGigabitEthernet0/0/0");
    assertThat(iface.vrf()).isEqualTo("A");
    assertThat(iface.addresses())
        .containsExactly(InterfaceAddress.of(IpAddress.parse("192.0.2.1"), 30));
    assertThat(iface.sendsUnreachables()).isFalse();
    assertThat(iface.origin()).isEqualTo(Origin.line("r1.cfg", 3));
    // The parent has no block of its own and is there nevertheless.
    assertThat(r1.iface("TenGigabitEthernet0/0/0").isEnabled()).isTrue();
    assertThat(r1.codes()).isEmpty();
  }

  @Test
  void nativeSubinterfaceIsUntagged() {
    Converted r1 =
        Converted.of(
            "interface GigabitEthernet1.5",
            " encapsulation dot1Q 5 native",
            " ip address 192.0.2.1 255.255.255.0");
    assertThat(r1.iface("GigabitEthernet1.5").tags()).isEmpty();
    assertThat(r1.iface("GigabitEthernet1.5").parent()).isEqualTo("GigabitEthernet1");
  }

  @Test
  void subinterfaceWithoutEncapsulationHasNoAddress() {
    Converted r1 =
        Converted.of("interface GigabitEthernet1.5", " ip address 192.0.2.1 255.255.255.0");
    assertThat(r1.iface("GigabitEthernet1.5").addresses()).isEmpty();
    assertThat(r1.codes()).containsExactly("TP3025");
  }

  @Test
  void addressByDhcpIsTheLeaseIfThereIsOne() {
    List<String> lines =
        List.of(
            "interface GigabitEthernet1",
            " ip address dhcp",
            "interface GigabitEthernet2",
            " ip address dhcp",
            " ip address 192.0.2.1 255.255.255.0",
            "interface Tunnel1",
            " ip unnumbered GigabitEthernet1",
            " tunnel source GigabitEthernet1",
            " tunnel destination 198.51.100.1",
            " tunnel mode gre ip");
    IosConfig config =
        IosXeParser.parse("r1.cfg", String.join("\n", lines).getBytes(StandardCharsets.UTF_8));

    Node asking = IosXeConversion.convert(config, "r1", null).nodes().getFirst();
    assertThat(asking.findInterface("GigabitEthernet1"))
        .matches(iface -> iface.dhcp() && iface.addresses().isEmpty());
    assertThat(asking.tunnels()).isEmpty();

    InterfaceAddress lease = InterfaceAddress.of(IpAddress.parse("10.0.0.4"), 24);
    Node served =
        IosXeConversion.convert(
                config.withLeases(
                    Map.of("GigabitEthernet1", List.of(lease), "GigabitEthernet2", List.of(lease))),
                "r1",
                null)
            .nodes()
            .getFirst();
    assertThat(served.findInterface("GigabitEthernet1"))
        .matches(iface -> iface.dhcp() && iface.addresses().equals(List.of(lease)));
    // What needs an address has it, and a later address still replaces DHCP.
    assertThat(served.tunnels())
        .singleElement()
        .satisfies(end -> assertThat(end.local()).hasToString("10.0.0.4"));
    assertThat(served.findInterface("GigabitEthernet2"))
        .matches(iface -> !iface.dhcp())
        .matches(iface -> "192.0.2.1".equals(String.valueOf(iface.primaryAddress())));
  }

  @Test
  void pointToPointSubnetsOf31BitsMayEndOdd() {
    Converted r1 =
        Converted.of("interface GigabitEthernet1", " ip address 10.60.3.255 255.255.255.254");
    assertThat(r1.iface("GigabitEthernet1").addresses().getFirst().subnet())
        .hasToString("10.60.3.254/31");
  }

  @Test
  void laterAddressReplacesAndSecondariesAdd() {
    Converted r1 =
        Converted.of(
            "interface GigabitEthernet1",
            " ip address 192.0.2.1 255.255.255.0",
            " ip address 198.51.100.1 255.255.255.0 secondary",
            " ip address 192.0.2.2 255.255.255.0");
    assertThat(r1.iface("GigabitEthernet1").addresses())
        .extracting(InterfaceAddress::toString)
        .containsExactly("192.0.2.2/24", "198.51.100.1/24");
    assertThat(r1.iface("GigabitEthernet1").primaryAddress()).hasToString("192.0.2.2");
  }

  @Test
  void enteringAVrfRemovesTheAddress() {
    Converted r1 =
        Converted.of(
            "ip vrf A",
            "interface GigabitEthernet1",
            " ip address 192.0.2.1 255.255.255.0",
            " ip vrf forwarding A");
    assertThat(r1.iface("GigabitEthernet1").addresses()).isEmpty();
    assertThat(r1.iface("GigabitEthernet1").vrf()).isEqualTo("A");
    assertThat(r1.codes()).containsExactly("TP3021");
  }

  @Test
  void undefinedVrfLeavesTheInterfaceInTheGlobalTable() {
    Converted r1 =
        Converted.of(
            "interface GigabitEthernet1",
            " ip address 192.0.2.1 255.255.255.0",
            " ip vrf forwarding NOPE");
    assertThat(r1.iface("GigabitEthernet1").vrf()).isEqualTo("default");
    assertThat(r1.iface("GigabitEthernet1").addresses()).hasSize(1);
    assertThat(r1.codes()).containsExactly("TP3010");
  }

  @Test
  void shutdownCanBeTakenBack() {
    Converted r1 =
        Converted.of(
            "interface Loopback1", " shutdown", "interface Loopback2", " shutdown", " no shutdown");
    assertThat(r1.iface("Loopback1").state()).isEqualTo(LinkState.ADMIN_DOWN);
    assertThat(r1.iface("Loopback2").state()).isEqualTo(LinkState.UP);
  }

  @ParameterizedTest
  @CsvSource({
    "GigabitEthernet1, 1000000",
    "TenGigabitEthernet0/0/0, 10000000",
    "HundredGigE1/0/1, 100000000",
    "FastEthernet0/0, 100000",
    "Loopback0, 8000000",
    "Tunnel7, 100",
    "Vlan10, 1000000"
  })
  void bandwidthFollowsTheType(String name, long kbps) {
    assertThat(Converted.of("interface " + name).iface(name).bandwidthKbps()).isEqualTo(kbps);
  }

  @Test
  void subinterfacesInheritTheBandwidthOfTheirParent() {
    Converted r1 =
        Converted.of(
            "interface GigabitEthernet1",
            " bandwidth 50000",
            "interface GigabitEthernet1.5",
            " encapsulation dot1Q 5");
    assertThat(r1.iface("GigabitEthernet1.5").bandwidthKbps()).isEqualTo(50_000);
  }

  @Test
  void ipMtuCountsForPackets() {
    Converted r1 = Converted.of("interface GigabitEthernet1", " mtu 9216", " ip mtu 1400");
    assertThat(r1.iface("GigabitEthernet1").mtu()).isEqualTo(1400);
  }

  @Test
  void natSidesAndAccessGroups() {
    Converted r1 =
        Converted.of(
            "access-list 10 permit any",
            "interface GigabitEthernet1",
            " ip nat inside",
            " ip access-group 10 in",
            "interface GigabitEthernet2",
            " ip nat outside",
            " ip access-group NOPE out");
    assertThat(r1.iface("GigabitEthernet1").natSide()).isEqualTo(NatSide.INSIDE);
    assertThat(r1.iface("GigabitEthernet2").natSide()).isEqualTo(NatSide.OUTSIDE);
    assertThat(r1.iface("GigabitEthernet1").filtersIn()).containsExactly("r1 access-list 10");
    // An undefined list permits every packet.
    assertThat(r1.iface("GigabitEthernet2").filtersOut()).isEmpty();
    assertThat(r1.fragment().filters()).hasSize(1);
  }

  @Test
  void switchPortsAndVirtualInterfaces() {
    Converted r1 =
        Converted.of(
            "interface GigabitEthernet1/0/1",
            " switchport mode access",
            " switchport access vlan 10",
            "interface GigabitEthernet1/0/2",
            " switchport mode trunk",
            " switchport trunk allowed vlan 10,20-22",
            " switchport trunk native vlan 20",
            "interface GigabitEthernet1/0/3",
            " switchport mode trunk",
            "interface GigabitEthernet1/0/4",
            "interface GigabitEthernet1/0/5",
            " no switchport",
            " ip address 192.0.2.1 255.255.255.0",
            "interface Vlan10",
            " ip address 10.0.0.1 255.255.255.0");
    assertThat(r1.iface("GigabitEthernet1/0/1").switchPort())
        .isEqualTo(new SwitchPort(List.of(10), false, 0));
    assertThat(r1.iface("GigabitEthernet1/0/2").switchPort())
        .isEqualTo(new SwitchPort(List.of(10, 21, 22), true, 20));
    assertThat(r1.iface("GigabitEthernet1/0/3").switchPort())
        .isEqualTo(new SwitchPort(List.of(), true, 1));
    assertThat(r1.iface("GigabitEthernet1/0/4").switchPort())
        .isEqualTo(new SwitchPort(List.of(1), false, 0));
    assertThat(r1.iface("GigabitEthernet1/0/5").switchPort()).isNull();
    assertThat(r1.iface("Vlan10").bridgedVlan()).isEqualTo(10);
    assertThat(r1.iface("Vlan10").switchPort()).isNull();
  }

  @Test
  void portsOfARouterDoNotBridge() {
    Converted r1 = Converted.of("interface GigabitEthernet1", " no ip address");
    assertThat(r1.iface("GigabitEthernet1").switchPort()).isNull();
  }

  @Test
  void ipv6IsKeptAsideAndSaid() {
    Converted r1 = Converted.of("interface Loopback0", " ipv6 address 2001:db8::1/128");
    assertThat(r1.codes()).containsExactly("TP3027");
    assertThat(r1.fragment().findings().getFirst().affects()).containsExactly("r1:Loopback0");
  }

  @Test
  void vrfDefinitionWithoutItsFamilyIsAWarning() {
    Converted r1 =
        Converted.of(
            "vrf definition A",
            " rd 1:1",
            "vrf definition UNUSED",
            "interface Loopback0",
            " vrf forwarding A",
            " ip address 192.0.2.1 255.255.255.255");
    assertThat(r1.codes()).containsExactly("TP3023");
    assertThat(r1.fragment().findings().getFirst().affects()).containsExactly("r1/A");
    assertThat(r1.iface("Loopback0").addresses()).hasSize(1);
  }

  @Test
  void noIpRoutingMeansNoForwarding() {
    assertThat(Converted.of("no ip routing").node().forwards()).isFalse();
    assertThat(Converted.of("ip routing").node().forwards()).isTrue();
  }
}
