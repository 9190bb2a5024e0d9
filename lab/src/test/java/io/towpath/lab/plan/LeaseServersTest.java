package io.towpath.lab.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.Services;
import io.towpath.network.Services.DhcpScope;
import io.towpath.network.Services.Lease;
import io.towpath.network.Services.Range;
import io.towpath.network.Services.Reservation;
import io.towpath.testkit.networks.TopologyBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Scopes become configurations of dnsmasq, and hosts with leases its clients. */
class LeaseServersTest {

  private static IpAddress ip(String text) {
    return IpAddress.parse(text);
  }

  private static DhcpScope scope(
      @Nullable String router, List<Range> excluded, List<Reservation> reserved, Lease... leases) {
    return new DhcpScope(
        "guests",
        Prefix.parse("10.0.2.0/24"),
        ip("10.0.2.2"),
        ip("10.0.2.254"),
        router == null ? null : ip(router),
        router == null ? List.of() : List.of(ip("10.0.9.53"), ip("10.0.9.54")),
        excluded,
        reserved,
        List.of(leases),
        Origin.NONE);
  }

  /** A server with two clients and one neighbour that has its address without asking. */
  private static LabPlan plan(DhcpScope scope) {
    TopologyBuilder net = new TopologyBuilder();
    net.router("server").iface("lan", "10.0.2.1/24");
    SmallNetworks.host(net, "zoe", "10.0.2.2", 24, "10.0.2.1", "server:lan");
    SmallNetworks.host(net, "Adam", "10.0.2.3", 24, "10.0.2.1", "server:lan");
    SmallNetworks.host(net, "still", "10.0.2.9", 24, "10.0.2.1", "server:lan");
    net.router("server")
        .node(node -> node.services(Services.ASSUMED.withDhcpScopes(List.of(scope))));
    return SmallNetworks.plan(net);
  }

  private static List<String> configuration(DhcpScope scope) {
    return plan(scope).daemons().stream()
        .filter(daemon -> daemon.kind() == Daemon.Kind.DNSMASQ)
        .flatMap(daemon -> daemon.files().values().stream())
        .flatMap(String::lines)
        .filter(
            line -> line.startsWith("dhcp-") && line.contains("=") || line.startsWith("interface"))
        .filter(line -> !line.startsWith("dhcp-lease-max"))
        .toList();
  }

  @Test
  void aScopeHasItsRangeItsRouterAndItsNameServers() {
    assertThat(configuration(scope("10.0.2.1", List.of(), List.of())))
        .containsExactly(
            "interface=lan",
            "dhcp-range=set:scope1,10.0.2.2,10.0.2.254,255.255.255.0,infinite",
            "dhcp-option=tag:scope1,option:router,10.0.2.1",
            "dhcp-option=tag:scope1,option:dns-server,10.0.9.53,10.0.9.54");
  }

  @Test
  void aScopeWithoutRouterNamesNone() {
    assertThat(configuration(scope(null, List.of(), List.of())))
        .contains("dhcp-option=tag:scope1,option:router")
        .noneMatch(line -> line.contains("dns-server"));
  }

  @Test
  void excludedAndReservedAddressesDivideTheRange() {
    List<Range> excluded =
        List.of(
            new Range(ip("10.0.2.100"), ip("10.0.2.120")),
            new Range(ip("10.0.2.110"), ip("10.0.2.130")),
            new Range(ip("10.0.2.250"), ip("10.0.2.254")));
    List<Reservation> reserved = List.of(new Reservation(ip("10.0.2.2"), "Adam"));
    assertThat(configuration(scope("10.0.2.1", excluded, reserved)))
        .contains(
            "dhcp-range=set:scope1,10.0.2.3,10.0.2.99,255.255.255.0,infinite",
            "dhcp-range=set:scope1,10.0.2.131,10.0.2.249,255.255.255.0,infinite",
            "dhcp-host=id:00:61:64:61:6d,10.0.2.2,infinite")
        .filteredOn(line -> line.startsWith("dhcp-range"))
        .hasSize(2);
  }

  @Test
  void aScopeThatIsKeptForOneClientAltogetherServesReservationsOnly() {
    List<Range> excluded = List.of(new Range(ip("10.0.2.0"), ip("10.0.2.255")));
    assertThat(configuration(scope("10.0.2.1", excluded, List.of())))
        .contains("dhcp-range=set:scope1,10.0.2.0,static,255.255.255.0,infinite");
  }

  @Test
  void clientsStandInTheOrderInWhichTheyWereServedAndHaveNoAddressYet() {
    LabPlan plan =
        plan(
            scope(
                "10.0.2.1",
                List.of(),
                List.of(),
                new Lease("zoe", ip("10.0.2.2")),
                new Lease("Adam", ip("10.0.2.3"))));
    List<String> text = new ArrayList<>();
    for (LeaseClient client : plan.clients()) {
      text.add(client.host() + " asks " + client.server() + " as " + client.id());
      assertThat(plan.space(client.space()).ip()).isEmpty();
    }
    assertThat(text)
        .containsExactly("zoe asks server as 007a6f65", "Adam asks server as 006164616d");
    assertThat(plan.clients().getLast().given())
        .containsExactly(
            "address add 10.0.2.3/24 dev eth0", "route replace default via 10.0.2.1 dev eth0");
    assertThat(plan.space("still").ip()).contains("address add 10.0.2.9/24 dev eth0");
    assertThat(plan.remarks()).noneMatch(remark -> remark.text().contains("DHCP"));
  }

  @Test
  void aHostThatHasAnotherAddressThanItsLeaseAsksNobody() {
    LabPlan plan = plan(scope("10.0.2.1", List.of(), List.of(), new Lease("zoe", ip("10.0.2.77"))));
    assertThat(plan.clients()).isEmpty();
    assertThat(plan.space("zoe").ip()).contains("address add 10.0.2.2/24 dev eth0");
  }

  @Test
  void aServerWithoutAnInterfaceInTheScopeIsRemarked() {
    DhcpScope far =
        new DhcpScope(
            "far",
            Prefix.parse("10.7.0.0/24"),
            ip("10.7.0.2"),
            ip("10.7.0.9"),
            null,
            List.of(),
            List.of(),
            List.of(),
            List.of(new Lease("zoe", ip("10.0.2.2"))),
            Origin.NONE);
    LabPlan plan = plan(far);
    assertThat(plan.daemons()).noneMatch(daemon -> daemon.kind() == Daemon.Kind.DNSMASQ);
    assertThat(plan.remarks())
        .anyMatch(remark -> remark.text().startsWith("No DHCP server runs for far"));
    assertThat(plan.space("zoe").ip()).contains("address add 10.0.2.2/24 dev eth0");
  }
}
