package io.towpath.devices.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.towpath.devices.windows.convert.WindowsConversion;
import io.towpath.devices.windows.parse.WindowsParser;
import io.towpath.net.InvalidInputException;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import io.towpath.network.Filter;
import io.towpath.network.Fragment;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceAddress;
import io.towpath.network.NatRule;
import io.towpath.network.NatSide;
import io.towpath.network.NextHop;
import io.towpath.network.Node;
import io.towpath.network.Route;
import io.towpath.network.Services;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Statements to a node: interfaces, routes, NAT, DHCP, firewall. */
class WindowsConversionTest {

  private static final String SWITCH = "New-VMSwitch -Name S -SwitchType Internal";
  private static final String SWITCH_ADDRESS =
      "New-NetIPAddress 10.0.2.1 -PrefixLength 24 -InterfaceAlias 'vEthernet (S)'";

  private static Fragment convert(String... lines) {
    Map<String, List<InterfaceAddress>> adapters = new LinkedHashMap<>();
    adapters.put("Ethernet", List.of(InterfaceAddress.of(IpAddress.parse("10.0.0.4"), 24)));
    adapters.put("Ethernet 2", List.of(InterfaceAddress.of(IpAddress.parse("10.0.1.4"), 24)));
    return WindowsConversion.convert(
        WindowsParser.parse("h.ps1", String.join("\n", lines) + "\n"), "h", null, adapters);
  }

  private static Node node(Fragment fragment) {
    return fragment.nodes().getFirst();
  }

  private static Interface iface(Fragment fragment, String name) {
    return Objects.requireNonNull(node(fragment).findInterface(name), name);
  }

  private static List<Route> routes(Fragment fragment) {
    return node(fragment).vrfs().getFirst().routes();
  }

  /** Codes and lines of what Windows refuses. */
  private static List<String> refused(String... lines) {
    try {
      convert(lines);
      return List.of();
    } catch (InvalidInputException e) {
      return e.findings().stream().map(f -> f.code() + " " + f.origin().line()).toList();
    }
  }

  private static List<String> codes(Fragment fragment) {
    return fragment.findings().stream().map(finding -> finding.code()).toList();
  }

  @Test
  void adaptersTakeTheirLeasesUntilAnAddressIsWritten() {
    Fragment fragment =
        convert("New-NetIPAddress 10.0.1.4 -PrefixLength 24 -InterfaceAlias 'ETHERNET 2'");

    assertThat(iface(fragment, "Ethernet").dhcp()).isTrue();
    assertThat(iface(fragment, "Ethernet").addresses()).hasToString("[10.0.0.4/24]");
    assertThat(iface(fragment, "Ethernet 2").dhcp()).isFalse();
    assertThat(iface(fragment, "Ethernet 2").addresses()).hasToString("[10.0.1.4/24]");
  }

  @Test
  void anInternalSwitchGivesTheHostAnInterface() {
    Fragment fragment = convert(SWITCH, SWITCH_ADDRESS);

    assertThat(node(fragment).interfaces())
        .extracting(Interface::name)
        .containsExactly("Ethernet", "Ethernet 2", "vEthernet (S)");
    assertThat(iface(fragment, "vEthernet (S)").addresses()).hasToString("[10.0.2.1/24]");
  }

  @Test
  void anExternalSwitchTakesOverTheAddressesOfItsAdapter() {
    Fragment fragment = convert("New-VMSwitch -Name S -NetAdapterName Ethernet");

    assertThat(node(fragment).findInterface("Ethernet")).isNull();
    assertThat(iface(fragment, "vEthernet (S)").addresses()).hasToString("[10.0.0.4/24]");
  }

