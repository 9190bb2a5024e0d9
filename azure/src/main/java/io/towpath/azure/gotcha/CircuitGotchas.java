package io.towpath.azure.gotcha;

import io.towpath.azure.resource.Connection;
import io.towpath.azure.resource.ExpressRouteCircuit;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.azure.validation.CircuitLimits;
import io.towpath.net.AddressFamily;
import io.towpath.net.FindingKind;
import java.util.List;
import java.util.Locale;

/** Circuits that fail together, and VNets that outgrow what a circuit announces. */
final class CircuitGotchas implements Gotcha {
  /** Parts of a limit from which it counts as near. */
  private static final int NEAR_PERCENT = 80;

  private static final FindingKind ONE_LOCATION =
      FindingKind.info(
          "TP2969",
          "R119",
          "All circuits of a gateway meet Microsoft at one place",
          "A circuit is bound to its peering location. Two circuits at the same one survive the"
              + " loss of a router or a provider, but not that of the location.",
          "Order one of the circuits at another peering location.");

  private static final FindingKind ANNOUNCED =
      FindingKind.warning(
          "TP2970",
          "R136",
          "Nearly as many prefixes as a connection may announce",
          "A connection announces at most 1,000 IPv4 prefixes to the circuit, those of"
              + " gateway-transit spokes included. One more and the connection is disconnected"
              + " until some are gone.",
          "Give the spokes larger ranges, or spread them over several hubs.");

  @Override
  public List<FindingKind> kinds() {
    return List.of(ONE_LOCATION, ANNOUNCED);
  }

  @Override
  public void check(GotchaContext context) {
    for (VirtualNetworkGateway gateway : context.resources().virtualNetworkGateways().values()) {
      List<Connection.ExpressRoute> links = context.resources().expressRouteConnectionsOf(gateway);
      if (!links.isEmpty()) {
        oneLocation(context, gateway, links);
        context.resources().vnetOf(gateway).ifPresent(vnet -> announced(context, gateway, vnet));
      }
    }
  }

  private static void oneLocation(
      GotchaContext context, VirtualNetworkGateway gateway, List<Connection.ExpressRoute> links) {
    List<ExpressRouteCircuit> circuits =
        links.stream()
            .flatMap(link -> context.resources().circuit(link.circuit()).stream())
            .distinct()
            .toList();
    List<String> locations =
        circuits.stream()
            .map(circuit -> circuit.peeringLocation().toLowerCase(Locale.ROOT))
            .distinct()
            .toList();
    if (circuits.size() > 1 && locations.size() == 1 && !locations.getFirst().isEmpty()) {
      context.report(
          ONE_LOCATION.at(
              gateway.origin(),
              gateway.id().label()
                  + ": its "
                  + circuits.size()
                  + " circuits are all at \""
                  + circuits.getFirst().peeringLocation()
                  + "\"."));
    }
  }

  private static void announced(
      GotchaContext context, VirtualNetworkGateway gateway, VirtualNetwork vnet) {
    long prefixes =
        context.reach().advertised(vnet).stream()
            .filter(range -> range.prefix().family() == AddressFamily.IPV4)
            .count();
    int most = CircuitLimits.PREFIXES_TO_ON_PREMISES;
    if (prefixes * 100 >= (long) most * NEAR_PERCENT) {
      context.report(
          ANNOUNCED.at(
              gateway.origin(),
              gateway.id().label()
                  + ": it announces "
                  + prefixes
                  + " prefixes of its VNet and the spokes of \""
                  + vnet.name()
                  + "\"; a connection takes "
                  + most
                  + "."));
    }
  }
}
