package io.towpath.azure.compile;

import io.towpath.azure.Profile;
import io.towpath.network.HopProfile;
import io.towpath.network.HopProfile.Responder;
import io.towpath.network.HopProfile.Row;
import io.towpath.network.LinkKind;
import java.util.ArrayList;
import java.util.List;

/** How Azure's own nodes spend TTL (R204–R210, R278). */
final class AzureHopProfiles {
  /** The fabric and what translates to the Internet: never seen (R204). */
  static final HopProfile FABRIC = HopProfile.INVISIBLE;

  /** An edge router answers with the address at which the packet came in (R208, R209). */
  static final HopProfile EDGE_ROUTER = HopProfile.ROUTER;

  /** One silent hop from the edge to the VNet (R209, R210), none the other way (R208). */
  static final HopProfile EXPRESS_ROUTE_GATEWAY =
      new HopProfile(
          List.of(
              new Row(
                  LinkKind.EDGE,
                  LinkKind.FABRIC_PORT,
                  List.of(new Responder.Silent("ExpressRoute gateway")))));

  private AzureHopProfiles() {}

  /**
   * A VPN gateway. Out of a tunnel it spends nothing (R206). From the VNet into a tunnel it spent
   * two in the seed era: its own instance answers, then a silent hop that stands for the peer
   * gateway (R205); newer captures show none (R278). Used as a router between VNets it is one hop.
   */
  static HopProfile vpnGateway(Profile profile) {
    List<Row> rows = new ArrayList<>();
    switch (profile) {
      case SEED_ERA ->
          rows.add(
              new Row(
                  LinkKind.FABRIC_PORT,
                  LinkKind.TUNNEL,
                  List.of(new Responder.IngressAddress(), new Responder.Silent("peer gateway"))));
      case CURRENT -> {
        // nothing: R278
      }
    }
    rows.add(
        new Row(
            LinkKind.FABRIC_PORT, LinkKind.FABRIC_PORT, List.of(new Responder.IngressAddress())));
    return new HopProfile(rows);
  }
}