  @Test
  void aRenamedAdapterIsMeantByTheNameThatItHasWhenACommandRuns() {
    Fragment fragment =
        convert(
            "Set-NetIPInterface 'Ethernet 2' -Forwarding Enabled",
            "Rename-NetAdapter -Name 'Ethernet 2' -NewName LAN",
            "New-NetRoute 10.0.0.0/8 -InterfaceAlias LAN -NextHop 10.0.1.1");

    assertThat(iface(fragment, "LAN").forwards()).isTrue();
    assertThat(routes(fragment))
        .extracting(Route::nextHop)
        .containsExactly(new NextHop.Via(IpAddress.parse("10.0.1.1"), "LAN", null));
    assertThat(
            refused(
                "Rename-NetAdapter 'Ethernet 2' LAN",
                "Set-NetIPInterface 'Ethernet 2' -Forwarding Enabled"))
        .containsExactly("TP3202 2");
    assertThat(refused("Rename-NetAdapter 'Ethernet 2' Ethernet")).containsExactly("TP3210 1");
  }

  @Test
  void adaptersMayChangeNames() {
    Fragment fragment =
        convert(
            "Rename-NetAdapter Ethernet X",
            "Rename-NetAdapter 'Ethernet 2' Ethernet",
            "Rename-NetAdapter X 'Ethernet 2'");

    assertThat(iface(fragment, "Ethernet").addresses()).hasToString("[10.0.1.4/24]");
    assertThat(iface(fragment, "Ethernet 2").addresses()).hasToString("[10.0.0.4/24]");
  }

  @Test
  void theMetricOfALeaseIsThatOfTheFirstAdapterWhateverItIsCalled() {
    Map<String, List<InterfaceAddress>> adapters = new LinkedHashMap<>();
    adapters.put("Ethernet", List.of());
    adapters.put("Ethernet 2", List.of());
    String renamed =
        "Rename-NetAdapter Ethernet WAN\nRename-NetAdapter 'Ethernet 2' Ethernet\n"
            + "Set-NetIPInterface WAN -InterfaceMetric 40\n"
            + "Set-NetIPInterface Ethernet -InterfaceMetric 5\n";
    String bound =
        "New-VMSwitch E -NetAdapterName Ethernet\n"
            + "Set-NetIPInterface 'vEthernet (E)' -InterfaceMetric 7\n";
    String automatic =
        "Set-NetIPInterface Ethernet -InterfaceMetric 7\n"
            + "Set-NetIPInterface Ethernet -AutomaticMetric Enabled\n";

    assertThat(
            List.of(renamed, bound, automatic).stream()
                .map(text -> WindowsParser.parse("h.ps1", text))
                .map(config -> WindowsConversion.metricOfLease(config, adapters)))
        .containsExactly(40L, 7L, 15L);
  }

  @Test
  void theMetricOfARouteIsTheSumOfItsOwnAndThatOfItsInterface() {
    Fragment fragment =
        convert(
            "Set-NetIPInterface Ethernet -InterfaceMetric 50",
            "New-NetRoute 10.0.0.0/8 -InterfaceAlias Ethernet -NextHop 10.0.0.1 -RouteMetric 10",
            "New-NetRoute 10.0.0.0/8 -InterfaceAlias 'Ethernet 2' -NextHop 10.0.1.1 -RouteMetric"
                + " 40");

    assertThat(routes(fragment)).extracting(Route::metric).containsExactly(60L, 55L);
    assertThat(routes(fragment)).extracting(Route::distance).containsOnly(1);
  }

  @Test
  void aRouteWithoutInterfaceGoesWhereItsNextHopLies() {
    assertThat(routes(convert("route -p add 172.16.0.0 mask 255.255.0.0 10.0.1.1")))
        .extracting(Route::nextHop)
        .containsExactly(new NextHop.Via(IpAddress.parse("10.0.1.1"), "Ethernet 2", null));
    assertThat(refused("route -p add 172.16.0.0 mask 255.255.0.0 10.9.9.1"))
        .containsExactly("TP3203 1");
  }

