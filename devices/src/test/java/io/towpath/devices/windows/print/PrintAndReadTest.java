package io.towpath.devices.windows.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.devices.ios.convert.IosXeConversion;
import io.towpath.devices.ios.parse.IosXeParser;
import io.towpath.devices.print.NotExpressible;
import io.towpath.devices.windows.WindowsConfig;
import io.towpath.devices.windows.convert.WindowsConversion;
import io.towpath.devices.windows.parse.WindowsParser;
import io.towpath.devices.windows.print.RandomWindowsServer.Server;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.network.Fragment;
import io.towpath.network.InterfaceAddress;
import io.towpath.testkit.Property;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.Test;

/** What is printed for Windows and read again is the same server. */
class PrintAndReadTest {
  private static final RecursiveComparisonConfiguration BUT_FOR_PLACES =
      RecursiveComparisonConfiguration.builder().withIgnoredFieldsOfTypes(Origin.class).build();

  private static Fragment read(
      String script, String name, Map<String, List<InterfaceAddress>> leases) {
    WindowsConfig config = WindowsParser.parse("srv.ps1", script);
    assertThat(config.unsupportedLines()).as(script).isEmpty();
    assertThat(config.hostname()).isEqualTo(name);
    return WindowsConversion.convert(config, name, null, leases);
  }

  private static void assertSame(Fragment second, Server first, String script) {
    assertThat(second.findings()).as(script).isEmpty();
    assertThat(second.unsupported()).as(script).isEmpty();
    assertThat(second.nodes().getFirst())
        .as(script)
        .usingRecursiveComparison(BUT_FOR_PLACES)
        .isEqualTo(first.node());
    assertThat(second.filters())
        .as(script)
        .usingRecursiveFieldByFieldElementComparator(BUT_FOR_PLACES)
        .isEqualTo(first.filters());
  }

  @Test
  void whatIsPrintedReadsBackToTheSameServer() {
    Property.named("Windows: print, read")
        .runs(400)
        .check(
            new RandomWindowsServer(),
            server -> {
              WindowsScript printed =
                  WindowsPrinter.print(server.node(), server.filters(), server.machine());
              assertThat(printed.notExpressible())
                  .as(printed.text())
                  .allMatch(note -> note.what().startsWith("the reservation of "));
              assertSame(
                  read(printed.text(), server.node().name(), server.leases()),
                  server,
                  printed.text());
            });
  }

  @Test
  void everyScriptOfTheScenariosIsPrintedWithAllThatItSays() throws IOException {
    Map<String, List<InterfaceAddress>> leases = new LinkedHashMap<>();
    leases.put("Ethernet", List.of(InterfaceAddress.of(IpAddress.parse("10.0.0.4"), 24)));
    leases.put("Ethernet 2", List.of(InterfaceAddress.of(IpAddress.parse("10.0.1.4"), 24)));
    List<Path> scripts;
    try (var files = Files.walk(Path.of("../scenarios"))) {
      scripts = files.filter(file -> file.toString().endsWith(".ps1")).sorted().toList();
    }
    assertThat(scripts).hasSizeGreaterThan(5);
    for (Path script : scripts) {
      Fragment first =
          WindowsConversion.convert(
              WindowsParser.parse("srv.ps1", Files.readAllBytes(script)), "srv", null, leases);
      Server server =
          new Server(
              first.nodes().getFirst(),
              first.filters(),
              new Machine(List.of("Ethernet", "Ethernet 2"), null),
              leases);
      WindowsScript printed =
          WindowsPrinter.print(server.node(), server.filters(), server.machine());
      assertThat(printed.notExpressible()).as(printed.text()).isEmpty();
      assertSame(read(printed.text(), "srv", leases), server, printed.text());
    }
  }

