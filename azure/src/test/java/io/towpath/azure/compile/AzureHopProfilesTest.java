package io.towpath.azure.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.Profile;
import io.towpath.network.HopProfile;
import io.towpath.network.HopProfile.Responder;
import io.towpath.network.LinkKind;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** One row per rule: which hops a packet shows on its way through Azure's nodes. */
class AzureHopProfilesTest {
  private static final HopProfile VPN_THEN = AzureHopProfiles.vpnGateway(Profile.SEED_ERA);
  private static final HopProfile VPN_NOW = AzureHopProfiles.vpnGateway(Profile.CURRENT);

  record Case(String claim, HopProfile profile, LinkKind in, LinkKind out, String... hops) {
    @Override
    public String toString() {
      return claim;
    }
  }

  static final List<Case> CASES =
      List.of(
          new Case(
              "R204: the fabric is never seen",
              AzureHopProfiles.FABRIC,
              LinkKind.FABRIC_PORT,
              LinkKind.FABRIC_PORT),
          new Case(
              "R205: VNet into a tunnel costs two in the seed era",
              VPN_THEN,
              LinkKind.FABRIC_PORT,
              LinkKind.TUNNEL,
              "own address",
              "silent: peer gateway"),
          new Case(
              "R278: VNet into a tunnel costs nothing today",
              VPN_NOW,
              LinkKind.FABRIC_PORT,
              LinkKind.TUNNEL),
          new Case(
              "R206: out of a tunnel into the VNet costs nothing in the seed era",
              VPN_THEN,
              LinkKind.TUNNEL,
              LinkKind.FABRIC_PORT),
          new Case(
              "R206: out of one tunnel into another costs nothing",
              VPN_THEN,
              LinkKind.TUNNEL,
              LinkKind.TUNNEL),
          new Case(
              "R206: out of a tunnel into the VNet costs nothing today",
              VPN_NOW,
              LinkKind.TUNNEL,
              LinkKind.FABRIC_PORT),
          new Case(
              "R278: as a router between VNets a VPN gateway is one hop",
              VPN_NOW,
              LinkKind.FABRIC_PORT,
              LinkKind.FABRIC_PORT,
              "own address"),
          new Case(
              "R209: from the edge an ExpressRoute gateway is one silent hop",
              AzureHopProfiles.EXPRESS_ROUTE_GATEWAY,
              LinkKind.EDGE,
              LinkKind.FABRIC_PORT,
              "silent: ExpressRoute gateway"),
          new Case(
              "R208: the other way an ExpressRoute gateway costs nothing",
              AzureHopProfiles.EXPRESS_ROUTE_GATEWAY,
              LinkKind.FABRIC_PORT,
              LinkKind.EDGE),
          new Case(
              "R208: from a VNet the edge router answers with its endpoint there",
              AzureHopProfiles.EDGE_ROUTER,
              LinkKind.EDGE,
              LinkKind.WIRE,
              "own address"),
          new Case(
              "R209: from outside it answers with its address on the wire",
              AzureHopProfiles.EDGE_ROUTER,
              LinkKind.WIRE,
              LinkKind.EDGE,
              "own address"));

  @ParameterizedTest
  @FieldSource("CASES")
  void spends(Case row) {
    List<String> hops =
        row.profile().rows().stream()
            .filter(r -> r.in() == null || r.in() == row.in())
            .filter(r -> r.out() == null || r.out() == row.out())
            .findFirst()
            .map(r -> r.responders().stream().map(AzureHopProfilesTest::word).toList())
            .orElse(List.of());

    assertThat(hops).containsExactly(row.hops());
  }

  private static String word(Responder responder) {
    return switch (responder) {
      case Responder.IngressAddress _ -> "own address";
      case Responder.Given(var address) -> address.toString();
      case Responder.Silent(String label) -> "silent: " + label;
    };
  }
}