  @Test
  void nothingForwardsUntilItIsSaid() {
    Fragment silent = convert(SWITCH, SWITCH_ADDRESS);
    Fragment one =
        convert(SWITCH, SWITCH_ADDRESS, "Set-NetIPInterface Ethernet -Forwarding Enabled");
    Fragment all = convert(SWITCH, SWITCH_ADDRESS, "Install-RemoteAccess -VpnType RoutingOnly");

    assertThat(node(silent).forwards()).isFalse();
    assertThat(node(one).forwards()).isTrue();
    assertThat(node(one).interfaces())
        .filteredOn(Interface::forwards)
        .extracting(Interface::name)
        .containsExactly("Ethernet");
    assertThat(node(all).interfaces()).allMatch(Interface::forwards);
    assertThat(
            node(convert(
                    SWITCH, SWITCH_ADDRESS, "Set-NetIPInterface 'ethernet*' -Forwarding Enabled"))
                .interfaces())
        .filteredOn(Interface::forwards)
        .extracting(Interface::name)
        .containsExactly("Ethernet", "Ethernet 2");
  }

  @Test
  void natOfRoutingAndRemoteAccessTranslatesWhatLeavesTheInterface() {
    Fragment fragment =
        convert(
            SWITCH,
            SWITCH_ADDRESS,
            "netsh routing ip nat add interface Ethernet full",
            "netsh routing ip nat add portmapping Ethernet tcp 0.0.0.0 8080 10.0.2.2 80");

    assertThat(iface(fragment, "Ethernet").natSide()).isEqualTo(NatSide.OUTSIDE);
    assertThat(iface(fragment, "Ethernet 2").natSide()).isEqualTo(NatSide.INSIDE);
    assertThat(iface(fragment, "vEthernet (S)").natSide()).isEqualTo(NatSide.INSIDE);
    assertThat(node(fragment).nat())
        .containsExactly(
            mapping("10.0.2.2", "10.0.0.4", 6, 80, 8080, 4),
            new NatRule.Dynamic(
                "default",
                List.of(new AddressSet.Any()),
                null,
                List.of(),
                "Ethernet",
                List.of(),
                Origin.line("h.ps1", 3)));
  }

  @Test
  void aNatInstanceTranslatesItsPrefixAlone() {
    Fragment fragment =
        convert(
            SWITCH,
            SWITCH_ADDRESS,
            "New-NetNat -Name N -InternalIPInterfaceAddressPrefix 10.0.2.0/24");

    assertThat(iface(fragment, "Ethernet 2").natSide()).isEqualTo(NatSide.NONE);
    assertThat(iface(fragment, "vEthernet (S)").natSide()).isEqualTo(NatSide.INSIDE);
    assertThat(node(fragment).nat())
        .singleElement()
        .isInstanceOfSatisfying(
            NatRule.Dynamic.class,
            rule ->
                assertThat(rule.sources())
                    .containsExactly(
                        new AddressSet.Prefixes(List.of(Prefix.parse("10.0.2.0/24")))));
  }

  @Test
  void aMappingNeedsAPortThatWasAddedToItsNat() {
    String[] script = {
      "Add-NetNatExternalAddress -NatName BGPNAT -IPAddress 10.0.0.62 -PortStart 499 -PortEnd 501",
      "Add-NetNatStaticMapping BGPNAT -Protocol UDP -ExternalIPAddress 10.0.0.62 -ExternalPort 500"
          + " -InternalIPAddress 192.168.102.1 -InternalPort 500",
      "Add-NetNatStaticMapping BGPNAT -Protocol UDP -ExternalIPAddress 10.0.0.62 -ExternalPort 4500"
          + " -InternalIPAddress 192.168.102.1 -InternalPort 4500"
    };
    Fragment fragment = convert(script);

    assertThat(node(fragment).nat())
        .filteredOn(NatRule.Static.class::isInstance)
        .containsExactly(mapping("192.168.102.1", "10.0.0.62", 17, 500, 500, 2));
    assertThat(codes(fragment)).containsExactlyInAnyOrder("TP3204", "TP3206");
    assertThat(
            refused(
                "Add-NetNatStaticMapping Other -Protocol UDP -ExternalIPAddress 0.0.0.0"
                    + " -ExternalPort 9 -InternalIPAddress 192.168.102.1"))
        .containsExactly("TP3205 1");
  }

