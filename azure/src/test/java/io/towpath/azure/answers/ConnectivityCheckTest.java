package io.towpath.azure.answers;

import static io.towpath.azure.compile.TestResources.group;
import static io.towpath.azure.compile.TestResources.id;
import static io.towpath.azure.compile.TestResources.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.compile.TestResources;
import io.towpath.forwarding.trace.Place;
import io.towpath.forwarding.trace.Tracer;
import io.towpath.forwarding.trace.Walker;
import io.towpath.net.IpAddress;
import io.towpath.net.PacketHeader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Connection troubleshoot: hops and issues (R246, R247). */
class ConnectivityCheckTest {
  private static final TestResources RESOURCES =
      TestResources.network()
          .vnet("v", "eastus", "10.1.0.0/16")
          .subnet("v", "apps", "10.1.1.0/24", table("rt") + group("apps"))
          .host("vm", "v", "apps", "10.1.1.4")
          .subnet("v", "data", "10.1.2.0/24", group("data"))
          .host("db", "v", "data", "10.1.2.4")
          .subnet("v", "open", "10.1.3.0/24")
          .host("bare", "v", "open", "10.1.3.4")
          .host("still", "v", "open", "10.1.3.5")
          .routeTable(
              "rt", "", "hole 10.8.0.0/16 None", "bare 10.1.3.5/32 VirtualAppliance 10.1.3.4")
          .securityGroup("apps", "noDns 100 Outbound Deny Tcp * * 53")
          .securityGroup("data", "noWeb 100 Inbound Deny Tcp * * 80");
  private static final SolvedAzure SOLVED = SolvedAzure.of(RESOURCES.compile(), List.of());

  private static Connectivity check(String from, String to, int port) {
    Walker walker = new Walker(SOLVED.solution());
    Place place = new Place.AtHost(SOLVED.solution().topology().hostId(from));
    IpAddress destination = IpAddress.parse(to);
    IpAddress source = walker.sourceAddress(place, destination);
    assertThat(source).isNotNull();
    PacketHeader packet =
        port == 0
            ? PacketHeader.echo(source, destination)
            : new PacketHeader(source, destination, PacketHeader.TCP, 50000, port);
    return new ConnectivityCheck(
            SOLVED.solution().topology(), SOLVED.names(), RESOURCES.resources())
        .of(new Tracer(walker, List.of()).trace(place, packet, true));
  }

  record Row(String claim, String to, int port, String hop, String issue) {
    @Override
    public String toString() {
      return claim;
    }
  }

  static final List<Row> ROWS =
      List.of(
          new Row(
              "a rule of the destination's group is inbound there",
              "10.1.2.4",
              80,
              "VnetLocal 10.1.2.4",
              "Inbound NetworkSecurityRule {RuleName=UserRule_noWeb}"),
          new Row(
              "a rule of the source's group is outbound there",
              "10.1.2.4",
              53,
              "Source 10.1.1.4",
              "Outbound NetworkSecurityRule {RuleName=UserRule_noDns}"),
          new Row(
              "R247: next hop type None is a matter of routes",
              "10.8.0.1",
              0,
              "Source 10.1.1.4",
              "Outbound UserDefinedRoute {RouteType=User}"),
          new Row(
              "R195: a private address that no tag covers meets the default rule first",
              "10.7.0.1",
              0,
              "Source 10.1.1.4",
              "Outbound NetworkSecurityRule {RuleName=DefaultRule_DenyAllOutBound}"),
          new Row(
              "nobody owns the address", "10.1.3.99", 0, "Source 10.1.1.4", "Local Platform {}"));

  @ParameterizedTest
  @FieldSource("ROWS")
  void whatStopsAPacketStandsAtItsHop(Row row) {
    Connectivity answer = check("vm", row.to(), row.port());

    assertThat(answer.status()).isEqualTo(Connectivity.Status.UNREACHABLE);
    assertThat(answer.probesFailed()).isEqualTo(answer.probesSent());
    assertThat(answer.hops())
        .filteredOn(hop -> !hop.issues().isEmpty())
        .singleElement()
        .satisfies(
            hop -> assertThat(hop.type() + " " + hop.address()).isEqualTo(row.hop()),
            hop -> assertThat(text(hop.issues().getFirst())).isEqualTo(row.issue()));
  }

  private static String text(ConnectivityIssue issue) {
    return issue.origin().azureName() + " " + issue.type().azureName() + " " + issue.context();
  }

  @Test
  void anAnsweredConnectionHasChainedHopsWithoutIssues() {
    Connectivity answer = check("vm", "10.1.2.4", 0);

    assertThat(answer.status().documented()).isEqualTo("Reachable");
    assertThat(answer.probesFailed()).isZero();
    assertThat(answer.hops())
        .extracting(ConnectivityHop::type)
        .containsExactly("Source", "VnetLocal");
    ConnectivityHop source = answer.hops().getFirst();
    ConnectivityHop target = answer.hops().getLast();
    assertThat(source.resourceId()).startsWith(id("networkInterfaces/")).contains("/ipConf");
    assertThat(source.nextHopIds()).containsExactly(target.id());
    assertThat(target.previousHopIds()).containsExactly(source.id());
    assertThat(answer).isEqualTo(check("vm", "10.1.2.4", 0));
  }

  @Test
  void anApplianceThatDoesNotForwardIsTheLastHopReached() {
    Connectivity answer = check("vm", "10.1.3.5", 0);

    assertThat(answer.status()).isEqualTo(Connectivity.Status.UNREACHABLE);
    assertThat(answer.hops())
        .extracting(hop -> hop.type() + " " + hop.name())
        .containsExactly("Source vm", "VirtualAppliance bare", "VnetLocal still");
  }
}
