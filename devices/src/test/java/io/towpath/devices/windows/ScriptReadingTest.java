package io.towpath.devices.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.towpath.devices.windows.WindowsStatement.Address;
import io.towpath.devices.windows.WindowsStatement.DhcpScope;
import io.towpath.devices.windows.WindowsStatement.FirewallRule;
import io.towpath.devices.windows.WindowsStatement.InterfaceSettings;
import io.towpath.devices.windows.WindowsStatement.NatExternalAddress;
import io.towpath.devices.windows.WindowsStatement.NatInterface;
import io.towpath.devices.windows.WindowsStatement.NatMode;
import io.towpath.devices.windows.WindowsStatement.NatStaticMapping;
import io.towpath.devices.windows.WindowsStatement.StaticRoute;
import io.towpath.devices.windows.WindowsStatement.SwitchType;
import io.towpath.devices.windows.WindowsStatement.VirtualSwitch;
import io.towpath.devices.windows.parse.WindowsParser;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.Filter.PortRange;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts to statements: the language as far as administrators use it, and each cmdlet. */
class ScriptReadingTest {

  private static WindowsConfig read(String... lines) {
    return WindowsParser.parse("host.ps1", String.join("\n", lines) + "\n");
  }

  private static Ipv4Address ip(String text) {
    return Ipv4Address.parse(text);
  }

  /** Ways to write one command, which all say the same. */
  record Spelling(String why, String script) {
    @Override
    public String toString() {
      return why;
    }
  }

  static final List<Spelling> SPELLINGS =
      List.of(
          new Spelling(
              "by name",
              "New-NetIPAddress -IPAddress 10.0.2.1 -PrefixLength 24 -InterfaceAlias \"Ethernet"
                  + " 2\""),
          new Spelling(
              "in any case and order",
              "new-netipaddress -prefixlength 24 -INTERFACEALIAS 'Ethernet 2' -ipaddress 10.0.2.1"),
          new Spelling(
              "by position and alias",
              "New-NetIPAddress 10.0.2.1 -PrefixLength 24 -ifAlias \"Ethernet 2\""),
          new Spelling(
              "by the beginning of a name",
              "New-NetIPAddress 10.0.2.1 -Prefix 24 -InterfaceA \"Ethernet 2\""),
          new Spelling(
              "with typographic dashes and quotes",
              "New-NetIPAddress –IPAddress “10.0.2.1” —PrefixLength ‘24’ –InterfaceAlias „Ethernet"
                  + " 2“"),
          new Spelling(
              "over several lines",
              "New-NetIPAddress `\n"
                  + "  -IPAddress 10.0.2.1 `\n"
                  + "  -PrefixLength 24 `\n"
                  + "  -InterfaceAlias 'Ethernet 2'"),
          new Spelling(
              "with variables",
              "$a = '10.0.2.1'\n[int]$n = 24\n$i = 2\n"
                  + "New-NetIPAddress $a -PrefixLength $n -InterfaceAlias \"Ethernet $i\""),
          new Spelling(
              "with a table",
              "$p = @{ IPAddress = '10.0.2.1'; PrefixLength = 24\n"
                  + " InterfaceAlias = \"Ethernet 2\" }\n"
                  + "New-NetIPAddress @p"),
          new Spelling(
              "with comments and a sink",
              "<# one\n"
                  + " two #> New-NetIPAddress 10.0.2.1 -PrefixLength 24 -InterfaceAlias 'Ethernet"
                  + " 2' | Out-Null # done"),
          new Spelling(
              "with a value behind a colon",
              "New-NetIPAddress -IPAddress:10.0.2.1 -PrefixLength:24 -InterfaceAlias:'Ethernet 2'"
                  + " -Confirm:$false -ErrorAction Stop"));