  private static NatRule mapping(
      String inside, String outside, int protocol, int in, int out, int line) {
    return new NatRule.Static(
        "default",
        IpAddress.parse(inside),
        IpAddress.parse(outside),
        32,
        protocol,
        in,
        out,
        1,
        Origin.line("h.ps1", line));
  }

  @Test
  void optionsOfAScopeGoBeforeThoseOfTheServer() {
    Services.DhcpScope scope =
        node(convert(
                "Add-DhcpServerv4Scope 10.0.2.2 10.0.2.254 255.255.255.0 -Name A",
                "Set-DhcpServerv4OptionValue -ScopeId 10.0.2.0 -Router 10.0.2.1",
                "Set-DhcpServerv4OptionValue -Router 10.0.2.9 -DnsServer 10.0.3.3",
                "Add-DhcpServerv4Scope 10.7.0.1 10.7.0.9 255.255.255.0 -State Inactive"))
            .services()
            .dhcpScopes()
            .getFirst();

    assertThat(scope.router()).isEqualTo(IpAddress.parse("10.0.2.1"));
    assertThat(scope.dnsServers()).containsExactly(IpAddress.parse("10.0.3.3"));
    assertThat(scope.subnet()).isEqualTo(Prefix.parse("10.0.2.0/24"));
  }

  @Test
  void theFirewallLetsNoEchoRequestInUntilARuleDoes() {
    Filter closed = convert().filters().getFirst();
    Filter open =
        convert("New-NetFirewallRule -DisplayName Ping -Protocol ICMPv4").filters().getFirst();

    assertThat(closed.rules())
        .filteredOn(rule -> rule.protocols().contains(1))
        .extracting(Filter.Rule::permit)
        .containsExactly(false);
    assertThat(open.rules().getFirst().name()).isEqualTo("\"Ping\"");
    assertThat(open.rules().getFirst().permit()).isTrue();
  }

  @Test
  void aRuleThatBlocksGoesBeforeOneThatAllows() {
    assertThat(
            convert(
                    "New-NetFirewallRule -DisplayName Allow -Protocol TCP",
                    "New-NetFirewallRule -DisplayName Block -Protocol TCP -Action Block")
                .filters()
                .getFirst()
                .rules())
        .extracting(Filter.Rule::name)
        .startsWith("\"Block\"", "\"Allow\"");
  }

  @Test
  void aFirewallThatIsOffFiltersNothing() {
    Fragment fragment = convert("Set-NetFirewallProfile -All -Enabled False");

    assertThat(fragment.filters()).isEmpty();
    assertThat(node(fragment).firewall()).isEmpty();
  }

