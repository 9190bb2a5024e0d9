package io.towpath.devices.ios.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.devices.ios.parse.IosXeParser;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import io.towpath.network.Cable;
import io.towpath.network.Fragment;
import io.towpath.network.Group;
import io.towpath.network.InterfaceRef;
import io.towpath.network.LatencyTable;
import io.towpath.network.NatRule;
import io.towpath.network.Network;
import io.towpath.network.NetworkAssembly;
import java.util.List;
import org.junit.jupiter.api.Test;

class NatAndRedundancyConversionTest {

  @Test
  void staticTranslationsComeFirst() {
    Converted r1 =
        Converted.of(
            "interface GigabitEthernet2",
            " ip address 198.51.100.1 255.255.255.0",
            "access-list 1 permit 10.0.0.0 0.0.0.255",
            "ip nat inside source list 1 interface GigabitEthernet2 overload",
            "ip nat inside source static 10.0.0.5 198.51.100.5",
            "ip nat inside source static tcp 10.0.0.6 80 interface GigabitEthernet2 8080",
            "ip nat inside source static network 10.7.0.0 198.18.0.0 /24");
    assertThat(r1.node().nat())
        .containsExactly(
            new NatRule.Static(
                "default",
                IpAddress.parse("10.0.0.5"),
                IpAddress.parse("198.51.100.5"),
                32,
                0,
                0,
                0,
                0,
                Origin.line("r1.cfg", 5)),
            new NatRule.Static(
                "default",
                IpAddress.parse("10.0.0.6"),
                IpAddress.parse("198.51.100.1"),
                32,
                6,
                80,
                8080,
                1,
                Origin.line("r1.cfg", 6)),
            new NatRule.Static(
                "default",
                IpAddress.parse("10.7.0.0"),
                IpAddress.parse("198.18.0.0"),
                24,
                0,
                0,
                0,
                0,
                Origin.line("r1.cfg", 7)),
            new NatRule.Dynamic(
                "default",
                List.of(new AddressSet.Prefixes(List.of(Prefix.parse("10.0.0.0/24")))),
                null,
                List.of(),
                "GigabitEthernet2",
                List.of(),
                Origin.line("r1.cfg", 4)));
  }

  @Test
  void poolsVrfsAndExtendedLists() {
    Converted r1 =
        Converted.of(
            "ip vrf Tenant 1",
            "ip nat pool P 198.51.100.4 198.51.100.6 netmask 255.255.255.0",
            "ip access-list extended L",
            " permit ip 10.0.0.0 0.0.0.255 any",
            "route-map M permit 10",
            " match ip address L",
            "ip nat inside source route-map M pool P vrf Tenant 1 overload");
    assertThat(r1.node().nat())
        .singleElement()
        .isInstanceOfSatisfying(
            NatRule.Dynamic.class,
            rule -> {
              assertThat(rule.vrf()).isEqualTo("Tenant 1");
              assertThat(rule.pool())
                  .extracting(IpAddress::toString)
                  .containsExactly("198.51.100.4", "198.51.100.5", "198.51.100.6");
              assertThat(rule.filter()).isEqualTo("r1 access-list L");
            });
    assertThat(r1.fragment().filters()).hasSize(1);
  }

  @Test
  void whatTranslatesNothingIsLeftOut() {
    Converted r1 =
        Converted.of(
            "access-list 1 permit any",
            "ip nat inside source list NOPE interface Loopback0 overload",
            "ip nat inside source list 1 pool NOPE",
            "interface Loopback0",
            "ip nat inside source static 10.0.0.5 198.51.100.5 vrf NOPE");
    assertThat(r1.node().nat()).isEmpty();
    assertThat(r1.codes()).hasSize(3);
  }

  @Test
  void redundancyGroupsOfTwoRoutersAreOneGroupByPriority() {
    Fragment low = router("low", "10.0.0.3", "standby 1 ip 10.0.0.1");
    Fragment high = router("high", "10.0.0.2", "standby 1 ip 10.0.0.1", "standby 1 priority 110");
    InterfaceRef a = new InterfaceRef("low", "GigabitEthernet1");
    InterfaceRef b = new InterfaceRef("high", "GigabitEthernet1");
    Network network =
        NetworkAssembly.join(
            List.of(low, high),
            List.of(new Cable(new Cable.End.Plug(a), new Cable.End.Plug(b), null, Origin.NONE)),
            false,
            LatencyTable.EMPTY);
    assertThat(network.groups().values())
        .singleElement()
        .satisfies(
            group -> {
              assertThat(group.address()).isEqualTo(IpAddress.parse("10.0.0.1"));
              assertThat(group.choice()).isEqualTo(Group.Choice.FIRST_HEALTHY);
              assertThat(group.members()).extracting(Group.Member::at).containsExactly(b, a);
            });
  }

  @Test
  void equalPrioritiesAreDecidedByTheHigherAddress() {
    InterfaceRef a = new InterfaceRef("one", "GigabitEthernet1");
    InterfaceRef b = new InterfaceRef("two", "GigabitEthernet1");
    Network network =
        NetworkAssembly.join(
            List.of(
                router("one", "10.0.0.2", "vrrp 5 ip 10.0.0.1"),
                router("two", "10.0.0.3", "vrrp 5 ip 10.0.0.1")),
            List.of(new Cable(new Cable.End.Plug(a), new Cable.End.Plug(b), null, Origin.NONE)),
            false,
            LatencyTable.EMPTY);
    assertThat(network.groups().values().iterator().next().members())
        .extracting(Group.Member::at)
        .containsExactly(b, a);
  }

  @Test
  void groupsOnSeparateNetworksStaySeparate() {
    Network network =
        NetworkAssembly.join(
            List.of(
                router("one", "10.0.0.2", "standby 1 ip 10.0.0.1"),
                router("two", "10.0.0.3", "standby 1 ip 10.0.0.1")),
            List.of(),
            false,
            LatencyTable.EMPTY);
    assertThat(network.groups()).hasSize(2);
  }

  @Test
  void ownerOfTheVirtualAddressGoesFirst() {
    Fragment fragment = router("own", "10.0.0.1", "vrrp 5 ip 10.0.0.1", "vrrp 5 priority 90");
    assertThat(fragment.groups().getFirst().members().getFirst().priority()).isEqualTo(255);
  }

  @Test
  void vrrpVersion3HasABlockForEachGroup() {
    Converted r1 =
        Converted.of(
            "fhrp version vrrp v3",
            "interface Vlan10",
            " ip address 10.0.0.2 255.255.255.0",
            " vrrp 10 address-family ipv4",
            "  priority 120",
            "  timers advertise 500",
            "  address 10.0.0.1 primary",
            "  exit-vrrp",
            " description after the block",
            " vrrp 10 address-family ipv6",
            "  priority 5");
    assertThat(r1.fragment().groups())
        .singleElement()
        .satisfies(
            group -> {
              assertThat(group.address()).isEqualTo(IpAddress.parse("10.0.0.1"));
              assertThat(group.members().getFirst().priority()).isEqualTo(120);
              assertThat(group.timers().hold()).hasMillis(1500);
            });
    assertThat(r1.unsupported()).containsExactly("10 vrrp 10 address-family ipv6", "11 priority 5");
  }

  private static Fragment router(String name, String address, String... lines) {
    return IosXeConversion.convert(
        IosXeParser.parse(
            name + ".cfg",
            "interface GigabitEthernet1\n ip address "
                + address
                + " 255.255.255.0\n "
                + String.join("\n ", lines)
                + "\n"),
        name,
        null);
  }
}
