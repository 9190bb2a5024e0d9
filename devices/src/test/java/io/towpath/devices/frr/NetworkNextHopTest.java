package io.towpath.devices.frr;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.devices.frr.convert.FrrConversion;
import io.towpath.devices.frr.parse.FrrParser;
import io.towpath.devices.frr.print.FrrConfiguration;
import io.towpath.devices.frr.print.FrrPrinter;
import io.towpath.devices.ios.convert.IosXeConversion;
import io.towpath.devices.ios.parse.IosXeParser;
import io.towpath.devices.print.NotExpressible;
import io.towpath.devices.print.Reach;
import io.towpath.net.Prefix;
import io.towpath.network.Node;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A network statement of IOS-XE has the next hop of its static route in FRR too. */
class NetworkNextHopTest {
  private static FrrConfiguration print(String routes, String neighbour, String more) {
    String text =
        """
        interface GigabitEthernet1
         ip address 10.0.0.1 255.255.255.0
        interface GigabitEthernet2
         ip address 10.0.1.1 255.255.255.0
        %s
        router bgp 65001
         neighbor 10.0.1.2 remote-as 65001
         %s
         network 10.9.0.0 mask 255.255.0.0
        %s
        """
            .formatted(routes, neighbour, more);
    Node node =
        IosXeConversion.convert(IosXeParser.parse("r.cfg", text), "r", null).nodes().getFirst();
    return FrrPrinter.print(node, FrrPrinter.Options.LAB);
  }

  private static final String STATIC = "ip route 10.9.0.0 255.255.0.0 10.0.0.9";
  private static final String SELF = "neighbor 10.0.1.2 next-hop-self";

  @Test
  void theRouteMapOfTheStatementSetsIt() {
    FrrConfiguration printed = print(STATIC, "", "");
    assertThat(printed.text())
        .contains(" network 10.9.0.0/16 route-map NEXT-HOP-10.0.0.9\n")
        .contains("route-map NEXT-HOP-10.0.0.9 permit 10\n set ip next-hop 10.0.0.9\n")
        .doesNotContain("peer-address");
    assertThat(printed.notExpressible()).isEmpty();
  }

  @Test
  void aPeerThatIsToldTheRouterItselfIsStillToldSo() {
    assertThat(print(STATIC, SELF, "").text())
        .contains(
            "ip prefix-list OWN-NETWORKS seq 5 permit 10.9.0.0/16",
            " match ip address prefix-list OWN-NETWORKS\n set ip next-hop peer-address\n",
            " neighbor 10.0.1.2 route-map OWN-NETWORKS-BY-SELF out\n");
  }

  @Test
  void theStatementsOwnMapComesAfterwards() {
    FrrConfiguration printed =
        print(
            STATIC,
            "network 10.9.0.0 mask 255.255.0.0 route-map FAR",
            "route-map FAR permit 10\n set metric 7");
    assertThat(printed.text())
        .contains(
            " network 10.9.0.0/16 route-map NETWORK-10.9.0.0-16\n",
            " call NEXT-HOP-10.0.0.9\n on-match next\n",
            " call FAR\n");
  }

  @Test
  void aRouteByAnInterfaceAloneAndAConnectedOneHaveNone() {
    for (String route :
        List.of(
            "ip route 10.9.0.0 255.255.0.0 Null0",
            "interface GigabitEthernet3\n ip address 10.9.0.1 255.255.0.0")) {
      FrrConfiguration printed = print(route, "", "");
      assertThat(printed.text()).contains(" network 10.9.0.0/16\n").doesNotContain("NEXT-HOP");
      assertThat(printed.notExpressible()).isEmpty();
    }
  }

  @Test
  void whatFollowsTheRouteThatIsInUseIsNotCompared() {
    String two = STATIC + "\nip route 10.9.0.0 255.255.0.0 10.0.0.8";
    String learned = "router ospf 1\n network 10.0.0.0 0.0.255.255 area 0";
    for (String routes : List.of(two, learned)) {
      assertThat(print(routes, "", "").notExpressible())
          .filteredOn(note -> note.what().contains("next hop"))
          .singleElement()
          .satisfies(
              note -> {
                assertThat(note.degree()).isEqualTo(NotExpressible.Degree.ABSENT);
                assertThat(note.reach()).isEqualTo(Reach.prefix(Prefix.parse("10.9.0.0/16")));
              });
      assertThat(print(routes, SELF, "").notExpressible())
          .as("nobody is told the next hop")
          .noneMatch(note -> note.what().contains("next hop"));
    }
  }

  @Test
  void aStatementOfFrrItselfTakesNothingOver() {
    String text =
        """
        ip route 10.9.0.0/16 10.0.0.9
        router bgp 65001
         no bgp ebgp-requires-policy
         address-family ipv4 unicast
          network 10.9.0.0/16
         exit-address-family
        """;
    Node node =
        FrrConversion.convert(FrrParser.parse("frr.conf", text), "r", null).nodes().getFirst();
    assertThat(node.bgp().getFirst().networks())
        .singleElement()
        .satisfies(
            network -> {
              assertThat(network.needsRoute()).isTrue();
              assertThat(network.takesOver()).isFalse();
            });
    assertThat(FrrPrinter.print(node, FrrPrinter.Options.ROUTER).text())
        .doesNotContain("set ip next-hop");
  }
}