  @Test
  void anInterfaceThatTheMachineLacksIsAnError() {
    assertThatThrownBy(() -> convert("Set-NetIPInterface 'Ethernet 3' -Forwarding Enabled"))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e ->
                assertThat(e.findings())
                    .singleElement()
                    .satisfies(
                        finding -> {
                          assertThat(finding.code()).isEqualTo("TP3202");
                          assertThat(finding.origin()).isEqualTo(Origin.line("h.ps1", 1));
                          assertThat(finding.fix()).contains("Ethernet 2");
                        }));
  }

  /** Commands of which the last is refused, because of those before it. */
  record Refused(String code, List<String> script) {
    Refused(String code, String... script) {
      this(code, List.of(script));
    }

    @Override
    public String toString() {
      return code + " " + script.getLast();
    }
  }

  private static final String SCOPE = "Add-DhcpServerv4Scope 10.0.2.2 10.0.2.9 255.255.255.0";
  private static final String NAT = "New-NetNat N -InternalIPInterfaceAddressPrefix 10.0.2.0/24";
  private static final String MAPPING =
      "Add-NetNatStaticMapping N -Protocol TCP -ExternalIPAddress 0.0.0.0 -ExternalPort 80"
          + " -InternalIPAddress 10.0.2.";
  private static final String PORT_MAPPING =
      "netsh routing ip nat add portmapping Ethernet tcp 0.0.0.0 8080 10.0.2.2 80";

  static final List<Refused> REFUSED =
      List.of(
          new Refused("TP3210", SWITCH, "New-VMSwitch -Name s -SwitchType Private"),
          new Refused(
              "TP3210",
              SWITCH,
              SWITCH_ADDRESS,
              "New-NetIPAddress 10.0.2.1 -PrefixLength 16 -InterfaceAlias Ethernet"),
          new Refused("TP3210", SCOPE, "Add-DhcpServerv4Scope 10.0.2.20 10.0.2.30 255.255.255.0"),
          new Refused("TP3210", NAT, "New-NetNat n -InternalIPInterfaceAddressPrefix 10.9.0.0/24"),
          new Refused("TP3210", NAT, MAPPING + 2, MAPPING + 3),
          new Refused(
              "TP3210",
              "New-NetRoute 10.9.0.0/16 -InterfaceAlias Ethernet -NextHop 10.0.0.1",
              "New-NetRoute 10.9.0.0/16 -InterfaceAlias Ethernet -NextHop 10.0.0.1 -RouteMetric 9"),
          new Refused(
              "TP3210",
              SCOPE,
              "Add-DhcpServerv4Reservation 10.0.2.0 10.0.2.5 00-15-5D-00-00-01",
              "Add-DhcpServerv4Reservation 10.0.2.0 10.0.2.5 00-15-5D-00-00-02"),
          new Refused("TP3207", "Set-DhcpServerv4OptionValue -ScopeId 10.0.2.0 -Router 10.0.2.1"),
          new Refused("TP3202", SWITCH_ADDRESS),
          new Refused("TP3211", PORT_MAPPING),
          new Refused(
              "TP3211", "netsh routing ip nat add interface Ethernet private", PORT_MAPPING),
          new Refused(
              "TP3211", "netsh routing ip nat add interface \"Ethernet 2\" full", PORT_MAPPING));

  @ParameterizedTest
  @FieldSource("REFUSED")
  void whatTheMachineIsLikeByThenDecidesWhatWindowsRefuses(Refused row) {
    assertThat(refused(row.script().toArray(String[]::new)))
        .containsExactly(row.code() + " " + row.script().size());
  }

  @Test
  void behindACommandThatIsNotUnderstoodNothingIsRefused() {
    Fragment fragment =
        convert(
            SWITCH, SWITCH_ADDRESS, "Remove-NetIPAddress 10.0.2.1 -Confirm:$false", SWITCH_ADDRESS);

    assertThat(fragment.unsupported())
        .extracting(known -> known.origin().line())
        .containsExactlyInAnyOrder(3, 4);
  }

  @Test
  void whatNoRuleAllowsIsRefusedWhateverItsProtocol() {
    Filter.Rule last = convert().filters().getFirst().rules().getLast();

    assertThat(last.permit()).isFalse();
    assertThat(last.protocols()).isEmpty();
  }

  @Test
  void aRoleThatIsUsedIsAssumedToBeInstalled() {
    assertThat(codes(convert(SWITCH))).containsExactly("TP3208");
    assertThat(codes(convert("Install-WindowsFeature Hyper-V", SWITCH))).isEmpty();
  }

  @Test
  void withoutAMachineTheScriptNamesTheAdapters() {
    Fragment fragment =
        WindowsConversion.convert(
            WindowsParser.parse(
                "h.ps1",
                "New-NetIPAddress 10.5.0.1 -PrefixLength 24 -InterfaceAlias LAN"
                    + " -DefaultGateway 10.5.0.254\n"),
            "h",
            "lab",
            new LinkedHashMap<>());

    assertThat(iface(fragment, "LAN").addresses()).hasToString("[10.5.0.1/24]");
    assertThat(routes(fragment)).extracting(Route::prefix).containsExactly(Prefix.DEFAULT_IPV4);
    assertThat(node(fragment).sites()).containsExactly("h", "site:lab");
  }
}