  @ParameterizedTest
  @FieldSource("SPELLINGS")
  void oneCommandIsReadHoweverItIsSpelled(Spelling spelling) {
    WindowsConfig config = read(spelling.script());

    assertThat(config.statements())
        .singleElement()
        .isInstanceOfSatisfying(
            Address.class,
            said -> {
              assertThat(said.iface()).isEqualTo("Ethernet 2");
              assertThat(said.address()).isEqualTo(ip("10.0.2.1"));
              assertThat(said.length()).isEqualTo(24);
            });
    assertThat(config.unsupportedLines()).isEmpty();
    assertThat(config.remarks()).isEmpty();
  }

  @Test
  void statementsCarryTheLineAtWhichTheirCommandBegins() {
    assertThat(
            read("# first", "", "New-VMSwitch `", " -Name S `", " -SwitchType Internal")
                .statements())
        .containsExactly(new VirtualSwitch(3, "S", SwitchType.INTERNAL, null, true));
  }

  @Test
  void switchesAreInternalExternalOrPrivate() {
    assertThat(
            read(
                    "New-VMSwitch -Name E -NetAdapterName Ethernet -AllowManagementOS $true",
                    "New-VMSwitch -Name F -NetAdapterName 'Ethernet 2' -AllowManagementOS $false",
                    "New-VMSwitch P -SwitchType Private")
                .statements())
        .containsExactly(
            new VirtualSwitch(1, "E", SwitchType.EXTERNAL, "Ethernet", true),
            new VirtualSwitch(2, "F", SwitchType.EXTERNAL, "Ethernet 2", false),
            new VirtualSwitch(3, "P", SwitchType.PRIVATE, null, false));
  }

  @Test
  void routesComeFromEachOfTheirCommands() {
    assertThat(
            read(
                    "New-NetRoute -DestinationPrefix 10.0.0.0/22 -InterfaceAlias Ethernet -NextHop"
                        + " 10.0.1.1",
                    "New-NetRoute 10.9.0.0/16 -InterfaceAlias Ethernet -RouteMetric 5",
                    "route -p add 172.16.0.0 mask 255.255.252.0 10.0.1.1 metric 7",
                    "netsh interface ipv4 add route 10.8.0.0/16 \"Ethernet 2\" 10.0.1.1",
                    "netsh routing ip add persistentroute dest=10.0.0.0 mask=255.255.255.0"
                        + " name=\"Ethernet 2\" nhop=10.0.0.1 metric=256")
                .statements())
        .containsExactly(
            new StaticRoute(1, Prefix.parse("10.0.0.0/22"), "Ethernet", ip("10.0.1.1"), 256),
            new StaticRoute(2, Prefix.parse("10.9.0.0/16"), "Ethernet", null, 5),
            new StaticRoute(3, Prefix.parse("172.16.0.0/22"), null, ip("10.0.1.1"), 7),
            new StaticRoute(4, Prefix.parse("10.8.0.0/16"), "Ethernet 2", ip("10.0.1.1"), 1),
            new StaticRoute(5, Prefix.parse("10.0.0.0/24"), "Ethernet 2", ip("10.0.0.1"), 256));
  }

  @Test
  void forwardingIsSetForOneInterfaceOrAll() {
    assertThat(
            read(
                    "Set-NetIPInterface -InterfaceAlias Ethernet -Forwarding Enabled",
                    "Set-NetIPInterface -Forwarding Disabled -InterfaceMetric 9",
                    "netsh interface ipv4 set interface Ethernet forwarding=enabled",
                    "Set-NetIPInterface A,B -AutomaticMetric Enabled")
                .statements())
        .containsExactly(
            new InterfaceSettings(1, "Ethernet", true, null, null),
            new InterfaceSettings(2, null, false, null, 9),
            new InterfaceSettings(3, "Ethernet", true, null, null),
            new InterfaceSettings(4, "A", null, null, InterfaceSettings.AUTOMATIC),
            new InterfaceSettings(4, "B", null, null, InterfaceSettings.AUTOMATIC));
  }

