package io.towpath.cli.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.towpath.estate.answers.Answers;
import io.towpath.estate.load.Estate;
import io.towpath.estate.load.EstateLoader;
import io.towpath.estate.names.FailureNames;
import io.towpath.forwarding.Verdict;
import io.towpath.forwarding.trace.Trace;
import io.towpath.net.InvalidInputException;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers with Windows and the hosts around them: who is served, passed on, let in. */
class WindowsServersTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  Path folder;

  private static final String ADDRESSES =
      """
      New-NetIPAddress 10.1.0.1 -PrefixLength 24 -InterfaceAlias LAN1
      New-NetIPAddress 10.2.0.1 -PrefixLength 24 -InterfaceAlias LAN2
      """;

  private static final String TWO_HOSTS =
      """
        - {name: a, address: 10.1.0.10/24, gateway: 10.1.0.1, on: srv:LAN1}
        - {name: b, address: 10.2.0.10/24, gateway: 10.2.0.1, on: srv:LAN2}
      """;

  private Estate load(String script, String hosts) throws IOException {
    return load(script, hosts, "");
  }

  private Estate load(String script, String hosts, String devices) throws IOException {
    Files.writeString(folder.resolve("srv.ps1"), ADDRESSES + script);
    Files.writeString(
        folder.resolve("estate.yaml"),
        """
        towpath: 1
        devices:
          - {name: srv, config: srv.ps1, dialect: windows}
        """
            + devices
            + "hosts:\n"
            + hosts);
    return EstateLoader.load(folder, null);
  }

  private static Answers answers(Estate estate) {
    return new Answers(estate, new FailureNames(estate).solve(List.of()));
  }

  private static Trace trace(Estate estate, String from, String to) {
    return answers(estate).trace(from, to, Origin.NONE);
  }

  private static String address(Estate estate, String host) {
    return Objects.requireNonNull(estate.base().network().hosts().get(host)).address().toString();
  }

  @ParameterizedTest
  @CsvSource({
    "'', DOES_NOT_FORWARD, DOES_NOT_FORWARD",
    "Set-NetIPInterface LAN1 -Forwarding Enabled, DELIVERED, DOES_NOT_FORWARD",
    "Set-NetIPInterface -Forwarding Enabled, DELIVERED, DELIVERED",
    "Install-RemoteAccess -VpnType RoutingOnly, DELIVERED, DELIVERED"
  })
  void whatEntersAnInterfaceIsPassedOnIfItForwards(String script, Verdict there, Verdict back)
      throws IOException {
    Estate estate = load(script, TWO_HOSTS);

    assertThat(trace(estate, "a", "b").verdict()).isEqualTo(there);
    assertThat(trace(estate, "b", "a").verdict()).isEqualTo(back);
  }

  @Test
  void theFirewallGuardsTheServerAndLetsAnswersToItBack() throws IOException {
    Estate closed = load("Set-NetIPInterface -Forwarding Enabled", TWO_HOSTS);

    assertThat(trace(closed, "a", "10.1.0.1").verdict())
        .isEqualTo(Verdict.DROPPED_BY_GUEST_FIREWALL);
    assertThat(answers(closed).trace("a", "10.1.0.1", 3389, Origin.NONE).verdict())
        .isEqualTo(Verdict.DELIVERED);
    assertThat(trace(closed, "a", "b").answered()).isTrue();
    assertThat(trace(closed, "srv", "a").answered()).isTrue();
    assertThat(answers(closed).trace("srv", "a", 80, Origin.NONE).answered()).isTrue();
  }

  @Test
  void errorsAboutWhatTheServerSentComeInWithoutARule() throws IOException {
    Estate closed =
        load(
            "New-NetRoute 10.3.0.0/24 -InterfaceAlias LAN1 -NextHop 10.1.0.2\n",
            "  - {name: far, address: 10.3.0.10/24, gateway: 10.3.0.1, on: next:LAN3}\n"
                + "cables:\n  - {from: srv:LAN1, to: next:LAN1}\n",
            next());

    assertThat(trace(closed, "srv", "far").hops().getFirst().address())
        .isEqualTo(IpAddress.parse("10.1.0.2"));
  }

  /** A router behind LAN1 with another subnet. */
  private String next() throws IOException {
    Files.writeString(
        folder.resolve("next.ps1"),
        """
        New-NetIPAddress 10.1.0.2 -PrefixLength 24 -InterfaceAlias LAN1
        New-NetIPAddress 10.3.0.1 -PrefixLength 24 -InterfaceAlias LAN3
        Install-RemoteAccess -VpnType RoutingOnly
        """);
    return "  - {name: next, config: next.ps1, dialect: windows}\n";
  }

  @Test
  void aRuleForIcmpLetsEchoRequestsInAndNothingElse() throws IOException {
    Estate open = load("New-NetFirewallRule -DisplayName Ping -Protocol ICMPv4", TWO_HOSTS);

    assertThat(trace(open, "a", "10.1.0.1").answered()).isTrue();
    assertThat(answers(open).trace("a", "10.1.0.1", 80, Origin.NONE).verdict())
        .isEqualTo(Verdict.DROPPED_BY_GUEST_FIREWALL);
  }

  private static final String SCOPE =
      """
      Add-DhcpServerv4Scope 10.1.0.2 10.1.0.20 255.255.255.0 -Name LAN1
      Set-DhcpServerv4OptionValue -Router 10.1.0.1
      """;

  private static String asking(String... names) {
    StringBuilder hosts = new StringBuilder();
    for (String name : names) {
      hosts.append("  - {name: ").append(name).append(", address: dhcp, on: srv:LAN1}\n");
    }
    return hosts.toString();
  }

  @Test
  void clientsGetTheLowestFreeAddressInTheirOrder() throws IOException {
    Estate estate =
        load(SCOPE, asking("z", "a") + "  - {name: s, address: 10.1.0.3/24, on: srv:LAN1}\n");

    assertThat(address(estate, "z")).isEqualTo("10.1.0.2");
    // 10.1.0.3 is in use: a client declines it (RFC 2131).
    assertThat(address(estate, "a")).isEqualTo("10.1.0.4");
    assertThat(Objects.requireNonNull(answers(estate).lease("a", Origin.NONE)).server())
        .isEqualTo("srv");
    assertThat(answers(estate).lease("s", Origin.NONE)).isNull();
  }

  @Test
  void equalScopesOfTwoSwitchesShareNoLeases() throws IOException {
    Files.writeString(folder.resolve("twin.ps1"), ADDRESSES + SCOPE);
    Estate estate =
        load(
            SCOPE,
            asking("a")
                + "  - {name: b, address: dhcp, on: twin:LAN1}\n"
                + "  - {name: c, address: dhcp, on: twin:LAN1}\n"
                + "  - {name: s, address: 10.1.0.3/24, on: srv:LAN1}\n",
            "  - {name: twin, config: twin.ps1, dialect: windows}\n");

    assertThat(address(estate, "a")).isEqualTo("10.1.0.2");
    assertThat(address(estate, "b")).isEqualTo("10.1.0.2");
    assertThat(address(estate, "c")).isEqualTo("10.1.0.3");
  }

  @Test
  void aServerServesItsWholeBroadcastDomainAndNoOther() throws IOException {
    Files.writeString(
        folder.resolve("peer.ps1"),
        "New-NetIPAddress 10.1.0.2 -PrefixLength 24 -InterfaceAlias LAN1\n"
            + "New-NetIPAddress 10.1.0.9 -PrefixLength 24 -InterfaceAlias LAN2\n");
    Estate estate =
        load(
            SCOPE,
            asking("a")
                + "  - {name: b, address: dhcp, on: peer:LAN1}\n"
                + "  - {name: c, address: dhcp, on: peer:LAN2}\n"
                + "cables:\n  - {from: srv:LAN1, to: peer:LAN1}\n",
            "  - {name: peer, config: peer.ps1, dialect: windows}\n");

    // 10.1.0.2 is the neighbour's.
    assertThat(address(estate, "a")).isEqualTo("10.1.0.3");
    assertThat(address(estate, "b")).isEqualTo("10.1.0.4");
    assertThat(address(estate, "c")).startsWith("169.254.");
  }

  @Test
  void exclusionsAreSkippedAndReservationsKept() throws IOException {
    Estate estate =
        load(
            SCOPE
                + "Add-DhcpServerv4ExclusionRange 10.1.0.0 10.1.0.2 10.1.0.4\n"
                + "Add-DhcpServerv4Reservation 10.1.0.0 10.1.0.5 00-15-5D-00-00-01 -Name KEPT\n",
            asking("first", "kept", "second"));

    assertThat(address(estate, "first")).isEqualTo("10.1.0.6");
    assertThat(address(estate, "kept")).isEqualTo("10.1.0.5");
    assertThat(address(estate, "second")).isEqualTo("10.1.0.7");
  }

  @Test
  void whoIsNotServedTakesALinkLocalAddressAndIsReported() throws IOException {
    Estate empty = load("", asking("a"));
    Estate full = load("Add-DhcpServerv4Scope 10.1.0.2 10.1.0.2 255.255.255.0\n", asking("a", "b"));

    assertThat(address(empty, "a")).startsWith("169.254.");
    assertThat(address(full, "a")).isEqualTo("10.1.0.2");
    assertThat(address(full, "b")).startsWith("169.254.");
    assertThat(full.base().network().findings())
        .filteredOn(finding -> finding.code().equals("TP1112"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.message()).contains("\"b\"", "srv:LAN1"));
  }

  @Test
  void aGatewayBesideDhcpIsRefused() {
    assertThatThrownBy(
            () -> load("", "  - {name: a, address: dhcp, gateway: 10.1.0.1, on: srv:LAN1}\n"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("gateway");
  }

  @Test
  void aGuestWithAConfigurationTakesNoEntryUnderGuests() throws IOException {
    Files.writeString(
        folder.resolve("azure.json"),
        """
        [{"type": "Microsoft.Network/virtualNetworks", "name": "v", "location": "eastus",
          "properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}, "subnets": [
            {"name": "s", "properties": {"addressPrefix": "10.0.1.0/24"}}]}},
         {"type": "Microsoft.Network/networkInterfaces", "name": "n", "properties": {
           "enableIPForwarding": true, "ipConfigurations": [{"name": "c", "properties": {
             "subnet": {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/s"}}}]}},
         {"type": "Microsoft.Compute/virtualMachines", "name": "NVA", "location": "eastus",
          "properties": {"networkProfile": {"networkInterfaces": [
            {"id": "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/g/providers/Microsoft.Network/networkInterfaces/n"}]}}}]
        """);
    Files.writeString(folder.resolve("nva.ps1"), "Set-NetIPInterface -Forwarding Enabled\n");
    Files.writeString(
        folder.resolve("estate.yaml"),
        """
        towpath: 1
        azure:
          - {resources: azure.json, subscription: 00000000-0000-0000-0000-000000000001, resourceGroup: g}
        devices:
          - {vm: nva, config: nva.ps1, dialect: windows}
        guests:
          - {vm: NVA, forwards: false}
        """);

    assertThatThrownBy(() -> EstateLoader.load(folder, null))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e ->
                assertThat(e.findings())
                    .singleElement()
                    .satisfies(
                        finding -> {
                          assertThat(finding.code()).isEqualTo("TP1219");
                          assertThat(finding.origin().line()).isEqualTo(7);
                        }));
  }
}
