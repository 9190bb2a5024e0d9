package io.towpath.azure.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.NextHop;
import io.towpath.routing.rib.RouteCandidate;
import io.towpath.routing.rib.RouteSelection;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** One row per rule: which candidates of a subnet stay, are shown as Invalid, or vanish. */
class SubnetPrecedenceTest {

  /**
   * A case.
   *
   * @param routes {@code PREFIX CLASS expected outcome}
   */
  record Case(String claim, String... routes) {
    @Override
    public String toString() {
      return claim;
    }
  }

  static final List<Case> CASES =
      List.of(
          new Case(
              "R34: user before gateway before default for equal prefixes",
              "10.5.0.0/16 user-appliance ACTIVE",
              "10.5.0.0/16 gateway INVALID",
              "0.0.0.0/0 system-internet ACTIVE"),
          new Case(
              "R34: a learned 10.0.0.0/8 beats the reserved row of the same prefix",
              "10.0.0.0/8 gateway ACTIVE",
              "10.0.0.0/8 system-none INVALID",
              "172.16.0.0/12 system-none ACTIVE"),
          new Case(
              "R35: a VNet range beats a learned route inside it",
              "10.1.0.0/16 system-vnet ACTIVE",
              "10.1.5.0/24 gateway ABSENT",
              "10.2.0.0/24 gateway ACTIVE"),
          new Case(
              "R35: a peered range beats a learned route of the same prefix (R74)",
              "10.2.0.0/16 peering ACTIVE",
              "10.2.0.0/16 gateway ABSENT"),
          new Case(
              "R35: a wider learned route stays beside the VNet range",
              "10.1.0.0/16 system-vnet ACTIVE",
              "10.0.0.0/8 gateway ACTIVE"),
          new Case(
              "R35: holds where a user route beats the VNet range itself",
              "10.1.0.0/16 system-vnet INVALID",
              "10.1.0.0/16 user-appliance ACTIVE",
              "10.1.5.0/24 gateway ABSENT"),
          new Case(
              "R35: a service endpoint beats learned routes of its prefix and inside it",
              "20.60.0.0/16 service-endpoint ACTIVE",
              "20.60.0.0/16 gateway INVALID",
              "20.60.5.0/24 gateway INVALID",
              "20.0.0.0/8 gateway ACTIVE"),
          new Case(
              "R34: a user route overrides a service endpoint of the same prefix only",
              "20.60.0.0/16 service-endpoint INVALID",
              "20.60.0.0/16 user-appliance ACTIVE",
              "20.61.0.0/16 service-endpoint ACTIVE",
              "20.0.0.0/8 user-appliance ACTIVE"),
          new Case(
              "R275: with policies a user route of the VNet's range overrides an endpoint",
              "10.1.2.4/32 endpoint-under-policies INVALID",
              "10.1.0.0/16 system-vnet INVALID",
              "10.1.0.0/16 user-appliance ACTIVE"),
          new Case(
              "R275: so does a longer one, but not one beside the endpoint",
              "10.1.2.4/32 endpoint-under-policies INVALID",
              "10.1.3.4/32 endpoint-under-policies ACTIVE",
              "10.1.0.0/16 system-vnet ACTIVE",
              "10.1.2.0/24 user-appliance ACTIVE"),
          new Case(
              "R275: a route wider than the VNet's range does not",
              "10.1.2.4/32 endpoint-under-policies ACTIVE",
              "10.1.0.0/16 system-vnet ACTIVE",
              "10.0.0.0/8 user-appliance ACTIVE",
              "0.0.0.0/0 user-appliance ACTIVE"),
          new Case(
              "R275: in a peered VNet its range counts",
              "10.2.2.4/32 endpoint-under-policies INVALID",
              "10.2.0.0/16 peering ACTIVE",
              "10.2.2.0/24 user-none ACTIVE"),
          new Case(
              "R61: without policies only a host route overrides an endpoint",
              "10.1.2.4/32 endpoint ACTIVE",
              "10.1.3.4/32 endpoint INVALID",
              "10.1.3.4/32 user-appliance ACTIVE",
              "10.1.0.0/16 system-vnet INVALID",
              "10.1.0.0/16 user-appliance ACTIVE"),
          new Case(
              "R35: a user route overrides a peered range",
              "10.2.0.0/16 peering INVALID",
              "10.2.0.0/16 user-appliance ACTIVE"),
          new Case(
              "R273: a wider user route beats neither peering nor gateway rows",
              "10.0.0.0/8 user-appliance ACTIVE",
              "10.2.0.0/16 peering ACTIVE",
              "10.5.0.0/16 gateway ACTIVE"),
          new Case(
              "R273: of two ranges of a peer one can be Invalid and the other Active",
              "10.2.0.0/16 peering INVALID",
              "10.2.0.0/16 user-none ACTIVE",
              "10.3.0.0/16 peering ACTIVE"),
          new Case(
              "R26: a user default to an appliance removes the reserved rows",
              "0.0.0.0/0 user-appliance ACTIVE",
              "0.0.0.0/0 system-internet INVALID",
              "10.0.0.0/8 system-none ABSENT",
              "100.64.0.0/10 system-none ABSENT"),
          new Case(
              "R274: a user default that drops keeps the reserved rows",
              "0.0.0.0/0 user-none ACTIVE",
              "0.0.0.0/0 system-internet INVALID",
              "10.0.0.0/8 system-none ACTIVE"),
          new Case(
              "R274: a learned default removes the Internet row and the reserved rows",
              "0.0.0.0/0 gateway ACTIVE",
              "0.0.0.0/0 system-internet ABSENT",
              "10.0.0.0/8 system-none ABSENT"),
          new Case(
              "R274: also where a user default beats it, as observed on an appliance",
              "0.0.0.0/0 user-internet ACTIVE",
              "0.0.0.0/0 gateway INVALID",
              "0.0.0.0/0 system-internet ABSENT",
              "10.0.0.0/8 system-none ABSENT"),
          new Case(
              "R274: halves of a default are no default",
              "0.0.0.0/1 gateway ACTIVE",
              "128.0.0.0/1 gateway ACTIVE",
              "0.0.0.0/0 system-internet ACTIVE",
              "10.0.0.0/8 system-none ACTIVE"),
          new Case(
              "R25: reserved rows stay beside a VNet range inside them",
              "10.1.0.0/16 system-vnet ACTIVE",
              "10.0.0.0/8 system-none ACTIVE"),
          new Case(
              "R67: ranges of a peer without access are routed like others",
              "10.2.0.0/16 peering-without-access ACTIVE",
              "10.2.1.0/24 gateway ABSENT"),
          new Case(
              "R296: peering routes that are kept out leave room for learned and user routes",
              "10.2.0.0/16 peering-kept-out ABSENT",
              "10.2.0.0/16 gateway ACTIVE",
              "10.3.0.0/16 peering-kept-out ABSENT",
              "10.3.0.0/16 user-appliance ACTIVE",
              "10.0.0.0/8 system-none ACTIVE"),
          new Case(
              "R296, R275: the range of a peer counts for its endpoints all the same",
              "10.2.0.0/16 peering-kept-out ABSENT",
              "10.2.2.4/32 endpoint-under-policies INVALID",
              "10.2.2.0/24 user-appliance ACTIVE"),
          new Case(
              "R296, R275: a route wider than it does not override them",
              "10.2.0.0/16 peering-kept-out ABSENT",
              "10.2.2.4/32 endpoint-under-policies ACTIVE",
              "10.0.0.0/8 user-appliance ACTIVE"),
          new Case(
              "R49: the published example with user routes",
              "10.0.0.0/16 system-vnet INVALID",
              "10.0.0.0/16 user-appliance ACTIVE",
              "10.0.0.0/24 user-vnet ACTIVE",
              "10.1.0.0/16 peering INVALID",
              "10.1.0.0/16 user-none ACTIVE",
              "10.2.0.0/16 peering INVALID",
              "10.2.0.0/16 user-none ACTIVE",
              "10.10.0.0/16 gateway INVALID",
              "10.10.0.0/16 user-appliance ACTIVE",
              "0.0.0.0/0 system-internet INVALID",
              "0.0.0.0/0 user-appliance ACTIVE",
              "10.0.0.0/8 system-none ABSENT",
              "172.16.0.0/12 system-none ABSENT",
              "192.168.0.0/16 system-none ABSENT",
              "100.64.0.0/10 system-none ABSENT"),
          new Case(
              "R49: the published example without user routes",
              "10.0.0.0/16 system-vnet ACTIVE",
              "10.1.0.0/16 peering ACTIVE",
              "10.2.0.0/16 peering ACTIVE",
              "10.10.0.0/16 gateway ACTIVE",
              "0.0.0.0/0 system-internet ACTIVE",
              "10.0.0.0/8 system-none ACTIVE",
              "172.16.0.0/12 system-none ACTIVE",
              "192.168.0.0/16 system-none ACTIVE",
              "100.64.0.0/10 system-none ACTIVE"));

  @ParameterizedTest
  @FieldSource("CASES")
  void decides(Case row) {
    List<RouteCandidate> candidates =
        Arrays.stream(row.routes()).map(SubnetPrecedenceTest::candidate).toList();

    List<String> decided =
        RouteSelection.select(candidates, SubnetPrecedence.TABLE).stream()
            .map(
                one ->
                    one.candidate().prefix()
                        + " "
                        + one.candidate().routeClass()
                        + " "
                        + one.outcome())
            .toList();

    assertThat(decided).containsExactlyInAnyOrder(row.routes());
  }

  private static RouteCandidate candidate(String text) {
    String[] parts = text.split(" ", -1);
    NextHop hop =
        parts[1].endsWith("none")
            ? new NextHop.Discard(true, null)
            : new NextHop.Port("d", IpAddress.parse("10.0.0.9"), null);
    return new RouteCandidate(
        Prefix.parse(parts[0]), parts[1], hop, 0, 0, 0, null, null, "test", Origin.NONE);
  }
}