  @Test
  void dhcpScopesTheirOptionsReservationsAndExclusionsAreRead() {
    WindowsConfig config =
        read(
            "Add-DhcpServerV4Scope -Name \"Nested VMs\" -StartRange 10.0.2.2 -EndRange 10.0.2.254"
                + " -SubnetMask 255.255.255.0",
            "Set-DhcpServerV4OptionValue -DnsServer 168.63.129.16, 10.0.3.9 -Router 10.0.2.1",
            "Add-DhcpServerv4Reservation -ScopeId 10.0.2.0 -IPAddress 10.0.2.9 -ClientId"
                + " 00-15-5D-01 -Name guest1",
            "Add-DhcpServerv4ExclusionRange 10.0.2.0 10.0.2.2 10.0.2.8");

    assertThat(config.unsupportedLines()).isEmpty();
    assertThat(config.statements())
        .containsExactly(
            new DhcpScope(1, "Nested VMs", ip("10.0.2.2"), ip("10.0.2.254"), 24, true),
            new WindowsStatement.DhcpOptions(
                2, null, List.of(ip("10.0.2.1")), List.of(ip("168.63.129.16"), ip("10.0.3.9"))),
            new WindowsStatement.DhcpReservation(3, ip("10.0.2.0"), ip("10.0.2.9"), "guest1"),
            new WindowsStatement.DhcpExclusion(4, ip("10.0.2.0"), ip("10.0.2.2"), ip("10.0.2.8")));
  }

  @Test
  void whatRunsOnOneOtherComputerIsThatComputers() {
    WindowsConfig config =
        read(
            "$Ext = '10.10.0.62'",
            "Invoke-Command `",
            " -ComputerName bgpnat01 `",
            " {Add-NetNatExternalAddress `",
            " -NatName BGPNAT `",
            " -IPAddress $Using:Ext `",
            " -PortStart 499 `",
            " -PortEnd 501}",
            "Invoke-Command -ComputerName bgpnat01 {Add-NetNatStaticMapping -NatName BGPNAT"
                + " -Protocol UDP -ExternalIPAddress $Using:Ext -InternalIPAddress 192.168.102.1"
                + " -ExternalPort 500 -InternalPort 500}",
            "Invoke-Command -ComputerName another {Add-NetNatExternalAddress -NatName N}");

    assertThat(config.hostname()).isEqualTo("bgpnat01");
    assertThat(config.statements())
        .contains(
            new NatExternalAddress(4, "BGPNAT", ip("10.10.0.62"), new PortRange(499, 501)),
            new NatStaticMapping(
                9, "BGPNAT", null, 17, ip("10.10.0.62"), 500, ip("192.168.102.1"), 500));
    assertThat(config.unsupportedLines()).extracting(line -> line.line()).containsExactly(10);
  }

  @Test
  void natOfRoutingAndRemoteAccessHasModesAndPortMappings() {
    assertThat(
            read(
                    "netsh routing ip nat install",
                    "netsh routing ip nat add interface \"Ethernet\" full",
                    "netsh routing ip nat add interface name=\"Ethernet 2\" mode=private",
                    "netsh routing ip nat add portmapping Ethernet tcp 0.0.0.0 8080 10.0.2.2 80")
                .statements())
        .containsExactly(
            new NatInterface(2, "Ethernet", NatMode.FULL),
            new NatInterface(3, "Ethernet 2", NatMode.PRIVATE),
            new NatStaticMapping(4, null, "Ethernet", 6, null, 8080, ip("10.0.2.2"), 80));
  }

  @Test
  void firewallRulesAllowInboundUnlessTheySayOtherwise() {
    assertThat(
            read(
                    "New-NetFirewallRule –DisplayName “Allow ICMPv4-In” –Protocol ICMPv4",
                    "New-NetFirewallRule -DisplayName Web -Direction Inbound -Action Block"
                        + " -Protocol TCP -LocalPort 80,8000-8100 -RemoteAddress 10.0.0.0/8",
                    "New-NetFirewallRule -DisplayName Off -Enabled False -Protocol TCP",
                    "netsh advfirewall firewall add rule name=ping dir=in action=allow"
                        + " protocol=icmpv4:8,any")
                .statements())
        .containsExactly(
            new FirewallRule(
                1,
                "Allow ICMPv4-In",
                true,
                true,
                1,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of()),
            new FirewallRule(
                2,
                "Web",
                true,
                false,
                6,
                List.of(),
                List.of(new PortRange(80, 80), new PortRange(8000, 8100)),
                List.of(),
                List.of(),
                List.of(Prefix.parse("10.0.0.0/8"))),
            new FirewallRule(
                4, "ping", true, true, 1, List.of(8), List.of(), List.of(), List.of(), List.of()));
  }

