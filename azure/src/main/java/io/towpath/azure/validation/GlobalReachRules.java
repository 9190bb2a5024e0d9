package io.towpath.azure.validation;

import io.towpath.azure.resource.CircuitPeering;
import io.towpath.azure.resource.CircuitPeeringType;
import io.towpath.azure.resource.CircuitTier;
import io.towpath.azure.resource.ExpressRouteCircuit;
import io.towpath.azure.resource.GlobalReach;
import io.towpath.net.Ipv4Address;
import java.util.Optional;

/** Connections between circuits (R155). */
final class GlobalReachRules {
  private static final int LENGTH = 29;

  private final RuleContext context;

  GlobalReachRules(RuleContext context) {
    this.context = context;
  }

  void check() {
    for (ExpressRouteCircuit circuit : context.resources().expressRouteCircuits().values()) {
      for (CircuitPeering peering : circuit.peerings()) {
        for (GlobalReach connection : peering.globalReach()) {
          ends(circuit, peering, connection);
          range(connection);
          tier(circuit, connection);
        }
      }
    }
  }

  private Optional<ExpressRouteCircuit> other(GlobalReach connection) {
    return context.resources().circuit(connection.peerPeering().parent());
  }

  private void ends(ExpressRouteCircuit circuit, CircuitPeering peering, GlobalReach connection) {
    boolean isPrivate =
        peering.type() == CircuitPeeringType.AZURE_PRIVATE
            && other(connection)
                .map(
                    far ->
                        far.peerings().stream()
                            .anyMatch(
                                p ->
                                    p.id().equals(connection.peerPeering())
                                        && p.type() == CircuitPeeringType.AZURE_PRIVATE))
                .orElse(true);
    boolean isOther = !connection.peerPeering().parent().equals(circuit.id());
    if (!isPrivate || !isOther) {
      context.refuse(
          "TP2514",
          "R155",
          connection.origin(),
          connection.id().label()
              + ": Global Reach joins the private peerings of two circuits, not \""
              + peering.name()
              + "\" and \""
              + connection.peerPeering().name()
              + "\" of \""
              + connection.peerPeering().parent().name()
              + "\".",
          "Name the AzurePrivatePeering of another circuit.");
    }
  }

  private void range(GlobalReach connection) {
    if (connection.addressPrefix().length() != LENGTH
        || !(connection.addressPrefix().network() instanceof Ipv4Address)) {
      context.refuse(
          "TP2515",
          "R155",
          connection.origin(),
          connection.id().label()
              + ": its addressPrefix \""
              + connection.addressPrefix()
              + "\" is not an IPv4 /29.",
          "State a /29 that nobody uses.");
    }
  }

  private void tier(ExpressRouteCircuit circuit, GlobalReach connection) {
    other(connection)
        .filter(
            far ->
                !CircuitReach.areInOneGeopoliticalRegion(
                    circuit.peeringLocation(), far.peeringLocation()))
        .filter(far -> circuit.tier() != CircuitTier.PREMIUM || far.tier() != CircuitTier.PREMIUM)
        .ifPresent(
            far ->
                context.refuse(
                    "TP2516",
                    "R155",
                    connection.origin(),
                    connection.id().label()
                        + ": \""
                        + circuit.name()
                        + "\" and \""
                        + far.name()
                        + "\" are in different geopolitical regions, and not both Premium.",
                    "Use the tier Premium for both."));
  }
}