  @Test
  void everyPrintedPartStandsUnderAComment() {
    Fragment first =
        WindowsConversion.convert(
            WindowsParser.parse(
                "srv.ps1",
                """
                New-NetIPAddress 10.1.0.1 -PrefixLength 24 -InterfaceAlias LAN
                New-VMSwitch -Name "Nested" -SwitchType Internal
                New-NetIPAddress 10.0.2.1 -PrefixLength 24 -InterfaceAlias "vEthernet (Nested)"
                Install-RemoteAccess -VpnType RoutingOnly
                netsh routing ip nat add interface LAN full
                netsh routing ip nat add portmapping LAN tcp 0.0.0.0 8080 10.0.2.9 80
                New-NetRoute 0.0.0.0/0 -InterfaceAlias LAN -NextHop 10.1.0.254 -RouteMetric 5
                Add-DhcpServerv4Scope 10.0.2.2 10.0.2.254 255.255.255.0 -Name Guests
                New-NetFirewallRule -DisplayName Ping -Protocol ICMPv4 -IcmpType 8
                """),
            "srv",
            null,
            new LinkedHashMap<>());

    assertThat(
            WindowsPrinter.print(first.nodes().getFirst(), first.filters(), Machine.UNKNOWN).text())
        .isEqualTo(
            """
            # srv, a Windows Server
            Rename-Computer -NewName "srv"

            # Roles
            Install-WindowsFeature -Name Hyper-V -IncludeManagementTools
            Install-WindowsFeature -Name DHCP -IncludeManagementTools
            Install-WindowsFeature -Name Routing -IncludeManagementTools

            # Adapter
            Rename-NetAdapter -Name "Ethernet" -NewName "LAN"
            New-NetIPAddress -InterfaceAlias "LAN" -IPAddress 10.1.0.1 -PrefixLength 24

            # Virtual switch and the host's interface
            New-VMSwitch -Name "Nested" -SwitchType Internal
            New-NetIPAddress -InterfaceAlias "vEthernet (Nested)" -IPAddress 10.0.2.1 -PrefixLength 24

            # Routing and Remote Access passes on what enters any interface
            Install-RemoteAccess -VpnType RoutingOnly

            # NAT of Routing and Remote Access: what leaves takes the address
            netsh routing ip nat install
            netsh routing ip nat add interface name="LAN" mode=full
            netsh routing ip nat add portmapping name="LAN" proto=tcp publicip=0.0.0.0 publicport=8080 privateip=10.0.2.9 privateport=80

            # Routes: the longest prefix decides, then route and interface metric
            New-NetRoute -DestinationPrefix 0.0.0.0/0 -InterfaceAlias "LAN" -NextHop 10.1.0.254 -RouteMetric 5

            # DHCP scope
            Add-DhcpServerv4Scope -StartRange 10.0.2.2 -EndRange 10.0.2.254 -SubnetMask 255.255.255.0 -Name "Guests"

            # What may reach the server itself
            New-NetFirewallRule -DisplayName "Ping" -Direction Inbound -Action Allow -Protocol ICMPv4 -IcmpType 8
            """);
  }

  @Test
  void whatWindowsHasNoWordsForIsNoted() {
    Fragment router =
        IosXeConversion.convert(
            IosXeParser.parse(
                "r.cfg",
                """
                vrf definition RED
                 address-family ipv4
                interface GigabitEthernet1
                 ip address 10.1.0.1 255.255.255.0
                interface GigabitEthernet2
                 vrf forwarding RED
                 ip address 10.2.0.1 255.255.255.0
                ip route 10.9.0.0 255.255.0.0 10.1.0.2
                ip route 10.8.0.0 255.255.0.0 Null0
                router ospf 1
                 network 10.1.0.0 0.0.0.255 area 0
                router bgp 65001
                 neighbor 10.1.0.2 remote-as 65002
                """),
            "r",
            null);

    WindowsScript printed =
        WindowsPrinter.print(router.nodes().getFirst(), router.filters(), Machine.UNKNOWN);

    assertThat(printed.text())
        .contains("New-NetRoute -DestinationPrefix 10.9.0.0/16", "-VpnType RoutingOnly")
        .doesNotContain("10.2.0.1", "10.8.0.0");
    assertThat(printed.notExpressible())
        .filteredOn(note -> note.degree() == NotExpressible.Degree.ABSENT)
        .extracting(NotExpressible::what)
        .containsExactlyInAnyOrder(
            "interface GigabitEthernet2 in VRF RED",
            "route 10.8.0.0/16",
            "BGP of AS 65001",
            "OSPF process 1",
            "VRF RED");
  }
}