  /** A line that is not understood, and how it is listed. */
  record Foreign(String script, String listed) {
    @Override
    public String toString() {
      return script;
    }
  }

  static final List<Foreign> FOREIGN =
      List.of(
          new Foreign("New-VM -Name guest1 -SwitchName S", "New-VM -Name guest1 -SwitchName S"),
          new Foreign(
              "New-VMSwitch S -SwitchType Internal -Color red",
              "New-VMSwitch S -SwitchType Internal -Color red: -color is not modelled"),
          new Foreign(
              "New-NetIPAddress 10.0.0.1 -InterfaceIndex (Get-NetAdapter).ifIndex",
              "New-NetIPAddress 10.0.0.1 -InterfaceIndex (Get-NetAdapter).ifIndex:"
                  + " -interfaceindex is not modelled"),
          new Foreign(
              "New-NetIPAddress $env:IP -InterfaceAlias E",
              "New-NetIPAddress $env:IP -InterfaceAlias E"),
          new Foreign(
              "Get-NetAdapter | New-NetIPAddress -IPAddress 10.0.0.1",
              "Get-NetAdapter | New-NetIPAddress -IPAddress 10.0.0.1"),
          new Foreign(
              "if ($true) { New-VMSwitch S -SwitchType Internal }",
              "if ($true) { New-VMSwitch S -SwitchType Internal }"),
          new Foreign(
              "route add 10.0.0.0 mask 255.0.0.0 10.1.1.1 if 5",
              "route add 10.0.0.0 mask 255.0.0.0 10.1.1.1 if 5"),
          new Foreign(
              "New-NetFirewallRule -DisplayName A -Action Block -Profile Domain",
              "New-NetFirewallRule -DisplayName A -Action Block -Profile Domain"),
          new Foreign(
              "netsh advfirewall firewall add rule name=A dir=in action=block profile=domain",
              "netsh advfirewall firewall add rule name=A dir=in action=block profile=domain"),
          new Foreign(
              "netsh advfirewall firewall add rule name=A dir=in action=bypass",
              "netsh advfirewall firewall add rule name=A dir=in action=bypass"),
          new Foreign(
              "Add-NetNatStaticMapping N -Protocol TCP -ExternalIPAddress 0.0.0.0"
                  + " -ExternalPort 80 -InternalIPAddress 10.0.2.4"
                  + " -RemoteExternalIPAddressPrefix 192.0.2.0/24",
              "Add-NetNatStaticMapping N -Protocol TCP -ExternalIPAddress 0.0.0.0"
                  + " -ExternalPort 80 -InternalIPAddress 10.0.2.4"
                  + " -RemoteExternalIPAddressPrefix 192.0.2.0/24:"
                  + " -remoteexternalipaddressprefix is not modelled"),
          new Foreign(
              "New-NetFirewallRule -DisplayName A -Protocol TCP -LocalPort 80 -InterfaceAlias E",
              "New-NetFirewallRule -DisplayName A -Protocol TCP -LocalPort 80 -InterfaceAlias E:"
                  + " -interfacealias is not modelled"),
          new Foreign(
              "New-NetFirewallRule -DisplayName A -RemoteAddress LocalSubnet",
              "New-NetFirewallRule -DisplayName A -RemoteAddress LocalSubnet"),
          new Foreign(
              "New-NetFirewallRule -DisplayName A -Protocol TCP -LocalPort RPC",
              "New-NetFirewallRule -DisplayName A -Protocol TCP -LocalPort RPC"),
          new Foreign(
              "New-NetIPAddress fd00::1 -InterfaceAlias E",
              "New-NetIPAddress fd00::1 -InterfaceAlias E"),
          new Foreign(
              "Set-NetIPInterface E -AddressFamily IPv6 -Forwarding Enabled",
              "Set-NetIPInterface E -AddressFamily IPv6 -Forwarding Enabled"),
          new Foreign(
              "New-NetIPAddress 10.0.0.9 -InterfaceAlias E -SkipAsSource $true",
              "New-NetIPAddress 10.0.0.9 -InterfaceAlias E -SkipAsSource $true"),
          new Foreign("Install-RemoteAccess -VpnType Vpn", "Install-RemoteAccess -VpnType Vpn"),
          new Foreign(
              "New-VMSwitch S -NetAdapterName 'Ethernet', 'Ethernet 2'",
              "New-VMSwitch S -NetAdapterName 'Ethernet', 'Ethernet 2'"),
          new Foreign(
              "Set-NetFirewallProfile -All -Enabled NotConfigured",
              "Set-NetFirewallProfile -All -Enabled NotConfigured"),
          new Foreign("netsh wlan show profiles", "netsh wlan show profiles"),
          new Foreign(
              "Enable-NetFirewallRule -DisplayGroup 'World Wide Web'",
              "Enable-NetFirewallRule -DisplayGroup 'World Wide Web'"));

  @ParameterizedTest
  @FieldSource("FOREIGN")
  void whatIsNotUnderstoodIsListedWithItsLine(Foreign foreign) {
    WindowsConfig config = read("# a comment", foreign.script());

    assertThat(config.unsupportedLines())
        .extracting(line -> line.line() + " " + line.text())
        .contains("2 " + foreign.listed());
  }

  @ParameterizedTest
  @FieldSource("REFUSED")
  void whatWindowsWouldRefuseIsAnErrorAtItsLine(Refused refused) {
    assertThatThrownBy(() -> read("# a comment", refused.script()))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e ->
                assertThat(e.findings())
                    .singleElement()
                    .satisfies(
                        error -> {
                          assertThat(error.code()).isEqualTo("TP3201");
                          assertThat(error.origin()).isEqualTo(Origin.line("host.ps1", 2));
                          assertThat(error.message()).contains(refused.found());
                          assertThat(error.fix()).isNotEmpty();
                        }));
  }

  /** A command, and what its error names. */
  record Refused(String script, String found) {
    @Override
    public String toString() {
      return script;
    }
  }

  static final List<Refused> REFUSED =
      List.of(
          new Refused(
              "New-NetIPAddress -IPAddress 10.0.2.300 -InterfaceAlias E -PrefixLength 24",
              "-ipaddress: \"10.0.2.300\""),
          new Refused("New-NetIPAddress 0.0.0.0 -InterfaceAlias E", "no address of one machine"),
          new Refused(
              "New-NetIPAddress -IPAddress 10.0.2.3 -PrefixLength 24",
              "-interfacealias is missing"),
          new Refused(
              "New-NetIPAddress 10.0.2.3 -InterfaceAlias E -PrefixLength 33",
              "-prefixlength: \"33\" is no number from 0 to 32"),
          new Refused("Set-NetIPInterface E -Forwarding On", "-forwarding: \"On\""),
          new Refused("Set-NetIPInterface E -InterfaceMetric ten", "\"ten\" is no number"),
          new Refused("New-VMSwitch S -SwitchType Bridge", "none of internal, private"),
          new Refused("New-VMSwitch S", "-switchtype is missing"),
          new Refused("New-NetRoute 10.0.0.0 -InterfaceAlias E", "no prefix length"),
          new Refused("New-NetRoute 10.0.0.1/8 -InterfaceAlias E", "the network is 10.0.0.0/8"),
          new Refused(
              "New-NetRoute -DestinationPrefix 10.0.0.0/8 -InterfaceAlias",
              "-interfacealias has no value"),
          new Refused("route add 10.0.0.1 mask 255.0.0.0 10.1.1.1", "the network is 10.0.0.0/8"),
          new Refused("route add 10.0.0.0 mask 255.0.0.0 10.1.1.1 metric 0x5", "\"0x5\""),
          new Refused("Add-DhcpServerv4Scope 10.0.2.9 10.0.2.2 255.255.255.0", "no range"),
          new Refused("Add-DhcpServerv4Scope 10.0.2.2 10.0.2.9 255.0.255.0", "no mask"),
          new Refused(
              "Add-DhcpServerv4Scope 10.0.2.2 10.0.2.9 255.255.255.0 -State Off",
              "none of active, inactive"),
          new Refused("Add-DhcpServerv4ExclusionRange 10.0.2.0 10.0.2.9 10.0.2.2", "no range"),
          new Refused("Add-DhcpServerv4Reservation 10.0.2.0 10.0.2.9", "-clientid is missing"),
          new Refused(
              "Add-NetNatStaticMapping N -Protocol ICMP -ExternalIPAddress 0.0.0.0"
                  + " -ExternalPort 80 -InternalIPAddress 10.0.2.4",
              "none of tcp, udp"),
          new Refused(
              "Add-NetNatStaticMapping N -Protocol TCP -ExternalIPAddress 0.0.0.0"
                  + " -ExternalPort 70000 -InternalIPAddress 10.0.2.4",
              "-externalport: \"70000\""),
          new Refused("Install-RemoteAccess -VpnType Router", "-vpntype: \"Router\""),
          new Refused("New-NetFirewallRule -DisplayName A -Direction Up", "-direction: \"Up\""),
          new Refused(
              "New-NetFirewallRule -DisplayName A -Protocol TCP -LocalPort 90-80", "no range"),
          new Refused("New-NetFirewallRule -DisplayName A -LocalPort 80", "need the protocol TCP"),
          new Refused("New-NetFirewallRule -DisplayName A -Profile Work", "\"Work\""),
          new Refused("netsh routing ip nat add interface E half", "none of full, private"),
          new Refused(
              "netsh routing ip nat add portmapping E tcp 0.0.0.0 80 10.0.2.2",
              "privateport= is missing"),
          new Refused("netsh advfirewall firewall add rule name=A dir=up action=allow", "\"up\""),
          new Refused(
              "netsh advfirewall firewall add rule name=A dir=in action=permit", "\"permit\""));

  @Test
  void everyCommandThatIsRefusedIsNamedAtOnce() {
    assertThatThrownBy(() -> read("New-VMSwitch S", "New-NetRoute 10.0.0.0/8 E", "New-VMSwitch T"))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> assertThat(e.findings()).extracting(f -> f.origin().line()).contains(1, 3));
  }

  @Test
  void whatIsLimitedInAWayThatIsNotKnownIsNotReadAsUnlimited() {
    assertThat(
            read(
                    "New-NetFirewallRule -DisplayName A -Protocol TCP -InterfaceAlias E",
                    "Set-NetIPInterface E -AddressFamily IPv6 -Forwarding Enabled",
                    "New-NetFirewallRule -DisplayName A -Protocol ICMPv4 -IcmpType 3:4")
                .statements())
        .isEmpty();
  }

  @Test
  void aRangeOfAddressesIsTheFewestPrefixes() {
    assertThat(
            read("New-NetFirewallRule -DisplayName A -RemoteAddress 10.0.0.3-10.0.0.9,192.0.2.1")
                .statements())
        .singleElement()
        .isInstanceOfSatisfying(
            FirewallRule.class,
            rule ->
                assertThat(rule.remoteAddresses())
                    .extracting(Prefix::toString)
                    .containsExactly("10.0.0.3/32", "10.0.0.4/30", "10.0.0.8/31", "192.0.2.1/32"));
  }

  @Test
  void aCommandThatOnlyLooksSaysNothing() {
    WindowsConfig config =
        read(
            "Get-NetAdapter | Format-Table",
            "Write-Host \"it's `\"done`\" $(Get-Date)\"",
            "New-VMSwitch S -SwitchType Internal -WhatIf",
            "$x = Get-NetRoute",
            "ipconfig /all");
    assertThat(config.statements()).isEmpty();
    assertThat(config.unsupportedLines()).isEmpty();
  }

  /** A script that PowerShell cannot read, the line that its error names, and what it says. */
  record Broken(String script, int line, String said) {
    @Override
    public String toString() {
      return said + ": " + script.lines().findFirst().orElse("");
    }
  }

  static final List<Broken> BROKEN =
      List.of(
          new Broken("\nNew-VMSwitch \"S\n -SwitchType Internal", 2, "text"),
          new Broken("New-VMSwitch 'S", 1, "text"),
          new Broken("New-VMSwitch “S", 1, "text"),
          new Broken("Write-Host ok\n$x = @\"\nno end\n", 2, "text over several lines"),
          new Broken("$x = @'\nno end\n '@", 1, "text over several lines"),
          new Broken("New-VMSwitch S -SwitchType Internal\n<# no end", 2, "comment"),
          new Broken("\n\n$lan = @{ InterfaceAlias = 'E'\n", 3, "table"),
          new Broken("$x = @( 1, 2", 1, "list"),
          new Broken("Invoke-Command h {\n New-VMSwitch S\n", 1, "block"),
          new Broken("if ($x) {\n  if ($y) {\n}", 1, "block"),
          new Broken("Get-Item (1", 1, "bracket"),
          new Broken("Write-Host \"$(Get-Date\"", 1, "has no end"),
          new Broken("$(", 1, "expression"),
          new Broken("\n}", 2, "closes nothing"),
          new Broken("Get-Item )", 1, "closes nothing"),
          new Broken("f {\n (\n}", 3, "line 2"),
          new Broken("$t = @{ a = }", 1, "\"a\" of a table has no value"),
          new Broken("$t = @{ a = 1; A = 2 }", 1, "two entries"),
          new Broken("New-NetRoute a, , b", 1, "behind a comma"),
          new Broken("Get-Item a |", 1, "behind a pipe"),
          new Broken("{{{{{{", 1, "block"),
          new Broken("Invoke-Command {".repeat(200), 1, "block"),
          new Broken("(".repeat(5000), 1, "bracket"),
          new Broken("\"$(".repeat(5000), 1, "deep"));

  @ParameterizedTest
  @FieldSource("BROKEN")
  void aScriptThatIsNotClosedIsOneErrorAtItsBeginning(Broken broken) {
    assertThatThrownBy(() -> read(broken.script()))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e ->
                assertThat(e.findings())
                    .singleElement()
                    .satisfies(
                        error -> {
                          assertThat(error.code()).isEqualTo("TP3209");
                          assertThat(error.origin())
                              .isEqualTo(Origin.line("host.ps1", broken.line()));
                          assertThat(error.message()).contains(broken.said());
                          assertThat(error.fix()).isNotEmpty();
                        }));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Write-Host \"$( ')' )\"",
        "Write-Host \"a `\" b `` $('(')\"",
        "Write-Host it`'s",
        "Write-Host 'it''s {' # } \"",
        "<# { ( \" #>",
        "$x = @\"\n \"@ is not the end {\n\"@",
        "if ($a -eq '}') { Write-Host ')' } else { }",
        "Get-Item a |\n Out-Null",
        "$t = @{ \"$a\" = 1; \"$b\" = 2 }",
        "$t = @{ a =\n 1\n b = 2 }",
        "Write-Host \"$( \"a $('b)') c\" )\"",
        "$t['it''s'] = 3",
        "`"
      })
  void whatIsClosedIsReadToItsEnd(String script) {
    assertThat(read(script, "New-VMSwitch S -SwitchType Internal").statements())
        .singleElement()
        .isInstanceOf(VirtualSwitch.class);
  }
}
